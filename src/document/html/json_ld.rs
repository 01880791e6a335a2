//! What a page says of itself in JSON-LD, in the terms of schema.org.

use serde_json::{Map, Value};

use super::tag::Tag;
use super::tree::{Attribute, Tree};

/// The statements of a page about its article.
#[derive(Debug, Default)]
pub(super) struct Statements {
    objects: Vec<Map<String, Value>>,
}

impl Statements {
    /// Reads the JSON-LD scripts of a page; one that is not JSON says nothing.
    pub(super) fn of(tree: &Tree, source: &str) -> Self {
        let mut statements = Self::default();
        for script in tree.elements(Tag::Script) {
            let kind = tree.attribute(script, Attribute::Type).unwrap_or_default();
            if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                let texts = tree.children(script).map(|id| tree.nodes[id].source);
                let json: String = texts.map(|span| span.of(source)).collect();
                statements.read(&json);
            }
        }
        statements
            .objects
            .sort_by_key(|object| std::cmp::Reverse(rank(object)));
        statements
    }

    fn read(&mut self, json: &str) {
        // Raw line ends within strings are common and no valid JSON.
        let json = json.replace(|c: char| c.is_control(), " ");
        let json = json
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->");
        let Ok(value) = serde_json::from_str::<Value>(json) else {
            return;
        };
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.into_iter().rev()),
                Value::Object(mut object) => {
                    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        if object.get(key).is_some_and(|inner| !inner.is_string()) {
                            open.extend(object.remove(key));
                        }
                    }
                    self.objects.push(object);
                }
                _ => {}
            }
        }
    }

    /// The values of `key` that the article has, else the page: texts, or the names of things.
    pub(super) fn values(&self, key: &str) -> Vec<String> {
        let described = self.objects.iter().filter(|object| rank(object) > 0);
        let values = described.map(|object| {
            let value = object.get(key).unwrap_or(&Value::Null);
            self.texts(value)
        });
        values
            .into_iter()
            .find(|texts| !texts.is_empty())
            .unwrap_or_default()
    }

    fn texts(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(values) => values.iter().flat_map(|value| self.text(value)).collect(),
            other => self.text(other).into_iter().collect(),
        }
    }

    /// A text, or the name of the thing that stands or is referred to here.
    fn text(&self, value: &Value) -> Option<String> {
        let name = |object: &Map<String, Value>| match object.get("name")? {
            Value::String(name) => Some(name.clone()),
            Value::Array(names) => names.first()?.as_str().map(str::to_owned),
            _ => None,
        };
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Object(object) => name(object).or_else(|| {
                let id = object.get("@id")?;
                let mut objects = self.objects.iter();
                name(objects.find(|other| other.get("@id") == Some(id) && name(other).is_some())?)
            }),
            _ => None,
        }
    }
}

/// How surely an object describes the text of the page: an article before a page, and nothing else.
fn rank(object: &Map<String, Value>) -> u8 {
    let kinds = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let rank = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or_default() {
        "BlogPosting" | "Report" | "Review" | "LiveBlogPosting" | "Recipe" | "Book" => 2,
        kind if kind.ends_with("Article") => 2,
        "WebPage" | "ItemPage" | "Dataset" | "CreativeWork" => 1,
        _ => 0,
    };
    kinds.into_iter().map(rank).max().unwrap_or(0)
}
