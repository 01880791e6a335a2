//! Dates told from another: "last June", "two years ago", "the following month", "hier".

use jiff::civil::Date;

use super::super::number::Form;
use super::Granularity;
use super::calendar::{self, Days};
use super::period::Period;
use super::read::Reader;

/// A span of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

impl Length {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "day" | "days" | "jour" | "jours" | "journee" => Self::Day,
            "week" | "weeks" | "semaine" | "semaines" => Self::Week,
            "weekend" | "weekends" => Self::Weekend,
            "month" | "months" | "mois" => Self::Month,
            "quarter" | "trimestre" => Self::Quarter,
            "year" | "years" | "an" | "ans" | "annee" | "annees" => Self::Year,
            "decade" | "decades" | "decennie" | "decennies" => Self::Decade,
            _ => return None,
        })
    }

    fn granularity(self) -> Granularity {
        match self {
            Self::Day => Granularity::Day,
            Self::Week | Self::Weekend => Granularity::Week,
            Self::Month => Granularity::Month,
            Self::Quarter => Granularity::Quarter,
            Self::Year => Granularity::Year,
            Self::Decade => Granularity::Decade,
        }
    }

    /// `count` of them after `date`, or before it.
    fn add(self, date: Date, count: i32) -> Option<Date> {
        match self {
            Self::Day => calendar::add_days(date, count.into()),
            Self::Week | Self::Weekend => calendar::add_days(date, i64::from(count) * 7),
            Self::Month => calendar::add_months(date, count),
            Self::Quarter => calendar::add_months(date, count.checked_mul(3)?),
            Self::Year => calendar::add_months(date, count.checked_mul(12)?),
            Self::Decade => calendar::add_months(date, count.checked_mul(120)?),
        }
    }

    /// The one that `date` is in.
    fn around(self, date: Date) -> Option<Days> {
        let (year, month) = (i32::from(date.year()), i32::from(date.month()));
        match self {
            Self::Day => Some((date, date)),
            Self::Week => calendar::week(date),
            Self::Weekend => {
                let (_, sunday) = calendar::week(date)?;
                Some((calendar::before(sunday)?, sunday))
            }
            Self::Month => calendar::months(year, month, 1),
            Self::Quarter => calendar::months(year, (month - 1) / 3 * 3 + 1, 3),
            Self::Year => calendar::years(year, 1),
            Self::Decade => calendar::years(year - year % 10, 10),
        }
    }
}

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

/// A period told from another that starts at piece `at`.
pub(super) fn read(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    day_word(reader, at)
        .or_else(|| nth_of(reader, at))
        .or_else(|| shifted_count(reader, at))
        .or_else(|| shifted(reader, at))
        .or_else(|| ago_french(reader, at))
        .or_else(|| counted(reader, at))
}

/// "Today", "avant-hier", "the next day", "le lendemain".
fn day_word(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let key = |at| reader.key(at);
    let hyphen = |at: usize| at + usize::from(key(at) == "-");
    let (days, end, narrated) = match key(at) {
        "today" => (0, at + 1, false),
        "yesterday" | "hier" => (-1, at + 1, false),
        "tomorrow" | "demain" => (1, at + 1, false),
        "lendemain" => (1, at + 1, true),
        "aujourd'" if key(at + 1) == "hui" => (0, at + 2, false),
        "avant" if key(hyphen(at + 1)) == "hier" => (-2, hyphen(at + 1) + 1, false),
        "apres" if key(hyphen(at + 1)) == "demain" => (2, hyphen(at + 1) + 1, false),
        "veille" => (-1, at + 1, true),
        "day" if key(at + 1) == "after" && key(at + 2) == "tomorrow" => (2, at + 3, false),
        "day" if key(at + 1) == "before" && key(at + 2) == "yesterday" => (-2, at + 3, false),
        _ => return None,
    };
    let base = if narrated {
        reader.then()
    } else {
        reader.today()
    };
    let date = base.and_then(|date| calendar::add_days(date, days));
    Some(match date {
        Some(date) => Period::day(at, end, date),
        None => Period::new(at, end, None, Granularity::Day),
    })
}

/// "Last year", "this week", "l'année prochaine", "le mois suivant".
fn shifted(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (which, length, end) = named_after(reader, at).or_else(|| named_before(reader, at))?;
    let (count, narrated) = which;
    let base = if narrated {
        reader.then()
    } else {
        reader.today()
    };
    let days = base
        .and_then(|date| length.add(date, count))
        .and_then(|date| length.around(date));
    Some(Period::new(at, end, days, length.granularity()))
}

type Shifted = ((i32, bool), Length, usize);

fn named_after(reader: &Reader<'_, '_>, at: usize) -> Option<Shifted> {
    let which = shift(reader.key(at)).filter(|_| reader.key(at) != "ci")?;
    let (length, end) = length_at(reader, at + 1)?;
    // "Cette année-là" is the year that was told of.
    let there = reader.key(end) == "-" && reader.key(end + 1) == "la";
    let which = if there { (0, true) } else { which };
    Some((which, length, end + if there { 2 } else { 0 }))
}

fn named_before(reader: &Reader<'_, '_>, at: usize) -> Option<Shifted> {
    let (length, end) = length_at(reader, at).filter(|_| reader.french())?;
    let which =
        shift(reader.key(end)).filter(|_| !matches!(reader.key(end), "ce" | "cette" | "meme"))?;
    Some((which, length, end + 1))
}

fn length_at(reader: &Reader<'_, '_>, at: usize) -> Option<(Length, usize)> {
    if reader.key(at) == "week" && reader.key(at + 1) == "-" && reader.key(at + 2) == "end" {
        return Some((Length::Weekend, at + 3));
    }
    Length::named(reader.key(at)).map(|length| (length, at + 1))
}

/// "The past three weeks", "next 3 months", "les 2 prochains jours", "the last few days".
fn shifted_count(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let forward = match reader.key(at) {
        "last" | "past" | "previous" => false,
        "next" | "coming" | "following" => true,
        _ => return None,
    };
    let (count, end) = count(reader, at + 1)?;
    let length = Length::named(reader.key(end))?;
    span_of(reader, at, end + 1, length, count, forward)
}

/// A small number, or "few" for three as nearly everybody means it.
fn count(reader: &Reader<'_, '_>, at: usize) -> Option<(i32, usize)> {
    match reader.key(at) {
        "few" | "several" | "quelques" | "plusieurs" => return Some((3, at + 1)),
        "couple" => return Some((2, at + 1)),
        _ => {}
    }
    let number = reader.numbers.whole(at)?;
    let whole = number.form == Form::Cardinal && number.value.fract() == 0.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    (whole && (1.0..=10_000.0).contains(&number.value)).then_some((number.value as i32, number.end))
}

/// The `count` lengths that end at, or start after, the day of writing.
fn span_of(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    length: Length,
    count: i32,
    forward: bool,
) -> Option<Period> {
    let days = reader.today().and_then(|today| {
        if forward {
            let from = calendar::add_days(today, 1)?;
            Some((from, calendar::before(length.add(from, count)?)?))
        } else {
            Some((length.add(today, -count)?, calendar::before(today)?))
        }
    });
    Some(Period {
        approximate: true,
        ..Period::new(at, end, days, length.granularity())
    })
}

/// "Two years ago", "18 months later", "a week earlier", "les 3 prochains mois", "3 semaines
/// passées".
pub(super) fn counted(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let article = matches!(reader.key(at), "a" | "an" | "un" | "une");
    let few = usize::from(article && matches!(reader.key(at + 1), "few" | "couple"));
    let (number, end) = if article && few == 0 {
        (1, at + 1)
    } else {
        count(reader, at + few)?
    };
    let end = end + usize::from(reader.key(end) == "of");
    if reader.french()
        && matches!(
            reader.key(end),
            "prochains" | "prochaines" | "derniers" | "dernieres"
        )
    {
        let length = Length::named(reader.key(end + 1))?;
        let forward = reader.key(end).starts_with("prochain");
        return span_of(reader, at, end + 2, length, number, forward);
    }
    let length = Length::named(reader.key(end)).filter(|length| *length != Length::Weekend)?;
    let next = end + 1;
    let (direction, narrated, end) = match (reader.key(next), reader.key(next + 1)) {
        ("ago", _) => (-1, false, next + 1),
        ("hence", _) => (1, false, next + 1),
        ("later", _) => (1, true, next + 1),
        ("earlier" | "before" | "previously", after)
            if reader.key(next) != "before" || !opens(after) =>
        {
            (-1, true, next + 1)
        }
        ("from", "now" | "today") => (1, false, next + 2),
        ("plus", "tard") => (1, true, next + 2),
        ("plus", "tot") | ("auparavant", _) => {
            (-1, true, next + 1 + usize::from(reader.key(next) == "plus"))
        }
        ("passes" | "passees" | "precedents" | "precedentes", _) => {
            return span_of(reader, at, next + 1, length, number, false);
        }
        _ => return None,
    };
    moved(reader, at, end, length, number * direction, narrated)
}

/// Whether what follows "before" or "after" is told, so that the time is counted from it.
fn opens(word: &str) -> bool {
    !matches!(word, "" | "." | "," | ";" | ")")
}

/// "Il y a deux ans", "dans trois semaines", "in 3 weeks".
fn ago_french(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let (first, direction) = match (reader.key(at), reader.key(at + 1), reader.key(at + 2)) {
        ("il", "y", "a") => (at + 3, -1),
        ("dans", "les", _) => (at + 2, 1),
        ("dans" | "within", _, _) => (at + 1, 1),
        ("in", _, _) if !reader.french() => (at + 1, 1),
        _ => return None,
    };
    let article = matches!(reader.key(first), "un" | "une" | "a");
    let (number, end) = if article {
        (1, first + 1)
    } else {
        count(reader, first)?
    };
    let length = Length::named(reader.key(end))?;
    // "In three years" after a past tense is a span; only with a day of writing is it a date.
    (direction < 0 || reader.context.written.is_some())
        .then(|| moved(reader, at, end + 1, length, number * direction, false))?
}

fn moved(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    length: Length,
    count: i32,
    narrated: bool,
) -> Option<Period> {
    let base = if narrated {
        reader.then()
    } else {
        reader.today()
    };
    let date = base.and_then(|date| length.add(date, count));
    Some(Period {
        approximate: length != Length::Day,
        ..match date {
            Some(date) => Period::day(at, end, date),
            None => Period::new(at, end, None, length.granularity()),
        }
    })
}

/// "Last Sunday", "next Friday", "vendredi prochain": the day alone tells no date.
pub(super) fn weekday_of(reader: &Reader<'_, '_>, at: usize, weekday: i8) -> Option<Period> {
    let before = reader.key(at.wrapping_sub(1));
    let (weeks, end) = match shift(before).filter(|_| before != "ci" && before != "same") {
        Some((weeks, _)) => (weeks, at + 1),
        None => match shift(reader.key(at + 1)).filter(|_| reader.french()) {
            Some((weeks, _)) if !matches!(reader.key(at + 1), "ce" | "cette") => (weeks, at + 2),
            _ => {
                let next = at + 1 + usize::from(matches!(reader.key(at + 1), "of" | "de" | "on"));
                let next = next + usize::from(matches!(reader.key(next), "la" | "the"));
                let (which, length, end) =
                    named_after(reader, next).or_else(|| named_before(reader, next))?;
                (length == Length::Week).then_some((which.0, end))?
            }
        },
    };
    let date = reader.today().and_then(|today| {
        let (monday, _) = calendar::week(today)?;
        calendar::add_days(monday, i64::from(weekday) + 7 * i64::from(weeks))
    });
    Some(match date {
        Some(date) => Period::day(at, end, date),
        None => Period::new(at, end, None, Granularity::Day),
    })
}

/// "The 20th of next month", "le 20 du mois prochain".
pub(super) fn day_of(reader: &Reader<'_, '_>, at: usize, day: i32, end: usize) -> Option<Period> {
    let next = end + usize::from(matches!(reader.key(end), "of" | "de" | "du"));
    let (which, length, end) = named_after(reader, next).or_else(|| named_before(reader, next))?;
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
    let before = reader.key(period.first.wrapping_sub(1));
    let (word, end) = if reader.french() && shift(reader.key(period.end)).is_some() {
        (reader.key(period.end), period.end + 1)
    } else {
        (before, period.end)
    };
    let (Some((which, _)), Some(today)) = (shift(word), reader.today()) else {
        return period;
    };
    let this = i32::from(today.year());
    let year = match which {
        -1 if month >= today.month() => this - 1,
        1 if month <= today.month() => this + 1,
        _ => this,
    };
    Period { end, ..period }.in_year(year)
}

/// "Last year", "l'année dernière": the year, and where the words end.
pub(super) fn year_named(reader: &Reader<'_, '_>, at: usize) -> Option<(i32, usize)> {
    let at = at + usize::from(matches!(reader.key(at), "the" | "l'" | "of" | "de"));
    let (which, length, end) = named_after(reader, at).or_else(|| named_before(reader, at))?;
    let base = if which.1 {
        reader.then()
    } else {
        reader.today()
    }?;
    (length == Length::Year).then(|| (i32::from(base.year()) + which.0, end))
}

/// "The third week of 2027", "the first Friday of next month", "la première semaine de mai 2020".
pub(super) fn nth_of(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    let number = reader
        .numbers
        .read(at)
        .filter(|number| number.form == Form::Ordinal)?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let nth = (1.0..=53.0)
        .contains(&number.value)
        .then_some(number.value as i64)?;
    let weekday = calendar::weekday(reader.key(number.end));
    let is_week = matches!(reader.key(number.end), "week" | "semaine");
    if weekday.is_none() && !is_week {
        return None;
    }
    let mut next = number.end + 1;
    while matches!(
        reader.key(next),
        "of" | "in" | "de" | "du" | "d'" | "the" | "l'" | "le"
    ) {
        next += 1;
    }
    let whole = reader.point(next)?;
    let (start, last) = whole.days?;
    let days = match weekday {
        Some(weekday) => {
            let ahead = i64::from(weekday) - i64::from(start.weekday().to_monday_zero_offset());
            let day = calendar::add_days(start, ahead.rem_euclid(7) + 7 * (nth - 1))?;
            (day, day)
        }
        // The first week of a period is the one that has most of its days in it.
        None => {
            let (monday, _) = calendar::week(calendar::add_days(start, 3)?)?;
            let monday = calendar::add_days(monday, 7 * (nth - 1))?;
            (monday, calendar::add_days(monday, 6)?)
        }
    };
    let granularity = if weekday.is_some() {
        Granularity::Day
    } else {
        Granularity::Week
    };
    let period = Period::new(at, whole.end, Some(days), granularity);
    (days.0 <= last).then_some(Period {
        year_written: whole.year_written,
        ..period
    })
}
