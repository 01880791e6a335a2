//! Where a model server is, and how it is asked.

use std::time::Duration;

/// A model that a server answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedModel {
    /// The address beneath which the server takes chat completions, such as
    /// `http://127.0.0.1:11434/v1`. Nothing else is ever talked to.
    pub url: String,
    /// The model's name there.
    pub name: String,
    /// The codes of the languages that it reads; `*` for any.
    pub languages: Vec<String>,
    /// How long an answer is waited for.
    pub patience: Duration,
}
