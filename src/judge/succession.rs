//! Several events told in one sentence, each with its date: "on 7 May they raided Selby, killing 16,
//! and on 10 May Ripon". What is told of one is no answer for another.

use std::ops::Range;

use super::answer::Answer;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::date::{DateFact, DateRelation, Granularity};
use crate::language::token::Token;
use crate::span::Span;

/// Tokens between what joins two events and the date of one of them, at most: "and on", "in early".
const NEAR: usize = 2;

/// The items of the claim, by number, that the sentence has of another event than the one that the
/// claim speaks of. A claim that itself joins several things may speak of several events.
pub(super) fn astray(part: &Part, answers: &[Answer], sentence: &Sentence) -> Vec<usize> {
    let events = events(sentence);
    if events.is_empty() || part.sentence.tokens.iter().any(is_joint) {
        return Vec::new();
    }
    let event_of = |place: Span| events.iter().position(|event| event.contains(&place.start));
    let placed: Vec<(usize, usize)> = part
        .items
        .iter()
        .zip(answers)
        .enumerate()
        .filter(|(_, (item, _))| is_fact(item))
        .filter_map(|(at, (_, answer))| Some((at, event_of(answer.place?)?)))
        .collect();
    let Some(meant) = meant(part, &placed) else {
        return Vec::new();
    };
    let told_there = |at: usize| stands_in(part, &part.items[at], sentence, &events[meant]);
    placed
        .into_iter()
        .filter(|&(at, event)| event != meant && !told_there(at))
        .map(|(at, _)| at)
        .collect()
}

fn is_fact(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Word(_))
}

/// The event that the claim speaks of: that of its date, else the one that has most of its facts.
fn meant(part: &Part, placed: &[(usize, usize)]) -> Option<usize> {
    let is_date = |at: usize| matches!(part.items[at].kind, ItemKind::Date(_));
    let dated = placed.iter().find(|(at, _)| is_date(*at));
    if let Some((_, event)) = dated {
        return Some(*event);
    }
    let facts = |event: usize| placed.iter().filter(|(_, other)| *other == event).count();
    let mut events = placed.iter().map(|(_, event)| *event);
    let first = events.next()?;
    Some(events.fold(first, |best, event| {
        if facts(event) > facts(best) {
            event
        } else {
            best
        }
    }))
}

/// Whether an event has the words of an item a second time.
fn stands_in(part: &Part, item: &Item, sentence: &Sentence, event: &Range<usize>) -> bool {
    let claimed = part.sentence.tokens.iter();
    let mut claimed = claimed.filter(|token| token.span.overlaps(item.span) && !token.is_stop);
    claimed.any(|word| {
        let mut tokens = sentence.tokens.iter();
        tokens.any(|token| event.contains(&token.span.start) && token.stem == word.stem)
    })
}

/// Where each of several dated events is told, if what joins them stands at a date, so that it is
/// plain where one ends. What stands before the first is told of all.
fn events(sentence: &Sentence) -> Vec<Range<usize>> {
    let dates: Vec<&DateFact> = sentence.dates.iter().filter(|date| is_day(date)).collect();
    let mut starts = Vec::new();
    let mut dated_first = true;
    for pair in dates.windows(2) {
        let Some((joint, first)) = joint(sentence, pair[0].span, pair[1].span) else {
            return Vec::new();
        };
        dated_first = first;
        starts.push(joint);
    }
    let (Some(first), false) = (dates.first(), starts.is_empty()) else {
        return Vec::new();
    };
    let opening = if dated_first { first.span.start } else { 0 };
    starts.insert(0, opening);
    let ends = starts[1..].iter().copied().chain([sentence.text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

/// Whether a date tells of a day or month on which something happened.
fn is_day(date: &DateFact) -> bool {
    let fine = matches!(date.granularity, Granularity::Day | Granularity::Month);
    fine && date.relation == DateRelation::At
}

/// Where one event ends and the next begins between two dates, and whether the date opens it.
fn joint(sentence: &Sentence, one: Span, other: Span) -> Option<(usize, bool)> {
    let tokens = &sentence.tokens;
    let from = tokens.partition_point(|token| token.span.start < one.end);
    let to = tokens.partition_point(|token| token.span.start < other.start);
    let between = tokens.get(from..to)?;
    let last = between.iter().rposition(is_joint)?;
    if between.len() - last <= NEAR + 1 && last > 0 {
        return Some((between[last].span.start, true));
    }
    let first = between.iter().position(is_joint)?;
    (first <= NEAR).then(|| (between[first].span.start, false))
}

fn is_joint(token: &Token) -> bool {
    matches!(
        token.folded.as_str(),
        "and" | "while" | "then" | ";" | "et" | "puis"
    )
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::Example;

    use super::astray;

    /// The items of the claim that the source tells of another event.
    fn strays(claim: &str, source: &str) -> Vec<String> {
        let example = Example::of(claim, source);
        let part = example.part();
        astray(part, &example.answers(), example.sentence())
            .into_iter()
            .map(|at| part.items[at].span.of(&part.sentence.text).to_owned())
            .collect()
    }

    #[test]
    fn what_is_told_of_one_event_is_not_told_of_the_next() {
        let raids = "The band on 7 May 2021 raided a mill near Selby, killing 16 guards, and on \
                     10 May 2021 a barn near Ripon.";
        assert_eq!(
            strays("The band raided a barn near Ripon on 7 May 2021.", raids),
            ["Ripon"]
        );
        assert_eq!(
            strays("16 guards died near Ripon on 10 May 2021.", raids),
            ["16"]
        );
        assert!(strays("16 guards died near Selby on 7 May 2021.", raids).is_empty());
        assert!(strays("The band raided a barn near Ripon on 10 May 2021.", raids).is_empty());
        let fairs = "Fairs were held in Selby on 7 May 2021 and in Ripon on 10 May 2021.";
        assert_eq!(
            strays("A fair was held in Ripon on 7 May 2021.", fairs),
            ["Ripon"]
        );
        assert!(strays("A fair was held in Ripon on 10 May 2021.", fairs).is_empty());
    }

    #[test]
    fn a_claim_may_speak_of_both_and_one_event_may_have_two_dates() {
        let fairs = "Fairs were held in Selby on 7 May 2021 and in Ripon on 10 May 2021.";
        assert!(strays("Selby and Ripon held fairs on 7 May 2021.", fairs).is_empty());
        let one = "The council of Ripon, called on 7 May 2021, met Selby's mayor on 10 May 2021.";
        assert!(strays("The council of Ripon met on 10 May 2021.", one).is_empty());
    }
}
