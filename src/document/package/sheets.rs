//! Workbooks (XLSX): each sheet's rows, with the numbers as they are shown.
//!
//! A row is a block, its cells keep their names. A cell stands in the sheet's part from its first
//! byte to its last, wherever its words are kept.

use std::collections::BTreeMap;

use super::archive::{self, Archive};
use super::numbers::{self, Shown};
use super::tables::tell_heads;
use super::xml::{self, Token, Tokens};
use crate::document::reading::{Reading, Sign, Writer};
use crate::document::{BlockKind, ReadError};
use crate::span::Span;

/// The most cells of a workbook.
const CELLS: usize = 2_000_000;

/// Reads a workbook.
///
/// # Errors
/// When it is damaged, or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let relationships = archive.relationships(&main)?;
    let workbook = archive.needed(&main)?;
    let tree = xml::tree(&workbook, &main)?;
    let part_of = |kind: &str| archive::target_of(&relationships, kind);
    let shared = match part_of("sharedStrings") {
        Some(name) => shared_strings(&archive.text(&name)?.unwrap_or_default(), &name)?,
        None => Vec::new(),
    };
    let formats = match part_of("styles") {
        Some(name) => formats(&archive.text(&name)?.unwrap_or_default(), &name)?,
        None => Vec::new(),
    };
    let from_1904 = tree.all("workbookPr").any(|it| {
        it.attribute("date1904")
            .is_some_and(|it| it == "1" || it == "true")
    });
    let mut reader = Reader {
        writer: Writer::default(),
        shared: &shared,
        formats: &formats,
        from_1904,
        base: 0,
        cells: 0,
    };
    for sheet in tree.all("sheet") {
        let is_hidden = sheet.attribute("state").is_some_and(|it| it != "visible");
        let id = sheet.prefixed("r:id").unwrap_or_default();
        let Some(part) = relationships.get(&id).filter(|one| one.kind == "worksheet") else {
            continue;
        };
        if is_hidden {
            continue;
        }
        let name = sheet.attribute("name").unwrap_or_default();
        let Some(text) = archive.text(&part.target)? else {
            continue;
        };
        reader.sheet(&name, &part.target, &text)?;
    }
    let mut writer = reader.writer;
    archive.own_words(archive::CORE, &mut writer.rest().embedded)?;
    Ok(writer.finish())
}

fn shared_strings(text: &str, name: &str) -> Result<Vec<String>, ReadError> {
    let mut tokens = Tokens::of(text);
    let mut strings = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let damaged = |why: String| ReadError::refused(format!("its part {name} is damaged ({why})"));
    while let Some((token, _)) = tokens.next().map_err(damaged)? {
        match token {
            Token::Open { name, .. } => {
                if name == "si" {
                    strings.push(String::new());
                }
                open.push(name);
            }
            Token::Close => {
                open.pop();
            }
            Token::Words(words) => {
                // Phonetic guides are no words of the cell.
                let is_read = open.last() == Some(&"t") && !open.contains(&"rPh");
                if let (true, Some(last)) = (is_read, strings.last_mut()) {
                    last.push_str(&words);
                }
            }
        }
    }
    Ok(strings)
}

/// How the cells of each style show their numbers.
fn formats(text: &str, name: &str) -> Result<Vec<Shown>, ReadError> {
    let tree = xml::tree(text, name)?;
    let own: BTreeMap<String, String> = tree
        .all("numFmt")
        .map(|one| {
            let id = one.attribute("numFmtId").unwrap_or_default();
            (id, one.attribute("formatCode").unwrap_or_default())
        })
        .collect();
    let styles = tree.all("cellXfs").next();
    let styles = styles.into_iter().flat_map(|it| it.elements());
    let shown = styles.map(|style| {
        let id = style.attribute("numFmtId").unwrap_or_default();
        match own.get(&id) {
            Some(code) => Shown::by_code(code),
            None => Shown::by_number(id.parse().unwrap_or(0)),
        }
    });
    Ok(shown.collect())
}

struct Reader<'r> {
    writer: Writer,
    shared: &'r [String],
    formats: &'r [Shown],
    from_1904: bool,
    base: usize,
    cells: usize,
}

/// The cells of a row that hold something: line, column, what is shown, and where it stands.
type Row = Vec<(u32, u32, String, Span)>;

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    start: usize,
    place: Option<(u32, u32)>,
    kind: String,
    style: usize,
    value: String,
}

impl Reader<'_> {
    fn sheet(&mut self, name: &str, part: &str, text: &str) -> Result<(), ReadError> {
        self.writer.end();
        self.writer.sign(Sign::Sheet(name.to_owned()));
        let mut last_row = None;
        let mut table: Vec<Row> = Vec::new();
        let mut tokens = Tokens::of(text);
        let mut open: Vec<&str> = Vec::new();
        let mut cell = Cell::default();
        let mut row: Row = Vec::new();
        let damaged =
            |why: String| ReadError::refused(format!("its part {part} is damaged ({why})"));
        while let Some((token, span)) = tokens.next().map_err(damaged)? {
            match token {
                Token::Open { name, tag } => {
                    if name == "c" {
                        let style = xml::attribute(tag, "s").and_then(|it| it.parse().ok());
                        cell = Cell {
                            start: span.start,
                            place: xml::attribute(tag, "r").as_deref().and_then(place),
                            kind: xml::attribute(tag, "t").unwrap_or_default(),
                            style: style.unwrap_or(0),
                            value: String::new(),
                        };
                    }
                    open.push(name);
                }
                Token::Words(words) => {
                    if matches!(open.last(), Some(&"v" | &"t")) && !open.contains(&"rPh") {
                        cell.value.push_str(&words);
                    }
                }
                Token::Close => match open.pop() {
                    Some("c") => {
                        self.cells += 1;
                        if self.cells > CELLS {
                            return Err(ReadError::refused(format!(
                                "it has more than {CELLS} cells; save the sheets that matter as CSV"
                            )));
                        }
                        let shown = self.shown(&cell);
                        if let (Some((line, column)), false) = (cell.place, shown.trim().is_empty())
                        {
                            let source = Span::new(cell.start, span.end).shifted(self.base);
                            row.push((line, column, shown, source));
                        }
                    }
                    Some("row") if !row.is_empty() => {
                        let line = row[0].0;
                        // An empty row parts two tables.
                        if last_row.is_some_and(|last| line > last + 1) {
                            self.table(std::mem::take(&mut table));
                        }
                        last_row = Some(line);
                        table.push(std::mem::take(&mut row));
                    }
                    _ => {}
                },
            }
        }
        self.table(table);
        self.base = self.writer.rest().places.add_part(part, text.len());
        Ok(())
    }

    /// Writes the rows of a table, each from the table's first column on, so that cells stand under
    /// their heads.
    fn table(&mut self, rows: Vec<Row>) {
        /// Columns further out than this are not counted with empty cells before them.
        const FURTHEST: u32 = 256;
        self.writer.end();
        let first = self.writer.rest().pieces.len();
        let columns = rows.iter().flatten().map(|(_, column, _, _)| *column);
        let leftmost = columns.min().unwrap_or(0);
        for row in rows {
            self.writer.begin(BlockKind::TableRow { header: false });
            let mut next = leftmost;
            for (line, column, shown, source) in row {
                while next < column.min(leftmost + FURTHEST) {
                    self.writer.begin_cell(source.start);
                    self.writer.end_cell();
                    next += 1;
                }
                self.writer.begin_cell(source.start);
                self.writer.sign(Sign::Cell(line, column));
                self.writer.replace(shown.trim(), source);
                self.writer.end_cell();
                next += 1;
            }
            self.writer.end();
        }
        tell_heads(self.writer.rest(), first);
    }

    /// A cell's value as it is shown.
    fn shown(&self, cell: &Cell) -> String {
        match cell.kind.as_str() {
            "s" => {
                let at = cell.value.trim().parse().unwrap_or(usize::MAX);
                self.shared.get(at).cloned().unwrap_or_default()
            }
            "b" => if cell.value.trim() == "1" {
                "TRUE"
            } else {
                "FALSE"
            }
            .to_owned(),
            "e" => String::new(),
            "str" | "inlineStr" | "d" => cell.value.clone(),
            _ => match (
                cell.value.trim().parse::<f64>(),
                self.formats.get(cell.style),
            ) {
                (Ok(number), Some(format)) => format.write(number, self.from_1904),
                (Ok(number), None) => numbers::plain(number),
                (Err(_), _) => cell.value.clone(),
            },
        }
    }
}

/// Row and column, from 0, of a cell's name.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() || column > 20_000 {
            return None;
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    Some((
        row.parse::<u32>().ok()?.checked_sub(1)?,
        column.checked_sub(1)?,
    ))
}
