//! Writing a user's file so that, whatever goes wrong, either the old content or the new one is
//! there: a full disk must not cost an editor the draft. What a run that was killed left half written
//! beside it, the next one that writes there removes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, ensure};
use tempfile::{Builder, NamedTempFile};

use crate::files;

/// Writes `content` to the file at `path`, which keeps its permissions where it exists. What is
/// there but is no ordinary file (a pipe, a terminal) is written to as it is.
///
/// # Errors
/// When it cannot be written, or a link leads to it; the message names the file.
pub(super) fn replace(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    refuse_link(path)?;
    let written = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => fs::write(path, content),
        Ok(metadata) => in_one_step(path, content, Some(metadata.permissions())),
        Err(_) => in_one_step(path, content, None),
    };
    written.with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes `content` to a new file at `path`.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub(super) fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let file = filled(path, content)?;
    file.persist_noclobber(path)?;
    Ok(())
}

/// An empty file at `path`, in the place of any that is there.
///
/// # Errors
/// When it cannot be made, or a link leads to it.
pub(super) fn create_anew(path: &Path) -> anyhow::Result<File> {
    refuse_link(path)?;
    Ok(File::create(path)?)
}

fn refuse_link(path: &Path) -> anyhow::Result<()> {
    ensure!(
        !is_through_link(path),
        "{} is a link or lies behind one, and nothing is written through a link; remove it, or \
         name the file that it leads to",
        path.display()
    );
    Ok(())
}

/// Whether `path` is a link, or a folder of its repository on the way to it is one: a repository
/// that a stranger has sent a change to may lead anywhere. The system's own (`/dev/stdout`) may.
pub(super) fn is_through_link(path: &Path) -> bool {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let full = files::without_dots(&full);
    if ["/dev", "/proc"].iter().any(|own| full.starts_with(own)) {
        return false;
    }
    let here = std::env::current_dir().unwrap_or_default();
    let top = files::top(match full.starts_with(&here) {
        true => &here,
        false => full.parent().unwrap_or(&full),
    });
    full.ancestors()
        .take_while(|part| *part != top)
        .any(Path::is_symlink)
}

fn in_one_step(
    path: &Path,
    content: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let file = filled(path, content)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
        file.as_file().sync_all()?;
    }
    file.persist(path)?;
    Ok(())
}

/// What the names of files begin with that are not yet in their place.
const NEW: &str = ".ibid-new-";

/// A file with `content` beside `path`, not yet in its place.
fn filled(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = files::here(path.parent().unwrap_or(Path::new("")));
    remove_left_over(folder);
    let mut file = held(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// An empty file in `folder` that no other run takes for left over.
fn held(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = usual_permissions(Builder::new().prefix(NEW)).tempfile_in(folder)?;
        // Where files cannot be locked, none is taken for left over.
        let _ = file.as_file().lock();
        // Another run may have found it before it was locked.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes from `folder` what runs left there that were killed: files that nobody holds.
fn remove_left_over(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_new = name.as_encoded_bytes().starts_with(NEW.as_bytes());
        if is_new && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let file = files::open(&entry.path());
            if file.is_ok_and(|file| file.try_lock().is_ok()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The permissions that a new file would have, for temporary files are readable to their owner
/// alone.
#[cfg(unix)]
fn usual_permissions<'a, 'p, 's>(builder: &'a mut Builder<'p, 's>) -> &'a mut Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions<'a, 'p, 's>(builder: &'a mut Builder<'p, 's>) -> &'a mut Builder<'p, 's> {
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.md");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let message = replace(&folder.path().join("no/such"), b"x").unwrap_err();
        assert!(message.to_string().ends_with("no/such cannot be written"));
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_a_run_holds_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let left_over = format!("{NEW}abc123");
        for name in [&left_over, "ibid-new-a", ".other"] {
            fs::write(path(name), "x").unwrap();
        }
        fs::create_dir(path(&format!("{NEW}folder"))).unwrap();
        let other_run = filled(&path("draft.md"), b"one").unwrap();
        replace(&path("draft.md"), b"two").unwrap();
        assert!(!path(&left_over).exists());
        assert_eq!(fs::read(other_run.path()).unwrap(), b"one");
        other_run.persist(path("draft.md")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_links_are_not_followed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("draft.md"), folder.path().join("link"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let message = replace(&link, b"three").unwrap_err().to_string();
        assert!(
            message.contains("nothing is written through a link"),
            "{message}"
        );
        let again = create(&link, b"three").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
