//! The second ranking: how much of a claim a passage says, by the words themselves.
//!
//! Depends on nothing but the words and the statistics of the corpus, so that neither segments
//! nor threads can show in it.

use std::collections::{BTreeMap, BTreeSet};

use super::analysed::Analysed;
use super::wanted::{Shared, WantedWords};
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
struct Scored<'p> {
    passage: &'p Passage,
    /// What it is worth on its own.
    score: f64,
    /// Number of its words that are no stop words.
    words: usize,
    /// Per wanted word, how often it has it.
    counts: Vec<f64>,
    /// Per wanted word, whether its surroundings have it.
    around: Vec<bool>,
}

impl<'p> Scored<'p> {
    fn all(candidates: &'p [Analysed], wanted: &WantedWords) -> Vec<Self> {
        let forms = forms(wanted);
        let score = |candidate| Self::of(candidate, wanted, &forms);
        candidates.iter().map(score).collect()
    }

    fn of(candidate: &'p Analysed, wanted: &WantedWords, forms: &Forms<'_>) -> Self {
        let found = Occurrences::of(candidate, wanted, forms);
        let around: Vec<bool> = wanted
            .words
            .iter()
            .map(|word| {
                word.forms
                    .iter()
                    .any(|(form, _)| candidate.around.contains(form))
            })
            .collect();
        let words = candidate.words.len();
        let length = words as f64 / USUAL_LENGTH;
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
            passage: &candidate.passage,
            score,
            words,
            counts: found.counts,
            around,
        }
    }
}

/// Where the wanted words stand in a passage.
struct Occurrences {
    /// Per wanted word, how often it stands there.
    counts: Vec<f64>,
    /// Wanted words in the order they stand, by their running number among all words.
    order: Vec<(usize, usize)>,
    /// Worth of the wanted words of the sentence that has most.
    best_sentence: f64,
}

impl Occurrences {
    fn of(candidate: &Analysed, wanted: &WantedWords, forms: &Forms<'_>) -> Self {
        let mut found = Self {
            counts: vec![0.0; wanted.words.len()],
            order: Vec::new(),
            best_sentence: 0.0,
        };
        let mut sentence = 0;
        let mut in_sentence = vec![false; wanted.words.len()];
        for (at, word) in candidate.words.iter().enumerate() {
            if word.sentence != sentence {
                sentence = word.sentence;
                found.end_sentence(&mut in_sentence, wanted);
            }
            for &(place, share) in forms.get(word.stem.as_str()).into_iter().flatten() {
                found.counts[place] += share;
                found.order.push((place, at));
                in_sentence[place] = true;
            }
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

/// The candidates in order, best first, as their places in the list: what each says itself, and
/// what its source says all in all. Equal scores stand in the order of the sources' names and of
/// the text.
pub(super) fn ranked(candidates: &[Analysed], wanted: &WantedWords) -> Vec<(usize, f64)> {
    let scored = Scored::all(candidates, wanted);
    let sources = WholeSources::of(&scored, wanted);
    let place = |at: usize| (&scored[at].passage.source.name, scored[at].passage.ordinal);
    let mut order: Vec<(usize, f64)> = (0..scored.len())
        .map(|at| (at, rounded(scored[at].score)))
        .collect();
    let by_score = |a: &(usize, f64), b: &(usize, f64)| {
        b.1.total_cmp(&a.1)
            .then_with(|| place(a.0).cmp(&place(b.0)))
    };
    order.sort_by(by_score);
    let mut before: BTreeMap<&str, f64> = BTreeMap::new();
    for (at, score) in &mut order {
        let name = scored[*at].passage.source.name.as_str();
        let earlier = before.entry(name).or_default();
        let share = 1.0 / (1.0 + *earlier);
        *earlier += 1.0;
        *score = rounded(*score + WHOLE_SOURCE * share * sources.score(name));
    }
    order.sort_by(by_score);
    order
}

/// What the sources have of the wanted words, all their candidate passages together.
struct WholeSources {
    scores: BTreeMap<String, f64>,
}

impl WholeSources {
    fn of(scored: &[Scored<'_>], wanted: &WantedWords) -> Self {
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

/// The words that the best candidates share and that are not wanted yet.
pub(super) fn shared_words(best: &[(&Analysed, f64)], wanted: &WantedWords) -> Vec<Shared> {
    let known = forms(wanted);
    let top = best
        .first()
        .map_or(1.0, |(_, score)| *score)
        .max(f64::MIN_POSITIVE);
    let mut strengths: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for (candidate, score) in best {
        let stems: BTreeSet<&str> = candidate
            .words
            .iter()
            .filter(|word| !word.is_number)
            .map(|word| word.stem.as_str())
            .filter(|stem| !known.contains_key(stem))
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
        .map(|(stem, (strength, _))| Shared {
            stem: stem.to_owned(),
            strength,
        })
        .collect()
}

/// The names of the sources whose candidate passages have most of the wanted words.
pub(super) fn best_sources(
    candidates: &[Analysed],
    wanted: &WantedWords,
    limit: usize,
) -> Vec<String> {
    let scored = Scored::all(candidates, wanted);
    let mut sources: Vec<(String, f64)> = WholeSources::of(&scored, wanted)
        .scores
        .into_iter()
        .map(|(name, score)| (name, rounded(score)))
        .collect();
    sources.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sources.truncate(limit);
    sources.into_iter().map(|(name, _)| name).collect()
}

/// Without what the order of additions may leave behind.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
