//! Whether two predicates tell of one event: the same participants in the same parts.
//!
//! Two words that are opposites contradict each other only of the same deed of the same people;
//! anywhere else their meeting in a text is chance.

use super::answer::Answer;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::clause::{Clause, Phrase};
use crate::span::Span;

/// Answers weaker than this name nobody.
const NAMED: f64 = 0.7;
/// How many items before and behind a word are its neighbours.
const REACH: usize = 2;

/// Whether the claim's predicate at `claimed` and the sentence's at `found` have the same
/// participants, and no other one in their place.
pub(super) fn same_event(
    part: &Part,
    answers: &[Answer],
    claimed: Span,
    sentence: &Sentence,
    found: Span,
) -> bool {
    match (
        clause_of(&part.sentence, claimed),
        clause_of(sentence, found),
    ) {
        (Some(ours), Some(theirs)) => same_participants(part, answers, ours, sentence, theirs),
        _ => same_neighbours(part, answers, claimed, sentence, found),
    }
}

/// Whether nothing says that another did the deed, or that it was done to another.
pub(super) fn may_be_same_event(
    part: &Part,
    answers: &[Answer],
    claimed: Span,
    sentence: &Sentence,
    found: Span,
) -> bool {
    let pair = (
        clause_of(&part.sentence, claimed),
        clause_of(sentence, found),
    );
    let (Some(ours), Some(theirs)) = pair else {
        return true;
    };
    same_phrase(part, answers, sentence, ours.agent, theirs.agent) != Some(false)
        && same_phrase(part, answers, sentence, ours.patient, theirs.patient) != Some(false)
}

/// The clause whose predicate the words at `span` are.
pub(super) fn clause_of(sentence: &Sentence, span: Span) -> Option<&Clause> {
    sentence
        .clauses
        .iter()
        .find(|clause| clause.predicate.overlaps(span))
}

fn same_participants(
    part: &Part,
    answers: &[Answer],
    ours: &Clause,
    sentence: &Sentence,
    theirs: &Clause,
) -> bool {
    let agent = same_phrase(part, answers, sentence, ours.agent, theirs.agent);
    let patient = same_phrase(part, answers, sentence, ours.patient, theirs.patient);
    if agent == Some(false) || patient == Some(false) {
        return false;
    }
    // "Prices rose" against "prices were lowered": the only participant of each.
    let only = match (
        ours.agent.xor(ours.patient),
        theirs.agent.xor(theirs.patient),
    ) {
        (Some(one), Some(other)) => same_phrase(part, answers, sentence, Some(one), Some(other)),
        _ => None,
    };
    [agent, patient, only].contains(&Some(true))
}

/// Whether two participants are the same; `None` where one side leaves it unsaid.
fn same_phrase(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    ours: Option<Phrase>,
    theirs: Option<Phrase>,
) -> Option<bool> {
    let (ours, theirs) = (ours?, theirs?);
    let mut heads = part
        .items
        .iter()
        .zip(answers)
        .filter(|(item, _)| item.span.overlaps(ours.head))
        .peekable();
    heads.peek()?;
    let same = heads.any(|(_, answer)| {
        answer.strength >= NAMED
            && answer
                .place
                .is_some_and(|place| place.overlaps(theirs.span))
    });
    (same || !points_back(sentence, theirs)).then_some(same)
}

/// Whether a noun group only points to somebody or something that was named before.
fn points_back(sentence: &Sentence, phrase: Phrase) -> bool {
    const POINTERS: [&str; 8] = [
        "both", "this", "that", "these", "those", "such", "cette", "ces",
    ];
    let first = sentence
        .tokens
        .iter()
        .find(|token| token.span.start >= phrase.span.start);
    first.is_some_and(|token| POINTERS.contains(&token.folded.as_str()))
}

/// Whether the words around both places answer each other, where no clause was read.
fn same_neighbours(
    part: &Part,
    answers: &[Answer],
    claimed: Span,
    sentence: &Sentence,
    found: Span,
) -> bool {
    let Some(at) = part.item_at(claimed) else {
        return false;
    };
    let near = near(sentence, found);
    let around = at.saturating_sub(REACH)..part.items.len().min(at + REACH + 1);
    let asked: Vec<usize> = around
        .filter(|&other| other != at && is_telling(&part.items[other]))
        .collect();
    let answered = asked
        .iter()
        .filter(|&&other| {
            answers[other].strength >= NAMED
                && answers[other]
                    .place
                    .is_some_and(|place| place.overlaps(near))
        })
        .count();
    answered >= 2 || (answered == 1 && asked.len() == 1)
}

fn is_telling(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Word(_) => item.weight >= 1.0,
        ItemKind::Name { .. } => true,
        ItemKind::Quantity(_) | ItemKind::Date(_) => false,
    }
}

/// The stretch of `sentence` within a few content words of `found`.
fn near(sentence: &Sentence, found: Span) -> Span {
    let content = || sentence.tokens.iter().filter(|token| !token.is_stop);
    let before = content()
        .rev()
        .filter(|token| token.span.end <= found.start)
        .take(REACH + 1)
        .last();
    let after = content()
        .filter(|token| token.span.start >= found.end)
        .take(REACH + 1)
        .last();
    let start = before.map_or(found.start, |token| token.span.start);
    let end = after.map_or(found.end, |token| token.span.end);
    Span::new(start, end)
}
