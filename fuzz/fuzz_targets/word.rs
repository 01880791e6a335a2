#![no_main]

mod doubled;
mod package;
mod reading;
mod relations;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "word/document.xml")]);
    let package = |bytes: &[u8]| {
        package::archive(&[
            ("_rels/.rels", main.as_bytes()),
            ("word/document.xml", bytes),
        ])
    };
    package::check("a.docx", bytes, package);
});
