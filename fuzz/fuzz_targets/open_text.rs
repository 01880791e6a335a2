#![no_main]

mod package;
mod reading;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = Document::read("a.odt", &package::archive(&[("content.xml", bytes)])) {
        reading::check(&document, bytes.len());
    }
});
