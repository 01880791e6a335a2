//! The corpus a check stands on: which files, which bibliographies, the index over them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::Context as _;

use crate::config::{Config, ModelChoice, Origin, PathSet};
use crate::entailment::Model;
use crate::files::{self, MOST_OF_TEXT, Project, without_dots};
use crate::index::{Filled, Library, Location, Update};
use crate::judge::Knowledge;
use crate::keeping;
use crate::progress::Progress;
use crate::retrieve::Memory;
use crate::sources::{Bibliography, Selection, Source, name_of};

use super::answered::Shelf;
use super::{DraftFile, ReadDraft, engine};

/// The extensions of files that are read as drafts when a folder is given.
const DRAFT_EXTENSIONS: [&str; 17] = [
    "md", "markdown", "qmd", "rmd", "tex", "typ", "rst", "rest", "adoc", "asciidoc", "asc", "org",
    "html", "htm", "xhtml", "txt", "docx",
];

/// The sources, indexed.
pub struct Corpus {
    /// The sources and their passages.
    pub library: Library,
    /// The sources that may be cited as evidence, in the order of their names.
    pub(super) evidence: Vec<Arc<Source>>,
    /// The works that are known, at hand or not.
    pub(super) bibliography: Bibliography,
    /// What bringing the index in step with the files took.
    pub update: Update,
    /// What the corpus teaches about its own words.
    pub knowledge: Knowledge,
    /// The model that is asked what follows from what; [`Corpus::open`] leaves it out.
    pub model: Option<Arc<Model>>,
    /// Where answers are kept for the next run; nowhere for a corpus in memory.
    pub(super) kept: Option<Shelf>,
    /// The hash of what answers rest on of the sources, once it was asked for.
    pub(super) fingerprint: OnceLock<blake3::Hash>,
    /// Hears how far a check is.
    pub progress: Arc<dyn Progress>,
    /// What was retrieved so far, for the claims and drafts to come.
    pub(super) memory: Memory,
}

impl Corpus {
    /// Opens the corpus that `config` names, described by its bibliographies, by `more` of them,
    /// and by those that lie among the sources.
    ///
    /// # Errors
    /// When a bibliography that `config` names cannot be understood, the index cannot be opened or came with the
    /// repository, or there is no source that could be read although some are named.
    pub fn open(
        config: &Config,
        more: &[PathBuf],
        progress: &dyn Progress,
    ) -> anyhow::Result<Self> {
        keeping::refuse_tracked(&config.root)?;
        let kept = Shelf::in_folder(config.root.join(keeping::FOLDER).join("answers"));
        Ok(Self::open_kept(config, more, progress, Some(kept), false)?.0)
    }

    /// Brings the engine that `config` names in step with the sources, and opens the corpus. Nothing is
    /// done where no engine is named.
    ///
    /// # Errors
    /// As [`Corpus::open`], and when the engine fails; what is in stays in.
    pub fn fill(
        config: &Config,
        progress: &dyn Progress,
    ) -> anyhow::Result<(Self, Option<Filled>)> {
        keeping::refuse_tracked(&config.root)?;
        let kept = Shelf::in_folder(config.root.join(keeping::FOLDER).join("answers"));
        Self::open_kept(config, &[], progress, Some(kept), true)
    }

    /// As [`Corpus::open`], but nothing is written to disk.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn open_in_memory(config: &Config, more: &[PathBuf]) -> anyhow::Result<Self> {
        Ok(Self::open_kept(config, more, &(), None, false)?.0)
    }

    fn open_kept(
        config: &Config,
        more: &[PathBuf],
        progress: &dyn Progress,
        kept: Option<Shelf>,
        fills: bool,
    ) -> anyhow::Result<(Self, Option<Filled>)> {
        let mut selection = selection(config, &config.sources);
        selection.exclude.extend(config.own.iter().cloned());
        let mut bibliography = Bibliography::default();
        let mut repeated = BTreeSet::new();
        let mut project = project(config);
        for path in &config.bibliography {
            if config.origin("sources.bibliography") == Origin::Argument {
                project.allow(path);
            }
            let admitted = project.admit(path).map_err(anyhow::Error::msg);
            admitted.with_context(|| format!("bibliography {}", path.display()))?;
            let read = Bibliography::read(path)?;
            repeated.extend(told_of_repeated(config, path, &read));
            bibliography.extend(read);
        }
        let beside = bibliographies_beside(&selection);
        let mut seen = BTreeSet::new();
        for path in more.iter().chain(&beside).filter(|path| seen.insert(*path)) {
            let read = Bibliography::salvage(path);
            repeated.extend(told_of_repeated(config, path, &read));
            bibliography.extend(read);
        }
        let location = match kept {
            Some(_) => Location::beneath(&config.root, &selection),
            None => Location::Memory,
        };
        let opening = Opening {
            selection: &selection,
            bibliography: &bibliography,
            location,
            progress,
        };
        let (library, mut update, filled) = opening.library(config, fills)?;
        update.messages.extend(repeated);
        anyhow::ensure!(
            !library.sources().is_empty() || config.sources.is_empty(),
            "no source could be read in {}: {}",
            named(&config.sources),
            nothing_read(config, &update)
        );
        let knowledge =
            Knowledge::of(library.abbreviations()).with_approximations(config.approximations);
        let corpus = Self {
            evidence: library.sources().to_vec(),
            bibliography,
            library,
            update,
            knowledge,
            model: None,
            kept,
            fingerprint: OnceLock::new(),
            progress: Arc::new(()),
            memory: Memory::default(),
        };
        Ok((corpus, filled))
    }

    /// A corpus of `sources`, files or folders, that is kept in memory alone.
    ///
    /// # Errors
    /// When the sources cannot be read, or there is none.
    pub fn in_memory(sources: &[PathBuf]) -> anyhow::Result<Self> {
        let selection = Selection::of(sources.iter().cloned());
        let bibliography = Bibliography::default();
        let (library, update) =
            Library::open_or_update(&selection, &bibliography, &Location::Memory, &())
                .context("cannot read the sources")?;
        anyhow::ensure!(
            !library.sources().is_empty(),
            "no source could be read in {}",
            sources
                .iter()
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        );
        Ok(Self {
            evidence: library.sources().to_vec(),
            bibliography,
            knowledge: Knowledge::of(library.abbreviations()),
            library,
            update,
            model: None,
            kept: None,
            fingerprint: OnceLock::new(),
            progress: Arc::new(()),
            memory: Memory::default(),
        })
    }

    /// The same corpus, which keeps no answers for the next run: drafts that come and go under one
    /// name would only push out each other's.
    #[must_use]
    pub fn without_answers(mut self) -> Self {
        self.kept = None;
        self
    }

    /// The place among the evidence of the source of this name.
    pub(super) fn evidence_called(&self, name: &str) -> Option<usize> {
        let found = self
            .evidence
            .binary_search_by(|source| source.name.as_str().cmp(name));
        found.ok()
    }

    /// Leaves out of the evidence what is the same, byte for byte, as one of `drafts`, and its other
    /// forms: no draft bears itself out. Returns the names of what was left out.
    ///
    /// # Errors
    /// When no other source is left.
    pub fn leave_out(&mut self, drafts: &[ReadDraft]) -> anyhow::Result<Vec<String>> {
        let library = &self.library;
        let shown = |source: &Arc<Source>| {
            let shown = library.shown_for(&source.name).unwrap_or(source);
            shown.name.clone()
        };
        let is_same = |source: &&Arc<Source>| {
            let mut drafts = drafts.iter();
            drafts.any(|draft| draft.document().hash() == source.hash)
        };
        let own = library.sources().iter().filter(is_same);
        let own: BTreeSet<String> = own.map(shown).collect();
        let (left_out, evidence): (Vec<_>, Vec<_>) = self
            .library
            .sources()
            .iter()
            .cloned()
            .partition(|source| own.contains(&shown(source)));
        let is_same = |(a, b): (&Arc<Source>, &Arc<Source>)| Arc::ptr_eq(a, b);
        if self.evidence.len() != evidence.len()
            || !self.evidence.iter().zip(&evidence).all(is_same)
        {
            self.evidence = evidence;
            self.fingerprint.take();
        }
        anyhow::ensure!(
            !self.evidence.is_empty() || left_out.is_empty(),
            "there is no source besides the drafts themselves: name the folder of sources with \
             `--sources PATH` or in `ibid.toml`"
        );
        Ok(left_out.iter().map(|source| source.name.clone()).collect())
    }

    /// What the user should know of the answers that are kept, each message once.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        self.kept.as_ref().map(Shelf::messages).unwrap_or_default()
    }

    /// The names of the sources that may be asked; none where all may be.
    pub(super) fn within(&self) -> Vec<String> {
        if self.evidence.len() == self.library.sources().len() {
            return Vec::new();
        }
        let names = self.evidence.iter().map(|source| source.name.clone());
        names.collect()
    }
}

/// What a library is opened of.
struct Opening<'a> {
    selection: &'a Selection,
    bibliography: &'a Bibliography,
    location: Location,
    progress: &'a dyn Progress,
}

impl Opening<'_> {
    /// The library, over the engine that `config` names, if it names one; filled first where that is
    /// wanted.
    fn library(
        self,
        config: &Config,
        fills: bool,
    ) -> anyhow::Result<(Library, Update, Option<Filled>)> {
        let (selection, bibliography) = (self.selection, self.bibliography);
        let Some(cluster) = engine::cluster(config)? else {
            let (library, update) =
                Library::open_or_update(selection, bibliography, &self.location, self.progress)?;
            return Ok((library, update, None));
        };
        let place = format!("{} {}", cluster.name(), cluster.prefix());
        let location = self.location.with_engine(&place);
        let (place, progress) = (&location, self.progress);
        if fills {
            let (library, update, filled) =
                Library::fill_cluster(selection, bibliography, place, &cluster, progress)?;
            return Ok((library, update, Some(filled)));
        }
        let (library, update) =
            Library::open_with_cluster(selection, bibliography, place, &cluster, progress)?;
        Ok((library, update, None))
    }
}

/// A sentence on the keys that more than one entry of the bibliography at `path` has, if there are any.
fn told_of_repeated(config: &Config, path: &Path, read: &Bibliography) -> Option<String> {
    let mut keys = read.repeated();
    let (first, more) = (keys.next()?, keys.count());
    let more = match more {
        0 => String::new(),
        _ => format!(" and {more} more"),
    };
    let name = draft_name(config, path);
    Some(format!(
        "the bibliography {name} has entries of the same key ({first}{more}); the first one holds"
    ))
}

/// Why nothing was read, and what to do.
fn nothing_read(config: &Config, update: &Update) -> String {
    match update.unreadable.as_slice() {
        [] => format!("it holds no file; {}", next_step(config, "sources.include")),
        [first, ..] if config.origin("sources.include") == Origin::Default => {
            format!("{}; {}", first.why, next_step(config, "sources.include"))
        }
        [first, ..] => format!("{}: {}", first.path, first.why),
    }
}

/// The paths of a set as messages name them.
fn named(paths: &PathSet) -> String {
    let exact = paths.exact.iter().map(|path| files::text_of(path));
    let all = paths.include.iter().cloned().chain(exact);
    let all: Vec<String> = all.map(|path| format!("`{path}`")).collect();
    all.join(", ")
}

/// What to do where `key`, which names sources or drafts, leads to nothing.
fn next_step(config: &Config, key: &str) -> String {
    let by_hand = match key {
        "drafts.include" => "name files (`ibid check FILE`)",
        _ => "name the folder (`--sources PATH`)",
    };
    match &config.file {
        None => format!("run `ibid init`, or {by_hand}"),
        Some(_) => format!("set `{key}` in `ibid.toml`, or {by_hand}"),
    }
}

/// The selection of files that a set of paths and globs means.
#[must_use]
pub fn selection(config: &Config, paths: &PathSet) -> Selection {
    let mut selection = Selection {
        exclude: paths.exclude.clone(),
        base: base(config),
        project: project(config),
        ..Selection::default()
    };
    selection.roots.extend(paths.exact.iter().cloned());
    for path in &paths.include {
        let (folder, glob) = split_glob(path);
        let whole = paths.root.join(path);
        if let Some(glob) = glob {
            let folder = paths.root.join(folder);
            selection.patterns.push((folder, glob.to_owned()));
            // A file may be called like a glob; then both are meant.
            if whole.symlink_metadata().is_err() {
                continue;
            }
        }
        selection.roots.push(whole);
    }
    if paths.typed {
        let named: Vec<PathBuf> = selection.folders().map(Path::to_path_buf).collect();
        named.iter().for_each(|path| selection.project.allow(path));
    }
    selection
}

/// The folders that a run may read in: the repository of the configuration, and that of the
/// working directory where the configuration is from elsewhere.
#[must_use]
pub fn project(config: &Config) -> Project {
    let mut project = Project::around(&config.root);
    project.take_in(&base(config));
    project
}

/// Sees that the folder of a model which the configuration names lies in the project, and what is
/// in it too; where the settings are those of a revision, that it is as it was there.
///
/// # Errors
/// When it does not, or is not.
pub fn admit_model(config: &Config) -> anyhow::Result<()> {
    let ModelChoice::Folder(folder) = &config.model else {
        return Ok(());
    };
    if config.origin("model") == Origin::Argument {
        return Ok(());
    }
    let project = project(config);
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let inner: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    for path in std::iter::once(folder).chain(&inner) {
        let admitted = project.admit(path).map_err(anyhow::Error::msg);
        admitted.with_context(|| format!("the model {} is not read", path.display()))?;
    }
    if let Some(revision) = &config.pinned {
        anyhow::ensure!(
            revision.has_unchanged(&inner)?,
            "the model in {} is not as it is at {}",
            folder.display(),
            revision.name()
        );
    }
    Ok(())
}

/// The folder that the names of drafts and sources count from, in every output, ruling and lock:
/// that of the configuration, wherever beneath it the program was started. A configuration from
/// elsewhere (`--config`) names nothing; then it is the working directory.
#[must_use]
pub fn base(config: &Config) -> PathBuf {
    let root = without_dots(&config.root);
    match std::env::current_dir() {
        Ok(here) if !here.starts_with(&root) => here,
        _ => root,
    }
}

/// The name of the draft that a user calls `typed`.
#[must_use]
pub fn draft_name(config: &Config, typed: &Path) -> String {
    let selection = Selection {
        base: base(config),
        ..Selection::default()
    };
    name_of(&selection.named(typed))
}

/// A path with globs, parted into the folder before them and the rest.
fn split_glob(path: &str) -> (&str, Option<&str>) {
    let Some(at) = path.find(['*', '?', '[', '{']) else {
        return (path, None);
    };
    match path[..at].rfind('/') {
        Some(slash) => (&path[..=slash], Some(&path[slash + 1..])),
        None => (".", Some(path)),
    }
}

/// The BibTeX files that lie among the sources.
fn bibliographies_beside(selection: &Selection) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in selection.folders() {
        let Ok(entries) = folder.read_dir() else {
            continue;
        };
        found.extend(
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.extension().is_some_and(|extension| extension == "bib"))
                .filter(|path| selection.project.admit(path).is_ok()),
        );
    }
    found.sort();
    found.dedup();
    found
}

/// The drafts that a configuration names, as they lie on disk.
pub struct DraftFiles {
    /// Those that were read into memory, in the order of their names.
    pub files: Vec<DraftFile>,
    /// Why others could not be read.
    pub unread: Vec<anyhow::Error>,
    /// A sentence on those that a `.gitignore` leaves out, if there are any.
    pub ignored: Option<String>,
}

/// The drafts that `config` names.
///
/// # Errors
/// When there is none, or a glob cannot be understood.
pub fn draft_files(config: &Config) -> anyhow::Result<DraftFiles> {
    let selection = selection(config, &config.drafts);
    let mut walk = selection.walk()?;
    let is_folder_or_draft = |name: &String| name.ends_with('/') || is_draft(Path::new(name));
    walk.ignored.retain(is_folder_or_draft);
    let ignored = walk.told_of_ignored("drafts");
    let is_default = config.origin("drafts.include") == Origin::Default;
    let is_unused = is_default && !selection.roots.iter().any(|root| root.exists());
    let mut drafts = DraftFiles {
        files: Vec::new(),
        unread: Vec::new(),
        ignored,
    };
    for missing in walk.unreadable.iter().filter(|_| !is_unused) {
        let (path, why) = (&missing.path, &missing.why);
        drafts
            .unread
            .push(anyhow::anyhow!("cannot read the draft {path}: {why}"));
    }
    let meant = walk
        .files
        .into_iter()
        .filter(|file| is_draft(&file.path) || selection.roots.contains(&file.path));
    for file in meant {
        let read = files::read(&file.path, MOST_OF_TEXT)
            .with_context(|| format!("cannot read the draft {}", file.name));
        match read {
            Ok(bytes) => drafts.files.push(DraftFile {
                name: file.name,
                path: file.path,
                bytes,
            }),
            Err(error) => drafts.unread.push(error),
        }
    }
    anyhow::ensure!(
        !(drafts.files.is_empty() && drafts.unread.is_empty()),
        "no drafts in {}; {}",
        named(&config.drafts),
        next_step(config, "drafts.include")
    );
    Ok(drafts)
}

fn is_draft(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            DRAFT_EXTENSIONS
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}
