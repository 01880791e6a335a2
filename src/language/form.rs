//! What written words are compared by, found once for each word however often it stands in a text.
//!
//! A text of any length has few different words, and finding the stem of one takes longer than all
//! else that is done with it. So every thread keeps the forms of the words that it met.

use std::cell::RefCell;
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Language;
use super::fold::fold;
use super::stop::is_stop_word;
use super::token::stem;

/// How many words of a language are kept. Then all are forgotten; the frequent ones are soon back.
const MOST_KEPT: usize = 1 << 16;
/// The longest word that is kept, in bytes. Longer ones are rare, and a text made of them alone is
/// meant to fill the memory.
const LONGEST_KEPT: usize = 40;

/// What a word is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form<'f> {
    /// Without case, accents and typography.
    pub(super) folded: &'f str,
    /// The stem of the folded form.
    pub(super) stem: &'f str,
    /// Whether it is a function word that says nothing of what a text is about.
    pub(super) is_stop: bool,
}

/// `US`, `WHO`, `IT`: capitals that are no function word, whatever their letters.
fn is_shouted(written: &str) -> bool {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    written.chars().count() > 1 && letters.all(char::is_uppercase)
}

/// The forms of the words of one language. The letters of all stand in one text, so that a word
/// costs no memory of its own.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Of each word how it is written, folded and stemmed.
    letters: String,
    kept: Vec<Place>,
    /// Which of `kept` a word is, by how it is written.
    by_writing: HashTable<usize>,
    hasher: DefaultHashBuilder,
    /// How far the letters of the kept words reach.
    kept_to: usize,
}

/// Where the letters of a word stand.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    folded: usize,
    stem: usize,
    end: usize,
    is_stop: bool,
}

impl Place {
    fn written(self, letters: &str) -> &str {
        &letters[self.start..self.folded]
    }

    fn form(self, letters: &str) -> Form<'_> {
        Form {
            folded: &letters[self.folded..self.stem],
            stem: &letters[self.stem..self.end],
            is_stop: self.is_stop,
        }
    }
}

impl Forms {
    /// The form of a word as it is written.
    pub(super) fn of(&mut self, written: &str, language: Language) -> Form<'_> {
        self.place_of(written, language).form(&self.letters)
    }

    /// The form of a word that is compared by other letters than its own: `U.S.` by `us`.
    pub(super) fn of_folded(
        &mut self,
        written: &str,
        folded: &str,
        language: Language,
    ) -> Form<'_> {
        let mut place = self.place_of(folded, language);
        if place.form(&self.letters).folded != folded {
            // Folding folded letters again may alter them.
            self.letters.truncate(self.kept_to);
            place = self.write(folded, folded, language);
        }
        let form = place.form(&self.letters);
        Form {
            is_stop: form.is_stop && !is_shouted(written),
            ..form
        }
    }

    fn place_of(&mut self, written: &str, language: Language) -> Place {
        let hash = self.hasher.hash_one(written);
        let is_it = |&at: &usize| self.kept[at].written(&self.letters) == written;
        match self.by_writing.find(hash, is_it) {
            Some(&at) => self.kept[at],
            None => self.keep(written, fold(written), hash, language),
        }
    }

    fn keep(&mut self, written: &str, folded: String, hash: u64, language: Language) -> Place {
        self.letters.truncate(self.kept_to);
        if written.len() > LONGEST_KEPT {
            return self.write(written, &folded, language);
        }
        if self.kept.len() >= MOST_KEPT {
            self.letters.clear();
            self.kept.clear();
            self.by_writing.clear();
        }
        let place = self.write(written, &folded, language);
        self.kept_to = place.end;
        self.kept.push(place);
        let hash_of = |&at: &usize| {
            let written = self.kept[at].written(&self.letters);
            self.hasher.hash_one(written)
        };
        let at = self.kept.len() - 1;
        self.by_writing.insert_unique(hash, at, hash_of);
        place
    }

    /// Writes the letters of a word behind those of the others.
    fn write(&mut self, written: &str, folded: &str, language: Language) -> Place {
        let start = self.letters.len();
        self.letters.push_str(written);
        let folds_at = self.letters.len();
        self.letters.push_str(folded);
        let stem_at = self.letters.len();
        self.letters.push_str(&stem(folded, language));
        Place {
            start,
            folded: folds_at,
            stem: stem_at,
            end: self.letters.len(),
            is_stop: !is_shouted(written) && is_stop_word(folded, language),
        }
    }
}

thread_local! {
    /// What this thread keeps, by language.
    static KEPT: RefCell<[Forms; 3]> = RefCell::default();
}

/// What `work` gives, which is lent the forms that this thread keeps of `language`. Work within
/// work begins with none.
pub(super) fn with_forms<T>(language: Language, work: impl FnOnce(&mut Forms) -> T) -> T {
    let place = language as usize;
    let mut forms = KEPT.with_borrow_mut(|kept| std::mem::take(&mut kept[place]));
    let given = work(&mut forms);
    KEPT.with_borrow_mut(|kept| kept[place] = forms);
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(forms: &mut Forms, written: &str) -> (String, String, bool) {
        let form = forms.of(written, Language::English);
        (form.folded.to_owned(), form.stem.to_owned(), form.is_stop)
    }

    #[test]
    fn a_word_has_the_same_form_whether_it_is_kept_or_not() {
        let words = ["Soldiers", "soldiers", "THE", "The", "US", "us", "Élysées"];
        let mut forms = Forms::default();
        let fresh: Vec<_> = words
            .iter()
            .map(|word| read(&mut Forms::default(), word))
            .collect();
        let long = "X".repeat(LONGEST_KEPT + 1);
        for _ in 0..2 {
            let kept: Vec<_> = words
                .iter()
                .map(|word| {
                    assert_eq!(read(&mut forms, &long).0, long.to_lowercase());
                    read(&mut forms, word)
                })
                .collect();
            assert_eq!(kept, fresh);
        }
        assert_eq!(forms.kept.len(), words.len());
        assert_ne!(fresh[4].2, fresh[5].2);
    }

    #[test]
    fn a_word_that_stands_for_another_has_its_form() {
        let mut forms = Forms::default();
        let form = forms.of_folded("U.S.", "us", Language::English);
        assert_eq!((form.folded, form.is_stop), ("us", false));
        let form = forms.of_folded("l'", "le", Language::French);
        assert_eq!((form.folded, form.is_stop), ("le", true));
        assert_eq!(forms.of("ǽ", Language::Other).folded, "æ");
        assert_eq!(forms.of("æ", Language::Other).folded, "ae");
        let form = forms.of_folded("ǽ", "æ", Language::Other);
        assert_eq!(form.folded, "æ");
    }

    #[test]
    fn no_text_fills_the_memory() {
        let mut forms = Forms::default();
        for number in 0..2 * MOST_KEPT {
            forms.of(&format!("w{number}"), Language::Other);
            assert!(forms.kept.len() <= MOST_KEPT && forms.by_writing.len() <= MOST_KEPT);
        }
        assert!(forms.letters.len() <= 3 * LONGEST_KEPT * MOST_KEPT);
        let long = "x".repeat(LONGEST_KEPT + 1);
        let before = forms.kept.len();
        assert_eq!(read(&mut forms, &long).0, long);
        assert_eq!(forms.kept.len(), before);
    }
}
