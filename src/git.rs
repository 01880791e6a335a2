//! What stands at a revision, by asking git in a way that runs nothing else: a repository can name
//! programs in its configuration and attributes (filters, text conversion, external diffs, hooks,
//! pagers, monitors, ways to fetch what is missing), and none of them is wanted here.
//!
//! Only plumbing is called, and nothing that reads the index or the working tree: trees and raw
//! contents come from git, what is compared is compared by the caller.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use crate::files::{self, MOST_OF_TEXT};

/// The kinds of entries of a tree that are regular files.
const REGULAR: [&str; 2] = ["100644", "100755"];

/// The tree of a revision.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The folder with the `.git`, by its name and as it really is.
    top: PathBuf,
    real_top: PathBuf,
    /// How the user calls the revision.
    name: String,
    /// Object by path from the top, with forward slashes; regular files only.
    files: BTreeMap<Vec<u8>, String>,
}

impl Revision {
    /// Reads the tree of `revision` in the repository that `folder` lies in.
    ///
    /// # Errors
    /// Where git is missing, `folder` is in no repository or the revision is unknown.
    pub fn open(revision: &str, folder: &Path) -> anyhow::Result<Self> {
        ensure!(
            !revision.starts_with('-') && !revision.is_empty() && !revision.contains('\0'),
            "`{revision}` is no revision"
        );
        let top = files::top(folder);
        ensure!(
            top.join(".git").exists(),
            "{} is in no git repository",
            folder.display()
        );
        let mut opened = Self {
            real_top: top.canonicalize().unwrap_or_else(|_| top.clone()),
            top,
            name: revision.to_owned(),
            files: BTreeMap::new(),
        };
        opened.ensure_means_one()?;
        let wanted = format!("{revision}^{{tree}}");
        let tree = opened.output(&["rev-parse", "--verify", "--end-of-options", &wanted])?;
        let tree = String::from_utf8_lossy(&tree).trim().to_owned();
        ensure!(
            tree.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "`{revision}` is no revision"
        );
        let listed = opened.output(&["ls-tree", "-r", "-z", "--full-tree", &tree])?;
        opened.files = listed.split(|&byte| byte == 0).filter_map(entry).collect();
        Ok(opened)
    }

    /// Refuses a name that a tag, a branch and a remote branch share: git would take the tag, which whoever sends a change
    /// may have made.
    fn ensure_means_one(&self) -> anyhow::Result<()> {
        let ends = ["~", "^", "@{", ":"].map(|sign| self.name.find(sign));
        let base = match ends.into_iter().flatten().min() {
            Some(end) => &self.name[..end],
            None => &self.name,
        };
        if base.is_empty() || base.starts_with("refs/") {
            return Ok(());
        }
        let places = ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];
        let places = places.map(|place| format!("{place}{base}"));
        let mut asked = vec!["for-each-ref", "--format=%(refname)", "--"];
        asked.extend(places.iter().map(String::as_str));
        let listed = self.output(&asked)?;
        let listed = String::from_utf8_lossy(&listed);
        let meant = listed
            .lines()
            .filter(|line| places.iter().any(|it| it == line));
        let meant: Vec<&str> = meant.collect();
        ensure!(
            meant.len() <= 1,
            "`{base}` is the name of {}; write the one that is meant",
            meant.join(" and of ")
        );
        Ok(())
    }

    /// How the user calls the revision.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the file at `path` stands in the trees of the repository; `None` where it lies
    /// elsewhere or a link leads to it, so that no tree tells what it was.
    #[must_use]
    pub fn place_of(&self, path: &Path) -> Option<Vec<u8>> {
        let place = self.beneath(path)?;
        match path.canonicalize() {
            Ok(real) if real != self.real_top.join(&place) => None,
            _ => Some(key(&place)),
        }
    }

    /// `path` from the top, by its name: links are not followed.
    fn beneath(&self, path: &Path) -> Option<PathBuf> {
        let named = files::without_dots(&std::path::absolute(path).ok()?);
        let tops = [&self.top, &self.real_top];
        let mut places = tops.into_iter().map(|top| named.strip_prefix(top));
        places.find_map(|place| Some(place.ok()?.to_owned()))
    }

    /// Whether there is a file at `place`.
    #[must_use]
    pub fn has(&self, place: &[u8]) -> bool {
        self.files.contains_key(place)
    }

    /// Every regular file, as a path in the working tree.
    pub fn paths(&self) -> impl Iterator<Item = (&[u8], PathBuf)> {
        self.files
            .keys()
            .map(|place| (place.as_slice(), self.top.join(path_of(place))))
    }

    /// The content of the files at `places`, in their order; `None` for one that is not there, is
    /// too long, or that git does not have at hand.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn contents(&self, places: &[&[u8]]) -> anyhow::Result<Vec<Option<Vec<u8>>>> {
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(MISSING)?;
        let mut ask = child.stdin.take().context(MISSING)?;
        let mut answers = BufReader::new(child.stdout.take().context(MISSING)?);
        let mut contents = Vec::with_capacity(places.len());
        for place in places {
            let object = self.files.get(*place);
            contents.push(match object {
                Some(object) => content(object, &mut ask, &mut answers)?,
                None => None,
            });
        }
        drop(ask);
        let _ = child.wait();
        Ok(contents)
    }

    /// The text of the file at `path` as it was; `None` where there was none.
    ///
    /// # Errors
    /// Where git cannot be run, does not have it at hand, or it is no text.
    pub fn text(&self, path: &Path) -> anyhow::Result<Option<String>> {
        let place = self
            .beneath(path)
            .with_context(|| format!("{} is in no tree of git", path.display()))?;
        let place = key(&place);
        if !self.has(&place) {
            return Ok(None);
        }
        let content = self.contents(&[&place])?.into_iter().next().flatten();
        let content = content.with_context(|| {
            let name = path.display();
            format!("git does not have {name} of {} at hand", self.name)
        })?;
        let text = String::from_utf8(content);
        Ok(Some(text.with_context(|| {
            format!("{} of {} is not in UTF-8", path.display(), self.name)
        })?))
    }

    /// Which of `paths`, each with its place, are not byte for byte what they were.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn changed<'p>(
        &self,
        paths: &[(&'p [u8], &'p Path)],
    ) -> anyhow::Result<BTreeSet<&'p [u8]>> {
        // A line is a path; one with a line end in it, and one that is gone, counts as changed.
        let is_line =
            |path: &Path| path.is_file() && !path.as_os_str().as_encoded_bytes().contains(&b'\n');
        let asked: Vec<&(&[u8], &Path)> = paths.iter().filter(|(_, path)| is_line(path)).collect();
        let mut lines = Vec::new();
        for (_, path) in &asked {
            let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
            lines.extend_from_slice(full.as_os_str().as_encoded_bytes());
            lines.push(b'\n');
        }
        let hashes = self.hashes(lines)?;
        let mut changed: BTreeSet<&[u8]> = paths.iter().map(|(place, _)| *place).collect();
        for ((place, _), hash) in asked.iter().zip(hashes.lines()) {
            if self.files.get(*place).is_some_and(|object| object == hash) {
                changed.remove(place);
            }
        }
        Ok(changed)
    }

    /// Whether the files at `paths` are there, byte for byte.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn has_unchanged(&self, paths: &[PathBuf]) -> anyhow::Result<bool> {
        let places: Option<Vec<Vec<u8>>> = paths.iter().map(|path| self.place_of(path)).collect();
        let Some(places) = places else {
            return Ok(false);
        };
        let places = places.iter().map(Vec::as_slice);
        let pairs: Vec<(&[u8], &Path)> = places.zip(paths.iter().map(PathBuf::as_path)).collect();
        Ok(self.changed(&pairs)?.is_empty())
    }

    /// The hashes, as git would name their content, of the files whose paths are `lines`.
    fn hashes(&self, lines: Vec<u8>) -> anyhow::Result<String> {
        let mut child = self
            .command(&["hash-object", "--no-filters", "--stdin-paths"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(MISSING)?;
        let mut ask = child.stdin.take().context(MISSING)?;
        // A file that cannot be read ends git early, and with it the writing.
        let asking = std::thread::spawn(move || ask.write_all(&lines));
        let output = child.wait_with_output().context(MISSING)?;
        let _ = asking.join();
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn output(&self, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
        let output = self.command(arguments).output().context(MISSING)?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("git: {}", complaint.trim());
        }
        Ok(output.stdout)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--git-dir")
            .arg(self.top.join(".git"))
            .args(["--no-pager", "--no-replace-objects", "--no-optional-locks"])
            .args([
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "core.fsmonitor=false",
            ])
            .args(arguments)
            .current_dir(&self.top)
            .stdin(Stdio::null())
            // What is not at hand is not fetched: no protocol is allowed to.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_TERMINAL_PROMPT", "0");
        command
    }
}

const MISSING: &str = "git cannot be run, which is asked for the revision";

/// An entry of a tree, `MODE TYPE OBJECT\tPATH`, if it is a regular file.
fn entry(line: &[u8]) -> Option<(Vec<u8>, String)> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let head = std::str::from_utf8(&line[..tab]).ok()?;
    let mut parts = head.split(' ');
    let (mode, _, object) = (parts.next()?, parts.next()?, parts.next()?);
    REGULAR
        .contains(&mode)
        .then(|| (line[tab + 1..].to_vec(), object.to_owned()))
}

/// Asks for one object and reads its answer, so that neither side waits for the other.
fn content(
    object: &str,
    ask: &mut ChildStdin,
    answers: &mut BufReader<ChildStdout>,
) -> anyhow::Result<Option<Vec<u8>>> {
    writeln!(ask, "{object}").context(MISSING)?;
    ask.flush()?;
    let mut head = String::new();
    answers.read_line(&mut head)?;
    // `OBJECT blob SIZE`, or that it is missing.
    let mut words = head.split_whitespace().skip(1);
    let (Some("blob"), Some(size)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let size: u64 = size
        .parse()
        .context("git answered otherwise than it does")?;
    if size > MOST_OF_TEXT {
        std::io::copy(&mut answers.by_ref().take(size + 1), &mut std::io::sink())?;
        return Ok(None);
    }
    let mut bytes = Vec::new();
    answers.by_ref().take(size + 1).read_to_end(&mut bytes)?;
    ensure!(
        bytes.len() as u64 == size + 1,
        "git ended before its answer did"
    );
    bytes.pop();
    Ok(Some(bytes))
}

/// A path beneath the top as trees have it.
fn key(path: &Path) -> Vec<u8> {
    let parts = path
        .components()
        .map(|part| part.as_os_str().as_encoded_bytes());
    parts.collect::<Vec<_>>().join(&b'/')
}

#[cfg(unix)]
fn path_of(place: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(place).into()
}

#[cfg(not(unix))]
fn path_of(place: &[u8]) -> PathBuf {
    String::from_utf8_lossy(place).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_files_of_a_tree_are_known_by_their_bytes() {
        let (path, object) = entry(b"100644 blob 0a1b\tclaims/\xff \"q\".md").unwrap();
        assert_eq!(
            (path.as_slice(), object.as_str()),
            (&b"claims/\xff \"q\".md"[..], "0a1b")
        );
        assert_eq!(entry(b"120000 blob 0a1b\tlink.md"), None);
        assert_eq!(entry(b"160000 commit 0a1b\tmodule"), None);
        assert_eq!(entry(b""), None);
        assert_eq!(key(Path::new("a/b.md")), b"a/b.md");
    }

    #[test]
    fn a_revision_cannot_be_an_option() {
        for name in ["--output=x", "-p", ""] {
            let error = Revision::open(name, Path::new(".")).unwrap_err();
            assert!(error.to_string().contains("no revision"), "{name}");
        }
    }
}
