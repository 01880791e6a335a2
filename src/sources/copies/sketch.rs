//! A few numbers by which documents of nearly the same words find each other.

use serde::{Deserialize, Serialize};

use super::{FEWEST_WORDS, Words};

/// Words that stand one behind the other and count as one.
const SHINGLE: usize = 4;
/// Bands of a sketch: documents that share one are compared.
const BANDS: usize = 4;
/// Least values that a band is made of. Two documents with nine of ten shingles in common share one
/// of four bands of four with a probability of .986, with half of them with one of .23 (Broder 1997;
/// Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, chapter 3).
const ROWS: usize = 4;
/// A document with more or fewer words than another by this factor is none of its forms.
const MOST_TIMES: f64 = 1.25;

/// What is kept of a document to find those that may be copies of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    words: u32,
    bands: Vec<u64>,
}

impl Sketch {
    /// The sketch of these words; without bands where they are too few to be told from others.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
        if words.len() < FEWEST_WORDS {
            let bands = Vec::new();
            return Self {
                words: count,
                bands,
            };
        }
        let hashes: Vec<u64> = (0..words.len()).map(|at| hash(words.get(at))).collect();
        let shingle = |some: &[u64]| some.iter().fold(0, |sum, &word| mixed(sum ^ word));
        let shingles: Vec<u64> = hashes.windows(SHINGLE).map(shingle).collect();
        let band = |band: usize| {
            let least = (0..ROWS).map(|row| {
                let seed = mixed((band * ROWS + row) as u64 + 1);
                let values = shingles.iter().map(|&shingle| mixed(shingle ^ seed));
                values.fold(u64::MAX, u64::min)
            });
            least.fold(band as u64, |sum, value| mixed(sum ^ value))
        };
        Self {
            words: count,
            bands: (0..BANDS).map(band).collect(),
        }
    }

    /// By what it finds others: sketches that have one in common are compared.
    pub fn bands(&self) -> impl Iterator<Item = u64> {
        self.bands.iter().copied()
    }

    /// Whether the documents are near enough in length to be forms of one.
    #[must_use]
    pub fn is_as_long_as(&self, other: &Self) -> bool {
        let (less, more) = (self.words.min(other.words), self.words.max(other.words));
        f64::from(more) <= f64::from(less) * MOST_TIMES
    }
}

/// A word as a number (FNV-1a): for finding only, nothing is decided by it.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The bits of a number spread over all of it (the finisher of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
