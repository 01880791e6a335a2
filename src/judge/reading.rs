//! What is read in a text before it is compared: its sentences with all their facts, once.

use crate::language::Context;
use crate::language::abbreviation::Abbreviations;
use crate::span::Span;

/// What the corpus teaches about its own words.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// The abbreviations that the sources define.
    pub abbreviations: Abbreviations,
}

impl Knowledge {
    /// What the sources' abbreviations teach.
    #[must_use]
    pub fn of(abbreviations: &Abbreviations) -> Self {
        Self {
            abbreviations: abbreviations.clone(),
        }
    }
}

/// The facts of a passage.
#[derive(Clone, Debug)]
pub struct Reading {
    text: String,
}

impl Reading {
    /// Reads `text`, a passage that stands in `context`.
    #[must_use]
    pub fn of(text: &str, context: &Context, knowledge: &Knowledge) -> Self {
        let _ = (context, knowledge);
        Self { text: text.into() }
    }

    /// The words that were read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The facts of a claim.
#[derive(Clone, Debug)]
pub struct ClaimReading {
    reading: Reading,
}

impl ClaimReading {
    /// Reads `text`, a claim that stands in `context`.
    ///
    /// `antecedents` are the words that may be read in place of a part of the text, `apparatus`
    /// the parts that are citations and no words of the claim.
    #[must_use]
    pub fn of(
        text: &str,
        context: &Context,
        antecedents: &[(Span, String)],
        apparatus: &[Span],
        knowledge: &Knowledge,
    ) -> Self {
        let _ = (antecedents, apparatus);
        Self {
            reading: Reading::of(text, context, knowledge),
        }
    }

    /// The words of the claim.
    #[must_use]
    pub fn text(&self) -> &str {
        self.reading.text()
    }
}
