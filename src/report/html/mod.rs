//! The report as one self-contained page: the draft with its claims marked, and beside it the
//! evidence for each.
//!
//! The page runs no script and loads nothing. Every word of a draft or a source is escaped by the
//! template; only http and https addresses become links.

mod card;
mod claim_review;
mod page;

pub(super) use page::render;
