//! A pair of texts as the numbers that a model reads.

use anyhow::anyhow;
use tokenizers::{Encoding, Tokenizer, TruncationDirection, TruncationParams, TruncationStrategy};

use super::Question;

/// Turns pairs of texts into numbers.
pub(super) struct Encoder {
    tokenizer: Tokenizer,
}

/// A pair as numbers.
pub(super) struct Encoded(Encoding);

impl Encoder {
    /// Reads the content of `tokenizer.json`; pairs will have `most_tokens` at most.
    ///
    /// # Errors
    /// When the content is none of a tokenizer.
    pub(super) fn read(bytes: &[u8], most_tokens: usize) -> anyhow::Result<Self> {
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|error| anyhow!(error))?;
        let truncation = TruncationParams {
            direction: TruncationDirection::Right,
            max_length: most_tokens,
            strategy: TruncationStrategy::OnlyFirst,
            stride: 0,
        };
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(Some(truncation))
            .map_err(|error| anyhow!(error))?;
        Ok(Self { tokenizer })
    }

    /// The pair as numbers, the passage first and cut off where both are too long; `None` where
    /// the claim leaves no room for a passage, and so nothing can be said of it.
    pub(super) fn encode(&self, question: &Question) -> Option<Encoded> {
        let pair = (question.passage.as_str(), question.claim.as_str());
        self.tokenizer.encode(pair, true).ok().map(Encoded)
    }
}

impl Encoded {
    /// How many tokens the pair has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of each token.
    pub(super) fn ids(&self) -> Vec<i32> {
        signed(self.0.get_ids())
    }

    /// Which text each token is of.
    pub(super) fn types(&self) -> Vec<i32> {
        signed(self.0.get_type_ids())
    }
}

fn signed(numbers: &[u32]) -> Vec<i32> {
    numbers.iter().map(|&number| number as i32).collect()
}
