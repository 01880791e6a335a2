//! Web pages: the main text, without the page's furniture.

use super::extract::{Builder, Extracted};
use crate::span::Span;

/// Reads a web page.
pub(super) fn read(decoded: &str) -> Extracted {
    let mut builder = Builder::new(decoded);
    builder.words(Span::new(0, decoded.len()));
    builder.finish()
}
