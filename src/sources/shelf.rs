//! Where a repository keeps its bibliographies: beside the draft, in a folder above it, and where
//! the configuration of its publishing tool says.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::document::yaml;
use crate::files::{self, Project};

/// Configurations that may name bibliographies, of Quarto, bookdown, Manubot, MyST, Jupyter Book,
/// Jekyll and MkDocs.
const CONFIGURATIONS: &[&str] = &[
    "_quarto.yml",
    "_metadata.yml",
    "_bookdown.yml",
    "metadata.yaml",
    "myst.yml",
    "_config.yml",
    "mkdocs.yml",
];

/// The first file of a book, whose front matter holds for the whole.
const FIRST_FILES: &[&str] = &["index.Rmd", "index.rmd", "index.qmd", "index.md"];

/// Folders that hold the bibliographies of the folder they lie in, of Manubot and Jekyll.
const FOLDERS: &[&str] = &["content", "_bibliography"];

/// The keys of a configuration that name bibliographies.
const NAMING: &[&str] = &["bibliography", "bib_file", "bibtex_bibfiles"];

/// The configuration of Sphinx, a program of which one assignment is read.
const SPHINX: &str = "conf.py";

/// The bibliographies that Sphinx's configuration names: strings between brackets.
static SPHINX_FILES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^bibtex_bibfiles\s*=\s*[\[(]([^\])]*)[\])]").expect("the pattern is sound")
});

/// A configuration longer than this, in bytes, is not read.
const LONGEST: u64 = 1024 * 1024;

/// The bibliographies of a repository.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Those that are there, nearest first, in the same order at every run.
    pub found: Vec<PathBuf>,
    /// Those that its tool is told of and that are not there: written anew at each build, say, or on
    /// another site.
    pub absent: Vec<PathBuf>,
}

/// The bibliographies of the repository that the draft at `path` lies in.
#[must_use]
pub fn bibliographies_of(path: &Path) -> Shelf {
    let mut found = Vec::new();
    for folder in folders_above(path) {
        for named in CONFIGURATIONS {
            let configuration = content(&folder.join(named));
            add_named(
                &folder,
                yaml::value(&configuration, LONGEST as usize),
                &mut found,
            );
        }
        add_quoted(&folder, &content(&folder.join(SPHINX)), &mut found);
        for named in FIRST_FILES {
            let first = content(&folder.join(named));
            add_named(&folder, front_matter(&first), &mut found);
        }
        add_lying(&folder, &mut found);
        for inner in FOLDERS {
            add_lying(&folder.join(inner), &mut found);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    let (found, mut absent): (Vec<PathBuf>, Vec<PathBuf>) =
        found.into_iter().partition(|path| path.is_file());
    // A tool with a folder of its own for them names no more than the file.
    absent.retain(|path| found.iter().all(|one| one.file_name() != path.file_name()));
    Shelf { found, absent }
}

/// The folder of the file at `path` and those above it, up to the root of the repository: the
/// folder with a `.git` or an `ibid.toml`, or else the working directory. Of a file from
/// elsewhere it is its own folder alone.
pub fn folders_above(path: &Path) -> Vec<PathBuf> {
    let Some(own) = path.parent() else {
        return Vec::new();
    };
    let mut folders = Vec::new();
    for folder in own.ancestors() {
        folders.push(folder.to_path_buf());
        let is_root = [".git", "ibid.toml"]
            .iter()
            .any(|mark| folder.join(mark).exists());
        if is_root || folder.as_os_str().is_empty() {
            return folders;
        }
    }
    vec![own.to_path_buf()]
}

/// What may be read for the draft at `path`: the repository around the last of the [`folders_above`].
#[must_use]
pub fn project_around(path: &Path) -> Project {
    let folders = folders_above(path);
    Project::around(folders.last().map_or(Path::new(""), PathBuf::as_path))
}

/// The text of the file at `path`; empty where it cannot be read or is too long.
fn content(path: &Path) -> String {
    files::read_text(path, LONGEST).unwrap_or_default()
}

fn front_matter(markdown: &str) -> Option<Value> {
    let inner = markdown.strip_prefix("---")?;
    let end = inner.find("\n---").or_else(|| inner.find("\n..."))?;
    yaml::value(&inner[..end], LONGEST as usize)
}

/// The files that a configuration names, at whatever depth, there or not.
fn add_named(folder: &Path, configuration: Option<Value>, found: &mut Vec<PathBuf>) {
    let mut open: Vec<(bool, Value)> = configuration.into_iter().map(|all| (false, all)).collect();
    while let Some((is_named, value)) = open.pop() {
        match value {
            Value::Object(fields) => open.extend(fields.into_iter().map(|(name, value)| {
                let names = NAMING.contains(&name.as_str());
                (names, value)
            })),
            Value::Array(values) => {
                open.extend(values.into_iter().rev().map(|value| (is_named, value)));
            }
            Value::String(named) if is_named => {
                found.push(folder.join(named));
            }
            _ => {}
        }
    }
}

/// The files that a configuration of Sphinx names.
fn add_quoted(folder: &Path, program: &str, found: &mut Vec<PathBuf>) {
    let lists = SPHINX_FILES.captures_iter(program);
    let named = lists.flat_map(|list| list.get(1).map_or("", |inner| inner.as_str()).split(','));
    let named = named.map(|one| folder.join(one.trim().trim_matches(['"', '\''])));
    found.extend(named.filter(|path| path.is_file()));
}

/// The files of a folder that are bibliographies by their names.
fn add_lying(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = files::here(folder).read_dir() else {
        return;
    };
    let mut lying: Vec<PathBuf> = entries
        .filter_map(|entry| Some(folder.join(entry.ok()?.file_name())))
        .filter(|path| is_bibliography(path) && path.is_file())
        .collect();
    lying.sort();
    found.extend(lying);
}

/// Whether the file at `path` is a bibliography by its name.
#[must_use]
pub fn is_bibliography(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.and_then(std::ffi::OsStr::to_str)
            .unwrap_or_default()
            .to_lowercase()
    };
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    match extension.as_str() {
        "bib" => true,
        "json" | "yaml" | "yml" => {
            ["references", "bibliography"].contains(&stem.as_str())
                || stem.starts_with("manual-references")
                || stem.ends_with(".csl")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn bibliographies_of_sphinx_and_jupyter_book_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, text) in [
            (".git/HEAD", ""),
            (
                "_config.yml",
                "sphinx:\n  config:\n    bibtex_bibfiles:\n      - lib/one.bib\n",
            ),
            (
                "conf.py",
                "import os\nbibtex_bibfiles = [\"lib/two.bib\", 'none.bib']\n",
            ),
            ("lib/one.bib", ""),
            ("lib/two.bib", ""),
            ("text/a.md", ""),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = bibliographies_of(&root.join("text/a.md"));
        let at = |name: &str| root.join(name);
        assert_eq!(found.found, [at("lib/one.bib"), at("lib/two.bib")]);
        assert!(found.absent.is_empty());
    }

    #[test]
    fn bibliographies_lie_where_the_tools_look_for_them() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, text) in [
            (".git/HEAD", ""),
            (
                "_quarto.yml",
                "book:\n  chapters: [a.qmd]\nbibliography: [lib/one.bib, none.bib]\n",
            ),
            (
                "index.Rmd",
                "---\nbibliography: lib/two.bib\n---\n\n# Book\n",
            ),
            ("lib/one.bib", ""),
            ("lib/two.bib", ""),
            ("lib/three.bib", ""),
            ("content/manual-references-2.json", "[]"),
            ("content/04.study.md", ""),
            ("content/data.json", "{}"),
            ("references.yaml", ""),
            ("bibliography.json", "[]"),
            ("works.csl.json", "[]"),
            ("works.json", "[]"),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = bibliographies_of(&root.join("content/04.study.md"));
        assert_eq!(found.absent, [root.join("none.bib")]);
        let names: Vec<_> = found
            .found
            .iter()
            .map(|path| path.strip_prefix(root).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "content/manual-references-2.json",
                "lib/one.bib",
                "lib/two.bib",
                "bibliography.json",
                "references.yaml",
                "works.csl.json",
            ]
        );
    }
}
