//! Reading the files that changed, several at a time, into the index.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use rayon::prelude::*;

use super::engine::Writer;
use super::manifest::{FileRecord, RecordPlace, Size, SourceRecord, Stamp};
use super::passages::cut;
use super::terms::indexed_words;
use crate::document::{Document, Format, Hash, RecordError};
use crate::files::{self, MOST_OF_TEXT};
use crate::language::abbreviation::Abbreviations;
use crate::progress::Progress;
use crate::sources::copies::{Sketch, Words};
use crate::sources::{Metadata, SourceFile};
use crate::span::Span;

/// How many bytes of a bulk file are read before its records are analysed.
const BATCH: usize = 2 << 20;
/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// A file with its content, or a bulk file that is to be read record by record.
pub(super) enum Content {
    Whole(Vec<u8>),
    Bulk,
}

/// A file as it was found when it was opened.
pub(super) struct Opened {
    pub(super) stamp: Stamp,
    pub(super) hash: Hash,
    pub(super) content: Content,
}

/// Opens a file: reads it and takes its hash. A file that changes meanwhile is read again.
///
/// # Errors
/// What is the matter with the file, in words for the user.
pub(super) fn open(file: &SourceFile) -> Result<Opened, String> {
    steadily(&file.path, |stamp| open_once(file, stamp))
}

/// What `read` makes of a file that is the same before and after.
fn steadily<T>(path: &Path, mut read: impl FnMut(Stamp) -> Result<T, String>) -> Result<T, String> {
    for _ in 0..ATTEMPTS {
        let before = Stamp::of(path).map_err(|error| error.to_string())?;
        let opened = read(before)?;
        let after = Stamp::of(path).map_err(|error| error.to_string())?;
        if after.is_same(before) {
            return Ok(opened);
        }
    }
    Err("it changed while it was being read; run again when nothing writes to it".to_owned())
}

fn open_once(file: &SourceFile, stamp: Stamp) -> Result<Opened, String> {
    let mut input = files::open(&file.path).map_err(|error| error.to_string())?;
    let mut head = Vec::new();
    let read = |error: std::io::Error| error.to_string();
    input
        .by_ref()
        .take(1024)
        .read_to_end(&mut head)
        .map_err(read)?;
    if Format::of(&file.name, &head) == Format::Record {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&head);
        hasher.update_reader(&mut input).map_err(read)?;
        return Ok(Opened {
            stamp,
            hash: hasher.finalize().into(),
            content: Content::Bulk,
        });
    }
    let limit = Document::SIZE_LIMIT as u64 + 1;
    input.take(limit).read_to_end(&mut head).map_err(read)?;
    Ok(Opened {
        stamp,
        hash: Hash::of(&head),
        content: Content::Whole(head),
    })
}

/// Reads an opened file into the index, as file number `number`; `progress` hears of its bytes.
pub(super) fn index(
    file: &SourceFile,
    opened: Opened,
    number: u32,
    writer: &Writer<'_>,
    progress: &dyn Progress,
) -> anyhow::Result<FileRecord> {
    let mut record = FileRecord {
        name: file.name.clone(),
        stamp: opened.stamp,
        hash: opened.hash,
        sources: Vec::new(),
        problems: Vec::new(),
        abbreviations: Abbreviations::default(),
        size: Size::default(),
    };
    match opened.content {
        Content::Whole(bytes) => {
            match Document::read(&file.name, &bytes) {
                Ok(document) => {
                    let read = index_document(&document, None, source_id(number, 0), writer)?;
                    record.take(read);
                    record.problems.extend(document.gaps().iter().cloned());
                }
                Err(error) => record.problems.push(error.to_string()),
            }
            progress.advance(bytes.len() as u64);
        }
        Content::Bulk => index_bulk(file, number, writer, progress, &mut record)?,
    }
    Ok(record)
}

/// The number of the source number `at` of file number `file`.
fn source_id(file: u32, at: usize) -> u64 {
    (u64::from(file) << 32) | at as u64
}

/// Whether a file was read into the index as file number `first` or a later one.
pub(super) fn is_from(file: &FileRecord, first: u32) -> bool {
    let mut sources = file.sources.iter();
    sources.any(|source| source.id >= source_id(first, 0))
}

/// A document that was read into the index.
struct Indexed {
    source: SourceRecord,
    abbreviations: Abbreviations,
    size: Size,
}

impl FileRecord {
    fn take(&mut self, indexed: Indexed) {
        self.sources.push(indexed.source);
        self.abbreviations.merge(&indexed.abbreviations);
        self.size.add(indexed.size);
    }
}

fn index_document(
    document: &Document,
    record: Option<RecordPlace>,
    id: u64,
    writer: &Writer<'_>,
) -> anyhow::Result<Indexed> {
    let own = Metadata::of(document);
    let mut size = Size::default();
    for passage in cut(document) {
        let words = indexed_words(&passage, own.title.as_deref());
        writer.add(id, &passage, &words)?;
        size.add(Size {
            passages: 1,
            words: [words.stems.count, words.exact.count],
        });
    }
    let mut abbreviations = Abbreviations::default();
    abbreviations.learn(document.text());
    Ok(Indexed {
        source: SourceRecord {
            id,
            hash: document.hash(),
            own,
            sketch: Sketch::of(&Words::of(document)),
            record,
            reading: document.reading().cloned(),
        },
        abbreviations,
        size,
    })
}

/// Lines of a bulk file, as many as are read before they are analysed.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    lines: Vec<Line>,
}

/// A line of a bulk file.
struct Line {
    offset: u64,
    number: usize,
    /// Which of the file's sources it would be.
    at: usize,
    /// Where it stands in its batch.
    span: Span,
}

impl Batch {
    fn bytes_of(&self, line: &Line) -> &[u8] {
        &self.bytes[line.span.start..line.span.end]
    }
}

fn index_bulk(
    file: &SourceFile,
    number: u32,
    writer: &Writer<'_>,
    progress: &dyn Progress,
    record: &mut FileRecord,
) -> anyhow::Result<()> {
    let mut lines = match Lines::of(&file.path) {
        Ok(lines) => lines,
        Err(error) => {
            record.problems.push(error.to_string());
            return Ok(());
        }
    };
    let mut ids = BTreeSet::new();
    loop {
        let batch = match lines.batch() {
            Ok(batch) => batch,
            Err(error) => {
                record.problems.push(error.to_string());
                return Ok(());
            }
        };
        if batch.lines.is_empty() {
            break;
        }
        let documents: Vec<Result<Document, RecordError>> = batch
            .lines
            .par_iter()
            .map(|line| {
                let offset = usize::try_from(line.offset).unwrap_or(usize::MAX);
                Document::read_record(&file.name, batch.bytes_of(line), offset, line.number)
            })
            .collect();
        let mut fresh = Vec::with_capacity(documents.len());
        for (line, document) in batch.lines.iter().zip(documents) {
            match document {
                Ok(document) if ids.insert(document.path().to_owned()) => {
                    fresh.push((line, document));
                }
                Ok(document) => record.problems.push(format!(
                    "line {}: another record is called `{}` already",
                    line.number,
                    record_id(&file.name, &document)
                )),
                Err(error) => record.problems.push(error.to_string()),
            }
        }
        let indexed: anyhow::Result<Vec<Indexed>> = fresh
            .par_iter()
            .map(|(line, document)| {
                let place = RecordPlace {
                    id: record_id(&file.name, document).to_owned(),
                    offset: line.offset,
                    length: line.span.len(),
                    line: line.number,
                };
                let id = source_id(number, line.at);
                index_document(document, Some(place), id, writer)
            })
            .collect();
        indexed?
            .into_iter()
            .for_each(|indexed| record.take(indexed));
        let spans = batch.lines.iter().map(|line| line.span);
        progress.advance(spans.map(|span| span.len() as u64 + 1).sum());
    }
    if record.sources.is_empty() && record.problems.is_empty() {
        record.problems.push("there is no record in it".to_owned());
    }
    Ok(())
}

fn record_id<'d>(file: &str, document: &'d Document) -> &'d str {
    let path = document.path();
    path.get(file.len() + 1..).unwrap_or(path)
}

/// The lines of a bulk file that are not blank, a batch at a time.
struct Lines {
    input: BufReader<File>,
    offset: u64,
    number: usize,
    at: usize,
}

impl Lines {
    fn of(path: &Path) -> std::io::Result<Self> {
        let mut input = BufReader::with_capacity(1 << 20, files::open(path)?);
        let has_mark = input.fill_buf()?.starts_with(b"\xEF\xBB\xBF");
        let offset = if has_mark { 3 } else { 0 };
        input.seek(SeekFrom::Start(offset))?;
        Ok(Self {
            input,
            offset,
            number: 0,
            at: 0,
        })
    }

    /// The next lines, until they are a batch; none at the end of the file.
    fn batch(&mut self) -> std::io::Result<Batch> {
        let mut batch = Batch::default();
        while batch.bytes.len() < BATCH {
            let start = batch.bytes.len();
            let mut input = self.input.by_ref().take(MOST_OF_TEXT);
            let length = input.read_until(b'\n', &mut batch.bytes)?;
            if length as u64 == MOST_OF_TEXT {
                let why = format!("line {} is too long", self.number + 1);
                return Err(Error::new(ErrorKind::FileTooLarge, why));
            }
            if length == 0 {
                break;
            }
            let offset = self.offset;
            self.offset += length as u64;
            self.number += 1;
            if batch.bytes.last() == Some(&b'\n') {
                batch.bytes.pop();
            }
            if batch.bytes[start..].trim_ascii().is_empty() {
                batch.bytes.truncate(start);
                continue;
            }
            batch.lines.push(Line {
                offset,
                number: self.number,
                at: self.at,
                span: Span::new(start, batch.bytes.len()),
            });
            self.at += 1;
        }
        Ok(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "one").unwrap();
        let mut reads = 0;
        let mut read_and_write = |writes: usize| {
            reads = 0;
            steadily(&path, |_| {
                reads += 1;
                let read = std::fs::read_to_string(&path).unwrap();
                if reads <= writes {
                    std::fs::write(&path, format!("{read} more")).unwrap();
                }
                Ok(read)
            })
        };
        assert_eq!(read_and_write(0).unwrap(), "one");
        assert_eq!(read_and_write(1).unwrap(), "one more");
        let refused = read_and_write(usize::MAX).unwrap_err();
        assert!(
            refused.contains("changed while it was being read"),
            "{refused}"
        );
    }
}
