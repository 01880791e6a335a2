//! Term queries first, then a second ranking on the words themselves.

use std::collections::BTreeSet;

use super::Query;
use super::analysed::Analysed;
use super::rank::{best_sources, ranked, shared_words};
use super::wanted::WantedWords;
use crate::index::{PassageId, Search, Term};
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
        let depth = CANDIDATES.max(2 * limit);
        let mut candidates = Candidates::default();
        self.add(&terms, &query.within, depth, &mut candidates)?;
        let best = best_sources(&candidates.passages, &wanted, SOURCES);
        let told: Vec<(&Analysed, f64)> = ranked(&candidates.passages, &wanted)
            .into_iter()
            .take(TOLD)
            .map(|(at, score)| (&candidates.passages[at], score))
            .collect();
        let wider = wanted.with_feedback(shared_words(&told, &wanted), self.search)?;
        let terms = wider.terms(self.search)?;
        self.add(&terms, &query.within, depth, &mut candidates)?;
        self.add(&terms, &best, depth, &mut candidates)?;
        let order = ranked(&candidates.passages, &wider);
        let mut passages: Vec<Option<Passage>> = candidates
            .passages
            .into_iter()
            .map(|candidate| Some(candidate.passage))
            .collect();
        Ok(order
            .into_iter()
            .take(limit)
            .filter_map(|(at, score)| Some((passages[at].take()?, score)))
            .collect())
    }

    /// Adds the best passages for the terms that are no candidates yet.
    fn add(
        &self,
        terms: &[Term],
        within: &[String],
        depth: usize,
        candidates: &mut Candidates,
    ) -> anyhow::Result<()> {
        for hit in self.search.any_of(terms, within, depth)? {
            if candidates.known.insert(hit.id) {
                let passage = self.search.passage(hit.id)?;
                candidates.passages.push(Analysed::of(passage));
            }
        }
        Ok(())
    }
}

/// The passages that are ranked.
#[derive(Default)]
struct Candidates {
    known: BTreeSet<PassageId>,
    passages: Vec<Analysed>,
}
