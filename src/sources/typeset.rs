//! What the other files of a text in LaTeX or Typst say that hold for one of them: a chapter names no
//! bibliography, for the file that includes it does, and refers to labels that other chapters define.
//!
//! Files are looked through by patterns, not read: those of the same kind in the folder of the draft and in those
//! above it, and what they include.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::folders_above;
use crate::document::{Surroundings, comes_with_tex};
use crate::files;

/// The most files that are looked through for one draft, and the most bytes of them: every draft of a
/// folder has the others looked through.
const MOST_FILES: usize = 300;
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The longest file of data, in bytes, or bibliography that is looked through for names.
const LONGEST_DATA: u64 = 1024 * 1024;

/// The longest file, in bytes, that may define commands for others, and the most of all of them.
const LONGEST_SETTING_UP: usize = 100_000;
const MOST_SETTING_UP: usize = 500_000;

/// How a language of typesetting writes what is looked for.
struct Notation {
    extension: &'static str,
    /// What begins a comment that ends with its line.
    comment: &'static str,
    includes: Regex,
    names: Regex,
    /// The keys of works that it lists itself.
    lists: Regex,
    /// The labels of places, where a reference to one looks like a citation.
    labels: Regex,
    /// Names that code gives to anything, and the files of data that it reads.
    names_of_code: Regex,
    data: Regex,
    /// What defines a command.
    defines: Regex,
}

static NOTATIONS: LazyLock<[Notation; 2]> = LazyLock::new(|| {
    let sound = |pattern| Regex::new(pattern).expect("the pattern is sound");
    [
        Notation {
            extension: "tex",
            comment: "%",
            includes: sound(r"\\(?:input|include|subfile|subfileinclude)\s*\{([^{}]{1,200})\}"),
            names: sound(
                r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\[\]]{0,200}\])?\{([^{}]{1,500})\}",
            ),
            lists: sound(r"\\bibitem\s*(?:\[[^\]]{0,300}\])?\s*\{([^{}]{1,200})\}"),
            labels: sound(r"\b\B"),
            names_of_code: sound(r"\b\B"),
            data: sound(r"\b\B"),
            defines: sound(r"\\(?:new|renew|provide)command\b|\\[gex]?def\b|DocumentCommand\b"),
        },
        Notation {
            extension: "typ",
            comment: "//",
            includes: sound(r#"(?:include|import)\s*\(?\s*"([^"]{1,200}\.typ)""#),
            names: sound(r#"bibliography\s*\(\s*(\([^()]{1,500}\)|"[^"()]{1,200}")"#),
            lists: sound(r"\b\B"),
            labels: sound(r"(?m)(?:^|[^(,:\s])\s*<([\p{L}\p{N}_][\w:.-]{0,200})>"),
            names_of_code: sound(r#""([\p{L}\p{N}_][\w:.-]{0,60})""#),
            data: sound(r#""([^"]{1,200}\.(?:ya?ml|json|toml))""#),
            defines: sound(r"\b\B"),
        },
    ]
});

/// What holds for a draft because other files of its text say so.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Typeset {
    /// The bibliographies that they name and that are there.
    pub bibliographies: Vec<PathBuf>,
    /// Those that are not there, as they are named.
    pub absent: Vec<PathBuf>,
    /// The keys of the works that they list themselves.
    pub keys: BTreeSet<String>,
    /// What they say of the text itself: its labels, and commands that stand before the text or in short
    /// files.
    pub text: Surroundings,
}

/// What the other files say of the text that the draft at `path` is a part of. `is_there` says which files
/// may be read.
pub fn typeset_around(path: &Path, is_there: &dyn Fn(&PathBuf) -> bool) -> Typeset {
    let extension = path
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    let notation = NOTATIONS.iter().find(|it| it.extension == extension);
    let Some(notation) = notation else {
        return Typeset::default();
    };
    let mut looking = Looking {
        path,
        notation,
        folders: folders_above(path),
        is_there,
        waiting: VecDeque::new(),
        data: BTreeSet::new(),
        found: Typeset::default(),
    };
    looking.look_through();
    looking.take_names_of_data();
    looking.found
}

/// Looking through the files of one text.
struct Looking<'a> {
    /// The draft.
    path: &'a Path,
    notation: &'static Notation,
    folders: Vec<PathBuf>,
    is_there: &'a dyn Fn(&PathBuf) -> bool,
    /// Files that are still to be looked through.
    waiting: VecDeque<PathBuf>,
    /// Files of data that code reads.
    data: BTreeSet<PathBuf>,
    found: Typeset,
}

impl Looking<'_> {
    fn look_through(&mut self) {
        let of_kind = |folder: &PathBuf| of_kind(folder, self.notation.extension);
        let mut lying: Vec<PathBuf> = self.folders.iter().flat_map(of_kind).collect();
        // Short files first: the one that puts the text together is no chapter.
        lying.sort_by_cached_key(|file| file.metadata().map_or(0, |it| it.len()));
        self.waiting.extend(lying);
        let mut room = MOST_BYTES;
        let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
        while let Some(file) = self.waiting.pop_front() {
            if seen.len() >= MOST_FILES || !(self.is_there)(&file) || !seen.insert(plain(&file)) {
                continue;
            }
            let content = content_of(&file, room as u64);
            room -= content.len().min(room);
            self.take(&file, &without_comments(&content, self.notation.comment));
        }
        self.found.bibliographies.dedup();
    }

    /// Takes what `file` says of the text, and what it includes.
    fn take(&mut self, file: &Path, said: &str) {
        let (notation, is_there) = (self.notation, self.is_there);
        let own = file.parent().unwrap_or(Path::new(""));
        // TeX looks for what is named from the folder of the file that it was started with.
        let places: Vec<PathBuf> = std::iter::once(own.to_path_buf())
            .chain(self.folders.iter().cloned())
            .collect();
        let there = |name: &str, extension: &str| first_there(&places, name, extension, is_there);
        for name in captured(&notation.includes, said) {
            self.waiting.extend(there(name, notation.extension));
        }
        for name in captured(&notation.names, said).flat_map(|names| names.split(',')) {
            let name = name.trim_matches(|c: char| c.is_whitespace() || "()\"".contains(c));
            match there(name, "bib") {
                Some(path) => self.found.bibliographies.push(path),
                None if name.is_empty() || name.contains('\\') || comes_with_tex(name) => {}
                None => self.found.absent.push(own.join(name)),
            }
        }
        for name in captured(&notation.data, said) {
            self.data.extend(there(name, "yml"));
        }
        let owned = |name: &str| name.trim().to_owned();
        let text = &mut self.found.text;
        text.names
            .extend(captured(&notation.names_of_code, said).map(owned));
        text.labels
            .extend(captured(&notation.labels, said).map(owned));
        if plain(file) != plain(self.path) {
            let listed = captured(&notation.lists, said).map(owned);
            self.found.keys.extend(listed);
            self.take_definitions(said);
        }
    }

    /// Takes the commands that a file defines before the text begins.
    fn take_definitions(&mut self, said: &str) {
        let before = said.split_once("\\begin{document}");
        let set_up = before.map_or(said, |(set_up, _)| set_up);
        let definitions = &mut self.found.text.definitions;
        let is_short = set_up.len() <= LONGEST_SETTING_UP;
        let has_room = definitions.len() + set_up.len() <= MOST_SETTING_UP;
        if is_short && has_room && self.notation.defines.is_match(set_up) {
            definitions.push_str(set_up);
        }
    }

    /// Takes the names that files of data give to anything. The key of a work cites it, whatever else is
    /// called so.
    fn take_names_of_data(&mut self) {
        let bibliographies = &self.found.bibliographies;
        let names = &mut self.found.text.names;
        for file in &self.data {
            if !bibliographies.contains(file) {
                let content = content_of(file, LONGEST_DATA);
                let found = NAME.find_iter(&content);
                names.extend(
                    found.map(|name| name.as_str().trim_end_matches([':', '.']).to_owned()),
                );
            }
        }
        if names.is_empty() {
            return;
        }
        for file in bibliographies {
            for key in captured(&KEY, &content_of(file, LONGEST_DATA)) {
                names.remove(key);
            }
        }
    }
}

/// What a file says, up to so many bytes; nothing where it cannot be read.
fn content_of(file: &Path, most: u64) -> String {
    let content = files::read(file, most).unwrap_or_default();
    String::from_utf8_lossy(&content).into_owned()
}

/// A name in a file of data, and the key of an entry of a bibliography.
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_][\w:.-]{0,60}").expect("the pattern is sound"));
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)@\w+\s*\{\s*([^,\s{}]+)|^"?([^\s:"]+)"?:"#).expect("the pattern is sound")
});

/// The files of this extension in a folder, in order.
fn of_kind(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = files::here(folder)
        .read_dir()
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| folder.join(entry.file_name()))
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}

/// The first file of this name, with this extension where the name has none.
fn first_there(
    folders: &[PathBuf],
    name: &str,
    extension: &str,
    is_there: &dyn Fn(&PathBuf) -> bool,
) -> Option<PathBuf> {
    let name = name.trim();
    let with_extension = format!("{name}.{extension}");
    let names = [name.trim_start_matches('/'), with_extension.as_str()];
    let mut paths = folders
        .iter()
        .flat_map(|folder| names.iter().map(|name| folder.join(name)));
    paths.find(|path| !name.is_empty() && is_there(path))
}

/// A path without the steps that lead nowhere, so that a file is known again.
fn plain(path: &Path) -> PathBuf {
    files::without_dots(path)
}

fn without_comments(content: &str, comment: &str) -> String {
    let said = content.lines().map(|line| {
        let begins = line.match_indices(comment).map(|(at, _)| at);
        let mut begins = begins.filter(|&at| !line[..at].ends_with(['\\', ':']));
        begins.next().map_or(line, |at| &line[..at])
    });
    said.flat_map(|line| [line, "\n"]).collect()
}

fn captured<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = &'t str> {
    let found = pattern.captures_iter(text);
    found.filter_map(|found| {
        found
            .iter()
            .skip(1)
            .flatten()
            .next()
            .map(|inner| inner.as_str())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What holds for `draft` among files of these names and contents.
    fn around(files: &[(&str, &str)], draft: &str) -> (Typeset, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [&[(".git/HEAD", "")], files].concat() {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let found = typeset_around(&folder.path().join(draft), &|path| path.is_file());
        (found, folder)
    }

    #[test]
    fn a_chapter_has_the_bibliographies_and_keys_of_the_whole() {
        let (found, folder) = around(
            &[
                (
                    "main.tex",
                    "\\input{parts/one}\\include{back}\n%\\bibliography{old}\n\
                     \\bibliography{lib/works, gone}\n",
                ),
                (
                    "back.tex",
                    "\\input{more/list}\\newcommand{\\bay}{Lund Bay}",
                ),
                ("more/list.tex", "\\bibitem[Diallo(2020)]{diallo} A book."),
                ("parts/one.tex", "Rain \\cite{x}."),
                ("lib/works.bib", ""),
                ("elsewhere/two.tex", "\\bibitem{never} Nothing."),
            ],
            "parts/one.tex",
        );
        assert_eq!(found.bibliographies, [folder.path().join("lib/works.bib")]);
        assert_eq!(found.absent, [folder.path().join("gone")]);
        assert_eq!(found.keys, BTreeSet::from(["diallo".to_owned()]));
        assert!(found.text.definitions.ends_with("{\\bay}{Lund Bay}\n"));
    }

    #[test]
    fn a_part_of_a_typst_document_may_refer_to_labels_of_others() {
        let (found, folder) = around(
            &[
                (
                    "main.typ",
                    "#include \"parts/one.typ\"\n#include \"parts/two.typ\"\n\
                     #bibliography((\"works.bib\", \"more.yml\"), title: none)\n",
                ),
                ("parts/one.typ", "See @cranes and @x."),
                ("works.bib", "@book{beam, title = {Beams}}"),
                ("more.yml", "diallo:\n  type: Book\n"),
                (
                    "parts/two.typ",
                    "#let words = yaml(\"../words.yml\")\n#short(\"beam\")\n= Cranes <cranes>\n\
                     As #cite(<nobody>) says.",
                ),
                ("words.yml", "quay:\n  short: a wall\n"),
            ],
            "parts/one.typ",
        );
        let at = |name: &str| folder.path().join(name);
        assert_eq!(found.bibliographies, [at("works.bib"), at("more.yml")]);
        assert_eq!(found.text.labels, BTreeSet::from(["cranes".to_owned()]));
        assert!(found.text.names.contains("quay"));
        assert!(!found.text.names.contains("beam") && !found.text.names.contains("diallo"));
    }
}
