//! A draft to what is checked in it: claims, quotations, and the citations it makes itself.
//!
//! It may know `document`, `language` and `span`, and the metadata types of `sources` that a
//! citation is resolved against; it knows nothing of the index or of judging.

mod antecedent;
mod checkable;
mod citation;
mod claim;
mod comment;
mod coverage;
pub mod fix;
mod lookup;
mod quotation;
mod read;
mod references;
mod resolve;
mod select;
mod similar_work;
mod structure;
mod web_address;

pub use citation::{InTextCitation, Locator, LocatorKind, Style, Target};
pub use claim::{Claim, ClaimKind};
pub use quotation::{
    Alteration, Matched, Pattern, Quotation, QuotedText, Speech, match_quotation, speech_of,
};
pub use read::Draft;
pub use references::Reference;
pub use resolve::{Known, Resolution, resolve};
