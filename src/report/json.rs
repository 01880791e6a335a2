//! The report as JSON: its public, versioned form.

use std::io::{self, Write};

use super::{Report, sanitize};

/// Writes `report` as one indented JSON object.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(report)?;
    writeln!(out, "{}", sanitize::json(&json))
}
