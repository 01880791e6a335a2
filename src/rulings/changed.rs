//! Which lines changed since a revision, so that a gate can look at those alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};

use crate::report::Report;

/// The lines of each file that changed: half-open ranges of line numbers; an untracked file has
/// changed as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    lines: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Changes {
    /// What changed in the working tree beneath `folder` since `revision`, by asking git.
    ///
    /// Nothing that a repository's configuration or attributes name is run.
    ///
    /// # Errors
    /// Where git is missing, `folder` is in no repository or the revision is unknown.
    pub fn since(revision: &str, folder: &Path) -> anyhow::Result<Self> {
        ensure!(
            !revision.starts_with('-') && !revision.is_empty(),
            "`{revision}` is no revision"
        );
        let diff = git(
            folder,
            &[
                "diff",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--no-renames",
                "--unified=0",
                "--relative",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                "--end-of-options",
                revision,
                "--",
            ],
        )?;
        let untracked = git(
            folder,
            &["ls-files", "--others", "--exclude-standard", "-z"],
        )?;
        let mut changes = Self::parse(&diff);
        for path in untracked.split('\0').filter(|path| !path.is_empty()) {
            changes.lines.insert(path.to_owned(), vec![(0, usize::MAX)]);
        }
        Ok(changes)
    }

    /// Reads a unified diff without context.
    fn parse(diff: &str) -> Self {
        let mut changes = Self::default();
        let mut path = None;
        for line in diff.lines() {
            if line.starts_with("diff --git ") {
                path = None;
            } else if path.is_none()
                && let Some(name) = line.strip_prefix("+++ ")
            {
                let name = name.trim_end_matches('\t').trim_matches('"');
                path = name.strip_prefix("b/").map(str::to_owned);
            } else if let Some(hunk) = line.strip_prefix("@@ -")
                && let Some(path) = &path
                && let Some(range) = added(hunk)
            {
                changes.lines.entry(path.clone()).or_default().push(range);
            }
        }
        changes
    }

    /// Whether a line from `first` to `last` of the file at `path` changed.
    #[must_use]
    pub fn touch(&self, path: &str, first: usize, last: usize) -> bool {
        self.lines
            .get(path.trim_start_matches("./"))
            .is_some_and(|ranges| {
                ranges
                    .iter()
                    .any(|&(start, end)| start <= last && first < end)
            })
    }

    /// Whether anything in the file at `path` changed.
    #[must_use]
    pub fn touch_file(&self, path: &str) -> bool {
        self.lines.contains_key(path.trim_start_matches("./"))
    }
}

/// The lines that a hunk header such as `3,2 +3,4 @@` adds.
fn added(hunk: &str) -> Option<(usize, usize)> {
    let after = hunk.split(" +").nth(1)?.split(' ').next()?;
    let (start, count) = after.split_once(',').unwrap_or((after, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    Some((start, start + count))
}

fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
        .args(["-c", "core.hooksPath=/dev/null", "-c", "diff.external="])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .context("git cannot be run, which --changed-since needs")?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("git: {}", complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Drops the findings of `report` that stand on no changed line and rest on no changed source.
pub fn keep_changed(report: &mut Report, changes: &Changes) {
    for draft in &mut report.drafts {
        let affected: BTreeSet<usize> = draft
            .claims
            .iter()
            .filter(|claim| {
                let mut sources = claim.citations.iter().map(|it| file_of(&it.source));
                sources.any(|source| changes.touch_file(source))
            })
            .map(|claim| claim.place.start)
            .collect();
        draft.findings.retain(|finding| {
            let place = &finding.place;
            let mut sources = finding.citations.iter().map(|it| file_of(&it.source));
            changes.touch(&draft.path, place.line, place.end_line)
                || affected.contains(&place.start)
                || sources.any(|source| changes.touch_file(source))
        });
    }
    for file in &mut report.files {
        file.findings.retain(|finding| {
            let place = &finding.place;
            changes.touch(&file.path, place.line, place.end_line)
        });
    }
    report.files.retain(|file| !file.findings.is_empty());
    report.summarise();
}

/// The file of a source; a record of a bulk file is named `PATH#_id`.
fn file_of(source: &str) -> &str {
    source.split('#').next().unwrap_or(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "\
diff --git a/drafts/a.md b/drafts/a.md
index 1..2 100644
--- a/drafts/a.md
+++ b/drafts/a.md
@@ -3 +3,2 @@ heading
-old
+new
++++ b/not-a-file
@@ -9,2 +10,0 @@
-gone
-gone
diff --git a/gone.md b/gone.md
--- a/gone.md
+++ /dev/null
@@ -1 +0,0 @@
-all
";

    #[test]
    fn a_diff_tells_which_lines_are_new() {
        let changes = Changes::parse(DIFF);
        assert!(changes.touch("drafts/a.md", 3, 3));
        assert!(changes.touch("./drafts/a.md", 1, 4));
        assert!(!changes.touch("drafts/a.md", 5, 9));
        assert!(!changes.touch("drafts/a.md", 10, 10));
        assert!(!changes.touch("not-a-file", 1, 99));
        assert!(changes.touch_file("drafts/a.md"));
        assert!(!changes.touch_file("gone.md"));
    }

    #[test]
    fn a_revision_cannot_be_an_option() {
        let error = Changes::since("--output=x", Path::new(".")).unwrap_err();
        assert!(error.to_string().contains("no revision"));
    }
}
