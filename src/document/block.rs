//! The parts of a document: blocks of text, and the marks that stand within them.

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::span::Span;

/// What a block of a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; level 1 is the document's title.
    Heading {
        /// Level, 1 to 6.
        level: u8,
    },
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table; the row of column heads has `header: true`.
    TableRow {
        /// Whether it is the row of column heads.
        header: bool,
    },
    /// A block quotation.
    Quotation,
    /// A footnote or endnote, with the label it is called by.
    Footnote {
        /// The label, without its mark-up (`1` of `[^1]`).
        label: String,
    },
    /// The caption of a figure or a table.
    Caption,
    /// Code or preformatted text, never a claim and never evidence.
    Code,
}

impl BlockKind {
    /// Whether a list right behind such a block may be introduced by it.
    pub(super) fn may_introduce(&self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::Quotation | Self::Footnote { .. }
        )
    }
}

/// A stretch of a document's text that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the document's text.
    pub span: Span,
    /// The language it is written in.
    pub language: Language,
    /// The headings it stands under, outermost first, as indexes of blocks.
    pub headings: Vec<usize>,
    /// The cells of a table row, as spans of the document's text.
    pub cells: Vec<Span>,
    /// The block that says what a table row's columns are (its header row) or what a list's
    /// items are (its lead-in paragraph), as an index of blocks.
    pub introduced_by: Option<usize>,
}

/// Something that stands in a text without being its words: a link, a note's number, a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// The words of the document's text it covers; empty where it has none (a footnote's number
    /// is not part of the text).
    pub span: Span,
    /// Where it stands in the decoded source text, mark-up included.
    pub source: Span,
}

/// A work as a mark of the file cites it: by a citation manager's description, or by its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedWork {
    /// The key it has in this file.
    pub key: String,
    /// The page of it that is cited, as written.
    pub page: Option<String>,
    /// What is known of it: an item of CSL-JSON; empty where the file has no more than its key.
    pub csl: String,
}

/// The kinds of mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// A link and its target, as written.
    Link {
        /// The target as written, entities resolved.
        target: String,
    },
    /// A reference to the footnote with this label.
    NoteReference {
        /// The label, without its mark-up (`1` of `[^1]`).
        label: String,
    },
    /// A superscript (HTML `<sup>`, or superscript digits), which may be a note's number.
    Superscript,
    /// An inline quotation element (HTML `<q>`).
    InlineQuotation,
    /// Emphasised words (`*…*`, `<em>`, `<cite>`), often a title.
    Emphasis,
    /// Code or a formula within a sentence: its words stand in the text, but nobody says them.
    Code,
    /// The words of a citation that the format itself marks as one.
    Citation {
        /// The works.
        works: Vec<CitedWork>,
    },
    /// A person's comment in a Word file that rules on words: it begins with "ibid:".
    Ruling {
        /// What it says behind "ibid:".
        content: String,
        /// Who made it.
        by: String,
        /// The words it hangs on, as a span of the decoded content.
        on: Span,
    },
    /// A comment of the source text (`<!-- … -->`), with its content.
    Comment {
        /// What stands between the comment's marks.
        content: String,
    },
}
