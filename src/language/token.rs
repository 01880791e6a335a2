//! Words, numbers and punctuation of a text, with the forms they are compared by.
//!
//! Every other analysis of this module works on [`Words`], so that a sentence is cut up once.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::Language;
use super::address::address_len;
use super::fold::fold;
use super::stop::is_stop_word;
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits after them (`RC-135`); an address.
    Word,
    /// Something that starts with a digit: `12.5`, `1,234.5`, `2023-04`, `13k`, `7th`.
    Number,
    /// Anything else that is not space: one character.
    Punctuation,
}

/// A word, a number or a mark of punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// Its form without case, accents and typography. A clitic has its full form: `l'` is `le`,
    /// `n't` is `not`; dotted abbreviations lose their dots: `U.S.` is `us`.
    pub folded: String,
    /// The folded form's stem by the rules of the text's language.
    pub stem: String,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it is a function word that says nothing of what a text is about.
    pub is_stop: bool,
}

/// A text cut into tokens: what names, polarity, attribution and clauses are read from.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    /// The text the spans are of.
    pub text: &'t str,
    /// The language it was read by.
    pub language: Language,
    /// Its tokens, in order, never overlapping.
    pub tokens: Vec<Token>,
}

impl<'t> Words<'t> {
    /// Cuts up `text`.
    #[must_use]
    pub fn new(text: &'t str, language: Language) -> Self {
        Self {
            text,
            language,
            tokens: tokens(text, language),
        }
    }

    /// The words of token number `at` as they are written.
    ///
    /// # Panics
    /// If there is no such token.
    #[must_use]
    pub fn written(&self, at: usize) -> &'t str {
        self.tokens[at].span.of(self.text)
    }

    /// For each token, and for the end, the first token at or behind it whose folded form is
    /// `wanted`; the number of tokens where none is. Asked once, it spares a search from each.
    pub(super) fn next_each(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut next = self.tokens.len();
        let mut each = vec![next; next + 1];
        for (at, token) in self.tokens.iter().enumerate().rev() {
            if wanted(&token.folded) {
                next = at;
            }
            each[at] = next;
        }
        each
    }

    /// For each token, and for the end, one past the last token before it whose folded form is
    /// `wanted`; zero where none is.
    pub(super) fn past_last_each(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut each = Vec::with_capacity(self.tokens.len() + 1);
        let mut last = 0;
        each.push(last);
        for (at, token) in self.tokens.iter().enumerate() {
            if wanted(&token.folded) {
                last = at + 1;
            }
            each.push(last);
        }
        each
    }

    /// The span from token `first` to token `last`, both included.
    ///
    /// # Panics
    /// If there are no such tokens.
    #[must_use]
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.cover(self.tokens[last].span)
    }
}

/// Cuts `text` into words, numbers and punctuation.
#[must_use]
pub fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut scanner = Scanner::new(text, language);
    while let Some(c) = scanner.peek(0) {
        if c.is_whitespace() {
            scanner.at += c.len_utf8();
        } else if let Some(len) = address_len(&text[scanner.at..]) {
            scanner.push(scanner.at + len, TokenKind::Word);
        } else if c.is_numeric() {
            scanner.number();
        } else if is_letter(c) {
            scanner.word();
        } else {
            scanner.push(scanner.at + c.len_utf8(), TokenKind::Punctuation);
        }
    }
    scanner.tokens
}

/// The stem of a word that is folded already.
#[must_use]
pub fn stem(folded: &str, language: Language) -> String {
    let algorithm = match language {
        Language::English => Algorithm::English,
        Language::French => Algorithm::French,
        Language::Other => return folded.to_owned(),
    };
    Stemmer::new(algorithm).stem(folded).into_owned()
}

/// A stem in the one spelling that British and American forms share: `organize` as `organise`,
/// `center` as `centre`, `labor` as `labour`, `defense` as `defence`.
#[must_use]
pub fn spelling(stem: &str) -> Cow<'_, str> {
    if stem.len() > 4 {
        if let Some(head) = stem.strip_suffix("iz").or_else(|| stem.strip_suffix("yz")) {
            let vowel = &stem[head.len()..=head.len()];
            return Cow::Owned(format!("{head}{vowel}s"));
        }
        if let Some(head) = stem.strip_suffix("enc") {
            return Cow::Owned(format!("{head}ens"));
        }
        if let Some(head) = stem.strip_suffix("our") {
            return Cow::Owned(format!("{head}or"));
        }
        if let Some(head) = stem.strip_suffix("ter") {
            return Cow::Owned(format!("{head}tr"));
        }
    }
    Cow::Borrowed(stem)
}

/// The stems a word is looked up by: its own, or those of its parts where letters and digits mix.
///
/// `IL-6`, `IL6` and `IL 6` are one term in as many spellings.
#[must_use]
pub fn search_stems(token: &Token, language: Language) -> Vec<String> {
    let is_mixed = token.folded.contains(|c: char| c.is_ascii_digit())
        && token.folded.contains(char::is_alphabetic);
    if !is_mixed {
        return vec![token.stem.clone()];
    }
    let class = |c: char| match c {
        '-' | '\'' => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let characters: Vec<char> = token.folded.chars().collect();
    characters
        .chunk_by(|&a, &b| class(a) == class(b))
        .filter(|part| class(part[0]) != 0)
        .map(|part| {
            let part: String = part.iter().collect();
            if part.contains(char::is_alphabetic) {
                stem(&part, language)
            } else {
                part
            }
        })
        .collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
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

struct Scanner<'t> {
    text: &'t str,
    language: Language,
    at: usize,
    tokens: Vec<Token>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, language: Language) -> Self {
        Self {
            text,
            language,
            at: 0,
            tokens: Vec::with_capacity(text.len() / 5),
        }
    }

    /// The character `offset` bytes ahead, where that is a character's start.
    fn peek(&self, offset: usize) -> Option<char> {
        self.text.get(self.at + offset..)?.chars().next()
    }

    /// Length in bytes of the run of characters that are `wanted`, from `start`.
    fn run(&self, start: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[start..];
        rest.find(|c| !wanted(c)).unwrap_or(rest.len())
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        let folded = fold(&self.text[self.at..end]);
        self.push_as(end, kind, folded);
    }

    fn push_as(&mut self, end: usize, kind: TokenKind, folded: String) {
        let span = Span::new(self.at, end);
        self.at = end;
        let written = span.of(self.text);
        let is_stop = match kind {
            TokenKind::Word => !is_shouted(written) && is_stop_word(&folded, self.language),
            TokenKind::Number => false,
            TokenKind::Punctuation => true,
        };
        let stem = match kind {
            TokenKind::Word => stem(&folded, self.language),
            TokenKind::Number | TokenKind::Punctuation => folded.clone(),
        };
        self.tokens.push(Token {
            span,
            folded,
            stem,
            kind,
            is_stop,
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
        self.push_as(end, TokenKind::Number, folded);
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
            return self.push_as(end, TokenKind::Word, letters);
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
        self.push_as(after, TokenKind::Word, full.to_owned());
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
            "t" if word == "n" => self.push_as(after + tail, TokenKind::Word, "not".to_owned()),
            "t" if word.ends_with('n') && word.len() > 2 => {
                let verb = match word.as_str() {
                    "can" => "can",
                    "won" => "will",
                    "shan" => "shall",
                    other => &other[..other.len() - 1],
                };
                let verb_end = end - 1;
                let verb = verb.to_owned();
                self.push_as(verb_end, TokenKind::Word, verb);
                self.push_as(after + tail, TokenKind::Word, "not".to_owned());
            }
            "s" => {
                self.push_as(end, TokenKind::Word, word);
                self.push_as(after + tail, TokenKind::Word, "'s".to_owned());
            }
            "ll" => {
                self.push_as(end, TokenKind::Word, word);
                self.push_as(after + tail, TokenKind::Word, "will".to_owned());
            }
            "ve" => {
                self.push_as(end, TokenKind::Word, word);
                self.push_as(after + tail, TokenKind::Word, "have".to_owned());
            }
            "re" => {
                self.push_as(end, TokenKind::Word, word);
                self.push_as(after + tail, TokenKind::Word, "are".to_owned());
            }
            "d" => {
                self.push_as(end, TokenKind::Word, word);
                self.push_as(after + tail, TokenKind::Word, "would".to_owned());
            }
            _ => return false,
        }
        true
    }
}

/// `US`, `WHO`, `IT`: capitals that are no function word, whatever their letters.
fn is_shouted(written: &str) -> bool {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    written.chars().count() > 1 && letters.all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, language: Language) -> Vec<String> {
        tokens(text, language)
            .into_iter()
            .map(|token| token.folded)
            .collect()
    }

    #[test]
    fn numbers_and_dates_stay_whole() {
        assert_eq!(
            folded(
                "12.5 of 1,234.5 on 2023-04-05, 13 000 and 7th.",
                Language::English
            ),
            [
                "12.5",
                "of",
                "1,234.5",
                "on",
                "2023-04-05",
                ",",
                "13000",
                "and",
                "7th",
                "."
            ]
        );
        assert_eq!(
            folded("5-10 men", Language::English),
            ["5", "-", "10", "men"]
        );
        assert_eq!(folded("In 2021 300 men", Language::English)[1], "2021");
    }

    #[test]
    fn clitics_are_split_off_and_spelled_out() {
        assert_eq!(
            folded("Mali’s army didn't go and can’t", Language::English),
            [
                "mali", "'s", "army", "did", "not", "go", "and", "can", "not"
            ]
        );
        assert_eq!(
            folded("L’armée qu'il n’a pas", Language::French),
            ["le", "armee", "que", "il", "ne", "a", "pas"]
        );
        assert_eq!(
            folded("aujourd’hui à N’Djamena", Language::French),
            ["aujourd'hui", "a", "n'djamena"]
        );
    }

    #[test]
    fn dotted_abbreviations_lose_their_dots_and_are_no_function_words() {
        let found = tokens("The U.S. told us.", Language::English);
        assert_eq!(found[1].folded, "us");
        assert!(!found[1].is_stop);
        assert_eq!(found[3].folded, "us");
        assert!(found[3].is_stop);
    }

    #[test]
    fn index_and_query_agree_on_accents_and_inflection() {
        let stem_of = |text: &str, language| tokens(text, language)[0].stem.clone();
        assert_eq!(
            stem_of("réconciliation", Language::French),
            stem_of("RECONCILIATION", Language::French)
        );
        assert_eq!(
            stem_of("soldiers", Language::English),
            stem_of("Soldier", Language::English)
        );
    }

    #[test]
    fn terms_of_letters_and_digits_are_found_in_every_spelling() {
        let stems = |text| -> Vec<String> {
            tokens(text, Language::English)
                .iter()
                .filter(|token| token.kind != TokenKind::Punctuation)
                .flat_map(|token| search_stems(token, Language::English))
                .collect()
        };
        for spelling in ["IL-6", "IL6", "IL 6"] {
            assert_eq!(stems(spelling), ["il", "6"], "{spelling}");
        }
        assert_eq!(stems("SARS-CoV-2"), stems("SARS-CoV2"));
        assert_eq!(stems("1,234.5 on 2023-04-05")[0], "1,234.5");
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "« L’État — à 13\u{202F}000 € » RC-135, 北京 e\u{301}";
        let mut end = 0;
        for token in tokens(text, Language::French) {
            assert!(token.span.start >= end && !token.span.of(text).is_empty());
            end = token.span.end;
        }
        let words: Vec<&str> = tokens(text, Language::French)
            .iter()
            .filter(|token| token.kind != TokenKind::Punctuation)
            .map(|token| token.span.of(text))
            .collect();
        assert_eq!(
            words,
            [
                "L’",
                "État",
                "à",
                "13\u{202F}000",
                "RC-135",
                "北",
                "京",
                "e\u{301}"
            ]
        );
    }

    #[test]
    fn british_and_american_spellings_share_a_form() {
        for (a, b) in [
            ("organis", "organiz"),
            ("labour", "labor"),
            ("centr", "center"),
            ("defenc", "defens"),
        ] {
            assert_eq!(spelling(a), spelling(b));
        }
        assert_ne!(spelling("rais"), spelling("rain"));
    }
}
