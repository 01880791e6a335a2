//! Dates as metadata write them: a whole field, not a date within prose.

use crate::language::PartialDate;

/// Reads `2021-05-14`, `2021-05-14T09:00:00Z`, `2021-05`, `2021`, `14/05/2021`, `14.5.2021`,
/// `14 May 2021`, `May 14, 2021`, `14 mai 2021`; anything else is no date.
///
/// Of `05/04/2021` the day comes first, as everywhere but in the United States; a second number
/// above twelve shows that it does not.
pub(super) fn read(written: &str) -> Option<PartialDate> {
    let written = written.trim();
    let day_only = written.split(['T', ' ']).next().unwrap_or(written);
    parts_of_numbers(day_only).or_else(|| parts_of_words(written))
}

/// The first year that stands in `written`, whatever stands around it: `[1936]`, `c1936`.
pub(super) fn year_in(written: &str) -> Option<PartialDate> {
    written
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 4)
        .and_then(|digits| date(digits.parse().ok()?, None, None))
}

fn parts_of_numbers(written: &str) -> Option<PartialDate> {
    let numbers: Option<Vec<i16>> = written
        .split(['-', '/', '.'])
        .map(|part| part.parse().ok())
        .collect();
    match numbers?.as_slice() {
        [year] => date(*year, None, None),
        [year, month] if *year > 31 => date(*year, Some(*month), None),
        [month, year] => date(*year, Some(*month), None),
        [year, month, day] if *year > 31 => date(*year, Some(*month), Some(*day)),
        [month, day, year] if *day > 12 => date(*year, Some(*month), Some(*day)),
        [day, month, year] => date(*year, Some(*month), Some(*day)),
        _ => None,
    }
}

fn parts_of_words(written: &str) -> Option<PartialDate> {
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let month = words.iter().find_map(|word| month_named(word))?;
    let mut numbers = words.iter().filter_map(|word| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<i16>().ok()
    });
    match (numbers.next()?, numbers.next()) {
        (year, None) => date(year, Some(month), None),
        (day, Some(year)) if day <= 31 => date(year, Some(month), Some(day)),
        (year, Some(_)) => date(year, Some(month), None),
    }
}

/// The month that a word of at least three letters begins or names, in English or French.
fn month_named(word: &str) -> Option<i16> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "janvier"),
        ("february", "février"),
        ("march", "mars"),
        ("april", "avril"),
        ("may", "mai"),
        ("june", "juin"),
        ("july", "juillet"),
        ("august", "août"),
        ("september", "septembre"),
        ("october", "octobre"),
        ("november", "novembre"),
        ("december", "décembre"),
    ];
    if word.chars().count() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .zip(1..)
        .find(|((english, french), _)| {
            english.starts_with(word) || french.starts_with(word) || *english == word
        })
        .map(|(_, number)| number)
}

fn date(year: i16, month: Option<i16>, day: Option<i16>) -> Option<PartialDate> {
    let within = |value: Option<i16>, most: i16| match value {
        Some(value) if (1..=most).contains(&value) => i8::try_from(value).ok().map(Some),
        Some(_) => None,
        None => Some(None),
    };
    (1000..=2999).contains(&year).then_some(())?;
    Some(PartialDate {
        year,
        month: within(month, 12)?,
        day: within(day, 31)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_metadata() {
        let cases = [
            ("2021-05-14", Some((2021, Some(5), Some(14)))),
            ("2021-05-14T09:00:00Z", Some((2021, Some(5), Some(14)))),
            ("2021-05", Some((2021, Some(5), None))),
            ("2021", Some((2021, None, None))),
            ("14/05/2021", Some((2021, Some(5), Some(14)))),
            ("05/14/2021", Some((2021, Some(5), Some(14)))),
            ("04/05/2021", Some((2021, Some(5), Some(4)))),
            ("14 May 2021", Some((2021, Some(5), Some(14)))),
            ("May 14th, 2021", Some((2021, Some(5), Some(14)))),
            ("Feb. 2021", Some((2021, Some(2), None))),
            ("3 août 2021", Some((2021, Some(8), Some(3)))),
            ("juin 2021", Some((2021, Some(6), None))),
            ("forthcoming", None),
            ("2021-13-40", None),
            ("14", None),
        ];
        for (written, expected) in cases {
            let expected = expected.map(|(year, month, day)| PartialDate { year, month, day });
            assert_eq!(read(written), expected, "{written}");
        }
    }
}
