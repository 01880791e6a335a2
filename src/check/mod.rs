//! The pipeline: drafts and sources in, a report out. The only module that names every stage.
//!
//! It reads files, but neither prints nor decides: what is a claim, what a passage says of it and
//! what breaks a rule is decided where the stage lives.

mod accusing;
mod answered;
mod cite;
mod citing;
mod copies;
mod corpus;
mod engine;
mod evidence;
mod findings;
mod fixing;
mod formula;
mod lookup;
mod model;
mod offers;
mod place;
mod quotations;
mod quoted;
mod reading;
mod shown;
mod since;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::document::Document;
use crate::draft::{Known, resolve};
use crate::judge::{Evidence, Outcome, Verdict};
use crate::progress::Stage;
use crate::report::{
    ClaimReport, CopyReport, DraftReport, QuotationReport, Report, SCHEMA_VERSION, SourcesReport,
    Summary, Unreadable,
};
use crate::sources::Source;

use copies::Resolved;
use evidence::{Answer, Question};
use findings::Finder;
use quotations::Quotations;
use quoted::with_quotations;

pub use corpus::{
    Corpus, DraftFiles, admit_model, base, draft_files, draft_name, project, selection,
};
pub use evidence::{FROM_ALL, tell_unheard};
pub use fixing::{changes, is_mendable, mended};
pub use lookup::passages_with;
pub use model::{open_fresh_model, open_model, scores};
pub use offers::{CitedSource, Offer, Offers, offers};
pub use reading::ReadDraft;
pub use since::changes_since;

/// Citations shown with a claim on each side; of a claim that nothing decides, the nearest ones.
const SHOWN: usize = 3;

/// A draft to check: its name in every output, and its bytes.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// Its name in every output: its path as a user at the root would type it.
    pub name: String,
    /// Where it lies; the bibliographies that it names count from there.
    pub path: PathBuf,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Checks `drafts` against `corpus`.
///
/// # Errors
/// When a source can no longer be read as it was indexed.
pub fn check(config: &Config, corpus: &Corpus, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
    let drafts = drafts
        .iter()
        .map(|draft| check_draft(config, corpus, draft))
        .collect::<anyhow::Result<_>>()?;
    Ok(report(config, corpus, drafts))
}

/// The report that `drafts`, checked one by one against `corpus`, make together.
#[must_use]
pub fn report(config: &Config, corpus: &Corpus, drafts: Vec<DraftReport>) -> Report {
    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        ibid: env!("CARGO_PKG_VERSION").to_owned(),
        sources: sources_report(corpus),
        drafts,
        files: findings::unreadable(config, &corpus.update.unreadable),
        summary: Summary::default(),
    };
    report.summarise();
    report
}

/// Checks one draft against `corpus`.
///
/// # Errors
/// When a source can no longer be read as it was indexed.
pub fn check_draft(
    config: &Config,
    corpus: &Corpus,
    read: &ReadDraft,
) -> anyhow::Result<DraftReport> {
    let ReadDraft {
        document, draft, ..
    } = read;
    let sources = &corpus.evidence;
    let bibliographies = [&read.defined, &corpus.bibliography];
    let resolved = resolved(config, corpus, read);
    let finder = Finder::new(config, document, draft, &resolved, sources);
    let questions: Vec<Question<'_>> = draft
        .claims
        .iter()
        .map(|claim| Question {
            claim,
            cited: finder.cited_names(claim),
        })
        .collect();
    let mut answers = answered::answer(document.path(), &questions, corpus)?;
    for (claim, answer) in draft.claims.iter().zip(&mut answers) {
        formula::acquit(&mut answer.outcome, &claim.formulas);
    }
    let mut findings = finder.of_bibliographies(&read.missing);
    findings.extend(finder.of_citations(&bibliographies, read.lacks_keys));
    findings.extend(finder.of_works());
    let mut quotations = Vec::new();
    let mut matcher = Quotations::new(corpus, &finder);
    corpus
        .progress
        .begin(Stage::Quotations, draft.quotations.len() as u64);
    for quotation in &draft.quotations {
        let (report, finding) = matcher.check(quotation)?;
        corpus.progress.advance(1);
        quotations.push(report);
        findings.extend(finding);
    }
    corpus.progress.end();
    let mut claims = Vec::new();
    // Of many claims what was answered takes as much memory as what is told of them.
    for (claim, answer) in draft.claims.iter().zip(answers) {
        let quoted: Vec<&QuotationReport> =
            claim.quotations.iter().map(|&at| &quotations[at]).collect();
        let report = claim_report(claim, &answer, document, corpus)?;
        let mut report = with_quotations(report, &quoted);
        finder.name_copies(&claim.citations, Arc::make_mut(&mut report.citations));
        findings.extend(finder.of_claim(claim, &report, &answer, &quoted));
        claims.push(report);
    }
    findings.sort_by_key(|finding| (finding.place, finding.rule));
    Ok(DraftReport {
        path: document.path().to_owned(),
        content: document.decoded().to_owned(),
        blocks: shown::blocks(document, &claims, &findings),
        claims,
        sentences_without_claim: read.sentences_without_claim(),
        quotations,
        findings,
    })
}

/// What the citations of a draft lead to.
fn resolved(config: &Config, corpus: &Corpus, read: &ReadDraft) -> Resolved {
    let is_source = |file: &Path| corpus.evidence_called(&draft_name(config, file)).is_some();
    let pages = read.pages.iter().filter(|(_, file)| !is_source(file));
    let known = Known {
        references: &read.draft.references,
        sources: &corpus.evidence,
        bibliographies: &[&read.defined, &corpus.bibliography],
        pages: &pages.map(|(written, _)| written.as_str()).collect(),
        links_cite: config.links_cite,
    };
    Resolved::of(resolve(&read.draft.citations, known), corpus)
}

fn claim_report(
    claim: &crate::draft::Claim,
    answer: &Answer,
    document: &Document,
    corpus: &Corpus,
) -> anyhow::Result<ClaimReport> {
    let outcome = &answer.outcome;
    let shown = shown_evidence(outcome);
    let citations = shown
        .iter()
        .map(|evidence| {
            let passage = &answer.passages[evidence.passage];
            cite::of_evidence(evidence, passage, claim, document, &corpus.library)
        })
        .collect::<Result<_, _>>()?;
    Ok(ClaimReport {
        text: claim.text.clone(),
        place: place::place(document, claim.span),
        fingerprint: reading::claim_fingerprint(claim),
        verdict: outcome.verdict,
        confidence: outcome.confidence,
        signed_off: Vec::new(),
        excerpt: cite::claim_excerpt(claim, document, &outcome.evidence),
        citations,
    })
}

/// The evidence that is shown: the first few of each stance, in their order; of a claim that is
/// decided only what decides it.
fn shown_evidence(outcome: &Outcome) -> Vec<&Evidence> {
    use crate::judge::Stance::{Neutral, Refutes, Supports};
    let wanted: &[crate::judge::Stance] = match outcome.verdict {
        Verdict::Supported => &[Supports],
        Verdict::Refuted => &[Refutes],
        Verdict::ConflictingEvidence => &[Supports, Refutes],
        Verdict::NotEnoughEvidence => &[Supports, Refutes, Neutral],
    };
    let mut counts = std::collections::BTreeMap::new();
    outcome
        .evidence
        .iter()
        .filter(|evidence| wanted.contains(&evidence.stance))
        .filter(|evidence| {
            let count = counts.entry(evidence.stance).or_insert(0);
            *count += 1;
            *count <= SHOWN
        })
        .collect()
}

fn sources_report(corpus: &Corpus) -> SourcesReport {
    use crate::index::Search as _;
    let copy = |(copy, of): (&Arc<Source>, &Arc<Source>)| CopyReport {
        path: copy.name.clone(),
        of: of.name.clone(),
    };
    SourcesReport {
        read: corpus.evidence.len(),
        copies: corpus.library.copies().map(copy).collect(),
        passages: corpus.library.passage_count() as usize,
        unreadable: corpus
            .update
            .unreadable
            .iter()
            .map(|file| Unreadable {
                path: file.path.clone(),
                why: file.why.clone(),
            })
            .collect(),
    }
}
