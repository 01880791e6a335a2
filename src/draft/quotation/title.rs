//! Words between quotation marks that quote nobody: the name of a thing, the title of a work, what a program
//! shows.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::word_list::any_of;
use crate::span::{Span, tail};

const LIST: &str = include_str!("named.txt");

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is sound")
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let naming = any_of(LIST, "naming");
    pattern(&format!(r"(?i)\b{naming},?\s*$"))
});

/// A control before its words, and what is done to one: "the button “…”", "click on “…”".
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    let (control, handling) = (any_of(LIST, "control"), any_of(LIST, "handling"));
    pattern(&format!(
        r"(?:(?i:\b{control})|\b(?i:{handling})(?: on)?)(?: (?:named|called|labell?ed|marked))?,?\s*$"
    ))
});

/// A control behind its words: "the “…” button".
static SHOWN_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    let control = any_of(LIST, "control");
    pattern(&format!(r"^\s+(?i:{control})s?\b"))
});

/// A work or a part of one before its title.
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    let work = any_of(LIST, "work");
    pattern(&format!(r"(?i)\b{work},?\s*$"))
});

/// Bytes that hold the longest announcement of a name.
const ANNOUNCEMENT: usize = 60;

/// Whether the marks hold the name of a work or of a thing, not somebody's words: announced as
/// such, or with a capital on every word that is not small.
pub(super) fn is_title(text: &str, inner: Span, outer: Span) -> bool {
    let before = tail(text[..outer.start].trim_end(), ANNOUNCEMENT);
    let is_capital = inner.of(text).starts_with(char::is_uppercase);
    if NAMED.is_match(before)
        || SHOWN.is_match(before)
        || SHOWN_BEHIND.is_match(&text[outer.end..])
        || (is_capital && WORK.is_match(before))
    {
        return true;
    }
    let words = inner
        .of(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
    let telling: Vec<&str> = words.filter(|word| word.chars().count() > 4).collect();
    let is_large = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    telling.len() >= 3
        && telling.iter().all(is_large)
        && !inner.of(text).trim_end().ends_with(['.', ',', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::super::scan::marked;
    use super::{LIST, is_title};
    use crate::language::word_list::assert_sound;

    fn quotes_nobody(text: &str) -> bool {
        let (inner, outer) = marked(text)[0];
        is_title(text, inner, outer)
    }

    #[test]
    fn every_phrase_is_said_once() {
        assert_sound(LIST, ", ", |kind| kind);
    }

    #[test]
    fn names_titles_and_controls_are_told_from_words_of_somebody() {
        for text in [
            "Press the button “Keep a copy of all that was changed”.",
            "Click on “Keep a copy of all that was changed” to go on.",
            "The “Keep a copy of all that was changed” option is off.",
            "The chapter “How the gates of the dam are opened” says more.",
            "It is known as “the rule of the first page that was saved”.",
            "She read “Slow Water: A History of Long Rivers” twice.",
        ] {
            assert!(quotes_nobody(text), "{text}");
        }
        for text in [
            "He pressed on: “Keep a copy of all that was changed”.",
            "The report “found no trace of the water at the gate”.",
            "The chapter says “How the gates of the dam are opened”.",
            "“Keep a copy of all that was changed,” the option was named later.",
            "She said: “The water came at noon and stayed for weeks.”",
        ] {
            assert!(!quotes_nobody(text), "{text}");
        }
    }
}
