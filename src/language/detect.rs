//! Which language a text is written in.

use serde::{Deserialize, Serialize};

/// The languages that are told apart. Rules of analysis exist for English and French.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English; also the rules a text of unknown language is read by.
    #[default]
    English,
    /// French.
    French,
    /// Any other language.
    Other,
}
