//! Lists of Org.

use super::Reader;
use crate::document::lined::{Inline, Line};
use crate::span::Span;

/// The length of the mark of an item that a line begins.
fn marker(line: Line, text: &str) -> Option<usize> {
    let sign = text.as_bytes().first()?;
    let length = match sign {
        b'-' | b'+' => 1,
        // A star in the first column is a heading.
        b'*' if line.indent > 0 => 1,
        _ => {
            let digits = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
            let is_item = digits > 0 && text[digits..].starts_with(['.', ')']);
            is_item.then_some(digits + 1)?
        }
    };
    let is_apart = text.len() == length || text[length..].starts_with(' ');
    is_apart.then_some(length)
}

impl Reader<'_> {
    pub(super) fn is_item(&self, at: usize) -> bool {
        marker(self.lines[at], self.text(at)).is_some()
    }

    /// The list that begins at line `at`, if one does.
    pub(super) fn list(&mut self, at: usize, to: usize, depth: usize) -> Option<usize> {
        let first = self.lines[at];
        marker(first, self.text(at))?;
        let introduced_by = self.writer.lead_in();
        let mut at = at;
        loop {
            let line = self.lines[at];
            let Some(length) = marker(line, self.text(at)) else {
                return Some(at);
            };
            let end = self.end_of_item(at, to, line.indent);
            self.item(at, end, length, introduced_by, depth);
            let next = (end..to).find(|&at| !self.lines[at].is_blank());
            match next {
                // One blank line stands between items, two end the list.
                Some(next) if next - end < 2 && self.lines[next].indent == first.indent => {
                    at = next
                }
                _ => return Some(end),
            }
        }
    }

    /// The line behind an item's last: what follows does not stand deeper, or behind two blank lines.
    fn end_of_item(&self, at: usize, to: usize, indent: usize) -> usize {
        let mut end = at + 1;
        let mut blank = 0;
        for below in at + 1..to {
            let line = self.lines[below];
            if line.is_blank() {
                blank += 1;
                continue;
            }
            if blank > 1 || line.indent <= indent {
                break;
            }
            (blank, end) = (0, below + 1);
        }
        end
    }

    fn item(
        &mut self,
        at: usize,
        end: usize,
        length: usize,
        introduced_by: Option<usize>,
        depth: usize,
    ) {
        let mut line = self.lines[at].behind(length, self.source);
        let text = line.text(self.source);
        if text.starts_with("[@") {
            line = line.behind(text.find(']').map_or(0, |at| at + 1), self.source);
        }
        let boxes = ["[ ]", "[X]", "[x]", "[-]"];
        if boxes
            .iter()
            .any(|it| line.text(self.source).starts_with(it))
        {
            line = line.behind(3, self.source);
        }
        let mut introduced_by = introduced_by;
        if let Some(sign) = line.text(self.source).find(" :: ") {
            self.writer.end();
            self.writer.begin();
            self.inline(Span::new(line.start, line.start + sign));
            introduced_by = self.writer.end();
            line = line.behind(sign + 3, self.source);
        }
        self.lines[at] = line;
        self.writer.enter_item(introduced_by);
        // The first line of an item begins no heading, and its column is that of its words.
        self.blocks(at, end, depth + 1);
        self.writer.leave();
    }
}
