//! `ibid lock`.

use std::io::Write;

use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::{ExitStatus, gate, replacing};
use crate::rulings::{LOCK_FILE, Lock};

const EXAMPLE: &str = "\
Example:
  $ ibid lock
  wrote ibid.lock
  $ ibid check --locked";

/// Arguments of `ibid lock`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Checks the drafts of the configuration and writes down what each claim rests on.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    let lock = Lock::of(&gate::report(&config)?).to_json()?;
    let path = config.root.join(LOCK_FILE);
    replacing::replace(&path, lock.as_bytes())?;
    writeln!(out, "wrote {LOCK_FILE}")?;
    Ok(ExitStatus::Clean)
}
