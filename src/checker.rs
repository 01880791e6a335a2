//! The library's own way in: sources in, a draft in, a report out.
//!
//! It wires what `ibid check` wires, without its configuration, baseline, lock and messages; it
//! knows nothing of the command line, and writes nothing to disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::{Corpus, DraftFile, ReadDraft, check, open_fresh_model};
use crate::config::{Config, ConfigChoice, ModelChoice};
use crate::report::Report;
use crate::rulings::{Settings, apply, read_inline};

/// Why something could not be checked. It says what happened, where, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0:#}")]
pub struct Error(anyhow::Error);

/// Checks drafts against sources that are kept in memory.
///
/// Sources may be of every kind that `ibid check` reads. It reads a PDF in a process of its own
/// with limits; a library has no such process, so here a PDF is read in that of the caller.
pub struct Checker {
    config: Config,
    corpus: Corpus,
    /// The bibliographies of drafts that the sources were described by.
    bibliographies: Vec<PathBuf>,
}

impl Checker {
    /// Reads `sources`, files or folders. Claims are judged by the model that comes with ibid.
    ///
    /// # Errors
    /// Where no source can be read, or no model came with ibid.
    pub fn new<P: AsRef<Path>>(sources: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        Self::open(sources, ModelChoice::OfProgram).map_err(Error)
    }

    /// As [`Checker::new`], with the model in `folder`.
    ///
    /// # Errors
    /// Where no source can be read, or the model cannot be used.
    pub fn with_model<P: AsRef<Path>>(
        sources: impl IntoIterator<Item = P>,
        folder: impl Into<PathBuf>,
    ) -> Result<Self, Error> {
        Self::open(sources, ModelChoice::Folder(folder.into())).map_err(Error)
    }

    /// As [`Checker::new`], by the rules alone: figures, dates, names and quotations are compared,
    /// and what a passage says in other words is left open.
    ///
    /// # Errors
    /// Where no source can be read.
    pub fn without_model<P: AsRef<Path>>(
        sources: impl IntoIterator<Item = P>,
    ) -> Result<Self, Error> {
        Self::open(sources, ModelChoice::Off).map_err(Error)
    }

    /// Checks one draft: its bytes, and its path, which gives its format and the place that its
    /// bibliographies are looked for from. It need not exist there.
    ///
    /// # Errors
    /// Where the draft or a ruling in it cannot be read.
    pub fn check(
        &mut self,
        path: impl AsRef<Path>,
        draft: impl Into<Vec<u8>>,
    ) -> Result<Report, Error> {
        let file = DraftFile {
            name: path.as_ref().to_string_lossy().replace('\\', "/"),
            path: path.as_ref().to_owned(),
            bytes: draft.into(),
        };
        self.report(&file).map_err(Error)
    }

    fn open<P: AsRef<Path>>(
        sources: impl IntoIterator<Item = P>,
        model: ModelChoice,
    ) -> anyhow::Result<Self> {
        let sources = sources.into_iter().map(|path| path.as_ref().to_owned());
        let mut config = Config::load(Path::new(""), &ConfigChoice::None)?;
        config.set_sources(&sources.collect::<Vec<PathBuf>>());
        let model = open_fresh_model(&model)?;
        let mut corpus = Corpus::open_in_memory(&config, &[])?;
        corpus.model = model.map(Arc::new);
        Ok(Self {
            config,
            corpus,
            bibliographies: Vec::new(),
        })
    }

    fn report(&mut self, file: &DraftFile) -> anyhow::Result<Report> {
        let draft = ReadDraft::of(file)?;
        if draft.bibliographies() != self.bibliographies {
            let model = self.corpus.model.take();
            self.bibliographies = draft.bibliographies().to_vec();
            self.corpus = Corpus::open_in_memory(&self.config, &self.bibliographies)?;
            self.corpus.model = model;
        }
        let rulings = read_inline(draft.document())?;
        let draft = [draft];
        self.corpus.leave_out(&draft)?;
        let mut report = check(&self.config, &self.corpus, &draft)?;
        let settings = Settings {
            as_of: jiff::Zoned::now().date(),
            level: &|rule, path| self.config.level(rule, path),
        };
        apply(&mut report, &rulings, &settings);
        Ok(report)
    }
}
