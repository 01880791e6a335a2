//! `ibid sign-off`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};

use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::{ExitStatus, deciding, gate};
use crate::judge::Stance;
use crate::report::{CitationReport, ClaimReport};
use crate::rulings::{Decision, SignOff};

const EXAMPLE: &str = "\
Example:
  $ ibid sign-off reports/q3.md:12 --by \"A. K.\"
  signed off reports/q3.md:12:1, checked against corpus/harbour.txt, line 3";

/// Arguments of `ibid sign-off`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The sentence that you have checked: `DRAFT:LINE`. Every sentence that begins on the line is
    /// signed off.
    #[arg(value_name = "PLACE", value_parser = deciding::place)]
    place: (PathBuf, usize),
    /// Who has checked it.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The source that you have checked it against, where ibid cites several. Without it, the first
    /// that supports the sentence.
    #[arg(long, value_name = "SOURCE")]
    against: Option<String>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Records that a person has checked the sentences of a line.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    ensure!(!args.by.trim().is_empty(), "a sign-off needs a name");
    let (path, line) = &args.place;
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    config.set_drafts(&[deciding::typed_or_shown(path, &config)]);
    let report = gate::report(&config)?;
    let mut sign_offs = Vec::new();
    for draft in &report.drafts {
        let claims = draft.claims.iter();
        for claim in claims.filter(|claim| claim.place.line == *line) {
            let citation = passage(claim, args.against.as_deref()).with_context(|| {
                format!(
                    "ibid cites no such passage for \u{201c}{}\u{201d}; `ibid review` finds others",
                    claim.text
                )
            })?;
            let on = gate::today(&config);
            let sign_off = SignOff::of(&draft.path, claim, citation.into(), &args.by, on);
            sign_offs.push((sign_off, claim.place.column));
        }
    }
    ensure!(
        !sign_offs.is_empty(),
        "no claim begins on line {line} of {}",
        path.display()
    );
    let decisions = sign_offs.iter();
    let decisions = decisions.map(|(sign_off, _)| Decision::SignOff(sign_off.clone()));
    deciding::record(&config, &decisions.collect::<Vec<_>>())?;
    for (it, column) in sign_offs {
        let (draft, source, place) = (it.draft, it.source, it.place);
        writeln!(
            out,
            "signed off {draft}:{line}:{column}, checked against {source}, {place}"
        )?;
    }
    Ok(ExitStatus::Clean)
}

/// The passage that a claim is checked against: of the source that was named, or the first that
/// supports it.
fn passage<'a>(claim: &'a ClaimReport, against: Option<&str>) -> Option<&'a CitationReport> {
    let mut citations = claim.citations.iter();
    match against {
        Some(source) => citations.find(|it| it.source == source),
        None => citations.find(|it| it.stance == Stance::Supports),
    }
}
