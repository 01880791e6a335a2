//! How sure a card is, to be seen at a glance: what is likely must not look like what is sure.

use crate::judge::Verdict;
use crate::report::Rule;
use crate::report::view::Entry;
use crate::wording::{Certainty, Labels};

/// How sure something is, for the eye and in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sureness {
    /// The class by which lines and colours know it.
    pub(super) class: &'static str,
    /// One to three full dots.
    pub(super) dots: &'static str,
    pub(super) words: &'static str,
}

impl Sureness {
    pub(super) fn of(certainty: Certainty, labels: &Labels) -> Self {
        Self {
            class: class(certainty),
            dots: match certainty {
                Certainty::Sure => "●●●",
                Certainty::FairlySure => "●●○",
                Certainty::Likely => "●○○",
            },
            words: labels.certainty(certainty),
        }
    }
}

/// The class by which lines and colours know a certainty.
pub(super) fn class(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure",
        Certainty::FairlySure => "fairly-sure",
        Certainty::Likely => "likely",
    }
}

/// How sure an entry is: a verdict by its confidence; what is compared letter by letter is sure; `None` where nothing was
/// decided or there is nothing to be sure of.
pub(super) fn certainty(entry: Entry<'_>) -> Option<Certainty> {
    match entry {
        Entry::Claim(claim, _) if claim.verdict == Verdict::NotEnoughEvidence => None,
        Entry::Claim(claim, _) => Some(Certainty::of(claim.confidence)),
        Entry::Finding(finding) => match finding.rule {
            Rule::Misquote
            | Rule::QuoteNotFound
            | Rule::CitationUnresolved
            | Rule::CitationMissing => Some(Certainty::Sure),
            _ => None,
        },
    }
}
