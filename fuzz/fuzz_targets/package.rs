//! Office files of which one part is any bytes.

use std::io::{Cursor, Write as _};

use ibid::document::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{doubled, reading};

/// Reads the file `name` that `package` makes of the part `bytes`, and where that is text, of its double.
pub fn check(name: &str, bytes: &[u8], package: impl Fn(&[u8]) -> Vec<u8>) {
    if let Ok(document) = Document::read(name, &package(bytes)) {
        reading::check(&document, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| {
            drop(Document::read(name, &package(text.as_bytes())));
        });
    }
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
