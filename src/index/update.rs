//! Bringing the index in step with the files.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::copies;
use super::engine::{Holds, Writer};
use super::location::Location;
use super::manifest::{ComparedRecord, FileRecord, Manifest, SourceRecord, Stamp};
use super::reading::{self, Opened};
use super::store::{self, Store};
use crate::keeping::Lock;
use crate::progress::{Progress, Stage};
use crate::sources::{SourceFile, Unreadable, Walk};

/// How many bytes of files are read before the next ones are begun.
const BATCH: u64 = 32 << 20;
/// How often a long update writes down what it has, so that one that is killed goes on from there.
const WRITE_DOWN_EVERY: Duration = Duration::from_secs(30);
/// How long a run waits for another one that is updating the same index.
const PATIENCE: Duration = Duration::from_secs(20);
/// Below so many bytes a second thread of the engine does not pay.
const FEW_BYTES: u64 = 4 << 20;

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
    holds: Holds,
    progress: &dyn Progress,
) -> anyhow::Result<(Store, Update)> {
    let mut update = Update::default();
    let store = match location {
        Location::Memory => None,
        Location::Directory(directory) => on_disk(walk, directory, holds, progress, &mut update),
    };
    let store = match store {
        Some(store) => store,
        None => {
            update = Update {
                messages: update.messages,
                ..Update::default()
            };
            let mut store = Store::in_memory(holds);
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
    holds: Holds,
    progress: &dyn Progress,
    update: &mut Update,
) -> Option<Store> {
    // An index that is in step but for the stamps of its files.
    let mut good = None;
    if let Ok(Some(store)) = Store::open(location, holds) {
        let plan = Plan::of(&store, walk, update);
        if plan.is_in_step(&store) {
            if !plan.has_new_stamps(&store) {
                return Some(store);
            }
            good = Some((store, update.clone()));
        }
    }
    let patience = match good {
        Some(_) => Duration::ZERO,
        None => PATIENCE,
    };
    let store = locked(walk, location, holds, patience, progress, update);
    match (store, good) {
        (Ok(Some(store)), _) => Some(store),
        // New stamps only save the next run a look into the files.
        (_, Some((store, told))) => {
            *update = told;
            Some(store)
        }
        (Ok(None), None) => {
            update.messages.push(
                "another run is updating the index; this one works on an index in memory"
                    .to_owned(),
            );
            None
        }
        (Err(error), None) => {
            update.messages.push(format!(
                "cannot keep an index in {} ({error:#}); it is built in memory for this run",
                location.display()
            ));
            None
        }
    }
}

/// The index on disk, brought in step with the files; `None` where another run keeps it locked.
fn locked(
    walk: &Walk,
    location: &Path,
    holds: Holds,
    patience: Duration,
    progress: &dyn Progress,
    update: &mut Update,
) -> anyhow::Result<Option<Store>> {
    let Some(_lock) = Lock::take(location, patience)? else {
        return Ok(None);
    };
    store::remove_leftovers(location);
    match Store::open(location, holds) {
        Ok(Some(mut store)) => {
            let plan = Plan::of(&store, walk, update);
            if !plan.is_in_step(&store) || plan.has_new_stamps(&store) {
                store.begin()?;
                plan.carry_out(&mut store, progress, update)?;
            }
            return Ok(Some(store));
        }
        Ok(None) => {}
        Err(error) => update
            .messages
            .push(format!("the index is built anew: {error:#}")),
    }
    let mut store = Store::create(location, holds)?;
    Plan::of(&store, walk, update).carry_out(&mut store, progress, update)?;
    let Store {
        engine,
        manifest,
        directory,
    } = store;
    drop(engine);
    if let Some(built) = directory {
        store::replace(location, &built)?;
    }
    Ok(Some(Store::replaced(location, manifest, holds)?))
}

/// What is to be done to bring an index in step with the files.
struct Plan<'w> {
    walk: &'w Walk,
    /// Files to read, each with its place in the manifest if it has one.
    to_read: Vec<(&'w SourceFile, Option<usize>)>,
    /// Files that are gone, as places in the manifest.
    gone: Vec<usize>,
    /// Files that are as they were, as places in the manifest, with their stamps now.
    kept: Vec<(usize, Stamp)>,
}

/// A file that is as it was.
struct Unchanged {
    stamp: Stamp,
    /// Whether it took a look at the content to tell.
    was_read: bool,
}

impl Unchanged {
    /// `file`, if it is what `earlier` says. Where its stamp could lie, its content decides.
    fn of(file: &SourceFile, earlier: &FileRecord) -> Option<Self> {
        if !earlier.is_read_alike() {
            return None;
        }
        let stamp = Stamp::of(&file.path).ok()?;
        if stamp.is_unchanged_since(earlier.stamp) {
            let stamp = earlier.stamp;
            return Some(Self {
                stamp,
                was_read: false,
            });
        }
        if stamp.size() != earlier.stamp.size() {
            return None;
        }
        let opened = reading::open(file).ok()?;
        (opened.hash == earlier.hash).then_some(Self {
            stamp: opened.stamp,
            was_read: true,
        })
    }
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
            walk,
            to_read: Vec::new(),
            gone: Vec::new(),
            kept: Vec::new(),
        };
        let compared: Vec<(Option<usize>, Option<Unchanged>)> = walk
            .files
            .par_iter()
            .map(|file| {
                let place = known.get(file.name.as_str()).copied();
                let earlier = place.map(|at| &store.manifest.files[at]);
                (place, earlier.and_then(|it| Unchanged::of(file, it)))
            })
            .collect();
        let mut stays = vec![false; store.manifest.files.len()];
        update.read = 0;
        for (file, (place, unchanged)) in walk.files.iter().zip(compared) {
            if let Some(at) = place {
                stays[at] = true;
            }
            match place.zip(unchanged) {
                Some((at, Unchanged { stamp, was_read })) => {
                    update.read += usize::from(was_read);
                    plan.kept.push((at, stamp));
                }
                None => plan.to_read.push((file, place)),
            }
        }
        plan.gone = (0..stays.len()).filter(|&at| !stays[at]).collect();
        update.unchanged = plan.kept.len();
        plan
    }

    /// Whether the index says of every file what is in it.
    fn is_in_step(&self, store: &Store) -> bool {
        let has_remains = store.engine.has_remains().unwrap_or(true);
        let is_compared = store.manifest.compared.is_some();
        self.to_read.is_empty() && self.gone.is_empty() && is_compared && !has_remains
    }

    /// Whether files have other stamps than the index has noted.
    fn has_new_stamps(&self, store: &Store) -> bool {
        let is_new = |&(at, stamp): &(usize, Stamp)| store.manifest.files[at].stamp != stamp;
        self.kept.iter().any(is_new)
    }

    fn carry_out(
        self,
        store: &mut Store,
        progress: &dyn Progress,
        update: &mut Update,
    ) -> anyhow::Result<()> {
        let bytes = self.to_read.iter().map(|(file, _)| size_of(file)).sum();
        progress.begin(Stage::Index, bytes);
        let mut old: Vec<Option<FileRecord>> = std::mem::take(&mut store.manifest.files)
            .into_iter()
            .map(Some)
            .collect();
        let mut files: Vec<FileRecord> = Vec::with_capacity(self.kept.len() + self.to_read.len());
        let unchanged = self.kept.iter().filter_map(|&(at, stamp)| {
            let record = old[at].take()?;
            Some(FileRecord { stamp, ..record })
        });
        files.extend(unchanged);
        let mut gone: Vec<FileRecord> = self.gone.iter().filter_map(|&at| old[at].take()).collect();
        let mut writer = store.engine.writer(threads_for(&self.to_read))?;
        let first_new = store.manifest.next_file;
        let mut next_file = first_new;
        let compared = store.manifest.compared.take();
        let mut touched: Vec<FileRecord> = Vec::new();
        let mut written_down = Instant::now();
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
                        progress.advance(size_of(file));
                        update.unreadable.push(Unreadable {
                            path: file.name.clone(),
                            why,
                        });
                        remove(&writer, earlier.as_ref());
                        touched.extend(earlier);
                    }
                    Ok(opened) => match known_content(file, &opened, earlier, &mut gone, update) {
                        Known::Same(record) => {
                            progress.advance(record.stamp.size());
                            files.push(record);
                        }
                        Known::Moved(record) => {
                            progress.advance(record.stamp.size());
                            touched.push(record.clone());
                            files.push(record);
                        }
                        Known::Other(earlier) => {
                            remove(&writer, earlier.as_ref());
                            touched.extend(earlier);
                            fresh.push((file, opened, next_file));
                            next_file += 1;
                        }
                    },
                }
            }
            let indexed: anyhow::Result<Vec<FileRecord>> = fresh
                .into_par_iter()
                .map(|(file, opened, number)| {
                    reading::index(file, opened, number, &writer, progress)
                })
                .collect();
            files.extend(indexed?);
            let is_new_alone = gone.is_empty() && old.iter().all(Option::is_none);
            if is_new_alone && written_down.elapsed() > WRITE_DOWN_EVERY {
                files.sort_by(|a, b| a.name.cmp(&b.name));
                store.manifest = Manifest {
                    next_file,
                    files,
                    compared: None,
                };
                let payload = store.write_manifest()?;
                writer.commit_so_far(&payload)?;
                store.finish(&payload)?;
                files = std::mem::take(&mut store.manifest.files);
                written_down = Instant::now();
            }
        }
        for record in &gone {
            remove(&writer, Some(record));
        }
        update.removed = gone.len();
        touched.extend(gone);
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let compared = compare(&files, self.walk, compared.as_deref(), &touched, first_new);
        store.manifest = Manifest {
            next_file,
            files,
            compared: Some(compared),
        };
        let payload = store.write_manifest()?;
        writer.commit(&payload)?;
        store.finish(&payload)?;
        Ok(())
    }
}

/// Compares the sources of `files` of which one was touched: it was in `touched`, or is in a file
/// with a number from `first_new` on. All of them where nothing was compared before.
fn compare(
    files: &[FileRecord],
    walk: &Walk,
    compared: Option<&[ComparedRecord]>,
    touched: &[FileRecord],
    first_new: u32,
) -> Vec<ComparedRecord> {
    let Some(compared) = compared else {
        return copies::compare(files, walk, None);
    };
    let new = files
        .iter()
        .filter(|file| reading::is_from(file, first_new));
    let touched: Vec<&SourceRecord> = touched
        .iter()
        .chain(new)
        .flat_map(|file| &file.sources)
        .collect();
    let before = copies::Before {
        compared,
        touched: &touched,
    };
    copies::compare(files, walk, Some(before))
}

/// What is known of a file's content.
enum Known {
    /// It is indexed already.
    Same(FileRecord),
    /// It is indexed already, under another name.
    Moved(FileRecord),
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
                Known::Moved(FileRecord {
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
    match bytes < FEW_BYTES {
        true => 1,
        false => rayon::current_num_threads(),
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;
    use crate::sources::Selection;
    use crate::sources::copies::Relation;

    #[test]
    fn what_a_killed_run_had_written_down_is_not_read_again() {
        let desk = tempfile::tempdir().unwrap();
        let (sources, location) = (desk.path().join("sources"), desk.path().join("kept"));
        fs::create_dir_all(&sources).unwrap();
        fs::create_dir_all(&location).unwrap();
        let walk = || Selection::of([&sources]).walk().unwrap();
        let write =
            |name: &str| fs::write(sources.join(name), format!("{name} is a port.")).unwrap();
        write("a.txt");
        write("b.txt");
        // Long enough ago to be told from a change that is still to come.
        thread::sleep(Duration::from_millis(2100));
        let mut begun = Store::create(&location, Holds::Passages).unwrap();
        let killed = walk();
        let mut update = Update::default();
        let plan = Plan::of(&begun, &killed, &mut update);
        plan.carry_out(&mut begun, &(), &mut update).unwrap();
        drop(begun);
        fs::write(location.join("begun/unsealed"), "torn").unwrap();

        write("c.txt");
        let location = Location::Directory(location);
        let (store, update) = up_to_date(&walk(), &location, Holds::Passages, &()).unwrap();
        assert_eq!((update.unchanged, update.added, update.read), (2, 1, 1));
        assert_eq!(store.manifest.files.len(), 3);
        let (_, update) = up_to_date(&walk(), &location, Holds::Passages, &()).unwrap();
        assert_eq!((update.unchanged, update.added), (3, 0));
    }

    /// What was compared, by the names of the sources.
    fn compared(store: &Store) -> Vec<(String, String, Relation)> {
        let sources = store.manifest.files.iter().flat_map(|file| {
            let named = |source: &SourceRecord| (source.id, source.name_in(&file.name));
            file.sources.iter().map(named).collect::<Vec<_>>()
        });
        let names: BTreeMap<u64, String> = sources.collect();
        let compared = store.manifest.compared.iter().flatten();
        compared
            .map(|one| {
                let name = |number| names[&number].clone();
                (name(one.first), name(one.second), one.relation)
            })
            .collect()
    }

    #[test]
    fn what_is_compared_hangs_on_the_files_and_not_on_their_order_in_time() {
        let desk = tempfile::tempdir().unwrap();
        let (sources, location) = (desk.path().join("sources"), desk.path().join("kept"));
        fs::create_dir_all(&sources).unwrap();
        fs::create_dir_all(&location).unwrap();
        let location = Location::Directory(location);
        let sentence = |about: &str, at: usize| {
            format!("Ship {at} of {about} came to the quay of the {about} with salt on day {at}.")
        };
        let text = |about: &str, without: usize| -> String {
            let told = (0..30).filter(|at| *at != without);
            let sentences: Vec<String> = told.map(|at| sentence(about, at)).collect();
            sentences.join("\n\n")
        };
        let write = |name: &str, text: String| fs::write(sources.join(name), text).unwrap();
        let remove = |name: &str| fs::remove_file(sources.join(name)).unwrap();
        let rename = |from: &str, to: &str| {
            fs::rename(sources.join(from), sources.join(to)).unwrap();
        };
        let agrees = |step: &str, least: usize| {
            let walk = Selection::of([&sources]).walk().unwrap();
            let updated = up_to_date(&walk, &location, Holds::Passages, &());
            let built = up_to_date(&walk, &Location::Memory, Holds::Passages, &());
            let (updated, built) = (updated.unwrap().0, built.unwrap().0);
            assert_eq!(compared(&updated), compared(&built), "{step}");
            assert!(compared(&built).len() >= least, "{step}");
        };
        for name in [
            "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt",
        ] {
            let without = usize::from(name.as_bytes()[0]);
            write(name, text("Lund", without - usize::from(b'b')));
        }
        write("x.txt", text("Varn", 99));
        write("y.txt", text("Varn", 99));
        agrees("built", 5);
        write("z.txt", text("Omsk", 99));
        agrees("one that meets nobody", 5);
        write("a.txt", text("Lund", 99));
        agrees("one that holds others", 5);
        remove("x.txt");
        agrees("one is gone", 5);
        rename("a.txt", "w.txt");
        agrees("one is called otherwise", 5);
        write("c.txt", text("Omsk", 99));
        agrees("one says something else", 5);
        remove("z.txt");
        rename("c.txt", "a.txt");
        write("y.txt", text("Lund", 3));
        agrees("several at once", 5);
    }
}
