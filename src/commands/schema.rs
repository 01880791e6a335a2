//! `ibid schema`.

use std::io::Write;

use clap::ValueEnum;

use super::{ExitStatus, serve};
use crate::config::ConfigFile;
use crate::report::Report;

const EXAMPLE: &str = "\
Example:
  $ ibid schema config > ibid.schema.json";

/// Arguments of `ibid schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// What the schema is of.
    #[arg(value_enum, default_value_t = Subject::Report)]
    of: Subject,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Subject {
    /// `ibid check --format json`.
    Report,
    /// `ibid.toml`.
    Config,
    /// `ibid serve`, as an OpenAPI document.
    Api,
}

/// Prints a JSON Schema.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let schema = match args.of {
        Subject::Report => serde_json::to_string_pretty(&schemars::schema_for!(Report)),
        Subject::Config => serde_json::to_string_pretty(&schemars::schema_for!(ConfigFile)),
        Subject::Api => serde_json::to_string_pretty(&serve::openapi::document(true)),
    };
    writeln!(out, "{}", schema?)?;
    Ok(ExitStatus::Clean)
}
