//! Answers kept on disk, so that no pair is judged twice.
//!
//! One file of records that only grows: what a killed run leaves torn at its end, or what is
//! damaged, is as if it were not there, and the next run that adds something cuts it off. A file
//! that grew too big is written anew with its younger half. Readers need no lock; whoever writes
//! holds it. Where nothing can be written, answers are kept for the run alone.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;

use crate::keeping::{self, Lock};

use super::Scores;
use super::record::{self, Key};

/// What the file starts with; another version has another start and is built anew.
const START: &[u8] = b"ibid scores 2\n";
/// The file in its directory.
const FILE: &str = "scores";
/// How long a run waits for another one that is adding answers.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many bytes the file may have: some hundred thousand answers.
const MOST_BYTES: usize = 32 << 20;

/// Answers by their keys.
pub(super) struct Kept {
    /// Where they are kept; `None` keeps them for the run alone.
    directory: Option<PathBuf>,
    most_bytes: usize,
    stored: Stored,
    fresh: BTreeMap<Key, Scores>,
}

impl Kept {
    /// The answers kept in `directory`, or none yet.
    pub(super) fn open(directory: Option<PathBuf>) -> Self {
        let stored = directory.as_deref().map(Stored::load).unwrap_or_default();
        Self {
            directory,
            most_bytes: MOST_BYTES,
            stored,
            fresh: BTreeMap::new(),
        }
    }

    /// What is wrong with what was kept, where something is.
    pub(super) fn complaint(&self) -> Option<&str> {
        self.stored.complaint.as_deref()
    }

    /// The answer under `key`.
    pub(super) fn get(&self, key: Key) -> Option<Scores> {
        match self.fresh.get(&key) {
            Some(scores) => Some(*scores),
            None => record::scores(self.stored.content(key)?),
        }
    }

    /// Keeps more answers, on disk too if it can be.
    ///
    /// # Errors
    /// When they cannot be written; they are kept for the run, and no more is written after that.
    pub(super) fn add(&mut self, answers: Vec<(Key, Scores)>) -> anyhow::Result<()> {
        let written = match &self.directory {
            Some(directory) => append(directory, &answers, self.most_bytes),
            None => Ok(()),
        };
        self.fresh.extend(answers);
        if written.is_err() {
            self.directory = None;
        }
        written
    }
}

/// The file's content, as it was read.
#[derive(Default)]
struct Stored {
    bytes: Vec<u8>,
    /// Where the content of each record lies.
    places: HashMap<Key, Range<usize>>,
    /// Where the last whole record ends.
    end: usize,
    /// What is wrong with the rest of it.
    complaint: Option<String>,
}

impl Stored {
    /// Reads what is whole of the file in `directory`; nothing where there is none or it cannot
    /// be read.
    fn load(directory: &Path) -> Self {
        let mut stored = Self::default();
        let bytes = match read(directory) {
            Ok(bytes) => bytes,
            Err(error) => {
                stored.complaint = Some(error.to_string());
                return stored;
            }
        };
        if bytes.starts_with(START) {
            stored.end = START.len();
            while let Some((key, content, length)) = record::first(&bytes[stored.end..]) {
                let end = stored.end + length;
                stored.places.insert(key, end - content.len()..end);
                stored.end = end;
            }
        }
        if stored.end < bytes.len() {
            stored.complaint = Some("it is damaged, or of another version".to_owned());
        }
        stored.bytes = bytes;
        stored
    }

    fn content(&self, key: Key) -> Option<&[u8]> {
        self.places
            .get(&key)
            .map(|place| &self.bytes[place.clone()])
    }

    /// The last whole records that fit into `room` bytes.
    fn youngest(&self, room: usize) -> &[u8] {
        let whole = &self.bytes[..self.end];
        let mut at = START.len().min(self.end);
        while whole.len() - at > room
            && let Some((_, _, length)) = record::first(&whole[at..])
        {
            at += length;
        }
        &whole[at..]
    }
}

/// What is in the file in `directory`; nothing where there is none.
fn read(directory: &Path) -> io::Result<Vec<u8>> {
    match keeping::is_there(directory) {
        Ok(true) => Ok(keeping::read(&directory.join(FILE))?.unwrap_or_default()),
        // What is wrong with the folder is told when it is written to.
        _ => Ok(Vec::new()),
    }
}

/// Adds `answers` to the file in `directory`, which another run may have changed meanwhile.
fn append(directory: &Path, answers: &[(Key, Scores)], most_bytes: usize) -> anyhow::Result<()> {
    let lock = Lock::take(directory, PATIENCE).context("nothing can be written there")?;
    let _lock = lock.context("another run keeps it locked")?;
    let stored = Stored::load(directory);
    let mut added = Vec::new();
    for (key, scores) in answers {
        if stored.content(*key).is_none() {
            record::write(*key, scores, &mut added);
        }
    }
    let written = match stored.end {
        end if end > 0 && end + added.len() <= most_bytes => extend(directory, end, &added),
        _ => {
            let room = (most_bytes / 2).saturating_sub(added.len());
            let parts = [START, stored.youngest(room), &added];
            keeping::replace(&directory.join(FILE), &parts)
        }
    };
    written.context("it cannot be written")
}

/// Puts `added` behind the first `end` bytes of the file, which are all that is whole of it.
fn extend(directory: &Path, end: usize, added: &[u8]) -> io::Result<()> {
    let path = directory.join(FILE);
    File::options()
        .write(true)
        .open(&path)?
        .set_len(end as u64)?;
    File::options().append(true).open(&path)?.write_all(added)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn key(number: usize) -> Key {
        Key::of(&blake3::hash(b"model"), &number.to_string(), "")
    }

    fn answer(number: usize) -> (Key, Scores) {
        let scores = Scores {
            supported: number as f32,
            ..Scores::nothing()
        };
        (key(number), scores)
    }

    fn answers(numbers: Range<usize>) -> Vec<(Key, Scores)> {
        numbers.map(answer).collect()
    }

    /// Which of the numbers below `end` a run that starts now finds.
    fn found(directory: &Path, end: usize) -> Vec<usize> {
        let kept = Kept::open(Some(directory.to_owned()));
        let is_found = |number: &usize| {
            let scores = kept.get(key(*number));
            assert!(
                scores
                    .as_ref()
                    .is_none_or(|scores| scores.supported == *number as f32)
            );
            scores.is_some()
        };
        (0..end).filter(is_found).collect()
    }

    #[test]
    fn another_run_finds_what_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join(".ibid/entailment");
        let mut kept = Kept::open(Some(directory.clone()));
        kept.add(answers(0..3)).unwrap();
        kept.add(answers(3..5)).unwrap();
        assert_eq!(kept.get(key(4)), Some(answer(4).1));
        assert_eq!(found(&directory, 9), [0, 1, 2, 3, 4]);
        let ignored = fs::read_to_string(folder.path().join(".ibid/.gitignore"));
        assert_eq!(ignored.unwrap(), "*\n");
    }

    #[test]
    fn two_runs_at_once_keep_what_both_found() {
        let folder = tempfile::tempdir().unwrap();
        let [mut one, mut other] = [(); 2].map(|()| Kept::open(Some(folder.path().to_owned())));
        one.add(answers(0..2)).unwrap();
        other.add(answers(1..3)).unwrap();
        one.add(answers(3..4)).unwrap();
        assert_eq!(found(folder.path(), 9), [0, 1, 2, 3]);
    }

    #[test]
    fn what_a_killed_run_left_torn_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        Kept::open(Some(folder.path().to_owned()))
            .add(answers(0..3))
            .unwrap();
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let mut kept = Kept::open(Some(folder.path().to_owned()));
            let left = found(folder.path(), 3);
            assert!(left.len() < 3);
            kept.add(answers(7..8)).unwrap();
            assert_eq!(found(folder.path(), 9), [left, vec![7]].concat());
        }
    }

    #[test]
    fn what_is_damaged_or_of_another_version_is_built_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        for content in [&b"ibid scores 1\nabc"[..], b"\xff\xfe", b""] {
            fs::write(&path, content).unwrap();
            assert_eq!(found(folder.path(), 9), [0; 0]);
            Kept::open(Some(folder.path().to_owned()))
                .add(answers(2..4))
                .unwrap();
            assert_eq!(found(folder.path(), 9), [2, 3]);
        }
        let mut bytes = fs::read(&path).unwrap();
        let middle = START.len() + 10;
        bytes[middle] ^= 0xff;
        fs::write(&path, bytes).unwrap();
        assert_eq!(found(folder.path(), 9), [0; 0]);
    }

    #[test]
    fn the_file_has_a_bound_and_the_youngest_stay() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(Some(folder.path().to_owned()));
        kept.most_bytes = 2000;
        for number in 0..200 {
            kept.add(answers(number..number + 1)).unwrap();
            assert!(fs::metadata(folder.path().join(FILE)).unwrap().len() <= 2000);
        }
        let left = found(folder.path(), 200);
        assert!(left.len() > 10 && left.ends_with(&[198, 199]), "{left:?}");
        kept.add(answers(300..400)).unwrap();
        assert_eq!(found(folder.path(), 400).len(), 100);
    }

    #[test]
    fn where_nothing_can_be_written_the_run_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let mut kept = Kept::open(Some(file.join("beneath")));
        assert!(kept.add(answers(0..1)).is_err());
        kept.add(answers(1..2)).unwrap();
        assert_eq!(kept.get(key(0)), Some(answer(0).1));
        assert_eq!(kept.get(key(1)), Some(answer(1).1));
    }
}
