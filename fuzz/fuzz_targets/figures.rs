#![no_main]

mod doubled;

use ibid::language::Language;
use ibid::language::date::DateContext;
use ibid::language::figures::figures;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for language in [Language::English, Language::French] {
        let found = figures(text, language, &DateContext::default());
        for span in found
            .quantities
            .iter()
            .map(|quantity| quantity.span)
            .chain(found.dates.iter().map(|date| date.span))
        {
            assert!(!span.of(text).is_empty());
        }
    }
    for language in [Language::English, Language::French] {
        doubled::check(text, |text| {
            drop(figures(text, language, &DateContext::default()))
        });
    }
});
