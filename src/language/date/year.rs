//! Years and what is told by years: quarters, seasons, decades, centuries, spans of years.

use super::super::number::Form;
use super::super::piece::Piece;
use super::Granularity;
use super::calendar;
use super::period::Period;
use super::read::Reader;
use super::relative;

impl Reader<'_, '_> {
    /// A year in digits or words.
    pub(super) fn year_number(&self, at: usize) -> Option<(i32, usize)> {
        let piece = self.piece(at)?;
        if let Some(numeral) = piece.numeral() {
            let year = numeral.integer()?;
            // "The year 476" says itself that it is one.
            if numeral.bare_digits == 3 && self.is_called_year(at) {
                return Some((year, at + 1));
            }
            return (numeral.bare_digits == 4 && (1000..=2100).contains(&year))
                .then_some((year, at + 1));
        }
        let number = self.numbers.whole(at)?;
        let spelled = number.end > at + 1 && (1500.0..2100.0).contains(&number.value);
        #[expect(clippy::cast_possible_truncation, reason = "below 2100")]
        spelled
            .then_some((number.value as i32, number.end))
            .or_else(|| self.year_in_pairs(at))
    }

    /// Whether the word before piece `at` says that a year follows; "an" is a year in French only.
    pub(super) fn is_called_year(&self, at: usize) -> bool {
        let before = self.key(at.wrapping_sub(1));
        matches!(before, "year" | "annee") || before == "an" && self.french()
    }

    /// "Nineteen twenty-eight", "twenty seventeen".
    pub(super) fn year_in_pairs(&self, at: usize) -> Option<(i32, usize)> {
        if self.french() {
            return None;
        }
        let hundreds = match self.key(at) {
            "sixteen" => 1600,
            "seventeen" => 1700,
            "eighteen" => 1800,
            "nineteen" => 1900,
            "twenty" => 2000,
            _ => return None,
        };
        let rest = self.numbers.whole(at + 1)?;
        let in_words = self.piece(at + 1).is_some_and(Piece::is_word);
        #[expect(clippy::cast_possible_truncation, reason = "below 100")]
        (in_words && rest.value.fract() == 0.0 && (10.0..100.0).contains(&rest.value))
            .then_some((hundreds + rest.value as i32, rest.end))
    }

    /// A year that stands alone: "2012", unless it counts something.
    pub(super) fn year(&self, at: usize) -> Option<Period> {
        let (year, end) = self.year_number(at)?;
        let piece = self.piece(at)?;
        let follows = |words: &[&str]| words.contains(&self.key(at.wrapping_sub(1)));
        let next = self.key(end);
        let glued = self.piece(end).is_some_and(|next| !next.spaced);
        if glued && matches!(next, "s") || next == "'" && self.key(end + 1) == "s" && year % 10 == 0
        {
            return self.decade_from(at, year, end + usize::from(next == "'") + 1);
        }
        if follows(&["annees"]) {
            return self.decade_from(at, year, end);
        }
        let called = self.is_called_year(at);
        let told = called
            || follows(&[
                "in", "since", "until", "en", "depuis", "of", "from", "between", "(", "by",
                "before", "after", "during", "avant", "apres", "early", "late", "mid",
            ]);
        let bounded = follows(&[
            "than",
            "least",
            "about",
            "around",
            "some",
            "nearly",
            "almost",
            "over",
            "approximately",
            "roughly",
            "estimated",
            "environ",
            "quelque",
            "moins",
            "plus",
            "$",
            "€",
            "£",
            "equal",
            "resolution",
            "no",
            "#",
            "°",
            "exit",
            "section",
            "jusqu'a",
        ]) || follows(&["to", "a", "at", "de"]) && self.is_measured(end);
        let tied = !piece.spaced && follows(&["/", ".", "-", ",", ":"]) && !self.is_part_tied(at);
        let measured = self.is_measured(end);
        let counts = self.piece(end).is_some_and(|next| {
            let plural = next.key.ends_with('s') || next.is("people") || next.is("troops");
            next.is_word() && plural && next.written.starts_with(char::is_lowercase)
        }) && year % 10 == 0
            && !told
            && !follows(&["the"]);
        let plausible = (1800..=2100).contains(&year) || (told && !counts);
        (plausible && !bounded && !tied && !measured && !counts && !glued_word(self.piece(end)))
            .then(|| {
                let days = calendar::years(year, 1);
                let first = at - usize::from(self.is_called_year(at));
                self.with_quarter(
                    Period::new(first, end, days, Granularity::Year).written(),
                    year,
                )
            })
    }

    /// Whether a hyphen ties the number at piece `at` to a word that goes with a year: "mid-2015",
    /// "pre-2012".
    fn is_part_tied(&self, at: usize) -> bool {
        const PARTS: &[&str] = &["mid", "mi", "early", "late", "end", "fin", "pre", "post"];
        self.key(at.wrapping_sub(1)) == "-" && PARTS.contains(&self.key(at.wrapping_sub(2)))
    }

    /// Whether a unit follows, so that the number before it is an amount.
    pub(super) fn is_measured(&self, at: usize) -> bool {
        let Some(pieces) = self.numbers.pieces.get(at..) else {
            return false;
        };
        let sign = pieces.first().is_some_and(|piece| !piece.is_word());
        matches!(self.key(at), "%" | "percent" | "per" | "pour")
            || super::super::unit::measure(pieces, self.numbers.language).is_some()
            || super::super::unit::currency(pieces).is_some() && (sign || !self.key(at).is_empty())
    }

    /// "2016 Q3", "2016 May", "2016, Nov".
    pub(super) fn with_quarter(&self, period: Period, year: i32) -> Period {
        let next = period.end + usize::from(matches!(self.key(period.end), "the" | "le"));
        match self.quarter_number(next) {
            Some((month, count, end)) if self.year_number(end + 1).is_none() => {
                let days = calendar::months(year, month, count);
                Period {
                    end,
                    days,
                    granularity: Granularity::Quarter,
                    ..period
                }
            }
            _ => self.with_month(period, year),
        }
    }

    pub(super) fn with_month(&self, period: Period, year: i32) -> Period {
        let comma = self.key(period.end) == ",";
        let at = period.end + usize::from(comma || self.is_tied_dash(period.end));
        // "In 2016, May resigned" names no month.
        let alone = !self.piece(at + 1).is_some_and(Piece::is_word);
        let month = self.month_name(at).filter(|_| !comma || alone);
        let (Some(month), None) = (month, self.year_number(at + 1)) else {
            return period;
        };
        let dash = self.is_tied_dash(at + 1);
        let day = self
            .day_of_month(at + 1 + usize::from(dash))
            .filter(|_| dash && !comma);
        if day.is_none() && self.day_of_month(at + 1).is_some() {
            return period;
        }
        let (end, granularity) = match day {
            Some((_, end)) => (end, Granularity::Day),
            None => (at + 1, Granularity::Month),
        };
        let of = Period {
            month: Some(month),
            day: day.and_then(|(day, _)| i8::try_from(day).ok()),
            end,
            granularity,
            ..period
        };
        let dated = of.in_year(year);
        if dated.days.is_some() { dated } else { period }
    }

    /// Whether a hyphen without spaces stands at `at`.
    pub(super) fn is_tied_dash(&self, at: usize) -> bool {
        let glued = |at| self.piece(at).is_some_and(|piece| !piece.spaced);
        self.key(at) == "-" && glued(at) && glued(at + 1)
    }

    /// Month and length of the quarter or half that is named at `at`, and its end.
    pub(super) fn quarter_number(&self, at: usize) -> Option<(i32, i32, usize)> {
        let short = match self.key(at) {
            "q1" | "t1" => Some((1, 3)),
            "q2" | "t2" => Some((4, 3)),
            "q3" | "t3" => Some((7, 3)),
            "q4" | "t4" => Some((10, 3)),
            "h1" | "s1" => Some((1, 6)),
            "h2" | "s2" => Some((7, 6)),
            _ => None,
        };
        if let Some((month, count)) = short {
            return Some((month, count, at + 1));
        }
        let number = self
            .numbers
            .read(at)
            .filter(|number| number.form == Form::Ordinal)?;
        let count = match self.key(number.end) {
            "quarter" | "trimestre" => 3,
            "half" | "semestre" | "moitie" => 6,
            _ => return None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an ordinal of at most four"
        )]
        let nth = (1.0..=f64::from(12 / count))
            .contains(&number.value)
            .then_some(number.value as i32)?;
        Some(((nth - 1) * count + 1, count, number.end + 1))
    }

    pub(super) fn quarter(&self, at: usize) -> Option<Period> {
        let (month, count, end) = self.quarter_number(at)?;
        let mut next = end + usize::from(matches!(self.key(end), "of" | "de" | "," | "in"));
        while matches!(self.key(next), "the" | "l'" | "year" | "annee") {
            next += 1;
        }
        let (year, end, written) = match self.year_number(next) {
            Some((year, end)) => (year, end, true),
            None => match relative::year_named(self, next) {
                Some((year, end)) => (year, end, false),
                // A game has halves too.
                None if matches!(self.key(end - 1), "half" | "moitie") => return None,
                None => (self.then()?.year().into(), end, false),
            },
        };
        let days = calendar::months(year, month, count);
        let period = Period::new(at, end, days, Granularity::Quarter);
        Some(if written { period.written() } else { period })
    }

    pub(super) fn season(&self, at: usize) -> Option<Period> {
        let piece = self.piece(at)?;
        let month = calendar::season(&piece.key, piece.written, self.numbers.language)?;
        let next = at + 1 + usize::from(matches!(self.key(at + 1), "of" | "de"));
        if let Some((year, end)) = self.year_number(next) {
            let end = self.past_next_year(year, end);
            let days = calendar::months(year, month, 3);
            return Some(Period::new(at, end, days, Granularity::Quarter).written());
        }
        match relative::year_named(self, next) {
            Some((year, end)) => {
                let days = calendar::months(year, month, 3);
                Some(Period::new(at, end, days, Granularity::Quarter))
            }
            None => relative::season_of(self, at, month),
        }
    }

    /// Past the second year of "the winter of 2019-20".
    fn past_next_year(&self, year: i32, end: usize) -> usize {
        let tie = self.is_tied_dash(end) || self.key(end) == "/";
        let next = self.integer(end + 1).filter(|_| tie);
        let follows = next.is_some_and(|next| next == year + 1 || next == (year + 1) % 100);
        end + if follows { 2 } else { 0 }
    }

    pub(super) fn decade_from(&self, at: usize, year: i32, end: usize) -> Option<Period> {
        let count = if year % 100 == 0 && year < 2000 {
            100
        } else {
            10
        };
        let granularity = if count == 100 {
            Granularity::Century
        } else {
            Granularity::Decade
        };
        let days = calendar::years(year - year % 10, count);
        Some(Period::new(at, end, days, granularity).written())
    }

    /// "The nineties", "années 90".
    pub(super) fn decade(&self, at: usize) -> Option<Period> {
        if matches!(self.key(at), "annees") {
            let (tens, end) = match self.integer(at + 1) {
                Some(year) => (year, at + 2),
                None => {
                    let number = self.numbers.whole(at + 1)?;
                    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
                    let year = (20.0..2100.0)
                        .contains(&number.value)
                        .then_some(number.value as i32)?;
                    (year, number.end)
                }
            };
            let year = if (20..100).contains(&tens) {
                1900 + tens
            } else {
                tens
            };
            let plausible = (1000..2100).contains(&year) && year % 10 == 0;
            return plausible.then(|| self.decade_from(at, year, end)).flatten();
        }
        let (year, end) = match decade_word(self.key(at)) {
            Some(0) => (2000, at + 1),
            // "The tens" are no years.
            Some(10) => return None,
            Some(tens) => (1900 + tens, at + 1),
            None => self.decade_of_century(at)?,
        };
        (self.key(at.wrapping_sub(1)) == "the")
            .then(|| self.decade_from(at, year, end))
            .flatten()
    }

    /// "The '60s", "since the 90s", "the 1930s and '40s": of the last century. People are in their twenties and their
    /// forties, and without the apostrophe the decade must be one that few of them live to.
    pub(super) fn decade_in_digits(&self, at: usize) -> Option<Period> {
        let tens = self.integer(at)?;
        let plural = self.key(at + 1) == "s" && !self.piece(at + 1)?.spaced;
        let short = usize::from(self.key(at.wrapping_sub(1)) == "'");
        let mut before = at.wrapping_sub(1 + short);
        while matches!(self.key(before), "early" | "mid" | "late" | "-") {
            before = before.wrapping_sub(1);
        }
        let the = self.key(before) == "the" || self.goes_on_from_decade(before);
        let least = if short == 1 { 20 } else { 60 };
        let is_decade = tens % 10 == 0 && (least..100).contains(&tens);
        (plural && the && is_decade && !self.french())
            .then(|| self.decade_from(at, 1900 + tens, at + 2))
            .flatten()
    }

    /// Whether the piece at `joint` joins something to a decade before it: "the 1930s and".
    fn goes_on_from_decade(&self, joint: usize) -> bool {
        let joins = matches!(self.key(joint), "and" | "or" | "to" | "through");
        let s = joint.wrapping_sub(1);
        let tens = self.integer(s.wrapping_sub(1));
        joins && self.key(s) == "s" && tens.is_some_and(|tens| tens % 10 == 0)
    }

    /// "Nineteen sixties", "twenty tens", "two thousand and tens", "two thousands".
    fn decade_of_century(&self, at: usize) -> Option<(i32, usize)> {
        let (century, next) = match (self.key(at), self.key(at + 1)) {
            ("two", "thousands") => return Some((2000, at + 2)),
            ("two", "thousand") => (2000, at + 2 + usize::from(self.key(at + 2) == "and")),
            ("eighteen", _) => (1800, at + 1),
            ("nineteen", _) => (1900, at + 1),
            ("twenty", _) => (2000, at + 1),
            _ => return None,
        };
        let next = next + usize::from(self.key(next) == "-");
        Some((century + decade_word(self.key(next))?, next + 1))
    }

    /// "The 20th century", "le 20e siècle", "le XXe siècle".
    pub(super) fn century(&self, at: usize) -> Option<Period> {
        let named = |at| matches!(self.key(at), "century" | "siecle");
        let (nth, end) = match self.roman(at).filter(|_| named(at + 1)) {
            Some(nth) => (nth, at + 1),
            None => {
                let number = self.numbers.read(at)?;
                let nth = number.form == Form::Ordinal && named(number.end);
                #[expect(clippy::cast_possible_truncation, reason = "at most 30")]
                let nth =
                    (nth && (1.0..=30.0).contains(&number.value)).then_some(number.value as i32);
                (nth?, number.end)
            }
        };
        if let Some(century) = self.century_of_era(at, nth, end + 1) {
            return Some(century);
        }
        let days = if nth == 1 {
            None
        } else {
            calendar::years((nth - 1) * 100, 100)
        };
        Some(Period::new(at, end + 1, days, Granularity::Century).written())
    }

    /// An ordinal in Roman numerals as French writes it, "XIXe", up to thirty.
    fn roman(&self, at: usize) -> Option<i32> {
        let written = self
            .piece(at)?
            .written
            .trim_end_matches(['e', 'è', 'm', 'r']);
        let digit = |c| match c {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            _ => None,
        };
        let digits: Vec<i32> = written.chars().map(digit).collect::<Option<_>>()?;
        let value = |at: usize| {
            let less = digits.get(at + 1).is_some_and(|next| *next > digits[at]);
            if less { -digits[at] } else { digits[at] }
        };
        let sum = (0..digits.len()).map(value).sum();
        (1..=30).contains(&sum).then_some(sum)
    }

    /// "In nineteen ninety-nine", "since two thousand and eighteen".
    pub(super) fn year_in_words(&self, at: usize) -> Option<Period> {
        let before = self.key(at.wrapping_sub(1));
        let told = matches!(
            before,
            "in" | "since" | "en" | "depuis" | "until" | "dans" | "from"
        );
        let of = matches!(before, "of" | "de");
        let (year, end) = (told || of).then(|| self.year_number(at)).flatten()?;
        let counts = self
            .piece(end)
            .is_some_and(|next| next.is_word() && (of || next.key.ends_with('s')));
        (!counts)
            .then(|| Period::new(at, end, calendar::years(year, 1), Granularity::Year).written())
    }

    /// "2014-2020", "2014–20".
    pub(super) fn year_range(&self, at: usize) -> Option<Period> {
        let (first, end) = self
            .piece(at)?
            .numeral()
            .and_then(|_| self.year_number(at))?;
        let dash = self
            .piece(end)
            .filter(|piece| matches!(&*piece.key, "-" | "/"))?;
        let next = self.piece(end + 1)?;
        let numeral = next.numeral().filter(|_| dash.spaced == next.spaced)?;
        // "2002-03" may be a month; with the dash of a range, or of a season, it is two years.
        let seasonal = dash.written != "-" || self.key(at.wrapping_sub(1)) == "the" || {
            let after = self.key(end + 2);
            matches!(
                after,
                "season" | "campaign" | "fiscal" | "academic" | "school" | "budget"
            )
        };
        let last = match (numeral.bare_digits, numeral.integer()?) {
            (4, year) => year,
            (2, short) if short > 12 || seasonal && short == (first + 1) % 100 => {
                first - first % 100 + short + if short == 0 { 100 } else { 0 }
            }
            _ => return None,
        };
        let chained = matches!(self.key(end + 2), "-" | "/") || self.key(at.wrapping_sub(1)) == "/";
        let years = (1500..=2100).contains(&first) && first < last && last <= 2150 && !chained;
        let days = years
            .then(|| calendar::years(first, last - first + 1))
            .flatten()?;
        Some(Period::new(at, end + 2, Some(days), Granularity::Year).written())
    }
}

fn glued_word(next: Option<&Piece<'_>>) -> bool {
    next.is_some_and(|next| next.is_word() && !next.spaced)
}

/// The years into a century at which the decade starts that `word` names.
fn decade_word(word: &str) -> Option<i32> {
    Some(match word {
        "noughties" => 0,
        "tens" => 10,
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::day_of_writing;
    use crate::language::Language::{English, French};

    #[test]
    fn years_in_any_form() {
        for (language, text, days) in [
            (English, "in nineteen forty-six", "1946-01-01..1946-12-31"),
            (English, "in twenty seventeen", "2017-01-01..2017-12-31"),
            (
                English,
                "in two thousand and eighteen",
                "2018-01-01..2018-12-31",
            ),
            (English, "in the year 476", "0476-01-01..0476-12-31"),
            (English, "the 2002–03 season", "2002-01-01..2003-12-31"),
            (English, "2002-03", "2002-03-01..2002-03-31"),
            (English, "their debut in 2003", "2003-01-01..2003-12-31"),
            (English, "the end of 2003", "2003-09-01..2003-12-31"),
            (French, "fin 2003", "2003-09-01..2003-12-31"),
            (English, "2019-Aug-04", "2019-08-04..2019-08-04"),
            (English, "4-Aug-2019", "2019-08-04..2019-08-04"),
            (English, "by mid-2015", "..2015-08-31"),
            (English, "end-2015", "2015-09-01..2015-12-31"),
            (English, "pre-2012 borders", "..2011-12-31"),
            (English, "the winter of 2019-20", "2019-12-01..2020-02-29"),
            (English, "the 3rd quarter of 2019", "2019-07-01..2019-09-30"),
            (
                English,
                "the twenty-first century",
                "2000-01-01..2099-12-31",
            ),
            (French, "à la mi-2015", "2015-05-01..2015-08-31"),
            (French, "l'hiver 2019/2020", "2019-12-01..2020-02-29"),
            (French, "le 4e trimestre de 2019", "2019-10-01..2019-12-31"),
            (French, "au début des années 1970", "1970-01-01..1973-04-30"),
            (
                French,
                "la seconde moitié de l'année 2019",
                "2019-07-01..2019-12-31",
            ),
            (French, "au XIXe siècle", "1800-01-01..1899-12-31"),
            (English, "(2016, Nov)", "2016-11-01..2016-11-30"),
            (
                French,
                "la première semaine de deux mille vingt",
                "2019-12-30..2020-01-05",
            ),
            (English, "the nineteen thirties", "1930-01-01..1939-12-31"),
            (English, "the twenty tens", "2010-01-01..2019-12-31"),
            (
                English,
                "the two thousand and twenties",
                "2020-01-01..2029-12-31",
            ),
            (English, "the '30s", "1930-01-01..1939-12-31"),
            (English, "in the late 70s", "1975-01-01..1979-12-31"),
            (French, "la mode des années 1970", "1970-01-01..1979-12-31"),
            (French, "dès 1970", "1970-01-01.."),
            (French, "nov. de l'année 2016", "2016-11-01..2016-11-30"),
        ] {
            assert_eq!(day_of_writing(text, language), [days], "{text}");
        }
    }

    #[test]
    fn a_decade_goes_on_with_another() {
        let decades = ["1930-01-01..1939-12-31", "1940-01-01..1949-12-31"];
        assert_eq!(day_of_writing("the 1930s and '40s", English), decades);
        assert_eq!(day_of_writing("2 men and 40s music", English), [""; 0]);
    }

    #[test]
    fn what_is_no_year() {
        for text in [
            "in nineteen villages",
            "a woman in her 70s",
            "the 30s",
            "a herd of two thousand and ten goats",
            "a herd of two thousand goats",
            "a herd of two thousand and eighteen goats",
            "All 476 goats came.",
            "It led to an 800-strong herd.",
            "It came following an attack.",
            "They scored in the first half.",
            "They had a 13-3-1 record.",
            "The mid-1500 m mark",
        ] {
            let found = day_of_writing(text, English);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
