//! Word lists, which are data files that are compiled in: a line is a meaning and, behind ": ", the words
//! that have it. Lines that begin with # are comments. So a word more is a line of data and no code.
//!
//! Knows no list. They are our own, so one that cannot be read is a defect of the program; a test beside
//! each holds it to [`assert_sound`].

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;

/// The words of a list by what they mean, made when it is first asked for.
pub(crate) type Meanings<T> = LazyLock<HashMap<&'static str, T>>;

/// The lines of a list: each with its meaning and its words.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
}

/// What each word of a list means.
pub(crate) fn meanings<T: Deserialize<'static> + Copy>(
    list: &'static str,
) -> HashMap<&'static str, T> {
    let words = lines(list).flat_map(|(meaning, words)| {
        let meaning = named(meaning);
        words.split_whitespace().map(move |word| (word, meaning))
    });
    words.collect()
}

/// The words of one meaning.
pub(crate) fn words(list: &'static str, meaning: &str) -> HashSet<&'static str> {
    let lines = lines(list).filter(|(own, _)| *own == meaning);
    lines
        .flat_map(|(_, words)| words.split_whitespace())
        .collect()
}

/// The phrases of one meaning, which have commas between them.
pub(crate) fn phrases(list: &'static str, meaning: &str) -> impl Iterator<Item = &'static str> {
    let lines = lines(list).filter(move |(own, _)| *own == meaning);
    lines.flat_map(|(_, phrases)| phrases.split(", "))
}

/// The phrases of one meaning as a pattern that any of them fits.
pub(crate) fn any_of(list: &'static str, meaning: &str) -> String {
    let patterns: Vec<String> = phrases(list, meaning).map(regex::escape).collect();
    format!("(?:{})", patterns.join("|"))
}

/// The meaning that a list calls by this name.
pub(crate) fn named<T: Deserialize<'static>>(meaning: &'static str) -> T {
    let name: StrDeserializer<'_, serde::de::value::Error> = meaning.into_deserializer();
    T::deserialize(name).unwrap_or_else(|_| panic!("a word list has the meaning {meaning}"))
}

/// Fails if a line of a list is not understood or says again what another says; `kind` is that of a
/// meaning, for words may mean something of each kind.
#[cfg(test)]
pub(crate) fn assert_sound(
    list: &'static str,
    separator: &str,
    kind: impl Fn(&'static str) -> &'static str,
) {
    let mut seen = std::collections::BTreeSet::new();
    let written = list.lines();
    for line in written.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (meaning, words) = line.split_once(": ").expect(line);
        let kind = kind(meaning);
        for word in words.split(separator) {
            assert!(!word.is_empty(), "{line}");
            assert!(seen.insert((kind, word)), "{word} stands there twice");
        }
    }
}
