//! PDF, office files and e-books: what is read in them, where it is cited, and what happens to files
//! that cannot be read. The files are made by `tests/office/make.py`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use ibid::document::Document;
use ibid::span::Span;
use serde_json::Value;

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/office");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(arguments).current_dir(folder);
    command.output().unwrap()
}

/// What `ibid text` prints of a file, and what it says besides.
fn text(name: &str) -> (String, String) {
    let output = run(Path::new(FILES), &["text", name]);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

fn read(name: &str) -> Document {
    let bytes = fs::read(Path::new(FILES).join(name)).unwrap();
    Document::read(name, &bytes).unwrap()
}

/// The words of a document that begin with `start`, to the end of their block.
fn span_of(document: &Document, words: &str) -> Span {
    let start = document.text().find(words);
    let start = start.unwrap_or_else(|| panic!("no “{words}” in {}", document.text()));
    Span::new(start, start + words.len())
}

#[test]
fn what_is_read_is_printed_with_its_places() {
    for name in [
        "columns.pdf",
        "report.docx",
        "report.odt",
        "slides.pptx",
        "figures.xlsx",
        "figures.csv",
        "book.epub",
        "draft.docx",
    ] {
        let (printed, said) = text(name);
        assert_eq!(said, "", "{name}");
        insta::assert_snapshot!(name, printed);
    }
}

/// Every word that is cited is cut out of the part that the citation names.
#[test]
fn a_citation_of_a_container_is_cut_out_of_its_part() {
    for (name, words, part) in [
        ("report.docx", "The auditors said", "word/document.xml"),
        ("report.docx", "sung at every opening", "word/footnotes.xml"),
        ("report.odt", "Ferries pay no dues", "content.xml"),
        (
            "slides.pptx",
            "It handles 1,200 ships",
            "ppt/slides/slide1.xml",
        ),
        (
            "slides.pptx",
            "Mention that 340",
            "ppt/notesSlides/notesSlide1.xml",
        ),
        ("book.epub", "cost 41 million crowns", "EPUB/chapter1.xhtml"),
    ] {
        let document = read(name);
        let citation = document.cite(span_of(&document, words));
        assert_eq!(citation.locator().part.as_deref(), Some(part), "{words}");
        let bytes = fs::read(Path::new(FILES).join(name)).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut content = String::new();
        let mut entry = archive.by_name(part).unwrap();
        std::io::Read::read_to_string(&mut entry, &mut content).unwrap();
        assert_eq!(citation.span().of(&content), words);
        assert_eq!(citation.quote(), words);
    }
}

#[test]
fn a_citation_names_the_place_as_people_do() {
    for (name, words, place) in [
        (
            "columns.pdf",
            "The first stone was laid",
            "page iv (page 1 of the file)",
        ),
        (
            "columns.pdf",
            "town council. They are",
            "page vi (page 3 of the file)",
        ),
        ("report.docx", "The auditors said", "paragraph 4"),
        ("slides.pptx", "It handles", "slide 1"),
        ("slides.pptx", "Mention", "slide 1"),
        ("figures.xlsx", "1,050", "Ships!B3"),
        ("figures.xlsx", "Port Öland & Sons", "Ports!B5"),
        ("figures.csv", "340", "cell C2"),
        (
            "book.epub",
            "It handles 1,200",
            "“How it was built”, page 12",
        ),
    ] {
        let document = read(name);
        let citation = document.cite(span_of(&document, words));
        let found = citation.locator().words(citation.start().line);
        assert_eq!(found.as_deref(), Some(place), "{name}: {words}");
    }
}

/// A PDF has no bytes of its words: its boxes lead to them.
#[test]
fn the_words_of_a_pdf_have_boxes_on_their_page() {
    let document = read("columns.pdf");
    let citation = document.cite(span_of(&document, "nobody else has ever counted them"));
    let boxes = &citation.locator().boxes;
    assert_eq!(boxes.len(), 2, "the words stand on two lines");
    assert!(boxes.iter().all(|one| one.page == 2));
    let [left, bottom, right, top] = boxes[1].points.map(|edge| edge.tenths);
    assert!((595..650).contains(&left), "{boxes:?}");
    assert!(bottom < 6490 && top > 6480 && right > left, "{boxes:?}");
    let reading = document.reading().unwrap();
    assert_eq!(
        reading.hash,
        ibid::document::Hash::of(document.decoded().as_bytes()).to_hex()
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_reason() {
    for (name, told) in [
        ("scanned.pdf", "page 1 of 1 scanned, not read"),
        ("locked.pdf", "locked with a password"),
    ] {
        let (printed, said) = text(name);
        assert_eq!(printed, "");
        assert!(said.contains(told), "{name}: {said}");
    }
    let (printed, said) = text("scanned-in-part.pdf");
    assert!(printed.contains("18,000 passengers"), "{printed}");
    assert!(said.contains("page 2 of 3 scanned, not read"), "{said}");
    assert!(text("unlocked.pdf").0.contains("lighthouse"));
}

fn desk(files: &[&str], draft: &str) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir_all(desk.path().join("corpus")).unwrap();
    for name in files {
        fs::copy(
            Path::new(FILES).join(name),
            desk.path().join("corpus").join(name),
        )
        .unwrap();
    }
    fs::create_dir_all(desk.path().join("claims")).unwrap();
    fs::write(desk.path().join("claims/draft.md"), draft).unwrap();
    desk
}

fn report(desk: &tempfile::TempDir) -> Value {
    let output = run(desk.path(), &["check", "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

const QUOTING: &str = "# Lund Bay\n\nThe auditors wrote that the books were “neither complete nor in \
order” and that “the auditors asked for the books twice and were told to wait”.\n";

#[test]
fn a_quotation_over_two_columns_is_found_and_cited_by_its_page() {
    let desk = desk(&["columns.pdf", "scanned-in-part.pdf"], QUOTING);
    let report = report(&desk);
    let quotations = report["drafts"][0]["quotations"].as_array().unwrap();
    assert_eq!(quotations.len(), 2);
    for quotation in quotations {
        assert_eq!(quotation["match"], "exact", "{quotation}");
        let citation = &quotation["citations"][0];
        assert_eq!(citation["page"], 1);
        assert_eq!(citation["page_label"], "iv");
        assert!(
            citation["boxes"]
                .as_array()
                .is_some_and(|it| !it.is_empty())
        );
        assert!(citation["reading"]["reader"].as_str().is_some());
    }
    let unread = &report["sources"]["unreadable"][0];
    assert_eq!(unread["path"], "corpus/scanned-in-part.pdf");
    let printed = run(desk.path(), &["check", "--verbose"]);
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(
        printed.contains("corpus/columns.pdf, page iv (page 1 of the file)"),
        "{printed}"
    );
}

/// What kills the process that reads a file costs that file alone.
#[cfg(unix)]
#[test]
fn a_hostile_file_costs_one_source() {
    let desk = desk(&["columns.pdf"], QUOTING);
    let mut nested = b"%PDF-1.7\n1 0 obj\n".to_vec();
    nested.extend(std::iter::repeat_n(b'[', 3_000_000));
    fs::write(desk.path().join("corpus/nested.pdf"), nested).unwrap();
    let mut deep = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    deep.start_file("_rels/.rels", options).unwrap();
    std::io::Write::write_all(
        &mut deep,
        b"<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>",
    )
    .unwrap();
    deep.start_file("word/document.xml", options).unwrap();
    std::io::Write::write_all(&mut deep, "<w:p>".repeat(1_000_000).as_bytes()).unwrap();
    let deep = deep.finish().unwrap().into_inner();
    fs::write(desk.path().join("corpus/deep.docx"), deep).unwrap();
    let report = report(&desk);
    assert_eq!(report["sources"]["read"], 1);
    let unreadable = report["sources"]["unreadable"].as_array().unwrap();
    assert_eq!(unreadable.len(), 2, "{unreadable:?}");
    assert!(
        unreadable[0]["why"]
            .as_str()
            .unwrap()
            .contains("nested too deep")
    );
}

/// A Word draft is checked as a Markdown draft is, by the works that Zotero keeps in its fields.
#[test]
fn a_word_draft_is_checked_with_its_citations() {
    let desk = desk(&["report.docx"], "");
    fs::remove_file(desk.path().join("claims/draft.md")).unwrap();
    fs::copy(
        Path::new(FILES).join("draft.docx"),
        desk.path().join("claims/draft.docx"),
    )
    .unwrap();
    let report = report(&desk);
    let draft = &report["drafts"][0];
    assert_eq!(draft["path"], "claims/draft.docx");
    assert!(
        draft["claims"]
            .as_array()
            .is_some_and(|claims| claims.len() >= 2),
        "{draft}"
    );
    let rules: Vec<&str> = draft["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    assert!(rules.contains(&"misquote"), "{rules:?}");
    assert!(!rules.contains(&"citation-unresolved"), "{rules:?}");
    let mended = run(desk.path(), &["check", "--fix"]);
    assert!(mended.status.code().is_some());
    let now = fs::read(desk.path().join("claims/draft.docx")).unwrap();
    let before = fs::read(Path::new(FILES).join("draft.docx")).unwrap();
    assert_eq!(now, before, "a Word file is never written over");
}
