//! Changing files in steps that can be taken back.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use similar::{ChangeTag, TextDiff};

use super::desk::Desk;
use crate::check::{ReadDraft, is_mendable};
use crate::commands::replacing;
use crate::document::Hash;
use crate::files::{self, MOST_OF_TEXT};
use crate::wording::Answer;

/// Steps that can be taken back.
const STEPS: usize = 100;

/// A file as it was before a step and after it.
pub(super) struct Step {
    /// What was done.
    pub(super) words: String,
    path: PathBuf,
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

impl Desk {
    /// Lets `write` change the file at `path`, and keeps how it was.
    ///
    /// # Errors
    /// As `write`.
    pub(super) fn step(
        &mut self,
        words: &str,
        path: &Path,
        write: impl FnOnce(&mut Self) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let before = content(path)?;
        write(self)?;
        let after = content(path)?.unwrap_or_default();
        if before.as_ref() != Some(&after) {
            self.steps.push(Step {
                words: words.to_owned(),
                path: path.to_owned(),
                before,
                after,
            });
            let over = self.steps.len().saturating_sub(STEPS);
            self.steps.drain(..over);
        }
        Ok(())
    }

    /// Takes the last step back, and tells which.
    ///
    /// # Errors
    /// Where there is none, or its file has changed since.
    pub(super) fn undo(&mut self) -> anyhow::Result<String> {
        let step = self.steps.last().context(Answer::NothingToUndo)?;
        ensure!(
            content(&step.path)?.as_ref() == Some(&step.after),
            Answer::ChangedSinceStep {
                path: step.path.display().to_string(),
                step: step.words.clone(),
            }
        );
        match &step.before {
            Some(before) => replacing::replace(&step.path, before)?,
            // The step has made the file.
            None => std::fs::remove_file(&step.path)
                .with_context(|| format!("{} cannot be removed", step.path.display()))?,
        }
        let undone = Answer::Undone {
            step: step.words.clone(),
        };
        self.steps.pop();
        Ok(undone.told(self.config().language))
    }
}

fn content(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let unreadable = || format!("{} cannot be read", path.display());
    let bytes = files::read(path, MOST_OF_TEXT).with_context(unreadable)?;
    Ok(Some(bytes))
}

/// The draft with `words` in the place of `was`, which begin at byte `start`.
///
/// # Errors
/// Where the draft is no longer what was checked, or is no text that can be written into.
pub(super) fn edited(
    draft: &ReadDraft,
    start: usize,
    was: &str,
    words: &str,
) -> anyhow::Result<Vec<u8>> {
    let name = || draft.document().path().to_owned();
    ensure!(
        is_mendable(draft.document()),
        Answer::NotMendable { draft: name() }
    );
    let mut bytes = files::read(draft.path(), MOST_OF_TEXT)
        .with_context(|| Answer::NoSuchDraft { draft: name() })?;
    let changed = Answer::DraftChanged { draft: name() };
    let is_as_checked = Hash::of(&bytes) == draft.document().hash();
    let end = start + was.len();
    let has_sentence = bytes.get(start..end) == Some(was.as_bytes());
    ensure!(is_as_checked && has_sentence, changed);
    bytes.splice(start..end, words.bytes());
    Ok(bytes)
}

/// What differs between two sentences, word by word: what stays is marked ` `, what goes `-`, what
/// comes `+`.
pub(super) fn difference(was: &str, is: &str) -> Vec<(char, String)> {
    let diff = TextDiff::from_words(was, is);
    let mut runs: Vec<(char, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let words = change.to_string_lossy();
        match runs.last_mut().filter(|(last, _)| *last == mark) {
            Some((_, run)) => run.push_str(&words),
            None => runs.push((mark, words.into_owned())),
        }
    }
    runs
}
