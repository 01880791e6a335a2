//! A check with everything that decides what counts: rulings, baseline, lock and changed lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use super::arguments::RulingArgs;
use super::opening::{Audience, open_corpus_to_judge, tell_after_judging, warn};
use super::progress::Teller;
use crate::check::{
    self, Corpus, DraftFile, Offers, ReadDraft, changes_since, check_draft, draft_files,
    draft_name, offers,
};
use crate::config::Config;
use crate::document::{Document, Format, Hash, ReadError, current_reader};
use crate::files::{self, MOST_OF_TEXT};
use crate::locator::ReadBy;
use crate::report::{DraftReport, Report};
use crate::rulings::{self, Baseline, Committed, LOCK_FILE, Lock, RULINGS_FILE};

/// Checks drafts, perhaps again and again: the sources are opened once, and a draft whose bytes
/// are what they were is not checked again.
pub(super) struct Checker {
    config: Config,
    audience: Arc<dyn Audience>,
    opened: Option<Opened>,
    known: BTreeMap<String, (Hash, DraftReport)>,
}

/// The corpus, with the bibliographies of the drafts that it was opened with.
struct Opened {
    corpus: Corpus,
    bibliographies: Vec<PathBuf>,
    /// Names of the sources that are drafts themselves.
    left_out: Vec<String>,
}

impl Checker {
    /// One whose work `audience` hears of.
    pub(super) fn new(config: Config, audience: impl Audience + 'static) -> Self {
        Self {
            config,
            audience: Arc::new(audience),
            opened: None,
            known: BTreeMap::new(),
        }
    }

    /// Opens the sources anew at the next check; only those that changed are read.
    pub(super) fn forget_sources(&mut self) {
        self.opened = None;
    }

    /// The sources, once they were opened.
    pub(super) fn corpus(&self) -> Option<&Corpus> {
        self.opened.as_ref().map(|opened| &opened.corpus)
    }

    /// The report on `drafts`, before the baseline and the revision.
    ///
    /// # Errors
    /// Where a source or a ruling cannot be read.
    pub(super) fn report(&mut self, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
        let audience = &*self.audience;
        let rulings = rulings_on(&self.config, drafts, audience)?;
        let bibliographies: Vec<PathBuf> = drafts
            .iter()
            .flat_map(|draft| draft.bibliographies().to_vec())
            .collect();
        let opened = match self.opened.take() {
            Some(opened) if opened.bibliographies == bibliographies => opened,
            _ => {
                self.known.clear();
                tell_of_absent_bibliographies(&self.config, drafts, audience);
                Opened {
                    corpus: open_corpus_to_judge(audience, &self.config, &bibliographies)?,
                    bibliographies,
                    left_out: Vec::new(),
                }
            }
        };
        let opened = self.opened.insert(opened);
        let left_out = opened.corpus.leave_out(drafts)?;
        if left_out != opened.left_out {
            self.known.clear();
            for name in &left_out {
                audience.tell(&format!(
                    "{name} is a draft itself, and no evidence for one"
                ));
            }
            opened.left_out = left_out;
        }
        let mut checked = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let document = draft.document();
            let known = self.known.get(document.path());
            let report = match known.filter(|(hash, _)| *hash == document.hash()) {
                Some((_, report)) => report.clone(),
                None => {
                    let report = check_draft(&self.config, &opened.corpus, draft)?;
                    tell_if_nothing(&report, audience);
                    report
                }
            };
            let entry = (document.hash(), report.clone());
            self.known.insert(document.path().to_owned(), entry);
            checked.push(report);
        }
        tell_after_judging(audience, &opened.corpus);
        let report = check::report(&self.config, &opened.corpus, checked);
        let library = &opened.corpus.library;
        let hash_of = |name: &str| Some(library.source(name)?.hash.to_hex());
        Ok(ruled(report, &self.config, &rulings, &hash_of))
    }

    /// What can be done in a draft, of which `report` was the report just now.
    pub(super) fn offers(&self, draft: &ReadDraft, report: &DraftReport) -> Offers {
        let opened = self.opened.as_ref();
        opened.map_or_else(Offers::default, |opened| {
            offers(&self.config, &opened.corpus, draft, report)
        })
    }
}

/// The drafts of a check, as far as they could be read.
pub(super) struct Drafts {
    pub(super) read: Vec<ReadDraft>,
    /// Why the first one could not be read that has words and could not.
    pub(super) unread: Option<anyhow::Error>,
}

impl Drafts {
    /// Keeps why a draft could not be read, or tells of it where that is not the first.
    fn note_unread(&mut self, error: anyhow::Error) {
        match self.unread {
            None => self.unread = Some(error),
            Some(_) => warn(&format!("{error:#}")),
        }
    }
}

/// Reads drafts that are in memory. One that has no words, and one that cannot be read, is told of
/// and does not keep the others from being checked.
///
/// # Errors
/// Where none is left; the message names the first.
pub(super) fn read(files: &[DraftFile]) -> anyhow::Result<Drafts> {
    let drafts = read_besides(files, Vec::new())?;
    tell_of_gaps(&drafts.read);
    Ok(drafts)
}

/// As [`read`], of drafts besides which others could not be read from disk, for the reasons `unread`.
fn read_besides(files: &[DraftFile], unread: Vec<anyhow::Error>) -> anyhow::Result<Drafts> {
    let mut drafts = Drafts {
        read: Vec::new(),
        unread: None,
    };
    let mut wordless = Vec::new();
    for error in unread {
        drafts.note_unread(error);
    }
    for file in files {
        match ReadDraft::of(file) {
            Ok(draft) => drafts.read.push(draft),
            Err(error) if is_wordless(file, &error) => wordless.push((file, error)),
            Err(error) => drafts.note_unread(error),
        }
    }
    if drafts.read.is_empty() {
        let first = wordless.into_iter().map(|(_, error)| error);
        let first = drafts.unread.into_iter().chain(first).next();
        return Err(first.context("no drafts to read")?);
    }
    for (file, _) in wordless {
        let name = &file.name;
        warn(&format!("nothing in {name} can be checked: it has no text"));
    }
    Ok(drafts)
}

/// Tells in one sentence of what drafts hold that is not read.
fn tell_of_gaps(drafts: &[ReadDraft]) {
    let documents = drafts.iter().map(ReadDraft::document);
    let told = |document: &&Document| !document.gaps().is_empty();
    let mut documents = documents.filter(told).peekable();
    let Some(first) = documents.peek() else {
        return;
    };
    let (path, gap) = (first.path(), &first.gaps()[0]);
    let more = match documents.count() - 1 {
        0 => String::new(),
        1 => "; so it is in 1 other draft".to_owned(),
        count => format!("; so it is in {count} other drafts"),
    };
    warn(&format!(
        "{path}: {gap}{more}; `ibid text FILE` tells of all of it"
    ));
}

/// Tells of bibliographies that are not there, each once: a key may be defined in one.
fn tell_of_absent_bibliographies(config: &Config, drafts: &[ReadDraft], audience: &dyn Audience) {
    let absent = drafts.iter().flat_map(ReadDraft::absent_bibliographies);
    for path in absent.collect::<BTreeSet<_>>() {
        audience.tell(&format!(
            "the bibliography {} is named in the repository but is not there, so keys that are \
             defined nowhere are not reported; build it first",
            draft_name(config, path)
        ));
    }
}

/// Whether a draft is a page without words: nothing but front matter, say. A file of another format
/// may hold words that could not be read.
fn is_wordless(file: &DraftFile, error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<ReadError>();
    matches!(kind, Some(ReadError::NothingToRead))
        && Format::of(&file.name, &file.bytes).is_markup()
}

/// Reads the drafts that `config` names, and tells of those that are passed over if `told`.
///
/// # Errors
/// Where none can be read, or there is none.
pub(super) fn drafts(config: &Config, told: bool) -> anyhow::Result<Drafts> {
    let found = draft_files(config)?;
    if let Some(ignored) = found.ignored.filter(|_| told) {
        warn(&ignored);
    }
    let drafts = read_besides(&found.files, found.unread)?;
    if told {
        tell_of_gaps(&drafts.read);
    }
    Ok(drafts)
}

/// The report on the drafts that `config` names, before the baseline and the revision.
///
/// # Errors
/// Where a draft, a source or a ruling cannot be read.
pub(super) fn report(config: &Config) -> anyhow::Result<Report> {
    let drafts = drafts(config, true)?;
    match drafts.unread {
        Some(error) => Err(error),
        None => Checker::new(config.clone(), Teller::new()).report(&drafts.read),
    }
}

/// The report on `drafts` by the lock, before the baseline and the revision.
///
/// # Errors
/// Where a ruling or the lock cannot be read.
pub(super) fn verify(config: &Config, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
    let rulings = rulings_on(config, drafts, &Teller::new())?;
    let path = config.root.join(LOCK_FILE);
    let lock = match &config.pinned {
        None => Lock::load(&path)?,
        Some(revision) => {
            let text = config.setting(&path)?;
            let text = text.with_context(|| format!("{} has no {LOCK_FILE}", revision.name()))?;
            Lock::parse(&text).with_context(|| format!("{LOCK_FILE} cannot be used"))?
        }
    };
    let project = check::project(config);
    let mut changed = Vec::new();
    for (name, hash) in lock.sources() {
        // The hash of a record of a bulk file is not that of the file, which is all that can be
        // told without indexing it.
        let path = config.root.join(name);
        if project.admit(&path).is_ok()
            && let Ok(bytes) = files::read(&path, MOST_OF_TEXT)
            && (Hash::of(&bytes).to_hex() != *hash
                || is_read_otherwise(name, &bytes, lock.reading(name)))
        {
            changed.push(name.clone());
        }
    }
    let drafts: Vec<_> = drafts.iter().map(ReadDraft::unjudged).collect();
    let report = lock.verify(&drafts, &changed, &|rule, path| config.level(rule, path));
    // A source that the lock does not know, or of which another part is known, is looked at itself.
    let hash_of = |name: &str| match lock.sources().get(name) {
        Some(_) if changed.iter().any(|it| it == name) => None,
        Some(hash) => Some(hash.clone()),
        None => {
            let path = config.root.join(name);
            project.admit(&path).ok()?;
            let bytes = files::read(&path, MOST_OF_TEXT).ok()?;
            Some(Hash::of(&bytes).to_hex())
        }
    };
    Ok(ruled(report, config, &rulings, &hash_of))
}

/// Whether the words of a file that has none of its own are read otherwise than when they were
/// locked, by another reader.
fn is_read_otherwise(name: &str, bytes: &[u8], locked: Option<&ReadBy>) -> bool {
    let Some(locked) = locked else { return false };
    if locked.reader == current_reader() {
        return false;
    }
    let now = Document::read(name, bytes).ok();
    let now = now.as_ref().and_then(Document::reading);
    now.is_none_or(|now| now.hash != locked.hash)
}

/// Tells of a draft with nothing that could have been checked, which is not the same as right.
fn tell_if_nothing(draft: &DraftReport, audience: &dyn Audience) {
    if draft.claims.is_empty() && draft.quotations.is_empty() {
        audience.tell(&format!(
            "nothing in {} can be checked: no sentence states a fact",
            draft.path
        ));
    }
}

/// Leaves of `report` what counts by the baseline and the revision of `args`.
///
/// # Errors
/// Where the baseline cannot be read or git cannot tell what changed.
pub(super) fn keep_what_counts(
    report: &mut Report,
    config: &Config,
    args: &RulingArgs,
    drafts: &[ReadDraft],
) -> anyhow::Result<()> {
    if let Some(path) = &args.baseline {
        baseline(config, path)?.apply(report);
    }
    if let Some(revision) = &args.changed_since {
        let changes = changes_since(revision, config, drafts, args.locked)?;
        if let Some(why) = changes.everything.first() {
            let more = match changes.everything.len() {
                1 => String::new(),
                count => format!(" ({count} such files)"),
            };
            warn(&format!("every finding counts, since {why}{more}"));
        }
        rulings::keep_changed(report, &changes);
    }
    Ok(())
}

/// The baseline at `path`, from the revision that the settings are pinned to where it lies in the
/// repository.
fn baseline(config: &Config, path: &Path) -> anyhow::Result<Baseline> {
    let pinned = config.pinned.as_ref();
    let Some(revision) = pinned.filter(|revision| revision.place_of(path).is_some()) else {
        return Baseline::load(path);
    };
    let text = config.setting(path)?;
    let text = text.with_context(|| format!("{} has no {}", revision.name(), path.display()))?;
    Baseline::parse(&text)
        .with_context(|| format!("the baseline {} cannot be used", path.display()))
}

/// The report at the levels that hold for verdicts that are not sure, with what was decided.
/// `hash_of` tells the hash of a source as it is now.
fn ruled(
    mut report: Report,
    config: &Config,
    decided: &Committed,
    hash_of: &dyn Fn(&str) -> Option<String>,
) -> Report {
    soften(&mut report, config);
    let level = |rule, path: &str| config.level(rule, path);
    rulings::sign(&mut report, &decided.sign_offs, hash_of, &level);
    let settings = rulings::Settings {
        as_of: today(config),
        level: &level,
    };
    rulings::apply(&mut report, &decided.rulings, &settings);
    report
}

/// `report`, which is on `drafts`, at the levels that hold and with what was decided.
///
/// # Errors
/// Where a ruling cannot be read.
pub(super) fn decided(
    report: Report,
    config: &Config,
    corpus: &Corpus,
    drafts: &[ReadDraft],
    audience: &dyn Audience,
) -> anyhow::Result<Report> {
    let decided = rulings_on(config, drafts, audience)?;
    let hash_of = |name: &str| Some(corpus.library.source(name)?.hash.to_hex());
    Ok(ruled(report, config, &decided, &hash_of))
}

/// The day by which decisions are made and expire.
pub(super) fn today(config: &Config) -> jiff::civil::Date {
    config.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// Lowers the findings of `report` by verdicts that are not sure enough for their level.
pub(super) fn soften(report: &mut Report, config: &Config) {
    rulings::soften(report, &|rule, path, confidence| {
        config.level_at(rule, path, confidence)
    });
}

/// What was decided in the committed file.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn committed(config: &Config) -> anyhow::Result<Committed> {
    match config.setting(&config.root.join(RULINGS_FILE))? {
        Some(text) => rulings::read_committed(RULINGS_FILE.as_ref(), &text),
        None => Ok(Committed::default()),
    }
}

/// What was decided: in the committed file, and by rulings in the drafts.
fn rulings_on(
    config: &Config,
    drafts: &[ReadDraft],
    audience: &dyn Audience,
) -> anyhow::Result<Committed> {
    let mut all = Vec::new();
    for draft in drafts {
        let inline = rulings::read_inline(draft.document())?;
        match inline.is_empty() || is_as_pinned(config, draft)? {
            true => all.extend(inline),
            false => audience.tell(&format!(
                "the rulings written in {} do not hold: the draft is not as it is at the revision \
                 that the settings are from",
                draft.document().path()
            )),
        }
    }
    let mut decided = committed(config)?;
    all.append(&mut decided.rulings);
    // A draft that is not checked in this run says nothing about whether its rulings are used.
    all.retain(|ruling| match &ruling.target {
        rulings::Target::Lines { .. } | rulings::Target::Words { .. } => true,
        rulings::Target::Finding { draft, .. } => {
            drafts.iter().any(|read| read.document().path() == draft)
        }
    });
    decided.rulings = all;
    Ok(decided)
}

/// Whether what stands in `draft` may say what counts: it is no newer than the settings are.
fn is_as_pinned(config: &Config, draft: &ReadDraft) -> anyhow::Result<bool> {
    let Some(revision) = &config.pinned else {
        return Ok(true);
    };
    let Some(place) = revision.place_of(draft.path()) else {
        return Ok(false);
    };
    let then = revision.contents(&[&place])?.into_iter().next().flatten();
    Ok(then.is_some_and(|then| then == draft.bytes()))
}
