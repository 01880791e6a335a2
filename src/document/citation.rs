//! A place of a document together with the words that stand there.

use crate::span::{Position, Span};

/// Words of a document and exactly where they stand in its file.
///
/// Only [`Document::cite`](super::Document::cite) makes one, by slicing the hashed bytes, so a
/// quotation that is not in the document cannot be represented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub(super) path: String,
    pub(super) span: Span,
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

    /// Byte span in the file as it is on disk.
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
