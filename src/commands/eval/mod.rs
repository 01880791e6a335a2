//! `ibid eval`: how right the verdicts are on labelled claims.

mod judging;
mod render;
mod row;
mod score;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::ExitStatus;
use super::arguments::ModelArgs;

use super::opening::{Audience as _, warn};
use super::progress::Teller;
use super::replacing;
use crate::check::open_model;
use crate::judge::{RULES, RuleId};
use judging::{Judged, Prediction};
use row::Row;
use score::Scores;

/// Arguments of `ibid eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  ibid eval claims/labelled.jsonl --sources corpus")]
pub(super) struct Args {
    /// Labelled claims, JSON Lines: {"id", "claim", "label"} and "passage" or "evidence".
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Sources for claims without a passage of their own: files, directories or bulk JSON Lines.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    sources: Vec<PathBuf>,

    #[command(flatten)]
    model: ModelArgs,

    /// Write every verdict with its citations to this file, JSON Lines.
    #[arg(long, value_name = "OUT")]
    predictions: Option<PathBuf>,

    /// Write the best K passages of each claim to the predictions as well.
    #[arg(long, value_name = "K", default_value_t = 0)]
    retrieved: usize,

    /// Write what each verdict was weighed from to this file, JSON Lines, for fitting the weights.
    #[arg(long, value_name = "OUT")]
    features: Option<PathBuf>,

    /// Leave out a rule of the judge, to see what it gains (`docs/verdicts.md` names them).
    #[arg(long, value_name = "RULE", value_parser = rule)]
    without: Vec<RuleId>,

    /// Keep the model's answers in this folder, so that judging again asks nothing twice.
    #[arg(long, value_name = "FOLDER")]
    answers: Option<PathBuf>,

    /// How to print the scores.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables, and the rows that came out wrong.
    Text,
    /// One JSON object.
    Json,
}

/// Runs `ibid eval`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let rows = row::read(&args.file)?;
    let choice = args.model.choice().unwrap_or_default();
    let model =
        open_model(&choice, Path::new(""))?.map(|model| model.heard_by(Teller::new().progress()));
    let model = match &args.answers {
        Some(folder) => model.map(|model| model.kept_in(folder.clone())),
        None => model,
    };
    let (judged, messages) = judging::judge_all(
        &rows,
        &args.sources,
        args.retrieved,
        model,
        args.features.is_some(),
        &args.without,
    )?;
    messages.iter().for_each(|message| warn(message));
    if let Some(path) = &args.features {
        write_features(path, &rows, &judged)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let predictions: Vec<Prediction> = judged.into_iter().map(|one| one.prediction).collect();
    if let Some(path) = &args.predictions {
        write_predictions(path, &predictions)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let scores = Scores::of(&rows, &predictions);
    match args.format {
        Format::Text => render::text(&rows, &predictions, &scores, out)?,
        Format::Json => render::json(&scores, out)?,
    }
    Ok(ExitStatus::Clean)
}

fn rule(name: &str) -> Result<RuleId, String> {
    let known = RULES.iter().map(|rule| rule.id);
    let names: Vec<&str> = RULES.iter().map(|rule| rule.id.name()).collect();
    let mut found = known.filter(|id| id.name() == name);
    found
        .next()
        .ok_or_else(|| format!("the rules are {}", names.join(", ")))
}

fn write_features(path: &Path, rows: &[Row], judged: &[Judged]) -> anyhow::Result<()> {
    let mut file = std::io::BufWriter::new(replacing::create_anew(path)?);
    for (row, judged) in rows.iter().zip(judged) {
        let evidence: Vec<_> = row
            .evidence
            .iter()
            .map(row::GoldEvidence::as_json)
            .collect();
        let line = serde_json::json!({
            "id": row.id, "label": row.label, "sentences": judged.sentences, "evidence": evidence,
        });
        serde_json::to_writer(&mut file, &line)?;
        writeln!(file)?;
    }
    file.flush()?;
    Ok(())
}

fn write_predictions(path: &Path, predictions: &[Prediction]) -> anyhow::Result<()> {
    let mut file = std::io::BufWriter::new(replacing::create_anew(path)?);
    for prediction in predictions {
        serde_json::to_writer(&mut file, prediction)?;
        writeln!(file)?;
    }
    file.flush()?;
    Ok(())
}
