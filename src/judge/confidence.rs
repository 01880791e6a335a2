//! How often a verdict like this was right: counted, not felt.

use super::join::Odds;
use super::outcome::Stance;

/// Share of verdicts that were right, by what they rest on: counted over 1,786 labelled rows of
/// five sets (figures, encyclopaedia sentences, claims about Mali with open sources), of which
/// 529 came out supported, 331 refuted and 925 undecided. What is undecided is right as often as
/// the sources are silent, which another archive may be more or less than these sets.
mod shares {
    /// Every item of the claim is answered: 412 rows.
    pub(super) const SUPPORTED_WHOLE: f64 = 0.86;
    /// Most of it is: 117 rows.
    pub(super) const SUPPORTED_MOSTLY: f64 = 0.8;
    /// All but the fact that differs is answered: 273 rows.
    pub(super) const REFUTED_WHOLE: f64 = 0.95;
    /// Most of the rest is: 58 rows.
    pub(super) const REFUTED_MOSTLY: f64 = 0.67;
}

/// Confidence of sources that disagree: too few rows to count, set by hand.
pub(super) const CONFLICTING: f64 = 0.6;
/// Confidence where nothing decides: 925 rows.
pub(super) const UNDECIDED: f64 = 0.4;

/// Coverage from which nothing of a claim is left open.
const WHOLE: f64 = 0.995;

/// How often a stance that rests on `coverage`, or on `odds` where a model was asked, was right.
pub(super) fn of_stance(stance: Stance, coverage: f64, odds: Option<Odds>) -> f64 {
    let whole = coverage >= WHOLE;
    match (stance, odds) {
        (Stance::Supports, Some(odds)) => return odds.supports,
        (Stance::Refutes, Some(odds)) => return odds.refutes,
        _ => (),
    }
    match (stance, whole) {
        (Stance::Supports, true) => shares::SUPPORTED_WHOLE,
        (Stance::Supports, false) => shares::SUPPORTED_MOSTLY,
        (Stance::Refutes, true) => shares::REFUTED_WHOLE,
        (Stance::Refutes, false) => shares::REFUTED_MOSTLY,
        (Stance::Neutral, _) => UNDECIDED,
    }
}
