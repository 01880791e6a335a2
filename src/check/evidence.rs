//! Claims to outcomes: retrieve for every claim, read every passage once, judge every pair.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::draft::Claim;
use crate::judge::{ClaimReading, Evidence, Knowledge, Outcome, Reading, judge};
use crate::retrieve::{Query, Retriever};
use crate::sources::Passage;

use super::Corpus;

/// Passages judged for a claim out of all sources.
const FROM_ALL: usize = 16;

/// Passages judged for a claim out of the sources it cites.
const FROM_CITED: usize = 8;

/// A claim, and the sources it cites by name.
pub(super) struct Question<'a> {
    /// The claim.
    pub(super) claim: &'a Claim,
    /// Names of the sources it cites; none where it cites none that is known.
    pub(super) cited: Vec<String>,
}

/// What the sources say to a claim.
pub(super) struct Answer {
    /// The passages that were judged, best retrieved first.
    pub(super) passages: Vec<Passage>,
    /// The verdict by all sources; its evidence counts in `passages`.
    pub(super) outcome: Outcome,
    /// The verdict by the cited sources alone, where there are any.
    pub(super) by_cited: Option<Outcome>,
}

/// Where a passage stands: source and number within it.
type Key = (String, u32);

fn key(passage: &Passage) -> Key {
    (passage.source.name.clone(), passage.ordinal)
}

/// Answers every question, in order.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn answer(questions: &[Question<'_>], corpus: &Corpus) -> anyhow::Result<Vec<Answer>> {
    let knowledge = &corpus.knowledge;
    let asked = corpus.within();
    let retrieved: Vec<Vec<Passage>> = questions
        .par_iter()
        .map(|question| passages_for(question, corpus, &asked))
        .collect::<anyhow::Result<_>>()?;
    let readings = read_once(&retrieved, knowledge);
    Ok(questions
        .par_iter()
        .zip(retrieved)
        .map(|(question, passages)| judge_one(question, passages, &readings, knowledge))
        .collect())
}

fn passages_for(
    question: &Question<'_>,
    corpus: &Corpus,
    asked: &[String],
) -> anyhow::Result<Vec<Passage>> {
    let retriever = Retriever::new(&corpus.library);
    let query = Query::of_claim(question.claim).within(asked.iter().cloned());
    let mut found = retriever.passages(&query, FROM_ALL)?;
    if !question.cited.is_empty() {
        let query = query.within(question.cited.iter().cloned());
        found.extend(retriever.passages(&query, FROM_CITED)?);
    }
    let mut seen = std::collections::BTreeSet::new();
    Ok(found
        .into_iter()
        .map(|(passage, _)| passage)
        .filter(|passage| seen.insert(key(passage)))
        .collect())
}

/// Reads every retrieved passage, each once however many claims it was retrieved for.
fn read_once(retrieved: &[Vec<Passage>], knowledge: &Knowledge) -> BTreeMap<Key, Reading> {
    let distinct: BTreeMap<Key, &Passage> = retrieved
        .iter()
        .flatten()
        .map(|passage| (key(passage), passage))
        .collect();
    distinct
        .into_par_iter()
        .map(|(key, passage)| (key, Reading::of(&passage.text, &passage.context, knowledge)))
        .collect()
}

fn judge_one(
    question: &Question<'_>,
    passages: Vec<Passage>,
    readings: &BTreeMap<Key, Reading>,
    knowledge: &Knowledge,
) -> Answer {
    let claim = question.claim;
    let claim = ClaimReading::of(
        &claim.text,
        &claim.context,
        &claim.antecedents,
        &claim.apparatus,
        knowledge,
    );
    let all: Vec<&Reading> = passages
        .iter()
        .map(|passage| &readings[&key(passage)])
        .collect();
    let outcome = judge(&claim, &all, knowledge);
    let by_cited = (!question.cited.is_empty())
        .then(|| judge_cited(question, &claim, &passages, &all, knowledge));
    Answer {
        passages,
        outcome,
        by_cited,
    }
}

/// The verdict by the cited sources alone, its evidence counted in all `passages`.
fn judge_cited(
    question: &Question<'_>,
    claim: &ClaimReading,
    passages: &[Passage],
    readings: &[&Reading],
    knowledge: &Knowledge,
) -> Outcome {
    let places: Vec<usize> = (0..passages.len())
        .filter(|&at| question.cited.contains(&passages[at].source.name))
        .collect();
    let cited: Vec<&Reading> = places.iter().map(|&at| readings[at]).collect();
    let outcome = judge(claim, &cited, knowledge);
    Outcome {
        evidence: outcome
            .evidence
            .into_iter()
            .map(|evidence| Evidence {
                passage: places[evidence.passage],
                ..evidence
            })
            .collect(),
        ..outcome
    }
}
