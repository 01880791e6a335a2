//! The words of a query, and what each is worth in this corpus.

use std::collections::BTreeSet;

use super::Query;
use crate::index::{Field, Search, Term};
use crate::language::Language;
use crate::language::token::{Token, TokenKind, search_stems, stem, tokens};
use crate::language::translation::translations;

/// The most words that are looked up; of more, the rarest.
const MOST_TERMS: usize = 32;
/// Corpora of fewer passages are searched for common words too.
const SMALL_CORPUS: u64 = 20_000;
/// In larger ones a word that more than one passage in so many has is too common to look up.
const COMMON_ONE_IN: u64 = 12;
/// Names and figures say more of what a claim is about than their rarity tells.
const NAME_WEIGHT: f64 = 1.2;
const NUMBER_WEIGHT: f64 = 1.3;
/// A translation, or the other form of an abbreviation, may be the wrong one.
const VARIANT_WEIGHT: f64 = 0.6;
/// Translations of a word that are looked up, the most usual ones.
const MOST_TRANSLATIONS: usize = 3;
/// Words that the claim stands among are not its own.
const SURROUNDING_WEIGHT: f64 = 0.25;
/// The longest abbreviated name, in words.
const LONGEST_NAME: usize = 8;

/// A word of the query.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// How it may stand in a passage: stems, each with the share of the worth it is given.
    pub(super) forms: Vec<(String, f64)>,
    /// What finding it is worth.
    pub(super) worth: f64,
}

/// The words of a query, the claim's own first and in its order.
#[derive(Clone, Debug, Default)]
pub(super) struct WantedWords {
    pub(super) words: Vec<Wanted>,
    /// The claim's own words in folded form, without stop words and figures, each once.
    pub(super) spellings: BTreeSet<String>,
}

impl WantedWords {
    /// Reads a query against the statistics of the corpus.
    pub(super) fn of(query: &Query, search: &dyn Search) -> anyhow::Result<Self> {
        let mut wanted = Self::unweighed(query, search);
        search.expect_words(wanted.forms())?;
        let passages = search.passage_count().max(1);
        for word in &mut wanted.words {
            let frequency = search.frequency(Field::Stem, &word.forms[0].0)?;
            word.worth *= rarity(frequency, passages);
        }
        Ok(wanted)
    }

    /// The words of a query, each worth as much as if all were equally rare.
    pub(super) fn unweighed(query: &Query, search: &dyn Search) -> Self {
        let mut reading = Reading {
            search,
            known: BTreeSet::new(),
            wanted: Self::default(),
        };
        reading.claim(query);
        reading.abbreviations(query);
        for text in &query.surroundings {
            reading.surrounding(text, query.language);
        }
        reading.wanted
    }

    /// The forms of all words.
    pub(super) fn forms(&self) -> Vec<(Field, String)> {
        let forms = self.words.iter().flat_map(|word| &word.forms);
        forms.map(|(form, _)| (Field::Stem, form.clone())).collect()
    }

    /// The terms to look up: the rarest words.
    pub(super) fn terms(&self, search: &dyn Search) -> anyhow::Result<Vec<Term>> {
        let passages = search.passage_count();
        let mut found: Vec<(f64, u64, &str)> = Vec::new();
        for wanted in &self.words {
            for (form, share) in &wanted.forms {
                let frequency = search.frequency(Field::Stem, form)?;
                if frequency > 0 {
                    let rarity = rarity(frequency, passages);
                    found.push((wanted.worth / rarity * share, frequency, form));
                }
            }
        }
        found.sort_by(|a, b| a.1.cmp(&b.1).then(a.2.cmp(b.2)));
        let is_rare = |frequency: u64| {
            passages < SMALL_CORPUS || frequency.saturating_mul(COMMON_ONE_IN) < passages
        };
        let rare = found
            .iter()
            .take_while(|(_, frequency, _)| is_rare(*frequency))
            .count();
        // A claim of common words alone is looked up by the least common of them.
        found.truncate(rare.clamp(3, MOST_TERMS));
        let terms = found.into_iter().map(|(weight, _, form)| Term {
            field: Field::Stem,
            text: form.to_owned(),
            weight: weight as f32,
        });
        Ok(terms.collect())
    }
}

/// How much a word says that `frequency` of `passages` have (BM25's inverse document frequency).
fn rarity(frequency: u64, passages: u64) -> f64 {
    let (frequency, passages) = (frequency as f64, passages as f64);
    (1.0 + (passages - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}

struct Reading<'s> {
    search: &'s dyn Search,
    /// The stems that are wanted already.
    known: BTreeSet<String>,
    wanted: WantedWords,
}

impl Reading<'_> {
    fn claim(&mut self, query: &Query) {
        for token in tokens(&query.text, query.language) {
            if token.kind == TokenKind::Punctuation || token.is_stop {
                continue;
            }
            self.want(&token, &query.text, query.language);
            if token.kind == TokenKind::Word {
                self.wanted.spellings.insert(token.folded);
            }
        }
    }

    /// Wants a word of the claim, or each of its parts.
    fn want(&mut self, token: &Token, text: &str, language: Language) {
        let weight = match token.kind {
            TokenKind::Number => NUMBER_WEIGHT,
            _ if token.span.of(text).starts_with(char::is_uppercase) => NAME_WEIGHT,
            _ => 1.0,
        };
        for stem in search_stems(token, language) {
            if self.known.contains(&stem) {
                continue;
            }
            let mut forms = vec![(stem, 1.0)];
            forms.extend(translated(&token.folded, language));
            forms.dedup_by(|a, b| a.0 == b.0);
            self.push(forms, weight);
        }
    }

    fn push(&mut self, forms: Vec<(String, f64)>, weight: f64) {
        self.known.insert(forms[0].0.clone());
        self.wanted.words.push(Wanted {
            worth: weight,
            forms,
        });
    }

    /// Spelled-out names for abbreviations, and abbreviations for spelled-out names.
    fn abbreviations(&mut self, query: &Query) {
        let abbreviations = self.search.abbreviations();
        let words: Vec<Token> = tokens(&query.text, query.language)
            .into_iter()
            .filter(|token| token.kind != TokenKind::Punctuation)
            .collect();
        let mut variants: Vec<String> = Vec::new();
        for (start, first) in words.iter().enumerate() {
            let written = first.span.of(&query.text);
            if written.chars().filter(|c| c.is_uppercase()).count() > 1 {
                let long = abbreviations.long_forms(&first.folded);
                variants.extend(long.iter().take(2).map(|&long| long.to_owned()));
            }
            for last in &words[start + 1..words.len().min(start + LONGEST_NAME)] {
                let name = first.span.cover(last.span).of(&query.text);
                let short = abbreviations.short_forms(name);
                variants.extend(short.iter().take(2).map(|&short| short.to_owned()));
            }
        }
        for variant in variants {
            self.others(&variant, query.language, VARIANT_WEIGHT * 0.5);
        }
    }

    fn surrounding(&mut self, text: &str, language: Language) {
        self.others(text, language, SURROUNDING_WEIGHT);
    }

    fn others(&mut self, text: &str, language: Language, weight: f64) {
        for token in tokens(text, language) {
            if token.kind == TokenKind::Punctuation || token.is_stop {
                continue;
            }
            for stem in search_stems(&token, language) {
                if !self.known.contains(&stem) {
                    self.push(vec![(stem, 1.0)], weight);
                }
            }
        }
    }
}

/// Stems of a word's translations, with the share of its worth they are given.
fn translated(folded: &str, language: Language) -> Vec<(String, f64)> {
    let mut forms = Vec::new();
    for other in [Language::English, Language::French] {
        if other != language {
            let words = translations(folded, language).into_iter();
            let usual = words.take(MOST_TRANSLATIONS);
            forms.extend(usual.map(|word| (stem(word, other), VARIANT_WEIGHT)));
        }
    }
    forms
}
