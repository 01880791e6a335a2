//! Hearing how far a long work is.
//!
//! Knows nothing of the work, nor of who hears.

/// Hears how far a work is. Every method may be called from any thread.
pub trait Progress: Sync {
    /// The work begins; it will have `steps` steps.
    fn begin(&self, steps: u64) {
        let _ = steps;
    }

    /// One more step is done.
    fn advance(&self) {}

    /// The work is done.
    fn end(&self) {}
}

/// Nobody listens.
impl Progress for () {}
