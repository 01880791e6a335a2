//! Names of the claim against names of the passage.

use super::answer::{Answer, answer_at};
use super::item::{Item, ItemKind, Word};
use super::reading::{Knowledge, Part};
use super::sentence::Sentence;
use super::words::{self, Found};
use crate::language::country::{self, CountryWord};
use crate::language::name::{self, Match, Name, NameKind};
use crate::span::Span;

/// A surname for a full name, a country for its people.
pub(super) const COMPATIBLE: f64 = 0.9;

/// Where `sentence` has the name, in whatever form.
pub(super) fn find(
    claimed: &Name,
    words: &[Word],
    part: &Part,
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Option<Found> {
    let mut compatible = None;
    for name in &sentence.names {
        match name::same_name(claimed, name, &knowledge.abbreviations) {
            Match::Same => {
                return Some(Found {
                    strength: 1.0,
                    span: name.span,
                });
            }
            Match::Compatible if compatible.is_none() && !is_place_of(name, claimed, words) => {
                compatible = Some(Found {
                    strength: COMPATIBLE,
                    span: name.span,
                });
            }
            Match::Compatible | Match::Different => {}
        }
    }
    compatible.or_else(|| find_words(words, part, sentence))
}

/// Whether `found` is only the place in a longer name: "Kent" for "Kent Rivers Trust".
fn is_place_of(found: &Name, claimed: &Name, words: &[Word]) -> bool {
    let place = |kind| matches!(kind, NameKind::Place | NameKind::Demonym);
    place(found.kind) && !place(claimed.kind) && words.len() > 1
}

/// The name written as plain words: in lower case, or spread over a longer name.
fn find_words(words: &[Word], part: &Part, sentence: &Sentence) -> Option<Found> {
    let mut whole: Option<Found> = None;
    for word in words {
        let found = words::find(word, part.sentence.language, sentence)
            .filter(|found| found.strength > COMPATIBLE)?;
        whole = Some(match whole {
            Some(so_far) => Found {
                strength: so_far.strength.min(found.strength),
                span: so_far.span.cover(found.span),
            },
            None => found,
        });
    }
    whole
}

/// Another name where the claim has one that the sentence lacks: the item of the claim and the
/// name that fills its place.
pub(super) fn displaced(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Option<(Span, Span)> {
    for (item, answer) in part.items.iter().zip(answers) {
        let ItemKind::Name { at, .. } = item.kind else {
            continue;
        };
        if answer.strength > 0.0 {
            continue;
        }
        let claimed = &part.sentence.names[at];
        let other_number = sentence
            .names
            .iter()
            .find(|rival| is_other_number(claimed, rival));
        if let Some(rival) = other_number {
            return Some((claimed.span, rival.span));
        }
        let rival = sentence.names.iter().find(|rival| {
            same_sort(claimed.kind, rival.kind)
                && !may_lie_in(claimed, rival)
                && !is_claimed(rival, part, answers, knowledge)
                && same_place(item, rival, part, answers, sentence)
        });
        if let Some(rival) = rival {
            return Some((claimed.span, rival.span));
        }
    }
    None
}

/// Whether two identifiers are of one kind and differ in their number: "Article 5", "Article 7".
fn is_other_number(a: &Name, b: &Name) -> bool {
    let identifiers = a.kind == NameKind::Identifier && b.kind == NameKind::Identifier;
    match (a.canonical.rsplit_once(' '), b.canonical.rsplit_once(' ')) {
        (Some((one, number)), Some((other, different))) => {
            identifiers && one == other && number != different
        }
        _ => false,
    }
}

/// Whether one is a country and the other is none, so that what happened in the one may have happened
/// in the other: "in Norway", "in Bergen".
fn may_lie_in(a: &Name, b: &Name) -> bool {
    let country = |name: &Name| {
        let last = name.canonical.rsplit(' ').next();
        let found = country::find(&name.canonical).or_else(|| country::find(last?));
        found.is_some_and(|country| country.word == CountryWord::Name)
    };
    let place = |name: &Name| {
        let mut words = name.canonical.split(' ');
        matches!(name.kind, NameKind::Place | NameKind::Other)
            && words.all(|word| country::find(word).is_none())
    };
    (country(a) && place(b)) || (country(b) && place(a))
}

pub(super) fn same_sort(a: NameKind, b: NameKind) -> bool {
    a == b
        || matches!(
            (a, b),
            (
                NameKind::Other,
                NameKind::Person | NameKind::Organisation | NameKind::Place
            ) | (
                NameKind::Person | NameKind::Organisation | NameKind::Place,
                NameKind::Other
            ) | (NameKind::Place, NameKind::Demonym)
                | (NameKind::Demonym, NameKind::Place)
        )
}

/// Whether the claim itself has the rival somewhere.
fn is_claimed(rival: &Name, part: &Part, answers: &[Answer], knowledge: &Knowledge) -> bool {
    answers
        .iter()
        .any(|answer| answer.place.is_some_and(|place| place.overlaps(rival.span)))
        || part
            .sentence
            .names
            .iter()
            .any(|name| name::same_name(name, rival, &knowledge.abbreviations) != Match::Different)
}

/// Whether the words around the two names answer each other: the word after, the word before,
/// or the part they play in a clause.
fn same_place(
    item: &Item,
    rival: &Name,
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> bool {
    let same_way = is_aim(&part.sentence, item.span) == is_aim(sentence, rival.span);
    let neighbours = [
        (
            following(&part.sentence, item.span),
            following(sentence, rival.span),
        ),
        (
            preceding(&part.sentence, item.span).filter(|_| same_way),
            preceding(sentence, rival.span),
        ),
    ];
    let by_words = neighbours.into_iter().any(|(claimed, found)| {
        let (Some(claimed), Some(found)) = (claimed, found) else {
            return false;
        };
        answer_at(part, answers, claimed).is_some_and(|place| place.overlaps(found))
    });
    let owners = [
        part.sentence.is_owner(item.span),
        sentence.is_owner(rival.span),
    ];
    let leading =
        leads(&part.sentence, item.span) && leads(sentence, rival.span) && owners[0] == owners[1];
    let deed =
        following(&part.sentence, item.span).and_then(|claimed| answer_at(part, answers, claimed));
    by_words
        || (leading && deed.is_some_and(|deed| deed.start > rival.span.end))
        || same_role(item.span, rival.span, part, answers, sentence)
}

/// Whether nothing but function words stands before `span`: it is the subject.
pub(super) fn leads(sentence: &Sentence, span: Span) -> bool {
    sentence
        .tokens
        .iter()
        .take_while(|token| token.span.start < span.start)
        .all(|token| token.is_stop)
}

/// Whether `span` is where something goes: "set out to Leeds", not "set out on Mill Road".
fn is_aim(sentence: &Sentence, span: Span) -> bool {
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= span.start);
    before
        .find(|token| !matches!(token.folded.as_str(), "the" | "a" | "an"))
        .is_some_and(|token| {
            matches!(
                token.folded.as_str(),
                "to" | "into" | "onto" | "toward" | "towards"
            )
        })
}

/// The content word right after `span`, with nothing but a possessive between.
fn following(sentence: &Sentence, span: Span) -> Option<Span> {
    let after = sentence
        .tokens
        .iter()
        .filter(|token| token.span.start >= span.end)
        .find(|token| token.folded != "'s")?;
    (!after.is_stop).then_some(after.span)
}

/// The content word right before `span`, with nothing but function words between.
fn preceding(sentence: &Sentence, span: Span) -> Option<Span> {
    let before = sentence
        .tokens
        .iter()
        .rev()
        .filter(|token| token.span.end <= span.start)
        .take(3)
        .take_while(|token| token.kind != crate::language::token::TokenKind::Punctuation)
        .find(|token| !token.is_stop)?;
    Some(before.span)
}

fn same_role(
    claimed: Span,
    rival: Span,
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> bool {
    part.sentence.clauses.iter().any(|ours| {
        let Some(predicate) = answer_at(part, answers, ours.predicate) else {
            return false;
        };
        let plays = |phrase: &Option<crate::language::clause::Phrase>, name: Span| {
            phrase
                .as_ref()
                .is_some_and(|phrase| phrase.head.overlaps(name))
        };
        sentence
            .clauses
            .iter()
            .filter(|theirs| theirs.predicate.overlaps(predicate))
            .any(|theirs| {
                (plays(&ours.agent, claimed) && plays(&theirs.agent, rival))
                    || (plays(&ours.patient, claimed) && plays(&theirs.patient, rival))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn is_displaced(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let (part, answers) = (example.part(), example.answers());
        displaced(part, &answers, example.sentence(), &example.knowledge).is_some()
    }

    #[test]
    fn a_place_may_lie_in_a_part_of_a_country() {
        let claim = "The fair took place in Southern Norway.";
        assert!(!is_displaced(claim, "The fair took place in Kristiansand."));
        assert!(is_displaced(
            "The fair took place in Bergen.",
            "The fair took place in Kristiansand."
        ));
    }
}
