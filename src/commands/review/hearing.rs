//! How far a check is, told to the open pages: of its stages, reading the sources and asking the model take long enough.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::routes::News;
use crate::commands::opening::Audience;
use crate::commands::progress::Teller;
use crate::progress::{Progress, Stage};
use crate::wording::{Labels, Locale};

/// The terminal and the open pages, as the audience of checks.
#[derive(Clone)]
pub(super) struct Hearing {
    teller: Teller,
    news: Arc<News>,
    language: Locale,
}

impl Hearing {
    /// Tells `news` of work in this language.
    pub(super) fn new(news: Arc<News>, language: Locale) -> Self {
        Self {
            teller: Teller::new(),
            news,
            language,
        }
    }
}

impl Audience for Hearing {
    fn tell(&self, message: &str) {
        self.teller.tell(message);
    }

    fn progress(&self) -> Arc<dyn Progress> {
        Arc::new(Work {
            on_terminal: self.teller.progress(),
            hearing: self.clone(),
            now: Mutex::default(),
            done: AtomicU64::new(0),
        })
    }
}

/// The stage under way, if it is one that is told.
struct Work {
    on_terminal: Arc<dyn Progress>,
    hearing: Hearing,
    now: Mutex<Option<Now>>,
    done: AtomicU64,
}

#[derive(Clone, Copy)]
struct Now {
    words: &'static str,
    steps: u64,
    percent: u64,
}

impl Work {
    /// Tells how far the stage is, if that is further by a hundredth than was told.
    fn tell(&self) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(now) = now.as_mut() else { return };
        let percent = percent(self.done.load(Ordering::Relaxed), now.steps);
        if percent > now.percent {
            now.percent = percent;
            self.hearing.news.doing(now.words, percent);
        }
    }
}

impl Progress for Work {
    fn begin(&self, stage: Stage, steps: u64) {
        self.on_terminal.begin(stage, steps);
        let labels: &Labels = self.hearing.language.labels();
        let words = match stage {
            Stage::Index => Some(labels.reading_sources),
            Stage::Model => Some(labels.asking_the_model),
            _ => None,
        };
        self.done.store(0, Ordering::Relaxed);
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = words.filter(|_| steps > 0).map(|words| Now {
            words,
            steps,
            percent: 0,
        });
    }

    fn advance(&self, steps: u64) {
        self.on_terminal.advance(steps);
        self.done.fetch_add(steps, Ordering::Relaxed);
        self.tell();
    }

    fn end(&self) {
        self.on_terminal.end();
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// How many hundredths of `steps` are done.
fn percent(done: u64, steps: u64) -> u64 {
    (done.saturating_mul(100) / steps.max(1)).min(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hear_of_the_long_stages_alone_and_how_far_they_are() {
        let news = Arc::new(News::new());
        let hearing = Hearing::new(Arc::clone(&news), Locale::French);
        let work = hearing.progress();
        work.begin(Stage::Facts, 10);
        work.advance(5);
        assert_eq!(news.doing_now(), None);
        work.begin(Stage::Model, 200);
        work.advance(1);
        assert_eq!(news.doing_now(), None);
        work.advance(49);
        let words = Locale::French.labels().asking_the_model;
        assert_eq!(news.doing_now(), Some((words, 25)));
        work.end();
        work.advance(100);
        assert_eq!(news.doing_now(), Some((words, 25)));
        news.changed(2);
        assert_eq!(news.doing_now(), None);
    }
}
