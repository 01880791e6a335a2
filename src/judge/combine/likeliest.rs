//! By the likeliest window on each side: it gives the claim, excludes it, or two passages disagree.

use super::{Assessment, Bench, Decision};
use crate::judge::fusion::{sure_of_refutation, sure_of_support};
use crate::judge::model::{Effect, Stance, Verdict};
use crate::judge::policy::{CONFLICTING, REFUTED, SUPPORTED};

/// Windows shown on a side.
const SHOWN: usize = 3;

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    let (support, refutation) = (best(bench, supports)?, best(bench, refutes)?);
    let given = supports(&bench.assessments[support]);
    let excluded = refutes(&bench.assessments[refutation]);
    conflicting(bench, refutation).or_else(|| {
        if given >= excluded {
            supported(bench, support)
        } else {
            refuted(bench, refutation)
        }
    })
}

/// Two passages disagree where one by itself gives the claim and another has a fact of it otherwise. That a model reads
/// two passages differently is no disagreement: of what it so calls hardly any is one.
fn conflicting(bench: &Bench<'_, '_>, refutation: usize) -> Option<Decision> {
    let no = &bench.assessments[refutation];
    let mut facts = no.findings.iter();
    if !facts.any(|finding| finding.effect == Effect::Contradict) {
        return None;
    }
    let gives = |one: &Assessment<'_>| {
        if one.is_single() && one.is_apart_from(no) {
            supports(one)
        } else {
            0.0
        }
    };
    let support = best(bench, gives)?;
    let (given, excluded) = (gives(&bench.assessments[support]), refutes(no));
    let (most, least) = (given.max(excluded), given.min(excluded));
    let surely = most >= SUPPORTED.value.min(REFUTED.value) && least >= CONFLICTING.value;
    surely.then(|| Decision {
        verdict: Verdict::ConflictingEvidence,
        confidence: sure_of_support(given).min(sure_of_refutation(excluded)),
        by_comparison: false,
        rests_on: vec![(support, Stance::Supports), (refutation, Stance::Refutes)],
    })
}

fn supports(one: &Assessment<'_>) -> f64 {
    one.probabilities.supports
}

/// Two stretches together may only give a claim: put side by side, sentences about two things read like a
/// contradiction.
fn refutes(one: &Assessment<'_>) -> f64 {
    if one.is_single() {
        one.probabilities.refutes
    } else {
        0.0
    }
}

/// The window with most on a side; of equals the first.
fn best(bench: &Bench<'_, '_>, side: impl Fn(&Assessment<'_>) -> f64) -> Option<usize> {
    let numbered = bench.assessments.iter().enumerate();
    let best = numbered.reduce(|best, one| {
        if side(one.1) > side(best.1) {
            one
        } else {
            best
        }
    });
    best.map(|(at, _)| at)
}

fn supported(bench: &Bench<'_, '_>, first: usize) -> Option<Decision> {
    let probability = supports(&bench.assessments[first]);
    (probability >= SUPPORTED.value).then(|| Decision {
        verdict: Verdict::Supported,
        confidence: sure_of_support(probability),
        by_comparison: false,
        rests_on: shown(bench, first, supports, SUPPORTED.value, Stance::Supports),
    })
}

fn refuted(bench: &Bench<'_, '_>, first: usize) -> Option<Decision> {
    let probability = refutes(&bench.assessments[first]);
    (probability >= REFUTED.value).then(|| Decision {
        verdict: Verdict::Refuted,
        confidence: sure_of_refutation(probability),
        by_comparison: false,
        rests_on: shown(bench, first, refutes, REFUTED.value, Stance::Refutes),
    })
}

/// The deciding window first, then those of other passages that say the same.
fn shown(
    bench: &Bench<'_, '_>,
    first: usize,
    side: fn(&Assessment<'_>) -> f64,
    floor: f64,
    stance: Stance,
) -> Vec<(usize, Stance)> {
    let mut order: Vec<usize> = (0..bench.assessments.len()).collect();
    order.sort_by(|a, b| side(&bench.assessments[*b]).total_cmp(&side(&bench.assessments[*a])));
    let mut chosen = vec![first];
    for at in order {
        let one = &bench.assessments[at];
        let new = chosen
            .iter()
            .all(|known| one.is_apart_from(&bench.assessments[*known]));
        if side(one) >= floor && new && chosen.len() < SHOWN {
            chosen.push(at);
        }
    }
    chosen.into_iter().map(|at| (at, stance)).collect()
}
