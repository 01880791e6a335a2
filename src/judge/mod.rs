//! Claim and passage to stance, stances to verdict.
//!
//! Every comparison yields signals with spans and reasons; one table turns signals into a stance
//! and another turns stances into a verdict. It may know `language` and `span`; it knows nothing
//! of sources, index, retrieval, drafts or output, so that a verdict can be replayed from a file.

mod outcome;

pub use outcome::{Evidence, Outcome, Reason, ReasonCode, Stance, Verdict};
