//! What the words between quotation marks ask of a source, editing marks included.

use std::sync::LazyLock;

use regex::Regex;

use super::word::{Word, words};
use crate::language::citation;
use crate::span::Span;

/// A part of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A word that the source must have here.
    Word(Word),
    /// A word of which the editor put some letters in brackets: `[t]he`, `support[ed]`.
    Partial {
        /// The letters before the brackets.
        prefix: String,
        /// The letters behind them.
        suffix: String,
        /// The whole, as a word of the quotation.
        word: Word,
    },
    /// A marked ellipsis.
    Gap,
    /// Words that the editor put in, or in the place of others: `[the junta]`.
    Insertion(Vec<Word>),
}

/// A quotation as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub(super) items: Vec<Item>,
}

static EDITING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<gap>[\[(]\s*(?:\.\s?\.\s?\.|…)\s*\.?\s*[\])]|\.\s?\.\s?\.(?:\s?\.)*|…)",
        r"|\[(?P<sic>\s*(?i:sic|emphasis added|italics (?:mine|added)|c'est nous qui soulignons)[.!]?\s*)\]",
        r"|(?P<before>[\p{L}\p{N}]*)\[(?P<inside>[^\[\]]{1,200})\](?P<behind>[\p{L}\p{N}]*)",
    ))
    .expect("the pattern is sound")
});

impl Pattern {
    /// Reads the words between quotation marks.
    #[must_use]
    pub fn new(quotation: &str) -> Self {
        let quotation = &*citation::blanked(quotation);
        let mut items = Vec::new();
        let mut from = 0;
        for edit in EDITING.captures_iter(quotation) {
            let whole = edit.get(0).expect("a match has a whole");
            push_words(&mut items, quotation, Span::new(from, whole.start()));
            from = whole.end();
            if edit.name("gap").is_some() {
                items.push(Item::Gap);
            } else if edit.name("sic").is_none() {
                push_bracket(&mut items, &edit);
            }
        }
        push_words(&mut items, quotation, Span::new(from, quotation.len()));
        while matches!(items.first(), Some(Item::Gap)) {
            items.remove(0);
        }
        while matches!(items.last(), Some(Item::Gap)) {
            items.pop();
        }
        items.dedup_by(|a, b| *a == Item::Gap && *b == Item::Gap);
        Self { items }
    }

    /// The words that a source must have, as they are compared, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words().map(|word| word.key.as_str())
    }

    /// The words that a source must have.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.items.iter().filter_map(|item| match item {
            Item::Word(word) => Some(word),
            Item::Partial { .. } | Item::Gap | Item::Insertion(_) => None,
        })
    }

    /// Whether it is so short that finding it proves nothing: one or two words, none of them
    /// rare.
    #[must_use]
    pub fn is_too_short(&self) -> bool {
        let mut words = self.words();
        match (words.next(), words.next(), words.next()) {
            (None, ..) => true,
            (Some(first), second, None) => {
                let is_telling =
                    |word: &Word| !word.is_common() && word.key.chars().count() >= RARE_LENGTH;
                !is_telling(first) && !second.is_some_and(is_telling)
            }
            _ => false,
        }
    }

    /// Whether it has no more than two words.
    #[must_use]
    pub fn is_brief(&self) -> bool {
        self.words().nth(2).is_none()
    }
}

/// Letters that a word must have to be telling by itself.
const RARE_LENGTH: usize = 9;

fn push_words(items: &mut Vec<Item>, text: &str, span: Span) {
    items.extend(words(span.of(text)).into_iter().map(|word| {
        let place = word.span.shifted(span.start);
        Item::Word(word.at(place))
    }));
}

fn push_bracket(items: &mut Vec<Item>, edit: &regex::Captures<'_>) {
    let part = |name: &str| edit.name(name).map_or("", |found| found.as_str());
    let whole = edit.get(0).expect("a match has a whole");
    let (before, behind) = (part("before"), part("behind"));
    let inside = edit.name("inside").expect("a bracket has content");
    if before.is_empty() && behind.is_empty() {
        let origin = inside.start();
        let inserted = words(inside.as_str()).into_iter().map(|word| {
            let place = word.span.shifted(origin);
            word.at(place)
        });
        items.push(Item::Insertion(inserted.collect()));
        return;
    }
    let joined = format!("{before}{}{behind}", inside.as_str());
    let Some(word) = words(&joined).into_iter().next() else {
        return;
    };
    let span = Span::new(whole.start(), whole.end());
    if !inside.as_str().chars().any(char::is_alphanumeric) {
        items.push(Item::Word(word.at(span)));
        return;
    }
    items.push(Item::Partial {
        prefix: before.to_lowercase(),
        suffix: behind.to_lowercase(),
        word: word.at(span),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(quotation: &str) -> String {
        let items = Pattern::new(quotation).items;
        let parts: Vec<String> = items
            .into_iter()
            .map(|item| match item {
                Item::Word(word) => word.key,
                Item::Partial { prefix, suffix, .. } => format!("{prefix}*{suffix}"),
                Item::Gap => "…".to_owned(),
                Item::Insertion(words) => format!("[{}]", words.len()),
            })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn editing_marks_are_told_from_words() {
        assert_eq!(shape("the river … rose"), "the river … rose");
        assert_eq!(
            shape("the river [...] rose . . . fast"),
            "the river … rose … fast"
        );
        assert_eq!(shape("… the river rose …"), "the river rose");
        assert_eq!(
            shape("[t]he river rose[,] [the mayor] said"),
            "*he river rose [2] said"
        );
        assert_eq!(
            shape("they receeded [sic] at noon"),
            "they receeded at noon"
        );
    }

    #[test]
    fn one_or_two_common_words_are_too_short() {
        assert!(Pattern::new("the end").is_too_short());
        assert!(Pattern::new("river").is_too_short());
        assert!(!Pattern::new("desertification").is_too_short());
        assert!(!Pattern::new("a very bad river").is_too_short());
        assert!(Pattern::new("…").is_too_short());
    }
}
