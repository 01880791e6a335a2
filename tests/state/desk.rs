//! A small project to run the program in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A small project: five sources, one of them a bulk file, and a draft whose claims are borne out,
/// contradicted and open.
pub(crate) struct Desk(tempfile::TempDir);

pub(crate) const DRAFT: &str = "\
# Lund Bay

The harbour of Lund Bay opened in May 2014. It cost 44 million crowns.

The ferry of Lund Bay carries 90 cars. “We built it for our children,” said Karin Lindqvist.

The lighthouse of Lund Bay was painted green in 1950.
";

pub(crate) const HARBOUR: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened on 3 May 2014. It cost 41 million crowns.

\"We built it for our children,\" said the mayor, Karin Lindqvist.
";

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("corpus/harbour.txt", HARBOUR);
        desk.write(
            "corpus/ferry.md",
            "# Ferry\n\nThe ferry of Lund Bay carries 90 cars.\n",
        );
        desk.write(
            "corpus/lamps.html",
            "<h1>Lamps</h1><p>Lund Bay has 12 lamps.</p>",
        );
        desk.write(
            "corpus/bulk.jsonl",
            "{\"_id\": \"tide\", \"text\": \"The tide of Lund Bay is 3 metres high.\"}\n",
        );
        desk.write("corpus/table.csv", "pier,length\nnorth,120\nsouth,95\n");
        desk.write("claims/draft.md", DRAFT);
        desk
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.args(arguments).current_dir(self.root());
        command
    }

    /// A check by rules alone, which is the quickest.
    pub(crate) fn check(&self) -> Command {
        self.command(&["check", "--no-model", "--format", "json"])
    }

    /// A check that asks a model of a few kilobytes too, where the program can.
    pub(crate) fn check_with_model(&self) -> Command {
        if !cfg!(feature = "model") {
            return self.check();
        }
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/entailment/tiny");
        self.command(&["check", "--model", model, "--format", "json"])
    }

    /// The report of a run that had nothing kept, and keeps nothing.
    pub(crate) fn fresh(&self) -> Vec<u8> {
        let copy = Self(tempfile::tempdir().unwrap());
        for folder in ["corpus", "claims"] {
            for (path, content) in files(&self.path(folder)) {
                let name = path.strip_prefix(self.root()).unwrap();
                copy.write(name.to_str().unwrap(), content);
            }
        }
        done(copy.check()).0
    }

    pub(crate) fn remove_kept(&self) {
        let _ = fs::remove_dir_all(self.path(".ibid"));
    }
}

/// The report and the messages of a run that came to an end with a report.
pub(crate) fn done(mut command: Command) -> (Vec<u8>, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let messages = messages(&output);
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}: {messages}");
    assert!(!messages.contains("panicked"), "{messages}");
    (output.stdout, messages)
}

/// The message of a run that gave no report.
pub(crate) fn refused(mut command: Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let messages = messages(&output);
    assert_eq!(output.status.code(), Some(2), "{messages}");
    assert!(output.stdout.is_empty());
    assert!(!messages.contains("panicked"), "{messages}");
    messages
}

fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The files beneath a folder with their content, in the order of their names; links are not
/// followed.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        if kind.is_dir() {
            found.extend(files(&path));
        } else if kind.is_file() {
            let content = fs::read(&path).unwrap();
            found.push((path, content));
        }
    }
    found.sort();
    found
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}
