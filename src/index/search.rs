//! What retrieval asks of an index, whichever engine stands behind it.

use crate::language::abbreviation::Abbreviations;
use crate::sources::Passage;

/// A passage of an index, for as long as the index is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId {
    pub(super) segment: u32,
    pub(super) document: u32,
}

/// What a term is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Stems of the passage's words and of its surroundings: title, headings, the sentence before.
    Stem,
    /// The passage's words in folded form, stop words included.
    Exact,
}

/// A term of a query and how much it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is looked up in.
    pub field: Field,
    /// The stem or folded form.
    pub text: String,
    /// Factor on its score.
    pub weight: f32,
}

/// A passage that was found, with the engine's score, which is good for ranking only.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Which passage.
    pub id: PassageId,
    /// The engine's score.
    pub score: f32,
}

/// What will be looked up: terms, the names of the sources, and how many passages are wanted.
pub type Expected<'a> = (Vec<Term>, &'a [String], usize);

/// What retrieval needs of an index.
pub trait Search: Sync {
    /// Number of passages.
    fn passage_count(&self) -> u64;

    /// Number of passages that have the term.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64>;

    /// The passages that have any of the terms, best first; only those of the sources named in
    /// `within`, unless it is empty.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn any_of(&self, terms: &[Term], within: &[String], limit: usize) -> anyhow::Result<Vec<Hit>>;

    /// Hears which frequencies will be asked for: an index on servers asks for all of them at once.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn expect_words(&self, words: Vec<(Field, String)>) -> anyhow::Result<()>;

    /// Hears what will be looked up: an index on servers looks all of it up at once.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn expect(&self, lookups: &[Expected<'_>]) -> anyhow::Result<()>;

    /// The passage itself.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn passage(&self, id: PassageId) -> anyhow::Result<Passage>;

    /// The abbreviations that the sources define.
    fn abbreviations(&self) -> &Abbreviations;
}
