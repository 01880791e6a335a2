//! Bibliographies: what BibTeX and CSL-JSON files say of the sources.

use std::path::Path;

use super::Metadata;

/// The entries of a bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bibliography {
    entries: Vec<Entry>,
}

/// An entry: what it says of a work, and the files it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is known of the work; the key is the entry's.
    pub metadata: Metadata,
    /// The files the entry names, as written.
    pub files: Vec<String>,
}

impl Bibliography {
    /// Reads the BibTeX (`.bib`) or CSL-JSON (`.json`) file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read or understood; the message names it.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        anyhow::bail!("cannot read {} yet", path.display())
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
