//! Which rows of a table are its heads, where the file does not say.

use crate::document::BlockKind;
use crate::document::heads::{is_figure, is_year};
use crate::document::reading::{Piece, Reading};

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
