//! Words between quotation marks that quote nobody: the name of a thing, the title of a work, what a program
//! shows.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::{Span, tail};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:titled|entitled|headed|headlined|captioned|so-called|known as|nicknamed|codenamed|code-named|dubbed|intitulée?s?|dite?s?|baptisée?s?|surnommée?s?|the (?:word|term|name|phrase|expression|hashtag)|le (?:mot|terme|nom))),?\s*$")
        .expect("the pattern is sound")
});

/// What a program shows and is called by its own words.
const CONTROLS: &str = "(?:button|checkbox|check box|column|dialog(?:ue)?(?: box)?|drop-?down|field|header|icon|key|label|link|menu(?: item)?|option|panel|pane|setting|switch|tab|toolbar|toggle)";

/// A control before its words, and what is done to one: "the button “…”", "click on “…”".
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:(?i:\b{CONTROLS})|\b(?:[Cc]lick|[Pp]ress|[Ss]elect|[Cc]hoose|[Tt]ick|[Hh]it|[Tt]ype|[Tt]ap)(?: on)?)(?: (?:named|called|labell?ed|marked))?,?\s*$"
    ))
    .expect("the pattern is sound")
});

/// A control behind its words: "the “…” button".
static SHOWN_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s+(?i:{CONTROLS})s?\b")).expect("the pattern is sound")
});

/// A work or a part of one before its title.
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:article|book|chapter|essay|film|guide|lecture|lesson|novel|page|paper|poem|post|report|section|song|story|study|talk|thesis|tutorial|livre|chapitre|étude|rapport),?\s*$")
        .expect("the pattern is sound")
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
    let words: Vec<&str> = inner
        .of(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
        .collect();
    let telling = words.iter().filter(|word| word.chars().count() > 4).count();
    telling >= 3
        && words
            .iter()
            .filter(|word| word.chars().count() > 4)
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        && !inner.of(text).trim_end().ends_with(['.', ',', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::super::scan::marked;
    use super::is_title;

    fn quotes_nobody(text: &str) -> bool {
        let (inner, outer) = marked(text)[0];
        is_title(text, inner, outer)
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
