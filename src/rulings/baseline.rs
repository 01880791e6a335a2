//! The baseline: the findings that a repository had when it adopted the gate. Only others count.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use crate::report::{Report, Waiver};

/// Version of the file's form.
const VERSION: u32 = 1;

/// How often each finding of each file is accepted: file, rule, fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
}

impl Baseline {
    /// The findings of `report` that no ruling waives.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut findings: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>> =
            BTreeMap::new();
        for (path, finding) in report.findings().filter(|(_, it)| it.waived.is_none()) {
            *findings
                .entry(path.to_owned())
                .or_default()
                .entry(finding.rule.name().to_owned())
                .or_default()
                .entry(finding.fingerprint.clone())
                .or_default() += 1;
        }
        Self {
            version: VERSION,
            findings,
        }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// Where it is missing, malformed or of a newer version.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| {
            format!(
                "the baseline {} cannot be read; `ibid baseline write` makes one",
                path.display()
            )
        })?;
        Self::parse(&text).with_context(|| format!("the baseline {} is malformed", path.display()))
    }

    /// Reads the content of the file.
    ///
    /// # Errors
    /// Where it is malformed or of a newer version.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let baseline: Self = serde_json::from_str(text)?;
        ensure!(
            baseline.version <= VERSION,
            "it has version {}, which needs a newer ibid",
            baseline.version
        );
        Ok(baseline)
    }

    /// The content of the file: sorted, one finding a line, so that changes are easy to review.
    ///
    /// # Errors
    /// Never for a baseline that was made here.
    pub fn to_json(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// How many findings it accepts.
    #[must_use]
    pub fn len(&self) -> usize {
        let rules = self.findings.values().flat_map(BTreeMap::values);
        rules.flat_map(BTreeMap::values).sum()
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
                let count = left
                    .get_mut(path)
                    .and_then(|rules| rules.get_mut(finding.rule.name()))
                    .and_then(|fingerprints| fingerprints.get_mut(&finding.fingerprint))
                    .filter(|count| **count > 0);
                if let Some(count) = count {
                    *count -= 1;
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
