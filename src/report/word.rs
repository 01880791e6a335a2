//! Findings as comments of a Word file: which words each hangs on, and what it says.

use super::view;
use super::{CitationReport, ClaimReport, DraftReport, Finding, Place};
use crate::judge::Verdict;

/// Citations told in one comment.
const CITATIONS: usize = 2;

/// A comment on words of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordComment {
    /// The words.
    pub place: Place,
    /// What it says, a paragraph a line.
    pub text: String,
}

/// One comment for each finding of `draft` that is not waived; with `all` one for each claim that
/// stands, too.
#[must_use]
pub fn word_comments(draft: &DraftReport, all: bool) -> Vec<WordComment> {
    let findings = draft.findings.iter().filter(|it| it.waived.is_none());
    let mut comments: Vec<WordComment> = findings.map(of_finding).collect();
    if all {
        let supported = draft
            .claims
            .iter()
            .filter(|claim| claim.verdict == Verdict::Supported);
        comments.extend(supported.map(of_claim));
    }
    comments.sort_by(|a, b| (a.place, &a.text).cmp(&(b.place, &b.text)));
    comments
}

fn of_finding(finding: &Finding) -> WordComment {
    let mut lines = vec![format!(
        "{} ({}): {}",
        finding.rule,
        finding.level.name(),
        finding.message
    )];
    for citation in finding.citations.iter().take(CITATIONS) {
        let role = view::role(citation, Some(finding));
        lines.push(cited(role, citation));
        let reasons = view::telling_reasons(citation);
        lines.extend(reasons.iter().take(1).map(|it| it.message.clone()));
    }
    if let Some(fix) = &finding.fix {
        lines.push(format!("{}: {}", fix.message, fix.replacement));
    }
    WordComment {
        place: finding.place,
        text: lines.join("\n"),
    }
}

fn of_claim(claim: &ClaimReport) -> WordComment {
    let mut lines = vec![view::verdict_words(claim.verdict).to_owned()];
    for citation in claim.citations.iter().take(CITATIONS) {
        lines.push(cited(view::role(citation, None), citation));
    }
    WordComment {
        place: claim.place,
        text: lines.join("\n"),
    }
}

fn cited(role: &str, citation: &CitationReport) -> String {
    let description = view::description(citation);
    let gap = if description.is_empty() { "" } else { ", " };
    let locator = view::locator(citation);
    format!("{role} {description}{gap}{locator}: “{}”", citation.quote)
}
