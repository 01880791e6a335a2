//! Which files are sources: roots and globs, in an order that never varies.

use std::path::{Path, PathBuf};

use globset::GlobSet;

use super::walk::{self, Walker};
use crate::files::{self, Project};

/// Which files are sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Files, and directories that are read with all that lies beneath, as the user names them.
    pub roots: Vec<PathBuf>,
    /// Directories, each with a glob that the path of a file beneath it must match.
    pub patterns: Vec<(PathBuf, String)>,
    /// Globs of which neither a file beneath a root nor a folder that it lies in may match one, by the
    /// path or by the name.
    pub exclude: Vec<String>,
    /// The folder, absolute, that names count from: what lies beneath it is named from there,
    /// wherever the program was started. Everything else, and everything where it is empty, is
    /// named as its root is written.
    pub base: PathBuf,
    /// The folders that may be read in.
    pub project: Project,
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
    /// The names of the files and folders (these with a slash at the end) that a `.gitignore` of
    /// the project leaves out.
    pub ignored: Vec<String>,
}

impl Walk {
    /// A sentence on the `things` that a `.gitignore` leaves out, if there are any.
    #[must_use]
    pub fn told_of_ignored(&self, things: &str) -> Option<String> {
        let (first, count) = (self.ignored.first()?, self.ignored.len());
        let more = match count {
            1 => String::new(),
            _ => format!(" and {} more", count - 1),
        };
        Some(format!(
            "passed over among the {things}, as a .gitignore says: {first}{more}"
        ))
    }
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
            let absolute = files::without_dots(&std::path::absolute(root).ok()?);
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

    /// Walks the roots. Hidden files and those that a `.gitignore` of the project names are passed
    /// over, links within the project are followed, a folder that several lead to is entered once.
    ///
    /// # Errors
    /// When a glob cannot be understood.
    pub fn walk(&self) -> anyhow::Result<Walk> {
        let exclude = files::globs(&self.exclude)?;
        let mut walker = Walker::new(&self.project, &exclude);
        for root in &self.roots {
            walker.take(root, &self.named(root), None);
        }
        for (folder, pattern) in &self.patterns {
            let include = files::globs(std::slice::from_ref(pattern))?;
            walker.take(folder, &self.named(folder), Some(&include));
        }
        Ok(walker.finish())
    }

    /// Tells whether a file at a path, there or not, would be of the selection by its name.
    ///
    /// # Errors
    /// When a glob cannot be understood.
    pub fn by_name(&self) -> anyhow::Result<impl Fn(&Path) -> bool> {
        let exclude = files::globs(&self.exclude)?;
        let mut folders: Vec<(PathBuf, Option<GlobSet>)> = Vec::new();
        for root in &self.roots {
            folders.push((self.named(root), None));
        }
        for (folder, pattern) in &self.patterns {
            let include = files::globs(std::slice::from_ref(pattern))?;
            folders.push((self.named(folder), Some(include)));
        }
        Ok(move |path: &Path| {
            let name = self.named(path);
            folders.iter().any(|(folder, include)| {
                name.strip_prefix(folder).is_ok_and(|beneath| {
                    let is_root = beneath.as_os_str().is_empty();
                    is_root || walk::takes(beneath, include.as_ref(), &exclude)
                })
            })
        })
    }

    /// The files and folders that it is made of, globs left out.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        let patterns = self.patterns.iter().map(|(folder, _)| folder);
        self.roots.iter().chain(patterns).map(PathBuf::as_path)
    }
}

/// The path as the user would type it: forward slashes, no `./` in front.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = files::text_of(path);
    let mut name = name.as_str();
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
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
        fs::create_dir_all(root.join("notes")).unwrap();
        fs::create_dir_all(root.join("deep/er")).unwrap();
        for file in [
            "b.md",
            "a.txt",
            "old/c.md",
            "deep/er/c.md",
            "p.PNG",
            "p.svg",
            "draft.md",
            "notes.tmp",
            "notes/n.txt",
            "r.bib",
        ] {
            fs::write(root.join(file), "Text.").unwrap();
        }
        fs::write(root.join(".gitignore"), "*.tmp\n").unwrap();
        let mut selection = Selection::of([root]);
        let all = selection.walk().unwrap();
        assert_eq!(
            names(&all, root),
            [
                "a.txt",
                "b.md",
                "deep/er/c.md",
                "draft.md",
                "notes/n.txt",
                "old/c.md"
            ]
        );
        selection.exclude = vec!["deep/*".to_owned(), "c.md".to_owned()];
        assert_eq!(
            names(&selection.walk().unwrap(), root),
            ["a.txt", "b.md", "draft.md", "notes/n.txt"]
        );
        selection.roots.clear();
        selection.patterns = vec![(root.to_owned(), "*.md".to_owned())];
        selection.exclude = vec!["old/**".to_owned(), "draft.*".to_owned()];
        assert_eq!(names(&selection.walk().unwrap(), root), ["b.md"]);
        selection.patterns[0].1 = "**/*.md".to_owned();
        assert_eq!(
            names(&selection.walk().unwrap(), root),
            ["b.md", "deep/er/c.md"]
        );
        selection.roots = vec![root.join("notes")];
        assert_eq!(
            names(&selection.walk().unwrap(), root),
            ["b.md", "deep/er/c.md", "notes/n.txt"]
        );
    }

    #[test]
    fn only_the_rules_of_the_project_leave_files_out_and_they_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("in/.git")).unwrap();
        fs::create_dir_all(root.join("in/a/built")).unwrap();
        for file in ["in/a/b.txt", "in/a/c.log", "in/a/d.log", "in/a/built/e.txt"] {
            fs::write(root.join(file), "Text.").unwrap();
        }
        fs::write(root.join(".gitignore"), "*\n").unwrap();
        fs::write(root.join("in/.ignore"), "*\n").unwrap();
        fs::write(root.join("in/.gitignore"), "*.log\nbuilt/\n").unwrap();
        fs::write(root.join("in/a/.gitignore"), "!d.log\n").unwrap();
        let mut selection = Selection::of([root.join("in/a")]);
        selection.base = root.join("in");
        selection.project = Project::around(&root.join("in/a"));
        let walk = selection.walk().unwrap();
        let found: Vec<&str> = walk.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(found, ["a/b.txt", "a/d.log"]);
        assert_eq!(walk.ignored, ["a/built/", "a/c.log"]);
        assert_eq!(
            walk.told_of_ignored("sources").unwrap(),
            "passed over among the sources, as a .gitignore says: a/built/ and 1 more"
        );
        let is_of_it = selection.by_name().unwrap();
        assert!(is_of_it(&root.join("in/a/gone.txt")));
        assert!(!is_of_it(&root.join("in/gone.txt")));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_many_links_lead_to_is_entered_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for at in 0..40 {
            let here = root.join(format!("d{at}"));
            fs::create_dir(&here).unwrap();
            for name in ["a", "b"] {
                let next = format!("../d{}", at + 1);
                std::os::unix::fs::symlink(next, here.join(name)).unwrap();
            }
        }
        fs::create_dir(root.join("d40")).unwrap();
        fs::write(root.join("d40/z.txt"), "Text.").unwrap();
        let walk = Selection::of([root]).walk().unwrap();
        assert_eq!(walk.files.len(), 2, "by its own name and by one link");
        assert_eq!(walk.unreadable, []);
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
