#![no_main]

mod doubled;
mod package;
mod reading;
mod relations;

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
    package::check("a.pptx", bytes, package);
});
