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
/// How strongly distant relatives answer at most.
pub(super) const DISTANT: f64 = 0.7;
/// A word of the same family, or a kind of the same thing.
const RELATED: f64 = DISTANT;
/// A word of another language that is written much alike.
const COGNATE: f64 = DISTANT;

/// The word of `sentence` that answers `word`, a word of a claim in `language`; the best there
/// is, the first of equals.
pub(super) fn find(word: &Word, language: Language, sentence: &Sentence) -> Option<Found> {
    let english = [language, sentence.language] == [Language::English; 2];
    let exact = sentence.tokens.iter().find(|token| {
        token.kind != TokenKind::Punctuation
            && (token.folded == word.folded
                || (token.stem == word.stem
                    && !(english && lexicon::strangers(&word.folded, &token.folded))))
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
        return if word.is_translated_by(token) {
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

/// Endings of French verbs, participles and plurals.
const FRENCH_ENDINGS: &str =
    "e es ee ees s er ant ants ent ait aient ons ez ont a ai ais era eront";

/// Whether two French words differ only in their endings, where their stems do not tell:
/// `interdit`, `interdite`; `éloignées`, `éloignant`.
fn inflections(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let ending = |word: &str| {
        let rest = word.get(shared..).unwrap_or_default();
        rest.is_empty() || FRENCH_ENDINGS.split(' ').any(|ending| ending == rest)
    };
    shared >= 6 && (a.len().max(b.len()) <= shared + 2 || (ending(a) && ending(b)))
}

/// Whether two words of two languages begin alike for most of their length: `operation`,
/// `opération`; `military`, `militaire`.
fn cognates(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let long = a.len().max(b.len());
    (shared >= 6 && shared * 3 >= long * 2) || (shared >= 4 && shared * 4 >= long * 3)
}

/// The word of `sentence` that is the opposite of `word`, if need be in the other language.
pub(super) fn find_opposite(word: &Word, language: Language, sentence: &Sentence) -> Option<Span> {
    let in_english = |word: &str, from: Language| match from {
        Language::English => vec![word.to_owned()],
        Language::French => lexicon::translations(word, from)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        Language::Other => Vec::new(),
    };
    if language != Language::English && language == sentence.language {
        return None;
    }
    let asked = in_english(&word.folded, language);
    let is_opposite = |token: &Token| match sentence.language {
        Language::English => asked
            .iter()
            .any(|asked| lexicon::antonyms(asked, &token.folded)),
        other => in_english(&token.folded, other)
            .iter()
            .any(|found| lexicon::antonyms(&word.folded, found)),
    };
    sentence
        .tokens
        .iter()
        .filter(|token| !token.is_stop && token.kind == TokenKind::Word)
        .find(|token| is_opposite(token))
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
        assert!(inflections("eloignees", "eloignant"));
        assert!(!inflections("nationale", "nationalisme"));
    }

    #[test]
    fn cognates_share_most_of_their_letters() {
        assert!(cognates("operation", "operations"));
        assert!(cognates("militaire", "military"));
        assert!(!cognates("contre", "control"));
        assert!(!cognates("par", "part"));
    }
}
