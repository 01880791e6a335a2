//! What a library asks of whatever holds its passages: the engine in the program, or one on servers.

use super::engine::Reader;
use super::passages::StoredPassage;
use super::search::{Field, Hit, PassageId, Term};
use crate::document::Hash;

/// Which terms are looked up in which sources, by number, and how many passages are wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lookup {
    pub(super) terms: Vec<Term>,
    /// All sources where it is empty.
    pub(super) within: Vec<u64>,
    pub(super) limit: usize,
}

/// Whatever holds the passages of a library.
pub(super) trait Holder: Send + Sync {
    /// Number of passages.
    fn passage_count(&self) -> u64;

    /// Number of passages that have the word.
    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64>;

    /// The passages that have any of the terms, best first.
    fn any_of(&self, lookup: &Lookup) -> anyhow::Result<Vec<Hit>>;

    /// The passages in which the words stand one after the other.
    fn phrase(&self, words: &[String], within: &[u64], limit: usize) -> anyhow::Result<Vec<Hit>>;

    /// The passage, the number of its source and its checksum.
    fn stored(&self, id: PassageId) -> anyhow::Result<(u64, StoredPassage, Hash)>;

    /// Hears which frequencies will be asked for, so that it can ask for all of them at once.
    fn expect_words(&self, words: Vec<(Field, String)>) -> anyhow::Result<()> {
        let _ = words;
        Ok(())
    }

    /// Hears what will be looked up, so that it can look all of it up at once.
    fn expect(&self, lookups: &[Lookup]) -> anyhow::Result<()> {
        let _ = lookups;
        Ok(())
    }

    /// By what it is told from other holders, where answers could hang on it.
    fn name(&self) -> Option<String> {
        None
    }
}

impl Holder for Reader {
    fn passage_count(&self) -> u64 {
        Reader::passage_count(self)
    }

    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64> {
        Reader::frequency(self, field, text)
    }

    fn any_of(&self, lookup: &Lookup) -> anyhow::Result<Vec<Hit>> {
        Reader::any_of(self, &lookup.terms, &lookup.within, lookup.limit)
    }

    fn phrase(&self, words: &[String], within: &[u64], limit: usize) -> anyhow::Result<Vec<Hit>> {
        Reader::phrase(self, words, within, limit)
    }

    fn stored(&self, id: PassageId) -> anyhow::Result<(u64, StoredPassage, Hash)> {
        Reader::stored(self, id)
    }
}
