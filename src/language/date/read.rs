//! Finds the dates and periods of a text.

use jiff::civil::Date;

use super::super::number::{Form, Numbers};
use super::super::piece::Piece;
use super::super::{Language, PartialDate};
use super::calendar;
use super::period::{Part, Period};
use super::relative;
use super::{DateContext, DateFact, DateRelation, Granularity};

/// The dates of a text, given as its pieces.
pub(in super::super) fn read(
    pieces: &[Piece<'_>],
    language: Language,
    context: &DateContext,
) -> Vec<DateFact> {
    let mut reader = Reader {
        numbers: Numbers::new(pieces, language),
        context: *context,
    };
    let mut dates: Vec<DateFact> = Vec::new();
    let mut at = 0;
    let mut earliest = 0;
    while at < pieces.len() {
        let Some((period, relation)) = reader.date(at) else {
            at += 1;
            continue;
        };
        let date = reader.finish(period, relation, earliest);
        if let Some(told) = date.partial() {
            reader.context.narrated = Some(told);
        }
        at = period.end.max(at + 1);
        earliest = at;
        dates.push(date);
    }
    dates
}

pub(super) struct Reader<'a, 't> {
    pub(super) numbers: Numbers<'a, 't>,
    pub(super) context: DateContext,
}

impl Reader<'_, '_> {
    pub(super) fn key(&self, at: usize) -> &str {
        self.numbers.key(at)
    }

    pub(super) fn french(&self) -> bool {
        self.numbers.language == Language::French
    }

    pub(super) fn piece(&self, at: usize) -> Option<&Piece<'_>> {
        self.numbers.pieces.get(at)
    }

    pub(super) fn integer(&self, at: usize) -> Option<i32> {
        self.piece(at)?.numeral()?.integer()
    }

    /// The day of writing, as a day.
    pub(super) fn today(&self) -> Option<Date> {
        as_day(self.context.written.or(self.context.narrated)?)
    }

    /// The day last spoken of, else the day of writing.
    pub(super) fn then(&self) -> Option<Date> {
        as_day(self.context.narrated.or(self.context.written)?)
    }

    /// A period, or a range of two.
    fn date(&self, at: usize) -> Option<(Period, DateRelation)> {
        if let Some(range) = self.day_range(at).or_else(|| self.year_range(at)) {
            return Some((range, DateRelation::Between));
        }
        let first = self.point(at)?;
        let Some(next) = self.range_link(at, first.end) else {
            return Some((self.resolve(first), DateRelation::At));
        };
        let Some(second) = self.point(next) else {
            return Some((self.resolve(first), DateRelation::At));
        };
        let second = self.resolve(second);
        let first = match second.days {
            Some((from, _)) if !first.year_written && first.days.is_none() => {
                first.in_year(from.year().into())
            }
            _ => self.resolve(first),
        };
        let days = first
            .days
            .zip(second.days)
            .map(|((from, _), (_, to))| (from, to));
        if days.is_none_or(|(from, to)| from > to) {
            return Some((first, DateRelation::At));
        }
        let range = Period {
            end: second.end,
            days,
            granularity: first.granularity.min(second.granularity),
            year_written: first.year_written || second.year_written,
            month: None,
            day: None,
            ..first
        };
        Some((range, DateRelation::Between))
    }

    /// Where the second end of a range starts, if one is linked at `end` to the first at `at`.
    fn range_link(&self, at: usize, end: usize) -> Option<usize> {
        let before = self.key(at.wrapping_sub(1));
        let before = if matches!(before, "le" | "the") {
            self.key(at.wrapping_sub(2))
        } else {
            before
        };
        let opened = matches!(before, "between" | "entre");
        let next = match self.key(end) {
            "to" | "until" | "till" | "through" | "au" | "a" | "-" | "jusqu'" => end + 1,
            "and" | "et" if opened => end + 1,
            _ => return None,
        };
        let next = next + usize::from(matches!(self.key(next), "au" | "a" | "en"));
        Some(next + usize::from(matches!(self.key(next), "le" | "the" | "l'")))
    }

    /// The year that a date without one is of.
    fn resolve(&self, period: Period) -> Period {
        if period.days.is_some() {
            return period;
        }
        if let Some(told) = self.context.narrated {
            return period.in_year(told.year.into());
        }
        let Some(written) = self.context.written else {
            return period;
        };
        let resolved = period.in_year(written.year.into());
        // What lies more than half a year ahead of the writing was meant of the year before.
        let ahead = resolved
            .days
            .zip(self.today())
            .is_some_and(|((from, _), today)| {
                calendar::add_months(today, 6).is_some_and(|limit| from > limit)
            });
        if ahead {
            period.in_year(i32::from(written.year) - 1)
        } else {
            resolved
        }
    }

    /// One date or period that starts at piece `at`.
    pub(super) fn point(&self, at: usize) -> Option<Period> {
        if let Some((part, next)) = self.part(at) {
            let whole = self.resolve(self.point(next)?);
            return Some(Period {
                first: at,
                ..whole.part(part)
            });
        }
        let piece = self.piece(at)?;
        if piece.numeral().is_some() {
            return self
                .numeric(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.century(at))
                .or_else(|| relative::nth_of(self, at))
                .or_else(|| self.year(at))
                .or_else(|| relative::counted(self, at));
        }
        if !piece.is_word() {
            return None;
        }
        if let Some(weekday) = calendar::weekday(&piece.key) {
            let next = at + 1 + usize::from(matches!(self.key(at + 1), "," | "the" | "le"));
            let day = self.day_month(next).or_else(|| self.month_first(next));
            let known = day.map(|day| Period { first: at, ..day });
            return known.or_else(|| relative::weekday_of(self, at, weekday));
        }
        self.month_first(at)
            .or_else(|| self.season(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.century(at))
            .or_else(|| self.decade(at))
            .or_else(|| relative::read(self, at))
            .or_else(|| self.year_in_words(at))
    }

    /// "Early", "mid-", "the end of": which part, and where the whole starts.
    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let (part, of) = match self.key(at) {
            "early" => (Part::FirstHalf, false),
            "late" => (Part::SecondHalf, false),
            "mid" | "mi" => (Part::MiddleThird, false),
            "tot" => (Part::FirstHalf, false),
            "tard" => (Part::SecondHalf, false),
            "beginning" | "start" | "debut" => (Part::FirstThird, true),
            "middle" | "milieu" => (Part::MiddleThird, true),
            "end" | "fin" => (Part::LastThird, true),
            _ => return None,
        };
        let mut next = at + 1;
        while matches!(self.key(next), "-" | "in" | "dans")
            || matches!(self.key(next), "of" | "de" | "d'" | "du") && (of || self.french())
            || matches!(self.key(next), "the" | "l'" | "le" | "la")
        {
            next += 1;
        }
        Some((part, next))
    }

    /// "2020-01-13", "13/01/2020", "13.5.2015", "01/2020".
    fn numeric(&self, at: usize) -> Option<Period> {
        let sign = self.key(at + 1);
        if !matches!(sign, "/" | "-" | ".") || self.piece(at + 1)?.spaced {
            return None;
        }
        let (one, two) = (self.integer(at)?, self.integer(at + 2)?);
        if self.piece(at + 2)?.spaced {
            return None;
        }
        let three = self.integer(at + 4).filter(|_| {
            self.key(at + 3) == sign && !self.piece(at + 3).is_some_and(|piece| piece.spaced)
        });
        let four_digits = |at| self.piece(at).is_some_and(|piece| piece.span.len() == 4);
        let Some(three) = three else {
            let (year, month) = match (four_digits(at), four_digits(at + 2)) {
                (true, false) if sign != "." => (one, two),
                (false, true) => (two, one),
                _ => return None,
            };
            // "2014-20" is a span of years, "2014-07" a month.
            let days = (1900..2100)
                .contains(&year)
                .then(|| calendar::months(year, month, 1))??;
            let month = i8::try_from(month).ok();
            let period = Period::new(at, at + 3, Some(days), Granularity::Month).written();
            return Some(Period { month, ..period });
        };
        let date = if four_digits(at) {
            calendar::day(one, two, three)
        } else {
            let year = full_year(three, four_digits(at + 4))?;
            let (usual, other) = (calendar::day(year, two, one), calendar::day(year, one, two));
            let day_first = self
                .context
                .day_first
                .unwrap_or(self.french() || sign == ".");
            if day_first {
                usual.or(other)
            } else {
                other.or(usual)
            }
        };
        Some(Period::day(at, at + 5, date?).written())
    }

    /// A day of the month in digits or as an ordinal: "12", "12th", "1er", "first".
    fn day_of_month(&self, at: usize) -> Option<(i32, usize)> {
        let may_be_ordinal = self.piece(at)?.numeral().is_some() || !self.french();
        if may_be_ordinal
            && let Some(number) = self.numbers.read(at)
            && number.form == Form::Ordinal
            && (1.0..=31.0).contains(&number.value)
        {
            #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
            return Some((number.value as i32, number.end));
        }
        let day = self.integer(at)?;
        ((1..=31).contains(&day) && self.piece(at)?.span.len() <= 2).then_some((day, at + 1))
    }

    /// "13 January 2020", "the 13th of January", "1er avril".
    fn day_month(&self, at: usize) -> Option<Period> {
        let (day, end) = self.day_of_month(at)?;
        let next = end + usize::from(matches!(self.key(end), "of" | "de" | "d'" | "." | "-"));
        if let Some(period) = relative::day_of(self, at, day, end) {
            return Some(period);
        }
        let month = self.month_name(next)?;
        let mut period = Period::new(at, self.past_dot(next + 1), None, Granularity::Day);
        period.month = Some(month);
        period.day = i8::try_from(day).ok();
        Some(self.with_year(period))
    }

    fn month_name(&self, at: usize) -> Option<i8> {
        let piece = self.piece(at).filter(|piece| piece.is_word())?;
        // "Sept" is seven in French, but not between a day and a year.
        if self.french() && piece.is("sept") && self.integer(at.wrapping_sub(1)).is_none() {
            return None;
        }
        calendar::month(&piece.key, piece.written, self.numbers.language)
    }

    /// Past the dot of an abbreviated month.
    fn past_dot(&self, at: usize) -> usize {
        let short = self
            .piece(at.wrapping_sub(1))
            .is_some_and(|piece| piece.span.len() <= 5);
        let dot = self.key(at) == "." && self.piece(at).is_some_and(|piece| !piece.spaced);
        let goes_on = self
            .piece(at + 1)
            .is_some_and(|next| next.numeral().is_some());
        at + usize::from(short && dot && (goes_on || self.key(at + 1) == ","))
    }

    /// "January 13, 2020", "January 2020", "in January".
    fn month_first(&self, at: usize) -> Option<Period> {
        let month = self.month_name(at)?;
        let end = self.past_dot(at + 1);
        let mut period = Period::new(at, end, None, Granularity::Month);
        period.month = Some(month);
        let with_year = self.with_year(period);
        if with_year.year_written {
            return Some(with_year);
        }
        if let Some((day, after)) = self.day_of_month(end)
            && self
                .piece(end)
                .is_some_and(|piece| piece.numeral().is_some())
        {
            period.day = i8::try_from(day).ok();
            period.granularity = Granularity::Day;
            period.end = after;
            return Some(self.with_year(period));
        }
        let name = matches!(
            self.key(at),
            "may" | "march" | "august" | "mars" | "mar" | "dec"
        );
        let placed = matches!(
            self.key(at.wrapping_sub(1)),
            "in" | "since"
                | "until"
                | "by"
                | "last"
                | "this"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "-"
                | "of"
                | "before"
                | "after"
                | "to"
                | "from"
                | "during"
                | "en"
                | "depuis"
                | "de"
                | "and"
                | "between"
                | "and "
                | "cette"
                | "ce"
                | "fin"
                | "debut"
        );
        (!name || placed).then(|| relative::month_of(self, period))
    }

    /// Adds the year that follows the period, if one does.
    fn with_year(&self, period: Period) -> Period {
        let mut at = period.end;
        at += usize::from(self.key(at) == ",");
        while matches!(self.key(at), "of" | "de" | "l'" | "annee" | "the" | "year") {
            at += 1;
        }
        match self.year_number(at) {
            Some((year, end)) => {
                let dated = Period { end, ..period }.in_year(year);
                if dated.days.is_some() {
                    dated.written()
                } else {
                    period
                }
            }
            None => period,
        }
    }

    /// A year in digits or words.
    fn year_number(&self, at: usize) -> Option<(i32, usize)> {
        let piece = self.piece(at)?;
        if let Some(numeral) = piece.numeral() {
            let year = numeral.integer().filter(|_| numeral.bare_digits == 4)?;
            return (1000..=2100).contains(&year).then_some((year, at + 1));
        }
        let number = self.numbers.whole(at)?;
        let spelled = number.end > at + 1 && (1500.0..2100.0).contains(&number.value);
        #[expect(clippy::cast_possible_truncation, reason = "below 2100")]
        spelled.then_some((number.value as i32, number.end))
    }

    /// A year that stands alone: "2012", unless it counts something.
    fn year(&self, at: usize) -> Option<Period> {
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
        let told = follows(&[
            "in", "since", "until", "year", "en", "depuis", "annee", "an", "of", "from", "between",
            "(", "by", "before", "after", "during", "avant", "apres", "early", "late", "mid",
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
            "exit",
            "section",
            "jusqu'a",
        ]) || follows(&["to", "a", "at", "de"]) && self.is_measured(end);
        let tied = !piece.spaced && follows(&["/", ".", "-", ",", ":"]);
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
                self.with_quarter(
                    Period::new(at, end, days, Granularity::Year).written(),
                    year,
                )
            })
    }

    /// Whether a unit follows, so that the number before it is an amount.
    fn is_measured(&self, at: usize) -> bool {
        let Some(pieces) = self.numbers.pieces.get(at..) else {
            return false;
        };
        let sign = pieces.first().is_some_and(|piece| !piece.is_word());
        matches!(self.key(at), "%" | "percent" | "per" | "pour")
            || super::super::unit::measure(pieces).is_some()
            || super::super::unit::currency(pieces).is_some() && (sign || !self.key(at).is_empty())
    }

    /// "2016 Q3", "2016, third quarter".
    fn with_quarter(&self, period: Period, year: i32) -> Period {
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
            _ => match self.month_name(period.end) {
                Some(month)
                    if self.year_number(period.end + 1).is_none()
                        && self.day_of_month(period.end + 1).is_none() =>
                {
                    let of = Period {
                        month: Some(month),
                        end: period.end + 1,
                        ..period
                    };
                    Period {
                        granularity: Granularity::Month,
                        ..of.in_year(year)
                    }
                }
                _ => period,
            },
        }
    }

    /// Month and length of the quarter or half that is named at `at`, and its end.
    fn quarter_number(&self, at: usize) -> Option<(i32, i32, usize)> {
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
            "half" | "semestre" => 6,
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

    fn quarter(&self, at: usize) -> Option<Period> {
        let (month, count, end) = self.quarter_number(at)?;
        let mut next = end + usize::from(matches!(self.key(end), "of" | "de" | "," | "in"));
        next += usize::from(matches!(self.key(next), "the" | "l'"));
        let (year, end, written) = match self.year_number(next) {
            Some((year, end)) => (year, end, true),
            None => match relative::year_named(self, next) {
                Some((year, end)) => (year, end, false),
                None => (self.then()?.year().into(), end, false),
            },
        };
        let days = calendar::months(year, month, count);
        let period = Period::new(at, end, days, Granularity::Quarter);
        Some(if written { period.written() } else { period })
    }

    fn season(&self, at: usize) -> Option<Period> {
        let piece = self.piece(at)?;
        let month = calendar::season(&piece.key, piece.written, self.numbers.language)?;
        let next = at + 1 + usize::from(matches!(self.key(at + 1), "of" | "de"));
        let (year, end) = self
            .year_number(next)
            .or_else(|| relative::year_named(self, next))?;
        let days = calendar::months(year, month, 3);
        Some(Period::new(at, end, days, Granularity::Quarter).written())
    }

    fn decade_from(&self, at: usize, year: i32, end: usize) -> Option<Period> {
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
    fn decade(&self, at: usize) -> Option<Period> {
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
        const DECADES: &[(&str, i32)] = &[
            ("noughties", 2000),
            ("twenties", 1920),
            ("thirties", 1930),
            ("forties", 1940),
            ("fifties", 1950),
            ("sixties", 1960),
            ("seventies", 1970),
            ("eighties", 1980),
            ("nineties", 1990),
        ];
        let (_, year) = DECADES.iter().find(|(word, _)| *word == self.key(at))?;
        (self.key(at.wrapping_sub(1)) == "the")
            .then(|| self.decade_from(at, *year, at + 1))
            .flatten()
    }

    /// "The 20th century", "XXe siècle" in digits.
    fn century(&self, at: usize) -> Option<Period> {
        let number = self
            .numbers
            .read(at)
            .filter(|number| number.form == Form::Ordinal)?;
        let named = matches!(self.key(number.end), "century" | "siecle");
        #[expect(clippy::cast_possible_truncation, reason = "at most 30")]
        let nth = (named && (1.0..=30.0).contains(&number.value)).then_some(number.value as i32)?;
        let days = if nth == 1 {
            None
        } else {
            calendar::years((nth - 1) * 100, 100)
        };
        Some(Period::new(at, number.end + 1, days, Granularity::Century).written())
    }

    /// "In nineteen ninety-nine" is left to numbers; "in two thousand and eighteen" is a year.
    fn year_in_words(&self, at: usize) -> Option<Period> {
        let told = matches!(
            self.key(at.wrapping_sub(1)),
            "in" | "since" | "en" | "depuis" | "until" | "dans" | "from"
        );
        let (year, end) = told.then(|| self.year_number(at)).flatten()?;
        let counts = self
            .piece(end)
            .is_some_and(|next| next.is_word() && next.key.ends_with('s'));
        (!counts)
            .then(|| Period::new(at, end, calendar::years(year, 1), Granularity::Year).written())
    }

    /// "2014-2020", "2014–20".
    fn year_range(&self, at: usize) -> Option<Period> {
        let (first, end) = self
            .piece(at)?
            .numeral()
            .and_then(|_| self.year_number(at))?;
        let dash = self
            .piece(end)
            .filter(|piece| matches!(&*piece.key, "-" | "/"))?;
        let next = self.piece(end + 1)?;
        let numeral = next.numeral().filter(|_| dash.spaced == next.spaced)?;
        let last = match (numeral.bare_digits, numeral.integer()?) {
            (4, year) => year,
            (2, short) if short > 12 => first - first % 100 + short,
            _ => return None,
        };
        let chained = matches!(self.key(end + 2), "-" | "/") || self.key(at.wrapping_sub(1)) == "/";
        let years = (1500..=2100).contains(&first) && first < last && last <= 2150 && !chained;
        let days = years
            .then(|| calendar::years(first, last - first + 1))
            .flatten()?;
        Some(Period::new(at, end + 2, Some(days), Granularity::Year).written())
    }

    /// "4–23 January 2020", "du 4 au 22 janvier", "between 4 and 22 this month".
    fn day_range(&self, at: usize) -> Option<Period> {
        let (from, end) = self.day_of_month(at)?;
        let opened = matches!(self.key(at.wrapping_sub(1)), "between" | "entre")
            || self.key(at.wrapping_sub(2)) == "entre";
        let next = match self.key(end) {
            "-" | "to" | "au" | "through" => end + 1,
            "and" | "et" if opened => end + 1,
            _ => return None,
        };
        let next = next + usize::from(matches!(self.key(next), "le" | "the"));
        let last = self.day_month(next).map(|last| self.resolve(last))?;
        let (_, to) = last.days.filter(|_| last.day.is_some())?;
        let from = calendar::day(to.year().into(), to.month().into(), from)?;
        (from < to).then_some(Period {
            first: at,
            days: Some((from, to)),
            month: Some(to.month()),
            day: None,
            ..last
        })
    }

    /// Takes in the words before the period that say how it bounds what is told.
    fn finish(&self, period: Period, relation: DateRelation, earliest: usize) -> DateFact {
        let mut first = period.first;
        let mut approximate = period.approximate;
        let step = |first: usize| first.checked_sub(1).filter(|&at| at >= earliest);
        while let Some(at) = step(first)
            && matches!(
                self.key(at),
                "the" | "le" | "la" | "l'" | "les" | "around" | "about" | "vers" | "circa"
            )
        {
            approximate |= matches!(self.key(at), "around" | "about" | "vers" | "circa");
            first = at;
        }
        let before = step(first).map_or("", |at| self.key(at));
        let two_before = step(first).and_then(step).map_or("", |at| self.key(at));
        let (relation, taken) = match (relation, before) {
            (DateRelation::Between, "from" | "between" | "entre" | "du" | "de") => (relation, 1),
            (DateRelation::Between, _) => (relation, 0),
            (_, "since" | "depuis" | "des") => (DateRelation::Since, 1),
            (_, "from") => (DateRelation::Since, 1),
            (_, "de" | "du") if two_before == "partir" => (DateRelation::Since, 2),
            (_, "until" | "till") => (DateRelation::Until, 1),
            (_, "a" | "en" | "au") if two_before == "jusqu'" => (DateRelation::Until, 2),
            (_, "by") => (DateRelation::By, 1),
            (_, "ici") if two_before == "d'" => (DateRelation::By, 2),
            (_, "before" | "avant") => (DateRelation::Before, 1),
            (_, "after" | "apres") => (DateRelation::After, 1),
            _ => (relation, 0),
        };
        let first = if taken == 0 {
            period.first
        } else {
            first - taken
        };
        self.fact(period, relation, first, approximate)
    }

    fn fact(
        &self,
        period: Period,
        relation: DateRelation,
        first: usize,
        approximate: bool,
    ) -> DateFact {
        let days = period.days;
        let (start, end) = (days.map(|days| days.0), days.map(|days| days.1));
        let (from, to) = match relation {
            DateRelation::At | DateRelation::Between => (start, end),
            DateRelation::Since => (start, None),
            DateRelation::Until | DateRelation::By => (None, end),
            DateRelation::Before => (None, start.and_then(calendar::before)),
            DateRelation::After => (end.and_then(|day| calendar::add_days(day, 1)), None),
        };
        let pieces = self.numbers.pieces;
        DateFact {
            span: pieces[first].span.cover(pieces[period.end - 1].span),
            from,
            to,
            granularity: period.granularity,
            relation,
            complete: days.is_some(),
            year_written: period.year_written,
            approximate,
            month: period.month,
            day: period.day,
        }
    }
}

fn glued_word(next: Option<&Piece<'_>>) -> bool {
    next.is_some_and(|next| next.is_word() && !next.spaced)
}

fn as_day(date: PartialDate) -> Option<Date> {
    Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()
}

/// "16" is 2016 and "89" 1989.
fn full_year(year: i32, four_digits: bool) -> Option<i32> {
    match year {
        _ if four_digits => Some(year),
        0..=49 => Some(2000 + year),
        50..=99 => Some(1900 + year),
        _ => None,
    }
}
