//! `ibid text`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid text`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid text`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid text` is not built yet")
}
