//! Words, numbers and punctuation of a text, with the forms they are compared by.
//!
//! Every other analysis of this module works on [`Words`], so that a sentence is cut up once.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::Language;
use super::scan::{Scanned, scan};
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
    let mut tokens = Vec::with_capacity(text.len() / 5);
    scan(text, language, |scanned| tokens.push(scanned.into()));
    tokens
}

impl From<Scanned<'_>> for Token {
    fn from(scanned: Scanned<'_>) -> Self {
        Self {
            span: scanned.span,
            folded: scanned.folded.to_owned(),
            stem: scanned.stem.to_owned(),
            kind: scanned.kind,
            is_stop: scanned.is_stop,
        }
    }
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
    let mut stems = Vec::with_capacity(1);
    each_search_stem(&token.folded, &token.stem, language, |stem| {
        stems.push(stem.to_owned());
    });
    stems
}

/// Gives to `take` what [`search_stems`] gives for a word of this folded form and stem.
pub fn each_search_stem(folded: &str, own: &str, language: Language, mut take: impl FnMut(&str)) {
    let is_mixed =
        folded.bytes().any(|b| b.is_ascii_digit()) && folded.contains(char::is_alphabetic);
    if !is_mixed {
        return take(own);
    }
    let class = |c: char| match c {
        '-' | '\'' => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let characters: Vec<char> = folded.chars().collect();
    let parts = characters
        .chunk_by(|&a, &b| class(a) == class(b))
        .filter(|part| class(part[0]) != 0);
    for part in parts {
        let part: String = part.iter().collect();
        match part.contains(char::is_alphabetic) {
            true => take(&stem(&part, language)),
            false => take(&part),
        }
    }
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
