//! Finds works among the sources and, where their text is not there, in the bibliographies.

use std::sync::Arc;

use super::similar_work::{self, Likeness};
use super::web_address::Address;
use crate::document::Format;
use crate::sources::{Bibliography, Metadata, Source, ends_with_path, identified, last_part};

/// Where a work was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the sources; several where it could be any of them.
    Sources(Vec<usize>),
    /// In a bibliography, or by an identifier of its own; what it is called.
    Work(String),
}

/// The sources and the bibliographies, to be looked through.
pub(super) struct Lookup<'a> {
    sources: &'a [Arc<Source>],
    addresses: Vec<Option<Address>>,
    bibliographies: &'a [&'a Bibliography],
}

impl<'a> Lookup<'a> {
    pub(super) fn new(sources: &'a [Arc<Source>], bibliographies: &'a [&'a Bibliography]) -> Self {
        let address = |source: &Arc<Source>| source.metadata.url.as_deref().and_then(Address::of);
        Self {
            sources,
            addresses: sources.iter().map(address).collect(),
            bibliographies,
        }
    }

    fn sources_that(&self, fits: impl Fn(usize, &Source) -> bool) -> Option<Place> {
        let found: Vec<usize> = (0..self.sources.len())
            .filter(|&at| fits(at, &self.sources[at]))
            .collect();
        (!found.is_empty()).then_some(Place::Sources(found))
    }

    /// The work with this key: its own, that of a bibliography, or a persistent identifier.
    pub(super) fn key(&self, key: &str) -> Option<Place> {
        let folded = key.to_lowercase();
        self.sources_that(|_, source| source.metadata.key.as_deref() == Some(key))
            .or_else(|| {
                self.sources_that(|_, source| {
                    let own = source.metadata.key.as_deref().map(str::to_lowercase);
                    own.as_ref() == Some(&folded) || stem(&source.name).to_lowercase() == folded
                })
            })
            .or_else(|| {
                let entry = self.bibliographies.iter().find_map(|one| one.get(key))?;
                self.described(&entry.metadata)
            })
            .or_else(|| self.described(&identified(key)?))
    }

    /// The source of a work that is described, else the work.
    fn described(&self, work: &Metadata) -> Option<Place> {
        let own = |source: &Source| work.key.is_some() && source.metadata.key == work.key;
        let source = self
            .sources_that(|_, source| own(source))
            .or_else(|| self.address(work.doi.as_deref()?))
            .or_else(|| self.address(work.url.as_deref()?));
        source.or_else(|| Some(Place::Work(similar_work::called(work))))
    }

    /// The source at an address or in a file.
    pub(super) fn address(&self, written: &str) -> Option<Place> {
        let Some(wanted) = Address::of(written) else {
            return self.file(written);
        };
        self.sources_that(|at, source| {
            let own = self.addresses[at].as_ref();
            let doi = source.metadata.doi.as_ref().map(|doi| doi.to_lowercase());
            own.is_some_and(|own| own.is_same(&wanted)) || (doi.is_some() && doi == wanted.doi)
        })
    }

    /// A relative path leads to the source whose path ends as it does.
    fn file(&self, written: &str) -> Option<Place> {
        let path = relative(written);
        if path.is_empty() {
            return None;
        }
        self.sources_that(|_, source| ends_with_path(&source.name, path))
    }

    /// Whether a path names a file in a folder that holds sources, in a format that sources have.
    pub(super) fn would_lie_among_sources(&self, written: &str) -> bool {
        if written.contains("://") {
            return false;
        }
        let Some((folder, file)) = relative(written).rsplit_once('/') else {
            return false;
        };
        Format::of_extension(file).is_some()
            && self.sources.iter().any(|source| {
                let of_source = source.name.rsplit_once('/');
                of_source.is_some_and(|(of_source, _)| ends_with_path(of_source, folder))
            })
    }

    /// The work by these authors and of this year.
    pub(super) fn author(&self, authors: &[String], year: Option<&str>) -> Option<Place> {
        let by_them = |work: &Metadata| similar_work::is_by(work, authors, year);
        self.sources_that(|_, source| by_them(&source.metadata))
            .or_else(|| {
                let mut entries = self.bibliographies.iter().flat_map(|one| one.entries());
                let entry = entries.find(|entry| by_them(&entry.metadata))?;
                self.described(&entry.metadata)
            })
    }

    /// The sources that are most like the work that `text` names.
    pub(super) fn words(&self, text: &str) -> Option<Place> {
        let alike: Vec<(usize, Likeness)> = self
            .sources
            .iter()
            .enumerate()
            .filter_map(|(at, source)| Some((at, similar_work::likeness(text, &source.metadata)?)))
            .collect();
        let best = alike.iter().map(|&(_, likeness)| likeness).max()?;
        let most = alike.iter().filter(|&&(_, likeness)| likeness == best);
        Some(Place::Sources(most.map(|&(at, _)| at).collect()))
    }
}

/// A path without the steps up that it begins with, and without a fragment.
fn relative(written: &str) -> &str {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let path = path.trim_start_matches("./");
    path.rsplit("../").next().unwrap_or(path)
}

/// The file name of a source without folder and extension.
fn stem(name: &str) -> &str {
    let file = last_part(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
