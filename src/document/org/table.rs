//! Tables of Org.

use super::Reader;
use crate::document::BlockKind;
use crate::document::lined::Inline;
use crate::span::Span;

impl Reader<'_> {
    /// Reads the table that begins at line `at`; answers with the line behind it.
    pub(super) fn table(&mut self, at: usize, to: usize) -> usize {
        let is_row = |at: &usize| self.text(*at).starts_with('|');
        let end = (at..to).find(|at| !is_row(at)).unwrap_or(to);
        let is_rule = |at: &usize| self.text(*at).starts_with("|-");
        let rule = (at..end)
            .find(is_rule)
            .filter(|&rule| rule > at && rule + 1 < end);
        self.writer.part();
        let mut header = None;
        for row in at..end {
            if self.text(row).starts_with("|-") {
                continue;
            }
            let cells = self.cells(row);
            if cells.iter().all(|cell| is_setting(cell.of(self.source))) {
                continue;
            }
            let is_header = rule.is_some_and(|rule| row < rule);
            let kind = BlockKind::TableRow { header: is_header };
            self.writer.begin_kind(kind, header.filter(|_| !is_header));
            for cell in cells {
                self.writer.begin_cell(cell.start);
                self.inline(cell);
                self.writer.end_cell();
            }
            let index = self.writer.end();
            if is_header {
                header = index;
            }
        }
        self.writer.part();
        end
    }

    fn cells(&self, row: usize) -> Vec<Span> {
        let line = self.lines[row];
        let text = line.text(self.source);
        let inner = &text[1..];
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let mut from = line.start + 1;
        let mut cells = Vec::new();
        for cell in inner.split('|') {
            let start = from + cell.len() - cell.trim_start().len();
            cells.push(Span::new(start, start + cell.trim().len()));
            from += cell.len() + 1;
        }
        cells
    }
}

/// Whether a cell says only how its column is set: `<l>`, `<12>`, `/`.
fn is_setting(cell: &str) -> bool {
    let inner = cell
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let is_width = |inner: &str| {
        let digits = inner.trim_start_matches(['l', 'c', 'r']);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    cell.is_empty() || matches!(cell, "/" | "<" | ">" | "<>") || inner.is_some_and(is_width)
}
