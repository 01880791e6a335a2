//! What there is to know of a model before it is asked.

use std::fmt;

/// What a label says of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// The passage supports the claim.
    Supported,
    /// The passage refutes the claim.
    Refuted,
    /// The passage does neither.
    Neutral,
}

/// A model as the program understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What messages call it.
    pub name: String,
    /// The names of its labels, in the order of its outputs, with what they count as.
    pub labels: Vec<(String, Meaning)>,
    /// The codes of the languages that it reads; `*` for any.
    pub languages: Vec<String>,
    /// The most tokens of a pair; `None` where only its server knows.
    pub most_tokens: Option<usize>,
}

impl About {
    /// Whether a label of the model says so.
    #[must_use]
    pub fn tells(&self, meaning: Meaning) -> bool {
        self.labels.iter().any(|(_, one)| *one == meaning)
    }
}

/// As the documentation and every message call it.
impl fmt::Display for Meaning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Meaning::Supported => "supported",
            Meaning::Refuted => "refuted",
            Meaning::Neutral => "neither",
        })
    }
}
