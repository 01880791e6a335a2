//! What an index consists of, file by file, with checksums: damage is noticed before anything of it
//! is believed.
//!
//! The seal is the last thing that is written of an index. One that a killed run left between its
//! commit and its seal does not fit its seal and is built anew.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context as _, ensure};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::manifest::FORMAT;
use crate::document::Hash;
use crate::keeping;

/// Name of the file.
const FILE: &str = "seal";

#[derive(Serialize, Deserialize)]
struct Seal {
    format: u32,
    /// Size and checksum of each file, by its name.
    files: BTreeMap<String, (u64, Hash)>,
}

/// Seals the files of `directory` as they are now.
pub(super) fn write(directory: &Path) -> anyhow::Result<()> {
    let files = names(directory)?
        .into_par_iter()
        .map(|name| {
            let print = print_of(&directory.join(&name))?;
            Ok((name, print))
        })
        .collect::<anyhow::Result<_>>()?;
    let format = FORMAT;
    let content = serde_json::to_vec(&Seal { format, files })?;
    keeping::replace_sealed(&directory.join(FILE), &content)?;
    Ok(())
}

/// Sees that every sealed file of `directory` is what it was.
///
/// # Errors
/// When it is of another version, unfinished or damaged.
pub(super) fn verify(directory: &Path) -> anyhow::Result<()> {
    let content = keeping::read_sealed(&directory.join(FILE))?;
    let content = content.context("it was left unfinished, or an earlier version made it")?;
    let Format { format } = serde_json::from_slice(&content)?;
    ensure!(format == FORMAT, "it has version {format}, not {FORMAT}");
    let seal: Seal = serde_json::from_slice(&content)?;
    seal.files.into_par_iter().try_for_each(|(name, sealed)| {
        let path = directory.join(&name);
        let is_there = keeping::has_file(&path)?;
        let is_whole = is_there && fs::metadata(&path)?.len() == sealed.0;
        ensure!(is_whole && print_of(&path)? == sealed, "it is damaged");
        Ok(())
    })
}

/// Removes the files of `directory` that no seal names: a killed run left them, and the engine would
/// give new files the same names. Only the holder of the lock may call it.
pub(super) fn remove_unsealed(directory: &Path) -> anyhow::Result<()> {
    let content = keeping::read_sealed(&directory.join(FILE))?.unwrap_or_default();
    let seal: Seal = serde_json::from_slice(&content)?;
    for name in names(directory)? {
        if !seal.files.contains_key(&name) {
            fs::remove_file(directory.join(name))?;
        }
    }
    Ok(())
}

/// The names of the files that a seal names.
fn names(directory: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // Locks, and the engine's notes on what it may remove, change without a commit.
        if name != FILE && !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}

/// What every version of a seal tells.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

fn print_of(path: &Path) -> anyhow::Result<(u64, Hash)> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok((size, hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_as_it_was_sealed_is_told() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path();
        let complaint = || verify(folder).err().map(|error| format!("{error:#}"));
        assert!(complaint().unwrap().contains("unfinished"));
        fs::write(folder.join("a"), "one").unwrap();
        fs::write(folder.join("b"), "").unwrap();
        write(folder).unwrap();
        fs::write(folder.join("more"), "left by a killed run").unwrap();
        fs::write(folder.join(".lock"), "").unwrap();
        assert_eq!(complaint(), None);
        remove_unsealed(folder).unwrap();
        assert!(!folder.join("more").exists());
        assert_eq!(complaint(), None);
        for (name, content) in [("a", "onf"), ("a", "on"), ("b", "x"), ("seal", "")] {
            let whole = fs::read(folder.join(name)).unwrap();
            fs::write(folder.join(name), content).unwrap();
            assert_eq!(complaint().unwrap(), "it is damaged");
            fs::write(folder.join(name), whole).unwrap();
        }
        fs::remove_file(folder.join("b")).unwrap();
        assert_eq!(complaint().unwrap(), "it is damaged");
        let other = br#"{"format":1,"anything":[]}"#;
        keeping::replace_sealed(&folder.join(FILE), other).unwrap();
        assert!(complaint().unwrap().contains("version 1"));
    }
}
