//! Years of an era: "300 BC", "AD 120", "215 av. J.-C.", "the 5th century BC". Years before our
//! era are counted as astronomers do, 1 BC being the year 0.

use super::Granularity;
use super::calendar;
use super::period::Period;
use super::read::Reader;

/// Before or since the birth of Christ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    Before,
    Since,
}

impl Era {
    /// The first of the `count` years from the one that is `nth` of the era, counted by `count`.
    fn first_of(self, nth: i32, count: i32) -> i32 {
        match self {
            Self::Before => 1 - nth * count,
            Self::Since if count == 1 => nth,
            Self::Since => (nth - 1) * count,
        }
    }
}

impl Reader<'_, '_> {
    /// A year whose era is told before it or behind it, at piece `at`.
    pub(super) fn year_of_era(&self, at: usize) -> Option<Period> {
        if let Some(next) = self.initials(at, &["a", "d"]) {
            let year = self.bare_year(next)?;
            return Self::of_era(at, next + 1, Era::Since, year, 1);
        }
        let year = self.bare_year(at)?;
        let (era, end) = self.era(at + 1).or_else(|| self.era_of_range(at))?;
        Self::of_era(at, end, era, year, 1)
    }

    /// The `nth` century of the era that is told at piece `end`.
    pub(super) fn century_of_era(&self, at: usize, nth: i32, end: usize) -> Option<Period> {
        let (era, end) = self.era(end)?;
        Self::of_era(at, end, era, nth, 100)
    }

    fn of_era(first: usize, end: usize, era: Era, nth: i32, count: i32) -> Option<Period> {
        let days = calendar::years(era.first_of(nth, count), count)?;
        let granularity = if count == 1 {
            Granularity::Year
        } else {
            Granularity::Century
        };
        Some(Period::new(first, end, Some(days), granularity).written())
    }

    /// A year of at most four digits.
    fn bare_year(&self, at: usize) -> Option<i32> {
        let numeral = self.piece(at)?.numeral()?;
        let year = numeral.integer().filter(|year| *year > 0)?;
        (1..=4).contains(&numeral.bare_digits).then_some(year)
    }

    /// The era of the second year of "300–200 BC", which is that of the first too; the range goes
    /// on behind the first.
    fn era_of_range(&self, at: usize) -> Option<(Era, usize)> {
        let linked = matches!(self.key(at + 1), "-" | "to" | "and" | "a" | "et");
        let year = self.bare_year(at)?;
        let second = self.bare_year(at + 2).filter(|_| linked)?;
        let (era, _) = self.era(at + 3)?;
        let in_order = match era {
            Era::Before => second < year,
            Era::Since => year < second,
        };
        in_order.then_some((era, at + 1))
    }

    /// The era that is told at piece `at`, and where its name ends.
    fn era(&self, at: usize) -> Option<(Era, usize)> {
        let named = |letters: &[&str], era| Some((era, self.initials(at, letters)?));
        named(&["b", "c", "e"], Era::Before)
            .or_else(|| named(&["b", "c"], Era::Before))
            .or_else(|| named(&["a", "d"], Era::Since))
            .or_else(|| named(&["c", "e"], Era::Since))
            .or_else(|| self.era_in_french(at))
    }

    /// "Av. J.-C.", "après Jésus-Christ", "avant notre ère".
    fn era_in_french(&self, at: usize) -> Option<(Era, usize)> {
        let era = match self.key(at) {
            "av" | "avant" => Era::Before,
            "ap" | "apr" | "apres" => Era::Since,
            _ => return None,
        };
        let next = at + 1 + usize::from(self.key(at + 1) == ".");
        let name = [0, 1, 2, 3, 4].map(|after| self.key(next + after));
        let end = match name {
            ["j", ".", "-", "c", "."] => next + 5,
            ["j", ".", "-", "c", _] => next + 4,
            ["j", "-", "c", ..] | ["jesus", "-", "christ", ..] => next + 3,
            ["jc", ..] => next + 1,
            ["notre", "ere", ..] => next + 2,
            _ => return None,
        };
        Some((era, end))
    }

    /// Past the capitals `letters` at piece `at`, in one word or with a full stop behind each.
    fn initials(&self, at: usize, letters: &[&str]) -> Option<usize> {
        let capital = |at: usize| {
            let piece = self.piece(at)?;
            piece
                .written
                .chars()
                .all(char::is_uppercase)
                .then_some(&*piece.key)
        };
        if capital(at)? == letters.concat() {
            return Some(at + 1);
        }
        let dotted = letters.iter().enumerate().all(|(nth, letter)| {
            let stop = self.piece(at + 2 * nth + 1);
            let tied = nth == 0 || self.piece(at + 2 * nth).is_some_and(|piece| !piece.spaced);
            tied && capital(at + 2 * nth) == Some(*letter)
                && stop.is_some_and(|stop| stop.is(".") && !stop.spaced)
        });
        dotted.then_some(at + 2 * letters.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{self, English, French};
    use crate::language::Relation;
    use crate::language::date::DateContext;
    use crate::language::figures::dates;

    #[test]
    fn one_year_in_many_forms() {
        for (language, text) in [
            (English, "It was raised in 300 BC."),
            (English, "It was raised in 300 B.C."),
            (English, "It was raised in 300 BCE by Hart."),
            (French, "Il date de 300 av. J.-C."),
            (French, "Il date de 300 avant Jésus-Christ."),
        ] {
            let days = ["-000299-01-01..-000299-12-31"];
            assert_eq!(day_of_writing(text, language), days, "{text}");
        }
        for (language, text) in [
            (English, "It was dug in AD 120."),
            (English, "It was dug in 120 AD."),
            (English, "It was dug in A.D. 120."),
            (French, "Il date de 120 apr. J.-C."),
        ] {
            let days = ["0120-01-01..0120-12-31"];
            assert_eq!(day_of_writing(text, language), days, "{text}");
        }
    }

    #[test]
    fn spans_of_an_era() {
        let century = ["-000499-01-01..-000400-12-31"];
        assert_eq!(day_of_writing("in the 5th century BC", English), century);
        let range = ["-000299-01-01..-000199-12-31"];
        assert_eq!(day_of_writing("from 300 to 200 BC", English), range);
    }

    #[test]
    fn later_years_before_our_era_have_smaller_numbers() {
        let relation = |claim: &str, source: &str| {
            let read = |text: &str, language: Language| {
                dates(text, language, &DateContext::default()).remove(0)
            };
            read(claim, English).relation(&read(source, English))
        };
        for (claim, source, expected) in [
            ("before 210 BC", "in 215 BC", Relation::Agrees),
            ("after 210 BC", "in 215 BC", Relation::Contradicts),
            ("in 300 BC", "in AD 300", Relation::Contradicts),
        ] {
            assert_eq!(relation(claim, source), expected, "{claim} / {source}");
        }
    }

    #[test]
    fn other_words_are_no_era() {
        for text in [
            "12 CEOs were there.",
            "12 ad campaigns",
            "12 av. de la Gare",
        ] {
            let found = day_of_writing(text, French);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
