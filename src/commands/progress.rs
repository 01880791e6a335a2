//! A progress bar on standard error, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::index::Progress;

/// Files fewer than this are read faster than a bar can be looked at.
const WORTH_A_BAR: u64 = 50;

/// Shows how many files have been read.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows nothing until the work begins, and nothing at all without a terminal.
    pub(super) fn new() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Progress for Bar {
    fn begin(&self, files: u64) {
        if files < WORTH_A_BAR {
            return;
        }
        self.0.set_length(files);
        if let Ok(style) =
            ProgressStyle::with_template("reading sources {bar:30} {pos}/{len} {eta}")
        {
            self.0.set_style(style);
        }
        self.0.set_draw_target(ProgressDrawTarget::stderr());
    }

    fn advance(&self) {
        self.0.inc(1);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
