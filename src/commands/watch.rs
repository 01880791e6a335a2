//! `ibid check --watch`: the report again whenever something changes that it rests on.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::ExitStatus;
use super::check::{self, Args};
use super::gate::{self, Checker};
use super::opening::warn;
use super::progress::Teller;
use crate::check::{ReadDraft, selection};
use crate::config::Config;
use crate::report::Report;

/// How long nothing must happen before a change is looked at: an editor saves in several steps.
pub(super) const QUIET: Duration = Duration::from_millis(100);

/// How long a change is kept waiting at most while others follow it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reports until it is interrupted or its output is closed.
///
/// # Errors
/// As a single check does the first time, and where the files cannot be watched. Later on, what
/// cannot be done is told on standard error: a half-typed ruling is no reason to stop.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let mut session = Session::new(args)?;
    session.round(args, out)?;
    warn("watching; Ctrl-C ends");
    while session.is_heard {
        let changed = session.watch.changed()?;
        if changed.is_empty() {
            continue;
        }
        let result = session.take_in(args, &changed);
        match result.and_then(|()| session.check(args)) {
            Ok(checked) => session.show(args, checked, out)?,
            Err(error) => {
                session.checker.forget_sources();
                warn(&format!("{error:#}"));
            }
        }
    }
    let last = session.last.as_ref();
    Ok(last.map_or(ExitStatus::Clean, |last| {
        check::status(last, &session.config)
    }))
}

/// What is kept from one report to the next.
struct Session {
    config: Config,
    checker: Checker,
    watch: Watch,
    last: Option<Report>,
    /// Whether anybody reads the reports.
    is_heard: bool,
}

impl Session {
    fn new(args: &Args) -> anyhow::Result<Self> {
        let config = args.config()?;
        Ok(Self {
            checker: Checker::new(config.clone(), Teller::new()),
            watch: Watch::of(&config)?,
            config,
            last: None,
            is_heard: true,
        })
    }

    fn round(&mut self, args: &Args, out: &mut dyn Write) -> anyhow::Result<()> {
        let checked = self.check(args)?;
        self.show(args, checked, out)
    }

    /// Forgets what the changed files make stale.
    fn take_in(&mut self, args: &Args, changed: &BTreeSet<PathBuf>) -> anyhow::Result<()> {
        if self.watch.is_cut_by(changed) {
            self.watch = Watch::of(&self.config)?;
            self.checker.forget_sources();
        }
        let config = args.config()?;
        if config.to_string() != self.config.to_string() {
            self.watch = Watch::of(&config)?;
            self.checker = Checker::new(config.clone(), Teller::new());
            self.config = config;
        } else if changed.iter().any(|path| self.watch.is_of_sources(path)) {
            self.checker.forget_sources();
        }
        Ok(())
    }

    fn check(&mut self, args: &Args) -> anyhow::Result<(Report, Vec<ReadDraft>)> {
        let drafts = gate::drafts(&self.config, self.last.is_none())?;
        if let Some(error) = drafts.unread {
            warn(&format!("{error:#}"));
        }
        let report = args.report(&self.config, &mut self.checker, &drafts.read)?;
        Ok((report, drafts.read))
    }

    /// Shows `report` unless it is the one that was shown last: many changes of files are none of
    /// their content.
    fn show(
        &mut self,
        args: &Args,
        (report, drafts): (Report, Vec<ReadDraft>),
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        if self.last.as_ref() != Some(&report) {
            args.write(&report, &drafts, &self.config, out)?;
            match out.flush() {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => self.is_heard = false,
                flushed => flushed?,
            }
            self.last = Some(report);
        }
        Ok(())
    }
}

/// Waits for changes of what a check reads.
pub(super) struct Watch {
    events: Receiver<anyhow::Result<Vec<PathBuf>>>,
    watched: Watched,
}

impl Watch {
    /// Listens to everything that a check by `config` reads.
    ///
    /// # Errors
    /// Where the files cannot be watched.
    pub(super) fn of(config: &Config) -> anyhow::Result<Self> {
        let (sender, events) = mpsc::channel();
        let watched = Watched::of(config, move |changed| {
            // Nobody waits any more only when the watch is over.
            let _ = sender.send(changed);
        })?;
        Ok(Self { events, watched })
    }

    /// Waits for changes, and for a moment of quiet after them; the files they are of.
    ///
    /// # Errors
    /// Where the files can no longer be watched.
    pub(super) fn changed(&self) -> anyhow::Result<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        changed.extend(self.events.recv()??);
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => changed.extend(event?),
                Err(RecvTimeoutError::Timeout) => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(changed)
    }

    /// As [`Watched::is_cut_by`].
    pub(super) fn is_cut_by(&self, changed: &BTreeSet<PathBuf>) -> bool {
        self.watched.is_cut_by(changed)
    }

    /// As [`Watched::is_of_sources`].
    pub(super) fn is_of_sources(&self, path: &Path) -> bool {
        self.watched.is_of_sources(path)
    }
}

/// The folders that are listened to.
pub(super) struct Watched {
    sources: Vec<PathBuf>,
    /// What is checked, and against what: files and folders.
    roots: Vec<PathBuf>,
    /// It stops listening when it is dropped.
    _watcher: RecommendedWatcher,
}

impl Watched {
    /// Listens to everything that a check by `config` reads, and tells `hear` which files changed,
    /// the program's own index and that of git left out.
    ///
    /// # Errors
    /// Where the files cannot be watched.
    pub(super) fn of(
        config: &Config,
        hear: impl Fn(anyhow::Result<Vec<PathBuf>>) + Send + 'static,
    ) -> anyhow::Result<Self> {
        let sources: Vec<PathBuf> = selection(config, &config.sources)
            .folders()
            .chain(config.bibliography.iter().map(PathBuf::as_path))
            .map(true_place)
            .collect();
        let everything = sources.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let event = event.context("files can no longer be watched");
            let changed = event.map(|event| changed_by(event, &everything));
            if !changed.as_ref().is_ok_and(Vec::is_empty) {
                hear(changed);
            }
        })
        .context("files cannot be watched")?;
        let drafts = selection(config, &config.drafts);
        let mut folders: BTreeSet<(PathBuf, bool)> = BTreeSet::new();
        let roots: Vec<PathBuf> = drafts
            .folders()
            .map(true_place)
            .chain(sources.clone())
            .collect();
        let top = true_place(&config.root);
        for root in &roots {
            let root = root.clone();
            // A folder that is removed and made again is another one, which those above hear of.
            let above = root.ancestors().skip(1);
            let above = above.take_while(|folder| folder.starts_with(&top));
            folders.extend(above.map(|folder| (folder.to_owned(), false)));
            // Many editors write a new file and rename it, which only its folder hears of.
            match root.is_dir() {
                true => folders.insert((root, true)),
                false => folders.insert((root.parent().unwrap_or(&root).to_owned(), false)),
            };
        }
        folders.insert((top, false));
        for (folder, is_deep) in folders.iter().filter(|(folder, _)| folder.is_dir()) {
            let mode = match is_deep {
                true => RecursiveMode::Recursive,
                false => RecursiveMode::NonRecursive,
            };
            watcher
                .watch(folder, mode)
                .with_context(|| format!("{} cannot be watched", folder.display()))?;
        }
        Ok(Self {
            sources,
            roots,
            _watcher: watcher,
        })
    }

    /// Whether a folder that is listened to, or one above it, came or went.
    pub(super) fn is_cut_by(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let mut folders = changed.iter().filter(|path| !path.is_file());
        folders.any(|path| self.roots.iter().any(|root| root.starts_with(path)))
    }

    /// Whether the file at `path` is a source or describes one.
    pub(super) fn is_of_sources(&self, path: &Path) -> bool {
        let describes = |extension| extension == "bib" || extension == "json";
        self.sources.iter().any(|root| path.starts_with(root))
            || path.extension().is_some_and(describes)
    }
}

/// The files that `event` changed; all of `sources` where events were lost. What the check itself
/// reads is no change.
fn changed_by(event: Event, sources: &[PathBuf]) -> Vec<PathBuf> {
    if event.need_rescan() {
        return sources.to_vec();
    }
    if event.kind.is_access() {
        return Vec::new();
    }
    let is_own = |path: &PathBuf| {
        path.components()
            .any(|part| part.as_os_str() == ".ibid" || part.as_os_str() == ".git")
    };
    let paths = event.paths.into_iter();
    paths.filter(|path| !is_own(path)).collect()
}

/// Where a file or folder truly lies: some systems tell of changes by that, not by the path that was watched. A file that is
/// a link stays one, for it may be made to lead elsewhere.
fn true_place(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return path.canonicalize().unwrap_or(path);
    }
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}
