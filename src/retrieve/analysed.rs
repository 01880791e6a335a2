//! A candidate passage with its words, found once and scored as often as need be.

use std::collections::BTreeSet;

use crate::language::token::{TokenKind, tokens};
use crate::sources::Passage;

/// A candidate passage with its words.
pub(super) struct Analysed {
    pub(super) passage: Passage,
    /// Its words in order, without stop words.
    pub(super) words: Vec<Word>,
    /// Stems of its surroundings.
    pub(super) around: BTreeSet<String>,
}

/// A word of a passage.
pub(super) struct Word {
    pub(super) stem: String,
    /// Number of its sentence within the passage.
    pub(super) sentence: usize,
    /// Whether it is a figure.
    pub(super) is_number: bool,
}

impl Analysed {
    /// Finds the words of a passage.
    pub(super) fn of(passage: Passage) -> Self {
        let mut words = Vec::new();
        let mut sentence = 0;
        for token in tokens(&passage.text, passage.context.language) {
            while passage
                .sentences
                .get(sentence)
                .is_some_and(|span| span.end <= token.span.start)
            {
                sentence += 1;
            }
            if token.kind != TokenKind::Punctuation && !token.is_stop {
                words.push(Word {
                    stem: token.stem,
                    sentence,
                    is_number: token.kind == TokenKind::Number,
                });
            }
        }
        Self {
            around: around(&passage),
            passage,
            words,
        }
    }
}

fn around(passage: &Passage) -> BTreeSet<String> {
    let context = &passage.context;
    context
        .headings
        .iter()
        .chain(&context.lead_in)
        .chain(context.before.last())
        .chain(context.cells.iter().map(|cell| &cell.head))
        .flat_map(|text| tokens(text, context.language))
        .filter(|token| token.kind != TokenKind::Punctuation && !token.is_stop)
        .map(|token| token.stem)
        .collect()
}
