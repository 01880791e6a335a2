//! Columns of prose that a file draws by turns: a line of the left one, a line of the right one. Each
//! is put together before tables and paragraphs are looked for.

use std::collections::BTreeMap;

use super::page::{Line, median};
use super::rows::PROSE;

/// How many lines of prose make a column.
const LINES: usize = 4;
/// How often the drawing goes from one column to the other, if it goes by turns.
const TURNS: usize = 4;

/// The rows of a page; columns of prose that are drawn by turns stand one behind the other.
pub(super) fn in_order(rows: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let Some(gutter) = gutter(&rows) else {
        return rows;
    };
    let is_beside = |row: &Vec<Line>| row.iter().all(|piece| side(piece, gutter).is_some());
    let mut ordered = Vec::with_capacity(rows.len());
    for run in rows.chunk_by(|above, below| is_beside(above) == is_beside(below)) {
        match is_beside(&run[0]) {
            true => ordered.extend(sorted(run, gutter)),
            false => ordered.extend_from_slice(run),
        }
    }
    ordered
}

/// On which side of the gutter a piece stands, the left one first; `None` if it runs over it.
fn side(piece: &Line, gutter: f32) -> Option<usize> {
    const SLACK: f32 = 2.0;
    match (piece.left() >= gutter - SLACK, piece.right() <= gutter) {
        (true, _) => Some(1),
        (_, true) => Some(0),
        _ => None,
    }
}

/// Where the second of two columns of prose begins: where most lines of prose begin that have others
/// to their left.
fn gutter(rows: &[Vec<Line>]) -> Option<f32> {
    let prose = || rows.iter().flatten().filter(|piece| is_prose(piece));
    let mut begins: BTreeMap<i32, usize> = BTreeMap::new();
    for piece in prose() {
        let left = piece.left().round() as i32;
        // Lines of one column may begin a hair apart.
        for near in left - 1..=left + 1 {
            *begins.entry(near).or_default() += 1;
        }
    }
    let mut rights: Vec<f32> = prose().map(Line::right).collect();
    rights.sort_by(f32::total_cmp);
    let lefts = begins.iter().filter(|(left, count)| {
        let before = rights.partition_point(|right| *right <= **left as f32);
        **count >= LINES && before >= LINES
    });
    let most = lefts.max_by_key(|(left, count)| (**count, -**left));
    most.map(|(left, _)| *left as f32)
}

fn is_prose(piece: &Line) -> bool {
    piece.glyphs.len() >= PROSE
}

/// The rows of two columns, those of the left one first, if they are columns of prose that are drawn
/// by turns; else as they are.
fn sorted(rows: &[Vec<Line>], gutter: f32) -> Vec<Vec<Line>> {
    let mut columns: [Vec<Vec<Line>>; 2] = Default::default();
    let mut sides = Vec::new();
    for row in rows {
        let mut parts: [Vec<Line>; 2] = Default::default();
        for piece in row {
            let here = side(piece, gutter).unwrap_or(0);
            sides.push(here);
            parts[here].push(piece.clone());
        }
        for (column, part) in columns.iter_mut().zip(parts) {
            if !part.is_empty() {
                column.push(part);
            }
        }
    }
    // By turns some lines are drawn too late.
    for column in &mut columns {
        let rows = column.drain(..).map(|row| (row[0].base(), row));
        let mut rows: Vec<(f32, Vec<Line>)> = rows.collect();
        rows.sort_by(|one, other| other.0.total_cmp(&one.0));
        column.extend(rows.into_iter().map(|(_, row)| row));
    }
    let turns = sides.windows(2).filter(|pair| pair[0] != pair[1]).count();
    match turns >= TURNS && columns.iter().all(|column| runs_on(column)) {
        true => columns.into_iter().flatten().collect(),
        false => rows.to_vec(),
    }
}

/// Whether a column is prose that runs on from line to line, and not the cells of a table: most of its
/// characters stand in long lines, which begin in the midst of sentences and follow each other closely.
fn runs_on(column: &[Vec<Line>]) -> bool {
    let prose: Vec<&Line> = column.iter().flatten().filter(|it| is_prose(it)).collect();
    let long: usize = prose.iter().map(|it| it.glyphs.len()).sum();
    let all: usize = column.iter().flatten().map(|it| it.glyphs.len()).sum();
    let falls: Vec<f32> = prose
        .windows(2)
        .map(|pair| pair[0].base() - pair[1].base())
        .collect();
    let usual = median(&mut falls.clone());
    let close = falls.iter().filter(|fall| **fall <= 1.6 * usual).count();
    let in_midst = prose.iter().filter(|line| begins_small(line)).count();
    prose.len() >= LINES
        && 10 * long >= 7 * all
        && 10 * close >= 8 * falls.len()
        && 2 * in_midst >= prose.len()
}

fn begins_small(line: &Line) -> bool {
    let first = line.glyphs.iter().find(|glyph| glyph.character != ' ');
    first.is_some_and(|glyph| glyph.character.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::page::Glyph;
    use super::*;

    /// A line at a place, each letter five points wide.
    fn line(left: f32, base: f32, words: &str) -> Vec<Line> {
        let glyphs = words.chars().zip(0_u8..).map(|(character, at)| Glyph {
            character,
            left: left + 5.0 * f32::from(at),
            right: left + 5.0 * f32::from(at) + 5.0,
            base,
            size: 10.0,
            is_bold: false,
            page_box: [0; 4],
        });
        let glyphs = glyphs.collect();
        vec![Line { glyphs }]
    }

    /// Lines of two columns by turns, the right one a little lower.
    fn by_turns(left: &[&str], right: &[&str]) -> Vec<Vec<Line>> {
        let mut rows = Vec::new();
        for (at, (left, right)) in (0_u8..).zip(left.iter().zip(right)) {
            let base = 700.0 - 12.0 * f32::from(at);
            rows.push(line(50.0, base, left));
            rows.push(line(300.0, base - 4.0, right));
        }
        rows
    }

    /// The first words of rows in order.
    fn ordered(rows: Vec<Vec<Line>>) -> String {
        let first = |row: &Vec<Line>| {
            row[0]
                .text()
                .split(' ')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let words: Vec<String> = in_order(rows).iter().map(first).collect();
        words.join(" ")
    }

    #[test]
    fn columns_of_prose_drawn_by_turns_are_put_one_behind_the_other() {
        let left = [
            "One of the harbours was begun in the",
            "two years before the other one, and",
            "three mayors have spoken at its mole",
            "four times, as everybody remembers.",
        ];
        let right = [
            "Five cranes were bought in the spring",
            "six of the council had asked for, of",
            "seven that were on sale in the north",
            "eight years after the first of them.",
        ];
        let order = "One two three four Five six seven eight";
        let mut rows = by_turns(&left, &right);
        assert_eq!(ordered(rows.clone()), order);
        // One line is drawn too late.
        rows.swap(4, 6);
        assert_eq!(ordered(rows), order);
    }

    #[test]
    fn cells_of_a_table_stay_beside_each_other() {
        let left = [
            "Harbour of Lund Bay, eastern mole",
            "Harbour of Kar, the northern quay",
            "Railway station of Lund, platforms",
            "Council house of Lund, main stairs",
        ];
        let right = [
            "Opened by the mayor in May of 2014",
            "Closed for repairs since last June",
            "Opened by the king in spring 1911",
            "Under construction, nobody knows why",
        ];
        let order = "Harbour Opened Harbour Closed Railway Opened Council Under";
        assert_eq!(ordered(by_turns(&left, &right)), order);
    }
}
