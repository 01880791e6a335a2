//! Where an index is kept.

use std::path::{Path, PathBuf};

use crate::keeping::FOLDER;
use crate::sources::Selection;

/// Where an index is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In a directory of its own.
    Directory(PathBuf),
    /// In memory, for this run only.
    Memory,
}

impl Location {
    /// The usual place: `.ibid/index/` and a name that stands for the selection, beneath
    /// `directory`.
    #[must_use]
    pub fn beneath(directory: &Path, selection: &Selection) -> Self {
        let mut hasher = blake3::Hasher::new();
        for root in &selection.roots {
            hasher.update(selection.named(root).to_string_lossy().as_bytes());
            hasher.update(b"\0");
        }
        for (folder, glob) in &selection.patterns {
            hasher.update(b"+");
            hasher.update(selection.named(folder).to_string_lossy().as_bytes());
            hasher.update(b"\0");
            hasher.update(glob.as_bytes());
            hasher.update(b"\0");
        }
        for glob in &selection.exclude {
            hasher.update(b"-");
            hasher.update(glob.as_bytes());
            hasher.update(b"\0");
        }
        let name = hasher.finalize().to_hex();
        Location::Directory(directory.join(FOLDER).join("index").join(&name[..16]))
    }

    /// The place for the list of the same sources whose passages the engine called `engine` has.
    #[must_use]
    pub fn with_engine(self, engine: &str) -> Self {
        match self {
            Location::Memory => Location::Memory,
            Location::Directory(mut directory) => {
                let name = blake3::hash(engine.as_bytes()).to_hex();
                let own = directory.file_name().unwrap_or_default().to_os_string();
                directory.set_file_name(format!("{}-{}", own.to_string_lossy(), &name[..16]));
                Location::Directory(directory)
            }
        }
    }
}
