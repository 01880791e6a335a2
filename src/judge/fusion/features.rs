//! What is known of a window, as numbers.

use serde::Serialize;

use crate::entailment::Scores;
use crate::judge::model::{Effect, Finding};
use crate::judge::policy::ALL_MET;
use crate::judge::rules::Pair;

/// Log-odds beyond which a model is not more believed.
const CERTAIN: f64 = 4.0;

/// The features of one window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Features {
    /// The model's log-odds of support against neither, -4 to 4.
    pub model_supports: f64,
    /// The model's log-odds of refutation against neither, -4 to 4.
    pub model_refutes: f64,
    /// 1 where a fact of the claim is given otherwise, else 0.
    pub fact_differs: f64,
    /// 1 where the window has all of the claim and no rule found anything, else 0.
    pub met_whole: f64,
}

impl Features {
    pub(in crate::judge) fn of(pair: &Pair<'_>, findings: &[Finding], scores: &Scores) -> Self {
        let mut against = findings.iter();
        let differs = against.any(|finding| finding.effect == Effect::Contradict);
        let met = findings.is_empty() && pair.coverage >= ALL_MET.value;
        Self::new(scores, differs, met)
    }

    pub(super) fn new(scores: &Scores, differs: bool, met: bool) -> Self {
        Self {
            model_supports: log_odds(scores.supported, scores.neutral),
            model_refutes: log_odds(scores.refuted, scores.neutral),
            fact_differs: f64::from(u8::from(differs)),
            met_whole: f64::from(u8::from(met)),
        }
    }

    /// In the order in which they are declared.
    #[must_use]
    pub fn as_array(&self) -> [f64; 4] {
        [
            self.model_supports,
            self.model_refutes,
            self.fact_differs,
            self.met_whole,
        ]
    }
}

/// Log-odds of what a model finds against its finding nothing.
fn log_odds(probability: f32, neutral: f32) -> f64 {
    let odds = f64::from((probability + 1e-4) / (neutral + 1e-4)).ln();
    odds.clamp(-CERTAIN, CERTAIN)
}
