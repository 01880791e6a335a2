//! Ages, told with their years and without.

use super::sentence::Sentence;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::token::TokenKind;

/// The greatest age in years.
const OLDEST: f64 = 120.0;

/// Whether a figure is an age that says so: "a 13-year-old", "35 years old".
pub(super) fn is_year_old(quantity: &Quantity, sentence: &Sentence) -> bool {
    let is_year = quantity.unit.is_some_and(|unit| unit.name == "year");
    let behind = sentence.tokens.iter().find(|token| {
        token.span.start >= quantity.span.end && token.kind != TokenKind::Punctuation
    });
    is_year && behind.is_some_and(|token| token.folded == "old")
}

/// Whether a number without a unit or a noun stands where an age does: "she was 13 when", "Hart,
/// 35, won", "died at 88", "aged 7".
pub(super) fn is_bare_age(quantity: &Quantity, sentence: &Sentence) -> bool {
    let counts = quantity.kind == QuantityKind::Cardinal && quantity.unit.is_none();
    let is_small = quantity
        .value()
        .is_some_and(|value| (1.0..=OLDEST).contains(&value));
    if !counts || quantity.of.is_some() || !is_small {
        return false;
    }
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < quantity.span.start);
    let before = at
        .checked_sub(1)
        .map(|at| sentence.tokens[at].folded.as_str());
    let behind = sentence
        .tokens
        .iter()
        .find(|token| token.span.start >= quantity.span.end);
    match before {
        Some("was" | "is" | "were" | "are" | "now" | "turned" | "aged" | "age" | "at") => true,
        Some(",") => behind.is_some_and(|token| matches!(token.folded.as_str(), "," | ".")),
        _ => false,
    }
}

/// Whether a number stands between commas, as an age does behind a name: "Hart, 35, won".
pub(super) fn is_age_beside_name(quantity: &Quantity, sentence: &Sentence) -> bool {
    let mut before = sentence.tokens.iter().rev();
    let before = before.find(|token| token.span.end <= quantity.span.start);
    is_bare_age(quantity, sentence) && before.is_some_and(|token| token.folded == ",")
}
