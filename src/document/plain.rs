//! Plain text: paragraphs, headings, lists and quotations as people set them with bare lines.

use super::extract::{Builder, Extracted};
use crate::span::Span;

/// Reads plain text.
pub(super) fn read(decoded: &str) -> Extracted {
    let mut builder = Builder::new(decoded);
    builder.words(Span::new(0, decoded.len()));
    builder.finish()
}
