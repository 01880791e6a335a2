//! Term queries first, then a second ranking on the words themselves.

use std::collections::BTreeSet;

use super::Query;
use super::rank::{Scored, best_sources, ranked, shared_words};
use super::wanted::WantedWords;
use crate::index::{Hit, PassageId, Search, Term};
use crate::sources::Passage;

/// How many passages are ranked a second time, at least.
const CANDIDATES: usize = 100;

/// How many of the best passages tell what else to look for.
const TOLD: usize = 8;
/// How many sources are looked at as a whole.
const SOURCES: usize = 20;

/// Finds the passages that may decide a claim.
pub struct Retriever<'a> {
    search: &'a dyn Search,
}

impl<'a> Retriever<'a> {
    /// A retriever over an index.
    #[must_use]
    pub fn new(search: &'a dyn Search) -> Self {
        Self { search }
    }

    /// The passages that may decide the claim, best first, with scores that are good for ranking
    /// only. Equal scores stand in the order of the sources' names and of the text.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn passages(&self, query: &Query, limit: usize) -> anyhow::Result<Vec<(Passage, f64)>> {
        let wanted = WantedWords::of(query, self.search)?;
        let terms = wanted.terms(self.search)?;
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.candidates(&terms, &query.within, limit, &wanted)?;
        let best = best_sources(&first, &wanted, SOURCES);
        let mut ids: BTreeSet<PassageId> = first.iter().map(|one| one.id).collect();
        let ranked_first = ranked(first, &wanted);
        let told = &ranked_first[..ranked_first.len().min(TOLD)];
        let wider = wanted.with_feedback(shared_words(told, &wanted), self.search)?;
        let terms = wider.terms(self.search)?;
        for within in [&query.within, &best] {
            let hits = self
                .search
                .any_of(&terms, within, CANDIDATES.max(2 * limit))?;
            ids.extend(hits.iter().map(|hit| hit.id));
        }
        let mut scored = Vec::with_capacity(ids.len());
        for id in ids {
            scored.push(Scored::of(id, self.search.passage(id)?, &wider));
        }
        let mut passages = ranked(scored, &wider);
        passages.truncate(limit);
        Ok(passages)
    }

    fn candidates(
        &self,
        terms: &[Term],
        within: &[String],
        limit: usize,
        wanted: &WantedWords,
    ) -> anyhow::Result<Vec<Scored>> {
        let hits = self
            .search
            .any_of(terms, within, CANDIDATES.max(2 * limit))?;
        let score = |hit: Hit| {
            let passage = self.search.passage(hit.id)?;
            Ok(Scored::of(hit.id, passage, wanted))
        };
        hits.into_iter().map(score).collect()
    }
}
