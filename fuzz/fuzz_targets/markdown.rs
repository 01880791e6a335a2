#![no_main]

mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = Document::read("a.md", bytes) {
        reading::check(&document, bytes.len());
    }
});
