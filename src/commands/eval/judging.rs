//! A verdict for every row: against its own passage, or against what the sources have.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde::Serialize;

use super::row::Row;
use crate::index::{Library, Location};
use crate::judge::{ClaimReading, Knowledge, Outcome, Reading, Stance, Verdict, judge};
use crate::language::abbreviation::Abbreviations;
use crate::language::{Context, Language, detect};
use crate::retrieve::{Query, Retriever};
use crate::sources::{Bibliography, Passage, Selection};

/// Passages that a claim is judged by.
const JUDGED: usize = 10;

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

/// Judges every row, in their order.
///
/// # Errors
/// When a row needs sources and there are none, or they cannot be read.
pub(super) fn judge_all(
    rows: &[Row],
    sources: &[PathBuf],
    retrieved: usize,
) -> anyhow::Result<Vec<Prediction>> {
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
    rows.par_iter()
        .map(|row| match (&row.passage, &library) {
            (Some(passage), _) => Ok(judge_pair(row, passage)),
            (None, Some(library)) => judge_open(row, library, retrieved),
            (None, None) => bail!("row {} has no passage", row.id),
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

fn judge_pair(row: &Row, passage: &str) -> Prediction {
    let mut abbreviations = Abbreviations::default();
    abbreviations.learn(passage);
    let knowledge = Knowledge { abbreviations };
    let passage_context = language_context(passage, Language::English);
    let claim_context = language_context(&row.claim, passage_context.language);
    let claim = ClaimReading::of(&row.claim, &claim_context, &[], &[], &knowledge);
    let reading = Reading::of(passage, &passage_context, &knowledge);
    let outcome = judge(&claim, &[&reading], &knowledge);
    let citations = cited(&outcome, |evidence| {
        Ok(Cited {
            source: "passage".to_owned(),
            start: evidence.span.start,
            end: evidence.span.end,
            quote: evidence.span.of(passage).to_owned(),
            stance: evidence.stance,
            reasons: messages(evidence),
        })
    });
    prediction(row, &outcome, citations.unwrap_or_default())
}

fn judge_open(row: &Row, library: &Library, retrieved: usize) -> anyhow::Result<Prediction> {
    let knowledge = Knowledge {
        abbreviations: library.abbreviations().clone(),
    };
    let context = language_context(&row.claim, Language::English);
    let claim = ClaimReading::of(&row.claim, &context, &[], &[], &knowledge);
    let query = Query::words(&row.claim, context.language);
    let passages = Retriever::new(library).passages(&query, JUDGED.max(retrieved))?;
    let judged: Vec<&Passage> = passages
        .iter()
        .map(|(passage, _)| passage)
        .take(JUDGED)
        .collect();
    let readings: Vec<Reading> = judged
        .iter()
        .map(|passage| Reading::of(&passage.text, &passage.context, &knowledge))
        .collect();
    let outcome = judge(&claim, &readings.iter().collect::<Vec<_>>(), &knowledge);
    let citations = cited(&outcome, |evidence| {
        let passage = judged[evidence.passage];
        let citation = library.cite(passage, evidence.span)?;
        Ok(Cited {
            source: citation.path().to_owned(),
            start: citation.span().start,
            end: citation.span().end,
            quote: citation.quote().to_owned(),
            stance: evidence.stance,
            reasons: messages(evidence),
        })
    })?;
    let mut prediction = prediction(row, &outcome, citations);
    if retrieved > 0 {
        let found: anyhow::Result<Vec<Retrieved>> = passages
            .iter()
            .take(retrieved)
            .map(|(passage, _)| retrieved_passage(library, passage))
            .collect();
        prediction.retrieved = Some(found?);
    }
    Ok(prediction)
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

fn cited(
    outcome: &Outcome,
    cite: impl Fn(&crate::judge::Evidence) -> anyhow::Result<Cited>,
) -> anyhow::Result<Vec<Cited>> {
    outcome.evidence.iter().map(cite).collect()
}

fn messages(evidence: &crate::judge::Evidence) -> Vec<String> {
    evidence
        .reasons
        .iter()
        .map(|reason| reason.message.clone())
        .collect()
}

fn prediction(row: &Row, outcome: &Outcome, citations: Vec<Cited>) -> Prediction {
    Prediction {
        id: row.id.clone(),
        verdict: outcome.verdict,
        confidence: outcome.confidence,
        citations,
        retrieved: None,
    }
}
