//! Bibliographies: what BibTeX and CSL files say of works, and which entry is which source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context as _;

use super::{Catalogue, Metadata, bibtex, csl};
use crate::files::{self, MOST_OF_SETTINGS};

/// The entries of a bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bibliography {
    entries: Vec<Entry>,
    /// Where the entry with a key stands; the key as written and in lower case.
    places: BTreeMap<String, usize>,
    /// Keys that more than one entry of the file has.
    repeated: BTreeSet<String>,
}

/// How a bibliography is written.
#[derive(Clone, Copy)]
enum Notation {
    BibTeX,
    Json,
    Yaml,
}

impl Notation {
    fn of(path: &Path) -> Self {
        let extension = path.extension().unwrap_or_default();
        match extension.to_ascii_lowercase().to_str() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            _ => Self::BibTeX,
        }
    }
}

/// An entry: what it says of a work, and the files it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is known of the work; the key is the entry's.
    pub metadata: Metadata,
    /// Further keys that it goes by.
    pub aliases: Vec<String>,
    /// The files the entry names, as written.
    pub files: Vec<String>,
}

impl Bibliography {
    /// Reads the BibTeX (`.bib`), CSL-JSON (`.json`) or CSL-YAML (`.yaml`) file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read or understood; the message names it.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let context = || format!("bibliography {}", path.display());
        let content = files::read_text(path, MOST_OF_SETTINGS).with_context(context)?;
        match Notation::of(path) {
            Notation::BibTeX => Self::from_bibtex(&content),
            Notation::Json => Self::from_csl(&content),
            Notation::Yaml => csl::entries_of_yaml(&content).map(Self::of),
        }
        .with_context(context)
    }

    /// Reads BibTeX or BibLaTeX.
    ///
    /// # Errors
    /// When it cannot be understood; the message names the line.
    pub fn from_bibtex(content: &str) -> anyhow::Result<Self> {
        bibtex::entries(content).map(Self::of)
    }

    /// Reads CSL-JSON: an array of items, or an object whose `items` is one.
    ///
    /// # Errors
    /// When it cannot be understood; the message names the line.
    pub fn from_csl(content: &str) -> anyhow::Result<Self> {
        csl::entries(content).map(Self::of)
    }

    /// Reads what can be understood of the file at `path`: of a broken entry its key alone, of a
    /// file that is no bibliography nothing.
    #[must_use]
    pub fn salvage(path: &Path) -> Self {
        let content = files::read(path, MOST_OF_SETTINGS).unwrap_or_default();
        let content = String::from_utf8_lossy(&content);
        Self::of(match Notation::of(path) {
            Notation::BibTeX => bibtex::salvaged(&content),
            Notation::Json => csl::salvaged(&content),
            Notation::Yaml => csl::entries_of_yaml(&content).unwrap_or_default(),
        })
    }

    /// The bibliography of these entries; of two with the same key the first one stays.
    #[must_use]
    pub fn of(entries: Vec<Entry>) -> Self {
        let mut bibliography = Self::default();
        for entry in entries {
            if let Err(repeated) = bibliography.add(entry) {
                bibliography.repeated.insert(repeated);
            }
        }
        bibliography
    }

    /// Takes in the entries of another bibliography, behind its own; of two entries with the same
    /// key the first one stays.
    pub fn extend(&mut self, other: Self) {
        for entry in other.entries {
            // Two files may well know one work.
            let _ = self.add(entry);
        }
    }

    /// Takes in an entry.
    ///
    /// # Errors
    /// The key of the entry, where another has it already; then that one stays.
    fn add(&mut self, entry: Entry) -> Result<(), String> {
        if let Some(key) = &entry.metadata.key {
            if self.places.contains_key(key) {
                return Err(key.clone());
            }
            let at = self.entries.len();
            for key in std::iter::once(key).chain(&entry.aliases) {
                self.places.entry(key.clone()).or_insert(at);
                self.places.entry(key.to_lowercase()).or_insert(at);
            }
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The keys that more than one entry of the file has that it was read from, in order.
    pub fn repeated(&self) -> impl Iterator<Item = &str> {
        self.repeated.iter().map(String::as_str)
    }

    /// The entry with this key, else the one whose key differs only in capitals.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let at = self.places.get(key);
        let at = at.or_else(|| self.places.get(&key.to_lowercase()))?;
        self.entries.get(*at)
    }

    /// The keys of its entries, the further ones of each behind its own.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().flat_map(|entry| {
            let own = entry.metadata.key.as_deref();
            own.into_iter()
                .chain(entry.aliases.iter().map(String::as_str))
        })
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Its entries by what tells which source one describes.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue<'_> {
        Catalogue::of(&self.entries)
    }
}

/// A DOI without resolver or prefix, in lower case.
pub(super) fn doi_key(doi: &str) -> String {
    let doi = doi.trim().to_lowercase();
    doi.find("10.")
        .map_or(String::new(), |start| doi[start..].to_owned())
}
