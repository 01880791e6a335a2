//! When a check is asked for, and how what it told is shown.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ls_types::{Diagnostic, MessageType, Position, PublishDiagnosticsParams, Range, Uri};

use super::Server;
use crate::commands::lsp::buffer::Buffer;
use crate::commands::lsp::shown::{self, Shown};
use crate::commands::lsp::worker::{Checked, Event, Job, Outcome, Snapshot};
use crate::report::Finding;

/// How long the client must pause before a check is made, and how long one waits at most.
const QUIET: Duration = Duration::from_millis(80);
const PATIENCE: Duration = Duration::from_millis(500);

impl Server {
    /// Wants a check once nothing has happened for a moment.
    pub(super) fn want_check(&mut self) {
        let now = Instant::now();
        let since = self.due.map_or(now, |(_, since)| since);
        self.due = Some(((now + QUIET).min(since + PATIENCE).max(now), since));
    }

    /// Asks the worker for a check of what is open.
    pub(super) fn check(&mut self) {
        self.due = None;
        let Some(client) = &self.client else { return };
        self.last_job += 1;
        let snapshot = |(uri, buffer): (&String, &Buffer)| Snapshot {
            uri: uri.clone(),
            path: buffer.path.clone(),
            version: buffer.version,
            text: Arc::clone(&buffer.text),
        };
        // Where the worker is gone, nothing is checked any more; what is known stands.
        let _ = self.jobs.send(Job {
            number: self.last_job,
            manner: client.manner,
            folders: client.folders.clone(),
            drafts: self.buffers.iter().map(snapshot).collect(),
            changed: std::mem::take(&mut self.changed),
        });
    }

    /// Takes in what the worker or the disk has to say.
    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Changed(paths) => {
                self.changed.extend(paths);
                self.want_check();
            }
            Event::Checked(checked) => self.learn(checked),
        }
    }

    /// Shows what a check told.
    fn learn(&mut self, checked: Checked) {
        let is_last = checked.number == self.last_job && self.due.is_none();
        let mut outcomes = checked.drafts.iter();
        let has_told = outcomes.any(|(_, outcome)| matches!(outcome, Outcome::Known(_)));
        for (draft, outcome) in checked.drafts {
            self.learn_of(&draft, outcome, is_last);
        }
        // A check that was given up tells nothing of other files either.
        if has_told {
            self.mark(checked.files);
        }
        for problem in checked.problems {
            if self.told.insert(problem.clone()) {
                self.outbox.show(MessageType::ERROR, &problem);
            }
        }
        for note in checked.notes {
            if self.told.insert(note.clone()) {
                self.outbox.log(MessageType::INFO, &note);
            }
        }
    }

    fn learn_of(&mut self, draft: &Snapshot, outcome: Outcome, is_last: bool) {
        let Some(buffer) = self.buffers.get_mut(&draft.uri) else {
            return;
        };
        let shown = Shown {
            related: self.client.as_ref().is_some_and(|it| it.shows_related),
            least: self.least,
        };
        let diagnostics = match outcome {
            Outcome::Known(known) => {
                buffer.learn(draft.version, *known);
                let known = buffer.known.as_ref();
                known.map_or_else(Vec::new, |known| shown.diagnostics(buffer, known))
            }
            Outcome::Nothing => {
                buffer.known = None;
                Vec::new()
            }
            Outcome::Unreadable(line, why) => {
                let known = buffer.known.as_ref();
                let mut found =
                    known.map_or_else(Vec::new, |known| shown.diagnostics(buffer, known));
                found.push(shown::of_unreadable(line, &why));
                found
            }
            // A newer check will tell; without one, what was shown stands.
            Outcome::Unchecked if !is_last => return,
            Outcome::Unchecked => return self.now_checked(&draft.uri),
        };
        let (uri, version) = (buffer.uri.clone(), buffer.version);
        self.publish(uri, diagnostics, Some(version));
        self.now_checked(&draft.uri);
    }

    /// Answers what waited for the first check of a draft.
    pub(super) fn now_checked(&mut self, uri: &str) {
        self.unchecked.remove(uri);
        for request in std::mem::take(&mut self.waiting) {
            self.question(request);
        }
    }

    /// Marks what was found in files that are no drafts, and takes away the marks there were.
    fn mark(&mut self, files: Vec<(PathBuf, Vec<Finding>)>) {
        let language = self.buffers.values().find_map(|it| it.known.as_ref());
        let language = language
            .map(|known| known.config.language)
            .unwrap_or_default();
        let mut marks: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        for (path, findings) in files {
            let least = self.least;
            let counts = |finding: &&Finding| finding.waived.is_none() && finding.level >= least;
            let counting = findings.iter().filter(counts);
            let of_file = counting.map(|finding| {
                let line = |line: usize| u32::try_from(line.saturating_sub(1)).unwrap_or(0);
                let place = &finding.place;
                let start = Position::new(line(place.line), line(place.column));
                let end = Position::new(line(place.end_line), line(place.end_column));
                shown::bare(finding, Range::new(start, end), language)
            });
            marks.entry(path).or_default().extend(of_file);
        }
        marks.retain(|_, marks| !marks.is_empty());
        let gone: Vec<PathBuf> = self
            .marked
            .iter()
            .filter(|path| !marks.contains_key(*path))
            .cloned()
            .collect();
        self.marked = marks.keys().cloned().collect();
        let gone = gone.into_iter().map(|path| (path, Vec::new()));
        for (path, diagnostics) in gone.chain(marks) {
            let is_open = self.buffers.values().any(|buffer| buffer.path == path);
            if let Some(uri) = Uri::from_file_path(&path).filter(|_| !is_open) {
                self.publish(uri, diagnostics, None);
            }
        }
    }

    /// Shows the diagnostics of a file in the place of those before.
    pub(super) fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        let params = PublishDiagnosticsParams {
            uri,
            diagnostics,
            version,
        };
        self.outbox
            .notify("textDocument/publishDiagnostics", params);
    }
}
