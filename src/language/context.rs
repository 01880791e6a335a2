//! What a stretch of text stands in: a sentence means what it means beneath its heading, after
//! its neighbours, in its table, at its date.

use serde::{Deserialize, Serialize};

use super::Language;
use crate::span::Span;

/// The most bytes of what stands above or around many sentences: a heading, a column's head, the line
/// before a list, a title, a name. Each of those sentences has it of its own.
const MOST_AROUND: usize = 1000;

/// What stands above or around many sentences, cut at a space where it is longer than anyone writes.
#[must_use]
pub fn around(text: &str) -> &str {
    if text.len() <= MOST_AROUND {
        return text;
    }
    let cut = &text[..text.floor_char_boundary(MOST_AROUND)];
    cut.rsplit_once(char::is_whitespace)
        .map_or(cut, |(words, _)| words)
}

/// A cell of a table row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The column's head; empty where the table has none.
    pub head: String,
    /// The cell, as a span of the row's text.
    pub span: Span,
}

/// A calendar date as fine as it is known. Months and days start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year, by the Gregorian calendar.
    pub year: i16,
    /// Month, where it is known.
    pub month: Option<i8>,
    /// Day of the month, where it is known; never without a month.
    pub day: Option<i8>,
}

/// The surroundings that give a sentence its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Language of the text itself.
    pub language: Language,
    /// The headings above it, outermost first; the document's title comes first where known.
    pub headings: Vec<String>,
    /// The sentences before it in its paragraph (or the end of the paragraph before, where it
    /// opens one), nearest last.
    pub before: Vec<String>,
    /// The line that introduces a list it is an item of.
    pub lead_in: Option<String>,
    /// The cells, where it is a row of a table.
    pub cells: Vec<Cell>,
    /// Where it is a row: the headings above the other tables of the document that have a row of this label.
    #[serde(default)]
    pub alike: Vec<Vec<String>>,
    /// Date of the document.
    pub date: Option<PartialDate>,
    /// Whether the document writes the day before the month in 03/04/2020, where one of its dates
    /// shows it.
    #[serde(default)]
    pub day_first: Option<bool>,
    /// Who speaks in the document: its authors or publisher, as named by its metadata.
    pub speakers: Vec<String>,
}
