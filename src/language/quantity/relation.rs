//! What follows for one figure from another of the same thing: interval logic, nothing else.

use super::super::Relation;
use super::super::unit::Dimension;
use super::{Approximation, Change, ChangeRole, Direction, Quantity, QuantityKind, clock};

/// How far from a figure another may lie that a text calls about, nearly or just over it.
const NEARLY: f64 = 0.1;

/// From this place on figures are rounded without a word that says so.
const ROUND: f64 = 1_000.0;
/// A round figure with so many steps in it has two digits left: "5,000" may be exact.
const TWO_DIGITS: f64 = 10.0;

/// An interval of values, with the ends that do not belong to it.
#[derive(Clone, Copy, Debug)]
struct Interval {
    min: f64,
    max: f64,
    open_min: bool,
    open_max: bool,
}

impl Interval {
    fn of(quantity: &Quantity, factor: f64) -> Self {
        Self {
            min: quantity
                .min
                .map_or(f64::NEG_INFINITY, |value| value * factor),
            max: quantity.max.map_or(f64::INFINITY, |value| value * factor),
            open_min: !quantity.min_inclusive,
            open_max: !quantity.max_inclusive,
        }
    }

    /// The same with each bounded end moved outwards.
    fn widened(self, below: f64, above: f64) -> Self {
        Self {
            min: self.min - below,
            max: self.max + above,
            ..self
        }
    }

    fn contains(self, other: Self) -> bool {
        let slack = slack(other);
        let low = other.min > self.min - slack
            && (other.min > self.min + slack || !self.open_min || other.open_min);
        let high = other.max < self.max + slack
            && (other.max < self.max - slack || !self.open_max || other.open_max);
        (low || self.min == f64::NEG_INFINITY) && (high || self.max == f64::INFINITY)
    }

    fn is_apart_from(self, other: Self) -> bool {
        let slack = slack(other).max(slack(self));
        let below = |one: Self, two: Self| {
            one.max < two.min - slack
                || (one.max - two.min).abs() <= slack && (one.open_max || two.open_min)
        };
        below(self, other) || below(other, self)
    }
}

/// What the arithmetic of decimals may lose.
fn slack(interval: Interval) -> f64 {
    let finite = |value: f64| if value.is_finite() { value.abs() } else { 0.0 };
    1e-9 * finite(interval.min).max(finite(interval.max)).max(1e-6)
}

impl Quantity {
    /// What `source`, a figure of the same thing, says of this one, a claim's.
    ///
    /// A claim's "about" is allowed the precision that its own figure is written with, or the
    /// tolerance that was set; bounds are logical; "exactly" is not proven by an estimate. What a
    /// tolerance narrower than the written precision leaves out is undecided, for readers would
    /// not call it wrong.
    #[must_use]
    pub fn relation(&self, source: &Quantity) -> Relation {
        let Some((mine, theirs)) = self.factors(source) else {
            return Relation::Undecided;
        };
        if let Some(relation) = self.relation_of_hours(source) {
            return relation;
        }
        let (claim, told) = (Interval::of(self, mine), Interval::of(source, theirs));
        let estimate = source.is_approximate();
        if self.approximation == Approximation::Exactly && estimate {
            let apart = told_widely(told, source).is_apart_from(claim);
            return if apart {
                Relation::Contradicts
            } else {
                Relation::Undecided
            };
        }
        let written = self.reach(claim, mine, None);
        let wanted = self.reach(claim, mine, self.tolerance);
        let blurred = wanted.1.max(written.1) + source.reach(told, theirs, None).1;
        if self.reaches_otherwise(source, claim, told, blurred) {
            return Relation::Contradicts;
        }
        if claim.widened(wanted.0, wanted.1).contains(told) {
            return Relation::Agrees;
        }
        let widest = if estimate {
            told_widely(told, source)
        } else {
            told
        };
        let possible = claim.widened(wanted.0.max(written.0), wanted.1.max(written.1));
        let leaves_out =
            self.leaves_out_bound(claim, told) || self.is_rounding_of(mine, source, theirs);
        if possible.is_apart_from(widest) && !leaves_out {
            Relation::Contradicts
        } else {
            Relation::Undecided
        }
    }

    /// Whether of two upper ends one is reached and the other excludes that: "up to 9" says another number than "up to 6",
    /// though what stays beneath 6 stays beneath 9. An end that is not said to be reached ("at most 9") only bounds.
    /// Both may be `blurred` by so much.
    fn reaches_otherwise(
        &self,
        source: &Quantity,
        claim: Interval,
        told: Interval,
        blurred: f64,
    ) -> bool {
        let has_upper_end_alone = |one: Interval| one.max.is_finite() && !one.min.is_finite();
        if !has_upper_end_alone(claim) || !has_upper_end_alone(told) {
            return false;
        }
        let near = slack(claim) + blurred;
        let is_beyond = self.reaches && claim.max > told.max + near;
        let is_passed = source.reaches && told.max > claim.max + near;
        is_beyond || is_passed
    }

    /// What a time of day says of one half a day apart, where one of the two leaves open which half
    /// of the day it means.
    fn relation_of_hours(&self, source: &Quantity) -> Option<Relation> {
        let apart = (self.value()? - source.value()?).abs();
        let open = [self, source].map(|time| time.unit.is_some_and(clock::leaves_half_open));
        match open {
            _ if apart != clock::HALF_A_DAY => None,
            [true, _] => Some(Relation::Agrees),
            [false, true] => Some(Relation::Undecided),
            [false, false] => None,
        }
    }

    /// Whether this figure, a claim's, is the very number that a source says more or less than:
    /// "133,000" for "more than 133,000" leaves a word out and says no other number.
    fn leaves_out_bound(&self, claim: Interval, told: Interval) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= slack(claim);
        let is_plain = self.approximation == Approximation::Plain && self.value().is_some();
        let one_sided = told.min.is_finite() != told.max.is_finite();
        is_plain && one_sided && (near(claim.min, told.min) || near(claim.max, told.max))
    }

    /// Whether one of the two figures is the other written with fewer digits, as people do behind the
    /// point and with thousands: "96.6" and "96.58", "48,000" and "48,311" are no two numbers.
    fn is_rounding_of(&self, mine: f64, source: &Quantity, theirs: f64) -> bool {
        let (Some(ours), Some(told)) = (self.value(), source.value()) else {
            return false;
        };
        let is_claim_coarser = self.step * mine > source.step * theirs;
        let (coarse, factor) = match is_claim_coarser {
            true => (self, mine),
            false => (source, theirs),
        };
        // Fractions in words are exact: a third is no quarter that is rounded.
        let has_digits = |step: f64| is_whole(step.log10());
        let is_thousands = coarse.step >= ROUND
            && coarse
                .value()
                .is_some_and(|value| value.abs() >= TWO_DIGITS * coarse.step);
        let is_round = coarse.step < 1.0 || is_thousands;
        let apart = (ours * mine - told * theirs).abs();
        let is_near = apart <= coarse.step * factor / 2.0 * (1.0 + 1e-9);
        let is_plain = |one: &Quantity| one.approximation == Approximation::Plain;
        is_plain(self)
            && is_plain(source)
            && self.step * mine != source.step * theirs
            && has_digits(self.step)
            && has_digits(source.step)
            && is_round
            && is_near
    }

    /// How far below and above this figure, a claim's, another may lie that it may be said of:
    /// by the precision that it is written with, or by a tolerance where one is given.
    fn reach(&self, claim: Interval, factor: f64, tolerance: Option<f64>) -> (f64, f64) {
        let rounding = self.step * factor / 2.0;
        let share = |share: f64| magnitude(claim) * share;
        let about = tolerance.map_or(rounding, share);
        let near = share(tolerance.unwrap_or(NEARLY));
        match self.approximation {
            Approximation::About => (about, about),
            Approximation::Nearly => (near, about.min(rounding)),
            Approximation::JustOver => (0.0, near),
            Approximation::Plain | Approximation::Exactly => (0.0, 0.0),
        }
    }

    /// A rise or fall by a share, told as a multiple of the value before: "cut by 40 per cent"
    /// leaves 0.6 times as much. `None` for any other figure.
    #[must_use]
    pub fn as_multiple(&self) -> Option<Quantity> {
        let change = self.change.filter(|change| change.role == ChangeRole::By)?;
        let (min, max) = self.share()?;
        let percent = if self.kind == QuantityKind::Percent {
            0.01
        } else {
            1.0
        };
        let told = Quantity {
            kind: QuantityKind::Multiple,
            unit: None,
            step: self.step * percent,
            change: Some(Change {
                role: ChangeRole::Factor,
                ..change
            }),
            ..self.clone()
        };
        Some(match change.direction {
            Direction::Rise => Quantity {
                min: min.map(|share| 1.0 + share),
                max: max.map(|share| 1.0 + share),
                ..told
            },
            Direction::Fall => Quantity {
                min: max.map(|share| 1.0 - share),
                max: min.map(|share| 1.0 - share),
                min_inclusive: self.max_inclusive,
                max_inclusive: self.min_inclusive,
                ..told
            },
        })
    }

    /// What to multiply the two figures by so that they count the same; `None` where they measure
    /// different things.
    fn factors(&self, source: &Quantity) -> Option<(f64, f64)> {
        if let (Some(_), Some(_)) = (self.share(), source.share()) {
            let part = |quantity: &Quantity| {
                if quantity.kind == QuantityKind::Percent {
                    0.01
                } else {
                    1.0
                }
            };
            return Some((part(self), part(source)));
        }
        match (self.unit, source.unit) {
            (Some(mine), Some(theirs)) if mine.comparable(theirs) => {
                let scaled = mine.dimension != Dimension::Temperature;
                Some(if scaled {
                    (mine.factor, theirs.factor)
                } else {
                    (1.0, 1.0)
                })
            }
            (None, None) => (class(self.kind) == class(source.kind)).then_some((1.0, 1.0)),
            _ => None,
        }
    }
}

/// Kinds that compare with one another share a class.
fn class(kind: QuantityKind) -> u8 {
    match kind {
        QuantityKind::Cardinal | QuantityKind::Vague => 0,
        QuantityKind::Ordinal => 1,
        QuantityKind::Fraction | QuantityKind::Ratio | QuantityKind::Percent => 2,
        QuantityKind::PercentPoint => 3,
        QuantityKind::Multiple => 4,
        QuantityKind::Currency => 5,
        QuantityKind::Measure => 6,
    }
}

fn magnitude(interval: Interval) -> f64 {
    [interval.min, interval.max]
        .into_iter()
        .filter(|value| value.is_finite())
        .fold(0.0, |most: f64, value| most.max(value.abs()))
}

/// Where the true value may lie when the source only estimates it.
fn told_widely(told: Interval, source: &Quantity) -> Interval {
    if source.kind == QuantityKind::Vague {
        return told.widened(0.0, magnitude(told));
    }
    let by = magnitude(told) * source.tolerance.map_or(NEARLY, |share| share.max(NEARLY));
    told.widened(by, by)
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::super::super::Language;
    use super::super::super::figures::quantities;
    use super::*;

    fn one(text: &str) -> Quantity {
        let mut found = quantities(text, Language::English);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    fn relation(claim: &str, source: &str) -> Relation {
        one(claim).relation(&one(source))
    }

    #[test]
    fn a_change_by_a_share_leaves_a_multiple() {
        let ends = |text| {
            let told = one(text).as_multiple();
            told.map(|told| (told.min, told.max))
        };
        let at = |value| Some((Some(value), Some(value)));
        assert_eq!(ends("The flock was cut by half."), at(0.5));
        assert_eq!(ends("The flock grew by 50 percent."), at(1.5));
        assert_eq!(
            ends("The flock shrank by at least a quarter."),
            Some((None, Some(0.75)))
        );
        assert_eq!(ends("Half of the flock drowned."), None);
        assert_eq!(ends("The flock fell to 300 goats."), None);
    }

    #[test]
    fn indexes_and_numbers_of_parts_are_no_figures() {
        for text in [
            "It holds for all w_{0} and w_2.",
            "This is shown in part 4.",
            "See exercise 2 and lemma 3.",
        ] {
            assert_eq!(quantities(text, Language::English), [], "{text}");
        }
    }

    #[test]
    fn fewer_digits_are_no_other_number() {
        for (claim, source, expected) in [
            ("96.6 percent", "96.58 percent", Relation::Undecided),
            ("2.7 metres", "2.67 metres", Relation::Undecided),
            ("96.58 percent", "96.6 percent", Relation::Undecided),
            ("48,000 goats", "48,311 goats", Relation::Undecided),
            ("48,311 goats", "48,000 goats", Relation::Undecided),
            (
                "1.26 million goats",
                "1.3 million goats",
                Relation::Undecided,
            ),
            ("96.6 percent", "96.52 percent", Relation::Contradicts),
            ("96.52 percent", "96.6 percent", Relation::Contradicts),
            ("48,000 goats", "48,911 goats", Relation::Contradicts),
            ("48,311 goats", "48,321 goats", Relation::Contradicts),
            ("5,000 goats", "5,100 goats", Relation::Contradicts),
            ("250 goats", "253 goats", Relation::Contradicts),
            (
                "exactly 96.6 percent",
                "96.58 percent",
                Relation::Contradicts,
            ),
        ] {
            assert_eq!(relation(claim, source), expected, "{claim}: {source}");
        }
    }

    #[test]
    fn what_follows_agrees() {
        for (claim, source) in [
            ("about 5,000 goats", "5,100 goats"),
            ("\\sim 5000 goats", "5,100 goats"),
            ("\\geq 400 goats", "450 goats"),
            ("roughly a thousand goats", "an estimated 1,000 goats"),
            ("at least 400 goats", "at least 450 goats"),
            ("more than 300 goats", "at least 450 goats"),
            ("two thirds of the herd", "two thirds of the herd"),
            ("80 percent of goats", "four out of five goats"),
            ("13k goats", "13,000 goats"),
            ("€357m", "0.357 billion euros"),
            ("5 kilometres", "5,000 metres"),
            ("up to 50 goats", "40 goats"),
            ("up to 50 goats", "as many as 50 goats"),
            ("fewer than 50 goats", "up to 40 goats"),
            ("at most 50 goats", "at most 40 goats"),
            ("up to about 5,000 goats", "up to 4,960 goats"),
        ] {
            assert_eq!(
                relation(claim, source),
                Relation::Agrees,
                "{claim} / {source}"
            );
        }
    }

    #[test]
    fn what_cannot_be_contradicts() {
        for (claim, source) in [
            ("5,000 goats", "an estimated 1,000 goats"),
            ("fewer than 400 goats", "at least 450 goats"),
            ("about 5,000 goats", "5,900 goats"),
            ("1,500 goats", "5,100 goats"),
            ("a third of goats", "two thirds of goats"),
            ("40 percent of goats", "four out of five goats"),
            ("6 kilometres", "5,000 metres"),
            ("more than 50 goats", "50 goats"),
            ("exactly 50 goats", "more than 50 goats"),
            ("40 goats", "more than 50 goats"),
            ("up to 50 goats", "up to 40 goats"),
            ("as many as 40 goats", "up to 50 goats"),
            ("up to 50 goats", "no more than 40 goats"),
            ("at most 40 goats", "up to 50 goats"),
        ] {
            assert_eq!(
                relation(claim, source),
                Relation::Contradicts,
                "{claim} / {source}"
            );
        }
    }

    #[test]
    fn a_tolerance_decides_what_about_stands_for() {
        let within = |share: f64, claim: &str, source: &str| {
            let one = |text| Quantity {
                tolerance: Some(share),
                ..quantities(text, Language::English).remove(0)
            };
            one(claim).relation(&one(source))
        };
        for (share, claim, source, expected) in [
            (0.01, "about 5,000 goats", "5,040 goats", Relation::Agrees),
            (
                0.01,
                "about 5,000 goats",
                "5,400 goats",
                Relation::Undecided,
            ),
            (
                0.01,
                "about 5,000 goats",
                "5,900 goats",
                Relation::Contradicts,
            ),
            (0.2, "about 5,000 goats", "5,900 goats", Relation::Agrees),
            (
                0.2,
                "about 5,000 goats",
                "6,100 goats",
                Relation::Contradicts,
            ),
            (
                0.01,
                "nearly 5,000 goats",
                "4,900 goats",
                Relation::Undecided,
            ),
            (0.2, "nearly 5,000 goats", "4,100 goats", Relation::Agrees),
            (
                0.2,
                "just over 5,000 goats",
                "5,900 goats",
                Relation::Agrees,
            ),
            (
                0.2,
                "just over 5,000 goats",
                "4,900 goats",
                Relation::Contradicts,
            ),
            (0.2, "5,000 goats", "5,100 goats", Relation::Contradicts),
            (0.2, "5,000 goats", "about 5,900 goats", Relation::Undecided),
            (0.0, "about 5,000 goats", "5,000 goats", Relation::Agrees),
        ] {
            assert_eq!(
                within(share, claim, source),
                expected,
                "{share}: {claim} / {source}"
            );
        }
    }

    #[test]
    fn what_may_be_is_undecided() {
        for (claim, source) in [
            ("at least 500 goats", "at least 450 goats"),
            ("exactly 1,000 goats", "an estimated 1,000 goats"),
            ("$5 million", "€5 million"),
            ("three weeks", "one month"),
            ("60 goats", "60 percent of goats"),
            ("480 goats", "at least 450 goats"),
            ("50 goats", "more than 50 goats"),
            ("50 goats", "fewer than 50 goats"),
        ] {
            assert_eq!(
                relation(claim, source),
                Relation::Undecided,
                "{claim} / {source}"
            );
        }
    }
}
