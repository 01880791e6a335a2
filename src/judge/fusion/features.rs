//! What is known of a window, as numbers.

use serde::Serialize;

use crate::entailment::Scores;
use crate::judge::model::{Effect, Finding, RuleId};

/// Log-odds beyond which a model is not more believed.
const CERTAIN: f64 = 4.0;

/// What finds that a figure or date of the claim is missing.
pub(super) const MISSING: [RuleId; 2] = [RuleId::QuantityMissing, RuleId::DateMissing];

/// The features of one window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Features {
    /// The model's log-odds of support against neither, -4 to 4.
    pub model_supports: f64,
    /// The model's log-odds of refutation against neither, -4 to 4.
    pub model_refutes: f64,
    /// 1 where a fact of the claim is given otherwise, else 0.
    pub fact_differs: f64,
    /// 1 where the window has nothing to hold against a figure or date of the claim, else 0.
    pub fact_missing: f64,
}

impl Features {
    pub(in crate::judge) fn of(findings: &[Finding], scores: &Scores) -> Self {
        let any = |holds: fn(&Finding) -> bool| findings.iter().any(holds);
        Self::new(
            scores,
            any(|finding| finding.effect == Effect::Contradict),
            any(|finding| MISSING.contains(&finding.rule)),
        )
    }

    pub(super) fn new(scores: &Scores, differs: bool, missing: bool) -> Self {
        let number = |holds: bool| f64::from(u8::from(holds));
        Self {
            model_supports: log_odds(scores.supported, scores.neutral),
            model_refutes: log_odds(scores.refuted, scores.neutral),
            fact_differs: number(differs),
            fact_missing: number(missing),
        }
    }

    /// In the order in which they are declared.
    #[must_use]
    pub fn as_array(&self) -> [f64; 4] {
        [
            self.model_supports,
            self.model_refutes,
            self.fact_differs,
            self.fact_missing,
        ]
    }
}

/// Log-odds of what a model finds against its finding nothing.
fn log_odds(probability: f32, neutral: f32) -> f64 {
    let odds = f64::from((probability + 1e-4) / (neutral + 1e-4)).ln();
    odds.clamp(-CERTAIN, CERTAIN)
}
