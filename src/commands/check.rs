//! `ibid check`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid check`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid check` is not built yet")
}
