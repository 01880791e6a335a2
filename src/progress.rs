//! Hearing how far a long work is, and giving it up.
//!
//! Knows nothing of the work, nor of who hears.

/// A part of a run that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Drafts are read; a step is a draft.
    Read,
    /// Sources are read into the index; a step is a byte.
    Index,
    /// A search engine is filled; a step is a passage.
    Fill,
    /// Passages are looked up; a step is a claim.
    Retrieve,
    /// What claims and passages say is read and compared; a step is a passage or a claim.
    Facts,
    /// A model is asked; a step is a pair of texts.
    Model,
    /// Quotations are looked for; a step is one of them.
    Quotations,
    /// A report is written; a step is a draft.
    Write,
}

/// Hears how far a work is. Every method may be called from any thread.
pub trait Progress: Send + Sync {
    /// A stage begins, or goes on; from here on it will have `steps` steps, or one cannot tell
    /// and `steps` is 0. A stage that had begun before ends.
    fn begin(&self, stage: Stage, steps: u64) {
        let _ = (stage, steps);
    }

    /// So many more steps are done.
    fn advance(&self, steps: u64) {
        let _ = steps;
    }

    /// The stage is done.
    fn end(&self) {}

    /// Whether nobody waits for the work any more, so that it stops where it can.
    fn is_given_up(&self) -> bool {
        false
    }
}

/// Why a work ended before its end: nobody waited for it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it was given up before its end")]
pub struct GivenUp;

/// Nobody listens.
impl Progress for () {}
