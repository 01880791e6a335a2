//! Figures of the claim against figures of the passage.
//!
//! Two figures are compared only if they are of the same thing; that is where naive checks of
//! numbers cry wolf.

use super::item::{ItemKind, Word};
use super::reading::Part;
use super::sentence::Sentence;
use super::words;
use crate::language::Relation;
use crate::language::quantity::{Counted, Quantity, QuantityKind};
use crate::span::Span;

/// Nouns that may stand for any people.
const ANYBODY: [&str; 8] = [
    "people",
    "persons",
    "individuals",
    "men",
    "women",
    "personnes",
    "others",
    "them",
];

/// How surely two figures are of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// They count the same noun, or the same unit of the same deed.
    Same,
    /// Nothing says that they do not.
    Open,
}

/// Where `sentence` has a figure that the claimed one follows from.
pub(super) fn agreeing(claimed: &Quantity, part: &Part, sentence: &Sentence) -> Option<Span> {
    let mut open = None;
    for found in &sentence.quantities {
        let Some(fit) = fit(claimed, part, found, sentence) else {
            continue;
        };
        if claimed.relation(found) == Relation::Agrees && same_direction(claimed, found) {
            match fit {
                Fit::Same => return Some(found.span),
                Fit::Open => open = open.or(Some(found.span)),
            }
        }
    }
    open
}

/// The figure of `sentence` that excludes the claimed one, when no other of its figures could
/// be the one meant.
pub(super) fn contradicting(
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
) -> Option<(Span, Fit)> {
    let mut fitting: Vec<(Fit, Relation, Span)> = sentence
        .quantities
        .iter()
        .filter_map(|found| {
            let fit = fit(claimed, part, found, sentence)?;
            let relation = if same_direction(claimed, found) {
                claimed.relation(found)
            } else {
                Relation::Contradicts
            };
            Some((fit, relation, found.span))
        })
        .collect();
    if fitting.iter().any(|(fit, _, _)| *fit == Fit::Same) {
        fitting.retain(|(fit, _, _)| *fit == Fit::Same);
    }
    let (fit, _, span) = *fitting.first()?;
    fitting
        .iter()
        .all(|(_, relation, _)| *relation == Relation::Contradicts)
        .then_some((span, fit))
}

/// Whether two figures that are part of a change change the same way.
fn same_direction(a: &Quantity, b: &Quantity) -> bool {
    match (a.change, b.change) {
        (Some(a), Some(b)) => a.direction == b.direction,
        _ => true,
    }
}

/// Whether the two figures may be of the same thing; `None` if something says they are not.
fn fit(claimed: &Quantity, part: &Part, found: &Quantity, sentence: &Sentence) -> Option<Fit> {
    if !comparable(claimed, found) {
        return None;
    }
    if let (Some(a), Some(b)) = (claimed.change, found.change)
        && a.role != b.role
    {
        return None;
    }
    match (claimed.of, found.of) {
        (Some(ours), Some(theirs)) => same_counted(ours, part, theirs, sentence),
        _ => Some(Fit::Open),
    }
}

fn comparable(a: &Quantity, b: &Quantity) -> bool {
    match (a.unit, b.unit) {
        (Some(ours), Some(theirs)) => return ours.comparable(theirs),
        (None, None) => {}
        _ => return false,
    }
    if a.share().is_some() || b.share().is_some() {
        return a.share().is_some() && b.share().is_some();
    }
    let sort = |kind| match kind {
        QuantityKind::Vague => QuantityKind::Cardinal,
        other => other,
    };
    sort(a.kind) == sort(b.kind)
}

fn same_counted(ours: Counted, part: &Part, theirs: Counted, sentence: &Sentence) -> Option<Fit> {
    let Some(head) = word_at(part, ours.head) else {
        return Some(Fit::Open);
    };
    let within = |span: Span| {
        words::find(head, part.sentence.language, sentence)
            .is_some_and(|found| span.overlaps(found.span))
    };
    if within(theirs.head) || within(theirs.span) {
        return Some(Fit::Same);
    }
    let generic = |word: &str| ANYBODY.contains(&word);
    let other = sentence
        .tokens
        .iter()
        .find(|token| token.span.overlaps(theirs.head));
    (generic(&head.folded) || other.is_some_and(|token| generic(&token.folded)))
        .then_some(Fit::Open)
}

fn word_at(part: &Part, span: Span) -> Option<&Word> {
    part.items.iter().find_map(|item| match &item.kind {
        ItemKind::Word(word) if item.span.overlaps(span) => Some(word),
        ItemKind::Name { words, .. } if item.span.overlaps(span) => words.last(),
        _ => None,
    })
}
