//! `ibid config`.

use std::io::Write;

use super::ExitStatus;
use super::arguments::ConfigArgs;

const EXAMPLE: &str = "\
Example:
  $ ibid config
  [sources]
  include = [\"corpus/\"]  # default
  …";

/// Arguments of `ibid config`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArgs,
}

/// Prints the configuration that holds, each value with where it comes from.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    write!(out, "{}", args.config.load()?)?;
    Ok(ExitStatus::Clean)
}
