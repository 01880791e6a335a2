//! `ibid index`: build or update the index of the sources.

use std::io::Write;

use super::ExitStatus;
use super::arguments::{ConfigArgs, JobArgs, SourceArgs};
use super::opening::open_filled_corpus;
use super::progress::Teller;
use crate::index::Filled;
use crate::report::sanitize;

/// Arguments of `ibid index`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The other commands bring the index up to date themselves; this one only does \
                  it ahead of time. An engine on servers is filled by this one alone; run again, \
                  it goes on where it was broken off.\n\nExamples:\n  ibid index --sources \
                  archive/\n  ibid index --engine https://search.example.org/archive"
)]
pub(super) struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs `ibid index`. Sources that cannot be read are findings: the index lacks them.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    args.jobs.apply()?;
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    let (corpus, filled) = open_filled_corpus(&Teller::new(), &config)?;
    let update = &corpus.update;
    for file in &update.unreadable {
        let path = sanitize::line(&file.path);
        writeln!(out, "{path}: unreadable: {}", sanitize::line(&file.why))?;
    }
    for (copy, shown) in corpus.library.copies() {
        let (copy, shown) = (sanitize::line(&copy.name), sanitize::line(&shown.name));
        writeln!(
            out,
            "{copy}: a copy of {shown}, which is cited in its place"
        )?;
    }
    writeln!(
        out,
        "{} sources{}; {} files read: {} added, {} edited, {} renamed, {} removed, {} unchanged, \
         {} unreadable",
        corpus.library.sources().len(),
        of_which(corpus.library.copies().count()),
        update.read,
        update.added,
        update.edited,
        update.renamed,
        update.removed,
        update.unchanged,
        update.unreadable.len()
    )?;
    if let Some(filled) = filled {
        writeln!(out, "{}", told(&filled))?;
    }
    Ok(if update.unreadable.is_empty() {
        ExitStatus::Clean
    } else {
        ExitStatus::Findings
    })
}

/// How many of the sources are copies, if any is.
fn of_which(copies: usize) -> String {
    match copies {
        0 => String::new(),
        1 => ", 1 of them a copy".to_owned(),
        _ => format!(", {copies} of them copies"),
    }
}

/// What filling an engine took.
fn told(filled: &Filled) -> String {
    let Filled {
        index,
        passages,
        sent,
        skipped,
        removed,
    } = filled;
    let mut told = format!("{passages} passages in {index}: {sent} sent");
    if *skipped > 0 {
        told += &format!(", {skipped} sources had been sent before");
    }
    if !removed.is_empty() {
        told += &format!("; removed {}", removed.join(", "));
    }
    told
}
