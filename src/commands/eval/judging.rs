//! A verdict for every row: against its own passage, or by the very path of `check` against what the sources have.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rayon::prelude::*;
use serde::Serialize;

use super::row::Row;
use crate::check::{Corpus, DraftFile, FROM_ALL, ReadDraft, check_draft, scores, tell_unheard};
use crate::config::{Config, ConfigChoice};
use crate::draft::Claim;
use crate::entailment::Model;
use crate::index::Library;
use crate::judge::{
    ClaimReading, Combined, Evidence, Knowledge, Reading, RuleId, SentenceFeatures, Stance, Trial,
    Verdict, WindowFeatures, whole,
};
use crate::language::abbreviation::Abbreviations;
use crate::language::{Context, Language, detect};
use crate::report::{CitationReport, ClaimReport};
use crate::retrieve::{Query, Retriever};
use crate::sources::Passage;

/// The verdict on a row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Prediction {
    pub(super) id: String,
    pub(super) verdict: Verdict,
    pub(super) confidence: f64,
    pub(super) citations: Vec<Cited>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retrieved: Option<Vec<Place>>,
}

/// A place of a source that decides.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Cited {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) stance: Stance,
    #[serde(skip)]
    pub(super) reasons: Vec<String>,
}

/// Words of a source, with the bytes of its file that they are.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    pub(super) source: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: String,
}

/// What is known of a sentence of a row's claim, for fitting the numbers of the fusion.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sentence {
    /// The verdict that comparing words and facts reaches, whatever the model reads.
    pub(super) compared: Option<Verdict>,
    pub(super) windows: Vec<Window>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Window {
    /// What the model reads: the claim, and what stands around the main sentence.
    pub(super) asked: Asked,
    pub(super) features: [f64; 4],
    /// Share of the claim's weight that it has.
    pub(super) coverage: f64,
    /// The rules that found something.
    pub(super) found: Vec<&'static str>,
    /// What the model makes of it: supported, refuted, neither.
    pub(super) scores: Option<[f32; 3]>,
    pub(super) vetoed: bool,
    pub(super) left_open: bool,
    pub(super) joined: bool,
    /// The window's main sentence and its source.
    pub(super) quote: String,
    pub(super) source: String,
}

/// A question to the model.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Asked {
    pub(super) claim: String,
    pub(super) passage: String,
    /// The claim and the passage as a model that reads only English is asked, where one is in French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_english: Option<[String; 2]>,
}

/// A row's verdict, and by sentence of its claim what it was weighed from, if that was asked for.
pub(super) struct Judged {
    pub(super) prediction: Prediction,
    pub(super) sentences: Vec<Sentence>,
}

/// Judges every row, in their order; of rows without a passage it also tells the best `retrieved` passages.
///
/// # Errors
/// When a row needs sources and there are none, or they or the model cannot be read.
pub(super) fn judge_all(
    rows: &[Row],
    sources: &[PathBuf],
    retrieved: usize,
    model: Option<Model>,
    with_windows: bool,
    without: &[RuleId],
) -> anyhow::Result<(Vec<Judged>, Vec<String>)> {
    let needs_sources = rows.iter().find(|row| row.passage.is_none());
    let Some(row) = needs_sources else {
        let judged = judge_pairs(rows, model.as_ref(), with_windows, without)?;
        return Ok((
            judged,
            model.map(|model| model.messages()).unwrap_or_default(),
        ));
    };
    anyhow::ensure!(
        !sources.is_empty(),
        "row {} has no passage: name its sources with --sources",
        row.id
    );
    let mut corpus = Corpus::in_memory(sources)?;
    corpus.model = model.map(std::sync::Arc::new);
    corpus.knowledge.without = without.to_vec();
    let judge = |row: &Row| judge_open(row, &corpus, retrieved, with_windows);
    let judged = rows.iter().map(judge).collect::<anyhow::Result<_>>()?;
    Ok((
        judged,
        corpus
            .model
            .map(|model| model.messages())
            .unwrap_or_default(),
    ))
}

fn judge_pairs(
    rows: &[Row],
    model: Option<&Model>,
    with_windows: bool,
    without: &[RuleId],
) -> anyhow::Result<Vec<Judged>> {
    let pair = |row| Pair::of(row, without);
    let pairs: Vec<Pair<'_>> = rows.par_iter().filter_map(pair).collect();
    let readings: Vec<[&Reading; 1]> = pairs.iter().map(|pair| [&pair.reading]).collect();
    let trials: Vec<Trial<'_>> = pairs
        .par_iter()
        .zip(&readings)
        .map(|(pair, reading)| Trial::of(&pair.claim, reading, &pair.knowledge))
        .collect();
    let scores = scores(model, &trials.iter().collect::<Vec<_>>())?;
    let judged = pairs.par_iter().zip(&trials).zip(scores);
    let judged = judged.map(|((pair, trial), scores)| Judged {
        sentences: match with_windows {
            true => sentences(
                trial.features(scores.as_deref().unwrap_or_default()),
                |_| "passage".to_owned(),
                |_| pair.passage,
            ),
            false => Vec::new(),
        },
        prediction: pair.prediction(&trial.outcome(scores.as_deref())),
    });
    Ok(judged.collect())
}

fn sentences<'t>(
    features: Vec<SentenceFeatures>,
    source: impl Fn(usize) -> String,
    text: impl Fn(usize) -> &'t str,
) -> Vec<Sentence> {
    let window = |one: WindowFeatures| Window {
        asked: Asked {
            claim: one.asked.claim,
            passage: one.asked.passage,
            in_english: one.asked.in_english,
        },
        features: one.features.as_array(),
        coverage: one.coverage,
        found: one.found.iter().map(|rule| rule.name()).collect(),
        scores: one
            .scores
            .map(|scores| [scores.supported, scores.refuted, scores.neutral]),
        vetoed: one.vetoed,
        left_open: one.left_open,
        joined: one.joined,
        quote: one.span.of(text(one.passage)).to_owned(),
        source: source(one.passage),
    };
    let of_sentence = |one: SentenceFeatures| Sentence {
        compared: one.compared,
        windows: one.windows.into_iter().map(window).collect(),
    };
    features.into_iter().map(of_sentence).collect()
}

/// A row with a passage of its own.
struct Pair<'a> {
    row: &'a Row,
    passage: &'a str,
    knowledge: Knowledge,
    claim: ClaimReading,
    reading: Reading,
}

impl<'a> Pair<'a> {
    fn of(row: &'a Row, without: &[RuleId]) -> Option<Self> {
        let passage = row.passage.as_deref()?;
        let mut abbreviations = Abbreviations::default();
        abbreviations.learn(passage);
        let mut knowledge = Knowledge::of(&abbreviations);
        knowledge.without = without.to_vec();
        let of_passage = language_context(passage, Language::English);
        let of_claim = language_context(&row.claim, of_passage.language);
        Some(Self {
            row,
            passage,
            claim: ClaimReading::of(&row.claim, &of_claim, &[], &[], &knowledge),
            reading: Reading::of(passage, &of_passage, &knowledge),
            knowledge,
        })
    }

    fn prediction(&self, outcome: &crate::judge::Outcome) -> Prediction {
        let cited = |evidence: &Evidence| Cited {
            place: Place {
                source: "passage".to_owned(),
                start: evidence.span.start,
                end: evidence.span.end,
                quote: evidence.span.of(self.passage).to_owned(),
            },
            stance: evidence.stance,
            reasons: evidence
                .reasons
                .iter()
                .map(|reason| reason.message.to_string())
                .collect(),
        };
        Prediction {
            id: self.row.id.clone(),
            verdict: outcome.verdict,
            confidence: outcome.confidence,
            citations: outcome.evidence.iter().map(cited).collect(),
            retrieved: None,
        }
    }
}

fn language_context(text: &str, fallback: Language) -> Context {
    Context {
        language: detect(text, fallback),
        ..Context::default()
    }
}

/// A row without a passage: its claim is a draft of its own, checked like any other.
fn judge_open(
    row: &Row,
    corpus: &Corpus,
    retrieved: usize,
    with_windows: bool,
) -> anyhow::Result<Judged> {
    let draft = ReadDraft::of(&DraftFile {
        name: "<claim>".to_owned(),
        path: "<claim>".into(),
        bytes: row.claim.clone().into_bytes(),
    })?;
    let config = Config::load(Path::new("."), &ConfigChoice::None)?;
    let report = check_draft(&config, corpus, &draft)?;
    let Combined {
        verdict,
        confidence,
        order,
    } = whole(
        report
            .claims
            .iter()
            .map(|claim| (claim.verdict, claim.confidence)),
    );
    let claims = order.iter().map(|at| &report.claims[*at]);
    let citations = claims
        .flat_map(|claim: &ClaimReport| claim.citations.iter())
        .map(cited);
    let prediction = Prediction {
        id: row.id.clone(),
        verdict,
        confidence,
        citations: citations.collect(),
        retrieved: match retrieved {
            0 => None,
            most => Some(retrieved_places(row, corpus, most)?),
        },
    };
    let sentences = if with_windows {
        let claims = draft.claims().iter();
        let of_claim = claims.map(|claim| open_sentences(claim, corpus));
        of_claim.collect::<anyhow::Result<Vec<_>>>()?.concat()
    } else {
        Vec::new()
    };
    Ok(Judged {
        prediction,
        sentences,
    })
}

fn cited(citation: &CitationReport) -> Cited {
    Cited {
        place: Place {
            source: citation.source.clone(),
            start: citation.start,
            end: citation.end,
            quote: citation.quote.clone(),
        },
        stance: citation.stance,
        reasons: citation
            .reasons
            .iter()
            .map(|reason| reason.message.to_string())
            .collect(),
    }
}

/// What the sentences of a claim are weighed from.
fn open_sentences(claim: &Claim, corpus: &Corpus) -> anyhow::Result<Vec<Sentence>> {
    let passages = retrieve(&Query::of_claim(claim), &corpus.library, FROM_ALL)?;
    let readings: Vec<Reading> = passages
        .iter()
        .map(|passage| Reading::of(&passage.text, &passage.context, &corpus.knowledge))
        .collect();
    let mut read = ClaimReading::of(
        &claim.text,
        &claim.context,
        &claim.antecedents,
        &claim.apparatus,
        &corpus.knowledge,
    );
    tell_unheard(std::slice::from_mut(&mut read), &corpus.library)?;
    let readings: Vec<&Reading> = readings.iter().collect();
    let trial = Trial::of(&read, &readings, &corpus.knowledge);
    let scores = scores(corpus.model.as_deref(), &[&trial])?;
    let scores = scores.into_iter().next().flatten().unwrap_or_default();
    Ok(sentences(
        trial.features(&scores),
        |at| passages[at].source.name.clone(),
        |at| &passages[at].text,
    ))
}

fn retrieve(query: &Query, library: &Library, most: usize) -> anyhow::Result<Vec<Passage>> {
    let found = Retriever::new(library).passages(query, most)?;
    Ok(found.into_iter().map(|(passage, _)| passage).collect())
}

fn retrieved_places(row: &Row, corpus: &Corpus, most: usize) -> anyhow::Result<Vec<Place>> {
    let language = detect(&row.claim, Language::English);
    let passages = retrieve(&Query::words(&row.claim, language), &corpus.library, most)?;
    let place = |passage: &Passage| {
        let words = crate::span::Span::new(0, passage.text.len());
        let citation = corpus
            .library
            .cite(passage, words)
            .context("a source has changed")?;
        Ok(Place {
            source: citation.path().to_owned(),
            start: citation.span().start,
            end: citation.span().end,
            quote: citation.quote().to_owned(),
        })
    };
    passages.iter().map(place).collect()
}
