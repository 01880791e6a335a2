//! `ibid check --fix` and `--diff`: certain corrections, written or shown; in Word files they are
//! tracked changes.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use similar::TextDiff;

use super::opening::warn;
use super::replacing;
use crate::check::{ReadDraft, changes, is_mendable, mended};
use crate::document::{Format, Hash, with_changes};
use crate::files::{self, MOST_OF_TEXT};
use crate::report::{DraftReport, Report, sanitize};

/// Rounds of checking and mending: mending one finding may let another be seen.
pub(super) const ROUNDS: usize = 3;

/// Writes the certain corrections of `report` into `drafts`, which it is the report on, and tells
/// how many of them changed. Drafts that cannot be mended are named on standard error if `told`.
///
/// # Errors
/// When a draft cannot be read or written, is a link, or is no longer what was checked.
pub(super) fn fix(report: &Report, drafts: &[ReadDraft], told: bool) -> anyhow::Result<usize> {
    let mut changed = 0;
    let mut pairs: Vec<(&DraftReport, &ReadDraft)> = report.drafts.iter().zip(drafts).collect();
    // Of a draft under several names the one that is no link is written, once.
    pairs.sort_by_key(|(_, read)| replacing::is_through_link(read.path()));
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for (draft, read) in pairs {
        let place = read.path().canonicalize();
        if place.is_ok_and(|place| !seen.insert(place)) {
            continue;
        }
        if told {
            tell_unless_mendable(draft, read);
        }
        if draft.findings.iter().all(|finding| finding.fix.is_none()) {
            continue;
        }
        if let Some(mended) = mended_bytes(draft, read, told)? {
            replacing::replace(read.path(), &mended)?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// The draft with its fixes; `None` where there is nothing to mend.
fn mended_bytes(
    draft: &DraftReport,
    read: &ReadDraft,
    told: bool,
) -> anyhow::Result<Option<Vec<u8>>> {
    let before = content_of(read)?;
    if !is_word(read) {
        let name = read.document().path();
        let content =
            String::from_utf8(before).with_context(|| format!("{name} is not in UTF-8"))?;
        return Ok(mended(draft, &content).map(String::into_bytes));
    }
    let (after, left_out) = with_changes(&before, &changes(draft))?;
    if told && left_out > 0 {
        warn(&format!(
            "{}: {left_out} corrections are yours to make: their words stand in several \
             paragraphs, or in a change that somebody else has tracked",
            draft.path
        ));
    }
    Ok((after != before).then_some(after))
}

fn is_word(read: &ReadDraft) -> bool {
    read.document().format() == Format::Word
}

/// Shows what [`fix`] would write, as a unified diff.
///
/// # Errors
/// When `out` fails.
pub(super) fn show(
    report: &Report,
    drafts: &[ReadDraft],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for (draft, read) in report.drafts.iter().zip(drafts) {
        tell_unless_mendable(draft, read);
        if is_word(read) {
            show_tracked(draft, out)?;
            continue;
        }
        let content = String::from_utf8_lossy(read.bytes());
        let Some(mended) = mended(draft, &content) else {
            continue;
        };
        let diff = TextDiff::from_lines(content.as_ref(), &mended);
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

/// Shows the changes that would be tracked in a Word file, each with its paragraph.
fn show_tracked(draft: &DraftReport, out: &mut dyn Write) -> anyhow::Result<()> {
    let findings = draft.findings.iter().filter(|it| it.waived.is_none());
    let mut fixes = findings
        .filter_map(|finding| Some((finding, finding.fix.as_ref()?)))
        .peekable();
    if fixes.peek().is_some() {
        let path = sanitize::line(&draft.path);
        writeln!(out, "--- {path}\n+++ {path}, as tracked changes")?;
    }
    for (finding, fix) in fixes {
        writeln!(out, "@@ paragraph {} @@", finding.place.line)?;
        let mut quotations = draft.quotations.iter();
        if let Some(quotation) = quotations.find(|it| it.place.start == fix.start) {
            writeln!(out, "-{}", sanitize::line(&quotation.text))?;
        }
        writeln!(out, "+{}", sanitize::line(fix.replacement.trim()))?;
    }
    Ok(())
}

/// Says of a draft with findings that nothing can be mended in it, where its encoding is why.
fn tell_unless_mendable(draft: &DraftReport, read: &ReadDraft) {
    if !draft.findings.is_empty() && !is_word(read) && !is_mendable(read.document()) {
        let path = &draft.path;
        warn(&format!(
            "{path} is not in UTF-8, so nothing is mended in it"
        ));
    }
}

/// The draft as it is on disk, which must be as it was checked: the places of the corrections are
/// those of the bytes that were read.
fn content_of(read: &ReadDraft) -> anyhow::Result<Vec<u8>> {
    let name = read.document().path();
    let bytes = files::read(read.path(), MOST_OF_TEXT)
        .with_context(|| format!("cannot read the draft {name}"))?;
    ensure!(
        Hash::of(&bytes) == read.document().hash(),
        "{name} changed while it was being checked; run again"
    );
    Ok(bytes)
}
