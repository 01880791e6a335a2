#![no_main]

mod doubled;
mod package;
mod reading;
mod relations;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "word/document.xml")]);
    let package = |bytes: &[u8]| {
        package::archive(&[
            ("_rels/.rels", main.as_bytes()),
            ("word/document.xml", bytes),
        ])
    };
    if let Ok(document) = Document::read("a.docx", &package(bytes)) {
        reading::check(&document, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| {
            drop(Document::read("a.docx", &package(text.as_bytes())));
        });
    }
});
