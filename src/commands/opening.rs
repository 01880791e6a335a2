//! Opening the corpus as every command does that needs it: with a progress bar, and with what the
//! user should know on standard error.

use std::io::Write;
use std::path::PathBuf;

use super::progress::Bar;
use crate::check::Corpus;
use crate::config::Config;
use crate::report::sanitize;

/// Opens the corpus that `config` names, described also by the bibliographies `more`.
///
/// # Errors
/// As [`Corpus::open`].
pub(super) fn open_corpus(config: &Config, more: &[PathBuf]) -> anyhow::Result<Corpus> {
    let corpus = Corpus::open(config, more, &Bar::new())?;
    for message in &corpus.update.messages {
        warn(message)?;
    }
    Ok(corpus)
}

/// Tells the user something on standard error.
///
/// # Errors
/// When standard error cannot be written to.
pub(super) fn warn(message: &str) -> std::io::Result<()> {
    writeln!(anstream::stderr(), "ibid: {}", sanitize::line(message))
}
