//! What is asked of a model, and what it answers.

use super::Meaning;

/// A pair of texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// What may follow: the hypothesis.
    pub claim: String,
    /// What it may follow from: the premise.
    pub passage: String,
    /// The languages of both, by their codes; a model is asked only in those it reads.
    pub languages: [&'static str; 2],
    /// Both in English as far as they are in another language, word by word, for a model that does not read that one.
    pub in_english: Option<[String; 2]>,
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
    /// How likely it is that the passage says so of the claim.
    #[must_use]
    pub fn of(&self, meaning: Meaning) -> f32 {
        match meaning {
            Meaning::Supported => self.supported,
            Meaning::Refuted => self.refuted,
            Meaning::Neutral => self.neutral,
        }
    }

    /// What is most likely; where nothing is likelier than that it does neither, that.
    #[must_use]
    pub fn likeliest(&self) -> Meaning {
        let likelier = |best, one| match self.of(one) > self.of(best) {
            true => one,
            false => best,
        };
        [Meaning::Supported, Meaning::Refuted]
            .into_iter()
            .fold(Meaning::Neutral, likelier)
    }

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
