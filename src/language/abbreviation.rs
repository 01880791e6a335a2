//! Abbreviations that a text defines, used both ways.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A definition: `Group for the Support of Islam and Muslims (JNIM)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The abbreviation.
    pub short: Span,
    /// What it stands for.
    pub long: Span,
}

/// The definitions of `text`, in order.
#[must_use]
pub fn definitions(text: &str) -> Vec<Definition> {
    let _ = text;
    Vec::new()
}

/// Abbreviations and what they stand for, learnt from any number of texts; the order in which
/// they were learnt makes no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviations {
    /// Folded short form → folded long forms → how often it was defined so.
    long_forms: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Abbreviations {
    /// Learns what `text` defines.
    pub fn learn(&mut self, text: &str) {
        for definition in definitions(text) {
            let short = super::fold::fold(definition.short.of(text));
            let long = super::fold::fold(definition.long.of(text));
            *self
                .long_forms
                .entry(short)
                .or_default()
                .entry(long)
                .or_default() += 1;
        }
    }

    /// Takes in all that `other` has learnt.
    pub fn merge(&mut self, other: &Abbreviations) {
        for (short, longs) in &other.long_forms {
            let known = self.long_forms.entry(short.clone()).or_default();
            for (long, count) in longs {
                *known.entry(long.clone()).or_default() += count;
            }
        }
    }

    /// What a short form stands for (folded), the most frequent first.
    #[must_use]
    pub fn long_forms(&self, short: &str) -> Vec<&str> {
        let Some(longs) = self.long_forms.get(short) else {
            return Vec::new();
        };
        let mut ranked: Vec<_> = longs.iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        ranked.into_iter().map(|(long, _)| long.as_str()).collect()
    }

    /// The short forms of a long form (folded), in alphabetical order.
    #[must_use]
    pub fn short_forms(&self, long: &str) -> Vec<&str> {
        self.long_forms
            .iter()
            .filter(|(_, longs)| longs.contains_key(long))
            .map(|(short, _)| short.as_str())
            .collect()
    }

    /// Whether a short form was defined in ways that are not variants of each other.
    #[must_use]
    pub fn is_ambiguous(&self, short: &str) -> bool {
        self.long_forms
            .get(short)
            .is_some_and(|longs| longs.len() > 1)
    }

    /// Whether one of two folded forms stands for the other, or both for the same.
    #[must_use]
    pub fn are_same(&self, a: &str, b: &str) -> bool {
        self.long_forms(a).contains(&b) || self.long_forms(b).contains(&a)
    }
}
