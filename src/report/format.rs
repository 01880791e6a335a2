//! The formats a report can be written in, and the level at which a check fails.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Level, Report};

/// A form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For a person at a terminal: the words of both sides, underlined.
    #[default]
    Text,
    /// One line a finding, `file:line:column`.
    Concise,
    /// The whole report as one JSON object.
    Json,
    /// One JSON object a line: claims, quotations and findings as they come.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports of CI systems.
    Junit,
    /// GitHub workflow commands, which become annotations.
    Github,
    /// GitLab code quality JSON.
    Gitlab,
    /// Markdown, for a pull request or a job summary.
    Markdown,
    /// One self-contained page.
    Html,
    /// The Word draft itself with a comment on the words of each finding.
    Docx,
}

impl Format {
    /// Every format with its name.
    pub const NAMES: [(&'static str, Format); 11] = [
        ("text", Format::Text),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("sarif", Format::Sarif),
        ("junit", Format::Junit),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("docx", Format::Docx),
    ];

    /// The formats that are written out of a report alone; a Word file needs its draft.
    #[must_use]
    pub fn rendered() -> &'static [(&'static str, Format)] {
        const ALL: &[(&str, Format)] = &Format::NAMES;
        &ALL[..ALL.len() - 1]
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Format::NAMES.iter().find(|(_, format)| format == self);
        formatter.write_str(name.map_or("", |(name, _)| name))
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        Format::NAMES
            .iter()
            .find(|(name, _)| *name == given)
            .map(|(_, format)| *format)
            .ok_or_else(|| format!("there is no format `{given}`"))
    }
}

/// The lowest level of findings at which a check fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Fail on errors.
    #[default]
    Error,
    /// Fail on warnings and errors.
    Warning,
    /// Fail on any finding.
    Note,
    /// Never fail because of findings.
    Never,
}

impl FailOn {
    /// Every fail level with its name.
    pub const NAMES: [(&'static str, FailOn); 4] = [
        ("error", FailOn::Error),
        ("warning", FailOn::Warning),
        ("note", FailOn::Note),
        ("never", FailOn::Never),
    ];

    /// Whether a finding of `level` fails the check.
    #[must_use]
    pub fn fails(self, level: Level) -> bool {
        match self {
            FailOn::Error => level >= Level::Error,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Note => level >= Level::Note,
            FailOn::Never => false,
        }
    }

    /// Whether any finding of `report` that is not waived fails the check.
    #[must_use]
    pub fn fails_report(self, report: &Report) -> bool {
        report
            .findings()
            .any(|(_, finding)| finding.waived.is_none() && self.fails(finding.level))
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = FailOn::NAMES.iter().find(|(_, level)| level == self);
        formatter.write_str(name.map_or("", |(name, _)| name))
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        FailOn::NAMES
            .iter()
            .find(|(name, _)| *name == given)
            .map(|(_, level)| *level)
            .ok_or_else(|| format!("there is no fail level `{given}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fail_level_takes_in_the_graver_ones() {
        assert!(FailOn::Error.fails(Level::Error));
        assert!(!FailOn::Error.fails(Level::Warning));
        assert!(FailOn::Warning.fails(Level::Error));
        assert!(!FailOn::Warning.fails(Level::Note));
        assert!(FailOn::Note.fails(Level::Note));
        assert!(!FailOn::Note.fails(Level::Off));
        assert!(!FailOn::Never.fails(Level::Error));
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for (name, format) in Format::NAMES {
            assert_eq!(name.parse(), Ok(format));
            assert_eq!(format.to_string(), name);
        }
        for (name, level) in FailOn::NAMES {
            assert_eq!(name.parse(), Ok(level));
            assert_eq!(level.to_string(), name);
        }
    }
}
