//! What the rules found and what a model reads, weighed into how likely a window gives or excludes a claim.
//!
//! Each side has the model's odds against its finding nothing, sharpened, and what the facts add or take; the three
//! possibilities (it gives, excludes, does neither) share what is likely. The numbers stand in `policy` and are chosen by
//! `training/fit.py` on what `ibid eval --features` writes.

mod features;

use super::model::{Effect, Finding, Probabilities, RuleId};
use super::policy::{
    ALL_MET, FACT_DIFFERS, FACT_MISSING, REFUTED_OFFSET, REFUTED_SLOPE, SHARPNESS,
    SUPPORTED_OFFSET, SUPPORTED_SLOPE, Threshold,
};

pub use features::Features;

/// What keeps a window from giving a claim, whatever a model reads: support is earned.
const VETOES: [RuleId; 9] = [
    RuleId::QuantityDiffers,
    RuleId::QuantityOpen,
    RuleId::DateDiffers,
    RuleId::WeekdayDiffers,
    RuleId::NameUnknown,
    RuleId::NameOfAnother,
    RuleId::SpeakerDiffers,
    RuleId::QuotationAltered,
    RuleId::WordDiffers,
];

/// Whether something keeps a window from giving the claim: a veto, or another figure or date in the place of one that is
/// missing, even if the two may be of different things. Of what is only missing a model may read more than its words say.
pub(super) fn is_vetoed(findings: &[Finding]) -> bool {
    let is_displaced =
        |finding: &Finding| features::MISSING.contains(&finding.rule) && finding.found.is_some();
    let mut findings = findings.iter();
    findings.any(|finding| VETOES.contains(&finding.rule) || is_displaced(finding))
}

/// Whether a window, which has the share `coverage` of the claim, has all that the claim demands, and no rule finds anything
/// said otherwise.
pub(super) fn has_all(coverage: f64, findings: &[Finding]) -> bool {
    coverage >= ALL_MET.value && findings.is_empty()
}

/// Whether something keeps a window, which has the share `coverage` of the claim, from excluding it, whatever a model reads:
/// its figure leaves the claimed one open, and no other fact differs, for of figures the comparison knows better than any
/// model; or it has all that the claim demands, and no rule finds anything said otherwise. Who accuses a sentence that its
/// source has but for the order of the words must be surer than a model is.
pub(super) fn leaves_open(coverage: f64, findings: &[Finding]) -> bool {
    let any = |holds: fn(&Finding) -> bool| findings.iter().any(holds);
    let is_open = any(|finding| finding.rule == RuleId::QuantityOpen)
        && !any(|finding| finding.effect == Effect::Contradict);
    has_all(coverage, findings) || is_open
}

/// How likely the window, which has the share `coverage` of the claim, gives and excludes it, by what is weighed and what is
/// vetoed.
pub(super) fn judged(features: &Features, coverage: f64, findings: &[Finding]) -> Probabilities {
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
        refutes: if leaves_open(coverage, findings) {
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
    use crate::judge::policy::REFUTED;

    fn likely(supported: f32, refuted: f32, differs: bool) -> Probabilities {
        let scores = Scores {
            supported,
            refuted,
            neutral: 1.0 - supported - refuted,
        };
        let features = Features::new(&scores, differs, false);
        judged(&features, 0.5, &[])
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
        let lacking = judged(&Features::new(&scores, false, true), 0.5, &[]);
        assert!(lacking.supports < likely(0.5, 0.1, false).supports);
        let unsure = likely(0.3, 0.3, false);
        assert!(unsure.supports < 0.5 && unsure.refutes < 0.5);
    }

    #[test]
    fn a_window_that_has_all_of_a_claim_excludes_it_by_a_finding_alone() {
        let scores = Scores {
            supported: 0.05,
            refuted: 0.9,
            neutral: 0.05,
        };
        let features = Features::new(&scores, false, false);
        let excluded = |coverage| judged(&features, coverage, &[]).refutes;
        assert!(excluded(0.8) > REFUTED.value);
        assert!(excluded(1.0).abs() < f64::EPSILON);
        let finding = Finding {
            rule: RuleId::Negated,
            effect: Effect::Contradict,
            claimed: None,
            found: None,
        };
        assert!(judged(&features, 1.0, &[finding]).refutes > REFUTED.value);
    }

    #[test]
    fn another_figure_in_the_place_of_a_missing_one_keeps_a_window_from_giving_the_claim() {
        let missing = |found| Finding {
            rule: RuleId::QuantityMissing,
            effect: Effect::Block,
            claimed: None,
            found,
        };
        let span = crate::span::Span::new(0, 3);
        assert!(is_vetoed(&[missing(Some(((0, 0), span)))]));
        assert!(!is_vetoed(&[missing(None)]));
    }
}
