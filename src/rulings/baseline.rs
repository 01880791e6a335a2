//! The baseline: the findings that a repository had when it adopted the gate. Only others count.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::listing;
use crate::files::{self, MOST_OF_SETTINGS};
use crate::report::{Finding, Report, Rule, Waiver};

/// Version of the file's form.
const VERSION: u32 = 2;

/// The command that writes the file.
const RENEW: &str = "ibid baseline write";

/// The findings that are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeMap<Key, Accepted>,
}

/// Which finding it is: file, rule, fingerprint.
type Key = (String, Rule, String);

/// How a finding is accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Accepted {
    words: Option<String>,
    times: usize,
}

/// The content of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "version")]
    _version: u32,
    findings: Vec<Entry>,
}

/// A line of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: Rule,
    /// What the finding is about, for whoever reads the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    finding: String,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    times: usize,
}

fn once() -> usize {
    1
}

fn is_once(times: &usize) -> bool {
    *times == 1
}

impl Baseline {
    /// The findings of `report` that no ruling waives.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut baseline = Self::default();
        for draft in &report.drafts {
            let lines = draft.lines();
            for finding in &draft.findings {
                baseline.accept(&draft.path, finding, Some(lines.words_at(&finding.place)));
            }
        }
        for file in &report.files {
            for finding in &file.findings {
                baseline.accept(&file.path, finding, None);
            }
        }
        baseline
    }

    fn accept(&mut self, path: &str, finding: &Finding, words: Option<String>) {
        if finding.waived.is_none() {
            let accepted = self.findings.entry(key(path, finding)).or_default();
            accepted.words = words;
            accepted.times += 1;
        }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// Where it is missing, malformed or of another version.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let text = files::read_text(path, MOST_OF_SETTINGS).with_context(|| {
            format!(
                "the baseline {} cannot be read; `{RENEW}` makes one",
                path.display()
            )
        })?;
        Self::parse(&text)
            .with_context(|| format!("the baseline {} cannot be used", path.display()))
    }

    /// Reads the content of the file.
    ///
    /// # Errors
    /// Where it is malformed or of another version.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let written: Written = listing::read(text, VERSION, RENEW)?;
        let mut baseline = Self::default();
        for entry in written.findings {
            let key = (entry.path, entry.rule, entry.finding);
            let accepted = baseline.findings.entry(key).or_default();
            accepted.words = entry.words;
            accepted.times += entry.times;
        }
        Ok(baseline)
    }

    /// The content of the file: a finding a line, in the order of files, rules and fingerprints,
    /// so that a finding which moves within its draft changes nothing.
    ///
    /// # Errors
    /// Never for a baseline that was made here.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let lines = self.findings.iter().map(|((path, rule, finding), it)| {
            listing::line(&Entry {
                path: path.clone(),
                rule: *rule,
                words: it.words.clone(),
                finding: finding.clone(),
                times: it.times,
            })
        });
        let lines = lines.collect::<Result<_, _>>()?;
        Ok(listing::written(VERSION, &[("findings", lines)]))
    }

    /// How many findings it accepts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.values().map(|accepted| accepted.times).sum()
    }

    /// Whether it accepts nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Waives the findings of `report` that it accepts, each as often as it was there.
    pub fn apply(&self, report: &mut Report) {
        let mut left = self.findings.clone();
        for (path, findings) in report.findings_by_file() {
            for finding in findings.iter_mut().filter(|it| it.waived.is_none()) {
                let accepted = left.get_mut(&key(path, finding));
                if let Some(accepted) = accepted.filter(|it| it.times > 0) {
                    accepted.times -= 1;
                    finding.waived = Some(Waiver {
                        reason: "it was there before the gate".to_owned(),
                        by: "the baseline".to_owned(),
                        until: None,
                    });
                }
            }
        }
        report.summarise();
    }
}

fn key(path: &str, finding: &Finding) -> Key {
    (path.to_owned(), finding.rule, finding.fingerprint.clone())
}
