//! Rows of cells, which RTF tells by the signs that end them.

use super::Reader;
use crate::document::BlockKind;
use crate::document::heads::tell_heads;
use crate::span::Span;

/// The table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The number of pieces before it, while it is open.
    first: Option<usize>,
    in_row: bool,
    in_cell: bool,
}

impl Reader {
    /// Whether words stand in a cell here. A row is open until it is said to end.
    pub(super) fn in_row(&self) -> bool {
        self.note.is_none() && (self.state.in_table || self.table.in_row)
    }

    /// Begins what is missing for words in a cell.
    pub(super) fn open_cell(&mut self, span: Span) {
        if !self.table.in_row {
            self.writer.end();
            let pieces = self.writer.rest().pieces.len();
            self.table.first.get_or_insert(pieces);
            self.writer.begin(BlockKind::TableRow { header: false });
            self.table.in_row = true;
        }
        if !self.table.in_cell {
            self.writer.begin_cell(span.start);
            self.table.in_cell = true;
        }
    }

    pub(super) fn end_cell(&mut self, span: Span) {
        if self.in_row() {
            self.open_cell(span);
            self.writer.end_cell();
            self.table.in_cell = false;
        }
    }

    pub(super) fn end_row(&mut self) {
        if self.table.in_cell {
            self.writer.end_cell();
        }
        self.writer.end();
        (self.table.in_row, self.table.in_cell) = (false, false);
    }

    pub(super) fn end_table(&mut self) {
        if let Some(first) = self.table.first.take() {
            self.end_row();
            tell_heads(self.writer.rest(), first);
        }
    }
}
