//! What a quotation may be accused of: how the draft gives the words, how many they are, and how
//! near a source comes to them. The only place that decides it.
//!
//! | the draft gives them as | words | but for a small difference | only alike | nothing like them |
//! |---|---|---|---|---|
//! | somebody's speech or writing | 5 and more | altered | altered, doubtful | not found |
//! | the same | 3 or 4 | altered, doubtful | not found, noted | not found, noted |
//! | words of a source that it cites | 5 and more | altered | altered, doubtful | not found |
//! | nobody's | 8 and more | altered, doubtful | not found, noted | not found, noted |
//!
//! Anything less is a term, a title, a label or words held at arm's length, and proves nothing. What
//! is doubtful is a warning at most, what is noted a note. Of a source that the draft does not cite
//! although it cites one, nothing is more than doubtful, and what is only alike is not found.

use crate::draft::Matched;
use crate::report::{Level, QuoteMatch};

/// Words that a quotation needs to be anybody's, by how it is given.
const FEWEST_SAID: usize = 3;
const FEWEST_UNMARKED: usize = 8;

/// From so many words on a quotation tells where it is from: fewer may stand anywhere.
pub(super) const TELLING: usize = 5;

/// Of so many words one may differ in a small difference, and one in any case.
const WORDS_FOR_EACH_DIFFERENCE: usize = 6;

/// Words in a row that a source must have of words that the draft gives as nobody's.
const RUN: usize = 4;

/// How a draft gives quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Somebody is named who says or writes them.
    Said,
    /// A source is cited for them.
    Cited,
    /// Between marks, and nothing more.
    Unmarked,
}

/// A quotation before the sources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    pub(super) given: Given,
    /// The words that a source must have.
    pub(super) words: usize,
    /// Whether it is shorter than what can prove anything.
    pub(super) is_too_short: bool,
}

/// The nearest place of the sources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nearest<'a> {
    pub(super) matched: &'a Matched,
    /// Whether the draft cites another source for the words.
    pub(super) is_of_another: bool,
}

/// How a quotation fared, and the highest level of a finding about it.
pub(super) fn accused(quoted: Quoted, nearest: Option<Nearest<'_>>) -> (QuoteMatch, Level) {
    if nearest.is_some_and(|nearest| nearest.matched.is_exact()) {
        return (QuoteMatch::Exact, Level::Error);
    }
    let Quoted { given, words, .. } = quoted;
    let is_telling = words >= TELLING;
    let proves = match given {
        Given::Said => words >= FEWEST_SAID,
        Given::Cited => is_telling,
        Given::Unmarked => words >= FEWEST_UNMARKED,
    };
    if quoted.is_too_short || !proves {
        return (QuoteMatch::TooShort, Level::Off);
    }
    let is_sure = is_telling && given != Given::Unmarked;
    let not_found = match is_sure {
        true => Level::Error,
        false => Level::Note,
    };
    match nearest {
        Some(nearest) if is_close(nearest.matched, quoted) => {
            let level = match is_sure && !nearest.is_of_another {
                true => Level::Error,
                false => Level::Warning,
            };
            (QuoteMatch::Altered, level)
        }
        Some(nearest) if is_sure && !nearest.is_of_another => (QuoteMatch::Altered, Level::Warning),
        _ => (QuoteMatch::NotFound, not_found),
    }
}

/// Whether a source has the words but for a small difference.
fn is_close(matched: &Matched, quoted: Quoted) -> bool {
    let most = (quoted.words / WORDS_FOR_EACH_DIFFERENCE).max(1);
    let has_run = quoted.given != Given::Unmarked || matched.longest_run >= RUN;
    matched.differing <= most && has_run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Pattern, QuotedText, match_quotation};
    use crate::span::Span;

    const SOURCE: &str = "The harbour authority will not reopen the northern quay before the \
                          inspectors have finished their work in May.";

    fn fate(given: Given, quotation: &str, is_of_another: bool) -> (QuoteMatch, Level) {
        let text = QuotedText::new(SOURCE, &[Span::new(0, SOURCE.len())]);
        let pattern = Pattern::new(quotation);
        let matched = match_quotation(&pattern, &text);
        let quoted = Quoted {
            given,
            words: pattern.keys().count(),
            is_too_short: pattern.is_too_short(),
        };
        let nearest = matched.as_ref().map(|matched| Nearest {
            matched,
            is_of_another,
        });
        accused(quoted, nearest)
    }

    #[test]
    fn the_table_holds() {
        use Given::{Cited, Said, Unmarked};
        use Level::{Error, Note, Off, Warning};
        use QuoteMatch::{Altered, Exact, NotFound, TooShort};
        let long = "will not reopen the southern quay before the inspectors have finished";
        let short = "reopen the southern quay";
        let alike = "reopen the southern quay after several pilots have finished their work";
        let other = "nobody on the island was asked about the price";
        for (given, words, expected) in [
            (Said, long, (Altered, Error)),
            (Cited, long, (Altered, Error)),
            (Unmarked, long, (Altered, Warning)),
            (Said, short, (Altered, Warning)),
            (Cited, short, (TooShort, Off)),
            (Unmarked, short, (TooShort, Off)),
            (Said, alike, (Altered, Warning)),
            (Cited, alike, (Altered, Warning)),
            (Unmarked, alike, (NotFound, Note)),
            (Said, other, (NotFound, Error)),
            (Unmarked, other, (NotFound, Note)),
            (Said, "southern quay", (TooShort, Off)),
            (Unmarked, "the northern quay", (Exact, Error)),
        ] {
            assert_eq!(fate(given, words, false), expected, "{given:?}: {words}");
        }
        assert_eq!(fate(Cited, long, true), (Altered, Warning));
        assert_eq!(fate(Cited, alike, true), (NotFound, Error));
    }
}
