//! OpenDocument texts (ODT).

use super::archive::Archive;
use super::xml::{self, Element, Node};
use crate::document::heads::tell_heads;
use crate::document::reading::{Reading, Writer};
use crate::document::{BlockKind, MarkKind, ReadError};
use crate::span::Span;

/// Where the words are.
const CONTENT: &str = "content.xml";

/// Reads an OpenDocument text.
///
/// # Errors
/// When it is damaged, locked or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let content = archive.needed(CONTENT)?;
    let tree = xml::tree(&content, CONTENT)?;
    let mut reader = Reader {
        writer: Writer::default(),
        notes: Vec::new(),
        boxes: Vec::new(),
        in_list: 0,
        in_row: false,
    };
    for body in tree.all("text") {
        reader.blocks(body);
    }
    reader.rest();
    let mut writer = reader.writer;
    writer.end();
    writer.rest().places.add_part(CONTENT, content.len());
    archive.own_words("meta.xml", &mut writer.rest().embedded)?;
    Ok(writer.finish())
}

struct Reader<'e, 'a> {
    writer: Writer,
    /// Notes that are called, with their labels, written behind the text.
    notes: Vec<(String, &'e Element<'a>)>,
    /// Text boxes, written behind the text they float beside.
    boxes: Vec<&'e Element<'a>>,
    in_list: usize,
    in_row: bool,
}

impl<'e, 'a> Reader<'e, 'a> {
    fn blocks(&mut self, parent: &'e Element<'a>) {
        for element in parent.elements() {
            match element.name {
                "p" => {
                    let kind = match self.in_list {
                        0 => BlockKind::Paragraph,
                        _ => BlockKind::Item,
                    };
                    self.block(kind, element);
                }
                "h" => {
                    let level = element.attribute("outline-level");
                    let level = level.and_then(|level| level.parse().ok()).unwrap_or(1);
                    let kind = BlockKind::Heading {
                        level: u8::clamp(level, 1, 6),
                    };
                    self.block(kind, element);
                }
                "list" => {
                    self.in_list += 1;
                    self.blocks(element);
                    self.in_list -= 1;
                }
                "table" => self.table(element),
                "tracked-changes" | "table-of-content" | "forms" | "sequence-decls"
                | "annotation" => {}
                "text-box" => self.boxes.push(element),
                _ => self.blocks(element),
            }
        }
    }

    fn block(&mut self, kind: BlockKind, element: &'e Element<'a>) {
        if self.in_row {
            if self.writer.has_words_in_cell() {
                let at = element.span.start;
                self.writer.replace(" ", Span::new(at, at));
            }
            self.inline(element);
            return;
        }
        self.writer.begin(kind);
        self.inline(element);
        self.writer.end();
    }

    fn table(&mut self, table: &'e Element<'a>) {
        if self.in_row {
            for cell in table.all("table-cell") {
                self.blocks(cell);
            }
            return;
        }
        self.writer.end();
        let first = self.writer.rest().pieces.len();
        self.in_row = true;
        let heads: Vec<Span> = table
            .all("table-header-rows")
            .map(|heads| heads.span)
            .collect();
        for row in table.all("table-row") {
            let header = heads.iter().any(|heads| heads.contains(row.span));
            self.writer.begin(BlockKind::TableRow { header });
            for cell in row.elements() {
                if !matches!(cell.name, "table-cell" | "covered-table-cell") {
                    continue;
                }
                self.writer.begin_cell(cell.span.start);
                self.blocks(cell);
                self.writer.end_cell();
            }
            self.writer.end();
        }
        self.in_row = false;
        tell_heads(self.writer.rest(), first);
    }

    fn inline(&mut self, parent: &'e Element<'a>) {
        for child in &parent.children {
            match child {
                Node::Words(words) => super::write(&mut self.writer, &words.text, words.span),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &'e Element<'a>) {
        match element.name {
            "s" | "tab" | "line-break" => self.writer.replace(" ", element.span),
            "note" => {
                let label = element.child("note-citation").map(Element::words);
                let label = label.unwrap_or_default().trim().to_owned();
                if let Some(body) = element.child("note-body") {
                    self.notes.push((label.clone(), body));
                }
                let at = self.writer.at();
                self.writer.mark(MarkKind::NoteReference { label }, at);
            }
            "a" => {
                let start = self.writer.at();
                self.inline(element);
                let target = element.attribute("href").unwrap_or_default();
                self.writer.mark(MarkKind::Link { target }, start);
            }
            "text-box" => self.boxes.push(element),
            "annotation" | "tracked-changes" | "ruby-text" | "title" | "desc" => {}
            "frame" | "g" => element.elements().for_each(|inner| self.element(inner)),
            _ => self.inline(element),
        }
    }

    /// Writes what was set aside: text boxes, then notes.
    fn rest(&mut self) {
        for text_box in std::mem::take(&mut self.boxes) {
            self.blocks(text_box);
        }
        for (label, body) in std::mem::take(&mut self.notes) {
            self.writer.begin(BlockKind::Footnote { label });
            for paragraph in body.all("p") {
                if self.writer.has_words() {
                    let at = paragraph.span.start;
                    self.writer.replace(" ", Span::new(at, at));
                }
                self.inline(paragraph);
            }
            self.writer.end();
        }
    }
}
