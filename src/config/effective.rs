//! The configuration that holds: defaults, then the file, then the arguments.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Context;
use globset::GlobSet;
use jiff::civil::Date;

use super::file::{ConfigFile, EngineTable, FILE_NAME, Links, ModelKey, ServerTable};
use super::rule_level::RuleLevel;
use crate::files::{self, MOST_OF_SETTINGS, Project, text_of};
use crate::git::Revision;
use crate::report::{FailOn, Level, Rule};
use crate::wording::Locale;

/// The rules that are errors in a strict check.
const STRICT: [Rule; 3] = [
    Rule::SourceUnreadable,
    Rule::RulingExpired,
    Rule::RulingUnused,
];

/// Which configuration file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The `ibid.toml` of the starting directory or of the nearest one above it.
    #[default]
    Nearest,
    /// This file.
    File(PathBuf),
    /// None.
    None,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The program's own default.
    #[default]
    Default,
    /// The configuration file.
    File,
    /// The command line.
    Argument,
}

/// Which model reads whether a passage supports or contradicts a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ModelChoice {
    /// The one that comes with the program, if it can run one.
    #[default]
    OfProgram,
    /// The one in this folder.
    Folder(PathBuf),
    /// One that a server answers for.
    Server(ServerTable),
    /// None.
    Off,
}

/// What has the passages of the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// The index beside the configuration.
    #[default]
    OfProgram,
    /// A search engine on servers.
    Servers(EngineTable),
}

/// Files, by names and globs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathSet {
    /// The directory that relative paths count from.
    pub root: PathBuf,
    /// Files, folders or globs to take.
    pub include: Vec<String>,
    /// Files and folders to take whose names are no text.
    pub exact: Vec<PathBuf>,
    /// Whether the user's own command line names them, which may name what it likes.
    pub typed: bool,
    /// Globs to leave out.
    pub exclude: Vec<String>,
}

impl PathSet {
    /// What was typed on the command line.
    fn typed(paths: &[PathBuf]) -> Self {
        let (texts, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| path.to_str().is_some());
        Self {
            include: texts.into_iter().map(|path| text_of(path)).collect(),
            exact: others.into_iter().cloned().collect(),
            typed: true,
            ..Self::default()
        }
    }

    /// Whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exact.is_empty()
    }
}

/// The configuration that holds.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from, if any.
    pub file: Option<PathBuf>,
    /// The directory that relative paths of the file count from: the file's, or else the one
    /// the program was started in.
    pub root: PathBuf,
    /// Which model is asked.
    pub model: ModelChoice,
    /// What has the passages of the sources.
    pub engine: EngineChoice,
    /// The language of reports for people.
    pub language: Locale,
    /// What is checked against.
    pub sources: PathSet,
    /// Bibliographies that describe the sources.
    pub bibliography: Vec<PathBuf>,
    /// What is checked.
    pub drafts: PathSet,
    /// The level at which the check fails.
    pub fail_on: FailOn,
    /// A verdict that is less sure than this gives a note at most.
    pub min_confidence: f64,
    /// The day that rulings expire by; today where it is `None`.
    pub as_of: Option<Date>,
    /// The fewest characters of a quotation that can prove anything.
    pub minimum_quotation: usize,
    /// Whether every link to another site is a citation, not only one to a source.
    pub links_cite: bool,
    /// How far off an approximate figure may be, as a share of it; by the precision that it is
    /// written with where `None`.
    pub approximations: Option<f64>,
    /// Globs of one's own documents, which never count as evidence.
    pub own: Vec<String>,
    /// Whether unreadable sources and rulings that waive nothing are errors, whatever the rules
    /// say.
    pub strict: bool,
    /// Whether a claim that nobody has signed off is an error, whatever the rules say.
    pub require_sign_off: bool,
    /// The revision that the configuration and what lies beside it are taken from, instead of the
    /// working tree.
    pub pinned: Option<Revision>,
    rules: BTreeMap<Rule, RuleLevel>,
    overrides: Vec<Override>,
    origins: BTreeMap<&'static str, Origin>,
}

/// Levels of rules for the drafts that match.
#[derive(Clone, Debug)]
struct Override {
    paths: Vec<String>,
    matcher: GlobSet,
    rules: BTreeMap<Rule, RuleLevel>,
}

impl Config {
    /// Reads the configuration that `choice` names, looking for it from `start` upwards.
    ///
    /// # Errors
    /// Where the file is missing, cannot be read or is wrong; the message names file and line.
    pub fn load(start: &Path, choice: &ConfigChoice) -> anyhow::Result<Self> {
        let path = match choice {
            ConfigChoice::None => None,
            ConfigChoice::File(path) => Some(path.clone()),
            ConfigChoice::Nearest => start
                .ancestors()
                .map(|directory| directory.join(FILE_NAME))
                // A link to what is not there, or a pipe, is no reason to go by the defaults.
                .find(|path| path.symlink_metadata().is_ok()),
        };
        let Some(path) = path else {
            return Self::resolve(None, start, ConfigFile::default());
        };
        let unreadable = || format!("the configuration {} cannot be read", path.display());
        if *choice == ConfigChoice::Nearest {
            Project::around(path.parent().unwrap_or(start))
                .admit(&path)
                .map_err(anyhow::Error::msg)
                .with_context(unreadable)?;
        }
        let text = files::read_text(&path, MOST_OF_SETTINGS).with_context(unreadable)?;
        Self::read(start, path, &text)
    }

    /// The configuration whose file at `path` has the content `text`; the program was started in
    /// `start`.
    ///
    /// # Errors
    /// Where it is wrong; the message names file and line.
    pub fn read(start: &Path, path: PathBuf, text: &str) -> anyhow::Result<Self> {
        let file = ConfigFile::parse(&path, text)?;
        let absolute = start.join(&path);
        let root = absolute.parent().unwrap_or(start).to_path_buf();
        Self::resolve(Some(path), &root, file)
    }

    fn resolve(path: Option<PathBuf>, root: &Path, file: ConfigFile) -> anyhow::Result<Self> {
        let mut origins = BTreeMap::new();
        let mut told = |key: &'static str, given: bool| {
            if given {
                origins.insert(key, Origin::File);
            }
        };
        told("model", file.model.is_some());
        told("engine", file.engine.is_some());
        told("language", file.language.is_some());
        told("sources.include", file.sources.include.is_some());
        told("sources.exclude", file.sources.exclude.is_some());
        told("sources.bibliography", file.sources.bibliography.is_some());
        told("sources.own", file.sources.own.is_some());
        told("drafts.include", file.drafts.include.is_some());
        told("drafts.exclude", file.drafts.exclude.is_some());
        told("check.fail-on", file.check.fail_on.is_some());
        let min_confidence = file.check.min_confidence;
        told("check.min-confidence", min_confidence.is_some());
        told("check.as-of", file.check.as_of.is_some());
        let shortest = file.check.minimum_quotation;
        told("check.minimum-quotation", shortest.is_some());
        told("check.links", file.check.links.is_some());
        let approximations = file.check.approximations;
        told("check.approximations", approximations.is_some());

        let own = file.sources.own.unwrap_or_default();
        let overrides = file.overrides.into_iter().map(|table| {
            Ok(Override {
                matcher: files::globs(&table.paths)?,
                paths: table.paths,
                rules: table.rules,
            })
        });
        let default = |path: &str| vec![path.to_owned()];
        Ok(Self {
            model: match file.model {
                None | Some(ModelKey::Whether(true)) => ModelChoice::OfProgram,
                Some(ModelKey::Whether(false)) => ModelChoice::Off,
                Some(ModelKey::Folder(folder)) => ModelChoice::Folder(root.join(folder)),
                Some(ModelKey::Server(table)) => ModelChoice::Server(table),
            },
            engine: match file.engine {
                None => EngineChoice::OfProgram,
                Some(table) => EngineChoice::Servers(table),
            },
            language: file.language.unwrap_or_default(),
            sources: PathSet {
                root: root.to_path_buf(),
                include: file.sources.include.unwrap_or_else(|| default("corpus/")),
                exclude: file.sources.exclude.unwrap_or_default(),
                ..PathSet::default()
            },
            bibliography: file
                .sources
                .bibliography
                .unwrap_or_default()
                .iter()
                .map(|path| root.join(path))
                .collect(),
            drafts: PathSet {
                root: root.to_path_buf(),
                include: file.drafts.include.unwrap_or_else(|| default("claims/")),
                exclude: file.drafts.exclude.unwrap_or_default(),
                ..PathSet::default()
            },
            fail_on: file.check.fail_on.unwrap_or_default(),
            min_confidence: min_confidence.unwrap_or(0.0),
            as_of: file.check.as_of,
            minimum_quotation: shortest.unwrap_or(12),
            links_cite: file.check.links == Some(Links::Citations),
            approximations,
            own,
            strict: false,
            require_sign_off: false,
            pinned: None,
            rules: file.rules,
            overrides: overrides.collect::<anyhow::Result<_>>()?,
            origins,
            file: path,
            root: root.to_path_buf(),
        })
    }

    /// The text of a file that says what counts: rulings, a lock, a baseline. `None` where there is
    /// none.
    ///
    /// # Errors
    /// Where it cannot be read; the message names it.
    pub fn setting(&self, path: &Path) -> anyhow::Result<Option<String>> {
        if let Some(revision) = &self.pinned {
            return revision.text(path);
        }
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        let unreadable = || format!("{} cannot be read", path.display());
        let mut project = Project::around(&self.root);
        project.allow(path);
        let admitted = project.admit(path).map_err(anyhow::Error::msg);
        admitted.with_context(unreadable)?;
        let text = files::read_text(path, MOST_OF_SETTINGS).with_context(unreadable)?;
        Ok(Some(text))
    }

    /// Asks this model and no other.
    pub fn set_model(&mut self, model: ModelChoice) {
        self.model = model;
        self.origins.insert("model", Origin::Argument);
    }

    /// Looks passages up in this and nothing else.
    pub fn set_engine(&mut self, engine: EngineChoice) {
        self.engine = engine;
        self.origins.insert("engine", Origin::Argument);
    }

    /// Writes reports for people in this language.
    pub fn set_language(&mut self, language: Locale) {
        self.language = language;
        self.origins.insert("language", Origin::Argument);
    }

    /// Checks against these paths, as they were typed, and no others.
    pub fn set_sources(&mut self, paths: &[PathBuf]) {
        self.sources = PathSet::typed(paths);
        self.origins.insert("sources.include", Origin::Argument);
        self.origins.insert("sources.exclude", Origin::Argument);
    }

    /// Reads these bibliographies and no others.
    pub fn set_bibliography(&mut self, paths: &[PathBuf]) {
        self.bibliography = paths.to_vec();
        self.origins
            .insert("sources.bibliography", Origin::Argument);
    }

    /// Checks these drafts, as they were typed, and no others.
    pub fn set_drafts(&mut self, paths: &[PathBuf]) {
        self.drafts = PathSet::typed(paths);
        self.origins.insert("drafts.include", Origin::Argument);
        self.origins.insert("drafts.exclude", Origin::Argument);
    }

    /// Fails at this level.
    pub fn set_fail_on(&mut self, level: FailOn) {
        self.fail_on = level;
        self.origins.insert("check.fail-on", Origin::Argument);
    }

    /// Makes notes of findings by verdicts that are less sure than this.
    pub fn set_min_confidence(&mut self, confidence: f64) {
        self.min_confidence = confidence;
        self.origins
            .insert("check.min-confidence", Origin::Argument);
    }

    /// Lets rulings expire by this day.
    pub fn set_as_of(&mut self, day: Date) {
        self.as_of = Some(day);
        self.origins.insert("check.as-of", Origin::Argument);
    }

    /// Where the value of `key`, such as `drafts.include`, comes from.
    #[must_use]
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).copied().unwrap_or_default()
    }

    /// The level of `rule` in the draft at `path`, which is relative to the root, where it does
    /// not depend on how sure a verdict is.
    #[must_use]
    pub fn level(&self, rule: Rule, path: &str) -> Level {
        self.rule_level(rule, path).level()
    }

    /// The level in the draft at `path` of a finding of `rule` by a verdict of this confidence.
    #[must_use]
    pub fn level_at(&self, rule: Rule, path: &str, confidence: f64) -> Level {
        let level = self.rule_level(rule, path).at(confidence);
        match confidence < self.min_confidence {
            true => level.min(Level::Note),
            false => level,
        }
    }

    fn rule_level(&self, rule: Rule, path: &str) -> RuleLevel {
        if self.require_sign_off && rule == Rule::NotSignedOff {
            return RuleLevel::Always(Level::Error);
        }
        if self.strict && STRICT.contains(&rule) {
            return RuleLevel::Always(Level::Error);
        }
        self.overrides
            .iter()
            .rev()
            .filter(|table| table.matcher.is_match(path))
            .find_map(|table| table.rules.get(&rule))
            .or_else(|| self.rules.get(&rule))
            .copied()
            .unwrap_or(RuleLevel::Always(rule.info().level))
    }
}

/// A server as it is written.
fn server(table: &ServerTable) -> toml::Value {
    let mut written = toml::Table::new();
    written.insert("url".to_owned(), table.url.clone().into());
    written.insert("name".to_owned(), table.name.clone().into());
    if let Some(languages) = &table.languages {
        written.insert("languages".to_owned(), languages.clone().into());
    }
    if let Some(timeout) = table.timeout {
        written.insert("timeout".to_owned(), i64::from(timeout.get()).into());
    }
    written.into()
}

/// A search engine as it is written.
fn engine(table: &EngineTable) -> toml::Value {
    let mut written = toml::Table::new();
    written.insert("url".to_owned(), table.url.clone().into());
    written.insert("index".to_owned(), table.index.clone().into());
    if let Some(ca) = &table.ca {
        written.insert("ca".to_owned(), ca.clone().into());
    }
    let given = |number: Option<NonZero<u32>>| number.map(NonZero::get);
    let numbers = [
        ("timeout", given(table.timeout)),
        ("batch", given(table.batch)),
        ("shards", given(table.shards)),
        ("replicas", table.replicas),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            written.insert(key.to_owned(), i64::from(number).into());
        }
    }
    written.into()
}

/// The configuration as `ibid.toml`, each value with where it comes from.
impl fmt::Display for Config {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref().map(text_of);
        let value = |out: &mut fmt::Formatter<'_>, key: &str, value: toml::Value| {
            let name = key.rsplit('.').next().unwrap_or(key);
            let origin = match self.origin(key) {
                Origin::Default => "default",
                Origin::File => file.as_deref().unwrap_or(FILE_NAME),
                Origin::Argument => "command line",
            };
            writeln!(out, "{name} = {value}  # {origin}")
        };
        let list = |items: &[String]| toml::Value::from(items.to_vec());
        let bibliography: Vec<String> =
            self.bibliography.iter().map(|path| text_of(path)).collect();

        let model = match &self.model {
            ModelChoice::OfProgram => true.into(),
            ModelChoice::Off => false.into(),
            ModelChoice::Folder(folder) => text_of(folder).into(),
            ModelChoice::Server(table) => server(table),
        };
        value(out, "model", model)?;
        match &self.engine {
            EngineChoice::OfProgram => {
                let origin = match self.origin("engine") {
                    Origin::Argument => "command line",
                    _ => "default",
                };
                writeln!(out, "# engine = in the program  # {origin}")?;
            }
            EngineChoice::Servers(table) => value(out, "engine", engine(table))?,
        }
        let language = self.language.code();
        value(out, "language", language.into())?;
        writeln!(out, "\n[sources]")?;
        value(out, "sources.include", list(&self.sources.include))?;
        value(out, "sources.exclude", list(&self.sources.exclude))?;
        value(out, "sources.bibliography", list(&bibliography))?;
        value(out, "sources.own", list(&self.own))?;
        writeln!(out, "\n[drafts]")?;
        value(out, "drafts.include", list(&self.drafts.include))?;
        value(out, "drafts.exclude", list(&self.drafts.exclude))?;
        writeln!(out, "\n[check]")?;
        value(out, "check.fail-on", self.fail_on.to_string().into())?;
        value(out, "check.min-confidence", self.min_confidence.into())?;
        match self.as_of {
            Some(day) => value(out, "check.as-of", day.to_string().into())?,
            None => writeln!(out, "# as-of = today  # default")?,
        }
        let shortest = i64::try_from(self.minimum_quotation).unwrap_or(i64::MAX);
        value(out, "check.minimum-quotation", shortest.into())?;
        let links = if self.links_cite {
            "citations"
        } else {
            "links"
        };
        value(out, "check.links", links.into())?;
        match self.approximations {
            Some(share) => value(out, "check.approximations", share.into())?,
            None => writeln!(out, "# approximations = as written  # default")?,
        }
        writeln!(out, "\n[rules]")?;
        for info in &crate::report::RULES {
            let (level, origin) = match self.rules.get(&info.rule) {
                Some(level) => (*level, file.as_deref().unwrap_or(FILE_NAME)),
                None => (RuleLevel::Always(info.level), "default"),
            };
            writeln!(out, "{} = {level}  # {origin}", info.name)?;
        }
        for table in &self.overrides {
            writeln!(out, "\n[[overrides]]\npaths = {}", list(&table.paths))?;
            for (rule, level) in &table.rules {
                writeln!(out, "rules.{rule} = {level}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        let file = ConfigFile::parse(Path::new(FILE_NAME), text).unwrap();
        Config::resolve(Some(FILE_NAME.into()), Path::new("/reports"), file).unwrap()
    }

    #[test]
    fn without_a_file_the_sample_folders_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::load(folder.path(), &ConfigChoice::None).unwrap();
        assert_eq!(config.sources.include, ["corpus/"]);
        assert_eq!(config.drafts.include, ["claims/"]);
        assert_eq!(config.root, folder.path());
    }

    #[test]
    fn the_nearest_file_above_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(
            folder.path().join(FILE_NAME),
            "[check]\nfail-on = \"note\"\n",
        )
        .unwrap();
        let config = Config::load(&inner, &ConfigChoice::Nearest).unwrap();
        assert_eq!(config.fail_on, FailOn::Note);
        assert_eq!(config.root, folder.path());
        let config = Config::load(&inner, &ConfigChoice::None).unwrap();
        assert_eq!(config.fail_on, FailOn::Error);
    }

    #[test]
    fn a_model_lies_relative_to_the_file() {
        let model = |text: &str| config(text).model;
        assert_eq!(model(""), ModelChoice::OfProgram);
        assert_eq!(model("model = false"), ModelChoice::Off);
        let folder = ModelChoice::Folder("/reports/models/nli".into());
        assert_eq!(model("model = \"models/nli\""), folder);
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let missing = ConfigChoice::File("no-such.toml".into());
        let error = Config::load(Path::new("/"), &missing).unwrap_err();
        assert!(error.to_string().contains("no-such.toml"));
    }

    #[test]
    fn the_last_override_that_matches_wins_over_rules_and_defaults() {
        let config = config(
            "[rules]\nrefuted = \"warning\"\n\
             [[overrides]]\npaths = [\"opinion/**\"]\nrules = { refuted = \"note\", misquote = \"off\" }\n\
             [[overrides]]\npaths = [\"opinion/old/*\"]\nrules = { refuted = \"off\" }\n",
        );
        assert_eq!(config.level(Rule::Refuted, "news/a.md"), Level::Warning);
        assert_eq!(config.level(Rule::Refuted, "opinion/a.md"), Level::Note);
        assert_eq!(config.level(Rule::Refuted, "opinion/old/a.md"), Level::Off);
        assert_eq!(config.level(Rule::Misquote, "opinion/old/a.md"), Level::Off);
        assert_eq!(config.level(Rule::Misquote, "news/a.md"), Level::Error);
    }

    #[test]
    fn a_verdict_that_is_not_sure_enough_has_a_lower_level() {
        let mut config = config(
            "[rules]\nrefuted = { level = \"error\", from = 0.8, below = \"warning\" }\n\
             [[overrides]]\npaths = [\"opinion/**\"]\nrules = { refuted = \"warning\" }\n",
        );
        let level = |config: &Config, path| config.level_at(Rule::Refuted, path, 0.7);
        assert_eq!(config.level(Rule::Refuted, "news/a.md"), Level::Error);
        assert_eq!(level(&config, "news/a.md"), Level::Warning);
        assert_eq!(level(&config, "opinion/a.md"), Level::Warning);
        config.set_min_confidence(0.75);
        assert_eq!(level(&config, "news/a.md"), Level::Note);
        assert_eq!(level(&config, "opinion/a.md"), Level::Note);
        let sure = config.level_at(Rule::Refuted, "news/a.md", 0.9);
        assert_eq!(sure, Level::Error);
    }

    #[test]
    fn what_is_printed_reads_back_and_tells_where_it_comes_from() {
        let mut config = config(
            "[check]\nminimum-quotation = 20\nlinks = \"citations\"\napproximations = 0.1\n\
             [rules]\nrefuted = { level = \"error\", from = 1.0 }\n",
        );
        config.set_fail_on(FailOn::Warning);
        config.set_model(ModelChoice::Off);
        let printed = config.to_string();
        assert!(printed.starts_with("model = false  # command line\n"));
        assert!(printed.contains("minimum-quotation = 20  # ibid.toml\n"));
        assert!(printed.contains("approximations = 0.1  # ibid.toml\n"));
        assert!(printed.contains("links = \"citations\"  # ibid.toml\n"));
        assert!(printed.contains("fail-on = \"warning\"  # command line\n"));
        assert!(printed.contains("include = [\"corpus/\"]  # default\n"));
        let again = ConfigFile::parse(Path::new("printed"), &printed).unwrap();
        assert_eq!(again.check.minimum_quotation, Some(20));
        assert_eq!(again.model, Some(ModelKey::Whether(false)));
        assert_eq!(again.check.approximations, Some(0.1));
        assert_eq!(again.check.min_confidence, Some(0.0));
        assert_eq!(again.rules[&Rule::Refuted], config.rules[&Rule::Refuted]);
    }

    #[test]
    fn an_engine_is_printed_as_it_is_written() {
        let written = "{ url = \"https://search.example.org\", index = \"archive\", ca = \"ca.pem\", \
                       timeout = 9, batch = 512, shards = 3, replicas = 0 }";
        let config = config(&format!("engine = {written}"));
        let printed = config.to_string();
        let again = ConfigFile::parse(Path::new("printed"), &printed).unwrap();
        let table = again.engine.expect("it is printed");
        assert_eq!(config.engine, EngineChoice::Servers(table));
    }

    #[test]
    fn a_server_is_printed_as_it_is_written() {
        let written =
            "{ url = \"http://127.0.0.1:1/v1\", name = \"m\", languages = [\"fr\"], timeout = 9 }";
        let config = config(&format!("model = {written}"));
        let printed = config.to_string();
        let again = ConfigFile::parse(Path::new("printed"), &printed).unwrap();
        let Some(ModelKey::Server(table)) = again.model else {
            panic!("{printed} names no server");
        };
        assert_eq!(config.model, ModelChoice::Server(table));
    }
}
