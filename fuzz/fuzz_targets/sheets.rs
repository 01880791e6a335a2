#![no_main]

mod reading;

use std::io::{Cursor, Write as _};

use ibid::document::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("content.xml", options).unwrap();
    archive.write_all(bytes).unwrap();
    let archive = archive.finish().unwrap().into_inner();
    if let Ok(document) = Document::read("a.ods", &archive) {
        reading::check(&document, bytes.len());
    }
});
