//! Rulings of a file and of a draft's comments.
#![no_main]

mod doubled;

use std::path::Path;

use ibid::document::Document;
use ibid::rulings::{append, read_committed, read_inline};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(rulings) = read_committed(Path::new("ibid.rulings.toml"), text) {
        let mut written = text.to_owned();
        for ruling in &rulings {
            written = append(&written, "words", ruling);
        }
        let again = read_committed(Path::new("ibid.rulings.toml"), &written).unwrap();
        assert_eq!(again.len(), 2 * rulings.len());
    }
    for name in ["a.md", "a.html", "a.txt"] {
        if let Ok(draft) = Document::read(name, text.as_bytes()) {
            let _ = read_inline(&draft);
        }
    }
    doubled::check(text, |text| {
        drop(read_committed(Path::new("ibid.rulings.toml"), text));
    });
});
