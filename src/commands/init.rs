//! `ibid init`.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::ExitStatus;
use crate::config::{FILE_NAME, STARTING_FILE};

const EXAMPLE: &str = "\
Example:
  $ cd reports && ibid init
  wrote ./ibid.toml";

/// Arguments of `ibid init`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The folder to write it to.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

/// Writes a commented configuration with every key at its default; never over an existing one.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let path = args.folder.join(FILE_NAME);
    write_new(&path)?;
    writeln!(out, "wrote {}", path.display())?;
    Ok(ExitStatus::Clean)
}

fn write_new(path: &Path) -> anyhow::Result<()> {
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!(
            "{} is there already; remove it first to start anew",
            path.display()
        ),
        _ => anyhow::Error::new(error).context(format!("{} cannot be written", path.display())),
    })?;
    file.write_all(STARTING_FILE.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))
        .inspect_err(|_| {
            // Half a configuration would be read as a whole one.
            let _ = std::fs::remove_file(path);
        })
}
