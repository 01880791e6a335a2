//! `ibid explain`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid explain`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid explain` is not built yet")
}
