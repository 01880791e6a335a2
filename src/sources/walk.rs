//! Walking the folders of a selection: links within the project are followed, a folder that
//! several of them lead to is entered once, and what is passed over is counted.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use walkdir::{DirEntry, WalkDir};

use super::ignored::Ignored;
use super::selection::{SourceFile, Unreadable, Walk, name_of};
use crate::files::{self, Project};

/// One walk over all folders of a selection.
pub(super) struct Walker<'s> {
    project: &'s Project,
    exclude: &'s GlobSet,
    /// The folders that links have led to.
    entered: BTreeSet<PathBuf>,
    walk: Walk,
}

/// A folder that is walked.
struct Root<'r> {
    path: &'r Path,
    /// Absolute.
    full: PathBuf,
    /// As it begins the names of what lies beneath it.
    named: &'r Path,
    /// Globs of which a file must match one; every file is taken where it is `None`.
    include: Option<&'r GlobSet>,
    ignored: Ignored,
}

impl<'s> Walker<'s> {
    pub(super) fn new(project: &'s Project, exclude: &'s GlobSet) -> Self {
        Self {
            project,
            exclude,
            entered: BTreeSet::new(),
            walk: Walk::default(),
        }
    }

    /// Takes the file at `path`, or what lies beneath the folder there and matches `include`.
    pub(super) fn take(&mut self, path: &Path, named: &Path, include: Option<&GlobSet>) {
        if let Err(why) = self.project.admit(path) {
            return self.note(name_of(named), why);
        }
        if path.is_dir() {
            let full = files::without_dots(&std::path::absolute(path).unwrap_or(path.to_owned()));
            let top = self.project.folder_of(path).unwrap_or(&full);
            let ignored = Ignored::beneath(top);
            self.enter(Root {
                path,
                full,
                named,
                include,
                ignored,
            });
        } else if path.exists() {
            self.walk.files.push(SourceFile {
                name: name_of(named),
                path: path.to_owned(),
            });
        } else {
            self.note(name_of(named), "no such file or directory".to_owned());
        }
    }

    /// What was found, each file once and in the order of the names.
    pub(super) fn finish(self) -> Walk {
        let mut walk = self.walk;
        walk.files.sort_by(|a, b| a.name.cmp(&b.name));
        let mut lost = Vec::new();
        walk.files.dedup_by(|later, kept| {
            let is_same = later.name == kept.name;
            if is_same && is_another(&later.path, &kept.path) {
                lost.push(Unreadable {
                    path: later.name.clone(),
                    why: "another file has a name that is shown the same; rename one".to_owned(),
                });
            }
            is_same
        });
        walk.unreadable.extend(lost);
        walk.unreadable.sort();
        walk.unreadable.dedup();
        walk.ignored.sort();
        walk.ignored.dedup();
        walk
    }

    fn note(&mut self, path: String, why: String) {
        self.walk.unreadable.push(Unreadable { path, why });
    }

    fn enter(&mut self, mut root: Root<'_>) {
        let mut entries = WalkDir::new(root.path)
            .min_depth(1)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => {
                    let is_folder = entry.file_type().is_dir();
                    if !self.entry(&entry, &mut root) && is_folder {
                        entries.skip_current_dir();
                    }
                }
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let at = error.path().unwrap_or(root.path);
                    let name = name_of(&root.named.join(beneath(at, &root)));
                    self.note(name, why_not_entered(&error));
                }
            }
        }
    }

    /// Takes an entry of a folder, if it is a file that is wanted; `false` where nothing beneath
    /// it is.
    fn entry(&mut self, entry: &DirEntry, root: &mut Root<'_>) -> bool {
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let path = beneath(entry.path(), root);
        let is_folder = entry.file_type().is_dir();
        if is_hidden || !(is_folder || self.takes(&path, root.include)) {
            return false;
        }
        let name = name_of(&root.named.join(&path));
        if root.ignored.leaves_out(&root.full.join(&path), is_folder) {
            let slash = if is_folder { "/" } else { "" };
            self.walk.ignored.push(format!("{name}{slash}"));
            return false;
        }
        if entry.path_is_symlink() {
            if let Err(why) = self.project.admit(entry.path()) {
                self.note(name, why);
                return false;
            }
            let real = || entry.path().canonicalize().unwrap_or_default();
            if is_folder && !self.entered.insert(real()) {
                return false;
            }
        }
        if entry.file_type().is_file() {
            self.walk.files.push(SourceFile {
                name,
                path: entry.path().to_owned(),
            });
        } else if !is_folder {
            self.note(name, "a pipe, socket or device, not a file".to_owned());
        }
        true
    }

    fn takes(&self, path: &Path, include: Option<&GlobSet>) -> bool {
        takes(path, include, self.exclude)
    }
}

/// Extensions of files that lie among texts and are none: bibliographies describe the sources beside
/// them, pictures (an SVG is one, however it is written) stand in their pages.
const NO_TEXTS: [&str; 13] = [
    "avif", "bib", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp",
];

/// Whether the file at `path` beneath its root is wanted. As in a `.gitignore`, what is excluded is
/// excluded with all that lies beneath it, and a glob without a folder is one of names, however deep.
pub(super) fn takes(path: &Path, include: Option<&GlobSet>, exclude: &GlobSet) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_text = extension.is_none_or(|own| {
        let mut others = NO_TEXTS.iter();
        !others.any(|other| own.eq_ignore_ascii_case(other))
    });
    let is_excluded = path.ancestors().any(|part| {
        let name = part.file_name();
        name.is_some_and(|name| exclude.is_match(part) || exclude.is_match(name))
    });
    is_text && include.is_none_or(|globs| globs.is_match(path)) && !is_excluded
}

fn beneath(path: &Path, root: &Root<'_>) -> PathBuf {
    path.strip_prefix(root.path).unwrap_or(path).to_owned()
}

/// Whether the two are not the same file.
fn is_another(one: &Path, other: &Path) -> bool {
    one != other && one.canonicalize().ok() != other.canonicalize().ok()
}

/// Why the walk stopped, in words that do not name the path again.
fn why_not_entered(error: &walkdir::Error) -> String {
    let Some(cause) = error.io_error() else {
        return error.to_string();
    };
    match cause.kind() {
        ErrorKind::NotFound => "a link to what is not there; mend or remove it".to_owned(),
        ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        // The kind is told by the system's own message, without the path that is told already.
        _ => match cause.raw_os_error() {
            Some(code) => std::io::Error::from_raw_os_error(code).to_string(),
            None => cause.to_string(),
        },
    }
}
