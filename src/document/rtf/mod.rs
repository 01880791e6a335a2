//! RTF: the words of a text in Microsoft's and Apple's older exchange format.
//!
//! The reader is our own because a citation needs the bytes that each word stands at, which no
//! library tells. `tokens` takes the file apart, `code_page` knows encodings, and here groups and
//! control words become blocks. Nothing is recursive, and every byte is looked at once (those of
//! notes and text boxes twice).

mod code_page;
mod groups;
mod table;
mod tokens;

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::reading::{Reading, Writer};
use super::{BlockKind, ReadError};
use crate::span::Span;
use table::Table;
use tokens::{Token, Tokens};

/// The most groups within each other.
const DEPTH: usize = 1_000;

/// Reads an RTF file.
///
/// # Errors
/// When it is nested too deep.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut reader = Reader::default();
    let mut next = 0;
    reader.later.push(Later {
        kind: LaterKind::Text,
        span: Span::new(0, bytes.len()),
        state: State::default(),
    });
    while let Some(part) = reader.later.get(next).cloned() {
        next += 1;
        reader.part(bytes, part)?;
    }
    Ok(reader.writer.finish())
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    /// They are read.
    #[default]
    Text,
    /// Nobody reads them: pictures, fields' codes, what a program keeps for itself.
    Nowhere,
    Fonts,
    Styles,
    /// A field of what the file says of itself.
    Stated(&'static str),
}

/// What holds within a group.
#[derive(Clone, Debug, Default)]
struct State {
    destination: Destination,
    font: i32,
    fallback: Fallback,
    is_hidden: bool,
    is_deleted: bool,
    in_table: bool,
    is_item: bool,
    style: i32,
    outline: Option<u8>,
}

/// How many characters stand behind `\u` for programs that do not know it.
#[derive(Clone, Copy, Debug)]
struct Fallback(usize);

impl Default for Fallback {
    fn default() -> Self {
        Self(1)
    }
}

#[derive(Clone, Debug)]
enum LaterKind {
    Text,
    Note(String),
    Box,
}

/// A group that is read behind the text it stands in.
#[derive(Clone, Debug)]
struct Later {
    kind: LaterKind,
    span: Span,
    state: State,
}

#[derive(Default)]
struct Reader {
    writer: Writer,
    state: State,
    groups: Vec<State>,
    later: Vec<Later>,
    /// The group that is kept for later: what it is, where it begins, how deep it stands.
    setting_aside: Option<(LaterKind, usize, usize)>,
    notes: usize,
    encoding: Option<&'static Encoding>,
    fonts: BTreeMap<i32, &'static Encoding>,
    /// Heading levels by number of style.
    styles: BTreeMap<i32, u8>,
    /// The words of a style's name or of a field of the file's own.
    name: String,
    /// Bytes that wait to be decoded, and where they stand.
    pending: Vec<u8>,
    pending_at: Span,
    /// The first half of a character beyond the first plane.
    half: Option<(u16, usize)>,
    /// How many characters are still left out behind `\u`.
    left_out: usize,
    /// Whether the group has just begun; then `\*` may follow.
    is_new: bool,
    is_optional: bool,
    /// Whether a group is read that was kept for later.
    is_behind: bool,
    /// The block that the part consists of, if it is a note.
    note: Option<String>,
    table: Table,
}

impl Reader {
    /// Reads the text, or a group that was kept for later.
    fn part(&mut self, bytes: &[u8], part: Later) -> Result<(), ReadError> {
        self.groups.clear();
        self.state = part.state;
        self.is_behind = !matches!(part.kind, LaterKind::Text);
        self.note = match part.kind {
            LaterKind::Note(label) => Some(label),
            LaterKind::Text | LaterKind::Box => None,
        };
        let mut tokens = Tokens::within(bytes, part.span);
        while let Some((token, span)) = tokens.next() {
            if let Token::Word("bin", Some(count)) = token {
                tokens.pass_over(usize::try_from(count).unwrap_or(0));
                continue;
            }
            self.token(token, span)?;
        }
        self.flush();
        self.end_table();
        self.writer.end();
        Ok(())
    }

    fn token(&mut self, token: Token<'_>, span: Span) -> Result<(), ReadError> {
        let completes = matches!(token, Token::Words(_)) && self.is_cut();
        if !completes && !matches!(token, Token::Byte(_)) {
            self.flush();
        }
        let is_new = std::mem::take(&mut self.is_new);
        match token {
            Token::Open => {
                if self.groups.len() >= DEPTH {
                    return Err(ReadError::refused("it is nested too deep to be read"));
                }
                self.groups.push(self.state.clone());
                (self.is_new, self.is_optional, self.left_out) = (true, false, 0);
            }
            Token::Close => self.close(span),
            Token::Sign(b'*') if is_new => {
                (self.is_new, self.is_optional) = (true, true);
            }
            Token::Sign(sign) => self.sign(sign, span),
            Token::Word(name, number) => self.word(name, number, is_new, span),
            Token::Byte(byte) => self.byte(byte, span),
            Token::Words(words) => self.words(words, span),
        }
        Ok(())
    }

    fn sign(&mut self, sign: u8, span: Span) {
        match sign {
            b'\\' | b'{' | b'}' => self.replaced(char::from(sign).encode_utf8(&mut [0; 4]), span),
            b'~' => self.replaced("\u{A0}", span),
            b'_' => self.replaced("-", span),
            b'\r' | b'\n' => self.paragraph(span),
            _ => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>, is_new: bool, span: Span) {
        if is_new && self.begins(name, span) {
            return;
        }
        let is_on = number != Some(0);
        let value = number.unwrap_or(0);
        match name {
            "u" => self.character(value, span),
            "uc" => self.state.fallback = Fallback(usize::try_from(value).unwrap_or(1)),
            "ansicpg" => self.encoding = code_page::by_number(value),
            "mac" => self.encoding = code_page::by_number(10_000),
            "fcharset" if self.state.destination == Destination::Fonts => {
                if let Some(encoding) = code_page::by_character_set(value) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            "f" => self.state.font = value,
            "s" => self.state.style = value,
            "plain" => (self.state.is_hidden, self.state.is_deleted) = (false, false),
            "v" => self.state.is_hidden = is_on,
            "deleted" => self.state.is_deleted = is_on,
            "pard" => {
                let state = &mut self.state;
                (state.in_table, state.is_item) = (false, false);
                (state.style, state.outline) = (0, None);
            }
            "intbl" => self.state.in_table = is_on,
            "ls" => self.state.is_item = is_on,
            "outlinelevel" => self.state.outline = u8::try_from(value).ok().filter(|it| *it < 9),
            _ if self.is_read() => self.break_or_character(name, span),
            _ => {}
        }
    }

    /// What a control word puts into the text, or ends in it.
    fn break_or_character(&mut self, name: &str, span: Span) {
        let character = match name {
            "par" | "sect" | "page" => return self.paragraph(span),
            "cell" => return self.end_cell(span),
            "row" => return self.end_row(),
            "line" | "tab" | "nestcell" | "nestrow" | "emspace" | "enspace" | "qmspace"
            | "column" => " ",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            _ => return,
        };
        self.replaced(character, span);
    }

    fn is_read(&self) -> bool {
        self.state.destination == Destination::Text
            && !self.state.is_hidden
            && !self.state.is_deleted
    }

    fn byte(&mut self, byte: u8, span: Span) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match self.pending.is_empty() {
            true => self.pending_at = span,
            false => self.pending_at.end = span.end,
        }
        self.pending.push(byte);
        if self.encoding().is_single_byte() {
            self.flush();
        }
    }

    fn encoding(&self) -> &'static Encoding {
        let own = self.fonts.get(&self.state.font).copied();
        own.or(self.encoding).unwrap_or(WINDOWS_1252)
    }

    /// Whether the bytes that wait are the first of a character whose last is ASCII.
    fn is_cut(&self) -> bool {
        let encoding = self.encoding();
        !self.pending.is_empty()
            && !encoding.is_single_byte()
            && encoding.decode_without_bom_handling(&self.pending).1
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let (text, _) = self.encoding().decode_without_bom_handling(&bytes);
        let (text, span) = (text.into_owned(), self.pending_at);
        self.replaced(&text, span);
    }

    fn words(&mut self, words: &str, span: Span) {
        let (mut words, mut span) = (words, span);
        if self.is_cut() {
            self.pending.push(words.as_bytes()[0]);
            self.pending_at.end = span.start + 1;
            (words, span.start) = (&words[1..], span.start + 1);
            self.flush();
        }
        let skipped = self.left_out.min(words.len());
        self.left_out -= skipped;
        words = &words[skipped..];
        span.start += skipped;
        match self.state.destination {
            Destination::Text if self.is_read() && !words.is_empty() => {
                if !self.open_block(words, span) {
                    return;
                }
                self.writer.copy(words, span.start);
            }
            Destination::Text => {}
            Destination::Styles | Destination::Stated(_) => self.name.push_str(words),
            Destination::Nowhere | Destination::Fonts => {}
        }
    }

    /// Writes what stands for a control word.
    fn replaced(&mut self, text: &str, span: Span) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match self.state.destination {
            Destination::Text if self.is_read() => {
                if self.open_block(text, span) {
                    self.writer.replace(text, span);
                }
            }
            Destination::Styles | Destination::Stated(_) => self.name.push_str(text),
            Destination::Text | Destination::Nowhere | Destination::Fonts => {}
        }
    }

    /// A character by its number, which may be half of one.
    fn character(&mut self, number: i32, span: Span) {
        let unit = (number & 0xFFFF) as u16;
        let before = self.half.take();
        self.left_out = 0;
        match (unit, before) {
            (0xD800..0xDC00, _) => self.half = Some((unit, span.start)),
            (0xDC00..0xE000, Some((high, start))) => {
                let text = String::from_utf16_lossy(&[high, unit]);
                self.replaced(&text, Span::new(start, span.end));
            }
            _ => {
                let text = String::from_utf16_lossy(&[unit]);
                self.replaced(&text, span);
            }
        }
        self.left_out = self.state.fallback.0;
    }

    /// Begins a block for words, unless one is open; blanks begin none.
    fn open_block(&mut self, words: &str, span: Span) -> bool {
        let is_blank = words.trim().is_empty();
        if self.in_row() {
            self.open_cell(span);
            return true;
        }
        self.end_table();
        if self.writer.has_words() {
            return true;
        }
        if !is_blank {
            let kind = self.kind();
            self.writer.begin(kind);
        }
        !is_blank
    }

    fn kind(&self) -> BlockKind {
        if let Some(label) = &self.note {
            return BlockKind::Footnote {
                label: label.clone(),
            };
        }
        let by_style = self.styles.get(&self.state.style).copied();
        match self.state.outline.map(|level| level + 1).or(by_style) {
            Some(level) => BlockKind::Heading {
                level: level.clamp(1, 6),
            },
            None if self.state.is_item => BlockKind::Item,
            None => BlockKind::Paragraph,
        }
    }

    fn paragraph(&mut self, span: Span) {
        if !self.is_read() {
            return;
        }
        match self.in_row() || self.note.is_some() {
            true if self.writer.has_words() => self.writer.replace(" ", span),
            true => {}
            false => self.writer.end(),
        }
    }
}
