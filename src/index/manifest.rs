//! What an index was built from: which files, as they were, and which sources they held.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::document::{Hash, current_reader};
use crate::keeping;
use crate::language::abbreviation::Abbreviations;
use crate::locator::ReadBy;
use crate::sources::Metadata;
use crate::sources::copies::{Relation, Sketch};

/// Version of everything that is stored: the manifest, the schema, the words, the passages.
/// An index of another version is built anew, never misread.
pub(super) const FORMAT: u32 = 9;

/// What an index was built from. It is written beside the index before the commit that names it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Number for the next file that is indexed.
    pub(super) next_file: u32,
    /// The files, in the order of their names.
    pub(super) files: Vec<FileRecord>,
    /// The sources whose words were compared; `None` where that is still to be done.
    pub(super) compared: Option<Vec<ComparedRecord>>,
}

/// Two sources whose words were compared, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ComparedRecord {
    pub(super) first: u64,
    pub(super) second: u64,
    pub(super) relation: Relation,
}

/// A file as it was when it was indexed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FileRecord {
    pub(super) name: String,
    pub(super) stamp: Stamp,
    pub(super) hash: Hash,
    pub(super) sources: Vec<SourceRecord>,
    /// What could not be read in it.
    pub(super) problems: Vec<String>,
    pub(super) abbreviations: Abbreviations,
    pub(super) size: Size,
}

/// What a file adds to the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Size {
    pub(super) passages: u64,
    /// Words in each field: stems, exact.
    pub(super) words: [u64; 2],
}

impl Size {
    pub(super) fn add(&mut self, other: Size) {
        self.passages += other.passages;
        for (sum, more) in self.words.iter_mut().zip(other.words) {
            *sum += more;
        }
    }
}

/// A source: a file, or a record of a bulk file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SourceRecord {
    /// Number by which its passages know it.
    pub(super) id: u64,
    pub(super) hash: Hash,
    /// What the file says of itself.
    pub(super) own: Metadata,
    /// By what its copies are found.
    pub(super) sketch: Sketch,
    pub(super) record: Option<RecordPlace>,
    /// What made its words, where its file has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reading: Option<ReadBy>,
}

/// Where a record stands in its bulk file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RecordPlace {
    /// The record's `_id`.
    pub(super) id: String,
    /// Offset of its line, in bytes.
    pub(super) offset: u64,
    /// Length of its line in bytes, without the line end.
    pub(super) length: usize,
    /// Number of its line, from 1.
    pub(super) line: usize,
}

impl FileRecord {
    /// Whether the readers that made its words are those of this program.
    pub(super) fn is_read_alike(&self) -> bool {
        let mut readings = self.sources.iter().filter_map(|it| it.reading.as_ref());
        readings.all(|reading| reading.reader == current_reader())
    }
}

impl SourceRecord {
    /// Its name, if it was read in the file called `file`.
    pub(super) fn name_in(&self, file: &str) -> String {
        match &self.record {
            Some(record) => format!("{file}#{}", record.id),
            None => file.to_owned(),
        }
    }
}

/// By what a file is taken to be unchanged without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u64,
    /// Change of content, name or rights; 0 where the system does not tell.
    changed: u64,
    /// 0 where the system has none.
    inode: u64,
    /// Whether the file was left alone for long enough that a later change must show in the
    /// other fields.
    settled: bool,
}

impl Stamp {
    /// The stamp of the file at `path` now.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let since_epoch = |time: SystemTime| {
            let duration = time.duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
        };
        let modified = metadata.modified()?;
        let (changed, inode) = identity(&metadata);
        Ok(Self {
            size: metadata.len(),
            modified: since_epoch(modified),
            changed,
            inode,
            settled: is_settled(modified, changed),
        })
    }

    /// Size of the file in bytes.
    pub(super) fn size(self) -> u64 {
        self.size
    }

    /// Whether a file with this stamp is the one that had the stamp `earlier`.
    pub(super) fn is_unchanged_since(self, earlier: Stamp) -> bool {
        earlier.settled && self.is_same(earlier)
    }

    /// Whether all that is known of the file is the same.
    pub(super) fn is_same(self, other: Stamp) -> bool {
        let settled = other.settled;
        Self { settled, ..self } == other
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).unwrap_or(0);
    (
        seconds
            .saturating_mul(1_000_000_000)
            .saturating_add(nanoseconds),
        metadata.ino(),
    )
}

#[cfg(not(unix))]
fn identity(_metadata: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// Two changes within one tick of the file system's clock leave the same time behind. A file
/// changed that recently cannot be told from one changed again a moment later.
fn is_settled(modified: SystemTime, changed: u64) -> bool {
    const FINE_TICK: Duration = Duration::from_millis(50);
    const COARSE_TICK: Duration = Duration::from_secs(2);
    let is_coarse = changed.is_multiple_of(1_000_000_000);
    let tick = if is_coarse { COARSE_TICK } else { FINE_TICK };
    let changed = UNIX_EPOCH + Duration::from_nanos(changed);
    SystemTime::now()
        .duration_since(modified.max(changed))
        .is_ok_and(|age| age > tick)
}

/// What a commit says of itself: it names the manifest it belongs to.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    format: u32,
    manifest: String,
}

impl Manifest {
    /// Writes it into `directory` and returns the payload that names it.
    pub(super) fn write(&self, directory: &Path) -> anyhow::Result<String> {
        let content = serde_json::to_vec(self)?;
        let name = format!("manifest-{}.json", Hash::of(&content).to_hex());
        let path = directory.join(&name);
        keeping::replace(&path, &[&content])?;
        Ok(payload(&name)?)
    }

    /// The payload of an index that is kept in memory.
    pub(super) fn unwritten_payload() -> anyhow::Result<String> {
        Ok(payload("")?)
    }

    /// Reads the manifest that `payload` names.
    ///
    /// # Errors
    /// When it is of another version, missing or damaged.
    pub(super) fn read(directory: &Path, payload: &str) -> anyhow::Result<Self> {
        let payload: Payload = serde_json::from_str(payload)?;
        anyhow::ensure!(
            payload.format == FORMAT,
            "it has version {}, not {FORMAT}",
            payload.format
        );
        let is_plain = Path::new(&payload.manifest).file_name() == Some(payload.manifest.as_ref());
        anyhow::ensure!(is_plain, "its manifest is damaged");
        let content = keeping::read(&directory.join(&payload.manifest))?.unwrap_or_default();
        let name = format!("manifest-{}.json", Hash::of(&content).to_hex());
        anyhow::ensure!(name == payload.manifest, "its manifest is damaged");
        Ok(serde_json::from_slice(&content)?)
    }

    /// Removes the manifests of `directory` that `payload` does not name.
    pub(super) fn remove_others(directory: &Path, payload: &str) {
        let Ok(payload) = serde_json::from_str::<Payload>(payload) else {
            return;
        };
        for path in manifests(directory) {
            if path
                .file_name()
                .is_some_and(|name| name != payload.manifest.as_str())
            {
                // What cannot be removed is removed after a later commit.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// All that its files add up to.
    pub(super) fn size(&self) -> Size {
        let mut size = Size::default();
        for file in &self.files {
            size.add(file.size);
        }
        size
    }
}

fn payload(manifest: &str) -> serde_json::Result<String> {
    serde_json::to_string(&Payload {
        format: FORMAT,
        manifest: manifest.to_owned(),
    })
}

fn manifests(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("manifest-"))
        .map(|entry| entry.path())
        .collect()
}
