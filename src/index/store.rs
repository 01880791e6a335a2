//! An index and its manifest in a directory: opened, locked, replaced as one.
//!
//! `index/` holds the last good index. A new one is built in `begun/` beside it and takes its
//! place by a rename, so that a run that is killed leaves the last good one, and of the new one as
//! much as it had written down.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, ensure};

use super::engine::{Engine, Holds};
use super::manifest::Manifest;
use super::seal;
use crate::keeping;

/// The folder of an index that is being built.
const BEGUN: &str = "begun";

/// An index with what it was built from.
pub(super) struct Store {
    pub(super) engine: Engine,
    pub(super) manifest: Manifest,
    /// Where it is kept; `None` in memory.
    pub(super) directory: Option<PathBuf>,
}

impl Store {
    /// An empty index in memory.
    pub(super) fn in_memory(holds: Holds) -> Self {
        Self {
            engine: Engine::in_memory(holds),
            manifest: Manifest::default(),
            directory: None,
        }
    }

    /// The last good index at `location`; `None` if there is none yet.
    ///
    /// # Errors
    /// When it is damaged or of another version.
    pub(super) fn open(location: &Path, holds: Holds) -> anyhow::Result<Option<Self>> {
        Self::open_in(location.join("index"), holds)
    }

    fn open_in(directory: PathBuf, holds: Holds) -> anyhow::Result<Option<Self>> {
        if !keeping::is_there(&directory)? {
            return Ok(None);
        }
        seal::verify(&directory)?;
        // The engine's own words are about its files, which are none of the user's business.
        let engine = Engine::open(&directory, holds).map_err(|_| anyhow!("it is damaged"))?;
        let payload = engine
            .payload()
            .map_err(|_| anyhow!("it is damaged"))?
            .context("it has no manifest")?;
        let manifest = Manifest::read(&directory, &payload)?;
        let reader = engine
            .reader(manifest.size())
            .map_err(|_| anyhow!("it is damaged"))?;
        let expected = match holds {
            Holds::Passages => manifest.size().passages,
            Holds::Nothing => 0,
        };
        let held = reader.passage_count();
        ensure!(held == expected, "it holds {held} of {expected} passages");
        Ok(Some(Self {
            engine,
            manifest,
            directory: Some(directory),
        }))
    }

    /// The index that was just put in place at `location` by [`replace`], with its manifest.
    pub(super) fn replaced(
        location: &Path,
        manifest: Manifest,
        holds: Holds,
    ) -> anyhow::Result<Self> {
        let directory = location.join("index");
        Ok(Self {
            engine: Engine::open(&directory, holds)?,
            manifest,
            directory: Some(directory),
        })
    }

    /// What a run that was killed had built of a new index at `location`, else an empty one; to be
    /// put in place by [`replace`]. Only the holder of the lock may call it.
    pub(super) fn create(location: &Path, holds: Holds) -> anyhow::Result<Self> {
        let directory = location.join(BEGUN);
        if let Ok(Some(begun)) = Self::open_in(directory.clone(), holds)
            && begun.begin().is_ok()
        {
            return Ok(begun);
        }
        keeping::remove_folder(&directory)?;
        fs::create_dir(&directory)?;
        Ok(Self {
            engine: Engine::create(&directory, holds)?,
            manifest: Manifest::default(),
            directory: Some(directory),
        })
    }

    /// Clears away what a killed update left, so that one can begin. Only the holder of the lock may
    /// call it.
    pub(super) fn begin(&self) -> anyhow::Result<()> {
        match &self.directory {
            Some(directory) => seal::remove_unsealed(directory),
            None => Ok(()),
        }
    }

    /// Writes the manifest and returns the payload of the commit it belongs to.
    pub(super) fn write_manifest(&self) -> anyhow::Result<String> {
        match &self.directory {
            Some(directory) => self.manifest.write(directory),
            None => Manifest::unwritten_payload(),
        }
    }

    /// Ends an update that was committed with `payload`: removes the manifests of earlier commits
    /// and seals the index.
    pub(super) fn finish(&self, payload: &str) -> anyhow::Result<()> {
        if let Some(directory) = &self.directory {
            Manifest::remove_others(directory, payload);
            seal::write(directory)?;
        }
        Ok(())
    }
}

/// Puts the index in `built` in the place of the one at `location`.
pub(super) fn replace(location: &Path, built: &Path) -> anyhow::Result<()> {
    let place = location.join("index");
    let old = location.join(format!("old-{}", std::process::id()));
    if keeping::is_there(&place)? {
        fs::rename(&place, &old)?;
    }
    fs::rename(built, &place)?;
    remove_leftovers(location);
    Ok(())
}

/// Removes what killed runs left behind. Only the holder of the lock may call it.
pub(super) fn remove_leftovers(location: &Path) {
    let Ok(entries) = fs::read_dir(location) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("new-") || name.starts_with("old-") {
            // What cannot be removed now is removed by a later run.
            let _ = keeping::remove_folder(&entry.path());
        }
    }
}
