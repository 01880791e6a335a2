//! Verdicts by several sentences together, none of which decides the claim alone.

use std::ops::Range;

use super::compare::Signal;
use super::confidence;
use super::decide::{Judged, PartOutcome, evidence};
use super::item::ItemKind;
use super::join::SUPPORT;
use super::outcome::{Evidence, ReasonCode, Stance, Verdict};
use super::reading::Part;
use super::{quotation, statement};

/// Share of a claim's half that must be answered, where two sentences give one half each.
const HALF_SUPPORT: f64 = 0.7;

/// Support by several sentences, each of which gives one statement of the claim whole.
pub(super) fn by_statements(part: &Part, judged: &[Judged<'_>]) -> Option<PartOutcome> {
    let statements = statement::statements(part);
    if statements.len() < 2 {
        return None;
    }
    let mut chosen: Vec<&Judged<'_>> = Vec::new();
    let mut weakest: f64 = 1.0;
    for (number, items) in statements.iter().enumerate() {
        let (coverage, one) = judged
            .iter()
            .filter(|one| gives_statement(part, one, items))
            .filter(|one| number == 0 || speaks_of_subject(part, one, &statements[0]))
            .map(|one| (partial_coverage(part, one, items), one))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        if coverage < HALF_SUPPORT {
            return None;
        }
        weakest = weakest.min(coverage);
        if !chosen.iter().any(|taken| std::ptr::eq(*taken, one)) {
            chosen.push(one);
        }
    }
    let evidence: Vec<Evidence> = chosen
        .iter()
        .map(|one| Evidence {
            stance: Stance::Supports,
            ..evidence(part, one)
        })
        .collect();
    Some(PartOutcome {
        verdict: Verdict::Supported,
        confidence: confidence::of_stance(Stance::Supports, weakest, None),
        evidence,
    })
}

/// Support by a sentence with the quoted words and the line behind it that tells who spoke.
pub(super) fn signed_quotation(part: &Part, judged: &[Judged<'_>]) -> Option<PartOutcome> {
    let words = judged
        .iter()
        .find(|one| one.comparison.has_quotation() && one.comparison.contradictions.is_empty())?;
    let line = judged.iter().find(|one| signs(part, one, words))?;
    let evidence = [words, line].map(|one| Evidence {
        stance: Stance::Supports,
        ..evidence(part, one)
    });
    Some(PartOutcome {
        verdict: Verdict::Supported,
        confidence: confidence::of_stance(Stance::Supports, SUPPORT, None),
        evidence: evidence.into(),
    })
}

/// Whether `line` follows the quoted words, which its surroundings have, and answers itself all
/// that counts in the claim and that the quoting sentence leaves open.
fn signs(part: &Part, line: &Judged<'_>, words: &Judged<'_>) -> bool {
    let quoted = quotation::quotations(&part.sentence);
    let answers = line
        .comparison
        .answers
        .iter()
        .zip(&words.comparison.answers);
    let mut items = part.items.iter().zip(answers);
    let mut unsigned = words
        .comparison
        .gaps
        .iter()
        .filter(|gap| gap.code == ReasonCode::SpeakerDiffers);
    let names_speaker = unsigned.all(|gap| {
        gap.item
            .is_some_and(|at| line.comparison.answers[at].place.is_some())
    });
    !std::ptr::eq(line, words)
        && names_speaker
        && line.comparison.contradictions.is_empty()
        && words.comparison.gaps.iter().all(|gap| gap.item.is_some())
        && items.all(|(item, (signed, spoken))| {
            if quoted.iter().any(|span| span.contains(item.span)) {
                signed.strength > 0.0
            } else {
                item.weight < 1.0 || spoken.strength > 0.0 || signed.place.is_some()
            }
        })
}

/// Whether a sentence has every fact of a statement, and nothing against it.
fn gives_statement(part: &Part, one: &Judged<'_>, items: &Range<usize>) -> bool {
    let comparison = &one.comparison;
    let within = |signal: &Signal| {
        signal.claimed.is_none_or(|span| {
            part.items[items.clone()]
                .iter()
                .any(|item| item.span.overlaps(span))
        })
    };
    !comparison.contradictions.iter().any(within) && !comparison.gaps.iter().any(within)
}

/// Whether a sentence has the first name of the claim, which later statements leave unsaid.
fn speaks_of_subject(part: &Part, one: &Judged<'_>, first: &Range<usize>) -> bool {
    let name = first
        .clone()
        .find(|&at| matches!(part.items[at].kind, ItemKind::Name { .. }));
    name.is_none_or(|at| one.comparison.answers[at].strength > 0.0)
}

fn partial_coverage(part: &Part, one: &Judged<'_>, items: &Range<usize>) -> f64 {
    let weight = |at: usize| part.items[at].weight;
    let total: f64 = items.clone().map(weight).sum();
    let answered: f64 = items
        .clone()
        .map(|at| weight(at) * one.comparison.answers[at].strength)
        .sum();
    answered / total
}
