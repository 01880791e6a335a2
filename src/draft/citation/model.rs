//! What a draft's citation is, whatever its style.

use crate::span::Span;

/// How a draft points at its sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `[@key, p. 4]`, `@key`.
    Pandoc,
    /// A mark of the format that names the key: a role of MyST, a field of Word.
    Marked,
    /// `[^1]`, or a superscript that leads to a note.
    Note,
    /// A link on words of the sentence.
    Link,
    /// A URL written out.
    BareUrl,
    /// `(Ruaro, 2023)`, `Ruaro (2023)`.
    AuthorYear,
    /// `[3]`, `[1, 4–6]`, `¹` with a numbered list of references.
    Numbered,
}

/// What a citation points at, as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A key of a bibliography.
    Key(String),
    /// The label of a footnote or endnote.
    Note(String),
    /// An address or a path.
    Url(String),
    /// Authors and year of publication.
    AuthorYear {
        /// Family names or an organisation, as written; `et al.` is left out.
        authors: Vec<String>,
        /// `2023`, `2023a`; `None` for "n.d.".
        year: Option<String>,
    },
    /// A number of the list of references.
    Number(u32),
}

/// What a locator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocatorKind {
    /// Pages.
    Page,
    /// Paragraphs.
    Paragraph,
    /// Lines.
    Line,
    /// Chapters or sections.
    Section,
    /// Anything else that is numbered: figures, tables, volumes.
    Part,
}

/// A place within a source: `p. 4`, `para. 12`, `l. 118`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locator {
    /// What is counted.
    pub kind: LocatorKind,
    /// The first one meant.
    pub first: u32,
    /// The last one meant.
    pub last: u32,
}

/// One source that a place of a draft cites; `[@a; @b]` is two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTextCitation {
    /// Its style.
    pub style: Style,
    /// What it points at.
    pub target: Target,
    /// The place within the source that it names.
    pub locator: Option<Locator>,
    /// Where it stands in the draft's text; empty where it is no part of it (a note's number).
    pub span: Span,
    /// Where it stands in the draft's decoded content, mark-up included.
    pub place: Span,
    /// The words of the draft's text that are citation and no part of the sentence: the brackets
    /// with all that they hold. Empty for a link on words of the sentence.
    pub apparatus: Span,
    /// The block it stands in.
    pub block: usize,
    /// Whether it can be nothing but a citation. A doubtful one that leads nowhere ("Serval
    /// (2013)") is no citation.
    pub certain: bool,
}
