//! The report as JSON Lines: one object for each claim, quotation and finding.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, sanitize};

/// One line: its kind, its file, and the fields the object has in the JSON form.
#[derive(Serialize)]
struct Line<'a, T> {
    kind: &'static str,
    path: &'a str,
    #[serde(flatten)]
    content: &'a T,
}

/// Writes `report` object by object: drafts in their order, then other files, then a summary.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for draft in &report.drafts {
        for claim in &draft.claims {
            write(out, "claim", &draft.path, claim)?;
        }
        for quotation in &draft.quotations {
            write(out, "quotation", &draft.path, quotation)?;
        }
    }
    for (path, finding) in report.findings() {
        write(out, "finding", path, finding)?;
    }
    let summary = serde_json::json!({
        "kind": "summary",
        "schema_version": report.schema_version,
        "ibid": report.ibid,
        "sources": report.sources,
        "summary": report.summary,
    });
    writeln!(out, "{}", sanitize::json(&summary.to_string()))
}

fn write<T: Serialize>(
    out: &mut dyn Write,
    kind: &'static str,
    path: &str,
    content: &T,
) -> io::Result<()> {
    let line = Line {
        kind,
        path,
        content,
    };
    writeln!(out, "{}", sanitize::json(&serde_json::to_string(&line)?))
}
