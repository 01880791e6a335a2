//! A part of an office file with pieces of it replaced, and the archive with such parts; every other
//! byte stays as it is.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::xml;
use crate::document::ReadError;
use crate::span::Span;

/// Something to put in the place of a span of a part.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    pub(super) span: Span,
    /// At one place ends stand before beginnings.
    pub(super) order: u8,
    pub(super) text: String,
}

/// Takes out what stands at `span`.
pub(super) fn deletion(span: Span) -> Edit {
    Edit {
        span,
        order: 0,
        text: String::new(),
    }
}

/// `text` with all edits made; of two that are the same one is.
pub(super) fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort();
    edits.dedup();
    let mut written = String::with_capacity(text.len() + 256 * edits.len());
    let mut from = 0;
    for edit in edits {
        if edit.span.start < from {
            continue;
        }
        written.push_str(&text[from..edit.span.start]);
        written.push_str(&edit.text);
        from = edit.span.end;
    }
    written.push_str(&text[from..]);
    written
}

/// The prefix of the element `name`, with its colon: `w:`.
pub(super) fn prefix_of(text: &str, name: &str) -> String {
    let before = text.find(&format!(":{name}")).map(|at| &text[..at]);
    let prefix = before.and_then(|before| before.rsplit(['<', '/']).next());
    match prefix {
        Some(prefix) if !prefix.is_empty() && prefix.chars().all(char::is_alphanumeric) => {
            format!("{prefix}:")
        }
        _ => String::new(),
    }
}

/// `text` with `more` at the end of its document element `name`, which may be empty.
pub(super) fn before_end(
    text: &str,
    name: &str,
    more: &str,
    part: &str,
) -> Result<String, ReadError> {
    let tree = xml::tree(text, part)?;
    let damaged = || ReadError::refused(format!("its part {part} is damaged"));
    let element = tree.child(name).ok_or_else(damaged)?;
    let written = element.span.of(text);
    let at = element.span.start;
    Ok(match written.rfind("</") {
        Some(end) => {
            let end = at + end;
            format!("{}{more}{}", &text[..end], &text[end..])
        }
        None => {
            let open = written.trim_end_matches('>').trim_end_matches('/');
            let full = open.trim_start_matches('<');
            let tag = full.split_ascii_whitespace().next().unwrap_or(full);
            let end = element.span.end;
            format!("{}{open}>{more}</{tag}>{}", &text[..at], &text[end..])
        }
    })
}

/// The archive with some entries replaced or added; every other one is copied as it is.
pub(super) fn rewritten(
    bytes: &[u8],
    mut changed: Vec<(String, String)>,
) -> Result<Vec<u8>, ReadError> {
    let failed = |error: zip::result::ZipError| {
        ReadError::refused(format!("it cannot be written ({error})"))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    // No time of day: the same input gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let put = |writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str| {
        writer.start_file(name, options).map_err(failed)?;
        writer
            .write_all(text.as_bytes())
            .map_err(|error| ReadError::refused(format!("it cannot be written ({error})")))
    };
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(failed)?;
        let name = entry.name().map_err(failed)?.into_owned();
        match changed.iter().position(|(changed, _)| *changed == name) {
            Some(at) => {
                drop(entry);
                let (name, text) = changed.remove(at);
                put(&mut writer, &name, &text)?;
            }
            None => writer.raw_copy_file(entry).map_err(failed)?,
        }
    }
    for (name, text) in changed {
        put(&mut writer, &name, &text)?;
    }
    let written = writer.finish().map_err(failed)?;
    Ok(written.into_inner())
}
