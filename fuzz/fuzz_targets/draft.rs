//! Claims, quotations and citations of a draft, and where the citations lead.
#![no_main]

mod doubled;

use std::sync::Arc;

use ibid::document::{Document, Hash};
use ibid::draft::{Draft, Known, resolve};
use ibid::sources::{Metadata, Source};

/// One of every kind of draft that is text.
const NAMES: [&str; 8] = [
    "a.md", "a.html", "a.txt", "a.tex", "a.typ", "a.rst", "a.adoc", "a.org",
];

libfuzzer_sys::fuzz_target!(|text: &str| {
    let source = Source {
        name: "corpus/dam.txt".to_owned(),
        hash: Hash::of(b"dam"),
        metadata: Metadata {
            key: Some("dam2020".to_owned()),
            title: Some("The Breaking of the Great Dam".to_owned()),
            authors: vec!["Diallo, Awa".to_owned()],
            url: Some("https://example.org/dam".to_owned()),
            ..Metadata::default()
        },
    };
    let sources = [Arc::new(source)];
    for name in NAMES {
        let Ok(document) = Document::read(name, text.as_bytes()) else {
            continue;
        };
        let draft = Draft::read(&document);
        for claim in &draft.claims {
            assert!(
                document
                    .text()
                    .get(claim.span.start..claim.span.end)
                    .is_some()
            );
            assert!(claim.citations.iter().all(|&at| at < draft.citations.len()));
            assert!(
                claim
                    .quotations
                    .iter()
                    .all(|&at| at < draft.quotations.len())
            );
        }
        for quotation in &draft.quotations {
            let words = quotation.span.of(document.text());
            assert!(!words.is_empty());
        }
        for citation in &draft.citations {
            let place = citation.place;
            assert!(document.decoded().get(place.start..place.end).is_some());
        }
        let known = Known {
            references: &draft.references,
            sources: &sources,
            bibliographies: &[],
            pages: &std::collections::BTreeSet::new(),
            links_cite: false,
        };
        let resolutions = resolve(&draft.citations, known);
        assert_eq!(resolutions.len(), draft.citations.len());
    }
    for name in NAMES {
        doubled::check(text, |text| {
            if let Ok(document) = Document::read(name, text.as_bytes()) {
                drop(Draft::read(&document));
            }
        });
    }
});
