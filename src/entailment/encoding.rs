//! A pair of texts as the numbers that a model reads, and which of them stand for the claim.

use std::ops::Range;

use anyhow::anyhow;
use tokenizers::{Encoding, Tokenizer, TruncationDirection, TruncationParams, TruncationStrategy};

use crate::span::Span;

use super::{Answered, Question};

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

    /// The words of `claim` with the least share among their tokens; `shares` has one for every
    /// token of the pair.
    pub(super) fn answered(&self, claim: &str, shares: &[f32]) -> Vec<Answered> {
        let mut pieces: Vec<(Span, f32)> = Vec::new();
        if let Some(tokens) = self.tokens_of_claim() {
            let spans = &self.0.get_offsets()[tokens.clone()];
            for (&(start, end), &share) in spans.iter().zip(&shares[tokens]) {
                let span = Span::new(start.min(end), end.min(claim.len()).max(start));
                pieces.push((span, share.clamp(0.0, 1.0)));
            }
        }
        words(claim)
            .filter_map(|span| {
                let pieces = pieces.iter().filter(|(piece, _)| piece.overlaps(span));
                let share = pieces.map(|(_, share)| *share).reduce(f32::min)?;
                Some(Answered { span, share })
            })
            .collect()
    }

    fn tokens_of_claim(&self) -> Option<Range<usize>> {
        let of_claim = self.0.get_sequence_ids();
        let mut tokens = (0..of_claim.len()).filter(|&at| of_claim[at] == Some(1));
        let first = tokens.next()?;
        Some(first..tokens.next_back().unwrap_or(first) + 1)
    }
}

fn signed(numbers: &[u32]) -> Vec<i32> {
    numbers.iter().map(|&number| number as i32).collect()
}

/// The words of a text, without the punctuation around them.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let is_around = |character: char| !character.is_alphanumeric();
    let mut next = 0;
    text.split_inclusive(char::is_whitespace)
        .filter_map(move |part| {
            let end = next + part.len();
            let start = end - part.trim_start_matches(is_around).len();
            let end = next + part.trim_end_matches(is_around).len();
            next += part.len();
            (start < end).then(|| Span::new(start, end))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_without_the_punctuation_around_them() {
        let text = "“Well-known” troops, 14,500 (U.S.) – café.";
        let found: Vec<&str> = words(text).map(|span| span.of(text)).collect();
        assert_eq!(found, ["Well-known", "troops", "14,500", "U.S", "café"]);
        assert_eq!(words(" — ").count(), 0);
    }
}
