//! Addresses and identifiers: what leads to a document and says nothing of what it tells. Digits
//! in them are no figures, and their full stops end no sentence.

/// What an address starts with, in lower case.
const OPENINGS: &[&str] = &[
    "http://", "https://", "ftp://", "www.", "doi:", "arxiv:", "urn:", "isbn:", "issn:", "pmid:",
    "hdl:", "mailto:",
];

/// Digits that the registrant of a DOI has at least.
const REGISTRANT: usize = 4;

/// Length of the address or identifier that `rest` starts with.
pub(super) fn address_len(rest: &str) -> Option<usize> {
    let first = rest.as_bytes().first()?.to_ascii_lowercase();
    if first != b'1'
        && !OPENINGS
            .iter()
            .any(|opening| opening.as_bytes()[0] == first)
    {
        return None;
    }
    let opening = OPENINGS
        .iter()
        .map(|opening| opening.len())
        .zip(OPENINGS)
        .find(|&(len, opening)| {
            let start = rest.as_bytes().get(..len);
            opening.as_bytes()[0] == first
                && start.is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
        })
        .map(|(len, _)| len)
        .or_else(|| doi_opening(rest))?;
    let end = rest
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|')
        })
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '}']);
    let closed = written.trim_end_matches(')');
    let written = if closed.contains('(') {
        written
    } else {
        closed
    };
    (written.len() > opening).then_some(written.len())
}

/// Length of the label that `rest` starts with: `@fig-9b`, `@tbl:2`, a key, the name of an account.
pub(super) fn label_len(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('@')?;
    inner.chars().next().filter(|c| c.is_alphabetic())?;
    let end = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.')));
    let written = &inner[..end.unwrap_or(inner.len())];
    Some(1 + written.trim_end_matches(['-', ':', '.']).len())
}

/// Length of the "10.5555/" that a DOI starts with.
fn doi_opening(rest: &str) -> Option<usize> {
    let registrant = rest.strip_prefix("10.")?;
    let digits = registrant.bytes().take_while(u8::is_ascii_digit).count();
    let is_doi = digits >= REGISTRANT && registrant[digits..].starts_with('/');
    is_doi.then_some("10.".len() + digits + 1)
}

#[cfg(test)]
mod tests {
    use super::{address_len, label_len};

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for (text, address) in [
            (
                "https://a.example/2014/05/f.html for",
                "https://a.example/2014/05/f.html",
            ),
            ("doi:10.5555/41).", "doi:10.5555/41"),
            ("10.5555/41(2)3, and", "10.5555/41(2)3"),
            ("WWW.a.example.", "WWW.a.example"),
        ] {
            let found = address_len(text).map(|len| &text[..len]);
            assert_eq!(found, Some(address), "{text}");
        }
    }

    #[test]
    fn a_label_ends_where_its_sentence_goes_on() {
        for (text, label) in [
            ("@fig-9TipTap shows", Some("@fig-9TipTap")),
            ("@tbl:loads2.", Some("@tbl:loads2")),
            ("@diallo2020, who", Some("@diallo2020")),
            ("@ 5 each", None),
            ("@5 each", None),
        ] {
            assert_eq!(label_len(text).map(|len| &text[..len]), label, "{text}");
        }
    }

    #[test]
    fn words_and_figures_are_no_addresses() {
        for text in [
            "doi: 41",
            "10.5/41",
            "10.5555 goats",
            "wwwe",
            "https",
            "http://",
        ] {
            assert_eq!(address_len(text), None, "{text}");
        }
    }
}
