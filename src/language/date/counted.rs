//! Dates told by counting from another: "two years ago", "18 months later", "two days after
//! 4 May", "the rest of the month".

use jiff::civil::Date;

use super::super::number::Form;
use super::Granularity;
use super::calendar;
use super::length::{Length, length_at};
use super::period::Period;
use super::read::Reader;
use super::relative::day_word;

/// A period told by counting from another.
pub(super) fn read(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    rest_of(reader, at)
        .or_else(|| weekdays_from(reader, at))
        .or_else(|| beside(reader, at))
        .or_else(|| side_of(reader, at))
        .or_else(|| within(reader, at))
        .or_else(|| ago_french(reader, at))
        .or_else(|| counted(reader, at))
}

/// "The day before 4 May", "la veille du 4 mai", "on the eve of the vote of 4 May".
fn beside(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (days, next) = match (reader.key(at), reader.key(at + 1)) {
        ("day", "before") | ("eve" | "veille", "of" | "de" | "du" | "d'") => (-1, at + 2),
        ("day", "after") | ("lendemain", "de" | "du" | "d'") => (1, at + 2),
        _ => return None,
    };
    let next = next + usize::from(matches!(reader.key(next), "the" | "la" | "l'" | "le"));
    let (base, end) = dated(reader, next)?;
    let (day, _) = base.days.filter(|(first, last)| first == last)?;
    let date = calendar::add_days(day, days)?;
    Some(Period {
        year_written: base.year_written,
        ..Period::day(at, end, date)
    })
}

/// "The rest of the week", "le reste du mois": from the day of writing to the end.
fn rest_of(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    if !matches!(reader.key(at), "rest" | "remainder" | "reste") {
        return None;
    }
    let mut next = at + 1;
    while matches!(
        reader.key(next),
        "of" | "de" | "du" | "the" | "this" | "la" | "l'" | "cette" | "ce"
    ) {
        next += 1;
    }
    let (length, end) = length_at(reader, next).filter(|_| next > at + 1)?;
    let days = reader
        .today()
        .and_then(|today| Some((today, length.around(today)?.1)));
    (length != Length::Day).then(|| Period::new(at, end, days, length.granularity()))
}

/// "Earlier this month", "later in the year", "plus tard cette semaine": the part of it before or
/// after the day of writing.
fn side_of(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (later, next) = match (reader.key(at), reader.key(at + 1)) {
        ("earlier", _) => (false, at + 1),
        ("later", _) => (true, at + 1),
        ("plus", "tot") => (false, at + 2),
        ("plus", "tard") => (true, at + 2),
        _ => return None,
    };
    let (first, narrated) = match (reader.key(next), reader.key(next + 1)) {
        ("this" | "ce" | "cet" | "cette", _) => (next + 1, false),
        ("that", _) => (next + 1, true),
        ("in", "the") | ("dans", "la" | "l'" | "le") => (next + 2, true),
        _ => return None,
    };
    let (length, end) = length_at(reader, first).filter(|(length, _)| *length != Length::Day)?;
    let end = end + 2 * usize::from(reader.key(end) == "-" && reader.key(end + 1) == "ci");
    let base = if narrated {
        reader.then()
    } else {
        reader.today()
    };
    let days = base.and_then(|base| {
        let (from, to) = length.around(base)?;
        Some(if later { (base, to) } else { (from, base) })
    });
    Some(Period {
        approximate: true,
        ..Period::new(at, end, days, length.granularity())
    })
}

/// A small number, or "few" for three as nearly everybody means it.
pub(super) fn count(reader: &Reader<'_, '_>, at: usize) -> Option<(i32, usize)> {
    match reader.key(at) {
        "few" | "several" | "quelques" | "plusieurs" => return Some((3, at + 1)),
        "couple" => return Some((2, at + 1)),
        _ => {}
    }
    let piece = reader.piece(at)?;
    if piece.numeral().is_none() && piece.number_word.is_none() && !piece.is("a") {
        return None;
    }
    let number = reader.numbers.whole(at)?;
    let whole = number.form == Form::Cardinal && number.value.fract() == 0.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    (whole && (1.0..=10_000.0).contains(&number.value)).then_some((number.value as i32, number.end))
}

/// A length of time as whole months and days, and the finest unit that it is told in.
#[derive(Clone, Copy)]
struct Step {
    months: i32,
    days: i32,
    /// Days on which people work, Monday to Friday.
    workdays: i32,
    finest: Length,
}

impl Step {
    fn new(length: Length, count: i32) -> Option<Self> {
        let (months, days) = match length {
            Length::Day => (0, 1),
            Length::Week | Length::Weekend => (0, 7),
            Length::Month => (1, 0),
            Length::Quarter => (3, 0),
            Length::Year => (12, 0),
            Length::Decade => (120, 0),
        };
        Some(Self {
            months: count.checked_mul(months)?,
            days: count.checked_mul(days)?,
            workdays: 0,
            finest: length,
        })
    }

    fn workdays(count: i32) -> Self {
        Self {
            months: 0,
            days: 0,
            workdays: count,
            finest: Length::Day,
        }
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            months: self.months.checked_add(other.months)?,
            days: self.days.checked_add(other.days)?,
            workdays: self.workdays.checked_add(other.workdays)?,
            finest: other.finest,
        })
    }

    /// The day so long after `date`, or before it where `direction` is negative.
    fn from(self, date: Date, direction: i32) -> Option<Date> {
        let moved = calendar::add_months(date, self.months * direction)?;
        let moved = calendar::add_days(moved, i64::from(self.days * direction))?;
        calendar::add_workdays(moved, self.workdays, direction)
    }
}

/// Most units that one length of time is told in: "2 years, 1 month and 21 days".
const MOST_UNITS: usize = 4;

/// "18 months", "a few days", "2 years, 1 month and 21 days", "un an et demi": the length, and
/// where it ends.
fn steps(reader: &Reader<'_, '_>, at: usize) -> Option<(Step, usize)> {
    let (mut sum, mut end) = step(reader, at)?;
    for _ in 1..MOST_UNITS {
        let next = end + usize::from(matches!(reader.key(end), "and" | "et" | ","));
        let Some((part, after)) = step(reader, next).filter(|(part, _)| part.finest < sum.finest)
        else {
            break;
        };
        (sum, end) = (sum.plus(part)?, after);
    }
    Some((sum, end))
}

fn step(reader: &Reader<'_, '_>, at: usize) -> Option<(Step, usize)> {
    if let Some(end) = half_year(reader, at) {
        return Some((Step::new(Length::Month, 6)?, end));
    }
    // The year of "half a year" is none of its own.
    if reader.key(at.wrapping_sub(1)) == "half" {
        return None;
    }
    let article = matches!(reader.key(at), "a" | "an" | "un" | "une");
    let few = usize::from(article && matches!(reader.key(at + 1), "few" | "couple"));
    let (number, end) = if article && few == 0 {
        (1, at + 1)
    } else {
        count(reader, at + few)?
    };
    if let Some(end) = past_workdays(reader, end) {
        return Some((Step::workdays(number), end));
    }
    let half = |at| reader.numbers.half_after(at);
    let (halved, end) = half(end).map_or((false, end), |end| (true, end));
    let end = end + usize::from(reader.key(end) == "of");
    let length = Length::named(reader, end).filter(|length| *length != Length::Weekend)?;
    let whole = Step::new(length, number)?;
    let (halved, end) = match half(end + 1) {
        Some(end) if !halved => (true, end),
        _ => (halved, end + 1),
    };
    match (halved, length) {
        (false, _) => Some((whole, end)),
        (true, Length::Year) => Some((whole.plus(Step::new(Length::Month, 6)?)?, end)),
        (true, _) => None,
    }
}

/// Past "half a year".
fn half_year(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let half = reader.key(at) == "half" && matches!(reader.key(at + 1), "a" | "-");
    (half && reader.key(at + 2) == "year").then_some(at + 3)
}

/// Past the "business days" of "four business days", the "jours ouvrables" of "quatre jours
/// ouvrables".
fn past_workdays(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    match (reader.key(at), reader.key(at + 1)) {
        ("business" | "working", "day" | "days") => Some(at + 2),
        ("jour" | "jours", "ouvrable" | "ouvrables" | "ouvre" | "ouvres") => Some(at + 2),
        _ => None,
    }
}

/// "Two Sundays from now", "three Fridays ago", "deux lundis plus tard".
fn weekdays_from(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (number, next) = count(reader, at)?;
    let name = reader.key(next);
    let weekday = calendar::weekday(name).or_else(|| calendar::weekday(name.strip_suffix('s')?))?;
    let key = |after: usize| reader.key(next + after);
    let (direction, narrated, end) = match (key(1), key(2), key(3), key(4)) {
        ("from", "now" | "today", _, _) => (1, false, next + 3),
        ("a", "partir", "d'", "aujourd'") => (1, false, next + 6),
        ("ago", _, _, _) => (-1, false, next + 2),
        ("hence", _, _, _) => (1, false, next + 2),
        ("later", _, _, _) => (1, true, next + 2),
        ("earlier", _, _, _) => (-1, true, next + 2),
        ("plus", "tard", _, _) => (1, true, next + 3),
        _ => return None,
    };
    let base = if narrated {
        reader.then()
    } else {
        reader.today()
    };
    let date = base.and_then(|base| {
        let ahead = weekday - base.weekday().to_monday_zero_offset();
        let first = (i64::from(ahead) * i64::from(direction) - 1).rem_euclid(7) + 1;
        let days = first + 7 * (i64::from(number) - 1);
        calendar::add_days(base, days * i64::from(direction))
    });
    Some(match date {
        Some(date) => Period::day(at, end, date),
        None => Period::new(at, end, None, Granularity::Day),
    })
}

/// "Two years ago", "18 months later", "a week earlier", "two days after 4 May 2020".
fn counted(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (step, next) = steps(reader, at)?;
    if let Some(period) = counted_from(reader, at, step, next) {
        return Some(period);
    }
    if let Some(period) = starting(reader, at, step, next) {
        return Some(period);
    }
    let (direction, narrated, end) = match (reader.key(next), reader.key(next + 1)) {
        ("ago", _) => (-1, false, next + 1),
        ("hence", _) => (1, false, next + 1),
        // "A month earlier than was thought" tells no date to count from.
        ("later" | "earlier", "than") => return None,
        ("later", _) => (1, true, next + 1),
        ("earlier" | "before" | "previously", after)
            if reader.key(next) != "before" || !opens(after) =>
        {
            (-1, true, next + 1)
        }
        ("from", "now") => (1, false, next + 2),
        ("plus", "tard") => (1, true, next + 2),
        ("plus", "tot") => (-1, true, next + 2),
        ("auparavant", _) => (-1, true, next + 1),
        _ => return None,
    };
    moved(reader, at, end, step, direction, narrated)
}

/// "Two days after 4 May 2020", "three weeks from tomorrow", "deux ans avant 2015".
fn counted_from(reader: &Reader<'_, '_>, at: usize, step: Step, next: usize) -> Option<Period> {
    // "For the two years before 2015" tells how long, not when.
    let measures = matches!(
        reader.key(at.wrapping_sub(1)),
        "for" | "the" | "in" | "of" | "over" | "pendant" | "durant" | "les" | "ces" | "des" | "aux"
    );
    let (direction, by_day_word, from) = match (reader.key(next), reader.key(next + 1)) {
        ("from", _) => (1, true, next + 1),
        ("after" | "apres", _) => (1, false, next + 1),
        ("before" | "avant", _) => (-1, false, next + 1),
        ("a", "partir" | "compter") => (1, true, next + 3),
        _ => return None,
    };
    let from = from + usize::from(matches!(reader.key(from), "the" | "le" | "la" | "l'"));
    if let Some(bounded) = less_than_from(reader, at, step, from, direction) {
        return Some(bounded);
    }
    let (base, end) = if by_day_word {
        day_word(reader, from).map(|base| (base, base.end))?
    } else {
        dated(reader, from).filter(|_| !measures)?
    };
    let days = base.days.and_then(|(first, last)| {
        Some((step.from(first, direction)?, step.from(last, direction)?))
    });
    let single = days.filter(|(first, last)| first == last);
    Some(Period {
        approximate: step.finest != Length::Day || base.approximate,
        year_written: base.year_written,
        month: single.map(|(first, _)| first.month()),
        day: single.map(|(first, _)| first.day()),
        ..Period::new(at, end, days, base.granularity)
    })
}

/// The date at piece `at`, or that of the event which is named there, and where the words end:
/// "the coup of 18 August 2020" is told by its name, and its date is one of its own.
fn dated(reader: &Reader<'_, '_>, at: usize) -> Option<(Period, usize)> {
    const MOST_WORDS: usize = 4;
    if let Some(date) = reader.anchor(at) {
        return Some((date, date.end));
    }
    (at + 1..=at + MOST_WORDS)
        .take_while(|&link| reader.piece(link - 1).is_some_and(|piece| piece.is_word()))
        .filter(|&link| matches!(reader.key(link), "of" | "de" | "du" | "d'"))
        .find_map(|link| {
            let next = link + 1 + usize::from(matches!(reader.key(link + 1), "the" | "l'"));
            reader.anchor(next).map(|date| (date, link))
        })
}

/// "Less than two weeks from today", "moins de 3 jours après demain": any day up to then.
fn less_than_from(
    reader: &Reader<'_, '_>,
    at: usize,
    step: Step,
    from: usize,
    direction: i32,
) -> Option<Period> {
    let first = at.checked_sub(2)?;
    let less = matches!(
        (reader.key(first), reader.key(first + 1)),
        ("less", "than") | ("moins", "de")
    );
    let base = day_word(reader, from).filter(|_| less && direction > 0)?;
    let days = base
        .days
        .and_then(|(day, _)| Some((day, step.from(day, 1)?)));
    Some(Period {
        approximate: true,
        ..Period::new(first, base.end, days, Granularity::Day)
    })
}

/// "Two weeks starting 4 May": so long from that day on.
fn starting(reader: &Reader<'_, '_>, at: usize, step: Step, next: usize) -> Option<Period> {
    if !matches!(reader.key(next), "starting" | "beginning" | "commencing") {
        return None;
    }
    let mut from = next + 1;
    while matches!(reader.key(from), "on" | "from" | "the") {
        from += 1;
    }
    let base = reader.anchor(from).map(|base| reader.resolve(base))?;
    let days = base.days.and_then(|(first, _)| {
        let last = calendar::before(step.from(first, 1)?)?;
        (first <= last).then_some((first, last))
    });
    Some(Period {
        year_written: base.year_written,
        ..Period::new(at, base.end, days, base.granularity)
    })
}

/// Whether what follows "before" or "after" is told, so that the time is counted from it.
fn opens(word: &str) -> bool {
    !matches!(word, "" | "." | "," | ";" | ")")
}

/// "Within 10 months", "dans les 5 jours", "d'ici six mois": any day from the day of writing on.
fn within(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let first = match (reader.key(at), reader.key(at + 1), reader.key(at + 2)) {
        ("within", "the", "next") => at + 3,
        ("within", _, _) => at + 1,
        ("dans", "les", _) => at + 2,
        ("d'", "ici", "a") => at + 3,
        ("d'", "ici", _) => at + 2,
        _ => return None,
    };
    // Where another date was told, the time most often runs from that one.
    if reader.context.written.is_none() || reader.context.narrated.is_some() {
        return None;
    }
    let (step, end) = match steps(reader, first) {
        Some(found) => found,
        None => steps_to_come(reader, first)?,
    };
    let from_now = match (reader.key(end), reader.key(end + 1)) {
        ("from", "now" | "today") => 2,
        // "Within three days of the vote" counts from the vote.
        ("of" | "from" | "after" | "before" | "suivant" | "suivants" | "qui" | "apres", _) => {
            return None;
        }
        _ => 0,
    };
    let today = reader.today()?;
    let days = Some((today, step.from(today, 1)?));
    Some(Period {
        approximate: true,
        ..Period::new(at, end + from_now, days, step.finest.granularity())
    })
}

/// "Trois prochaines années", after "dans les".
fn steps_to_come(reader: &Reader<'_, '_>, at: usize) -> Option<(Step, usize)> {
    let (number, end) = count(reader, at)?;
    let length = Length::named(reader, end + 1)
        .filter(|_| matches!(reader.key(end), "prochains" | "prochaines"))?;
    Some((Step::new(length, number)?, end + 2))
}

/// "Il y a deux ans", "dans trois semaines", "in 3 weeks".
fn ago_french(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (first, direction) = match (reader.key(at), reader.key(at + 1), reader.key(at + 2)) {
        ("il", "y", "a") => (at + 3, -1),
        ("dans", _, _) => (at + 1, 1),
        ("in", _, _) if !reader.french() && is_to_come(reader, at) => (at + 1, 1),
        _ => return None,
    };
    let (step, end) = steps(reader, first)?;
    if matches!(
        (reader.key(end), reader.key(end + 1)),
        ("from", _) | ("a", "partir" | "compter")
    ) {
        return None;
    }
    // "In three years" after a past tense is a span; only from the day of writing is it a date.
    let from_writing = reader.context.written.is_some() && reader.context.narrated.is_none();
    (direction < 0 || from_writing).then(|| moved(reader, at, end, step, direction, false))?
}

/// Whether the clause before piece `at` speaks of what is to come, unlike "the first time in six
/// years".
fn is_to_come(reader: &Reader<'_, '_>, at: usize) -> bool {
    const WITHIN: usize = 12;
    (at.saturating_sub(WITHIN)..at)
        .rev()
        .map(|at| reader.key(at))
        .take_while(|word| !matches!(*word, "." | ";"))
        .any(|word| {
            matches!(
                word,
                "will"
                    | "ll"
                    | "shall"
                    | "to"
                    | "would"
                    | "due"
                    | "expected"
                    | "going"
                    | "can"
                    | "sometime"
            )
        })
}

fn moved(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    step: Step,
    direction: i32,
    narrated: bool,
) -> Option<Period> {
    let base = if narrated {
        reader.told()
    } else {
        reader.today()
    };
    let date = base.and_then(|date| step.from(date, direction));
    Some(Period {
        approximate: step.finest != Length::Day,
        ..match date {
            Some(date) => Period::day(at, end, date),
            None => Period::new(at, end, None, step.finest.granularity()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn counted_from_the_day_of_writing() {
        // Wednesday, 15 June 2022.
        for (language, text, days) in [
            (
                English,
                "It fell three weeks ago.",
                "2022-05-25..2022-05-25",
            ),
            (
                English,
                "It fell 2 years, 1 month and 5 days ago.",
                "2020-05-10..2020-05-10",
            ),
            (
                English,
                "It fell a year and a half ago.",
                "2020-12-15..2020-12-15",
            ),
            (English, "within ten days", "2022-06-15..2022-06-25"),
            (English, "half a year ago", "2021-12-15..2021-12-15"),
            (English, "two Mondays from now", "2022-06-27..2022-06-27"),
            (English, "two Wednesdays ago", "2022-06-01..2022-06-01"),
            (
                English,
                "It will end in three business days.",
                "2022-06-20..2022-06-20",
            ),
            (English, "four working days ago", "2022-06-09..2022-06-09"),
            (
                French,
                "il y a quatre jours ouvrables",
                "2022-06-09..2022-06-09",
            ),
            (English, "two days from tomorrow", "2022-06-18..2022-06-18"),
            (English, "the rest of the month", "2022-06-15..2022-06-30"),
            (English, "earlier this year", "2022-01-01..2022-06-15"),
            (English, "later this month", "2022-06-15..2022-06-30"),
            (French, "il y a un an et demi", "2020-12-15..2020-12-15"),
            (French, "d'ici six mois", "2022-06-15..2022-12-15"),
            (
                English,
                "the day before 4 May 2020",
                "2020-05-03..2020-05-03",
            ),
            (French, "la veille du 4 mai 2020", "2020-05-03..2020-05-03"),
            (French, "le reste de la semaine", "2022-06-15..2022-06-19"),
            (French, "plus tard cette année", "2022-06-15..2022-12-31"),
            (French, "les trois prochains mois", "2022-06-16..2022-09-15"),
            (
                French,
                "deux semaines à compter d'aujourd'hui",
                "2022-06-29..2022-06-29",
            ),
        ] {
            assert_eq!(day_of_writing(text, language), [days], "{text}");
        }
    }

    #[test]
    fn counted_from_another_date() {
        for (language, text, days) in [
            (
                English,
                "It fell two days after 4 May 2020.",
                "2020-05-06..2020-05-06",
            ),
            (
                English,
                "It fell 18 months after March 2015.",
                "2016-09-01..2016-10-01",
            ),
            (
                English,
                "a week starting 4 May 2020",
                "2020-05-04..2020-05-10",
            ),
            (
                French,
                "Il est tombé deux ans avant 2015.",
                "2013-01-01..2013-12-31",
            ),
        ] {
            let found = day_of_writing(text, language);
            let close = found.len() == 1 && found[0][..10] == days[..10];
            assert!(close, "{text}: {found:?}");
        }
    }

    #[test]
    fn counted_from_a_dated_event() {
        for (language, text) in [
            (English, "Two years after the flood of 4 May 2020 it fell."),
            (
                French,
                "Deux ans après la crue du 4 mai 2020, il est tombé.",
            ),
        ] {
            let both = ["2022-05-04..2022-05-04", "2020-05-04..2020-05-04"];
            assert_eq!(day_of_writing(text, language)[..2], both, "{text}");
        }
    }

    #[test]
    fn a_length_of_time_alone_is_no_date() {
        for text in [
            "It took two years and three months.",
            "They waited for three days after the vote.",
            "Within three days of the vote they left.",
            "The rest of the flock left.",
            "It was the worst drought in six years.",
            "It fell a month earlier than was thought.",
        ] {
            let found = day_of_writing(text, English);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        let found = day_of_writing("In May 2020 they agreed to leave within ten days.", English);
        assert_eq!(found, ["2020-05-01..2020-05-31"]);
        // How long before 2015, and when.
        let found = day_of_writing("It stood empty for the two years before 2015.", English);
        assert_eq!(found, ["..2014-12-31"]);
    }
}
