//! Hedges, plans and allegations: what may have happened does not give what did.

use super::answer::Answer;
use super::polarity::{Opposed, head};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::attribution::SpeechAct;
use crate::language::clause::Tense;
use crate::language::polarity::{Cue, CueKind};
use crate::span::Span;

/// Where the passage is less certain than the claim of the same deed.
pub(super) fn weaker(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    if is_hedged(&part.sentence) {
        return None;
    }
    let answered = |span| {
        part.items
            .iter()
            .zip(answers)
            .find(|(_, answer)| answer.place.is_some_and(|place| place.overlaps(span)))
            .map(|(item, _)| item.span)
    };
    for cue in sentence.cues.iter().filter(|cue| is_hedge(cue)) {
        let governed = head(cue, sentence).and_then(answered);
        if let Some(claimed) = governed.filter(|span| is_deed(&part.sentence, *span)) {
            if cue.kind == CueKind::Planned && !is_done(&part.sentence, claimed) {
                continue;
            }
            return Some(Opposed {
                claimed,
                found: cue.span,
            });
        }
    }
    sentence
        .attributions
        .iter()
        .filter(|found| matches!(found.act, SpeechAct::Claims | SpeechAct::Denies))
        .find_map(|found| {
            let claimed = part.items.iter().zip(answers).find(|(_, answer)| {
                answer
                    .place
                    .is_some_and(|place| found.content.contains(place))
            })?;
            Some(Opposed {
                claimed: claimed.0.span,
                found: found.cue,
            })
        })
}

/// Whether the words are what the claim says was done, as far as its predicates are known: a
/// hedge over anything else leaves the claim alone.
fn is_deed(sentence: &Sentence, span: Span) -> bool {
    let mut predicates = sentence.clauses.iter().map(|clause| clause.predicate);
    sentence.clauses.is_empty() || predicates.any(|predicate| predicate.overlaps(span))
}

/// Whether the claim says that the deed is done: "Spain withdraws its fleet by May" does not.
fn is_done(sentence: &Sentence, deed: Span) -> bool {
    !sentence.clauses.iter().any(|clause| {
        clause.predicate.overlaps(deed) && matches!(clause.tense, Tense::Present | Tense::Future)
    })
}

fn is_hedge(cue: &Cue) -> bool {
    matches!(
        cue.kind,
        CueKind::Possible | CueKind::Planned | CueKind::Alleged | CueKind::Conditional
    )
}

fn is_hedged(sentence: &Sentence) -> bool {
    sentence.cues.iter().any(is_hedge) || !sentence.attributions.is_empty()
}
