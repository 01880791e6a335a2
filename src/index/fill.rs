//! Filling a cluster with the passages of a library: in order, and where it was broken off, from there.
//!
//! Every state of the sources has an index of its own there, its generation: nothing in it is ever
//! changed, and the one before it is removed once all is in. So whoever searches finds all passages
//! as they were or all as they are.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cluster::{Cluster, Entry};
use crate::keeping::{self, Lock};
use crate::progress::{Progress, Stage};

/// How many sources are read at once.
const AT_ONCE: usize = 64;
/// How long all that was added may take before it can be found.
const SETTLING: Duration = Duration::from_secs(60);
/// Name of the file that says how far it came.
const FILE: &str = "record";

/// What filling a cluster took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Name of the index.
    pub index: String,
    /// Passages that it has.
    pub passages: u64,
    /// Passages that were sent in this run.
    pub sent: u64,
    /// Sources that an earlier run had sent.
    pub skipped: usize,
    /// Indexes of earlier states of the sources that were removed.
    pub removed: Vec<String>,
}

/// What is to be filled in.
pub(super) struct Filling<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) index: &'a str,
    /// Number of passages.
    pub(super) passages: u64,
    /// Number of sources.
    pub(super) sources: usize,
    /// The entries of the source at this place.
    pub(super) entries: &'a (dyn Fn(usize) -> anyhow::Result<Vec<Entry>> + Sync),
    /// Where it is kept how far it came; nowhere where it is `None`.
    pub(super) folder: Option<PathBuf>,
}

/// How far runs came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// The index that is whole.
    whole: Option<String>,
    /// The index that was begun, and how many sources are in.
    begun: Option<(String, usize)>,
}

impl Record {
    /// What an earlier run wrote; what is damaged says nothing.
    fn read(folder: &Path) -> Self {
        let content = keeping::read_sealed(&folder.join(FILE)).ok().flatten();
        let record = content.and_then(|content| serde_json::from_slice(&content).ok());
        record.unwrap_or_default()
    }

    fn write(&self, folder: Option<&Path>) -> anyhow::Result<()> {
        if let Some(folder) = folder {
            let content = serde_json::to_vec(self)?;
            keeping::replace_sealed(&folder.join(FILE), &content)
                .with_context(|| format!("{} cannot be written to", folder.display()))?;
        }
        Ok(())
    }

    /// The indexes that it knows besides `index`.
    fn others(&self, index: &str) -> Vec<String> {
        let begun = self.begun.iter().map(|(name, _)| name);
        let mut others: Vec<String> = self.whole.iter().chain(begun).cloned().collect();
        others.retain(|name| name != index);
        others.sort();
        others.dedup();
        others
    }
}

impl Filling<'_> {
    /// Fills the index, if it is not whole, and removes those of earlier states.
    ///
    /// # Errors
    /// When the engine fails, a source cannot be read as it was listed, or another run is filling it.
    /// What is in stays in; the next run goes on from there.
    pub(super) fn run(self, progress: &dyn Progress) -> anyhow::Result<Filled> {
        let folder = self.folder.as_deref();
        let _lock = match folder {
            Some(folder) => Some(
                Lock::take(folder, Duration::ZERO)?.context("another run is filling the engine")?,
            ),
            None => None,
        };
        let mut record = folder.map(Record::read).unwrap_or_default();
        let mut filled = Filled {
            index: self.index.to_owned(),
            passages: self.passages,
            ..Filled::default()
        };
        let held = self.held()?;
        if held != Some(self.passages) {
            let start = self.begin(held, &mut record)?;
            filled.skipped = start;
            filled.sent = self.send(start, held.unwrap_or(0), &mut record, progress)?;
            if start > 0 && self.settled()? != self.passages {
                // What an earlier run had sent is not all there any more.
                filled.skipped = 0;
                filled.sent += self.send(0, 0, &mut record, progress)?;
            }
            let held = self.settled()?;
            ensure!(
                held == self.passages,
                "{} has {held} of {} passages in {} after all were sent: remove that index there and \
                 run again",
                self.cluster.name(),
                self.passages,
                self.index
            );
        }
        filled.removed = record.others(self.index);
        record = Record {
            whole: Some(self.index.to_owned()),
            begun: None,
        };
        for name in &filled.removed {
            self.cluster.remove(name)?;
        }
        record.write(folder)?;
        Ok(filled)
    }

    /// How many passages are in; `None` where there is no index yet.
    fn held(&self) -> anyhow::Result<Option<u64>> {
        if self.cluster.count(self.index)?.is_none() {
            return Ok(None);
        }
        self.cluster.settle(self.index)?;
        self.cluster.count(self.index)
    }

    /// Makes the index where it is missing or cannot be gone on with. Returns how many sources are in.
    fn begin(&self, held: Option<u64>, record: &mut Record) -> anyhow::Result<usize> {
        let begun = record.begun.as_ref().filter(|(name, _)| name == self.index);
        let start = begun.map_or(0, |(_, sources)| *sources);
        let can_go_on = match held {
            None => false,
            // One that holds other passages than it should is not gone on with.
            Some(held) => held < self.passages && self.cluster.keeps_entries_apart()?,
        };
        if can_go_on {
            return Ok(start.min(self.sources));
        }
        if held.is_some() {
            self.cluster.remove(self.index)?;
        }
        for other in record.others(self.index) {
            // The whole one is searched until this one is whole.
            if record.whole.as_ref() != Some(&other) {
                self.cluster.remove(&other)?;
            }
        }
        record.begun = Some((self.index.to_owned(), 0));
        record.write(self.folder.as_deref())?;
        self.cluster.create(self.index)?;
        Ok(0)
    }

    /// Sends the entries of all sources from `start` on. Returns how many.
    fn send(
        &self,
        start: usize,
        held: u64,
        record: &mut Record,
        progress: &dyn Progress,
    ) -> anyhow::Result<u64> {
        progress.begin(Stage::Fill, self.passages.saturating_sub(held));
        let (sender, batches) = sync_channel(2);
        let sent = thread::scope(|scope| {
            scope.spawn(move || self.prepare(start, &sender));
            self.send_batches(batches, record, progress)
        });
        progress.end();
        sent
    }

    /// Reads the sources, and hands over their entries in batches, each with how many sources are then
    /// in. Ends when nobody takes them any more.
    fn prepare(&self, start: usize, sender: &SyncSender<anyhow::Result<Batch>>) {
        let mut batch = Batch::default();
        let mut weight = 0;
        for first in (start..self.sources).step_by(AT_ONCE) {
            let last = self.sources.min(first + AT_ONCE);
            let read: Vec<anyhow::Result<Vec<Entry>>> =
                (first..last).into_par_iter().map(self.entries).collect();
            for (at, entries) in (first..last).zip(read) {
                let entries = match entries {
                    Ok(entries) => entries,
                    Err(error) => {
                        let _ = sender.send(Err(error));
                        return;
                    }
                };
                weight += entries.iter().map(Entry::weight).sum::<usize>();
                batch.entries.extend(entries);
                batch.sources = at + 1;
                if weight >= self.cluster.batch_bytes() {
                    weight = 0;
                    if sender.send(Ok(std::mem::take(&mut batch))).is_err() {
                        return;
                    }
                }
            }
        }
        if batch.sources > 0 {
            let _ = sender.send(Ok(batch));
        }
    }

    fn send_batches(
        &self,
        batches: Receiver<anyhow::Result<Batch>>,
        record: &mut Record,
        progress: &dyn Progress,
    ) -> anyhow::Result<u64> {
        let mut sent = 0;
        for batch in batches {
            let batch = batch?;
            for some in parts(&batch.entries, self.cluster.batch_bytes()) {
                self.cluster.add(self.index, some)?;
                sent += some.len() as u64;
                progress.advance(some.len() as u64);
            }
            record.begun = Some((self.index.to_owned(), batch.sources));
            record.write(self.folder.as_deref())?;
        }
        Ok(sent)
    }

    /// How many passages can be found, once as many as can be are.
    fn settled(&self) -> anyhow::Result<u64> {
        self.cluster.settle(self.index)?;
        let mut waited = Duration::ZERO;
        loop {
            let Some(held) = self.cluster.count(self.index)? else {
                bail!("{} has lost the index {}", self.cluster.name(), self.index);
            };
            let settles_itself = !self.cluster.keeps_entries_apart()?;
            if held >= self.passages || !settles_itself || waited > SETTLING {
                return Ok(held);
            }
            thread::sleep(Duration::from_secs(1));
            waited += Duration::from_secs(1);
        }
    }
}

/// Entries that are sent together.
#[derive(Default)]
struct Batch {
    entries: Vec<Entry>,
    /// How many sources are in with them.
    sources: usize,
}

/// The entries in parts of at most `most` bytes, but of one entry at least.
fn parts(entries: &[Entry], most: usize) -> Vec<&[Entry]> {
    let mut parts = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        if at > start && held + entry.weight() > most {
            parts.push(&entries[start..at]);
            (start, held) = (at, 0);
        }
        held += entry.weight();
    }
    if start < entries.len() {
        parts.push(&entries[start..]);
    }
    parts
}
