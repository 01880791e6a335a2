//! A draft to what is checked in it: claims, quotations, and the citations it makes itself.
//!
//! It may know `document`, `language` and `span`, and the metadata types of `sources` that a
//! citation is resolved against; it knows nothing of the index or of judging.

mod claim;

pub use claim::{Claim, ClaimKind};
