//! The document itself: the bytes, the text read from them, and the way back.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::extract::Extracted;
use super::reading::{Places, Reading};
use super::volume::Volume;
use super::{
    Block, Citation, Format, Mark, OffsetMap, ReadError, RecordError, asciidoc, decode, html,
    isolated, latex, mail, markdown, org, package, pdf, plain, record, rst, rtf, separated, typst,
};
use crate::locator::ReadBy;
use crate::span::{Characters, LineIndex, Position, Span};

/// BLAKE3 hash of a document's bytes, written as hexadecimal.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(into = "String", try_from = "String")]
pub struct Hash([u8; 32]);

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_hex()
    }
}

impl TryFrom<String> for Hash {
    type Error = blake3::HexError;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(hex).map(Self::from)
    }
}

impl From<blake3::Hash> for Hash {
    fn from(hash: blake3::Hash) -> Self {
        Self(*hash.as_bytes())
    }
}

impl Hash {
    /// Hashes `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Its first bytes as a number: by it equal hashes are found.
    #[must_use]
    pub fn first_bytes(self) -> u64 {
        let mut first = [0; size_of::<u64>()];
        first.copy_from_slice(&self.0[..size_of::<u64>()]);
        u64::from_be_bytes(first)
    }

    /// The hash in hexadecimal, 64 digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// Metadata that a file states of itself, as written: front matter, HTML meta, a BEIR record's
/// fields. Keys are lower case; `sources` decides what they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Embedded {
    /// Key and value in the order of the file; a key may be repeated (several authors).
    pub fields: Vec<(String, String)>,
}

impl Embedded {
    /// Adds a field, unless its value is blank; the key is put in lower case.
    pub fn add(&mut self, key: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.fields.push((key.to_lowercase(), value.to_owned()));
        }
    }

    /// The first value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// All values of `key`, in order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// What other files of a text say of one of them, where one file is a chapter alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// LaTeX that defines commands.
    pub definitions: String,
    /// The labels of places: in Typst a reference to one looks like a citation.
    pub labels: BTreeSet<String>,
    /// What else may be referred to so: the entries of a glossary.
    pub names: BTreeSet<String>,
}

/// The text with a line feed for every carriage return that stands without one, as old systems end
/// lines. It is as long as before.
fn with_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| c != '\r') {
        // A run of carriage returns and what follows it.
        let returns = piece.trim_start_matches('\r');
        match piece.len() - returns.len() {
            0 => {}
            count if returns == "\n" => mended.extend(std::iter::repeat_n('\r', count)),
            count => mended.extend(std::iter::repeat_n('\n', count)),
        }
        mended.push_str(returns);
    }
    mended
}

/// What a document is put together from.
struct Parts {
    path: String,
    format: Format,
    hash: Hash,
    decoded: Arc<str>,
    decoding: OffsetMap,
    first_line: usize,
    extracted: Extracted,
    places: Places,
    gaps: Vec<String>,
    reading: Option<ReadBy>,
}

/// A file (or a record of a bulk file) as it was read.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) path: String,
    pub(super) format: Format,
    pub(super) hash: Hash,
    /// The file as UTF-8.
    pub(super) decoded: Arc<str>,
    /// From `decoded` to the bytes on disk.
    pub(super) decoding: OffsetMap,
    pub(super) lines: LineIndex,
    /// Line number of the first line of `decoded` in its file, from 1.
    pub(super) first_line: usize,
    pub(super) text: String,
    /// The characters of `text`, once they were asked for.
    characters: OnceLock<Characters>,
    /// From `text` to `decoded`.
    pub(super) map: OffsetMap,
    pub(super) blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
    pub(super) embedded: Embedded,
    pub(super) places: Places,
    /// What could not be read.
    pub(super) gaps: Vec<String>,
    /// What made the words, where the file has none of its own.
    pub(super) reading: Option<ReadBy>,
}

impl Document {
    /// The most bytes that are read as one document: 256 MiB.
    pub const SIZE_LIMIT: usize = 256 << 20;

    /// Reads the file named `name` that holds `bytes`.
    ///
    /// # Errors
    /// If the file is empty, too large, not text, without words, or a bulk file (whose records
    /// [`records`](super::records) reads). None of them is a document without claims: what could
    /// not be read must be said.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        Self::read_within(name, bytes, &Surroundings::default())
    }

    /// As [`Self::read`], with what other files of the same text say.
    ///
    /// # Errors
    /// As of [`Self::read`].
    pub fn read_within(name: &str, bytes: &[u8], around: &Surroundings) -> Result<Self, ReadError> {
        if bytes.len() > Self::SIZE_LIMIT {
            return Err(ReadError::TooLarge {
                size: bytes.len(),
                limit: Self::SIZE_LIMIT,
            });
        }
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        let format = Format::of(name, bytes);
        if let Some(reading) = reading_of(format, bytes) {
            return Self::of_reading(name, format, bytes, reading?);
        }
        if let Some(volume) = volume_of(format, bytes) {
            return Self::of_volume(name, format, bytes, volume?);
        }
        let mut decoded = decode::decode(bytes, format == Format::Html)?;
        if format != Format::Html {
            decoded.text = with_line_ends(decoded.text);
        }
        let mut places = Places::default();
        let mut extracted = match format {
            Format::Plain => plain::read(&decoded.text),
            Format::Markdown => markdown::read(&decoded.text)?,
            Format::Latex => latex::read(&decoded.text, &around.definitions),
            Format::Typst => typst::read(&decoded.text, around),
            Format::Html => html::read(&decoded.text),
            Format::Restructured => rst::read(&decoded.text),
            Format::AsciiDoc => asciidoc::read(&decoded.text),
            Format::Org => org::read(&decoded.text),
            Format::Separated => {
                let (extracted, cells) = separated::read(name, &decoded.text);
                places.signs = cells;
                extracted
            }
            _ => return Err(ReadError::Bulk),
        };
        if !extracted.text.contains(char::is_alphanumeric) {
            return Err(ReadError::NothingToRead);
        }
        Ok(Self::assemble(Parts {
            path: name.to_owned(),
            format,
            hash: Hash::of(bytes),
            decoded: decoded.text.into(),
            decoding: decoded.map,
            first_line: 1,
            gaps: std::mem::take(&mut extracted.gaps),
            extracted,
            places,
            reading: None,
        }))
    }

    /// The document of several texts.
    fn of_volume(
        name: &str,
        format: Format,
        bytes: &[u8],
        volume: Volume,
    ) -> Result<Self, ReadError> {
        if !volume.extracted.text.contains(char::is_alphanumeric) {
            return Err(match volume.gaps.into_iter().next() {
                Some(why) => ReadError::refused(why),
                None => ReadError::NothingToRead,
            });
        }
        Ok(Self::assemble(Parts {
            path: name.to_owned(),
            format,
            hash: Hash::of(bytes),
            decoded: volume.decoded.into(),
            decoding: volume.decoding,
            first_line: 1,
            extracted: volume.extracted,
            places: volume.places,
            gaps: volume.gaps,
            reading: None,
        }))
    }

    /// The document of a file that is not text, by what was read in it.
    fn of_reading(
        name: &str,
        format: Format,
        bytes: &[u8],
        reading: Reading,
    ) -> Result<Self, ReadError> {
        let extracted = reading.extracted();
        if !extracted.text.contains(char::is_alphanumeric) {
            return Err(ReadError::NothingToRead);
        }
        let id = reader_of(format).map(|reader| ReadBy {
            reader,
            hash: Hash::of(reading.text.as_bytes()).to_hex(),
        });
        Ok(Self::assemble(Parts {
            path: name.to_owned(),
            format,
            hash: Hash::of(bytes),
            decoded: reading.text.into(),
            decoding: reading.decoding,
            first_line: 1,
            extracted,
            places: reading.places,
            gaps: reading.gaps,
            reading: id,
        }))
    }

    /// Reads one record of the JSON Lines file `name`: `line_bytes` is its line without the line
    /// end, `base_offset` the offset of that line in the file, `first_line` its number (from 1).
    ///
    /// # Errors
    /// If the line is not a record with words; the error names the line.
    pub fn read_record(
        name: &str,
        line_bytes: &[u8],
        base_offset: usize,
        first_line: usize,
    ) -> Result<Self, RecordError> {
        let record = record::read(line_bytes).map_err(|problem| RecordError {
            line: first_line,
            problem,
        })?;
        Ok(Self::assemble(Parts {
            path: format!("{name}#{}", record.id),
            format: Format::Record,
            hash: Hash::of(line_bytes),
            decoding: OffsetMap::identity(base_offset, record.line.len()),
            decoded: record.line.into(),
            first_line,
            extracted: record.extracted,
            places: Places::default(),
            gaps: Vec::new(),
            reading: None,
        }))
    }

    /// Puts a document together; every block learns its language here.
    fn assemble(parts: Parts) -> Self {
        let mut extracted = parts.extracted;
        if matches!(
            parts.format,
            Format::Html
                | Format::Pdf
                | Format::Word
                | Format::OpenText
                | Format::Rich
                | Format::Book
        ) {
            extracted.find_outline();
        }
        extracted.detect_languages();
        extracted.mark_superscripts();
        Self {
            path: parts.path,
            format: parts.format,
            hash: parts.hash,
            lines: LineIndex::new(&parts.decoded),
            decoded: parts.decoded,
            decoding: parts.decoding,
            first_line: parts.first_line,
            text: extracted.text,
            characters: OnceLock::new(),
            map: extracted.map,
            blocks: extracted.blocks,
            marks: extracted.marks,
            embedded: extracted.embedded,
            places: parts.places,
            gaps: parts.gaps,
            reading: parts.reading,
        }
    }

    /// Name of the document: its path, or `PATH#_id` for a record of a bulk file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The format it was read as.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Hash of its bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The text that was read: its blocks in order, a blank line between two.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's content as UTF-8, mark-up included.
    #[must_use]
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// The blocks, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The marks, in order of their place in the source.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What the file states of itself.
    #[must_use]
    pub fn embedded(&self) -> &Embedded {
        &self.embedded
    }

    /// How many code points of the text stand before a place of it.
    ///
    /// # Panics
    /// If the offset is not on a character boundary of the text.
    #[must_use]
    pub fn characters_before(&self, offset: usize) -> usize {
        let characters = self.characters.get_or_init(|| Characters::of(&self.text));
        characters.before(&self.text, offset)
    }

    /// The bytes on disk that a span of the text was read from.
    #[must_use]
    pub fn file_span(&self, span: Span) -> Span {
        self.decoding.to_source(self.map.to_source(span))
    }

    /// The place in the decoded content that a span of the text was read from.
    #[must_use]
    pub fn decoded_span(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// The bytes on disk of a span of the decoded content (a mark's `source`, say).
    #[must_use]
    pub fn file_span_of_decoded(&self, span: Span) -> Span {
        self.decoding.to_source(span)
    }

    /// The span of the text that was read from a span of the decoded content.
    #[must_use]
    pub fn text_span(&self, decoded: Span) -> Span {
        self.map.to_text(decoded)
    }

    /// Line and column in the file of a byte of the decoded content.
    #[must_use]
    pub fn position(&self, decoded_offset: usize) -> Position {
        let mut position = self.lines.position(&self.decoded, decoded_offset);
        position.line += self.first_line - 1;
        position
    }

    /// Line and column in the file of both ends of a span of the decoded content.
    #[must_use]
    pub fn positions(&self, decoded: Span) -> (Position, Position) {
        (self.position(decoded.start), self.position(decoded.end))
    }

    /// The words of the text at `span` and where they stand in the file.
    ///
    /// # Panics
    /// If the span is not on character boundaries of the text.
    #[must_use]
    pub fn cite(&self, span: Span) -> Citation {
        let decoded = self.decoded_span(span);
        let bytes = self.decoding.to_source(decoded);
        let locator = self.locator(span);
        Citation {
            path: self.path.clone(),
            span: self.places.within_part(bytes),
            locator,
            start: self.position(decoded.start),
            end: self.position(decoded.end),
            quote: span.of(&self.text).to_owned(),
        }
    }
}

/// The reading of a file that is not text; `None` for a format that is.
fn reading_of(format: Format, bytes: &[u8]) -> Option<Result<Reading, ReadError>> {
    match format {
        Format::Pdf => Some(isolated::read(format, bytes, pdf::read)),
        Format::Word => Some(package::word(bytes)),
        Format::OpenText => Some(package::open_text(bytes)),
        Format::Slides => Some(package::slides(bytes)),
        Format::Workbook => Some(package::workbook(bytes)),
        Format::OpenSheets => Some(package::open_sheets(bytes)),
        Format::Rich => Some(rtf::read(bytes)),
        Format::Plain
        | Format::Markdown
        | Format::Latex
        | Format::Typst
        | Format::Restructured
        | Format::AsciiDoc
        | Format::Org
        | Format::Html
        | Format::Record
        | Format::Separated
        | Format::Book
        | Format::Message
        | Format::Mailbox => None,
    }
}

/// What was read of a file that consists of several texts; `None` for any other.
fn volume_of(format: Format, bytes: &[u8]) -> Option<Result<Volume, ReadError>> {
    match format {
        Format::Book => Some(package::book(bytes)),
        Format::Message => Some(mail::message(bytes)),
        Format::Mailbox => Some(mail::mailbox(bytes)),
        _ => None,
    }
}

/// Reads a file of a format that is read apart, in this process.
pub(super) fn read_here(format: Format, bytes: &[u8]) -> Result<Reading, ReadError> {
    match format {
        Format::Pdf => pdf::read(bytes),
        _ => Err(ReadError::NothingToRead),
    }
}

/// What reads a format whose files have no words of their own to point at.
fn reader_of(format: Format) -> Option<String> {
    (format == Format::Pdf).then(pdf::version)
}
