//! Front matter: the YAML or TOML that a Markdown file begins with, as metadata.
//!
//! What cannot be parsed is not metadata; it is never an error of the document.

use saphyr::Yaml;

use crate::document::Embedded;
use crate::document::yaml::{self, scalar_text};

/// More than this, in bytes, is no front matter.
const LONGEST: usize = 64 * 1024;
/// TOML with more brackets than this is not read, so that no input can exhaust the stack.
const MOST_BRACKETS: usize = 512;

/// Adds the fields of YAML front matter.
pub(super) fn read_yaml(text: &str, embedded: &mut Embedded) {
    for document in yaml::load(text, LONGEST) {
        add_yaml(embedded, "", &document);
    }
}

/// Adds the fields of TOML front matter.
pub(super) fn read_toml(text: &str, embedded: &mut Embedded) {
    if text.len() > LONGEST || text.matches(['[', '{']).count() > MOST_BRACKETS {
        return;
    }
    if let Ok(table) = text.parse::<toml::Table>() {
        add_toml(embedded, "", &toml::Value::Table(table));
    }
}

fn path(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

fn add_yaml(embedded: &mut Embedded, key: &str, value: &Yaml<'_>) {
    match value {
        Yaml::Mapping(fields) => {
            for (name, value) in fields {
                if let Some(name) = scalar_text(name) {
                    add_yaml(embedded, &path(key, &name), value);
                }
            }
        }
        Yaml::Sequence(values) => {
            for value in values {
                add_yaml(embedded, key, value);
            }
        }
        Yaml::Tagged(_, value) => add_yaml(embedded, key, value),
        scalar => {
            if let Some(text) = scalar_text(scalar) {
                embedded.add(key, &text);
            }
        }
    }
}

fn add_toml(embedded: &mut Embedded, key: &str, value: &toml::Value) {
    match value {
        toml::Value::Table(fields) => {
            for (name, value) in fields {
                add_toml(embedded, &path(key, name), value);
            }
        }
        toml::Value::Array(values) => {
            for value in values {
                add_toml(embedded, key, value);
            }
        }
        toml::Value::String(text) => embedded.add(key, text),
        other => embedded.add(key, &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> Vec<(String, String)> {
        let mut embedded = Embedded::default();
        read_yaml(text, &mut embedded);
        embedded.fields
    }

    #[test]
    fn fields_are_kept_in_order_and_nested_keys_joined() {
        let text = "Title: \"A: b\"\ndate: 2022-02-27\nauthor:\n  - name: Awa\n  - name: Ali\ntags: [x, y]\n";
        let found = yaml(text);
        let expected = [
            ("title", "A: b"),
            ("date", "2022-02-27"),
            ("author.name", "Awa"),
            ("author.name", "Ali"),
            ("tags", "x"),
            ("tags", "y"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn toml_is_read_alike() {
        let mut embedded = Embedded::default();
        read_toml(
            "title = 'T'\ndate = 2022-02-27\n[extra]\nurl = 'u'",
            &mut embedded,
        );
        assert_eq!(embedded.get("title"), Some("T"));
        assert_eq!(embedded.get("date"), Some("2022-02-27"));
        assert_eq!(embedded.get("extra.url"), Some("u"));
    }

    #[test]
    fn broken_or_hostile_front_matter_is_no_metadata() {
        assert!(yaml("a: [").is_empty());
        assert!(yaml(&"[".repeat(50_000)).is_empty());
        assert!(yaml(&"- ".repeat(20_000)).is_empty());
    }
}
