//! YAML as it lies in files of other people: read with a bound on its size and depth, so that no
//! input can exhaust the stack.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::Value;

/// YAML nested deeper than this is not read.
const DEEPEST: usize = 64;

/// The documents of `text`, if it is no longer than `longest` bytes; none where it is no YAML.
pub(super) fn load(text: &str, longest: usize) -> Vec<Yaml<'_>> {
    if text.len() > longest || may_nest_too_deep(text) {
        return Vec::new();
    }
    Yaml::load_from_str(text).unwrap_or_default()
}

/// The first document of `text` in the form of JSON; `None` where it is no YAML.
#[must_use]
pub fn value(text: &str, longest: usize) -> Option<Value> {
    load(text, longest).first().map(json)
}

/// Every level of nesting takes a bracket or a dash and space of its line, or deeper indentation.
fn may_nest_too_deep(text: &str) -> bool {
    let brackets = text.matches(['[', '{']).count();
    let deepest_line = text
        .lines()
        .map(|line| {
            let indent = line.len() - line.trim_start_matches([' ', '-', '?']).len();
            indent + line.matches(": ").count()
        })
        .max()
        .unwrap_or(0);
    brackets > DEEPEST * 8 || deepest_line > DEEPEST * 2
}

fn json(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Mapping(fields) => Value::Object(
            fields
                .iter()
                .filter_map(|(name, value)| Some((scalar_text(name)?, json(value))))
                .collect(),
        ),
        Yaml::Sequence(values) => Value::Array(values.iter().map(json).collect()),
        Yaml::Tagged(_, value) => json(value),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        scalar => scalar_text(scalar).map_or(Value::Null, Value::String),
    }
}

/// The text of a scalar.
pub(super) fn scalar_text(value: &Yaml<'_>) -> Option<String> {
    match value {
        Yaml::Representation(text, ..) => Some(text.to_string()),
        Yaml::Value(Scalar::String(text)) => Some(text.to_string()),
        Yaml::Value(Scalar::Integer(number)) => Some(number.to_string()),
        Yaml::Value(Scalar::FloatingPoint(number)) => Some(number.to_string()),
        Yaml::Value(Scalar::Boolean(value)) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_as_json_would_be() {
        let read = value(
            "book:\n  chapters: [a.qmd, 2]\nbibliography: refs.bib\n",
            1000,
        )
        .unwrap();
        let expected = serde_json::json!(
            {"book": {"chapters": ["a.qmd", 2]}, "bibliography": "refs.bib"}
        );
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_broken_too_long_or_too_deep_is_not_read() {
        assert_eq!(value("a: [", 1000), None);
        assert_eq!(value("a: 1", 2), None);
        for hostile in ["[".repeat(50_000), "- ".repeat(20_000)] {
            assert_eq!(value(&hostile, 1_000_000), None);
        }
    }
}
