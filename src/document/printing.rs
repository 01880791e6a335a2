//! What the readers of mark-up that is gone through piece by piece (LaTeX, Typst) have in common: words, signs that
//! stand for others and marks over them, written into the block that the place asks for.
//!
//! Knows no mark-up.

use super::MarkKind;
use super::extract::Builder;
use crate::span::Span;

/// Where the words begin that a mark is to cover: in the text, and behind so many blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    start: usize,
    blocks: usize,
}

/// A reader that writes as it goes.
pub(super) trait Printing<'s> {
    fn builder(&mut self) -> &mut Builder<'s>;

    /// Whether the words at this place are struck out.
    fn is_struck(&self) -> bool;

    /// The block that ended last, if it may introduce a list.
    fn last(&mut self) -> &mut Option<usize>;

    /// The first block of the item that this place is in, which is none until it is written.
    fn first_of_item(&mut self) -> Option<&mut Option<usize>>;

    /// Begins the block that running text is at this place, unless one is open.
    fn ensure_open(&mut self);

    fn words(&mut self, span: Span) {
        if !self.is_struck() {
            self.ensure_open();
            self.builder().words(span);
        }
    }

    /// Writes words that stand for `span` as a whole.
    fn write(&mut self, words: &str, span: Span) {
        if !self.is_struck() && !words.is_empty() {
            self.ensure_open();
            self.builder().replace(words, span);
        }
    }

    /// Writes words that stand for `span`, with a mark over them.
    fn write_marked(&mut self, words: &str, span: Span, kind: MarkKind) {
        if !self.is_struck() && !words.trim().is_empty() {
            self.ensure_open();
            let builder = self.builder();
            let start = builder.next_word();
            builder.replace(words.trim(), span);
            builder.mark(kind, start, span);
        }
    }

    /// Begins what a mark is to cover.
    fn begin_mark(&mut self) -> Begun {
        self.ensure_open();
        let builder = self.builder();
        Begun {
            start: builder.next_word(),
            blocks: builder.blocks().len(),
        }
    }

    /// Marks the words that have been written since, if they stand in one block.
    fn end_mark(&mut self, kind: MarkKind, begun: Begun, source: Span) {
        let builder = self.builder();
        let is_whole = builder.blocks().len() == begun.blocks && builder.has_words();
        if is_whole && begun.start < builder.written() {
            builder.mark(kind, begun.start, source);
        }
    }

    /// Ends the block that is open; answers with its place, if it has words.
    fn end_block(&mut self) -> Option<usize> {
        let ended = self.builder().end()?;
        *self.last() = Some(ended);
        if let Some(first) = self.first_of_item() {
            first.get_or_insert(ended);
        }
        Some(ended)
    }

    /// The block that introduces a list which begins here: the item it is nested in, or the paragraph right
    /// before it.
    fn lead_in(&mut self) -> Option<usize> {
        self.end_block();
        if let Some(first) = self.first_of_item() {
            return *first;
        }
        let last = (*self.last())?;
        let introduces = self.builder().blocks()[last].kind.may_introduce();
        introduces.then_some(last)
    }
}
