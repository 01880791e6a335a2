//! `ibid lock`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid lock`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid lock`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid lock` is not built yet")
}
