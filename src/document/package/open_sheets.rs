//! OpenDocument sheets (ODS): each sheet's rows, with the numbers as they are shown.
//!
//! The file keeps what is shown beside what is meant, so no number format is worked out here. A
//! cell stands in `content.xml` from its first byte to its last.

use std::collections::BTreeSet;

use super::archive::Archive;
use super::xml::{self, Token, Tokens};
use crate::document::ReadError;
use crate::document::grid::{self, FURTHEST, Grid};
use crate::document::reading::Reading;
use crate::span::Span;

/// Where the cells are.
const CONTENT: &str = "content.xml";

/// Reads an OpenDocument workbook.
///
/// # Errors
/// When it is damaged, locked or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let content = archive.needed(CONTENT)?;
    let mut reader = Reader::default();
    let mut tokens = Tokens::of(&content);
    let damaged =
        |why: String| ReadError::refused(format!("its part {CONTENT} is damaged ({why})"));
    while let Some((token, span)) = tokens.next().map_err(damaged)? {
        match token {
            Token::Open { name, tag } => reader.open(name, tag, span)?,
            Token::Close => reader.close(span)?,
            Token::Words(words) => reader.words(&words),
        }
    }
    let mut writer = reader.grid.into_writer()?;
    writer.rest().places.add_part(CONTENT, content.len());
    archive.own_words("meta.xml", &mut writer.rest().embedded)?;
    Ok(writer.finish())
}

#[derive(Default)]
struct Reader<'a> {
    grid: Grid,
    open: Vec<&'a str>,
    /// The style that is being told.
    style: String,
    /// The styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    /// Whether the sheet is left out.
    is_hidden: bool,
    row: u32,
    /// How many rows the open one stands for.
    rows: u32,
    column: u32,
    cell: Cell,
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    start: usize,
    /// How many columns it stands for.
    columns: u32,
    shown: String,
}

impl<'a> Reader<'a> {
    fn open(&mut self, name: &'a str, tag: &str, span: Span) -> Result<(), ReadError> {
        let number = |name: &str| {
            let value = xml::attribute(tag, name).and_then(|value| value.parse().ok());
            value.unwrap_or(1_u32).max(1)
        };
        match name {
            "style" => self.style = xml::attribute(tag, "name").unwrap_or_default(),
            "table-properties" if xml::attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            // A table within a cell or a drawing is none of the sheets.
            "table" if !self.open.contains(&"table") => {
                let style = xml::attribute(tag, "style-name").unwrap_or_default();
                self.is_hidden = self.hidden.contains(&style);
                (self.row, self.rows, self.column) = (0, 1, 0);
                if !self.is_hidden {
                    let name = xml::attribute(tag, "name").unwrap_or_default();
                    self.grid.begin_sheet(&name)?;
                }
            }
            "table-row" => {
                self.column = 0;
                self.rows = number("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Cell {
                    start: span.start,
                    columns: number("number-columns-repeated"),
                    shown: String::new(),
                };
            }
            "p" | "s" | "tab" | "line-break" if self.is_read() => self.cell.shown.push(' '),
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    /// Whether words that stand here are the cell's: not a comment's, nor a drawing's.
    fn is_read(&self) -> bool {
        let cell = self.open.iter().rposition(|name| *name == "table-cell");
        cell.is_some_and(|at| {
            let within = &self.open[at..];
            !within.iter().any(|name| {
                matches!(
                    *name,
                    "annotation" | "frame" | "custom-shape" | "g" | "detective"
                )
            })
        })
    }

    fn words(&mut self, words: &str) {
        if self.open.contains(&"p") && self.is_read() {
            self.cell.shown.push_str(words);
        }
    }

    fn close(&mut self, span: Span) -> Result<(), ReadError> {
        match self.open.pop() {
            Some("table-cell" | "covered-table-cell") => self.end_cell(span)?,
            Some("table-row") => {
                // Rows that say the same are read once.
                self.grid.end_row()?;
                self.row = self.row.saturating_add(self.rows);
            }
            Some("table") if !self.open.contains(&"table") => self.grid.end_table()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, span: Span) -> Result<(), ReadError> {
        let cell = std::mem::take(&mut self.cell);
        let source = Span::new(cell.start.min(span.end), span.end);
        if !self.is_hidden && !cell.shown.trim().is_empty() {
            for at in 0..cell.columns.min(FURTHEST) {
                self.grid.count()?;
                self.grid.cell(grid::Cell {
                    line: self.row,
                    column: self.column.saturating_add(at),
                    shown: cell.shown.clone(),
                    source,
                })?;
            }
        }
        self.column = self.column.saturating_add(cell.columns);
        Ok(())
    }
}
