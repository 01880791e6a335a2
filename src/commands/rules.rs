//! `ibid rules`.

use std::io::Write;

use super::ExitStatus;
use super::arguments::ConfigArgs;
use crate::report::RULES;

const EXAMPLE: &str = "\
Example:
  $ ibid rules
  refuted    error    A source says something that excludes the claim
  …";

/// Arguments of `ibid rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArgs,
}

/// Lists the rules, each with the level it has by the configuration.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let config = args.config.load()?;
    let width = RULES.iter().map(|info| info.name.len()).max().unwrap_or(0);
    for info in &RULES {
        let level = config.level(info.rule, "").name();
        writeln!(out, "{:width$}  {level:7}  {}", info.name, info.summary)?;
    }
    Ok(ExitStatus::Clean)
}
