//! Passages that a cluster holds: looked up there, checked when they come, ranked by nobody but us.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, bail, ensure};

use super::engine::{MOST_TIED, is_tied};
use super::entries::{self, Keys, SourceKey, hex, wire_word};
use super::holder::{Holder, Lookup};
use super::passages::StoredPassage;
use super::search::{Field, Hit, PassageId, Term};
use super::terms::indexed_words;
use crate::cluster::{Cluster, Found, Kept, Query, Word};
use crate::document::Hash;

/// The most sources that one search names.
const MOST_NAMED: usize = 10_000;
/// How many passages with all words of a phrase are looked through for it, at least.
const PHRASE_DEPTH: usize = 64;
/// How many bytes of passages are kept at hand.
const AT_HAND: usize = 64 << 20;

/// Passages that a cluster holds.
pub(super) struct Remote {
    cluster: Arc<Cluster>,
    index: String,
    passages: u64,
    keys: Keys,
    /// Numbers of the sources that are never found: copies of others.
    without: BTreeSet<u64>,
    frequencies: Mutex<BTreeMap<(Field, String), u64>>,
    expected: Mutex<Vec<(Lookup, Vec<Hit>)>>,
    seen: Mutex<Seen>,
}

/// Passages that came.
#[derive(Default)]
struct Seen {
    /// Their names, in the order in which they came; a passage is known by its place here.
    names: Vec<[u8; 16]>,
    places: BTreeMap<[u8; 16], u32>,
    at_hand: BTreeMap<u32, Arc<Came>>,
    order: VecDeque<u32>,
    held: usize,
}

/// A passage that came, with the number of its source.
struct Came {
    source: u64,
    passage: StoredPassage,
    print: Hash,
}

impl Remote {
    /// The index of `cluster` that should hold `passages` passages of the sources of `keys`.
    pub(super) fn new(cluster: Arc<Cluster>, index: String, passages: u64, keys: Keys) -> Self {
        Self {
            cluster,
            index,
            passages,
            keys,
            without: BTreeSet::new(),
            frequencies: Mutex::default(),
            expected: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// The same, which finds nothing in the sources of these numbers.
    pub(super) fn without(self, sources: BTreeSet<u64>) -> Self {
        let without = sources;
        Self { without, ..self }
    }

    /// Sees that every passage is there.
    ///
    /// # Errors
    /// When one is missing; the message says what to do.
    pub(super) fn see_all(&self) -> anyhow::Result<()> {
        let (name, index, expected) = (self.cluster.name(), &self.index, self.passages);
        match self.cluster.count(index)? {
            None => bail!(
                "{name} has no index of the sources as they are now ({index}): run `ibid index`"
            ),
            Some(held) => ensure!(
                held == expected,
                "{name} has {held} of {expected} passages in {index}: `ibid index` is under way, or \
                 was broken off and is to be run again"
            ),
        }
        Ok(())
    }

    fn find(&self, queries: &[Query]) -> anyhow::Result<Vec<Found>> {
        self.cluster.find(&self.index, queries)
    }

    /// The query for `wanted` passages.
    fn query(&self, lookup: &Lookup, wanted: usize) -> anyhow::Result<Query> {
        let (within, without) = self.sources(&lookup.within)?;
        Ok(Query {
            words: lookup.terms.iter().map(word).collect(),
            needs_all: false,
            within,
            without,
            limit: wanted,
        })
    }

    /// The sources to search in, or, where that is shorter, those to leave out.
    fn sources(&self, within: &[u64]) -> anyhow::Result<(Vec<String>, Vec<String>)> {
        let written = |keys: Vec<SourceKey>| keys.iter().map(hex).collect::<Vec<_>>();
        if within.is_empty() {
            // Those that are too many to be named are left out when they come.
            let copies = self.without.iter().take(MOST_NAMED);
            let copies = copies.filter_map(|&it| self.keys.key(it).copied());
            return Ok((Vec::new(), written(copies.collect())));
        }
        let is_most = within.len() > self.keys.len() / 2;
        let keys = match is_most {
            true => self.keys.others(within),
            false => within
                .iter()
                .filter_map(|&it| self.keys.key(it).copied())
                .collect(),
        };
        ensure!(
            keys.len() <= MOST_NAMED,
            "a search among {} of {} sources is too long for an engine: name other sources, or fewer \
             drafts that are among them",
            within.len(),
            self.keys.len()
        );
        Ok(match is_most {
            true => (Vec::new(), written(keys)),
            false => (written(keys), Vec::new()),
        })
    }

    /// The best passages of an answer for `limit` of them, of which `wanted` were asked for; `None`
    /// where more must be asked for. As in the program's own engine, the last score is left out unless
    /// it is all there is: which of its passages came is chance.
    fn best(&self, found: Found, wanted: usize) -> anyhow::Result<Option<Vec<Hit>>> {
        let is_all = found.hits.len() < wanted;
        let mut hits = Vec::with_capacity(found.hits.len());
        for (score, kept) in &found.hits {
            let id = self.keep(kept)?;
            let is_new = hits.iter().all(|hit: &Hit| hit.id != id);
            if is_new && !self.is_of_copy(id)? {
                hits.push(Hit { id, score: *score });
            }
        }
        if is_all {
            return Ok(Some(hits));
        }
        let last = hits.last().map_or(0.0, |hit| hit.score);
        let apart = hits.iter().filter(|hit| !is_tied(hit.score, last)).cloned();
        let apart: Vec<Hit> = apart.collect();
        Ok(match apart.is_empty() {
            false => Some(apart),
            true if wanted > MOST_TIED => Some(hits),
            true => None,
        })
    }

    fn any_of_at_once(&self, lookups: &[Lookup]) -> anyhow::Result<Vec<Vec<Hit>>> {
        let first = |lookup: &Lookup| self.query(lookup, lookup.limit + 1);
        let queries: Vec<Query> = lookups.iter().map(first).collect::<anyhow::Result<_>>()?;
        let mut all = Vec::with_capacity(lookups.len());
        for (lookup, found) in lookups.iter().zip(self.find(&queries)?) {
            let mut wanted = lookup.limit + 1;
            let mut best = self.best(found, wanted)?;
            while best.is_none() {
                wanted *= 8;
                let more = self.find(&[self.query(lookup, wanted)?])?;
                let found = more.into_iter().next().unwrap_or_default();
                best = self.best(found, wanted)?;
            }
            all.extend(best);
        }
        Ok(all)
    }

    /// Keeps a passage that came, after a look that it is what was sent there.
    fn keep(&self, kept: &Kept) -> anyhow::Result<PassageId> {
        let altered = || {
            format!(
                "{} gives a passage that is not what was indexed ({}): the index {} is damaged or was \
                 altered; remove it there and run `ibid index`",
                self.cluster.name(),
                kept.pid,
                self.index
            )
        };
        let name = entries::unhex(&kept.pid).with_context(altered)?;
        let (source, passage, print) = entries::passage(kept).with_context(altered)?;
        let source = self.keys.number(&source).with_context(altered)?;
        let came = Came {
            source,
            passage,
            print,
        };
        Ok(self.seen().keep(name, came, kept.passage.len()))
    }

    /// Whether a passage stands in a copy.
    fn is_of_copy(&self, id: PassageId) -> anyhow::Result<bool> {
        Ok(!self.without.is_empty() && self.without.contains(&self.at_hand(id)?.source))
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at_hand(&self, id: PassageId) -> anyhow::Result<Arc<Came>> {
        let missing = || format!("{} has lost a passage; run again", self.cluster.name());
        let name = {
            let seen = self.seen();
            if let Some(came) = seen.at_hand.get(&id.document) {
                return Ok(Arc::clone(came));
            }
            let name = seen.names.get(id.document as usize).with_context(missing)?;
            *name
        };
        let word = Word {
            field: "pid",
            text: hex(&name),
            weight: 1.0,
        };
        let query = Query {
            limit: 1,
            ..Query::counting(word)
        };
        let found = self.find(&[query])?;
        let hit = found.first().and_then(|found| found.hits.first());
        let id = self.keep(&hit.with_context(missing)?.1)?;
        let came = self.seen().at_hand.get(&id.document).cloned();
        came.with_context(missing)
    }
}

impl Holder for Remote {
    fn passage_count(&self) -> u64 {
        self.passages
    }

    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64> {
        let key = (field, text.to_owned());
        let known = || {
            let known = self
                .frequencies
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            known.get(&key).copied()
        };
        if let Some(frequency) = known() {
            return Ok(frequency);
        }
        self.expect_words(vec![key.clone()])?;
        Ok(known().unwrap_or(0))
    }

    fn expect_words(&self, mut open: Vec<(Field, String)>) -> anyhow::Result<()> {
        let frequencies = || {
            self.frequencies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        open.sort();
        open.dedup();
        {
            let known = frequencies();
            open.retain(|key| !known.contains_key(key));
        }
        if open.is_empty() {
            return Ok(());
        }
        let queries: Vec<Query> = open
            .iter()
            .map(|(field, text)| {
                Query::counting(Word {
                    field: name_of(*field),
                    text: wire_word(text),
                    weight: 1.0,
                })
            })
            .collect();
        let found = self.find(&queries)?;
        frequencies().extend(open.into_iter().zip(found.iter().map(|found| found.total)));
        Ok(())
    }

    fn expect(&self, lookups: &[Lookup]) -> anyhow::Result<()> {
        let found = self.any_of_at_once(lookups)?;
        let found = lookups.iter().cloned().zip(found).collect();
        *self.expected.lock().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(())
    }

    fn any_of(&self, lookup: &Lookup) -> anyhow::Result<Vec<Hit>> {
        if lookup.limit == 0 || lookup.terms.is_empty() {
            return Ok(Vec::new());
        }
        let expected = {
            let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
            let found = expected.iter().find(|(known, _)| known == lookup);
            found.map(|(_, hits)| hits.clone())
        };
        match expected {
            Some(hits) => Ok(hits),
            None => {
                let found = self.any_of_at_once(std::slice::from_ref(lookup))?;
                Ok(found.into_iter().next().unwrap_or_default())
            }
        }
    }

    /// The engines have no phrases in common: passages with all of the words are looked through here.
    fn phrase(&self, words: &[String], within: &[u64], limit: usize) -> anyhow::Result<Vec<Hit>> {
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let (within, without) = self.sources(within)?;
        let wanted = PHRASE_DEPTH.max(4 * limit);
        let query = Query {
            words: words.iter().map(|word| exact(word)).collect(),
            needs_all: true,
            within,
            without,
            limit: wanted,
        };
        let found = self.find(&[query])?.into_iter().next().unwrap_or_default();
        let mut hits = Vec::new();
        for (score, kept) in &found.hits {
            let id = self.keep(kept)?;
            if hits.len() < limit
                && !self.is_of_copy(id)?
                && says(&self.at_hand(id)?.passage, words)
            {
                hits.push(Hit { id, score: *score });
            }
        }
        Ok(hits)
    }

    fn stored(&self, id: PassageId) -> anyhow::Result<(u64, StoredPassage, Hash)> {
        let came = self.at_hand(id)?;
        Ok((came.source, came.passage.clone(), came.print))
    }

    fn name(&self) -> Option<String> {
        Some(format!("{} {}", self.cluster.name(), self.index))
    }
}

impl Seen {
    fn keep(&mut self, name: [u8; 16], came: Came, bytes: usize) -> PassageId {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let document = *self.places.entry(name).or_insert(next);
        if document == next {
            self.names.push(name);
        }
        // What it takes in memory is about twice its text.
        if self.at_hand.insert(document, Arc::new(came)).is_none() {
            self.order.push_back(document);
            self.held += 2 * bytes;
        }
        while self.held > AT_HAND
            && self.order.len() > 1
            && let Some(oldest) = self.order.pop_front()
            && let Some(gone) = self.at_hand.remove(&oldest)
        {
            self.held = self.held.saturating_sub(2 * gone.passage.text.len());
        }
        PassageId {
            segment: 0,
            document,
        }
    }
}

/// Whether a passage says the words one after the other.
fn says(passage: &StoredPassage, words: &[String]) -> bool {
    let said = indexed_words(passage, None).exact.words;
    let said: Vec<&str> = said.split(super::terms::SEPARATOR).collect();
    said.windows(words.len()).any(|some| some == words)
}

fn word(term: &Term) -> Word {
    Word {
        field: name_of(term.field),
        text: wire_word(&term.text),
        weight: term.weight,
    }
}

fn exact(word: &str) -> Word {
    Word {
        field: name_of(Field::Exact),
        text: wire_word(word),
        weight: 1.0,
    }
}

fn name_of(field: Field) -> &'static str {
    match field {
        Field::Stem => "stems",
        Field::Exact => "exact",
    }
}
