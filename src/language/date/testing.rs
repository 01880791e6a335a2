//! What the tests of dates share.

use super::DateContext;
use crate::language::{Language, PartialDate, figures};

/// The dates of `text`, written on Wednesday, 15 June 2022, as "from..to".
pub(super) fn day_of_writing(text: &str, language: Language) -> Vec<String> {
    let written = Some(PartialDate {
        year: 2022,
        month: Some(6),
        day: Some(15),
    });
    let context = DateContext {
        written,
        ..DateContext::default()
    };
    let end = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    figures::dates(text, language, &context)
        .into_iter()
        .map(|found| format!("{}..{}", end(found.from), end(found.to)))
        .collect()
}
