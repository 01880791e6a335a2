//! A sentence that has all of the claim but one figure, date, day or speaker is against it, whatever a model reads, unless
//! another sentence has all of it. Facts give nothing: shared words support no claim.

use super::verbatim::{FEWEST, skipped};
use super::{Assessment, Bench, Decision};
use crate::judge::fusion::has_all;
use crate::judge::model::{Alignment, Effect, Finding, RuleId, Stance, Verdict};
use crate::judge::policy::{ALL_ELSE, BY_FACTS, SKIPPED};
use crate::judge::rules::Pair;
use crate::span::Span;

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    if bench.assessments.iter().any(gives_whole) {
        return None;
    }
    let at = bench.assessments.iter().position(excludes)?;
    Some(Decision {
        verdict: Verdict::Refuted,
        confidence: BY_FACTS.value,
        by_comparison: true,
        rests_on: vec![(at, Stance::Refutes)],
    })
}

/// Whether a sentence has all that the claim demands, and nothing otherwise. Then another's fact is of another thing, or the
/// two disagree, which is left to reading: "the first reason" says nothing against the second, where both stand.
fn gives_whole(one: &Assessment<'_>) -> bool {
    one.is_single() && has_all(one.pair.coverage, &one.findings)
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
    findings.all(is_of_it)
        && one.pair.rest_met(&itself) >= ALL_ELSE.value
        && is_close(&one.pair, fact, &itself)
}

/// Whether the rest of the claim is more than a few words, or stands around the fact as closely as in the claim: "three
/// groups" is not "three parts that were made into four groups".
fn is_close(pair: &Pair<'_>, fact: &Finding, itself: &[Span]) -> bool {
    let is_rest = |span: Span| !itself.iter().any(|one| one.overlaps(span));
    let requirements = pair.claim.requirements.iter().zip(&pair.met);
    let rest = requirements.filter(|(one, met)| is_rest(one.span) && met.at == Some(pair.main));
    let mut places: Vec<Span> = rest
        .filter_map(|(_, met)| match met.alignment {
            Alignment::Met { span, .. } => Some(span),
            _ => None,
        })
        .collect();
    if places.len() >= FEWEST {
        return true;
    }
    places.extend(
        fact.found
            .filter(|(at, _)| *at == pair.main)
            .map(|(_, span)| span),
    );
    places.sort_unstable();
    skipped(pair.main(), &places) <= SKIPPED.value as usize
}
