//! Bulk sources: JSON Lines in BEIR form, a document a line.
//!
//! A record's offsets are those of the whole file, through the escapes of its JSON strings.

use serde_json::{Map, Value};

use super::extract::{Builder, Extracted};
use super::{BlockKind, Document, Embedded, OffsetMap, RecordError, RecordProblem, json, plain};
use crate::span::Span;

/// Fields of a record that say something of its document, in the order they are kept in.
const METADATA: [&str; 10] = [
    "title",
    "author",
    "authors",
    "issued",
    "date",
    "url",
    "doi",
    "publisher",
    "language",
    "metadata",
];

/// The longest id of a record, in bytes.
const LONGEST_ID: usize = 1000;

/// The records of a bulk file, in order; a broken line is named and the next one read.
#[derive(Debug)]
pub struct Records<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// Where the next line begins.
    at: usize,
    /// Number of the next line, from 1.
    line: usize,
}

/// The records of the JSON Lines file `name` that holds `bytes`.
///
/// A record's document is named `name#_id`; its offsets and lines are those of the whole file.
#[must_use]
pub fn records<'a>(name: &'a str, bytes: &'a [u8]) -> Records<'a> {
    let at = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    Records {
        name,
        bytes,
        at,
        line: 1,
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Document, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (start, line) = (self.at, self.line);
            self.at += length + 1;
            self.line += 1;
            if !rest[..length].trim_ascii().is_empty() {
                let record = Document::read_record(self.name, &rest[..length], start, line);
                return Some(record);
            }
        }
        None
    }
}

/// A record as it was read from its line.
pub(super) struct Record<'a> {
    pub(super) id: String,
    /// The line as text; the map of `extracted` leads to it.
    pub(super) line: &'a str,
    pub(super) extracted: Extracted,
}

/// Reads the record on `line`.
pub(super) fn read(line: &[u8]) -> Result<Record<'_>, RecordProblem> {
    let line = std::str::from_utf8(line).map_err(|_| RecordProblem::NotUtf8)?;
    let fields: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| RecordProblem::NotAnObject {
            why: error.to_string().replace("line 1 column", "column"),
        })?;
    let id = match fields.get("_id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err(RecordProblem::Missing { field: "_id" }),
    };
    if id.len() > LONGEST_ID {
        return Err(RecordProblem::LongId { most: LONGEST_ID });
    }
    if !fields.get("text").is_some_and(Value::is_string) {
        return Err(RecordProblem::Missing { field: "text" });
    }
    let mut extracted = read_text(line);
    if !extracted.text.contains(char::is_alphanumeric) {
        return Err(RecordProblem::NothingToRead);
    }
    extracted.embedded = metadata(&id, &fields);
    Ok(Record {
        id,
        line,
        extracted,
    })
}

/// Title and text as blocks. A title that stands behind the text is metadata alone: blocks keep
/// the order of the file.
fn read_text(line: &str) -> Extracted {
    let strings = json::top_level_strings(line);
    let place = |key: &str| {
        let last = strings.iter().rfind(|(name, _)| *name == key);
        last.map(|(_, span)| *span)
    };
    let text = place("text").unwrap_or_default();
    let title = place("title").filter(|title| title.end <= text.start);
    let mut words = String::new();
    let mut map = OffsetMap::default();
    json::unescape(line, title.unwrap_or_default(), &mut words, &mut map);
    let title_length = words.len();
    json::unescape(line, text, &mut words, &mut map);

    let mut builder = Builder::new(&words);
    builder.begin(BlockKind::Heading { level: 1 });
    builder.words(Span::new(0, title_length));
    builder.end();
    plain::read_paragraphs(&words[title_length..], &mut builder, title_length);
    let mut extracted = builder.finish();
    extracted.map = extracted.map.through(&map);
    extracted
}

fn metadata(id: &str, fields: &Map<String, Value>) -> Embedded {
    let mut embedded = Embedded::default();
    embedded.add("id", id);
    for key in METADATA {
        if let Some(value) = fields.get(key) {
            add_value(&mut embedded, key, value);
        }
    }
    embedded
}

/// Adds a value: a list as several values, an object's fields under its key and theirs.
fn add_value(embedded: &mut Embedded, key: &str, value: &Value) {
    match value {
        Value::String(text) => embedded.add(key, text),
        Value::Number(number) => embedded.add(key, &number.to_string()),
        Value::Array(values) => {
            for value in values {
                add_value(embedded, key, value);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = match key {
                    "metadata" => name.clone(),
                    _ => format!("{key}.{name}"),
                };
                add_value(embedded, &path, value);
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    const BULK: &str = concat!(
        "{\"_id\": \"a1\", \"title\": \"Aid \\u00e0 Gao\", \"text\": \"First \\\"line\\\".\\n\\nThen \\ud83d\\ude00 more.\", \"author\": [\"A\", \"B\"]}\n",
        "\n",
        "{broken\n",
        "{\"_id\": 7, \"text\": \"Only text\", \"metadata\": {\"url\": \"https://example.org\"}}\r\n",
        "{\"_id\": \"x\", \"text\": \" \"}",
    );

    #[test]
    fn records_are_documents_and_a_broken_line_is_named() {
        let found: Vec<_> = records("bulk.jsonl", BULK.as_bytes()).collect();
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.path(), "bulk.jsonl#a1");
        assert_eq!(first.format(), Format::Record);
        assert_eq!(
            first.text(),
            "Aid à Gao\n\nFirst \"line\".\n\nThen 😀 more."
        );
        assert_eq!(first.embedded().all("author").count(), 2);
        let broken = found[1].as_ref().unwrap_err();
        assert_eq!(broken.line, 3);
        assert!(matches!(broken.problem, RecordProblem::NotAnObject { .. }));
        let second = found[2].as_ref().unwrap();
        assert_eq!(second.embedded().get("url"), Some("https://example.org"));
        assert_eq!(second.cite(Span::new(0, 4)).start().line, 4);
        assert_eq!(
            found[3].as_ref().unwrap_err().problem,
            RecordProblem::NothingToRead
        );
    }

    #[test]
    fn a_records_offsets_are_those_of_the_file() {
        for record in records("bulk.jsonl", BULK.as_bytes()).flatten() {
            for word in ["Only text", "more."] {
                if let Some(at) = record.text().find(word) {
                    let citation = record.cite(Span::new(at, at + word.len()));
                    let span = citation.span();
                    assert_eq!(&BULK[span.start..span.end], word);
                }
            }
            if let Some(at) = record.text().find('😀') {
                let span = record.file_span(Span::new(at, at + 4));
                assert_eq!(&BULK[span.start..span.end], "\\ud83d\\ude00");
            }
        }
    }

    #[test]
    fn a_title_behind_the_text_stays_metadata() {
        let line = br#"{"text": "Words here", "title": "T", "_id": "1"}"#;
        let document = Document::read_record("b", line, 0, 1).unwrap();
        assert_eq!(document.text(), "Words here");
        assert_eq!(document.embedded().get("title"), Some("T"));
    }

    #[test]
    fn a_record_without_its_fields_is_refused() {
        let problem = |line: &[u8]| Document::read_record("b", line, 0, 1).unwrap_err().problem;
        assert_eq!(
            problem(br#"{"text": "a"}"#),
            RecordProblem::Missing { field: "_id" }
        );
        assert_eq!(
            problem(br#"{"_id": "a", "text": 3}"#),
            RecordProblem::Missing { field: "text" }
        );
        assert_eq!(problem(b"{\"_id\": \"\xFF\"}"), RecordProblem::NotUtf8);
        let long = format!("{{\"_id\": \"{}\", \"text\": \"a\"}}", "a".repeat(1001));
        assert_eq!(
            problem(long.as_bytes()),
            RecordProblem::LongId { most: 1000 }
        );
    }
}
