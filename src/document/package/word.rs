//! Word's files (DOCX): the words of the document, its notes, and what its fields cite.

use std::collections::BTreeMap;

use super::archive::{self, Archive, Relationship};
use super::fields::{self, Meaning};
use super::xml::{self, Element, Node};
use crate::document::heads::tell_heads;
use crate::document::reading::{Reading, Sign, Writer};
use crate::document::{BlockKind, CitedWork, MarkKind, ReadError};
use crate::span::Span;

/// Reads a Word file.
///
/// # Errors
/// When it is damaged, or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let relationships = archive.relationships(&main)?;
    let part_of = |kind: &str| archive::target_of(&relationships, kind);
    let body = archive.needed(&main)?;
    let styles = match part_of("styles") {
        Some(name) => Styles::of(&archive.text(&name)?.unwrap_or_default(), &name)?,
        None => Styles::default(),
    };
    let comments = match part_of("comments") {
        Some(name) => comments(&archive.text(&name)?.unwrap_or_default(), &name)?,
        None => BTreeMap::new(),
    };
    let mut works: BTreeMap<String, CitedWork> = BTreeMap::new();
    let listed: Vec<String> = relationships
        .values()
        .filter(|one| one.kind == "customXml")
        .map(|one| one.target.clone())
        .collect();
    for name in listed {
        let text = archive.text(&name)?.unwrap_or_default();
        if text.contains("officeDocument/2006/bibliography") {
            works.extend(fields::listed_works(&xml::tree(&text, &name)?));
        }
    }
    let mut reader = Reader {
        writer: Writer::default(),
        relationships: &relationships,
        styles: &styles,
        comments: &comments,
        commented: BTreeMap::new(),
        works: &works,
        base: 0,
        fields: Vec::new(),
        later: Vec::new(),
        called: BTreeMap::new(),
        labels: BTreeMap::new(),
        has_title: false,
        row_depth: 0,
        page: 1,
    };
    let tree = xml::tree(&body, &main)?;
    let document = tree.child("document").unwrap_or(&tree);
    reader.blocks(document.child("body").unwrap_or(document));
    reader.boxes();
    reader.part(&main, body.len());
    for (kind, name) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
        if let Some(name) = part_of(name)
            && let Some(text) = archive.text(&name)?
        {
            let notes = xml::tree(&text, &name)?;
            reader.notes(kind, &notes)?;
            reader.part(&name, text.len());
        }
    }
    let mut writer = reader.writer;
    archive.own_words(archive::CORE, &mut writer.rest().embedded)?;
    Ok(writer.finish())
}

/// What each style makes of its paragraphs.
#[derive(Debug, Default)]
struct Styles(BTreeMap<String, Style>);

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// Outline level, from 0.
    level: Option<u8>,
    is_numbered: bool,
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Title,
    Heading(u8),
    Item,
    Quotation,
    Caption,
    Contents,
    Plain,
}

impl Styles {
    fn of(text: &str, name: &str) -> Result<Self, ReadError> {
        let tree = xml::tree(text, name)?;
        let styles = tree.all("style").map(|style| {
            let properties = style.child("pPr");
            let level = properties.and_then(|it| it.value("outlineLvl"));
            let found = Style {
                name: style.value("name").unwrap_or_default().to_lowercase(),
                based_on: style.value("basedOn"),
                level: level
                    .and_then(|level| level.parse().ok())
                    .filter(|&level| level < 9),
                is_numbered: properties.is_some_and(|it| it.child("numPr").is_some()),
            };
            (style.attribute("styleId").unwrap_or_default(), found)
        });
        Ok(Self(styles.collect()))
    }

    fn manner(&self, id: &str) -> Manner {
        let mut id = Some(id.to_owned());
        let mut is_numbered = false;
        // A style may be based on one that is based on it.
        for _ in 0..12 {
            let Some(style) = id.as_ref().and_then(|id| self.0.get(id)) else {
                break;
            };
            let name = style.name.as_str();
            let heading = name.strip_prefix("heading ").and_then(|it| it.parse().ok());
            is_numbered |= style.is_numbered;
            let manner = match name {
                "title" => Some(Manner::Title),
                "caption" => Some(Manner::Caption),
                _ if heading.is_some() => heading.map(Manner::Heading),
                _ if name.starts_with("toc ") || name == "table of figures" => {
                    Some(Manner::Contents)
                }
                _ if name.contains("quote") || name == "block text" => Some(Manner::Quotation),
                _ if name.starts_with("list ") && name != "list paragraph" => Some(Manner::Item),
                _ => style.level.map(|level| Manner::Heading(level + 1)),
            };
            if let Some(manner) = manner {
                return manner;
            }
            id.clone_from(&style.based_on);
        }
        match is_numbered {
            true => Manner::Item,
            false => Manner::Plain,
        }
    }
}

/// The comments by their ids: who made it, and what it says.
fn comments(text: &str, name: &str) -> Result<BTreeMap<String, (String, String)>, ReadError> {
    let tree = xml::tree(text, name)?;
    let each = tree.all("comment").map(|comment| {
        let paragraphs = comment.all("p").map(|paragraph| {
            let words: Vec<String> = paragraph.all("t").map(Element::words).collect();
            words.concat()
        });
        let words: Vec<String> = paragraphs.collect();
        let author = comment.attribute("author").unwrap_or_default();
        let id = comment.attribute("id").unwrap_or_default();
        (id, (author, words.join(" ")))
    });
    Ok(each.collect())
}

/// What a comment says to the program, behind "ibid:".
fn ruling(words: &str) -> Option<&str> {
    let words = words.trim_start();
    let name = words.get(..super::AUTHOR.len())?;
    let rest = &words[name.len()..];
    let is_called = name.eq_ignore_ascii_case(super::AUTHOR);
    rest.trim_start()
        .strip_prefix(':')
        .filter(|_| is_called)
        .map(str::trim)
}

/// A complex field that is open.
#[derive(Debug, Default)]
struct Field {
    code: String,
    /// Where its result begins in the reading, once it does.
    result: Option<usize>,
}

struct Reader<'r> {
    writer: Writer,
    relationships: &'r BTreeMap<String, Relationship>,
    styles: &'r Styles,
    comments: &'r BTreeMap<String, (String, String)>,
    /// Where the words that each comment hangs on begin.
    commented: BTreeMap<String, usize>,
    works: &'r BTreeMap<String, CitedWork>,
    /// Where the part that is read begins among the bytes of all parts.
    base: usize,
    fields: Vec<Field>,
    /// The paragraphs of text boxes, with the words of each and where they stand.
    later: Vec<Vec<(String, Span)>>,
    /// The ids of the notes that are called, by their kind and in order, each once.
    called: BTreeMap<&'static str, Vec<String>>,
    /// The labels of notes, by kind and id.
    labels: BTreeMap<(&'static str, String), String>,
    has_title: bool,
    /// How many tables are open.
    row_depth: usize,
    /// The page of Word's last layout.
    page: u32,
}

impl Reader<'_> {
    fn part(&mut self, name: &str, length: usize) {
        self.writer.end();
        self.base = self.writer.rest().places.add_part(name, length);
    }

    fn blocks(&mut self, parent: &Element<'_>) {
        for element in parent.elements() {
            match element.name {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                "sectPr" | "tblPr" | "tcPr" | "del" | "moveFrom" | "Fallback" => {}
                _ => self.blocks(element),
            }
        }
    }

    fn table(&mut self, table: &Element<'_>) {
        if self.row_depth > 0 {
            // A table within a cell: its words stand in the cell.
            for cell in table.all("tc") {
                self.blocks(cell);
            }
            return;
        }
        self.writer.end();
        let first = self.writer.rest().pieces.len();
        self.row_depth += 1;
        for row in table.elements().filter(|it| it.name == "tr") {
            let properties = row.child("trPr");
            let header = properties.is_some_and(|it| it.child("tblHeader").is_some());
            if properties.is_some_and(|it| it.child("del").is_some()) {
                continue;
            }
            self.writer.begin(BlockKind::TableRow { header });
            for cell in row.all("tc") {
                self.writer.begin_cell(self.base + cell.span.start);
                self.blocks(cell);
                self.writer.end_cell();
            }
            self.writer.end();
        }
        self.row_depth -= 1;
        tell_heads(self.writer.rest(), first);
    }

    fn paragraph(&mut self, paragraph: &Element<'_>) {
        let at = self.base + paragraph.span.start;
        if self.row_depth > 0 {
            // One of several paragraphs of a cell.
            if self.writer.has_words_in_cell() {
                self.writer.replace(" ", Span::new(at, at));
            }
            self.inline(paragraph);
            return;
        }
        let properties = paragraph.child("pPr");
        let style = properties.and_then(|it| it.value("pStyle"));
        let manner = self.styles.manner(&style.unwrap_or_default());
        if manner == Manner::Contents {
            return;
        }
        let numbered = properties
            .and_then(|it| it.child("numPr"))
            .and_then(|it| it.value("numId"))
            .is_some_and(|id| id != "0");
        let level = properties
            .and_then(|it| it.value("outlineLvl"))
            .and_then(|level| level.parse::<u8>().ok())
            .filter(|&level| level < 9);
        let deeper = u8::from(self.has_title);
        let kind = match (manner, level) {
            (Manner::Title, _) => {
                self.has_title = true;
                BlockKind::Heading { level: 1 }
            }
            (Manner::Heading(level), _) => BlockKind::Heading {
                level: (level + deeper).clamp(1, 6),
            },
            (Manner::Plain, Some(level)) => BlockKind::Heading {
                level: (level + 1 + deeper).clamp(1, 6),
            },
            (Manner::Quotation, _) => BlockKind::Quotation,
            (Manner::Caption, _) => BlockKind::Caption,
            (Manner::Item, _) => BlockKind::Item,
            _ if numbered => BlockKind::Item,
            _ => BlockKind::Paragraph,
        };
        self.writer.begin(kind);
        self.inline(paragraph);
        self.writer.end();
    }

    /// The words within a paragraph.
    fn inline(&mut self, parent: &Element<'_>) {
        for child in &parent.children {
            let Node::Element(element) = child else {
                continue;
            };
            match element.name {
                "t" => self.words(element),
                "tab" | "ptab" => self.gap(element, " "),
                "br" | "cr" => self.gap(element, " "),
                "noBreakHyphen" => self.gap(element, "-"),
                "sym" => self.symbol(element),
                "lastRenderedPageBreak" => self.page_break(),
                "instrText" => self.code(element),
                "fldChar" => self.field_sign(element),
                "fldSimple" => {
                    let code = element.attribute("instr").unwrap_or_default();
                    let start = self.writer.at();
                    self.inline(element);
                    self.cite(&code, start);
                }
                "hyperlink" => {
                    let start = self.writer.at();
                    self.inline(element);
                    let id = element.attribute("id").unwrap_or_default();
                    if let Some(link) = self.relationships.get(&id) {
                        let target = link.target.clone();
                        self.writer.mark(MarkKind::Link { target }, start);
                    }
                }
                "footnoteReference" => self.call("footnote", element),
                "endnoteReference" => self.call("endnote", element),
                "commentRangeStart" => {
                    let id = element.attribute("id").unwrap_or_default();
                    self.commented.insert(id, self.writer.at());
                }
                "commentReference" => self.comment(element),
                "txbxContent" => self.set_aside(element),
                "p" => self.inline(element),
                "del" | "moveFrom" | "rPr" | "pPr" | "Fallback" | "delText" | "sdtPr"
                | "footnoteRef" | "endnoteRef" | "annotationRef" | "docPr" => {}
                _ => self.inline(element),
            }
        }
    }

    /// The words of a `w:t`; those of a field's code are none.
    fn words(&mut self, element: &Element<'_>) {
        if self.fields.iter().any(|field| field.result.is_none()) {
            return;
        }
        for child in &element.children {
            if let Node::Words(words) = child {
                super::write(&mut self.writer, &words.text, words.span.shifted(self.base));
            }
        }
    }

    fn gap(&mut self, element: &Element<'_>, sign: &str) {
        if !self.fields.iter().any(|field| field.result.is_none()) {
            self.writer.replace(sign, element.span.shifted(self.base));
        }
    }

    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        if let Some(symbol) = code.filter(|c| !(0xE000..0xF900).contains(&u32::from(*c))) {
            self.gap(element, &symbol.to_string());
        }
    }

    /// A page of Word's last layout begins: a hint, for other fonts lay it out otherwise.
    fn page_break(&mut self) {
        if self.page == 1 {
            // What stands before the first sign is on page 1.
            self.writer
                .rest()
                .places
                .signs
                .insert(0, (0, Sign::LaidOutPage(1)));
        }
        self.page += 1;
        self.writer.sign(Sign::LaidOutPage(self.page));
    }

    fn code(&mut self, element: &Element<'_>) {
        if let Some(field) = self.fields.last_mut()
            && field.result.is_none()
        {
            field.code.push_str(&element.words());
        }
    }

    fn field_sign(&mut self, element: &Element<'_>) {
        let at = self.writer.at();
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = Some(at);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.cite(&field.code, field.result.unwrap_or(at));
                }
            }
            _ => {}
        }
    }

    /// Marks the result of a field, from `start` on, with what its code means.
    fn cite(&mut self, code: &str, start: usize) {
        match fields::meaning(code, self.works) {
            Some(Meaning::Link(target)) => self.writer.mark(MarkKind::Link { target }, start),
            Some(Meaning::Citation(works)) => {
                self.writer.mark(MarkKind::Citation { works }, start);
            }
            None => {}
        }
    }

    fn call(&mut self, kind: &'static str, element: &Element<'_>) {
        let id = element.attribute("id").unwrap_or_default();
        let called = self.called.entry(kind).or_default();
        let label = self.labels.entry((kind, id)).or_insert_with_key(|(_, id)| {
            called.push(id.clone());
            match kind {
                "footnote" => called.len().to_string(),
                _ => format!("e{}", called.len()),
            }
        });
        let label = label.clone();
        let at = self.writer.at();
        self.writer.mark(MarkKind::NoteReference { label }, at);
    }

    fn comment(&mut self, element: &Element<'_>) {
        let id = element.attribute("id").unwrap_or_default();
        if let Some((author, words)) = self.comments.get(&id)
            && author != super::AUTHOR
        {
            let at = self.writer.at();
            let kind = match ruling(words) {
                Some(content) => MarkKind::Ruling {
                    content: content.to_owned(),
                    by: author.clone(),
                    on: Span::new(*self.commented.get(&id).unwrap_or(&at), at),
                },
                None => MarkKind::Comment {
                    content: format!("{words} ({author})"),
                },
            };
            self.writer.mark(kind, at);
        }
    }

    /// Keeps the paragraphs of a text box for later.
    fn set_aside(&mut self, content: &Element<'_>) {
        for paragraph in content.all("p") {
            let words = paragraph.all("t").flat_map(|t| &t.children);
            let words = words.filter_map(|child| match child {
                Node::Words(words) => Some((words.text.to_string(), words.span.shifted(self.base))),
                Node::Element(_) => None,
            });
            self.later.push(words.collect());
        }
    }

    /// Writes the text boxes, each once, behind the text they float beside.
    fn boxes(&mut self) {
        for paragraph in std::mem::take(&mut self.later) {
            self.writer.begin(BlockKind::Paragraph);
            for (text, span) in paragraph {
                super::write(&mut self.writer, &text, span);
            }
            self.writer.end();
        }
    }

    /// Writes the notes that are called, in the order of the calls.
    fn notes(&mut self, kind: &'static str, notes: &Element<'_>) -> Result<(), ReadError> {
        let by_id: BTreeMap<String, &Element<'_>> = notes
            .all(kind)
            .map(|note| (note.attribute("id").unwrap_or_default(), note))
            .collect();
        for id in self.called.remove(kind).unwrap_or_default() {
            let label = self.labels.get(&(kind, id.clone()));
            let label = label.cloned().unwrap_or_default();
            let Some(note) = by_id.get(&id) else {
                return Err(ReadError::refused(format!(
                    "it calls a {kind} that is missing; open it and save it anew"
                )));
            };
            self.writer.begin(BlockKind::Footnote { label });
            for paragraph in note.all("p") {
                if self.writer.has_words() {
                    let at = self.base + paragraph.span.start;
                    self.writer.replace(" ", Span::new(at, at));
                }
                self.inline(paragraph);
            }
            self.writer.end();
        }
        self.boxes();
        Ok(())
    }
}
