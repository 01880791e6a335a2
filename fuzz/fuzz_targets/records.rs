#![no_main]

mod doubled;
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for record in ibid::document::records("a.jsonl", bytes).flatten() {
        reading::check(&record, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        doubled::check(text, |text| {
            ibid::document::records("a.jsonl", text.as_bytes()).for_each(drop);
        });
    }
});
