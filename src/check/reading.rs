//! Drafts as they are read before any source is opened: their claims, and the bibliographies they
//! name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{DraftFile, place};
use crate::document::{BlockKind, Document, Format, MarkKind};
use crate::draft::{Claim, Draft, InTextCitation, Target};
use crate::files::{self, MOST_OF_TEXT};
use crate::language::sentence::sentences;
use crate::report::fingerprint;
use crate::rulings::LockedDraft;
use crate::sources::{
    Bibliography, Entry, Metadata, bibliographies_of, folders_above, project_around, typeset_around,
};
use crate::span::{Span, SpanSet};

/// A draft that was read.
pub struct ReadDraft {
    path: PathBuf,
    bytes: Vec<u8>,
    pub(super) document: Document,
    pub(super) draft: Draft,
    /// The bibliographies that hold for it: those it names, and those of its repository.
    bibliographies: Vec<PathBuf>,
    /// Those that it names and that are not there: as written, and where, in the decoded content.
    pub(super) missing: Vec<(String, Span)>,
    /// Those that the tool of its repository is told of and that are not there.
    absent: Vec<PathBuf>,
    /// Whether some keys may be defined where nothing can be read: in a bibliography that is
    /// missing or lies on another site.
    pub(super) lacks_keys: bool,
    /// The keys that the draft, and the other parts of the text it is a part of, define
    /// themselves.
    pub(super) defined: Bibliography,
    /// The links to files that lie where they say, seen from the draft: as written, and the file.
    pub(super) pages: Vec<(String, PathBuf)>,
}

/// The bibliographies that a draft names.
#[derive(Default)]
struct OwnBibliographies {
    found: Vec<PathBuf>,
    /// Those that are not there: as written, and where, in the decoded content.
    missing: Vec<(String, Span)>,
    /// Whether some are not there or lie on another site.
    lacks_some: bool,
}

impl OwnBibliographies {
    fn of(
        document: &Document,
        folders: &[PathBuf],
        is_there: impl Fn(&PathBuf) -> bool + Copy,
    ) -> Self {
        let mut own = Self::default();
        for named in document.embedded().all("bibliography") {
            let names = [named.to_owned(), format!("{named}.bib")];
            let paths = |name: &String| {
                let paths = folders.iter().map(|folder| folder.join(name));
                paths.collect::<Vec<_>>()
            };
            if let Some(path) = names.iter().flat_map(paths).find(is_there) {
                own.found.push(path);
                continue;
            }
            own.lacks_some = true;
            if !named.contains("://") {
                let start = document.decoded().find(named).unwrap_or(0);
                let end = (start + named.len()).min(document.decoded().len());
                own.missing.push((named.to_owned(), Span::new(start, end)));
            }
        }
        own
    }
}

impl ReadDraft {
    /// Reads a draft.
    ///
    /// # Errors
    /// When it cannot be read; the message names it.
    pub fn of(file: &DraftFile) -> anyhow::Result<Self> {
        let folders = folders_above(&file.path);
        let project = project_around(&file.path);
        let is_there = |path: &PathBuf| path.is_file() && project.admit(path).is_ok();
        let around = typeset_around(&file.path, &is_there);
        let document = Document::read_within(&file.name, &file.bytes, &around.text)
            .with_context(|| format!("cannot read the draft {}", file.name))?;
        let draft = Draft::read(&document);
        let own = OwnBibliographies::of(&document, &folders, is_there);
        let shelf = bibliographies_of(&file.path);
        let lacks_keys = own.lacks_some || !shelf.absent.is_empty() || !around.absent.is_empty();
        let mut bibliographies = own.found;
        bibliographies.extend(around.bibliographies);
        bibliographies.extend(shelf.found.into_iter().filter(is_there));
        let parts = parts_beside(&file.path).into_iter().filter(is_there);
        let mut defined = defined_keys(parts, &document, &draft);
        defined.extend(named(around.keys.iter().map(String::as_str)));
        if cites_labels_of_others(&document, &draft) {
            let parts = parts_of_manual(&file.path, &folders).into_iter();
            for part in parts.filter(is_there) {
                let content = files::read(&part, MOST_OF_TEXT).unwrap_or_default();
                defined.extend(Bibliography::listed_in(&String::from_utf8_lossy(&content)));
            }
        }
        let pages = pages(&file.path, &draft, is_there);
        Ok(Self {
            path: file.path.clone(),
            bytes: file.bytes.clone(),
            document,
            draft,
            bibliographies,
            missing: own.missing,
            absent: shelf.absent,
            lacks_keys,
            defined,
            pages,
        })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its bytes as they were read.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What was read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its claims.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.draft.claims
    }

    /// How many of its sentences state nothing that could be checked.
    #[must_use]
    pub fn sentences_without_claim(&self) -> usize {
        let text = self.document.text();
        let claimed: SpanSet = self.draft.claims.iter().map(|claim| claim.span).collect();
        let blocks = self.document.blocks().iter();
        blocks
            .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
            .flat_map(|block| {
                let found = sentences(block.span.of(text), block.language);
                found
                    .into_iter()
                    .map(|sentence| sentence.shifted(block.span.start))
            })
            .filter(|sentence| !claimed.overlaps(*sentence))
            .count()
    }

    /// Its claims without verdicts, to be looked up in the lock.
    #[must_use]
    pub fn unjudged(&self) -> LockedDraft {
        let claims = self.draft.claims.iter().map(|claim| {
            let place = place::place(&self.document, claim.span);
            (claim.text.clone(), place, claim_fingerprint(claim))
        });
        LockedDraft {
            path: self.document.path().to_owned(),
            content: self.document.decoded().to_owned(),
            claims: claims.collect(),
            sentences_without_claim: self.sentences_without_claim(),
        }
    }

    /// The bibliographies that its repository names and that are not there.
    #[must_use]
    pub fn absent_bibliographies(&self) -> &[PathBuf] {
        &self.absent
    }

    /// The bibliographies that hold for the draft and that are there.
    #[must_use]
    pub fn bibliographies(&self) -> &[PathBuf] {
        &self.bibliographies
    }
}

/// The keys that a draft defines: in its front matter, and by an identifier in its text or in that
/// of the files beside it, with which it makes one text (`[@tag:x]: doi:…`).
fn defined_keys(
    parts: impl Iterator<Item = PathBuf>,
    document: &Document,
    draft: &Draft,
) -> Bibliography {
    let is_key = |citation: &InTextCitation| matches!(citation.target, Target::Key(_));
    if !draft.citations.iter().any(is_key) {
        return Bibliography::default();
    }
    let mut defined = named(document.embedded().all("references.id"));
    for mark in document.marks() {
        if let MarkKind::Citation { works } = &mark.kind {
            let described = works.iter().map(|work| work.csl.as_str());
            let items: Vec<&str> = described.filter(|csl| !csl.is_empty()).collect();
            let items = format!("[{}]", items.join(","));
            defined.extend(Bibliography::from_csl(&items).unwrap_or_default());
        }
    }
    if document.format().marks_citations() {
        return defined;
    }
    defined.extend(Bibliography::defined_in(document.decoded()));
    for part in parts {
        let content = files::read(&part, MOST_OF_TEXT).unwrap_or_default();
        defined.extend(Bibliography::defined_in(&String::from_utf8_lossy(&content)));
    }
    defined
}

/// Works of which nothing is known but their keys.
fn named<'k>(keys: impl Iterator<Item = &'k str>) -> Bibliography {
    let entries = keys.map(|key| Entry {
        metadata: Metadata {
            key: Some(key.to_owned()),
            ..Metadata::default()
        },
        ..Entry::default()
    });
    Bibliography::of(entries.collect())
}

/// Whether a draft cites works by labels that it does not list itself: `[Wells2001]_`. Another file of
/// the same manual may; all of them are read to know.
fn cites_labels_of_others(document: &Document, draft: &Draft) -> bool {
    if document.format() != Format::Restructured {
        return false;
    }
    let notes = draft.references.iter().filter(|listed| listed.is_note);
    let listed: BTreeSet<&str> = notes.map(|listed| listed.label.as_str()).collect();
    let is_of_another = |citation: &InTextCitation| match &citation.target {
        Target::Key(key) => {
            let is_label = citation.place.of(document.decoded()).ends_with("]_");
            is_label && !listed.contains(key.as_str())
        }
        _ => false,
    };
    draft.citations.iter().any(is_of_another)
}

/// The most files of a manual that are looked at for the works they list.
const MOST_PARTS: usize = 5_000;

/// The files that make one manual with the one at `path`: all beneath the configuration of Sphinx, or
/// else those beside it.
fn parts_of_manual(path: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    let home = folders
        .iter()
        .find(|folder| folder.join("conf.py").is_file());
    let depth = if home.is_some() { usize::MAX } else { 1 };
    let own = path.parent().unwrap_or(Path::new(""));
    let home = home.map_or(own, PathBuf::as_path);
    let walk = walkdir::WalkDir::new(files::here(home))
        .max_depth(depth)
        .sort_by_file_name();
    let files = walk.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_part =
        |part: &PathBuf| part.to_str().and_then(Format::of_extension) == Some(Format::Restructured);
    files.filter(is_part).take(MOST_PARTS).collect()
}

/// The links of a draft at `path` to files that are there, each once, in the order of their words.
fn pages(
    path: &Path,
    draft: &Draft,
    is_there: impl Fn(&PathBuf) -> bool,
) -> Vec<(String, PathBuf)> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let linked = draft.citations.iter().filter_map(|one| match &one.target {
        Target::Url(written) => Some(written.as_str()),
        _ => None,
    });
    let noted = draft.references.iter().flat_map(|one| &one.urls);
    let written: BTreeSet<&str> = linked
        .chain(noted.map(String::as_str))
        .filter(|written| !written.contains("://"))
        .collect();
    let page = |written: &str| {
        let target = written.split(['#', '?']).next()?;
        let target = folder.join(Path::new(target));
        // What a site is built of has another ending than what it is built into.
        let built_of = ["md", "qmd", "Rmd", "markdown"].map(|ending| target.with_extension(ending));
        let is_built = target.extension().is_some_and(|ending| ending == "html");
        let mut files = std::iter::once(target).chain(built_of.into_iter().filter(|_| is_built));
        files.find(&is_there).map(|file| (written.to_owned(), file))
    };
    written.into_iter().filter_map(page).collect()
}

/// The Markdown files beside the one at `path`, in the order of their names.
fn parts_beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let entries = files::here(folder)
        .read_dir()
        .into_iter()
        .flatten()
        .flatten();
    let is_part = |part: &PathBuf| {
        let format = part.to_str().and_then(Format::of_extension);
        format == Some(Format::Markdown) && part.file_name() != path.file_name()
    };
    let mut parts: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_part).collect();
    parts.sort();
    parts
}

/// The fingerprint of a claim beneath its headings.
pub(super) fn claim_fingerprint(claim: &Claim) -> String {
    let headings = claim.context.headings.iter().map(String::as_str);
    fingerprint(headings.chain([claim.text.as_str()]))
}
