//! A process of its own for a model in a folder, which may be anybody's.
//!
//! A graph or a tokenizer can be made to ask for all memory, to nest without end, to loop or to
//! break the runtime off. The program calls itself by a hidden command; the child limits its own
//! memory, loads the model and answers group after group. What kills it ends the job with a message,
//! not the program.

use std::io::{BufRead, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail, ensure};

use super::asking::Workers;
use super::config::Config;
use super::engine::Engine;
use super::files::{CONFIG, Files};
use super::{Question, Scores};
use crate::progress::Progress;

/// How long a model may take to load, or for a pair.
const PATIENCE: Duration = Duration::from_secs(180);
/// How much memory a model may take for each byte of its files.
const MEMORY_FOR_A_BYTE: u64 = 4;
/// How much memory a thread sets aside, if it uses it or not.
const MEMORY_OF_A_THREAD: u64 = 256 << 20;
/// How much memory the program may take besides.
const MEMORY_BESIDES: u64 = 3 << 30;
/// How much stack the thread has that loads a model: as much as a program's own thread usually has.
const STACK: usize = 8 << 20;
/// The most bytes of a line of answers.
const LONGEST_LINE: u64 = 1 << 20;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Has models in folders loaded and asked in processes of their own, by this program, which must
/// call [`serve`] for [`COMMAND`](super::COMMAND). Without it they are asked in this process.
pub fn isolate(program: PathBuf) {
    // Set twice it is the same program.
    let _ = PROGRAM.set(program);
}

/// What the child is asked: claims and passages.
type Asked = Vec<(String, String)>;
/// What it answers: the three probabilities of each, or why not.
type Answered = Result<Vec<[f32; 3]>, String>;

/// A child that answers for one model.
pub(super) struct Apart {
    child: Child,
    questions: Option<ChildStdin>,
    /// Its lines: an empty one for each pair that is answered, and at the end all answers.
    lines: Receiver<String>,
    said: Option<JoinHandle<String>>,
}

impl Apart {
    /// Starts a child for the model in `folder`; `None` where there is no program to be one.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start(folder: &Path) -> anyhow::Result<Option<Self>> {
        let Some(program) = PROGRAM.get() else {
            return Ok(None);
        };
        let mut child = Command::new(program)
            .arg(super::COMMAND)
            .arg("--")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("no process could be started for it")?;
        let questions = child.stdin.take();
        let output = child.stdout.take().context("its process cannot be heard")?;
        let errors = child.stderr.take().context("its process cannot be heard")?;
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(line) = line_of(&mut output) {
                // Nobody listens any more only when the child was given up.
                let _ = sender.send(line);
            }
        });
        let said = thread::spawn(move || {
            let mut said = Vec::new();
            let _ = errors.take(4096).read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        Ok(Some(Self {
            child,
            questions,
            lines,
            said: Some(said),
        }))
    }

    /// What the model makes of each of the questions, in their order.
    ///
    /// # Errors
    /// When it cannot be loaded, fails on one, or takes more than it may.
    pub(super) fn ask(
        &mut self,
        questions: &[&Question],
        progress: &dyn Progress,
    ) -> anyhow::Result<Vec<Scores>> {
        let pair = |question: &&Question| (question.claim.clone(), question.passage.clone());
        let asked: Asked = questions.iter().map(pair).collect();
        let mut asked = serde_json::to_vec(&asked)?;
        asked.push(b'\n');
        let sent = self.questions.as_mut().map(|pipe| pipe.write_all(&asked));
        if !matches!(sent, Some(Ok(()))) {
            return Err(self.end());
        }
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.is_empty() => progress.advance(1),
                Ok(line) => {
                    let Ok(answered) = serde_json::from_str::<Answered>(&line) else {
                        return Err(self.end());
                    };
                    let scores = answered.map_err(|why| anyhow!(why))?;
                    ensure!(scores.len() == questions.len(), "it left out a pair");
                    return Ok(scores.into_iter().map(of_numbers).collect());
                }
                Err(RecvTimeoutError::Timeout) => bail!(
                    "it took longer than {} seconds to load or for a pair",
                    PATIENCE.as_secs()
                ),
                Err(RecvTimeoutError::Disconnected) => return Err(self.end()),
            }
        }
    }

    /// Why the child ended without an answer.
    fn end(&mut self) -> anyhow::Error {
        self.questions = None;
        // One that still runs answers what cannot be understood.
        let _ = self.child.kill();
        let said = self.said.take().and_then(|said| said.join().ok());
        let said = said.unwrap_or_default();
        let status = self.child.wait();
        if said.contains("memory allocation") {
            return anyhow!("it takes more memory than a model of its size may");
        }
        if said.contains("overflowed its stack") {
            return anyhow!("it is nested too deep");
        }
        match status {
            Ok(status) => anyhow!("the runtime broke off ({status})"),
            Err(error) => anyhow!("the runtime broke off ({error})"),
        }
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        // One that has ended by itself need not be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next line, without its end; `None` where there is no whole one.
fn line_of(output: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    output.take(LONGEST_LINE).read_line(&mut line).ok()?;
    line.strip_suffix('\n').map(str::to_owned)
}

fn of_numbers([supported, refuted, neutral]: [f32; 3]) -> Scores {
    Scores {
        supported,
        refuted,
        neutral,
    }
}

/// What the child's threads tell the one that writes.
enum Told {
    /// A line for the parent.
    Line(Vec<u8>),
    /// There is nothing more to answer, or why it cannot be.
    End(anyhow::Result<()>),
}

/// The child's part: limits itself, loads the model in `folder`, and answers each line of its
/// standard input by one on its standard output. It returns as soon as its standard input ends, even from the midst of an
/// answer: then the parent is gone, and a model may never come to an end.
///
/// # Errors
/// When its standard input cannot be read or understood, or its output not be written.
pub fn serve(folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let files = Files::Folder(folder.to_owned());
    let threads = rayon::current_num_threads();
    limit(files.size()?, threads as u64)?;
    let (told, heard) = mpsc::channel();
    let (ask, asked) = mpsc::channel();
    let of_reader = told.clone();
    thread::spawn(move || {
        let _ = of_reader.send(Told::End(read_questions(&ask)));
    });
    let worker = thread::Builder::new().stack_size(STACK);
    worker.spawn(move || {
        let told = Last(told);
        let _ = told
            .0
            .send(Told::End(work(&files, threads, &asked, &told.0)));
    })?;
    for one in heard {
        match one {
            Told::Line(line) => {
                out.write_all(&line)?;
                out.flush()?;
            }
            Told::End(end) => return end,
        }
    }
    Ok(())
}

/// Tells at the latest when its thread breaks off that nothing more will come.
struct Last(Sender<Told>);

impl Drop for Last {
    fn drop(&mut self) {
        let _ = self
            .0
            .send(Told::End(Err(anyhow!("the runtime broke off"))));
    }
}

fn read_questions(ask: &Sender<String>) -> anyhow::Result<()> {
    for line in std::io::stdin().lines() {
        if ask.send(line?).is_err() {
            break;
        }
    }
    Ok(())
}

/// Loads the model and answers what is asked, line by line.
fn work(
    files: &Files,
    threads: usize,
    asked: &Receiver<String>,
    told: &Sender<Told>,
) -> anyhow::Result<()> {
    let mut loaded = None;
    for line in asked {
        let asked: Asked = serde_json::from_str(&line)?;
        let answered = match &loaded {
            Some((engine, workers)) => answer(engine, workers, asked, told),
            None => load(files).and_then(|engine| {
                let (engine, workers) = loaded.insert((engine, Workers::new(threads)));
                answer(engine, workers, asked, told)
            }),
        };
        let numbers = |it: &Scores| [it.supported, it.refuted, it.neutral];
        let answered: Answered = answered
            .map(|scores| scores.iter().map(numbers).collect())
            .map_err(|error| format!("{error:#}"));
        let mut line = serde_json::to_vec(&answered)?;
        line.push(b'\n');
        told.send(Told::Line(line))?;
    }
    Ok(())
}

fn load(files: &Files) -> anyhow::Result<Engine> {
    Engine::load(files, &Config::read(&files.read(CONFIG)?)?)
}

fn answer(
    engine: &Engine,
    workers: &Workers,
    asked: Asked,
    told: &Sender<Told>,
) -> anyhow::Result<Vec<Scores>> {
    let question = |(claim, passage)| Question {
        claim,
        passage,
        // The parent asks only what the model reads.
        languages: [""; 2],
        in_english: None,
    };
    let asked: Vec<Question> = asked.into_iter().map(question).collect();
    let questions: Vec<&Question> = asked.iter().collect();
    let scores = workers.ask(engine, &questions, &Steps(told.clone()))?;
    Ok(scores.into_iter().map(|(_, scores)| scores).collect())
}

/// Hears of each pair that is answered.
struct Steps(Sender<Told>);

impl Progress for Steps {
    fn advance(&self, _: u64) {
        // Nobody listens any more only when the parent is gone.
        let _ = self.0.send(Told::Line(b"\n".to_vec()));
    }
}

#[cfg(unix)]
fn limit(size: u64, threads: u64) -> std::io::Result<()> {
    use rlimit::Resource;
    let most = size
        .saturating_mul(MEMORY_FOR_A_BYTE)
        .saturating_add(threads.saturating_mul(MEMORY_OF_A_THREAD))
        .saturating_add(MEMORY_BESIDES);
    // A lower limit that holds already is kept.
    let lower = |resource: Resource, most: u64| {
        let (soft, hard) = resource.get()?;
        resource.set(most.min(soft), most.min(hard))
    };
    lower(Resource::CORE, 0)?;
    // Not every system knows a limit of the address space.
    let _ = lower(Resource::AS, most);
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn limit(_size: u64, _threads: u64) -> std::io::Result<()> {
    Ok(())
}
