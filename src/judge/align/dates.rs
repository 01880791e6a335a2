//! Dates and days of the week of a claim against those of a sentence.

use super::place::{CLEARLY, Places};
use crate::judge::claim::ClaimSentence;
use crate::judge::model::Alignment;
use crate::judge::sentence::Sentence;
use crate::language::date::{DateFact, DateRelation, weekday};
use crate::language::{PartialDate, Relation};

/// The date of `sentence` that the claimed one follows from, if it stands among the same words; else one that excludes
/// it, if all do.
pub(super) fn align(
    claimed: &DateFact,
    claim: &ClaimSentence,
    sentence: &Sentence,
    places: &Places<'_>,
) -> Alignment {
    let named = claim.sentence.is_part_of_a_name(claimed);
    let told = |date: &DateFact| relation(claimed, &claim.sentence, date, sentence);
    let likeness = |date: &DateFact| places.likeness(claimed.span, date.span);
    let agreeing = sentence
        .dates
        .iter()
        .filter(|date| told(date) == Relation::Agrees);
    let nearest = agreeing.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    if let Some(found) = nearest {
        let best = sentence.dates.iter().map(likeness).fold(0.0, f64::max);
        // Another date among the words of the claimed one: this one may be of something else.
        return if likeness(found) * CLEARLY >= best {
            Alignment::Met {
                span: found.span,
                strength: 1.0,
            }
        } else {
            Alignment::Unmet
        };
    }
    let rivals = sentence.dates.iter();
    let mut rivals = rivals.filter(|date| sentence.is_part_of_a_name(date) == named);
    let Some(first) = rivals.next() else {
        return Alignment::Unmet;
    };
    let excludes = |date: &DateFact| told(date) == Relation::Contradicts;
    if excludes(first) && rivals.all(excludes) {
        return Alignment::Differs {
            span: first.span,
            same: true,
        };
    }
    Alignment::Unmet
}

/// The claimed day of the week in `sentence`, in either language; else another, if it is the only one.
pub(super) fn align_weekday(claimed: i8, sentence: &Sentence) -> Alignment {
    let tokens = sentence.tokens.iter();
    let days: Vec<_> = tokens
        .filter_map(|token| Some((token.span, weekday(&token.folded)?)))
        .collect();
    match days.iter().find(|(_, day)| *day == claimed) {
        Some((span, _)) => Alignment::Met {
            span: *span,
            strength: 1.0,
        },
        None if days.len() == 1 => Alignment::Differs {
            span: days[0].0,
            same: true,
        },
        None => Alignment::Unmet,
    }
}

/// What a date of `sentence` says of the claimed one.
fn relation(
    claimed: &DateFact,
    claim: &Sentence,
    found: &DateFact,
    sentence: &Sentence,
) -> Relation {
    if claim.is_part_of_a_name(claimed) && !sentence.is_part_of_a_name(found) && !found.year_written
    {
        return Relation::Undecided;
    }
    let placed = claimed.complete && claimed.year_written;
    if !placed && claim.words_of(claimed.span) == sentence.words_of(found.span) {
        // "The past ten years": no calendar places them, but the words are the same.
        return Relation::Agrees;
    }
    match by_calendar(claimed, found) {
        Relation::Contradicts if may_be_the_same(claimed, claim, found, sentence) => {
            Relation::Undecided
        }
        other => other,
    }
}

/// Whether the two are one day where day and month of one that is written in digits are exchanged: not everybody
/// writes the day first.
fn may_be_the_same(
    claimed: &DateFact,
    claim: &Sentence,
    found: &DateFact,
    sentence: &Sentence,
) -> bool {
    let ours = exchanged(claimed, claim);
    let theirs = exchanged(found, sentence);
    let agrees = |ours: &DateFact, theirs: &DateFact| by_calendar(ours, theirs) == Relation::Agrees;
    ours.is_some_and(|ours| agrees(&ours, found))
        || theirs.is_some_and(|theirs| agrees(claimed, &theirs))
}

/// A day that is written in digits, the year last, with day and month exchanged.
fn exchanged(date: &DateFact, sentence: &Sentence) -> Option<DateFact> {
    let written = date.span.of(&sentence.text);
    let year_first = written.bytes().take(4).all(|byte| byte.is_ascii_digit());
    if written.contains(char::is_alphabetic) || year_first || date.from != date.to {
        return None;
    }
    let day = date.from?;
    let day = jiff::civil::Date::new(day.year(), day.day(), day.month()).ok()?;
    Some(DateFact {
        from: Some(day),
        to: Some(day),
        month: Some(day.month()),
        day: Some(day.day()),
        ..*date
    })
}

/// The same by the days alone. Where both tell when something ended or began, it is that day which must be the same;
/// where one tells that and the other when something happened, another day may be another event.
fn by_calendar(claimed: &DateFact, found: &DateFact) -> Relation {
    use DateRelation::{At, Before, By, Since, Until};
    let (Some(ours), Some(theirs)) = (claimed.partial(), found.partial()) else {
        return claimed.relation(found);
    };
    match (claimed.relation, found.relation) {
        (Since, Since) | (Until, Until) | (By, By) => same_day(ours, theirs),
        // "Until 2026" is no bound on when something happens, as "by 2026" is.
        (Since, At | Until)
        | (Until, At | Since | By | Before)
        | (At, Since | Until)
        | (By | Before, Until) => match same_day(ours, theirs) {
            Relation::Contradicts => Relation::Undecided,
            other => other,
        },
        _ => claimed.relation(found),
    }
}

fn same_day(claimed: PartialDate, found: PartialDate) -> Relation {
    let part = |claimed: Option<i8>, found: Option<i8>| match (claimed, found) {
        (None, _) => Relation::Agrees,
        (Some(_), None) => Relation::Undecided,
        (Some(ours), Some(theirs)) if ours == theirs => Relation::Agrees,
        _ => Relation::Contradicts,
    };
    if claimed.year != found.year {
        return Relation::Contradicts;
    }
    match part(claimed.month, found.month) {
        Relation::Agrees => part(claimed.day, found.day),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::date::DateContext;

    fn told(claim: &str, source: &str) -> Relation {
        let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
        let (claim, source) = (read(claim), read(source));
        relation(&claim.dates[0], &claim, &source.dates[0], &source)
    }

    #[test]
    fn a_day_of_the_week_is_itself_in_another_language() {
        let text = "Le pont a été fermé lundi.";
        let source = Sentence::read(text, 0, Language::French, &DateContext::default());
        let day = |word| weekday(word).expect("a day of the week");
        assert!(align_weekday(day("monday"), &source).is_met());
        let other = align_weekday(day("friday"), &source);
        assert!(matches!(other, Alignment::Differs { .. }));
    }

    #[test]
    fn a_day_in_digits_may_have_the_month_first() {
        let source = "The quay was approved on 8 June 2021.";
        assert_eq!(
            told("It was approved on 08/06/2021.", source),
            Relation::Undecided
        );
        assert_eq!(
            told("It was approved on 06/08/2021.", source),
            Relation::Agrees
        );
        assert_eq!(
            told("It was approved on 06/09/2021.", source),
            Relation::Contradicts
        );
        assert_eq!(
            told("It was approved on 2021-08-06.", source),
            Relation::Contradicts
        );
    }

    #[test]
    fn a_beginning_or_an_end_follows_only_from_the_same_one() {
        let claim = "The ferry has run since March 2019.";
        for (source, expected) in [
            ("The ferry has run since March 2019.", Relation::Agrees),
            ("The ferry first ran in March 2019.", Relation::Agrees),
            ("The ferry has run since March 2018.", Relation::Contradicts),
            ("The ferry was repainted in 2022.", Relation::Undecided),
        ] {
            assert_eq!(told(claim, source), expected, "{source}");
        }
    }

    #[test]
    fn an_upper_bound_follows_from_an_earlier_day_and_not_from_another_bound() {
        let claim = "The bridge was to be mended by May 2024.";
        let mended = "The bridge was mended in March 2024.";
        assert_eq!(told(claim, mended), Relation::Agrees);
        let other = "The bridge was to be mended by May 2021.";
        assert_eq!(told(claim, other), Relation::Contradicts);
    }
}
