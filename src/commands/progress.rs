//! A progress bar on standard error, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::progress::Progress;

/// A bar for work that takes long enough to look at it.
pub(super) struct Bar {
    bar: ProgressBar,
    work: &'static str,
    least: u64,
    template: &'static str,
}

impl Bar {
    /// How many files have been read.
    pub(super) fn of_sources() -> Self {
        Self::of("reading sources", 50)
    }

    /// How many passages an engine has taken, with the rate.
    pub(super) fn of_passages() -> Self {
        Self {
            template: "{msg} {bar:30} {pos}/{len} {per_sec} {eta}",
            ..Self::of("filling the engine", 500)
        }
    }

    /// How many pairs the model has judged.
    pub(super) fn of_pairs() -> Self {
        Self::of("asking the model", 250)
    }

    /// A bar that shows nothing until the work begins, nothing of fewer than `least` steps, and
    /// nothing at all without a terminal.
    fn of(work: &'static str, least: u64) -> Self {
        Self {
            bar: ProgressBar::hidden(),
            work,
            least,
            template: "{msg} {bar:30} {pos}/{len} {eta}",
        }
    }
}

impl Progress for Bar {
    fn begin(&self, steps: u64) {
        if steps < self.least {
            return;
        }
        self.bar.set_length(steps);
        if let Ok(style) = ProgressStyle::with_template(self.template) {
            self.bar.set_style(style);
        }
        self.bar.set_message(self.work);
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }

    fn advance(&self) {
        self.bar.inc(1);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
