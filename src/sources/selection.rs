//! Which files are sources: roots, globs, `.gitignore`, in an order that never varies.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

/// Which files are sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Files, and directories that are read with all that lies beneath, as the user names them.
    pub roots: Vec<PathBuf>,
    /// Globs of which a file beneath a root must match one; none means every file. They are
    /// matched against the path beneath the root and against the file's name.
    pub include: Vec<String>,
    /// Globs of which a file beneath a root may match none.
    pub exclude: Vec<String>,
    /// The folder, absolute, that names count from: what lies beneath it is named from there,
    /// wherever the program was started. Everything else, and everything where it is empty, is
    /// named as its root is written.
    pub base: PathBuf,
}

/// A file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name in every output: the path as the user would type it, with forward slashes.
    pub name: String,
    /// Where it is read from.
    pub path: PathBuf,
}

/// A file (or a record of one) that could not be read. It is reported, never passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Unreadable {
    /// The file's name; a line of a bulk file is named in `why`.
    pub path: String,
    /// What is the matter, as a lower-case fragment that ends a sentence.
    pub why: String,
}

/// The files of a selection, each once and in the order of their names, and what the walk could
/// not enter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files, in the order of their names.
    pub files: Vec<SourceFile>,
    /// What could not be entered or found.
    pub unreadable: Vec<Unreadable>,
}

impl Selection {
    /// The selection of everything beneath `roots`.
    #[must_use]
    pub fn of(roots: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            roots: roots.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// A root as it begins the names of what lies beneath it.
    #[must_use]
    pub fn named(&self, root: &Path) -> PathBuf {
        let beneath_base = || {
            let absolute = without_dots(&std::path::absolute(root).ok()?);
            absolute
                .strip_prefix(&self.base)
                .ok()
                .map(Path::to_path_buf)
        };
        match self.base.as_os_str().is_empty() {
            true => root.to_owned(),
            false => beneath_base().unwrap_or_else(|| root.to_owned()),
        }
    }

    /// Walks the roots. Hidden and git-ignored files are passed over, links are followed, a loop
    /// of links is entered once.
    ///
    /// # Errors
    /// When a glob cannot be understood.
    pub fn walk(&self) -> anyhow::Result<Walk> {
        let filter = Filter {
            include: globs(&self.include)?,
            exclude: globs(&self.exclude)?,
            everything: self.include.is_empty(),
        };
        let mut walk = Walk::default();
        for root in &self.roots {
            let named = self.named(root);
            if root.is_dir() {
                walk_directory(root, &named, &filter, &mut walk);
            } else if root.exists() {
                walk.files.push(SourceFile {
                    name: name_of(&named),
                    path: root.clone(),
                });
            } else {
                walk.unreadable.push(Unreadable {
                    path: name_of(&named),
                    why: "no such file or directory".to_owned(),
                });
            }
        }
        walk.files.sort_by(|a, b| a.name.cmp(&b.name));
        walk.files.dedup_by(|a, b| a.name == b.name);
        walk.unreadable.sort();
        walk.unreadable.dedup();
        Ok(walk)
    }
}

struct Filter {
    include: GlobSet,
    exclude: GlobSet,
    everything: bool,
}

impl Filter {
    fn takes(&self, beneath_root: &Path) -> bool {
        let matches = |set: &GlobSet| {
            set.is_match(beneath_root)
                || beneath_root
                    .file_name()
                    .is_some_and(|name| set.is_match(name))
        };
        (self.everything || matches(&self.include)) && !matches(&self.exclude)
    }
}

fn globs(patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern).with_context(|| format!("glob `{pattern}`"))?);
    }
    Ok(set.build()?)
}

fn walk_directory(root: &Path, named: &Path, filter: &Filter, walk: &mut Walk) {
    let entries = WalkBuilder::new(root)
        .follow_links(true)
        .require_git(false)
        .build();
    for entry in entries {
        match entry {
            Ok(entry) => {
                let beneath = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else {
                    continue;
                };
                if !filter.takes(beneath) || is_bibliography(beneath) {
                    continue;
                }
                let name = name_of(&named.join(beneath));
                if kind.is_file() {
                    walk.files.push(SourceFile {
                        name,
                        path: entry.path().to_owned(),
                    });
                } else {
                    walk.unreadable.push(Unreadable {
                        path: name,
                        why: "a pipe, socket or device, not a file".to_owned(),
                    });
                }
            }
            Err(error) if is_loop(&error) => {}
            Err(error) => walk.unreadable.push(unreadable_entry(root, named, &error)),
        }
    }
}

/// Bibliographies beside the sources describe them and are none themselves.
fn is_bibliography(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("bib"))
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

fn unreadable_entry(root: &Path, named: &Path, error: &ignore::Error) -> Unreadable {
    let mut path = name_of(named);
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = match at.strip_prefix(root) {
                    Ok(beneath) => name_of(&named.join(beneath)),
                    Err(_) => name_of(at),
                };
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                inner = err;
            }
            other => {
                return Unreadable {
                    path,
                    why: why_not_entered(other),
                };
            }
        }
    }
}

/// Why the walk stopped, in words that do not name the path again.
fn why_not_entered(error: &ignore::Error) -> String {
    let Some(cause) = error.io_error() else {
        return error.to_string();
    };
    match cause.kind() {
        ErrorKind::NotFound => "a link to what is not there; mend or remove it".to_owned(),
        ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        // The kind is told by the system's own message, without the path that `ignore` adds.
        _ => match cause.raw_os_error() {
            Some(code) => std::io::Error::from_raw_os_error(code).to_string(),
            None => cause.to_string(),
        },
    }
}

/// The path as the user would type it: forward slashes, no `./` in front.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let mut name = name.as_str();
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(walk: &Walk, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        walk.files
            .iter()
            .map(|file| file.name.trim_start_matches(&root).to_owned())
            .collect()
    }

    #[test]
    fn globs_and_gitignore_choose_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("old")).unwrap();
        for file in [
            "b.md",
            "a.txt",
            "old/c.md",
            "draft.md",
            "notes.tmp",
            "r.bib",
        ] {
            fs::write(root.join(file), "Text.").unwrap();
        }
        fs::write(root.join(".gitignore"), "*.tmp\n").unwrap();
        let mut selection = Selection::of([root]);
        let all = selection.walk().unwrap();
        assert_eq!(names(&all, root), ["a.txt", "b.md", "draft.md", "old/c.md"]);
        selection.include = vec!["*.md".to_owned()];
        selection.exclude = vec!["old/**".to_owned(), "draft.*".to_owned()];
        assert_eq!(names(&selection.walk().unwrap(), root), ["b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends_and_a_missing_root_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.txt"), "Text.").unwrap();
        std::os::unix::fs::symlink(root, root.join("again")).unwrap();
        let walk = Selection::of([root.to_owned(), root.join("missing")])
            .walk()
            .unwrap();
        assert_eq!(names(&walk, root), ["a.txt"]);
        assert_eq!(walk.unreadable.len(), 1);
        assert!(walk.unreadable[0].path.ends_with("missing"));
    }

    #[test]
    fn files_beneath_the_base_are_named_from_there() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/c.md"), "Text.").unwrap();
        for typed in [root.join("a"), root.join("a/b/.."), root.join("a/b/c.md")] {
            let mut selection = Selection::of([typed.clone()]);
            selection.base = root.to_owned();
            let walk = selection.walk().unwrap();
            assert_eq!(walk.files[0].name, "a/b/c.md", "{}", typed.display());
            assert!(walk.files[0].path.is_file());
            selection.base = root.join("elsewhere");
            let walk = selection.walk().unwrap();
            assert!(Path::new(&walk.files[0].name).is_absolute());
        }
    }

    #[test]
    fn a_name_is_what_the_user_would_type() {
        assert_eq!(name_of(Path::new("./corpus/a.txt")), "corpus/a.txt");
        assert_eq!(name_of(Path::new("../x/a.txt")), "../x/a.txt");
        assert_eq!(name_of(Path::new("/srv/a.txt")), "/srv/a.txt");
    }
}
