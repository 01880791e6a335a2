#![no_main]

mod package;
mod reading;
mod relations;

use ibid::document::Document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "xl/workbook.xml")]);
    let sheets = relations::relationships(&[("worksheet", "worksheets/sheet1.xml")]);
    let parts = [
        ("_rels/.rels", main.as_bytes()),
        (
            "xl/workbook.xml",
            b"<w><sheets><sheet name=\"Aid\" r:id=\"r1\"/></sheets></w>".as_slice(),
        ),
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", bytes),
    ];
    if let Ok(document) = Document::read("a.xlsx", &package::archive(&parts)) {
        reading::check(&document, bytes.len());
    }
});
