//! From what each window says to the verdict on a sentence of a claim, and from those to the claim's.
//!
//! An ordered list of strategies, each of which decides or passes on. The only place where a verdict is made.

mod by_facts;
mod likeliest;
mod verbatim;

use super::claim::ClaimSentence;
use super::fusion::{self, Features};
use super::model::{Finding, Probabilities, Stance, Verdict};
use super::rules::Pair;
use crate::entailment::Scores;

/// A window with all that is known of it.
pub(super) struct Assessment<'a> {
    pub(super) pair: Pair<'a>,
    pub(super) findings: Vec<Finding>,
    /// Nothing on either side where no model was asked.
    pub(super) probabilities: Probabilities,
}

impl<'a> Assessment<'a> {
    /// What the rules find in a window that no model has read.
    pub(super) fn of(pair: Pair<'a>) -> Self {
        Self {
            findings: pair.findings(),
            pair,
            probabilities: Probabilities::default(),
        }
    }

    /// Weighs what a model makes of the window, if it reads its language.
    pub(super) fn weigh(&mut self, scores: Option<&Scores>) {
        if let Some(scores) = scores {
            let features = Features::of(&self.findings, scores);
            self.probabilities = fusion::judged(&features, self.pair.coverage, &self.findings);
        }
    }

    /// Whether one stretch of a passage speaks, and not two together.
    fn is_single(&self) -> bool {
        self.pair.window.stretches.len() == 1
    }

    /// Whether another passage speaks, or another part of the same one.
    fn is_apart_from(&self, other: &Self) -> bool {
        self.pair.main.0 != other.pair.main.0
    }
}

/// A verdict on a sentence of a claim, and what it rests on.
pub(super) struct Decision {
    pub(super) verdict: Verdict,
    /// How likely it is right.
    pub(super) confidence: f64,
    /// Whether words and facts were compared, and nothing was left to reading.
    pub(super) by_comparison: bool,
    /// The assessments that are shown, by number, with the stance that each has.
    pub(super) rests_on: Vec<(usize, Stance)>,
}

/// What strategies decide by.
pub(super) struct Bench<'b, 'a> {
    pub(super) claim: &'a ClaimSentence,
    pub(super) assessments: &'b [Assessment<'a>],
}

type Strategy = for<'b, 'a> fn(&Bench<'b, 'a>) -> Option<Decision>;

const STRATEGIES: &[Strategy] = &[verbatim::decide, by_facts::decide, likeliest::decide];

/// The verdict on a sentence of a claim.
pub(super) fn decide(bench: &Bench<'_, '_>) -> Decision {
    let mut strategies = STRATEGIES.iter();
    strategies
        .find_map(|strategy| strategy(bench))
        .unwrap_or_else(|| undecided(bench))
}

/// Nearest windows that are shown of a claim that nothing decides.
const NEAREST: usize = 3;

fn undecided(bench: &Bench<'_, '_>) -> Decision {
    let mut order: Vec<usize> = (0..bench.assessments.len()).collect();
    let coverage = |at: &usize| bench.assessments[*at].pair.coverage;
    order.sort_by(|a, b| coverage(b).total_cmp(&coverage(a)));
    let single = |at: &usize| bench.assessments[*at].is_single();
    let decided = |one: &Assessment<'_>| one.probabilities.supports.max(one.probabilities.refutes);
    let most = bench.assessments.iter().map(decided).fold(0.0, f64::max);
    Decision {
        verdict: Verdict::NotEnoughEvidence,
        confidence: 1.0 - most,
        by_comparison: false,
        rests_on: order
            .into_iter()
            .filter(single)
            .take(NEAREST)
            .map(|at| (at, Stance::Neutral))
            .collect(),
    }
}

/// The verdict on a claim of several parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Combined {
    /// The verdict.
    pub verdict: Verdict,
    /// The confidence of the least sure part that makes it so.
    pub confidence: f64,
    /// The parts by number, those that make it so first.
    pub order: Vec<usize>,
}

/// The verdict on a claim of several parts, each with its verdict and confidence: supported only if all are, refuted if
/// one is.
pub fn whole(parts: impl Iterator<Item = (Verdict, f64)>) -> Combined {
    let parts: Vec<(Verdict, f64)> = parts.collect();
    let has = |verdict| parts.iter().any(|(found, _)| *found == verdict);
    let verdict = if has(Verdict::Refuted) {
        Verdict::Refuted
    } else if has(Verdict::ConflictingEvidence) {
        Verdict::ConflictingEvidence
    } else if has(Verdict::NotEnoughEvidence) || parts.is_empty() {
        Verdict::NotEnoughEvidence
    } else {
        Verdict::Supported
    };
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| parts[*at].0 != verdict);
    let makes = parts.iter().filter(|(found, _)| *found == verdict);
    Combined {
        verdict,
        confidence: makes.map(|(_, confidence)| *confidence).fold(1.0, f64::min),
        order,
    }
}
