//! Arguments that several commands share.

use std::io::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::replacing;
use crate::config::{Config, ConfigChoice, EngineChoice, EngineTable, FILE_NAME, ModelChoice};
use crate::files;
use crate::git::Revision;
use crate::report::{self, Detail, FailOn, Format, RenderOptions, Report};
use crate::wording::Locale;

/// Which configuration holds.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct ConfigArgs {
    /// Read this configuration instead of the nearest `ibid.toml`.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Read no configuration.
    #[arg(long)]
    pub no_config: bool,
}

impl ConfigArgs {
    /// Reads the configuration that the arguments ask for, beginning in the working directory.
    ///
    /// # Errors
    /// Where the file is missing or wrong; the message names the line.
    pub(super) fn load(&self) -> anyhow::Result<Config> {
        let choice = match (&self.config, self.no_config) {
            (Some(path), _) => ConfigChoice::File(path.clone()),
            (None, true) => ConfigChoice::None,
            (None, false) => ConfigChoice::Nearest,
        };
        Config::load(&here()?, &choice)
    }

    /// Reads the configuration that the arguments ask for as it is at `revision`, and takes from
    /// there what lies beside it too.
    ///
    /// # Errors
    /// As [`ConfigArgs::load`], and where the revision is unknown.
    pub(super) fn load_from(&self, revision: &str) -> anyhow::Result<Config> {
        let here = here()?;
        let revision = Revision::open(revision, &here)?;
        let candidates = match (&self.config, self.no_config) {
            (Some(path), _) => vec![here.join(path)],
            (None, true) => Vec::new(),
            (None, false) => here
                .ancestors()
                .take_while(|folder| folder.starts_with(files::top(&here)))
                .map(|folder| folder.join(FILE_NAME))
                .collect(),
        };
        let mut config = None;
        for path in candidates {
            if let Some(text) = revision.text(&path)? {
                config = Some(Config::read(&here, path, &text)?);
                break;
            }
        }
        let mut config = match (config, &self.config) {
            (Some(config), _) => config,
            (None, Some(path)) => bail!("{} has no {}", revision.name(), path.display()),
            (None, None) => Config::load(&here, &ConfigChoice::None)?,
        };
        config.pinned = Some(revision);
        Ok(config)
    }
}

fn here() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("the working directory cannot be told")
}

/// How many processors are used.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct JobArgs {
    /// Use this many threads; without it, one for each processor. The results are the same.
    #[arg(long, value_name = "NUMBER", help_heading = "Speed")]
    pub jobs: Option<NonZero<usize>>,
}

impl JobArgs {
    /// Holds the run to it. Call it before anything is done.
    ///
    /// # Errors
    /// Where the threads cannot be had.
    pub(super) fn apply(&self) -> anyhow::Result<()> {
        let Some(jobs) = self.jobs else {
            return Ok(());
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get());
        pool.build_global()
            .with_context(|| format!("{jobs} things cannot be done at once"))
    }
}

/// Which sources are checked against.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Sources")]
pub(super) struct SourceArgs {
    /// Check against this file or folder, not the sources that the configuration names. Give it
    /// once for each.
    #[arg(long, value_name = "PATH")]
    pub sources: Vec<PathBuf>,
    /// A bibliography (BibTeX or CSL-JSON) that describes the sources. Give it once for each.
    #[arg(long, value_name = "FILE")]
    pub bibliography: Vec<PathBuf>,
    /// Look passages up in this search engine (OpenSearch, Elasticsearch or Quickwit), not in the
    /// index beside the configuration: its address, then `/` and the name of the index.
    #[arg(long, value_name = "URL", value_parser = engine, conflicts_with = "no_engine")]
    pub engine: Option<EngineTable>,
    /// Look passages up in the index beside the configuration, whatever it says.
    #[arg(long)]
    pub no_engine: bool,
}

impl SourceArgs {
    /// Puts what was given on the command line in the place of what `config` says.
    pub(super) fn apply(&self, config: &mut Config) {
        if !self.sources.is_empty() {
            config.set_sources(&self.sources);
        }
        if !self.bibliography.is_empty() {
            config.set_bibliography(&self.bibliography);
        }
        if self.no_engine {
            config.set_engine(EngineChoice::OfProgram);
        }
        if let Some(engine) = &self.engine {
            config.set_engine(EngineChoice::Servers(engine.clone()));
        }
    }
}

/// Which model is asked.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Model")]
pub(super) struct ModelArgs {
    /// Use the model in this folder instead of the one in the program. The model reads whether a
    /// passage supports or contradicts a sentence.
    #[arg(long, value_name = "PATH", conflicts_with = "no_model")]
    pub model: Option<PathBuf>,
    /// Use no model: compare figures, dates, names and words only.
    #[arg(long)]
    pub no_model: bool,
}

impl ModelArgs {
    /// The model that was asked for on the command line, if any was.
    pub(super) fn choice(&self) -> Option<ModelChoice> {
        match (&self.model, self.no_model) {
            (Some(folder), _) => Some(ModelChoice::Folder(folder.clone())),
            (None, true) => Some(ModelChoice::Off),
            (None, false) => None,
        }
    }

    /// Puts what was given on the command line in the place of what `config` says.
    pub(super) fn apply(&self, config: &mut Config) {
        if let Some(choice) = self.choice() {
            config.set_model(choice);
        }
    }
}

/// When a check fails.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Gate")]
pub(super) struct GateArgs {
    /// Fail (exit code 1) if there is a finding of this level or a worse one.
    #[arg(long, value_name = "LEVEL", value_parser = named(&FailOn::NAMES))]
    pub fail_on: Option<FailOn>,
    /// Lower a finding to a note where the verdict is less sure than this, from 0.0 to 1.0.
    #[arg(long, value_name = "CONFIDENCE", value_parser = confidence)]
    pub min_confidence: Option<f64>,
    /// Treat this day as today (YYYY-MM-DD) when deciding which rulings have expired.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// Report an error for each source that cannot be read, and for each ruling that has expired
    /// or waives nothing.
    #[arg(long)]
    pub strict: bool,
    /// Report an error for each claim that nobody has signed off, or whose source has changed
    /// since.
    #[arg(long)]
    pub require_sign_off: bool,
}

impl GateArgs {
    /// Puts what was given on the command line in the place of what `config` says.
    pub(super) fn apply(&self, config: &mut Config) {
        if let Some(fail_on) = self.fail_on {
            config.set_fail_on(fail_on);
        }
        if let Some(confidence) = self.min_confidence {
            config.set_min_confidence(confidence);
        }
        if let Some(as_of) = self.as_of {
            config.set_as_of(as_of);
        }
        config.strict = self.strict;
        config.require_sign_off = self.require_sign_off;
    }
}

/// Which decisions of editors hold, and which findings count.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Rulings")]
pub(super) struct RulingArgs {
    /// Ignore the findings that this baseline records, so that only new ones count.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Verify the drafts against `ibid.lock`, without the sources.
    #[arg(long)]
    pub locked: bool,
    /// Count only findings on lines that changed since this git revision, or whose evidence
    /// changed.
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,
    /// Take the configuration, the rulings, the baseline and the lock as they are at this revision,
    /// not as a change under review has them.
    #[arg(long, value_name = "REF")]
    pub settings_from: Option<String>,
}

/// In which formats a report is written, and where.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Format of the report. Give it once for each report, each with its own `--output`.
    #[arg(long, value_name = "FORMAT", value_parser = named(&Format::NAMES))]
    pub format: Vec<Format>,
    /// Write the report to this file, not to standard output (`-`). The first file is for the
    /// first `--format`, the second for the second.
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Report every claim in the order of the drafts, also those that nothing is wrong with.
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Language of reports for people (text, markdown, html, docx). Formats for programs stay
    /// English.
    #[arg(long, value_name = "LANGUAGE", value_parser = named(&Locale::NAMES))]
    pub language: Option<Locale>,
    /// What gets a comment in a Word file (`--format docx`).
    #[arg(long, value_enum, default_value_t)]
    pub comments: Comments,
    /// Report errors and warnings only.
    #[arg(long, short)]
    pub quiet: bool,
}

/// What has a comment in a Word file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Comments {
    /// Every finding that is not waived.
    #[default]
    Findings,
    /// Every claim that stands, too.
    All,
}

impl OutputArgs {
    /// The formats asked for with the files they go to; `None` is standard output.
    ///
    /// # Errors
    /// Where the arguments leave more than one format to standard output, or name a file without
    /// a format.
    pub(super) fn targets(&self) -> anyhow::Result<Vec<(Format, Option<PathBuf>)>> {
        let formats = match self.format.as_slice() {
            [] => vec![Format::default()],
            formats => formats.to_vec(),
        };
        anyhow::ensure!(
            self.output.len() <= formats.len(),
            "there are {} --output but {} --format: each file needs its format",
            self.output.len(),
            formats.len()
        );
        let files = self
            .output
            .iter()
            .map(|path| match path.as_os_str() == "-" {
                true => None,
                false => Some(path.clone()),
            });
        let targets: Vec<_> = formats
            .into_iter()
            .zip(files.chain(std::iter::repeat(None)))
            .collect();
        let to_standard_output = targets.iter().filter(|(_, path)| path.is_none()).count();
        anyhow::ensure!(
            to_standard_output <= 1,
            "{to_standard_output} formats would go to standard output: give all but one an --output"
        );
        Ok(targets)
    }

    /// Puts what was given on the command line in the place of what `config` says.
    pub(super) fn apply(&self, config: &mut Config) {
        if let Some(language) = self.language {
            config.set_language(language);
        }
    }

    fn detail(&self) -> Detail {
        match (self.verbose, self.quiet) {
            (true, _) => Detail::Verbose,
            (false, true) => Detail::Quiet,
            (false, false) => Detail::Usual,
        }
    }

    /// Writes `report` in every format asked for; `word` makes the Word file, with a comment on
    /// everything or on findings alone.
    ///
    /// # Errors
    /// As [`OutputArgs::targets`], and where a file cannot be written; the others are written all
    /// the same.
    pub(super) fn write(
        &self,
        report: &Report,
        config: &Config,
        word: &dyn Fn(bool) -> anyhow::Result<Vec<u8>>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let options = RenderOptions {
            detail: self.detail(),
            fail_on: config.fail_on,
            language: config.language,
        };
        let mut result = Ok(());
        for (format, path) in self.targets()? {
            let written = match (format, path) {
                (Format::Docx, path) => path
                    .context("a Word file needs an --output to go to")
                    .and_then(|path| {
                        replacing::replace(&path, &word(self.comments == Comments::All)?)
                    }),
                (_, None) => report::render(format, report, &options, out).map_err(Into::into),
                (_, Some(path)) => {
                    let mut bytes = anstream::StripStream::new(Vec::new());
                    report::render(format, report, &options, &mut bytes)
                        .map_err(Into::into)
                        .and_then(|()| replacing::replace(&path, &bytes.into_inner()))
                }
            };
            result = result.and(written);
        }
        result
    }
}

/// Reads the address of an index in an engine.
fn engine(text: &str) -> Result<EngineTable, String> {
    let parted = text.trim_end_matches('/').rsplit_once('/');
    match parted {
        Some((url, index)) if url.contains("://") => Ok(EngineTable {
            url: url.to_owned(),
            index: index.to_owned(),
            ca: None,
            timeout: None,
            batch: None,
            shards: None,
            replicas: None,
        }),
        _ => Err("write it as `https://search.example.org/archive`".to_owned()),
    }
}

/// Reads a probability.
fn confidence(text: &str) -> Result<f64, String> {
    let given = text.parse().ok();
    given
        .filter(|given| (0.0..=1.0).contains(given))
        .ok_or_else(|| "a confidence is a number from 0.0 to 1.0, such as 0.8".to_owned())
}

/// Reads one of the names of `names`, which help and completions list.
pub(super) fn named<T>(
    names: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> + use<T>
where
    T: FromStr<Err = String> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names.iter().map(|(name, _)| *name))
        .try_map(|name| T::from_str(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(
        formats: &[Format],
        files: &[&str],
    ) -> anyhow::Result<Vec<(Format, Option<PathBuf>)>> {
        OutputArgs {
            format: formats.to_vec(),
            output: files.iter().map(PathBuf::from).collect(),
            ..OutputArgs::default()
        }
        .targets()
    }

    #[test]
    fn files_belong_to_formats_in_their_order() {
        let file = |name: &str| Some(PathBuf::from(name));
        assert_eq!(targets(&[], &[]).unwrap(), [(Format::Text, None)]);
        assert_eq!(targets(&[], &["a"]).unwrap(), [(Format::Text, file("a"))]);
        assert_eq!(
            targets(&[Format::Sarif, Format::Text], &["a"]).unwrap(),
            [(Format::Sarif, file("a")), (Format::Text, None)]
        );
        assert_eq!(
            targets(&[Format::Text, Format::Html], &["-", "b"]).unwrap(),
            [(Format::Text, None), (Format::Html, file("b"))]
        );
    }

    #[test]
    fn two_formats_cannot_share_standard_output() {
        assert!(targets(&[Format::Text, Format::Json], &[]).is_err());
        assert!(targets(&[Format::Text], &["a", "b"]).is_err());
    }
}
