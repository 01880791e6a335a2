#![no_main]

mod doubled;
mod package;
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let package = |bytes: &[u8]| package::archive(&[("content.xml", bytes)]);
    package::check("a.odt", bytes, package);
});
