//! Passages as a cluster keeps them: their names, their words, and the way back.

use std::collections::BTreeMap;

use super::manifest::FORMAT;
use super::passages::StoredPassage;
use super::terms::{SEPARATOR, indexed_words};
use crate::cluster::{Entry, Kept};
use crate::document::Hash;
use crate::locator::ReadBy;
use crate::sources::Source;

/// How passages are written into a cluster; a change of that is a new number.
const MANNER: u32 = 1;

/// By what the passages of one source are found; the same on every machine.
pub(super) type SourceKey = [u8; 16];

/// The sources of a library by their keys, and back.
#[derive(Default)]
pub(super) struct Keys {
    numbers: BTreeMap<SourceKey, u64>,
    keys: BTreeMap<u64, SourceKey>,
}

impl Keys {
    pub(super) fn add(&mut self, number: u64, source: &Source) {
        let key = key_of(source);
        self.numbers.insert(key, number);
        self.keys.insert(number, key);
    }

    /// Number of the source with this key.
    pub(super) fn number(&self, key: &SourceKey) -> Option<u64> {
        self.numbers.get(key).copied()
    }

    pub(super) fn key(&self, number: u64) -> Option<&SourceKey> {
        self.keys.get(&number)
    }

    /// The keys of all sources but these.
    pub(super) fn others(&self, numbers: &[u64]) -> Vec<SourceKey> {
        let known: std::collections::BTreeSet<&u64> = numbers.iter().collect();
        let others = self
            .keys
            .iter()
            .filter(|(number, _)| !known.contains(number));
        others.map(|(_, key)| *key).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}

/// The key of a source: its name and its content.
pub(super) fn key_of(source: &Source) -> SourceKey {
    let mut hasher = blake3::Hasher::new();
    hasher.update(source.hash.to_hex().as_bytes());
    hasher.update(source.name.as_bytes());
    first_half(&hasher)
}

/// By what a passage is told from all others: its source, its place there, and how it was cut.
pub(super) fn id_of(source: &SourceKey, start: usize) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes());
    hasher.update(source);
    hasher.update(&(start as u64).to_le_bytes());
    first_half(&hasher)
}

fn first_half(hasher: &blake3::Hasher) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    half
}

/// What tells the passages of these sources from all that were ever cut of others: the generation.
pub(super) fn generation<'a>(
    sources: impl Iterator<Item = (&'a Source, Option<&'a ReadBy>)>,
) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes());
    hasher.update(&MANNER.to_le_bytes());
    for (source, reading) in sources {
        hasher.update(&key_of(source));
        hasher.update(format!("{reading:?}").as_bytes());
    }
    hex(&first_half(&hasher))[..16].to_owned()
}

/// The entry of a passage; `title` is what its source calls itself.
pub(super) fn entry(
    source: &SourceKey,
    passage: &StoredPassage,
    title: Option<&str>,
) -> anyhow::Result<Entry> {
    let content = serde_json::to_string(passage)?;
    let words = indexed_words(passage, title);
    Ok(Entry {
        kept: Kept {
            pid: hex(&id_of(source, passage.start)),
            source: hex(source),
            sha: Hash::of(content.as_bytes()).to_hex(),
            passage: content,
        },
        stems: spaced(&words.stems.words),
        exact: spaced(&words.exact.words),
    })
}

/// The passage of an entry that came back, with the key of its source and its checksum; `None` where
/// it is not what was added.
pub(super) fn passage(kept: &Kept) -> Option<(SourceKey, StoredPassage, Hash)> {
    let print = Hash::of(kept.passage.as_bytes());
    let source = unhex(&kept.source)?;
    let passage = StoredPassage::read(kept.passage.as_bytes())?;
    let is_whole = print.to_hex() == kept.sha && hex(&id_of(&source, passage.start)) == kept.pid;
    is_whole.then_some((source, passage, print))
}

/// Words with a space between them, each without any.
fn spaced(words: &str) -> String {
    let words: Vec<String> = words.split(SEPARATOR).map(wire_word).collect();
    words.join(" ")
}

/// A word as a cluster has it: an engine would take a space within it for its end.
pub(super) fn wire_word(word: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    word.replace(is_space, "\u{2423}")
}

pub(super) fn hex(bytes: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*bytes))
}

pub(super) fn unhex(text: &str) -> Option<[u8; 16]> {
    let number = u128::from_str_radix(text, 16).ok()?;
    (text.len() == 32).then(|| number.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for bytes in [[0; 16], [255; 16], *b"0123456789abcdef"] {
            assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        }
        assert_eq!(unhex("12"), None);
        assert_eq!(unhex(&"g".repeat(32)), None);
    }

    #[test]
    fn no_word_has_a_space_on_the_way() {
        assert_eq!(spaced("10\u{a0}000\nsalt"), "10\u{2423}000 salt");
        assert_eq!(wire_word("a\tb\u{1c}c"), "a\u{2423}b\u{2423}c");
    }
}
