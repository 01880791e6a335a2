//! Before and after: the order of two events, as a sentence tells it or by the dates that the
//! sources give each of them.

use std::ops::Range;

use jiff::civil::Date;

use super::answer::Answer;
use super::confidence;
use super::decide::{Judged, PartOutcome, evidence};
use super::item::Item;
use super::outcome::{Evidence, Reason, ReasonCode, Stance, Verdict};
use super::polarity::Opposed;
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::date::{DateFact, DateRelation};
use crate::language::token::Token;
use crate::span::Span;

/// Share of an event's words that a sentence must have to tell its date.
const TOLD: f64 = 0.6;
/// The same for the event to be told whole.
const WHOLE: f64 = 0.85;
/// How surely it must have them.
const SURE: f64 = 0.7;

/// Two events of a claim, each as a range of its items, and the words that order them.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    earlier: Range<usize>,
    later: Range<usize>,
    words: Span,
}

/// A sentence that tells when an event was.
struct Told<'j, 't> {
    first: Date,
    last: Date,
    words: Span,
    /// How much of the event it tells besides.
    share: f64,
    one: &'j Judged<'t>,
}

/// The verdict on a claim that two events followed each other: refuted where all that is told of
/// their dates says that they did so the other way round, supported where it says that they did.
/// Right dates alone do not tell that both happened, so that each must be told whole for support.
pub(super) fn by_dates(part: &Part, judged: &[Judged<'_>]) -> Option<PartOutcome> {
    let order = order(part)?;
    let earlier = told(part, &order.earlier, judged);
    let later = told(part, &order.later, judged);
    if earlier.is_empty() || later.is_empty() {
        return None;
    }
    let all = |holds: fn(&Told<'_, '_>, &Told<'_, '_>) -> bool| {
        let with = |one| later.iter().all(|other| holds(one, other));
        earlier.iter().all(with)
    };
    if all(|one, other| other.last < one.first) && !goes_on(part, &order.earlier) {
        return Some(outcome(
            part,
            &order,
            Stance::Refutes,
            &earlier[0],
            &later[0],
        ));
    }
    let whole = |told: &&Told<'_, '_>| told.share >= WHOLE && told.one.may_support();
    let (one, other) = (earlier.iter().find(whole)?, later.iter().find(whole)?);
    all(|one, other| one.last < other.first)
        .then(|| outcome(part, &order, Stance::Supports, one, other))
}

fn outcome(
    part: &Part,
    order: &Order,
    stance: Stance,
    one: &Told<'_, '_>,
    other: &Told<'_, '_>,
) -> PartOutcome {
    let cited = [(one, other), (other, one)].map(|(this, that)| Evidence {
        stance,
        reasons: vec![reason(order, stance, this, that, part)],
        ..evidence(part, this.one)
    });
    PartOutcome {
        verdict: match stance {
            Stance::Supports => Verdict::Supported,
            _ => Verdict::Refuted,
        },
        confidence: confidence::of_stance(stance, TOLD, None),
        evidence: cited.into(),
    }
}

/// Whether an event went on for a time ("was already fighting"): that it is told of a later day too
/// does not tell when it began.
fn goes_on(part: &Part, event: &Range<usize>) -> bool {
    let (Some(first), Some(last)) = (
        part.items.get(event.start),
        part.items[event.clone()].last(),
    ) else {
        return false;
    };
    let words = first.span.cover(last.span);
    let mut tokens = part.sentence.tokens.windows(2);
    tokens.any(|pair| {
        let be = ["was", "were", "been"].contains(&pair[0].folded.as_str());
        let within = words.overlaps(pair[1].span);
        within
            && (matches!(pair[1].folded.as_str(), "already" | "still" | "long")
                || be && pair[1].folded.ends_with("ing"))
    })
}

fn reason(
    order: &Order,
    stance: Stance,
    this: &Told<'_, '_>,
    that: &Told<'_, '_>,
    part: &Part,
) -> Reason {
    let words = |told: &Told<'_, '_>| told.words.of(&sentence(told.one).text).to_owned();
    let claimed = order.words.of(&part.sentence.text);
    let (this_date, that_date) = (words(this), words(that));
    let (code, message) = match stance {
        Stance::Supports => (
            ReasonCode::DateAgrees,
            format!("“{claimed}” follows from “{this_date}” and “{that_date}”"),
        ),
        _ => (
            ReasonCode::DateDiffers,
            format!("“{claimed}” against “{this_date}” and “{that_date}”: the other way round"),
        ),
    };
    Reason {
        code,
        stance,
        message,
        claim_span: Some(part.sentence.outward(order.words)),
        passage_span: Some(sentence(this.one).outward(this.words)),
    }
}

fn sentence<'t>(one: &Judged<'t>) -> &'t Sentence {
    one.comparison.place.sentence()
}

/// The one order that a claim tells, if it denies nothing.
fn order(part: &Part) -> Option<Order> {
    let joint = only_joint(&part.sentence)?;
    let words = joint.words;
    let left = part
        .items
        .partition_point(|item| item.span.end <= words.start);
    let right = part
        .items
        .partition_point(|item| item.span.start < words.end);
    let (left, right) = (0..left, right..part.items.len());
    let (earlier, later) = if joint.left_first {
        (left, right)
    } else {
        (right, left)
    };
    Some(Order {
        earlier,
        later,
        words,
    })
}

/// Words that order what stands on both sides of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Joint {
    /// Whether what stands on their left comes first.
    left_first: bool,
    words: Span,
}

/// The one joint of a sentence, unless it is denied or gives the bound of a date: "before 2019".
fn only_joint(sentence: &Sentence) -> Option<Joint> {
    let tokens = &sentence.tokens;
    let mut found = (0..tokens.len()).filter_map(|at| {
        let (left_first, length) = joint(tokens, at)?;
        let words = tokens[at].span.cover(tokens[at + length - 1].span);
        Some(Joint { left_first, words })
    });
    let only = found.next().filter(|_| found.next().is_none())?;
    let bounds = |date: &DateFact| date.span.overlaps(only.words) && date.span.end > only.words.end;
    (!sentence.dates.iter().any(bounds) && !sentence.is_negated(only.words)).then_some(only)
}

/// Where a sentence tells by itself that two events of the claim followed each other the other way
/// round.
pub(super) fn contradicting(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> Option<Opposed> {
    let ours = order(part)?;
    let theirs = only_joint(sentence)?;
    let is_left = |place: Span| place.end <= theirs.words.start;
    let stands = |event: &Range<usize>, left: bool| {
        let items = part.items[event.clone()].iter();
        let (mut all, mut had) = (0.0, 0.0);
        for (item, answer) in items.zip(&answers[event.clone()]) {
            all += item.weight;
            let there = answer.place.is_some_and(|place| is_left(place) == left);
            had += if there { item.weight } else { 0.0 };
        }
        had / f64::max(all, 1.0) >= TOLD
    };
    let reversed =
        stands(&ours.earlier, !theirs.left_first) && stands(&ours.later, theirs.left_first);
    reversed.then_some(Opposed {
        claimed: ours.words,
        found: theirs.words,
    })
}

/// Whether the words at `at` order what stands on both sides of them: whether the left side comes
/// first, and how many words they are.
fn joint(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let by = follows(tokens, at, &["by"]);
    match (tokens[at].folded.as_str(), by) {
        ("before" | "precede" | "precedes" | "preceded" | "preceding", false) => Some((true, 1)),
        ("prior" | "ahead", _) if follows(tokens, at, &["to", "of"]) => Some((true, 2)),
        ("after" | "follow" | "follows" | "following", false) => Some((false, 1)),
        ("preceded", true) => Some((false, 2)),
        ("followed", true) => Some((true, 2)),
        _ => None,
    }
}

/// Whether one of `words` stands right behind the token at `at`.
fn follows(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|next| words.contains(&next.folded.as_str()))
}

/// The sentences that have most of an event and its date.
fn told<'j, 't>(part: &Part, event: &Range<usize>, judged: &'j [Judged<'t>]) -> Vec<Told<'j, 't>> {
    judged
        .iter()
        .filter_map(|one| {
            let answers = &one.comparison.answers[event.clone()];
            let items = part.items[event.clone()].iter().zip(answers);
            let weight = |item: &Item| item.weight;
            let all: f64 = items.clone().map(|(item, _)| weight(item)).sum();
            let had = items.filter(|(_, answer)| answer.strength >= SURE);
            let had: Vec<(f64, Span)> = had
                .filter_map(|(item, answer)| Some((weight(item), answer.place?)))
                .collect();
            let share = had.iter().map(|(weight, _)| weight).sum::<f64>() / all.max(1.0);
            let places: Vec<Span> = had.into_iter().map(|(_, place)| place).collect();
            let date = nearest(sentence(one), &places).filter(|_| share >= TOLD)?;
            Some(Told {
                first: date.from?,
                last: date.to?,
                words: date.span,
                share,
                one,
            })
        })
        .collect()
}

/// The date that stands nearest to the words of an event.
fn nearest<'s>(sentence: &'s Sentence, places: &[Span]) -> Option<&'s DateFact> {
    let distance = |date: &DateFact| -> usize {
        let from = |place: &Span| {
            let behind = place.start.saturating_sub(date.span.end);
            behind.max(date.span.start.saturating_sub(place.end))
        };
        places.iter().map(from).sum()
    };
    sentence
        .dates
        .iter()
        .filter(|date| date.complete && date.relation == DateRelation::At)
        .min_by_key(|date| distance(date))
}

#[cfg(test)]
mod tests {
    use crate::judge::{Verdict, testing};
    use crate::language::Language;

    fn verdict(claim: &str, passages: &[&str]) -> Verdict {
        testing::judged(Language::English, claim, passages).verdict
    }

    #[test]
    fn the_dates_of_both_events_tell_which_came_first() {
        let bridge = "The bridge at Leeds was built in May 2013.";
        let mill = "The mill at Selby was built in June 2019.";
        let claim = "The bridge at Leeds was built after the mill at Selby.";
        assert_eq!(verdict(claim, &[bridge, mill]), Verdict::Refuted);
        let claim = "The mill at Selby was built after the bridge at Leeds.";
        assert_eq!(verdict(claim, &[bridge, mill]), Verdict::Supported);
        let planned = "The mill at Selby is to be built in June 2019.";
        assert_ne!(verdict(claim, &[bridge, planned]), Verdict::Supported);
        let again = "The bridge at Leeds was built up again in July 2020.";
        let told = verdict(claim, &[bridge, again, mill]);
        assert_eq!(told, Verdict::NotEnoughEvidence);
    }

    #[test]
    fn the_year_of_a_citation_dates_no_event() {
        let bridge = "The bridge at Leeds was built in May 2013.";
        let cited = "The bridge at Leeds was built by two villages (Whitcombe, 2021).";
        let mill = "The mill at Selby was built in June 2019.";
        let claim = "The bridge at Leeds was built after the mill at Selby.";
        assert_eq!(verdict(claim, &[bridge, cited, mill]), Verdict::Refuted);
    }

    #[test]
    fn what_went_on_for_a_time_may_have_begun_before_it_is_told_of() {
        let ferries = "Ferries carried coal to Selby in June 2019.";
        let mill = "The mill at Selby was built in May 2013.";
        for claim in [
            "Ferries already carried coal to Selby before the mill at Selby was built.",
            "Ferries were carrying coal to Selby before the mill at Selby was built.",
        ] {
            assert_ne!(
                verdict(claim, &[ferries, mill]),
                Verdict::Refuted,
                "{claim}"
            );
        }
        let claim = "Ferries carried coal to Selby before the mill at Selby was built.";
        assert_eq!(verdict(claim, &[ferries, mill]), Verdict::Refuted);
    }
}
