//! A candidate passage with its words.

use crate::language::Language;
use crate::language::token::{TokenKind, search_stems, tokens};
use crate::sources::Passage;

/// A candidate passage with its words.
pub(super) struct Analysed {
    pub(super) passage: Passage,
    /// Stems of its words and of its surroundings, without stop words.
    pub(super) stems: Vec<String>,
    /// The same words in folded form, figures left out.
    pub(super) spellings: Vec<String>,
}

impl Analysed {
    /// Finds the words of a passage.
    pub(super) fn of(passage: Passage) -> Self {
        let mut candidate = Self {
            stems: Vec::new(),
            spellings: Vec::new(),
            passage,
        };
        let context = candidate.passage.context.clone();
        let text = candidate.passage.text.clone();
        candidate.read(&text, context.language);
        let surroundings = context
            .headings
            .iter()
            .chain(&context.lead_in)
            .chain(context.before.last())
            .chain(context.cells.iter().map(|cell| &cell.head));
        for text in surroundings {
            candidate.read(text, context.language);
        }
        candidate
    }

    fn read(&mut self, text: &str, language: Language) {
        for token in tokens(text, language) {
            if token.kind == TokenKind::Punctuation || token.is_stop {
                continue;
            }
            self.stems.extend(search_stems(&token, language));
            if token.kind == TokenKind::Word {
                self.spellings.push(token.folded);
            }
        }
    }
}
