//! `ibid explain`.

use std::io::Write;

use super::ExitStatus;
use crate::report::{Rule, RuleInfo};

const EXAMPLE: &str = "\
Example:
  $ ibid explain misquote";

/// Arguments of `ibid explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// Name of the rule, as findings and `ibid rules` give it.
    #[arg(value_name = "RULE")]
    rule: String,
}

/// Explains a rule.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let rule: Rule = args
        .rule
        .parse()
        .map_err(|error| anyhow::anyhow!("{error} (`ibid rules` lists them all)"))?;
    explain(rule.info(), out)?;
    Ok(ExitStatus::Clean)
}

fn explain(info: &RuleInfo, out: &mut dyn Write) -> std::io::Result<()> {
    let (name, level) = (info.name, info.level.name());
    writeln!(out, "{name} ({level} by default)\n")?;
    writeln!(out, "{}.\n", info.summary)?;
    writeln!(out, "{}\n", info.meaning)?;
    writeln!(out, "Fails:\n{}\n", indented(info.fails))?;
    writeln!(out, "Passes:\n{}\n", indented(info.passes))?;
    writeln!(out, "To mend it: {}\n", info.mend)?;
    writeln!(
        out,
        "To waive one finding, put the decision on the line before it:\n  \
         <!-- ibid-waive-next-line {name} reason=\"…\" by=… until=2027-01-31 -->\n\
         To set its level for all drafts, in ibid.toml:\n  [rules]\n  {name} = \"off\""
    )
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
