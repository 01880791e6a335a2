//! The directives that are known, by what they hold, from `directives.txt`.
//!
//! Knows nothing of how a text is read.

use serde::Deserialize;

use crate::language::word_list::{self, Meanings};

/// What a directive makes of the lines it holds.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Content {
    /// Prose, which begins behind its name.
    Prose,
    /// Prose, beneath a title or a name that is none.
    Beneath,
    /// Prose, which begins behind the first word.
    BehindWord,
    /// A quotation.
    Quotation,
    /// The caption of a picture, and prose.
    Figure,
    /// A table, with its caption behind the name.
    Table,
    /// A table that is written as a list.
    Rows,
    /// Code.
    Code,
    /// Bibliographies that it names.
    Bibliographies,
    /// Nothing that anybody says.
    Nothing,
    /// What is read elsewhere or not at all, which is said.
    Unread,
}

const LIST: &str = include_str!("directives.txt");

static KNOWN: Meanings<Content> = Meanings::new(|| word_list::meanings(LIST));

/// Families of directives that describe what a program offers.
const DESCRIBING: &[&str] = &["py", "c", "cpp", "js", "rst", "std", "prf"];

/// What the directive of this name holds; `None` where it is not known.
pub(super) fn content_of(name: &str) -> Option<Content> {
    let name = name.to_lowercase();
    if let Some((family, _)) = name.split_once(':')
        && DESCRIBING.contains(&family)
    {
        return Some(Content::Beneath);
    }
    KNOWN.get(name.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_directive_is_said_once() {
        word_list::assert_sound(LIST, " ", |_| "directive");
        assert_eq!(content_of("Epigraph"), Some(Content::Quotation));
        assert_eq!(content_of("py:function"), Some(Content::Beneath));
        assert_eq!(content_of("mine"), None);
    }
}
