//! Term queries first, then a second ranking on the words themselves.

use super::Query;
use super::analysed::Analysed;
use super::rank::ranked;
use super::wanted::WantedWords;
use crate::index::{Field, Search};
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

    /// Hears which queries come next, and how many passages each is asked for: an index on servers
    /// answers all of them at once.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn expect(&self, queries: &[(Query, usize)]) -> anyhow::Result<()> {
        let words: Vec<String> = queries
            .iter()
            .flat_map(|(query, _)| WantedWords::unweighed(query, self.search).forms())
            .collect();
        self.search.expect_words(Field::Stem, &words)?;
        let mut lookups = Vec::with_capacity(queries.len());
        for (query, limit) in queries {
            let terms = WantedWords::of(query, self.search)?.terms(self.search)?;
            if !terms.is_empty() {
                lookups.push((terms, query.within.as_slice(), depth(*limit)));
            }
        }
        self.search.expect(&lookups)
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
        let depth = depth(limit);
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

/// How many passages are ranked a second time for `limit` of them.
fn depth(limit: usize) -> usize {
    CANDIDATES.max(2 * limit)
}
