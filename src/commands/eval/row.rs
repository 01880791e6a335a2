//! Labelled claims, one a line.

use std::path::Path;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::judge::Verdict;

/// A labelled claim.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) claim: String,
    pub(super) label: Label,
    /// The text to judge it against; without one the sources are searched.
    pub(super) passage: Option<String>,
    /// Where a person found the label.
    #[serde(default)]
    pub(super) evidence: Vec<GoldEvidence>,
}

/// Words of a source that decide a labelled claim.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct GoldEvidence {
    pub(super) source: String,
    pub(super) quote: String,
    /// Which side it is on; of the label's where none is told.
    pub(super) stance: Option<String>,
}

impl GoldEvidence {
    /// As it is handed on with features.
    pub(super) fn as_json(&self) -> serde_json::Value {
        serde_json::json!({"source": self.source, "quote": self.quote, "stance": self.stance})
    }
}

/// What a claim is labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Label {
    Supported,
    Refuted,
    ConflictingEvidence,
    NotEnoughEvidence,
    /// Anything but supported, in sets of two classes.
    NotSupported,
}

impl Label {
    pub(super) const ALL: [Label; 5] = [
        Label::Supported,
        Label::Refuted,
        Label::ConflictingEvidence,
        Label::NotEnoughEvidence,
        Label::NotSupported,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Label::Supported => "supported",
            Label::Refuted => "refuted",
            Label::ConflictingEvidence => "conflicting-evidence",
            Label::NotEnoughEvidence => "not-enough-evidence",
            Label::NotSupported => "not-supported",
        }
    }
}

impl From<Verdict> for Label {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Supported => Label::Supported,
            Verdict::Refuted => Label::Refuted,
            Verdict::ConflictingEvidence => Label::ConflictingEvidence,
            Verdict::NotEnoughEvidence => Label::NotEnoughEvidence,
        }
    }
}

/// Reads the rows of a file.
///
/// # Errors
/// When the file cannot be read, a line is no row (the line is named) or there is none.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Row>> {
    let text = files::read_text(path, u64::MAX)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str(line)
            .with_context(|| format!("{}:{} is no labelled claim", path.display(), number + 1))?;
        rows.push(row);
    }
    if rows.is_empty() {
        bail!("{} has no labelled claim", path.display());
    }
    Ok(rows)
}
