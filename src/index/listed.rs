//! The list of the sources: which could be read, and the way back to the bytes of each.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use super::entries::{self, Keys};
use super::manifest::{ComparedRecord, FileRecord, SourceRecord};
use super::passages::cut;
use super::remote::Remote;
use super::store::Store;
use crate::cluster::{Cluster, Entry};
use crate::document::{Document, Hash};
use crate::files::{self, MOST_OF_TEXT};
use crate::language::abbreviation::Abbreviations;
use crate::locator::ReadBy;
use crate::sources::copies::{Compared, copies};
use crate::sources::{Bibliography, Catalogue, Metadata, Source, SourceFile, Walk};

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

/// The sources, without whatever holds their passages.
pub(super) struct Listed {
    /// In the order of their names.
    pub(super) sources: Vec<Arc<Source>>,
    /// Parallel to `sources`.
    pub(super) places: Vec<Place>,
    /// The copies among the sources, each with the one that is shown in its place.
    pub(super) copies: BTreeMap<usize, usize>,
    pub(super) abbreviations: Abbreviations,
}

impl Listed {
    pub(super) fn of(
        store: Store,
        walk: &Walk,
        bibliography: &Bibliography,
    ) -> anyhow::Result<Self> {
        let paths: BTreeMap<&str, &Path> = walk.files.iter().map(path_of).collect();
        let mut known: Vec<Known<'_>> = Vec::new();
        let mut abbreviations = Abbreviations::default();
        let catalogue = bibliography.catalogue();
        let compared = store.manifest.compared.unwrap_or_default();
        for file in store.manifest.files {
            let path = paths.get(file.name.as_str());
            let path = path.context("a file of the index is not in the selection")?;
            abbreviations.merge(&file.abbreviations);
            known.extend(sources_of(file, path, &catalogue));
        }
        tell_apart(&mut known);
        known.sort_by(|a, b| a.source.name.cmp(&b.source.name));
        let entries: Vec<Option<&Metadata>> = known.iter().map(|it| it.entry).collect();
        let (mut sources, places): (Vec<Arc<Source>>, Vec<Place>) =
            known.into_iter().map(|it| (it.source, it.place)).unzip();
        let copies = copies(&sources, &by_places(&compared, &places));
        for (&copy, &shown) in &copies {
            // What the user wrote of one form holds for the document.
            if let (Some(entry), None) = (entries[copy], entries[shown]) {
                let metadata = sources[shown].metadata.clone().overruled_by(entry);
                Arc::make_mut(&mut sources[shown]).metadata = metadata;
            }
        }
        Ok(Self {
            sources,
            places,
            copies,
            abbreviations,
        })
    }

    /// The numbers of the sources that are copies.
    pub(super) fn numbers_of_copies(&self) -> BTreeSet<u64> {
        let copies = self.copies.keys();
        copies.map(|&copy| self.places[copy].id).collect()
    }

    /// Name of the index in `cluster` for the sources as they are.
    pub(super) fn index_in(&self, cluster: &Cluster) -> String {
        let readings = self.places.iter().map(|place| place.reading.as_deref());
        let sources = self.sources.iter().map(AsRef::as_ref).zip(readings);
        format!("{}-{}", cluster.prefix(), entries::generation(sources))
    }

    pub(super) fn remote(&self, cluster: &Arc<Cluster>, passages: u64) -> Remote {
        let mut keys = Keys::default();
        for (source, place) in self.sources.iter().zip(&self.places) {
            keys.add(place.id, source);
        }
        let index = self.index_in(cluster);
        Remote::new(Arc::clone(cluster), index, passages, keys).without(self.numbers_of_copies())
    }

    /// The passages of the source at this place, as a cluster keeps them.
    pub(super) fn entries(&self, at: usize) -> anyhow::Result<Vec<Entry>> {
        let source = &self.sources[at];
        let document = self.places[at].document(source)?;
        let own = Metadata::of(&document);
        let key = entries::key_of(source);
        cut(&document)
            .iter()
            .map(|passage| entries::entry(&key, passage, own.title.as_deref()))
            .collect()
    }
}

/// What was compared, by the places of the sources.
fn by_places(compared: &[ComparedRecord], places: &[Place]) -> Vec<Compared> {
    if compared.is_empty() {
        return Vec::new();
    }
    let by_number: BTreeMap<u64, usize> = places
        .iter()
        .enumerate()
        .map(|(at, it)| (it.id, at))
        .collect();
    let place = |number: u64| by_number.get(&number).copied();
    let compared = compared.iter().filter_map(|one| {
        Some(Compared {
            first: place(one.first)?,
            second: place(one.second)?,
            relation: one.relation,
        })
    });
    compared.collect()
}

/// The document of a source of `file`, which lies at `path`, read again and checked against its hash.
pub(super) fn document_of(
    file: &FileRecord,
    record: &SourceRecord,
    path: &Path,
) -> Result<Document, SourceError> {
    let read_from = Arc::new(SourceFile {
        name: file.name.clone(),
        path: path.to_owned(),
    });
    let source = Source {
        name: record.name_in(&file.name),
        hash: record.hash,
        metadata: Metadata::default(),
    };
    Place::of(record, &read_from).document(&source)
}

/// A source, where it is read from, and what the bibliographies say of it.
struct Known<'b> {
    source: Arc<Source>,
    place: Place,
    entry: Option<&'b Metadata>,
}

/// Where a source is read from. There may be a million of them, so they share what they can.
pub(super) struct Place {
    pub(super) id: u64,
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

impl Place {
    fn of(record: &SourceRecord, file: &Arc<SourceFile>) -> Self {
        Self {
            id: record.id,
            file: Arc::clone(file),
            record: record.record.as_ref().map(|record| Line {
                offset: record.offset,
                length: record.length,
                number: record.line,
            }),
            reading: record.reading.clone().map(Box::new),
        }
    }

    /// The document of `source`, read again and checked against its hash.
    pub(super) fn document(&self, source: &Source) -> Result<Document, SourceError> {
        let unreadable = |why: String| SourceError::Unreadable {
            name: source.name.clone(),
            why,
        };
        let bytes = self
            .bytes()
            .map_err(|error| unreadable(error.to_string()))?;
        if Hash::of(&bytes) != source.hash {
            return Err(SourceError::Changed {
                name: source.name.clone(),
            });
        }
        let document = self.read(&bytes).map_err(unreadable)?;
        if let Some(reading) = &self.reading
            && document.reading() != Some(&**reading)
        {
            return Err(SourceError::ReadOtherwise {
                name: source.name.clone(),
                reader: reading.reader.clone(),
            });
        }
        Ok(document)
    }

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

/// Gives each source a name of its own. A record is called by its file and its `_id`, and so may a
/// file be: it is the record that then also says its line.
fn tell_apart(known: &mut [Known<'_>]) {
    let are_told_apart = {
        let mut names = HashSet::with_capacity(known.len());
        let mut sources = known.iter().map(|it| it.source.name.as_str());
        sources.all(|name| names.insert(name))
    };
    if are_told_apart {
        return;
    }
    let files = known.iter().filter(|it| it.place.record.is_none());
    let mut taken: BTreeSet<String> = files.map(|it| it.source.name.clone()).collect();
    for Known { source, place, .. } in known {
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

fn sources_of<'b>(
    file: FileRecord,
    path: &Path,
    catalogue: &Catalogue<'b>,
) -> impl Iterator<Item = Known<'b>> {
    let read_from = Arc::new(SourceFile {
        name: file.name,
        path: path.to_owned(),
    });
    file.sources.into_iter().map(move |record| {
        let name = record.name_in(&read_from.name);
        let place = Place::of(&record, &read_from);
        let entry = catalogue.entry_for(&name, &record.own);
        let metadata = match entry {
            Some(entry) => record.own.overruled_by(entry),
            None => record.own,
        };
        let source = Source {
            name,
            hash: record.hash,
            metadata,
        };
        Known {
            source: Arc::new(source),
            place,
            entry,
        }
    })
}
