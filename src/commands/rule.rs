//! `ibid rule`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::ensure;

use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::{ExitStatus, gate, replacing};
use crate::check::base;
use crate::config::Config;
use crate::report::{Finding, Place, Report, Rule};
use crate::rulings::{RULINGS_FILE, Ruling, Target, append, evidence_fingerprint};

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
    #[arg(value_name = "PLACE", value_parser = place)]
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

/// Reads `DRAFT:LINE`, perhaps with a column, which says no more.
fn place(text: &str) -> Result<(PathBuf, usize), String> {
    let mut parts: Vec<&str> = text.split(':').collect();
    let number = |text: Option<&&str>| text.and_then(|text| text.parse::<usize>().ok());
    if parts.len() > 2 && number(parts.get(parts.len() - 2)).is_some() {
        parts.pop();
    }
    match (number(parts.last()), parts.len()) {
        (Some(line), 2..) => Ok((parts[..parts.len() - 1].join(":").into(), line)),
        _ => Err("a place is written DRAFT:LINE, such as reports/q3.md:12".to_owned()),
    }
}

/// Writes a ruling on the findings of a rule on a line.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    ensure!(!args.reason.trim().is_empty(), "a ruling needs a reason");
    ensure!(!args.by.trim().is_empty(), "a ruling needs a name");
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    config.set_drafts(&[typed_or_shown(&args.place.0, &config)]);
    let report = gate::report(&config)?;
    let found = findings(&report, args.rule, args.place.1);
    ensure!(
        !found.is_empty(),
        "there is no finding of `{}` on line {} of {}",
        args.rule,
        args.place.1,
        args.place.0.display()
    );
    let path = config.root.join(RULINGS_FILE);
    let mut text = config.setting(&path)?.unwrap_or_default();
    for (draft, words, finding) in &found {
        let ruling = Ruling {
            rules: vec![args.rule],
            target: Target::Finding {
                draft: (*draft).to_owned(),
                finding: finding.fingerprint.clone(),
                evidence: evidence_fingerprint(finding),
            },
            reason: args.reason.trim().to_owned(),
            by: args.by.trim().to_owned(),
            until: args.until,
            written_in: RULINGS_FILE.to_owned(),
            written_at: Place::WHOLE_FILE,
        };
        text = append(&text, words, &ruling);
    }
    replacing::replace(&path, text.as_bytes())?;
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

/// The draft at `path` as it was typed, or else as findings show it: from the configuration's
/// folder.
fn typed_or_shown(path: &Path, config: &Config) -> PathBuf {
    let shown = base(config).join(path);
    match !path.exists() && shown.exists() {
        true => shown,
        false => path.to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_draft_and_a_line() {
        assert_eq!(place("a/b.md:12"), Ok(("a/b.md".into(), 12)));
        assert_eq!(place("a/b.md:12:7"), Ok(("a/b.md".into(), 12)));
        assert_eq!(place("odd:name.md:12"), Ok(("odd:name.md".into(), 12)));
        assert!(place("a/b.md").is_err());
        assert!(place("12").is_err());
    }
}
