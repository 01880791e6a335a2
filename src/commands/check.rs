//! `ibid check`: drafts against sources.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::{ConfigArgs, GateArgs, OutputArgs, RulingArgs, SourceArgs};
use super::{ExitStatus, gate};

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
    gate::keep_what_counts(&mut report, &args.rulings)?;
    args.output.write(&report, config.fail_on, out)?;
    Ok(if config.fail_on.fails_report(&report) {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}
