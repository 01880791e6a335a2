//! What the page shows: the report on the drafts as they were last checked, and what was decided.

use std::sync::Arc;

use anyhow::Context as _;

use super::Args;
use super::editing::Step;
use super::hearing::Hearing;
use super::routes::News;
use crate::check::{Corpus, ReadDraft, is_mendable};
use crate::commands::gate::{self, Checker};
use crate::config::Config;
use crate::report::{
    MemoFormat, Place, Report, ReviewDesk, ReviewItem, ReviewNote, memo, review_items, review_page,
};
use crate::rulings::{SignOff, ToFix};
use crate::wording::{Answer, Message, in_words};

/// The state of a review.
pub(super) struct Desk {
    args: Args,
    config: Config,
    checker: Checker,
    news: Arc<News>,
    drafts: Vec<ReadDraft>,
    report: Report,
    notes: Vec<ReviewNote>,
    problem: Option<String>,
    version: u64,
    /// What was written, to be taken back.
    pub(super) steps: Vec<Step>,
}

impl Desk {
    /// Checks the drafts for the first time; `news` hears how far that and later checks are.
    ///
    /// # Errors
    /// As a check.
    pub(super) fn open(args: &Args, news: Arc<News>) -> anyhow::Result<Self> {
        let config = args.config()?;
        let mut checker = checker(&config, &news);
        let found = look(&config, &mut checker)?;
        Ok(Self {
            args: args.clone(),
            config,
            checker,
            news,
            drafts: found.drafts,
            report: found.report,
            notes: found.notes,
            problem: None,
            version: 1,
            steps: Vec::new(),
        })
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// The sources as they were last checked against.
    ///
    /// # Errors
    /// Where they could not be opened.
    pub(super) fn corpus(&self) -> anyhow::Result<&Corpus> {
        let corpus = self.checker.corpus();
        corpus.context(Answer::SourcesUnreadable)
    }

    /// Reads the configuration anew, and the sources at the next check if they `changed`. Whether
    /// the configuration is another one.
    pub(super) fn take_in(&mut self, sources_changed: bool) -> bool {
        if sources_changed {
            self.checker.forget_sources();
        }
        let Ok(config) = self.args.config() else {
            return false;
        };
        if config.to_string() == self.config.to_string() {
            return false;
        }
        self.checker = checker(&config, &self.news);
        self.config = config;
        true
    }

    /// Checks again. What cannot be checked leaves the last report there, with the reason.
    pub(super) fn check(&mut self) {
        let is_other = match look(&self.config, &mut self.checker) {
            Ok(found) => {
                let is_other = self.report != found.report
                    || self.notes != found.notes
                    || self.problem != found.problem;
                self.drafts = found.drafts;
                self.report = found.report;
                self.notes = found.notes;
                self.problem = found.problem;
                is_other
            }
            Err(error) => {
                self.checker.forget_sources();
                let problem = Some(format!("{error:#}"));
                std::mem::replace(&mut self.problem, problem.clone()) != problem
            }
        };
        self.version += u64::from(is_other);
    }

    /// The page.
    ///
    /// # Errors
    /// Where the template cannot be filled.
    pub(super) fn page(&self) -> anyhow::Result<String> {
        let desk = ReviewDesk {
            notes: self.notes.clone(),
            problem: self.problem.clone(),
            by: self.args.by.trim().to_owned(),
            undo: self.steps.last().map(|step| step.words.clone()),
            version: self.version,
        };
        let written = |number: usize, place: Place| self.written(number, place);
        let language = self.config.language;
        Ok(review_page(&self.report, &desk, &written, language)?)
    }

    /// The memo in this form.
    ///
    /// # Errors
    /// Where the template cannot be filled.
    pub(super) fn memo(&self, format: MemoFormat) -> anyhow::Result<String> {
        Ok(memo(
            &self.report,
            &self.notes,
            format,
            self.config.language,
        )?)
    }

    /// How the words at `place` of a draft are written in its file, where they can be edited.
    fn written(&self, number: usize, place: Place) -> Option<String> {
        let draft = self.drafts.get(number)?;
        let bytes = draft.bytes().get(place.start..place.end)?;
        let text = std::str::from_utf8(bytes).ok()?;
        is_mendable(draft.document()).then(|| text.to_owned())
    }

    /// The item of this name.
    ///
    /// # Errors
    /// Where there is none any more.
    pub(super) fn item(&self, key: &str) -> anyhow::Result<ReviewItem<'_>> {
        let mut items = review_items(&self.report).into_iter();
        let item = items.find(|item| item.key == key);
        item.context(Answer::NoSuchSentence)
    }

    /// The draft of this name.
    ///
    /// # Errors
    /// Where there is none any more.
    pub(super) fn draft(&self, name: &str) -> anyhow::Result<&ReadDraft> {
        let mut drafts = self.drafts.iter();
        let draft = drafts.find(|draft| draft.document().path() == name);
        draft.with_context(|| Answer::NoSuchDraft {
            draft: name.to_owned(),
        })
    }
}

fn checker(config: &Config, news: &Arc<News>) -> Checker {
    let hearing = Hearing::new(Arc::clone(news), config.language);
    Checker::new(config.clone(), hearing)
}

/// What a check found.
struct Found {
    drafts: Vec<ReadDraft>,
    report: Report,
    notes: Vec<ReviewNote>,
    problem: Option<String>,
}

fn look(config: &Config, checker: &mut Checker) -> anyhow::Result<Found> {
    let drafts = gate::drafts(config, false)?;
    let report = checker.report(&drafts.read)?;
    let decided = gate::committed(config)?;
    let lapsed = decided
        .sign_offs
        .iter()
        .filter(|it| has_lapsed(it, &report));
    let lapsed = lapsed.map(|it| lapsed_note(it, config));
    let mut notes: Vec<ReviewNote> = lapsed.collect();
    notes.extend(decided.to_fix.into_iter().map(|it| note(it, config)));
    Ok(Found {
        drafts: drafts.read,
        report,
        notes,
        problem: drafts.unread.map(|error| format!("{error:#}")),
    })
}

/// Whether a sign-off is of a sentence that is there, and holds no longer.
fn has_lapsed(it: &SignOff, report: &Report) -> bool {
    let drafts = report.drafts.iter().filter(|draft| draft.path == it.draft);
    let mut claims = drafts.flat_map(|draft| &draft.claims);
    claims.any(|claim| claim.fingerprint == it.sentence && claim.signed_off.is_empty())
}

fn lapsed_note(it: &SignOff, config: &Config) -> ReviewNote {
    let message = Message::SignOffLapsed {
        by: it.by.clone(),
        on: it.on.to_string(),
        source: it.source.clone(),
    };
    ReviewNote {
        draft: it.draft.clone(),
        sentence: it.sentence.clone(),
        words: message.told(config.language),
        decides: false,
    }
}

fn note(it: ToFix, config: &Config) -> ReviewNote {
    let on = in_words(&it.on.to_string(), config.language);
    let labels = config.language.labels();
    let what = match it.note.is_empty() {
        true => labels.to_be_fixed.to_owned(),
        false => format!("{} {}", labels.head(labels.to_be_fixed), it.note),
    };
    ReviewNote {
        draft: it.draft,
        sentence: it.sentence,
        words: format!("{what} ({}, {on})", it.by),
        decides: true,
    }
}
