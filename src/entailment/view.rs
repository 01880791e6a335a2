//! What is asked of a model, and what it answers.

use crate::span::Span;

/// A pair of texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// What may follow: the hypothesis.
    pub claim: String,
    /// What it may follow from: the premise.
    pub passage: String,
}

/// What a model makes of a pair. The three probabilities sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// How likely the passage supports the claim.
    pub supported: f32,
    /// How likely the passage refutes the claim.
    pub refuted: f32,
    /// How likely the passage does neither.
    pub neutral: f32,
    /// Cosine of the two texts' vectors, -1 to 1, where the model gives it.
    pub similarity: Option<f32>,
    /// The words of the claim in their order; none where the model does not tell words apart.
    pub answered: Vec<Answered>,
}

/// A word of the claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answered {
    /// Where the word stands in the claim, punctuation around it left out.
    pub span: Span,
    /// How surely the passage answers it, 0 to 1: as surely as its least sure piece.
    pub share: f32,
}

impl View {
    /// The view of a model that can say nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            supported: 0.0,
            refuted: 0.0,
            neutral: 1.0,
            similarity: None,
            answered: Vec::new(),
        }
    }
}
