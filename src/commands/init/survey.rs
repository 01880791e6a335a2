//! What lies in a repository: its drafts, the texts they rest on, its bibliographies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ignore::WalkBuilder;

use super::dialect::{self, Dialect};
use crate::document::{Document, Format};
use crate::files::{self, MOST_OF_SETTINGS, MOST_OF_TEXT};
use crate::sources::{is_bibliography, last_part, name_of};

/// Folders whose name says that they hold sources, wherever they lie.
const SURE_SOURCE_FOLDERS: [&str; 2] = ["corpus", "sources"];

/// Folders that hold sources unless they lie where the dialect keeps its drafts: there they may
/// well be chapters.
const SOURCE_FOLDERS: [&str; 7] = [
    ARCHIVE,
    "references",
    "literature",
    "evidence",
    "papers",
    "transcripts",
    "library",
];

/// A folder of sources, unless a publishing tool works in the repository: then it is the site's own.
const ARCHIVE: &str = "archive";

/// Folders whose files are no drafts: templates, programs, what is built or fetched.
const PASSED_OVER: [&str; 18] = [
    "_book",
    "_build",
    "_includes",
    "_layouts",
    "_site",
    "archetypes",
    "build",
    "dist",
    "layouts",
    "node_modules",
    "public",
    "scripts",
    "static",
    "target",
    "templates",
    "tests",
    "themes",
    "vendor",
];

/// Files, without their extension, that speak of the repository and are no drafts.
const ABOUT: [&str; 14] = [
    "agents",
    "authors",
    "changelog",
    "claude",
    "code-of-conduct",
    "code_of_conduct",
    "contributing",
    "governance",
    "license",
    "maintainers",
    "readme",
    "security",
    "summary",
    "support",
];

/// Kinds of file that `check` reads as drafts where it is given a folder, and that in a repository
/// of Markdown are data, parts of pages, letters or what was built.
const READ_TOO: [&str; 5] = ["html", "htm", "xhtml", "txt", "docx"];

/// How many folders down a tool may have its own.
const DEEPEST_HOME: usize = 2;

/// From so many drafts at the top of the repository on they are not named one by one.
const MANY: usize = 12;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The tool that the repository is built with, and the file or folder that tells it.
    pub(super) dialect: Option<(&'static Dialect, String)>,
    /// The folder that the tool works in, with a slash at its end; empty for that of the repository.
    home: String,
    /// How many drafts there are.
    pub(super) drafts: usize,
    /// What to name for them: folders, which end in a slash, and files.
    pub(super) draft_paths: Vec<String>,
    /// Globs of what lies among them and is none.
    pub(super) left_out: Vec<String>,
    /// How many texts there are to check against.
    pub(super) sources: usize,
    /// The folders they lie in.
    pub(super) source_paths: Vec<String>,
    /// Bibliographies.
    pub(super) bibliographies: Vec<String>,
}

impl Survey {
    /// Looks at the repository in `folder`.
    pub(super) fn of(folder: &Path) -> Self {
        let names = names(folder);
        let mut survey = Self::default();
        survey.find_tool(folder, &names);
        let (within, built) = survey.folders_of_tool(folder, &names);
        let is_built = |name: &str| built.iter().any(|folder| name.starts_with(folder));
        let mut drafts = Vec::new();
        let mut wordless = BTreeSet::new();
        let mut others = BTreeSet::new();
        for name in names {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
            let is_typeset = Format::of_extension(&name).is_some_and(Format::is_typeset);
            if is_built(&name) {
                continue;
            } else if is_bibliography(Path::new(&name)) {
                survey.bibliographies.push(name);
            } else if let Some(at) = survey.folder_of_sources(&name, &within) {
                survey.note_source(&name, at);
            } else if is_typeset && survey.dialect.is_some() {
                // It sets up what the tool prints.
                others.insert(extension.to_owned());
            } else if is_draft(&name) && !is_passed_over(&name) {
                if is_typeset && !has_words(&folder.join(&name)) {
                    wordless.insert(name.clone());
                }
                drafts.push(name);
            } else if READ_TOO.contains(&extension) {
                others.insert(extension.to_owned());
            }
        }
        let is_within = |name: &&String| within.iter().any(|folder| name.starts_with(folder));
        // Where the tool has texts, what lies elsewhere in its folder is none of them.
        if drafts.iter().any(|name| is_within(&name)) {
            drafts.retain(|name| is_within(&name) || !name.starts_with(&survey.home));
        }
        survey.note_drafts(drafts, &wordless, &within, &built);
        // Only a folder is searched for drafts of every kind.
        if survey.draft_paths.iter().any(|path| path.ends_with('/')) {
            let pages = others.iter().map(|extension| format!("**/*.{extension}"));
            survey.left_out.extend(pages);
        }
        survey
    }

    /// Finds the tool: in the folder of the repository, else in the first one beneath it that has
    /// its texts there, with the fewest folders above it.
    fn find_tool(&mut self, folder: &Path, names: &[String]) {
        let mut homes: Vec<&str> = names
            .iter()
            .flat_map(|name| name.match_indices('/').map(|(at, _)| &name[..=at]))
            .filter(|home| home.matches('/').count() <= DEEPEST_HOME && !is_passed_over(home))
            .collect();
        homes.push("");
        homes.sort_by_key(|home| (home.matches('/').count(), *home));
        homes.dedup();
        for home in homes {
            let is_text = |name: &String| name.starts_with(home) && is_draft(name);
            let is_there = |marker: &str| folder.join(home).join(marker).exists();
            if let Some((dialect, marker)) = dialect::of(is_there)
                && (home.is_empty() || names.iter().any(is_text))
            {
                self.dialect = Some((dialect, format!("{home}{marker}")));
                self.home = home.to_owned();
                return;
            }
        }
    }

    /// The folders, each with a slash at its end, that the tool keeps its texts in, and those that it
    /// builds.
    fn folders_of_tool(&self, folder: &Path, names: &[String]) -> (Vec<String>, Vec<String>) {
        let Some((dialect, marker)) = &self.dialect else {
            return (Vec::new(), Vec::new());
        };
        let home = &self.home;
        let usual = || dialect.folders.iter().map(|it| format!("{home}{it}/"));
        let (mut told, mut built) = (BTreeSet::new(), BTreeSet::new());
        let sites = names
            .iter()
            .filter(|name| dialect::is_variant(name, marker));
        for site in sites {
            let text = files::read_text(&folder.join(site), MOST_OF_SETTINGS).unwrap_or_default();
            let named = |key: Option<&str>| folder_beneath(home, dialect::value_of(&text, key?)?);
            match named(dialect.folder_key) {
                Some(folder) => told.extend([folder]),
                None => told.extend(usual()),
            }
            built.extend(named(dialect.output_key));
        }
        if told.is_empty() {
            told.extend(usual());
        }
        if told.is_empty() && !home.is_empty() {
            told.insert(home.clone());
        }
        (told.into_iter().collect(), built.into_iter().collect())
    }

    /// The folder of sources that a file lies in, with a slash at its end.
    fn folder_of_sources<'n>(&self, name: &'n str, within: &[String]) -> Option<&'n str> {
        let among_drafts = within.iter().any(|folder| name.starts_with(folder));
        let mut end = 0;
        for part in name.split_inclusive('/') {
            end += part.len();
            let folder = part.strip_suffix('/')?.to_ascii_lowercase();
            let is_own = among_drafts || (folder == ARCHIVE && self.dialect.is_some());
            let is_sure = SURE_SOURCE_FOLDERS.contains(&folder.as_str());
            if is_sure || (!is_own && SOURCE_FOLDERS.contains(&folder.as_str())) {
                return Some(&name[..end]);
            }
        }
        None
    }

    fn note_source(&mut self, name: &str, folder: &str) {
        if Format::of_extension(name).is_some() {
            self.sources += 1;
            if self.source_paths.last().is_none_or(|last| last != folder) {
                self.source_paths.push(folder.to_owned());
            }
        }
    }

    /// Names the folders of the drafts, or the folders at the top where the dialect names none.
    fn note_drafts(
        &mut self,
        drafts: Vec<String>,
        wordless: &BTreeSet<String>,
        within: &[String],
        built: &[String],
    ) {
        let (about, drafts): (Vec<String>, Vec<String>) = drafts
            .into_iter()
            .partition(|name| is_about(name) || wordless.contains(name));
        self.drafts = drafts.len();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &drafts {
            *counts.entry(named_for(name, within)).or_default() += 1;
        }
        let at_top = counts.keys().filter(|path| !path.ends_with('/')).count();
        self.draft_paths = match at_top > MANY {
            true => vec!["./".to_owned()],
            false => counts.keys().map(|path| (*path).to_owned()).collect(),
        };
        self.left_out = self.globs_of_no_drafts(&about, built);
    }

    /// Globs, as they are matched beneath the folders of the drafts, of files about the repository, of
    /// sources that lie there and of what is built there.
    fn globs_of_no_drafts(&self, about: &[String], built: &[String]) -> Vec<String> {
        let beneath = |name: &str| -> Option<String> {
            self.draft_paths
                .iter()
                .filter(|path| path.ends_with('/'))
                .find_map(|path| match path.as_str() {
                    "./" => Some(name.to_owned()),
                    folder => name.strip_prefix(folder).map(str::to_owned),
                })
        };
        // What lies in every folder is named once.
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for name in about {
            *times.entry(last_part(name)).or_default() += 1;
        }
        let is_common = |name: &str| is_about(name) && times[last_part(name)] > 1;
        let about = about.iter().filter_map(|name| match is_common(name) {
            true => Some(format!("**/{}", last_part(name))),
            false => beneath(name),
        });
        let folders = self.source_paths.iter().chain(built);
        let folders = folders.filter_map(|name| beneath(name));
        let mut globs: Vec<String> = about
            .chain(folders.map(|folder| format!("{folder}**")))
            .collect();
        globs.sort();
        globs.dedup();
        globs
    }
}

/// The names of the files in `folder`, in order; hidden and ignored ones are passed over.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = WalkBuilder::new(folder)
        .require_git(false)
        .parents(false)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| Some(name_of(entry.path().strip_prefix(folder).ok()?)))
        .collect();
    names.sort();
    names
}

/// The folder that a setting names beneath that of the tool, with a slash at its end; `None` for one that
/// is not beneath it.
fn folder_beneath(home: &str, value: &str) -> Option<String> {
    let inner = value.trim_start_matches("./").trim_end_matches('/');
    let is_beneath = !inner.is_empty() && !inner.starts_with(['.', '/']);
    is_beneath.then(|| format!("{home}{inner}/"))
}

/// What to name so that the draft `name` is checked: the folder that the dialect keeps it in, the
/// first folder of its path, or the file itself.
fn named_for<'n>(name: &'n str, within: &'n [String]) -> &'n str {
    if let Some(folder) = within.iter().find(|folder| name.starts_with(*folder)) {
        return folder;
    }
    match name.find('/') {
        Some(at) => &name[..=at],
        None => name,
    }
}

fn is_draft(name: &str) -> bool {
    Format::of_extension(name).is_some_and(Format::is_markup)
}

/// Whether the file at `path` prints words: one that only sets up a document does not.
fn has_words(path: &Path) -> bool {
    let content = files::read(path, MOST_OF_TEXT);
    content.is_ok_and(|content| Document::read(&path.to_string_lossy(), &content).is_ok())
}

fn is_passed_over(name: &str) -> bool {
    let folders = name.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders
        .split('/')
        .any(|folder| PASSED_OVER.contains(&folder.to_ascii_lowercase().as_str()))
}

fn is_about(name: &str) -> bool {
    let file = last_part(name);
    let stem = file.split('.').next().unwrap_or(file);
    ABOUT.contains(&stem.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(files: &[&str]) -> Survey {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "src = \"text\"\n").unwrap();
        }
        Survey::of(folder.path())
    }

    #[test]
    fn drafts_lie_where_the_tool_keeps_them() {
        let found = survey(&[
            "book.toml",
            "text/SUMMARY.md",
            "text/one.md",
            "notes/two.md",
        ]);
        assert_eq!(
            found.dialect.as_ref().map(|(dialect, _)| dialect.name),
            Some("mdBook")
        );
        assert_eq!(found.draft_paths, ["text/"]);
        assert_eq!(found.left_out, ["SUMMARY.md"]);
        assert_eq!(found.drafts, 1);
        let found = survey(&["book.toml", "src/README.md", "src/a/README.md", "src/a.md"]);
        assert_eq!(found.left_out, ["**/README.md"]);
    }

    #[test]
    fn without_a_tool_every_folder_with_texts_holds_drafts() {
        let found = survey(&[
            "README.md",
            "essay.md",
            "reports/2024/one.md",
            "reports/sources/a.txt",
            "reports/sources/b.pdf",
            "themes/x/readme.md",
            "refs.bib",
        ]);
        assert_eq!(found.draft_paths, ["essay.md", "reports/"]);
        assert_eq!(found.left_out, ["sources/**"]);
        assert_eq!(found.source_paths, ["reports/sources/"]);
        assert_eq!((found.drafts, found.sources), (2, 2));
        assert_eq!(found.bibliographies, ["refs.bib"]);
    }

    #[test]
    fn many_drafts_at_the_top_are_named_by_their_folder() {
        let files: Vec<String> = (0..=MANY).map(|at| format!("{at:02}.Rmd")).collect();
        let mut files: Vec<&str> = files.iter().map(String::as_str).collect();
        files.extend(["README.md", "corpus/a.txt"]);
        let found = survey(&files);
        assert_eq!(found.draft_paths, ["./"]);
        assert_eq!(found.left_out, ["README.md", "corpus/**"]);
    }

    #[test]
    fn a_tool_may_work_in_a_folder_beneath() {
        let found = survey(&[
            "README.md",
            "attic/old.Rmd",
            "book/_quarto.yml",
            "book/chapters/one.qmd",
            "book/data/table.html",
            "code/notes.txt",
        ]);
        let told = found.dialect.as_ref().map(|(_, marker)| marker.as_str());
        assert_eq!(told, Some("book/_quarto.yml"));
        assert_eq!(found.draft_paths, ["attic/", "book/"]);
        assert_eq!(found.left_out, ["**/*.html", "**/*.txt"]);
        assert_eq!(found.drafts, 2);
    }

    #[test]
    fn what_a_tool_builds_is_neither_draft_nor_source() {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("book/_quarto.yml", "project:\n  output-dir: ./docs/\n"),
            ("book/one.qmd", ""),
            ("book/letter.docx", ""),
            ("book/docs/one.qmd", ""),
            ("book/docs/sources/a.txt", ""),
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let found = Survey::of(folder.path());
        assert_eq!((found.drafts, found.sources), (1, 0));
        assert_eq!(found.draft_paths, ["book/"]);
        assert_eq!(found.left_out, ["docs/**", "**/*.docx"]);
    }

    #[test]
    fn every_site_of_a_repository_has_its_texts() {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("mkdocs.yml", "docs_dir: docs\n"),
            ("mkdocs.blog.yml", "docs_dir: blog\n"),
            ("docs/one.md", ""),
            ("blog/posts/two.md", ""),
            ("blog/archive/2019.md", ""),
            ("archive/three.md", ""),
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let found = Survey::of(folder.path());
        assert_eq!((found.drafts, found.sources), (3, 0));
        assert_eq!(found.draft_paths, ["blog/", "docs/"]);
        let found = survey(&["essay.md", "archive/three.md"]);
        assert_eq!(found.source_paths, ["archive/"]);
    }

    #[test]
    fn a_tool_without_texts_is_no_tool_of_the_repository() {
        let found = survey(&["essay.md", "site/_config.yml", "site/index.html"]);
        assert!(found.dialect.is_none());
        assert_eq!(found.draft_paths, ["essay.md"]);
        assert!(found.left_out.is_empty());
    }

    #[test]
    fn typeset_texts_are_drafts_unless_a_tool_has_its_own() {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("paper/main.tex", "\\begin{document}Words.\\end{document}"),
            ("paper/macros.tex", "\\newcommand{\\a}{words}"),
            ("notes.typ", "Words."),
            ("refs.bib", ""),
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let found = Survey::of(folder.path());
        assert_eq!(found.draft_paths, ["notes.typ", "paper/"]);
        assert_eq!(found.left_out, ["macros.tex"]);
        assert_eq!(found.drafts, 2);
        let found = survey(&["book.toml", "src/one.md", "src/preamble.tex"]);
        assert_eq!(found.draft_paths, ["src/"]);
        assert_eq!(found.left_out, ["**/*.tex"]);
        assert_eq!(found.drafts, 1);
    }

    #[test]
    fn nothing_is_found_in_an_empty_folder() {
        let found = survey(&[]);
        assert_eq!((found.drafts, found.sources), (0, 0));
        assert!(found.draft_paths.is_empty() && found.left_out.is_empty());
    }
}
