//! Who did what to whom: agent and patient exchanged.

use super::answer::Answer;
use super::name::answer_at;
use super::polarity::Opposed;
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::clause::Clause;
use crate::span::Span;

/// A deed whose agent in the claim suffers it in the sentence, while another of the claim's
/// actors does it.
pub(super) fn swapped(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    part.sentence.clauses.iter().find_map(|ours| {
        let predicate = answer_at(part, answers, ours.predicate)?;
        let agent = ours.agent?;
        let claimed_agent = answer_at(part, answers, agent.head)?;
        if does_it_too(sentence, claimed_agent, predicate) {
            return None;
        }
        sentence
            .clauses
            .iter()
            .filter(|theirs| theirs.predicate.overlaps(predicate))
            .find(|theirs| {
                let leads = |span: Span| span.start < theirs.predicate.start;
                theirs.agent.is_some_and(|actor| {
                    leads(actor.span) != leads(claimed_agent)
                        && is_claimed_elsewhere(
                            group(actor.span, theirs.predicate),
                            group(agent.span, ours.predicate),
                            part,
                            answers,
                        )
                })
            })
            .map(|theirs| Opposed {
                claimed: ours.predicate,
                found: theirs.predicate,
            })
    })
}

/// Whether another clause of the sentence has the same deed done by the one at `agent`: "Hart paid
/// the toll, while Sy paid nothing".
fn does_it_too(sentence: &Sentence, agent: Span, predicate: Span) -> bool {
    let deeds = |clause: &&Clause| clause.predicate.overlaps(predicate);
    let deed = sentence.clauses.iter().find(deeds);
    let mut clauses = sentence.clauses.iter();
    clauses.any(|clause| {
        deed.is_some_and(|deed| deed.lemma == clause.lemma)
            && clause.agent.is_some_and(|actor| actor.span.overlaps(agent))
    })
}

/// A noun group before its predicate, with what hangs on it: "rebels of the Azure Front".
fn group(actor: Span, predicate: Span) -> Span {
    if actor.end < predicate.start {
        Span::new(actor.start, predicate.start)
    } else {
        actor
    }
}

/// Whether the claim has the sentence's actor, but not as its own.
fn is_claimed_elsewhere(actor: Span, agent: Span, part: &Part, answers: &[Answer]) -> bool {
    let mut places = part.items.iter().zip(answers).filter(|(_, answer)| {
        answer.strength > 0.9 && answer.place.is_some_and(|place| place.overlaps(actor))
    });
    places
        .next()
        .is_some_and(|(item, _)| !agent.overlaps(item.span))
}
