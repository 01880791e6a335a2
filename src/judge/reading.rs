//! What is read in a text before it is compared: its sentences with all their facts, once.

use super::definition::Definition;
use super::item::{self, Item};
use super::sentence::Sentence;
use crate::language::abbreviation::Abbreviations;
use crate::language::citation::bracketed;
use crate::language::date::DateContext;
use crate::language::{Context, Language, sentence};
use crate::span::Span;

/// What the corpus teaches about its own words, and what the user decided about judging.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Abbreviations that the sources define.
    pub abbreviations: Abbreviations,
    /// How far off an approximate figure may be, as a share of it; by the precision that it is
    /// written with where `None`.
    pub approximations: Option<f64>,
}

impl Knowledge {
    /// What the sources' abbreviations teach.
    #[must_use]
    pub fn of(abbreviations: &Abbreviations) -> Self {
        Self {
            abbreviations: abbreviations.clone(),
            approximations: None,
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
    /// Stems of its surroundings (title, headings, authors, the sentence before), sorted: what
    /// the sentences leave unsaid because the reader knows it.
    pub(super) surroundings: Vec<String>,
    /// Stems of the names of who speaks in the document, sorted.
    pub(super) speakers: Vec<String>,
    /// The heading right above it.
    pub(super) heading: Option<String>,
}

impl Reading {
    /// Reads `text`, a passage that stands in `context`.
    #[must_use]
    pub fn of(text: &str, context: &Context, knowledge: &Knowledge) -> Self {
        let mut dates = DateContext::of(context);
        let mut sentences = Vec::new();
        // Who is cited, and when he wrote, is nothing that the text tells.
        let words = blanked(text, &bracketed(text));
        for span in sentence_spans(&words, context.language) {
            let words = span.of(&words);
            let mut sentence = Sentence::read(words, span.start, context.language, &dates);
            for quantity in &mut sentence.quantities {
                quantity.tolerance = knowledge.approximations;
            }
            if let Some(last) = sentence.narrated() {
                dates.narrated = Some(last);
            }
            sentences.push(sentence);
        }
        Self {
            text: text.to_owned(),
            sentences,
            surroundings: surroundings(context),
            speakers: stems(context.speakers.iter(), context.language),
            heading: context.headings.last().cloned(),
        }
    }

    /// The words that were read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The facts of a claim: for each of its sentences, what a source has to answer.
#[derive(Clone, Debug)]
pub struct ClaimReading {
    text: String,
    pub(super) parts: Vec<Part>,
}

/// One sentence of a claim.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) sentence: Sentence,
    pub(super) items: Vec<Item>,
    /// What it says that an abbreviation stands for.
    pub(super) definition: Option<Definition>,
}

impl Part {
    /// The first item that the words at `span` are a part of, by its number.
    pub(super) fn item_at(&self, span: Span) -> Option<usize> {
        let mut items = self.items.iter();
        items.position(|item| item.span.overlaps(span))
    }
}

impl ClaimReading {
    /// Reads `text`, a claim that stands in `context`.
    ///
    /// `antecedents` are the words that may be read in place of a part of the text, `apparatus`
    /// the parts that are citations and no words of the claim.
    #[must_use]
    pub fn of(
        text: &str,
        context: &Context,
        antecedents: &[(Span, String)],
        apparatus: &[Span],
        knowledge: &Knowledge,
    ) -> Self {
        let words = blanked(text, apparatus);
        let reading = Reading::of(&words, context, knowledge);
        let parts = reading
            .sentences
            .into_iter()
            .map(|sentence| Part {
                items: item::items(&sentence, antecedents),
                definition: Definition::of(&sentence),
                sentence,
            })
            .filter(|part| !part.items.is_empty())
            .collect();
        Self {
            text: text.to_owned(),
            parts,
        }
    }

    /// The words of the claim.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Sentences, and within them the pieces that mark-up or line ends set apart.
fn sentence_spans(text: &str, language: Language) -> Vec<Span> {
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
fn blanked(text: &str, apparatus: &[Span]) -> String {
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

fn surroundings(context: &Context) -> Vec<String> {
    let heads = context.cells.iter().map(|cell| &cell.head);
    let texts = context
        .headings
        .iter()
        .chain(&context.speakers)
        .chain(context.before.last())
        .chain(&context.lead_in)
        .chain(heads);
    stems(texts, context.language)
}

/// The stems of the content words of `texts`, sorted.
fn stems<'t>(texts: impl Iterator<Item = &'t String>, language: Language) -> Vec<String> {
    let mut stems: Vec<String> = texts
        .flat_map(|text| crate::language::token::tokens(text, language))
        .filter(|token| !token.is_stop)
        .map(|token| item::spelling(&token.stem).into_owned())
        .collect();
    stems.sort();
    stems.dedup();
    stems
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
