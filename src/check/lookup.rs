//! Passages by plain words, as they stand in their files.

use super::Corpus;
use crate::document::Citation;
use crate::language::{Language, detect};
use crate::retrieve::{Query, Retriever};
use crate::sources::Passage;
use crate::span::Span;

/// The passages that share most with `words`, `limit` at most, best first, each with its citation;
/// none where there is no word.
///
/// # Errors
/// When the index cannot be read, or a source is no longer what was indexed.
pub fn passages_with(
    corpus: &Corpus,
    words: &str,
    limit: usize,
) -> anyhow::Result<Vec<(Passage, Citation)>> {
    if !words.contains(char::is_alphanumeric) {
        return Ok(Vec::new());
    }
    let query = Query::words(words, detect(words, Language::English));
    let found = Retriever::new(&corpus.library).passages(&query, limit)?;
    let cited = found.into_iter().map(|(passage, _)| {
        let whole = Span::new(0, passage.text.len());
        let citation = corpus.library.cite(&passage, whole)?;
        Ok((passage, citation))
    });
    cited.collect()
}
