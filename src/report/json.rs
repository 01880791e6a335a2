//! The report as JSON: its public, versioned form.

use std::io::{self, Write};

use super::{Report, sanitize};

/// Writes `report` as one indented JSON object.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    sanitize::write_json(report, out)
}
