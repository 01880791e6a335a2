//! Dates in digits alone: "2020-01-13", "13/01/2020", "01/2020", "from 10/1 to 11/7".

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::super::piece::{Piece, key};
use super::Granularity;
use super::calendar;
use super::period::Period;
use super::read::Reader;

/// Whether a text writes the day before the month, where one of its dates shows it.
pub(super) fn day_first(pieces: &[Piece<'_>]) -> Option<bool> {
    (0..pieces.len()).find_map(|at| {
        let (one, two, _) = triple(pieces, at).filter(|(_, _, year)| *year > 31)?;
        match (one, two) {
            (13..=31, 1..=12) => Some(true),
            (1..=12, 13..=31) => Some(false),
            _ => None,
        }
    })
}

/// Whether a text, as long as may be, writes the day before the month in dates of digits alone;
/// `None` where none of them shows it, or they disagree.
#[must_use]
pub fn writes_day_first(text: &str) -> Option<bool> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        let parted = |sign: &str| format!(r"(\d{{1,2}}){sign}(\d{{1,2}}){sign}");
        let dates = ["/", "-", r"\."].map(parted).join("|");
        Regex::new(&format!(r"\b(?:{dates})[12]\d{{3}}\b")).expect("the pattern is sound")
    });
    if !has_parted_date(text) {
        return None;
    }
    let shown = |found: regex::Captures<'_>| {
        let mut parts = found.iter().skip(1).flatten();
        let mut part = || parts.next()?.as_str().parse::<u8>().ok();
        match (part()?, part()?) {
            (13..=31, 1..=12) => Some(true),
            (1..=12, 13..=31) => Some(false),
            _ => None,
        }
    };
    let mut habits = DATE.captures_iter(text).filter_map(shown);
    let first = habits.next()?;
    habits.all(|other| other == first).then_some(first)
}

/// Whether digits may stand between two signs that part dates, with a year behind: it is told much
/// faster than the dates themselves, which most texts have none of.
fn has_parted_date(text: &str) -> bool {
    /// Bytes of two digits, of whatever script.
    const LONGEST: usize = 8;
    let bytes = text.as_bytes();
    let may_be_digit = |byte: &&u8| byte.is_ascii_digit() || !byte.is_ascii();
    let mut signs = memchr::memchr3_iter(b'/', b'-', b'.', bytes);
    signs.any(|at| {
        let behind = bytes[at + 1..].iter();
        let digits = behind.take(LONGEST).take_while(may_be_digit).count();
        let second = at + 1 + digits;
        let is_year = bytes
            .get(second + 1)
            .is_some_and(|b| matches!(b, b'1' | b'2'));
        digits > 0 && bytes.get(second) == Some(&bytes[at]) && is_year
    })
}

/// Three whole numbers that one sign ties together from piece `at` on.
fn triple(pieces: &[Piece<'_>], at: usize) -> Option<(i32, i32, i32)> {
    let integer = |at: usize| pieces.get(at)?.numeral()?.integer();
    let sign = key(pieces, at + 1);
    let tied = (at + 1..at + 5).all(|at| pieces.get(at).is_some_and(|piece| !piece.spaced));
    (tied && matches!(sign, "/" | "-" | ".") && key(pieces, at + 3) == sign)
        .then(|| Some((integer(at)?, integer(at + 2)?, integer(at + 4)?)))?
}

impl Reader<'_, '_> {
    /// A date in digits that starts at piece `at`.
    pub(super) fn numeric(&self, at: usize) -> Option<Period> {
        if !matches!(self.key(at + 1), "/" | "-" | ".") {
            return None;
        }
        if let Some(parts) = triple(self.numbers.pieces, at) {
            return self.full_date(at, parts);
        }
        self.year_and_month(at).or_else(|| self.day_and_month(at))
    }

    fn four_digits(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.span.len() == 4)
    }

    fn full_date(&self, at: usize, (one, two, three): (i32, i32, i32)) -> Option<Period> {
        let date = if self.four_digits(at) {
            calendar::day(one, two, three)
        } else {
            let digits = self.piece(at + 4)?.span.len();
            let year = full_year(three, digits)?;
            self.by_habit(year, one, two, self.key(at + 1))
        };
        Some(Period::day(at, at + 5, date?).written())
    }

    /// The day that "one/two" is: by the document's habit, else the language's, else as it can be.
    fn by_habit(&self, year: i32, one: i32, two: i32, sign: &str) -> Option<Date> {
        let day_first = self
            .context
            .day_first
            .unwrap_or(self.french() || sign == ".");
        let (usual, other) = (calendar::day(year, two, one), calendar::day(year, one, two));
        if day_first {
            usual.or(other)
        } else {
            other.or(usual)
        }
    }

    /// "01/2020", "2020-01", "11 / 2016".
    fn year_and_month(&self, at: usize) -> Option<Period> {
        let sign = self.key(at + 1);
        let (one, two) = (self.integer(at)?, self.integer(at + 2)?);
        let (year, month) = match (self.four_digits(at), self.four_digits(at + 2)) {
            (true, false) if sign != "." => (one, two),
            (false, true) => (two, one),
            _ => return None,
        };
        let spaced = |at: usize| self.piece(at).is_some_and(|piece| piece.spaced);
        let loose = spaced(at + 1) || spaced(at + 2);
        // "In 2016 - 11 goats" is no month.
        let closed = self.piece(at + 3).is_none_or(|next| {
            !next.is_word() && next.numeral().is_none() && !matches!(&*next.key, "%" | "$" | "€")
        });
        if !(1900..2100).contains(&year) || loose && (!closed || sign == ".") {
            return None;
        }
        let days = calendar::months(year, month, 1)?;
        let period = Period::new(at, at + 3, Some(days), Granularity::Month).written();
        Some(Period {
            month: i8::try_from(month).ok(),
            ..period
        })
    }

    /// "From 10/1 to 11/7", "le 14/07": two small numbers are a day only where one is expected.
    fn day_and_month(&self, at: usize) -> Option<Period> {
        let expected = matches!(
            self.key(at.wrapping_sub(1)),
            "from" | "to" | "between" | "until" | "since" | "du" | "au" | "le"
        );
        let tied = |at: usize| self.piece(at).is_some_and(|piece| !piece.spaced);
        let short = |at: usize| self.piece(at).is_some_and(|piece| piece.span.len() <= 2);
        let slash = self.key(at + 1) == "/" && self.key(at + 3) != "/";
        let shaped = tied(at + 1) && tied(at + 2) && short(at) && short(at + 2);
        if !(expected && slash && shaped) {
            return None;
        }
        let (one, two) = (self.integer(at)?, self.integer(at + 2)?);
        let padded = self.key(at).starts_with('0') || self.key(at + 2).starts_with('0');
        // "From 1/3 to 1/2" are fractions.
        if one < two && two <= 12 && !padded {
            return None;
        }
        // A leap year has every day that a year may have.
        let date = self.by_habit(2000, one, two, "/")?;
        Some(Period {
            month: Some(date.month()),
            day: Some(date.day()),
            ..Period::new(at, at + 3, None, Granularity::Day)
        })
    }
}

/// "16" is 2016 and "89" 1989.
fn full_year(year: i32, digits: usize) -> Option<i32> {
    match (digits, year) {
        (4, _) => Some(year),
        (2, 0..=49) => Some(2000 + year),
        (2, _) => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn day_and_month_by_the_language_and_by_the_document() {
        assert_eq!(
            day_of_writing("03/04/2020", English),
            ["2020-03-04..2020-03-04"]
        );
        assert_eq!(
            day_of_writing("03/04/2020", French),
            ["2020-04-03..2020-04-03"]
        );
        assert_eq!(
            day_of_writing("From 03/04/2020 to 25/04/2020", English),
            ["2020-04-03..2020-04-25"]
        );
        assert_eq!(
            day_of_writing("Le 3-4-2020, puis le 4-25-2020", French),
            ["2020-03-04..2020-03-04", "2020-04-25..2020-04-25"]
        );
    }

    #[test]
    fn the_habit_of_a_text_is_told_by_its_dates_alone() {
        for (text, habit) in [
            ("On 13/04/2020 it rose by 0.05 to 1.234.567.", Some(true)),
            ("Version 2.13.1999 of 4-25-2020.", Some(false)),
            ("٢٥/٠٤/2020", None),
            ("Le 25.4.1999, à 3.5.", Some(true)),
            ("03/04/2020, 1.2.3, 10/9/22-11/2/23.", None),
            ("13/4/2020 or 4/13/2020", None),
        ] {
            assert_eq!(super::writes_day_first(text), habit, "{text}");
        }
    }

    #[test]
    fn months_and_days_without_a_year() {
        assert_eq!(
            day_of_writing("11 / 2016", French),
            ["2016-11-01..2016-11-30"]
        );
        assert_eq!(
            day_of_writing("du 02/03 au 14/04", French),
            ["2022-03-02..2022-04-14"]
        );
        for text in ["It rose from 1/3 to 1/2.", "They had 3/4 of it."] {
            let found = day_of_writing(text, English);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        assert_eq!(
            day_of_writing("In 2016 - 11 goats came.", English),
            ["2016-01-01..2016-12-31"]
        );
    }
}
