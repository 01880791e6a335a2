//! Citations in running text: `(Ruaro, 2023)`, `[@ruaro2023]`. Their year tells when a source appeared
//! and dates nothing that the sentence tells; who is cited takes no part in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::span::Span;

/// By author and year.
const DATED: &str = r"\((?:see |cf\. |voir )?\p{Lu}[^()\d]*,\s*(?:(?:1[6-9]|20)\d\d[a-z]?|n\.\s?d\.|s\.\s?d\.|forthcoming)(?:\s*[,;:][^()]*)?\)";
/// By key, in brackets or in the sentence: `[see @key, p. 4; @other]`, `as @key shows`.
const KEYED: &str =
    r"\[(?:[^\[\]]*[\s;-])?@[\p{L}\p{N}_{][^\[\]]*\]|(?:^|\s)@\p{L}[\p{L}\p{N}_:./-]*[\p{L}\p{N}]";
const ADDRESS: &str = r#"(?:https?://|\bwww\.)[^\s<>()\[\]"“”«»]+"#;

static CITATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("{DATED}|{KEYED}")).expect("the pattern is sound"));

static APPARATUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("{DATED}|{KEYED}|{ADDRESS}")).expect("the pattern is sound")
});

/// The citations of `text` by author and year in brackets, and by key, in their order.
#[must_use]
pub fn cited(text: &str) -> Vec<Span> {
    CITATION
        .find_iter(text)
        .map(|found| Span::new(found.start(), found.end()))
        .collect()
}

/// `text` with spaces in place of its citations and of its addresses, so that every other word keeps its
/// place.
#[must_use]
pub fn blanked(text: &str) -> Cow<'_, str> {
    APPARATUS.replace_all(text, |found: &Captures<'_>| " ".repeat(found[0].len()))
}

#[cfg(test)]
mod tests {
    use super::{blanked, cited};

    #[test]
    fn words_keep_their_places_where_citations_were() {
        for (text, words) in [
            ("It fell (Hart, 2021) on", "It fell on"),
            ("It fell [see @hart:2021, p. 4; @sy] on", "It fell on"),
            ("It fell [-@doi:10.1/x] on", "It fell on"),
            ("It fell (in 2021) on [1]", "It fell (in 2021) on [1]"),
            ("It fell (https://example.org/a?b=c) on", "It fell ( ) on"),
            (
                "It fell [desk@example.org] on",
                "It fell [desk@example.org] on",
            ),
        ] {
            let said = blanked(text);
            assert_eq!(said.len(), text.len());
            let said: Vec<&str> = said.split_whitespace().collect();
            assert_eq!(said.join(" "), words);
        }
    }

    #[test]
    fn an_author_and_a_year_in_brackets_are_a_citation_and_so_is_a_key() {
        for (text, found) in [
            (
                "Nine barns burned (Whitcombe, 2021).",
                vec!["(Whitcombe, 2021)"],
            ),
            (
                "Nine burned (Hart & Sy, 2020a; Clay, 2019) and fell (see Sy et al., n.d.).",
                vec!["(Hart & Sy, 2020a; Clay, 2019)", "(see Sy et al., n.d.)"],
            ),
            (
                "Nine barns burned (Hart, 2021, p. 4).",
                vec!["(Hart, 2021, p. 4)"],
            ),
            ("The dam (built in 2019) broke.", vec![]),
            ("They met (Leeds, 8 October 2020).", vec![]),
            (
                "Nine burned [see @hart:2021, p. 4].",
                vec!["[see @hart:2021, p. 4]"],
            ),
            ("As told by @hart-2021, nine burned.", vec![" @hart-2021"]),
            ("Write to desk@example.org.", vec![]),
            ("It lasts (2014-2020).", vec![]),
        ] {
            let texts: Vec<&str> = cited(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(texts, found, "{text}");
        }
    }
}
