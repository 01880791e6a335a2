//! Check-worthy statements of a draft.

use crate::language::Context;
use crate::span::Span;

/// What a claim stands as in its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// A sentence of running text.
    Sentence,
    /// An item of a list, or a sentence of one.
    Item,
    /// A row of a table.
    TableRow,
    /// A block quotation: it claims that its words stand in a source.
    BlockQuotation,
    /// A sentence of a note that tells something, and does not only name a work.
    Remark,
}

/// A check-worthy statement of a draft, in its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it stands as.
    pub kind: ClaimKind,
    /// Where it stands in the draft's text.
    pub span: Span,
    /// The draft's text at `span`, as written.
    pub text: String,
    /// The block it stands in, as an index of the draft's blocks.
    pub block: usize,
    /// Its surroundings.
    pub context: Context,
    /// The parts of `text` that are the draft's citations, not words of the claim: `[@key]`,
    /// `(Ruaro, 2023)`, a URL. Spans of `text`, in order, never overlapping.
    pub apparatus: Vec<Span>,
    /// The formulas in `text`: their figures are none of the sentence's. Spans of `text`, in order.
    pub formulas: Vec<Span>,
    /// What pronouns and definite phrases of the claim stand for, as far as its context tells:
    /// the span of `text` and the words that may be read in its place.
    pub antecedents: Vec<(Span, String)>,
    /// The draft's citations that cover the claim, as indexes of the draft's citations: its own
    /// first, then one that covers its whole paragraph or list.
    pub citations: Vec<usize>,
    /// Whether one of the citations stands in the claim itself.
    pub has_own_citation: bool,
    /// The quotations in it, as indexes of the draft's quotations.
    pub quotations: Vec<usize>,
}
