//! `ibid.rulings.toml`: rulings in a file of their own, to be committed and reviewed.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use toml::Spanned;

use super::ruling::{Ruling, Target, day};
use crate::report::{Place, Rule};
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
        let (start, end) = (
            lines.position(text, span.start),
            lines.position(text, span.end),
        );
        Place::new(span, start, end)
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
    ensure!(
        !entry.by.trim().is_empty(),
        "the ruling says not whose it is"
    );
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

/// `text`, the content of the file or nothing, with `ruling` added, which is on the claim or the
/// quotation `words`. A ruling on lines belongs in its draft and adds nothing.
#[must_use]
pub fn append(text: &str, words: &str, ruling: &Ruling) -> String {
    let Target::Finding {
        draft,
        finding,
        evidence,
    } = &ruling.target
    else {
        return text.to_owned();
    };
    let mut out = match text.trim().is_empty() {
        true => format!("version = {VERSION}\n"),
        false => format!("{}\n", text.trim_end()),
    };
    let until = ruling.until.map(|day| day.to_string());
    for rule in &ruling.rules {
        out.push_str("\n[[ruling]]\n");
        let fields = [
            ("rule", Some(rule.name())),
            ("draft", Some(draft)),
            ("words", Some(words)),
            ("finding", Some(finding)),
            ("evidence", Some(evidence)),
            ("reason", Some(&ruling.reason)),
            ("by", Some(&ruling.by)),
            ("until", until.as_deref()),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", toml::Value::from(value));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        format!("{:#}", read(Path::new(RULINGS_FILE), text).unwrap_err())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let ruling = Ruling {
            rules: vec![Rule::Refuted],
            target: Target::Finding {
                draft: "drafts/a.md".to_owned(),
                finding: "f0".to_owned(),
                evidence: "e0".to_owned(),
            },
            reason: "the \"old\" count\nstands".to_owned(),
            by: "ak".to_owned(),
            until: Some(jiff::civil::date(2027, 3, 1)),
            written_in: RULINGS_FILE.to_owned(),
            written_at: Place::WHOLE_FILE,
        };
        let once = append("", "the words", &ruling);
        let twice = append(&once, "the words", &ruling);
        let again = read(Path::new(RULINGS_FILE), &twice).unwrap();
        assert_eq!(again.len(), 2);
        assert_eq!(again[0].target, ruling.target);
        assert_eq!(again[0].reason, ruling.reason);
        assert_eq!(again[0].until, ruling.until);
        assert_eq!(again[0].written_at.line, 3);
        assert!(again[1].written_at.line > 3);
    }

    #[test]
    fn a_wrong_file_is_told_with_its_line() {
        let entry =
            "rule = \"refuted\"\ndraft = \"a\"\nfinding = \"f\"\nevidence = \"e\"\nby = \"ak\"\n";
        let file =
            |reason: &str| format!("version = 1\n[[ruling]]\n{entry}reason = \"{reason}\"\n");
        assert!(read(Path::new(RULINGS_FILE), &file("why")).is_ok());
        assert!(complaint(&file(" ")).contains("ibid.rulings.toml:2: the ruling has no reason"));
        assert!(complaint("version = 2\n").contains("newer ibid"));
        assert!(complaint("version = 1\nrulings = []\n").starts_with("ibid.rulings.toml:2: "));
        assert!(complaint(&format!("version = 1\n[[ruling]]\n{entry}")).contains("reason"));
    }
}
