//! A place of a document together with the words that stand there.

use crate::locator::Locator;
use crate::span::{Position, Span};

/// Words of a document and exactly where they stand in its file.
///
/// Only [`Document::cite`](super::Document::cite) makes one, by slicing the hashed bytes, or
/// the reading of them, so a quotation that is not in the document cannot be represented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) locator: Locator,
    pub(super) start: Position,
    pub(super) end: Position,
    pub(super) quote: String,
}

impl Citation {
    /// Name of the document: its path, or `PATH#_id` for a record of a bulk file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where they stand besides: page, part, sheet.
    #[must_use]
    pub fn locator(&self) -> &Locator {
        &self.locator
    }

    /// Byte span in the file as it is on disk; of a file with parts in the part that the locator
    /// names, of a PDF in its reading.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Line and column of the first character.
    #[must_use]
    pub fn start(&self) -> Position {
        self.start
    }

    /// Line and column just past the last character.
    #[must_use]
    pub fn end(&self) -> Position {
        self.end
    }

    /// The words as a person reads them: mark-up, entities and soft wraps resolved.
    #[must_use]
    pub fn quote(&self) -> &str {
        &self.quote
    }
}
