//! Tables with a separator between their cells: CSV and TSV, in quotation marks or not (RFC 4180).
//!
//! The separator is the one that parts most lines into the same number of cells.

use super::BlockKind;
use super::extract::{Builder, Extracted};
use super::heads::{is_figure, is_year};
use super::reading::Sign;
use crate::span::Span;

/// The separators that are known.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many lines are looked at to tell the separator.
const LOOKED_AT: usize = 50;

/// Reads a table; the signs say which cell begins where in `source`.
pub(super) fn read(name: &str, source: &str) -> (Extracted, Vec<(usize, Sign)>) {
    let separator = match name.to_ascii_lowercase() {
        name if name.ends_with(".tsv") || name.ends_with(".tab") => b'\t',
        _ => separator_of(source),
    };
    let rows = rows(source, separator);
    let has_head = has_head(source, &rows);
    let mut builder = Builder::new(source);
    let mut signs = Vec::new();
    let mut head = None;
    for (line, row) in rows.iter().enumerate() {
        let header = line == 0 && has_head;
        builder.begin_introduced(BlockKind::TableRow { header }, head);
        for (column, cell) in row.iter().enumerate() {
            let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            signs.push((cell.start, Sign::Cell(number(line), number(column))));
            builder.begin_cell();
            write(source, *cell, &mut builder);
            builder.end_cell();
        }
        let index = builder.end();
        if header {
            head = index;
        }
    }
    (builder.finish(), signs)
}

/// Writes a cell; two quotation marks within it stand for one.
fn write(source: &str, cell: Span, builder: &mut Builder<'_>) {
    let mut from = cell.start;
    for (at, doubled) in cell.of(source).match_indices("\"\"") {
        let at = cell.start + at;
        builder.words(Span::new(from, at));
        from = at + doubled.len();
        builder.replace("\"", Span::new(at, from));
    }
    builder.words(Span::new(from, cell.end));
}

fn separator_of(source: &str) -> u8 {
    let count = |separator: u8| {
        let lines = source.lines().filter(|line| !line.trim().is_empty());
        let counts = lines
            .take(LOOKED_AT)
            .map(|line| memchr::memchr_iter(separator, line.as_bytes()).count());
        counts.min().unwrap_or(0)
    };
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let found = count(separator);
        if found > best.0 {
            best = (found, separator);
        }
    }
    best.1
}

/// The cells of each row, without their quotation marks.
fn rows(source: &str, separator: u8) -> Vec<Vec<Span>> {
    let bytes = source.as_bytes();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (cell, end) = cell(bytes, at, separator);
        row.push(cell);
        at = end;
        match bytes.get(at) {
            Some(&byte) if byte == separator => {
                at += 1;
                if at < bytes.len() {
                    continue;
                }
            }
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            Some(_) => at += 1,
            None => {}
        }
        rows.push(std::mem::take(&mut row));
    }
    rows
}

/// The cell that begins at `at`, and where what stands behind it begins.
fn cell(bytes: &[u8], at: usize, separator: u8) -> (Span, usize) {
    let ends = |byte: u8| byte == separator || byte == b'\n' || byte == b'\r';
    if bytes[at] == b'"' {
        let mut end = at + 1;
        while end < bytes.len() {
            match (bytes[end], bytes.get(end + 1)) {
                (b'"', Some(b'"')) => end += 2,
                (b'"', _) => break,
                _ => end += 1,
            }
        }
        let end = end.min(bytes.len());
        let mut behind = (end + 1).min(bytes.len());
        while behind < bytes.len() && !ends(bytes[behind]) {
            behind += 1;
        }
        return (Span::new(at + 1, end.max(at + 1)), behind);
    }
    let mut end = at;
    while end < bytes.len() && !ends(bytes[end]) {
        end += 1;
    }
    (Span::new(at, end), end)
}

/// Whether the first row heads the columns: it has words only, and not all that follow do.
fn has_head(source: &str, rows: &[Vec<Span>]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let mut cells = first.iter().map(|cell| cell.of(source));
    let named = cells.all(|cell| !is_figure(cell) || is_year(cell));
    first.len() > 1 && named && !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_quotation_marks_may_hold_anything() {
        let source = "Place;Cost\r\n\"Gao; \"\"old\"\" town\";41\r\nSégou;7\r\n";
        let (read, signs) = read("a.csv", source);
        assert_eq!(
            read.text,
            "Place | Cost\n\nGao; \"old\" town | 41\n\nSégou | 7"
        );
        assert_eq!(read.blocks[0].kind, BlockKind::TableRow { header: true });
        assert_eq!(read.blocks[2].introduced_by, Some(0));
        assert_eq!(signs[3].1, Sign::Cell(1, 1));
    }
}
