//! Dates told from the day of writing or the last one told: "last June", "the following month",
//! "hier", "Friday the 22nd", "the third week of May".

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::super::number::Form;
use super::Granularity;
use super::calendar::{self, Days};
use super::length::{Length, length_at};
use super::period::Period;
use super::read::Reader;

/// Which one of a row a word means, and whether it counts from what was told rather than from
/// the day of writing.
fn shift(word: &str) -> Option<(i32, bool)> {
    Some(match word {
        "last" | "past" | "dernier" | "derniere" | "passe" | "passee" => (-1, false),
        "previous" | "preceding" | "precedent" | "precedente" => (-1, true),
        "next" | "upcoming" | "coming" | "prochain" | "prochaine" => (1, false),
        "following" | "subsequent" | "suivant" | "suivante" => (1, true),
        "this" | "current" | "ce" | "cet" | "cette" | "ci" => (0, false),
        "same" | "meme" => (0, true),
        _ => return None,
    })
}

/// A period told from the day of writing or the last one told, with nothing else beside it.
pub(super) fn near(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    day_word(reader, at)
        .or_else(|| to_date(reader, at))
        .or_else(|| shifted(reader, at))
}

/// "Year to date", "the month to date": from its first day to the day of writing.
fn to_date(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (length, end) = length_at(reader, at)?;
    let days = reader
        .today()
        .and_then(|today| Some((length.around(today)?.0, today)));
    ((reader.key(end), reader.key(end + 1)) == ("to", "date"))
        .then(|| Period::new(at, end + 2, days, length.granularity()))
}

/// "Between Friday and Sunday last week", "du lundi au mercredi de la semaine prochaine": days of
/// a week that is named behind them; "last week between Friday and Sunday" is read with the week.
pub(super) fn weekday_range(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (from, to, end) = two_weekdays(reader, at)?;
    let next = end + usize::from(matches!(reader.key(end), "of" | "de"));
    let next = next + usize::from(matches!(reader.key(next), "la" | "the"));
    let (which, length, end) = named(reader, next)?;
    let days = one_of_row(reader, which, length).and_then(|week| within_week(week, from, to));
    (length == Length::Week).then(|| Period::new(at, end, days, Granularity::Day))
}

/// Two weekdays that are the ends of a range, Monday being 0, and where the second ends.
fn two_weekdays(reader: &Reader<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let from = calendar::weekday(reader.key(at))?;
    let opened = matches!(reader.key(at.wrapping_sub(1)), "between" | "entre");
    let next = match reader.key(at + 1) {
        "to" | "until" | "through" | "au" | "a" | "-" => at + 2,
        "and" | "et" if opened => at + 2,
        _ => return None,
    };
    let to = calendar::weekday(reader.key(next)).filter(|to| from < *to)?;
    Some((from, to, next + 1))
}

fn within_week((monday, _): Days, from: i8, to: i8) -> Option<Days> {
    calendar::add_days(monday, from.into()).zip(calendar::add_days(monday, to.into()))
}

/// "Today", "avant-hier", "the next day", "le lendemain".
pub(super) fn day_word(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let key = |at| reader.key(at);
    let hyphen = |at: usize| at + usize::from(key(at) == "-");
    let (days, end, narrated) = match key(at) {
        "today" => (0, at + 1, false),
        "yesterday" | "hier" => (-1, at + 1, false),
        "tomorrow" | "demain" => (1, at + 1, false),
        // "The eve of the vote" counts from the vote.
        "lendemain" | "veille" if matches!(key(at + 1), "de" | "du" | "des" | "d'") => return None,
        "lendemain" => (1, at + 1, true),
        "aujourd'" if key(at + 1) == "hui" => (0, at + 2, false),
        "avant" if key(hyphen(at + 1)) == "hier" => (-2, hyphen(at + 1) + 1, false),
        "apres" if key(hyphen(at + 1)) == "demain" => (2, hyphen(at + 1) + 1, false),
        "veille" => (-1, at + 1, true),
        "day" if key(at + 1) == "before" && closes(key(at + 2)) => (-1, at + 2, true),
        "day" if key(at + 1) == "after" && closes(key(at + 2)) => (1, at + 2, true),
        "day" if key(at + 1) == "after" && key(at + 2) == "tomorrow" => (2, at + 3, false),
        "day" if key(at + 1) == "before" && key(at + 2) == "yesterday" => (-2, at + 3, false),
        _ => return None,
    };
    let base = if narrated {
        reader.told()
    } else {
        reader.today()
    };
    let date = base.and_then(|date| calendar::add_days(date, days));
    Some(match date {
        Some(date) => Period::day(at, end, date),
        None => Period::new(at, end, None, Granularity::Day),
    })
}

fn closes(word: &str) -> bool {
    matches!(word, "" | "." | "," | ";" | ")")
}

/// "Last year", "this week", "l'année prochaine", "le mois suivant".
fn shifted(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (which, length, end) = named(reader, at)?;
    // In a tale "the next day" follows the last one told of; "next month" follows the writing.
    let of_tale = length == Length::Day || reader.key(at.wrapping_sub(1)) == "the";
    let told = reader.key(at) == "next" && of_tale && reader.told().is_some();
    let which = if told { (1, true) } else { which };
    let days = one_of_row(reader, which, length);
    let opened = end
        + usize::from(matches!(
            reader.key(end),
            "between" | "from" | "entre" | "du"
        ));
    if length == Length::Week
        && let Some((from, to, end)) = two_weekdays(reader, opened)
    {
        let days = days.and_then(|week| within_week(week, from, to));
        return Some(Period::new(at, end, days, Granularity::Day));
    }
    if length == Length::Week
        && let Some((weekday, end)) = weekday_within(reader, end)
    {
        let date = days.and_then(|(monday, _)| calendar::add_days(monday, weekday.into()));
        return Some(day_or_unknown(at, end, date));
    }
    Some(Period::new(at, end, days, length.granularity()))
}

/// The length that lies `which` places from the one that is, or was told of.
fn one_of_row(
    reader: &Reader<'_, '_>,
    (count, narrated): (i32, bool),
    length: Length,
) -> Option<Days> {
    // "That week" may be the writer's own; "the following week" is none but the one told next to.
    let base = match (narrated, count) {
        (true, 0) => reader.then(),
        (true, _) => reader.told(),
        (false, _) => reader.today(),
    };
    length.around(length.add(base?, count)?)
}

/// The weekday of "next week on Friday", and where it ends.
fn weekday_within(reader: &Reader<'_, '_>, at: usize) -> Option<(i8, usize)> {
    let at = at + usize::from(reader.key(at) == "on");
    Some((calendar::weekday(reader.key(at))?, at + 1))
}

fn day_or_unknown(at: usize, end: usize, date: Option<Date>) -> Period {
    match date {
        Some(date) => Period::day(at, end, date),
        None => Period::new(at, end, None, Granularity::Day),
    }
}

type Shifted = ((i32, bool), Length, usize);

/// "Last year", "l'année prochaine", whichever way round.
fn named(reader: &Reader<'_, '_>, at: usize) -> Option<Shifted> {
    named_after(reader, at).or_else(|| named_before(reader, at))
}

fn named_after(reader: &Reader<'_, '_>, at: usize) -> Option<Shifted> {
    let word = reader.key(at);
    // "Said that week one was hard" points at no week.
    let introduces = matches!(
        reader.key(at.wrapping_sub(1)),
        "said" | "says" | "say" | "saying" | "warned" | "claimed" | "reported" | "announced" | "so"
    );
    let told = word == "that" && !introduces && !reader.key(at + 1).ends_with('s');
    let which = if told {
        (0, true)
    } else {
        shift(word).filter(|_| word != "ci")?
    };
    let (length, end) = length_at(reader, at + 1)?;
    // "Cette année-là" is the year that was told of; "ce mois-ci" this one.
    match (reader.key(end), reader.key(end + 1)) {
        ("-", "la") => Some(((0, true), length, end + 2)),
        ("-", "ci") => Some((which, length, end + 2)),
        _ => Some((which, length, end)),
    }
}

fn named_before(reader: &Reader<'_, '_>, at: usize) -> Option<Shifted> {
    let (length, end) = length_at(reader, at)?;
    if !reader.french() {
        let the = usize::from(reader.key(end + 1) == "the");
        let next = end + 1 + the;
        let count = match (reader.key(end), reader.key(next)) {
            ("after", "next") => 2,
            ("before", "last") => -2,
            _ => return None,
        };
        let alone = length_at(reader, next + 1).is_none();
        return alone.then_some(((count, false), length, next + 1));
    }
    if reader.key(end) == "en" && reader.key(end + 1) == "cours" {
        return Some(((0, false), length, end + 2));
    }
    let which =
        shift(reader.key(end)).filter(|_| !matches!(reader.key(end), "ce" | "cette" | "meme"))?;
    Some((which, length, end + 1))
}

/// "Last Sunday", "next Friday", "vendredi prochain": the day alone tells no date.
pub(super) fn weekday_of(reader: &Reader<'_, '_>, at: usize, weekday: i8) -> Option<Period> {
    let before = reader.key(at.wrapping_sub(1));
    let after = reader.key(at + 1);
    let (first, weeks, end) = match shift(before).filter(|_| precedes(reader, before)) {
        Some((weeks, _)) => (at - 1, weeks, at + 1),
        None => match shift(after).filter(|_| reader.french()) {
            Some((weeks, _)) if !matches!(after, "ce" | "cet" | "cette") => (at, weeks, at + 2),
            _ => {
                let next = at + 1 + usize::from(matches!(after, "of" | "de" | "on"));
                let next = next + usize::from(matches!(reader.key(next), "la" | "the"));
                let (which, length, end) = named(reader, next)?;
                (length == Length::Week).then_some((at, which.0, end))?
            }
        },
    };
    let date = reader.today().and_then(|today| {
        let (monday, _) = calendar::week(today)?;
        calendar::add_days(monday, i64::from(weekday) + 7 * i64::from(weeks))
    });
    Some(day_or_unknown(first, end, date))
}

/// Whether a word that says which of a row may stand before its noun: in "est passé mardi" it
/// does not.
fn precedes(reader: &Reader<'_, '_>, word: &str) -> bool {
    match word {
        "ce" | "cet" | "cette" | "dernier" | "derniere" | "prochain" | "prochaine" => true,
        "ci" | "same" => false,
        _ => !reader.french(),
    }
}

/// "Friday the 22nd", "samedi 23": the nearest such day to the one that was told of.
pub(super) fn weekday_and_day(
    reader: &Reader<'_, '_>,
    at: usize,
    weekday: i8,
    day: i32,
    end: usize,
) -> Option<Period> {
    let base = reader.then();
    let nearest = base.and_then(|base| {
        let month = calendar::day(base.year().into(), base.month().into(), 1)?;
        let days = (-2..=2).filter_map(|months| {
            let month = calendar::add_months(month, months)?;
            let date = calendar::day(month.year().into(), month.month().into(), day)?;
            let far = base
                .until(date)
                .map_or(i32::MAX, |span| span.get_days().abs());
            (date.weekday().to_monday_zero_offset() == weekday).then_some((far, date))
        });
        days.min().map(|(_, date)| date)
    });
    // A day that falls on another weekday is no day of these months.
    (base.is_none() || nearest.is_some()).then(|| {
        let period = day_or_unknown(at, end, nearest);
        Period {
            day: i8::try_from(day).ok(),
            ..period
        }
    })
}

/// "Week 31", "semaine 10 de 2019": weeks as ISO 8601 numbers them.
pub(super) fn week_number(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let timed = reader
        .piece(at + 2)
        .is_some_and(|next| next.is_word() && !next.spaced);
    if !matches!(reader.key(at), "week" | "semaine") || timed {
        return None;
    }
    let number = reader
        .integer(at + 1)
        .filter(|week| (1..=53).contains(week))?;
    let next = at + 2;
    let linked = matches!(reader.key(next), "of" | "de" | ",");
    let written = reader.year_number(next + usize::from(linked));
    // "Week 12 of the trial" is no week of a year.
    if written.is_none() && matches!(reader.key(next), "of" | "de" | "du" | "des" | "d'") {
        return None;
    }
    let year = match written {
        Some((year, _)) => year,
        None => reader.then()?.year().into(),
    };
    let monday = ISOWeekDate::new(
        i16::try_from(year).ok()?,
        i8::try_from(number).ok()?,
        Weekday::Monday,
    )
    .ok()?
    .date();
    let end = written.map_or(next, |(_, end)| end);
    Some(Period {
        year_written: written.is_some(),
        ..Period::new(at, end, calendar::week(monday), Granularity::Week)
    })
}

/// "The 20th of next month", "le 20 du mois prochain".
pub(super) fn day_of(reader: &Reader<'_, '_>, at: usize, day: i32, end: usize) -> Option<Period> {
    let next = end + usize::from(matches!(reader.key(end), "of" | "in" | "de" | "du"));
    let (which, length, end) = named(reader, next)?;
    let base = if which.1 {
        reader.then()
    } else {
        reader.today()
    }?;
    let month = (length == Length::Month).then(|| length.add(base, which.0))??;
    let date = calendar::day(month.year().into(), month.month().into(), day)?;
    Some(Period::day(at, end, date))
}

/// "Last June", "June last year", "this September", "juin dernier"; else the month as it is.
pub(super) fn month_of(reader: &Reader<'_, '_>, period: Period) -> Period {
    let Some(month) = period.month else {
        return period;
    };
    if let Some((year, end)) = year_named(reader, period.end) {
        return Period { end, ..period }.in_year(year);
    }
    let Some((which, first, end)) = shift_around(reader, period.first, period.end) else {
        return period;
    };
    let period = Period {
        first,
        end,
        ..period
    };
    let Some(today) = reader.today() else {
        return period;
    };
    let this = i32::from(today.year());
    let year = match which {
        -1 if month >= today.month() => this - 1,
        1 if month <= today.month() => this + 1,
        _ => this,
    };
    period.in_year(year)
}

/// The word before or after the pieces `first..end` that says which of a row they name, and the
/// pieces with it.
fn shift_around(reader: &Reader<'_, '_>, first: usize, end: usize) -> Option<(i32, usize, usize)> {
    let after = shift(reader.key(end)).filter(|_| reader.french());
    if let Some((which, _)) = after {
        return Some((which, first, end + 1));
    }
    let before = first.checked_sub(1)?;
    let word = reader.key(before);
    let (which, narrated) = shift(word).filter(|_| precedes(reader, word))?;
    (!narrated).then_some((which, before, end))
}

/// "Last summer", "this spring", "l'hiver prochain": the season that starts in `month`.
pub(super) fn season_of(reader: &Reader<'_, '_>, at: usize, month: i32) -> Option<Period> {
    let (which, first, end) = shift_around(reader, at, at + 1)?;
    let days = reader.today().and_then(|today| {
        let year = i32::from(today.year());
        let of_years = |years: [i32; 3]| {
            let seasons = years.map(|year| calendar::months(year, month, 3));
            seasons.into_iter().flatten()
        };
        match which {
            -1 => of_years([year, year - 1, year - 2]).find(|(_, to)| *to < today),
            1 => of_years([year, year + 1, year + 2]).find(|(from, _)| *from > today),
            _ => of_years([year - 1, year, year + 1])
                .find(|(from, to)| *to >= today || i32::from(from.year()) == year),
        }
    });
    Some(Period::new(first, end, days, Granularity::Quarter))
}

/// "Last year", "l'année dernière": the year, and where the words end.
pub(super) fn year_named(reader: &Reader<'_, '_>, at: usize) -> Option<(i32, usize)> {
    let mut at = at;
    while matches!(reader.key(at), "the" | "l'" | "of" | "de") {
        at += 1;
    }
    let (which, length, end) = named(reader, at)?;
    let base = if which.1 {
        reader.then()
    } else {
        reader.today()
    }?;
    (length == Length::Year).then(|| (i32::from(base.year()) + which.0, end))
}

/// "The third week of 2027", "the first Friday of next month", "la première semaine de mai 2020".
pub(super) fn nth_of(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (nth, end) = nth(reader, at)?;
    let weekday = calendar::weekday(reader.key(end));
    let is_week = matches!(reader.key(end), "week" | "semaine");
    if weekday.is_none() && !is_week {
        return None;
    }
    // "Last week, in May" is not "the last week of May".
    if nth.is_none() && !matches!(reader.key(end + 1), "of" | "de" | "du" | "d'") {
        return None;
    }
    let mut next = end + 1;
    while matches!(
        reader.key(next),
        "of" | "in" | "de" | "du" | "d'" | "the" | "l'" | "le"
    ) {
        next += 1;
    }
    let whole = reader.anchor(next).map(|whole| reader.resolve(whole))?;
    let (start, last) = whole
        .days
        .filter(|_| whole.granularity >= Granularity::Month)?;
    let monday = match weekday {
        Some(weekday) => {
            let ahead = i64::from(weekday) - i64::from(start.weekday().to_monday_zero_offset());
            calendar::add_days(start, ahead.rem_euclid(7))?
        }
        // The first week of a period is the one that has most of its days in it.
        None => calendar::week(calendar::add_days(start, 3)?)?.0,
    };
    let nth = nth.map_or_else(
        || {
            let until = monday.until(last).map_or(0, |span| span.get_days());
            let most = if weekday.is_some() { until } else { until - 3 };
            i64::from(most.max(0) / 7)
        },
        |nth| nth - 1,
    );
    let from = calendar::add_days(monday, 7 * nth)?;
    let (to, granularity) = match weekday {
        Some(_) => (from, Granularity::Day),
        None => (calendar::add_days(from, 6)?, Granularity::Week),
    };
    let single = weekday.is_some().then_some(from);
    let period = Period::new(at, whole.end, Some((from, to)), granularity);
    (from <= last).then_some(Period {
        year_written: whole.year_written,
        month: single.map(Date::month),
        day: single.map(Date::day),
        ..period
    })
}

/// "Third", "2e", and `None` for "last": which one of a row, and where the word ends.
fn nth(reader: &Reader<'_, '_>, at: usize) -> Option<(Option<i64>, usize)> {
    if matches!(reader.key(at), "last" | "final" | "dernier" | "derniere") {
        return Some((None, at + 1));
    }
    let number = reader
        .numbers
        .read(at)
        .filter(|number| number.form == Form::Ordinal)?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    (1.0..=53.0)
        .contains(&number.value)
        .then_some((Some(number.value as i64), number.end))
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn one_of_a_row() {
        // Wednesday, 15 June 2022.
        for (language, text, days) in [
            (English, "last June", "2021-06-01..2021-06-30"),
            (English, "next week on Friday", "2022-06-24..2022-06-24"),
            (English, "Friday last week", "2022-06-10..2022-06-10"),
            (English, "the year after next", "2024-01-01..2024-12-31"),
            (English, "last summer", "2021-06-01..2021-08-31"),
            (English, "this spring", "2022-03-01..2022-05-31"),
            (English, "on Friday the 10th", "2022-06-10..2022-06-10"),
            (English, "week 31 of 2018", "2018-07-30..2018-08-05"),
            (English, "mid next week", "2022-06-21..2022-06-24"),
            (English, "the year before last", "2020-01-01..2020-12-31"),
            (English, "the year to date", "2022-01-01..2022-06-15"),
            (
                English,
                "between Tuesday and Thursday last week",
                "2022-06-07..2022-06-09",
            ),
            (
                English,
                "last week between Tuesday and Thursday",
                "2022-06-07..2022-06-09",
            ),
            (
                French,
                "du mardi au jeudi de la semaine prochaine",
                "2022-06-21..2022-06-23",
            ),
            (
                English,
                "the last Friday of May 2020",
                "2020-05-29..2020-05-29",
            ),
            (
                English,
                "the third week of March 2021",
                "2021-03-15..2021-03-21",
            ),
            (French, "mars prochain", "2023-03-01..2023-03-31"),
            (French, "en mars de l'an dernier", "2021-03-01..2021-03-31"),
            (French, "le mois en cours", "2022-06-01..2022-06-30"),
            (French, "l'hiver dernier", "2021-12-01..2022-02-28"),
            (French, "ce mois-ci", "2022-06-01..2022-06-30"),
            (French, "le vendredi 10", "2022-06-10..2022-06-10"),
            (
                French,
                "le dernier lundi d'avril 2019",
                "2019-04-29..2019-04-29",
            ),
            (
                French,
                "de la semaine 31 à la semaine 33",
                "2022-08-01..2022-08-21",
            ),
        ] {
            assert_eq!(day_of_writing(text, language), [days], "{text}");
        }
    }

    #[test]
    fn the_next_day_of_a_tale() {
        for text in [
            "On 4 May 2020 it rained. The next day it was dry.",
            "On 4 May 2020 it rained, and the following day it was dry.",
        ] {
            let days = ["2020-05-04..2020-05-04", "2020-05-05..2020-05-05"];
            assert_eq!(day_of_writing(text, English), days, "{text}");
        }
        assert_eq!(
            day_of_writing("next day", English),
            ["2022-06-16..2022-06-16"]
        );
        let plans = day_of_writing("It rained in May 2020; next year it will be dry.", English);
        assert_eq!(plans[1], "2023-01-01..2023-12-31");
    }

    #[test]
    fn what_only_looks_like_one_of_a_row() {
        for (language, text) in [
            (English, "He said that weeks of rain had come."),
            (English, "He said that week one was hard."),
            (English, "In week 12 of the trial she left."),
            (English, "Friday 10 goats came."),
            (French, "Vendredi 10 chèvres sont venues."),
            (French, "La semaine 20h de pluie sont tombées."),
            (French, "Le troupeau est passé mardi."),
        ] {
            let found = day_of_writing(text, language);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
