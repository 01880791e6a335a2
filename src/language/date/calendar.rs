//! Names of months, days and seasons, and arithmetic on whole months and years.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::Language;

/// First and last day of a period.
pub(super) type Days = (Date, Date);

/// A day, if there is such a day.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// `count` whole months from the month `month` of `year`.
pub(super) fn months(year: i32, month: i32, count: i32) -> Option<Days> {
    let from = day(year, month, 1)?;
    Some((from, before(add_months(from, count)?)?))
}

/// `count` whole years from `year` on.
pub(super) fn years(year: i32, count: i32) -> Option<Days> {
    months(year, 1, count.checked_mul(12)?)
}

/// The week from Monday that `date` is in.
pub(super) fn week(date: Date) -> Option<Days> {
    let monday = add_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some((monday, add_days(monday, 6)?))
}

pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    (days.abs() < 4_000_000)
        .then(|| date.checked_add(days.days()).ok())
        .flatten()
}

/// The same day `count` months on, or the last of that month.
pub(super) fn add_months(date: Date, count: i32) -> Option<Date> {
    (count.abs() < 120_000)
        .then(|| date.checked_add(count.months()).ok())
        .flatten()
}

/// The day before.
pub(super) fn before(date: Date) -> Option<Date> {
    add_days(date, -1)
}

const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

const SHORT_MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("janv", 1),
    ("fev", 2),
    ("fevr", 2),
    ("avr", 4),
    ("juil", 7),
];

/// The month that `word`, folded, names. "May" and "March" must be `written` as names.
pub(super) fn month(word: &str, written: &str, language: Language) -> Option<i8> {
    let capital = written.starts_with(char::is_uppercase);
    if matches!(word, "may" | "march" | "mar" | "dec") && !capital && language != Language::French {
        return None;
    }
    let long = |names: &[&str]| {
        let at = names.iter().position(|name| *name == word)?;
        i8::try_from(at + 1).ok()
    };
    let french = (language == Language::French)
        .then(|| long(&FRENCH_MONTHS))
        .flatten();
    let short = || {
        SHORT_MONTHS
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, month)| *month)
    };
    french.or_else(|| long(&ENGLISH_MONTHS)).or_else(short)
}

/// The day so many days from Monday to Friday after `date`, or before it.
pub(super) fn add_workdays(date: Date, count: i32, direction: i32) -> Option<Date> {
    let (mut moved, mut left) = (date, count);
    while left > 0 {
        moved = add_days(moved, direction.into())?;
        left -= i32::from(moved.weekday().to_monday_zero_offset() < 5);
    }
    Some(moved)
}

/// The day of the week that `word` names, Monday being 0.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    const ENGLISH: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const FRENCH: [&str; 7] = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ];
    let find = |names: &[&str; 7]| names.iter().position(|name| *name == word);
    let plural = word.strip_suffix('s').unwrap_or(word);
    i8::try_from(
        find(&ENGLISH)
            .or_else(|| find(&FRENCH))
            .or_else(|| ENGLISH.iter().position(|name| *name == plural))?,
    )
    .ok()
}

/// The month in which the season that `word` names starts, by the meteorologists' calendar.
pub(super) fn season(word: &str, written: &str, language: Language) -> Option<i32> {
    if language == Language::French {
        return match word {
            "printemps" => Some(3),
            "ete" if written.contains('é') || written.contains('É') => Some(6),
            "automne" => Some(9),
            "hiver" => Some(12),
            _ => None,
        };
    }
    match word {
        "spring" => Some(3),
        "summer" => Some(6),
        "autumn" => Some(9),
        "winter" => Some(12),
        _ => None,
    }
}
