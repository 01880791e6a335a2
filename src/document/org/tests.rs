use crate::document::testing::shown;
use crate::document::{Document, MarkKind};

fn document(text: &str) -> Document {
    Document::read("a.org", text.as_bytes()).unwrap()
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
            "* TODO [#A] Title [1/2] :a:b:\n** Part\nText\nof it.\n",
            vec!["# Title", "## Part", "Text of it."],
        ),
        (
            "* COMMENT No\nNo.\n** No\n* No :noexport:\nNo.\n* Yes\nText.\n",
            vec!["# Yes", "Text."],
        ),
        (
            "* A\nSCHEDULED: <2020-01-01 Wed>\n:PROPERTIES:\n:X: y\n:END:\nText.\n",
            vec!["# A", "Text."],
        ),
        (
            "- One\n  goes on.\n- Two\n  + Three\n\nText.\n",
            vec!["- One goes on.", "- Two", "- Three", "Text."],
        ),
        ("1. One\n2) [X] Two\n", vec!["- One", "- Two"]),
        ("- term :: What it is.\n", vec!["term", "- What it is."]),
        (
            "#+BEGIN_QUOTE\nWords.\n\n--- Awa\n#+END_QUOTE\nText.\n",
            vec!["> Words.", "> — Awa", "Text."],
        ),
        (
            "#+begin_src c\nint x;\n#+end_src\n#+BEGIN_COMMENT\nNo.\n#+END_COMMENT\n: y\nText.\n",
            vec!["` int x;", "` : y", "Text."],
        ),
        ("#+begin_abstract\nText.\n#+end_abstract\n", vec!["Text."]),
        ("#+begin_src c\nText goes on.\n", vec!["Text goes on."]),
        // A space that no line ends with in ASCII.
        (
            "#+caption: Né in Lund.\u{a0}\n\nText.\n",
            vec!["caption Né in Lund.", "Text."],
        ),
        (
            "# No.\n#+title: A\n#+caption: The cranes.\n[[file:x.png]]\n\nText.\n",
            vec!["caption The cranes.", "Text."],
        ),
        (
            "Text.[fn:1] More.[fn:: Inline.]\n\n[fn:1] A note.\n",
            vec!["Text. More.", "[1] A note.", "[^1] Inline."],
        ),
        (
            "| A | B |\n|---+---|\n| 1 | 2 |\n| <l> | |\n#+TBLFM: x\n",
            vec!["= A | B", "| 1 | 2"],
        ),
        ("| 1 | 2 |\n", vec!["| 1 | 2"]),
        (
            "Text.\n-----\n\\begin{equation}\nx\n\\end{equation}\nMore.\n",
            vec![
                "Text. -----",
                "` \\begin{equation}\nx\n\\end{equation}",
                "More.",
            ],
        ),
    ] {
        assert_eq!(blocks(text), told, "{text}");
    }
}

#[test]
fn words_are_those_that_are_shown() {
    for (text, shown) in [
        (
            "It *rose* by /5/ =m= and ~x~, _*all*_.",
            "It rose by 5 m and x, all.",
        ),
        (
            "See [[https://example.org][the report]] and [[id:x][that]].",
            "See the report and that.",
        ),
        (
            "It was +never+ done on <2020-01-01 Wed 10:00> and [2020-01-02 Thu].",
            "It was done on 2020-01-01 and 2020-01-02.",
        ),
        (
            "A \\alpha{} of 10^6 and H_{2}O, @@html:<b>@@ {{{x(y)}}} here.",
            "A α of 10⁶ and H2O, here.",
        ),
        (
            "It is snake_case and 2 + 3 + 4 and a/b/c.",
            "It is snake_case and 2 + 3 + 4 and a/b/c.",
        ),
        (
            "It cost US$5 and then $6, so $x^2$ of O$_2$ it is.",
            "It cost US$5 and then $6, so x^2 of O_2 it is.",
        ),
        (
            "At https://example.org/a_b/c it /is/.",
            "At https://example.org/a_b/c it is.",
        ),
        ("So <<x>> it src_c{int x} is.", "So it is."),
    ] {
        assert_eq!(document(text).text(), shown, "{text}");
    }
}

#[test]
fn citations_name_their_keys() {
    for (text, cited) in [
        (
            "It rose [cite:see @a2020 p. 4; @b2021].",
            vec![("a2020", Some("4")), ("b2021", None)],
        ),
        ("It rose [cite/t:@a2020].", vec![("a2020", None)]),
        (
            "It rose cite:a2020,b2021.",
            vec![("a2020", None), ("b2021", None)],
        ),
        (
            "It rose \\cite{a2020} as ref:fig-x shows.",
            vec![("a2020", None)],
        ),
        (
            "It rose [[cite:&a2020;&b2021]].",
            vec![("a2020", None), ("b2021", None)],
        ),
        ("It is a website:a and a [cite] of all.", vec![]),
    ] {
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
        assert_eq!(works, cited, "{text}");
    }
}

#[test]
fn the_file_states_its_bibliography() {
    let document = document("#+title: A\n#+bibliography: refs.bib\n\nText.\n");
    assert_eq!(document.embedded().get("title"), Some("A"));
    assert_eq!(document.embedded().get("bibliography"), Some("refs.bib"));
}
