//! Opening the corpus as every command does that needs it: with progress, and with what the user
//! should know told to whoever hears it.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use crate::check::{Corpus, admit_model, open_model};
use crate::config::Config;
use crate::entailment::Model;
use crate::index::Filled;
use crate::progress::Progress;
use crate::report::sanitize;

/// Who hears what there is to say while sources are opened and claims are judged.
pub(super) trait Audience: Send + Sync {
    /// Hears something that the user should know.
    fn tell(&self, message: &str);

    /// Hears how far the work is.
    fn progress(&self) -> Arc<dyn Progress>;
}

/// Opens the corpus that `config` names, described also by the bibliographies `more`; `audience` hears
/// of that and of all that is done with it.
///
/// # Errors
/// As [`Corpus::open`].
pub(super) fn open_corpus(
    audience: &dyn Audience,
    config: &Config,
    more: &[PathBuf],
) -> anyhow::Result<Corpus> {
    let progress = audience.progress();
    let mut corpus = Corpus::open(config, more, &*progress)?;
    corpus.progress = progress;
    for message in &corpus.update.messages {
        audience.tell(message);
    }
    Ok(corpus)
}

/// Opens the corpus that `config` names, and brings the engine that it names in step with the sources
/// first.
///
/// # Errors
/// As [`Corpus::fill`].
pub(super) fn open_filled_corpus(
    audience: &dyn Audience,
    config: &Config,
) -> anyhow::Result<(Corpus, Option<Filled>)> {
    let progress = audience.progress();
    let (corpus, filled) = Corpus::fill(config, &*progress)?;
    for message in &corpus.update.messages {
        audience.tell(message);
    }
    Ok((corpus, filled))
}

/// Opens the corpus that `config` names with the model that claims are judged by.
///
/// # Errors
/// As [`open_corpus`] and [`open_model`].
pub(super) fn open_corpus_to_judge(
    audience: &dyn Audience,
    config: &Config,
    more: &[PathBuf],
) -> anyhow::Result<Corpus> {
    admit_model(config)?;
    let model = open_model(&config.model, &config.root)?;
    let mut corpus = open_corpus(audience, config, more)?;
    if corpus.library.sources().is_empty() {
        audience.tell(
            "no sources are named, so claims and quotations are not checked; \
             name some under `sources.include` in `ibid.toml`",
        );
    }
    let progress = Arc::clone(&corpus.progress);
    corpus.model = model.map(|model| Arc::new(model.heard_by(progress)));
    Ok(corpus)
}

/// Opens the corpus that `config` names anew, with the model that is loaded.
///
/// # Errors
/// As [`Corpus::open`].
pub(super) fn reopen_corpus(
    audience: &dyn Audience,
    config: &Config,
    model: Option<Arc<Model>>,
) -> anyhow::Result<Corpus> {
    let mut corpus = open_corpus(audience, config, &[])?;
    corpus.model = model;
    Ok(corpus)
}

/// Tells the user what there is to know of the model once it was asked, and of what is kept.
pub(super) fn tell_after_judging(audience: &dyn Audience, corpus: &Corpus) {
    let of_model = corpus.model.as_deref().map(Model::messages);
    let messages = of_model.into_iter().flatten().chain(corpus.messages());
    messages.for_each(|message| audience.tell(&message));
}

/// Tells the user something on standard error. That nobody reads it there is no reason to leave
/// the work undone.
pub(super) fn warn(message: &str) {
    let _ = writeln!(anstream::stderr(), "ibid: {}", sanitize::line(message));
}
