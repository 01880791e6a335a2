//! Tables of AsciiDoc: cells behind bars, which stand in rows by their number.

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use crate::document::BlockKind;
use crate::document::lined::Inline;
use crate::span::Span;

/// What may stand right before the bar of a cell: how many columns it takes, how many rows, how it is
/// set.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|\s)(?:(?:(\d{1,3})(?:\.(\d{1,3}))?\+|\.(\d{1,3})\+|(\d{1,3})\*)?[<^>]?(?:\.[<^>])?[adehlmsv]?)$")
        .expect("a constant pattern")
});

/// A cell: the pieces of lines that it is written in, and how many columns it takes.
struct Cell {
    pieces: Vec<Span>,
    columns: usize,
}

impl Reader<'_> {
    /// Reads the table that begins at line `at`; answers with the line behind it.
    pub(super) fn table(&mut self, at: usize) -> usize {
        let sign = self.text(at);
        let count = self.lines.len();
        let end = (at + 1..count).find(|&line| self.text(line) == sign);
        let end = end.unwrap_or(count);
        let is_parted = matches!(self.attributes.named("format"), None | Some("psv"));
        let cells = match sign.starts_with(['|', '!']) && is_parted {
            true => self.cells(at + 1, end, char::from(sign.as_bytes()[0])),
            false => Err("a table whose cells have no bars is not read"),
        };
        match cells {
            Ok((cells, first)) => {
                let columns = self.attributes.named("cols").map_or(first, columns);
                let header = self.has_header(at, end);
                self.write_cells(&cells, columns.max(1), header);
            }
            Err(what) => self.writer.skip(what.to_owned(), self.lines[at].start),
        }
        (end + 1).min(count)
    }

    /// Whether the first row has the heads of the columns: it is said so, or a blank line follows it.
    fn has_header(&self, at: usize, end: usize) -> bool {
        let is_told = self.attributes.has_option(self.source, "header");
        let is_set_off = at + 3 < end
            && !self.lines[at + 1].is_blank()
            && self.lines[at + 2].is_blank()
            && !self.attributes.has_option(self.source, "noheader");
        is_told || is_set_off
    }

    /// The cells at lines `from` to `to`, and how many the first line has that has any.
    fn cells(&self, from: usize, to: usize, bar: char) -> Result<(Vec<Cell>, usize), &'static str> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut first = 0;
        for line in from..to {
            let line = self.lines[line];
            let text = line.text(self.source);
            let bars = text.match_indices(bar).map(|(at, _)| at);
            let bars: Vec<usize> = bars.filter(|&at| !text[..at].ends_with('\\')).collect();
            let forms: Vec<usize> = bars
                .iter()
                .map(|&bar| form(text, bar))
                .collect::<Option<_>>()
                .ok_or("a table whose cells span several rows is not read")?;
            let lead = bars.first().map_or(text.len(), |&bar| bar - forms[0]);
            if let Some(cell) = cells.last_mut() {
                cell.pieces
                    .push(self.trimmed(Span::new(line.start, line.start + lead)));
            }
            for (at, &bar) in bars.iter().enumerate() {
                let end = bars
                    .get(at + 1)
                    .map_or(text.len(), |&next| next - forms[at + 1]);
                let piece = Span::new(line.start + bar + 1, line.start + end.max(bar + 1));
                cells.push(Cell {
                    pieces: vec![self.trimmed(piece)],
                    columns: taken(&text[bar - forms[at]..bar]),
                });
            }
            if first == 0 {
                first = cells.iter().map(|cell| cell.columns).sum();
            }
        }
        Ok((cells, first))
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = span.of(self.source);
        let start = span.start + text.len() - text.trim_start().len();
        Span::new(start, (span.start + text.trim_end().len()).max(start))
    }

    fn write_cells(&mut self, cells: &[Cell], columns: usize, has_header: bool) {
        self.writer.part();
        let (mut header, mut column, mut row) = (None, 0, 0);
        for cell in cells {
            if column == 0 {
                let is_header = has_header && row == 0;
                let kind = BlockKind::TableRow { header: is_header };
                self.writer.begin_kind(kind, header);
            }
            self.writer.begin_cell(cell.pieces[0].start);
            for piece in &cell.pieces {
                self.inline(*piece);
                self.writer.space(Span::new(piece.end, piece.end));
            }
            self.writer.end_cell();
            column += cell.columns;
            if column >= columns {
                let index = self.writer.end();
                if has_header && row == 0 {
                    header = index;
                }
                (column, row) = (0, row + 1);
            }
        }
        self.writer.part();
    }
}

/// How long the form is that stands right before the bar at `bar`; `None` for one over several rows.
fn form(text: &str, bar: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let from = text.floor_char_boundary(bar.saturating_sub(LONGEST));
    let before = &text[from..bar];
    let Some(found) = FORM.captures(before) else {
        return Some(0);
    };
    let rows = found.get(2).or(found.get(3));
    let form = found[0].trim_start();
    // A single letter before a bar may be a word.
    let is_alone = form.len() == 1 && form.starts_with(char::is_alphabetic) && bar > 1;
    match rows {
        Some(rows) if rows.as_str() != "1" => None,
        _ if is_alone => Some(0),
        _ => Some(form.len()),
    }
}

/// How many columns a cell of this form takes.
fn taken(form: &str) -> usize {
    let digits = form.len() - form.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_count = form[digits..].starts_with(['+', '*', '.']);
    let count = form[..digits].parse().ok().filter(|_| is_count);
    count.unwrap_or(1).clamp(1, 100)
}

/// How many columns `cols` describes: `1,2,3`, `3*`, `2*,4`.
fn columns(described: &str) -> usize {
    let parts = described.split([',', ';']).map(str::trim);
    let counts = parts.map(|part| match part.split_once('*') {
        Some((count, _)) => count.parse().unwrap_or(1),
        None => 1_usize,
    });
    counts.sum::<usize>().min(1000)
}
