//! The thread that checks: open drafts in, what was found of them out. It keeps the sources of every
//! configuration open from check to check, and lives on whatever a draft or a source does to it.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use crossbeam_channel::{Receiver, Sender};
use ls_types::Location;

use super::hearing::Hearing;
use super::settings::Settings;
use super::source_place::SourcePlaces;
use super::units::Units;
use crate::check::{DraftFile, Offers, ReadDraft, base, draft_name, selection};
use crate::commands::gate::Checker;
use crate::commands::watch::Watched;
use crate::config::{Config, Origin};
use crate::document::ReadError;
use crate::progress::GivenUp;
use crate::report::editor::{Card, Markup, cards};
use crate::report::{CitationReport, DraftReport, Finding};
use crate::rulings;

/// What stands before a text so that it is read as UTF-8 whatever it says of itself.
const MARK: &str = "\u{feff}";

/// How the client counts and shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) units: Units,
    pub(super) markup: Markup,
}

/// A check to be made.
pub(super) struct Job {
    /// Its number; a later one has a higher number.
    pub(super) number: u64,
    pub(super) manner: Manner,
    /// The client's folders.
    pub(super) folders: Vec<PathBuf>,
    pub(super) drafts: Vec<Snapshot>,
    /// What changed on disk since the check before.
    pub(super) changed: BTreeSet<PathBuf>,
}

/// A draft as it is in the client.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) uri: String,
    pub(super) path: PathBuf,
    pub(super) version: i32,
    pub(super) text: Arc<String>,
}

/// What the server hears of.
pub(super) enum Event {
    /// A check is over.
    Checked(Checked),
    /// Files changed that checks rest on.
    Changed(Vec<PathBuf>),
}

/// What came of a check.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) number: u64,
    pub(super) drafts: Vec<(Snapshot, Outcome)>,
    /// What was found in files that are no drafts.
    pub(super) files: Vec<(PathBuf, Vec<Finding>)>,
    /// What the user must know.
    pub(super) problems: Vec<String>,
    /// What explains what happens.
    pub(super) notes: Vec<String>,
}

/// What came of one draft.
pub(super) enum Outcome {
    /// It was checked.
    Known(Box<Known>),
    /// It is none, or has no words.
    Nothing,
    /// It cannot be checked as it is: the line, from 0, and why.
    Unreadable(u32, String),
    /// The check was given up or could not be made; what was known of it stands.
    Unchecked,
}

/// What is known of a draft that was checked.
pub(super) struct Known {
    pub(super) config: Config,
    pub(super) draft: DraftReport,
    pub(super) offers: Offers,
    pub(super) cards: Vec<Card>,
    /// Bytes of the file that was checked before the text of the draft.
    pub(super) lead: usize,
    /// Where passages stand, by source and first byte.
    locations: BTreeMap<(String, usize), Location>,
    /// The sources that citations of the draft lead to.
    files: BTreeMap<String, PathBuf>,
}

impl Known {
    /// Where a passage stands.
    pub(super) fn location(&self, citation: &CitationReport) -> Option<&Location> {
        let key = (citation.source.clone(), citation.start);
        self.locations.get(&key)
    }

    /// The file of a source.
    pub(super) fn file(&self, source: &str) -> Option<&Path> {
        self.files.get(source).map(PathBuf::as_path)
    }
}

/// The worker.
pub(super) struct Worker {
    settings: Settings,
    hearing: Hearing,
    events: Sender<Event>,
    projects: BTreeMap<PathBuf, Project>,
    places: SourcePlaces,
}

/// A configuration with the sources that are open for it.
struct Project {
    config: Config,
    checker: Checker,
    watched: Option<Watched>,
}

impl Worker {
    pub(super) fn new(settings: Settings, hearing: Hearing, events: Sender<Event>) -> Self {
        Self {
            settings,
            hearing,
            events,
            projects: BTreeMap::new(),
            places: SourcePlaces::default(),
        }
    }

    /// Makes the checks that are asked for, of those that wait the last one alone, until nobody
    /// asks any more.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(mut job) = jobs.recv() {
            for mut newer in jobs.try_iter() {
                newer.changed.append(&mut job.changed);
                job = newer;
            }
            self.hearing.begin(job.number);
            let checked = catch_unwind(AssertUnwindSafe(|| self.check(&job)));
            let mut checked = checked.unwrap_or_else(|_| {
                self.projects.clear();
                self.places = SourcePlaces::default();
                let problem = "the check broke off, which is a defect of ibid; what is shown is \
                               of the check before";
                Checked {
                    drafts: untouched(job.drafts),
                    problems: vec![problem.to_owned()],
                    ..Checked::default()
                }
            });
            checked.number = job.number;
            if self.events.send(Event::Checked(checked)).is_err() {
                break;
            }
        }
    }

    fn check(&mut self, job: &Job) -> Checked {
        let mut checked = Checked::default();
        let mut by_root: BTreeMap<PathBuf, (Config, Vec<Snapshot>)> = BTreeMap::new();
        for draft in &job.drafts {
            match self.settings.of_draft(&draft.path, &job.folders) {
                Ok((home, config)) => {
                    let entry = by_root.entry(home).or_insert_with(|| (config, Vec::new()));
                    entry.1.push(draft.clone());
                }
                Err(error) => {
                    checked.problems.push(format!("{error:#}"));
                    checked.drafts.extend(untouched(vec![draft.clone()]));
                }
            }
        }
        for (home, (config, drafts)) in by_root {
            let made = self.check_project(&home, config, &drafts, job, &mut checked);
            if let Err(error) = made {
                if !error.is::<GivenUp>() {
                    checked.problems.push(format!("{error:#}"));
                }
                checked.drafts.extend(untouched(drafts));
            }
        }
        checked
    }

    /// Checks the drafts of one configuration, in the folder that its paths and names count from,
    /// as a user would who runs `ibid check` there.
    fn check_project(
        &mut self,
        home: &Path,
        config: Config,
        drafts: &[Snapshot],
        job: &Job,
        checked: &mut Checked,
    ) -> anyhow::Result<()> {
        std::env::set_current_dir(home)
            .with_context(|| format!("the folder {} cannot be entered", home.display()))?;
        self.hearing.speak(config.language);
        let mut outcomes: Vec<(Snapshot, Outcome)> = Vec::new();
        let mut readable: Vec<(&Snapshot, usize)> = Vec::new();
        let mut read: Vec<ReadDraft> = Vec::new();
        for draft in drafts {
            match read_draft(&config, draft, &mut checked.notes)? {
                Read::Draft(document, lead) => {
                    readable.push((draft, lead));
                    read.push(*document);
                }
                Read::Other(outcome) => outcomes.push((draft.clone(), outcome)),
            }
        }
        if !read.is_empty() {
            let project = self.project(home, config, &job.changed, checked);
            let report = project.checker.report(&read)?;
            let places = &mut self.places;
            let project = &self.projects[home];
            for (((draft, lead), read), report) in readable.iter().zip(&read).zip(report.drafts) {
                let known = project.known(report, read, *lead, job.manner, places);
                outcomes.push(((*draft).clone(), Outcome::Known(Box::new(known))));
            }
            let base = base(&project.config);
            let files = report.files.into_iter();
            let files = files.map(|file| (base.join(file.path), file.findings));
            checked.files.extend(files);
        }
        checked.drafts.extend(outcomes);
        Ok(())
    }

    /// The project of `config`, which forgets what the changed files make stale.
    fn project(
        &mut self,
        home: &Path,
        config: Config,
        changed: &BTreeSet<PathBuf>,
        checked: &mut Checked,
    ) -> &mut Project {
        let (hearing, events) = (&self.hearing, &self.events);
        let opened = |config: Config, notes: &mut Vec<String>| Project {
            checker: Checker::new(config.clone(), hearing.clone()),
            watched: watched(&config, events, notes),
            config,
        };
        let project = match self.projects.remove(home) {
            Some(mut known) if known.config.to_string() == config.to_string() => {
                let watched = known.watched.as_ref();
                if watched.is_some_and(|watched| watched.is_cut_by(changed)) {
                    opened(config, &mut checked.notes)
                } else {
                    let is_source =
                        |path: &PathBuf| watched.is_none_or(|it| it.is_of_sources(path));
                    if changed.iter().any(is_source) {
                        known.checker.forget_sources();
                    }
                    known
                }
            }
            _ => opened(config, &mut checked.notes),
        };
        self.projects.entry(home.to_owned()).or_insert(project)
    }
}

impl Project {
    fn known(
        &self,
        draft: DraftReport,
        read: &ReadDraft,
        lead: usize,
        manner: Manner,
        places: &mut SourcePlaces,
    ) -> Known {
        let base = base(&self.config);
        let offers = self.checker.offers(read, &draft);
        let mut locations = BTreeMap::new();
        let claims = draft.claims.iter().flat_map(|claim| claim.citations.iter());
        let quotations = draft.quotations.iter();
        let quotations = quotations.flat_map(|quotation| quotation.citations.iter());
        let findings = draft.findings.iter();
        let findings = findings.flat_map(|finding| finding.citations.iter());
        for citation in claims.chain(quotations).chain(findings) {
            let key = (citation.source.clone(), citation.start);
            if !locations.contains_key(&key)
                && let Some(location) = places.location(&base, citation, manner.units)
            {
                locations.insert(key, location);
            }
        }
        let files = offers.cited.iter().filter_map(|cited| {
            let file = super::source_place::file_of(&base, &cited.source)?;
            Some((cited.source.clone(), file))
        });
        let files = files.collect();
        let address = |citation: &CitationReport| {
            let key = (citation.source.clone(), citation.start);
            let location: &Location = locations.get(&key)?;
            let line = location.range.start.line + 1;
            Some(match citation.locator.words(citation.line) {
                None => format!("{}#L{line}", location.uri.as_str()),
                Some(_) => location.uri.as_str().to_owned(),
            })
        };
        let cards = cards(&draft, self.config.language, manner.markup, &address);
        Known {
            config: self.config.clone(),
            draft,
            offers,
            cards,
            lead,
            locations,
            files,
        }
    }
}

/// Drafts of which nothing new is known.
fn untouched(drafts: Vec<Snapshot>) -> Vec<(Snapshot, Outcome)> {
    let drafts = drafts.into_iter();
    drafts.map(|draft| (draft, Outcome::Unchecked)).collect()
}

/// Listens to what checks by `config` read; where that cannot be done, a note says so.
fn watched(config: &Config, events: &Sender<Event>, notes: &mut Vec<String>) -> Option<Watched> {
    let events = events.clone();
    let hear = move |changed: anyhow::Result<Vec<PathBuf>>| {
        // Nobody hears it any more only when the server ends.
        let _ = changed.map(|changed| events.send(Event::Changed(changed)));
    };
    match Watched::of(config, hear) {
        Ok(watched) => Some(watched),
        Err(error) => {
            notes.push(format!(
                "changes on disk are not noticed until a draft is edited: {error:#}"
            ));
            None
        }
    }
}

/// What came of reading a draft.
enum Read {
    /// It was read, with so many bytes before its text.
    Draft(Box<ReadDraft>, usize),
    /// It is not to be checked, or cannot be.
    Other(Outcome),
}

/// Reads a draft, if it is one.
///
/// # Errors
/// Where a glob of the configuration cannot be understood.
fn read_draft(config: &Config, draft: &Snapshot, notes: &mut Vec<String>) -> anyhow::Result<Read> {
    let nothing = Ok(Read::Other(Outcome::Nothing));
    if draft.text.trim().is_empty() {
        return nothing;
    }
    if !is_draft(config, &draft.path)? {
        let path = draft.path.display();
        notes.push(format!(
            "{path} is not among the drafts, so it is not checked"
        ));
        return nothing;
    }
    if has_no_sources(config) {
        notes.push(format!(
            "{} is not checked: no sources are named; run `ibid init` in {}, or start the server \
             with `--sources PATH`",
            draft.path.display(),
            config.root.display()
        ));
        return nothing;
    }
    let file = |lead: &str| DraftFile {
        name: draft_name(config, &draft.path),
        path: draft.path.clone(),
        bytes: format!("{lead}{}", draft.text).into_bytes(),
    };
    let mut lead = 0;
    let mut read = ReadDraft::of(&file(""));
    if !matches!(&read, Ok(read) if read.document().decoded() == *draft.text) {
        // It says that it is in another encoding, as its file may be.
        let marked = ReadDraft::of(&file(MARK));
        if matches!(&marked, Ok(marked) if marked.document().decoded() == *draft.text) {
            (read, lead) = (marked, MARK.len());
        }
    }
    let unreadable = |line, why| Ok(Read::Other(Outcome::Unreadable(line, why)));
    let read = match read {
        Ok(read) => read,
        Err(error) if matches!(error.downcast_ref(), Some(ReadError::NothingToRead)) => {
            return nothing;
        }
        Err(error) => return unreadable(0, format!("{error:#}")),
    };
    match rulings::read_inline(read.document()) {
        Ok(_) => Ok(Read::Draft(Box::new(read), lead)),
        Err(error) => {
            let why = format!("{error:#}");
            let (line, why) = located(&why, read.document().path());
            unreadable(line, why)
        }
    }
}

/// The line, from 0, of a message that begins `PATH:LINE: `, and the rest of it.
fn located(message: &str, path: &str) -> (u32, String) {
    let rest = message.strip_prefix(path);
    let found = rest
        .and_then(|rest| rest.strip_prefix(':')?.split_once(": "))
        .and_then(|(line, why)| Some((line.parse::<u32>().ok()?, why)));
    match found {
        Some((line, why)) => (line.saturating_sub(1), why.to_owned()),
        None => (0, message.to_owned()),
    }
}

/// Whether the file at `path` is a draft: one that the configuration names, or, where it names none,
/// any that is no source.
fn is_draft(config: &Config, path: &Path) -> anyhow::Result<bool> {
    let (drafts, sources) = (
        selection(config, &config.drafts),
        selection(config, &config.sources),
    );
    let (is_named, is_source) = (drafts.by_name()?, sources.by_name()?);
    let names_none = config.origin("drafts.include") == Origin::Default;
    Ok(is_named(path) || names_none && !is_source(path))
}

/// Whether nobody named sources and there is no folder of the usual name: in such a folder ibid was
/// not set up.
fn has_no_sources(config: &Config) -> bool {
    let usual = selection(config, &config.sources);
    config.file.is_none()
        && config.origin("sources.include") == Origin::Default
        && !usual.folders().any(Path::exists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_at_its_line() {
        let told = |message| located(message, "a/b.md");
        assert_eq!(told("a/b.md:7: no reason"), (6, "no reason".to_owned()));
        assert_eq!(told("a/b.md: gone"), (0, "a/b.md: gone".to_owned()));
        assert_eq!(told("else"), (0, "else".to_owned()));
    }
}
