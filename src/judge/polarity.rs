//! Negation and opposites: whether the claim affirms what the passage denies, or the reverse.

use super::alignment::{clause_of, may_be_same_event, same_event};
use super::answer::Answer;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use super::{reach, statement, words};
use crate::language::attribution::SpeechAct;
use crate::language::clause::Tense;
use crate::language::fold::fold;
use crate::language::lexicon::parts_of_speech;
use crate::language::polarity::{Cue, CueKind};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Words of the claim and of the passage that say the opposite of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opposed {
    pub(super) claimed: Span,
    pub(super) found: Span,
}

/// How the denials of a claim and of a sentence meet.
pub(super) enum Denial {
    /// One side denies what the other affirms, of the same event as far as is known.
    Opposite(Opposed),
    /// A denial on one side that the other does not answer: nothing follows from the sentence.
    Unmatched(Opposed),
    /// The claim denies something, and the sentence nothing.
    Untold(Span),
}

/// The first thing that is affirmed on one side and denied on the other, of the same event if
/// there is one.
pub(super) fn denial(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Denial> {
    let ours = &part.sentence;
    let claimed = negations(ours).filter_map(|cue| {
        let (item, place) = governed(cue, ours, part, answers)?;
        let differs = ours.is_negated(item.span) && !sentence.is_negated(place);
        let done = differs
            && !is_only_asked_for(sentence, place)
            && !is_denied_elsewhere(sentence, place)
            && !reach::is_affirmed_elsewhere(ours, item.span)
            && !reach::is_denied_of_another(part, answers, cue);
        done.then_some((item.span, place, (cue.span, place)))
    });
    let found = negations(sentence).filter_map(|cue| {
        let heads = [
            head(cue, sentence).map(|head| reach::noun_of_group(sentence, head)),
            withheld(cue, sentence),
        ];
        heads.into_iter().flatten().find_map(|head| {
            let (item, _) = part
                .items
                .iter()
                .zip(answers)
                .filter(|(item, answer)| is_word(item) && answer.strength >= SURE)
                .find(|(_, answer)| answer.place.is_some_and(|place| place.overlaps(head)))?;
            let differs = !ours.is_negated(item.span) && sentence.is_negated(head);
            let denied = differs
                && !is_saying(sentence, head)
                && !is_another_kind(part, answers, item)
                && !reach::is_affirmed_elsewhere(sentence, head)
                && !reach::is_praise(cue, sentence, head)
                && !reach::is_but_for_one(part, sentence, cue);
            denied.then_some((item.span, head, (item.span, cue.span)))
        })
    });
    let mut unmatched = None;
    for (item, place, (claimed, found)) in claimed.chain(found) {
        let opposed = Opposed { claimed, found };
        if may_be_same_event(part, answers, item, sentence, place) {
            return Some(Denial::Opposite(opposed));
        }
        unmatched = unmatched.or(Some(Denial::Unmatched(opposed)));
    }
    let silent = sentence
        .cues
        .iter()
        .all(|cue| cue.kind != CueKind::Negation);
    let untold = || {
        let mut denied = negations(ours).filter(|cue| silent && is_open(cue, part, answers));
        denied.next().map(|cue| Denial::Untold(cue.span))
    };
    unmatched.or_else(untold)
}

/// What a claim of one statement denies with its "not", where the sentence denies something else with
/// its own: that somebody "did not swim" does not tell that he "was not in the water".
pub(super) fn denied_otherwise(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> Option<Span> {
    negations(sentence).find(|cue| is_plain(cue, sentence))?;
    if statement::statements(part).len() > 1 {
        return None;
    }
    let is_told = |answer: &Answer| {
        let told = answer.place.filter(|_| answer.strength >= SURE);
        told.is_some_and(|place| sentence.is_negated(place))
    };
    let untold = |cue: &Cue| {
        let items = part.items.iter().zip(answers);
        let mut denied = items
            .filter(|(item, _)| cue.scope.contains(item.span) && item.span.start >= cue.span.end);
        let mut weighty = denied.clone().filter(|(item, _)| item.weight >= WEIGHTY);
        let (item, answer) = weighty.next()?;
        // "Not found" is told by "was not found", with what was sought before it.
        let by_verb = denied.next().is_some_and(|(_, answer)| is_told(answer));
        (!by_verb && !is_told(answer)).then_some(Span::new(cue.span.start, item.span.end))
    };
    let mut denials = negations(&part.sentence).filter(|cue| is_plain(cue, &part.sentence));
    denials.find_map(untold)
}

/// Whether a cue is a bare "not" or "no", and no verb that may be put in other words.
fn is_plain(cue: &Cue, sentence: &Sentence) -> bool {
    let written = fold(cue.span.of(&sentence.text));
    let bare = matches!(
        written.as_str(),
        "not" | "no" | "never" | "nor" | "neither" | "cannot" | "no longer"
    );
    bare || written.ends_with("n't")
}

/// Whether what a cue of the claim denies has no answer in the sentence itself.
fn is_open(cue: &Cue, part: &Part, answers: &[Answer]) -> bool {
    head(cue, &part.sentence).is_some_and(|head| {
        let mut heads = part.items.iter().zip(answers);
        heads
            .find(|(item, _)| item.span.overlaps(head))
            .is_some_and(|(_, answer)| answer.place.is_none())
    })
}

/// Words between "asked" and "to" at most: whom.
const ASKED_WHOM: usize = 4;

/// Words between two denials, one of the other, at most: "not always fail to".
const BETWEEN_DENIALS: usize = 2;

/// What is denied of a word may be said of its relatives.
const SURE: f64 = 0.8;

/// What weighs less is no denial of its own: "do not have", "is not used".
const WEIGHTY: f64 = 1.0;

fn is_word(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Word(_))
}

/// Whether the words at `span` only report: "did not say that it fell" leaves open whether it did.
fn is_saying(sentence: &Sentence, span: Span) -> bool {
    let mut said = sentence.attributions.iter();
    said.any(|said| said.cue.overlaps(span))
}

/// Whether somebody is only asked or told to do the deed at `span`, so that it need not be done:
/// "was ordered to leave".
fn is_only_asked_for(sentence: &Sentence, span: Span) -> bool {
    const ASKED: [&str; 12] = [
        "asked",
        "asks",
        "told",
        "tells",
        "ordered",
        "orders",
        "urged",
        "urges",
        "invited",
        "advised",
        "instructed",
        "requested",
    ];
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= span.start);
    let to = before.next().is_some_and(|token| token.folded == "to");
    // "Asked to leave", "asked the guests to leave"
    to && before
        .take(ASKED_WHOM)
        .any(|token| ASKED.contains(&token.folded.as_str()))
}

/// Whether the sentence denies the same deed in another place: "has modelled for Hart but declined to
/// model for Sy".
fn is_denied_elsewhere(sentence: &Sentence, place: Span) -> bool {
    let deed = sentence
        .tokens
        .iter()
        .find(|token| token.span.overlaps(place));
    let denied = |token: &Token, stem: &str| token.stem == stem && sentence.is_negated(token.span);
    deed.is_some_and(|deed| {
        let mut tokens = sentence.tokens.iter();
        tokens.any(|token| denied(token, &deed.stem))
    })
}

/// Whether the claim's noun has a noun before it that tells which one is meant and that the
/// sentence leaves open: "no problem with the gate" denies no "pump problem".
fn is_another_kind(part: &Part, answers: &[Answer], item: &Item) -> bool {
    let sentence = &part.sentence;
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < item.span.start);
    let Some(before) = at.checked_sub(1).map(|before| &sentence.tokens[before]) else {
        return false;
    };
    let is_noun = |word: &str| {
        let parts = parts_of_speech(word);
        // A word in lower case that the lexicon does not have is a noun.
        let small = before
            .span
            .of(&sentence.text)
            .starts_with(char::is_lowercase);
        (parts.noun || small) && !parts.verb && !parts.adjective && !parts.adverb
    };
    let mut items = part.items.iter().zip(answers);
    is_noun(&before.folded)
        && is_noun_like(&sentence.tokens[at].folded)
        && items.any(|(other, answer)| {
            let noun = matches!(other.kind, ItemKind::Word(_) | ItemKind::Name { .. });
            other.span.overlaps(before.span) && noun && answer.place.is_none()
        })
}

/// Whether a word may be a noun.
fn is_noun_like(word: &str) -> bool {
    parts_of_speech(word).noun
}

/// Whether an opposite deed at `found` leaves the claimed one open: it only may have been done, or
/// it was done before what is still to come undoes it ("imposed", "will be lifted").
fn is_compatible(part: &Part, claimed: Span, sentence: &Sentence, found: Span) -> bool {
    let tense = |sentence: &Sentence, span| clause_of(sentence, span).map(|clause| clause.tense);
    let undone = tense(&part.sentence, claimed) == Some(Tense::Future)
        && tense(sentence, found) == Some(Tense::Past);
    let possible = |cue: &Cue| cue.kind == CueKind::Possible && cue.scope.overlaps(found);
    undone || sentence.cues.iter().any(possible) && !part.sentence.cues.iter().any(is_possible)
}

fn is_possible(cue: &Cue) -> bool {
    cue.kind == CueKind::Possible
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
            let aligned = same_event(part, answers, item.span, sentence, found)
                || is_all_else(part, answers, at, sentence, found);
            let open = is_compatible(part, item.span, sentence, found);
            let named = sentence.names.iter().any(|name| name.span.overlaps(found));
            (!taken && aligned && !open && !named).then_some((
                at,
                Opposed {
                    claimed: item.span,
                    found,
                },
            ))
        })
}

fn is_deny(cue: &Cue, sentence: &Sentence) -> bool {
    const DENIALS: [&str; 6] = ["deny", "denies", "denied", "denying", "nie", "nient"];
    DENIALS.contains(&fold(cue.span.of(&sentence.text)).as_str())
}

/// What somebody is denied, behind him: "denied the inspectors entry".
fn withheld(cue: &Cue, sentence: &Sentence) -> Option<Span> {
    const ENDS: [&str; 9] = ["to", "of", "from", "for", "in", "on", "at", "by", "that"];
    if !is_deny(cue, sentence) {
        return None;
    }
    let group = sentence
        .tokens
        .iter()
        .filter(|token| cue.scope.contains(token.span) && token.span.start >= cue.span.end);
    group
        .take_while(|token| {
            token.kind != TokenKind::Punctuation && !ENDS.contains(&token.folded.as_str())
        })
        .filter(|token| !token.is_stop)
        .last()
        .map(|token| token.span)
}

/// Whether a sentence denies a denial: "does not refuse to help".
pub(super) fn denies_twice(sentence: &Sentence) -> bool {
    let cues = || {
        let cues = sentence.cues.iter();
        cues.filter(|cue| cue.kind == CueKind::Negation)
    };
    cues().any(|outer| {
        let within = |inner: &Cue| {
            let between = Span::new(outer.span.end, inner.span.start.max(outer.span.end));
            inner.span.start >= outer.span.end
                && outer.scope.contains(inner.span)
                && sentence.words_of(between).len() <= BETWEEN_DENIALS
        };
        cues().any(within)
    })
}

/// Whether a cue tells that somebody denies a deed ("denied having gone"), which is a deed of its
/// own; "denied them entry" is none.
fn is_denial(cue: &Cue, sentence: &Sentence) -> bool {
    let denies = is_deny(cue, sentence);
    let next = sentence
        .tokens
        .iter()
        .find(|token| token.span.start >= cue.span.end);
    denies
        && next.is_some_and(|token| {
            token.folded.ends_with("ing") || matches!(token.folded.as_str(), "that" | "avoir")
        })
}

/// Whether the opposite at `found` stands where everything else is as the claim has it.
fn is_all_else(
    part: &Part,
    answers: &[Answer],
    at: usize,
    sentence: &Sentence,
    found: Span,
) -> bool {
    const ALL: f64 = 0.85;
    let purpose = sentence
        .tokens
        .iter()
        .rfind(|token| token.span.end <= found.start)
        .is_some_and(|token| token.folded == "to");
    if purpose || !may_be_same_event(part, answers, part.items[at].span, sentence, found) {
        return false;
    }
    let mut total = 0.0;
    let mut answered = 0.0;
    for (other, (item, answer)) in part.items.iter().zip(answers).enumerate() {
        // A word said twice ("fewer and fewer") is one.
        if other != at && !is_again(item, &part.items[at]) {
            total += item.weight;
            if answer.place.is_some() && answer.strength >= SURE {
                answered += item.weight;
            }
        }
    }
    answered >= ALL * total && total > 0.0
}

fn is_again(item: &Item, other: &Item) -> bool {
    match (&item.kind, &other.kind) {
        (ItemKind::Word(one), ItemKind::Word(other)) => one.folded == other.folded,
        _ => false,
    }
}

/// The negations of a sentence. That somebody denies a deed is what he says, and does not undo it.
fn negations(sentence: &Sentence) -> impl Iterator<Item = &Cue> {
    sentence
        .cues
        .iter()
        .filter(|cue| cue.kind == CueKind::Negation)
        .filter(|cue| {
            let denies = sentence
                .attributions
                .iter()
                .any(|said| said.act == SpeechAct::Denies && said.cue.overlaps(cue.span));
            (!denies || keeps_from(cue, sentence)) && !is_denial(cue, sentence)
        })
}

/// Whether a cue tells that somebody was kept from something: "denied the team access".
fn keeps_from(cue: &Cue, sentence: &Sentence) -> bool {
    const GRANTS: [&str; 11] = [
        "access",
        "entry",
        "admission",
        "passage",
        "permission",
        "visa",
        "visas",
        "bail",
        "asylum",
        "aid",
        "entree",
    ];
    withheld(cue, sentence).is_some_and(|thing| {
        let mut tokens = sentence.tokens.iter();
        tokens.any(|token| token.span == thing && GRANTS.contains(&token.folded.as_str()))
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
    let at = part.item_at(head)?;
    if answers[at].strength < SURE {
        return None;
    }
    Some((&part.items[at], answers[at].place?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    #[test]
    fn a_denial_of_a_denial_is_told_from_two_denials() {
        let twice = |text: &str| denies_twice(Example::of(text, text).sentence());
        assert!(twice("The guards did not refuse to let the farmers in."));
        assert!(twice("The ferry will never fail to run."));
        assert!(!twice("The guards refused to let the farmers in."));
        assert!(!twice("The ferry did not run, and the mill never opened."));
    }

    #[test]
    fn another_denial_does_not_give_the_denial_of_the_claim() {
        let is_otherwise = |claim: &str, source: &str| {
            let example = Example::of(claim, source);
            denied_otherwise(example.part(), &example.answers(), example.sentence()).is_some()
        };
        let source = "The old ferryman did not row across the lake.";
        assert!(is_otherwise("The ferryman was not on the boat.", source));
        assert!(!is_otherwise("The ferryman did not row.", source));
        assert!(!is_otherwise("The ferryman did not use the lake.", source));
        let passive = "The oar was not found by the ferryman.";
        assert!(!is_otherwise("He did not find the oar.", passive));
        // A verb that denies may be put in other words, and so may a sentence that denies nothing.
        assert!(!is_otherwise("The ferryman refused to leave.", source));
        let silent = "The ferryman stayed on the shore.";
        assert!(!is_otherwise("The ferryman did not row.", silent));
    }
}
