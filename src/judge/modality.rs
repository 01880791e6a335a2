//! Hedges, plans and allegations: what may have happened does not give what did.

use super::answer::{Answer, answer_at};
use super::polarity::{Opposed, head};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::attribution::SpeechAct;
use crate::language::clause::{Tense, Voice};
use crate::language::polarity::{Cue, CueKind};
use crate::language::token::{Token, TokenKind};
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
    let is_presupposed =
        deed_place(part, answers).is_some_and(|place| stands_in_relative_clause(sentence, place));
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
    if let Some(planned) = another_deed_planned(part, answers, sentence) {
        return Some(planned);
    }
    sentence
        .attributions
        .iter()
        .filter(|found| matches!(found.act, SpeechAct::Claims | SpeechAct::Denies))
        .filter(|_| !is_presupposed)
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

/// A plan with what the claim says was acted upon, where the sentence tells of no such deed: an
/// agreement that "is hoped to be reached" was not signed.
fn another_deed_planned(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    let deed = part.sentence.clauses.last()?;
    let acted_upon = deed.patient?.head;
    if !is_done(&part.sentence, deed.predicate) || deed_place(part, answers).is_some() {
        return None;
    }
    let place = answer_at(part, answers, acted_upon)?;
    let is_subject = |cue: &&Cue| {
        let between = Span::new(place.end, cue.span.start.max(place.end));
        let mut clauses = sentence.clauses.iter();
        cue.span.start >= place.end && !clauses.any(|clause| between.contains(clause.predicate))
    };
    let is_suffered = |cue: &&Cue| {
        head(cue, sentence).is_some_and(|head| {
            let mut clauses = sentence.clauses.iter();
            clauses.any(|clause| clause.voice == Voice::Passive && clause.predicate.overlaps(head))
        })
    };
    let mut cues = sentence.cues.iter();
    cues.find(|cue| cue.kind == CueKind::Planned && is_subject(cue) && is_suffered(cue))
        .map(|cue| Opposed {
            claimed: deed.predicate,
            found: cue.span,
        })
}

/// Whether the words are what the claim says was done, as far as its predicates are known: a
/// hedge over anything else leaves the claim alone.
fn is_deed(sentence: &Sentence, span: Span) -> bool {
    let mut predicates = sentence.clauses.iter().map(|clause| clause.predicate);
    sentence.clauses.is_empty() || predicates.any(|predicate| predicate.overlaps(span))
}

/// Where the sentence has what the claim says was done, its last predicate.
fn deed_place(part: &Part, answers: &[Answer]) -> Option<Span> {
    answer_at(part, answers, part.sentence.clauses.last()?.predicate)
}

/// Whether the predicate at `place` only tells which thing is meant: "he was accused of leading
/// the raid that left six dead" alleges who led it, not that six died.
fn stands_in_relative_clause(sentence: &Sentence, place: Span) -> bool {
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < place.start);
    let mut before = sentence.tokens[..at].iter().rev();
    let relative = before.find(|token| !matches!(token.folded.as_str(), "has" | "had" | "have"));
    let noun = before.next();
    relative.is_some_and(|token| matches!(token.folded.as_str(), "that" | "which" | "who"))
        && noun.is_some_and(|token| {
            token.kind == TokenKind::Word && !token.is_stop && !says(sentence, token)
        })
}

/// Whether a word says something, so that what follows its "that" is what is said.
fn says(sentence: &Sentence, token: &Token) -> bool {
    let mut attributions = sentence.attributions.iter();
    attributions.any(|said| said.cue.overlaps(token.span))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn is_weaker(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        weaker(example.part(), &example.answers(), example.sentence()).is_some()
    }

    #[test]
    fn what_is_planned_with_a_thing_does_not_give_what_was_done_with_it() {
        let planned = "An agreement on fishing is hoped to be reached in June.";
        assert!(is_weaker(
            "Both towns signed an agreement on fishing.",
            planned
        ));
        let reached = "An agreement on fishing was reached in June.";
        assert!(!is_weaker(
            "Both towns signed an agreement on fishing.",
            reached
        ));
        assert!(!is_weaker(
            "Both towns plan an agreement on fishing.",
            planned
        ));
    }

    #[test]
    fn an_accusation_does_not_put_in_doubt_what_the_accused_deed_did() {
        let source = "Hart was accused of leading the raid that left six villagers dead.";
        assert!(!is_weaker("The raid left six villagers dead.", source));
        assert!(is_weaker("Hart led the raid.", source));
        let said = "The mayor claimed that the raid left six villagers dead.";
        assert!(is_weaker("The raid left six villagers dead.", said));
    }
}
