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

/// The language `text` is written in; `fallback` where the text is too short to tell.
///
/// Meant for one block at a time: documents mix languages.
#[must_use]
pub fn detect(text: &str, fallback: Language) -> Language {
    match whatlang::detect(text) {
        Some(found) if found.is_reliable() => match found.lang() {
            whatlang::Lang::Eng => Language::English,
            whatlang::Lang::Fra => Language::French,
            _ => Language::Other,
        },
        _ => fallback,
    }
}
