//! The library: every source that could be read, its passages, and the way back to its bytes.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::Context as _;

use super::engine::{DAMAGED, Reader};
use super::manifest::FileRecord;
use super::passages::cut;
use super::update::up_to_date;
use super::{Field, Hit, Location, PassageId, Search, Term, Update};
use crate::document::{Citation, Document, Hash};
use crate::files::{self, MOST_OF_TEXT};
use crate::language::abbreviation::Abbreviations;
use crate::locator::ReadBy;
use crate::progress::{Progress, Stage};
use crate::sources::{Bibliography, Catalogue, Passage, Selection, Source, SourceFile};
use crate::span::Span;

/// How many documents are kept at hand.
const DOCUMENTS_AT_HAND: usize = 256;

/// Why a source cannot be read again.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file is not what was indexed.
    #[error("{name} changed while it was being checked; run again")]
    Changed {
        /// Name of the source.
        name: String,
    },
    /// The file is the same, but its words are read otherwise than when it was indexed.
    #[error(
        "{name} is read otherwise than when it was indexed ({reader}); remove `.ibid` and run again"
    )]
    ReadOtherwise {
        /// Name of the source.
        name: String,
        /// The reader that the index has its words from.
        reader: String,
    },
    /// The index has words of the file that the file has not: it was not made by this program.
    #[error("{name} does not say what the index has of it; remove `.ibid` and run again")]
    Invented {
        /// Name of the source.
        name: String,
    },
    /// The file cannot be read any more.
    #[error("cannot read {name}: {why}")]
    Unreadable {
        /// Name of the source.
        name: String,
        /// What is the matter.
        why: String,
    },
}

/// Every source that could be read, its passages, and the way back to its bytes.
pub struct Library {
    reader: Reader,
    /// In the order of their names.
    sources: Vec<Arc<Source>>,
    /// Where each source is read from; parallel to `sources`.
    places: Vec<Place>,
    /// Number of a source in the index → its place in `sources`.
    by_id: BTreeMap<u64, usize>,
    abbreviations: Abbreviations,
    at_hand: Mutex<AtHand>,
}

/// Where a source is read from. There may be a million of them, so they share what they can.
struct Place {
    id: u64,
    file: Arc<SourceFile>,
    record: Option<Line>,
    reading: Option<Box<ReadBy>>,
}

/// The line of a bulk file that a record is.
#[derive(Clone, Copy)]
struct Line {
    offset: u64,
    length: usize,
    number: usize,
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
        let (store, mut update) = up_to_date(&walk, location, progress)?;
        update.messages.extend(walk.told_of_ignored("sources"));
        let reader = store.engine.reader(store.manifest.size())?;
        let paths: BTreeMap<&str, &Path> = walk.files.iter().map(path_of).collect();
        let mut known: Vec<(Arc<Source>, Place)> = Vec::new();
        let mut abbreviations = Abbreviations::default();
        let catalogue = bibliography.catalogue();
        for file in store.manifest.files {
            let path = paths.get(file.name.as_str());
            let path = path.context("a file of the index is not in the selection")?;
            abbreviations.merge(&file.abbreviations);
            known.extend(sources_of(file, path, &catalogue));
        }
        tell_apart(&mut known);
        known.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        let (sources, places): (Vec<_>, Vec<_>) = known.into_iter().unzip();
        let by_id = places
            .iter()
            .enumerate()
            .map(|(at, place)| (place.id, at))
            .collect();
        let library = Self {
            reader,
            sources,
            places,
            by_id,
            abbreviations,
            at_hand: Mutex::default(),
        };
        progress.end();
        Ok((library, update))
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
        let unreadable = |why: String| SourceError::Unreadable {
            name: source.name.clone(),
            why,
        };
        let at = self
            .place_of(&source.name)
            .ok_or_else(|| unreadable("it is not in the index".to_owned()))?;
        let place = &self.places[at];
        let bytes = place
            .bytes()
            .map_err(|error| unreadable(error.to_string()))?;
        if Hash::of(&bytes) != source.hash {
            return Err(SourceError::Changed {
                name: source.name.clone(),
            });
        }
        let document = place.read(&bytes).map_err(unreadable)?;
        if let Some(reading) = &place.reading
            && document.reading() != Some(reading)
        {
            return Err(SourceError::ReadOtherwise {
                name: source.name.clone(),
                reader: reading.reader.clone(),
            });
        }
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
        super::phrase::find(&self.reader, words, &within, limit)?
            .into_iter()
            .map(|id| self.passage(id))
            .collect()
    }

    /// The numbers of the sources named; `None` if there are names but no such source.
    fn ids(&self, names: &[String]) -> Option<Vec<u64>> {
        let ids: Vec<u64> = names
            .iter()
            .filter_map(|name| self.place_of(name))
            .map(|at| self.places[at].id)
            .collect();
        (names.is_empty() || !ids.is_empty()).then_some(ids)
    }
}

impl Search for Library {
    fn passage_count(&self) -> u64 {
        self.reader.passage_count()
    }

    fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64> {
        self.reader.frequency(field, text)
    }

    fn any_of(&self, terms: &[Term], within: &[String], limit: usize) -> anyhow::Result<Vec<Hit>> {
        match self.ids(within) {
            Some(within) => self.reader.any_of(terms, &within, limit),
            None => Ok(Vec::new()),
        }
    }

    fn passage(&self, id: PassageId) -> anyhow::Result<Passage> {
        let (source, stored, print) = self.reader.stored(id)?;
        let at = self.by_id.get(&source).context(DAMAGED)?;
        let source = &self.sources[*at];
        let mut context = stored.context();
        context.date = source.metadata.issued;
        context.speakers = source.metadata.speakers();
        if let Some(title) = &source.metadata.title
            && !context.headings.contains(title)
        {
            context.headings.insert(0, title.clone());
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

/// Gives each source a name of its own. A record is called by its file and its `_id`, and so may a
/// file be: it is the record that then also says its line.
fn tell_apart(known: &mut [(Arc<Source>, Place)]) {
    let are_told_apart = {
        let mut names = HashSet::with_capacity(known.len());
        let mut sources = known.iter().map(|(source, _)| source.name.as_str());
        sources.all(|name| names.insert(name))
    };
    if are_told_apart {
        return;
    }
    let files = known.iter().filter(|(_, place)| place.record.is_none());
    let mut taken: BTreeSet<String> = files.map(|(source, _)| source.name.clone()).collect();
    for (source, place) in known {
        let Some(record) = &place.record else {
            continue;
        };
        let mut name = source.name.clone();
        while !taken.insert(name.clone()) {
            name = format!("{name} (line {})", record.number);
        }
        if name != source.name {
            Arc::make_mut(source).name = name;
        }
    }
}

fn path_of(file: &SourceFile) -> (&str, &Path) {
    (&file.name, &file.path)
}

fn sources_of(
    file: FileRecord,
    path: &Path,
    catalogue: &Catalogue<'_>,
) -> impl Iterator<Item = (Arc<Source>, Place)> {
    let read_from = Arc::new(SourceFile {
        name: file.name,
        path: path.to_owned(),
    });
    file.sources.into_iter().map(move |record| {
        let name = record.name_in(&read_from.name);
        let metadata = match catalogue.entry_for(&name, &record.own) {
            Some(entry) => record.own.overruled_by(entry),
            None => record.own,
        };
        let source = Source {
            name,
            hash: record.hash,
            metadata,
        };
        let place = Place {
            id: record.id,
            file: Arc::clone(&read_from),
            record: record.record.map(|record| Line {
                offset: record.offset,
                length: record.length,
                number: record.line,
            }),
            reading: record.reading.map(Box::new),
        };
        (Arc::new(source), place)
    })
}

impl Place {
    /// The bytes of the file, or of the record's line.
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let Some(record) = &self.record else {
            return files::read(&self.file.path, MOST_OF_TEXT);
        };
        let mut file = files::open(&self.file.path)?;
        file.seek(SeekFrom::Start(record.offset))?;
        let mut bytes = Vec::with_capacity(record.length);
        file.take(record.length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read(&self, bytes: &[u8]) -> Result<Document, String> {
        match &self.record {
            None => Document::read(&self.file.name, bytes).map_err(|error| error.to_string()),
            Some(record) => {
                let offset = usize::try_from(record.offset).unwrap_or(usize::MAX);
                Document::read_record(&self.file.name, bytes, offset, record.number)
                    .map_err(|error| error.to_string())
            }
        }
    }
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
