//! What written words are compared by, found once for each word however often it stands in a text.
//!
//! A text of any length has few different words, and finding the stem of one takes longer than all
//! else that is done with it. So every thread keeps the forms of the words that it met.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Language;
use super::fold::fold;
use super::stop::is_stop_word;
use super::token::stem;

/// How many words of a language are kept. Then all are forgotten; the frequent ones are soon back.
const MOST_KEPT: usize = 1 << 15;
/// The longest word that is kept, in bytes. Longer ones are rare, and a text made of them alone is
/// meant to fill the memory.
const LONGEST_KEPT: usize = 40;

/// What a word is compared by.
#[derive(Debug)]
pub(super) struct Form {
    /// Without case, accents and typography.
    pub(super) folded: Box<str>,
    /// The stem of the folded form.
    pub(super) stem: Box<str>,
    /// Whether it is a function word that says nothing of what a text is about.
    pub(super) is_stop: bool,
}

impl Form {
    /// The form of a word that folds to `folded`.
    pub(super) fn of_folded(written: &str, folded: String, language: Language) -> Self {
        Self {
            stem: stem(&folded, language).into(),
            is_stop: !is_shouted(written) && is_stop_word(&folded, language),
            folded: folded.into(),
        }
    }
}

/// `US`, `WHO`, `IT`: capitals that are no function word, whatever their letters.
fn is_shouted(written: &str) -> bool {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    written.chars().count() > 1 && letters.all(char::is_uppercase)
}

/// The forms of the words of one language.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Where the form of a word is kept, by how the word is written.
    places: HashMap<Box<str>, usize>,
    kept: Vec<Form>,
    /// The form of the last word that is not kept.
    passing: Option<Form>,
}

impl Forms {
    /// The form of a word as it is written.
    pub(super) fn of(&mut self, written: &str, language: Language) -> &Form {
        if let Some(&place) = self.places.get(written) {
            return &self.kept[place];
        }
        let form = Form::of_folded(written, fold(written), language);
        if written.len() > LONGEST_KEPT {
            return self.passing.insert(form);
        }
        if self.kept.len() >= MOST_KEPT {
            *self = Self::default();
        }
        let place = self.kept.len();
        self.places.insert(written.into(), place);
        self.kept.push(form);
        &self.kept[place]
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
        (form.folded.to_string(), form.stem.to_string(), form.is_stop)
    }

    #[test]
    fn a_word_has_the_same_form_whether_it_is_kept_or_not() {
        let words = ["Soldiers", "soldiers", "THE", "The", "US", "us", "Élysées"];
        let mut forms = Forms::default();
        let fresh: Vec<_> = words
            .iter()
            .map(|word| read(&mut Forms::default(), word))
            .collect();
        for _ in 0..2 {
            let kept: Vec<_> = words.iter().map(|word| read(&mut forms, word)).collect();
            assert_eq!(kept, fresh);
        }
        assert_eq!(forms.kept.len(), words.len());
        assert_ne!(fresh[4].2, fresh[5].2);
    }

    #[test]
    fn no_text_fills_the_memory() {
        let mut forms = Forms::default();
        for number in 0..2 * MOST_KEPT {
            forms.of(&format!("w{number}"), Language::Other);
            assert!(forms.kept.len() <= MOST_KEPT && forms.places.len() <= MOST_KEPT);
        }
        let long = "x".repeat(LONGEST_KEPT + 1);
        let before = forms.kept.len();
        assert_eq!(read(&mut forms, &long).0, long);
        assert_eq!(forms.kept.len(), before);
    }
}
