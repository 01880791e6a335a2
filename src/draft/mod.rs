//! A draft to what is checked in it: claims, quotations, and the citations it makes itself.
//!
//! It may know `document`, `language` and `span`, and the metadata types of `sources` that a
//! citation is resolved against; it knows nothing of the index or of judging.

mod checkable;
mod citation;
mod claim;
mod comment;
mod quotation;
mod read;
mod select;
mod structure;

pub use citation::{InTextCitation, Locator, LocatorKind, Style, Target};
pub use claim::{Claim, ClaimKind};
pub use quotation::Quotation;
pub use read::Draft;
