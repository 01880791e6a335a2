//! Figures in running text: what number, how exact, in what unit, of what.
//!
//! Values only: whether two figures are of the same thing, and what follows from that, is for
//! others. English and French; any other language is read by the English rules for digits.

mod change;
mod clock;
mod counted;
mod measure;
mod modifier;
mod multiple;
mod part;
mod read;
mod relation;
mod scope;
mod vague;

use super::unit::Unit;
use crate::span::Span;

pub(super) use read::read;

/// A figure of a text, as an interval of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Everything that says how much: bound, number, unit.
    pub span: Span,
    /// The number alone, without bound, approximation or unit.
    pub number_span: Span,
    /// Lower end; `None` where there is none. A percentage is its number of percent.
    pub min: Option<f64>,
    /// Upper end; `None` where there is none.
    pub max: Option<f64>,
    /// Whether `min` itself is meant ("at least 5" against "more than 5").
    pub min_inclusive: bool,
    /// Whether `max` itself is meant.
    pub max_inclusive: bool,
    /// Whether the text says that the upper end is reached, by some of the time or some of what is spoken of: "up to 5".
    pub reaches: bool,
    /// How exact the text says the figure is.
    pub approximation: Approximation,
    /// The place of the last significant digit as written: 5,100 → 100, 2.7 million → 100,000.
    pub step: f64,
    /// Unit of measure or currency.
    pub unit: Option<Unit>,
    /// What sort of figure it is.
    pub kind: QuantityKind,
    /// The change it is part of: "rose by", "fell to", "doubled".
    pub change: Option<Change>,
    /// What it counts.
    pub of: Option<Counted>,
    /// How far off another figure may be that this one, if approximate, stands for: a share of
    /// this one. `None` where the precision that it is written with decides.
    pub tolerance: Option<f64>,
}

/// How exact a text says its figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// Nothing is said.
    Plain,
    /// "Exactly", "precisely".
    Exactly,
    /// "About", "some", "an estimated", "or so".
    About,
    /// "Nearly", "almost": about, and a little less.
    Nearly,
    /// "Just over", "slightly more than": about, and a little more.
    JustOver,
}

/// What sort of figure a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// A count.
    Cardinal,
    /// A place in an order ("the third coup"): 3.
    Ordinal,
    /// A part of a whole, "two thirds": 0.667.
    Fraction,
    /// "40 per cent": 40.
    Percent,
    /// "Three percentage points": 3.
    PercentPoint,
    /// "Four out of five": 0.8.
    Ratio,
    /// "Seven times", "doubled": 7, 2.
    Multiple,
    /// An amount of money.
    Currency,
    /// A number of some unit of measure, durations included.
    Measure,
    /// "Dozens", "hundreds", "several": the interval that the word allows.
    Vague,
}

/// Whether what is measured grew or shrank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It grew.
    Rise,
    /// It shrank.
    Fall,
}

/// What a figure is to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRole {
    /// The difference: "rose by 40 percent", "a 40-per-cent reduction".
    By,
    /// The value after the change: "fell to 300".
    To,
    /// The value before the change: "from 500".
    From,
    /// The ratio of after to before: "doubled", "seven times as high".
    Factor,
}

/// The change that a figure is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Rise or fall.
    pub direction: Direction,
    /// What the figure is to it.
    pub role: ChangeRole,
    /// The words that say so.
    pub span: Span,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The whole noun group after the number, with its modifiers and participle.
    pub span: Span,
    /// Its head noun.
    pub head: Span,
    /// What happened to them, where a participle or the governing verb says so: "60 people
    /// *wounded*", "*killing* 16".
    pub participle: Option<Span>,
}

impl Quantity {
    /// A figure from `min` to `max` whose words are all at `span`, and of which nothing else is
    /// told.
    fn plain(span: Span, min: f64, max: f64, kind: QuantityKind) -> Self {
        Self {
            span,
            number_span: span,
            min: Some(min),
            max: Some(max),
            reaches: false,
            min_inclusive: true,
            max_inclusive: true,
            approximation: Approximation::Plain,
            step: min,
            unit: None,
            kind,
            change: None,
            of: None,
            tolerance: None,
        }
    }

    /// The single value, where the figure is one number rather than an interval.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.min.filter(|_| self.min == self.max)
    }

    /// Whether the text says that the figure is not meant to the digit.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        !matches!(
            self.approximation,
            Approximation::Plain | Approximation::Exactly
        ) || self.kind == QuantityKind::Vague
    }

    /// The interval as a share of one, for percentages, fractions and ratios.
    #[must_use]
    pub fn share(&self) -> Option<(Option<f64>, Option<f64>)> {
        match self.kind {
            QuantityKind::Percent => {
                Some((self.min.map(|v| v / 100.0), self.max.map(|v| v / 100.0)))
            }
            QuantityKind::Fraction | QuantityKind::Ratio => Some((self.min, self.max)),
            _ => None,
        }
    }
}
