//! Citations in brackets in running text: "(Ruaro, 2023)". Their year tells when a source appeared
//! and dates nothing that the sentence tells; who is cited takes no part in it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::span::Span;

static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    const YEAR: &str = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.\s?d\.|s\.\s?d\.|forthcoming)";
    let pattern =
        format!(r"\((?:see |cf\. |voir )?\p{{Lu}}[^()\d]*,\s*{YEAR}(?:\s*[,;:][^()]*)?\)");
    Regex::new(&pattern).expect("the pattern is sound")
});

/// The bracketed citations of `text` by author and year, brackets included, in their order.
#[must_use]
pub fn bracketed(text: &str) -> Vec<Span> {
    CITATION
        .find_iter(text)
        .map(|found| Span::new(found.start(), found.end()))
        .collect()
}

/// The same, and keys in brackets: `[see @key, p. 4; @other]`.
static APPARATUS: LazyLock<Regex> = LazyLock::new(|| {
    let keyed = r"\[(?:[^\[\]]*[\s;-])?@[\p{L}\p{N}_{][^\[\]]*\]";
    let pattern = format!("{}|{keyed}", CITATION.as_str());
    Regex::new(&pattern).expect("the pattern is sound")
});

/// `text` with spaces in place of its citations in brackets, so that every other word keeps its place.
#[must_use]
pub fn blanked(text: &str) -> Cow<'_, str> {
    APPARATUS.replace_all(text, |found: &Captures<'_>| " ".repeat(found[0].len()))
}

#[cfg(test)]
mod tests {
    use super::{blanked, bracketed};

    #[test]
    fn words_keep_their_places_where_citations_were() {
        for (text, words) in [
            ("It fell (Hart, 2021) on", "It fell on"),
            ("It fell [see @hart:2021, p. 4; @sy] on", "It fell on"),
            ("It fell [-@doi:10.1/x] on", "It fell on"),
            ("It fell (in 2021) on [1]", "It fell (in 2021) on [1]"),
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
    fn an_author_and_a_year_in_brackets_are_a_citation() {
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
            ("It lasts (2014-2020).", vec![]),
        ] {
            let texts: Vec<&str> = bracketed(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(texts, found, "{text}");
        }
    }
}
