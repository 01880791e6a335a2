//! What follows for one date from another of the same event: intervals of days, nothing else.

use jiff::civil::Date;

use super::super::Relation;
use super::{DateFact, DateRelation};

impl DateFact {
    /// What `source`, the date of the same event, says of this one, a claim's.
    ///
    /// A coarser date follows from a finer one; a finer one is undecided; days apart contradict.
    #[must_use]
    pub fn relation(&self, source: &DateFact) -> Relation {
        if !self.complete || !source.complete {
            return self.relation_within_a_year(source);
        }
        if self.relation == DateRelation::Between && source.relation == DateRelation::Between {
            return self.relation_of_spans(source);
        }
        let (from, to) = ends(self);
        let (told_from, told_to) = ends(source);
        if from <= told_from && told_to <= to {
            return Relation::Agrees;
        }
        let apart = to < told_from || told_to < from;
        if apart && !(self.approximate || source.approximate) {
            return Relation::Contradicts;
        }
        if apart && far_apart((from, to), (told_from, told_to)) {
            return Relation::Contradicts;
        }
        Relation::Undecided
    }

    /// Both ends of a span are told: they must be the same, as finely as each is told.
    fn relation_of_spans(&self, source: &DateFact) -> Relation {
        let same =
            |one: Option<Date>, two: Option<Date>| match self.granularity.max(source.granularity) {
                super::Granularity::Day => one == two,
                super::Granularity::Month => {
                    one.map(|d| (d.year(), d.month())) == two.map(|d| (d.year(), d.month()))
                }
                _ => one.map(Date::year) == two.map(Date::year),
            };
        if same(self.from, source.from) && same(self.to, source.to) {
            if self.granularity >= source.granularity {
                Relation::Agrees
            } else {
                Relation::Undecided
            }
        } else if self.approximate || source.approximate {
            Relation::Undecided
        } else {
            Relation::Contradicts
        }
    }

    /// Without years, months and days can still disagree.
    fn relation_within_a_year(&self, source: &DateFact) -> Relation {
        let plain = |date: &DateFact| date.relation == DateRelation::At && !date.approximate;
        if !plain(self) || !plain(source) {
            return Relation::Undecided;
        }
        match (self.month, source.month, self.day, source.day) {
            (Some(mine), Some(theirs), _, _) if mine != theirs => Relation::Contradicts,
            (Some(_), Some(_), Some(mine), Some(theirs)) if mine != theirs => Relation::Contradicts,
            (Some(_), Some(_), mine, theirs)
                if (mine == theirs || mine.is_none()) && !self.year_written =>
            {
                Relation::Agrees
            }
            _ => Relation::Undecided,
        }
    }
}

fn ends(date: &DateFact) -> (Date, Date) {
    (date.from.unwrap_or(Date::MIN), date.to.unwrap_or(Date::MAX))
}

/// Whether vague edges cannot bring the two together: the gap is longer than both.
fn far_apart(one: (Date, Date), other: (Date, Date)) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    let gap = if one.1 < other.0 {
        days(one.1, other.0)
    } else {
        days(other.1, one.0)
    };
    gap > days(one.0, one.1).max(days(other.0, other.1)).max(31)
}

#[cfg(test)]
mod tests {
    use super::super::super::Language;
    use super::super::super::figures::dates;
    use super::super::DateContext;
    use super::*;

    fn relation(claim: &str, source: &str) -> Relation {
        let one = |text| {
            let mut found = dates(text, Language::English, &DateContext::default());
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            found.remove(0)
        };
        one(claim).relation(&one(source))
    }

    #[test]
    fn a_coarser_date_follows_from_a_finer_one() {
        for claim in [
            "8 August 2022",
            "in August 2022",
            "in 2022",
            "in the summer of 2022",
            "by May 2024",
            "since 2020",
            "before 2023",
        ] {
            assert_eq!(
                relation(claim, "on 8 August 2022"),
                Relation::Agrees,
                "{claim}"
            );
        }
        assert_eq!(
            relation("between 2014 and 2020", "2014-2020"),
            Relation::Agrees
        );
        assert_eq!(relation("in August", "on 8 August 2022"), Relation::Agrees);
    }

    #[test]
    fn another_day_month_or_year_contradicts() {
        for claim in [
            "9 August 2022",
            "in July 2022",
            "in 2021",
            "by May 2021",
            "since 2023",
            "in the winter of 2022",
        ] {
            assert_eq!(
                relation(claim, "on 8 August 2022"),
                Relation::Contradicts,
                "{claim}"
            );
        }
        assert_eq!(
            relation("from 2014 to 2021", "2014-2020"),
            Relation::Contradicts
        );
        assert_eq!(
            relation("on 9 August", "on 8 August 2022"),
            Relation::Contradicts
        );
    }

    #[test]
    fn a_finer_date_than_told_is_undecided() {
        for (claim, source) in [
            ("8 August 2022", "in August 2022"),
            ("in August 2022", "in 2022"),
            ("in late 2022", "in 2022"),
            ("8 August 2022", "on 8 August"),
        ] {
            assert_eq!(
                relation(claim, source),
                Relation::Undecided,
                "{claim} / {source}"
            );
        }
    }
}
