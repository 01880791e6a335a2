//! Lengths of calendar time: a day, a week, a quarter.

use jiff::civil::Date;

use super::Granularity;
use super::calendar::{self, Days};
use super::read::Reader;

/// A span of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Length {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

impl Length {
    /// The length named at piece `at`.
    pub(super) fn named(reader: &Reader<'_, '_>, at: usize) -> Option<Self> {
        Some(match reader.key(at) {
            "an" if !reader.french() => return None,
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

    pub(super) fn granularity(self) -> Granularity {
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
    pub(super) fn add(self, date: Date, count: i32) -> Option<Date> {
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
    pub(super) fn around(self, date: Date) -> Option<Days> {
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

/// The length named at piece `at`, and where its name ends.
pub(super) fn length_at(reader: &Reader<'_, '_>, at: usize) -> Option<(Length, usize)> {
    if reader.key(at) == "week" && reader.key(at + 1) == "-" && reader.key(at + 2) == "end" {
        return Some((Length::Weekend, at + 3));
    }
    Length::named(reader, at).map(|length| (length, at + 1))
}
