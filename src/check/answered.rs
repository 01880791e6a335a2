//! Answers kept from run to run, so that a claim that is as it was, before sources that are as they
//! were, is neither looked up nor judged again.
//!
//! Each draft has a file of its own in `.ibid/answers/`, written anew whenever one of its claims had
//! to be judged. What cannot be read, or was written by another program, is as if it were not there;
//! what cannot be written is answered again the next time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::judge::Outcome;
use crate::keeping::Lock;

use super::Corpus;
use super::evidence::{self, Answer, Origin, Question};

/// Answers every question of the draft at `draft`, in order, as far as it can be by what was kept.
///
/// # Errors
/// When the index cannot be read, or the model fails.
pub(super) fn answer(
    draft: &str,
    questions: &[Question<'_>],
    corpus: &Corpus,
) -> anyhow::Result<Vec<Answer>> {
    let Some(file) = file(draft, corpus) else {
        return evidence::answer(&questions.iter().collect::<Vec<_>>(), corpus);
    };
    let base = base(corpus)?;
    let keys: Vec<String> = questions.iter().map(|one| key(&base, one)).collect();
    let kept = read(&file);
    let mut answers: Vec<Option<Answer>> = keys
        .iter()
        .map(|key| kept.get(key)?.answer(corpus))
        .collect();
    let is_open = |at: &usize| answers[*at].is_none();
    let open: Vec<usize> = (0..questions.len()).filter(is_open).collect();
    let asked: Vec<&Question<'_>> = open.iter().map(|&at| &questions[at]).collect();
    for (at, answer) in open.iter().zip(evidence::answer(&asked, corpus)?) {
        answers[*at] = Some(answer);
    }
    let answers: Vec<Answer> = answers.into_iter().flatten().collect();
    if !open.is_empty() {
        let records = keys.into_iter().zip(answers.iter().map(Record::of));
        write(&file, &records.collect());
    }
    Ok(answers)
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Record {
    /// Source and start of each passage.
    passages: Vec<(String, usize)>,
    outcome: Outcome,
    by_cited: Option<Outcome>,
}

impl Record {
    fn of(answer: &Answer) -> Self {
        let place = |origin: &Origin| (origin.source.name.clone(), origin.start);
        Self {
            passages: answer.passages.iter().map(place).collect(),
            outcome: answer.outcome.clone(),
            by_cited: answer.by_cited.clone(),
        }
    }

    /// The answer, if every source of it is still there.
    fn answer(&self, corpus: &Corpus) -> Option<Answer> {
        let origin = |(name, start): &(String, usize)| {
            let source = corpus.library.source(name)?.clone();
            let start = *start;
            Some(Origin { source, start })
        };
        Some(Answer {
            passages: self.passages.iter().map(origin).collect::<Option<_>>()?,
            outcome: self.outcome.clone(),
            by_cited: self.by_cited.clone(),
        })
    }
}

/// What all answers depend on besides the claim: the program, the sources with all that is known of
/// them, the model, and how strictly figures are compared.
fn base(corpus: &Corpus) -> anyhow::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &str| {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    };
    add(&program());
    add(sources(corpus).to_hex().as_str());
    add(&format!("{:?}", corpus.knowledge.approximations));
    if let Some(model) = &corpus.model {
        add(model.identity()?.to_hex().as_str());
    }
    Ok(hasher.finalize())
}

/// The sources with all that is known of them, and which of them may be asked: hashed once, however
/// many drafts there are.
fn sources(corpus: &Corpus) -> blake3::Hash {
    *corpus.fingerprint.get_or_init(|| {
        let mut hasher = blake3::Hasher::new();
        for source in corpus.library.sources() {
            hasher.update(format!("{source:?}").as_bytes());
            hasher.update(b"\0");
        }
        hasher.update(format!("{:?}", corpus.within()).as_bytes());
        hasher.finalize()
    })
}

/// What tells this build of the program from another: its version, and the length and time of its
/// file.
fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let time = file.as_ref().and_then(|file| file.modified().ok());
    let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let length = file.map(|file| file.len());
    format!("{} {length:?} {time:?}", env!("CARGO_PKG_VERSION"))
}

/// The key of a claim's answer. All that a verdict depends on prints itself into it, so that no part
/// is forgotten when one is added.
fn key(base: &blake3::Hash, question: &Question<'_>) -> String {
    let claim = question.claim;
    let told = (
        &claim.text,
        &claim.context,
        &claim.apparatus,
        &claim.antecedents,
        &question.cited,
    );
    let mut hasher = blake3::Hasher::new();
    hasher.update(base.as_bytes());
    hasher.update(format!("{told:?}").as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// Where the answers of a draft are kept, if they are.
fn file(draft: &str, corpus: &Corpus) -> Option<PathBuf> {
    let name = blake3::hash(draft.as_bytes()).to_hex();
    let folder = corpus.kept.as_ref()?;
    Some(folder.join(format!("{}.json", &name[..16])))
}

fn read(file: &Path) -> BTreeMap<String, Record> {
    let content = fs::read(file).unwrap_or_default();
    serde_json::from_slice(&content).unwrap_or_default()
}

/// Writes the answers of a draft, in one step. A folder that cannot be written to, or that another
/// run keeps locked, only costs the next run its time.
fn write(file: &Path, records: &BTreeMap<String, Record>) {
    let Some(folder) = file.parent() else { return };
    let written = Lock::take(folder).and_then(|lock| {
        let Some(_lock) = lock else { return Ok(()) };
        let new = file.with_extension("new");
        fs::write(&new, serde_json::to_vec(records)?)?;
        Ok(fs::rename(&new, file)?)
    });
    drop(written);
}
