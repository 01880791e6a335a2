//! How far a run is: a line on standard error while it lasts, on a terminal only, and what each of
//! its stages took once it is done.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::opening::{Audience, warn};
use crate::progress::{Progress, Stage};

/// How long a stage may last without a sign.
const QUIET: Duration = Duration::from_secs(1);
/// How often the line is drawn.
const OFTEN: Duration = Duration::from_millis(200);

/// Hears of the stages of a run and tells of them.
#[derive(Clone)]
pub(super) struct Teller(Arc<Told>);

#[derive(Default)]
struct Told {
    state: Mutex<State>,
    /// Steps of the stage that are done.
    done: AtomicU64,
    /// Whether a thread draws, as it does once the first stage begins.
    is_drawn: AtomicBool,
}

#[derive(Default)]
struct State {
    now: Option<Now>,
    past: BTreeMap<Stage, Past>,
}

/// The stage that a run is in.
struct Now {
    stage: Stage,
    since: Instant,
    steps: u64,
    /// Once it lasted long enough.
    bar: Option<ProgressBar>,
}

/// What a stage took so far, all its turns together.
#[derive(Clone, Copy, Default)]
struct Past {
    time: Duration,
    steps: u64,
}

impl Teller {
    /// One that has heard of nothing.
    pub(super) fn new() -> Self {
        Self(Arc::new(Told::default()))
    }

    /// Draws from now on by itself, so that a step which takes long is no reason for silence.
    fn draw(&self) {
        if std::io::stderr().is_terminal() {
            let told = Arc::downgrade(&self.0);
            thread::spawn(move || draw_often(&told));
        }
    }

    /// What each stage took, in the order of a run.
    pub(super) fn summary(&self) -> String {
        let state = self.0.state();
        let stages = state.past.iter().map(|(&stage, past)| {
            let time = past.time.as_secs_f64();
            format!(
                "{} {time:.2} s ({})",
                name(stage),
                counted(stage, past.steps)
            )
        });
        stages.collect::<Vec<_>>().join(", ")
    }
}

impl Audience for Teller {
    fn tell(&self, message: &str) {
        warn(message);
    }

    fn progress(&self) -> Arc<dyn Progress> {
        Arc::new(self.clone())
    }
}

impl Progress for Teller {
    fn begin(&self, stage: Stage, steps: u64) {
        if !self.0.is_drawn.swap(true, Ordering::Relaxed) {
            self.draw();
        }
        let mut state = self.0.state();
        self.0.close(&mut state);
        state.now = Some(Now {
            stage,
            since: Instant::now(),
            steps,
            bar: None,
        });
    }

    fn advance(&self, steps: u64) {
        self.0.done.fetch_add(steps, Ordering::Relaxed);
    }

    fn end(&self) {
        let mut state = self.0.state();
        self.0.close(&mut state);
    }
}

impl Told {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self, state: &mut State) {
        let steps = self.done.swap(0, Ordering::Relaxed);
        let Some(now) = state.now.take() else {
            return;
        };
        if let Some(bar) = now.bar {
            bar.finish_and_clear();
        }
        let past = state.past.entry(now.stage).or_default();
        past.time += now.since.elapsed();
        past.steps += steps;
    }

    fn draw(&self) {
        let done = self.done.load(Ordering::Relaxed);
        let mut state = self.state();
        let Some(now) = &mut state.now else {
            return;
        };
        if now.since.elapsed() < QUIET {
            return;
        }
        let bar = now.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(now.steps), target);
            if let Ok(style) = ProgressStyle::with_template(template(now.stage, now.steps)) {
                bar.set_style(style);
            }
            bar.set_message(doing(now.stage));
            bar.with_elapsed(now.since.elapsed())
        });
        bar.set_position(done);
        bar.tick();
    }
}

/// Draws until the run is over.
fn draw_often(told: &Weak<Told>) {
    while let Some(told) = told.upgrade() {
        told.draw();
        drop(told);
        thread::sleep(OFTEN);
    }
}

/// What a stage is called in the summary.
fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "read",
        Stage::Index => "index",
        Stage::Fill => "fill",
        Stage::Retrieve => "retrieve",
        Stage::Facts => "facts",
        Stage::Model => "model",
        Stage::Quotations => "quotations",
        Stage::Write => "write",
    }
}

/// What the run is doing.
fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "reading drafts",
        Stage::Index => "reading sources",
        Stage::Fill => "filling the engine",
        Stage::Retrieve => "looking up claims",
        Stage::Facts => "comparing facts",
        Stage::Model => "asking the model",
        Stage::Quotations => "looking for quotations",
        Stage::Write => "writing the report",
    }
}

/// How many steps of a stage were done.
fn counted(stage: Stage, steps: u64) -> String {
    let what = match stage {
        Stage::Index => return HumanBytes(steps).to_string(),
        Stage::Read | Stage::Write => "drafts",
        Stage::Fill => "passages",
        Stage::Retrieve => "claims",
        Stage::Facts => "passages and claims",
        Stage::Model => "pairs",
        Stage::Quotations => "quotations",
    };
    format!("{steps} {what}")
}

fn template(stage: Stage, steps: u64) -> &'static str {
    match (stage, steps) {
        (_, 0) => "{msg} {spinner} {elapsed}",
        (Stage::Index, _) => "{msg} {bar:16} {bytes}/{total_bytes} {bytes_per_sec} {eta} left",
        _ => "{msg} {bar:16} {pos}/{len} {per_sec} {eta} left",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_counts_its_steps_over_all_its_turns() {
        let teller = Teller::new();
        for (stage, steps) in [(Stage::Model, 2), (Stage::Retrieve, 3), (Stage::Model, 5)] {
            teller.begin(stage, steps);
            teller.advance(steps);
        }
        teller.end();
        teller.advance(7);
        teller.end();
        let summary = teller.summary();
        assert!(summary.starts_with("retrieve "), "{summary}");
        assert!(summary.contains("(3 claims), model "), "{summary}");
        assert!(summary.ends_with("(7 pairs)"), "{summary}");
    }
}
