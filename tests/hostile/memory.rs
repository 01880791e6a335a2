//! How much memory a check takes for a text that is made to take much; that it ends is asked of each.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Stdio;

use super::counts::tell;
use super::repository::{Repository, wait};

/// The most that a check may have at once, in KiB, for a draft and a source of [`SIZE`].
const MOST: u64 = 300 << 10;

/// About as long as what people paste.
const SIZE: usize = 100_000;

/// What is repeated to that size: of each kind of text that once took more memory, or more time, than there was.
const PIECES: &[&str] = &[
    "5% ",
    "$5 ",
    "\"a ",
    "“a ",
    "«a ",
    "“a «b \"c ‘d „e ",
    "(Ruaro, 2023; ",
    "according to Ada Holm, ",
    "one hundred and ",
    "3 metres per second per ",
    "not ",
    "half of a third of ",
    "1/2 ",
    "9",
    "河流上升",
    "It rose 5%|",
    "| 5 | 7 goats | 2020 ",
    "[",
    "[^1]: x\n\n",
    "> - ",
];

/// The most memory that a check has at once, in KiB, and its exit code.
fn most_of_check(repository: &Repository) -> (u64, Option<i32>) {
    let arguments = ["check", "--no-model", "--format", "json"];
    let mut child = repository
        .command(&arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    let watch = || most = most.max(peak(&status).unwrap_or(0));
    let ended = wait(&mut child, &arguments, watch);
    (most, ended.code())
}

/// The peak that the system tells of a process, which never sinks.
fn peak(status: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn no_text_takes_more_memory_than_there_is() {
    let mut highest = (0, "");
    for piece in PIECES {
        let text = piece.repeat(SIZE / piece.len());
        let repository = Repository::new();
        repository.write("claims/draft.md", &text);
        repository.write("corpus/more.md", &text);
        let (most, code) = most_of_check(&repository);
        assert!(code.is_some(), "{piece:?} is not survived");
        highest = highest.max((most, *piece));
    }
    let (most, what) = highest;
    assert!(most < MOST, "{most} KiB for {what:?}");
    tell(&format!(
        "{} texts of 100 kB, each as draft and source: {most} KiB of memory at most, for {what:?}",
        PIECES.len()
    ));
}
