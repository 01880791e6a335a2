//! `ibid rules`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid rules`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid rules`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid rules` is not built yet")
}
