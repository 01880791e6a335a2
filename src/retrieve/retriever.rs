//! Term queries first, then a second ranking on the words themselves.

use std::sync::Arc;

use super::analysed::Analysed;
use super::rank::ranked;
use super::wanted::WantedWords;
use super::{Memory, Query};
use crate::index::{PassageId, Search};
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
        let depth = CANDIDATES.max(2 * limit);
        let hits = self.search.any_of(&terms, &query.within, depth)?;
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
