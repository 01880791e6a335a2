//! What a draft's notes and its list of references say: full references, links, "ibid.".

use std::sync::LazyLock;

use regex::Regex;

use super::citation::{Target, pandoc_keys, urls_in};
use super::similar_work;
use super::structure::{Role, Structure};
use crate::document::{Block, BlockKind, Document, Format, MarkKind};
use crate::span::Span;

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
                urls: urls_of(document, span, text),
                keys: pandoc_keys(text),
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

fn urls_of(document: &Document, block: Span, text: &str) -> Vec<String> {
    let mut urls: Vec<String> = document
        .marks()
        .iter()
        .filter(|mark| block.contains(mark.span))
        .filter_map(|mark| match &mark.kind {
            MarkKind::Link { target } if !target.starts_with('#') => Some(target.clone()),
            _ => None,
        })
        .collect();
    let written: Vec<Span> = urls_in(text);
    let paths = PATH.captures_iter(text).filter_map(|found| found.get(1));
    let paths = paths.map(|found| Span::new(found.start(), found.end()));
    let paths = paths.filter(|path| !written.iter().any(|url| url.overlaps(*path)));
    for url in written.iter().copied().chain(paths) {
        let url = url.of(text);
        if !urls.iter().any(|known| known == url) {
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

/// The reference that a citation's target leads to within the draft.
pub(super) fn entry<'r>(references: &'r [Reference], target: &Target) -> Option<&'r Reference> {
    let by_label = |label: &str, is_note: bool| {
        references
            .iter()
            .find(|reference| reference.is_note == is_note && reference.label == label)
    };
    match target {
        Target::Note(label) => by_label(label, true).or_else(|| by_label(label, false)),
        Target::Number(number) => {
            let label = number.to_string();
            by_label(&label, false).or_else(|| by_label(&label, true))
        }
        _ => None,
    }
}
