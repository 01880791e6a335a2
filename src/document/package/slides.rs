//! Slides (PPTX): each slide's texts in the order of its shapes, then its notes.

use super::archive::{self, Archive};
use super::xml::{self, Element, Node};
use crate::document::heads::tell_heads;
use crate::document::reading::{Reading, Sign, Writer};
use crate::document::{BlockKind, ReadError};
use crate::span::Span;

/// Reads a file of slides.
///
/// # Errors
/// When it is damaged, or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let relationships = archive.relationships(&main)?;
    let presentation = archive.needed(&main)?;
    let tree = xml::tree(&presentation, &main)?;
    let mut reader = Reader {
        writer: Writer::default(),
        base: 0,
    };
    let ids: Vec<String> = tree
        .all("sldId")
        .filter_map(|slide| slide.prefixed("r:id"))
        .collect();
    for (at, id) in ids.iter().enumerate() {
        let Some(slide) = relationships.get(id).map(|one| one.target.clone()) else {
            continue;
        };
        reader.writer.end();
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        reader.writer.sign(Sign::Slide(number));
        reader.part(&mut archive, &slide)?;
        let beside = archive.relationships(&slide)?;
        let notes = beside.values().find(|one| one.kind == "notesSlide");
        if let Some(notes) = notes {
            reader.part(&mut archive, &notes.target)?;
        }
    }
    let mut writer = reader.writer;
    archive.own_words(archive::CORE, &mut writer.rest().embedded)?;
    Ok(writer.finish())
}

struct Reader {
    writer: Writer,
    /// Where the part that is read begins among the bytes of all parts.
    base: usize,
}

impl Reader {
    fn part(&mut self, archive: &mut Archive<'_>, name: &str) -> Result<(), ReadError> {
        let Some(text) = archive.text(name)? else {
            return Ok(());
        };
        let tree = xml::tree(&text, name)?;
        self.shapes(&tree);
        self.writer.end();
        self.base = self.writer.rest().places.add_part(name, text.len());
        Ok(())
    }

    fn shapes(&mut self, parent: &Element<'_>) {
        for element in parent.elements() {
            match element.name {
                "sp" => self.shape(element),
                "tbl" => self.table(element),
                "Fallback" => {}
                _ => self.shapes(element),
            }
        }
    }

    fn shape(&mut self, shape: &Element<'_>) {
        let placeholder = shape.all("ph").next();
        let kind = placeholder.map(|it| it.attribute("type").unwrap_or_default());
        let kind = match kind.as_deref() {
            Some("title" | "ctrTitle") => BlockKind::Heading { level: 2 },
            // What stands on every slide, and the slide's picture on its page of notes.
            Some("sldNum" | "ftr" | "dt" | "hdr" | "sldImg") => return,
            _ => BlockKind::Paragraph,
        };
        for paragraph in shape.all("p") {
            self.writer.begin(kind.clone());
            self.runs(paragraph);
            self.writer.end();
        }
    }

    fn table(&mut self, table: &Element<'_>) {
        self.writer.end();
        let first = self.writer.rest().pieces.len();
        for row in table.all("tr") {
            self.writer.begin(BlockKind::TableRow { header: false });
            for cell in row.all("tc") {
                self.writer.begin_cell(self.base + cell.span.start);
                for paragraph in cell.all("p") {
                    if self.writer.has_words_in_cell() {
                        let at = self.base + paragraph.span.start;
                        self.writer.replace(" ", Span::new(at, at));
                    }
                    self.runs(paragraph);
                }
                self.writer.end_cell();
            }
            self.writer.end();
        }
        tell_heads(self.writer.rest(), first);
    }

    fn runs(&mut self, parent: &Element<'_>) {
        for element in parent.elements() {
            match element.name {
                "t" => {
                    for child in &element.children {
                        if let Node::Words(words) = child {
                            let span = words.span.shifted(self.base);
                            super::write(&mut self.writer, &words.text, span);
                        }
                    }
                }
                "br" | "tab" => self.writer.replace(" ", element.span.shifted(self.base)),
                _ => self.runs(element),
            }
        }
    }
}
