#![no_main]

mod doubled;
mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for name in ["a.csv", "a.tsv"] {
        if let Ok(document) = Document::read(name, bytes) {
            reading::check(&document, bytes.len());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| drop(Document::read("a.csv", text.as_bytes())));
    }
});
