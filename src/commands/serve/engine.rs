//! The sources, open for every request at once, and kept in step with their files.

use std::path::{Component, Path};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context as _;

use super::answers::{Checked, Claims, Hit, Listed, SourceItem};
use crate::check::{Corpus, DraftFile, ReadDraft, check_draft, passages_with, report};
use crate::commands::gate;
use crate::commands::opening::{open_corpus_to_judge, reopen_corpus, warn};
use crate::commands::progress::Teller;
use crate::commands::watch::{QUIET, Watched};
use crate::config::Config;
use crate::document::Format;
use crate::index::{Search as _, SourceError};
use crate::report::{Report, SCHEMA_VERSION};
use crate::rulings;

/// What a claim without a draft is called.
const CLAIM: &str = "claim.txt";

/// Why a request got no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// What was sent cannot be checked; why.
    Unfit(String),
    /// A source changed while it was read; the next try may find it settled.
    Unsettled,
    /// The job could not be done; why.
    Failed(String),
}

/// The sources with the configuration that they are checked by.
pub(super) struct Engine {
    config: Config,
    teller: Teller,
    corpus: RwLock<Arc<Corpus>>,
}

impl Engine {
    /// Opens the sources that `config` names.
    ///
    /// # Errors
    /// Where none can be read, or the model cannot be used.
    pub(super) fn open(config: Config) -> anyhow::Result<Self> {
        let teller = Teller::new();
        let corpus = open_corpus_to_judge(&teller, &config, &[])?;
        Ok(Self {
            corpus: RwLock::new(Arc::new(corpus.without_answers())),
            config,
            teller,
        })
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The sources as they are now; who has them keeps them as they were.
    fn corpus(&self) -> Arc<Corpus> {
        Arc::clone(&self.corpus.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Brings the sources in step with their files. Where that fails, those that are open stand.
    ///
    /// # Errors
    /// Why they could not be opened anew.
    pub(super) fn refresh(&self) -> anyhow::Result<()> {
        let model = self.corpus().model.clone();
        let corpus = reopen_corpus(&self.teller, &self.config, model)?;
        let mut held = self.corpus.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(corpus.without_answers());
        Ok(())
    }

    /// How many sources and passages are open, and how many sources cannot be read.
    pub(super) fn counts(&self) -> (usize, u64, usize) {
        let corpus = self.corpus();
        let passages = corpus.library.passage_count();
        let unreadable = corpus.update.unreadable.len();
        (corpus.library.sources().len(), passages, unreadable)
    }

    /// The report on a draft that is called `name`.
    ///
    /// # Errors
    /// Where the draft cannot be checked as it is, or the job cannot be done.
    pub(super) fn check(&self, name: &str, text: String) -> Result<Report, Refusal> {
        let read = self.read(name, text)?;
        let corpus = self.corpus();
        let hash = read.document().hash();
        let mut sources = corpus.library.sources().iter();
        if let Some(same) = sources.find(|source| source.hash == hash) {
            return Err(Refusal::Unfit(format!(
                "the draft is, byte for byte, the source {}, and no evidence for itself",
                same.name
            )));
        }
        let checked = check_draft(&self.config, &corpus, &read).map_err(refusal)?;
        let found = report(&self.config, &corpus, vec![checked]);
        let drafts = [read];
        gate::decided(found, &self.config, &corpus, &drafts, &self.teller).map_err(refusal)
    }

    /// The verdicts on claims that stand in no draft.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub(super) fn claims(&self, claims: Vec<String>) -> Result<Claims, Refusal> {
        let corpus = self.corpus();
        let mut found = Vec::with_capacity(claims.len());
        for claim in claims {
            let read = self.read(CLAIM, claim)?;
            let checked = check_draft(&self.config, &corpus, &read).map_err(refusal)?;
            let mut report = report(&self.config, &corpus, vec![checked]);
            gate::soften(&mut report, &self.config);
            let draft = report.drafts.into_iter().next();
            let draft = draft.ok_or_else(|| Refusal::Failed("a claim was lost".to_owned()))?;
            found.push(Checked {
                claims: draft.claims,
                quotations: draft.quotations,
                findings: draft.findings,
            });
        }
        Ok(Claims {
            schema_version: SCHEMA_VERSION,
            ibid: env!("CARGO_PKG_VERSION").to_owned(),
            checked: found,
        })
    }

    /// The sources from number `offset` on, `limit` at most.
    pub(super) fn sources(&self, offset: usize, limit: usize) -> Listed {
        let corpus = self.corpus();
        let all = corpus.library.sources();
        let some = all.iter().skip(offset).take(limit);
        Listed {
            total: all.len(),
            sources: some.map(|source| SourceItem::of(source)).collect(),
            unreadable: corpus.update.unreadable.iter().map(Into::into).collect(),
        }
    }

    /// The passages that share most with `words`, `limit` at most; none where there is no word.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub(super) fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Refusal> {
        let found = passages_with(&self.corpus(), words, limit).map_err(refusal)?;
        let hits = found.iter();
        let hits = hits.map(|(passage, cited)| Hit::of(&passage.source, cited));
        Ok(hits.collect())
    }

    fn read(&self, name: &str, text: String) -> Result<ReadDraft, Refusal> {
        if !is_fit(name) {
            return Err(Refusal::Unfit(format!(
                "`{name}` is no name of a draft: it is a path beneath the project that ends in \
                 .md, .html or .txt"
            )));
        }
        let file = DraftFile {
            name: name.to_owned(),
            path: self.config.root.join(name),
            bytes: text.into_bytes(),
        };
        let unfit = |error: anyhow::Error| Refusal::Unfit(format!("{error:#}"));
        let read = ReadDraft::of(&file).map_err(unfit)?;
        rulings::read_inline(read.document()).map_err(unfit)?;
        Ok(read)
    }
}

/// Whether a draft may be called so: by a path of plain parts, whose end gives a format of text.
fn is_fit(name: &str) -> bool {
    let is_text = Format::of_extension(name).is_some_and(Format::is_text);
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let is_short = name.len() <= 255 && !name.contains(char::is_control);
    is_text && is_short && !name.contains('\\') && Path::new(name).components().all(is_plain)
}

/// What an error of the library means to who asked.
fn refusal(error: anyhow::Error) -> Refusal {
    match error.downcast_ref::<SourceError>() {
        Some(_) => Refusal::Unsettled,
        None => Refusal::Failed(format!("{error:#}")),
    }
}

/// Keeps `engine` in step with the files of its sources for as long as what is returned is held.
///
/// # Errors
/// Where the files cannot be watched.
pub(super) fn keep_in_step(
    engine: &Arc<Engine>,
    refreshed: impl Fn(bool) + Send + 'static,
) -> anyhow::Result<Watched> {
    let (sender, changes) = crossbeam_channel::unbounded();
    let watched = Watched::of(engine.config(), move |changed| {
        // Nobody waits any more only when the server ends.
        let _ = sender.send(changed);
    })
    .context("the sources are not watched")?;
    let engine = Arc::clone(engine);
    std::thread::spawn(move || {
        while let Ok(first) = changes.recv() {
            let mut failed = first.is_err();
            while let Ok(next) = changes.recv_timeout(QUIET) {
                failed |= next.is_err();
            }
            let result = engine.refresh();
            if let Err(error) = &result {
                warn(&format!("the sources stay as they were: {error:#}"));
            }
            refreshed(result.is_ok() && !failed);
        }
    });
    Ok(watched)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_called_by_a_plain_path() {
        for name in ["draft.md", "reports/q3.md", "a.html", "a b.txt"] {
            assert!(is_fit(name), "{name}");
        }
        let long = format!("{}.md", "a".repeat(300));
        for name in [
            "",
            "draft",
            "a.pdf",
            "/etc/a.md",
            "../a.md",
            "a/../b.md",
            "./a.md",
            "a\\b.md",
            "a\n.md",
            &long,
        ] {
            assert!(!is_fit(name), "{name}");
        }
    }
}
