//! The citations that a draft itself makes, in the styles that people use.

mod author_year;
mod locator;
mod model;
mod numbered;
mod pandoc;
mod scan;

use crate::span::Span;

pub(super) use locator::before as without_locator;
pub use model::{InTextCitation, Locator, LocatorKind, Style, Target};
pub(super) use pandoc::keys as pandoc_keys;
pub(super) use scan::{citations, urls_in};

/// The citations of each of so many blocks, by their places in the list.
pub(super) fn by_block(citations: &[InTextCitation], blocks: usize) -> Vec<Vec<usize>> {
    let mut by_block = vec![Vec::new(); blocks];
    for (at, citation) in citations.iter().enumerate() {
        by_block[citation.block].push(at);
    }
    by_block
}

/// A citation found in a stretch of text; spans are of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    style: Style,
    target: Target,
    locator: Option<Locator>,
    span: Span,
    apparatus: Span,
    certain: bool,
}
