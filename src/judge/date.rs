//! Dates of the claim against dates of the passage.

use super::sentence::Sentence;
use crate::language::Relation;
use crate::language::date::DateFact;
use crate::span::Span;

/// The date of `sentence` that the claimed date follows from.
pub(super) fn agreeing(claimed: &DateFact, sentence: &Sentence) -> Option<Span> {
    sentence
        .dates
        .iter()
        .find(|date| claimed.relation(date) == Relation::Agrees)
        .map(|date| date.span)
}

/// The date of `sentence` that excludes the claimed one, when every date of the sentence does.
pub(super) fn contradicting(claimed: &DateFact, sentence: &Sentence) -> Option<Span> {
    let mut relations = sentence
        .dates
        .iter()
        .map(|date| (claimed.relation(date), date.span));
    let (first, span) = relations.next()?;
    let all = first == Relation::Contradicts
        && relations.all(|(relation, _)| relation == Relation::Contradicts);
    all.then_some(span)
}
