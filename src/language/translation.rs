//! Which English words a French word can stand for, and the other way round, by the list that texts are glossed by.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::Language;
use super::gloss::entries;
use super::lexicon::lemmas;
use super::token::{Token, TokenKind, stem, tokens};

/// The words of the other language that a word of `language` can stand for, folded, the most usual first; of those of one
/// stem one. Any inflected form will do.
#[must_use]
pub fn translations(word: &str, language: Language) -> Vec<&'static str> {
    let table = match language {
        Language::English => &PAIRS.from_english,
        Language::French => &PAIRS.from_french,
        Language::Other => return Vec::new(),
    };
    let mut stems = vec![stem(word, language)];
    if language == Language::English {
        stems.extend(lemmas(word).into_iter().map(|lemma| stem(lemma, language)));
    }
    let mut found: Vec<&'static str> = Vec::new();
    for other in stems.iter().filter_map(|stem| table.get(stem)).flatten() {
        if !found.contains(&other.as_str()) {
            found.push(other);
        }
    }
    found
}

/// French words and the English ones that they can stand for, by the stem of the word that is looked up.
struct Pairs {
    from_english: HashMap<String, Vec<String>>,
    from_french: HashMap<String, Vec<String>>,
}

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let (mut from_english, mut from_french) = (Counted::default(), Counted::default());
    for (french, meanings) in entries() {
        let Some(french) = only_word(french, Language::French) else {
            continue;
        };
        for meaning in meanings.split(", ") {
            if let Some(english) = only_word(meaning, Language::English) {
                from_english.count(&english, &french);
                from_french.count(&french, &english);
            }
        }
    }
    Pairs {
        from_english: from_english.most_usual_first(),
        from_french: from_french.most_usual_first(),
    }
});

/// By a word's stem those of the other language: by their stems how many entries of the list have both, and one of
/// their forms. What many forms of a word have in common is usual.
#[derive(Default)]
struct Counted(HashMap<String, BTreeMap<String, (usize, String)>>);

impl Counted {
    fn count(&mut self, word: &Token, other: &Token) {
        let others = self.0.entry(word.stem.clone()).or_default();
        let known = others.entry(other.stem.clone());
        known.or_insert_with(|| (0, other.folded.clone())).0 += 1;
    }

    fn most_usual_first(self) -> HashMap<String, Vec<String>> {
        let in_order = |others: BTreeMap<String, (usize, String)>| {
            let mut others: Vec<(usize, String)> = others.into_values().collect();
            others.sort_by_key(|(count, _)| Reverse(*count));
            others.into_iter().map(|(_, form)| form).collect()
        };
        let words = self.0.into_iter();
        words
            .map(|(stem, others)| (stem, in_order(others)))
            .collect()
    }
}

/// The one word of a text that is no function word.
fn only_word(text: &str, language: Language) -> Option<Token> {
    let mut words = tokens(text, language)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word && !token.is_stop);
    words.next().filter(|_| words.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_go_both_ways() {
        let french = |word| translations(word, Language::English);
        assert!(french("soldiers").contains(&"soldat"));
        assert!(french("withdrawal").contains(&"retrait"));
        assert!(!french("soldier").contains(&"banque"));
        assert!(translations("armees", Language::French).contains(&"army"));
    }
}
