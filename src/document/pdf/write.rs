//! Blocks to a reading: words a block a line, with the box of each word.

use super::hyphens::Words;
use super::page::{Glyph, Line, Page, Pages};
use super::paragraphs::{Block, Body, RAISED, lowered};
use crate::document::BlockKind;
use crate::document::reading::{PrintedLine, PrintedWord, Reading, Sign, Writer};

/// Writes the blocks of a document.
pub(super) fn write(blocks: &[Block], pages: &Pages) -> Reading {
    let mut words = Words::default();
    for line in pages.pages.iter().flat_map(|page| &page.lines) {
        words.learn(&line.text());
    }
    let mut printer = Printer {
        writer: Writer::default(),
        words,
        pages: &pages.pages,
        page: 0,
    };
    for block in blocks {
        printer.block(block);
    }
    let mut writer = printer.writer;
    let embedded = &mut writer.rest().embedded;
    let title = pages.title.as_deref().filter(|title| is_title(title));
    embedded.add("title", title.unwrap_or_default());
    embedded.add("author", pages.author.as_deref().unwrap_or_default());
    writer.finish()
}

/// Whether a title says what the document is about, not which file a program made it of.
fn is_title(title: &str) -> bool {
    let low = title.trim().to_lowercase();
    let is_file = [
        "doc", "docx", "indd", "qxd", "tex", "dvi", "pdf", "pub", "ppt", "pptx", "odt", "p65", "fm",
    ]
    .iter()
    .any(|extension| low.ends_with(&format!(".{extension}")));
    let is_of_program = [
        "microsoft word",
        "untitled",
        "sans titre",
        "document1",
        "powerpoint",
    ]
    .iter()
    .any(|start| low.starts_with(start));
    low.len() > 3 && low.contains(' ') && !is_file && !is_of_program
}

struct Printer<'p> {
    writer: Writer,
    words: Words,
    pages: &'p [Page],
    /// The page of the last sign.
    page: u32,
}

impl Printer<'_> {
    fn block(&mut self, block: &Block) {
        self.writer.begin(block.kind.clone());
        if block.opens {
            self.writer.opens();
        }
        match &block.body {
            Body::Lines(lines) => self.lines(lines, &block.kind),
            Body::Cells(page, cells) => {
                for cell in cells {
                    self.writer.begin_cell(0);
                    let lines: Vec<(u32, Line)> =
                        cell.iter().map(|line| (*page, line.clone())).collect();
                    self.lines(&lines, &BlockKind::Paragraph);
                    self.writer.end_cell();
                }
            }
        }
        self.writer.end();
    }

    fn lines(&mut self, lines: &[(u32, Line)], kind: &BlockKind) {
        for (at, (page, line)) in lines.iter().enumerate() {
            self.sign(*page);
            let is_first = at == 0;
            let mut glyphs = raised(line);
            if is_first {
                leave_out_mark(&mut glyphs, kind);
            }
            let text: String = glyphs.iter().map(|glyph| glyph.character).collect();
            let text = text.trim_end();
            let next = lines.get(at + 1).map(|(_, next)| next.text());
            let parted = text.ends_with(['\u{AD}', '-', '‐'])
                && text.chars().nth_back(1).is_some_and(char::is_alphanumeric);
            let mut after = " ";
            let mut keep_hyphen = true;
            if let (true, Some(next)) = (parted, next.as_deref()) {
                let before = text.trim_end_matches(['\u{AD}', '-', '‐']);
                keep_hyphen = self.words.keeps(before, next.trim_start());
                after = "";
            }
            self.line(*page, &glyphs, keep_hyphen);
            if next.is_some() {
                self.writer.print(after);
            }
        }
    }

    fn sign(&mut self, page: u32) {
        if page == self.page {
            return;
        }
        self.page = page;
        let label = self.pages.iter().find(|it| it.number == page);
        let label = label.and_then(|page| page.label.clone());
        self.writer.sign(Sign::Page(page, label));
    }

    /// Prints a line word by word; without its last hyphen unless that is kept.
    fn line(&mut self, page: u32, glyphs: &[Glyph], keep_hyphen: bool) {
        let mut words = Vec::new();
        let mut pieces = glyphs
            .split(|glyph| glyph.character == ' ')
            .filter(|word| !word.is_empty())
            .peekable();
        while let Some(word) = pieces.next() {
            let is_last = pieces.peek().is_none();
            let mut letters: String = word.iter().map(|glyph| glyph.character).collect();
            if is_last && !keep_hyphen {
                letters.pop();
            }
            let letters = letters.replace('\u{AD}', "-");
            let start = self.writer.at();
            self.writer.print(&letters);
            words.push(PrintedWord(
                narrow(start),
                narrow(self.writer.at()),
                cover(word),
            ));
            if !is_last {
                self.writer.print(" ");
            }
        }
        self.writer
            .rest()
            .places
            .lines
            .push(PrintedLine { page, words });
    }
}

/// An offset in a reading, which is smaller than 4 GiB.
fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn cover(word: &[Glyph]) -> [i32; 4] {
    let mut all = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
    for [left, bottom, right, top] in word.iter().map(|glyph| glyph.page_box) {
        all = [
            all[0].min(left),
            all[1].min(bottom),
            all[2].max(right),
            all[3].max(top),
        ];
    }
    all
}

/// The glyphs of a line with small raised digits as raised digits: the number of a note is no part
/// of a figure.
fn raised(line: &Line) -> Vec<Glyph> {
    let (size, base) = (line.size(), line.base());
    let raise = |glyph: &Glyph| {
        let is_raised = glyph.size < 0.85 * size && glyph.base > base + 0.12 * size;
        let digit = glyph.character.to_digit(10).filter(|_| is_raised);
        Glyph {
            character: digit.map_or(glyph.character, |digit| RAISED[digit as usize]),
            ..*glyph
        }
    };
    line.glyphs.iter().map(raise).collect()
}

/// Leaves out the bullet of an item and the number of a footnote.
fn leave_out_mark(glyphs: &mut Vec<Glyph>, kind: &BlockKind) {
    let is_mark = |c: char| match kind {
        BlockKind::Item => "•▪◦‣●■□▸►➢✓·*⁃–—-\u{F0B7}".contains(c),
        BlockKind::Footnote { .. } => c.is_ascii_digit() || lowered(c) != c || "*†‡§.)".contains(c),
        _ => false,
    };
    let mark = glyphs
        .iter()
        .take_while(|glyph| is_mark(glyph.character))
        .count();
    glyphs.drain(..mark);
    let blank = glyphs
        .iter()
        .take_while(|glyph| glyph.character == ' ')
        .count();
    glyphs.drain(..blank);
}
