use crate::document::testing::shown;
use crate::document::{Document, MarkKind};

fn document(text: &str) -> Document {
    Document::read("a.adoc", text.as_bytes()).unwrap()
}

/// The blocks of a text, each with a sign of what it is.
fn blocks(text: &str) -> Vec<String> {
    let document = document(text);
    shown(document.blocks(), document.text())
}

#[test]
fn blocks_are_told_by_their_lines() {
    for (text, told) in [
        (
            "= Title\nAwa Diallo <a@example.org>\n:x: y\n\n== Part\n\nText\nof it.\n",
            vec!["# Title", "## Part", "Text of it."],
        ),
        ("Part\n----\n\nText.\n", vec!["## Part", "Text."]),
        (
            "* One\ngoes on.\n** Two\n* Three\n\nText.\n",
            vec!["- One goes on.", "- Two", "- Three", "Text."],
        ),
        (
            "* One\n+\nMore.\n\n. Two\n",
            vec!["- One", "More.", "- Two"],
        ),
        ("* [x] One\n* [ ] Two\n", vec!["- One", "- Two"]),
        (
            "term:: What it is.\nother::\nWhat that is.\n",
            vec!["term", "- What it is.", "other", "- What that is."],
        ),
        (
            "[quote, Awa, The delta]\n____\nWords.\n____\n\nText.\n",
            vec!["> Words.", "— Awa, The delta", "Text."],
        ),
        ("[quote, Awa]\nWords.\n", vec!["> Words.", "— Awa"]),
        (
            "[source,c]\n----\nint x;\n----\n\n....\ny\n....\n\n++++\n<z>\n++++\n\nText.\n",
            vec!["` int x;", "` y", "Text."],
        ),
        ("[source,c]\nint x;\n\nText.\n", vec!["` int x;", "Text."]),
        (
            "////\nNo.\n////\n\n// No.\nText\n// No.\nof it.\n",
            vec!["Text of it."],
        ),
        (
            "NOTE: Text.\n\n[WARNING]\n====\nMore.\n====\n",
            vec!["Text.", "More."],
        ),
        (
            "ifdef::x[]\nText.\nendif::[]\n\ninclude::a.adoc[]\n\nMore.\n",
            vec!["Text.", "More."],
        ),
        (
            ".A figure\nimage::x.png[words]\n\nText.\n",
            vec!["caption A figure", "Text."],
        ),
        (
            "Text.\n\n  x = 1\n\nMore.\n",
            vec!["Text.", "` x = 1", "More."],
        ),
        (
            "[bibliography]\n== References\n\n* [[[a]]] Awa. 2020.\n",
            vec!["## References", "[a] Awa. 2020."],
        ),
        (
            "|===\n|A |B\n\n|1\n|2\n|3 |4\n|===\n",
            vec!["= A | B", "| 1 | 2", "| 3 | 4"],
        ),
        (
            "[cols=\"1,1\",options=\"header\"]\n|===\n|A\n|B\n|1 2+^|2\n|===\n",
            vec!["= A | B", "| 1 | 2"],
        ),
        (
            "Text.\n\n'''\n\n[[x]]\nMore.footnote:[A *note*.]\n",
            vec!["Text.", "More.", "[^1] A note."],
        ),
    ] {
        assert_eq!(blocks(text), told, "{text}");
    }
}

#[test]
fn words_are_those_that_are_shown() {
    for (text, shown) in [
        (
            "It *rose* by __5__ `m` and *_all_*.",
            "It rose by 5 m and all.",
        ),
        (
            "See https://example.org[the *report*] and link:a.html[that^].",
            "See the report and that.",
        ),
        (
            "See xref:a.adoc[the plan], <<x,that>> and <<y>>.",
            "See the plan, that and .",
        ),
        (
            "The insn:add[] sets reg:x1[the register] and csr::[mxl] at 10:30 [x].",
            "The add sets the register and mxl at 10:30 [x].",
        ),
        (
            ":x: the bay\n\nIt is {x}{nbsp}at {y}.",
            "It is the bay\u{A0}at y.",
        ),
        (
            "He said \"`all is *well*`\" and it`'s so.",
            "He said “all is well” and it’s so.",
        ),
        (
            "It was [.line-through]#never# [.x]#done# at 10^6^ m~2~.",
            "It was done at 10⁶ m2.",
        ),
        (
            "A ((shown)) term (((hidden))) and \\*stars*.",
            "A shown term and *stars*.",
        ),
        (
            "snake_case_name and 2 * 3 * 4 + 5.",
            "snake_case_name and 2 * 3 * 4 + 5.",
        ),
        ("Caf&#233; &amp; bar +\nhere.", "Café & bar here."),
    ] {
        assert_eq!(document(text).text(), shown, "{text}");
    }
}

#[test]
fn citations_name_works_or_entries() {
    let text = "It rose cite:[a2020(12), b2021] <<w>>.\n\n* [[[w]]] Wells. 2001.\n";
    let document = document(text);
    let works: Vec<(&str, Option<&str>)> = document
        .marks()
        .iter()
        .filter_map(|mark| match &mark.kind {
            MarkKind::Citation { works } => Some(works),
            _ => None,
        })
        .flatten()
        .map(|work| (work.key.as_str(), work.page.as_deref()))
        .collect();
    assert_eq!(works, [("a2020", Some("12")), ("b2021", None)]);
    let refers = |mark: &crate::document::Mark| {
        mark.kind
            == MarkKind::NoteReference {
                label: "w".to_owned(),
            }
    };
    assert!(document.marks().iter().any(refers));
}

#[test]
fn a_key_of_another_kind_is_no_text() {
    let key =
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBF\n-----END PGP PUBLIC KEY BLOCK-----\n";
    assert!(Document::read("a.asc", key.as_bytes()).is_err());
}
