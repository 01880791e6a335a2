//! A check with everything that decides what counts: rulings, baseline, lock and changed lines.

use std::path::PathBuf;

use anyhow::Context;

use super::arguments::RulingArgs;
use super::opening::{open_corpus, warn};
use crate::check::{ReadDraft, check, draft_files};
use crate::config::Config;
use crate::document::Hash;
use crate::report::{DraftReport, Report};
use crate::rulings::{self, Baseline, Changes, LOCK_FILE, Lock, RULINGS_FILE, Ruling};

/// The report on the drafts that `config` names, before the baseline and the revision.
///
/// # Errors
/// Where a draft, a source, a ruling or the lock cannot be read.
pub(super) fn report(config: &Config, locked: bool) -> anyhow::Result<Report> {
    let drafts = draft_files(config)?
        .iter()
        .map(ReadDraft::of)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let rulings = rulings_on(config, &drafts)?;
    let mut report = match locked {
        true => verify(config, &drafts)?,
        false => {
            let bibliographies: Vec<PathBuf> = drafts
                .iter()
                .flat_map(|draft| draft.bibliographies().to_vec())
                .collect();
            let mut corpus = open_corpus(config, &bibliographies)?;
            for name in corpus.leave_out(&drafts)? {
                warn(&format!(
                    "{name} is a draft itself, and no evidence for one"
                ))?;
            }
            check(config, &corpus, &drafts)?
        }
    };
    let settings = rulings::Settings {
        as_of: config.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        level: &|rule, path| config.level(rule, path),
    };
    for draft in report.drafts.iter().filter(|draft| has_nothing(draft)) {
        warn(&format!(
            "nothing in {} can be checked: no sentence states a fact",
            draft.path
        ))?;
    }
    rulings::apply(&mut report, &rulings, &settings);
    Ok(report)
}

/// Whether a draft has nothing that could have been checked, which is not the same as right.
fn has_nothing(draft: &DraftReport) -> bool {
    draft.claims.is_empty() && draft.quotations.is_empty() && draft.findings.is_empty()
}

/// Leaves of `report` what counts by the baseline and the revision of `args`.
///
/// # Errors
/// Where the baseline cannot be read or git cannot tell what changed.
pub(super) fn keep_what_counts(report: &mut Report, args: &RulingArgs) -> anyhow::Result<()> {
    if let Some(path) = &args.baseline {
        Baseline::load(path)?.apply(report);
    }
    if let Some(revision) = &args.changed_since {
        let here = std::env::current_dir().context("the working directory cannot be told")?;
        rulings::keep_changed(report, &Changes::since(revision, &here)?);
    }
    Ok(())
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

/// The report on `drafts` by the lock.
fn verify(config: &Config, drafts: &[ReadDraft]) -> anyhow::Result<Report> {
    let lock = Lock::load(&config.root.join(LOCK_FILE))?;
    let mut changed = Vec::new();
    for (name, hash) in lock.sources() {
        // The hash of a record of a bulk file is not that of the file, which is all that can be
        // told without indexing it.
        if let Ok(bytes) = std::fs::read(config.root.join(name))
            && Hash::of(&bytes).to_hex() != *hash
        {
            changed.push(name.clone());
        }
    }
    let drafts: Vec<_> = drafts.iter().map(ReadDraft::unjudged).collect();
    Ok(lock.verify(&drafts, &changed, &|rule, path| config.level(rule, path)))
}
