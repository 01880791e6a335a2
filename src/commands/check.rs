//! `ibid check`: drafts against sources.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use super::arguments::{
    ConfigArgs, GateArgs, JobArgs, ModelArgs, OutputArgs, RulingArgs, SourceArgs,
};
use super::gate::{self, Checker, Drafts};
use super::opening::warn;
use super::progress::Teller;
use super::{ExitStatus, fixing, watch};
use crate::check::{DraftFile, ReadDraft, draft_name};
use crate::config::Config;
use crate::document::{Comment, Format, with_comments};
use crate::files::MOST_OF_TEXT;
use crate::progress::{Progress as _, Stage};
use crate::report::{Report, word_comments};
use crate::span::Span;

/// What stands for standard input among the drafts, and its name where it is given none.
const STANDARD_INPUT: &str = "-";

/// Arguments of `ibid check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid check report.md --sources sources/ --format html --output report.html"
)]
pub(super) struct Args {
    /// Drafts to check: files, folders or globs; `-` is standard input. Without any, the drafts
    /// that the configuration names.
    #[arg(value_name = "DRAFT")]
    drafts: Vec<PathBuf>,
    /// Check standard input under this name. The name decides its format, its levels and rulings,
    /// and where ibid looks for its bibliographies.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["fix", "watch", "changed_since"])]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    rulings: RulingArgs,
    /// Correct the drafts where the correction is certain, then report what is left. In a Word file
    /// corrections are tracked changes.
    #[arg(long, help_heading = "Drafts", conflicts_with_all = ["diff", "locked"])]
    fix: bool,
    /// Show as a diff what `--fix` would change. Nothing is written.
    #[arg(long, help_heading = "Drafts", conflicts_with = "locked")]
    diff: bool,
    /// Keep running, and report again when a draft, a source, a ruling or the configuration
    /// changes. Ctrl-C ends it.
    #[arg(long, help_heading = "Drafts", conflicts_with_all = ["fix", "diff", "locked"])]
    watch: bool,
    /// Say on standard error what each stage took.
    #[arg(long, help_heading = "Output")]
    timings: bool,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

impl Args {
    /// The configuration that holds for this check.
    ///
    /// # Errors
    /// As [`ConfigArgs::load`].
    pub(super) fn config(&self) -> anyhow::Result<Config> {
        let mut config = match &self.rulings.settings_from {
            Some(revision) => self.config.load_from(revision)?,
            None => self.config.load()?,
        };
        if !self.drafts.is_empty() {
            config.set_drafts(&self.drafts);
        }
        self.sources.apply(&mut config);
        self.model.apply(&mut config);
        self.gate.apply(&mut config);
        self.output.apply(&mut config);
        Ok(config)
    }

    /// The report on `drafts` by `checker`, and what counts of it.
    ///
    /// # Errors
    /// As [`Checker::report`] and [`gate::keep_what_counts`].
    pub(super) fn report(
        &self,
        config: &Config,
        checker: &mut Checker,
        drafts: &[ReadDraft],
    ) -> anyhow::Result<Report> {
        let mut report = checker.report(drafts)?;
        gate::keep_what_counts(&mut report, config, &self.rulings, drafts)?;
        Ok(report)
    }

    /// Writes `report` in the formats asked for.
    ///
    /// # Errors
    /// As [`OutputArgs::write`].
    pub(super) fn write(
        &self,
        report: &Report,
        drafts: &[ReadDraft],
        config: &Config,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let word = |all| commented(report, drafts, config, all);
        self.output.write(report, config, &word, out)
    }

    /// The name that standard input is checked under, if it is the draft.
    fn standard_input(&self) -> anyhow::Result<Option<&Path>> {
        let is_dash = |path: &PathBuf| path.as_os_str() == STANDARD_INPUT;
        let others = self.drafts.iter().any(|path| !is_dash(path));
        match &self.stdin_filename {
            None if !self.drafts.iter().any(is_dash) => return Ok(None),
            _ => ensure!(!others, "standard input is checked alone, without files"),
        }
        ensure!(
            !self.fix && !self.watch && self.rulings.changed_since.is_none(),
            "standard input is no file that could be written, watched or looked up in git"
        );
        let name = self.stdin_filename.as_deref();
        Ok(Some(name.unwrap_or(Path::new(STANDARD_INPUT))))
    }
}

/// Runs `ibid check`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    args.jobs.apply()?;
    if args.watch {
        args.standard_input()?;
        return watch::run(args, out);
    }
    let config = args.config()?;
    let teller = Teller::new();
    teller.begin(Stage::Read, 0);
    let Drafts {
        read: mut drafts,
        unread,
    } = match args.standard_input()? {
        Some(name) => gate::read(&[standard_input(&config, name)?])?,
        None => gate::drafts(&config, true)?,
    };
    teller.advance(drafts.len() as u64);
    teller.end();
    let mut checker = Checker::new(config.clone(), teller.clone());
    let mut report = match args.rulings.locked {
        true => gate::verify(&config, &drafts)?,
        false => checker.report(&drafts)?,
    };
    if args.diff {
        fixing::show(&report, &drafts, out)?;
        return Ok(ExitStatus::Clean);
    }
    if args.fix {
        (report, drafts) = fix(&config, &mut checker, drafts, report)?;
    }
    gate::keep_what_counts(&mut report, &config, &args.rulings, &drafts)?;
    teller.begin(Stage::Write, 0);
    args.write(&report, &drafts, &config, out)?;
    teller.advance(drafts.len() as u64);
    teller.end();
    if args.timings {
        warn(&teller.summary());
    }
    // The others are checked and told of, but a draft that was not read may hold anything.
    if let Some(error) = unread {
        out.flush()?;
        return Err(error);
    }
    Ok(status(&report, &config))
}

/// How a check with `report` ends.
pub(super) fn status(report: &Report, config: &Config) -> ExitStatus {
    match config.fail_on.fails_report(report) {
        true => ExitStatus::Findings,
        false => ExitStatus::Clean,
    }
}

/// The one draft of `report`, a Word file, with its comments.
fn commented(
    report: &Report,
    drafts: &[ReadDraft],
    config: &Config,
    all: bool,
) -> anyhow::Result<Vec<u8>> {
    let ([draft], [read]) = (report.drafts.as_slice(), drafts) else {
        anyhow::bail!("a Word file can be given back for one draft only: name it");
    };
    let bytes = read.bytes();
    ensure!(
        Format::of(&draft.path, bytes) == Format::Word,
        "{} is no Word file that could have comments",
        draft.path
    );
    let comments: Vec<Comment> = word_comments(draft, all, config.language)
        .into_iter()
        .map(|one| Comment {
            span: Span::new(one.place.start, one.place.end),
            text: one.text,
        })
        .collect();
    let (bytes, left_out) = with_comments(bytes, &comments)?;
    if left_out > 0 {
        warn(&format!(
            "{left_out} findings in notes have no comment: Word allows none there"
        ));
    }
    Ok(bytes)
}

/// The draft that is written to standard input, under `name`.
fn standard_input(config: &Config, name: &Path) -> anyhow::Result<DraftFile> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MOST_OF_TEXT + 1)
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    Ok(DraftFile {
        name: match name.as_os_str() == STANDARD_INPUT {
            true => STANDARD_INPUT.to_owned(),
            false => draft_name(config, name),
        },
        path: name.to_owned(),
        bytes,
    })
}

/// Mends the drafts until nothing certain is left, and gives the report on what they are then.
fn fix(
    config: &Config,
    checker: &mut Checker,
    mut drafts: Vec<ReadDraft>,
    mut report: Report,
) -> anyhow::Result<(Report, Vec<ReadDraft>)> {
    for round in 0..fixing::ROUNDS {
        if fixing::fix(&report, &drafts, round == 0)? == 0 {
            break;
        }
        drafts = gate::drafts(config, false)?.read;
        report = checker.report(&drafts)?;
    }
    Ok((report, drafts))
}
