//! `ibid baseline`.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::{ExitStatus, gate, replacing};
use crate::rulings::Baseline;

/// Name of the file that is written where none is named.
const BASELINE_FILE: &str = "ibid.baseline.json";

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
    /// The file to write; `ibid.baseline.json` beside the configuration where none is named.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Records the findings of the drafts of the configuration.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let Command::Write(args) = &args.command;
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    let baseline = Baseline::of(&gate::report(&config)?);
    let (path, name) = match &args.file {
        Some(path) => (path.clone(), path.display().to_string()),
        None => (config.root.join(BASELINE_FILE), BASELINE_FILE.to_owned()),
    };
    replacing::replace(&path, baseline.to_json()?.as_bytes())?;
    let count = baseline.len();
    let things = if count == 1 { "finding" } else { "findings" };
    writeln!(out, "wrote {name}: {count} {things}")?;
    Ok(ExitStatus::Clean)
}
