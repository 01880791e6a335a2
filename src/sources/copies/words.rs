//! The words of a document, with what tells whether something between two of them matters.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document};
use crate::language::fold::fold_cow;

/// A block of more words is no furniture.
const MOST_WORDS_OF_FURNITURE: usize = 12;
/// A note's number, a page's or an item's has no more digits.
const MOST_DIGITS_OF_MARK: usize = 3;

/// About as many bytes as a word takes in a text.
const BYTES_A_WORD: usize = 6;

/// The words of a document in folded form: runs of letters and figures, in the order of its text.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    words: Vec<Word>,
    blocks: Vec<OwnBlock>,
}

#[derive(Debug)]
struct Word {
    start: usize,
    end: usize,
    block: usize,
    /// Whether a sentence or a block may begin with it.
    starts: bool,
    /// Whether it is the number of a note or of an item, which forms of a document write otherwise.
    is_mark: bool,
    is_figure: bool,
}

#[derive(Debug)]
struct OwnBlock {
    words: Range<usize>,
    /// Whether it may be part of a form and not of what the document says: a running head, a
    /// page's number, a name of a site.
    is_furniture: bool,
}

impl Words {
    /// Finds the words of `document`.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let bytes = document.text().len();
        let mut words = Self {
            text: String::with_capacity(bytes),
            words: Vec::with_capacity(bytes / BYTES_A_WORD),
            blocks: Vec::with_capacity(document.blocks().len()),
        };
        for block in document.blocks() {
            words.read(block, block.span.of(document.text()));
        }
        words
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn get(&self, at: usize) -> &str {
        let Word { start, end, .. } = self.words[at];
        &self.text[start..end]
    }

    /// Whether a sentence or a block may begin at this word, or the text ends before it.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|word| word.starts)
    }

    pub(super) fn has_figure(&self, range: Range<usize>) -> bool {
        self.words[range].iter().any(|word| word.is_figure)
    }

    /// The letters of some words, one after the other; `None` where there is a figure among them.
    pub(super) fn letters(&self, range: Range<usize>) -> Option<String> {
        let mut words = range.map(|at| (self.words[at].is_figure, self.get(at)));
        words.try_fold(String::new(), |letters, (is_figure, word)| {
            (!is_figure).then(|| letters + word)
        })
    }

    /// Whether these words are no part of what the document says: whole blocks of furniture, and
    /// numbers of notes and items.
    pub(super) fn is_furniture(&self, range: Range<usize>) -> bool {
        range.clone().all(|at| {
            let word = &self.words[at];
            let block = &self.blocks[word.block];
            let is_whole = range.start <= block.words.start && block.words.end <= range.end;
            word.is_mark || (block.is_furniture && is_whole)
        })
    }

    fn read(&mut self, block: &Block, written: &str) {
        let folded = fold_cow(written);
        let first = self.words.len();
        let mut reading = Reading {
            words: self,
            before: None,
            starts: true,
        };
        let mut at = 0;
        while let Some(c) = folded[at..].chars().next() {
            let end = at + c.len_utf8();
            at = match c.is_alphanumeric() {
                true => reading.word(&folded, at),
                false => {
                    let ends = matches!(reading.before, Some('.' | '!' | '?' | ':' | ';' | '…'));
                    reading.starts |= (c.is_whitespace() && ends) || c == '|';
                    if !matches!(c, '"' | '\'' | ')' | ']') {
                        reading.before = Some(c);
                    }
                    end
                }
            };
        }
        let words = first..self.words.len();
        self.blocks.push(OwnBlock {
            is_furniture: is_furniture(&block.kind, &folded, words.len()),
            words,
        });
    }
}

/// A block that is being read.
struct Reading<'w> {
    words: &'w mut Words,
    /// The character before, quotation marks and closing brackets left out.
    before: Option<char>,
    starts: bool,
}

impl Reading<'_> {
    /// Takes the word that begins at `start`; returns its end.
    fn word(&mut self, text: &str, start: usize) -> usize {
        let rest = &text[start..];
        let is_figure = rest.starts_with(char::is_numeric);
        let length = match is_figure {
            true => length_of_figure(rest),
            false => length_of_word(rest),
        };
        let end = start + length;
        let is_sign = is_figure && is_signed(&text[..start]);
        let is_mark = !is_sign && self.is_mark(&text[..start], &text[start..end], &text[end..]);
        let own = self.words.text.len();
        if is_sign {
            self.words.text.push('-');
        }
        self.words.text.push_str(&text[start..end]);
        self.words.words.push(Word {
            start: own,
            end: self.words.text.len(),
            block: self.words.blocks.len(),
            starts: std::mem::take(&mut self.starts),
            is_mark,
            is_figure,
        });
        // A sentence ends before the number of its note.
        if !is_mark {
            self.before = text[..end].chars().next_back();
        }
        end
    }

    /// Whether a word is a note's number, which hangs on a word or stands in square brackets, or an
    /// item's, with which a block begins.
    fn is_mark(&self, before: &str, word: &str, after: &str) -> bool {
        let is_number =
            word.len() <= MOST_DIGITS_OF_MARK && word.bytes().all(|b| b.is_ascii_digit());
        let is_first = before.trim().is_empty();
        if is_first && after.starts_with(['.', ')']) {
            return is_number || word.chars().count() == 1;
        }
        let hangs =
            |c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | '!' | '?' | '"' | ')');
        is_number && (before.ends_with(hangs) || (before.ends_with('[') && after.starts_with(']')))
    }
}

/// The length of the letters at the start of `text`.
fn length_of_word(text: &str) -> usize {
    let bytes = text.as_bytes().iter();
    let plain = bytes.take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &text[plain..];
    if rest.as_bytes().first().is_none_or(u8::is_ascii) {
        return plain;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_numeric());
    plain + end.unwrap_or(rest.len())
}

/// The length of the figure at the start of `text`, with points and commas between its digits.
fn length_of_figure(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let is_inner =
            matches!(c, '.' | ',') && rest.peek().is_some_and(|next| next.1.is_numeric());
        if !(c.is_numeric() || is_inner) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Whether what ends a text is a minus, and no hyphen.
fn is_signed(before: &str) -> bool {
    let Some(before) = before.strip_suffix('-') else {
        return false;
    };
    before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(')
}

/// Whether a block may be furniture: short, and no sentence, row or item.
fn is_furniture(kind: &BlockKind, text: &str, words: usize) -> bool {
    let is_of_kind = matches!(
        kind,
        BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Caption
    );
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')'));
    let is_sentence = end.ends_with(['.', '!', '?', '…', ':', ';']);
    is_of_kind && !is_sentence && words <= MOST_WORDS_OF_FURNITURE
}
