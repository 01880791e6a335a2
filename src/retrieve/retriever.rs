//! Term queries first, then a second ranking on the words themselves.

use std::sync::Arc;

use super::analysed::Analysed;
use super::rank::ranked;
use super::wanted::WantedWords;
use super::{Memory, Query};
use crate::index::{Field, PassageId, Search};
use crate::sources::Passage;

/// How many passages are ranked a second time, at least.
const CANDIDATES: usize = 100;

/// Finds the passages that may decide a claim.
pub struct Retriever<'a> {
    search: &'a dyn Search,
    shared: Option<&'a Memory>,
    own: Memory,
}

impl<'a> Retriever<'a> {
    /// A retriever over an index.
    #[must_use]
    pub fn new(search: &'a dyn Search) -> Self {
        Self {
            search,
            shared: None,
            own: Memory::default(),
        }
    }

    /// The same, keeping what it finds and reads in `memory`, which must be of this index alone.
    #[must_use]
    pub fn remembering(self, memory: &'a Memory) -> Self {
        let shared = Some(memory);
        Self { shared, ..self }
    }

    /// Hears which queries come next, how many passages each is asked for, and how frequent which further `words` are
    /// asked to be: an index on servers answers all of them at once.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn expect(
        &self,
        queries: &[(Query, usize)],
        mut words: Vec<(Field, String)>,
    ) -> anyhow::Result<()> {
        for (query, _) in queries {
            words.extend(WantedWords::unweighed(query, self.search).forms());
        }
        self.search.expect_words(words)?;
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
        let find = || self.find(query, limit);
        let found = self.memory().answer(query, limit, find)?;
        let passage = |(id, score)| Ok((self.analysed(id)?.passage.clone(), score));
        found.into_iter().map(passage).collect()
    }

    fn find(&self, query: &Query, limit: usize) -> anyhow::Result<Vec<(PassageId, f64)>> {
        let wanted = WantedWords::of(query, self.search)?;
        let terms = wanted.terms(self.search)?;
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let hits = self.search.any_of(&terms, &query.within, depth(limit))?;
        let candidates: Vec<Arc<Analysed>> = hits
            .iter()
            .map(|hit| self.analysed(hit.id))
            .collect::<anyhow::Result<_>>()?;
        let ranked = ranked(&candidates, &wanted).into_iter().take(limit);
        Ok(ranked.map(|(at, score)| (hits[at].id, score)).collect())
    }

    fn analysed(&self, id: PassageId) -> anyhow::Result<Arc<Analysed>> {
        self.memory().passage(id, || self.search.passage(id))
    }

    fn memory(&self) -> &Memory {
        self.shared.unwrap_or(&self.own)
    }
}

/// How many passages are ranked a second time for `limit` of them.
fn depth(limit: usize) -> usize {
    CANDIDATES.max(2 * limit)
}
