//! GitLab code quality: findings become the widget of a merge request.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Finding, Level, Report, sanitize};

/// Writes the findings of `report` that are not waived as one JSON array.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let issues: Vec<Value> = report
        .findings()
        .filter(|(_, finding)| finding.waived.is_none())
        .map(|(path, finding)| {
            let fingerprint = format!("{path}:{}:{}", finding.rule, finding.fingerprint);
            let ordinal = seen.entry(fingerprint.clone()).or_default();
            *ordinal += 1;
            issue(path, finding, &format!("{fingerprint}:{ordinal}"))
        })
        .collect();
    sanitize::write_json(&issues, out)
}

/// GitLab drops issues that share a fingerprint, so `identity` must be the finding's alone.
fn issue(path: &str, finding: &Finding, identity: &str) -> Value {
    json!({
        "description": finding.message.to_string(),
        "check_name": finding.rule.name(),
        "fingerprint": blake3::hash(identity.as_bytes()).to_hex().as_str(),
        "severity": match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note | Level::Off => "info",
        },
        "location": {
            "path": path.trim_start_matches("./"),
            "lines": {"begin": finding.place.line, "end": finding.place.end_line},
        },
    })
}
