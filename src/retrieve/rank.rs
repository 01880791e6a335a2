//! The second ranking: how much of a claim a passage says, by whole words and by their parts.
//!
//! Depends on nothing but the words and the statistics of the corpus, so that neither segments
//! nor threads can show in it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::analysed::Analysed;
use super::wanted::{Wanted, WantedWords};

/// Saturation of repeated words, as in BM25.
const SATURATION: f64 = 1.2;
/// How much length counts, as in BM25.
const LENGTH_SHARE: f64 = 0.75;
/// How many letters a part of a word has (McNamee & Mayfield 2004 find four and five best for
/// European languages).
const PART_LETTERS: usize = 4;
/// What the parts of words are worth, of the worth of the words.
const PARTS: f64 = 1.0;

/// The candidates in order, best first, as their places in the list. Equal scores stand in the
/// order of the sources' names and of the text.
pub(super) fn ranked(candidates: &[Arc<Analysed>], wanted: &WantedWords) -> Vec<(usize, f64)> {
    let words = relative(by_words(candidates, wanted));
    let parts = relative(by_parts(candidates, &wanted.spellings));
    let place = |at: usize| {
        let passage = &candidates[at].passage;
        (&passage.source.name, passage.ordinal)
    };
    let mut order: Vec<(usize, f64)> = words
        .iter()
        .zip(&parts)
        .map(|(words, parts)| rounded(words + PARTS * parts))
        .enumerate()
        .collect();
    order.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| place(a.0).cmp(&place(b.0)))
    });
    order
}

/// BM25 of the wanted words.
fn by_words(candidates: &[Arc<Analysed>], wanted: &WantedWords) -> Vec<f64> {
    let mut forms: HashMap<&str, Vec<(usize, f64)>> = HashMap::new();
    for (place, word) in wanted.words.iter().enumerate() {
        for (form, share) in &word.forms {
            forms.entry(form).or_default().push((place, *share));
        }
    }
    let length = |candidate: &Arc<Analysed>| candidate.stems.len() as f64;
    let usual = mean(candidates.iter().map(length));
    let score = |candidate: &Arc<Analysed>| {
        let mut counts = vec![0.0; wanted.words.len()];
        for stem in candidate.stems.iter() {
            for &(place, share) in forms.get(stem).into_iter().flatten() {
                counts[place] += share;
            }
        }
        let length = length(candidate) / usual;
        let worth = |(count, word): (&f64, &Wanted)| word.worth * saturated(*count, length);
        counts.iter().zip(&wanted.words).map(worth).sum()
    };
    candidates.iter().map(score).collect()
}

/// BM25 of the parts of the wanted words, which finds what stems do not bring together:
/// "asymptomatic" and "symptoms", "immunosuppressed" and "suppress", misspellings. How rare a
/// part is, the candidates themselves tell.
fn by_parts(candidates: &[Arc<Analysed>], wanted: &BTreeSet<String>) -> Vec<f64> {
    let mut known: HashMap<Part, usize> = HashMap::new();
    for part in wanted.iter().flat_map(|word| parts(word)) {
        let next = known.len();
        known.entry(part).or_insert(next);
    }
    let mut words: HashMap<&str, (Vec<usize>, usize)> = HashMap::new();
    let mut counts = vec![vec![0.0; known.len()]; candidates.len()];
    let mut lengths = vec![0.0; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        for word in candidate.spellings.iter() {
            let (places, length) = words.entry(word).or_insert_with(|| {
                let parts = parts(word);
                let places = parts.iter().filter_map(|part| known.get(part).copied());
                (places.collect(), parts.len())
            });
            lengths[at] += *length as f64;
            for &place in places.iter() {
                counts[at][place] += 1.0;
            }
        }
    }
    let worth: Vec<f64> = (0..known.len())
        .map(|part| {
            let having = counts.iter().filter(|counts| counts[part] > 0.0).count() as f64;
            let all = candidates.len() as f64;
            (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
        })
        .collect();
    let usual = mean(lengths.iter().copied());
    counts
        .iter()
        .zip(&lengths)
        .map(|(counts, length)| {
            let score = |(count, worth): (&f64, &f64)| worth * saturated(*count, length / usual);
            counts.iter().zip(&worth).map(score).sum()
        })
        .collect()
}

/// Some letters of a word, in order; a short word is filled up with zeros.
type Part = [char; PART_LETTERS];

/// The parts of a word, its beginning and its end marked; a short word is one part.
fn parts(word: &str) -> Vec<Part> {
    let letters: Vec<char> = ['_'].into_iter().chain(word.chars()).chain(['_']).collect();
    if letters.len() < PART_LETTERS {
        let mut part = ['\0'; PART_LETTERS];
        part[..letters.len()].copy_from_slice(&letters);
        return vec![part];
    }
    let parts = letters.windows(PART_LETTERS);
    parts.filter_map(|part| part.try_into().ok()).collect()
}

fn saturated(count: f64, length: f64) -> f64 {
    let damping = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length);
    count * (1.0 + SATURATION) / (count + damping)
}

/// The mean, or 1 where there is nothing to divide by.
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    let mean = values.sum::<f64>() / count;
    if mean > 0.0 { mean } else { 1.0 }
}

/// The scores as shares of the best one.
fn relative(mut scores: Vec<f64>) -> Vec<f64> {
    let best = scores.iter().copied().fold(0.0, f64::max);
    if best > 0.0 {
        for score in &mut scores {
            *score /= best;
        }
    }
    scores
}

/// Without what the order of additions may leave behind.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_into_its_parts() {
        let read = |word| -> Vec<String> {
            let parts = parts(word).into_iter();
            parts.map(|part| part.iter().collect()).collect()
        };
        assert_eq!(read("salt"), ["_sal", "salt", "alt_"]);
        assert_eq!(read("a"), ["_a_\0"]);
        assert_eq!(read(""), ["__\0\0"]);
    }

    #[test]
    fn longer_passages_must_say_a_word_more_often() {
        assert!(saturated(1.0, 1.0) > saturated(1.0, 2.0));
        assert!(saturated(2.0, 1.0) < 2.0 * saturated(1.0, 1.0));
        assert!(saturated(0.0, 1.0).abs() < f64::EPSILON);
    }
}
