//! The library: every source that could be read, its passages, and the way back to its bytes.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::Context as _;

use super::engine::{DAMAGED, Holds};
use super::fill::{Filled, Filling};
use super::holder::{Holder, Lookup};
use super::listed::{Listed, Place, SourceError};
use super::passages::cut;
use super::update::up_to_date;
use super::{Expected, Field, Hit, Location, PassageId, Search, Term, Update};
use crate::cluster::Cluster;
use crate::document::{Citation, Document, Hash};
use crate::language::abbreviation::Abbreviations;
use crate::language::around;
use crate::progress::{Progress, Stage};
use crate::sources::{Bibliography, Passage, Selection, Source};
use crate::span::Span;

/// How many documents are kept at hand.
const DOCUMENTS_AT_HAND: usize = 256;

/// Every source that could be read, its passages, and the way back to its bytes.
pub struct Library {
    holder: Box<dyn Holder>,
    /// In the order of their names.
    sources: Vec<Arc<Source>>,
    /// Where each source is read from; parallel to `sources`.
    places: Vec<Place>,
    /// The copies among the sources, each with the one that is shown in its place.
    copies: BTreeMap<usize, usize>,
    /// Number of a source in the index → its place in `sources`.
    by_id: BTreeMap<u64, usize>,
    abbreviations: Abbreviations,
    at_hand: Mutex<AtHand>,
}

/// Documents that were read lately.
#[derive(Default)]
struct AtHand {
    documents: BTreeMap<String, Arc<Held>>,
    order: VecDeque<String>,
}

/// A document that was read again.
struct Held {
    document: Arc<Document>,
    /// Checksums of its passages by their starts, once one was asked for.
    prints: OnceLock<BTreeMap<usize, Hash>>,
}

impl Library {
    /// Opens the index of a selection, bringing it in step with the files first: only files that
    /// changed are read.
    ///
    /// An index that cannot be kept or is damaged is built anew, in memory if need be, and
    /// `Update::messages` says so.
    ///
    /// # Errors
    /// When a glob cannot be understood or the engine fails.
    pub fn open_or_update(
        selection: &Selection,
        bibliography: &Bibliography,
        location: &Location,
        progress: &dyn Progress,
    ) -> anyhow::Result<(Self, Update)> {
        progress.begin(Stage::Index, 0);
        let walk = selection.walk()?;
        let (store, mut update) = up_to_date(&walk, location, Holds::Passages, progress)?;
        update.messages.extend(walk.told_of_ignored("sources"));
        let reader = store.engine.reader(store.manifest.size())?;
        let listed = Listed::of(store, &walk, bibliography)?;
        let reader = reader.without(listed.numbers_of_copies());
        progress.end();
        Ok((Self::of(listed, Box::new(reader)), update))
    }

    /// As [`Library::open_or_update`], but the passages are those that `cluster` has: only the list
    /// of the sources is kept here.
    ///
    /// # Errors
    /// When the engine fails, or has not all passages of the sources as they are.
    pub fn open_with_cluster(
        selection: &Selection,
        bibliography: &Bibliography,
        location: &Location,
        cluster: &Arc<Cluster>,
        progress: &dyn Progress,
    ) -> anyhow::Result<(Self, Update)> {
        let (listed, passages, update) = list(selection, bibliography, location, progress)?;
        let remote = listed.remote(cluster, passages);
        remote.see_all()?;
        Ok((Self::of(listed, Box::new(remote)), update))
    }

    /// Brings `cluster` in step with the files.
    ///
    /// # Errors
    /// When the engine fails or a file changes meanwhile; what is in stays in.
    pub fn fill_cluster(
        selection: &Selection,
        bibliography: &Bibliography,
        location: &Location,
        cluster: &Arc<Cluster>,
        progress: &dyn Progress,
    ) -> anyhow::Result<(Self, Update, Filled)> {
        let (listed, passages, update) = list(selection, bibliography, location, progress)?;
        let filled = Filling {
            cluster,
            index: &listed.index_in(cluster),
            passages,
            sources: listed.places.len(),
            entries: &|at| listed.entries(at),
            folder: match location {
                Location::Directory(directory) => Some(directory.join("filling")),
                Location::Memory => None,
            },
        }
        .run(progress)?;
        let remote = listed.remote(cluster, passages);
        Ok((Self::of(listed, Box::new(remote)), update, filled))
    }

    fn of(listed: Listed, holder: Box<dyn Holder>) -> Self {
        let by_id = listed
            .places
            .iter()
            .enumerate()
            .map(|(at, place)| (place.id, at))
            .collect();
        Self {
            holder,
            sources: listed.sources,
            places: listed.places,
            copies: listed.copies,
            by_id,
            abbreviations: listed.abbreviations,
            at_hand: Mutex::default(),
        }
    }

    /// What the passages are looked up in, where answers could hang on it.
    #[must_use]
    pub fn holder(&self) -> Option<String> {
        self.holder.name()
    }

    /// The sources, in the order of their names.
    #[must_use]
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Arc<Source>> {
        self.place_of(name).map(|at| &self.sources[at])
    }

    /// The copies among the sources, each with the source that is shown in its place: nothing is found
    /// in a copy.
    pub fn copies(&self) -> impl Iterator<Item = (&Arc<Source>, &Arc<Source>)> {
        let copies = self.copies.iter();
        copies.map(|(&copy, &shown)| (&self.sources[copy], &self.sources[shown]))
    }

    /// The source that is shown in the place of the one of this name, if that is a copy.
    #[must_use]
    pub fn shown_for(&self, name: &str) -> Option<&Arc<Source>> {
        let shown = self.copies.get(&self.place_of(name)?)?;
        Some(&self.sources[*shown])
    }

    /// The abbreviations that the sources define.
    #[must_use]
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        self.sources
            .binary_search_by(|source| source.name.as_str().cmp(name))
            .ok()
    }

    /// The document of a source, read again and checked against its hash.
    ///
    /// # Errors
    /// When the file is gone or is not what was indexed.
    pub fn document(&self, source: &Source) -> Result<Arc<Document>, SourceError> {
        Ok(Arc::clone(&self.held(source)?.document))
    }

    /// The document of a source, as [`Library::document`], after a look that the passage at
    /// `start` of its text is in it as the index has it, by the checksum `print`.
    ///
    /// # Errors
    /// When the file is gone, is not what was indexed, or has no such passage.
    pub fn document_with(
        &self,
        source: &Source,
        start: usize,
        print: Hash,
    ) -> Result<Arc<Document>, SourceError> {
        let held = self.held(source)?;
        match held.prints().get(&start) {
            Some(found) if *found == print => Ok(Arc::clone(&held.document)),
            _ => Err(SourceError::Invented {
                name: source.name.clone(),
            }),
        }
    }

    fn held(&self, source: &Source) -> Result<Arc<Held>, SourceError> {
        let at_hand = || self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(document) = at_hand().documents.get(&source.name) {
            return Ok(Arc::clone(document));
        }
        let at = self
            .place_of(&source.name)
            .ok_or_else(|| SourceError::Unreadable {
                name: source.name.clone(),
                why: "it is not in the index".to_owned(),
            })?;
        let document = self.places[at].document(source)?;
        let held = Arc::new(Held {
            document: Arc::new(document),
            prints: OnceLock::new(),
        });
        at_hand().keep(&source.name, &held);
        Ok(held)
    }

    /// Cites `span` of the passage's text out of the source's bytes.
    ///
    /// # Errors
    /// When the file is gone or is not what was indexed.
    pub fn cite(&self, passage: &Passage, span: Span) -> Result<Citation, SourceError> {
        let document = self.document_with(&passage.source, passage.span.start, passage.print)?;
        let span = span.shifted(passage.span.start);
        match document.text().get(span.start..span.end) {
            Some(_) => Ok(document.cite(span)),
            None => Err(SourceError::Changed {
                name: passage.source.name.clone(),
            }),
        }
    }

    /// Passages in which these folded words stand, one after the other or at least many of the
    /// rare ones, best first: the candidates for a quotation. `within` names the only sources
    /// that are asked, unless it is empty.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find_phrase(
        &self,
        words: &[String],
        within: &[String],
        limit: usize,
    ) -> anyhow::Result<Vec<Passage>> {
        let Some(within) = self.ids(within) else {
            return Ok(Vec::new());
        };
        super::phrase::find(self.holder.as_ref(), words, &within, limit)?
            .into_iter()
            .map(|id| self.passage(id))
            .collect()
    }

    /// The numbers of the sources named; `None` if there are names but no such source.
    fn ids(&self, names: &[String]) -> Option<Vec<u64>> {
        let ids: Vec<u64> = names
            .iter()
            .filter_map(|name| self.place_of(name))
            .map(|at| self.copies.get(&at).copied().unwrap_or(at))
            .map(|at| self.places[at].id)
            .collect();
        (names.is_empty() || !ids.is_empty()).then_some(ids)
    }
}

impl Search for Library {
    fn passage_count(&self) -> u64 {
        self.holder.passage_count()
    }

    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64> {
        self.holder.frequency(field, text)
    }

    fn any_of(&self, terms: &[Term], within: &[String], limit: usize) -> anyhow::Result<Vec<Hit>> {
        match self.ids(within) {
            Some(within) => self.holder.any_of(&Lookup {
                terms: terms.to_vec(),
                within,
                limit,
            }),
            None => Ok(Vec::new()),
        }
    }

    fn expect_words(&self, words: Vec<(Field, String)>) -> anyhow::Result<()> {
        self.holder.expect_words(words)
    }

    fn expect(&self, lookups: &[Expected<'_>]) -> anyhow::Result<()> {
        let lookup = |(terms, within, limit): &Expected<'_>| {
            Some(Lookup {
                terms: terms.clone(),
                within: self.ids(within)?,
                limit: *limit,
            })
        };
        let lookups: Vec<Lookup> = lookups.iter().filter_map(lookup).collect();
        self.holder.expect(&lookups)
    }

    fn passage(&self, id: PassageId) -> anyhow::Result<Passage> {
        let (source, stored, print) = self.holder.stored(id)?;
        let at = self.by_id.get(&source).context(DAMAGED)?;
        let source = &self.sources[*at];
        let mut context = stored.context();
        context.date = source.metadata.issued;
        context.speakers = source.metadata.speakers();
        if let Some(title) = source.metadata.title.as_deref().map(around)
            && !context.headings.iter().any(|heading| heading == title)
        {
            context.headings.insert(0, title.to_owned());
        }
        Ok(Passage {
            source: Arc::clone(source),
            ordinal: stored.ordinal,
            span: stored.span(),
            sentences: stored.sentence_spans(),
            text: stored.text,
            context,
            print,
        })
    }

    fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }
}

/// The sources of a selection in step with their files, and how many passages they have.
fn list(
    selection: &Selection,
    bibliography: &Bibliography,
    location: &Location,
    progress: &dyn Progress,
) -> anyhow::Result<(Listed, u64, Update)> {
    progress.begin(Stage::Index, 0);
    let walk = selection.walk()?;
    let (store, mut update) = up_to_date(&walk, location, Holds::Nothing, progress)?;
    update.messages.extend(walk.told_of_ignored("sources"));
    let passages = store.manifest.size().passages;
    let listed = Listed::of(store, &walk, bibliography)?;
    progress.end();
    Ok((listed, passages, update))
}

impl Held {
    fn prints(&self) -> &BTreeMap<usize, Hash> {
        self.prints.get_or_init(|| {
            let passages = cut(&self.document).into_iter();
            passages
                .filter_map(|passage| Some((passage.start, passage.print().ok()?)))
                .collect()
        })
    }
}

impl AtHand {
    fn keep(&mut self, name: &str, document: &Arc<Held>) {
        let fresh = self
            .documents
            .insert(name.to_owned(), Arc::clone(document))
            .is_none();
        if fresh {
            self.order.push_back(name.to_owned());
        }
        if self.order.len() > DOCUMENTS_AT_HAND
            && let Some(oldest) = self.order.pop_front()
        {
            self.documents.remove(&oldest);
        }
    }
}
