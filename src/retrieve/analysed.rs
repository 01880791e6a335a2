//! A candidate passage with its words.

use crate::language::Language;
use crate::language::scan::scan;
use crate::language::token::{TokenKind, each_search_stem};
use crate::sources::Passage;

/// A candidate passage with its words.
pub(super) struct Analysed {
    pub(super) passage: Passage,
    /// Stems of its words and of its surroundings, without stop words.
    pub(super) stems: WordList,
    /// The same words in folded form, figures left out.
    pub(super) spellings: WordList,
}

/// Words one behind the other in one text: a passage has too many for a text each.
#[derive(Debug, Default)]
pub(super) struct WordList {
    /// Each word with [`END`] behind it; no word contains it.
    words: String,
    count: usize,
}

/// Stands behind each word of a list.
const END: char = '\n';

impl WordList {
    fn push(&mut self, word: &str) {
        self.words.push_str(word);
        self.words.push(END);
        self.count += 1;
    }

    /// The words, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator(END)
    }

    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.count
    }
}

impl Analysed {
    /// Finds the words of a passage.
    pub(super) fn of(passage: Passage) -> Self {
        let (mut stems, mut spellings) = (WordList::default(), WordList::default());
        let context = &passage.context;
        let surroundings = context
            .headings
            .iter()
            .chain(&context.lead_in)
            .chain(context.before.last())
            .chain(context.cells.iter().map(|cell| &cell.head));
        for text in std::iter::once(&passage.text).chain(surroundings) {
            read(text, context.language, &mut stems, &mut spellings);
        }
        Self {
            passage,
            stems,
            spellings,
        }
    }
}

fn read(text: &str, language: Language, stems: &mut WordList, spellings: &mut WordList) {
    scan(text, language, |token| {
        if token.kind == TokenKind::Punctuation || token.is_stop {
            return;
        }
        each_search_stem(token.folded, token.stem, language, |stem| stems.push(stem));
        if token.kind == TokenKind::Word {
            spellings.push(token.folded);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::WordList;

    #[test]
    fn a_list_gives_back_its_words() {
        for words in [vec![], vec![""], vec!["a", "", "bc"], vec!["a", ""]] {
            let mut list = WordList::default();
            words.iter().for_each(|word| list.push(word));
            assert_eq!(list.iter().collect::<Vec<_>>(), words);
            assert_eq!(list.len(), words.len());
        }
    }
}
