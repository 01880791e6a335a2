//! The second ranking: how much of a claim a passage says, by the words themselves.
//!
//! Depends on nothing but the words and the statistics of the corpus, so that neither segments
//! nor threads can show in it.

use std::collections::{BTreeMap, BTreeSet};

use super::wanted::{Shared, WantedWords};
use crate::index::PassageId;
use crate::language::token::{TokenKind, tokens};
use crate::sources::Passage;

/// Saturation of repeated words, as in BM25.
const SATURATION: f64 = 0.9;
/// How much length counts, as in BM25.
const LENGTH_SHARE: f64 = 0.4;
/// The usual number of words of a passage.
const USUAL_LENGTH: f64 = 45.0;
/// What a word is worth that only the surroundings have.
const IN_CONTEXT: f64 = 0.35;
/// What two words side by side are worth, of the worth of the words.
const SIDE_BY_SIDE: f64 = 0.25;
/// What the best sentence's own share of the claim is worth.
const ONE_SENTENCE: f64 = 0.5;

/// What the source as a whole is worth to its best passage; to its second best it is worth half
/// of that, to the third a third, so that the first places are shared among sources.
const WHOLE_SOURCE: f64 = 2.0;
/// Saturation of words repeated within a source, as in BM25.
const SOURCE_SATURATION: f64 = 1.2;
/// How much the length of a source counts, as in BM25.
const SOURCE_LENGTH_SHARE: f64 = 0.5;

/// What a passage has of the wanted words.
pub(super) struct Scored {
    /// Which passage.
    pub(super) id: PassageId,
    pub(super) passage: Passage,
    /// What it is worth on its own.
    score: f64,
    /// Number of its words that are no stop words.
    words: usize,
    /// Per wanted word, how often it has it.
    counts: Vec<f64>,
    /// Per wanted word, whether its surroundings have it.
    around: Vec<bool>,
}

impl Scored {
    /// Scores a passage.
    pub(super) fn of(id: PassageId, passage: Passage, wanted: &WantedWords) -> Self {
        let found = Occurrences::of(&passage, wanted);
        let around = surroundings(&passage, wanted);
        let length = found.words as f64 / USUAL_LENGTH;
        let damping = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length);
        let mut score = 0.0;
        for (at, word) in wanted.words.iter().enumerate() {
            let count = found.counts[at];
            let own = count * (1.0 + SATURATION) / (count + damping);
            let context = if around[at] { IN_CONTEXT } else { 0.0 };
            score += word.worth * own.max(context);
        }
        for &(first, second) in &wanted.pairs {
            if found.is_pair(first, second) {
                let worth = wanted.words[first].worth + wanted.words[second].worth;
                score += SIDE_BY_SIDE * worth;
            }
        }
        score += ONE_SENTENCE * found.best_sentence;
        Self {
            id,
            passage,
            score,
            words: found.words,
            counts: found.counts,
            around,
        }
    }
}

/// Where the wanted words stand in a passage.
struct Occurrences {
    /// Number of words that are no stop words.
    words: usize,
    /// Per wanted word, how often it stands there.
    counts: Vec<f64>,
    /// Wanted words in the order they stand, by their running number among all words.
    order: Vec<(usize, usize)>,
    /// Worth of the wanted words of the sentence that has most.
    best_sentence: f64,
}

impl Occurrences {
    fn of(passage: &Passage, wanted: &WantedWords) -> Self {
        let forms = forms(wanted);
        let mut found = Self {
            words: 0,
            counts: vec![0.0; wanted.words.len()],
            order: Vec::new(),
            best_sentence: 0.0,
        };
        let mut sentence = 0;
        let mut in_sentence = vec![false; wanted.words.len()];
        for token in tokens(&passage.text, passage.context.language) {
            while passage
                .sentences
                .get(sentence)
                .is_some_and(|span| span.end <= token.span.start)
            {
                sentence += 1;
                found.end_sentence(&mut in_sentence, wanted);
            }
            if token.kind == TokenKind::Punctuation || token.is_stop {
                continue;
            }
            for &(place, share) in forms.get(token.stem.as_str()).into_iter().flatten() {
                found.counts[place] += share;
                found.order.push((place, found.words));
                in_sentence[place] = true;
            }
            found.words += 1;
        }
        found.end_sentence(&mut in_sentence, wanted);
        found
    }

    fn end_sentence(&mut self, in_sentence: &mut [bool], wanted: &WantedWords) {
        let mut worth = 0.0;
        for (has, word) in in_sentence.iter_mut().zip(&wanted.words) {
            if *has && word.is_own {
                worth += word.worth;
            }
            *has = false;
        }
        self.best_sentence = self.best_sentence.max(worth);
    }

    /// Whether the two words stand side by side, but for stop words, in either order.
    fn is_pair(&self, first: usize, second: usize) -> bool {
        let places = |wanted: usize| {
            self.order
                .iter()
                .filter(move |(place, _)| *place == wanted)
                .map(|(_, at)| *at)
        };
        places(first).any(|a| places(second).any(|b| a.abs_diff(b) == 1))
    }
}

type Forms<'w> = BTreeMap<&'w str, Vec<(usize, f64)>>;

fn forms(wanted: &WantedWords) -> Forms<'_> {
    let mut forms = Forms::new();
    for (place, word) in wanted.words.iter().enumerate() {
        for (form, share) in &word.forms {
            forms.entry(form).or_default().push((place, *share));
        }
    }
    forms
}

/// Per wanted word, whether the surroundings of the passage have it.
fn surroundings(passage: &Passage, wanted: &WantedWords) -> Vec<bool> {
    let forms = forms(wanted);
    let context = &passage.context;
    let mut around = vec![false; wanted.words.len()];
    let texts = context
        .headings
        .iter()
        .chain(&context.lead_in)
        .chain(context.before.last())
        .chain(context.cells.iter().map(|cell| &cell.head));
    for text in texts {
        for token in tokens(text, context.language) {
            for &(place, _) in forms.get(token.stem.as_str()).into_iter().flatten() {
                around[place] = true;
            }
        }
    }
    around
}

/// Puts the passages in order, best first: what each says itself, and what its source says all
/// in all. Equal scores stand in the order of the sources' names and of the text.
pub(super) fn ranked(scored: Vec<Scored>, wanted: &WantedWords) -> Vec<(Passage, f64)> {
    let sources = WholeSources::of(&scored, wanted);
    let mut scored = scored;
    scored.sort_by(|a, b| {
        rounded(b.score)
            .total_cmp(&rounded(a.score))
            .then_with(|| a.passage.source.name.cmp(&b.passage.source.name))
            .then(a.passage.ordinal.cmp(&b.passage.ordinal))
    });
    let mut before: BTreeMap<String, f64> = BTreeMap::new();
    let mut ranked: Vec<(Passage, f64)> = Vec::with_capacity(scored.len());
    for one in scored {
        let name = &one.passage.source.name;
        let earlier = before.entry(name.clone()).or_default();
        let share = 1.0 / (1.0 + *earlier);
        *earlier += 1.0;
        let score = one.score + WHOLE_SOURCE * share * sources.score(name);
        ranked.push((one.passage, rounded(score)));
    }
    ranked.sort_by(|(a, a_score), (b, b_score)| {
        b_score
            .total_cmp(a_score)
            .then_with(|| a.source.name.cmp(&b.source.name))
            .then(a.ordinal.cmp(&b.ordinal))
    });
    ranked
}

/// What the sources have of the wanted words, all their candidate passages together.
struct WholeSources {
    scores: BTreeMap<String, f64>,
}

impl WholeSources {
    fn of(scored: &[Scored], wanted: &WantedWords) -> Self {
        let mut sources: BTreeMap<&str, (f64, Vec<f64>)> = BTreeMap::new();
        for one in scored {
            let (length, counts) = sources
                .entry(&one.passage.source.name)
                .or_insert_with(|| (0.0, vec![0.0; wanted.words.len()]));
            *length += one.words as f64;
            for (sum, count) in counts.iter_mut().zip(&one.counts) {
                *sum += count;
            }
            for (sum, around) in counts.iter_mut().zip(&one.around) {
                if *around {
                    *sum = sum.max(1.0);
                }
            }
        }
        let usual =
            sources.values().map(|(length, _)| length).sum::<f64>() / sources.len().max(1) as f64;
        let scores = sources
            .into_iter()
            .map(|(name, (length, counts))| {
                let relative = length / usual.max(1.0);
                let damping = SOURCE_SATURATION
                    * (1.0 - SOURCE_LENGTH_SHARE + SOURCE_LENGTH_SHARE * relative);
                let score = counts
                    .iter()
                    .zip(&wanted.words)
                    .map(|(&count, word)| {
                        word.worth * count * (1.0 + SOURCE_SATURATION) / (count + damping)
                    })
                    .sum();
                (name.to_owned(), score)
            })
            .collect();
        Self { scores }
    }

    fn score(&self, name: &str) -> f64 {
        self.scores.get(name).copied().unwrap_or(0.0)
    }
}

/// The words that the best passages share and that are not wanted yet.
pub(super) fn shared_words(best: &[(Passage, f64)], wanted: &WantedWords) -> Vec<Shared> {
    let known = forms(wanted);
    let top = best
        .first()
        .map_or(1.0, |(_, score)| *score)
        .max(f64::MIN_POSITIVE);
    let mut strengths: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for (passage, score) in best {
        let stems: BTreeSet<String> = tokens(&passage.text, passage.context.language)
            .into_iter()
            .filter(|token| token.kind == TokenKind::Word && !token.is_stop)
            .map(|token| token.stem)
            .filter(|stem| !known.contains_key(stem.as_str()))
            .collect();
        for stem in stems {
            let (strength, passages) = strengths.entry(stem).or_default();
            *strength += score / top;
            *passages += 1;
        }
    }
    strengths
        .into_iter()
        .filter(|(_, (_, passages))| *passages > 1)
        .map(|(stem, (strength, _))| Shared { stem, strength })
        .collect()
}

/// The names of the sources whose candidate passages have most of the wanted words.
pub(super) fn best_sources(scored: &[Scored], wanted: &WantedWords, limit: usize) -> Vec<String> {
    let mut sources: Vec<(String, f64)> = WholeSources::of(scored, wanted)
        .scores
        .into_iter()
        .collect();
    sources.sort_by(|a, b| {
        rounded(b.1)
            .total_cmp(&rounded(a.1))
            .then_with(|| a.0.cmp(&b.0))
    });
    sources.truncate(limit);
    sources.into_iter().map(|(name, _)| name).collect()
}

/// Without what the order of additions may leave behind.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
