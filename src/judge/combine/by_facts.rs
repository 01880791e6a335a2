//! A sentence that has all of the claim but one figure, date or day is against it, whatever a model reads. Facts give
//! nothing: shared words support no claim.

use super::{Assessment, Bench, Decision};
use crate::judge::model::{Effect, Stance, Verdict};
use crate::judge::policy::{ALL_ELSE, BY_FACTS};

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    let at = bench.assessments.iter().position(excludes)?;
    Some(Decision {
        verdict: Verdict::Refuted,
        confidence: BY_FACTS.value,
        by_comparison: true,
        rests_on: vec![(at, Stance::Refutes)],
    })
}

/// Whether one fact differs, in one sentence that meets everything else.
fn excludes(one: &Assessment<'_>) -> bool {
    let pair = &one.pair;
    let facts = one.findings.iter();
    let against: Vec<_> = facts
        .filter(|finding| finding.effect == Effect::Contradict)
        .collect();
    let [fact] = against.as_slice() else {
        return false;
    };
    let (Some(claimed), true) = (fact.claimed, one.findings.len() == 1) else {
        return false;
    };
    pair.rest_met(claimed) >= ALL_ELSE.value && fact.found.is_some_and(|(at, _)| at == pair.main)
}
