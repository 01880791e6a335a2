//! `ibid.lock`: for every claim its verdict, and the evidence's source, hash, place and words.
//!
//! With it the drafts can be verified where the sources are absent: a claim passes only if the
//! lock has it, word for word and under the same headings, with a verdict that passes.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use super::listing;
use crate::files::{self, MOST_OF_SETTINGS};
use crate::judge::{Stance, Verdict};
use crate::locator::{Locator, ReadBy};
use crate::report::{
    CitationReport, Citations, ClaimReport, DraftReport, Excerpt, Finding, Level, Place, Report,
    Rule, SCHEMA_VERSION, SignOffReport, SourcesReport, Summary, fingerprint,
};
use crate::wording::Message;

/// Name of the file.
pub const LOCK_FILE: &str = "ibid.lock";

/// Version of its form.
const VERSION: u32 = 2;

/// The command that writes the file.
const RENEW: &str = "ibid lock";

/// What each claim rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// Hash of each source that evidence comes from, by name.
    sources: BTreeMap<String, String>,
    /// What made the words of those that have none of their own, by name.
    readings: BTreeMap<String, ReadBy>,
    claims: Vec<LockedClaim>,
}

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "version")]
    _version: u32,
    sources: Vec<LockedSource>,
    claims: Vec<LockedClaim>,
}

/// The line of a source.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedSource {
    source: String,
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<ReadBy>,
}

/// The line of a claim: first what a reviewer reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedClaim {
    draft: String,
    text: String,
    verdict: Verdict,
    confidence: f64,
    fingerprint: String,
    /// The finding on words it quotes, which stands for that on its verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quotation: Option<LockedFinding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<LockedEvidence>,
    /// Who has checked it against which passage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    signed_off: Vec<SignOffReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedFinding {
    rule: Rule,
    fingerprint: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedEvidence {
    stance: Stance,
    source: String,
    line: usize,
    column: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page_label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    slide: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chapter: Option<String>,
    start: usize,
    end: usize,
    quote: String,
}

/// A draft whose claims are known but not judged.
#[derive(Clone, Debug, PartialEq)]
pub struct LockedDraft {
    /// Its path.
    pub path: String,
    /// Its content as UTF-8.
    pub content: String,
    /// Its claims: the words, where they stand, and their fingerprint.
    pub claims: Vec<(String, Place, String)>,
    /// How many of its sentences state nothing that could be checked.
    pub sentences_without_claim: usize,
}

impl Lock {
    /// The lock of what `report` found.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut sources = BTreeMap::new();
        let mut readings = BTreeMap::new();
        let mut claims = Vec::new();
        for draft in &report.drafts {
            for claim in &draft.claims {
                for citation in claim.citations.iter() {
                    sources.insert(citation.source.clone(), citation.hash.clone());
                    let reading = citation.locator.reading.clone();
                    readings.extend(reading.map(|reading| (citation.source.clone(), reading)));
                }
                for signed in &claim.signed_off {
                    sources.insert(signed.source.clone(), signed.hash.clone());
                }
                claims.push(LockedClaim::of(draft, claim));
            }
        }
        Self {
            sources,
            readings,
            claims,
        }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// Where it is missing, malformed, of another version or not whole; the message names the
    /// line.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let text = files::read_text(path, MOST_OF_SETTINGS).with_context(|| {
            format!(
                "{} cannot be read; `{RENEW}` writes it where the sources are",
                path.display()
            )
        })?;
        Self::parse(&text).with_context(|| format!("{} cannot be used", path.display()))
    }

    /// Reads the content of the file.
    ///
    /// # Errors
    /// Where it is malformed, of another version or not whole.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let written: Written = listing::read(text, VERSION, RENEW)?;
        let mut sources = BTreeMap::new();
        let mut readings = BTreeMap::new();
        for it in written.sources {
            readings.extend(it.reading.map(|reading| (it.source.clone(), reading)));
            sources.insert(it.source, it.hash);
        }
        let lock = Self {
            sources,
            readings,
            claims: written.claims,
        };
        for evidence in lock.claims.iter().flat_map(|claim| &claim.evidence) {
            ensure!(
                lock.sources.contains_key(&evidence.source),
                "it has evidence from {} but no hash of it",
                evidence.source
            );
        }
        Ok(lock)
    }

    /// The content of the file: a source or a claim a line, in the order of the drafts.
    ///
    /// # Errors
    /// Never for a lock that was made here.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let sources = self.sources.iter().map(|(source, hash)| {
            listing::line(&LockedSource {
                source: source.clone(),
                hash: hash.clone(),
                reading: self.readings.get(source).cloned(),
            })
        });
        let claims = self.claims.iter().map(listing::line);
        let lists = [
            ("sources", sources.collect::<Result<_, _>>()?),
            ("claims", claims.collect::<Result<_, _>>()?),
        ];
        Ok(listing::written(VERSION, &lists))
    }

    /// Names and hashes of the sources that evidence comes from.
    #[must_use]
    pub fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    /// What made the words of the source of this name, where its file has none of its own.
    #[must_use]
    pub fn reading(&self, source: &str) -> Option<&ReadBy> {
        self.readings.get(source)
    }

    /// The report on `drafts` by what the lock says. `changed` names the sources that are there
    /// and have another hash; `level` tells the level of a rule in a draft.
    #[must_use]
    pub fn verify(
        &self,
        drafts: &[LockedDraft],
        changed: &[String],
        level: &dyn Fn(Rule, &str) -> Level,
    ) -> Report {
        let mut entries: BTreeMap<(&str, &str), VecDeque<&LockedClaim>> = BTreeMap::new();
        for claim in &self.claims {
            let key = (claim.draft.as_str(), claim.fingerprint.as_str());
            entries.entry(key).or_default().push_back(claim);
        }
        let mut report = Report {
            schema_version: SCHEMA_VERSION,
            ibid: env!("CARGO_PKG_VERSION").to_owned(),
            sources: SourcesReport::default(),
            drafts: Vec::new(),
            files: Vec::new(),
            summary: Summary::default(),
        };
        for draft in drafts {
            let mut claims = Vec::new();
            let mut findings = Vec::new();
            for (text, place, identity) in &draft.claims {
                let key = (draft.path.as_str(), identity.as_str());
                let locked = entries.get_mut(&key).and_then(VecDeque::pop_front);
                let claim = self.claim(text, *place, identity, locked);
                let broken = broken_rule(&claim, locked, changed);
                findings.extend(broken.and_then(|(rule, message)| {
                    let quotation = locked.and_then(|locked| locked.quotation.as_ref());
                    let known = quotation.filter(|quotation| quotation.rule == rule);
                    let identity = known.map_or_else(
                        || fingerprint([rule.name(), identity]),
                        |known| known.fingerprint.clone(),
                    );
                    finding(rule, level(rule, &draft.path), message, identity, &claim)
                }));
                claims.push(claim);
            }
            report.drafts.push(DraftReport {
                path: draft.path.clone(),
                content: draft.content.clone(),
                blocks: Vec::new(),
                claims,
                sentences_without_claim: draft.sentences_without_claim,
                quotations: Vec::new(),
                findings,
            });
        }
        report.summarise();
        report
    }

    fn claim(
        &self,
        text: &str,
        place: Place,
        identity: &str,
        locked: Option<&LockedClaim>,
    ) -> ClaimReport {
        ClaimReport {
            text: text.to_owned(),
            place,
            fingerprint: identity.to_owned(),
            verdict: locked.map_or(Verdict::NotEnoughEvidence, |claim| claim.verdict),
            confidence: locked.map_or(0.0, |claim| claim.confidence),
            citations: locked.map_or_else(Citations::default, |claim| {
                let evidence = claim.evidence.iter();
                evidence.map(|evidence| self.citation(evidence)).collect()
            }),
            signed_off: Vec::new(),
            excerpt: Excerpt::default(),
        }
    }

    /// Where the evidence stands; the boxes of a PDF's words are not kept.
    fn locator(&self, evidence: &LockedEvidence) -> Locator {
        Locator {
            page: evidence.page,
            page_label: evidence.page_label.clone(),
            part: evidence.part.clone(),
            sheet: evidence.sheet.clone(),
            cell: evidence.cell.clone(),
            slide: evidence.slide,
            chapter: evidence.chapter.clone(),
            boxes: Vec::new(),
            reading: self.readings.get(&evidence.source).cloned(),
        }
    }

    fn citation(&self, evidence: &LockedEvidence) -> CitationReport {
        CitationReport {
            source: evidence.source.clone(),
            cited_as: None,
            hash: self
                .sources
                .get(&evidence.source)
                .cloned()
                .unwrap_or_default(),
            title: None,
            author: None,
            publisher: None,
            issued: None,
            url: None,
            start: evidence.start,
            end: evidence.end,
            line: evidence.line,
            column: evidence.column,
            locator: self.locator(evidence),
            quote: evidence.quote.clone(),
            stance: evidence.stance,
            reasons: Vec::new(),
            excerpt: Excerpt::default(),
            selectors: Vec::new(),
            surroundings: Arc::default(),
        }
    }
}

impl LockedEvidence {
    fn of(citation: &CitationReport) -> Self {
        let locator = citation.locator.clone();
        Self {
            stance: citation.stance,
            source: citation.source.clone(),
            line: citation.line,
            column: citation.column,
            page: locator.page,
            page_label: locator.page_label,
            part: locator.part,
            sheet: locator.sheet,
            cell: locator.cell,
            slide: locator.slide,
            chapter: locator.chapter,
            start: citation.start,
            end: citation.end,
            quote: citation.quote.clone(),
        }
    }
}

impl LockedClaim {
    fn of(draft: &DraftReport, claim: &ClaimReport) -> Self {
        let of_quotation = match claim.verdict {
            Verdict::Refuted => Some(Rule::Misquote),
            Verdict::NotEnoughEvidence => Some(Rule::QuoteNotFound),
            Verdict::Supported | Verdict::ConflictingEvidence => None,
        };
        let within =
            |place: &Place| claim.place.start <= place.start && place.end <= claim.place.end;
        let quotation = draft
            .findings
            .iter()
            .find(|finding| Some(finding.rule) == of_quotation && within(&finding.place))
            .map(|finding| LockedFinding {
                rule: finding.rule,
                fingerprint: finding.fingerprint.clone(),
            });
        Self {
            draft: draft.path.clone(),
            text: claim.text.clone(),
            verdict: claim.verdict,
            confidence: (claim.confidence * 100.0).round() / 100.0,
            fingerprint: claim.fingerprint.clone(),
            quotation,
            evidence: claim.citations.iter().map(LockedEvidence::of).collect(),
            signed_off: claim.signed_off.clone(),
        }
    }
}

/// The rule that a claim breaks by the lock, and how.
fn broken_rule(
    claim: &ClaimReport,
    locked: Option<&LockedClaim>,
    changed: &[String],
) -> Option<(Rule, Message)> {
    let Some(locked) = locked else {
        return Some((Rule::NotLocked, Message::NotLocked));
    };
    let mut sources = claim.citations.iter().map(|citation| &citation.source);
    if let Some(source) = sources.find(|source| changed.contains(source)) {
        let path = source.clone();
        return Some((Rule::SourceChanged, Message::SourceChanged { path }));
    }
    if let Some(quotation) = &locked.quotation {
        return Some((quotation.rule, Message::LockedMisquotation));
    }
    match claim.verdict {
        Verdict::Supported => None,
        Verdict::Refuted => Some((Rule::Refuted, Message::LockedContradicted)),
        Verdict::ConflictingEvidence => {
            Some((Rule::ConflictingEvidence, Message::LockedDisagreement))
        }
        Verdict::NotEnoughEvidence => Some((Rule::NotEnoughEvidence, Message::LockedUndecided)),
    }
}

fn finding(
    rule: Rule,
    level: Level,
    message: Message,
    identity: String,
    claim: &ClaimReport,
) -> Option<Finding> {
    (level != Level::Off).then(|| Finding {
        rule,
        level,
        message,
        place: claim.place,
        fingerprint: identity,
        waived: None,
        citations: claim.citations.clone(),
        fix: None,
    })
}
