//! Finds the dates and periods of a text.

use jiff::civil::Date;

use super::super::figures::MOST_FIGURES;
use super::super::number::Numbers;
use super::super::piece::Piece;
use super::super::{Language, PartialDate};
use super::calendar;
use super::period::{Part, Period};
use super::{DateContext, DateFact, DateRelation};
use super::{counted, numeric, relative, row};

/// The dates of a text, given as its pieces.
pub(in super::super) fn read(
    pieces: &[Piece<'_>],
    language: Language,
    context: &DateContext,
) -> Vec<DateFact> {
    let day_first = context.day_first.or_else(|| numeric::day_first(pieces));
    let mut reader = Reader {
        numbers: Numbers::new(pieces, language),
        context: DateContext {
            day_first,
            ..*context
        },
    };
    let mut dates: Vec<DateFact> = Vec::new();
    let mut at = 0;
    let mut earliest = 0;
    while at < pieces.len() && dates.len() < MOST_FIGURES {
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
        as_day(self.context.written?)
    }

    /// The day last spoken of.
    pub(super) fn told(&self) -> Option<Date> {
        as_day(self.context.narrated?)
    }

    /// The day last spoken of, else the day of writing.
    pub(super) fn then(&self) -> Option<Date> {
        as_day(self.context.narrated.or(self.context.written)?)
    }

    /// A period, or a range of two.
    fn date(&self, at: usize) -> Option<(Period, DateRelation)> {
        if let Some(range) = self
            .day_range(at)
            .or_else(|| self.month_day_range(at))
            .or_else(|| relative::weekday_range(self, at))
            .or_else(|| self.year_range(at))
        {
            return Some((range, DateRelation::Between));
        }
        if let Some(day) = self.day_in_list(at) {
            return Some((self.resolve(day), DateRelation::At));
        }
        let first = self.with_shared_year(self.point(at)?);
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
        let before = if matches!(before, "le" | "la" | "the") {
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
        Some(next + usize::from(matches!(self.key(next), "le" | "la" | "the" | "l'")))
    }

    /// The year that a date without one is of.
    pub(super) fn resolve(&self, period: Period) -> Period {
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

    /// One date or period, or a part of one, that starts at piece `at`.
    pub(super) fn point(&self, at: usize) -> Option<Period> {
        let Some((part, next)) = self.part(at) else {
            return self.whole(at);
        };
        let whole = self.resolve(self.whole(next)?);
        Some(Period {
            first: at,
            ..whole.part(part)
        })
    }

    /// One date or period that is no part of another.
    fn whole(&self, at: usize) -> Option<Period> {
        relative::nth_of(self, at)
            .or_else(|| self.anchor(at))
            .or_else(|| row::read(self, at))
            .or_else(|| counted::read(self, at))
    }

    /// A date or period that is told without leaning on another that is told beside it, so that
    /// another can be told from it.
    pub(super) fn anchor(&self, at: usize) -> Option<Period> {
        let piece = self.piece(at)?;
        if piece.numeral().is_some() {
            return self
                .year_of_era(at)
                .or_else(|| self.numeric(at))
                .or_else(|| self.day_month(at))
                .or_else(|| self.century(at))
                .or_else(|| self.quarter(at))
                .or_else(|| self.decade_in_digits(at))
                .or_else(|| self.year(at));
        }
        if !piece.is_word() {
            return None;
        }
        if let Some(weekday) = calendar::weekday(&piece.key) {
            return self.on_weekday(at, weekday);
        }
        self.year_of_era(at)
            .or_else(|| self.day_in_words(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.season(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.century(at))
            .or_else(|| self.decade(at))
            .or_else(|| relative::week_number(self, at))
            .or_else(|| relative::near(self, at))
            .or_else(|| self.year_in_words(at))
    }

    /// "Friday, 22 May", "Friday last week", "Friday the 22nd".
    fn on_weekday(&self, at: usize, weekday: i8) -> Option<Period> {
        let comma = at + 1 + usize::from(self.key(at + 1) == ",");
        let next = comma + usize::from(matches!(self.key(comma), "the" | "le"));
        let day = self.day_month(next).or_else(|| self.month_first(next));
        day.map(|day| Period { first: at, ..day })
            .or_else(|| relative::weekday_of(self, at, weekday))
            .or_else(|| {
                let (day, end) = self.day_of_month(next)?;
                self.closes(end, next)
                    .then(|| relative::weekday_and_day(self, at, weekday, day, end))?
            })
    }

    /// Whether a bare day of the month, `first..end`, counts nothing that follows it.
    pub(super) fn closes(&self, end: usize, first: usize) -> bool {
        const FUNCTION_WORDS: &[&str] = &[
            "a", "au", "aux", "and", "at", "by", "dans", "de", "des", "devant", "du", "en", "et",
            "for", "from", "in", "it", "la", "le", "les", "lors", "on", "par", "pour", "puis",
            "sur", "the", "to", "when", "where", "with",
        ];
        let ordinal = end > first + 1 || !self.numbers.is_numeral(first);
        (self.french() || ordinal)
            && self.piece(end).is_none_or(|next| {
                let ends = !next.is_word() && next.numeral().is_none() && !next.is("%");
                ends || FUNCTION_WORDS.contains(&&*next.key)
            })
    }

    /// "Early", "mid-", "the end of": which part, and where the whole starts.
    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let (part, of) = if self.french() {
            self.part_french(at)?
        } else {
            match self.key(at) {
                "early" => (Part::FirstHalf, false),
                "late" => (Part::SecondHalf, false),
                "mid" => (Part::MiddleThird, false),
                "beginning" | "start" => (Part::FirstThird, true),
                "middle" => (Part::MiddleThird, true),
                "end" => (Part::LastThird, true),
                _ => return None,
            }
        };
        let mut next = at + 1;
        // "Beginning" and "end" without "of" are what somebody or something does.
        if of && self.key(next) != "of" && !(self.key(at) == "end" && self.is_tied_dash(next)) {
            return None;
        }
        while matches!(self.key(next), "-" | "in" | "dans")
            || matches!(self.key(next), "of" | "de" | "d'" | "du" | "des") && (of || self.french())
            || matches!(self.key(next), "the" | "l'" | "le" | "la")
        {
            next += 1;
        }
        Some((part, next))
    }

    /// "Début", "mi-", "fin": needs no "de" after it.
    fn part_french(&self, at: usize) -> Option<(Part, bool)> {
        let part = match self.key(at) {
            "tot" | "tard" if self.key(at.wrapping_sub(1)) == "plus" => return None,
            "debut" => Part::FirstThird,
            "tot" => Part::FirstHalf,
            "mi" | "milieu" => Part::MiddleThird,
            "tard" => Part::SecondHalf,
            "fin" => Part::LastThird,
            _ => return None,
        };
        Some((part, false))
    }
}

fn as_day(date: PartialDate) -> Option<Date> {
    Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()
}
