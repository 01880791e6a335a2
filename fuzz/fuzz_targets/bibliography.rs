//! BibTeX and CSL-JSON.
#![no_main]

mod doubled;

use ibid::sources::{Bibliography, Metadata};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for read in [Bibliography::from_bibtex, Bibliography::from_csl] {
        if let Ok(bibliography) = read(text) {
            let _ = bibliography
                .catalogue()
                .entry_for("corpus/a.txt", &Metadata::default());
        }
    }
    doubled::check(text, |text| drop(Bibliography::from_bibtex(text)));
    doubled::check(text, |text| drop(Bibliography::from_csl(text)));
});
