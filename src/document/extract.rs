//! What a reader makes of decoded text, and the builder that keeps text and map in step.
//!
//! Knows no format: readers decide what is a block and what is left out.

use super::{Block, BlockKind, Embedded, Mark, MarkKind, OffsetMap};
use crate::language::{Language, detect, told};
use crate::span::Span;

/// Between two blocks of a document's text.
const BLOCK_SEPARATOR: &str = "\n\n";
/// Between two cells of a table row.
const CELL_SEPARATOR: &str = " | ";

/// A document's text as a reader extracted it, with the way back to the decoded source.
#[derive(Clone, Debug, Default)]
pub(super) struct Extracted {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) embedded: Embedded,
    /// What was not read, a sentence each.
    pub(super) gaps: Vec<String>,
}

impl Extracted {
    /// Tells the language of each block. A heading too short to tell takes that of the text
    /// below it, any other block that of the text above it, else that of the document.
    pub(super) fn detect_languages(&mut self) {
        let declared = match self.embedded.get("language") {
            Some(tag) if tag.to_lowercase().starts_with("fr") => Language::French,
            _ => Language::English,
        };
        let told: Vec<Option<Language>> = self
            .blocks
            .iter()
            .map(|block| told(block.span.of(&self.text)))
            .collect();
        // The whole tells what a block does not that no other one tells it for.
        let ends = [told.first(), told.last()];
        let whole = match ends.into_iter().flatten().all(Option::is_some) {
            true => declared,
            false => detect(&self.text, declared),
        };
        let mut above = whole;
        for (block, told) in self.blocks.iter_mut().zip(&told) {
            above = told.unwrap_or(above);
            block.language = above;
        }
        let mut below = whole;
        for (block, told) in self.blocks.iter_mut().zip(&told).rev() {
            below = told.unwrap_or(below);
            if matches!(block.kind, BlockKind::Heading { .. }) {
                block.language = below;
            }
        }
    }

    /// Appends what was read in another text, which begins at byte `base` of this one's source.
    pub(super) fn append(&mut self, other: Extracted, base: usize) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(BLOCK_SEPARATOR);
            self.map
                .push_replaced(BLOCK_SEPARATOR.len(), Span::new(base, base));
        }
        let (start, first) = (self.text.len(), self.blocks.len());
        self.text.push_str(&other.text);
        self.map.append(&other.map, base);
        self.blocks
            .extend(other.blocks.into_iter().map(|block| Block {
                span: block.span.shifted(start),
                headings: block.headings.iter().map(|at| at + first).collect(),
                cells: block.cells.iter().map(|cell| cell.shifted(start)).collect(),
                introduced_by: block.introduced_by.map(|at| at + first),
                ..block
            }));
        self.marks.extend(other.marks.into_iter().map(|mark| Mark {
            span: mark.span.shifted(start),
            source: mark.source.shifted(base),
            ..mark
        }));
    }

    /// Marks runs of superscript digits, which may be the numbers of notes.
    pub(super) fn mark_superscripts(&mut self) {
        let is_superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '\u{2074}'..='\u{2079}');
        // Most texts are of ASCII alone, and that is told faster.
        let mut at = match self.text.is_ascii() {
            true => self.text.len(),
            false => 0,
        };
        while let Some(found) = self.text[at..].find(is_superscript) {
            let start = at + found;
            let rest = &self.text[start..];
            let end = start + rest.find(|c| !is_superscript(c)).unwrap_or(rest.len());
            let span = Span::new(start, end);
            self.marks.push(Mark {
                kind: MarkKind::Superscript,
                span,
                source: self.map.to_source(span),
            });
            at = end;
        }
        self.marks.sort_by_key(|mark| mark.source);
    }
}

/// The first names of what was not read, as many as anybody looks at, and how many more there are.
pub(super) fn first_named<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const MOST: usize = 5;
    let more = names.len().saturating_sub(MOST);
    let named = names.take(MOST).collect::<Vec<_>>().join(", ");
    match more {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// The longest label of a note, in bytes: it is kept with every block of the note and every place that
/// calls it, and nobody writes a longer one.
const LONGEST_LABEL: usize = 200;

/// The label of a note as it is kept.
pub(super) fn label(written: &str) -> String {
    written[..written.floor_char_boundary(LONGEST_LABEL)].to_owned()
}

/// Soft hyphen, zero-width space, word joiner, byte order mark: they say where a line may break,
/// not what is written.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Length of the words at the start of `bytes` that are copied as they are: as many as have one
/// plain space between them, unless there may be invisible characters.
fn spaced_length(bytes: &[u8]) -> usize {
    let word = |from: usize| {
        let rest = bytes[from..].iter();
        let length = rest.take_while(|byte| !byte.is_ascii_whitespace()).count();
        (from + length, bytes[from..from + length].is_ascii())
    };
    let (mut end, mut is_plain) = word(0);
    while is_plain && bytes.get(end) == Some(&b' ') {
        let (next, is_ascii) = word(end + 1);
        if next == end + 1 || !is_ascii {
            break;
        }
        (end, is_plain) = (next, is_ascii);
    }
    end
}

/// A block that is being written.
#[derive(Debug)]
struct Open {
    kind: BlockKind,
    introduced_by: Option<usize>,
    /// Where its text begins; `None` until its first word is written.
    start: Option<usize>,
    /// Length of text and marks before it, to go back to if it stays empty.
    text_before: usize,
    marks_before: usize,
    cells: Vec<Span>,
    /// Where the cell being written begins.
    cell: Option<usize>,
}

/// Writes blocks one after the other, in the order of the source.
///
/// White space is the builder's: runs of ASCII white space become one space, none is left at
/// either end of a block, and a block without words leaves no trace.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a str,
    out: Extracted,
    open: Option<Open>,
    /// White space seen but not yet written.
    space: Option<Span>,
    /// The headings in force, outermost first: level and index of block.
    headings: Vec<(u8, usize)>,
    /// How far the source has been read.
    read_to: usize,
}

impl<'a> Builder<'a> {
    /// A builder for blocks of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            out: Extracted::default(),
            open: None,
            space: None,
            headings: Vec::new(),
            read_to: 0,
        }
    }

    /// The metadata, to be added to.
    pub(super) fn embedded(&mut self) -> &mut Embedded {
        &mut self.out.embedded
    }

    /// The blocks that are complete.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.out.blocks
    }

    /// How long the text is: where a mark without words stands.
    pub(super) fn written(&self) -> usize {
        self.out.text.len()
    }

    /// Writes raised text: a number right behind a digit in raised digits, so that 10 to the power
    /// of 6 does not read as 106. Answers whether it did.
    pub(super) fn raise(&mut self, source: Span) -> bool {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let follows = self.space.is_none() && self.out.text.ends_with(|c: char| c.is_ascii_digit());
        let raised = source.of(self.source).chars().enumerate().map(|(at, c)| {
            let digit = c.to_digit(10).map(|digit| RAISED[digit as usize]);
            digit.or_else(|| (at == 0 && matches!(c, '-' | '−')).then_some('⁻'))
        });
        match raised.collect::<Option<String>>() {
            Some(raised) if follows && !raised.is_empty() => {
                self.replace(&raised, source);
                true
            }
            _ => false,
        }
    }

    /// The words of the text at `span`.
    pub(super) fn text_of(&self, span: Span) -> &str {
        span.of(&self.out.text)
    }

    /// Notes that what follows stands apart though no white space does: one space.
    pub(super) fn gap(&mut self) {
        self.space(Span::new(self.read_to, self.read_to));
    }

    /// Whether a block is open and has words.
    pub(super) fn has_words(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.start.is_some())
    }

    /// Whether a block is open, with or without words.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Begins a block; one that is open ends.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.begin_introduced(kind, None);
    }

    /// Begins a block that the block `introduced_by` introduces; one that is open ends.
    pub(super) fn begin_introduced(&mut self, kind: BlockKind, introduced_by: Option<usize>) {
        self.end();
        self.open = Some(Open {
            kind,
            introduced_by,
            start: None,
            text_before: self.out.text.len(),
            marks_before: self.out.marks.len(),
            cells: Vec::new(),
            cell: None,
        });
    }

    /// Ends the open block; answers with its index, or `None` if it had no words.
    pub(super) fn end(&mut self) -> Option<usize> {
        self.end_cell();
        self.space = None;
        let open = self.open.take()?;
        let is_row = matches!(open.kind, BlockKind::TableRow { .. });
        let span = open
            .start
            .map(|start| match is_row {
                true => Span::new(start, self.out.text.len()),
                false => self.trimmed(start),
            })
            .filter(|span| !span.is_empty())
            .filter(|_| !is_row || open.cells.iter().any(|cell| !cell.is_empty()));
        let Some(span) = span else {
            self.out.text.truncate(open.text_before);
            self.out.map.truncate(open.text_before);
            self.keep_wordless_marks(open.marks_before, open.text_before);
            return None;
        };
        let index = self.out.blocks.len();
        if let BlockKind::Heading { level } = open.kind {
            self.headings.retain(|&(above, _)| above < level);
        }
        self.out.blocks.push(Block {
            span,
            language: Language::default(),
            headings: self.headings.iter().map(|&(_, index)| index).collect(),
            cells: open.cells,
            introduced_by: open.introduced_by,
            kind: open.kind.clone(),
        });
        if let BlockKind::Heading { level } = open.kind {
            self.headings.push((level, index));
        }
        Some(index)
    }

    /// The text from `start` on, without white space of any kind at its borders.
    fn trimmed(&self, start: usize) -> Span {
        let written = &self.out.text[start..];
        let end = start + written.trim_end().len();
        Span::new(end - written.trim().len(), end)
    }

    /// Appends the words of `source`, its white space collapsed.
    pub(super) fn words(&mut self, source: Span) {
        let bytes = self.source.as_bytes();
        let mut at = source.start;
        while at < source.end {
            let blank = bytes[at].is_ascii_whitespace();
            let length = match blank {
                false => spaced_length(&bytes[at..source.end]),
                true => bytes[at..source.end]
                    .iter()
                    .position(|byte| !byte.is_ascii_whitespace())
                    .unwrap_or(source.end - at),
            };
            let piece = Span::new(at, at + length);
            if blank {
                self.space(piece);
            } else {
                self.copy(piece);
            }
            at += length;
        }
    }

    /// Appends `source` byte for byte, white space included (words of code, say), but without
    /// the characters that no reader sees (soft hyphens and the like).
    pub(super) fn copy(&mut self, source: Span) {
        if source.is_empty() {
            return;
        }
        let words = source.of(self.source);
        if words.is_ascii() {
            self.copy_piece(source);
            return;
        }
        let mut from = source.start;
        for (at, hidden) in words.match_indices(is_invisible) {
            let at = source.start + at;
            self.copy_piece(Span::new(from, at));
            from = at + hidden.len();
        }
        self.copy_piece(Span::new(from, source.end));
    }

    fn copy_piece(&mut self, source: Span) {
        if source.is_empty() {
            return;
        }
        self.start_writing(source.start);
        self.out.text.push_str(source.of(self.source));
        self.out.map.push_copied(source);
        self.read_to = source.end;
    }

    /// Appends `text`, which stands for `source` as a whole (an entity, an escape); its white
    /// space is collapsed.
    pub(super) fn replace(&mut self, text: &str, source: Span) {
        let blank = |c: char| c.is_ascii_whitespace();
        let seen = text.replace(is_invisible, "");
        let words: Vec<&str> = seen.split(blank).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            if !seen.is_empty() {
                self.space(source);
            }
            return;
        }
        if seen.starts_with(blank) {
            self.space(Span::new(source.start, source.start));
        }
        let words = words.join(" ");
        self.start_writing(source.start);
        self.out.text.push_str(&words);
        self.out.map.push_replaced(words.len(), source);
        self.read_to = source.end;
        if seen.ends_with(blank) {
            self.space(Span::new(source.end, source.end));
        }
    }

    /// Notes white space (or a break) at `source`: one space, if words stand on both sides.
    pub(super) fn space(&mut self, source: Span) {
        let opens_cell = self
            .open
            .as_ref()
            .is_some_and(|open| open.cell == Some(self.out.text.len()));
        if self.has_words() && !opens_cell && self.space.is_none() {
            self.space = Some(source);
        }
    }

    /// Forgets white space that is noted and not yet written.
    pub(super) fn forget_space(&mut self) {
        self.space = None;
    }

    /// Notes that the source has been read up to `at`, where an empty cell stands, say.
    pub(super) fn reach(&mut self, at: usize) {
        self.read_to = self.read_to.max(at);
    }

    /// Begins a cell of the open table row; a cell that is open ends.
    pub(super) fn begin_cell(&mut self) {
        self.end_cell();
        let at = self.read_to;
        if self
            .open
            .as_ref()
            .is_some_and(|open| !open.cells.is_empty())
        {
            self.start_writing(at);
            self.out.text.push_str(CELL_SEPARATOR);
            self.out
                .map
                .push_replaced(CELL_SEPARATOR.len(), Span::new(at, at));
        } else if self.open.is_some() {
            self.start_writing(at);
        }
        let start = self.out.text.len();
        if let Some(open) = &mut self.open {
            open.cell = Some(start);
        }
    }

    /// Ends the open cell, if one is open.
    pub(super) fn end_cell(&mut self) {
        let end = self.out.text.len();
        if let Some(open) = &mut self.open
            && let Some(start) = open.cell.take()
        {
            open.cells.push(Span::new(start, end));
            self.space = None;
        }
    }

    /// Where the last word written ends: the place of a mark that covers none.
    pub(super) fn words_end(&self) -> usize {
        self.out.text.len()
    }

    /// Where the next word will stand in the text: the start of a mark that begins here.
    pub(super) fn next_word(&self) -> usize {
        let separator = match &self.open {
            Some(open) if open.start.is_some() => usize::from(self.space.is_some()),
            _ if self.out.text.is_empty() => 0,
            _ => BLOCK_SEPARATOR.len(),
        };
        self.out.text.len() + separator
    }

    /// Adds a mark over the text written since `start` (see [`Self::next_word`]).
    pub(super) fn mark(&mut self, kind: MarkKind, start: usize, source: Span) {
        let end = self.out.text.len();
        self.out.marks.push(Mark {
            kind,
            span: Span::new(start.min(end), end),
            source,
        });
    }

    /// Ends the last block and hands over what was written.
    pub(super) fn finish(mut self) -> Extracted {
        self.end();
        self.out
    }

    /// Writes what stands between the last word and the next.
    fn start_writing(&mut self, at: usize) {
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph);
        }
        let Some(open) = &mut self.open else { return };
        if open.start.is_some() {
            if let Some(space) = self.space.take() {
                self.out.text.push(' ');
                if space.of(self.source) == " " {
                    self.out.map.push_copied(space);
                } else {
                    self.out.map.push_replaced(1, space);
                }
            }
            return;
        }
        if !self.out.text.is_empty() {
            self.out.text.push_str(BLOCK_SEPARATOR);
            let at = self.read_to.min(at);
            self.out
                .map
                .push_replaced(BLOCK_SEPARATOR.len(), Span::new(at, at));
        }
        open.start = Some(self.out.text.len());
    }

    /// Of the marks from `first` on, keeps those that cover no words (comments), moved to `end`.
    fn keep_wordless_marks(&mut self, first: usize, end: usize) {
        let mut index = 0;
        self.out.marks.retain_mut(|mark| {
            index += 1;
            if index > first {
                mark.span = Span::new(mark.span.start.min(end), mark.span.end.min(end));
            }
            index <= first || matches!(mark.kind, MarkKind::Comment { .. })
        });
    }
}
