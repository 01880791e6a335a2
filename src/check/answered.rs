//! Answers kept from run to run, so that a claim that is as it was, before sources that are as they
//! were, is neither looked up nor judged again.
//!
//! Each draft has a file of its own in `.ibid/answers/`, written anew whenever one of its claims had
//! to be judged. What is damaged, or was written by another program, is as if it were not there, and
//! what cannot be written is answered again the next time; a message says so. Whatever an answer
//! cites is compared with the file itself before it is shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::document::Hash;
use crate::judge::Outcome;
use crate::keeping::{self, Lock};
use crate::span::Span;

use super::Corpus;
use super::evidence::{self, Answer, Origin, Question};

/// How long a run waits for another one that is writing answers, which takes a moment.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where answers are kept, and what the user should know of them.
pub(super) struct Shelf {
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether nothing could be written, so that it is not tried again.
    is_closed: bool,
    messages: Vec<String>,
}

impl Shelf {
    /// That in `folder`.
    pub(super) fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            state: Mutex::default(),
        }
    }

    /// What the user should know, each message once.
    pub(super) fn messages(&self) -> Vec<String> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut state.messages)
    }

    /// The file for the answers of a draft.
    fn file(&self, draft: &str) -> PathBuf {
        let name = blake3::hash(draft.as_bytes()).to_hex();
        self.folder.join(format!("{}.json", &name[..16]))
    }

    /// The answers kept for a draft; none where they are damaged, and a message says so.
    fn read(&self, draft: &str) -> BTreeMap<String, Record> {
        // What is wrong with the folder is told when it is written to.
        let content = match keeping::is_there(&self.folder) {
            Ok(true) => keeping::read_sealed(&self.file(draft)),
            _ => Ok(None),
        };
        match content {
            // What another version wrote has another form.
            Ok(content) => serde_json::from_slice(&content.unwrap_or_default()).unwrap_or_default(),
            Err(error) => {
                let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                state.messages.push(format!(
                    "what was kept of the answers for {draft} is not used, and they are made \
                     anew: {error:#}"
                ));
                BTreeMap::new()
            }
        }
    }

    /// Keeps the answers of a draft, in one step. Where that cannot be done it only costs the next
    /// run its time.
    fn write(&self, draft: &str, records: &BTreeMap<String, Record>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_closed {
            return;
        }
        let written = Lock::take(&self.folder, PATIENCE).and_then(|lock| {
            let _lock = lock.context("another run keeps the folder locked")?;
            let content = serde_json::to_vec(records)?;
            Ok(keeping::replace_sealed(&self.file(draft), &content)?)
        });
        if let Err(error) = written {
            state.is_closed = true;
            state.messages.push(format!(
                "answers are not kept for the next run in {}: {error:#}",
                self.folder.display()
            ));
        }
    }
}

/// Answers every question of the draft at `draft`, in order, as far as it can be by what was kept.
///
/// # Errors
/// When the index cannot be read, or the model fails.
pub(super) fn answer(
    draft: &str,
    questions: &[Question<'_>],
    corpus: &Corpus,
) -> anyhow::Result<Vec<Answer>> {
    let Some(shelf) = &corpus.kept else {
        return evidence::answer(&questions.iter().collect::<Vec<_>>(), corpus);
    };
    let base = base(corpus)?;
    let keys: Vec<String> = questions.iter().map(|one| key(&base, one)).collect();
    let kept = shelf.read(draft);
    let mut answers: Vec<Option<Answer>> = keys
        .iter()
        .zip(questions)
        .map(|(key, question)| kept.get(key)?.answer(&question.claim.text, corpus))
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
        shelf.write(draft, &records.collect());
    }
    Ok(answers)
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Record {
    /// Source, start and checksum of each passage.
    passages: Vec<(String, usize, Hash)>,
    outcome: Outcome,
    by_cited: Option<Outcome>,
}

impl Record {
    fn of(answer: &Answer) -> Self {
        let place = |origin: &Origin| (origin.source.name.clone(), origin.start, origin.print);
        Self {
            passages: answer.passages.iter().map(place).collect(),
            outcome: answer.outcome.clone(),
            by_cited: answer.by_cited.clone(),
        }
    }

    /// The answer to a claim, if every source of it is still there and it can be one.
    fn answer(&self, claim: &str, corpus: &Corpus) -> Option<Answer> {
        let origin = |(name, start, print): &(String, usize, Hash)| {
            Some(Origin {
                source: corpus.library.source(name)?.clone(),
                start: *start,
                print: *print,
            })
        };
        let mut outcomes = [&self.outcome].into_iter().chain(&self.by_cited);
        if !outcomes.all(|outcome| self.can_be(outcome, claim)) {
            return None;
        }
        Some(Answer {
            passages: self.passages.iter().map(origin).collect::<Option<_>>()?,
            outcome: self.outcome.clone(),
            by_cited: self.by_cited.clone(),
        })
    }

    /// Whether `outcome` counts in these passages and in the words of the claim.
    fn can_be(&self, outcome: &Outcome, claim: &str) -> bool {
        let is_span = |span: &Span| span.start <= span.end && u32::try_from(span.end).is_ok();
        outcome.evidence.iter().all(|evidence| {
            let mut reasons = evidence.reasons.iter();
            self.passages
                .get(evidence.passage)
                .is_some_and(|(_, start, _)| u32::try_from(*start).is_ok())
                && is_span(&evidence.span)
                && reasons.all(|reason| {
                    reason.passage_span.iter().all(is_span)
                        && reason
                            .claim_span
                            .is_none_or(|span| claim.get(span.start..span.end).is_some())
                })
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
    if let Some(holder) = corpus.library.holder() {
        add(&holder);
    }
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
        for (copy, shown) in corpus.library.copies() {
            hasher.update(format!("{}\0{}\0", copy.name, shown.name).as_bytes());
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
