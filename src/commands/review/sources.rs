//! Looking into the sources from the page: passages by their words, and what stands around one.

use anyhow::{Context as _, ensure};
use serde::Serialize;

use super::desk::Desk;
use super::orders::{Passage, cited};
use crate::check::passages_with;
use crate::document::Document;
use crate::report::sanitize;
use crate::rulings::Against;
use crate::span::Span;
use crate::wording::Answer;

/// Passages that a search shows.
const HITS: usize = 12;

/// Characters shown on each side of a passage in its source.
const AROUND: usize = 3000;

/// A passage that was found.
#[derive(Debug, Serialize)]
pub(super) struct Hit {
    source: String,
    start: usize,
    end: usize,
    /// The source by its name, and the place.
    name: String,
    words: String,
}

/// A passage in its source.
#[derive(Debug, Serialize)]
pub(super) struct InSource {
    name: String,
    before: String,
    words: String,
    after: String,
}

impl Desk {
    /// The passages that have these words, best first.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn search(&self, words: &str) -> anyhow::Result<Vec<Hit>> {
        let found = passages_with(self.corpus()?, words, HITS)?.into_iter();
        let hits = found.map(|(passage, cited)| {
            let place = cited.locator().told(cited.start().line);
            let name = passage.source.work().headed(self.config().language);
            Hit {
                source: passage.source.name.clone(),
                start: passage.span.start,
                end: passage.span.end,
                name: sanitize::page(&format!("{name}, {place}")).into_owned(),
                words: sanitize::page(cited.quote()).into_owned(),
            }
        });
        Ok(hits.collect())
    }

    /// What a sign-off keeps of a passage that was found.
    ///
    /// # Errors
    /// Where the source is gone or has changed.
    pub(super) fn found(&self, passage: &Passage) -> anyhow::Result<Against> {
        let library = &self.corpus()?.library;
        let source = library.source(&passage.source);
        let source = source.with_context(|| gone(passage))?;
        let document = library.document(source)?;
        let span = span_of(&document, passage)?;
        let cited = document.cite(span);
        Ok(Against {
            source: source.name.clone(),
            hash: source.hash.to_hex(),
            place: cited.locator().told(cited.start().line),
            quote: cited.quote().to_owned(),
        })
    }

    /// A passage with what stands around it in its source. `item` is the one that it is shown
    /// under, where it was not found by a search.
    ///
    /// # Errors
    /// Where the source is gone or has changed.
    pub(super) fn in_source(&self, item: &str, passage: &Passage) -> anyhow::Result<InSource> {
        let library = &self.corpus()?.library;
        let source = library.source(&passage.source);
        let source = source.with_context(|| gone(passage))?;
        let document = library.document(source)?;
        let span = match passage.found {
            true => span_of(&document, passage)?,
            false => {
                let item = self.item(item)?;
                let citation = cited(&item, passage)?;
                let mut places = document.text().match_indices(&citation.quote);
                let quote = &citation.quote;
                let is_it = |at: usize| {
                    let span = Span::new(at, at + quote.len());
                    document.file_span(span).start == citation.start
                };
                let at = places.find(|(at, _)| is_it(*at));
                let (at, _) = at.with_context(|| Answer::SourceChanged {
                    source: passage.source.clone(),
                })?;
                Span::new(at, at + quote.len())
            }
        };
        let text = document.text();
        let before = text[..span.start].char_indices().rev().nth(AROUND);
        let after = text[span.end..].char_indices().nth(AROUND);
        let from = before.map_or(0, |(at, _)| at);
        let to = after.map_or(text.len(), |(at, _)| span.end + at);
        let shown = |text: &str| sanitize::page(text).into_owned();
        Ok(InSource {
            name: shown(&source.work().headed(self.config().language)),
            before: shown(&text[from..span.start]),
            words: shown(span.of(text)),
            after: shown(&text[span.end..to]),
        })
    }
}

fn gone(passage: &Passage) -> Answer {
    Answer::NoSuchSource {
        source: passage.source.clone(),
    }
}

/// The span of the source's text that a page names.
fn span_of(document: &Document, passage: &Passage) -> anyhow::Result<Span> {
    let words = document.text().get(passage.start..passage.end);
    ensure!(
        words.is_some_and(|words| !words.is_empty()),
        Answer::NoSuchPassage
    );
    Ok(Span::new(passage.start, passage.end))
}
