//! Office files and e-books: ZIP archives of XML.
//!
//! `archive` opens them with limits, `xml` makes trees of their parts, and one reader a format
//! writes the words. A citation of such a file is a part and a span of bytes in it.

mod archive;
mod book;
mod changes;
mod comments;
mod fields;
mod numbers;
mod open_sheets;
mod open_text;
mod sheets;
mod slides;
mod splice;
mod word;
mod xml;

/// Whose comments in a Word file are the program's own.
pub(super) const AUTHOR: &str = "ibid";

pub(super) use book::read as book;
pub use changes::{Change, with_changes};
pub use comments::{Comment, with_comments};
pub(super) use open_sheets::read as open_sheets;
pub(super) use open_text::read as open_text;
pub(super) use sheets::read as workbook;
pub(super) use slides::read as slides;
pub(super) use word::read as word;

use super::reading::Writer;
use crate::span::Span;

/// Writes words that stand in a part as they are, or for an escape.
fn write(writer: &mut Writer, text: &str, span: Span) {
    let is_one_line = !text.contains(['\n', '\r']);
    match text.len() == span.len() && is_one_line {
        true => writer.copy(text, span.start),
        false => writer.replace(text, span),
    }
}
