//! A verdict for every row: against its own passage, or against what the sources have.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde::Serialize;

use super::row::Row;
use crate::check::views;
use crate::entailment::Model;
use crate::index::{Library, Location};
use crate::judge::{
    ClaimReading, Evidence, Knowledge, Outcome, Reading, Signals, Stance, Trial, Verdict,
};
use crate::language::abbreviation::Abbreviations;
use crate::language::{Context, Language, detect};
use crate::retrieve::{Query, Retriever};
use crate::sources::{Bibliography, Passage, Selection};

/// Passages that a claim is judged by.
const JUDGED: usize = 10;

/// A row's verdict and what it was weighed from.
pub(super) struct Judged {
    pub(super) prediction: Prediction,
    /// By sentence of the claim and candidate; none where no model or no signals were asked for.
    pub(super) signals: Vec<Vec<Signals>>,
}

/// The verdict on a row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Prediction {
    pub(super) id: String,
    pub(super) verdict: Verdict,
    pub(super) confidence: f64,
    pub(super) citations: Vec<Cited>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retrieved: Option<Vec<Retrieved>>,
}

/// A place of a source that decides.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Cited {
    pub(super) source: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: String,
    pub(super) stance: Stance,
    #[serde(skip)]
    pub(super) reasons: Vec<String>,
}

/// A passage that was found.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Retrieved {
    source: String,
    start: usize,
    end: usize,
    quote: String,
}

/// Judges every row, in their order; `with_signals` also tells what each verdict was weighed from.
///
/// # Errors
/// When a row needs sources and there are none, or they cannot be read.
pub(super) fn judge_all(
    rows: &[Row],
    sources: &[PathBuf],
    retrieved: usize,
    model: Option<&Model>,
    with_signals: bool,
) -> anyhow::Result<Vec<Judged>> {
    let needs_sources = rows.iter().find(|row| row.passage.is_none());
    let library = match needs_sources {
        Some(row) if sources.is_empty() => {
            bail!(
                "row {} has no passage: name its sources with --sources",
                row.id
            )
        }
        Some(_) => Some(open(sources)?),
        None => None,
    };
    let cases: Vec<Case<'_>> = rows
        .par_iter()
        .map(|row| match (&row.passage, &library) {
            (Some(passage), _) => Ok(Case::of_pair(row, passage)),
            (None, Some(library)) => Case::open(row, library, retrieved),
            (None, None) => bail!("row {} has no passage", row.id),
        })
        .collect::<anyhow::Result<_>>()?;
    let trials: Vec<Trial<'_>> = cases.par_iter().map(Case::trial).collect();
    let views = views(model, &trials.iter().collect::<Vec<_>>())?;
    cases
        .par_iter()
        .zip(&trials)
        .enumerate()
        .map(|(at, (case, trial))| {
            let views = views[at].as_deref();
            Ok(Judged {
                prediction: case.prediction(&trial.outcome(views), retrieved)?,
                signals: views
                    .filter(|_| with_signals)
                    .map(|views| trial.signals(views))
                    .unwrap_or_default(),
            })
        })
        .collect()
}

fn open(sources: &[PathBuf]) -> anyhow::Result<Library> {
    let selection = Selection::of(sources.iter().cloned());
    let bibliography = Bibliography::default();
    let (library, _) = Library::open_or_update(&selection, &bibliography, &Location::Memory, &())
        .context("cannot read the sources")?;
    if library.sources().is_empty() {
        bail!("no source found in {}", sources[0].display());
    }
    Ok(library)
}

fn language_context(text: &str, fallback: Language) -> Context {
    Context {
        language: detect(text, fallback),
        ..Context::default()
    }
}

/// A row with all that its verdict is reached from.
struct Case<'a> {
    row: &'a Row,
    knowledge: Knowledge,
    claim: ClaimReading,
    readings: Vec<Reading>,
    origin: Origin<'a>,
}

/// Where the judged texts come from.
enum Origin<'a> {
    /// The row itself.
    Row(&'a str),
    /// The sources: what was retrieved, best first, judged or not.
    Sources(&'a Library, Vec<Passage>),
}

impl<'a> Case<'a> {
    fn of_pair(row: &'a Row, passage: &'a str) -> Self {
        let mut abbreviations = Abbreviations::default();
        abbreviations.learn(passage);
        let knowledge = Knowledge::of(&abbreviations);
        let passage_context = language_context(passage, Language::English);
        let claim_context = language_context(&row.claim, passage_context.language);
        Self {
            row,
            claim: ClaimReading::of(&row.claim, &claim_context, &[], &[], &knowledge),
            readings: vec![Reading::of(passage, &passage_context, &knowledge)],
            knowledge,
            origin: Origin::Row(passage),
        }
    }

    fn open(row: &'a Row, library: &'a Library, retrieved: usize) -> anyhow::Result<Self> {
        let knowledge = Knowledge::of(library.abbreviations());
        let context = language_context(&row.claim, Language::English);
        let query = Query::words(&row.claim, context.language);
        let passages: Vec<Passage> = Retriever::new(library)
            .passages(&query, JUDGED.max(retrieved))?
            .into_iter()
            .map(|(passage, _)| passage)
            .collect();
        let readings = passages
            .iter()
            .take(JUDGED)
            .map(|passage| Reading::of(&passage.text, &passage.context, &knowledge));
        Ok(Self {
            row,
            claim: ClaimReading::of(&row.claim, &context, &[], &[], &knowledge),
            readings: readings.collect(),
            knowledge,
            origin: Origin::Sources(library, passages),
        })
    }

    fn trial(&self) -> Trial<'_> {
        let readings: Vec<&Reading> = self.readings.iter().collect();
        Trial::of(&self.claim, &readings, &self.knowledge)
    }

    fn prediction(&self, outcome: &Outcome, retrieved: usize) -> anyhow::Result<Prediction> {
        let cite = |evidence| self.cited(evidence);
        let found = match &self.origin {
            Origin::Sources(library, passages) if retrieved > 0 => Some(
                passages
                    .iter()
                    .take(retrieved)
                    .map(|passage| retrieved_passage(library, passage))
                    .collect::<anyhow::Result<_>>()?,
            ),
            _ => None,
        };
        Ok(Prediction {
            id: self.row.id.clone(),
            verdict: outcome.verdict,
            confidence: outcome.confidence,
            citations: outcome
                .evidence
                .iter()
                .map(cite)
                .collect::<anyhow::Result<_>>()?,
            retrieved: found,
        })
    }

    fn cited(&self, evidence: &Evidence) -> anyhow::Result<Cited> {
        let (source, span, quote) = match &self.origin {
            Origin::Row(passage) => {
                let quote = evidence.span.of(passage).to_owned();
                ("passage".to_owned(), evidence.span, quote)
            }
            Origin::Sources(library, passages) => {
                let citation = library.cite(&passages[evidence.passage], evidence.span)?;
                let quote = citation.quote().to_owned();
                (citation.path().to_owned(), citation.span(), quote)
            }
        };
        Ok(Cited {
            source,
            start: span.start,
            end: span.end,
            quote,
            stance: evidence.stance,
            reasons: messages(evidence),
        })
    }
}

fn retrieved_passage(library: &Library, passage: &Passage) -> anyhow::Result<Retrieved> {
    let whole = crate::span::Span::new(0, passage.text.len());
    let citation = library.cite(passage, whole)?;
    Ok(Retrieved {
        source: citation.path().to_owned(),
        start: citation.span().start,
        end: citation.span().end,
        quote: citation.quote().to_owned(),
    })
}

fn messages(evidence: &Evidence) -> Vec<String> {
    evidence
        .reasons
        .iter()
        .map(|reason| reason.message.clone())
        .collect()
}
