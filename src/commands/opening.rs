//! Opening the corpus as every command does that needs it: with a progress bar, and with what the
//! user should know on standard error.

use std::io::Write;
use std::path::PathBuf;

use super::progress::Bar;
use crate::check::{Corpus, admit_model, open_model};
use crate::config::Config;
use crate::entailment::Model;
use crate::index::Filled;
use crate::report::sanitize;

/// Opens the corpus that `config` names, described also by the bibliographies `more`.
///
/// # Errors
/// As [`Corpus::open`].
pub(super) fn open_corpus(config: &Config, more: &[PathBuf]) -> anyhow::Result<Corpus> {
    let corpus = Corpus::open(config, more, &Bar::of_sources())?;
    for message in &corpus.update.messages {
        warn(message);
    }
    Ok(corpus)
}

/// Opens the corpus that `config` names, and brings the engine that it names in step with the sources
/// first.
///
/// # Errors
/// As [`Corpus::fill`].
pub(super) fn open_filled_corpus(config: &Config) -> anyhow::Result<(Corpus, Option<Filled>)> {
    let (corpus, filled) = Corpus::fill(config, &Bar::of_sources(), &Bar::of_passages())?;
    for message in &corpus.update.messages {
        warn(message);
    }
    Ok((corpus, filled))
}

/// Opens the corpus that `config` names with the model that claims are judged by.
///
/// # Errors
/// As [`open_corpus`] and [`open_model`].
pub(super) fn open_corpus_to_judge(config: &Config, more: &[PathBuf]) -> anyhow::Result<Corpus> {
    admit_model(config)?;
    let model = open_model(&config.model, &config.root)?;
    let mut corpus = open_corpus(config, more)?;
    if corpus.library.sources().is_empty() {
        warn(
            "no sources are named, so claims and quotations are not checked; \
             name some under `sources.include` in `ibid.toml`",
        );
    }
    corpus.model = model.map(|model| model.heard_by(Bar::of_pairs()));
    Ok(corpus)
}

/// Tells the user what there is to know of the model once it was asked, and of what is kept.
pub(super) fn tell_after_judging(corpus: &Corpus) {
    let of_model = corpus.model.as_ref().map(Model::messages);
    let messages = of_model.into_iter().flatten().chain(corpus.messages());
    messages.for_each(|message| warn(&message));
}

/// Tells the user something on standard error. That nobody reads it there is no reason to leave
/// the work undone.
pub(super) fn warn(message: &str) {
    let _ = writeln!(anstream::stderr(), "ibid: {}", sanitize::line(message));
}
