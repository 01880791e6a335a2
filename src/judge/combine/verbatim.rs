//! A sentence that stands in a source as it is in the draft is supported by it, whatever other sentences say.

use super::{Bench, Decision};
use crate::judge::model::{Stance, Verdict};
use crate::judge::sentence::Sentence;
use crate::language::token::TokenKind;

/// Confidence where words are compared and nothing is read.
const LETTER_BY_LETTER: f64 = 0.99;

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    let claimed = words(&bench.claim.sentence);
    let stands = |at: &usize| {
        let pair = &bench.assessments[*at].pair;
        words(pair.main()) == claimed && pair.window.stretches.len() == 1
    };
    let at = (0..bench.assessments.len()).find(stands)?;
    Some(Decision {
        verdict: Verdict::Supported,
        confidence: LETTER_BY_LETTER,
        by_comparison: true,
        rests_on: vec![(at, Stance::Supports)],
    })
}

fn words(sentence: &Sentence) -> Vec<&str> {
    let tokens = sentence.tokens.iter();
    let words = tokens.filter(|token| token.kind != TokenKind::Punctuation);
    words.map(|token| token.folded.as_str()).collect()
}
