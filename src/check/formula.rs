//! Formulas accuse nobody: a figure within one is no figure of the sentence that holds it.

use crate::judge::{Evidence, Outcome, ReasonCode, Stance, Verdict};
use crate::span::Span;

/// Lets no passage exclude a claim, with formulas at these places of its text, for what stands in one
/// and nothing else. Where none is left that does, nothing is decided.
pub(super) fn acquit(outcome: &mut Outcome, formulas: &[Span]) {
    let mut acquitted = false;
    for evidence in &mut outcome.evidence {
        if is_about(evidence, formulas) {
            evidence.stance = Stance::Neutral;
            acquitted = true;
        }
    }
    let excludes = |evidence: &Evidence| evidence.stance == Stance::Refutes;
    if acquitted && !outcome.evidence.iter().any(excludes) {
        outcome.verdict = Verdict::NotEnoughEvidence;
    }
}

/// Whether a passage excludes a claim for what stands in a formula alone.
fn is_about(evidence: &Evidence, formulas: &[Span]) -> bool {
    let within = |span: Span| formulas.iter().any(|formula| formula.overlaps(span));
    let mut facts = evidence
        .reasons
        .iter()
        .filter(|reason| reason.stance == Stance::Refutes && reason.code != ReasonCode::Model)
        .peekable();
    evidence.stance == Stance::Refutes
        && facts.peek().is_some()
        && facts.all(|reason| reason.claim_span.is_some_and(within))
}
