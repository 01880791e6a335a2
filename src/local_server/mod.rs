//! The ground that a server of this program stands on: where it listens, who may speak to it, how
//! much they may send, and how it ends.
//!
//! Knows nothing of drafts, pages or reports: a server brings its routes along.

mod guard;
mod running;

pub use guard::{Limits, addressed_to, is_same, limited, random_token};
pub use running::{Door, serve};
