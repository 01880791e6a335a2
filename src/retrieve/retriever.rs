//! Term queries first, then a second ranking on the words themselves.

use super::Query;
use super::analysed::Analysed;
use super::rank::ranked;
use super::wanted::WantedWords;
use crate::index::Search;
use crate::sources::Passage;

/// How many passages are ranked a second time, at least.
const CANDIDATES: usize = 100;

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
        let mut candidates = Vec::with_capacity(depth);
        for hit in self.search.any_of(&terms, &query.within, depth)? {
            let passage = self.search.passage(hit.id)?;
            candidates.push(Analysed::of(passage));
        }
        let order = ranked(&candidates, &wanted);
        let mut passages: Vec<Option<Passage>> = candidates
            .into_iter()
            .map(|candidate| Some(candidate.passage))
            .collect();
        Ok(order
            .into_iter()
            .take(limit)
            .filter_map(|(at, score)| Some((passages[at].take()?, score)))
            .collect())
    }
}
