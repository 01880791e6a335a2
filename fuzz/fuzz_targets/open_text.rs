#![no_main]

mod doubled;
mod package;
mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let package = |bytes: &[u8]| package::archive(&[("content.xml", bytes)]);
    if let Ok(document) = Document::read("a.odt", &package(bytes)) {
        reading::check(&document, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| {
            drop(Document::read("a.odt", &package(text.as_bytes())));
        });
    }
});
