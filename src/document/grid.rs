//! Sheets of cells to rows of tables: what workbooks and OpenDocument sheets have in common.

use super::heads::tell_heads;
use super::reading::{Sign, Writer};
use super::{BlockKind, ReadError};
use crate::span::Span;

/// The most cells of a workbook.
const CELLS: usize = 2_000_000;
/// The most bytes that the cells of a workbook may show: many of them may show one string that is kept once.
const SHOWN: usize = 64 << 20;
/// Columns further out than this are not counted with empty cells before them.
pub(super) const FURTHEST: u32 = 256;

/// A cell that holds something: line and column from 0, what is shown, and where it stands.
pub(super) struct Cell {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) shown: String,
    pub(super) source: Span,
}

/// The sheets that are being written.
#[derive(Default)]
pub(super) struct Grid {
    writer: Writer,
    cells: usize,
    /// Bytes that the cells show.
    bytes: usize,
    row: Vec<Cell>,
    /// The rows since the last empty one: a table.
    table: Vec<Vec<Cell>>,
    last_row: Option<u32>,
}

impl Grid {
    /// Begins the sheet `name`.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn begin_sheet(&mut self, name: &str) -> Result<(), ReadError> {
        self.end_table()?;
        self.last_row = None;
        self.writer.end();
        self.writer.sign(Sign::Sheet(name.to_owned()));
        Ok(())
    }

    /// Counts a cell of the file, whether it holds something or not.
    ///
    /// # Errors
    /// When there are too many.
    pub(super) fn count(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        match self.cells > CELLS {
            true => Err(ReadError::refused(format!(
                "it has more than {CELLS} cells; save the sheets that matter as CSV"
            ))),
            false => Ok(()),
        }
    }

    /// Adds a cell to the row, unless nothing is shown in it.
    ///
    /// # Errors
    /// When the cells show too much.
    pub(super) fn cell(&mut self, cell: Cell) -> Result<(), ReadError> {
        self.bytes += cell.shown.len();
        if self.bytes > SHOWN {
            return Err(ReadError::refused(format!(
                "its cells show more than {} MiB; save the sheets that matter as CSV",
                SHOWN >> 20
            )));
        }
        if !cell.shown.trim().is_empty() {
            self.row.push(cell);
        }
        Ok(())
    }

    /// Ends the row; an empty one parts two tables.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn end_row(&mut self) -> Result<(), ReadError> {
        let Some(line) = self.row.first().map(|cell| cell.line) else {
            return Ok(());
        };
        if self
            .last_row
            .is_some_and(|last| line > last.saturating_add(1))
        {
            self.end_table()?;
        }
        self.last_row = Some(line);
        self.table.push(std::mem::take(&mut self.row));
        Ok(())
    }

    /// Writes the rows of the table, each from the table's first column on, so that cells stand
    /// under their heads.
    ///
    /// # Errors
    /// When there are too many cells, the empty ones between them too.
    pub(super) fn end_table(&mut self) -> Result<(), ReadError> {
        self.writer.end();
        let rows = std::mem::take(&mut self.table);
        let first = self.writer.rest().pieces.len();
        let columns = rows.iter().flatten().map(|cell| cell.column);
        let leftmost = columns.min().unwrap_or(0);
        for row in rows {
            self.writer.begin(BlockKind::TableRow { header: false });
            let mut next = leftmost;
            for cell in row {
                while next < cell.column.min(leftmost + FURTHEST) {
                    self.count()?;
                    self.writer.begin_cell(cell.source.start);
                    self.writer.end_cell();
                    next += 1;
                }
                self.writer.begin_cell(cell.source.start);
                self.writer.sign(Sign::Cell(cell.line, cell.column));
                self.writer.replace(cell.shown.trim(), cell.source);
                self.writer.end_cell();
                next += 1;
            }
            self.writer.end();
        }
        tell_heads(self.writer.rest(), first);
        Ok(())
    }

    /// What is written, for its end.
    ///
    /// # Errors
    /// When there are too many cells.
    pub(super) fn into_writer(mut self) -> Result<Writer, ReadError> {
        self.end_table()?;
        Ok(self.writer)
    }

    /// What is written so far.
    pub(super) fn writer(&mut self) -> &mut Writer {
        &mut self.writer
    }
}
