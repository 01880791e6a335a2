//! Citations in brackets in running text: "(Ruaro, 2023)". Their year tells when a source appeared
//! and dates nothing that the sentence tells; who is cited takes no part in it.

use std::sync::LazyLock;

use regex::Regex;

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

#[cfg(test)]
mod tests {
    use super::bracketed;

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
