//! What editors decided, and what was recorded: rulings, the baseline and the lock.
//!
//! It works on a finished report: it may lower findings, mark them as waived, drop those that do
//! not count and add its own, but never changes a verdict. It may know `document`, `language`, `report`,
//! `judge` and `span`; it may not know how a report comes about.

mod apply;
mod baseline;
mod changed;
mod committed;
mod confidence;
mod inline;
mod lines;
mod listing;
mod lock;
mod near;
mod ruling;
mod sign_off;
mod to_fix;

pub use apply::{Settings, apply};
pub use baseline::Baseline;
pub use changed::{Changes, DraftChange, keep_changed};
pub use committed::{Committed, Decision, RULINGS_FILE, append, read as read_committed};
pub use confidence::soften;
pub use inline::read as read_inline;
pub use lock::{LOCK_FILE, Lock, LockedDraft};
pub use ruling::{Ruling, Target, evidence_fingerprint};
pub use sign_off::{Against, SignOff, sign};
pub use to_fix::ToFix;
