//! Claim and passages to verdict.
//!
//! What a claim demands is aligned with what the passages have; rules say what is met, missing and otherwise; that and
//! what an entailment model reads are weighed into probabilities; an ordered list of strategies makes the verdict; and
//! only then it is put into words. The stages, in the order in which a claim passes through them:
//!
//! `reading`, `claim` → `window` → `align`, `assess` → `rules` → `fusion` → `combine` → `explain`, led by `run`.
//!
//! It may know `language` and `span`, and of `entailment` the questions and the scores, but asks no model itself; it
//! knows nothing of sources, index, retrieval, drafts or output, so that a verdict can be replayed from a file.

mod align;
mod assess;
mod claim;
mod combine;
mod explain;
mod fusion;
mod model;
mod outcome;
mod policy;
mod reading;
mod rules;
mod run;
mod sentence;
mod voice;
mod window;

pub use claim::{ClaimReading, NameWord};
pub use combine::{Combined, whole};
pub use fusion::Features;
pub use model::{Effect, RuleId, Stance, Verdict};
pub use outcome::{Evidence, Excess, Outcome, Reason, ReasonCode};
pub use policy::{POLICY, Threshold};
pub use reading::{Knowledge, Reading};
pub use rules::{RULES, Rule};
pub use run::{SentenceFeatures, Trial, WindowFeatures, findings, judge};
