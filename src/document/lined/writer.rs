//! Blocks and marks as they are handed on, whatever mark-up they were read in.

use std::collections::BTreeMap;

use crate::document::extract::{Builder, Extracted};
use crate::document::{BlockKind, CitedWork, MarkKind};
use crate::span::Span;

/// A block that holds blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) enum Holder {
    /// Running text that is set apart: a note, an example.
    Prose,
    /// A quotation.
    Quotation,
    /// A note, with its label.
    Footnote(String),
    /// What a figure or a table is called.
    Caption,
    /// An item of a list.
    Item {
        /// The block that introduces the list.
        introduced_by: Option<usize>,
        /// Its first block, once that is written.
        first: Option<usize>,
    },
}

/// Words that a mark covers and that have begun.
#[derive(Debug)]
struct Open {
    /// `None` for words that are struck.
    kind: Option<MarkKind>,
    /// Where they begin in the text.
    start: usize,
    /// What the mark covers in the source.
    source: Span,
}

/// Marks within one another that are read: each is gone through once for every mark it stands in.
const MOST_OPEN: usize = 8;

/// Kinds of thing that were not read and are told of.
const MOST_TOLD: usize = 20;

/// Writes blocks in the order of the source.
#[derive(Debug)]
pub(in crate::document) struct Writer<'a> {
    source: &'a str,
    builder: Builder<'a>,
    holders: Vec<Holder>,
    open: Vec<Open>,
    struck: usize,
    /// The block that ended last, if a list may follow it.
    last: Option<usize>,
    /// Notes that stand where they are referred to and are still to be written.
    notes: Vec<Span>,
    noted: usize,
    /// What was not read: how often, and where first.
    unread: BTreeMap<String, (usize, usize)>,
}

impl<'a> Writer<'a> {
    pub(in crate::document) fn new(source: &'a str) -> Self {
        Self {
            source,
            builder: Builder::new(source),
            holders: Vec::new(),
            open: Vec::new(),
            struck: 0,
            last: None,
            notes: Vec::new(),
            noted: 0,
            unread: BTreeMap::new(),
        }
    }

    /// Notes what the file states of itself.
    pub(in crate::document) fn state(&mut self, key: &str, value: &str) {
        self.builder.embedded().add(key, value);
    }

    /// Notes that `what` (a sentence without its end) at byte `at` was not read.
    pub(in crate::document) fn skip(&mut self, what: String, at: usize) {
        if self.unread.len() < MOST_TOLD || self.unread.contains_key(&what) {
            self.unread.entry(what).or_insert((0, at)).0 += 1;
        }
    }

    /// Begins a block that holds those that follow.
    pub(in crate::document) fn enter(&mut self, holder: Holder) {
        self.end();
        self.holders.push(holder);
    }

    /// Begins an item of a list that `introduced_by` introduces.
    pub(in crate::document) fn enter_item(&mut self, introduced_by: Option<usize>) {
        self.enter(Holder::Item {
            introduced_by,
            first: None,
        });
    }

    /// Ends the block that was entered last.
    pub(in crate::document) fn leave(&mut self) {
        self.end();
        let left = self.holders.pop();
        self.last = self
            .last
            .filter(|_| matches!(left, Some(Holder::Item { .. })));
    }

    /// The block that introduces a list beginning here: the item it is nested in, or the paragraph
    /// right before it.
    pub(in crate::document) fn lead_in(&mut self) -> Option<usize> {
        self.end();
        if let Some(Holder::Item { first, .. }) = self.holders.last() {
            return *first;
        }
        self.last
            .filter(|&last| self.builder.blocks()[last].kind.may_introduce())
    }

    /// Whether the blocks of this place are quoted.
    pub(in crate::document) fn is_quotation(&self) -> bool {
        self.holders.last() == Some(&Holder::Quotation)
    }

    /// Notes that what follows has nothing to do with what stands before.
    pub(in crate::document) fn part(&mut self) {
        self.end();
        self.last = None;
    }

    /// Begins the block that running text is at this place.
    pub(in crate::document) fn begin(&mut self) {
        self.end();
        let (kind, introduced_by) = match self.holders.last() {
            Some(Holder::Quotation) => (BlockKind::Quotation, None),
            Some(Holder::Caption) => (BlockKind::Caption, None),
            Some(Holder::Footnote(label)) => {
                let label = label.clone();
                (BlockKind::Footnote { label }, None)
            }
            Some(Holder::Item {
                introduced_by,
                first: None,
            }) => (BlockKind::Item, *introduced_by),
            _ => (BlockKind::Paragraph, None),
        };
        self.builder.begin_introduced(kind, introduced_by);
    }

    /// Begins a block of this kind.
    pub(in crate::document) fn begin_kind(&mut self, kind: BlockKind, by: Option<usize>) {
        self.end();
        self.builder.begin_introduced(kind, by);
    }

    /// Ends the block that is being written, and answers with its place.
    pub(in crate::document) fn end(&mut self) -> Option<usize> {
        self.open.clear();
        self.struck = 0;
        let index = self.builder.end();
        if let Some(index) = index {
            self.last = Some(index);
            if let Some(Holder::Item { first, .. }) = self.holders.last_mut() {
                first.get_or_insert(index);
            }
        }
        index
    }

    /// Writes code: lines that nobody says.
    pub(in crate::document) fn code(&mut self, span: Span) {
        self.begin_kind(BlockKind::Code, None);
        self.builder.copy(span);
        self.end();
    }

    pub(in crate::document) fn begin_cell(&mut self, at: usize) {
        self.builder.reach(at);
        self.builder.begin_cell();
    }

    pub(in crate::document) fn end_cell(&mut self) {
        self.builder.end_cell();
    }

    /// Appends the words at `span`, unless they are struck.
    pub(in crate::document) fn words(&mut self, span: Span) {
        if self.struck == 0 && !span.is_empty() {
            self.builder.words(span);
        }
    }

    /// Appends `text`, which stands for `span`.
    pub(in crate::document) fn replace(&mut self, text: &str, span: Span) {
        if self.struck == 0 {
            self.builder.replace(text, span);
        }
    }

    /// A gap between two words.
    pub(in crate::document) fn space(&mut self, span: Span) {
        self.builder.space(span);
    }

    /// Begins words that a mark at `source` covers; `false` where so many have begun that it is none.
    pub(in crate::document) fn open(&mut self, kind: MarkKind, source: Span) -> bool {
        self.open_any(Some(kind), source)
    }

    /// Begins words that are struck, as [`Self::open`] does.
    pub(in crate::document) fn strike(&mut self, source: Span) -> bool {
        let opens = self.open_any(None, source);
        self.struck += usize::from(opens);
        opens
    }

    fn open_any(&mut self, kind: Option<MarkKind>, source: Span) -> bool {
        if self.open.len() >= MOST_OPEN {
            return false;
        }
        self.open.push(Open {
            kind,
            start: self.builder.next_word(),
            source,
        });
        true
    }

    /// Ends the words that were begun last.
    pub(in crate::document) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.kind {
            Some(kind) if self.struck == 0 => self.builder.mark(kind, open.start, open.source),
            Some(_) => {}
            None => self.struck = self.struck.saturating_sub(1),
        }
    }

    /// Appends the words at `shown`, which the mark at `source` covers.
    pub(in crate::document) fn marked(&mut self, kind: MarkKind, shown: Span, source: Span) {
        if self.struck > 0 {
            return;
        }
        let start = self.builder.next_word();
        self.builder.words(shown);
        self.builder.mark(kind, start, source);
    }

    /// Appends a citation of `works`.
    pub(in crate::document) fn cite(&mut self, works: Vec<CitedWork>, shown: Span, source: Span) {
        if !works.is_empty() {
            self.marked(MarkKind::Citation { works }, shown, source);
        }
    }

    /// Appends raised words: digits behind a digit as a power.
    pub(in crate::document) fn raised(&mut self, shown: Span, source: Span) {
        if self.struck == 0 && !self.builder.raise(shown) {
            self.marked(MarkKind::Superscript, shown, source);
        }
    }

    /// Refers to a note. The space that some mark-ups want before it is none of the sentence.
    pub(in crate::document) fn refer(&mut self, label: &str, source: Span) {
        if self.struck == 0 {
            self.builder.forget_space();
            let label = label.to_owned();
            let at = self.builder.words_end();
            self.builder
                .mark(MarkKind::NoteReference { label }, at, source);
        }
    }

    /// Refers to the note that stands here, at `source`, with the words at `inner`.
    pub(in crate::document) fn note(&mut self, inner: Span, source: Span) {
        if self.struck == 0 {
            self.noted += 1;
            self.refer(&inline_label(self.noted), source);
            self.notes.push(inner);
        }
    }

    /// The notes that stand where they are referred to, with their labels; each is handed out once.
    pub(in crate::document) fn take_notes(&mut self) -> Vec<(String, Span)> {
        let notes = std::mem::take(&mut self.notes);
        let first = self.noted + 1 - notes.len();
        let labelled = notes.into_iter().enumerate();
        labelled
            .map(|(at, note)| (inline_label(first + at), note))
            .collect()
    }

    /// A comment of the source.
    pub(in crate::document) fn comment(&mut self, content: &str, source: Span) {
        let at = self.builder.words_end();
        let content = content.trim().to_owned();
        self.builder.mark(MarkKind::Comment { content }, at, source);
    }

    /// Hands over what was written.
    pub(in crate::document) fn finish(mut self) -> Extracted {
        self.end();
        let mut unread: Vec<(usize, String)> = self
            .unread
            .into_iter()
            .map(|(what, (count, at))| (at, told(self.source, &what, count, at)))
            .collect();
        unread.sort();
        let mut extracted = self.builder.finish();
        extracted.gaps = unread.into_iter().map(|(_, told)| told).collect();
        extracted
    }
}

/// A sentence on what was not read.
fn told(source: &str, what: &str, count: usize, at: usize) -> String {
    let line = 1 + source[..at].matches('\n').count();
    match count {
        1 => format!("line {line}: {what}"),
        _ => format!("line {line} and {} more: {what}", count - 1),
    }
}

/// The label of a note within a line, which nobody writes.
fn inline_label(number: usize) -> String {
    format!("^{number}")
}
