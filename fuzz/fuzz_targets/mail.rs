#![no_main]

mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // What is sent is encoded, so the words may be longer than the file.
    for name in ["a.eml", "a.mbox"] {
        if let Ok(document) = Document::read(name, bytes) {
            reading::check(&document, usize::MAX);
        }
    }
});
