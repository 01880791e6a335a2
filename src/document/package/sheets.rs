//! Workbooks (XLSX): each sheet's rows, with the numbers as they are shown.
//!
//! A row is a block, its cells keep their names. A cell stands in the sheet's part from its first
//! byte to its last, wherever its words are kept.

use std::collections::BTreeMap;

use super::archive::{self, Archive};
use super::numbers::{self, Shown};
use super::xml::{self, Token, Tokens};
use crate::document::ReadError;
use crate::document::grid::{self, Grid};
use crate::document::reading::Reading;
use crate::span::Span;

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
        grid: Grid::default(),
        shared: &shared,
        formats: &formats,
        from_1904,
        base: 0,
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
    let mut writer = reader.grid.into_writer()?;
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
    grid: Grid,
    shared: &'r [String],
    formats: &'r [Shown],
    from_1904: bool,
    base: usize,
}

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
        self.grid.begin_sheet(name)?;
        let mut tokens = Tokens::of(text);
        let mut open: Vec<&str> = Vec::new();
        let mut cell = Cell::default();
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
                        self.grid.count()?;
                        let shown = self.shown(&cell);
                        if let Some((line, column)) = cell.place {
                            self.grid.cell(grid::Cell {
                                line,
                                column,
                                shown,
                                source: Span::new(cell.start, span.end).shifted(self.base),
                            })?;
                        }
                    }
                    Some("row") => self.grid.end_row()?,
                    _ => {}
                },
            }
        }
        self.grid.end_table()?;
        self.base = self.grid.writer().rest().places.add_part(part, text.len());
        Ok(())
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
