//! `ibid init`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid init`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid init`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid init` is not built yet")
}
