//! Light clause structure: who does what to whom, as far as the words tell.
//!
//! Rules over tokens, not a parser: where they are not sure a part is `None`.

use super::token::Words;
use crate::span::Span;

/// How a predicate is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The subject acts: "the junta expelled the contingent".
    Active,
    /// The subject is acted upon: "the contingent was expelled by the junta".
    Passive,
    /// A noun stands for the deed: "the junta's expulsion of the contingent".
    Nominal,
}

/// When it happens, as the verb group tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// Done: `expelled`, `has expelled`, `was expelled`.
    Past,
    /// Holds now: `expels`, `is expelling`.
    Present,
    /// Still to come: `will expel`, `is to expel`.
    Future,
    /// The words do not tell.
    Unknown,
}

/// A noun group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The whole group.
    pub span: Span,
    /// Its head word or, for a proper name, the name.
    pub head: Span,
}

/// A predicate with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The predicate with its auxiliaries.
    pub predicate: Span,
    /// The main verb or the noun that stands for it, folded and brought to its base form.
    pub lemma: String,
    /// How it is expressed.
    pub voice: Voice,
    /// When it happens.
    pub tense: Tense,
    /// Whether it is negated.
    pub negated: bool,
    /// Who does it, whatever the voice.
    pub agent: Option<Phrase>,
    /// To whom or what it is done, whatever the voice.
    pub patient: Option<Phrase>,
}

/// The clauses of a sentence, in order of their predicates.
#[must_use]
pub fn clauses(words: &Words<'_>) -> Vec<Clause> {
    let _ = words;
    Vec::new()
}
