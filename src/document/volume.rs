//! Several texts read as one document: the chapters of an e-book, the parts of a message.
//!
//! Each text is a part, whose bytes a citation counts. It knows no format.

use super::extract::Extracted;
use super::reading::{Places, Sign};
use super::{Embedded, OffsetMap};
use crate::span::Span;

/// What was read: the texts with their mark-up, one after the other, and what they say.
#[derive(Default)]
pub(super) struct Volume {
    pub(super) decoded: String,
    pub(super) decoding: OffsetMap,
    pub(super) extracted: Extracted,
    pub(super) places: Places,
    /// What could not be read, a sentence each.
    pub(super) gaps: Vec<String>,
}

/// A text that is a part of a volume.
pub(super) struct Text<'t> {
    /// Its name in the file.
    pub(super) part: &'t str,
    pub(super) decoded: &'t str,
    /// From `decoded` to the bytes of the part.
    pub(super) map: &'t OffsetMap,
    /// How many bytes the part has.
    pub(super) length: usize,
    pub(super) read: Extracted,
    /// The signs along `decoded`.
    pub(super) signs: Vec<(usize, Sign)>,
}

impl Volume {
    /// Adds a text behind the others.
    pub(super) fn add(&mut self, text: Text<'_>) {
        let at = self.decoded.len();
        let signs = text.signs.into_iter();
        self.places
            .signs
            .extend(signs.map(|(offset, sign)| (at + offset, sign)));
        let end = self.places.add_part(text.part, text.length);
        self.decoded.push_str(text.decoded);
        self.decoding.append(text.map, end - text.length);
        self.decoded.push('\n');
        self.decoding.push_replaced(1, Span::new(end, end));
        self.extracted.append(text.read, at);
    }

    /// What the whole says of itself.
    pub(super) fn state(&mut self, embedded: Embedded) {
        self.extracted.embedded = embedded;
    }
}
