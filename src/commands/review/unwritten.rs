//! Words that somebody typed at a page and has not written yet. The browser keeps them too, but one that is killed forgets
//! what it was told last, so they are kept here as long as the program runs.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Fields whose words are kept, and bytes of one of them and of its name.
const FIELDS: usize = 200;
const WORDS: usize = 1 << 16;
const NAME: usize = 200;

/// The words by the name of their field.
#[derive(Default)]
pub(super) struct Unwritten(Mutex<BTreeMap<String, String>>);

impl Unwritten {
    /// Keeps the words of a field; none are left where they were written or given up.
    pub(super) fn keep(&self, name: String, words: Option<String>) {
        let mut fields = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(words) = words else {
            fields.remove(&name);
            return;
        };
        let has_room = fields.len() < FIELDS || fields.contains_key(&name);
        if has_room && words.len() <= WORDS && name.len() <= NAME {
            fields.insert(name, words);
        }
    }

    /// All that is kept.
    pub(super) fn all(&self) -> BTreeMap<String, String> {
        let fields = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        fields.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_until_they_are_written_and_there_is_an_end_to_them() {
        let unwritten = Unwritten::default();
        let keep = |name: &str, words: &str| {
            unwritten.keep(name.to_owned(), Some(words.to_owned()));
        };
        keep("edit d1-a", "one");
        keep("edit d1-a", "two");
        keep("edit d1-b", &"x".repeat(WORDS + 1));
        assert_eq!(unwritten.all()["edit d1-a"], "two");
        assert_eq!(unwritten.all().len(), 1);
        unwritten.keep("edit d1-a".to_owned(), None);
        assert!(unwritten.all().is_empty());
        for number in 0..FIELDS + 5 {
            keep(&number.to_string(), "x");
        }
        assert_eq!(unwritten.all().len(), FIELDS);
    }
}
