//! E-books (EPUB): the chapters in their order, each read as a web page.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{self, Archive, resolved};
use super::xml;
use crate::document::extract::Extracted;
use crate::document::reading::Sign;
use crate::document::volume::{Text, Volume};
use crate::document::{BlockKind, Embedded, ReadError, decode, html};

/// Reads an e-book.
///
/// # Errors
/// When it is damaged, locked or too large.
pub(in crate::document) fn read(bytes: &[u8]) -> Result<Volume, ReadError> {
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
    let mut book = Volume::default();
    let mut embedded = Embedded::default();
    if let Some(metadata) = tree.all("metadata").next() {
        archive::properties(metadata, &mut embedded);
        if let Some(day) = published(metadata) {
            embedded.add("date", &day);
        }
    }
    let mut known = BTreeSet::new();
    for reference in tree.all("itemref") {
        let id = reference.attribute("idref").unwrap_or_default();
        // A chapter that is named again is the same one.
        let name = items.get(&id).filter(|name| known.insert(*name));
        let Some(name) = name else { continue };
        let Some(bytes) = archive.bytes(name)? else {
            continue;
        };
        if bytes.is_empty() {
            continue;
        }
        let decoded = decode::decode(&bytes, true)?;
        let chapter = html::read_chapter(&decoded.text);
        let mut signs = vec![(0, Sign::Chapter(title(&chapter)))];
        signs.extend(printed_pages(&decoded.text));
        book.add(Text {
            part: name,
            decoded: &decoded.text,
            map: &decoded.map,
            length: bytes.len(),
            read: chapter,
            signs,
        });
    }
    book.state(embedded);
    Ok(book)
}

/// The day on which the book was published. One on which its file was made, too, is no more than that:
/// converters write their own day for both.
fn published(metadata: &xml::Element<'_>) -> Option<String> {
    let day = |written: String| written.get(..10).map_or(written.clone(), str::to_owned);
    let made: Vec<String> = metadata
        .all("meta")
        .filter(|meta| meta.attribute("property").as_deref() == Some("dcterms:modified"))
        .map(|meta| day(meta.words()))
        .collect();
    let mut published = metadata.all("date").map(|date| day(date.words()));
    published.find(|day| !made.contains(day))
}

/// What a chapter is called: its first heading, else its page's title.
fn title(chapter: &Extracted) -> String {
    let mut blocks = chapter.blocks.iter();
    let heading = blocks.find(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let title = heading.map(|block| block.span.of(&chapter.text));
    let title = title.or_else(|| chapter.embedded.get("title"));
    title.unwrap_or_default().to_owned()
}

/// Where the pages of the printed book begin, as the mark-up says.
fn printed_pages(markup: &str) -> Vec<(usize, Sign)> {
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
            found.push((span.start, Sign::PrintedPage(label.to_owned())));
        }
    }
    found
}
