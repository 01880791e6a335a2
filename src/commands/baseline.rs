//! `ibid baseline`.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::{ConfigArgs, SourceArgs};
use super::{ExitStatus, gate, replacing};
use crate::rulings::Baseline;

const EXAMPLE: &str = "\
Example:
  $ ibid baseline write
  wrote ibid.baseline.json: 31 findings
  $ ibid check --baseline ibid.baseline.json";

/// Arguments of `ibid baseline`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Record the findings there are now, so that only new ones count.
    Write(WriteArgs),
}

#[derive(Debug, clap::Args)]
struct WriteArgs {
    /// The file to write.
    #[arg(value_name = "FILE", default_value = "ibid.baseline.json")]
    file: PathBuf,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Records the findings of the drafts of the configuration.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let Command::Write(args) = &args.command;
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    let baseline = Baseline::of(&gate::report(&config, false)?);
    replacing::replace(&args.file, baseline.to_json()?.as_bytes())?;
    let count = baseline.len();
    let things = if count == 1 { "finding" } else { "findings" };
    writeln!(out, "wrote {}: {count} {things}", args.file.display())?;
    Ok(ExitStatus::Clean)
}
