//! The words of a query, and what each is worth in this corpus.

use std::collections::BTreeMap;

use super::Query;
use crate::index::{Field, Search, Term};
use crate::language::Language;
use crate::language::lexicon::translations;
use crate::language::token::{Token, TokenKind, stem, tokens};

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
/// Words that the claim stands among are not its own.
const SURROUNDING_WEIGHT: f64 = 0.25;
/// What the surroundings of a passage have counts less than what it says itself.
const CONTEXT_FACTOR: f64 = 0.4;
/// How many words that the best passages share are looked for too, and what they count.
const MOST_SHARED: usize = 20;
const SHARED_WEIGHT: f64 = 0.6;
/// The longest abbreviated name, in words.
const LONGEST_NAME: usize = 8;

/// A word of the query.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// How it may stand in a passage: stems, each with the share of the worth it is given.
    pub(super) forms: Vec<(String, f64)>,
    /// What finding it is worth.
    pub(super) worth: f64,
    /// Whether it is a word of the claim itself.
    pub(super) is_own: bool,
}

/// The words of a query, the claim's own first and in its order.
#[derive(Clone, Debug, Default)]
pub(super) struct WantedWords {
    pub(super) words: Vec<Wanted>,
    /// Pairs of words that stand side by side in the claim, as places in `words`.
    pub(super) pairs: Vec<(usize, usize)>,
}

impl WantedWords {
    /// Reads a query against the statistics of the corpus.
    pub(super) fn of(query: &Query, search: &dyn Search) -> anyhow::Result<Self> {
        let mut reading = Reading {
            search,
            passages: search.passage_count().max(1),
            places: BTreeMap::new(),
            wanted: Self::default(),
        };
        reading.claim(query)?;
        reading.abbreviations(query)?;
        for text in &query.surroundings {
            reading.surrounding(text, query.language)?;
        }
        Ok(reading.wanted)
    }

    /// The words with those added that tell the best passages from the rest (pseudo-relevance
    /// feedback, after Lavrenko & Croft 2001 and Rocchio 1971).
    pub(super) fn with_feedback(
        &self,
        shared: Vec<Shared>,
        search: &dyn Search,
    ) -> anyhow::Result<Self> {
        let passages = search.passage_count();
        let mut told: Vec<(f64, f64, String)> = Vec::with_capacity(shared.len());
        for word in shared {
            let frequency = search.frequency(Field::Stem, &word.stem)?;
            let rarity = rarity(frequency, passages);
            told.push((word.strength * rarity, rarity, word.stem));
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        told.truncate(MOST_SHARED);
        let strongest = told.first().map_or(1.0, |(strength, _, _)| *strength);
        let mut wanted = self.clone();
        for (strength, rarity, stem) in told {
            wanted.words.push(Wanted {
                forms: vec![(stem, 1.0)],
                worth: SHARED_WEIGHT * rarity * strength / strongest,
                is_own: false,
            });
        }
        Ok(wanted)
    }

    /// The terms to look up: the rarest words, in the passages and in their surroundings.
    pub(super) fn terms(&self, search: &dyn Search) -> anyhow::Result<Vec<Term>> {
        let passages = search.passage_count();
        let mut found: Vec<(f64, u64, &str)> = Vec::new();
        for wanted in &self.words {
            for (form, share) in &wanted.forms {
                let frequency = search.frequency(Field::Stem, form)?;
                let context = search.frequency(Field::Context, form)?;
                if frequency + context > 0 {
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
        let terms = found.into_iter().flat_map(|(weight, _, form)| {
            [(Field::Stem, 1.0), (Field::Context, CONTEXT_FACTOR)].map(|(field, factor)| Term {
                field,
                text: form.to_owned(),
                weight: (weight * factor) as f32,
            })
        });
        Ok(terms.collect())
    }
}

/// A word that the best passages share, and how much they share it.
pub(super) struct Shared {
    pub(super) stem: String,
    pub(super) strength: f64,
}

/// How much a word says that `frequency` of `passages` have (BM25's inverse document frequency).
fn rarity(frequency: u64, passages: u64) -> f64 {
    let (frequency, passages) = (frequency as f64, passages as f64);
    (1.0 + (passages - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}

struct Reading<'s> {
    search: &'s dyn Search,
    passages: u64,
    /// Stem → place in the wanted words.
    places: BTreeMap<String, usize>,
    wanted: WantedWords,
}

impl Reading<'_> {
    fn claim(&mut self, query: &Query) -> anyhow::Result<()> {
        let mut previous: Option<usize> = None;
        for token in tokens(&query.text, query.language) {
            if token.kind == TokenKind::Punctuation {
                previous = None;
                continue;
            }
            if token.is_stop {
                continue;
            }
            let place = self.want(&token, &query.text, query.language)?;
            if let Some(previous) = previous.filter(|&previous| previous != place) {
                self.wanted.pairs.push((previous, place));
            }
            previous = Some(place);
        }
        Ok(())
    }

    fn want(&mut self, token: &Token, text: &str, language: Language) -> anyhow::Result<usize> {
        if let Some(&place) = self.places.get(&token.stem) {
            return Ok(place);
        }
        let weight = match token.kind {
            TokenKind::Number => NUMBER_WEIGHT,
            _ if token.span.of(text).starts_with(char::is_uppercase) => NAME_WEIGHT,
            _ => 1.0,
        };
        let mut forms = vec![(token.stem.clone(), 1.0)];
        for other in [Language::English, Language::French] {
            if other != language {
                let translated = translations(&token.folded, language);
                forms.extend(
                    translated
                        .iter()
                        .map(|word| (stem(word, other), VARIANT_WEIGHT)),
                );
            }
        }
        forms.dedup_by(|a, b| a.0 == b.0);
        self.push(forms, weight, true)
    }

    fn push(
        &mut self,
        forms: Vec<(String, f64)>,
        weight: f64,
        is_own: bool,
    ) -> anyhow::Result<usize> {
        let frequency = self.search.frequency(Field::Stem, &forms[0].0)?;
        let place = self.wanted.words.len();
        self.places.insert(forms[0].0.clone(), place);
        self.wanted.words.push(Wanted {
            worth: weight * rarity(frequency, self.passages),
            forms,
            is_own,
        });
        Ok(place)
    }

    /// Spelled-out names for abbreviations, and abbreviations for spelled-out names.
    fn abbreviations(&mut self, query: &Query) -> anyhow::Result<()> {
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
            self.variant(&variant, query.language)?;
        }
        Ok(())
    }

    fn variant(&mut self, text: &str, language: Language) -> anyhow::Result<()> {
        for token in tokens(text, language) {
            let is_word = token.kind != TokenKind::Punctuation && !token.is_stop;
            if is_word && !self.places.contains_key(&token.stem) {
                self.push(vec![(token.stem, 1.0)], VARIANT_WEIGHT * 0.5, false)?;
            }
        }
        Ok(())
    }

    fn surrounding(&mut self, text: &str, language: Language) -> anyhow::Result<()> {
        for token in tokens(text, language) {
            let is_word = token.kind != TokenKind::Punctuation && !token.is_stop;
            if is_word && !self.places.contains_key(&token.stem) {
                self.push(vec![(token.stem, 1.0)], SURROUNDING_WEIGHT, false)?;
            }
        }
        Ok(())
    }
}
