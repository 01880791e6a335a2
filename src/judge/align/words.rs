//! Words of a claim against words of a sentence: the same, of one stem, a translation, a synonym.

use crate::judge::model::{Alignment, Word};
use crate::judge::sentence::Sentence;
use crate::language::token::{Token, TokenKind};
use crate::language::{Language, lexicon};

/// The same word in another inflection.
const SAME: f64 = 1.0;
/// A translation or what a pronoun stands for.
const EQUIVALENT: f64 = 0.95;
/// A synonym.
const SYNONYM: f64 = 0.85;
/// A word of the same family, a kind of the same thing, or one of another language that is written much alike.
pub(super) const RELATED: f64 = 0.7;

/// The word of `sentence` that comes nearest to `word`, of a claim in `language`; the first of equals.
pub(super) fn align(word: &Word, language: Language, sentence: &Sentence) -> Alignment {
    let mut best = Alignment::Unmet;
    for token in &sentence.tokens {
        let strength = likeness(word, language, token, sentence.language);
        if strength > best.strength() {
            best = Alignment::Met {
                span: token.span,
                strength,
            };
        }
    }
    best
}

pub(super) fn likeness(word: &Word, language: Language, token: &Token, other: Language) -> f64 {
    if token.kind == TokenKind::Punctuation {
        return 0.0;
    }
    let english = [language, other] == [Language::English; 2];
    let of_one_stem = token.stem == word.stem;
    if token.folded == word.folded
        || (of_one_stem && !(english && lexicon::strangers(&word.folded, &token.folded)))
    {
        return SAME;
    }
    if token.is_stop {
        return 0.0;
    }
    if word.antecedents.contains(&token.stem) {
        return EQUIVALENT;
    }
    let translates = || {
        let is = |one: &crate::judge::model::Translation| {
            one.stem == token.stem && !lexicon::strangers(&one.folded, &token.folded)
        };
        word.translations.iter().any(is)
    };
    if language != other {
        return match () {
            () if translates() => EQUIVALENT,
            () if cognates(&word.folded, &token.folded) => RELATED,
            () => 0.0,
        };
    }
    match () {
        () if !english => 0.0,
        () if lexicon::synonyms(&word.folded, &token.folded) => SYNONYM,
        () if lexicon::related(&word.folded, &token.folded) => RELATED,
        () => 0.0,
    }
}

/// Whether two words of two languages begin alike for most of their length: `military`, `militaire`.
fn cognates(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let long = a.len().max(b.len());
    (shared >= 6 && shared * 3 >= long * 2) || (shared >= 4 && shared * 4 >= long * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cognates_share_most_of_their_letters() {
        assert!(cognates("operation", "operations"));
        assert!(cognates("militaire", "military"));
        assert!(!cognates("contre", "control"));
        assert!(!cognates("par", "part"));
    }
}
