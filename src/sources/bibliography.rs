//! Bibliographies: what BibTeX and CSL-JSON files say of the sources, and which entry is which
//! source.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use biblatex::{ChunksExt as _, PermissiveType};

use super::{Metadata, csl, date};
use crate::language::PartialDate;

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
        let context = || format!("bibliography {}", path.display());
        let content = fs::read_to_string(path).with_context(context)?;
        let is_json = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let parsed = if is_json {
            Self::from_csl(&content)
        } else {
            Self::from_bibtex(&content)
        };
        parsed.with_context(context)
    }

    /// Reads BibTeX or BibLaTeX.
    ///
    /// # Errors
    /// When it cannot be understood; the message names the line.
    pub fn from_bibtex(content: &str) -> anyhow::Result<Self> {
        let parsed = match biblatex::Bibliography::parse(content) {
            Ok(parsed) => parsed,
            Err(error) => {
                let start = error.span.start.min(content.len());
                let line = content.as_bytes()[..start].split(|&b| b == b'\n').count();
                bail!("line {line}: {}", error.kind);
            }
        };
        let entries = parsed.iter().map(bibtex_entry).collect();
        Ok(Self { entries })
    }

    /// Reads CSL-JSON: an array of items, or an object whose `items` is one.
    ///
    /// # Errors
    /// When it cannot be understood; the message names the line.
    pub fn from_csl(content: &str) -> anyhow::Result<Self> {
        let entries = csl::entries(content)?;
        Ok(Self { entries })
    }

    /// Takes in the entries of another bibliography, behind its own; of two entries with the same
    /// key the first one stays.
    pub fn extend(&mut self, other: Self) {
        for entry in other.entries {
            let key = &entry.metadata.key;
            if key.is_none() || self.entries.iter().all(|known| known.metadata.key != *key) {
                self.entries.push(entry);
            }
        }
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

fn bibtex_entry(entry: &biblatex::Entry) -> Entry {
    let field = |name: &str| {
        let value = entry.get(name)?.format_verbatim();
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let first = |names: &[&str]| names.iter().find_map(|name| field(name));
    let metadata = Metadata {
        key: Some(entry.key.clone()),
        title: field("title"),
        authors: people(entry),
        issued: issued(entry).or_else(|| first(&["date", "year"]).as_deref().and_then(date::read)),
        url: field("url"),
        publisher: first(&[
            "publisher",
            "institution",
            "organization",
            "school",
            "journaltitle",
            "journal",
            "howpublished",
        ]),
        language: first(&["langid", "language"]),
        doi: field("doi").map(|doi| doi_key(&doi)),
    };
    Entry {
        metadata,
        files: field("file").into_iter().collect(),
    }
}

fn people(entry: &biblatex::Entry) -> Vec<String> {
    let people = entry.author().unwrap_or_default();
    people
        .iter()
        .map(|person| {
            let family = [person.prefix.as_str(), person.name.as_str()]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            if person.given_name.is_empty() {
                family
            } else {
                format!("{family}, {}", person.given_name)
            }
        })
        .filter(|name| !name.trim().is_empty())
        .collect()
}

fn issued(entry: &biblatex::Entry) -> Option<PartialDate> {
    let PermissiveType::Typed(date) = entry.date().ok()? else {
        return None;
    };
    let (biblatex::DateValue::At(at)
    | biblatex::DateValue::After(at)
    | biblatex::DateValue::Before(at)
    | biblatex::DateValue::Between(at, _)) = date.value;
    let part = |value: Option<u8>| value.and_then(|value| i8::try_from(value + 1).ok());
    Some(PartialDate {
        year: i16::try_from(at.year).ok()?,
        month: part(at.month),
        day: at.month.and_then(|_| part(at.day)),
    })
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

    #[test]
    fn bibtex_fields_become_metadata() {
        let bibliography = Bibliography::from_bibtex(BIBTEX).unwrap();
        let metadata = &bibliography.entries()[0].metadata;
        assert_eq!(
            metadata.title.as_deref(),
            Some("Water and Peace in the Delta")
        );
        assert_eq!(
            metadata.authors,
            ["Diallo, Awa", "van der Berg, Jan", "Observatoire du Fleuve"]
        );
        let date = |year, month, day| Some(PartialDate { year, month, day });
        assert_eq!(metadata.issued, date(2020, Some(3), Some(9)));
        assert_eq!(metadata.doi.as_deref(), Some("10.1234/abc.5"));
        let second = &bibliography.entries()[1].metadata;
        assert_eq!(second.issued, date(2019, None, None));
    }

    #[test]
    fn a_broken_entry_is_named_by_its_line() {
        let error = Bibliography::from_bibtex("@book{a,\n title = {x},\n year = }\n").unwrap_err();
        assert!(error.to_string().starts_with("line "), "{error}");
    }

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
