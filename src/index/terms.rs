//! The words of a passage as the index holds them.

use super::passages::StoredPassage;
use crate::language::Language;
use crate::language::scan::{Scanned, scan};
use crate::language::token::{TokenKind, each_search_stem};

/// Stands between two words of an indexed field; no word contains it.
pub(super) const SEPARATOR: char = '\n';

/// The longest word that is indexed, in bytes; longer ones are no words.
const LONGEST_WORD: usize = 64;

/// The fields of a passage, each its words with [`SEPARATOR`] between them.
#[derive(Debug, Default)]
pub(super) struct IndexedWords {
    pub(super) stems: Field,
    pub(super) exact: Field,
}

/// A field's words and their number.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) words: String,
    pub(super) count: u64,
}

impl Field {
    fn with_room(bytes: usize) -> Self {
        Self {
            words: String::with_capacity(bytes),
            count: 0,
        }
    }

    fn push(&mut self, word: &str) {
        if word.len() > LONGEST_WORD {
            return;
        }
        if self.count > 0 {
            self.words.push(SEPARATOR);
        }
        self.words.push_str(word);
        self.count += 1;
    }

    fn push_stems(&mut self, token: &Scanned<'_>, language: Language) {
        if token.kind != TokenKind::Punctuation && !token.is_stop {
            each_search_stem(token.folded, token.stem, language, |stem| self.push(stem));
        }
    }
}

/// The words of a passage. Stop words are kept in their exact form only. The title, the headings,
/// the lead-in, the column heads and the sentence before count as if the passage said them.
pub(super) fn indexed_words(passage: &StoredPassage, title: Option<&str>) -> IndexedWords {
    let language = passage.language;
    let mut words = IndexedWords {
        stems: Field::with_room(passage.text.len()),
        exact: Field::with_room(passage.text.len()),
    };
    scan(&passage.text, language, |token| {
        if token.kind != TokenKind::Punctuation {
            words.exact.push(token.folded);
            words.stems.push_stems(&token, language);
        }
    });
    let has_title = title.is_some_and(|title| passage.headings.iter().any(|own| own == title));
    let surroundings = title
        .filter(|_| !has_title)
        .into_iter()
        .chain(passage.headings.iter().map(String::as_str))
        .chain(passage.lead_in.as_deref())
        .chain(passage.before.last().map(String::as_str))
        .chain(passage.cells.iter().map(|cell| cell.head.as_str()));
    for text in surroundings {
        scan(text, language, |token| {
            words.stems.push_stems(&token, language)
        });
    }
    words
}
