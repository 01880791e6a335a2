//! Cutting a document into passages.

use serde::{Deserialize, Serialize};

use crate::document::{Block, BlockKind, Document, Hash};
use crate::language::date::writes_day_first;
use crate::language::sentence::sentences;
use crate::language::{Cell, Context, Language, around};
use crate::span::Span;

/// The most sentences of a passage.
const MOST_SENTENCES: usize = 40;
/// The most words of a passage of several sentences.
const MOST_WORDS: usize = 500;
/// The most bytes of a sentence; a longer one is no sentence and is cut at a space.
const LONGEST_SENTENCE: usize = 4096;
/// How many of the sentences before a passage are kept with it.
const SENTENCES_BEFORE: usize = 3;

/// A passage as the index stores it: all that the document's text says of it. What the metadata
/// say (title, date, speakers) is added when it is read, so that another bibliography needs no
/// other index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredPassage {
    #[serde(rename = "n")]
    pub(super) ordinal: u32,
    /// Where it starts in the document's text.
    #[serde(rename = "s")]
    pub(super) start: usize,
    #[serde(rename = "t")]
    pub(super) text: String,
    /// Start and end of each sentence within the text.
    #[serde(rename = "z")]
    pub(super) sentences: Vec<(u32, u32)>,
    #[serde(rename = "l")]
    pub(super) language: Language,
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) headings: Vec<String>,
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) before: Vec<String>,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub(super) lead_in: Option<String>,
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cells: Vec<Cell>,
    /// Whether the document writes the day before the month, where it shows it.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(super) day_first: Option<bool>,
}

impl StoredPassage {
    /// The passage as it is stored.
    pub(super) fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    /// The passage that was stored as `bytes`; `None` where it could not have been cut out of any
    /// document.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let passage: Self = serde_json::from_slice(bytes).ok()?;
        let text = &passage.text;
        let is_in_text = |start: usize, end: usize| text.get(start..end).is_some();
        let is_sound = u32::try_from(passage.start).is_ok()
            && passage
                .sentences
                .iter()
                .all(|&(start, end)| is_in_text(start as usize, end as usize))
            && passage
                .cells
                .iter()
                .all(|cell| is_in_text(cell.span.start, cell.span.end));
        is_sound.then_some(passage)
    }

    /// Checksum of the passage as it is stored.
    pub(super) fn print(&self) -> serde_json::Result<Hash> {
        Ok(Hash::of(&self.bytes()?))
    }

    /// Where it stands in the document's text.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// Its sentences, as spans of its text.
    pub(super) fn sentence_spans(&self) -> Vec<Span> {
        let span = |&(start, end): &(u32, u32)| Span::new(start as usize, end as usize);
        self.sentences.iter().map(span).collect()
    }

    /// Its surroundings, as far as the document's text gives them.
    pub(super) fn context(&self) -> Context {
        Context {
            language: self.language,
            headings: self.headings.clone(),
            before: self.before.clone(),
            lead_in: self.lead_in.clone(),
            cells: self.cells.clone(),
            day_first: self.day_first,
            ..Context::default()
        }
    }
}

/// Cuts `document` into passages, in the order of its text.
pub(super) fn cut(document: &Document) -> Vec<StoredPassage> {
    let mut passages = Vec::new();
    let mut previous: Option<Opening> = None;
    let day_first = writes_day_first(document.text());
    for block in document.blocks() {
        if !is_evidence(&block.kind) || block.span.is_empty() {
            if matches!(block.kind, BlockKind::Heading { .. }) {
                previous = None;
            }
            continue;
        }
        let sentences = sentences_of(document, block);
        let before = previous.as_ref().map(|opening| opening.last_sentence);
        let first = passages.len();
        cut_block(document, block, &sentences, before, &mut passages);
        for passage in &mut passages[first..] {
            passage.day_first = day_first;
        }
        previous = sentences.last().map(|&last| Opening {
            last_sentence: last,
        });
    }
    passages
}

/// What the next block opens after.
struct Opening {
    last_sentence: Span,
}

fn is_evidence(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph
        | BlockKind::Item
        | BlockKind::Quotation
        | BlockKind::Footnote { .. }
        | BlockKind::Caption
        | BlockKind::TableRow { header: false } => true,
        BlockKind::Heading { .. } | BlockKind::TableRow { header: true } | BlockKind::Code => false,
    }
}

/// The sentences of a block, as spans of the document's text. A table row is one.
fn sentences_of(document: &Document, block: &Block) -> Vec<Span> {
    if matches!(block.kind, BlockKind::TableRow { .. }) {
        return vec![block.span];
    }
    let text = block.span.of(document.text());
    let mut found = Vec::new();
    for sentence in sentences(text, block.language) {
        pieces(text, sentence, &mut found);
    }
    found
        .iter()
        .map(|span| span.shifted(block.span.start))
        .collect()
}

/// A sentence, or the pieces of one that is too long to be a sentence.
fn pieces(text: &str, sentence: Span, found: &mut Vec<Span>) {
    let mut start = sentence.start;
    while sentence.end - start > LONGEST_SENTENCE {
        let mut limit = start + LONGEST_SENTENCE;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let at = text[start..limit]
            .rfind(' ')
            .filter(|&at| at > 0)
            .map_or(limit, |space| start + space);
        found.push(Span::new(start, at));
        let rest = &text[at..sentence.end];
        start = at + (rest.len() - rest.trim_start().len());
    }
    if start < sentence.end {
        found.push(Span::new(start, sentence.end));
    }
}

fn cut_block(
    document: &Document,
    block: &Block,
    sentences: &[Span],
    before_block: Option<Span>,
    passages: &mut Vec<StoredPassage>,
) {
    let text = document.text();
    for group in groups(text, sentences) {
        let (first, last) = (sentences[group.start], sentences[group.end - 1]);
        let start = first.start;
        let span = Span::new(start, last.end);
        let kept_from = group.start.saturating_sub(SENTENCES_BEFORE);
        let mut before: Vec<String> = sentences[kept_from..group.start]
            .iter()
            .map(|sentence| sentence.of(text).to_owned())
            .collect();
        if group.start == 0 {
            before.extend(before_block.map(|sentence| sentence.of(text).to_owned()));
        }
        let relative = |sentence: &Span| {
            let span = sentence.relative_to(start);
            (narrow(span.start), narrow(span.end))
        };
        passages.push(StoredPassage {
            ordinal: narrow(passages.len()),
            start,
            text: span.of(text).to_owned(),
            sentences: sentences[group.start..group.end]
                .iter()
                .map(relative)
                .collect(),
            language: block.language,
            headings: headings(document, block),
            before,
            lead_in: lead_in(document, block),
            cells: cells(document, block, start),
            day_first: None,
        });
    }
}

/// A count or offset of one document: documents are smaller than 4 GiB.
fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Ranges of sentences that make one passage each, as even as can be.
fn groups(text: &str, sentences: &[Span]) -> Vec<std::ops::Range<usize>> {
    let words: Vec<usize> = sentences
        .iter()
        .map(|sentence| sentence.of(text).split_ascii_whitespace().count())
        .collect();
    let total: usize = words.iter().sum();
    let wanted = sentences
        .len()
        .div_ceil(MOST_SENTENCES)
        .max(total.div_ceil(MOST_WORDS))
        .max(1);
    let fair_share = total.div_ceil(wanted);
    let mut groups = Vec::with_capacity(wanted);
    let mut start = 0;
    let mut held = 0;
    for (at, &count) in words.iter().enumerate() {
        let is_full = at - start >= MOST_SENTENCES || held + count > MOST_WORDS;
        let is_fair = held + count / 2 > fair_share;
        if at > start && (is_full || is_fair) {
            groups.push(start..at);
            start = at;
            held = 0;
        }
        held += count;
    }
    if start < sentences.len() {
        groups.push(start..sentences.len());
    }
    groups
}

fn headings(document: &Document, block: &Block) -> Vec<String> {
    let text_of = |&at: &usize| document.blocks().get(at);
    block
        .headings
        .iter()
        .filter_map(text_of)
        .map(|heading| around(heading.span.of(document.text())).to_owned())
        .collect()
}

fn introduction<'d>(document: &'d Document, block: &Block) -> Option<&'d Block> {
    document.blocks().get(block.introduced_by?)
}

fn lead_in(document: &Document, block: &Block) -> Option<String> {
    let introduction = introduction(document, block)?;
    let is_head = matches!(introduction.kind, BlockKind::TableRow { .. });
    (!is_head).then(|| around(introduction.span.of(document.text())).to_owned())
}

fn cells(document: &Document, block: &Block, start: usize) -> Vec<Cell> {
    let heads = introduction(document, block)
        .filter(|head| matches!(head.kind, BlockKind::TableRow { .. }))
        .map_or(&[][..], |head| &head.cells);
    let head_of = |at: usize| {
        heads
            .get(at)
            .map(|head| around(head.of(document.text())).to_owned())
    };
    block
        .cells
        .iter()
        .enumerate()
        .map(|(at, cell)| Cell {
            head: head_of(at).unwrap_or_default(),
            span: cell.relative_to(start),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(words_per_sentence: &[usize]) -> Vec<usize> {
        let mut text = String::new();
        let mut sentences = Vec::new();
        for &count in words_per_sentence {
            let start = text.len();
            text.push_str(&vec!["word"; count].join(" "));
            sentences.push(Span::new(start, text.len()));
            text.push(' ');
        }
        groups(&text, &sentences)
            .into_iter()
            .map(|group| group.len())
            .collect()
    }

    #[test]
    fn a_long_block_is_cut_into_even_passages() {
        assert_eq!(sizes(&[10, 10, 10]), [3]);
        assert_eq!(sizes(&[10; 50]), [25, 25]);
        assert_eq!(sizes(&[300, 300, 300]), [1, 1, 1]);
        assert_eq!(sizes(&[700]), [1]);
        assert!(sizes(&[]).is_empty());
    }

    #[test]
    fn every_sentence_is_in_exactly_one_passage() {
        for count in 1..100 {
            let sentences: Vec<usize> = (0..count).map(|at| 3 + (at * 7) % 50).collect();
            assert_eq!(sizes(&sentences).iter().sum::<usize>(), count);
            assert!(sizes(&sentences).iter().all(|&size| size <= MOST_SENTENCES));
        }
    }

    #[test]
    fn what_is_too_long_to_be_a_sentence_is_cut_at_a_space() {
        let text = "mot ".repeat(5000);
        let mut found = Vec::new();
        pieces(&text, Span::new(0, text.trim_end().len()), &mut found);
        assert!(found.iter().all(|span| span.len() <= LONGEST_SENTENCE));
        let words: usize = found
            .iter()
            .map(|span| span.of(&text).split(' ').count())
            .sum();
        assert_eq!(words, 5000);
        let unbroken = "é".repeat(5000);
        found.clear();
        pieces(&unbroken, Span::new(0, unbroken.len()), &mut found);
        assert_eq!(
            found.iter().map(|span| span.len()).sum::<usize>(),
            unbroken.len()
        );
    }
}
