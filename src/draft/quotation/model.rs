//! What a quotation of a draft is.

use crate::span::Span;

/// Words that a draft gives as another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words between the marks, as a span of the draft's text.
    pub span: Span,
    /// The same with the marks.
    pub marked: Span,
    /// The words, as written.
    pub text: String,
    /// The block it stands in.
    pub block: usize,
    /// Whether it is a block of its own.
    pub is_block: bool,
    /// Whom the sentence names as the speaker or the author, as written.
    pub speaker: Option<String>,
    /// The draft's citations that cover it, as indexes of the draft's citations.
    pub citations: Vec<usize>,
}
