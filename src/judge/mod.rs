//! Claim and passage to stance, stances to verdict.
//!
//! Every comparison yields signals with spans and reasons; one table turns signals into a stance
//! and another turns stances into a verdict. It may know `language` and `span`; it knows nothing
//! of sources, index, retrieval, drafts or output, so that a verdict can be replayed from a file.

mod outcome;
mod reading;

pub use outcome::{Evidence, Outcome, Reason, ReasonCode, Stance, Verdict};
pub use reading::{ClaimReading, Knowledge, Reading};

/// The verdict on `claim` by `passages`, best retrieved first.
///
/// [`Evidence::passage`] of the outcome counts in `passages`; spans of the evidence are spans of
/// that passage's text. A claim may rest on several sentences, of one passage or of several.
#[must_use]
pub fn judge(claim: &ClaimReading, passages: &[&Reading], knowledge: &Knowledge) -> Outcome {
    let _ = (claim, passages, knowledge);
    Outcome {
        verdict: Verdict::NotEnoughEvidence,
        confidence: 0.5,
        evidence: Vec::new(),
    }
}
