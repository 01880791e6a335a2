//! `ibid rule`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::ensure;

use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::{ExitStatus, deciding, gate};
use crate::report::{Finding, Report, Rule};
use crate::rulings::{Decision, RULINGS_FILE, Ruling};

const EXAMPLE: &str = "\
Example:
  $ ibid rule refuted reports/q3.md:12 --by ak --reason \"the source counts another year\"
  wrote ibid.rulings.toml: refuted at reports/q3.md:12:1";

/// Arguments of `ibid rule`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The rule whose finding may stand.
    #[arg(value_name = "RULE", value_parser = |name: &str| name.parse::<Rule>())]
    rule: Rule,
    /// Where the finding is: `DRAFT:LINE`, as findings show it.
    #[arg(value_name = "PLACE", value_parser = deciding::place)]
    place: (PathBuf, usize),
    /// Why it may stand.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Whose decision it is.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The last day the ruling holds.
    #[arg(long, value_name = "DATE")]
    until: Option<jiff::civil::Date>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Writes a ruling on the findings of a rule on a line.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    ensure!(!args.reason.trim().is_empty(), "a ruling needs a reason");
    ensure!(!args.by.trim().is_empty(), "a ruling needs a name");
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    config.set_drafts(&[deciding::typed_or_shown(&args.place.0, &config)]);
    let report = gate::report(&config)?;
    let found = findings(&report, args.rule, args.place.1);
    ensure!(
        !found.is_empty(),
        "there is no finding of `{}` on line {} of {}",
        args.rule,
        args.place.1,
        args.place.0.display()
    );
    let decisions = found.iter().map(|(draft, words, finding)| {
        let ruling = Ruling::of(draft, finding, &args.reason, &args.by, args.until);
        Decision::Ruling(ruling, words.clone())
    });
    deciding::record(&config, &decisions.collect::<Vec<_>>())?;
    for (draft, _, finding) in found {
        let (line, column) = (finding.place.line, finding.place.column);
        let rule = finding.rule;
        writeln!(
            out,
            "wrote {RULINGS_FILE}: {rule} at {draft}:{line}:{column}"
        )?;
    }
    Ok(ExitStatus::Clean)
}

/// The findings of `rule` on `line` that nothing waives, with their drafts and words.
fn findings(report: &Report, rule: Rule, line: usize) -> Vec<(&str, String, &Finding)> {
    let mut found = Vec::new();
    for draft in &report.drafts {
        for finding in &draft.findings {
            let place = &finding.place;
            let here = (place.line..=place.end_line).contains(&line);
            if finding.rule == rule && here && finding.waived.is_none() {
                let mut claims = draft.claims.iter();
                let claim = claims.find(|claim| claim.place == *place);
                let words =
                    claim.map_or_else(|| finding.message.to_string(), |claim| claim.text.clone());
                found.push((draft.path.as_str(), words, finding));
            }
        }
    }
    found
}
