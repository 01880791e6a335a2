#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for record in ibid::document::records("a.jsonl", bytes).flatten() {
        reading::check(&record, bytes.len());
    }
});
