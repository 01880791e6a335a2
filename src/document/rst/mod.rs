//! reStructuredText as docutils and Sphinx read it: sections, lists, block quotations, directives, notes.
//!
//! Blocks are told by their lines and indents. What a directive that is not known holds may be
//! anything, so it is not read, and said.

mod directive;
mod inline;
mod known;
mod list;
mod names;
mod role;
mod table;

use super::BlockKind;
use super::extract::Extracted;
use super::lined::{DEEPEST, Holder, Line, Writer, lines};
use crate::span::Span;
use names::Names;

/// Reads reStructuredText.
pub(super) fn read(decoded: &str) -> Extracted {
    let lines = lines(decoded);
    let mut reader = Reader {
        source: decoded,
        names: Names::of(decoded, &lines),
        writer: Writer::new(decoded),
        styles: Vec::new(),
        is_head: true,
        lines,
    };
    let end = reader.lines.len();
    let begin = reader.statements(end);
    reader.blocks(begin, end, 0, 0);
    reader.writer.finish()
}

struct Reader<'a> {
    source: &'a str,
    lines: Vec<Line>,
    names: Names,
    writer: Writer<'a>,
    /// The styles of headings by their levels: sign, and whether it stands above the words too.
    styles: Vec<(u8, bool)>,
    /// Whether nothing but titles was read: a field is one of the whole document.
    is_head: bool,
}

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.lines[at].text(self.source)
    }

    /// Where the lines end that are blank or stand deeper than `indent`; blank ones at the end are
    /// left out.
    fn extent(&self, from: usize, to: usize, indent: usize) -> usize {
        let mut end = from;
        for at in from..to {
            let line = self.lines[at];
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            end = at + 1;
        }
        end
    }

    /// The first line from `from` on that is not blank.
    fn next_words(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|&at| !self.lines[at].is_blank())
    }

    /// What stands at lines `from` to `to`, in the order of the source.
    fn whole(&self, from: usize, to: usize) -> Span {
        Span::new(self.lines[from].start, self.lines[to - 1].end)
    }

    /// Reads the lines from `from` to `to`, whose blocks begin in column `indent`.
    fn blocks(&mut self, from: usize, to: usize, indent: usize, depth: usize) {
        let mut at = from;
        while let Some(next) = self.next_words(at, to) {
            at = match self.lines[next].indent > indent {
                true => self.indented(next, to, depth),
                false => self.block(next, to, indent, depth),
            };
        }
    }

    /// Reads the block that begins at line `at`; answers with the line behind it.
    fn block(&mut self, at: usize, to: usize, indent: usize, depth: usize) -> usize {
        if depth == 0
            && let Some(next) = self.heading(at, to)
        {
            return next;
        }
        if depth >= DEEPEST {
            return self.paragraph(at, to, indent, depth);
        }
        let text = self.text(at);
        if text == ".." || text.starts_with(".. ") {
            return self.explicit(at, to, indent, depth);
        }
        if let Some(next) = self.field(at, to, indent, depth) {
            return next;
        }
        self.is_head = false;
        if text == "__" || text.starts_with("__ ") {
            return self.extent(at + 1, to, indent).max(at + 1);
        }
        if let Some(next) = self.table(at, to) {
            return next;
        }
        if adornment(text).is_some() && text.len() >= 4 {
            self.writer.part();
            return at + 1;
        }
        if let Some(next) = self.list(at, to, indent, depth) {
            return next;
        }
        if text.starts_with(">>> ") {
            let end = self.run(at, to);
            self.writer.code(self.whole(at, end));
            return end;
        }
        if text == "|" || text.starts_with("| ") {
            return self.verse(at, to);
        }
        self.paragraph(at, to, indent, depth)
    }

    /// Where the lines from `at` on end that no blank one parts.
    fn run(&self, at: usize, to: usize) -> usize {
        let blank = (at..to).find(|&at| self.lines[at].is_blank());
        blank.unwrap_or(to)
    }

    /// Lines of which each keeps its own.
    fn verse(&mut self, at: usize, to: usize) -> usize {
        let end = self.run(at, to);
        self.writer.begin();
        for line in at..end {
            let mut line = self.lines[line];
            if line.text(self.source).starts_with('|') {
                line = line.behind(1, self.source);
            }
            self.inline(line.span());
            self.writer.space(Span::new(line.end, line.end));
        }
        self.writer.end();
        end
    }

    /// Lines that are set off: a quotation, unless what stands there is a list or the like.
    fn indented(&mut self, at: usize, to: usize, depth: usize) -> usize {
        let indent = self.lines[at].indent;
        if depth >= DEEPEST {
            return self.paragraph(at, to, indent, depth);
        }
        let end = self.extent(at, to, indent - 1);
        let text = self.text(at);
        let is_other = text.starts_with("..")
            || text.starts_with(">>> ")
            || text.starts_with("+-")
            || self.is_list(at, to, indent);
        if is_other {
            self.blocks(at, end, indent, depth + 1);
        } else {
            self.writer.enter(Holder::Quotation);
            self.blocks(at, end, indent, depth + 1);
            self.writer.leave();
        }
        end
    }

    /// Running text, with what its last sign says of the lines that follow; or a term, where lines
    /// that explain it follow.
    fn paragraph(&mut self, at: usize, to: usize, indent: usize, depth: usize) -> usize {
        let deeper = |at: usize| at < to && self.lines[at].indent > indent;
        if deeper(at + 1) && !self.lines[at + 1].is_blank() && depth < DEEPEST {
            return self.definition(at, to, indent, depth);
        }
        let end = (at + 1..to)
            .find(|&at| self.lines[at].is_blank() || self.lines[at].indent > indent)
            .unwrap_or(to);
        let mut span = self.whole(at, end);
        let text = span.of(self.source);
        let is_literal = text.ends_with("::");
        if is_literal {
            let before = text[..text.len() - 2].trim_end();
            span.end = match before.len() + 2 == text.len() && !before.is_empty() {
                true => span.end - 1,
                false => span.start + before.len(),
            };
        }
        self.running(span);
        match is_literal {
            true => self.literal(end, to, indent),
            false => end,
        }
    }

    /// A paragraph; one that signs a quotation begins with a dash.
    fn running(&mut self, span: Span) {
        self.writer.begin();
        let text = span.of(self.source);
        let words = text.trim_start_matches('-');
        let dashes = text.len() - words.len();
        if self.writer.is_quotation() && matches!(dashes, 2 | 3) {
            let dash = Span::new(span.start, span.start + dashes);
            self.writer.replace("— ", dash);
            self.inline(Span::new(dash.end, span.end));
        } else {
            self.inline(span);
        }
        self.writer.end();
    }

    /// The lines that a paragraph says are code: set off, or each behind the same sign.
    fn literal(&mut self, from: usize, to: usize, indent: usize) -> usize {
        let Some(first) = self.next_words(from, to) else {
            return from;
        };
        let quoted = self.text(first).as_bytes()[0];
        let end = if self.lines[first].indent > indent {
            self.extent(first, to, indent)
        } else if quoted.is_ascii_punctuation() && first > from {
            (first..to)
                .find(|&at| self.text(at).as_bytes().first() != Some(&quoted))
                .unwrap_or(to)
        } else {
            return from;
        };
        self.writer.code(self.whole(first, end));
        end
    }

    /// A term and what explains it.
    fn definition(&mut self, at: usize, to: usize, indent: usize, depth: usize) -> usize {
        let mut term = self.lines[at].span();
        if let Some(classifier) = term.of(self.source).find(" : ") {
            term.end = term.start + classifier;
        }
        let is_literal = term.of(self.source).ends_with("::");
        if is_literal {
            term.end -= 1;
        }
        self.writer.begin();
        self.inline(term);
        let introduced_by = self.writer.end();
        let end = self.extent(at + 1, to, indent);
        if is_literal {
            self.writer.code(self.whole(at + 1, end));
            return end;
        }
        self.writer.enter_item(introduced_by);
        self.blocks(at + 1, end, self.lines[at + 1].indent, depth + 1);
        self.writer.leave();
        end
    }

    /// The heading that begins at line `at`, if one does.
    fn heading(&mut self, at: usize, to: usize) -> Option<usize> {
        let words = |at: usize| (at < to).then(|| self.text(at)).filter(|it| !it.is_empty());
        let (title, sign, is_above) = match adornment(words(at)?) {
            Some(sign) => {
                let below = adornment(words(at + 2)?)?;
                let is_title = adornment(words(at + 1)?).is_none();
                (at + 1, (below == sign && is_title).then_some(sign)?, true)
            }
            None => {
                let below = words(at + 1)?;
                let width = self.text(at).chars().count();
                let is_long = below.len() >= 4 || below.len() >= width;
                let is_plain = self.lines[at].indent == 0 && self.lines[at + 1].indent == 0;
                let is_title = is_long && is_plain && !self.text(at).starts_with(".. ");
                (at, adornment(below).filter(|_| is_title)?, false)
            }
        };
        let style = (sign, is_above);
        let level = match self.styles.iter().position(|known| *known == style) {
            Some(level) => level,
            None => {
                self.styles.push(style);
                self.styles.len() - 1
            }
        };
        let level = u8::try_from(level + 1).unwrap_or(6).min(6);
        self.is_head &= level == 1;
        self.writer.part();
        self.writer.begin_kind(BlockKind::Heading { level }, None);
        self.inline(self.lines[title].span());
        self.writer.end();
        Some(title + 2)
    }
}

/// The sign that a line consists of, if it is one that underlines.
fn adornment(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    let sign = *bytes.first()?;
    let is_line = sign.is_ascii_punctuation() && bytes.iter().all(|byte| *byte == sign);
    let is_other = matches!(text, ".." | "::" | "__") || bytes.len() < 2;
    (is_line && !is_other).then_some(sign)
}

#[cfg(test)]
mod tests;
