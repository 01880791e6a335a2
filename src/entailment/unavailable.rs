//! The model in a program that was built without one: there is none, and none can be opened.

use std::convert::Infallible;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;

use super::{About, Question, Scores, ServedModel};
use crate::progress::Progress;

/// A model of entailment, of which this build has none.
pub struct Model(Infallible);

/// Has models asked in processes of their own: this build has none.
pub fn isolate(_program: PathBuf) {}

/// The part of the process that a model is asked in.
///
/// # Errors
/// Always: this build can run none.
pub fn serve(folder: &Path, _out: &mut dyn Write) -> anyhow::Result<()> {
    Model::open(folder).map(|_| ())
}

impl Model {
    /// The model that comes with the program.
    ///
    /// # Errors
    /// Always: this build has none.
    pub fn of_program() -> anyhow::Result<Self> {
        bail!("this ibid was built without a model: build it with the feature `model`")
    }

    /// The model in `folder`.
    ///
    /// # Errors
    /// Always: this build can run none.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        bail!(
            "this ibid was built without models and cannot run the one in {}: build it with the \
             feature `model`, or leave the model out with `--no-model`",
            folder.display()
        )
    }

    /// The model of a server.
    ///
    /// # Errors
    /// Always: this build can ask none.
    pub fn served(model: ServedModel) -> anyhow::Result<Self> {
        bail!(
            "this ibid was built without models and cannot ask the server at {}: build it with the \
             feature `model`, or leave the model out with `--no-model`",
            model.url
        )
    }

    /// The same model, its answers kept in `directory`.
    #[must_use]
    pub fn kept_in(self, _directory: PathBuf) -> Self {
        self
    }

    /// The same model, its work heard.
    #[must_use]
    pub fn heard_by(self, _progress: Arc<dyn Progress>) -> Self {
        self
    }

    /// What the model makes of each question.
    ///
    /// # Errors
    /// Never: there is no such model.
    pub fn scores(&self, _questions: &[Question]) -> anyhow::Result<Vec<Option<Scores>>> {
        match self.0 {}
    }

    /// What there is to know of the model.
    #[must_use]
    pub fn about(&self) -> About {
        match self.0 {}
    }

    /// What tells this model from every other one.
    ///
    /// # Errors
    /// Never: there is no such model.
    pub fn identity(&self) -> anyhow::Result<blake3::Hash> {
        match self.0 {}
    }

    /// What the user should know.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        match self.0 {}
    }
}
