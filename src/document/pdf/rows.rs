//! Lines that hold several things beside each other: rows of tables, and columns of prose that
//! the file draws together.

use std::sync::LazyLock;

use regex::Regex;

use super::columns::in_order;
use super::page::{Glyph, Line, Page};
use crate::document::heads;

/// A gap between words that is wider than so many sizes of type parts a line.
const GAP: f32 = 1.4;
/// Prose in columns has at least so many characters in a piece, tables have fewer.
pub(super) const PROSE: usize = 26;
/// What stands alone before an item, however far from it: a bullet, or a number with its point.
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[•▪◦‣●■□▸►➢✓·\u{2043}\u{F0B7}–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*$")
        .expect("a constant pattern")
});
/// How many rows make a table, or columns of prose.
const ROWS: usize = 3;

/// A stretch of a page, in reading order.
#[derive(Debug)]
pub(super) enum Stretch {
    /// A line of text.
    Line(Line),
    /// A table: its head, if it can be told, and its rows, each with its cells.
    Table {
        head: Option<Vec<Vec<Line>>>,
        rows: Vec<Vec<Vec<Line>>>,
    },
}

/// The stretches of a page.
pub(super) fn stretches(page: &Page) -> Vec<Stretch> {
    let parted: Vec<Vec<Line>> = page.lines.iter().flat_map(levels).collect();
    let parted = in_order(beside(parted));
    let mut found = Vec::new();
    let mut at = 0;
    while at < parted.len() {
        let run = run_of_rows(&parted[at..]);
        let rows = &parted[at..at + run];
        if run == 0 {
            found.extend(parted[at].iter().cloned().map(Stretch::Line));
            at += 1;
            continue;
        }
        at += run;
        match is_prose(rows) {
            true => found.extend(in_columns(rows)),
            false if is_table(rows) => found.push(table(rows)),
            false => {
                let lines = rows.iter().map(|row| joined(row, true));
                found.extend(lines.map(Stretch::Line));
            }
        }
    }
    found
}

/// Lines that stand on one height beside each other, drawn one after the other, put together: so
/// does a table whose cells are drawn each by itself.
fn beside(lines: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let gap = rows.last().and_then(|row| row.last()).and_then(|before| {
            let size = before.size();
            let same = (before.base() - line[0].base()).abs() < 0.2 * size;
            let gap = (line[0].left() - before.right()) / size;
            (same && gap > -0.3).then_some(gap)
        });
        let (Some(gap), Some(row)) = (gap, rows.last_mut()) else {
            rows.push(line);
            continue;
        };
        let mut pieces = line.into_iter();
        let is_marked = row.len() == 1 && MARKER.is_match(&row[0].text());
        if (gap <= GAP || is_marked)
            && let (Some(last), Some(first)) = (row.last_mut(), pieces.next())
        {
            *last = joined(&[std::mem::take(last), first], gap > 0.12);
        }
        row.extend(pieces);
    }
    rows
}

/// A line, parted at its wide gaps; the pieces from left to right. Of two columns the right one may
/// be drawn first: then the line goes back.
fn levels(line: &Line) -> Option<Vec<Line>> {
    let gap = GAP * line.size();
    let goes_leftwards = line.glyphs.iter().any(|it| is_leftward(it.character));
    let mut pieces = Vec::new();
    let mut piece = Line::default();
    let mut edges: Option<(f32, f32)> = None;
    for glyph in &line.glyphs {
        if glyph.character != ' ' {
            let is_back = |(left, _): (f32, f32)| !goes_leftwards && left - glyph.right > gap;
            let is_on = |(_, right): (f32, f32)| glyph.left - right > gap;
            if edges.is_some_and(|edges| is_back(edges) || is_on(edges)) {
                match pieces.is_empty() && MARKER.is_match(&piece.text()) {
                    true => blank(&mut piece),
                    false => pieces.push(std::mem::take(&mut piece)),
                }
                edges = None;
            }
            let left = edges.map_or(glyph.left, |(left, _)| left.min(glyph.left));
            edges = Some((left, glyph.right));
        }
        if glyph.character != ' ' || !piece.glyphs.is_empty() {
            piece.glyphs.push(*glyph);
        }
    }
    if piece.glyphs.iter().any(|glyph| glyph.character != ' ') {
        pieces.push(piece);
    }
    if !goes_leftwards {
        pieces.sort_by(|a, b| a.left().total_cmp(&b.left()));
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// Whether a letter belongs to a script that is written from the right to the left.
fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// How many of the lines, from the first on, are rows of several pieces; a row of one piece
/// within them is a row with empty cells.
fn run_of_rows(lines: &[Vec<Line>]) -> usize {
    let mut last = 0;
    for (at, line) in lines.iter().enumerate() {
        let follows = at == 0 || {
            let (before, here) = (&lines[at - 1][0], &line[0]);
            let fall = before.base() - here.base();
            fall > 0.0 && fall < 3.0 * before.size().max(here.size())
        };
        if !follows || (line.len() < 2 && (at == 0 || at != last)) {
            break;
        }
        if line.len() >= 2 {
            last = at + 1;
        }
    }
    last
}

fn length(line: &Line) -> usize {
    line.glyphs.len()
}

fn is_prose(rows: &[Vec<Line>]) -> bool {
    let pieces: usize = rows.iter().map(Vec::len).sum();
    let characters: usize = rows.iter().flatten().map(length).sum();
    rows.len() >= ROWS && characters / pieces.max(1) >= PROSE
}

/// A table has at least three rows, or two of which one holds figures.
fn is_table(rows: &[Vec<Line>]) -> bool {
    let with_figures = rows.iter().any(|row| row.iter().skip(1).any(is_figure));
    rows.len() >= ROWS || (rows.len() == 2 && with_figures && rows[0].len() == rows[1].len())
}

fn is_figure(cell: &Line) -> bool {
    heads::is_figure(&cell.text())
}

/// The pieces column by column. What spans the columns ends them.
fn in_columns(rows: &[Vec<Line>]) -> Vec<Stretch> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(1);
    let edges = edges(rows, count);
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); count];
    for piece in rows.iter().flatten() {
        columns[column_of(piece, &edges)].push(piece.clone());
    }
    columns.into_iter().flatten().map(Stretch::Line).collect()
}

/// The left and right edge of each column, by the row that has most.
fn edges(rows: &[Vec<Line>], count: usize) -> Vec<(f32, f32)> {
    let model = rows.iter().filter(|row| row.len() == count);
    let mut edges: Vec<(f32, f32)> = Vec::new();
    for row in model {
        let here = row.iter().map(|cell| (cell.left(), cell.right()));
        if edges.is_empty() {
            edges = here.collect();
            continue;
        }
        for (edge, (left, right)) in edges.iter_mut().zip(here) {
            if left < edge.1 && right > edge.0 {
                *edge = (edge.0.min(left), edge.1.max(right));
            }
        }
    }
    edges
}

/// The column that a piece stands in: the one it shares most with, else the nearest.
fn column_of(piece: &Line, edges: &[(f32, f32)]) -> usize {
    let (left, right) = (piece.left(), piece.right());
    let shared = |&(from, to): &(f32, f32)| right.min(to) - left.max(from);
    let best = (0..edges.len()).max_by(|&a, &b| {
        let order = shared(&edges[a]).total_cmp(&shared(&edges[b]));
        order.then(b.cmp(&a))
    });
    best.unwrap_or(0)
}

fn table(rows: &[Vec<Line>]) -> Stretch {
    let count = rows.iter().map(Vec::len).max().unwrap_or(1);
    let edges = edges(rows, count);
    let mut cells: Vec<Vec<Vec<Line>>> = rows
        .iter()
        .map(|row| {
            let mut cells = vec![Vec::new(); count];
            for piece in row {
                cells[column_of(piece, &edges)].push(piece.clone());
            }
            cells
        })
        .collect();
    let has_figures = |row: &Vec<Vec<Line>>| row.iter().skip(1).flatten().any(is_figure);
    let is_head = |row: &Vec<Vec<Line>>| {
        let mut figures = row.iter().skip(1).flatten().filter(|cell| is_figure(cell));
        figures.all(|cell| heads::is_year(&cell.text()))
    };
    let heads = cells.iter().take_while(|row| is_head(row)).count();
    let rest_has_figures = cells[heads..].iter().any(has_figures);
    let head = (heads > 0 && heads <= 3 && rest_has_figures).then(|| {
        let mut head = vec![Vec::new(); count];
        for row in cells.drain(..heads) {
            for (column, cell) in row.into_iter().enumerate() {
                head[column].extend(cell);
            }
        }
        head
    });
    Stretch::Table { head, rows: cells }
}

/// Puts a blank behind what a line has, unless there is one.
fn blank(line: &mut Line) {
    if let Some(last) = line
        .glyphs
        .last()
        .copied()
        .filter(|last| last.character != ' ')
    {
        line.glyphs.push(Glyph {
            character: ' ',
            ..last
        });
    }
}

/// The pieces of a line put together again, with a blank between them if they stand apart.
fn joined(row: &[Line], apart: bool) -> Line {
    let mut line = Line::default();
    for piece in row {
        if apart {
            blank(&mut line);
        }
        line.glyphs.extend(piece.glyphs.iter().copied());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words at their distances from the left, each letter five points wide, in type of ten, with a
    /// blank behind each.
    fn line(words: &[(f32, &str)]) -> Line {
        let glyphs = words.iter().flat_map(|(left, word)| {
            let letters = word.chars().chain([' ']).zip(0_u8..);
            letters.map(move |(character, at)| {
                let left = left + 5.0 * f32::from(at);
                Glyph {
                    character,
                    left,
                    right: left + 5.0,
                    base: 100.0,
                    size: 10.0,
                    is_bold: false,
                    page_box: [0; 4],
                }
            })
        });
        Line {
            glyphs: glyphs.collect(),
        }
    }

    fn pieces(line: &Line) -> Vec<String> {
        let pieces = levels(line).unwrap().into_iter();
        pieces.map(|piece| piece.text().trim().to_owned()).collect()
    }

    #[test]
    fn a_bullet_far_from_its_item_is_no_cell() {
        assert_eq!(pieces(&line(&[(0.0, "•"), (30.0, "Envoys")])), ["• Envoys"]);
        assert_eq!(
            pieces(&line(&[(0.0, "12."), (40.0, "Envoys")])),
            ["12. Envoys"]
        );
        assert_eq!(pieces(&line(&[(0.0, "Aid"), (50.0, "41")])), ["Aid", "41"]);
        let row = [(0.0, "2."), (40.0, "Aid"), (90.0, "41")];
        assert_eq!(pieces(&line(&row)), ["2. Aid", "41"]);
        let apart = vec![vec![line(&[(0.0, "•")])], vec![line(&[(30.0, "Envoys")])]];
        let together = beside(apart);
        assert_eq!(together.len(), 1);
        assert_eq!(together[0][0].text().trim(), "• Envoys");
    }

    #[test]
    fn a_line_that_goes_back_is_parted() {
        let back = line(&[(200.0, "in January."), (0.0, "The mole was built")]);
        assert_eq!(pieces(&back), ["The mole was built", "in January."]);
        // Hebrew goes leftwards word by word, and back over a word of another script.
        let leftward = line(&[(200.0, "שלום"), (100.0, "Lund"), (60.0, "לך")]);
        assert_eq!(pieces(&leftward), ["שלום Lund לך"]);
    }

    #[test]
    fn a_first_word_takes_the_room_that_it_takes() {
        let wide = line(&[(0.0, "Multidimensional"), (90.0, "aid")]);
        assert!((wide.first_word() - 80.0).abs() < 0.1);
        assert!(line(&[]).first_word().abs() < 0.1);
    }
}
