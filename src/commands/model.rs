//! `ibid model`: what a model is, how fast it is, and whether it was put together rightly.

mod pairs;

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::ExitStatus;
use super::arguments::ConfigArgs;
use crate::check::open_fresh_model;
use crate::config::ModelChoice;
use crate::entailment::{About, Meaning, Model, Scores};
use crate::report::sanitize;
use pairs::{PAIRS, questions, questions_to_time, warning};

/// How long pairs are asked for to tell how fast a model is.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

/// Arguments of `ibid model`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  ibid model models/nli")]
pub(super) struct Args {
    /// The folder of the model; without it, the model that `ibid check` asks here: the one in the
    /// program, unless `ibid.toml` names another.
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs `ibid model`. A model that answers wrongly is no error: it is told.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let model = open(args)?;
    let about = model.about();
    let scores = model.scores(&questions())?;
    let speed = speed(&model)?;
    describe(&about, speed, out)?;
    match scores.into_iter().collect::<Option<Vec<Scores>>>() {
        Some(scores) => tell(&about, &scores, out)?,
        None => writeln!(
            out,
            "\nThe pairs to try a model with are English, and it does not read English."
        )?,
    }
    Ok(ExitStatus::Clean)
}

/// Opens the model without the answers that it gave before: its own are wanted, and their time.
fn open(args: &Args) -> anyhow::Result<Model> {
    if let Some(folder) = &args.folder {
        return Model::open(folder);
    }
    let config = args.config.load()?;
    match config.model {
        ModelChoice::Off => anyhow::bail!(
            "`ibid.toml` asks no model: name the folder of one (`ibid model FOLDER`), or try the \
             one in the program with `ibid model --no-config`"
        ),
        choice => open_fresh_model(&choice)?
            .context("this ibid was built without a model: build it with the feature `model`"),
    }
}

/// How many pairs a second the model answers, once it is loaded; `None` where it reads none.
fn speed(model: &Model) -> anyhow::Result<Option<f64>> {
    let questions = questions_to_time();
    let started = Instant::now();
    let mut answered = 0;
    for group in questions.chunks(2 * rayon::current_num_threads()) {
        answered += model.scores(group)?.iter().flatten().count();
        if started.elapsed() > LONG_ENOUGH {
            break;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    Ok((answered > 0).then(|| answered as f64 / seconds))
}

/// Writes what was loaded.
fn describe(about: &About, speed: Option<f64>, out: &mut dyn Write) -> std::io::Result<()> {
    let label = |(name, meaning): &(String, Meaning)| format!("`{name}` means {meaning}");
    let labels: Vec<String> = about.labels.iter().map(label).collect();
    writeln!(out, "{}\n", sanitize::line(&about.name))?;
    writeln!(out, "labels     {}", sanitize::line(&labels.join(", ")))?;
    writeln!(out, "languages  {}", sanitize::line(&languages(about)))?;
    if let Some(most) = about.most_tokens {
        writeln!(
            out,
            "length     {most} tokens for passage and claim; a longer passage is cut"
        )?;
    }
    match speed {
        Some(speed) => writeln!(out, "speed      about {} pairs a second", rounded(speed)),
        None => Ok(()),
    }
}

fn languages(about: &About) -> String {
    match about.languages.iter().any(|code| code == "*") {
        true => "any".to_owned(),
        false => about.languages.join(", "),
    }
}

/// A speed, to one decimal where it is low.
fn rounded(speed: f64) -> String {
    match speed < 10.0 {
        true => format!("{speed:.1}"),
        false => format!("{speed:.0}"),
    }
}

/// Writes what the model makes of each of the pairs, and what that tells of it.
fn tell(about: &About, scores: &[Scores], out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "\nSix pairs whose answers are known:\n")?;
    writeln!(out, "right answer  supported  refuted  neither  claim")?;
    let mut answers = Vec::new();
    for (pair, scores) in PAIRS.iter().zip(scores) {
        let expected = pair.expected(about);
        let [supported, refuted, neither] = [scores.supported, scores.refuted, scores.neutral];
        writeln!(
            out,
            "{expected:<12}  {supported:>9.2}  {refuted:>7.2}  {neither:>7.2}  {}",
            pair.claim
        )?;
        answers.push((expected, *scores));
    }
    let is_right = |(expected, scores): &&(Meaning, Scores)| scores.likeliest() == *expected;
    let right = answers.iter().filter(is_right).count();
    writeln!(out, "\n{right} of {} are answered rightly.", PAIRS.len())?;
    match warning(&answers) {
        Some(warning) => writeln!(out, "Warning: {warning}"),
        None => Ok(()),
    }
}
