//! Which word of a passage answers a word of the claim.

use super::item::Word;
use super::sentence::Sentence;
use crate::language::token::{Token, TokenKind};
use crate::language::{Language, lexicon};
use crate::span::Span;

/// A word of the passage that answers a word of the claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// How surely it means the same, 0 to 1.
    pub(super) strength: f64,
    /// Where it stands in its sentence.
    pub(super) span: Span,
}

/// The same word in another inflection.
const SAME: f64 = 1.0;
/// A translation or what a pronoun stands for.
const EQUIVALENT: f64 = 0.95;
/// A synonym.
const SYNONYM: f64 = 0.85;
/// A word of the same family, or a kind of the same thing.
const RELATED: f64 = 0.7;
/// A word of another language that is written much alike.
const COGNATE: f64 = 0.7;

/// The word of `sentence` that answers `word`, a word of a claim in `language`; the best there
/// is, the first of equals.
pub(super) fn find(word: &Word, language: Language, sentence: &Sentence) -> Option<Found> {
    let exact = sentence.tokens.iter().find(|token| {
        token.kind != TokenKind::Punctuation
            && (token.stem == word.stem || token.folded == word.folded)
    });
    if let Some(token) = exact {
        return Some(found(token, SAME));
    }
    let mut best: Option<Found> = None;
    for token in sentence.tokens.iter().filter(|token| !token.is_stop) {
        let strength = likeness(word, language, token, sentence.language);
        if strength > best.map_or(0.0, |best| best.strength) {
            best = Some(found(token, strength));
        }
    }
    best
}

fn found(token: &Token, strength: f64) -> Found {
    Found {
        strength,
        span: token.span,
    }
}

fn likeness(word: &Word, language: Language, token: &Token, other: Language) -> f64 {
    if word.antecedents.contains(&token.stem) {
        return EQUIVALENT;
    }
    if language != other {
        return if word.translations.contains(&token.stem) {
            EQUIVALENT
        } else if cognates(&word.folded, &token.folded) {
            COGNATE
        } else {
            0.0
        };
    }
    if language != Language::English {
        return if inflections(&word.folded, &token.folded) {
            SYNONYM
        } else {
            0.0
        };
    }
    if lexicon::synonyms(&word.folded, &token.folded) {
        SYNONYM
    } else if lexicon::related(&word.folded, &token.folded) {
        RELATED
    } else {
        0.0
    }
}

/// Whether two French words differ only in a short ending, where their stems do not tell:
/// `interdit`, `interdite`.
fn inflections(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    shared >= 6 && a.len().max(b.len()) <= shared + 2
}

/// Whether two words of two languages begin alike for most of their length: `operation`,
/// `opération`; `military`, `militaire`.
fn cognates(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let long = a.len().max(b.len());
    (shared >= 6 && shared * 3 >= long * 2) || (shared >= 4 && shared * 4 >= long * 3)
}

/// The word of `sentence` that is the opposite of `word`.
pub(super) fn find_opposite(word: &Word, language: Language, sentence: &Sentence) -> Option<Span> {
    if language != Language::English || sentence.language != Language::English {
        return None;
    }
    sentence
        .tokens
        .iter()
        .filter(|token| !token.is_stop && token.kind == TokenKind::Word)
        .find(|token| lexicon::antonyms(&word.folded, &token.folded))
        .map(|token| token.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_differ_in_their_ends() {
        assert!(inflections("interdit", "interdites"));
        assert!(!inflections("interdit", "interet"));
        assert!(!inflections("mais", "maison"));
    }

    #[test]
    fn cognates_share_most_of_their_letters() {
        assert!(cognates("operation", "operations"));
        assert!(cognates("militaire", "military"));
        assert!(!cognates("contre", "control"));
        assert!(!cognates("par", "part"));
    }
}
