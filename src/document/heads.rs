//! Which rows head a table, and which of its cells are figures, where a file does not say.

use super::BlockKind;
use super::reading::{Piece, Reading};

/// Whether a cell holds a figure: digits, and hardly any letters.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && digits >= letters
}

/// Whether a figure may head a column: a year.
pub(super) fn is_year(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() == 4
        && cell
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

/// Looks at the table whose rows are the pieces from `first` on. Where no row is said to be its
/// head, the first one is, if it has words where others have figures. Rows of one cell are
/// paragraphs: such a table is a box.
pub(super) fn tell_heads(reading: &mut Reading, first: usize) {
    let Reading { text, pieces, .. } = reading;
    let Some(rows) = pieces.get_mut(first..).filter(|rows| !rows.is_empty()) else {
        return;
    };
    rows[0].opens = true;
    if rows.iter().all(|row| row.cells.len() < 2) {
        for row in rows {
            row.cells.clear();
            row.kind = BlockKind::Paragraph;
        }
        return;
    }
    let is_told = |row: &Piece| row.kind == BlockKind::TableRow { header: true };
    if rows.iter().any(is_told) {
        return;
    }
    let cells = |row: &Piece| -> Vec<String> {
        let cells = row.cells.iter();
        cells.map(|cell| cell.of(text).to_owned()).collect()
    };
    let head = cells(&rows[0]);
    let has_words = head.iter().skip(1).any(|cell| !cell.trim().is_empty());
    let is_head = has_words
        && head
            .iter()
            .skip(1)
            .all(|cell| !is_figure(cell) || is_year(cell));
    let others_have_figures = rows[1..]
        .iter()
        .any(|row| cells(row).iter().skip(1).any(|cell| is_figure(cell)));
    if is_head && others_have_figures {
        rows[0].kind = BlockKind::TableRow { header: true };
    }
}
