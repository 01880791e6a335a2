//! What a draft's notes and its list of references say: full references, links, "ibid.".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::citation::{pandoc_keys, urls_in};
use super::similar_work;
use super::structure::{Role, Structure};
use crate::document::{Block, BlockKind, Document, Format, MarkKind};
use crate::span::{Span, SpanSet};

/// A note or an entry of the list of references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The label it is called by: a note's label, or the number of an entry; empty where the
    /// entries have no numbers.
    pub label: String,
    /// Whether it is a note, else an entry of the list.
    pub is_note: bool,
    /// What it says, without its number.
    pub text: String,
    /// Where it stands in the draft's text.
    pub span: Span,
    /// The addresses and paths it gives, its links' targets first.
    pub urls: Vec<String>,
    /// The bibliography keys it gives.
    pub keys: Vec<String>,
    /// Whether its format marks citations, so that each of those within it is found by itself.
    pub is_marked: bool,
}

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:\[\^?([^\]\s]{1,12})\]:?|\(?(\d{1,3})[.)]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\^?(\d{1,3})\s)\s*",
    )
    .expect("the pattern is sound")
});

/// The notes and the list of references of a draft, in the order of its text.
pub(super) fn references(document: &Document, structure: &Structure) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut count = 0_u32;
    let links = links(document);
    let cited = cited(document);
    for (at, block) in document.blocks().iter().enumerate() {
        let label = match (&block.kind, structure.roles[at]) {
            (BlockKind::Footnote { label }, _) => Some(label.clone()),
            (_, Role::Reference) => None,
            _ => continue,
        };
        let is_note = label.is_some();
        for span in entries(document, block, is_note) {
            let text = span.of(document.text());
            let (written, rest) = match NUMBERED.captures(text) {
                Some(captures) if !is_note => {
                    let number = (1..=4).find_map(|group| captures.get(group));
                    (
                        number.map(|number| plain_digits(number.as_str())),
                        &text[captures[0].len()..],
                    )
                }
                _ => (None, text),
            };
            if !is_note {
                count += 1;
            }
            let counted = || match block.kind {
                BlockKind::Item => count.to_string(),
                _ => String::new(),
            };
            let label = label.clone().or(written).unwrap_or_else(counted);
            found.push(Reference {
                label,
                is_note,
                text: rest.to_owned(),
                span,
                urls: urls_of(&links, span, text),
                keys: keys_of(document, &cited, span, text),
                is_marked: document.format().marks_citations(),
            });
        }
    }
    found
}

/// What a block holds: one entry, or in plain text one for each line that begins as an entry does.
fn entries(document: &Document, block: &Block, is_note: bool) -> Vec<Span> {
    if is_note || document.format() != Format::Plain {
        return vec![block.span];
    }
    let whole = document.decoded_span(block.span);
    let is_numbered = NUMBERED.is_match(whole.of(document.decoded()));
    let opens = |line: &str| match is_numbered {
        true => NUMBERED.is_match(line),
        false => similar_work::opens_entry(line),
    };
    let mut entries: Vec<Span> = Vec::new();
    let mut start = whole.start;
    for line in whole.of(document.decoded()).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        match entries.last_mut() {
            Some(entry) if !opens(line) => *entry = entry.cover(span),
            _ => entries.push(span),
        }
    }
    entries
        .into_iter()
        .map(|entry| document.text_span(entry))
        .collect()
}

fn plain_digits(number: &str) -> String {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    number
        .chars()
        .map(|c| match RAISED.chars().position(|raised| raised == c) {
            Some(digit) => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// The keys that the marks of a document cite, in the order of their words.
fn cited(document: &Document) -> Vec<(Span, &str)> {
    let mut cited = Vec::new();
    for mark in document.marks() {
        if let MarkKind::Citation { works } = &mark.kind {
            cited.extend(works.iter().map(|work| (mark.span, work.key.as_str())));
        }
    }
    cited.sort_by_key(|(span, _)| span.start);
    cited
}

fn keys_of(document: &Document, cited: &[(Span, &str)], entry: Span, text: &str) -> Vec<String> {
    let first = cited.partition_point(|(span, _)| span.start < entry.start);
    let within = cited[first..].iter();
    let within = within.take_while(|(span, _)| span.start < entry.end);
    let marked = within.map(|(_, key)| (*key).to_owned());
    match document.format().marks_citations() {
        true => marked.collect(),
        false => marked.chain(pandoc_keys(text)).collect(),
    }
}

/// The links of a document that lead out of it, in the order of their words.
fn links(document: &Document) -> Vec<(Span, &str)> {
    let links = document.marks().iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link { target } if !target.starts_with('#') => Some((mark.span, target.as_str())),
        _ => None,
    });
    let mut links: Vec<(Span, &str)> = links.collect();
    links.sort_by_key(|(span, _)| span.start);
    links
}

fn urls_of(links: &[(Span, &str)], entry: Span, text: &str) -> Vec<String> {
    let first = links.partition_point(|(span, _)| span.start < entry.start);
    let begun = links[first..].iter();
    let mut urls: Vec<String> = begun
        .take_while(|(span, _)| span.start <= entry.end)
        .filter(|(span, _)| entry.contains(*span))
        .map(|(_, target)| (*target).to_owned())
        .collect();
    let written: Vec<Span> = urls_in(text);
    let addresses: SpanSet = written.iter().copied().collect();
    let paths = PATH.captures_iter(text).filter_map(|found| found.get(1));
    let paths = paths.map(|found| Span::new(found.start(), found.end()));
    let paths = paths.filter(|path| !addresses.overlaps(*path));
    let mut known: BTreeSet<String> = urls.iter().cloned().collect();
    for url in written.iter().copied().chain(paths) {
        let url = url.of(text);
        if known.insert(url.to_owned()) {
            urls.push(url.to_owned());
        }
    }
    urls
}

/// The path of a file in a folder, written out.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[\s(<\[“\x22'])((?:\.{0,2}/)?(?:[\w-][\w.-]*/)+[\w-][\w.-]*\.[A-Za-z]\w{1,4})\b",
    )
    .expect("the pattern is sound")
});
