//! Which sources are one document in several forms: a report as PDF and as a web page, say.
//!
//! A [`Sketch`] proposes whom to compare, the words decide ([`compared`]), and what is known of the
//! sources chooses which form is shown ([`copies`]). To take two documents for one hides one of
//! them, so whatever alters a sentence, a figure or a row of a table keeps them apart.
//!
//! It may know `document`, `language` and the metadata of sources; it may not know the index.

mod choice;
mod held;
mod sketch;
mod words;

use serde::{Deserialize, Serialize};

pub use choice::{Compared, copies};
pub use sketch::Sketch;
pub use words::Words;

/// Texts of fewer words are no copies of each other by their words: they may be alike by chance.
pub const FEWEST_WORDS: usize = 40;

/// What two documents have of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Each says something that the other does not.
    Apart,
    /// They say the same.
    Same,
    /// The first one says all that the second says, and more.
    FirstHolds,
    /// The second one says all that the first says, and more.
    SecondHolds,
}

/// Compares two documents by their words, furniture left out of account.
#[must_use]
pub fn compared(first: &Words, second: &Words) -> Relation {
    if first.len().min(second.len()) < FEWEST_WORDS {
        return Relation::Apart;
    }
    match (held::holds(first, second), held::holds(second, first)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::FirstHolds,
        (false, true) => Relation::SecondHolds,
        (false, false) => Relation::Apart,
    }
}

#[cfg(test)]
mod tests;
