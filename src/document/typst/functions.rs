//! What the functions of Typst mean, from `functions.txt`.
//!
//! Knows nothing of how a text is read.

use serde::Deserialize;

use crate::language::word_list::{self, Meanings};

/// What a function means to a reader of the text.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Meaning {
    /// Its content is words of the sentence.
    Words,
    Emphasis,
    Code,
    Struck,
    Raised,
    Link,
    /// Its content is blocks.
    Blocks,
    Quotation,
    Note,
    Citation,
    Bibliography,
    Figure,
    Table,
    Heading,
    List,
    Terms,
    Space,
    /// It prints nothing that is said.
    Nothing,
}

const LIST: &str = include_str!("functions.txt");

static KNOWN: Meanings<Meaning> = Meanings::new(|| word_list::meanings(LIST));

/// What the function of this name means.
pub(super) fn function(name: &str) -> Option<Meaning> {
    KNOWN.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_said_once() {
        word_list::assert_sound(LIST, " ", |_| "function");
        assert_eq!(function("footnote"), Some(Meaning::Note));
    }
}
