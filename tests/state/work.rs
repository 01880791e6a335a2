//! What a user has ibid do, and what each of these works prints and leaves behind when nothing
//! disturbs it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{Desk, HARBOUR, files};

/// The arguments of every work that writes: what is kept, or a file of the user's.
pub(crate) const WORKS: [&[&str]; 9] = [
    CHECK,
    &["index"],
    &[
        "check",
        "--no-model",
        "--format",
        "json",
        "--output",
        "report.json",
    ],
    &["check", "--no-model", "--format", "json", "--fix"],
    &["lock", "--no-model"],
    &["baseline", "write", "--no-model"],
    &[
        "rule",
        "refuted",
        "claims/letter.md:3",
        "--by",
        "ak",
        "--reason",
        "as heard",
        "--no-model",
    ],
    &["sign-off", "claims/letter.md:1", "--by", "ak", "--no-model"],
    &["init"],
];

pub(crate) const CHECK: &[&str] = &["check", "--no-model", "--format", "json"];

/// The source that differs from state to state, in both of them.
pub(crate) fn harbours() -> [String; 2] {
    [HARBOUR.to_owned(), HARBOUR.replace("2014", "2016")]
}

/// The content of the user's files by their names: of all but what is kept.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A project in which each of the works has something to write.
pub(crate) fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "corpus/speech.txt",
        "\"We built it for our children and for theirs,\" said the mayor, Karin Lindqvist.\n",
    );
    desk.write(
        "claims/letter.md",
        "The ferry of Lund Bay carries 90 cars.\n\n\
         The harbour of Lund Bay opened in May 2013.\n\n\
         The mayor, Karin Lindqvist, said: “We built it for our parents and for theirs” [@speech].\n",
    );
    desk
}

/// What a run printed and left behind.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) printed: Vec<u8>,
    pub(crate) messages: String,
    pub(crate) files: Files,
    pub(crate) took: Duration,
}

impl Outcome {
    /// Runs `command` and reads what is then in `folder`.
    pub(crate) fn of(mut command: Command, folder: &Path) -> Self {
        let began = Instant::now();
        let output = command.stdin(Stdio::null()).output().unwrap();
        let took = began.elapsed();
        Self::read(output, took, folder)
    }

    pub(crate) fn read(output: Output, took: Duration, folder: &Path) -> Self {
        let messages = String::from_utf8(output.stderr).unwrap();
        assert!(!messages.contains("panicked"), "{messages}");
        Self {
            code: output.status.code(),
            printed: output.stdout,
            messages,
            files: users_files(folder),
            took,
        }
    }

    /// Holds the outcome of `work` to what it is when nothing disturbs it.
    pub(crate) fn ensure_is(&self, expected: &Self, work: &[&str], what: &str) {
        let told = &self.messages;
        assert_eq!(self.code, expected.code, "{what}: {work:?}: {told}");
        // An index tells how much of it was there already.
        let is_same = work == ["index"] || self.printed == expected.printed;
        assert!(is_same, "{what}: {work:?} printed something else: {told}");
        let is_same = self.files == expected.files;
        assert!(is_same, "{what}: {work:?} left other files: {told}");
    }
}

/// The files of a project, but for what is kept beneath `.ibid`.
pub(crate) fn users_files(folder: &Path) -> Files {
    let name = |path: &Path| {
        let name = path.strip_prefix(folder).unwrap();
        name.to_str().unwrap().replace('\\', "/")
    };
    let all = files(folder).into_iter();
    all.map(|(path, content)| (name(&path), content))
        .filter(|(name, _)| !name.starts_with(".ibid/"))
        .collect()
}

/// Whether a killed run left it beside the file that it meant.
fn is_left_over(name: &str) -> bool {
    name.rsplit('/').next().unwrap().starts_with(".ibid-new-")
}

/// A state of the sources, and what each work makes of it.
pub(crate) struct State {
    pub(crate) before: Files,
    pub(crate) outcomes: Vec<Outcome>,
}

impl State {
    /// Does every work once in the project, each with nothing kept.
    pub(crate) fn of(desk: &Desk, harbour: &str) -> Self {
        desk.write("corpus/harbour.txt", harbour);
        let mut state = Self {
            before: users_files(desk.root()),
            outcomes: Vec::new(),
        };
        for work in WORKS {
            desk.remove_kept();
            let outcome = Outcome::of(desk.command(work), desk.root());
            let code = if work[0] == "check" { 1 } else { 0 };
            assert_eq!(outcome.code, Some(code), "{work:?}: {}", outcome.messages);
            let writes = work != CHECK && work != ["index"];
            assert_eq!(outcome.files != state.before, writes, "{work:?}");
            state.outcomes.push(outcome);
            state.restore(desk);
        }
        state
    }

    /// Gives the user's files the content they had, and removes what was not there.
    pub(crate) fn restore(&self, desk: &Desk) {
        self.restore_but(desk, |_| false);
    }

    /// As [`State::restore`], but for what a killed run left half written beside them.
    pub(crate) fn restore_shown(&self, desk: &Desk) {
        self.restore_but(desk, is_left_over);
    }

    fn restore_but(&self, desk: &Desk, stays: impl Fn(&str) -> bool) {
        for name in users_files(desk.root()).keys() {
            if !self.before.contains_key(name) && !stays(name) {
                fs::remove_file(desk.path(name)).unwrap();
            }
        }
        for (name, content) in &self.before {
            desk.write(name, content);
        }
    }

    /// Holds every file of the user's to what it was before the work at `at`, or is after it; the number of
    /// files that a killed run left beside those.
    pub(crate) fn ensure_whole(&self, left: &Files, at: usize, what: &str) -> usize {
        let after = &self.outcomes[at].files;
        let names: BTreeSet<&String> = [&self.before, after, left]
            .into_iter()
            .flat_map(BTreeMap::keys)
            .collect();
        let is_other = |name: &&&String| {
            let content = left.get(**name);
            content != self.before.get(**name) && content != after.get(**name)
        };
        let others: Vec<_> = names.iter().filter(is_other).collect();
        let work = WORKS[at];
        assert!(
            others.iter().all(|name| is_left_over(name)),
            "{what}: {work:?} left {others:?} half written"
        );
        others.len()
    }
}
