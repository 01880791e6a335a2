//! The order and the words in which every rendering tells of a draft.

use std::collections::BTreeMap;

use super::{
    CitationReport, ClaimReport, DraftReport, FailOn, Finding, Level, ReasonReport, Report, Rule,
};
use crate::judge::{ReasonCode, Stance, Verdict};

/// Something a rendering tells of, in the order of the draft.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry<'a> {
    /// A claim, with the finding that its verdict gives rise to.
    Claim(&'a ClaimReport, Option<&'a Finding>),
    /// A finding of any other kind.
    Finding(&'a Finding),
}

impl<'a> Entry<'a> {
    /// The finding, where there is one.
    pub(super) fn finding(self) -> Option<&'a Finding> {
        match self {
            Entry::Claim(_, finding) => finding,
            Entry::Finding(finding) => Some(finding),
        }
    }

    fn start(self) -> usize {
        match self {
            Entry::Claim(claim, _) => claim.place.start,
            Entry::Finding(finding) => finding.place.start,
        }
    }
}

/// The claims and findings of `draft` in its order, each verdict's finding joined to its claim.
pub(super) fn entries(draft: &DraftReport) -> Vec<Entry<'_>> {
    let claims = draft.claims_by_place();
    let mut of_claims: Vec<Option<&Finding>> = vec![None; draft.claims.len()];
    let mut others = Vec::new();
    for finding in &draft.findings {
        match claims.get(&finding.place) {
            Some(&at) if finding.is_of_verdict(&draft.claims[at]) => {
                of_claims[at].get_or_insert(finding);
            }
            _ => others.push(Entry::Finding(finding)),
        }
    }
    let claims = draft.claims.iter().zip(of_claims);
    let claims = claims.map(|(claim, finding)| Entry::Claim(claim, finding));
    let mut entries: Vec<_> = claims.chain(others).collect();
    entries.sort_by_key(|entry| entry.start());
    entries
}

/// Whether `finding` asks to be looked at now: no ruling waives it, and it is a warning at least or
/// fails the check.
pub(super) fn is_pressing(finding: &Finding, fail_on: FailOn) -> bool {
    finding.waived.is_none() && (finding.level >= Level::Warning || fail_on.fails(finding.level))
}

/// The reasons of `citation` that tell most: those that speak for its stance, where any do.
pub(super) fn telling_reasons(citation: &CitationReport) -> Vec<&ReasonReport> {
    let telling: Vec<_> = citation
        .reasons
        .iter()
        .filter(|reason| bearing(reason.code) == citation.stance)
        .collect();
    match telling.is_empty() {
        true => citation.reasons.iter().take(1).collect(),
        false => telling,
    }
}

/// Which stance a reason of this kind speaks for.
fn bearing(code: ReasonCode) -> Stance {
    match code {
        ReasonCode::WordsAgree
        | ReasonCode::QuantityAgrees
        | ReasonCode::DateAgrees
        | ReasonCode::NameAgrees
        | ReasonCode::QuotationAgrees => Stance::Supports,
        ReasonCode::QuantityDiffers
        | ReasonCode::DateDiffers
        | ReasonCode::NameDiffers
        | ReasonCode::RolesSwapped
        | ReasonCode::PolarityDiffers
        | ReasonCode::QuantifierDiffers
        | ReasonCode::SpeakerDiffers
        | ReasonCode::QuotationAltered => Stance::Refutes,
        ReasonCode::WordsMissing
        | ReasonCode::QuantityMissing
        | ReasonCode::DateMissing
        | ReasonCode::NameMissing
        | ReasonCode::ModalityDiffers
        | ReasonCode::Model => Stance::Neutral,
    }
}

/// What `citation` is to the claim or finding it stands under.
pub(super) fn role(citation: &CitationReport, finding: Option<&Finding>) -> &'static str {
    let of_quotation = finding.is_some_and(|finding| {
        matches!(
            finding.rule,
            Rule::Misquote | Rule::QuoteNotFound | Rule::QuoteMisattributed
        )
    });
    match citation.stance {
        _ if of_quotation => "compare",
        Stance::Supports => "supported by",
        Stance::Refutes => "refuted by",
        Stance::Neutral => "nearest",
    }
}

/// A verdict in words.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Refuted => "refuted",
        Verdict::ConflictingEvidence => "conflicting evidence",
        Verdict::NotEnoughEvidence => "not enough evidence",
    }
}

/// Where `citation` stands: `source:line:column`, or the place by which people know it in a source
/// that has no lines (a page, a cell, a slide).
pub(super) fn locator(citation: &CitationReport) -> String {
    let source = &citation.source;
    match citation.locator.words(citation.line) {
        Some(place) => format!("{source}, {place}"),
        None => format!("{source}:{}:{}", citation.line, citation.column),
    }
}

/// Whether the source of `citation` has lines that a program can open it at.
pub(super) fn has_lines(citation: &CitationReport) -> bool {
    citation.locator.words(citation.line).is_none()
}

/// Title, author and date of the source of `citation`, as far as they are known.
pub(super) fn description(citation: &CitationReport) -> String {
    let origin: Vec<&str> = [citation.author.as_deref(), citation.issued.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    match (&citation.title, origin.is_empty()) {
        (Some(title), true) => title.clone(),
        (Some(title), false) => format!("{title} ({})", origin.join(", ")),
        (None, _) => origin.join(", "),
    }
}

/// The source of `citation` by its title, or by its name where it has none.
pub(super) fn named(citation: &CitationReport) -> String {
    let description = description(citation);
    match description.is_empty() {
        true => citation.source.clone(),
        false => description,
    }
}

/// `count` of `things`, which takes an `s` unless there is one.
pub(super) fn counted(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// The claims by verdict, in one line.
pub(super) fn claim_counts(report: &Report) -> String {
    let verdicts = [
        Verdict::Supported,
        Verdict::Refuted,
        Verdict::ConflictingEvidence,
        Verdict::NotEnoughEvidence,
    ];
    let count = |verdict: Verdict| report.summary.claims.get(verdict.as_str()).copied();
    let parts = verdicts
        .map(|verdict| format!("{} {}", count(verdict).unwrap_or(0), verdict_words(verdict)));
    let total = report.summary.claims.values().sum();
    format!("{}: {}", counted(total, "claim"), parts.join(", "))
}

/// The quotations by match, in one line; `None` where the drafts quote nothing.
pub(super) fn quotation_counts(report: &Report) -> Option<String> {
    let total: usize = report.summary.quotations.values().sum();
    let words = [
        ("exact", "exact"),
        ("altered", "altered"),
        ("not-found", "not found"),
        ("too-short", "too short to prove anything"),
    ];
    let parts: Vec<_> = words
        .iter()
        .filter_map(|(name, words)| {
            Some(format!("{} {words}", report.summary.quotations.get(*name)?))
        })
        .collect();
    (total > 0).then(|| format!("{}: {}", counted(total, "quotation"), parts.join(", ")))
}

/// The findings by level, in one line; `None` where there are none.
pub(super) fn finding_counts(report: &Report) -> Option<String> {
    let levels = ["error", "warning", "note"];
    let mut parts: Vec<_> = levels
        .iter()
        .filter_map(|level| Some(counted(*report.summary.levels.get(*level)?, level)))
        .collect();
    if report.summary.waived > 0 {
        parts.push(format!("{} waived", report.summary.waived));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The notes by rule, in one line; `None` where there are none.
pub(super) fn note_counts(report: &Report) -> Option<String> {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    let is_note = |finding: &&Finding| finding.waived.is_none() && finding.level == Level::Note;
    for finding in report.findings().map(|(_, it)| it).filter(is_note) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(rule, count)| format!("{count} {rule}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What was not checked and why, in one line; `None` where nothing was left out.
///
/// A rule that finds what could not be checked adds its count here, so that it is told even where
/// its findings are notes.
pub(super) fn not_checked(report: &Report) -> Option<String> {
    let found = |rule: &str| report.summary.findings.get(rule).copied().unwrap_or(0);
    let parts: Vec<String> = [
        (
            report.summary.sentences_without_claim,
            ["sentence that states", "sentences that state"],
            "no fact",
        ),
        (
            claims_without_sources(report),
            ["claim", "claims"],
            "for which there are no sources",
        ),
        (
            found("source-not-at-hand"),
            ["cited work that is", "cited works that are"],
            "not among the sources",
        ),
        (
            report.sources.unreadable.len(),
            ["source that cannot", "sources that cannot"],
            "be read",
        ),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, [one, several], why)| match count {
        1 => format!("1 {one} {why}"),
        _ => format!("{count} {several} {why}"),
    })
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How many claims there was nothing to check against.
fn claims_without_sources(report: &Report) -> usize {
    let claims = report.drafts.iter().flat_map(|draft| &draft.claims);
    let is_undecided = |claim: &ClaimReport| {
        claim.verdict == Verdict::NotEnoughEvidence && claim.citations.is_empty()
    };
    match report.sources.read == 0 && claims.clone().all(is_undecided) {
        true => claims.count(),
        false => 0,
    }
}

/// What was read, in one line.
pub(super) fn source_counts(report: &Report) -> String {
    format!(
        "{}, {}, {} unreadable",
        counted(report.sources.read, "source"),
        counted(report.sources.passages, "passage"),
        report.sources.unreadable.len()
    )
}
