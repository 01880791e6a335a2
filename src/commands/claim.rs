//! `ibid claim`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid claim`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid claim`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid claim` is not built yet")
}
