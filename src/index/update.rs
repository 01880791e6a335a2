//! Bringing the index in step with the files.

use crate::sources::Unreadable;

/// Hears how far the work is. Every method may be called from any thread.
pub trait Progress: Sync {
    /// The work begins; it will be `files` files long.
    fn begin(&self, files: u64) {
        let _ = files;
    }

    /// One more file is read.
    fn advance(&self) {}

    /// The work is done.
    fn end(&self) {}
}

/// Nobody listens.
impl Progress for () {}

/// What bringing the index in step with the files took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Files that were not known before.
    pub added: usize,
    /// Files whose content changed.
    pub edited: usize,
    /// Files that only changed their name.
    pub renamed: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files whose content was read in this run.
    pub read: usize,
    /// What could not be read, in the order of the names; unreadable files of earlier runs that
    /// are still unreadable included.
    pub unreadable: Vec<Unreadable>,
    /// What the user should know (an index that cannot be kept, say), one sentence each.
    pub messages: Vec<String>,
}
