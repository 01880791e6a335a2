//! `ibid search`: passages of the sources, ranked, with their places.

use std::io::Write;
use std::num::NonZero;

use super::ExitStatus;
use super::arguments::{ConfigArgs, SourceArgs};
use super::opening::{open_corpus, warn};
use super::progress::Teller;
use crate::check::passages_with;
use crate::report::sanitize;

/// Arguments of `ibid search`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  ibid search \"drought in the delta\" --sources archive/")]
pub(super) struct Args {
    /// What is looked for, in plain words.
    #[arg(value_name = "WORDS")]
    words: String,
    /// How many passages are shown.
    #[arg(long, short = 'n', value_name = "NUMBER", default_value = "10")]
    limit: NonZero<usize>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs `ibid search`. No passage is no error.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::ensure!(
        args.words.contains(char::is_alphanumeric),
        "there is no word to look for"
    );
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    let corpus = open_corpus(&Teller::new(), &config, &[])?;
    let found = passages_with(&corpus, &args.words, args.limit.get())?;
    for (_, cited) in &found {
        let (path, start) = (sanitize::line(cited.path()), cited.start());
        match cited.locator().words(start.line) {
            Some(place) => writeln!(out, "{path}, {}", sanitize::line(&place))?,
            None => writeln!(out, "{path}:{}:{}", start.line, start.column)?,
        }
        writeln!(out, "    {}\n", sanitize::line(cited.quote()))?;
    }
    if found.is_empty() {
        warn("no passage has any of these words");
    }
    match corpus.update.unreadable.len() {
        0 => {}
        count => warn(&format!(
            "{count} could not be read and were not searched; `ibid index` names them"
        )),
    }
    Ok(ExitStatus::Clean)
}
