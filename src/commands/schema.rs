//! `ibid schema`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid schema`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid schema` is not built yet")
}
