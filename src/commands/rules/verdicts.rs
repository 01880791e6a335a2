//! The page `docs/verdicts.md`, out of the tables that the judge itself goes by.

use std::io::Write;

use crate::judge::{POLICY, RULES};

const BEFORE: &str = include_str!("verdicts_before.md");
const BETWEEN: &str = include_str!("verdicts_between.md");
const AFTER: &str = include_str!("verdicts_after.md");

/// Writes the page.
pub(super) fn page(out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(BEFORE.as_bytes())?;
    for rule in RULES {
        writeln!(out, "| `{}` | {} |", rule.id.name(), rule.summary)?;
    }
    out.write_all(BETWEEN.as_bytes())?;
    for threshold in POLICY {
        let (name, value) = (threshold.name, threshold.value);
        writeln!(
            out,
            "| {name} | {value} | {} | {} |",
            threshold.meaning, threshold.origin
        )?;
    }
    out.write_all(AFTER.as_bytes())
}
