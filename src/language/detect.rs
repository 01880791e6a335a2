//! Which language a text is written in.

use std::borrow::Cow;
use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// The languages that are told apart. Rules of analysis exist for English and French.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English; also the rules a text of unknown language is read by.
    #[default]
    English,
    /// French.
    French,
    /// Any other language.
    Other,
}

impl Language {
    /// Its ISO 639-1 code; "other" where only that much is known.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
            Language::Other => "other",
        }
    }
}

/// The language `text` is written in; `fallback` where the text does not tell. See [`told`].
#[must_use]
pub fn detect(text: &str, fallback: Language) -> Language {
    told(text).unwrap_or(fallback)
}

/// The language that `text` tells it is written in.
///
/// Meant for one block at a time: documents mix languages. Function words decide first, for a
/// short line has few letter sequences but seldom lacks them.
#[must_use]
pub fn told(text: &str) -> Option<Language> {
    let sample = head(text);
    let (mut english, mut french, mut words) = (0, 0, 0);
    for word in sample.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let (is_english, is_french) = match is_no_function_word(word) {
            true => (false, false),
            false => tells(&lower_case(word)),
        };
        english += usize::from(is_english);
        french += usize::from(is_french);
    }
    let most = english.max(french);
    if most > 2 * english.min(french) && most * 12 >= words {
        return Some(match english > french {
            true => Language::English,
            false => Language::French,
        });
    }
    by_letters(sample)
}

/// Whether a word is too long to tell anything, as most are that are not in the lists.
fn is_no_function_word(word: &str) -> bool {
    word.is_ascii() && word.len() > LONGEST_FUNCTION_WORD && !word.contains('\'')
}

/// Whether a word in lower case is a function word of English, and whether one of French.
fn tells(word: &str) -> (bool, bool) {
    static LANGUAGES: LazyLock<HashMap<&str, (bool, bool)>> = LazyLock::new(|| {
        let all = ENGLISH.iter().chain(FRENCH);
        let languages = |word| (ENGLISH.contains(word), FRENCH.contains(word));
        all.map(|word| (*word, languages(word))).collect()
    });
    let known = match word.len() <= LONGEST_FUNCTION_WORD {
        true => LANGUAGES.get(word).copied(),
        false => None,
    };
    let (is_english, is_french) = known.unwrap_or_default();
    let is_elided = || {
        let may_be = word.bytes().any(|byte| byte == b'\'' || !byte.is_ascii());
        may_be
            && FRENCH_ELISIONS
                .iter()
                .any(|elided| word.starts_with(elided))
    };
    (is_english, is_french || is_elided())
}

fn lower_case(word: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    match word.bytes().all(is_lower) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

/// Letter sequences decide where function words do not.
fn by_letters(sample: &str) -> Option<Language> {
    let found = whatlang::detect(sample).filter(|found| found.is_reliable())?;
    Some(match found.lang() {
        whatlang::Lang::Eng => Language::English,
        whatlang::Lang::Fra => Language::French,
        _ => Language::Other,
    })
}

/// The first two thousand bytes or so: enough to tell, and the same cost for any block.
fn head(text: &str) -> &str {
    const ENOUGH: usize = 2000;
    match text.char_indices().find(|&(at, _)| at >= ENOUGH) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

/// Bytes of the longest function word of the lists.
const LONGEST_FUNCTION_WORD: usize = 7;

/// Function words that French does not have.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "was", "were", "that", "for", "with", "by", "from",
    "are", "has", "have", "had", "his", "their", "its", "it", "this", "which", "not", "be", "been",
    "at", "as", "who", "will", "would", "after", "during", "between", "an", "but", "or", "than",
    "more", "he", "she", "they", "into", "over", "under", "when", "while", "since", "about",
    "also",
];

/// Function words that English does not have.
const FRENCH: &[&str] = &[
    "le", "la", "les", "des", "du", "de", "et", "est", "une", "un", "dans", "pour", "par", "sur",
    "avec", "qui", "que", "au", "aux", "ce", "cette", "ces", "ses", "sont", "été", "être", "ont",
    "pas", "plus", "il", "elle", "ils", "elles", "en", "leur", "leurs", "mais", "où", "entre",
    "depuis", "après", "avant", "contre", "ainsi", "dont", "était", "selon", "lors", "sous", "à",
];

const FRENCH_ELISIONS: &[&str] = &[
    "l'", "d'", "qu'", "n'", "s'", "c'", "l’", "d’", "qu’", "n’", "s’", "c’",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_word_is_looked_up() {
        for word in ENGLISH.iter().chain(FRENCH) {
            let expected = (ENGLISH.contains(word), FRENCH.contains(word));
            assert_eq!(tells(word), expected, "{word}");
        }
        assert_eq!(tells("l'etat"), (false, true));
        assert_eq!(tells("state"), (false, false));
    }

    #[test]
    fn short_blocks_are_told_apart() {
        for text in [
            "The army left the town.",
            "Signed in Algiers by all parties",
        ] {
            assert_eq!(detect(text, Language::French), Language::English, "{text}");
        }
        for text in [
            "L’armée a quitté la ville.",
            "Retrait des troupes",
            "Le bilan s’élève à 12 morts.",
        ] {
            assert_eq!(detect(text, Language::English), Language::French, "{text}");
        }
    }

    #[test]
    fn what_does_not_tell_takes_the_fallback() {
        for text in ["", "12 500", "MINUSMA 2013"] {
            assert_eq!(detect(text, Language::French), Language::French);
            assert_eq!(detect(text, Language::English), Language::English);
        }
    }

    #[test]
    fn names_in_another_language_do_not_change_a_sentence() {
        assert_eq!(
            detect(
                "The daily Le Monde and the radio station La Voix des Jeunes were closed by the junta.",
                Language::French
            ),
            Language::English
        );
    }

    #[test]
    fn other_languages_are_other() {
        assert_eq!(
            detect(
                "Der Bundestag hat das Mandat für den Einsatz der Bundeswehr um ein weiteres Jahr verlängert.",
                Language::English
            ),
            Language::Other
        );
        assert_eq!(
            detect(
                "Армия покинула город после нескольких дней боёв.",
                Language::English
            ),
            Language::Other
        );
    }
}
