//! The one place where what is known of a claim and a sentence becomes a stance: the facts that
//! were compared, and an entailment model's view where one was asked.

use super::compare::{Comparison, Signal};
use super::outcome::{ReasonCode, Stance};
use super::reading::Part;
use super::view::View;

/// Share of a claim's weight that must be answered for a sentence to give it.
pub(super) const SUPPORT: f64 = 0.77;
/// Share of the rest of the claim that must be answered before a contradiction counts, where
/// the two facts are surely of the same thing.
const REFUTE_SURE: f64 = 0.55;
/// The same where nothing says so but the words around.
const REFUTE_OPEN: f64 = 0.72;

/// How a sentence stands to a sentence of the claim.
pub(super) struct Joined<'c> {
    pub(super) stance: Stance,
    /// How strongly: the coverage it rests on.
    pub(super) strength: f64,
    /// The signal that decides, for a refutation.
    pub(super) decisive: Option<&'c Signal>,
}

/// The stance of a compared sentence. The model's `view` does not count yet: the facts decide.
pub(super) fn join<'c>(
    part: &Part,
    comparison: &'c Comparison<'_>,
    view: Option<&View>,
) -> Joined<'c> {
    let _ = view;
    by_facts(part, comparison)
}

fn by_facts<'c>(part: &Part, comparison: &'c Comparison<'_>) -> Joined<'c> {
    let refutation = comparison
        .contradictions
        .iter()
        .map(|signal| (comparison.rest(part, signal.item), signal))
        .filter(|(rest, signal)| *rest >= threshold(signal))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let coverage = comparison.coverage(part);
    let (stance, strength, decisive) = match refutation {
        Some((rest, signal)) => (Stance::Refutes, rest, Some(signal)),
        None if gives(comparison, coverage) => (Stance::Supports, coverage, None),
        None => (Stance::Neutral, coverage, None),
    };
    Joined {
        stance,
        strength,
        decisive,
    }
}

fn gives(comparison: &Comparison<'_>, coverage: f64) -> bool {
    coverage >= SUPPORT && comparison.contradictions.is_empty() && comparison.gaps.is_empty()
}

fn threshold(signal: &Signal) -> f64 {
    match signal.code {
        ReasonCode::QuotationAltered => 0.0,
        _ if signal.sure => REFUTE_SURE,
        _ => REFUTE_OPEN,
    }
}
