//! Markdown.

use super::extract::{Builder, Extracted};
use crate::span::Span;

/// Reads Markdown.
pub(super) fn read(decoded: &str) -> Extracted {
    let mut builder = Builder::new(decoded);
    builder.words(Span::new(0, decoded.len()));
    builder.finish()
}
