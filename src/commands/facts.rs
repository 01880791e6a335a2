//! `ibid facts`.

use std::io::Write;

use super::ExitStatus;

/// Arguments of `ibid facts`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs `ibid facts`.
pub(super) fn run(_args: &Args, _out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::bail!("`ibid facts` is not built yet")
}
