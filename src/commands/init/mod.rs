//! `ibid init`: a configuration that works at once, from what lies in the repository.

mod dialect;
mod survey;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{ExitStatus, replacing};
use crate::config::{FILE_NAME, Starting};
use crate::report::sanitize;

use survey::Survey;

const EXAMPLE: &str = "\
Example:
  $ cd reports && ibid init
  drafts: 3 files in claims/
  sources: 5 files in corpus/
  bibliographies: none found
  wrote ./ibid.toml
  next: `ibid check`";

/// Arguments of `ibid init`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The folder to look at, which the configuration is written to.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

/// Looks at the folder, says what it found and writes a commented configuration for it; never over
/// an existing one.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let survey = Survey::of(&args.folder);
    let path = args.folder.join(FILE_NAME);
    write_new(&path, &starting(&survey).to_toml())?;
    tell_what_was_found(&survey, out)?;
    writeln!(out, "wrote {}", path.display())?;
    tell_what_comes_next(&survey, out)?;
    Ok(ExitStatus::Clean)
}

/// The configuration for what was found; where there are no drafts, it names the folder to put
/// them in.
fn starting(survey: &Survey) -> Starting {
    let drafts = match survey.draft_paths.is_empty() {
        true => vec!["claims/".to_owned()],
        false => survey.draft_paths.clone(),
    };
    Starting {
        sources: survey.source_paths.clone(),
        bibliography: survey.bibliographies.clone(),
        drafts,
        left_out: survey.left_out.clone(),
        is_published: survey.dialect.is_some(),
    }
}

fn tell_what_was_found(survey: &Survey, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some((dialect, marker)) = &survey.dialect {
        let marker = sanitize::line(marker);
        writeln!(out, "repository: {} ({marker})", dialect.name)?;
    }
    let drafts = files_in(survey.drafts, &survey.draft_paths);
    writeln!(out, "drafts: {drafts}")?;
    let sources = files_in(survey.sources, &survey.source_paths);
    writeln!(out, "sources: {sources}")?;
    let bibliographies = listed(&survey.bibliographies);
    writeln!(out, "bibliographies: {bibliographies}")
}

fn tell_what_comes_next(survey: &Survey, out: &mut dyn Write) -> std::io::Result<()> {
    if survey.drafts == 0 {
        return writeln!(
            out,
            "next: put drafts (Markdown, LaTeX, HTML or text, say) into `claims/`, or name your own under \
             `[drafts]` in {FILE_NAME}"
        );
    }
    if survey.sources == 0 {
        writeln!(
            out,
            "There are no texts to check against, so ibid checks the citations only. To check \
             claims and quotations too, put the texts that the drafts cite (text, Markdown or HTML \
             files) into a folder such as `sources/`, and name it under `[sources]` in {FILE_NAME}."
        )?;
    }
    writeln!(out, "next: `ibid check`")
}

/// `3 files in claims/`, or that there is none.
fn files_in(count: usize, paths: &[String]) -> String {
    match count {
        0 => "none found".to_owned(),
        1 => format!("1 file in {}", listed(paths)),
        _ => format!("{count} files in {}", listed(paths)),
    }
}

fn listed(paths: &[String]) -> String {
    match paths.is_empty() {
        true => "none found".to_owned(),
        false => sanitize::line(&paths.join(", ")).into_owned(),
    }
}

fn write_new(path: &Path, content: &str) -> anyhow::Result<()> {
    replacing::create(path, content.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!(
            "{} is there already; remove it first to start anew",
            path.display()
        ),
        _ => anyhow::Error::new(error).context(format!("{} cannot be written", path.display())),
    })
}
