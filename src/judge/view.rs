//! What an entailment model says of a claim and a stretch of a passage.

use crate::span::Span;

/// The model's answer to one [`Question`](super::Question).
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Probability that the passage gives the claim.
    pub supported: f32,
    /// Probability that it excludes the claim.
    pub refuted: f32,
    /// Probability that it decides nothing.
    pub neutral: f32,
    /// How near the two are in meaning, -1 to 1, where the model tells.
    pub similarity: Option<f32>,
    /// Words of the question's claim, and how surely the passage answers each.
    pub answered: Vec<(Span, f32)>,
}
