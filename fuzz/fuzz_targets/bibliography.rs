//! BibTeX and CSL-JSON.
#![no_main]

use ibid::sources::{Bibliography, Metadata};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for read in [Bibliography::from_bibtex, Bibliography::from_csl] {
        if let Ok(bibliography) = read(text) {
            let _ = bibliography.entry_for("corpus/a.txt", &Metadata::default());
        }
    }
});
