//! Dates and periods in running text, as intervals of days.
//!
//! Values only, as for quantities. What a date without a year or a "following month" refers to
//! comes from a [`DateContext`].

mod bound;
mod calendar;
mod counted;
mod era;
mod length;
mod month;
mod numeric;
mod period;
mod read;
mod relation;
mod relative;
mod row;
#[cfg(test)]
mod testing;
mod year;

use jiff::civil::Date;

use super::{Context, PartialDate};
use crate::span::Span;

pub use numeric::writes_day_first;

pub(crate) use calendar::weekday;
pub(super) use read::read;

/// A date or period of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFact {
    /// The words that say it, relation included.
    pub span: Span,
    /// First day; `None` is unbounded, or unknown where the date is not `complete`.
    pub from: Option<Date>,
    /// Last day, inclusive; `None` as for `from`.
    pub to: Option<Date>,
    /// How fine the date is told.
    pub granularity: Granularity,
    /// How the date bounds what is told.
    pub relation: DateRelation,
    /// Whether the year is known, from the words or from the context.
    pub complete: bool,
    /// Whether the year stands in the words themselves.
    pub year_written: bool,
    /// Whether the edges are vague: "around", "mid-", "late".
    pub approximate: bool,
    /// Month, where one month is told; known also without a year.
    pub month: Option<i8>,
    /// Day of the month, where one day is told; known also without a year.
    pub day: Option<i8>,
}

/// How fine a date is told, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granularity {
    /// A day.
    Day,
    /// A week or weekend.
    Week,
    /// Part of a month.
    MonthPart,
    /// A month.
    Month,
    /// A quarter or season.
    Quarter,
    /// A half, or a vague part of a year.
    YearPart,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
}

/// How a date bounds what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRelation {
    /// In, on, during: somewhere in the interval.
    At,
    /// From the date on.
    Since,
    /// Up to the date, then no more.
    Until,
    /// At the date or earlier.
    By,
    /// Earlier than the date.
    Before,
    /// Later than the date.
    After,
    /// Over the whole interval, whose two ends are told.
    Between,
}

/// What dates that lean on their surroundings lean on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateContext {
    /// The day of writing: "today", "last year", "7 Oct" count from it.
    pub written: Option<PartialDate>,
    /// The date that was last spoken of: "the following year" counts from it, and a day without
    /// a year is of its year.
    pub narrated: Option<PartialDate>,
    /// Whether the document writes the day before the month in 03/04/2020, where that is known.
    pub day_first: Option<bool>,
}

impl DateContext {
    /// What the surroundings of a sentence say: the document's date, and the last date of the
    /// sentences before it, else of its headings.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let written = context.date;
        let mut narrated = None;
        let mut day_first = context.day_first;
        let told = context
            .headings
            .iter()
            .chain(&context.lead_in)
            .chain(&context.before);
        for text in told {
            let so_far = Self {
                written,
                narrated,
                day_first,
            };
            day_first = day_first.or_else(|| writes_day_first(text));
            let last = super::figures::dates(text, context.language, &so_far)
                .into_iter()
                .rfind(|date| date.complete && date.relation != DateRelation::Between)
                .and_then(|date| date.partial());
            narrated = last.or(narrated);
        }
        Self {
            written,
            narrated,
            day_first,
        }
    }
}

impl DateFact {
    /// The date as finely as year, month and day tell it; `None` where the year is unknown.
    #[must_use]
    pub fn partial(&self) -> Option<PartialDate> {
        let day = match self.relation {
            DateRelation::After => calendar::before(self.from?),
            DateRelation::Before => calendar::add_days(self.to?, 1),
            _ => self.from.or(self.to),
        };
        let day = day.filter(|_| self.complete)?;
        let fine = |at: Granularity| self.granularity <= at;
        Some(PartialDate {
            year: day.year(),
            month: fine(Granularity::Month).then(|| day.month()),
            day: fine(Granularity::Day).then(|| day.day()),
        })
    }
}
