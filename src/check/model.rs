//! The model that a check may ask, opened as the configuration says.

use std::path::Path;

use crate::config::ModelChoice;
use crate::entailment::Model;

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
