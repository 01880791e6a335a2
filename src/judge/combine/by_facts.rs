//! A sentence that has all of the claim but one figure, date, day or speaker is against it, whatever a model reads. Facts give
//! nothing: shared words support no claim.

use super::{Assessment, Bench, Decision};
use crate::judge::model::{Effect, Finding, RuleId, Stance, Verdict};
use crate::judge::policy::{ALL_ELSE, BY_FACTS};
use crate::span::Span;

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    let at = bench.assessments.iter().position(excludes)?;
    Some(Decision {
        verdict: Verdict::Refuted,
        confidence: BY_FACTS.value,
        by_comparison: true,
        rests_on: vec![(at, Stance::Refutes)],
    })
}

/// Whether one fact differs, in a sentence that meets everything else.
fn excludes(one: &Assessment<'_>) -> bool {
    let facts = one.findings.iter();
    let against: Vec<_> = facts
        .filter(|finding| finding.effect == Effect::Contradict)
        .collect();
    let [fact] = against.as_slice() else {
        return false;
    };
    let Some(claimed) = fact.claimed else {
        return false;
    };
    // Of whom the words are given to nothing else is asked.
    let itself = match &one.pair.claim.said {
        Some(said) if fact.rule == RuleId::SpeakerDiffers => said.outside.clone(),
        _ => vec![claimed],
    };
    let mut findings = one.findings.iter();
    let is_of_it = |finding: &Finding| {
        let is_of = |span: Span| itself.iter().any(|one| one.overlaps(span));
        finding.claimed.is_some_and(is_of)
    };
    findings.all(is_of_it) && one.pair.rest_met(&itself) >= ALL_ELSE.value
}
