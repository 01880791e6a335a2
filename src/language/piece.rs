//! Words, numerals and signs of a text, as the readers of figures need them: numerals whole,
//! words folded.

use std::borrow::Cow;

use crate::span::Span;

/// A word, a numeral or a sign.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) span: Span,
    /// Lower case, without accents; a sign is itself.
    pub(super) key: Cow<'t, str>,
}

impl Piece<'_> {
    /// Whether the piece joins the words of a compound.
    pub(super) fn is_joint(&self) -> bool {
        matches!(&*self.key, "-" | "/")
    }
}

/// Cuts `text` into pieces.
pub(super) fn pieces(_text: &str) -> Vec<Piece<'_>> {
    Vec::new()
}
