//! A check with everything that decides what counts: rulings, baseline, lock and changed lines.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;

use super::arguments::RulingArgs;
use super::opening::{open_corpus_to_judge, tell_after_judging, warn};
use crate::check::{self, Corpus, DraftFile, ReadDraft, check_draft, draft_files};
use crate::config::Config;
use crate::document::{Document, Hash, current_reader};
use crate::locator::ReadBy;
use crate::report::{DraftReport, Report};
use crate::rulings::{self, Baseline, Changes, LOCK_FILE, Lock, RULINGS_FILE, Ruling};

/// Checks drafts, perhaps again and again: the sources are opened once, and a draft whose bytes
/// are what they were is not checked again.
pub(super) struct Checker {
    config: Config,
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
    pub(super) fn new(config: Config) -> Self {
        Self {
            config,
            opened: None,
            known: BTreeMap::new(),
        }
    }

    /// Opens the sources anew at the next check; only those that changed are read.
    pub(super) fn forget_sources(&mut self) {
        self.opened = None;
    }

    /// The report on `drafts`, before the baseline and the revision.
    ///
    /// # Errors
    /// Where a source or a ruling cannot be read.
    pub(super) fn report(&mut self, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
        let rulings = rulings_on(&self.config, drafts)?;
        let bibliographies: Vec<PathBuf> = drafts
            .iter()
            .flat_map(|draft| draft.bibliographies().to_vec())
            .collect();
        let opened = match self.opened.take() {
            Some(opened) if opened.bibliographies == bibliographies => opened,
            _ => {
                self.known.clear();
                Opened {
                    corpus: open_corpus_to_judge(&self.config, &bibliographies)?,
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
                warn(&format!(
                    "{name} is a draft itself, and no evidence for one"
                ))?;
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
                    tell_if_nothing(&report)?;
                    report
                }
            };
            let entry = (document.hash(), report.clone());
            self.known.insert(document.path().to_owned(), entry);
            checked.push(report);
        }
        tell_after_judging(&opened.corpus)?;
        let report = check::report(&self.config, &opened.corpus, checked);
        Ok(ruled(report, &self.config, &rulings))
    }
}

/// Reads drafts that are in memory.
///
/// # Errors
/// Where one is no text; the message names it.
pub(super) fn read(files: &[DraftFile]) -> anyhow::Result<Vec<ReadDraft>> {
    files.iter().map(ReadDraft::of).collect()
}

/// The report on the drafts that `config` names, before the baseline and the revision.
///
/// # Errors
/// Where a draft, a source or a ruling cannot be read.
pub(super) fn report(config: &Config) -> anyhow::Result<Report> {
    Checker::new(config.clone()).report(&read(&draft_files(config)?)?)
}

/// The report on `drafts` by the lock, before the baseline and the revision.
///
/// # Errors
/// Where a ruling or the lock cannot be read.
pub(super) fn verify(config: &Config, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
    let rulings = rulings_on(config, drafts)?;
    let lock = Lock::load(&config.root.join(LOCK_FILE))?;
    let mut changed = Vec::new();
    for (name, hash) in lock.sources() {
        // The hash of a record of a bulk file is not that of the file, which is all that can be
        // told without indexing it.
        if let Ok(bytes) = std::fs::read(config.root.join(name))
            && (Hash::of(&bytes).to_hex() != *hash
                || is_read_otherwise(name, &bytes, lock.reading(name)))
        {
            changed.push(name.clone());
        }
    }
    let drafts: Vec<_> = drafts.iter().map(ReadDraft::unjudged).collect();
    let report = lock.verify(&drafts, &changed, &|rule, path| config.level(rule, path));
    Ok(ruled(report, config, &rulings))
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
fn tell_if_nothing(draft: &DraftReport) -> anyhow::Result<()> {
    if draft.claims.is_empty() && draft.quotations.is_empty() && draft.findings.is_empty() {
        warn(&format!(
            "nothing in {} can be checked: no sentence states a fact",
            draft.path
        ))?;
    }
    Ok(())
}

/// Leaves of `report` what counts by the baseline and the revision of `args`.
///
/// # Errors
/// Where the baseline cannot be read or git cannot tell what changed.
pub(super) fn keep_what_counts(
    report: &mut Report,
    config: &Config,
    args: &RulingArgs,
) -> anyhow::Result<()> {
    if let Some(path) = &args.baseline {
        Baseline::load(path)?.apply(report);
    }
    if let Some(revision) = &args.changed_since {
        let changes = Changes::since(revision, &check::base(config))?;
        rulings::keep_changed(report, &changes);
    }
    Ok(())
}

/// The report at the levels that hold for verdicts that are not sure, with what `rulings` waive.
fn ruled(mut report: Report, config: &Config, rulings: &[Ruling]) -> Report {
    soften(&mut report, config);
    let settings = rulings::Settings {
        as_of: config.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        level: &|rule, path| config.level(rule, path),
    };
    rulings::apply(&mut report, rulings, &settings);
    report
}

/// Lowers the findings of `report` by verdicts that are not sure enough for their level.
pub(super) fn soften(report: &mut Report, config: &Config) {
    rulings::soften(report, &|rule, path, confidence| {
        config.level_at(rule, path, confidence)
    });
}

/// The rulings in the drafts and in the committed file.
fn rulings_on(config: &Config, drafts: &[ReadDraft]) -> anyhow::Result<Vec<Ruling>> {
    let mut all = Vec::new();
    for draft in drafts {
        all.extend(rulings::read_inline(draft.document())?);
    }
    let path = config.root.join(RULINGS_FILE);
    if path.exists() {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("the rulings {} cannot be read", path.display()))?;
        all.extend(rulings::read_committed(RULINGS_FILE.as_ref(), &text)?);
    }
    // A draft that is not checked in this run says nothing about whether its rulings are used.
    all.retain(|ruling| match &ruling.target {
        rulings::Target::Lines { .. } => true,
        rulings::Target::Finding { draft, .. } => {
            drafts.iter().any(|read| read.document().path() == draft)
        }
    });
    Ok(all)
}
