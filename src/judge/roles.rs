//! Who did what to whom: agent and patient exchanged.

use super::answer::Answer;
use super::name::answer_at;
use super::polarity::Opposed;
use super::reading::Part;
use super::sentence::Sentence;

/// A deed whose agent in the claim is its patient in the sentence, and the reverse.
pub(super) fn swapped(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    part.sentence.clauses.iter().find_map(|ours| {
        let predicate = answer_at(part, answers, ours.predicate)?;
        let agent = answer_at(part, answers, ours.agent?.head);
        let patient = answer_at(part, answers, ours.patient?.head);
        sentence
            .clauses
            .iter()
            .filter(|theirs| theirs.predicate.overlaps(predicate))
            .find(|theirs| {
                let is = |phrase: Option<crate::language::clause::Phrase>, place| {
                    phrase.is_some_and(|phrase| phrase.span.overlaps(place))
                };
                let agent_suffers = agent.is_some_and(|place| is(theirs.patient, place));
                let patient_acts = patient.is_some_and(|place| is(theirs.agent, place));
                let unexplained = agent.is_some_and(|place| is(theirs.agent, place))
                    || patient.is_some_and(|place| is(theirs.patient, place));
                agent_suffers && patient_acts && !unexplained
            })
            .map(|theirs| Opposed {
                claimed: ours.predicate,
                found: theirs.predicate,
            })
    })
}
