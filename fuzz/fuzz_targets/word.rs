#![no_main]

mod package;
mod reading;
mod relations;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "word/document.xml")]);
    let parts = [
        ("_rels/.rels", main.as_bytes()),
        ("word/document.xml", bytes),
    ];
    if let Ok(document) = Document::read("a.docx", &package::archive(&parts)) {
        reading::check(&document, bytes.len());
    }
});
