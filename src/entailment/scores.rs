//! What is asked of a model, and what it answers.

/// A pair of texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// What may follow: the hypothesis.
    pub claim: String,
    /// What it may follow from: the premise.
    pub passage: String,
    /// The languages of both, by their codes; a model is asked only in those it reads.
    pub languages: [&'static str; 2],
}

/// What a model makes of a pair: three probabilities, which sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// How likely the passage supports the claim.
    pub supported: f32,
    /// How likely the passage refutes the claim.
    pub refuted: f32,
    /// How likely the passage does neither.
    pub neutral: f32,
}

impl Scores {
    /// The scores of a model that can say nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            supported: 0.0,
            refuted: 0.0,
            neutral: 1.0,
        }
    }
}
