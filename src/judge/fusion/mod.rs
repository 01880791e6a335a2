//! What the rules found and what a model reads, weighed into how likely a window gives or excludes a claim.
//!
//! A multinomial logistic regression over few named features, each of which moves the side alone that it speaks for. The weights are fitted by `training/fit.py` on what
//! `ibid eval --features` writes and are generated, never written by hand.

mod features;
mod weights;

use super::model::{Finding, Probabilities, RuleId};
use super::rules::Pair;
use crate::entailment::Scores;

pub use features::{FEATURES, Features};

/// The features of a window with its findings, and what a model reads of it.
pub(super) fn features(pair: &Pair<'_>, findings: &[Finding], scores: &Scores) -> Features {
    features::of(pair, findings, scores)
}

/// What keeps a window from giving a claim, whatever a model reads: support is earned.
const VETOES: [RuleId; 4] = [
    RuleId::QuantityDiffers,
    RuleId::DateDiffers,
    RuleId::WeekdayDiffers,
    RuleId::QuotationAltered,
];

/// Whether something keeps a window from giving the claim.
pub(super) fn is_vetoed(findings: &[Finding]) -> bool {
    let mut findings = findings.iter();
    findings.any(|finding| VETOES.contains(&finding.rule))
}

/// How likely the window gives and excludes the claim, by what is weighed and what is vetoed.
pub(super) fn judged(features: &Features, findings: &[Finding]) -> Probabilities {
    let likely = probabilities(features);
    Probabilities {
        supports: if is_vetoed(findings) {
            0.0
        } else {
            likely.supports
        },
        ..likely
    }
}

fn probabilities(features: &Features) -> Probabilities {
    let sum = |weights: &Features| -> f64 {
        let terms = features.iter().zip(weights);
        terms.map(|(feature, weight)| feature * weight).sum()
    };
    let (supports, refutes) = (sum(&weights::SUPPORTS).exp(), sum(&weights::REFUTES).exp());
    let all = supports + refutes + 1.0;
    Probabilities {
        supports: supports / all,
        refutes: refutes / all,
    }
}
