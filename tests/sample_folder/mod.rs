//! The repository's sample, for tests that write beside it.

use std::fs;

/// A copy of the sample's sources and drafts in a directory of its own.
pub(crate) fn copied() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for folder in ["corpus", "claims"] {
        fs::create_dir(directory.path().join(folder)).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, directory.path().join(&path)).unwrap();
        }
    }
    directory
}
