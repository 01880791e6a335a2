use super::super::extract::Extracted;
use super::super::{MarkKind, Surroundings, testing};

/// What is read in a text that is whole.
fn read(source: &str) -> Extracted {
    super::read(source, &Surroundings::default())
}

/// The blocks of a text, a line each, as `ibid text` shows them.
fn shown(source: &str) -> String {
    let read = read(source);
    testing::shown(&read.blocks, &read.text).join("\n")
}

#[test]
fn words_and_blocks_are_read_as_they_are_printed() {
    for (source, expected) in [
        (
            "pages 3--4~of *some* _words_\\#1 // no\n",
            "pages 3–4 of some words#1",
        ),
        (
            "= One\n== Two <two>\nText, see @two.",
            "# One\n## Two\nText, see.",
        ),
        (
            "Lead:\n- one\n  - inner\n- two\n+ three\n\nEnd.",
            "Lead:\n- one\n- inner\n- two\n- three\nEnd.",
        ),
        ("/ Quay: a wall.", "- Quay: a wall."),
        ("One#footnote[A _note_.] two.", "One two.\n[^1] A note."),
        (
            "#quote(block: true, attribution: [Awa])[Words.]",
            "> Words.\n> — Awa",
        ),
        ("She said #quote[so].", "She said “so”."),
        (
            "#figure(image(\"a.png\"), caption: [The *cap*.]) <x>",
            "caption The cap.",
        ),
        (
            "#table(columns: 2, table.header[A][B], [1], [2], [3], [])",
            "= A | B\n| 1 | 2\n| 3 | ",
        ),
        (
            "#align(center)[Text.] #text(fill: red)[hot] #v(2pt)",
            "Text.\nhot",
        ),
        ("#let bay = \"Lund Bay\"\nIn #bay now.", "In Lund Bay now."),
        (
            "It is #weird.thing so, #odd[word] and #strange(1) too.",
            "It is weird.thing so, word and strange too.",
        ),
        (
            "#show: a.with(title: [The harbour], abstract: [Short.])\nText.",
            "# The harbour\nShort.\nText.",
        ),
        (
            "```\ncode\n```\nYes `x` $5$ $ 99 $ #strike[no] so.",
            "Yes x 5 so.",
        ),
        (
            "#link(\"https://example.org\")[the page] and https://example.org/x.",
            "the page and https://example.org/x.",
        ),
        ("10#super[2] and 2#super[nd]", "10² and 2nd"),
        ("#if true [no]\nYes.", "Yes."),
    ] {
        assert_eq!(shown(source), expected, "{source}");
    }
}

#[test]
fn citations_give_their_keys_and_pages() {
    for (source, expected) in [
        ("x @a.", "[a] a"),
        ("x @a[p. 4]", "[a] a p. 4"),
        ("x #cite(<a>, supplement: [p.~4])", "[a] a p. 4"),
        ("x #cite(<a>, form: \"prose\")", "a a"),
        ("x #cite(label(\"a/b\"))", "[a/b] a/b"),
        ("x @here y <here>", ""),
        ("x a\\@b.org", ""),
    ] {
        let read = read(source);
        let cited = read.marks.iter().find_map(|mark| match &mark.kind {
            MarkKind::Citation { works } => Some((mark, &works[0])),
            _ => None,
        });
        let told = cited.map_or(String::new(), |(mark, work)| {
            let page = work.page.as_ref().map(|page| format!(" {page}"));
            let page = page.unwrap_or_default();
            format!("{} {}{page}", mark.span.of(&read.text), work.key)
        });
        assert_eq!(told, expected, "{source}");
    }
}

#[test]
fn bibliographies_are_named_wherever_they_stand() {
    let source = "#show: a.with(bibliography: bibliography(\"one.bib\"))\n\
                  #bibliography((\"two.yml\", \"three.bib\"))";
    let read = read(source);
    let named: Vec<&str> = read.embedded.all("bibliography").collect();
    assert_eq!(named, ["one.bib", "two.yml", "three.bib"]);
}

#[test]
fn what_is_no_typst_is_told() {
    assert!(read("Text #( and more").gaps[0].contains("line 1"));
    assert!(read("Text.").gaps.is_empty());
    for broken in [
        "#table({",
        "#super[é",
        "#quote[",
        "#cite(<",
        "#link(\"a\")[",
        "$",
    ] {
        assert!(!read(broken).gaps.is_empty(), "{broken}");
    }
}

#[test]
fn a_label_of_another_file_is_no_citation() {
    let around = Surroundings {
        labels: ["cranes".to_owned()].into(),
        names: ["fpga".to_owned()].into(),
        ..Surroundings::default()
    };
    let read = super::read("See @cranes, an @fpga and @awa.", &around);
    assert_eq!(read.text, "See, an fpga and [awa].");
    let cited = |kind: &MarkKind| matches!(kind, MarkKind::Citation { .. });
    assert_eq!(read.marks.iter().filter(|it| cited(&it.kind)).count(), 1);
}
