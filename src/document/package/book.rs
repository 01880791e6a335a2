//! E-books (EPUB): the chapters in their order, each read as a web page.

use std::collections::BTreeMap;

use super::archive::{self, Archive, resolved};
use super::xml;
use crate::document::extract::Extracted;
use crate::document::reading::{Places, Sign};
use crate::document::{Embedded, OffsetMap, ReadError, decode, html};
use crate::span::Span;

/// An e-book as it was read: its chapters' mark-up, one after the other, and what it says.
pub(in crate::document) struct Book {
    pub(in crate::document) decoded: String,
    pub(in crate::document) decoding: OffsetMap,
    pub(in crate::document) extracted: Extracted,
    pub(in crate::document) places: Places,
}

/// Reads an e-book.
///
/// # Errors
/// When it is damaged, locked or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("META-INF/rights.xml") {
        return Err(ReadError::refused(
            "it is locked by its seller; use a copy without a lock",
        ));
    }
    let container = archive.needed("META-INF/container.xml")?;
    let tree = xml::tree(&container, "META-INF/container.xml")?;
    let root = tree.all("rootfile").next();
    let root = root
        .and_then(|root| root.attribute("full-path"))
        .ok_or_else(|| ReadError::refused("an EPUB without a list of its parts; save it anew"))?;
    let package = archive.needed(&root)?;
    let tree = xml::tree(&package, &root)?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let items: BTreeMap<String, String> = tree
        .all("item")
        .map(|item| {
            let target = item.attribute("href").unwrap_or_default();
            let target = percent_encoding::percent_decode_str(&target).decode_utf8_lossy();
            let id = item.attribute("id").unwrap_or_default();
            (id, resolved(folder, &target))
        })
        .collect();
    let mut book = Book {
        decoded: String::new(),
        decoding: OffsetMap::default(),
        extracted: Extracted::default(),
        places: Places::default(),
    };
    let mut embedded = Embedded::default();
    if let Some(metadata) = tree.all("metadata").next() {
        archive::properties(metadata, &mut embedded);
    }
    let mut base = 0;
    for reference in tree.all("itemref") {
        let id = reference.attribute("idref").unwrap_or_default();
        let Some(name) = items.get(&id) else { continue };
        let Some(bytes) = archive.bytes(name)? else {
            continue;
        };
        if bytes.is_empty() {
            continue;
        }
        let decoded = decode::decode(&bytes, true)?;
        let chapter = html::read(&decoded.text);
        book.add(name, &decoded, chapter, base, bytes.len());
        base += bytes.len();
    }
    book.extracted.embedded = embedded;
    Ok(book)
}

impl Book {
    fn add(
        &mut self,
        name: &str,
        decoded: &decode::Decoded,
        chapter: Extracted,
        base: usize,
        length: usize,
    ) {
        let title = chapter
            .blocks
            .iter()
            .find(|block| matches!(block.kind, crate::document::BlockKind::Heading { .. }))
            .map(|block| block.span.of(&chapter.text).to_owned())
            .or_else(|| chapter.embedded.get("title").map(ToOwned::to_owned));
        let at = self.decoded.len();
        let places = &mut self.places;
        places
            .signs
            .push((at, Sign::Chapter(title.unwrap_or_default())));
        places.signs.extend(printed_pages(&decoded.text, at));
        let end = places.add_part(name, length);
        self.decoded.push_str(&decoded.text);
        self.decoding.append(&decoded.map, base);
        self.decoded.push('\n');
        self.decoding.push_replaced(1, Span::new(end, end));
        self.extracted.append(chapter, at);
    }
}

/// Where the pages of the printed book begin, as the mark-up says.
fn printed_pages(markup: &str, at: usize) -> Vec<(usize, Sign)> {
    let mut tokens = xml::Tokens::of(markup);
    let mut found = Vec::new();
    while let Ok(Some((token, span))) = tokens.next() {
        let xml::Token::Open { tag, .. } = token else {
            continue;
        };
        let is_break = tag.contains("pagebreak");
        if !is_break {
            continue;
        }
        let label = ["title", "aria-label", "id"]
            .iter()
            .find_map(|name| xml::attribute(tag, name));
        if let Some(label) = label {
            let label =
                label.trim_start_matches(|c: char| !c.is_ascii_digit() && !"ivxlc".contains(c));
            found.push((at + span.start, Sign::PrintedPage(label.to_owned())));
        }
    }
    found
}
