//! The right to change what is kept in a folder.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::folder;

/// The right to change what is kept in a folder, given up when dropped or when the process ends.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Makes the folder and waits for its lock, for as long as `patience`; `None` if another run
    /// keeps it.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn take(folder: &Path, patience: Duration) -> anyhow::Result<Option<Self>> {
        folder::make(folder)?;
        let path = folder.join("lock");
        folder::has_file(&path)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)?;
        let deadline = Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }
}
