//! Rulings of a file and of a draft's comments.
#![no_main]

mod doubled;

use std::path::Path;

use ibid::document::Document;
use ibid::rulings::{Decision, append, read_committed, read_inline};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(decided) = read_committed(Path::new("ibid.rulings.toml"), text) {
        let rulings = decided.rulings.iter().cloned();
        let decisions = rulings.map(|ruling| Decision::Ruling(ruling, "words".to_owned()));
        let sign_offs = decided.sign_offs.iter().cloned().map(Decision::SignOff);
        let to_fix = decided.to_fix.iter().cloned().map(Decision::ToFix);
        // What cannot be added is refused, and what was added is read back.
        for decision in decisions.chain(sign_offs).chain(to_fix) {
            if let Ok(written) = append("", &decision) {
                assert!(read_committed(Path::new("ibid.rulings.toml"), &written).is_ok());
            }
            if let Ok(written) = append(text, &decision) {
                assert!(read_committed(Path::new("ibid.rulings.toml"), &written).is_ok());
            }
        }
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
