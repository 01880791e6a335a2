//! A model as the rest of the program knows it: questions in, scores out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use anyhow::Context as _;

use crate::progress::{GivenUp, Progress, Stage};

use super::apart::Apart;
use super::asking::Workers;
use super::config::Config;
use super::engine::Engine;
use super::files::{CONFIG, Files};
use super::kept::Kept;
use super::record::Key;
use super::server::Server;
use super::{About, Question, Scores, ServedModel};

/// How a pair is put to a model and its answer read; a change of either is a new number, so that
/// answers kept before it are not taken for new ones.
const MANNER: &[u8] = concat!("1 rten 0.27 ibid ", env!("CARGO_PKG_VERSION")).as_bytes();

/// How many questions are asked before their answers are written down.
const GROUP: usize = 1024;

/// How many are asked of a server before that: it takes its time for each.
const GROUP_OF_SERVER: usize = 16;

/// A model of entailment.
///
/// It is opened at once, so that what is wrong is told at once, but loaded only when a question
/// comes that was never answered.
pub struct Model {
    answerer: Answerer,
    directory: Option<PathBuf>,
    progress: Arc<dyn Progress>,
    state: Mutex<State>,
    /// The process that answers for a model in a folder, once it was asked.
    apart: Mutex<Option<Apart>>,
    identity: OnceLock<blake3::Hash>,
}

/// A question as a model that reads these languages, by their codes, is asked it; `None` where it reads neither the
/// question's own nor English.
fn as_read<'q>(question: &'q Question, languages: &[String]) -> Option<Cow<'q, Question>> {
    let reads = |code: &str| languages.iter().any(|one| one == code || one == "*");
    if question.languages.into_iter().all(reads) {
        return Some(Cow::Borrowed(question));
    }
    let [claim, passage] = question.in_english.clone().filter(|_| reads("en"))?;
    Some(Cow::Owned(Question {
        claim,
        passage,
        languages: ["en"; 2],
        in_english: None,
    }))
}

/// Who answers.
enum Answerer {
    /// The runtime, with the model in these files.
    Runtime { files: Files, config: Config },
    /// A server.
    Server(Server),
}

/// What comes with the first questions.
#[derive(Default)]
struct State {
    kept: Option<Kept>,
    loaded: Option<Arc<Loaded>>,
    messages: Vec<String>,
}

struct Loaded {
    engine: Engine,
    workers: Workers,
}

impl Model {
    /// The model that comes with the program: part of it, or laid beside it by an installation.
    ///
    /// # Errors
    /// When no model came with it, or none that it can use.
    pub fn of_program() -> anyhow::Result<Self> {
        Self::in_files(Files::of_program()?)
    }

    /// The model in `folder`: `model.onnx`, `tokenizer.json` and `config.json`.
    ///
    /// # Errors
    /// When a file is missing or its labels tell nothing; the message says which and what to do.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        Self::in_files(Files::Folder(folder.to_owned()))
    }

    /// The model that a server answers for. The server is not asked before the first question.
    ///
    /// # Errors
    /// When the address is none of a server.
    pub fn served(model: ServedModel) -> anyhow::Result<Self> {
        Ok(Self::of(Answerer::Server(Server::new(model)?)))
    }

    fn in_files(files: Files) -> anyhow::Result<Self> {
        files.check()?;
        let config = Config::read(&files.read(CONFIG)?)
            .with_context(|| format!("the {CONFIG} of {} cannot be used", files.name()))?;
        Ok(Self::of(Answerer::Runtime { files, config }))
    }

    fn of(answerer: Answerer) -> Self {
        Self {
            answerer,
            directory: None,
            progress: Arc::new(()),
            state: Mutex::default(),
            apart: Mutex::default(),
            identity: OnceLock::new(),
        }
    }

    /// The same model, its answers kept in `directory` for later runs.
    #[must_use]
    pub fn kept_in(mut self, directory: PathBuf) -> Self {
        self.directory = Some(directory);
        self
    }

    /// The same model; `progress` hears of every pair that is judged, not of those answered before.
    #[must_use]
    pub fn heard_by(mut self, progress: Arc<dyn Progress>) -> Self {
        self.progress = progress;
        self
    }

    /// What the model makes of each question, in their order; `None` for a pair in a language that it does not read
    /// and that is not there in English.
    /// A pair that was ever answered is not asked again.
    ///
    /// # Errors
    /// When the model cannot be loaded or fails on a pair, or the work is given up ([`GivenUp`]).
    pub fn scores(&self, questions: &[Question]) -> anyhow::Result<Vec<Option<Scores>>> {
        let languages = self.answerer.languages();
        let asked: Vec<Option<Cow<'_, Question>>> = questions
            .iter()
            .map(|one| as_read(one, languages))
            .collect();
        let read: Vec<&Question> = asked.iter().flatten().map(AsRef::as_ref).collect();
        let mut known = self.of_read(&read)?.into_iter();
        let answer = |one: &Option<_>| one.as_ref().and_then(|_| known.next());
        Ok(asked.iter().map(answer).collect())
    }

    /// What the model makes of questions in languages that it reads.
    fn of_read(&self, questions: &[&Question]) -> anyhow::Result<Vec<Scores>> {
        if questions.is_empty() {
            return Ok(Vec::new());
        }
        let identity = self.identity()?;
        let key = |question: &&Question| Key::of(&identity, &question.claim, &question.passage);
        let keys: Vec<Key> = questions.iter().map(key).collect();
        let mut known: BTreeMap<Key, Scores> = BTreeMap::new();
        let mut unknown: BTreeMap<Key, &Question> = BTreeMap::new();
        {
            let mut state = self.state();
            let kept = state.kept(self.directory.as_ref());
            for (&key, question) in keys.iter().zip(questions) {
                match kept.get(key) {
                    Some(scores) => known.insert(key, scores).map(|_| ()),
                    None => unknown.insert(key, question).map(|_| ()),
                };
            }
        }
        let unknown: Vec<(Key, &Question)> = unknown.into_iter().collect();
        known.extend(self.ask_all(&unknown)?);
        let found = keys.iter().map(|key| known.get(key).copied());
        found
            .collect::<Option<_>>()
            .context("the model left out a pair")
    }

    /// Asks what nobody asked before, group by group, so that little is lost of a run cut short.
    fn ask_all(&self, questions: &[(Key, &Question)]) -> anyhow::Result<Vec<(Key, Scores)>> {
        self.progress.begin(Stage::Model, questions.len() as u64);
        let groups = questions.chunks(self.answerer.group()).map(|group| {
            match self.progress.is_given_up() {
                true => Err(GivenUp.into()),
                false => self.ask(group),
            }
        });
        let answers = groups.collect::<anyhow::Result<Vec<_>>>();
        self.progress.end();
        Ok(answers?.concat())
    }

    /// Asks some questions, and keeps the answers, also where the work is given up among them.
    fn ask(&self, questions: &[(Key, &Question)]) -> anyhow::Result<Vec<(Key, Scores)>> {
        let pairs: Vec<&Question> = questions.iter().map(|(_, question)| *question).collect();
        let in_order = |scores: Vec<Scores>| scores.into_iter().enumerate().collect();
        let scores = match &self.answerer {
            Answerer::Runtime { files, config } => match self.ask_apart(files, &pairs) {
                Some(scores) => scores.map(in_order),
                None => {
                    let loaded = self.loaded(files, config)?;
                    loaded.workers.ask(&loaded.engine, &pairs, &*self.progress)
                }
            },
            Answerer::Server(server) => server.ask(&pairs, &*self.progress).map(in_order),
        };
        let scores: Vec<(usize, Scores)> =
            scores.with_context(|| format!("{} failed", self.answerer.name()))?;
        let with_key = |(at, scores): (usize, Scores)| (questions[at].0, scores);
        let answers: Vec<(Key, Scores)> = scores.into_iter().map(with_key).collect();
        let mut state = self.state();
        let kept = state.kept(self.directory.as_ref());
        if let Err(error) = kept.add(answers.clone()) {
            state.messages.push(format!(
                "what the model answers is not kept for the next run: {error:#}"
            ));
        }
        match answers.len() < questions.len() {
            true => Err(GivenUp.into()),
            false => Ok(answers),
        }
    }

    /// Asks a model in a folder in a process of its own; `None` for the model in the program, and
    /// where there is no program to be one.
    fn ask_apart(&self, files: &Files, pairs: &[&Question]) -> Option<anyhow::Result<Vec<Scores>>> {
        let Files::Folder(folder) = files else {
            return None;
        };
        let mut apart = self.apart.lock().unwrap_or_else(PoisonError::into_inner);
        if apart.is_none() {
            match Apart::start(folder) {
                Ok(started) => *apart = started,
                Err(error) => return Some(Err(error)),
            }
        }
        let scores = apart.as_mut()?.ask(pairs, &*self.progress);
        if scores.is_err() {
            *apart = None;
        }
        Some(scores)
    }

    /// What the user should know, each message once.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        std::mem::take(&mut self.state().messages)
    }

    /// What there is to know of the model before it is asked.
    #[must_use]
    pub fn about(&self) -> About {
        match &self.answerer {
            Answerer::Runtime { files, config } => About {
                name: files.name(),
                labels: config.labels.named().to_vec(),
                languages: config.languages.clone(),
                most_tokens: Some(config.most_tokens),
            },
            Answerer::Server(server) => server.about(),
        }
    }

    /// What tells this model from every other one: the hash of its files, or of its
    /// address and name on a server, and of how it is asked.
    ///
    /// # Errors
    /// When a file of it cannot be read.
    pub fn identity(&self) -> anyhow::Result<blake3::Hash> {
        if let Some(identity) = self.identity.get() {
            return Ok(*identity);
        }
        let identity = match &self.answerer {
            Answerer::Runtime { files, .. } => {
                let mut hasher = blake3::Hasher::new();
                hasher.update(MANNER);
                hasher.update(files.hash()?.as_bytes());
                hasher.finalize()
            }
            Answerer::Server(server) => server.hash(),
        };
        Ok(*self.identity.get_or_init(|| identity))
    }

    fn loaded(&self, files: &Files, config: &Config) -> anyhow::Result<Arc<Loaded>> {
        let mut state = self.state();
        if let Some(loaded) = &state.loaded {
            return Ok(Arc::clone(loaded));
        }
        let loaded = Arc::new(Loaded {
            engine: Engine::load(files, config)?,
            workers: Workers::new(rayon::current_num_threads()),
        });
        state.loaded = Some(Arc::clone(&loaded));
        Ok(loaded)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answerer {
    /// What messages call it.
    fn name(&self) -> String {
        match self {
            Self::Runtime { files, .. } => files.name(),
            Self::Server(server) => server.name(),
        }
    }

    /// The codes of the languages that it reads.
    fn languages(&self) -> &[String] {
        match self {
            Self::Runtime { config, .. } => &config.languages,
            Self::Server(server) => server.languages(),
        }
    }

    /// How many questions it is asked before their answers are written down.
    fn group(&self) -> usize {
        match self {
            Self::Runtime { .. } => GROUP,
            Self::Server(_) => GROUP_OF_SERVER,
        }
    }
}

impl State {
    fn kept(&mut self, directory: Option<&PathBuf>) -> &mut Kept {
        self.kept.get_or_insert_with(|| {
            let kept = Kept::open(directory.cloned());
            self.messages.extend(kept.complaint().map(|complaint| {
                format!(
                    "part of what the model answered before is not used, and is asked again: \
                     {complaint}"
                )
            }));
            kept
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// How many pairs were judged.
    #[derive(Clone, Default)]
    struct Count(Arc<AtomicU64>);

    impl Progress for Count {
        fn advance(&self, steps: u64) {
            self.0.fetch_add(steps, Ordering::Relaxed);
        }
    }

    /// Gives up once a pair was judged.
    #[derive(Clone, Default)]
    struct Fickle(Count);

    impl Progress for Fickle {
        fn advance(&self, steps: u64) {
            self.0.advance(steps);
        }

        fn is_given_up(&self) -> bool {
            self.0.0.load(Ordering::Relaxed) > 0
        }
    }

    #[test]
    fn what_was_answered_until_it_was_given_up_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let question = |at: usize| Question {
            claim: format!("Boat {at} sailed."),
            passage: "The ferry sailed on Monday.".to_owned(),
            languages: ["en"; 2],
            in_english: None,
        };
        let questions: Vec<Question> = (0..64).map(question).collect();
        let model = |progress: Arc<dyn Progress>| {
            let model = Model::open(Path::new("tests/entailment/tiny")).unwrap();
            model.kept_in(folder.path().to_owned()).heard_by(progress)
        };
        let fickle = Fickle::default();
        let error = model(Arc::new(fickle.clone()))
            .scores(&questions)
            .unwrap_err();
        assert!(error.is::<GivenUp>(), "{error:#}");
        let judged = fickle.0.0.load(Ordering::Relaxed);
        assert!((1..64).contains(&judged), "{judged} were judged");
        let count = Count::default();
        model(Arc::new(count.clone())).scores(&questions).unwrap();
        assert_eq!(count.0.load(Ordering::Relaxed), 64 - judged);
    }

    #[test]
    fn what_was_answered_before_needs_no_loading() {
        let folder = tempfile::tempdir().unwrap();
        let question = |claim: &str| Question {
            claim: claim.to_owned(),
            passage: "The ferry sailed on Monday.".to_owned(),
            languages: ["en"; 2],
            in_english: None,
        };
        let questions = ["Rain.", "The ferry sailed.", "Rain."].map(question);
        let ask = |questions: &[Question]| {
            let count = Count::default();
            let model = Model::open(Path::new("tests/entailment/tiny")).unwrap();
            let model = model
                .kept_in(folder.path().to_owned())
                .heard_by(Arc::new(count.clone()));
            model.scores(questions).unwrap();
            let is_loaded = model.state().loaded.is_some();
            (is_loaded, count.0.load(Ordering::Relaxed))
        };
        assert_eq!(ask(&questions), (true, 2));
        assert_eq!(ask(&questions), (false, 0));
        assert_eq!(ask(&questions[1..]), (false, 0));
        assert_eq!(ask(&[question("Two boats.")]), (true, 1));
    }
}
