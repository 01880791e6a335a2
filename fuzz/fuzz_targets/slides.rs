#![no_main]

mod doubled;
mod package;
mod reading;
mod relations;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "ppt/presentation.xml")]);
    let slides = relations::relationships(&[("slide", "slides/slide1.xml")]);
    let package = |bytes: &[u8]| {
        package::archive(&[
            ("_rels/.rels", main.as_bytes()),
            (
                "ppt/presentation.xml",
                b"<p><sldId r:id=\"r1\"/></p>".as_slice(),
            ),
            ("ppt/_rels/presentation.xml.rels", slides.as_bytes()),
            ("ppt/slides/slide1.xml", bytes),
        ])
    };
    if let Ok(document) = Document::read("a.pptx", &package(bytes)) {
        reading::check(&document, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| {
            drop(Document::read("a.pptx", &package(text.as_bytes())));
        });
    }
});
