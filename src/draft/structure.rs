//! What each block of a draft is there for: to state, to head, to note, to list references.

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::citation::pandoc_keys;
use super::similar_work;
use crate::document::{BlockKind, Document, Format, MarkKind};
use crate::language::clause::has_finite_verb;
use crate::language::{Language, fold, sentence};
use crate::span::{Span, SpanSet, tail};

/// What a block is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading or a row of column heads.
    Heading,
    /// Running text.
    Prose,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A block quotation.
    Quotation,
    /// A footnote or endnote that names a work, or says nothing that a sentence would.
    Note,
    /// A footnote or endnote that tells something.
    Remark,
    /// An entry of the list of references.
    Reference,
    /// The caption of a figure or table.
    Caption,
    /// The line beneath a block quotation that says whose words they are.
    Signature,
    /// Code.
    Code,
}

impl Role {
    /// Whether it is a footnote or endnote.
    pub(super) fn is_note(self) -> bool {
        matches!(self, Role::Note | Role::Remark)
    }
}

/// The blocks of a draft by what they are there for.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// The role of each block.
    pub(super) roles: Vec<Role>,
}

impl Structure {
    /// Reads the roles of a document's blocks.
    pub(super) fn of(document: &Document) -> Self {
        let mut roles = Vec::with_capacity(document.blocks().len());
        let mut in_references = false;
        let last_prose = last_prose(document);
        let leads = LazyCell::new(|| leads(document));
        let cited = LazyCell::new(|| cited(document));
        for (at, block) in document.blocks().iter().enumerate() {
            let text = block.span.of(document.text());
            let is_heading = matches!(block.kind, BlockKind::Heading { .. })
                && !(in_references && may_be_entry(document, text));
            if is_heading || is_references_heading(text) {
                let above = block.headings.iter().any(|&heading| {
                    is_references_heading(document.blocks()[heading].span.of(document.text()))
                });
                in_references = match is_references_heading(text) {
                    true => heads_entries(document, at, &leads),
                    false => above && in_references,
                };
                roles.push(Role::Heading);
                continue;
            }
            let role = match &block.kind {
                BlockKind::Footnote { .. }
                    if is_remark(text, block.language)
                        && cited.within(block.span).next().is_none() =>
                {
                    Role::Remark
                }
                BlockKind::Footnote { .. } => Role::Note,
                BlockKind::Code => Role::Code,
                _ if in_references => Role::Reference,
                _ if at > 0 && is_signature(document, at, roles[at - 1]) => Role::Signature,
                BlockKind::Heading { .. } | BlockKind::TableRow { header: true } => Role::Heading,
                BlockKind::TableRow { .. } => Role::Row,
                BlockKind::Quotation => Role::Quotation,
                BlockKind::Caption => Role::Caption,
                BlockKind::Item => Role::Item,
                BlockKind::Paragraph if last_prose.is_none_or(|last| last < at) => Role::Reference,
                BlockKind::Paragraph => Role::Prose,
            };
            roles.push(role);
        }
        Self { roles }
    }

    /// The block that the byte at `offset` of the text stands in, or the one that ends there.
    pub(super) fn block_at(&self, document: &Document, offset: usize) -> Option<usize> {
        let after = document
            .blocks()
            .partition_point(|block| block.span.start <= offset);
        let at = after.checked_sub(1)?;
        (offset <= document.blocks()[at].span.end).then_some(at)
    }

    /// Whether the draft has a list of references.
    pub(super) fn has_references(&self) -> bool {
        self.roles.contains(&Role::Reference)
    }
}

/// Whether a note tells something rather than naming a work. Only English verbs are known.
fn is_remark(note: &str, language: Language) -> bool {
    language == Language::English
        && has_finite_verb(note)
        && !similar_work::may_name_work(note)
        && pandoc_keys(note).is_empty()
}

/// Where the document has marks of works that it cites.
fn cited(document: &Document) -> SpanSet {
    let marks = document.marks().iter();
    let cited = marks.filter(|mark| matches!(mark.kind, MarkKind::Citation { .. }));
    cited.map(|mark| mark.span).collect()
}

/// Whether a block signs the block quotation above it: "— Awa Diallo [3]".
fn is_signature(document: &Document, at: usize, above: Role) -> bool {
    const MOST_WORDS: usize = 20;
    let block = &document.blocks()[at];
    let text = block.span.of(document.text());
    above == Role::Quotation
        && matches!(block.kind, BlockKind::Quotation | BlockKind::Paragraph)
        && text.starts_with(['—', '–', '―'])
        && text.split_whitespace().count() <= MOST_WORDS
}

/// Whether what plain text takes for a heading may be an entry of its list of references: a short
/// line over another, without a full stop, and with a year or an address in it.
fn may_be_entry(document: &Document, text: &str) -> bool {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|://").expect("the pattern is sound")
    });
    document.format() == Format::Plain && !is_references_heading(text) && DATED.is_match(text)
}

static REFERENCES_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d+\.?\s+)?(?:(?:list of |end ?|selected |further )?(?:references?|sources?|bibliograph(?:y|ie)|works cited|literature(?: cited)?|notes(?: and (?:references|sources))?|footnotes|endnotes|reading)|sources? (?:and|et) (?:notes|references)|references bibliographiques|notes et references|notes de bas de page|sources consultees|ouvrages cites)\s*:?$",
    )
    .expect("the pattern is sound")
});

fn is_references_heading(text: &str) -> bool {
    text.len() < 60 && REFERENCES_HEADING.is_match(fold::fold(text.trim()).as_str())
}

/// Whether what stands beneath such a heading is a list of references: at least every second block reads as an
/// entry. Beneath "Notes" may stand anything.
fn heads_entries(document: &Document, heading: usize, leads: &SpanSet) -> bool {
    let (mut blocks, mut entries) = (0, 0);
    for (at, block) in document.blocks().iter().enumerate().skip(heading + 1) {
        let text = block.span.of(document.text());
        let is_beneath = block.headings.contains(&heading);
        let is_heading = matches!(block.kind, BlockKind::Heading { .. })
            && (is_beneath || !may_be_entry(document, text));
        if is_references_heading(text) || is_heading && !is_beneath {
            break;
        }
        if is_heading || matches!(block.kind, BlockKind::Footnote { .. } | BlockKind::Code) {
            continue;
        }
        blocks += 1;
        entries += usize::from(reads_as_entry(document, at, leads));
    }
    2 * entries >= blocks
}

/// Whether a block reads as an entry of a list of references: it is numbered, begins with a name, gives a year by itself,
/// or is little more than what leads to a work.
fn reads_as_entry(document: &Document, at: usize, leads: &SpanSet) -> bool {
    let span = document.blocks()[at].span;
    let text = span.of(document.text());
    ENTRY.is_match(text)
        || is_numbered(document, span)
        || similar_work::opens_entry(text)
        || YEAR_APART.is_match(text)
        || mostly_leads(text, span, leads)
}

/// A year between signs, as an entry gives it, alone or behind day and month: "Lund, 11 June 2024."
static YEAR_APART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[(\[,.;:–—]\s*(?:(?:\d{1,2} )?\p{L}{3,10}\.? (?:\d{1,2}, )?)?(?:1[5-9]|20)\d\d[a-z]?\s*(?:[).,;:\]]|$)",
    )
    .expect("the pattern is sound")
});

/// Whether a number stands before the item at `span` in the file, as in an ordered list.
fn is_numbered(document: &Document, span: Span) -> bool {
    const LONGEST: usize = 8;
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[\s(])\d{1,3}[.)][ \t]*$").expect("the pattern is sound")
    });
    let before = &document.decoded()[..document.decoded_span(span).start];
    NUMBER.is_match(tail(before, LONGEST))
}

/// Whether all but a few words of the text at `span` are links, addresses, paths or keys.
fn mostly_leads(text: &str, span: Span, leads: &SpanSet) -> bool {
    const MOST_OTHERS: usize = 5;
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\S+").expect("the pattern is sound"));
    let is_lead = |word: &regex::Match<'_>| {
        let place = Span::new(span.start + word.start(), span.start + word.end());
        let written = word.as_str().trim_start_matches(['[', '(', '-']);
        written.starts_with('@') || written.contains('/') || leads.overlaps(place)
    };
    let (leading, others): (Vec<_>, Vec<_>) = WORD.find_iter(text).partition(is_lead);
    !leading.is_empty() && others.len() <= MOST_OTHERS
}

/// The links and citations of a document.
fn leads(document: &Document) -> SpanSet {
    let leads = document
        .marks()
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link { .. } | MarkKind::Citation { .. }));
    leads.map(|mark| mark.span).collect()
}

static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*|\[\^[^\]\s]+\]:)\s*\S")
        .expect("the pattern is sound")
});

/// The last paragraph that is no entry of a list of references. What follows it opens with numbers
/// in brackets: a list that no heading announces.
fn last_prose(document: &Document) -> Option<usize> {
    document.blocks().iter().rposition(|block| {
        matches!(block.kind, BlockKind::Paragraph)
            && !ENTRY.is_match(block.span.of(document.text()))
    })
}

/// The sentences of a block with what is no sentence of its own (a citation behind the full
/// stop) joined to the sentence before it. Spans are of the document's text.
pub(super) fn block_sentences(document: &Document, block: usize, apparatus: &SpanSet) -> Vec<Span> {
    let whole = &document.blocks()[block];
    let text = document.text();
    let mut sentences: Vec<Span> = Vec::new();
    for found in sentence::sentences(whole.span.of(text), whole.language) {
        let found = found.shifted(whole.span.start);
        let start = without_leading(text, found, apparatus);
        if let Some(last) = sentences.last_mut()
            && start > found.start
        {
            last.end = start.min(found.end);
            let kept = text[last.start..last.end].trim_end().len();
            last.end = last.start + kept;
        }
        let start = if sentences.is_empty() {
            found.start
        } else {
            start
        };
        if start < found.end {
            sentences.push(Span::new(start, found.end));
        }
    }
    sentences
}

/// Where `sentence` starts once the bracketed citations at its head are left out.
fn without_leading(text: &str, sentence: Span, apparatus: &SpanSet) -> usize {
    let mut start = sentence.start;
    while let Some(leading) = apparatus.starting_at(start)
        && is_bracketed(leading.of(text))
    {
        let rest = &text[leading.end.min(sentence.end)..sentence.end];
        let lead = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'))
                .len();
        start = leading.end.min(sentence.end) + lead;
    }
    start
}

fn is_bracketed(written: &str) -> bool {
    written.starts_with(['[', '(', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
        || written.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the last block of a draft is an entry of a list of references.
    fn is_entry(name: &str, content: &str) -> bool {
        let document = Document::read(name, content.as_bytes()).unwrap();
        Structure::of(&document).roles.last() == Some(&Role::Reference)
    }

    #[test]
    fn a_list_of_references_is_told_by_its_entries() {
        for content in [
            "# Notes\n\nThe mill closed in the spring. It had 640 workers.\n",
            "# Notes\n\n- The mill closed in 2019 and burned.\n- It had 640 workers.\n",
            "# Sources\n\nThe river has two sources. Both lie above the [old mill](mill.md) in the hills of Lund.\n",
            "# Notes\n\n## The mill\n\n- [The mill of Lund](https://a.example/mill)\n- It had 640 workers.\n- It burned in May 2019.\n",
        ] {
            assert!(!is_entry("draft.md", content), "{content}");
        }
        for content in [
            "# Notes\n\n1. The first visit.\n2. The mill closed in the spring.\n",
            "# References\n\nLind, Anna (2004). The mill.\n",
            "# References\n\n- Town archive, A history of the harbour, 11 June 1990.\n- Okoro T. Weirs and sluices. 2015.\n",
            "# Sources\n\n- [The mill of Lund](https://a.example/mill)\n- corpus/aid.md\n- @lind2004\n",
            "# Notes\n\n[1] The mill closed in the spring.\n",
            "# Bibliographie\n\n## Livres\n\n- Le Goff, La pêche à Port-Morvan, 2023.\n",
        ] {
            assert!(is_entry("draft.md", content), "{content}");
        }
        let plain =
            "It burned [1].\n\nNOTES\n\nThe harbour of Lund Bay, Coastal Review, June 2024\n";
        assert!(is_entry("draft.txt", plain));
    }

    #[test]
    fn a_note_tells_something_or_names_a_work() {
        let role = |note: &str| {
            let draft = format!("The mill of Lund burned down.[^1]\n\n[^1]: {note}\n");
            let document = Document::read("draft.md", draft.as_bytes()).unwrap();
            Structure::of(&document).roles.last().copied()
        };
        for remark in [
            "The archive gives no cause, and nobody was charged.",
            "That year the mill employed 640 people.",
            "The Lund Courier says that it burned for three days.",
        ] {
            assert_eq!(role(remark), Some(Role::Remark), "{remark}");
        }
        for note in [
            "Lind, Anna (2004). *How the mill was lost*.",
            "Anna Lind, “How the mill was lost”, Lund Courier, 3 May 2004.",
            "Town archive, How the mill was lost, vol. 3, p. 44.",
            "The Lund Courier tells how it was lost, https://courier.example/mill",
            "See Lind, who argues otherwise.",
            "Lind, op. cit., argues otherwise.",
            "Ibid.",
            "My own calculation.",
            "The figures are those of @lind2004.",
        ] {
            assert_eq!(role(note), Some(Role::Note), "{note}");
        }
    }
}
