//! What changed since a revision, of everything that findings rest on. Contents are compared here,
//! byte for byte and line by line: attributes, encodings, links and names of any kind make no
//! difference, and what cannot be told counts as changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{DraftFile, ReadDraft, base, selection};
use crate::config::Config;
use crate::document::Format;
use crate::files::{self, MOST_OF_TEXT};
use crate::git::Revision;
use crate::rulings::{Changes, DraftChange, RULINGS_FILE};
use crate::sources::{Selection, name_of};

/// Old times new lines up to which two texts are compared line by line; beyond, all that lies
/// between their first and last difference counts.
const MOST_PAIRS: usize = 100_000_000;

/// What changed of `drafts` and of what `config` checks them against since `revision`; with
/// `locked`, sources may be absent.
///
/// # Errors
/// Where git cannot be asked or the revision is unknown.
pub fn changes_since(
    revision: &str,
    config: &Config,
    drafts: &[ReadDraft],
    locked: bool,
) -> anyhow::Result<Changes> {
    let then = Revision::open(revision, &base(config))?;
    let mut changes = Changes {
        others: !locked,
        ..Changes::default()
    };
    for draft in drafts {
        let name = draft.document().path().to_owned();
        changes.drafts.insert(name, of_draft(draft, &then)?);
    }
    let mut selection = selection(config, &config.sources);
    selection.exclude.extend(config.own.iter().cloned());
    let walk = selection.walk()?;
    let sources: Vec<(String, PathBuf)> = walk
        .files
        .into_iter()
        .map(|file| (file.name, file.path))
        .collect();
    let mut compared = Compared::new(&then);
    let places: Vec<Option<Vec<u8>>> = sources.iter().map(|(_, path)| compared.add(path)).collect();
    for path in settings(config, drafts) {
        compared.add(&path);
    }
    let own = config.file.as_ref().filter(|_| config.pinned.is_none());
    let configuration = own.map(|path| (path, compared.add(path)));
    let different = compared.different()?;
    for ((name, _), place) in sources.iter().zip(places) {
        let is_changed = place.is_none_or(|place| different.contains(&place));
        changes.sources.insert(name.clone(), is_changed);
    }
    // A new line of it may change what is read, and what is found of all of that.
    if let Some((path, place)) = configuration
        && place.is_none_or(|place| different.contains(&place))
    {
        let name = name_of(path.strip_prefix(&config.root).unwrap_or(path));
        changes.everything.push(format!("{name} was changed"));
    }
    if !locked {
        let mut taken_away = compared.taken_away(&different)?;
        taken_away.retain(|told| !changes.everything.contains(told));
        changes.everything.extend(taken_away);
        changes
            .everything
            .extend(gone(&then, &selection, &sources)?);
    }
    Ok(changes)
}

/// The files besides sources and the configuration that say what is found.
fn settings(config: &Config, drafts: &[ReadDraft]) -> BTreeSet<PathBuf> {
    let mut paths: BTreeSet<PathBuf> = config.bibliography.iter().cloned().collect();
    paths.insert(config.root.join(RULINGS_FILE));
    for draft in drafts {
        paths.extend(draft.bibliographies().iter().cloned());
    }
    paths
}

/// Files that are compared with what they were.
struct Compared<'r> {
    then: &'r Revision,
    /// Those that were there, by their places in the tree.
    known: BTreeMap<Vec<u8>, PathBuf>,
}

impl<'r> Compared<'r> {
    fn new(then: &'r Revision) -> Self {
        Self {
            then,
            known: BTreeMap::new(),
        }
    }

    /// Adds a file; its place, or `None` where it is new or no tree tells what it was.
    fn add(&mut self, path: &Path) -> Option<Vec<u8>> {
        let place = self.then.place_of(path)?;
        if !self.then.has(&place) {
            return None;
        }
        self.known.insert(place.clone(), path.to_owned());
        Some(place)
    }

    /// The places of those whose content is another one.
    fn different(&self) -> anyhow::Result<BTreeSet<Vec<u8>>> {
        let known: Vec<(&[u8], &Path)> = self
            .known
            .iter()
            .map(|(place, path)| (place.as_slice(), path.as_path()))
            .collect();
        let changed = self.then.changed(&known)?;
        Ok(changed.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// Of which of those at `different` lines were taken away, so that findings may come of what
    /// is no longer there and rest on no file that could have changed.
    fn taken_away(&self, different: &BTreeSet<Vec<u8>>) -> anyhow::Result<Vec<String>> {
        let places: Vec<&[u8]> = different.iter().map(Vec::as_slice).collect();
        let mut told = Vec::new();
        for (place, old) in places.iter().zip(self.then.contents(&places)?) {
            let new = self.known.get(*place);
            let new = new.and_then(|path| files::read(path, MOST_OF_TEXT).ok());
            let is_kept = |(old, new): (Vec<u8>, Vec<u8>)| only_adds(&old, &new);
            if !old.zip(new).is_some_and(is_kept) {
                let name = String::from_utf8_lossy(place);
                told.push(format!("{name} was changed"));
            }
        }
        Ok(told)
    }
}

/// The sources that were there and are not any more, or are no longer read.
fn gone(
    then: &Revision,
    selection: &Selection,
    sources: &[(String, PathBuf)],
) -> anyhow::Result<Vec<String>> {
    let read: BTreeSet<Vec<u8>> = sources
        .iter()
        .filter_map(|(_, path)| then.place_of(path))
        .collect();
    let is_selected = selection.by_name()?;
    let mut told = Vec::new();
    for (place, path) in then.paths() {
        let is_hidden = place
            .split(|&byte| byte == b'/')
            .any(|part| part.starts_with(b"."));
        if read.contains(place) || is_hidden || !is_selected(&path) {
            continue;
        }
        if !path.is_file() || then.place_of(&path).is_none() || is_newly_ignored(then, &path)? {
            told.push(format!("{} is gone", name_of(&selection.named(&path))));
        }
    }
    Ok(told)
}

/// Whether a `.gitignore` above the file at `path` is not what it was.
fn is_newly_ignored(then: &Revision, path: &Path) -> anyhow::Result<bool> {
    for folder in path.ancestors().skip(1) {
        let rules = folder.join(".gitignore");
        let Some(place) = then.place_of(&rules) else {
            continue;
        };
        let now = files::read(&rules, MOST_OF_TEXT).ok();
        if now != then.contents(&[&place])?.into_iter().next().flatten() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether every line of `old` stands in `new`, in its order. Of what is no text nobody can tell.
fn only_adds(old: &[u8], new: &[u8]) -> bool {
    if old.contains(&0) || new.contains(&0) {
        return old == new;
    }
    let mut lines = new.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let mut old = old.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    old.all(|line| line.is_empty() || lines.any(|new| new == line))
}

/// What changed in a draft.
fn of_draft(draft: &ReadDraft, then: &Revision) -> anyhow::Result<DraftChange> {
    let Some(place) = then.place_of(draft.path()) else {
        return Ok(DraftChange::Whole);
    };
    let old = then.contents(&[&place])?.into_iter().next().flatten();
    Ok(old
        .and_then(|old| parts(draft, old))
        .unwrap_or(DraftChange::Whole))
}

/// What is new in a draft that was `old`; `None` where something changed that any line may rest on.
fn parts(draft: &ReadDraft, old: Vec<u8>) -> Option<DraftChange> {
    if old == draft.bytes() {
        return Some(DraftChange::Parts {
            lines: Vec::new(),
            claims: BTreeSet::new(),
        });
    }
    let name = draft.document().path();
    let is_of_lines = |bytes: &[u8]| Format::of(name, bytes).is_text();
    if !is_of_lines(&old) || !is_of_lines(draft.bytes()) {
        return None;
    }
    let old = ReadDraft::of(&DraftFile {
        name: name.to_owned(),
        path: draft.path().to_owned(),
        bytes: old,
    })
    .ok()?;
    if !stands_on(draft, &old) {
        return None;
    }
    let lines = changed_lines(old.document().decoded(), draft.document().decoded())?;
    let before = old.unjudged().claims;
    let before: BTreeSet<&String> = before.iter().map(|(_, _, claim)| claim).collect();
    let now = draft
        .unjudged()
        .claims
        .into_iter()
        .map(|(_, _, claim)| claim);
    let claims = now.filter(|claim| !before.contains(claim)).collect();
    Some(DraftChange::Parts { lines, claims })
}

/// Whether all that lines of `old` may rest on is still in `new`: its metadata, notes and references.
fn stands_on(new: &ReadDraft, old: &ReadDraft) -> bool {
    let fields = &new.document().embedded().fields;
    let has_field = |field| fields.contains(field);
    let content = |draft: &ReadDraft| -> BTreeSet<(String, bool, String)> {
        let all = draft.draft.references.iter();
        all.map(|one| (one.label.clone(), one.is_note, one.text.clone()))
            .collect()
    };
    old.document().embedded().fields.iter().all(has_field) && content(old).is_subset(&content(new))
}

/// The lines of `new`, as half-open ranges of their numbers, that are not those of `old`; `None`
/// where a line was taken away that other lines may rest on.
fn changed_lines(old: &str, new: &str) -> Option<Vec<(usize, usize)>> {
    let lines = |text| -> Vec<&str> { str::split(text, '\n').map(str::trim_end).collect() };
    let (old, new) = (lines(old), lines(new));
    let mut changed = Vec::new();
    for operation in differences(&old, &new) {
        let (taken, added) = (operation.old_range(), operation.new_range());
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        if old[taken].iter().any(|line| defines(line)) {
            return None;
        }
        changed.push((added.start + 1, added.end + 1));
    }
    Some(changed)
}

/// Whether a line defines what a link leads to, or is a ruling.
fn defines(line: &str) -> bool {
    (line.trim_start().starts_with('[') && line.contains("]:")) || line.contains("ibid-waive")
}

fn differences(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = |(one, other): &(&&str, &&str)| one == other;
    let front = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back = old_rest.iter().rev().zip(new_rest.iter().rev());
    let back = back.take_while(same).count();
    let (old_len, new_len) = (old_rest.len() - back, new_rest.len() - back);
    if old_len.saturating_mul(new_len) <= MOST_PAIRS {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    vec![DiffOp::Replace {
        old_index: front,
        old_len,
        new_index: front,
        new_len,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_new_are_told_and_those_that_moved_down_are_not() {
        let old = "a\r\nb\r\nc\r\n";
        assert_eq!(changed_lines(old, "a\nb\nc\n"), Some(vec![]));
        assert_eq!(changed_lines(old, "new\na\nb\nc\n"), Some(vec![(1, 2)]));
        assert_eq!(
            changed_lines(old, "a\nB\nc\nd\n"),
            Some(vec![(2, 3), (4, 5)])
        );
        assert_eq!(changed_lines("a\n[1]: x\n", "a\n[1]: y\n"), None);
        let many: String = (0..20_000).map(|at| format!("{at}\n")).collect();
        let others = many.replace('\n', " x\n");
        assert_eq!(changed_lines(&many, &others), Some(vec![(1, 20_001)]));
    }

    #[test]
    fn a_file_that_only_grows_takes_nothing_away() {
        assert!(only_adds(b"a\nb\n", b"x\na\r\nb\r\nc"));
        assert!(!only_adds(b"a\nb\n", b"b\na\n"));
        assert!(!only_adds(b"a\n", b"a a\n"));
        assert!(!only_adds(b"a\0", b"a\0b"));
    }
}
