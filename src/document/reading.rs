//! The reading of a file that is not text: the words as a person reads them, a block a line, with
//! the way back to the file and the signs (pages, sheets, slides) that stand along it.
//!
//! Readers of PDF, office files and e-books fill it; a document is put together from it as from
//! any text. It knows no format.

use serde::{Deserialize, Serialize};

use super::extract::{Builder, Extracted};
use super::{BlockKind, Embedded, MarkKind, OffsetMap};
use crate::span::Span;

/// What was read in a file, and where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Reading {
    /// The words, a block a line.
    pub(super) text: String,
    /// From the words to the bytes they were read from: those of the file's parts, one after the
    /// other; of a file without parts those of the reading itself.
    pub(super) decoding: OffsetMap,
    pub(super) pieces: Vec<Piece>,
    pub(super) places: Places,
    pub(super) embedded: Embedded,
    /// What could not be read, a sentence each.
    pub(super) gaps: Vec<String>,
}

/// A block of a reading; spans are of its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    /// The cells of a table row.
    pub(super) cells: Vec<Span>,
    pub(super) marks: Vec<(MarkKind, Span)>,
    /// Whether it begins a table or a list that has nothing to do with what stands before.
    pub(super) opens: bool,
}

/// Where the places of a reading are in its file, besides their bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Places {
    /// The parts of the file whose bytes are counted, in order.
    pub(super) parts: Vec<Part>,
    /// The signs along the text, in its order.
    pub(super) signs: Vec<(usize, Sign)>,
    /// The printed lines of a PDF, in the order of the text.
    pub(super) lines: Vec<PrintedLine>,
}

impl Places {
    /// Adds the part `name`, of so many bytes, behind the others; where the next one begins.
    pub(super) fn add_part(&mut self, name: &str, length: usize) -> usize {
        let start = self.parts.last().map_or(0, |last| last.span.end);
        let span = Span::new(start, start + length);
        let name = name.to_owned();
        self.parts.push(Part { name, span });
        span.end
    }
}

/// A part of a file: an entry of its ZIP archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) name: String,
    /// Its bytes, counted through all parts.
    pub(super) span: Span,
}

/// A sign along a reading: from here on the text stands there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Sign {
    /// A page: its number in the file, from 1, and its label where that differs.
    Page(u32, Option<String>),
    /// A page of the last layout by the program that wrote the file: a hint, for with other fonts it
    /// is laid out otherwise.
    LaidOutPage(u32),
    /// A page of the printed book, of which this file is another form.
    PrintedPage(String),
    /// A sheet of a workbook.
    Sheet(String),
    /// A cell: row and column, from 0.
    Cell(u32, u32),
    /// A slide, from 1.
    Slide(u32),
    /// A chapter of an e-book.
    Chapter(String),
    /// A message of a mailbox: its subject and day.
    Message(String),
}

/// A printed line: the page it stands on, its foot and head, and its words from left to right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PrintedLine {
    pub(super) page: u32,
    pub(super) words: Vec<PrintedWord>,
}

/// A word of a printed line: where it stands in the reading, and its box in tenths of a point
/// from the lower left corner of the page (left, bottom, right, top).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PrintedWord(pub(super) u32, pub(super) u32, pub(super) [i32; 4]);

impl Piece {
    /// A block without cells and marks.
    pub(super) fn new(kind: BlockKind, span: Span) -> Self {
        Self {
            kind,
            span,
            cells: Vec::new(),
            marks: Vec::new(),
            opens: false,
        }
    }
}

impl Reading {
    /// The blocks of the reading, ready to be made a document.
    pub(super) fn extracted(&self) -> Extracted {
        let mut builder = Builder::new(&self.text);
        *builder.embedded() = self.embedded.clone();
        let mut head = None;
        let mut lead_in = None;
        for piece in &self.pieces {
            if piece.opens {
                (head, lead_in) = (None, None);
            }
            let introduced_by = match piece.kind {
                BlockKind::TableRow { header: false } => head,
                BlockKind::Item => lead_in,
                _ => None,
            };
            builder.begin_introduced(piece.kind.clone(), introduced_by);
            write(piece, &mut builder);
            let index = builder.end();
            match piece.kind {
                BlockKind::TableRow { header: true } => head = index,
                BlockKind::TableRow { .. } | BlockKind::Item | BlockKind::Footnote { .. } => {}
                BlockKind::Paragraph => (head, lead_in) = (None, index),
                _ => (head, lead_in) = (None, None),
            }
        }
        builder.finish()
    }
}

fn write(piece: &Piece, builder: &mut Builder<'_>) {
    if piece.cells.is_empty() {
        write_marked(piece, piece.span, builder);
        return;
    }
    for cell in &piece.cells {
        builder.reach(cell.start);
        builder.begin_cell();
        write_marked(piece, *cell, builder);
        builder.end_cell();
    }
}

/// Writes the words at `span` with the marks that stand over them.
fn write_marked(piece: &Piece, span: Span, builder: &mut Builder<'_>) {
    let mut at = span.start;
    for (kind, marked) in &piece.marks {
        if marked.start < at || !span.contains(*marked) {
            continue;
        }
        builder.words(Span::new(at, marked.start));
        let start = match marked.is_empty() {
            true => builder.words_end(),
            false => builder.next_word(),
        };
        builder.words(*marked);
        builder.mark(kind.clone(), start, *marked);
        at = marked.end;
    }
    builder.words(Span::new(at, span.end));
}

/// Writes a reading block by block.
#[derive(Debug, Default)]
pub(super) struct Writer {
    reading: Reading,
    open: Option<Piece>,
}

impl Writer {
    /// Where the next word will stand.
    pub(super) fn at(&self) -> usize {
        self.reading.text.len()
    }

    /// Begins a block on a line of its own; one that is open ends.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        let at = self.at();
        self.open = Some(Piece::new(kind, Span::new(at, at)));
    }

    /// Says that the open block begins a table or list of its own.
    pub(super) fn opens(&mut self) {
        if let Some(open) = &mut self.open {
            open.opens = true;
        }
    }

    /// Whether words have been written to the open block.
    pub(super) fn has_words(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.span.start < self.at())
    }

    /// Whether words have been written to the cell that was begun last.
    pub(super) fn has_words_in_cell(&self) -> bool {
        let cell = self.open.as_ref().and_then(|open| open.cells.last());
        cell.is_some_and(|cell| cell.start < self.at())
    }

    /// Appends words that stand at `source` as they are.
    pub(super) fn copy(&mut self, words: &str, source: usize) {
        self.reading.text.push_str(words);
        self.reading
            .decoding
            .push_copied(Span::new(source, source + words.len()));
    }

    /// Appends words that stand for `source` as a whole. A line of the reading is a block, so no
    /// line break goes in.
    pub(super) fn replace(&mut self, words: &str, source: Span) {
        let words = words.replace(['\n', '\r'], " ");
        self.reading.text.push_str(&words);
        self.reading.decoding.push_replaced(words.len(), source);
    }

    /// Appends words of a reading that has no bytes but its own.
    pub(super) fn print(&mut self, words: &str) {
        let at = self.at();
        self.copy(words, at);
    }

    /// Begins a cell of the open row.
    pub(super) fn begin_cell(&mut self, separator_at: usize) {
        let is_first = self
            .open
            .as_ref()
            .is_none_or(|open| open.cells.is_empty() && open.span.start == self.at());
        if !is_first {
            self.replace("\t", Span::new(separator_at, separator_at));
        }
        let at = self.at();
        if let Some(open) = &mut self.open {
            open.cells.push(Span::new(at, at));
        }
    }

    /// Ends the cell that was begun last.
    pub(super) fn end_cell(&mut self) {
        let at = self.at();
        if let Some(cell) = self.open.as_mut().and_then(|open| open.cells.last_mut()) {
            cell.end = at;
        }
    }

    /// Marks the words from `start` on.
    pub(super) fn mark(&mut self, kind: MarkKind, start: usize) {
        let span = Span::new(start, self.at());
        if let Some(open) = &mut self.open {
            open.marks.push((kind, span));
        }
    }

    /// Puts a sign where the next word will stand.
    pub(super) fn sign(&mut self, sign: Sign) {
        let at = self.at();
        self.reading.places.signs.push((at, sign));
    }

    /// Ends the open block. One without words leaves only its marks behind.
    pub(super) fn end(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let at = self.at();
        if open.span.start == at {
            return;
        }
        open.span.end = at;
        open.marks.sort_by_key(|(_, span)| *span);
        self.reading.pieces.push(open);
        let source = self.reading.decoding.to_source(Span::new(at, at)).start;
        self.replace_line_end(source);
    }

    fn replace_line_end(&mut self, source: usize) {
        self.reading.text.push('\n');
        self.reading
            .decoding
            .push_replaced(1, Span::new(source, source));
    }

    /// What is known besides the words.
    pub(super) fn rest(&mut self) -> &mut Reading {
        &mut self.reading
    }

    /// Ends the last block and hands over the reading.
    pub(super) fn finish(mut self) -> Reading {
        self.end();
        self.reading
    }
}
