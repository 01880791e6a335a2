//! The one pass over the characters of a text that finds its words.

use super::Language;
use super::address::address_len;
use super::fold::{fold, fold_cow};
use super::form::{Form, Forms, with_forms};
use super::token::TokenKind;
use crate::span::Span;

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Scripts written without spaces, where each character is a token of its own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A token as the scanner comes by it.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'s> {
    /// Where it stands in the text.
    pub span: Span,
    /// As [`Token::folded`](super::token::Token::folded).
    pub folded: &'s str,
    /// As [`Token::stem`](super::token::Token::stem).
    pub stem: &'s str,
    /// What it is made of.
    pub kind: TokenKind,
    /// As [`Token::is_stop`](super::token::Token::is_stop).
    pub is_stop: bool,
}

impl<'s> Scanned<'s> {
    fn word(span: Span, form: Form<'s>) -> Self {
        Self {
            span,
            folded: form.folded,
            stem: form.stem,
            kind: TokenKind::Word,
            is_stop: form.is_stop,
        }
    }
}

/// Cuts `text` into words, numbers and punctuation, and gives them to `take` in their order.
pub fn scan(text: &str, language: Language, take: impl FnMut(Scanned<'_>)) {
    with_forms(language, |forms| {
        let mut scanner = Scanner {
            text,
            language,
            at: 0,
            forms,
            take,
        };
        scanner.run_through();
    });
}

struct Scanner<'t, 'f, T> {
    text: &'t str,
    language: Language,
    at: usize,
    forms: &'f mut Forms,
    take: T,
}

impl<T: FnMut(Scanned<'_>)> Scanner<'_, '_, T> {
    fn run_through(&mut self) {
        while let Some(c) = self.peek(0) {
            if c.is_whitespace() {
                self.at += c.len_utf8();
            } else if let Some(len) = address_len(&self.text[self.at..]) {
                self.push(self.at + len, TokenKind::Word);
            } else if c.is_numeric() {
                self.number();
            } else if is_letter(c) {
                self.word();
            } else {
                self.push(self.at + c.len_utf8(), TokenKind::Punctuation);
            }
        }
    }

    /// The character `offset` bytes ahead, where that is a character's start.
    fn peek(&self, offset: usize) -> Option<char> {
        self.text.get(self.at + offset..)?.chars().next()
    }

    /// Length in bytes of the run of characters that are `wanted`, from `start`.
    fn run(&self, start: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[start..];
        let mut length = 0;
        for &byte in rest.as_bytes() {
            if !byte.is_ascii() {
                let rest = &rest[length..];
                return length + rest.find(|c| !wanted(c)).unwrap_or(rest.len());
            }
            if !wanted(char::from(byte)) {
                break;
            }
            length += 1;
        }
        length
    }

    /// Gives away what stands up to `end`, as it is written.
    fn push(&mut self, end: usize, kind: TokenKind) {
        let span = Span::new(self.at, end);
        let written = span.of(self.text);
        if kind == TokenKind::Word {
            self.at = end;
            let form = self.forms.of(written, self.language);
            (self.take)(Scanned::word(span, form));
        } else {
            self.push_plain(end, kind, &fold_cow(written));
        }
    }

    /// Gives away a word whose form is not what folding makes of it.
    fn push_as(&mut self, end: usize, folded: &str) {
        let span = Span::new(self.at, end);
        self.at = end;
        let written = span.of(self.text);
        let form = self.forms.of_folded(written, folded, self.language);
        (self.take)(Scanned::word(span, form));
    }

    /// Gives away what has no stem.
    fn push_plain(&mut self, end: usize, kind: TokenKind, folded: &str) {
        let span = Span::new(self.at, end);
        self.at = end;
        (self.take)(Scanned {
            span,
            folded,
            stem: folded,
            kind,
            is_stop: kind == TokenKind::Punctuation,
        });
    }

    /// A number with its grouping, decimals and suffix; dates in digits stay whole.
    fn number(&mut self) {
        let mut end = self.at + self.run(self.at, char::is_numeric);
        let first_group = end - self.at;
        while let Some(next) = self.joined_digits(end, first_group) {
            end = next;
        }
        end += self.run(end, is_letter);
        let folded = fold(&self.text[self.at..end]).replace(' ', "");
        self.push_plain(end, TokenKind::Number, &folded);
    }

    /// Where the digits that follow a separator at `end` end, if they belong to the same number.
    fn joined_digits(&self, end: usize, first_group: usize) -> Option<usize> {
        let separator = self.text[end..].chars().next()?;
        let start = end + separator.len_utf8();
        let digits = self.run(start, |c| c.is_ascii_digit());
        let after = self.text[start + digits..].chars().next();
        let joins = match separator {
            '.' | ',' | '/' | ':' => digits > 0,
            '\'' | '\u{2019}' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => {
                digits == 3 && first_group <= 3 && after.is_none_or(|c| !is_letter(c))
            }
            // 2023-04 and 2023-04-05 are dates; 5-10 is a range of two numbers.
            '-' => digits == 2 && first_group == 4,
            _ => false,
        };
        joins.then_some(start + digits)
    }

    fn word(&mut self) {
        if self.peek(0).is_some_and(stands_alone) {
            let end = self.at + self.peek(0).map_or(1, char::len_utf8);
            return self.push(end, TokenKind::Word);
        }
        if let Some(end) = self.dotted_abbreviation() {
            let letters: String = fold(&self.text[self.at..end])
                .chars()
                .filter(|&c| c != '.')
                .collect();
            return self.push_as(end, &letters);
        }
        let mut end = self.at + self.run(self.at, |c| is_letter(c) || c.is_numeric());
        if let Some(identifier) = self.identifier(end) {
            return self.push(identifier, TokenKind::Word);
        }
        let next = self.text[end..].chars().next();
        if let Some(apostrophe) = next.filter(|&c| is_apostrophe(c)) {
            let after = end + apostrophe.len_utf8();
            let tail = self.run(after, is_letter);
            if self.elision(end, after, tail) || self.clitic(end, after, tail) {
                return;
            }
            if tail > 0 {
                // O'Brien, aujourd'hui: one word.
                end = after + tail;
            }
        }
        self.push(end, TokenKind::Word);
    }

    /// `U.S.`, `e.g.`: single letters each followed by a full stop, at least two of them.
    fn dotted_abbreviation(&self) -> Option<usize> {
        let mut end = self.at;
        let mut letters = 0;
        loop {
            let mut chars = self.text[end..].chars();
            match (chars.next(), chars.next()) {
                (Some(letter), Some('.')) if is_letter(letter) => {
                    end += letter.len_utf8() + 1;
                    letters += 1;
                }
                (Some(letter), after)
                    if letters > 0 && letter.is_uppercase() && !after.is_some_and(is_letter) =>
                {
                    end += letter.len_utf8();
                    letters += 1;
                    break;
                }
                _ => break,
            }
        }
        (letters >= 2).then_some(end)
    }

    /// `RC-135`, `COVID-19`: a hyphen and digits belong to the word before them.
    fn identifier(&self, end: usize) -> Option<usize> {
        let hyphen = self.text[end..].chars().next().filter(|&c| is_hyphen(c))?;
        let start = end + hyphen.len_utf8();
        let digits = self.run(start, char::is_numeric);
        (digits > 0).then(|| start + digits + self.run(start + digits, is_letter))
    }

    /// French `l'`, `d'`, `qu'` before a word.
    fn elision(&mut self, end: usize, after: usize, tail: usize) -> bool {
        if self.language != Language::French || tail == 0 {
            return false;
        }
        // N'Djamena, M'Bala: names that begin with a click or a nasal, not with a pronoun.
        let opens_name = self.text[after..].starts_with(char::is_uppercase)
            && matches!(self.peek(0), Some('N' | 'M'));
        if opens_name {
            return false;
        }
        let full = match fold(&self.text[self.at..end]).as_str() {
            "l" => "le",
            "d" => "de",
            "j" => "je",
            "m" => "me",
            "n" => "ne",
            "s" => "se",
            "t" => "te",
            "c" => "ce",
            "qu" => "que",
            "jusqu" => "jusque",
            "lorsqu" => "lorsque",
            "puisqu" => "puisque",
            "quoiqu" => "quoique",
            _ => return false,
        };
        self.push_as(after, full);
        true
    }

    /// English `'s`, `s'`, `n't`, `'ll` after a word.
    fn clitic(&mut self, end: usize, after: usize, tail: usize) -> bool {
        if self.language == Language::French {
            return false;
        }
        let word = fold(&self.text[self.at..end]);
        match fold(&self.text[after..after + tail]).as_str() {
            // Text that was cut into words has it on its own: "wo n't".
            "t" if word == "n" => self.push_as(after + tail, "not"),
            "t" if word.ends_with('n') && word.len() > 2 => {
                let verb = match word.as_str() {
                    "can" => "can",
                    "won" => "will",
                    "shan" => "shall",
                    other => &other[..other.len() - 1],
                };
                let verb_end = end - 1;
                self.push_as(verb_end, verb);
                self.push_as(after + tail, "not");
            }
            "s" => {
                self.push(end, TokenKind::Word);
                self.push_as(after + tail, "'s");
            }
            "ll" => {
                self.push(end, TokenKind::Word);
                self.push_as(after + tail, "will");
            }
            "ve" => {
                self.push(end, TokenKind::Word);
                self.push_as(after + tail, "have");
            }
            "re" => {
                self.push(end, TokenKind::Word);
                self.push_as(after + tail, "are");
            }
            "d" => {
                self.push(end, TokenKind::Word);
                self.push_as(after + tail, "would");
            }
            _ => return false,
        }
        true
    }
}
