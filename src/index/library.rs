//! The library: every source that could be read, its passages, and the way back to its bytes.

use std::sync::Arc;

use super::{Field, Hit, Location, PassageId, Progress, Search, Term, Update};
use crate::document::{Citation, Document};
use crate::language::abbreviation::Abbreviations;
use crate::sources::{Bibliography, Passage, Selection, Source};
use crate::span::Span;

/// Why a source cannot be read again.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file is not what was indexed.
    #[error("{name} changed while it was being checked; run again")]
    Changed {
        /// Name of the source.
        name: String,
    },
    /// The file cannot be read any more.
    #[error("cannot read {name}: {why}")]
    Unreadable {
        /// Name of the source.
        name: String,
        /// What is the matter.
        why: String,
    },
}

/// Every source that could be read, its passages, and the way back to its bytes.
pub struct Library {
    sources: Vec<Arc<Source>>,
    abbreviations: Abbreviations,
}

impl Library {
    /// Opens the index of a selection, bringing it in step with the files first: only files that
    /// changed are read.
    ///
    /// An index that cannot be kept or is damaged is built anew, in memory if need be, and
    /// `Update::messages` says so.
    ///
    /// # Errors
    /// When a glob cannot be understood or the engine fails.
    pub fn open_or_update(
        selection: &Selection,
        bibliography: &Bibliography,
        location: &Location,
        progress: &dyn Progress,
    ) -> anyhow::Result<(Self, Update)> {
        let _ = (selection, bibliography, location, progress);
        anyhow::bail!("no index yet")
    }

    /// The sources, in the order of their names.
    #[must_use]
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// The abbreviations that the sources define.
    #[must_use]
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Arc<Source>> {
        let at = self
            .sources
            .binary_search_by(|source| source.name.as_str().cmp(name));
        at.ok().map(|at| &self.sources[at])
    }

    /// The document of a source, read again and checked against its hash.
    ///
    /// # Errors
    /// When the file is gone or is not what was indexed.
    pub fn document(&self, source: &Source) -> Result<Arc<Document>, SourceError> {
        Err(SourceError::Changed {
            name: source.name.clone(),
        })
    }

    /// Cites `span` of the passage's text out of the source's bytes.
    ///
    /// # Errors
    /// When the file is gone or is not what was indexed.
    pub fn cite(&self, passage: &Passage, span: Span) -> Result<Citation, SourceError> {
        let document = self.document(&passage.source)?;
        Ok(document.cite(span.shifted(passage.span.start)))
    }

    /// Passages in which these folded words stand, one after the other or at least near each
    /// other, best first: the candidates for a quotation.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find_phrase(
        &self,
        words: &[String],
        within: &[String],
        limit: usize,
    ) -> anyhow::Result<Vec<Passage>> {
        let _ = (words, within, limit);
        Ok(Vec::new())
    }
}

impl Search for Library {
    fn passage_count(&self) -> u64 {
        0
    }

    fn frequency(&self, _field: Field, _text: &str) -> anyhow::Result<u64> {
        Ok(0)
    }

    fn any_of(
        &self,
        _terms: &[Term],
        _within: &[String],
        _limit: usize,
    ) -> anyhow::Result<Vec<Hit>> {
        Ok(Vec::new())
    }

    fn passage(&self, _id: PassageId) -> anyhow::Result<Passage> {
        anyhow::bail!("no index yet")
    }
}
