//! `ibid check --fix` and `--diff`: certain corrections, written or shown.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use similar::TextDiff;

use super::replacing;
use crate::check::mended;
use crate::report::{Report, sanitize};

/// Rounds of checking and mending: mending one finding may let another be seen.
pub(super) const ROUNDS: usize = 3;

/// Writes the certain corrections of `report` into the drafts, and tells how many drafts changed.
///
/// # Errors
/// When a draft cannot be read or written.
pub(super) fn fix(report: &Report) -> anyhow::Result<usize> {
    let mut changed = 0;
    for draft in &report.drafts {
        let content = content_of(&draft.path)?;
        if let Some(mended) = mended(draft, &content) {
            replacing::replace(Path::new(&draft.path), mended.as_bytes())?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Shows what [`fix`] would write, as a unified diff.
///
/// # Errors
/// When a draft cannot be read or `out` fails.
pub(super) fn show(report: &Report, out: &mut dyn Write) -> anyhow::Result<()> {
    for draft in &report.drafts {
        let content = content_of(&draft.path)?;
        let Some(mended) = mended(draft, &content) else {
            continue;
        };
        let diff = TextDiff::from_lines(&content, &mended);
        let unified = diff
            .unified_diff()
            .header(&draft.path, &draft.path)
            .to_string();
        for line in unified.lines() {
            writeln!(out, "{}", sanitize::line(line))?;
        }
    }
    Ok(())
}

/// The draft as it is on disk. One that is not in UTF-8 has no fixes, so its text is of no
/// account.
fn content_of(path: &str) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read the draft {path}"))?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}
