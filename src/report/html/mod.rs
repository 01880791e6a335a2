//! The report as one self-contained page: what to look at first, the findings by gravity with their
//! evidence, and the draft as its reader has it with its claims marked.
//!
//! The page runs no script and loads nothing: a script element in it is data. Every word of a draft or a
//! source is escaped by the template; only http and https addresses become links.

mod card;
mod claim_review;
mod draft;
mod evidence;
mod page;
mod review;
mod run;
mod sureness;

pub(super) use page::render;
pub use review::{ReviewDesk, ReviewItem, ReviewNote, review_items, review_page};
