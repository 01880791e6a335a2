//! What is known of a window, as numbers.

use crate::entailment::Scores;
use crate::judge::model::{Effect, Finding};
use crate::judge::policy::ALL_MET;
use crate::judge::rules::Pair;

/// How many features there are.
pub(super) const COUNT: usize = 5;

/// Their names, in their order.
pub const FEATURES: [&str; COUNT] = [
    "constant",
    "model-supports",
    "model-refutes",
    "fact-differs",
    "all-met",
];

/// The features of one window, in the order of [`FEATURES`].
pub type Features = [f64; COUNT];

/// Log-odds beyond which a model is not more believed.
const CERTAIN: f64 = 4.0;

pub(super) fn of(pair: &Pair<'_>, findings: &[Finding], scores: &Scores) -> Features {
    let all_met = findings.is_empty() && pair.coverage >= ALL_MET.value;
    let differs = findings
        .iter()
        .any(|finding| finding.effect == Effect::Contradict);
    [
        1.0,
        log_odds(scores.supported, scores.neutral),
        log_odds(scores.refuted, scores.neutral),
        f64::from(u8::from(differs)),
        f64::from(u8::from(all_met)),
    ]
}

/// Log-odds of what a model finds against its finding nothing.
fn log_odds(probability: f32, neutral: f32) -> f64 {
    let odds = f64::from((probability + 1e-4) / (neutral + 1e-4)).ln();
    odds.clamp(-CERTAIN, CERTAIN)
}
