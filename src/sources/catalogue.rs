//! Which entry of a bibliography describes which source.

use std::collections::HashMap;

use super::bibliography::doi_key;
use super::{Entry, Metadata};

/// The entries of a bibliography by what tells which source one describes, so that every source is
/// looked up without going through all of them.
#[derive(Clone, Debug)]
pub struct Catalogue<'b> {
    entries: &'b [Entry],
    /// The entries by the names of their files, without folders.
    by_file: HashMap<String, Vec<usize>>,
    by_doi: HashMap<String, Fitting>,
    by_url: HashMap<String, Fitting>,
    by_title: HashMap<String, Fitting>,
}

/// The entries that fit equally well.
#[derive(Clone, Copy, Debug)]
enum Fitting {
    One(usize),
    Several,
}

impl<'b> Catalogue<'b> {
    pub(super) fn of(entries: &'b [Entry]) -> Self {
        let mut by_file: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for file in &entry.files {
                for name in named_files(&plain(file)).map(last_part) {
                    let named = by_file.entry(name.to_owned()).or_default();
                    if named.last() != Some(&at) {
                        named.push(at);
                    }
                }
            }
        }
        Self {
            entries,
            by_file,
            by_doi: by(entries, |work| work.doi.as_deref().map(doi_key)),
            by_url: by(entries, |work| work.url.as_deref().map(url_key)),
            by_title: by(entries, |work| work.title.as_deref().map(title_key)),
        }
    }

    /// The entry that describes the source `name`, of which the file itself says `own`: by the
    /// entry's files, else by DOI, else by address, else by title. Two entries that fit equally
    /// well describe nothing.
    #[must_use]
    pub fn entry_for(&self, name: &str, own: &Metadata) -> Option<&'b Metadata> {
        let of_key =
            |fitting: &HashMap<String, Fitting>, key: Option<String>| match fitting.get(&key?) {
                Some(Fitting::One(at)) => Some(*at),
                _ => None,
            };
        let found = self
            .by_file(name)
            .or_else(|| of_key(&self.by_doi, own.doi.as_deref().map(doi_key)))
            .or_else(|| of_key(&self.by_url, own.folded_url()))
            .or_else(|| of_key(&self.by_title, own.title.as_deref().map(title_key)))?;
        Some(&self.entries[found].metadata)
    }

    /// The only entry that names the file of the source.
    fn by_file(&self, name: &str) -> Option<usize> {
        let named = self.by_file.get(last_part(name))?;
        let names = |at: &&usize| {
            let files = self.entries[**at].files.iter();
            files.into_iter().any(|file| names_file(name, file))
        };
        let mut found = named.iter().filter(names);
        match (found.next(), found.next()) {
            (Some(at), None) => Some(*at),
            _ => None,
        }
    }
}

/// The entries by a key of their metadata, those without one left out.
fn by(entries: &[Entry], key: impl Fn(&Metadata) -> Option<String>) -> HashMap<String, Fitting> {
    let mut by: HashMap<String, Fitting> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(key) = key(&entry.metadata).filter(|key| !key.is_empty()) {
            by.entry(key)
                .and_modify(|fitting| *fitting = Fitting::Several)
                .or_insert(Fitting::One(at));
        }
    }
    by
}

/// An entry's `file` field as it would be written here.
fn plain(file: &str) -> String {
    file.replace("\\:", ":").replace('\\', "/")
}

/// The files that a field names, and what reference managers write around them:
/// `description:path:type`, one such after another.
fn named_files(plain: &str) -> impl Iterator<Item = &str> {
    let parts = plain.split([';', ':']);
    let parts = parts.map(|part| part.trim().trim_start_matches("./"));
    parts.filter(|part| !part.is_empty())
}

/// Whether an entry's `file` field means the source `name`: the same path, or its last parts; paths
/// are also those of other machines.
fn names_file(name: &str, file: &str) -> bool {
    named_files(&plain(file)).any(|part| {
        ends_with_path(name, part) || (part.contains('/') && ends_with_path(part, name))
    })
}

/// Whether the path `long` is `short`, or leads to it from a folder above.
#[must_use]
pub fn ends_with_path(long: &str, short: &str) -> bool {
    long.strip_suffix(short)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// What follows the last slash of a path, or all of it.
#[must_use]
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// By what an address is the same as another: an address without scheme, `www.`, fragment, tracking parameters and closing slash.
#[must_use]
pub(super) fn url_key(url: &str) -> String {
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
pub(super) fn title_key(title: &str) -> String {
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
    use crate::sources::Bibliography;

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
        let catalogue = bibliography.catalogue();
        for (name, own, key) in cases {
            let entry = catalogue.entry_for(name, &own);
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
        assert_eq!(bibliography.catalogue().entry_for("x.txt", &own), None);
    }
}
