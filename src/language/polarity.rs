//! Negations, hedges and quantifiers, each with the words it governs.

use super::token::Words;
use crate::span::Span;

/// How many of a kind a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// none, no, aucun
    None,
    /// only, only one, seul
    Only,
    /// few, hardly any, peu
    Few,
    /// some, certains
    Some,
    /// several, plusieurs
    Several,
    /// half, la moitié
    Half,
    /// many, much, beaucoup, nombreux
    Many,
    /// most, the majority, la plupart
    Most,
    /// both, les deux
    Both,
    /// all, every, each, tous
    All,
}

/// What a cue does to the words it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// not, never, failed to, denied, ne … pas: it did not happen.
    Negation,
    /// may, could, possibly, il semble: it is not certain.
    Possible,
    /// will, plans to, hoped to, is to, devrait: it had not happened yet.
    Planned,
    /// allegedly, reportedly, suspected: somebody says so.
    Alleged,
    /// if, unless, would: it depends.
    Conditional,
    /// all, most, some …
    Quantifier(Quantifier),
}

/// A word that changes what a sentence asserts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it does.
    pub kind: CueKind,
    /// The cue itself.
    pub span: Span,
    /// The words it governs: for a negation or hedge the verb group and what follows in its
    /// clause, for a quantifier its noun group.
    pub scope: Span,
}

/// The cues of a text, in order of their place.
#[must_use]
pub fn cues(words: &Words<'_>) -> Vec<Cue> {
    let _ = words;
    Vec::new()
}
