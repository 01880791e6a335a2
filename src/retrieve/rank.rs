//! The second ranking: how much of a claim a passage says, by the words themselves.
//!
//! Depends on nothing but the words and the statistics of the corpus, so that neither segments
//! nor threads can show in it.

use std::collections::BTreeMap;

use super::wanted::WantedWords;
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
/// What the rest of the source is worth, of what its passages have of the claim together.
const WHOLE_SOURCE: f64 = 0.5;

/// What a passage has of the wanted words.
pub(super) struct Scored {
    pub(super) passage: Passage,
    /// What it is worth on its own.
    score: f64,
    /// Per wanted word, how well it or its surroundings have it: 0 to 1.
    has: Vec<f64>,
}

impl Scored {
    /// Scores a passage.
    pub(super) fn of(passage: Passage, wanted: &WantedWords) -> Self {
        let found = Occurrences::of(&passage, wanted);
        let around = surroundings(&passage, wanted);
        let length = found.words as f64 / USUAL_LENGTH;
        let damping = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length);
        let mut score = 0.0;
        let mut has = Vec::with_capacity(wanted.words.len());
        for (at, word) in wanted.words.iter().enumerate() {
            let count = found.counts[at];
            let own = count * (1.0 + SATURATION) / (count + damping);
            let context = if around[at] { IN_CONTEXT } else { 0.0 };
            score += word.worth * own.max(context);
            has.push(if count > 0.0 { 1.0 } else { context });
        }
        for &(first, second) in &wanted.pairs {
            if found.is_pair(first, second) {
                let worth = wanted.words[first].worth + wanted.words[second].worth;
                score += SIDE_BY_SIDE * worth;
            }
        }
        score += ONE_SENTENCE * found.best_sentence;
        Self {
            passage,
            score,
            has,
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
    let mut together: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for one in &scored {
        let all = together
            .entry(one.passage.source.name.clone())
            .or_insert_with(|| vec![0.0; wanted.words.len()]);
        for (best, has) in all.iter_mut().zip(&one.has) {
            *best = best.max(*has);
        }
    }
    let mut ranked: Vec<(Passage, f64)> = scored
        .into_iter()
        .map(|one| {
            let all = &together[&one.passage.source.name];
            let of_source: f64 = all
                .iter()
                .zip(&wanted.words)
                .map(|(has, word)| has * word.worth)
                .sum();
            (one.passage, rounded(one.score + WHOLE_SOURCE * of_source))
        })
        .collect();
    ranked.sort_by(|(a, a_score), (b, b_score)| {
        b_score
            .total_cmp(a_score)
            .then_with(|| a.source.name.cmp(&b.source.name))
            .then(a.ordinal.cmp(&b.ordinal))
    });
    ranked
}

/// Without what the order of additions may leave behind.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}
