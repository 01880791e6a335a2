//! Bringing the index in step with the files.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::thread;

use rayon::prelude::*;

use super::engine::Writer;
use super::location::Location;
use super::manifest::{FileRecord, Stamp};
use super::reading::{self, Opened};
use super::store::{self, Store};
use crate::keeping::Lock;
use crate::progress::Progress;
use crate::sources::{SourceFile, Unreadable, Walk};

/// How many bytes of files are read before the next ones are begun.
const BATCH: u64 = 32 << 20;
/// Below so many bytes a second thread of the engine does not pay.
const FEW_BYTES: u64 = 8 << 20;

/// What bringing the index in step with the files took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Files that were not known before.
    pub added: usize,
    /// Files whose content changed.
    pub edited: usize,
    /// Files that only changed their name.
    pub renamed: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files whose content was read in this run.
    pub read: usize,
    /// What could not be read, in the order of the names; unreadable files of earlier runs that
    /// are still unreadable included.
    pub unreadable: Vec<Unreadable>,
    /// What the user should know (an index that cannot be kept, say), one sentence each.
    pub messages: Vec<String>,
}

/// The index at `location`, in step with the files of `walk`.
pub(super) fn up_to_date(
    walk: &Walk,
    location: &Location,
    progress: &dyn Progress,
) -> anyhow::Result<(Store, Update)> {
    let mut update = Update::default();
    let store = match location {
        Location::Memory => None,
        Location::Directory(directory) => on_disk(walk, directory, progress, &mut update),
    };
    let store = match store {
        Some(store) => store,
        None => {
            update = Update {
                messages: update.messages,
                ..Update::default()
            };
            let mut store = Store::in_memory();
            Plan::of(&store, walk, &mut update).carry_out(&mut store, progress, &mut update)?;
            store
        }
    };
    update.unreadable.extend(walk.unreadable.iter().cloned());
    for file in &store.manifest.files {
        let unreadable = |why: &String| Unreadable {
            path: file.name.clone(),
            why: why.clone(),
        };
        update
            .unreadable
            .extend(file.problems.iter().map(unreadable));
    }
    update.unreadable.sort();
    Ok((store, update))
}

/// The index on disk, in step with the files; `None`, with a message, where it cannot be kept.
fn on_disk(
    walk: &Walk,
    location: &Path,
    progress: &dyn Progress,
    update: &mut Update,
) -> Option<Store> {
    if let Ok(Some(store)) = Store::open(location) {
        let plan = Plan::of(&store, walk, update);
        if plan.is_empty(&store) {
            return Some(store);
        }
    }
    let lock = match Lock::take(location) {
        Ok(Some(lock)) => lock,
        Ok(None) => {
            update.messages.push(
                "another run is updating the index; this one works on an index in memory"
                    .to_owned(),
            );
            return None;
        }
        Err(error) => return in_memory_instead(location, &error, update),
    };
    store::remove_leftovers(location);
    let result = locked(walk, location, progress, update);
    drop(lock);
    result.unwrap_or_else(|error| in_memory_instead(location, &error, update))
}

fn in_memory_instead(location: &Path, error: &anyhow::Error, update: &mut Update) -> Option<Store> {
    update.messages.push(format!(
        "cannot keep an index in {} ({error:#}); it is built in memory for this run",
        location.display()
    ));
    None
}

fn locked(
    walk: &Walk,
    location: &Path,
    progress: &dyn Progress,
    update: &mut Update,
) -> anyhow::Result<Option<Store>> {
    match Store::open(location) {
        Ok(Some(mut store)) => {
            let plan = Plan::of(&store, walk, update);
            plan.carry_out(&mut store, progress, update)?;
            return Ok(Some(store));
        }
        Ok(None) => {}
        Err(error) => update
            .messages
            .push(format!("the index is built anew: {error:#}")),
    }
    let mut store = Store::create(location)?;
    Plan::of(&store, walk, update).carry_out(&mut store, progress, update)?;
    if let Some(built) = store.directory.take() {
        drop(store);
        store::replace(location, &built)?;
    }
    Store::open(location)
}

/// What is to be done to bring an index in step with the files.
struct Plan<'w> {
    /// Files to read, each with its place in the manifest if it has one.
    to_read: Vec<(&'w SourceFile, Option<usize>)>,
    /// Files that are gone, as places in the manifest.
    gone: Vec<usize>,
    /// Files that are as they were, as places in the manifest.
    kept: Vec<usize>,
}

impl<'w> Plan<'w> {
    fn of(store: &Store, walk: &'w Walk, update: &mut Update) -> Self {
        let known: BTreeMap<&str, usize> = store
            .manifest
            .files
            .iter()
            .enumerate()
            .map(|(at, file)| (file.name.as_str(), at))
            .collect();
        let mut plan = Self {
            to_read: Vec::new(),
            gone: Vec::new(),
            kept: Vec::new(),
        };
        for file in &walk.files {
            let place = known.get(file.name.as_str()).copied();
            let is_unchanged = place.is_some_and(|at| {
                let earlier = &store.manifest.files[at];
                let now = Stamp::of(&file.path);
                now.is_ok_and(|now| now.is_unchanged_since(earlier.stamp))
                    && earlier.is_read_alike()
            });
            match place {
                Some(at) if is_unchanged => plan.kept.push(at),
                _ => plan.to_read.push((file, place)),
            }
        }
        let mut stays = vec![false; store.manifest.files.len()];
        let reread = plan.to_read.iter().filter_map(|(_, place)| *place);
        for at in plan.kept.iter().copied().chain(reread) {
            stays[at] = true;
        }
        plan.gone = (0..stays.len()).filter(|&at| !stays[at]).collect();
        update.unchanged = plan.kept.len();
        plan
    }

    /// Whether the index is in step already.
    fn is_empty(&self, store: &Store) -> bool {
        let has_remains = store.engine.has_remains().unwrap_or(true);
        self.to_read.is_empty() && self.gone.is_empty() && !has_remains
    }

    fn carry_out(
        self,
        store: &mut Store,
        progress: &dyn Progress,
        update: &mut Update,
    ) -> anyhow::Result<()> {
        progress.begin(self.to_read.len() as u64);
        let mut old: Vec<Option<FileRecord>> = std::mem::take(&mut store.manifest.files)
            .into_iter()
            .map(Some)
            .collect();
        let mut files: Vec<FileRecord> = Vec::with_capacity(self.kept.len() + self.to_read.len());
        files.extend(self.kept.iter().filter_map(|&at| old[at].take()));
        let mut gone: Vec<FileRecord> = self.gone.iter().filter_map(|&at| old[at].take()).collect();
        let writer = store.engine.writer(threads_for(&self.to_read))?;
        let mut next_file = store.manifest.next_file;
        for batch in batches(&self.to_read) {
            let opened: Vec<Result<Opened, String>> = batch
                .par_iter()
                .map(|(file, _)| reading::open(file))
                .collect();
            let mut fresh = Vec::new();
            for (&(file, place), opened) in batch.iter().zip(opened) {
                let earlier = place.and_then(|at| old[at].take());
                update.read += usize::from(opened.is_ok());
                match opened {
                    Err(why) => {
                        progress.advance();
                        update.unreadable.push(Unreadable {
                            path: file.name.clone(),
                            why,
                        });
                        remove(&writer, earlier.as_ref());
                    }
                    Ok(opened) => match known_content(file, &opened, earlier, &mut gone, update) {
                        Known::Same(record) => {
                            progress.advance();
                            files.push(record);
                        }
                        Known::Other(earlier) => {
                            remove(&writer, earlier.as_ref());
                            fresh.push((file, opened, next_file));
                            next_file += 1;
                        }
                    },
                }
            }
            let indexed: anyhow::Result<Vec<FileRecord>> = fresh
                .into_par_iter()
                .map(|(file, opened, number)| {
                    let record = reading::index(file, opened, number, &writer);
                    progress.advance();
                    record
                })
                .collect();
            files.extend(indexed?);
        }
        for record in &gone {
            remove(&writer, Some(record));
        }
        update.removed = gone.len();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        store.manifest.files = files;
        store.manifest.next_file = next_file;
        let payload = store.write_manifest()?;
        writer.commit(&payload)?;
        store.remove_old_manifests(&payload);
        progress.end();
        Ok(())
    }
}

/// What is known of a file's content.
enum Known {
    /// It is indexed already, perhaps under another name.
    Same(FileRecord),
    /// It is not; what was indexed under this name is to be removed.
    Other(Option<FileRecord>),
}

fn known_content(
    file: &SourceFile,
    opened: &Opened,
    earlier: Option<FileRecord>,
    gone: &mut Vec<FileRecord>,
    update: &mut Update,
) -> Known {
    match earlier {
        Some(record) if record.hash == opened.hash && record.is_read_alike() => {
            update.unchanged += 1;
            Known::Same(FileRecord {
                stamp: opened.stamp,
                ..record
            })
        }
        Some(record) => {
            update.edited += 1;
            Known::Other(Some(record))
        }
        None => match gone
            .iter()
            .position(|record| is_moved(record, file, opened))
        {
            Some(at) => {
                update.renamed += 1;
                let record = gone.remove(at);
                Known::Same(FileRecord {
                    name: file.name.clone(),
                    stamp: opened.stamp,
                    ..record
                })
            }
            None => {
                update.added += 1;
                Known::Other(None)
            }
        },
    }
}

/// Whether `record` is the same content under an earlier name. The name must end alike, for the
/// extension decides how a file is read.
fn is_moved(record: &FileRecord, file: &SourceFile, opened: &Opened) -> bool {
    let extension = |name: &str| Path::new(name).extension().map(ToOwned::to_owned);
    record.hash == opened.hash
        && record.is_read_alike()
        && extension(&record.name) == extension(&file.name)
}

fn remove(writer: &Writer<'_>, record: Option<&FileRecord>) {
    for source in record.iter().flat_map(|record| &record.sources) {
        writer.remove(source.id);
    }
}

fn size_of(file: &SourceFile) -> u64 {
    Stamp::of(&file.path).map_or(0, Stamp::size)
}

fn threads_for(files: &[(&SourceFile, Option<usize>)]) -> usize {
    let bytes: u64 = files.iter().map(|(file, _)| size_of(file)).sum();
    if bytes < FEW_BYTES {
        1
    } else {
        thread::available_parallelism().map_or(1, NonZero::get)
    }
}

/// The files in batches that fit into memory.
fn batches<'f, 'w>(
    files: &'f [(&'w SourceFile, Option<usize>)],
) -> Vec<&'f [(&'w SourceFile, Option<usize>)]> {
    let mut batches = Vec::new();
    let mut start = 0;
    let mut held = 0;
    for (at, (file, _)) in files.iter().enumerate() {
        held += size_of(file);
        if held >= BATCH {
            batches.push(&files[start..=at]);
            start = at + 1;
            held = 0;
        }
    }
    if start < files.len() {
        batches.push(&files[start..]);
    }
    batches
}
