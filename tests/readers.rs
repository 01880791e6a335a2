//! What each reader makes of odd files, and that every word it reads stands in the file.

use std::fmt::Write;

use ibid::document::{BlockKind, Document, MarkKind};
use ibid::language::Language;
use ibid::span::Span;
use proptest::prelude::*;

/// Everything read in a document, one line a block, mark or field.
fn describe(document: &Document) -> String {
    let mut out = String::new();
    for (key, value) in &document.embedded().fields {
        writeln!(out, "@{key}: {value}").unwrap();
    }
    for (index, block) in document.blocks().iter().enumerate() {
        let language = match block.language {
            Language::English => "en",
            Language::French => "fr",
            Language::Other => "other",
        };
        let introduced = block
            .introduced_by
            .map_or(String::new(), |by| format!(" introduced by {by}"));
        let cells: Vec<&str> = block
            .cells
            .iter()
            .map(|cell| cell.of(document.text()))
            .collect();
        let cells = match cells.is_empty() {
            true => String::new(),
            false => format!(" cells {cells:?}"),
        };
        let line = document
            .position(document.decoded_span(block.span).start)
            .line;
        writeln!(
            out,
            "{index} {:?} {language} line {line} under {:?}{introduced}{cells}\n    {:?}",
            block.kind,
            block.headings,
            block.span.of(document.text())
        )
        .unwrap();
    }
    for mark in document.marks() {
        let words = mark.span.of(document.text());
        let source = mark.source.of(document.decoded());
        writeln!(out, "{:?} {words:?} at {source:?}", mark.kind).unwrap();
    }
    out
}

fn read(name: &str) -> Document {
    let path = format!("tests/readers/{name}");
    let bytes = std::fs::read(&path).unwrap();
    let document = Document::read(name, &bytes).unwrap();
    assert_spans_hold(&document, &bytes);
    document
}

/// Every word of the text maps to bytes of the file that say the same: literally, or (for
/// escapes, entities, exponents and encodings) as a piece of the file that is read to the same
/// word.
fn assert_spans_hold(document: &Document, bytes: &[u8]) {
    let text = document.text();
    let mut last_end = 0;
    for block in document.blocks() {
        assert!(block.span.start >= last_end, "blocks run backwards");
        last_end = block.span.end;
        let words = block.span.of(text);
        if block.cells.is_empty() {
            assert_eq!(words.trim(), words, "white space at a block's border");
        }
        for (at, word) in words.match_indices(|c: char| !c.is_whitespace()) {
            let span = Span::new(block.span.start + at, block.span.start + at + word.len());
            let in_file = document.file_span(span);
            assert!(in_file.end <= bytes.len());
            let decoded = document.decoded_span(span).of(document.decoded());
            let stands = decoded.contains(word)
                || decoded.starts_with(['&', '\\'])
                || "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains(word)
                || (word == "|" && decoded.is_empty());
            assert!(stands, "{word:?} is said to stand in {decoded:?}");
            if document.decoded().as_bytes() == bytes {
                assert_eq!(&bytes[in_file.start..in_file.end], decoded.as_bytes());
            }
        }
    }
}

#[test]
fn plain_text_saved_from_a_page() {
    insta::assert_snapshot!(describe(&read("saved-page.txt")));
}

#[test]
fn plain_text_wrapped_by_a_typist() {
    insta::assert_snapshot!(describe(&read("wrapped.txt")));
}

#[test]
fn plain_text_with_a_paragraph_a_line() {
    insta::assert_snapshot!(describe(&read("long-lines.txt")));
}

#[test]
fn markdown_with_everything_in_it() {
    insta::assert_snapshot!(describe(&read("everything.md")));
}

#[test]
fn utf16_and_legacy_files_read_as_the_same_text() {
    let text = "Le président a été renversé.\n\nL’armée tient Ménaka depuis août.\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (legacy, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    for bytes in [text.as_bytes(), &utf16, &legacy] {
        let document = Document::read("a.txt", bytes).unwrap();
        assert_eq!(document.blocks().len(), 2);
        assert_eq!(
            document.text(),
            "Le président a été renversé.\n\nL’armée tient Ménaka depuis août."
        );
        assert_spans_hold(&document, bytes);
    }
}

#[test]
fn what_yields_no_text_is_an_error_not_an_empty_document() {
    for (name, bytes) in [
        ("a.txt", b"".as_slice()),
        ("a.txt", b" \n\n\t"),
        ("a.md", b"---\ntitle: T\n---\n"),
        ("a.md", b"![a picture](x.png)"),
        ("a.html", b"<html><body></body></html>"),
        ("a.txt", b"%PDF-1.4"),
        ("a.jsonl", b"{}"),
    ] {
        assert!(Document::read(name, bytes).is_err(), "{name} {bytes:?}");
    }
}

/// Block quotations and lists without end are refused at once, with their line; all else is read.
#[test]
fn nesting_without_end_is_read_in_a_moment() {
    let deep = 100_000;
    for (name, text, is_read) in [
        ("a.md", format!("{} word", ">".repeat(deep)), false),
        ("a.md", format!("{}word", "- ".repeat(deep)), false),
        ("a.md", format!("{}word", "[".repeat(deep)), true),
        ("a.md", format!("{}word", "*a ".repeat(deep)), true),
        (
            "a.md",
            format!("---\na: {}\n---\nword", "[".repeat(deep)),
            true,
        ),
        ("a.txt", format!("{} word", ">".repeat(deep)), true),
        ("a.html", format!("{}word", "<div>".repeat(deep)), true),
        ("a.rst", format!("{}word", "- ".repeat(deep)), true),
        ("a.rst", format!("{}word", ".. [1] ".repeat(deep)), true),
        ("a.adoc", format!("{}word", "*a _b ".repeat(deep)), true),
        (
            "a.adoc",
            format!("{}word", "footnote:[a ".repeat(deep)),
            true,
        ),
        ("a.org", format!("{}word", "- ".repeat(deep)), true),
        ("a.org", format!("{}word", "[fn:: a ".repeat(deep)), true),
    ] {
        match Document::read(name, text.as_bytes()) {
            Ok(_) => assert!(is_read, "{}", &text[..9]),
            Err(error) => assert!(
                !is_read && error.to_string().starts_with("line 1: "),
                "{error}"
            ),
        }
    }
}

#[test]
fn a_missing_note_is_a_reference_and_no_text() {
    let document = Document::read("a.md", b"The army left.[^9]").unwrap();
    assert_eq!(document.text(), "The army left.");
    let label = "9".to_owned();
    assert_eq!(document.marks()[0].kind, MarkKind::NoteReference { label });
}

#[test]
fn the_words_of_a_note_may_begin_on_the_line_behind_its_label() {
    for (note, is_joined) in [
        ("[^a]:\nSee the keeper.", true),
        ("[^a]:\r\n  See the keeper.", true),
        ("[^a]:\n    See the keeper.", true),
        ("[^a]: See the keeper.", true),
        ("[^a]:\n\nSee the keeper.", false),
    ] {
        let source = format!("It fell.[^a]\n\n{note}\n");
        let document = Document::read("a.md", source.as_bytes()).unwrap();
        assert_spans_hold(&document, source.as_bytes());
        let mut blocks = document.blocks().iter();
        let is_note = blocks.any(|block| {
            let words = block.span.of(document.text());
            matches!(block.kind, BlockKind::Footnote { .. }) && words == "See the keeper."
        });
        assert_eq!(is_note, is_joined, "{note:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Any text in any of the formats is read without a panic, and its words stand in the file.
    #[test]
    fn any_text_maps_back_to_its_bytes(
        text in "([ -~\n]|[éà€’«»“”]|\\PC|&eacute;|\\*|\\[\\^1\\]|<!-- x -->|<p>|</p>|<td>|<p>|</p>|<td>|\n\n|\n- |\n> |\\| ){0,120}",
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html"]),
    ) {
        if let Ok(document) = Document::read(name, text.as_bytes()) {
            assert_spans_hold(&document, text.as_bytes());
        }
    }

    /// The same of pieces of LaTeX and Typst, in any order.
    #[test]
    fn any_typesetting_maps_back_to_its_bytes(
        text in r##"([ -~\n]|[éà€“”]|\PC|\\[a-z"'%]|\\(emph|footnote|item|cite|SI|def|newcommand|url|verb)|\\(begin|end)\{(a|itemize|tabular|figure|quote|verbatim)\}|[{}$]|\[|\]|#(quote|footnote|table|figure|let|cite)|\(|\n\n|\n- |\n= |@a|<a>){0,120}"##,
        name in prop::sample::select(vec!["a.tex", "a.typ"]),
    ) {
        if let Ok(document) = Document::read(name, text.as_bytes()) {
            let mut last_end = 0;
            for block in document.blocks() {
                prop_assert!(block.span.start >= last_end, "blocks run backwards");
                last_end = block.span.end;
                let words = block.span.of(document.text());
                prop_assert!(!block.cells.is_empty() || words.trim() == words);
                prop_assert!(document.cite(block.span).span().end <= text.len());
            }
            for mark in document.marks() {
                prop_assert!(mark.span.end <= document.text().len());
                prop_assert!(mark.source.end <= text.len());
            }
        }
    }

    /// So it is in the line-based mark-ups, but for what stands for something else: names, dashes,
    /// quotation marks.
    #[test]
    fn any_line_based_mark_up_maps_back_to_its_bytes(
        text in "([ -~\n]|[éà’«“]|\\*\\*|``|`_|\\[\\[|\\]\\]|:a:`|\\.\\. |::|:: a\n|footnote:\\[|cite:\\[|<<a|>>|\\[fn:|\\[1\\]_|\\{a\\}|\"`|`\"|\\$|\n====\n|\n----\n|\n\\|===\n|\n\\| a |\n#\\+begin_quote\n|\n#\\+end_quote\n|\n  |\n- |\n\\* |\n\\. |\n== ==\n|\n\\+--\\+\n|\n\\[a, b\\]\n|\n____\n|\n\n){0,100}",
        name in prop::sample::select(vec!["a.rst", "a.adoc", "a.org"]),
    ) {
        if let Ok(document) = Document::read(name, text.as_bytes()) {
            let mut end = 0;
            for block in document.blocks() {
                prop_assert!(end <= block.span.start && !block.span.is_empty());
                end = block.span.end;
                let words = block.span.of(document.text());
                for (at, word) in words.match_indices(char::is_alphanumeric) {
                    let at = block.span.start + at;
                    let span = Span::new(at, at + word.len());
                    let decoded = document.decoded_span(span).of(document.decoded());
                    let stands = decoded.contains(word) || decoded.starts_with(['{', '|', '\\', '&', '^', ':']);
                    prop_assert!(stands, "{word:?} is said to stand in {decoded:?}");
                }
            }
            for mark in document.marks() {
                prop_assert!(mark.source.end <= text.len() && mark.span.end <= document.text().len());
            }
        }
    }

    /// Any bytes at all are read or refused, never a panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.tex", "a.typ", "a.rst", "a.adoc", "a.org", "a"]),
    ) {
        if let Ok(document) = Document::read(name, &bytes) {
            let whole = Span::new(0, document.text().len());
            prop_assert!(document.file_span(whole).end <= bytes.len());
        }
        for record in ibid::document::records("a.jsonl", &bytes) {
            let _ = record;
        }
    }
}
