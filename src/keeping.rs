//! What the program keeps between runs: a folder beneath `.ibid`, and the right to change it.
//!
//! Knows nothing of what is kept.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long a run waits for another one that is changing the same folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// The right to change what is kept in a folder, given up when dropped or when the process ends.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Makes the folder and waits a while for its lock; `None` if another run keeps it.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn take(folder: &Path) -> anyhow::Result<Option<Self>> {
        prepare(folder)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("lock"))?;
        let deadline = Instant::now() + PATIENCE;
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

/// Makes the folder, and keeps all of `.ibid` out of version control.
fn prepare(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let root = folder
        .ancestors()
        .find(|ancestor| ancestor.file_name().is_some_and(|name| name == ".ibid"))
        .unwrap_or(folder);
    let ignore = root.join(".gitignore");
    if !ignore.exists() {
        fs::write(ignore, "*\n")?;
    }
    Ok(())
}
