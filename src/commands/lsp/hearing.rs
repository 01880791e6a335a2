//! What the client hears while sources are read and claims are judged, and how it gives that up.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ls_types::{
    MessageType, ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::transport::Outbox;
use crate::commands::opening::Audience;
use crate::progress::{Progress, Stage};
use crate::wording::{Labels, Locale};

/// What a token of ours begins with; the number of the check follows.
const TOKEN: &str = "ibid-";

/// The fewest bytes of sources, and pairs, whose reading and judging is told: less takes no time.
const FEWEST_BYTES: u64 = 1 << 20;
const FEWEST_PAIRS: u64 = 100;

/// The client as the audience of checks.
#[derive(Clone)]
pub(super) struct Hearing(Arc<Inner>);

struct Inner {
    outbox: Outbox,
    /// Whether the client shows progress.
    shows_progress: AtomicBool,
    in_french: AtomicBool,
    /// The check under way.
    current: AtomicU64,
    /// Checks up to this one are given up.
    given_up: AtomicU64,
    tokens: AtomicU64,
}

impl Hearing {
    pub(super) fn new(outbox: Outbox) -> Self {
        Self(Arc::new(Inner {
            outbox,
            shows_progress: AtomicBool::new(false),
            in_french: AtomicBool::new(false),
            current: AtomicU64::new(0),
            given_up: AtomicU64::new(0),
            tokens: AtomicU64::new(0),
        }))
    }

    /// Says that the client shows progress.
    pub(super) fn show_progress(&self) {
        self.0.shows_progress.store(true, Ordering::Relaxed);
    }

    /// Tells of work in this language.
    pub(super) fn speak(&self, language: Locale) {
        let is_french = language == Locale::French;
        self.0.in_french.store(is_french, Ordering::Relaxed);
    }

    /// Says that check number `check` begins.
    pub(super) fn begin(&self, check: u64) {
        self.0.current.store(check, Ordering::SeqCst);
    }

    /// Gives up the checks up to number `check`.
    pub(super) fn give_up(&self, check: u64) {
        self.0.given_up.fetch_max(check, Ordering::SeqCst);
    }

    /// Gives up the check that the client's user no longer waits for.
    pub(super) fn give_up_by_token(&self, token: &ProgressToken) {
        let ProgressToken::String(token) = token else {
            return;
        };
        let numbers = token.strip_prefix(TOKEN);
        let check = numbers.and_then(|numbers| numbers.split('-').next()?.parse().ok());
        check.into_iter().for_each(|check| self.give_up(check));
    }

    fn send(&self, token: &str, value: WorkDoneProgress) {
        let params = ProgressParams {
            token: ProgressToken::String(token.to_owned()),
            value: ProgressParamsValue::WorkDone(value),
        };
        self.0.outbox.notify("$/progress", params);
    }
}

impl Audience for Hearing {
    fn tell(&self, message: &str) {
        self.0.outbox.log(MessageType::WARNING, message);
    }

    fn progress(&self) -> Arc<dyn Progress> {
        Arc::new(Work {
            hearing: self.clone(),
            asks_model: AtomicBool::new(false),
            shown: Mutex::default(),
        })
    }
}

/// The work of a check, one stage after the other. Of those, reading the sources and asking the model take long enough to
/// be told.
struct Work {
    hearing: Hearing,
    /// Whether the model is asked: only that can be given up, as sources are read to the end.
    asks_model: AtomicBool,
    shown: Mutex<Option<Shown>>,
}

/// Work that the client shows.
struct Shown {
    token: String,
    steps: u64,
    done: u64,
    percent: u32,
}

impl Progress for Work {
    fn begin(&self, stage: Stage, steps: u64) {
        self.end();
        let asks_model = stage == Stage::Model;
        self.asks_model.store(asks_model, Ordering::SeqCst);
        let (fewest, title): (u64, fn(&Labels) -> &'static str) = match stage {
            Stage::Index => (FEWEST_BYTES, |labels| labels.reading_sources),
            Stage::Model => (FEWEST_PAIRS, |labels| labels.asking_the_model),
            _ => return,
        };
        let inner = &self.hearing.0;
        if steps < fewest || !inner.shows_progress.load(Ordering::Relaxed) {
            return;
        }
        let check = inner.current.load(Ordering::SeqCst);
        let number = inner.tokens.fetch_add(1, Ordering::Relaxed);
        let token = format!("{TOKEN}{check}-{number}");
        let params = WorkDoneProgressCreateParams {
            token: ProgressToken::String(token.clone()),
        };
        let create = "window/workDoneProgress/create";
        inner.outbox.ask(token.clone(), create, params);
        let locale = match inner.in_french.load(Ordering::Relaxed) {
            true => Locale::French,
            false => Locale::English,
        };
        let begin = WorkDoneProgressBegin {
            title: title(locale.labels()).to_owned(),
            cancellable: Some(asks_model),
            message: None,
            percentage: Some(0),
        };
        self.hearing.send(&token, WorkDoneProgress::Begin(begin));
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(Shown {
            token,
            steps,
            done: 0,
            percent: 0,
        });
    }

    fn advance(&self, steps: u64) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(shown) = shown.as_mut() else { return };
        shown.done += steps;
        let percent = shown.done.saturating_mul(100) / shown.steps.max(1);
        let percent = u32::try_from(percent.min(100)).unwrap_or(100);
        if percent > shown.percent {
            shown.percent = percent;
            let report = WorkDoneProgressReport {
                cancellable: Some(self.asks_model.load(Ordering::SeqCst)),
                message: None,
                percentage: Some(percent),
            };
            let report = WorkDoneProgress::Report(report);
            self.hearing.send(&shown.token, report);
        }
    }

    fn end(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = shown.take() {
            let end = WorkDoneProgress::End(WorkDoneProgressEnd { message: None });
            self.hearing.send(&shown.token, end);
        }
    }

    fn is_given_up(&self) -> bool {
        let inner = &self.hearing.0;
        let current = inner.current.load(Ordering::SeqCst);
        self.asks_model.load(Ordering::SeqCst) && current <= inner.given_up.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_given_up_by_its_token_and_those_after_it_are_not() {
        let (outbox, _writer) = Outbox::open();
        let hearing = Hearing::new(outbox);
        hearing.begin(3);
        let pairs = hearing.progress();
        pairs.begin(Stage::Model, 1);
        assert!(!pairs.is_given_up());
        for other in ["ibid-2-0", "other-3-0", "ibid-x"] {
            hearing.give_up_by_token(&ProgressToken::String(other.to_owned()));
            assert!(!pairs.is_given_up(), "{other}");
        }
        hearing.give_up_by_token(&ProgressToken::String("ibid-3-7".to_owned()));
        assert!(pairs.is_given_up());
        let sources = hearing.progress();
        sources.begin(Stage::Index, 1);
        assert!(!sources.is_given_up());
        hearing.begin(4);
        assert!(!pairs.is_given_up());
    }
}
