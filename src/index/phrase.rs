//! Finding where a quotation may stand.

use super::holder::{Holder, Lookup};
use super::search::{Field, PassageId, Term};

/// How many words are looked up as one phrase.
const PHRASE_WORDS: usize = 8;
/// How many rare words are looked up when the phrase is not found as it is.
const RARE_WORDS: usize = 12;

/// Passages in which the words stand as a phrase come first, then those that have most of the
/// rare ones.
pub(super) fn find(
    holder: &dyn Holder,
    words: &[String],
    within: &[u64],
    limit: usize,
) -> anyhow::Result<Vec<PassageId>> {
    let spelt = words.iter().map(|word| (Field::Exact, word.clone()));
    holder.expect_words(spelt.collect())?;
    let mut rarity = Vec::with_capacity(words.len());
    for word in words {
        rarity.push(holder.frequency(Field::Exact, word)?);
    }
    let mut found = Vec::new();
    if let Some(phrase) = rarest_stretch(words, &rarity) {
        for hit in holder.phrase(phrase, within, limit)? {
            found.push(hit.id);
        }
    }
    let terms = rarest_words(words, &rarity);
    let lookup = Lookup {
        terms,
        within: within.to_vec(),
        limit,
    };
    for hit in holder.any_of(&lookup)? {
        if !found.contains(&hit.id) {
            found.push(hit.id);
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// The stretch of words around the rarest one that the index has, if every word of it is known.
fn rarest_stretch<'w>(words: &'w [String], rarity: &[u64]) -> Option<&'w [String]> {
    let known = |at: usize| rarity[at] > 0;
    let rarest = (0..words.len())
        .filter(|&at| known(at))
        .min_by_key(|&at| rarity[at])?;
    let mut start = rarest;
    let mut end = rarest + 1;
    while end - start < PHRASE_WORDS {
        let (before, after) = (
            start > 0 && known(start - 1),
            end < words.len() && known(end),
        );
        match (before, after) {
            (_, true) => end += 1,
            (true, false) => start -= 1,
            (false, false) => break,
        }
    }
    (end - start > 1 || words.len() == 1).then(|| &words[start..end])
}

/// The rarest words that the index has, each once.
fn rarest_words(words: &[String], rarity: &[u64]) -> Vec<Term> {
    let mut known: Vec<(u64, &String)> = rarity
        .iter()
        .copied()
        .zip(words)
        .filter(|(frequency, _)| *frequency > 0)
        .collect();
    known.sort();
    known.dedup();
    known
        .into_iter()
        .take(RARE_WORDS)
        .map(|(_, word)| Term {
            field: Field::Exact,
            text: word.clone(),
            weight: 1.0,
        })
        .collect()
}
