//! A ruling: an editor's recorded decision that a finding may stand.

use jiff::civil::Date;

use crate::report::{Finding, Place, Rule, fingerprint};
use crate::span::Span;

/// An editor's recorded decision that a finding may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The rules whose findings it waives; none stands for every rule.
    pub rules: Vec<Rule>,
    /// Which findings it waives.
    pub target: Target,
    /// Why; never empty.
    pub reason: String,
    /// Whose decision; never empty.
    pub by: String,
    /// The last day it holds.
    pub until: Option<Date>,
    /// The file it is written in.
    pub written_in: String,
    /// Where it is written there.
    pub written_at: Place,
}

/// Which findings a ruling waives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Those that touch one of these lines of the file it is written in.
    Lines {
        /// First line.
        first: usize,
        /// Last line.
        last: usize,
        /// Fingerprint of the evidence, where the ruling holds only for that.
        evidence: Option<String>,
    },
    /// Those on these words of the file it is written in.
    Words {
        /// The words, as bytes of the file.
        span: Span,
    },
    /// One finding of a draft, as long as its words and its evidence are what they were.
    Finding {
        /// The draft's path.
        draft: String,
        /// The finding's fingerprint.
        finding: String,
        /// Fingerprint of its evidence.
        evidence: String,
    },
}

impl Ruling {
    /// That `finding` of `draft` may stand, to be written into the file of decisions.
    #[must_use]
    pub fn of(draft: &str, finding: &Finding, reason: &str, by: &str, until: Option<Date>) -> Self {
        Self {
            rules: vec![finding.rule],
            target: Target::Finding {
                draft: draft.to_owned(),
                finding: finding.fingerprint.clone(),
                evidence: evidence_fingerprint(finding),
            },
            reason: reason.trim().to_owned(),
            by: by.trim().to_owned(),
            until,
            written_in: super::RULINGS_FILE.to_owned(),
            written_at: Place::WHOLE_FILE,
        }
    }
}

/// The fingerprint of what `finding` rests on: the sources' hashes and the quoted words.
#[must_use]
pub fn evidence_fingerprint(finding: &Finding) -> String {
    fingerprint(finding.citations.iter().flat_map(|citation| {
        [
            citation.source.as_str(),
            citation.hash.as_str(),
            citation.quote.as_str(),
        ]
    }))
}

/// Reads a day such as `2027-01-31`.
pub(super) fn day(text: &str) -> anyhow::Result<Date> {
    text.parse()
        .map_err(|_| anyhow::anyhow!("`{text}` is no day such as 2027-01-31"))
}
