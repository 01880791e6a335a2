#![no_main]

mod doubled;
mod package;
mod reading;
mod relations;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let main = relations::relationships(&[("officeDocument", "xl/workbook.xml")]);
    let sheets = relations::relationships(&[("worksheet", "worksheets/sheet1.xml")]);
    let package = |bytes: &[u8]| {
        package::archive(&[
            ("_rels/.rels", main.as_bytes()),
            (
                "xl/workbook.xml",
                b"<w><sheets><sheet name=\"Aid\" r:id=\"r1\"/></sheets></w>".as_slice(),
            ),
            ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
            ("xl/worksheets/sheet1.xml", bytes),
        ])
    };
    package::check("a.xlsx", bytes, package);
});
