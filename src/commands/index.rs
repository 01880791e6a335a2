//! `ibid index`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid index`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid index`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid index` is not built yet")
}
