//! What the fields of a Word file mean: links, and the citations that Zotero, Mendeley, EndNote and
//! Word itself keep in them.
//!
//! Whatever keeps it, a cited work comes out as an item of CSL-JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::xml::{self, Element};
use crate::document::CitedWork;

/// What a field means.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    /// A link to this address.
    Link(String),
    /// A citation of works.
    Citation(Vec<CitedWork>),
}

/// What the field with this code means; `works` are those that the file lists, by their tags.
pub(super) fn meaning(code: &str, works: &BTreeMap<String, CitedWork>) -> Option<Meaning> {
    let code = code.trim();
    let cited = if let Some(rest) = code.strip_prefix("HYPERLINK") {
        let target = rest.split('"').nth(1)?;
        return Some(Meaning::Link(target.to_owned()));
    } else if code.contains("CSL_CITATION") {
        csl_items(code.get(code.find('{')?..)?)
    } else if code.starts_with("ADDIN EN.CITE") {
        endnote_items(code.get(code.find('<')?..)?)
    } else if let Some(rest) = code.strip_prefix("CITATION ") {
        word_items(rest, works)
    } else {
        return None;
    };
    (!cited.is_empty()).then_some(Meaning::Citation(cited))
}

/// The works of a citation by Zotero or Mendeley.
fn csl_items(code: &str) -> Vec<CitedWork> {
    let mut values = serde_json::Deserializer::from_str(code).into_iter::<Value>();
    let Some(Ok(citation)) = values.next() else {
        return Vec::new();
    };
    let items = citation["citationItems"].as_array();
    let items = items.into_iter().flatten().filter_map(|item| {
        let mut data = item["itemData"].as_object()?.clone();
        let id = data.get("id").or(item.get("id")).map(plain)?;
        data.insert("id".to_owned(), Value::String(id.clone()));
        Some(CitedWork {
            key: id,
            page: item.get("locator").map(plain),
            csl: Value::Object(data).to_string(),
        })
    });
    items.collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The works of a citation by EndNote, whose record stands in the code as XML.
fn endnote_items(code: &str) -> Vec<CitedWork> {
    let Ok(tree) = xml::tree(code, "EndNote") else {
        return Vec::new();
    };
    let cites = tree.all("Cite").map(|cite| {
        let first = |name: &str| {
            let words = cite.all(name).map(Element::words).next();
            words
                .map(|words| words.trim().to_owned())
                .filter(|it| !it.is_empty())
        };
        let mut authors: Vec<String> = cite.all("author").map(Element::words).collect();
        if authors.is_empty() {
            authors.extend(first("Author"));
        }
        let number = first("RecNum").or(first("rec-number"));
        work(Work {
            id: format!("EndNote {}", number.unwrap_or_default()),
            title: first("title"),
            authors,
            year: first("Year"),
            url: first("url"),
            doi: first("electronic-resource-num"),
        })
    });
    cites.collect()
}

/// The works of a citation by Word: tags of the list that the file keeps.
fn word_items(code: &str, works: &BTreeMap<String, CitedWork>) -> Vec<CitedWork> {
    let mut tags = Vec::new();
    let mut words = code.split_whitespace();
    tags.extend(words.next());
    while let Some(word) = words.next() {
        if word == "\\m" {
            tags.extend(words.next());
        }
    }
    let known = tags.into_iter().filter_map(|tag| works.get(tag).cloned());
    known.collect()
}

/// The works that a Word file lists, by their tags.
pub(super) fn listed_works(tree: &Element<'_>) -> BTreeMap<String, CitedWork> {
    let sources = tree.all("Source").filter_map(|source| {
        let first = |name: &str| source.child(name).map(Element::words);
        let tag = first("Tag")?;
        let people = source.all("Person").map(|person| {
            let name = |part: &str| person.child(part).map(Element::words).unwrap_or_default();
            let (last, given) = (name("Last"), name("First"));
            match given.is_empty() {
                true => last,
                false => format!("{last}, {given}"),
            }
        });
        let bodies = source.all("Corporate").map(Element::words);
        let item = work(Work {
            id: tag.clone(),
            title: first("Title"),
            authors: people.chain(bodies).collect(),
            year: first("Year"),
            url: first("URL"),
            doi: first("DOI"),
        });
        Some((tag, item))
    });
    sources.collect()
}

struct Work {
    id: String,
    title: Option<String>,
    authors: Vec<String>,
    year: Option<String>,
    url: Option<String>,
    doi: Option<String>,
}

fn work(work: Work) -> CitedWork {
    let authors: Vec<Value> = work
        .authors
        .iter()
        .map(|name| match name.split_once(',') {
            Some((family, given)) => json!({"family": family.trim(), "given": given.trim()}),
            None => json!({"literal": name.trim()}),
        })
        .collect();
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(work.id.clone()));
    item.insert("type".to_owned(), json!("document"));
    item.insert("author".to_owned(), Value::Array(authors));
    for (key, value) in [("title", work.title), ("URL", work.url), ("DOI", work.doi)] {
        if let Some(value) = value {
            item.insert(key.to_owned(), Value::String(value));
        }
    }
    if let Some(year) = work.year.and_then(|year| year.trim().parse::<i32>().ok()) {
        item.insert("issued".to_owned(), json!({"date-parts": [[year]]}));
    }
    CitedWork {
        key: work.id,
        page: None,
        csl: Value::Object(item).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(code: &str) -> Vec<Value> {
        let listed = CitedWork {
            key: "Dia22".to_owned(),
            page: None,
            csl: json!({"id": "Dia22"}).to_string(),
        };
        let works = BTreeMap::from([("Dia22".to_owned(), listed)]);
        match meaning(code, &works) {
            Some(Meaning::Citation(works)) => {
                let works = works
                    .iter()
                    .map(|it| serde_json::from_str(&it.csl).unwrap());
                works.collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_citation_is_read_whichever_program_keeps_it() {
        let zotero = r#" ADDIN ZOTERO_ITEM CSL_CITATION {"citationID":"a","citationItems":[{"id":7,"locator":"4","itemData":{"id":7,"title":"Wells of Gao","author":[{"family":"Diallo","given":"Awa"}]}}],"schema":"x"} "#;
        assert_eq!(cited(zotero)[0]["title"], "Wells of Gao");
        let works = BTreeMap::new();
        let Some(Meaning::Citation(works)) = meaning(zotero, &works) else {
            panic!("no citation")
        };
        assert_eq!(works[0].page.as_deref(), Some("4"));
        assert_eq!(works[0].key, "7");
        let endnote = "ADDIN EN.CITE <EndNote><Cite><Author>Diallo</Author><Year>2022</Year><RecNum>3</RecNum><record><titles><title>Wells &amp; roads</title></titles></record></Cite></EndNote>";
        assert_eq!(cited(endnote)[0]["title"], "Wells & roads");
        assert_eq!(cited(endnote)[0]["issued"]["date-parts"][0][0], 2022);
        assert_eq!(cited(" CITATION Dia22 \\p 4 \\l 1033 ")[0]["id"], "Dia22");
        assert!(cited("ADDIN ZOTERO_ITEM CSL_CITATION {broken").is_empty());
        assert!(cited(" PAGE \\* MERGEFORMAT ").is_empty());
    }
}
