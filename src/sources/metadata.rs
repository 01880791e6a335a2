//! What is known of a source, in the terms of CSL.

use serde::{Deserialize, Serialize};

use super::bibliography::doi_key;
use super::catalogue::url_key;
use super::date;
use crate::document::{Block, BlockKind, Document, Embedded, Hash};
use crate::language::{PartialDate, around};
use crate::wording::Work;

/// Metadata of a source in CSL terms; anything may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Key by which bibliographies and drafts cite it (`ruaro2023`).
    pub key: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Authors, people as `Family, Given` or organisations as they are named.
    pub authors: Vec<String>,
    /// Date of publication or last change.
    pub issued: Option<PartialDate>,
    /// Address of the original.
    pub url: Option<String>,
    /// Publisher, institution or site.
    pub publisher: Option<String>,
    /// Language as stated (BCP 47).
    pub language: Option<String>,
    /// Digital object identifier, without a resolver in front.
    pub doi: Option<String>,
}

/// How many authors of a source are named with each of its citations, and may be the ones who speak in it.
const MOST_AUTHORS: usize = 50;

/// How many blocks from the top a title may stand.
const TOP: usize = 3;

/// A document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name in every output: its path, or `PATH#_id` for a record of a bulk file.
    pub name: String,
    /// Hash of its bytes.
    pub hash: Hash,
    /// What is known of it.
    pub metadata: Metadata,
}

impl Source {
    /// The source as people know it.
    #[must_use]
    pub fn work(&self) -> Work {
        let Metadata {
            title,
            authors,
            publisher,
            issued,
            ..
        } = &self.metadata;
        let told = |name: &String| around(name).to_owned();
        let authors: Vec<&str> = first(authors).collect();
        Work {
            path: self.name.clone(),
            title: title.as_ref().map(told),
            authors: (!authors.is_empty()).then(|| authors.join("; ")),
            publisher: publisher.as_ref().map(told),
            issued: issued.map(iso),
        }
    }
}

/// The first of these authors.
fn first(authors: &[String]) -> impl Iterator<Item = &str> {
    let named = authors.iter().map(String::as_str).map(around);
    named.take(MOST_AUTHORS)
}

/// A date in ISO 8601, as fine as it is known.
fn iso(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", date.year),
        (Some(month), None) => format!("{:04}-{month:02}", date.year),
        _ => format!("{:04}", date.year),
    }
}

impl Metadata {
    /// By what its DOI is the same as that of another source.
    #[must_use]
    pub fn folded_doi(&self) -> Option<String> {
        self.doi.as_deref().map(str::to_lowercase)
    }

    /// By what its address is the same as that of another source.
    #[must_use]
    pub fn folded_url(&self) -> Option<String> {
        self.url.as_deref().map(url_key)
    }

    /// What a document says of itself: in its fields, else at its head, where its title stands.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut own = Self::of_embedded(document.embedded());
        let is_title = |block: &&Block| block.kind == BlockKind::Heading { level: 1 };
        own.title = own.title.or_else(|| {
            let title = document.blocks().iter().take(TOP).find(is_title)?;
            Some(title.span.of(document.text()).to_owned())
        });
        own
    }

    /// What a file says of itself, by whatever keys its format uses for it.
    #[must_use]
    pub fn of_embedded(embedded: &Embedded) -> Self {
        let first = |keys: &[&str]| {
            let value = keys.iter().find_map(|key| embedded.get(key))?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let dated = ["issued", "date", "published", "modified", "updated", "year"];
        let authors = ["author", "authors", "creator", "by"];
        Self {
            key: first(&["key", "citekey", "citation-key"]),
            title: first(&["title"]),
            authors: authors
                .iter()
                .flat_map(|key| embedded.all(key))
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            issued: dated
                .iter()
                .find_map(|key| embedded.get(key).and_then(date::read)),
            url: first(&["url", "source", "link"]),
            publisher: first(&["publisher", "institution", "site", "publication"]),
            language: first(&["language", "lang"]),
            doi: first(&["doi"]).map(|doi| doi_key(&doi)),
        }
    }

    /// The same, with everything that `better` knows put in its place.
    #[must_use]
    pub fn overruled_by(mut self, better: &Metadata) -> Self {
        let replace = |own: &mut Option<String>, other: &Option<String>| {
            if other.is_some() {
                own.clone_from(other);
            }
        };
        replace(&mut self.key, &better.key);
        replace(&mut self.title, &better.title);
        replace(&mut self.url, &better.url);
        replace(&mut self.publisher, &better.publisher);
        replace(&mut self.language, &better.language);
        replace(&mut self.doi, &better.doi);
        if !better.authors.is_empty() {
            self.authors.clone_from(&better.authors);
        }
        self.issued = finer(better.issued, self.issued);
        self
    }

    /// Who speaks in the source: its authors, else its publisher.
    #[must_use]
    pub fn speakers(&self) -> Vec<String> {
        let publisher = self.publisher.as_deref().map(around);
        match self.authors.is_empty() {
            true => publisher.map(str::to_owned).into_iter().collect(),
            false => first(&self.authors).map(str::to_owned).collect(),
        }
    }
}

/// The better date, unless the other one says the same more finely.
fn finer(better: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    let (Some(first), Some(second)) = (better, other) else {
        return better.or(other);
    };
    let agrees = first.year == second.year
        && first.month.is_none_or(|month| second.month == Some(month))
        && first.day.is_none_or(|day| second.day == Some(day));
    Some(if agrees { second } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(fields: &[(&str, &str)]) -> Embedded {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        Embedded {
            fields: fields.iter().map(own).collect(),
        }
    }

    fn day(year: i16, month: i8, day: i8) -> Option<PartialDate> {
        Some(PartialDate {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    #[test]
    fn a_bibliography_overrules_the_file_where_it_knows_better() {
        let own = Metadata::of_embedded(&embedded(&[
            ("title", "Wells | Example"),
            ("modified", "14/05/2021"),
            ("author", "Awa Diallo"),
            ("author", "Jan Berg"),
        ]));
        assert_eq!(own.authors, ["Awa Diallo", "Jan Berg"]);
        let entry = Metadata {
            title: Some("Wells".to_owned()),
            issued: Some(PartialDate {
                year: 2021,
                month: None,
                day: None,
            }),
            ..Metadata::default()
        };
        let both = own.clone().overruled_by(&entry);
        assert_eq!(both.title.as_deref(), Some("Wells"));
        assert_eq!(both.authors, own.authors);
        assert_eq!(both.issued, day(2021, 5, 14), "the finer of two that agree");
        let other = Metadata {
            issued: day(2019, 1, 2),
            ..Metadata::default()
        };
        assert_eq!(own.overruled_by(&other).issued, day(2019, 1, 2));
    }

    #[test]
    fn a_source_speaks_by_its_authors_or_its_publisher() {
        let page = Metadata::of_embedded(&embedded(&[("publisher", "River Institute")]));
        assert_eq!(page.speakers(), ["River Institute"]);
    }
}
