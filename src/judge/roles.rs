//! Who did what to whom: agent and patient exchanged.

use super::answer::{Answer, answer_at};
use super::item::ItemKind;
use super::name::{COMPATIBLE, same_sort};
use super::polarity::Opposed;
use super::reading::Part;
use super::sentence::Sentence;
use super::words::DISTANT;
use crate::language::clause::{Clause, Phrase};
use crate::span::Span;

/// Deeds that each of the two does to the other.
const RECIPROCAL: [&str; 17] = [
    "meet",
    "marry",
    "divorce",
    "fight",
    "encounter",
    "clash",
    "border",
    "neighbour",
    "neighbor",
    "join",
    "merge",
    "ally",
    "resemble",
    "equal",
    "face",
    "oppose",
    "cooperate",
];

/// A deed whose agent in the claim suffers it in the sentence, while another of the claim's
/// actors does it.
pub(super) fn swapped(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    done_to_agent(part, answers, sentence, |ours, theirs| {
        let Some((actor, agent)) = theirs.agent.zip(ours.agent) else {
            return false;
        };
        is_claimed_elsewhere(
            group(actor.span, theirs.predicate, sentence),
            group(agent.span, ours.predicate, &part.sentence),
            part,
            answers,
        )
    })
}

/// The same where the sentence has a pronoun for whoever does it: "they took it from the guild" does
/// not give that the guild took it.
fn done_to_agent_by_them(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    done_to_agent(part, answers, sentence, |_, theirs| {
        let mut tokens = sentence.tokens.iter();
        theirs.agent.is_some_and(|actor| {
            tokens.any(|token| {
                token.span == actor.span
                    && matches!(token.folded.as_str(), "they" | "it" | "he" | "she")
            })
        })
    })
}

/// A deed of the claim that the sentence has with its agent on the other side of it, and somebody
/// else for its agent, as far as `is_other` of both clauses holds.
fn done_to_agent(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    is_other: impl Fn(&Clause, &Clause) -> bool,
) -> Option<Opposed> {
    let mut clauses = part.sentence.clauses.iter();
    clauses.find_map(|ours| {
        if RECIPROCAL.contains(&ours.lemma.as_str()) {
            return None;
        }
        let predicate = answer_at(part, answers, ours.predicate)?;
        let claimed_agent = surely_at(part, answers, ours.agent?.head)?;
        if is_done_with(sentence, predicate) || does_it_too(sentence, claimed_agent, predicate) {
            return None;
        }
        let mut clauses = sentence.clauses.iter();
        let theirs = clauses.find(|theirs| {
            let leads = |span: Span| span.start < theirs.predicate.start;
            let actor = theirs
                .agent
                .filter(|_| theirs.predicate.overlaps(predicate));
            actor.is_some_and(|actor| leads(actor.span) != leads(claimed_agent))
                && is_other(ours, theirs)
        })?;
        Some(Opposed {
            claimed: ours.predicate,
            found: theirs.predicate,
        })
    })
}

/// Where the sentence surely has whoever the claim names at `span`, and not only a relative of the word.
fn surely_at(part: &Part, answers: &[Answer], span: Span) -> Option<Span> {
    let answer = &answers[part.item_at(span)?];
    answer.place.filter(|_| answer.strength > DISTANT)
}

/// Whether a deed is done with somebody, who does it as well: "signed with the Leeds Hawks".
fn is_done_with(sentence: &Sentence, predicate: Span) -> bool {
    let mut behind = sentence.tokens.iter();
    let next = behind.find(|token| token.span.start >= predicate.end);
    next.is_some_and(|token| matches!(token.folded.as_str(), "with" | "avec"))
}

/// Who in the sentence does what the claim says its agent did, where that agent does it to another:
/// "the French-led Operation Heron and the EU-led Marsh mission" for "France led the Marsh mission".
/// The claim's agent, and the other. Only those who have names are surely not the same.
pub(super) fn done_by_another(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> Option<(Span, Span)> {
    part.sentence.clauses.iter().find_map(|ours| {
        let (agent, patient) = (ours.agent?, ours.patient?);
        let agent_place = answer_at(part, answers, agent.head)?;
        let patient_place = answer_at(part, answers, patient.head)?;
        let same_deed = |clause: &&Clause| clause.lemma == ours.lemma;
        let does = |clause: &Clause| {
            let actor = clause.agent;
            actor.is_some_and(|actor| actor.span.overlaps(agent_place))
        };
        let deeds: Vec<&Clause> = sentence.clauses.iter().filter(same_deed).collect();
        let own = deeds.iter().find(|clause| does(clause))?;
        let other = deeds.iter().find(|clause| {
            let to_it = |it: Phrase| it.span.overlaps(patient_place);
            !does(clause) && clause.patient.is_some_and(to_it)
        })?;
        let named = |clause: &Clause| sentence.name_in(clause.patient?.span);
        (named(own)? != named(other)?).then_some((agent.head, other.agent?.span))
    })
}

/// What keeps the sentence from telling that the claim's agent did it, though it excludes nothing.
pub(super) fn untold(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    if part.sentence.language == sentence.language {
        done_to_agent_by_them(part, answers, sentence)
    } else {
        turned_round(part, answers)
    }
}

/// Two names of one sort that another language has in the other order: there words tell too little
/// of who did what to whom for the claim to be given.
fn turned_round(part: &Part, answers: &[Answer]) -> Option<Opposed> {
    let mut named = part.items.iter().zip(answers).filter_map(|(item, answer)| {
        let ItemKind::Name { at, .. } = item.kind else {
            return None;
        };
        let place = answer.place.filter(|_| answer.strength >= COMPATIBLE)?;
        Some((item.span, place, part.sentence.names[at].kind))
    });
    let mut before = named.next()?;
    for name in named {
        if same_sort(before.2, name.2) && name.1.end <= before.1.start {
            return Some(Opposed {
                claimed: name.0,
                found: name.1,
            });
        }
        before = name;
    }
    None
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

/// A noun group before its predicate, with what hangs on it: "rebels of the Azure Front", but not
/// with another deed of theirs: "the rebels claimed seizing".
fn group(actor: Span, predicate: Span, sentence: &Sentence) -> Span {
    let others = sentence.clauses.iter().map(|clause| clause.predicate.start);
    let first = others.filter(|start| *start > actor.end).min();
    let end = first.map_or(predicate.start, |first| first.min(predicate.start));
    if actor.end < end {
        Span::new(actor.start, end)
    } else {
        actor
    }
}

/// Whether the claim has the sentence's actor, but not as its own.
fn is_claimed_elsewhere(actor: Span, agent: Span, part: &Part, answers: &[Answer]) -> bool {
    let mut places = part.items.iter().zip(answers).filter(|(_, answer)| {
        answer.strength >= COMPATIBLE && answer.place.is_some_and(|place| place.overlaps(actor))
    });
    places
        .next()
        .is_some_and(|(item, _)| !agent.overlaps(item.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn is_swapped(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        swapped(example.part(), &example.answers(), example.sentence()).is_some()
    }

    #[test]
    fn what_two_do_with_each_other_has_no_sides() {
        let claim = "The Leeds Harriers signed Oumar Sy in May.";
        assert!(!is_swapped(
            claim,
            "In May Oumar Sy signed with the Leeds Harriers."
        ));
        assert!(is_swapped(
            "The guards robbed Oumar Sy.",
            "Oumar Sy robbed the guards."
        ));
    }

    #[test]
    fn a_relative_of_the_word_for_who_did_it_is_nobody() {
        let claim = "Clara Hart is a singer who also starred in Blue Dawn.";
        let source = "Clara Hart starred in Blue Dawn and coached a singing contest.";
        assert!(!is_swapped(claim, source));
    }

    #[test]
    fn a_pronoun_behind_as_is_its_own_subject() {
        let claim = "The village kept its shape as it grew.";
        let source = "The village grew from a hamlet into the same shape.";
        assert!(!is_swapped(claim, source));
    }
}
