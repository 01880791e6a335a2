//! Hayagriva's YAML, the bibliographies of Typst: a mapping from keys to works.

use serde_json::Value;

use super::bibliography::doi_key;
use super::{Entry, Metadata, date};

/// The entries of a file in this form; `None` where it is of another one.
pub(super) fn entries(file: &Value) -> Option<Vec<Entry>> {
    let works = file.as_object()?;
    let is_work = |work: &Value| work.get("type").is_some_and(Value::is_string);
    let is_own = !works.is_empty() && works.values().all(is_work);
    is_own.then(|| works.iter().map(|(key, work)| entry(key, work)).collect())
}

fn entry(key: &str, work: &Value) -> Entry {
    let parent = work.get("parent").and_then(|parent| match parent {
        Value::Array(parents) => parents.first(),
        parent => Some(parent),
    });
    let of = |name: &str| work.get(name).and_then(text);
    let of_parent = |name: &str| parent?.get(name).and_then(text);
    let serial = work.get("serial-number").or(work.get("doi"));
    let doi = serial.and_then(|serial| serial.get("doi").unwrap_or(serial).as_str());
    let issued = of("date").or_else(|| of_parent("date"));
    Entry {
        metadata: Metadata {
            key: Some(key.to_owned()),
            title: of("title"),
            authors: work.get("author").map(names).unwrap_or_default(),
            issued: issued.and_then(|it| date::read(&it).or_else(|| date::year_in(&it))),
            url: of("url"),
            publisher: of("publisher").or_else(|| of_parent("title")),
            language: of("language"),
            doi: doi.map(doi_key).filter(|doi| !doi.is_empty()),
        },
        ..Entry::default()
    }
}

/// A text, which may stand with more that is said of it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(_) => ["value", "name"]
            .iter()
            .find_map(|it| value.get(it).and_then(text)),
        _ => None,
    }
}

/// The names of persons: "Diallo, Awa", or with their parts apart.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(persons) => persons.iter().flat_map(names).collect(),
        Value::Object(parts) => {
            let part = |name: &str| parts.get(name).and_then(Value::as_str);
            let given = part("given-name").map(|given| format!(", {given}"));
            let name = part("name").map(|name| format!("{name}{}", given.unwrap_or_default()));
            name.into_iter().collect()
        }
        _ => text(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_read_by_their_keys() {
        let file = serde_json::json!({
            "diallo2020": {
                "type": "Article",
                "title": { "value": "Rain on the Delta", "verbatim": true },
                "author": ["Diallo, Awa", { "name": "Okoro", "given-name": "Ada" }],
                "date": "2020-06",
                "serial-number": { "doi": "10.1234/Rain" },
                "parent": { "type": "Periodical", "title": "Journal of Rivers" },
            },
            "berg": { "type": "Web", "author": "Berg, Anna", "date": 1975, "url": { "value": "https://example.org" } },
        });
        let read = entries(&file).unwrap();
        let [berg, diallo] = read.as_slice() else {
            panic!("two works")
        };
        let (berg, diallo) = (&berg.metadata, &diallo.metadata);
        assert_eq!(diallo.title.as_deref(), Some("Rain on the Delta"));
        assert_eq!(diallo.authors, ["Diallo, Awa", "Okoro, Ada"]);
        assert_eq!(diallo.issued.map(|it| it.year), Some(2020));
        assert_eq!(diallo.doi.as_deref(), Some("10.1234/rain"));
        assert_eq!(diallo.publisher.as_deref(), Some("Journal of Rivers"));
        assert_eq!(berg.url.as_deref(), Some("https://example.org"));
        assert_eq!(berg.issued.map(|it| it.year), Some(1975));
        assert_eq!(entries(&serde_json::json!({ "a": 1 })), None);
    }
}
