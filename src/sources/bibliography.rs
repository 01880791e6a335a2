//! Bibliographies: what BibTeX and CSL files say of works, and which entry is which source.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

use super::{Metadata, bibtex, csl};
use crate::files::{self, MOST_OF_SETTINGS};

/// The entries of a bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bibliography {
    entries: Vec<Entry>,
    /// Where the entry with a key stands; the key as written and in lower case.
    places: BTreeMap<String, usize>,
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
            bibliography.add(entry);
        }
        bibliography
    }

    /// Takes in the entries of another bibliography, behind its own; of two entries with the same
    /// key the first one stays.
    pub fn extend(&mut self, other: Self) {
        for entry in other.entries {
            self.add(entry);
        }
    }

    fn add(&mut self, entry: Entry) {
        if let Some(key) = &entry.metadata.key {
            let folded = key.to_lowercase();
            if self.places.contains_key(key) {
                return;
            }
            let at = self.entries.len();
            self.places.insert(key.clone(), at);
            self.places.entry(folded).or_insert(at);
        }
        self.entries.push(entry);
    }

    /// The entry with this key, else the one whose key differs only in capitals.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let at = self.places.get(key);
        let at = at.or_else(|| self.places.get(&key.to_lowercase()))?;
        self.entries.get(*at)
    }

    /// The keys of its entries.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let keys = self
            .entries
            .iter()
            .map(|entry| entry.metadata.key.as_deref());
        keys.flatten()
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that describes the source `name`, of which the file itself says `own`: by the
    /// entry's files, else by DOI, else by address, else by title. Two entries that fit equally
    /// well describe nothing.
    #[must_use]
    pub fn entry_for(&self, name: &str, own: &Metadata) -> Option<&Metadata> {
        self.only(|entry| entry.files.iter().any(|file| names_file(name, file)))
            .or_else(|| self.only(|entry| same(&entry.metadata.doi, &own.doi, doi_key)))
            .or_else(|| self.only(|entry| same(&entry.metadata.url, &own.url, url_key)))
            .or_else(|| self.only(|entry| same(&entry.metadata.title, &own.title, title_key)))
    }

    fn only(&self, fits: impl Fn(&Entry) -> bool) -> Option<&Metadata> {
        let mut found = self.entries.iter().filter(|entry| fits(entry));
        match (found.next(), found.next()) {
            (Some(entry), None) => Some(&entry.metadata),
            _ => None,
        }
    }
}

/// Whether both are known and have the same, non-empty key.
fn same(a: &Option<String>, b: &Option<String>, key: fn(&str) -> String) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let key_of_a = key(a);
            !key_of_a.is_empty() && key_of_a == key(b)
        }
        _ => false,
    }
}

/// Whether an entry's `file` field means the source `name`: the same path, or its last parts.
/// Reference managers write `description:path:type`, and paths of other machines.
fn names_file(name: &str, file: &str) -> bool {
    let file = file.replace("\\:", ":").replace('\\', "/");
    file.split(';').flat_map(|one| one.split(':')).any(|part| {
        let part = part.trim().trim_start_matches("./");
        !part.is_empty()
            && (ends_with_path(name, part) || (part.contains('/') && ends_with_path(part, name)))
    })
}

fn ends_with_path(long: &str, short: &str) -> bool {
    long.strip_suffix(short)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// A DOI without resolver or prefix, in lower case.
pub(super) fn doi_key(doi: &str) -> String {
    let doi = doi.trim().to_lowercase();
    doi.find("10.")
        .map_or(String::new(), |start| doi[start..].to_owned())
}

/// An address without scheme, `www.`, fragment, tracking parameters and closing slash.
fn url_key(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url);
    let (path, parameters) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let kept: Vec<&str> = parameters
        .split('&')
        .filter(|parameter| !parameter.is_empty() && !parameter.starts_with("utm_"))
        .collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    let path = path.trim_end_matches('/');
    format!("{host}/{path}{mark}{}", kept.join("&"))
}

/// The letters and digits of a title in lower case, one space between words.
fn title_key(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIBTEX: &str = "
@report{diallo2020,
  author = {Diallo, Awa and van der Berg, Jan and {Observatoire du Fleuve}},
  title = {Water and {Peace} in the Delta},
  institution = {River Institute}, date = {2020-03-09},
  doi = {https://doi.org/10.1234/ABC.5}, file = {papers/delta.txt}
}
@online{wells, title = {Wells of the North}, year = {2019},
  url = {https://www.example.org/wells/?utm_source=x}}
";

    /// Name of the source, what its file says of itself, the key of the entry that fits.
    #[test]
    fn entries_find_their_sources() {
        let bibliography = Bibliography::from_bibtex(BIBTEX).unwrap();
        let own = |field: &str, value: &str| {
            let mut own = Metadata::default();
            let value = Some(value.to_owned());
            match field {
                "doi" => own.doi = value,
                "url" => own.url = value,
                _ => own.title = value,
            }
            own
        };
        let cases = [
            ("papers/delta.txt", Metadata::default(), Some("diallo2020")),
            (
                "/srv/papers/delta.txt",
                Metadata::default(),
                Some("diallo2020"),
            ),
            ("papers/big-delta.txt", Metadata::default(), None),
            (
                "x.html",
                own("doi", "doi:10.1234/abc.5"),
                Some("diallo2020"),
            ),
            (
                "x.html",
                own("url", "http://example.org/wells"),
                Some("wells"),
            ),
            ("x.html", own("url", "http://example.org/wells/2"), None),
            ("x.html", own("title", "Wells of the north"), Some("wells")),
            ("x.html", own("title", "Wells"), None),
        ];
        for (name, own, key) in cases {
            let entry = bibliography.entry_for(name, &own);
            let found = entry.and_then(|metadata| metadata.key.as_deref());
            assert_eq!(found, key, "{name} {own:?}");
        }
    }

    #[test]
    fn two_entries_that_fit_describe_nothing() {
        let twice = "@misc{a, title={Same}}\n@misc{b, title={Same}}";
        let bibliography = Bibliography::from_bibtex(twice).unwrap();
        let own = Metadata {
            title: Some("Same".to_owned()),
            ..Metadata::default()
        };
        assert_eq!(bibliography.entry_for("x.txt", &own), None);
    }
}
