//! One line a finding, for editors, grep and short memories.

use std::io::{self, Write};

use super::{Detail, Finding, RenderOptions, Report, sanitize, view};
use crate::wording::Locale;

/// Writes one line for each finding of `report`, then one with the counts.
pub(super) fn render(
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (path, finding) in report.findings() {
        if options.detail == Detail::Quiet && !view::is_pressing(finding, options.fail_on) {
            continue;
        }
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            sanitize::line(path),
            finding.place.line,
            finding.place.column,
            state(finding),
            finding.rule,
            sanitize::line(&finding.message.to_string())
        )?;
    }
    let labels = Locale::English.labels();
    writeln!(
        out,
        "{}; {}",
        view::claim_counts(report, labels),
        view::finding_counts(report, labels).unwrap_or_else(|| "no findings".to_owned())
    )
}

fn state(finding: &Finding) -> &'static str {
    match finding.waived {
        Some(_) => "waived",
        None => finding.level.name(),
    }
}
