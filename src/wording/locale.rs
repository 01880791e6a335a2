//! The languages that ibid speaks to people in.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::labels::{ENGLISH, FRENCH, Labels, Noun};
use super::unread;

/// A language that reports for people are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Locale {
    /// Every language by its code.
    pub const NAMES: [(&'static str, Locale); 2] =
        [("en", Locale::English), ("fr", Locale::French)];

    /// Its code, as pages and options write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::French => "fr",
        }
    }

    /// The labels of reports in this language.
    #[must_use]
    pub fn labels(self) -> &'static Labels {
        match self {
            Locale::English => &ENGLISH,
            Locale::French => &FRENCH,
        }
    }

    /// `words` between this language's quotation marks.
    #[must_use]
    pub fn quoted(self, words: &str) -> String {
        match self {
            Locale::English => format!("“{words}”"),
            Locale::French => format!("«\u{a0}{words}\u{a0}»"),
        }
    }

    /// What stands between the parts of a list that have commas themselves.
    #[must_use]
    pub fn semicolon(self) -> &'static str {
        match self {
            Locale::English => "; ",
            Locale::French => "\u{a0}; ",
        }
    }

    /// Why a file could not be read, in this language.
    #[must_use]
    pub fn reason(self, why: &str) -> String {
        match self {
            Locale::English => why.to_owned(),
            Locale::French => unread::in_french(why),
        }
    }

    /// `count` with its noun in the right number.
    #[must_use]
    pub fn counted(self, count: usize, noun: Noun) -> String {
        let is_one = match self {
            Locale::English => count == 1,
            Locale::French => count < 2,
        };
        format!("{count} {}", if is_one { noun.one } else { noun.many })
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Locale {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let known = Locale::NAMES.iter().find(|(code, _)| *code == given);
        known
            .map(|(_, locale)| *locale)
            .ok_or_else(|| format!("ibid writes no reports in `{given}`"))
    }
}
