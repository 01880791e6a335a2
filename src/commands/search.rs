//! `ibid search`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid search`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid search`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid search` is not built yet")
}
