//! So many of a row: "the past three weeks", "les 2 prochains jours", "the first six months of
//! 2022".

use super::calendar;
use super::counted::count;
use super::length::Length;
use super::period::Period;
use super::read::Reader;
use crate::language::tag::is_modal;

/// So many lengths of calendar time that lie beside the day of writing, or at either end of a
/// longer period.
pub(super) fn read(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    if reader.french() {
        // "Un an" is no row.
        let (number, end) = count(reader, at).filter(|(number, _)| *number > 1)?;
        return end_of_row(reader, end)
            .and_then(|from_start| within(reader, at, from_start, number, end + 1))
            .or_else(|| counted_row_french(reader, at, number, end));
    }
    let row = end_of_row(reader, at).and_then(|from_start| {
        let (number, end) = count(reader, at + 1)?;
        within(reader, at, from_start, number, end)
    });
    row.or_else(|| shifted_count(reader, at))
}

/// Whether a row is told from its start or from its end by the word at piece `at`.
fn end_of_row(reader: &Reader<'_, '_>, at: usize) -> Option<bool> {
    match reader.key(at) {
        "first" | "opening" | "premiers" | "premieres" => Some(true),
        "last" | "final" | "closing" | "derniers" | "dernieres" => Some(false),
        _ => None,
    }
}

/// "The first three months of 2023", "les six derniers mois de 2022"; the length is named at piece
/// `next`.
fn within(
    reader: &Reader<'_, '_>,
    at: usize,
    from_start: bool,
    number: i32,
    next: usize,
) -> Option<Period> {
    let length = Length::named(reader, next)?;
    if !matches!(reader.key(next + 1), "of" | "de" | "du" | "d'") {
        return None;
    }
    let mut whole = next + 2;
    while matches!(reader.key(whole), "the" | "l'" | "la" | "year" | "annee") {
        whole += 1;
    }
    let whole = reader.anchor(whole).map(|whole| reader.resolve(whole))?;
    let days = match whole.days {
        Some((from, to)) => {
            let days = if from_start {
                (from, calendar::before(length.add(from, number)?)?)
            } else {
                (length.add(calendar::add_days(to, 1)?, -number)?, to)
            };
            // "The last two years of 2022" are none.
            (from <= days.0 && days.1 <= to).then_some(Some(days))?
        }
        None => None,
    };
    Some(Period {
        year_written: whole.year_written,
        approximate: whole.approximate,
        ..Period::new(at, whole.end, days, length.granularity())
    })
}

/// "The past three weeks", "next 3 months", "les 2 prochains jours", "the last few days".
fn shifted_count(reader: &Reader<'_, '_>, at: usize) -> Option<Period> {
    // "It was to last 24 months" is a verb.
    let before = reader.key(at.wrapping_sub(1));
    let verb = is_modal(before) || matches!(before, "to" | "will" | "would" | "not");
    let forward = match reader.key(at) {
        "last" if verb => return None,
        "last" | "past" | "previous" => false,
        "next" | "coming" | "following" => true,
        _ => return None,
    };
    let (count, end) = count(reader, at + 1)?;
    let length = Length::named(reader, end)?;
    span_of(reader, at, end + 1, length, count, forward)
}

/// "3 prochains mois", "deux dernières années", "3 semaines passées".
fn counted_row_french(
    reader: &Reader<'_, '_>,
    at: usize,
    number: i32,
    end: usize,
) -> Option<Period> {
    let which = |at: usize| match reader.key(at) {
        "prochains" | "prochaines" | "suivants" | "suivantes" => Some(true),
        "derniers" | "dernieres" | "passes" | "passees" | "precedents" | "precedentes" => {
            Some(false)
        }
        _ => None,
    };
    if let Some(forward) = which(end) {
        let length = Length::named(reader, end + 1)?;
        return span_of(reader, at, end + 2, length, number, forward);
    }
    let length = Length::named(reader, end)?;
    let forward = which(end + 1)?;
    span_of(reader, at, end + 2, length, number, forward)
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

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn so_many_of_a_row() {
        // Wednesday, 15 June 2022.
        for (language, text, days) in [
            (English, "the past two weeks", "2022-06-01..2022-06-14"),
            (
                English,
                "the first six months of 2019",
                "2019-01-01..2019-06-30",
            ),
            (
                English,
                "the last three days of May 2020",
                "2020-05-29..2020-05-31",
            ),
            (
                English,
                "the last two months of the year 2019",
                "2019-11-01..2019-12-31",
            ),
            (
                English,
                "the first two months of last year",
                "2021-01-01..2021-02-28",
            ),
            (French, "les trois prochains mois", "2022-06-16..2022-09-15"),
            (
                French,
                "les six derniers mois de 2019",
                "2019-07-01..2019-12-31",
            ),
            (
                French,
                "au cours des 2 premières semaines de mai 2020",
                "2020-05-01..2020-05-14",
            ),
        ] {
            assert_eq!(day_of_writing(text, language), [days], "{text}");
        }
    }

    #[test]
    fn what_is_no_row() {
        for (language, text) in [
            (English, "the first three goats of the herd"),
            (English, "the first six months of the drought"),
            (English, "It was to last 24 months."),
            (French, "les trois premières chèvres du troupeau"),
        ] {
            let found = day_of_writing(text, language);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
