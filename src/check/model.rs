//! The model that a check may ask: opened as the configuration says, asked about all claims at once.

use std::path::Path;

use rayon::prelude::*;

use crate::config::ModelChoice;
use crate::entailment::{Model, Question, Scores};
use crate::judge::Trial;

/// Opens the model of `choice`, its answers kept in `.ibid/entailment/` beneath `directory`, where
/// the index lies too. `None` where none is wanted, or the program was built without one.
///
/// # Errors
/// When the model cannot be used; the message says which file is wrong.
pub fn open_model(choice: &ModelChoice, directory: &Path) -> anyhow::Result<Option<Model>> {
    let model = match choice {
        ModelChoice::Folder(folder) => Model::open(folder)?,
        ModelChoice::Embedded if cfg!(feature = "model") => Model::embedded()?,
        ModelChoice::Embedded | ModelChoice::Off => return Ok(None),
    };
    Ok(Some(
        model.kept_in(directory.join(".ibid").join("entailment")),
    ))
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
