//! Findings as comments of a Word file: which words each hangs on, and what it says.

use super::view;
use super::{CitationReport, ClaimReport, DraftReport, Finding, Place};
use crate::judge::Verdict;
use crate::wording::{Labels, Locale};

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
pub fn word_comments(draft: &DraftReport, all: bool, language: Locale) -> Vec<WordComment> {
    let labels = language.labels();
    let findings = draft.findings.iter().filter(|it| it.waived.is_none());
    let mut comments: Vec<WordComment> = findings.map(|it| of_finding(it, labels)).collect();
    if all {
        let supported = draft
            .claims
            .iter()
            .filter(|claim| claim.verdict == Verdict::Supported);
        comments.extend(supported.map(|claim| of_claim(claim, labels)));
    }
    comments.sort_by(|a, b| (a.place, &a.text).cmp(&(b.place, &b.text)));
    comments
}

fn of_finding(finding: &Finding, labels: &Labels) -> WordComment {
    let level = view::level_noun(finding.level, labels).one;
    let head = format!("{} ({level})", view::rule_words(finding.rule, labels));
    let mut lines = vec![format!(
        "{} {}",
        labels.head(&head),
        finding.message.told(labels.locale)
    )];
    for citation in finding.citations.iter().take(CITATIONS) {
        let role = view::role(citation, Some(finding), labels);
        lines.push(cited(role, citation, labels));
        let reasons = view::telling_reasons(citation);
        let reasons = reasons.iter().filter(|it| it.message != finding.message);
        lines.extend(reasons.take(1).map(|it| it.message.told(labels.locale)));
    }
    if let Some(fix) = &finding.fix {
        let head = labels.head(&fix.message.told(labels.locale));
        lines.push(format!("{head} {}", fix.replacement));
    }
    WordComment {
        place: finding.place,
        text: lines.join("\n"),
    }
}

fn of_claim(claim: &ClaimReport, labels: &Labels) -> WordComment {
    let mut lines = vec![view::verdict_words(claim, labels)];
    for citation in claim.citations.iter().take(CITATIONS) {
        lines.push(cited(view::role(citation, None, labels), citation, labels));
    }
    WordComment {
        place: claim.place,
        text: lines.join("\n"),
    }
}

fn cited(role: &str, citation: &CitationReport, labels: &Labels) -> String {
    let place = format!("{role} {}", view::named_place(citation, labels));
    let quote = labels.locale.quoted(&citation.quote);
    format!("{} {quote} ({})", labels.head(&place), citation.source)
}
