//! CSL, the data format of citation processors, in JSON and in YAML.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

use super::bibliography::doi_key;
use super::{Entry, Metadata, date, hayagriva};
use crate::document::yaml;
use crate::language::PartialDate;

/// YAML longer than this, in bytes, is not read.
const LONGEST: usize = 16 * 1024 * 1024;

/// An item of CSL-JSON 1.0, as far as sources need it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Item {
    id: Option<Value>,
    /// What older Manubot calls the key.
    #[serde(rename = "standard_citation")]
    standard_citation: Option<Value>,
    title: Option<String>,
    #[serde(default)]
    author: Vec<Name>,
    issued: Option<Date>,
    #[serde(rename = "URL")]
    url: Option<String>,
    #[serde(rename = "DOI")]
    doi: Option<String>,
    publisher: Option<String>,
    container_title: Option<String>,
    language: Option<String>,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Name {
    family: Option<String>,
    given: Option<String>,
    literal: Option<String>,
    non_dropping_particle: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Date {
    #[serde(default)]
    date_parts: Vec<Vec<Value>>,
    raw: Option<String>,
    literal: Option<String>,
}

/// The entries of a CSL-JSON file: an array of items, or an object whose `items` is one.
///
/// # Errors
/// When it cannot be understood; the message names the line.
pub(super) fn entries(content: &str) -> anyhow::Result<Vec<Entry>> {
    entries_of(serde_json::from_str(content)?)
}

/// The entries of a CSL-YAML file: items, or an object whose `references` are; or those of one of Hayagriva.
///
/// # Errors
/// When it cannot be understood.
pub(super) fn entries_of_yaml(content: &str) -> anyhow::Result<Vec<Entry>> {
    let content = content.trim_end().trim_end_matches("---");
    let file = yaml::value(content, LONGEST).context("it is no YAML")?;
    match hayagriva::entries(&file) {
        Some(entries) => Ok(entries),
        None => entries_of(file),
    }
}

fn entries_of(file: Value) -> anyhow::Result<Vec<Entry>> {
    let items =
        items(file).context("neither an array of CSL items nor an object whose `items` is one")?;
    let read = |item: Value| {
        let entry = entry(serde_json::from_value(item)?);
        anyhow::ensure!(
            names_a_work(&entry),
            "an item has neither an `id` nor a `title`"
        );
        Ok(entry)
    };
    items.into_iter().map(read).collect()
}

fn items(file: Value) -> Option<Vec<Value>> {
    match file {
        Value::Array(items) => Some(items),
        Value::Object(mut fields) => ["items", "references"]
            .iter()
            .find_map(|name| fields.remove(*name))
            .and_then(items),
        _ => None,
    }
}

/// The entries of a CSL-JSON file; of an item that cannot be understood the key alone.
pub(super) fn salvaged(content: &str) -> Vec<Entry> {
    let items = serde_json::from_str(content).ok().and_then(items);
    items
        .unwrap_or_default()
        .into_iter()
        .filter_map(|item| {
            let id = item.get("id").or_else(|| item.get("standard_citation"));
            let id = id.cloned();
            let read = serde_json::from_value(item).map(entry);
            read.ok().or_else(|| {
                Some(Entry {
                    metadata: Metadata {
                        key: Some(key(id?)),
                        ..Metadata::default()
                    },
                    ..Entry::default()
                })
            })
        })
        .filter(names_a_work)
        .collect()
}

/// Whether an item is one of CSL at all.
fn names_a_work(entry: &Entry) -> bool {
    entry.metadata.key.is_some() || entry.metadata.title.is_some()
}

fn key(id: Value) -> String {
    match id {
        Value::String(id) => id,
        other => other.to_string(),
    }
}

fn entry(item: Item) -> Entry {
    Entry {
        metadata: Metadata {
            key: item.id.or(item.standard_citation).map(key),
            title: item.title,
            authors: item.author.into_iter().filter_map(name).collect(),
            issued: item.issued.as_ref().and_then(issued),
            url: item.url,
            publisher: item.publisher.or(item.container_title),
            language: item.language,
            doi: item.doi.map(|doi| doi_key(&doi)),
        },
        files: item.file.into_iter().collect(),
        ..Entry::default()
    }
}

fn name(name: Name) -> Option<String> {
    let family = name.family.map(|family| match name.non_dropping_particle {
        Some(particle) => format!("{particle} {family}"),
        None => family,
    });
    match (name.literal, family, name.given) {
        (Some(literal), _, _) => Some(literal),
        (None, Some(family), Some(given)) => Some(format!("{family}, {given}")),
        (None, family, given) => family.or(given),
    }
}

fn issued(issued: &Date) -> Option<PartialDate> {
    let written = issued.raw.as_deref().or(issued.literal.as_deref());
    let Some(parts) = issued.date_parts.first() else {
        return written.and_then(|written| date::read(written).or_else(|| date::year_in(written)));
    };
    let number = |at: usize| match parts.get(at)? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.parse().ok(),
        _ => None,
    };
    let part = |at: usize| number(at).and_then(|value| i8::try_from(value).ok());
    Some(PartialDate {
        year: i16::try_from(number(0)?).ok()?,
        month: part(1),
        day: part(1).and_then(|_| part(2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_become_entries() {
        let content = r#"[{"id": "keita2018", "type": "report", "title": "Roads",
            "author": [{"family": "Keita", "given": "Moussa"}, {"literal": "Road Board"}],
            "issued": {"date-parts": [["2018", 6]]}, "DOI": "10.1/X",
            "container-title": "Journal of Roads", "file": "roads.md"}]"#;
        let entries = entries(content).unwrap();
        let metadata = &entries[0].metadata;
        assert_eq!(metadata.key.as_deref(), Some("keita2018"));
        assert_eq!(metadata.authors, ["Keita, Moussa", "Road Board"]);
        let june = PartialDate {
            year: 2018,
            month: Some(6),
            day: None,
        };
        assert_eq!(metadata.issued, Some(june));
        assert_eq!(metadata.publisher.as_deref(), Some("Journal of Roads"));
        assert_eq!(entries[0].files, ["roads.md"]);
    }

    #[test]
    fn an_item_without_a_key_is_a_work_all_the_same() {
        let content = r#"[{"title": "Roads"}, {"standard_citation": "url:a", "title": "Weirs"}]"#;
        let read = entries(content).unwrap();
        let keys: Vec<_> = read
            .iter()
            .map(|entry| entry.metadata.key.as_deref())
            .collect();
        assert_eq!(keys, [None, Some("url:a")]);
        assert_eq!(salvaged(content), read);
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(entries("{\"a\": 1}").is_err());
        assert!(entries("[{]").is_err());
        assert!(entries(r#"[{"name": "a table of data"}]"#).is_err());
        assert!(salvaged(r#"[{"name": "a table of data"}]"#).is_empty());
    }
}
