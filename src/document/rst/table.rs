//! Tables: simple ones between lines of equals signs, grids, and lists of rows.

use super::Reader;
use crate::document::BlockKind;
use crate::document::lined::Line;
use crate::span::Span;

/// The cells of a row, each with the pieces of lines that it is written in.
type Row = Vec<Vec<Span>>;

impl Reader<'_> {
    /// The table that begins at line `at`, if one does.
    pub(super) fn table(&mut self, at: usize, to: usize) -> Option<usize> {
        let text = self.text(at);
        if is_border(text, '=') && text.contains("= ") {
            return self.simple(at, to);
        }
        let is_grid = text.starts_with("+-") && text.ends_with('+') && is_edge(text);
        is_grid.then(|| self.grid(at, to))
    }

    /// A table whose columns stand below a line of equals signs.
    fn simple(&mut self, at: usize, to: usize) -> Option<usize> {
        let (mut head, mut end) = (None, None);
        // The first line of equals signs ends the heads of the columns, unless a blank line follows it.
        for line in (at + 1..to).filter(|&line| is_border(self.text(line), '=')) {
            let is_end = line + 1 >= to || self.lines[line + 1].is_blank();
            if head.is_some() || is_end {
                end = Some(line);
                break;
            }
            head = Some(line);
        }
        let end = end?;
        let columns = columns(self.lines[at], self.source);
        let mut rows: Vec<(bool, Row)> = Vec::new();
        for line in at + 1..end {
            if self.lines[line].is_blank() || is_border(self.text(line), '-') || head == Some(line)
            {
                continue;
            }
            let is_head = head.is_some_and(|head| line < head);
            let cells = self.cut(line, &columns, self.lines[at].indent);
            let begins = cells.first().is_some_and(|cell| !cell.is_empty());
            match rows.last_mut() {
                Some((above, row)) if !begins && *above == is_head => extend(row, cells),
                _ => rows.push((is_head, cells.into_iter().map(|cell| vec![cell]).collect())),
            }
        }
        self.write_rows(&rows);
        Some(end + 1)
    }

    /// The words of a line in each column; words that run on over the border of one go to it.
    fn cut(&self, line: usize, columns: &[usize], origin: usize) -> Vec<Span> {
        let line = self.lines[line];
        let text = line.text(self.source);
        let mut starts = columns.iter().skip(1).peekable();
        let mut cells = Vec::new();
        let (mut from, mut before) = (line.start, ' ');
        let column = line.indent.saturating_sub(origin);
        for (count, (at, c)) in text.char_indices().enumerate() {
            let column = column + count;
            while let Some(&start) = starts.next_if(|start| **start <= column) {
                // Above the first words of a line there are empty cells.
                if start == column && before != ' ' {
                    continue;
                }
                let end = line.start + at;
                cells.push(trimmed(self.source, Span::new(from, end)));
                from = end;
            }
            before = c;
        }
        cells.push(trimmed(self.source, Span::new(from, line.end)));
        cells
    }

    /// A table of cells with borders of their own.
    fn grid(&mut self, at: usize, to: usize) -> usize {
        let is_row = |line: usize| self.text(line).starts_with(['+', '|']);
        let end = (at..to).find(|&line| !is_row(line)).unwrap_or(to);
        // A border in a part of a line is that of a cell that spans several rows.
        let spans_rows = |line: usize| {
            let text = self.text(line);
            match text.starts_with('+') {
                true => !is_edge(text),
                false => text.contains("+-") || text.contains("-+"),
            }
        };
        if (at..end).any(spans_rows) {
            let what = "a table whose cells span several rows is not read".to_owned();
            self.writer.skip(what, self.lines[at].start);
            return end;
        }
        let head = (at..end).find(|&line| self.text(line).contains("+="));
        let mut rows: Vec<(bool, Row)> = Vec::new();
        let mut is_new = true;
        for line in at..end {
            let text = self.text(line);
            if text.starts_with('+') {
                is_new = true;
                continue;
            }
            let mut cells = Vec::new();
            let mut from = None;
            for (bar, _) in text.match_indices('|') {
                let bar = self.lines[line].start + bar;
                if let Some(from) = from {
                    cells.push(trimmed(self.source, Span::new(from, bar)));
                }
                from = Some(bar + 1);
            }
            let is_head = head.is_some_and(|head| line < head);
            match rows.last_mut() {
                Some((_, row)) if !is_new => extend(row, cells),
                _ => rows.push((is_head, cells.into_iter().map(|cell| vec![cell]).collect())),
            }
            is_new = false;
        }
        self.write_rows(&rows);
        end
    }

    /// A table that is written as a list of lists.
    pub(super) fn rows(&mut self, from: usize, end: usize, heads: usize) {
        let mut rows: Vec<(bool, Row)> = Vec::new();
        let Some(first) = self.next_words(from, end) else {
            return;
        };
        let indent = self.lines[first].indent;
        for at in first..end {
            let mut line = self.lines[at];
            let is_item = |line: Line| {
                let text = line.text(self.source);
                text.starts_with(['*', '-']) && (text.len() == 1 || text[1..].starts_with(' '))
            };
            if line.indent <= indent && is_item(line) {
                rows.push((rows.len() < heads, Row::new()));
                line = line.behind(1, self.source);
            }
            let Some((_, row)) = rows.last_mut() else {
                continue;
            };
            if is_item(line) {
                row.push(vec![line.behind(1, self.source).span()]);
            } else if let Some(cell) = row.last_mut() {
                cell.push(line.span());
            }
        }
        self.write_rows(&rows);
    }

    fn write_rows(&mut self, rows: &[(bool, Row)]) {
        self.writer.part();
        let mut header = None;
        for (is_head, row) in rows {
            let kind = BlockKind::TableRow { header: *is_head };
            self.writer.begin_kind(kind, header.filter(|_| !is_head));
            for cell in row {
                self.writer
                    .begin_cell(cell.first().map_or(0, |piece| piece.start));
                for piece in cell {
                    self.inline(*piece);
                    self.writer.space(Span::new(piece.end, piece.end));
                }
                self.writer.end_cell();
            }
            let index = self.writer.end();
            if *is_head {
                header = index;
            }
        }
        self.writer.part();
    }
}

/// Adds the pieces of another line to the cells of a row.
fn extend(row: &mut Row, pieces: Vec<Span>) {
    for (at, piece) in pieces.into_iter().enumerate() {
        match row.get_mut(at) {
            Some(cell) => cell.push(piece),
            None => row.push(vec![piece]),
        }
    }
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = span.start + text.len() - text.trim_start().len();
    let end = span.start + text.trim_end().len();
    Span::new(start, end.max(start))
}

/// Whether a line consists of this sign and spaces.
fn is_border(text: &str, sign: char) -> bool {
    text.starts_with(sign) && text.len() >= 2 && text.chars().all(|c| c == sign || c == ' ')
}

/// Whether a line is a whole border of a grid.
fn is_edge(text: &str) -> bool {
    text.len() > 2
        && text
            .bytes()
            .all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The columns of a simple table, by where they begin.
fn columns(border: Line, source: &str) -> Vec<usize> {
    let bytes = border.text(source).as_bytes();
    let begins = |at: &usize| bytes[*at] == b'=' && (*at == 0 || bytes[at - 1] == b' ');
    (0..bytes.len()).filter(begins).collect()
}
