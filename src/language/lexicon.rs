//! What words have to do with each other: synonyms, opposites, derivations, translations.
//!
//! All words are given folded; any inflected form will do.

use super::Language;

/// Whether two English words can mean the same.
#[must_use]
pub fn synonyms(a: &str, b: &str) -> bool {
    a == b
}

/// Whether two English words are opposites: `join`–`leave`, `rise`–`fall`, `legal`–`illegal`.
#[must_use]
pub fn antonyms(a: &str, b: &str) -> bool {
    let _ = (a, b);
    false
}

/// Whether two English words are of one family or one is a kind of the other:
/// `expel`–`expulsion`, `helicopter`–`aircraft`.
#[must_use]
pub fn related(a: &str, b: &str) -> bool {
    synonyms(a, b)
}

/// The words of the other language that a word of `language` can stand for.
#[must_use]
pub fn translations(word: &str, language: Language) -> Vec<&'static str> {
    let _ = (word, language);
    Vec::new()
}
