//! `ibid eval`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid eval`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid eval`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid eval` is not built yet")
}
