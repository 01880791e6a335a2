//! Whether git tracks what is kept, told by the names in git's own index. No program is run, so that
//! nothing that a repository configures is, and it is told where git is missing too.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::{FOLDER, folder};
use crate::files;

/// Sees that no repository around `project` tracks its `.ibid`: what came with a repository says
/// what whoever sent it wants.
///
/// # Errors
/// Where one does, or where that cannot be told.
pub fn refuse_tracked(project: &Path) -> anyhow::Result<()> {
    let here = match project.as_os_str().is_empty() {
        true => Path::new("."),
        false => project,
    };
    if fs::symlink_metadata(here.join(FOLDER)).is_err() {
        return Ok(());
    }
    let project = fs::canonicalize(here)?;
    for repository in project.ancestors() {
        let Some(git) = git_folder(repository)? else {
            continue;
        };
        let beneath = project.strip_prefix(repository).unwrap_or(Path::new(""));
        let kept = slashed(&beneath.join(FOLDER));
        for index in indexes(&git) {
            if let Some(tracked) = tracked(&index, &kept)? {
                bail!(
                    "`{tracked}` in {} is tracked by git, but what ibid keeps from run to run \
                     decides verdicts and must not come with a repository: remove it \
                     (`git rm -r --force {FOLDER}`) and run again",
                    repository.display()
                );
            }
        }
    }
    Ok(())
}

/// The folder of git's own files in that of a repository, if it is one.
fn git_folder(repository: &Path) -> anyhow::Result<Option<PathBuf>> {
    let git = repository.join(".git");
    match fs::metadata(&git) {
        Ok(metadata) if metadata.is_dir() => Ok(Some(git)),
        Ok(metadata) if metadata.is_file() => {
            // A work tree of its own, or a submodule, says where.
            let content = files::read_text(&git, LONGEST_PATH)?;
            let place = content.trim().strip_prefix("gitdir:").map(str::trim);
            Ok(place.map(|place| repository.join(place)))
        }
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot look into {}", git.display())),
    }
}

/// The index of a repository, and what parts of it may lie in files of their own.
fn indexes(git: &Path) -> Vec<PathBuf> {
    let shared = fs::read_dir(git).into_iter().flatten().flatten();
    let shared = shared.map(|entry| entry.path()).filter(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("sharedindex."))
    });
    [git.join("index")].into_iter().chain(shared).collect()
}

/// The first name in the index at `path` that is `kept` or lies beneath it.
fn tracked(path: &Path, kept: &[u8]) -> anyhow::Result<Option<String>> {
    let told = || {
        format!(
            "{} cannot be read, so that it cannot be told whether git tracks `{FOLDER}`; \
             remove `{FOLDER}` and run again",
            path.display()
        )
    };
    if !folder::has_file(path).with_context(told)? {
        return Ok(None);
    }
    let bytes = files::read(path, LONGEST_INDEX).with_context(told)?;
    let is_kept = |name: &[u8]| {
        let (start, rest) = name.split_at(kept.len().min(name.len()));
        // Where letters of both cases are the same, both lead to the folder.
        start.eq_ignore_ascii_case(kept) && matches!(rest.first(), None | Some(b'/'))
    };
    let found = first_name(&bytes, &is_kept).with_context(told)?;
    Ok(found.map(|name| String::from_utf8_lossy(&name).into_owned()))
}

fn slashed(path: &Path) -> Vec<u8> {
    let parts = path.iter().map(|part| part.as_encoded_bytes());
    parts.collect::<Vec<_>>().join(&b'/')
}

/// The longest index that is read, in bytes: some ten million files.
const LONGEST_INDEX: u64 = 1 << 30;

/// The longest name of a file, in bytes, that any system has.
const LONGEST_PATH: u64 = 1 << 16;

/// The lengths of the hashes that git knows.
const HASHES: [usize; 2] = [20, 32];

/// The first name in an index of git that is wanted, if there is one; `None` where it is no index. Which
/// hashes it has, only its repository's configuration says; but with the other ones nothing fits.
fn first_name(bytes: &[u8], is_wanted: &dyn Fn(&[u8]) -> bool) -> Option<Option<Vec<u8>>> {
    let with = |hash: &usize| first_name_with(bytes, *hash, is_wanted);
    HASHES.iter().find_map(with)
}

fn first_name_with(
    bytes: &[u8],
    hash: usize,
    is_wanted: &dyn Fn(&[u8]) -> bool,
) -> Option<Option<Vec<u8>>> {
    let mut reader = Reader {
        rest: bytes.strip_prefix(b"DIRC")?,
    };
    let version = reader.number()?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let count = reader.number()?;
    let (mut before, mut found) = (Vec::new(), None);
    for _ in 0..count {
        let name = reader.entry(version, hash, &before)?;
        if found.is_none() && is_wanted(&name) {
            found = Some(name.clone());
        }
        before = name;
    }
    while reader.rest.len() > hash {
        reader.take(4)?;
        let length = reader.number()?;
        reader.take(length as usize)?;
    }
    (reader.rest.len() == hash).then_some(found)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.take(4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    }

    /// The name of the next entry, which stands after the one called `before`.
    fn entry(&mut self, version: u32, hash: usize, before: &[u8]) -> Option<Vec<u8>> {
        const TIMES_AND_SIZES: usize = 40;
        const IS_EXTENDED: u8 = 0x40;
        let start = self.rest.len();
        self.take(TIMES_AND_SIZES + hash)?;
        let flags = self.take(2)?;
        if version >= 3 && flags[0] & IS_EXTENDED != 0 {
            self.take(2)?;
        }
        let shared = match version {
            4 => before.len().checked_sub(self.varying()?)?,
            _ => 0,
        };
        let length = memchr::memchr(0, self.rest)?;
        let own = self.take(length)?;
        let written = start - self.rest.len();
        // One zero at least ends the name; an older entry is filled up to a multiple of eight.
        self.take(match version {
            4 => 1,
            _ => 8 - written % 8,
        })?;
        let is_path = (shared + own.len()) as u64 <= LONGEST_PATH;
        is_path.then(|| [&before[..shared], own].concat())
    }

    /// A number of as many bytes as it takes, as git writes offsets.
    fn varying(&mut self) -> Option<usize> {
        let mut value = 0_usize;
        loop {
            let byte = *self.take(1)?.first()?;
            value = value.checked_mul(128)?.checked_add((byte & 0x7f).into())?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            value = value.checked_add(1)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn git(folder: &Path, arguments: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@b"])
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&status.stderr);
        assert!(status.status.success(), "git {arguments:?}: {said}");
    }

    fn repository(options: &[&str]) -> tempfile::TempDir {
        let desk = tempfile::tempdir().unwrap();
        git(desk.path(), &[&["init", "-q"], options].concat());
        for name in [".gitignore", "a.md", "sub/.ibid/index/x", "sub/b.md", "z/z"] {
            let path = desk.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        desk
    }

    fn complaint(project: &Path) -> Option<String> {
        refuse_tracked(project).err().map(|error| error.to_string())
    }

    #[test]
    fn what_git_tracks_is_refused_in_every_form_of_its_index() {
        let kinds: [(&[&str], &[&[&str]]); 5] = [
            (&[], &[]),
            (&[], &[&["update-index", "--index-version", "4"]]),
            (&[], &[&["update-index", "--skip-worktree", "sub/b.md"]]),
            (&[], &[&["update-index", "--split-index"]]),
            (&["--object-format=sha256"], &[]),
        ];
        for (options, after) in kinds {
            let desk = repository(options);
            let sub = desk.path().join("sub");
            git(desk.path(), &["add", ".gitignore", "a.md", "sub/b.md", "z"]);
            after.iter().for_each(|one| git(desk.path(), one));
            assert_eq!(complaint(&sub), None, "{after:?}");
            git(desk.path(), &["add", "--force", "sub/.ibid"]);
            after.iter().for_each(|one| git(desk.path(), one));
            let told = complaint(&sub).unwrap();
            assert!(told.contains("`sub/.ibid/index/x`"), "{told}");
            assert_eq!(complaint(desk.path()), None);
            git(desk.path(), &["commit", "-q", "-m", "all"]);
            assert!(complaint(&sub).is_some());
            git(desk.path(), &["rm", "-q", "-r", "--cached", "sub/.ibid"]);
            if !after.iter().any(|one| one.contains(&"--split-index")) {
                assert_eq!(complaint(&sub), None, "{after:?}");
            }
        }
    }

    #[test]
    fn another_spelling_and_a_repository_in_the_place_of_the_folder_are_refused_too() {
        let desk = repository(&[]);
        fs::create_dir(desk.path().join(".ibid")).unwrap();
        for name in [".IBID/x", ".ibid", ".ibid/y"] {
            let entry = "100644,e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
            git(desk.path(), &["read-tree", "--empty"]);
            git(desk.path(), &["hash-object", "-w", "--stdin"]);
            let entry = format!("{entry},{name}");
            git(
                desk.path(),
                &["update-index", "--add", "--cacheinfo", &entry],
            );
            assert!(complaint(desk.path()).unwrap().contains(name));
        }
        for name in [".ibids/x", "a/.ibid/y", ".ibi"] {
            git(desk.path(), &["read-tree", "--empty"]);
            let entry = format!("100644,e69de29bb2d1d6434b8b29ae775ad8c2e48c5391,{name}");
            git(
                desk.path(),
                &["update-index", "--add", "--cacheinfo", &entry],
            );
            assert_eq!(complaint(desk.path()), None, "{name}");
        }
    }

    #[test]
    fn a_worktree_of_its_own_and_an_index_that_is_none_are_told() {
        let desk = repository(&[]);
        git(desk.path(), &["add", "a.md"]);
        git(desk.path(), &["commit", "-q", "-m", "one"]);
        git(desk.path(), &["worktree", "add", "-q", "--detach", "tree"]);
        let tree = desk.path().join("tree");
        fs::create_dir(tree.join(".ibid")).unwrap();
        fs::write(tree.join(".ibid/x"), "").unwrap();
        assert_eq!(complaint(&tree), None);
        git(&tree, &["add", ".ibid/x"]);
        assert!(complaint(&tree).unwrap().contains("`.ibid/x`"));
        fs::create_dir(desk.path().join(".ibid")).unwrap();
        let index = desk.path().join(".git/index");
        let whole = fs::read(&index).unwrap();
        // After so many bytes the only name is whole.
        for length in 0..80 {
            fs::write(&index, &whole[..length]).unwrap();
            let told = complaint(desk.path()).unwrap();
            assert!(told.contains("cannot be told"), "{length}: {told}");
        }
        fs::remove_file(&index).unwrap();
        assert_eq!(complaint(desk.path()), None);
    }
}
