//! Folders and files of what is kept, entered and made without following a link.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::ensure;

use super::FOLDER;

/// Whether `folder` is there.
///
/// # Errors
/// Where it, or a folder above it up to `.ibid`, is a link or anything else that is no folder, or
/// `.ibid` belongs to somebody else.
pub fn is_there(folder: &Path) -> anyhow::Result<bool> {
    for part in parts(folder) {
        match fs::symlink_metadata(part) {
            Ok(metadata) => check(part, &metadata)?,
            Err(error) if is_missing(&error) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    check_owner(root(folder))?;
    Ok(true)
}

/// Makes `folder` where it is not there yet, and keeps all of `.ibid` out of version control.
///
/// # Errors
/// As [`is_there`], or where nothing can be written.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    let root = root(folder);
    if let Some(above) = root.parent() {
        fs::create_dir_all(above)?;
    }
    for part in parts(folder) {
        match fs::create_dir(part) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
            _ => check(part, &fs::symlink_metadata(part)?)?,
        }
    }
    check_owner(root)?;
    Ok(keep_out(&root.join(".gitignore"))?)
}

/// Writes the rules that keep a folder out of version control, also where a run was stopped before it
/// had written them.
fn keep_out(path: &Path) -> io::Result<()> {
    let file = match create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let there = fs::symlink_metadata(path)?;
            if !there.is_file() || there.len() > 0 {
                return Ok(());
            }
            File::options().write(true).open(path)
        }
        made => made,
    };
    file?.write_all(b"*\n")
}

/// Removes `folder` with all that is in it; links in it are removed, not followed.
///
/// # Errors
/// As [`is_there`], or where it cannot be removed.
pub fn remove_folder(folder: &Path) -> anyhow::Result<()> {
    if is_there(folder)? {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Whether there is a file at `path`, in a folder that was entered or made.
///
/// # Errors
/// Where something else is in its place: a link, a folder, a pipe.
pub fn has_file(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(true),
        Ok(_) => Err(io::Error::other(format!(
            "{} is not a file; remove it",
            path.display()
        ))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The content of the file at `path`, in a folder that was entered or made; `None` where there is
/// none.
///
/// # Errors
/// As [`has_file`], or where it cannot be read.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match has_file(path)? {
        true => fs::read(path).map(Some),
        false => Ok(None),
    }
}

/// Writes the file at `path` anew, in one step. Only the holder of the folder's lock may call it.
///
/// # Errors
/// Where it cannot be written; what was there stays.
pub fn replace(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = create(&new)
        .and_then(|mut file| parts.iter().try_for_each(|part| file.write_all(part)))
        .and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        // What is left of it is removed before the next attempt.
        let _ = fs::remove_file(&new);
    }
    written
}

/// Makes a file that must not be there yet, not even as a link to nothing.
fn create(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// `.ibid` above `folder`; the folder itself where it is kept elsewhere.
fn root(folder: &Path) -> &Path {
    let is_root = |path: &&Path| path.file_name().is_some_and(|name| name == FOLDER);
    folder.ancestors().find(is_root).unwrap_or(folder)
}

/// The folders from `.ibid` down to `folder`.
fn parts(folder: &Path) -> Vec<&Path> {
    let root = root(folder);
    let beneath = folder.ancestors().take_while(|path| *path != root);
    let mut parts: Vec<&Path> = beneath.chain([root]).collect();
    parts.reverse();
    parts
}

/// Whether there is nothing, and no folder that it could be in.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn check(path: &Path, metadata: &Metadata) -> anyhow::Result<()> {
    let what = match metadata.is_symlink() {
        true => "a link",
        false => "no folder",
    };
    ensure!(
        metadata.is_dir(),
        "{} is {what}, and nothing is kept behind it: remove it and run again",
        path.display()
    );
    Ok(())
}

/// Sees that `root` belongs to whoever runs the program, or to the owner of the folder it lies in,
/// who decides about the sources too.
#[cfg(unix)]
fn check_owner(root: &Path) -> anyhow::Result<()> {
    use anyhow::Context as _;
    use std::os::unix::fs::MetadataExt as _;
    let above = match root.parent() {
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    let owner = fs::symlink_metadata(root)?.uid();
    if owner == fs::metadata(above)?.uid() {
        return Ok(());
    }
    let own = tempfile::tempfile().and_then(|file| file.metadata());
    let own = own.context("it cannot be told who runs the program")?.uid();
    ensure!(
        owner == own,
        "{} belongs to somebody else: remove it, or run as its owner",
        root.display()
    );
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn check_owner(_root: &Path) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn no_link_from_the_root_down_is_followed() {
        let desk = tempfile::tempdir().unwrap();
        let outside = desk.path().join("outside");
        fs::create_dir_all(outside.join("a/b")).unwrap();
        for (link, folder) in [
            (".ibid", ".ibid/a/b"),
            (".ibid/a", ".ibid/a/b"),
            (".ibid/a/b", ".ibid/a/b"),
        ] {
            let project = tempfile::tempdir().unwrap();
            let link = project.path().join(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(&outside, &link).unwrap();
            let folder = project.path().join(folder);
            for refused in [
                is_there(&folder).map(|_| ()),
                make(&folder),
                remove_folder(&folder),
            ] {
                assert!(refused.unwrap_err().to_string().contains("is a link"));
            }
        }
        assert!(outside.join("a/b").is_dir());
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    }

    #[test]
    fn what_a_stopped_run_left_empty_is_written() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join(".ibid");
        fs::create_dir(&folder).unwrap();
        let rules = folder.join(".gitignore");
        fs::write(&rules, "").unwrap();
        make(&folder).unwrap();
        assert_eq!(fs::read(&rules).unwrap(), b"*\n");
    }

    #[test]
    fn no_file_is_read_or_written_through_a_link() {
        let desk = tempfile::tempdir().unwrap();
        let outside = desk.path().join("outside");
        let folder = desk.path().join(".ibid");
        fs::create_dir(&folder).unwrap();
        for name in [".gitignore", "kept", "kept.new"] {
            symlink(&outside, folder.join(name)).unwrap();
        }
        make(&folder).unwrap();
        assert!(has_file(&folder.join("kept")).is_err());
        assert!(read(&folder.join("kept")).is_err());
        replace(&folder.join("kept"), &[b"a", b"b"]).unwrap();
        assert_eq!(read(&folder.join("kept")).unwrap().unwrap(), b"ab");
        assert!(!outside.exists());
    }
}
