//! `ibid check`: drafts against sources.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::{ConfigArgs, GateArgs, OutputArgs, RulingArgs, SourceArgs};
use super::{ExitStatus, fixing, gate};

/// Arguments of `ibid check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid check report.md --sources sources/ --format html --output report.html"
)]
pub(super) struct Args {
    /// Drafts: files, folders or globs, instead of those of the configuration.
    #[arg(value_name = "DRAFT")]
    drafts: Vec<PathBuf>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    rulings: RulingArgs,
    /// Write what is certain into the drafts, then report what is left.
    #[arg(long, conflicts_with_all = ["diff", "locked"])]
    fix: bool,
    /// Show what `--fix` would write, as a diff, and nothing else.
    #[arg(long, conflicts_with = "locked")]
    diff: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs `ibid check`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let mut config = args.config.load()?;
    if !args.drafts.is_empty() {
        config.set_drafts(&args.drafts);
    }
    args.sources.apply(&mut config);
    args.gate.apply(&mut config);
    let mut report = gate::report(&config, args.rulings.locked)?;
    if args.diff {
        fixing::show(&report, out)?;
        return Ok(ExitStatus::Clean);
    }
    let mut rounds = if args.fix { fixing::ROUNDS } else { 0 };
    while rounds > 0 && fixing::fix(&report)? > 0 {
        report = gate::report(&config, false)?;
        rounds -= 1;
    }
    gate::keep_what_counts(&mut report, &args.rulings)?;
    args.output.write(&report, config.fail_on, out)?;
    Ok(if config.fail_on.fails_report(&report) {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}
