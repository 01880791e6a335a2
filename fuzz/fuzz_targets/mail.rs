#![no_main]

mod doubled;
mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // What is sent is encoded, so the words may be longer than the file.
    for name in ["a.eml", "a.mbox"] {
        if let Ok(document) = Document::read(name, bytes) {
            reading::check(&document, usize::MAX);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        for name in ["a.eml", "a.mbox"] {
            doubled::check(text, |text| drop(Document::read(name, text.as_bytes())));
        }
    }
});
