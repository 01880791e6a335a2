//! `ibid.rulings.toml`: rulings in a file of their own, to be committed and reviewed.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use toml::Spanned;

use super::ruling::{Ruling, Target, day};
use crate::report::{Finding, Place, Rule};
use crate::span::{LineIndex, Span};

/// Name of the file.
pub const RULINGS_FILE: &str = "ibid.rulings.toml";

/// Version of its form.
const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    #[serde(default)]
    ruling: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: Rule,
    draft: String,
    /// The words the ruling is about, for whoever reads the file.
    #[serde(rename = "words")]
    _words: Option<String>,
    finding: String,
    evidence: String,
    reason: String,
    by: String,
    until: Option<String>,
}

/// The rulings of the file at `path`.
///
/// # Errors
/// Where the file is malformed or of a newer version; the message names the line.
pub fn read(path: &Path, text: &str) -> anyhow::Result<Vec<Ruling>> {
    let name = path.to_string_lossy().replace('\\', "/");
    let lines = LineIndex::new(text);
    let written: Written = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = lines.position(text, at).line;
        anyhow::anyhow!("{name}:{line}: {}", error.message())
    })?;
    if written.version > VERSION {
        bail!(
            "{name}:1: this file has version {}, which needs a newer ibid",
            written.version
        );
    }
    let place = |span: Span| {
        let (start, end) = (lines.position(text, span.start), lines.position(text, span.end));
        Place {
            start: span.start,
            end: span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    };
    written
        .ruling
        .into_iter()
        .map(|entry| {
            let written_at = place(entry.span().into());
            ruling(entry.into_inner(), &name, written_at)
                .with_context(|| format!("{name}:{}", written_at.line))
        })
        .collect()
}

fn ruling(entry: Entry, name: &str, written_at: Place) -> anyhow::Result<Ruling> {
    ensure!(!entry.reason.trim().is_empty(), "the ruling has no reason");
    ensure!(!entry.by.trim().is_empty(), "the ruling says not whose it is");
    Ok(Ruling {
        rules: vec![entry.rule],
        target: Target::Finding {
            draft: entry.draft,
            finding: entry.finding,
            evidence: entry.evidence,
        },
        reason: entry.reason,
        by: entry.by,
        until: entry.until.as_deref().map(day).transpose()?,
        written_in: name.to_owned(),
        written_at,
    })
}

/// `text`, the content of the file or nothing, with a ruling on `finding` of `draft` added.
#[must_use]
pub fn append(text: &str, draft: &str, words: &str, finding: &Finding, ruling: &Ruling) -> String {
    let mut out = match text.is_empty() {
        true => format!("version = {VERSION}\n"),
        false => format!("{}\n", text.trim_end()),
    };
    let string = |text: &str| toml::Value::from(text).to_string();
    let evidence = super::evidence_fingerprint(finding);
    let until = ruling.until.map(|day| day.to_string());
    let fields = [
        ("rule", Some(finding.rule.name())),
        ("draft", Some(draft)),
        ("words", Some(words)),
        ("finding", Some(finding.fingerprint.as_str())),
        ("evidence", Some(evidence.as_str())),
        ("reason", Some(ruling.reason.as_str())),
        ("by", Some(ruling.by.as_str())),
        ("until", until.as_deref()),
    ];
    out.push_str("\n[[ruling]]\n");
    for (key, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", string(value));
        }
    }
    out
}
