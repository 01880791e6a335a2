//! Quantities and dates of a text, read in one pass: what belongs to a date is no quantity.

use super::Language;
use super::date::{self, DateContext, DateFact};
use super::piece::pieces;
use super::quantity::{self, Quantity};

/// The figures of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Quantities, durations included, in the order of the text.
    pub quantities: Vec<Quantity>,
    /// Dates and periods, in the order of the text.
    pub dates: Vec<DateFact>,
}

/// Reads the quantities and the dates of `text`.
#[must_use]
pub fn figures(text: &str, language: Language, context: &DateContext) -> Figures {
    let pieces = pieces(text, language);
    let dates = date::read(&pieces, language, context);
    let quantities = quantity::read(&pieces, language, &dates);
    Figures { quantities, dates }
}

/// The quantities of `text`.
#[must_use]
pub fn quantities(text: &str, language: Language) -> Vec<Quantity> {
    figures(text, language, &DateContext::default()).quantities
}

/// The dates of `text`.
#[must_use]
pub fn dates(text: &str, language: Language, context: &DateContext) -> Vec<DateFact> {
    date::read(&pieces(text, language), language, context)
}
