//! What the rules found and what a model reads, weighed into how likely a window gives or excludes a claim.
//!
//! Each side has the model's odds against its finding nothing, sharpened, and what the facts add or take; the three
//! possibilities (it gives, excludes, does neither) share what is likely. The numbers stand in `policy` and are chosen by
//! `training/fit.py` on what `ibid eval --features` writes.

mod features;

use super::model::{Effect, Finding, Probabilities, RuleId};
use super::policy::{
    FACT_DIFFERS, FACT_MISSING, REFUTED_OFFSET, REFUTED_SLOPE, SHARPNESS, SUPPORTED_OFFSET,
    SUPPORTED_SLOPE, Threshold,
};

pub use features::Features;

/// What keeps a window from giving a claim, whatever a model reads: support is earned.
const VETOES: [RuleId; 8] = [
    RuleId::QuantityDiffers,
    RuleId::QuantityOpen,
    RuleId::DateDiffers,
    RuleId::WeekdayDiffers,
    RuleId::NameOfAnother,
    RuleId::SpeakerDiffers,
    RuleId::QuotationAltered,
    RuleId::WordDiffers,
];

/// Whether something keeps a window from giving the claim.
pub(super) fn is_vetoed(findings: &[Finding]) -> bool {
    let mut findings = findings.iter();
    findings.any(|finding| VETOES.contains(&finding.rule))
}

/// Whether something keeps a window from excluding the claim: its figure leaves the claimed one open, and no other fact
/// differs. Of figures the comparison knows better than any model.
pub(super) fn leaves_open(findings: &[Finding]) -> bool {
    let any = |holds: fn(&Finding) -> bool| findings.iter().any(holds);
    any(|finding| finding.rule == RuleId::QuantityOpen)
        && !any(|finding| finding.effect == Effect::Contradict)
}

/// How likely the window gives and excludes the claim, by what is weighed and what is vetoed.
pub(super) fn judged(features: &Features, findings: &[Finding]) -> Probabilities {
    let weighed = |odds: f64, added: f64| (SHARPNESS.value * odds + added).exp();
    let supports = weighed(
        features.model_supports,
        -FACT_MISSING.value * features.fact_missing,
    );
    let refutes = weighed(
        features.model_refutes,
        FACT_DIFFERS.value * features.fact_differs,
    );
    let all = supports + refutes + 1.0;
    Probabilities {
        supports: if is_vetoed(findings) {
            0.0
        } else {
            supports / all
        },
        refutes: if leaves_open(findings) {
            0.0
        } else {
            refutes / all
        },
    }
}

/// How often a claim is supported where the likeliest window gives it by `probability`: it is the likeliest of several, and
/// so less likely than it looks.
pub(super) fn sure_of_support(probability: f64) -> f64 {
    calibrated(probability, SUPPORTED_OFFSET, SUPPORTED_SLOPE)
}

/// How often a claim is refuted where the likeliest window excludes it by `probability`.
pub(super) fn sure_of_refutation(probability: f64) -> f64 {
    calibrated(probability, REFUTED_OFFSET, REFUTED_SLOPE)
}

fn calibrated(probability: f64, offset: Threshold, slope: Threshold) -> f64 {
    let odds = (probability / (1.0 - probability)).ln();
    1.0 / (1.0 + (-(offset.value + slope.value * odds)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entailment::Scores;

    fn likely(supported: f32, refuted: f32, differs: bool) -> Probabilities {
        let scores = Scores {
            supported,
            refuted,
            neutral: 1.0 - supported - refuted,
        };
        let features = Features::new(&scores, differs, false);
        judged(&features, &[])
    }

    #[test]
    fn a_side_is_likelier_the_more_speaks_for_it() {
        assert!(likely(0.7, 0.1, false).supports > likely(0.5, 0.1, false).supports);
        assert!(likely(0.1, 0.5, true).refutes > likely(0.1, 0.5, false).refutes);
        let scores = Scores {
            supported: 0.5,
            refuted: 0.1,
            neutral: 0.4,
        };
        let lacking = judged(&Features::new(&scores, false, true), &[]);
        assert!(lacking.supports < likely(0.5, 0.1, false).supports);
        let unsure = likely(0.3, 0.3, false);
        assert!(unsure.supports < 0.5 && unsure.refutes < 0.5);
    }
}
