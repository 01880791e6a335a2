//! A quotation against a source, parted by the first line of the input.
#![no_main]

mod doubled;

use ibid::draft::{Alteration, Pattern, QuotedText, match_quotation};
use ibid::span::Span;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some((quotation, source)) = text.split_once('\n') else {
        return;
    };
    // Of both the work is the product, so only one of them is doubled.
    doubled::check(source, |source| {
        let prepared = QuotedText::new(source, &[Span::new(0, source.len())]);
        drop(match_quotation(&Pattern::new(quotation), &prepared));
    });
    let prepared = QuotedText::new(source, &[Span::new(0, source.len())]);
    let Some(matched) = match_quotation(&Pattern::new(quotation), &prepared) else {
        return;
    };
    assert!(!matched.span.of(source).is_empty());
    assert!((0.0..=1.0).contains(&matched.likeness));
    for alteration in &matched.alterations {
        match alteration {
            Alteration::Words {
                quoted,
                source: found,
            } => {
                assert!(quotation.get(quoted.start..quoted.end).is_some());
                assert!(source.get(found.start..found.end).is_some());
            }
            Alteration::Swallowed { source: word } => assert!(!word.of(source).is_empty()),
            Alteration::Inserted { quoted } => assert!(!quoted.of(quotation).is_empty()),
        }
    }
});
