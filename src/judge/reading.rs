//! What is read in a text before it is compared: its sentences with all their facts, once.

use std::collections::BTreeSet;

use super::model::RuleId;
use super::sentence::{Column, Sentence};
use crate::language::abbreviation::Abbreviations;
use crate::language::citation::cited;
use crate::language::date::DateContext;
use crate::language::token::{self, TokenKind, spelling};
use crate::language::{Cell, Context, Language, PartialDate, around, sentence};
use crate::span::Span;
use crate::wording::{Locale, month};

/// What the corpus teaches about its own words, and what the user decided about judging.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Abbreviations that the sources define.
    pub abbreviations: Abbreviations,
    /// How far off an approximate figure may be, as a share of it; by the precision that it is
    /// written with where `None`.
    pub approximations: Option<f64>,
    /// Rules that are left out, to measure what they gain.
    pub without: Vec<RuleId>,
}

impl Knowledge {
    /// What the sources' abbreviations teach.
    #[must_use]
    pub fn of(abbreviations: &Abbreviations) -> Self {
        Self {
            abbreviations: abbreviations.clone(),
            approximations: None,
            without: Vec::new(),
        }
    }

    /// The same, with approximate figures allowed to be off by this share.
    #[must_use]
    pub fn with_approximations(mut self, share: Option<f64>) -> Self {
        self.approximations = share;
        self
    }
}

/// The facts of a passage.
#[derive(Clone, Debug)]
pub struct Reading {
    text: String,
    pub(super) sentences: Vec<Sentence>,
    /// The words of all headings above it, where the passage is a row of a table.
    pub(super) under: BTreeSet<String>,
    /// The row as running text, where the passage is a row of a table.
    pub(super) row: Option<String>,
    /// What a reader knows before the first of them: title, date and heading, as one line.
    pub(super) head: Option<Sentence>,
    /// Who speaks in the document.
    pub(super) voice: Option<Sentence>,
    /// The sentence before the passage.
    pub(super) before: Option<Sentence>,
    /// The line that introduces a list, and the heads of a row's columns.
    introduced: Vec<Sentence>,
}

impl Reading {
    /// Reads `text`, a passage that stands in `context`.
    #[must_use]
    pub fn of(text: &str, context: &Context, knowledge: &Knowledge) -> Self {
        let mut dates = DateContext::of(context);
        let mut sentences = Vec::new();
        // Who is cited, and when he wrote, is nothing that the text tells.
        let words = blanked(text, &cited(text));
        for span in sentence_spans(&words, context.language) {
            let words = span.of(&words);
            let mut sentence = Sentence::read(words, span.start, context.language, &dates);
            for quantity in &mut sentence.quantities {
                quantity.tolerance = knowledge.approximations;
            }
            sentence.columns = columns(context, &sentence);
            if let Some(last) = sentence.narrated() {
                dates.narrated = Some(last);
            }
            sentences.push(sentence);
        }
        let dates = DateContext::of(context);
        let read = |text: &str| {
            (!text.is_empty()).then(|| Sentence::read(text, 0, context.language, &dates))
        };
        let heads = context.cells.iter().map(|cell| &cell.head);
        let introduced = context.lead_in.iter().chain(heads);
        Self {
            text: text.to_owned(),
            sentences,
            under: match context.cells.is_empty() {
                true => BTreeSet::new(),
                false => stems(&context.headings.join(". "), context.language).collect(),
            },
            row: (!context.cells.is_empty()).then(|| table_row(text, context)),
            head: read(&head(context)),
            voice: read(around(&context.speakers.join(", "))),
            before: context.before.last().and_then(|text| read(text)),
            introduced: introduced.filter_map(|text| read(text)).collect(),
        }
    }

    /// What stands around the passage, read for what its sentences leave unsaid.
    pub(super) fn surroundings(&self) -> impl Iterator<Item = &Sentence> {
        let before = [&self.head, &self.voice, &self.before];
        before.into_iter().flatten().chain(&self.introduced)
    }

    /// The words that were read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The cells of a row that stand in `sentence`.
fn columns(context: &Context, sentence: &Sentence) -> Vec<Column> {
    let within = context
        .cells
        .iter()
        .filter(|cell| sentence.span().contains(cell.span));
    let column = |cell: &Cell| Column {
        span: Span::new(
            cell.span.start - sentence.start,
            cell.span.end - sentence.start,
        ),
        head: stems(&cell.head, context.language).collect(),
    };
    within.map(column).collect()
}

/// The telling words of a heading or a column's head, as they are compared.
pub(super) fn stems(head: &str, language: Language) -> impl Iterator<Item = String> {
    let tokens = token::tokens(head, language).into_iter();
    tokens
        .filter(|token| token.kind != TokenKind::Punctuation && !token.is_stop)
        .map(|token| spelling(&token.stem).into_owned())
}

/// Sentences, and within them the pieces that mark-up or line ends set apart.
pub(super) fn sentence_spans(text: &str, language: Language) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (tag_start, tag_end) in breaks(text) {
        push_sentences(text, start, tag_start, language, &mut spans);
        start = tag_end;
    }
    push_sentences(text, start, text.len(), language, &mut spans);
    spans
}

fn push_sentences(text: &str, start: usize, end: usize, language: Language, to: &mut Vec<Span>) {
    let found = sentence::sentences(&text[start..end], language);
    to.extend(found.into_iter().map(|span| span.shifted(start)));
}

/// Where a sentence cannot go on: a line end that is no soft wrap, a tag that plain text was left
/// with, and the free-standing full stop of text that was cut into tokens.
fn breaks(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(at) = memchr::memchr3(b'<', b'\n', b'.', &text.as_bytes()[rest..]) {
        let at = rest + at;
        rest = at + 1;
        if text.as_bytes()[at] == b'.' {
            if text[..at].ends_with(' ') && text[rest..].starts_with(' ') {
                found.push((rest, rest));
            }
        } else if text.as_bytes()[at] == b'\n' {
            let wrapped = text[rest..].trim_start_matches(' ').chars().next();
            if !wrapped.is_some_and(char::is_lowercase) {
                found.push((at, at + 1));
            }
        } else if let Some(end) = tag_end(&text[at..]) {
            found.push((at, at + end));
            rest = at + end;
        }
    }
    found
}

/// Length of the tag that `text` opens with: `<p>`, `</t>`.
fn tag_end(text: &str) -> Option<usize> {
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let closed = inner[name..].starts_with('>') && name > 0 && name < 12;
    closed.then(|| text.len() - inner.len() + name + 1)
}

/// `text` with spaces in place of `apparatus`, so that every other word keeps its span.
pub(super) fn blanked(text: &str, apparatus: &[Span]) -> String {
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    for span in apparatus {
        if span.start < at || span.end > text.len() {
            continue;
        }
        words.push_str(&text[at..span.start]);
        words.extend(std::iter::repeat_n(' ', span.len()));
        at = span.end;
    }
    words.push_str(&text[at..]);
    words
}

/// Words of a title or heading that are kept.
const HEAD_WORDS: usize = 20;

/// Title, date and heading, as a model was taught to read them before a passage.
fn head(context: &Context) -> String {
    let mut parts: Vec<String> = Vec::new();
    let titles = [context.headings.first(), context.headings.last()];
    let date = context.date.map(written_date);
    for part in [titles[0].cloned(), date, titles[1].cloned()]
        .into_iter()
        .flatten()
    {
        let words = part.split_whitespace().take(HEAD_WORDS);
        let part = words.collect::<Vec<_>>().join(" ");
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(". ")
}

/// A date as prose has it: 12 March 2019.
fn written_date(date: PartialDate) -> String {
    let number = date.month.and_then(|month| usize::try_from(month).ok());
    let month = number.and_then(|number| month(number, Locale::English));
    match (date.day, month) {
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year),
        (None, Some(month)) => format!("{month} {}", date.year),
        (_, None) => date.year.to_string(),
    }
}

/// A table row as running text: each cell behind its head.
pub(super) fn table_row(text: &str, context: &Context) -> String {
    let cell = |cell: &Cell| {
        let written = cell.span.of(text).trim();
        match cell.head.trim() {
            "" => written.to_owned(),
            head => format!("{head}: {written}"),
        }
    };
    let cells: Vec<String> = context.cells.iter().map(cell).collect();
    cells.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_line_ends_part_sentences_and_comparison_signs_do_not() {
        let text = "<t> rain fell . </t> <t> it was < 5 mm </t>";
        let found: Vec<&str> = sentence_spans(text, Language::English)
            .into_iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(found, ["rain fell .", "it was < 5 mm"]);
        let cut = "rain fell . '' snow fell , too . fog at 5 p.m. today";
        assert_eq!(sentence_spans(cut, Language::English).len(), 3);
        let wrapped = "Rain fell\nin May\nSnow fell";
        let found: Vec<&str> = sentence_spans(wrapped, Language::English)
            .into_iter()
            .map(|span| span.of(wrapped))
            .collect();
        assert_eq!(found, ["Rain fell\nin May", "Snow fell"]);
    }

    #[test]
    fn citations_are_no_words_and_leave_spans_alone() {
        let text = "It rained [@met] in May.";
        assert_eq!(
            blanked(text, &[Span::new(10, 16)]),
            "It rained        in May."
        );
    }
}
