//! PDF, office files and e-books: what is read in them, where it is cited, and what happens to files
//! that cannot be read. The files are made by `tests/office/make.py`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ibid::document::{Change, Comment, Document, with_changes, with_comments};
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
        "drawn.pdf",
        "report.docx",
        "report.odt",
        "slides.pptx",
        "figures.xlsx",
        "figures.csv",
        "book.epub",
        "asides.epub",
        "draft.docx",
        "reviewed.docx",
        "figures.ods",
        "report.rtf",
        "letter.eml",
        "letters.mbox",
    ] {
        let (printed, said) = text(name);
        let attached = name == "letters.mbox";
        assert_eq!(
            said.contains("attachment ships.pdf not read"),
            attached,
            "{said}"
        );
        assert_eq!(said.is_empty(), !attached, "{name}: {said}");
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

/// RTF has no parts: its words are cut out of the file, signs of mark-up apart.
#[test]
fn a_citation_of_rich_text_is_cut_out_of_the_file() {
    let file = fs::read(Path::new(FILES).join("report.rtf")).unwrap();
    let document = read("report.rtf");
    for (words, written) in [
        ("with 41 cranes & a choir.", "with 41 cranes & a choir."),
        ("sung at every opening", "sung at every opening"),
        ("3\u{a0}May", r"3\~May"),
        ("Öland", r"\'d6land"),
        ("Мир", r"\'cc\'e8\'f0"),
        ("1,050", "1,050"),
    ] {
        let citation = document.cite(span_of(&document, words));
        let cut = citation.span().of(std::str::from_utf8(&file).unwrap());
        assert_eq!(cut, written, "{words}");
    }
}

/// What is sent is encoded: the bytes of a part are counted once it is decoded.
#[test]
fn a_citation_of_a_message_is_cut_out_of_its_part() {
    let bytes = fs::read(Path::new(FILES).join("letter.eml")).unwrap();
    let document = read("letter.eml");
    let citation = document.cite(span_of(&document, "planned – “we built it"));
    assert_eq!(citation.locator().part.as_deref(), Some("part 1"));
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    let part = message.part(1).unwrap().text_contents().unwrap();
    assert_eq!(citation.span().of(part), "planned – “we built it");
    let head = document.cite(span_of(&document, "The harbour of Lund Bay: Größe"));
    assert_eq!(head.locator().part.as_deref(), Some("head"));
    assert!(
        head.span()
            .of(std::str::from_utf8(&bytes).unwrap())
            .starts_with("Subject: ")
    );
    assert_eq!(document.embedded().get("author"), Some("Karin Lindqvist"));
    assert_eq!(document.embedded().get("date"), Some("2018-11-05"));
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
        ("figures.ods", "1,050", "Ships!B3"),
        ("figures.ods", "Port Öland & Sons", "Ships!C7"),
        ("letters.mbox", "280 ferries", "“Ships of 2016, 2017-01-03”"),
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
        ("locked.docx", "locked with a password"),
        ("locked.odt", "locked with a password"),
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
}

/// The entries of a Word file by their names.
fn entries(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let read = names.into_iter().map(|name| {
        let mut content = Vec::new();
        let mut entry = archive.by_name(&name).unwrap();
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        (name, String::from_utf8_lossy(&content).into_owned())
    });
    read.collect()
}

/// A Word file with `change` made to each part.
fn with_parts(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in entries(bytes) {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut writer, change(&part).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file as Word writes it when told to keep to the standard strictly: with other names.
fn strict(bytes: &[u8]) -> Vec<u8> {
    let usual = "http://schemas.openxmlformats.org";
    let strictly = "http://purl.oclc.org/ooxml";
    with_parts(bytes, |part| {
        let relations = "officeDocument/2006/relationships";
        part.replace(
            &format!("{usual}/wordprocessingml/2006/main"),
            &format!("{strictly}/wordprocessingml/main"),
        )
        .replace(
            &format!("{usual}/{relations}"),
            &format!("{strictly}/officeDocument/relationships"),
        )
    })
}

/// A desk with one Word draft, and where it lies.
fn word_desk(name: &str) -> (tempfile::TempDir, PathBuf) {
    let desk = desk(&["report.docx"], "");
    fs::remove_file(desk.path().join("claims/draft.md")).unwrap();
    let draft = desk.path().join("claims").join(name);
    fs::copy(Path::new(FILES).join(name), &draft).unwrap();
    (desk, draft)
}

/// What is mended in a Word file is tracked: only the words that differ, for a person to accept.
#[test]
fn corrections_of_a_word_draft_are_tracked() {
    let (desk, draft) = word_desk("reviewed.docx");
    let before = fs::read(&draft).unwrap();
    let shown = run(desk.path(), &["check", "--diff"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("+We built it for our children,"), "{shown}");
    run(desk.path(), &["check", "--fix"]);
    let after = fs::read(&draft).unwrap();
    let (old, mut new) = (entries(&before), entries(&after));
    let body = new.insert(
        "word/document.xml".to_owned(),
        old["word/document.xml"].clone(),
    );
    assert_eq!(old, new, "no other part changes");
    let body = body.unwrap();
    assert!(body.contains(r#"w:author="ibid"><w:r>"#), "{body}");
    assert!(
        body.contains("children,</w:t>") || body.contains("children</w:t>"),
        "{body}"
    );
    assert!(
        body.contains(r#"<w:ins w:id="900" w:author="Awa Diallo">"#),
        "{body}"
    );
    let read = Document::read("reviewed.docx", &after).unwrap();
    assert!(
        read.text().contains("“We built it for our children,” said"),
        "{}",
        read.text()
    );
    let again = run(desk.path(), &["check", "--fix"]);
    assert!(again.status.code().is_some());
    assert_eq!(fs::read(&draft).unwrap(), after, "nothing is left to mend");
}

/// A person's comment that begins "ibid: ok" is a ruling on the words it hangs on, and no others.
#[test]
fn a_comment_of_a_person_is_a_ruling() {
    let (desk, _) = word_desk("reviewed.docx");
    let report = report(&desk);
    let findings = report["drafts"][0]["findings"].as_array().unwrap();
    let on = |words: &str| -> Vec<&Value> {
        let claims = report["drafts"][0]["claims"].as_array().unwrap();
        let claim = claims
            .iter()
            .find(|it| it["text"].as_str().unwrap().contains(words));
        let claim = claim.unwrap();
        let here = findings.iter().filter(|it| {
            it["start"].as_u64() >= claim["start"].as_u64()
                && it["start"].as_u64() < claim["end"].as_u64()
        });
        here.collect()
    };
    let ruled = on("June 2019");
    assert!(!ruled.is_empty());
    for finding in ruled {
        assert_eq!(finding["waived"]["by"], "Awa Diallo");
        assert_eq!(finding["waived"]["reason"], "the second mole is meant");
    }
    assert!(on("June 2016").iter().all(|it| it["waived"].is_null()));
}

/// Comments go back on their words; a second run replaces the program's own and nobody else's.
/// Word allows no comment in a text box: it hangs on the box, and says which words it means.
#[test]
fn a_comment_on_words_in_a_text_box_hangs_on_the_box() {
    let bytes = fs::read(Path::new(FILES).join("draft.docx")).unwrap();
    let boxed = "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox>\
                 <w:txbxContent><w:p><w:r><w:t>The choir &amp; the mayor sang in May 1911.</w:t></w:r></w:p></w:txbxContent>\
                 </v:textbox></v:shape></w:pict></w:r></w:p>";
    let bytes = with_parts(&bytes, |part| {
        part.replacen("<w:body>", &format!("<w:body>{boxed}"), 1)
    });
    let draft = Document::read("draft.docx", &bytes).unwrap();
    let words = "The choir & the mayor sang in May 1911.";
    let comment = Comment {
        span: draft.cite(span_of(&draft, words)).span(),
        text: "no source says so".to_owned(),
    };
    let (given, left_out) = with_comments(&bytes, &[comment]).unwrap();
    assert_eq!(left_out, 0);
    let parts = entries(&given);
    let body = &parts["word/document.xml"];
    let hung = body.find("<w:commentRangeStart").unwrap()..body.find("<w:commentRangeEnd").unwrap();
    assert!(body[hung.clone()].ends_with("</w:pict></w:r>"), "{body}");
    assert!(body[..hung.start].ends_with("<w:t>Before.</w:t></w:r>"));
    assert!(parts["word/comments.xml"].contains("The choir &amp; the mayor sang in May 1911."));
}

/// The words of a formula stand in no run: the comment has its place, and begins before it ends.
#[test]
fn a_comment_on_a_formula_at_the_end_begins_before_it_ends() {
    let bytes = fs::read(Path::new(FILES).join("draft.docx")).unwrap();
    let formula = "<w:p><m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>x = 2</m:t></m:r></m:oMath></w:p>";
    let bytes = with_parts(&bytes, |part| {
        part.replacen("<w:sectPr", &format!("{formula}<w:sectPr"), 1)
    });
    let body = entries(&bytes)["word/document.xml"].clone();
    let start = body.find("x = 2").unwrap();
    let comment = Comment {
        span: Span::new(start, start + 5),
        text: "no source says so".to_owned(),
    };
    let (given, _) = with_comments(&bytes, &[comment]).unwrap();
    let body = &entries(&given)["word/document.xml"];
    let at = |mark: &str| body.find(mark).unwrap();
    assert!(
        at("<w:commentRangeStart") < at("<w:commentRangeEnd"),
        "{body}"
    );
}

/// A file that keeps to the standard strictly does so with its comments, too.
#[test]
fn a_strict_word_file_has_strict_comments() {
    let (desk, draft) = word_desk("draft.docx");
    fs::write(&draft, strict(&fs::read(&draft).unwrap())).unwrap();
    let out = desk.path().join("checked.docx");
    run(
        desk.path(),
        &[
            "check",
            draft.to_str().unwrap(),
            "--format",
            "docx",
            "--output",
            out.to_str().unwrap(),
        ],
    );
    let parts = entries(&fs::read(&out).unwrap());
    let usual = "http://schemas.openxmlformats.org/wordprocessingml/";
    for part in ["word/document.xml", "word/comments.xml"] {
        assert!(parts[part].contains("http://purl.oclc.org/ooxml/wordprocessingml/main"));
        assert!(!parts[part].contains(usual), "{part}");
    }
    let relation = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
    assert!(parts["word/_rels/document.xml.rels"].contains(relation));
}

#[test]
fn a_second_run_replaces_its_own_comments_only() {
    let (desk, draft) = word_desk("reviewed.docx");
    let give_back = || {
        let arguments = [
            "check",
            "--format",
            "docx",
            "--output",
            "checked.docx",
            "--comments",
            "all",
        ];
        let output = run(desk.path(), &arguments);
        assert!(output.status.code() != Some(2), "{output:?}");
        fs::read(desk.path().join("checked.docx")).unwrap()
    };
    let first = give_back();
    let comments = entries(&first)["word/comments.xml"].clone();
    assert!(
        comments.matches("w:author=\"ibid\"").count() >= 3,
        "{comments}"
    );
    assert!(comments.contains("Is this so?") && comments.contains("ibid: ok, the second"));
    fs::write(&draft, &first).unwrap();
    let count = |bytes: &[u8], author: &str| {
        let comments = entries(bytes)["word/comments.xml"].clone();
        comments.matches(&format!("w:author=\"{author}\"")).count()
    };
    let second = give_back();
    for author in ["ibid", "Awa Diallo", "Karin Lindqvist"] {
        assert_eq!(count(&first, author), count(&second, author), "{author}");
    }
    assert_eq!(
        Document::read("a.docx", &first).unwrap().text(),
        Document::read("a.docx", &second).unwrap().text()
    );
}

#[test]
fn the_boxes_of_a_pdf_are_shown() {
    let output = run(Path::new(FILES), &["text", "columns.pdf", "--html"]);
    let page = String::from_utf8(output.stdout).unwrap();
    assert_eq!(page.matches("<svg").count(), 5);
    assert!(page.contains("page iv (page 1 of the file)"));
    assert!(page.contains(">Lindqvist,</text>"), "{page}");
    let output = run(Path::new(FILES), &["text", "report.docx", "--html"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Puts changes and comments on words all over a Word file, and reads it again.
///
/// Returns how many changes were made, of how many, and the file with all of them.
fn strew(name: &str, bytes: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
    let document = Document::read(name, bytes).ok()?;
    let text = document.text();
    let main = document.parts().next()?.1;
    let blocks = document
        .blocks()
        .iter()
        .filter(|block| block.span.len() > 12);
    let words: Vec<Span> = blocks
        .step_by(3)
        .filter_map(|block| {
            let inner = block.span.of(text);
            let start = inner.find(' ').map_or(0, |at| at + 1);
            let end = inner[start..]
                .match_indices(' ')
                .nth(1)
                .map(|(at, _)| start + at)?;
            Some(Span::new(start, end).shifted(block.span.start))
        })
        // The marks between cells stand in no file.
        .filter(|span| !span.of(text).contains('|'))
        .filter(|span| main.contains(document.file_span(*span)))
        .take(20)
        .collect();
    let changes: Vec<Change> = words
        .iter()
        .enumerate()
        .map(|(at, span)| Change {
            span: document.file_span(*span),
            replacement: format!("Zz{at}zZ"),
        })
        .collect();
    let (changed, left_out) = with_changes(bytes, &changes).unwrap();
    let comments: Vec<Comment> = words
        .iter()
        .map(|span| Comment {
            span: document.file_span(*span),
            text: "So it is.".to_owned(),
        })
        .collect();
    let (commented, uncommented) = with_comments(bytes, &comments).unwrap();
    assert_eq!(uncommented, 0, "{name}");
    let read = Document::read(name, &commented).unwrap();
    assert_eq!(read.text(), text, "{name}: comments change no words");
    let mut back = Document::read(name, &changed).unwrap().text().to_owned();
    let made = (0..words.len())
        .filter(|at| back.contains(&format!("Zz{at}zZ")))
        .count();
    assert_eq!(made, words.len() - left_out, "{name}");
    for (at, span) in words.iter().enumerate() {
        back = back.replace(&format!("Zz{at}zZ"), span.of(text));
    }
    assert_eq!(back, text, "{name}: only the words that were to change do");
    let body = document.parts().next()?.0;
    let is_other = |part: &str| {
        let own = ["comments.xml", ".rels", "[Content_Types].xml"];
        part != body && !own.iter().any(|own| part.ends_with(own))
    };
    for after in [&changed, &commented] {
        let (mut old, mut new) = (entries(bytes), entries(after));
        old.retain(|part, _| is_other(part));
        new.retain(|part, _| is_other(part));
        assert_eq!(old, new, "{name}: every other part is as it was");
    }
    Some((made, words.len(), changed))
}

#[test]
fn changes_and_comments_fall_on_exactly_their_words() {
    for name in ["report.docx", "draft.docx", "reviewed.docx"] {
        let bytes = fs::read(Path::new(FILES).join(name)).unwrap();
        let (made, of, _) = strew(name, &bytes).unwrap();
        assert!(made > 0 && made <= of, "{name}");
    }
}

/// The same on Word files of others: `IBID_WORD_FILES` names a folder of them, and what is made goes
/// to the folder `IBID_WORD_OUT`.
#[test]
#[ignore = "needs Word files of others"]
#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
fn changes_and_comments_fall_on_exactly_their_words_in_real_files() {
    let folder = PathBuf::from(std::env::var_os("IBID_WORD_FILES").unwrap());
    let out = PathBuf::from(std::env::var_os("IBID_WORD_OUT").unwrap());
    let (mut files, mut made, mut of) = (0, 0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some((here, all, changed)) = strew(&name, &fs::read(&path).unwrap()) {
            fs::write(out.join(&name), changed).unwrap();
            (files, made, of) = (files + 1, made + here, of + all);
        }
    }
    println!("{files} files: {made} of {of} changes made");
}

/// The day on which a file was made is no day of the document: a print-out of today is not of today.
#[test]
fn no_file_is_dated_by_its_making() {
    for name in [
        "columns.pdf",
        "drawn.pdf",
        "report.docx",
        "report.odt",
        "report.rtf",
        "slides.pptx",
        "figures.xlsx",
    ] {
        let document = read(name);
        let dates = ["issued", "date", "modified"].map(|key| document.embedded().get(key));
        assert_eq!(dates, [None; 3], "{name}");
    }
}
