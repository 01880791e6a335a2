//! The document itself: the bytes, the text read from them, and the way back.

use std::sync::Arc;

use super::{Block, Citation, Mark, OffsetMap};
use crate::span::{LineIndex, Position, Span};

/// BLAKE3 hash of a document's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Hashes `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The hash in hexadecimal, 64 digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, paragraphs separated by blank lines.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A web page.
    Html,
    /// One record of a JSON Lines file in BEIR form.
    Record,
}

/// Metadata that a file states of itself, as written: front matter, HTML meta, a BEIR record's
/// fields. Keys are lower case; `sources` decides what they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Key and value in the order of the file; a key may be repeated (several authors).
    pub fields: Vec<(String, String)>,
}

impl Embedded {
    /// The first value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// All values of `key`, in order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// A file (or a record of a bulk file) as it was read.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) path: String,
    pub(super) format: Format,
    pub(super) hash: Hash,
    /// The file as UTF-8.
    pub(super) decoded: Arc<str>,
    /// From `decoded` to the bytes on disk.
    pub(super) decoding: OffsetMap,
    pub(super) lines: LineIndex,
    /// Line number of the first line of `decoded` in its file, from 1.
    pub(super) first_line: usize,
    pub(super) text: String,
    /// From `text` to `decoded`.
    pub(super) map: OffsetMap,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) embedded: Embedded,
}

impl Document {
    /// Name of the document: its path, or `PATH#_id` for a record of a bulk file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The format it was read as.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Hash of its bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The text that was read: its blocks in order, a blank line between two.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's content as UTF-8, mark-up included.
    #[must_use]
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// The blocks, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The marks, in order of their place in the source.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What the file states of itself.
    #[must_use]
    pub fn embedded(&self) -> &Embedded {
        &self.embedded
    }

    /// The bytes on disk that a span of the text was read from.
    #[must_use]
    pub fn file_span(&self, span: Span) -> Span {
        self.decoding.to_source(self.map.to_source(span))
    }

    /// The place in the decoded content that a span of the text was read from.
    #[must_use]
    pub fn decoded_span(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// The bytes on disk of a span of the decoded content (a mark's `source`, say).
    #[must_use]
    pub fn file_span_of_decoded(&self, span: Span) -> Span {
        self.decoding.to_source(span)
    }

    /// The span of the text that was read from a span of the decoded content.
    #[must_use]
    pub fn text_span(&self, decoded: Span) -> Span {
        self.map.to_text(decoded)
    }

    /// Line and column in the file of a byte of the decoded content.
    #[must_use]
    pub fn position(&self, decoded_offset: usize) -> Position {
        let mut position = self.lines.position(&self.decoded, decoded_offset);
        position.line += self.first_line - 1;
        position
    }

    /// The words of the text at `span` and where they stand in the file.
    ///
    /// # Panics
    /// If the span is not on character boundaries of the text.
    #[must_use]
    pub fn cite(&self, span: Span) -> Citation {
        let decoded = self.decoded_span(span);
        Citation {
            path: self.path.clone(),
            span: self.decoding.to_source(decoded),
            start: self.position(decoded.start),
            end: self.position(decoded.end),
            quote: span.of(&self.text).to_owned(),
        }
    }
}
