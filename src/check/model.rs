//! The model that a check may ask: opened as the configuration says, asked about all claims at once.

use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;

use crate::config::{ModelChoice, ServerTable};
use crate::entailment::{Model, Question, Scores, ServedModel};
use crate::judge::Trial;
use crate::keeping;

/// How many seconds an answer of a server is waited for: it may have to load the model first.
const USUAL_PATIENCE: u64 = 120;

/// Opens the model of `choice`, its answers kept in `.ibid/entailment/` beneath `directory`, where
/// the index lies too. `None` where none is wanted, or the program was built without one.
///
/// # Errors
/// When the model cannot be used, or what it answered came with the repository; the message says
/// which file is wrong.
pub fn open_model(choice: &ModelChoice, directory: &Path) -> anyhow::Result<Option<Model>> {
    keeping::refuse_tracked(directory)?;
    let directory = directory.join(keeping::FOLDER).join("entailment");
    Ok(open_fresh_model(choice)?.map(|model| model.kept_in(directory)))
}

/// As [`open_model`], but without the answers that the model gave before, and none are kept.
///
/// # Errors
/// As [`open_model`].
pub fn open_fresh_model(choice: &ModelChoice) -> anyhow::Result<Option<Model>> {
    Ok(Some(match choice {
        ModelChoice::Folder(folder) => Model::open(folder)?,
        ModelChoice::Server(table) => Model::served(served(table))?,
        ModelChoice::OfProgram if cfg!(feature = "model") => Model::of_program()?,
        ModelChoice::OfProgram | ModelChoice::Off => return Ok(None),
    }))
}

/// The model on a server that `table` describes.
fn served(table: &ServerTable) -> ServedModel {
    let seconds = table
        .timeout
        .map_or(USUAL_PATIENCE, |seconds| seconds.get().into());
    ServedModel {
        url: table.url.clone(),
        name: table.name.clone(),
        languages: table
            .languages
            .clone()
            .unwrap_or_else(|| vec!["en".to_owned()]),
        patience: Duration::from_secs(seconds),
    }
}

/// What `model` says to the questions of every trial, in their order; nothing where there is none.
/// All are asked at once, so that every core is busy to the end.
///
/// # Errors
/// When the model cannot be loaded or fails.
pub fn scores(
    model: Option<&Model>,
    trials: &[&Trial<'_>],
) -> anyhow::Result<Vec<Option<Vec<Option<Scores>>>>> {
    let Some(model) = model else {
        return Ok(vec![None; trials.len()]);
    };
    let asked: Vec<Vec<Question>> = trials.par_iter().map(|trial| trial.questions()).collect();
    let counts: Vec<usize> = asked.iter().map(Vec::len).collect();
    let questions: Vec<Question> = asked.into_iter().flatten().collect();
    let mut scores = model.scores(&questions)?.into_iter();
    let of_trial = |count: usize| Some(scores.by_ref().take(count).collect());
    Ok(counts.into_iter().map(of_trial).collect())
}
