//! Negation and opposites: whether the claim affirms what the passage denies, or the reverse.

use super::answer::Answer;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use super::words;
use crate::language::attribution::SpeechAct;
use crate::language::polarity::{Cue, CueKind};
use crate::span::Span;

/// Words of the claim and of the passage that say the opposite of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opposed {
    pub(super) claimed: Span,
    pub(super) found: Span,
}

/// The first pair of words that is affirmed on one side and denied on the other.
pub(super) fn negated(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    let ours = &part.sentence;
    for cue in negations(ours) {
        let Some((item, place)) = governed(cue, ours, part, answers) else {
            continue;
        };
        if !sentence.is_negated(place) && ours.is_negated(item.span) {
            return Some(Opposed {
                claimed: cue.span,
                found: place,
            });
        }
    }
    for cue in negations(sentence) {
        let Some(head) = head(cue, sentence) else {
            continue;
        };
        let claimed = part
            .items
            .iter()
            .zip(answers)
            .find(|(_, answer)| answer.place.is_some_and(|place| place.overlaps(head)));
        if let Some((item, _)) = claimed
            && !ours.is_negated(item.span)
            && sentence.is_negated(head)
        {
            return Some(Opposed {
                claimed: item.span,
                found: cue.span,
            });
        }
    }
    None
}

/// A word of the claim that nothing answers, and its opposite in the sentence.
pub(super) fn opposite(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> Option<(usize, Opposed)> {
    part.items
        .iter()
        .zip(answers)
        .enumerate()
        .filter(|(_, (_, answer))| answer.place.is_none())
        .find_map(|(at, (item, _))| {
            let ItemKind::Word(word) = &item.kind else {
                return None;
            };
            let found = words::find_opposite(word, part.sentence.language, sentence)?;
            let taken = answers
                .iter()
                .any(|answer| answer.place.is_some_and(|place| place.overlaps(found)));
            (!taken).then_some((
                at,
                Opposed {
                    claimed: item.span,
                    found,
                },
            ))
        })
}

/// The negations of a sentence. That somebody denies a deed is what he says, and does not undo it.
fn negations(sentence: &Sentence) -> impl Iterator<Item = &Cue> {
    sentence
        .cues
        .iter()
        .filter(|cue| cue.kind == CueKind::Negation)
        .filter(|cue| {
            !sentence
                .attributions
                .iter()
                .any(|said| said.act == SpeechAct::Denies && said.cue.overlaps(cue.span))
        })
}

/// The first content word after a cue that it governs.
pub(super) fn head(cue: &Cue, sentence: &Sentence) -> Option<Span> {
    sentence
        .tokens
        .iter()
        .find(|token| {
            cue.scope.contains(token.span) && token.span.start >= cue.span.end && !token.is_stop
        })
        .map(|token| token.span)
}

fn governed<'p>(
    cue: &Cue,
    sentence: &Sentence,
    part: &'p Part,
    answers: &[Answer],
) -> Option<(&'p Item, Span)> {
    let head = head(cue, sentence)?;
    let at = part
        .items
        .iter()
        .position(|item| item.span.overlaps(head))?;
    Some((&part.items[at], answers[at].place?))
}
