//! The engine's way to its files: plain files of one folder, never a link, and readable too where
//! nothing can be written.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use crate::keeping;

/// A folder of the engine's files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    folder: PathBuf,
    files: MmapDirectory,
}

impl Files {
    /// Those in `folder`, which must be there.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            folder: folder.to_owned(),
            files: MmapDirectory::open(folder)?,
        })
    }

    /// Sees that `path` is the name of a file of the folder, there or not. What the engine keeps of
    /// its own files it believes, and removes what it finds named there.
    fn check(&self, path: &Path) -> io::Result<()> {
        let mut parts = path.components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(_)), None) => {
                keeping::has_file(&self.folder.join(path)).map(|_| ())
            }
            _ => Err(io::Error::other(format!(
                "{} leads out of the index",
                path.display()
            ))),
        }
    }

    fn check_to_read(&self, path: &Path) -> Result<(), OpenReadError> {
        self.check(path)
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.check_to_read(path)?;
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.check(path).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.check_to_read(path)?;
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.check(path)
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.check_to_read(path)?;
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.check(path)?;
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.check(&lock.filepath)
            .map_err(LockError::wrap_io_error)?;
        match self.files.acquire_lock(lock) {
            // What a reader locks out is the removal of files, and where no lock can be written
            // nothing can be removed.
            Err(LockError::IoError(_)) if lock.filepath == META_LOCK.filepath => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            taken => taken,
        }
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_read_written_or_removed() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("index");
        fs::create_dir(&folder).unwrap();
        let outside = desk.path().join("outside");
        fs::write(&outside, "kept").unwrap();
        let mut names = vec![PathBuf::from("../outside"), outside.clone()];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, folder.join("link")).unwrap();
            names.push("link".into());
        }
        let files = Files::open(&folder).unwrap();
        for name in names {
            assert!(files.delete(&name).is_err());
            assert!(files.atomic_read(&name).is_err());
            assert!(files.atomic_write(&name, b"lost").is_err());
            assert!(files.open_write(&name).is_err());
            assert!(files.get_file_handle(&name).is_err());
        }
        assert_eq!(fs::read_to_string(&outside).unwrap(), "kept");
    }
}
