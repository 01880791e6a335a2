//! Dates of the claim against dates of the passage.

use super::sentence::Sentence;
use crate::language::date::{DateFact, DateRelation, Granularity, weekday};
use crate::language::quantity::Quantity;
use crate::language::token::Token;
use crate::language::{PartialDate, Relation};
use crate::span::Span;

/// Tokens between "born" and the date at most: "born in Leeds on".
const BEFORE_A_BIRTH: usize = 4;

/// The date of `sentence` that `claimed`, a date of `claim`, follows from.
pub(super) fn agreeing(claimed: &DateFact, claim: &Sentence, sentence: &Sentence) -> Option<Span> {
    sentence
        .dates
        .iter()
        .find(|date| relation(claimed, claim, date, sentence) == Relation::Agrees)
        .map(|date| date.span)
}

/// The date of `sentence` that excludes the claimed one, when every date of the sentence does
/// that tells when something happened.
pub(super) fn contradicting(
    claimed: &DateFact,
    claim: &Sentence,
    sentence: &Sentence,
) -> Option<Span> {
    let named = claim.is_part_of_a_name(claimed);
    let born = is_of_a_birth(claimed, claim);
    if is_counted_back(claimed, sentence) {
        return None;
    }
    let mut relations = sentence
        .dates
        .iter()
        .filter(|date| sentence.is_part_of_a_name(date) == named)
        .filter(|date| born || !is_of_a_birth(date, sentence))
        .map(|date| (relation(claimed, claim, date, sentence), date.span));
    let (first, span) = relations.next()?;
    let all = first == Relation::Contradicts
        && relations.all(|(relation, _)| relation == Relation::Contradicts);
    all.then_some(span)
}

/// Whether a date only tells when somebody was born: "Hart (born 3 May 1986)".
fn is_of_a_birth(date: &DateFact, sentence: &Sentence) -> bool {
    const BIRTH: [&str; 6] = ["born", "birth", "birthday", "ne", "nee", "naissance"];
    let near = sentence.tokens.iter().rev();
    let mut near = near
        .filter(|token| token.span.end <= date.span.start)
        .take(BEFORE_A_BIRTH);
    near.any(|token| BIRTH.contains(&token.folded.as_str()))
}

/// Whether the claimed year is what a duration before or behind a year of the sentence leads to: 1987
/// for "in 1999, 12 years after it opened".
fn is_counted_back(claimed: &DateFact, sentence: &Sentence) -> bool {
    const ASIDE: [&str; 9] = [
        "after", "later", "before", "earlier", "since", "apres", "avant", "tard", "tot",
    ];
    let lengths = sentence.quantities.iter().filter(|length| {
        let mut behind = sentence.tokens.iter();
        let behind = behind.find(|token| token.span.start >= length.span.end);
        let years = length.unit.is_some_and(|unit| unit.name == "year");
        years && behind.is_some_and(|token| ASIDE.contains(&token.folded.as_str()))
    });
    let Some(wanted) = claimed.partial().map(|date| f64::from(date.year)) else {
        return false;
    };
    lengths.filter_map(Quantity::value).any(|years| {
        let leads = |told: f64| told + years == wanted || told - years == wanted;
        let told = |date: &DateFact| date.partial().map(|date| f64::from(date.year));
        sentence.dates.iter().filter_map(told).any(leads)
    })
}

/// The day of the week on which `sentence` says that something happened, where that is another
/// than the claimed one, in either language, and the only one. A day on which somebody only said
/// so ("she said Monday") is not that of the deed.
pub(super) fn other_weekday(claimed: &str, sentence: &Sentence) -> Option<Span> {
    let claimed = weekday(claimed)?;
    let days = sentence.tokens.iter().enumerate();
    let mut days = days.filter_map(|(at, token)| Some((at, token, weekday(&token.folded)?)));
    let (at, first, day) = days.next()?;
    let only = days.next().is_none() && day != claimed;
    (only && !is_day_of_saying(sentence, at)).then_some(first.span)
}

/// Whether the word beside the day at token `at`, function words apart, tells that somebody speaks.
fn is_day_of_saying(sentence: &Sentence, at: usize) -> bool {
    let tells = |token: &Token| !token.is_stop;
    let says = |token: &Token| {
        let mut said = sentence.attributions.iter();
        said.any(|said| said.cue.overlaps(token.span))
    };
    let (before, behind) = (&sentence.tokens[..at], &sentence.tokens[at + 1..]);
    let beside = [
        before.iter().rev().find(|token| tells(token)),
        behind.iter().find(|token| tells(token)),
    ];
    beside.into_iter().flatten().any(says)
}

/// What a date of the same event says of the claimed one.
fn relation(
    claimed: &DateFact,
    claim: &Sentence,
    found: &DateFact,
    sentence: &Sentence,
) -> Relation {
    let named = claim.is_part_of_a_name(claimed);
    if named && (!sentence.is_part_of_a_name(found) && !found.year_written) {
        return Relation::Undecided;
    }
    if same_stretch(claimed, claim, found, sentence) {
        return Relation::Agrees;
    }
    by_relation(claimed, found)
}

/// The same where only the days count and not the words. Where both tell when something ended
/// or began, it is that day which must be the same; where one tells that and the other when
/// something happened, the same day is the same event and another day may be another event.
fn by_relation(claimed: &DateFact, found: &DateFact) -> Relation {
    use DateRelation::{At, Before, By, Since, Until};
    let (Some(ours), Some(theirs)) = (claimed.partial(), found.partial()) else {
        return claimed.relation(found);
    };
    if let Some(told) = by_decade(ours, claimed, theirs, found) {
        return told;
    }
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
        (By, At) if theirs.year < ours.year - 1 => Relation::Undecided,
        _ => claimed.relation(found),
    }
}

/// The same where both tell the end or the beginning of one thing and one of them only the decade.
fn by_decade(
    ours: PartialDate,
    claimed: &DateFact,
    theirs: PartialDate,
    found: &DateFact,
) -> Option<Relation> {
    use DateRelation::{By, Since, Until};
    let years = |date: &DateFact| match date.granularity {
        Granularity::Decade => 10,
        Granularity::Century => 100,
        _ => 1,
    };
    let (fine, coarse) = (years(claimed), years(found));
    let ends = matches!(claimed.relation, Since | Until | By);
    let within = ours.year.div_euclid(coarse.max(fine)) == theirs.year.div_euclid(coarse.max(fine));
    let related = ends && claimed.relation == found.relation && fine != coarse && within;
    related.then_some(if fine > coarse {
        Relation::Agrees
    } else {
        Relation::Undecided
    })
}

/// Whether two dates that no calendar places alone are told in the same terms: "the past ten
/// years", "late Sept" and "the end of September".
fn same_stretch(
    claimed: &DateFact,
    claim: &Sentence,
    found: &DateFact,
    sentence: &Sentence,
) -> bool {
    if claimed.complete && claimed.year_written {
        return false;
    }
    let (ours, theirs) = (claim.words_of(claimed.span), sentence.words_of(found.span));
    if ours == theirs {
        return true;
    }
    let part = |words: &[&str]| words.first().and_then(|word| part_of_month(word));
    same_month(ours.last(), theirs.last()) && part(&ours).is_some() && part(&ours) == part(&theirs)
}

/// Whether two words are one month, written out or cut.
fn same_month(a: Option<&&str>, b: Option<&&str>) -> bool {
    a.zip(b).is_some_and(|(a, b)| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short.len() >= 3 && long.starts_with(*short)
    })
}

/// Which third of a month a word tells, from 0.
fn part_of_month(word: &str) -> Option<u8> {
    match word {
        "early" | "beginning" | "start" | "debut" => Some(0),
        "mid" | "middle" | "mi" => Some(1),
        "late" | "end" | "fin" => Some(2),
        _ => None,
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

    /// What the date of `source` says of the date of `claim`.
    fn told(claim: &str, source: &str) -> Relation {
        let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
        let (claim, source) = (read(claim), read(source));
        relation(&claim.dates[0], &claim, &source.dates[0], &source)
    }

    #[test]
    fn a_day_of_the_week_is_itself_in_another_language() {
        let text = "Le pont a été fermé lundi.";
        let source = Sentence::read(text, 0, Language::French, &DateContext::default());
        assert_eq!(other_weekday("monday", &source), None);
        let found = other_weekday("friday", &source);
        assert_eq!(found.map(|span| span.of(text)), Some("lundi"));
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
        let claim = "The lease runs until May 2027.";
        for (source, expected) in [
            ("The lease ends in May 2027.", Relation::Agrees),
            ("The lease runs until May 2024.", Relation::Contradicts),
            ("The lease was signed in 2013.", Relation::Undecided),
        ] {
            assert_eq!(told(claim, source), expected, "{source}");
        }
    }

    #[test]
    fn an_upper_bound_follows_from_an_earlier_day_and_not_from_another_bound() {
        let claim = "The bridge was to be mended by May 2024.";
        assert_eq!(
            told(claim, "The bridge was mended in March 2024."),
            Relation::Agrees
        );
        assert_eq!(
            told(claim, "The bridge was to be mended by May 2021."),
            Relation::Contradicts
        );
    }

    #[test]
    fn vague_parts_of_a_month_are_the_same_in_other_words() {
        let claim = "The fair closed at the end of September.";
        assert_eq!(told(claim, "The fair closed late Sept."), Relation::Agrees);
        assert_ne!(told(claim, "The fair closed early Sept."), Relation::Agrees);
        assert_ne!(told(claim, "The fair closed late Oct."), Relation::Agrees);
        assert_eq!(
            told(
                "Over the past ten years rents rose.",
                "In the past ten years rents rose."
            ),
            Relation::Agrees
        );
    }

    #[test]
    fn another_day_of_the_week_is_against_it_and_the_day_of_saying_is_not() {
        let other = |claimed: &str, source: &str| {
            let source = Sentence::read(source, 0, Language::English, &DateContext::default());
            other_weekday(claimed, &source).is_some()
        };
        assert!(other("monday", "The ferry sank on Friday."));
        assert!(!other("friday", "The ferry sank on Friday."));
        assert!(!other(
            "monday",
            "The mayor said Friday that the ferry sank."
        ));
        assert!(!other(
            "monday",
            "It sank on Friday and was raised on Sunday."
        ));
        assert!(!other("ferry", "The ferry sank on Friday."));
    }

    #[test]
    fn a_year_in_a_name_is_no_date_of_a_deed() {
        let claim = "Farmers kept to the 2015 water treaty.";
        assert_eq!(
            told(claim, "Farmers opened the gates on 7 October."),
            Relation::Undecided
        );
        assert_eq!(
            told(claim, "Farmers praised the 2015 treaty."),
            Relation::Agrees
        );
    }

    #[test]
    fn an_end_told_more_coarsely_follows_and_another_end_does_not() {
        let date = |year, month| PartialDate {
            year,
            month,
            day: None,
        };
        let may = date(2024, Some(5));
        assert_eq!(same_day(date(2024, None), may), Relation::Agrees);
        assert_eq!(same_day(may, may), Relation::Agrees);
        assert_eq!(same_day(may, date(2024, None)), Relation::Undecided);
        assert_eq!(same_day(date(2027, Some(5)), may), Relation::Contradicts);
    }

    #[test]
    fn a_beginning_told_by_its_decade_excludes_no_year_of_it() {
        let claim = "Rents are at their lowest since 1974.";
        assert_eq!(
            told(claim, "Rents are at their lowest since the 1970s."),
            Relation::Undecided
        );
        assert_eq!(
            told(claim, "Rents are at their lowest since the 1960s."),
            Relation::Contradicts
        );
        let coarse = "Rents are at their lowest since the 1970s.";
        assert_eq!(told(coarse, claim), Relation::Agrees);
    }

    #[test]
    fn a_birth_and_a_year_that_a_length_leads_to_exclude_nothing() {
        let excludes = |claim: &str, source: &str| {
            let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
            let (claim, source) = (read(claim), read(source));
            contradicting(&claim.dates[0], &claim, &source).is_some()
        };
        let born = "Clara Hart (born 4 June 1971) painted the ferry.";
        assert!(!excludes("Clara Hart painted the ferry in 1998.", born));
        assert!(excludes("Clara Hart was born in 1969.", born));
        let later = "In 2004, nine years after it closed, the mill burned down.";
        assert!(!excludes("The mill closed in 1995.", later));
        assert!(excludes("The mill closed in 1997.", later));
    }
}
