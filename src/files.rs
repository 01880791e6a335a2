//! The one door that files are read through: regular files alone, no longer than they may be, and
//! only within the project. A repository that a stranger has sent a change to can hold a pipe that
//! never ends, a link to a secret, a text without end; each is refused here, with a sentence.
//!
//! Knows nothing of what the files hold.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// How long a draft or a source may be, in bytes.
pub const MOST_OF_TEXT: u64 = 256 << 20;

/// How long a configuration, a bibliography or a file of rulings may be, in bytes.
pub const MOST_OF_SETTINGS: u64 = 64 << 20;

/// A set of globs, in which `*` and `?` stop at folders, as in the shell and in a `.gitignore`; `**` goes
/// through them.
///
/// # Errors
/// When one cannot be understood; the message names it.
pub fn globs(patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        set.add(glob.with_context(|| format!("the glob `{pattern}` is wrong"))?);
    }
    set.build().context("the globs are too long or too deep")
}

/// Opens the regular file at `path`.
///
/// # Errors
/// When it cannot be opened, or is no regular file: opening a pipe would wait for ever.
pub fn open(path: &Path) -> io::Result<File> {
    ensure_regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    ensure_regular(&file.metadata()?)?;
    Ok(file)
}

/// The bytes of the regular file at `path`, which may be `most` at most.
///
/// # Errors
/// As [`open`], and when the file is longer.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut content)?;
    match content.len() as u64 > most {
        true => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it is longer than {} MiB", most >> 20),
        )),
        false => Ok(content),
    }
}

/// As [`read`], of a file in UTF-8.
///
/// # Errors
/// As [`read`], and when it is not in UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not in UTF-8"))
}

fn ensure_regular(metadata: &Metadata) -> io::Result<()> {
    let why = match (metadata.is_file(), metadata.is_dir()) {
        (true, _) => return Ok(()),
        (false, true) => "it is a folder, not a file",
        (false, false) => "a pipe, socket or device, not a file",
    };
    Err(io::Error::new(io::ErrorKind::InvalidInput, why))
}

/// The folders that a run may read in: the repository, and what the user's own command line names
/// elsewhere. One without folders leaves everything open, for a caller who names every file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    areas: Vec<Area>,
}

/// A folder or a file, with all that lies beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Area {
    /// By its name, absolute.
    named: PathBuf,
    /// Where it really is, once links are followed.
    real: PathBuf,
}

impl Area {
    fn of(path: &Path) -> Self {
        let named = plain(path);
        let real = named.canonicalize().unwrap_or_else(|_| named.clone());
        Self { named, real }
    }
}

impl Project {
    /// The repository that `folder` lies in, or else the folder alone.
    #[must_use]
    pub fn around(folder: &Path) -> Self {
        let mut project = Self::default();
        project.take_in(folder);
        project
    }

    /// Takes in the repository that `folder` lies in, or else the folder alone.
    pub fn take_in(&mut self, folder: &Path) {
        let area = Area::of(&top(folder));
        if !self.areas.contains(&area) {
            self.areas.push(area);
        }
    }

    /// Takes in what the user's own command line names elsewhere. A name within the project gives
    /// no leave to follow a link out of it: a repository may be full of such names.
    pub fn allow(&mut self, typed: &Path) {
        if !self.areas.is_empty() && self.area_of_name(typed).is_none_or(|_| is_of_git(typed)) {
            self.areas.push(Area::of(typed));
        }
    }

    /// The folder of the project, by its name, that `path` lies in by its name.
    #[must_use]
    pub fn folder_of(&self, path: &Path) -> Option<&Path> {
        self.area_of_name(path).map(|area| area.named.as_path())
    }

    fn area_of_name(&self, path: &Path) -> Option<&Area> {
        let path = plain(path);
        let holds = |area: &&Area| path.starts_with(&area.named) || path.starts_with(&area.real);
        self.areas.iter().find(holds)
    }

    /// Sees that what is at `path` may be read: it lies in the project, no link leads out of it,
    /// and it is not git's own.
    ///
    /// # Errors
    /// Why it may not, as a lower-case fragment that ends a sentence.
    pub fn admit(&self, path: &Path) -> Result<(), String> {
        // What is not there, or not open to the user, is told of when it is opened.
        let Ok(real) = path.canonicalize() else {
            return Ok(());
        };
        if self.areas.is_empty() {
            return Ok(());
        }
        let beneath = |area: &Area| real.strip_prefix(&area.real).map(Path::to_owned).ok();
        let mut found = self.areas.iter().filter_map(beneath).peekable();
        if found.peek().is_none() {
            return Err(match self.area_of_name(path) {
                Some(_) => "a link out of the project, which is not followed".to_owned(),
                None => "it lies outside the project, where only the command line may name files"
                    .to_owned(),
            });
        }
        match found.any(|path| !is_of_git(&path)) {
            true => Ok(()),
            false => Err("it belongs to git and is never read".to_owned()),
        }
    }
}

/// The folder by a name that can be opened: a path without parts is the folder in which the program runs.
#[must_use]
pub fn here(folder: &Path) -> &Path {
    match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    }
}

/// The folder with a `.git` that `folder` lies in, or else the folder itself.
#[must_use]
pub fn top(folder: &Path) -> PathBuf {
    let folder = plain(folder);
    let has_git = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    let found = folder.ancestors().find(has_git).map(Path::to_path_buf);
    found.unwrap_or(folder)
}

fn is_of_git(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str().eq_ignore_ascii_case(".git"))
}

/// The path, absolute and without `.` and `..`, by its letters alone.
fn plain(path: &Path) -> PathBuf {
    without_dots(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// The path without `.` and `..`, by its letters alone: links are not followed.
#[must_use]
pub fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The path as text, with forward slashes; a byte that is no UTF-8 is shown as `\xFF`, so that two
/// files are never called the same.
#[must_use]
pub fn text_of(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    match cfg!(windows) {
        true => text.replace('\\', "/"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_or_too_long_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        assert_eq!(
            read(&path, 3).unwrap_err().to_string(),
            "it is longer than 0 MiB"
        );
        let why = read(folder.path(), 4).unwrap_err().to_string();
        assert_eq!(why, "it is a folder, not a file");
        fs::write(&path, b"\xff").unwrap();
        assert_eq!(
            read_text(&path, 4).unwrap_err().to_string(),
            "it is not in UTF-8"
        );
    }

    #[test]
    fn a_project_is_what_lies_in_its_repository_and_what_is_named_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for inner in ["in/.git", "in/reports", "out"] {
            fs::create_dir_all(root.join(inner)).unwrap();
        }
        for file in ["in/.git/config", "in/a.md", "out/b.md"] {
            fs::write(root.join(file), "x").unwrap();
        }
        let mut project = Project::around(&root.join("in/reports"));
        let admits = |project: &Project, name: &str| project.admit(&root.join(name)).is_ok();
        assert!(admits(&project, "in/a.md"));
        assert!(admits(&project, "in/reports/../a.md"));
        assert!(admits(&project, "in/missing.md"));
        assert!(!admits(&project, "in/.git/config"));
        assert!(!admits(&project, "out/b.md"));
        project.allow(&root.join("out"));
        assert!(admits(&project, "out/b.md"));
        assert!(!admits(&project, "in/.git/config"));
        assert!(admits(&Project::default(), "in/.git/config"));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_within_gives_no_leave_to_follow_a_link_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("in")).unwrap();
        fs::write(root.join("secret"), "x").unwrap();
        fs::write(root.join("in/a.md"), "x").unwrap();
        for (name, target) in [("b.md", "../secret"), ("c.md", "a.md")] {
            std::os::unix::fs::symlink(target, root.join("in").join(name)).unwrap();
        }
        let mut project = Project::around(&root.join("in"));
        project.allow(&root.join("in/b.md"));
        let why = project.admit(&root.join("in/b.md")).unwrap_err();
        assert_eq!(why, "a link out of the project, which is not followed");
        assert!(project.admit(&root.join("in/c.md")).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn names_in_other_bytes_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let name = |bytes: &[u8]| text_of(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(name(b"a\xff.md"), "a\\xFF.md");
        assert_ne!(name(b"a\xff.md"), name(b"a\xfe.md"));
        assert_eq!(name(b"a\\d.md"), "a\\d.md");
    }
}
