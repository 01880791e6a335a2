//! Bulk sources: JSON Lines in BEIR form, a document a line.

use super::extract::Extracted;
use super::{Document, RecordError, RecordProblem};

/// A record as it was read from its line.
pub(super) struct Record<'a> {
    pub(super) id: String,
    pub(super) line: &'a str,
    pub(super) extracted: Extracted,
}

/// Reads the record on `line`.
pub(super) fn read(line: &[u8]) -> Result<Record<'_>, RecordProblem> {
    let line = std::str::from_utf8(line).map_err(|_| RecordProblem::NotUtf8)?;
    Err(RecordProblem::NotAnObject {
        why: format!("{} bytes", line.len()),
    })
}

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
        loop {
            if self.at >= self.bytes.len() {
                return None;
            }
            let rest = &self.bytes[self.at..];
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (start, line) = (self.at, self.line);
            self.at += length + 1;
            self.line += 1;
            if !rest[..length].trim_ascii().is_empty() {
                return Some(Document::read_record(
                    self.name,
                    &rest[..length],
                    start,
                    line,
                ));
            }
        }
    }
}
