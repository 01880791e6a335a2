//! Hearing how far a long work is, and giving it up.
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

impl<P: Progress + ?Sized> Progress for Box<P> {
    fn begin(&self, steps: u64) {
        (**self).begin(steps);
    }

    fn advance(&self) {
        (**self).advance();
    }

    fn end(&self) {
        (**self).end();
    }

    fn is_given_up(&self) -> bool {
        (**self).is_given_up()
    }
}
