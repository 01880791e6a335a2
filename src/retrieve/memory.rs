//! What a run keeps of retrieval: many claims of one desk are near the same passages, and drafts
//! that go into print together repeat each other's sentences.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Query;
use super::analysed::Analysed;
use crate::index::PassageId;
use crate::sources::Passage;

/// How many passages are kept with their words; then all are forgotten.
const MOST_PASSAGES: usize = 8192;
/// How many queries are kept with their answers; then all are forgotten.
const MOST_QUERIES: usize = 8192;

/// What a run keeps of retrieval from one index, for as long as that is open.
#[derive(Default)]
pub struct Memory {
    passages: Mutex<HashMap<PassageId, Arc<Analysed>>>,
    answers: Mutex<HashMap<blake3::Hash, Vec<(PassageId, f64)>>>,
}

impl Memory {
    /// The passage with its words, made by `read` where it is not kept.
    pub(super) fn passage(
        &self,
        id: PassageId,
        read: impl FnOnce() -> anyhow::Result<Passage>,
    ) -> anyhow::Result<Arc<Analysed>> {
        let passages = || self.passages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = passages().get(&id) {
            return Ok(Arc::clone(kept));
        }
        let analysed = Arc::new(Analysed::of(read()?));
        let mut passages = passages();
        if passages.len() >= MOST_PASSAGES {
            passages.clear();
        }
        passages.insert(id, Arc::clone(&analysed));
        Ok(analysed)
    }

    /// The answer to a query, found by `find` where it is not kept.
    pub(super) fn answer(
        &self,
        query: &Query,
        limit: usize,
        find: impl FnOnce() -> anyhow::Result<Vec<(PassageId, f64)>>,
    ) -> anyhow::Result<Vec<(PassageId, f64)>> {
        let key = key(query, limit);
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = answers().get(&key) {
            return Ok(kept.clone());
        }
        let found = find()?;
        let mut answers = answers();
        if answers.len() >= MOST_QUERIES {
            answers.clear();
        }
        answers.insert(key, found.clone());
        Ok(found)
    }
}

/// What tells a query from every other one, in little room however many sources it names.
fn key(query: &Query, limit: usize) -> blake3::Hash {
    let Query {
        text,
        surroundings,
        language,
        within,
    } = query;
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &str| {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    };
    add(text);
    add(language.code());
    add(&limit.to_string());
    add(&surroundings.len().to_string());
    surroundings.iter().chain(within).for_each(|part| add(part));
    hasher.finalize()
}
