//! A period as it is put together, before its relation is known.

use jiff::civil::Date;

use super::Granularity;
use super::calendar::{self, Days};

/// A period and the pieces it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    /// First piece.
    pub(super) first: usize,
    /// One past its last piece.
    pub(super) end: usize,
    /// Its days; `None` where the year is unknown.
    pub(super) days: Option<Days>,
    pub(super) granularity: Granularity,
    pub(super) year_written: bool,
    pub(super) approximate: bool,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}

impl Period {
    pub(super) fn new(
        first: usize,
        end: usize,
        days: Option<Days>,
        granularity: Granularity,
    ) -> Self {
        Self {
            first,
            end,
            days,
            granularity,
            year_written: false,
            approximate: false,
            month: None,
            day: None,
        }
    }

    pub(super) fn day(first: usize, end: usize, date: Date) -> Self {
        Self {
            month: Some(date.month()),
            day: Some(date.day()),
            ..Self::new(first, end, Some((date, date)), Granularity::Day)
        }
    }

    pub(super) fn written(self) -> Self {
        Self {
            year_written: true,
            ..self
        }
    }

    /// The same day or month in `year`.
    pub(super) fn in_year(self, year: i32) -> Self {
        let days = match (self.month, self.day) {
            (Some(month), Some(day)) => {
                calendar::day(year, month.into(), day.into()).map(|date| (date, date))
            }
            (Some(month), None) => calendar::months(year, month.into(), 1),
            _ => self.days,
        };
        Self { days, ..self }
    }

    /// A part of the period: "early", "mid-", "late".
    pub(super) fn part(self, part: Part) -> Self {
        let Some((from, to)) = self.days else {
            return Self {
                approximate: true,
                ..self
            };
        };
        let length = i64::from(from.until(to).map_or(0, |span| span.get_days())) + 1;
        let cut = |thirds: i64, halves: i64| match self.granularity {
            Granularity::Year if thirds > 0 => {
                calendar::add_months(from, i32::try_from(4 * thirds).unwrap_or(0))
            }
            Granularity::Year => calendar::add_months(from, i32::try_from(6 * halves).unwrap_or(0)),
            Granularity::Decade | Granularity::Century => {
                let months = if self.granularity == Granularity::Decade {
                    120
                } else {
                    1200
                };
                let part = months * thirds / 3 + months * halves / 2;
                calendar::add_months(from, i32::try_from(part).unwrap_or(0))
            }
            Granularity::Month if thirds > 0 => calendar::add_days(from, 10 * thirds),
            Granularity::Month => calendar::add_days(from, 15 * halves),
            // Both halves and thirds of a week part after Wednesday; its middle is in neither.
            Granularity::Week if length == 7 => calendar::add_days(from, 3),
            _ if thirds > 0 => calendar::add_days(from, length * thirds / 3),
            _ => calendar::add_days(from, length * halves / 2),
        };
        let days = match part {
            Part::FirstHalf => cut(0, 1).and_then(calendar::before).map(|to| (from, to)),
            Part::SecondHalf => cut(0, 1).map(|from| (from, to)),
            Part::FirstThird => cut(1, 0).and_then(calendar::before).map(|to| (from, to)),
            Part::MiddleThird if self.granularity == Granularity::Week => {
                calendar::add_days(from, 1).zip(calendar::add_days(to, -2))
            }
            Part::MiddleThird => cut(1, 0).zip(cut(2, 0).and_then(calendar::before)),
            Part::LastThird => cut(2, 0).map(|from| (from, to)),
        };
        let granularity = match self.granularity {
            Granularity::Month => Granularity::MonthPart,
            Granularity::Year => Granularity::YearPart,
            other => other,
        };
        Self {
            days: days.or(self.days),
            granularity,
            approximate: true,
            ..self
        }
    }
}

/// Which part of a period.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    FirstHalf,
    SecondHalf,
    FirstThird,
    MiddleThird,
    LastThird,
}
