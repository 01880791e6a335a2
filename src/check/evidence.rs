//! Claims to outcomes: retrieve for every claim, read every passage once, compare every pair,
//! and only then reach the verdicts, so that a model can be asked of all claims at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Hash;
use crate::draft::Claim;
use crate::entailment::Scores;
use crate::index::{Field, Search};
use crate::judge::{ClaimReading, Evidence, Knowledge, NameWord, Outcome, Reading, Trial, Verdict};
use crate::progress::Stage;
use crate::retrieve::{Query, Retriever};
use crate::sources::{Passage, Source};

use super::Corpus;
use super::model::scores;

/// Passages judged for a claim out of all sources.
pub const FROM_ALL: usize = 16;

/// Passages judged for a claim out of the sources it cites.
const FROM_CITED: usize = 8;

/// Claims that are answered at once: enough to ask a model of many, and few enough that what was read
/// of them takes little memory.
const AT_ONCE: usize = 512;

/// Claims that an index on servers looks up at once.
const LOOKED_UP: usize = 32;

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
    pub(super) passages: Vec<Origin>,
    /// The verdict, by the cited sources where they decide; its evidence counts in `passages`.
    pub(super) outcome: Outcome,
    /// The verdict by the cited sources alone, where there are any.
    pub(super) by_cited: Option<Outcome>,
}

/// Where a passage was taken from.
pub(super) struct Origin {
    /// The source it stands in.
    pub(super) source: Arc<Source>,
    /// Where it starts in the document's text.
    pub(super) start: usize,
    /// Checksum of all that the index says of it.
    pub(super) print: Hash,
}

impl Origin {
    fn of(passage: Passage) -> Self {
        Self {
            source: passage.source,
            start: passage.span.start,
            print: passage.print,
        }
    }
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
pub(super) fn answer(questions: &[&Question<'_>], corpus: &Corpus) -> anyhow::Result<Vec<Answer>> {
    let mut answers = Vec::with_capacity(questions.len());
    for some in questions.chunks(AT_ONCE) {
        answers.extend(answer_at_once(some, corpus)?);
    }
    Ok(answers)
}

fn answer_at_once(questions: &[&Question<'_>], corpus: &Corpus) -> anyhow::Result<Vec<Answer>> {
    let (knowledge, progress) = (&corpus.knowledge, &corpus.progress);
    let asked = corpus.within();
    let count = questions.len() as u64;
    progress.begin(Stage::Facts, count);
    let mut claims: Vec<ClaimReading> = questions
        .par_iter()
        .map(|question| {
            let reading = read_claim(question.claim, knowledge);
            progress.advance(1);
            reading
        })
        .collect();
    progress.begin(Stage::Retrieve, count);
    let mut retrieved: Vec<Vec<Passage>> = Vec::with_capacity(questions.len());
    let at_once = match corpus.library.holder() {
        Some(_) => LOOKED_UP,
        None => AT_ONCE,
    };
    for (some, claims) in questions.chunks(at_once).zip(claims.chunks(at_once)) {
        expect(some, claims, corpus, &asked)?;
        let found: Vec<Vec<Passage>> = some
            .par_iter()
            .zip(claims)
            .map(|(question, claim)| {
                let passages = match claim.excess() {
                    Some(_) => Ok(Vec::new()),
                    None => passages_for(question, corpus, &asked),
                };
                progress.advance(1);
                passages
            })
            .collect::<anyhow::Result<_>>()?;
        retrieved.extend(found);
    }
    tell_unheard(&mut claims, &corpus.library)?;
    let readings = read_once(&retrieved, corpus);
    progress.begin(Stage::Facts, 0);
    let hearings: Vec<Hearing<'_>> = questions
        .par_iter()
        .zip(&claims)
        .zip(&retrieved)
        .map(|((question, claim), passages)| {
            Hearing::of(&question.cited, claim, passages, &readings, knowledge)
        })
        .collect();
    progress.end();
    let by_all: Vec<&Trial<'_>> = hearings.iter().map(|hearing| &hearing.by_all).collect();
    let cited = hearings
        .iter()
        .filter_map(|hearing| hearing.by_cited.as_ref());
    let by_cited: Vec<&Trial<'_>> = cited.map(|cited| &cited.trial).collect();
    let mut scores = scores(corpus.model.as_deref(), &[by_all, by_cited].concat())?.into_iter();
    let of_all: Vec<Option<Vec<Option<Scores>>>> = scores.by_ref().take(hearings.len()).collect();
    let outcomes: Vec<(Outcome, Option<Outcome>)> = hearings
        .iter()
        .zip(of_all)
        .map(|(hearing, of_all)| {
            let by_cited = hearing.by_cited.as_ref().map(|cited| {
                let of_cited = scores.next().flatten();
                cited.outcome(of_cited.as_deref())
            });
            let by_all = hearing.by_all.outcome(of_all.as_deref());
            (cited_first(by_all, by_cited.as_ref()), by_cited)
        })
        .collect();
    Ok(retrieved
        .into_iter()
        .zip(outcomes)
        .map(|(passages, (outcome, by_cited))| Answer {
            passages: passages.into_iter().map(Origin::of).collect(),
            outcome,
            by_cited,
        })
        .collect())
}

/// Tells an index on servers what will be looked up for these claims, so that it is asked once for
/// all of them.
fn expect(
    questions: &[&Question<'_>],
    claims: &[ClaimReading],
    corpus: &Corpus,
    asked: &[String],
) -> anyhow::Result<()> {
    if corpus.library.holder().is_none() {
        return Ok(());
    }
    let few = questions.iter().zip(claims);
    let few = few.filter(|(_, claim)| claim.excess().is_none());
    let queries: Vec<(Query, usize)> = few
        .flat_map(|(question, _)| queries(question, asked))
        .collect();
    let names = claims.iter().flat_map(ClaimReading::name_words);
    let names = names.flat_map(|word| forms(&word).collect::<Vec<_>>());
    Retriever::new(&corpus.library).expect(&queries, names.collect())
}

/// What is looked up for a claim, and how many passages of it: among all sources, then among those
/// that it cites.
fn queries(question: &Question<'_>, asked: &[String]) -> Vec<(Query, usize)> {
    let of_all = Query::of_claim(question.claim).within(asked.iter().cloned());
    let of_cited = (!question.cited.is_empty()).then(|| {
        let query = of_all.clone().within(question.cited.iter().cloned());
        (query, FROM_CITED)
    });
    std::iter::once((of_all, FROM_ALL))
        .chain(of_cited)
        .collect()
}

fn passages_for(
    question: &Question<'_>,
    corpus: &Corpus,
    asked: &[String],
) -> anyhow::Result<Vec<Passage>> {
    let retriever = Retriever::new(&corpus.library).remembering(&corpus.memory);
    let mut found = Vec::new();
    for (query, limit) in queries(question, asked) {
        found.extend(retriever.passages(&query, limit)?);
    }
    let mut seen = BTreeSet::new();
    Ok(found
        .into_iter()
        .map(|(passage, _)| passage)
        .filter(|passage| seen.insert(key(passage)))
        .collect())
}

/// The outcome of a claim: by the sources it cites where those decide it, by all where they are silent. A page that
/// nobody cites accuses no claim which the cited page bears, unless the two disagree.
fn cited_first(by_all: Outcome, by_cited: Option<&Outcome>) -> Outcome {
    let decides = |outcome: &&Outcome| outcome.verdict != Verdict::NotEnoughEvidence;
    match by_cited.filter(decides) {
        Some(cited) if by_all.verdict != Verdict::ConflictingEvidence => cited.clone(),
        _ => by_all,
    }
}

/// Tells claims which words of their names no source has, in whatever form an index knows them.
///
/// # Errors
/// When the index cannot be read.
pub fn tell_unheard(claims: &mut [ClaimReading], search: &dyn Search) -> anyhow::Result<()> {
    for claim in claims {
        let mut unheard = BTreeSet::new();
        for word in claim.name_words() {
            let mut passages = 0;
            for (field, form) in forms(&word) {
                passages += search.frequency(field, &form)?;
            }
            if passages == 0 {
                unheard.insert(word.folded);
            }
        }
        claim.hear_of_none(unheard);
    }
    Ok(())
}

/// How an index may have a word of a name: by its stems, or in another language, which has other stems, as it is spelt.
fn forms(word: &NameWord) -> impl Iterator<Item = (Field, String)> {
    let stems = word.stems.iter().map(|stem| (Field::Stem, stem.clone()));
    stems.chain([(Field::Exact, word.folded.clone())])
}

/// Reads every retrieved passage, each once however many claims it was retrieved for.
fn read_once(retrieved: &[Vec<Passage>], corpus: &Corpus) -> BTreeMap<Key, Reading> {
    let distinct: BTreeMap<Key, &Passage> = retrieved
        .iter()
        .flatten()
        .map(|passage| (key(passage), passage))
        .collect();
    let progress = &corpus.progress;
    progress.begin(Stage::Facts, distinct.len() as u64);
    distinct
        .into_par_iter()
        .map(|(key, passage)| {
            let reading = Reading::of(&passage.text, &passage.context, &corpus.knowledge);
            progress.advance(1);
            (key, reading)
        })
        .collect()
}

fn read_claim(claim: &Claim, knowledge: &Knowledge) -> ClaimReading {
    ClaimReading::of(
        &claim.text,
        &claim.context,
        &claim.antecedents,
        &claim.apparatus,
        knowledge,
    )
}

/// A claim before all its passages, and before those of the sources it cites.
struct Hearing<'a> {
    by_all: Trial<'a>,
    by_cited: Option<Cited<'a>>,
}

/// A claim before the passages of the sources it cites.
struct Cited<'a> {
    trial: Trial<'a>,
    /// Their places among all passages.
    places: Vec<usize>,
}

impl<'a> Hearing<'a> {
    fn of(
        cited: &[String],
        claim: &'a ClaimReading,
        passages: &[Passage],
        readings: &'a BTreeMap<Key, Reading>,
        knowledge: &'a Knowledge,
    ) -> Self {
        let all: Vec<&Reading> = passages
            .iter()
            .map(|passage| &readings[&key(passage)])
            .collect();
        let places: Vec<usize> = (0..passages.len())
            .filter(|&at| cited.contains(&passages[at].source.name))
            .collect();
        let by_cited = (!cited.is_empty()).then(|| {
            let readings: Vec<&Reading> = places.iter().map(|&at| all[at]).collect();
            Cited {
                trial: Trial::of(claim, &readings, knowledge),
                places,
            }
        });
        Self {
            by_all: Trial::of(claim, &all, knowledge),
            by_cited,
        }
    }
}

impl Cited<'_> {
    /// The verdict, its evidence counted in all passages.
    fn outcome(&self, scores: Option<&[Option<Scores>]>) -> Outcome {
        let outcome = self.trial.outcome(scores);
        let counted = |evidence: Evidence| Evidence {
            passage: self.places[evidence.passage],
            ..evidence
        };
        Outcome {
            evidence: outcome.evidence.into_iter().map(counted).collect(),
            ..outcome
        }
    }
}
