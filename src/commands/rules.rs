//! `ibid rules`.

mod verdicts;

use std::io::Write;

use super::ExitStatus;
use super::arguments::ConfigArgs;
use crate::report::RULES;

const EXAMPLE: &str = "\
Example:
  $ ibid rules
  refuted    error    A source says something that excludes the claim
  …";

/// Arguments of `ibid rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// Print every rule in full, as a page in Markdown.
    #[arg(long)]
    markdown: bool,
    /// Print how verdicts are reached, with the rules and numbers of the judge, as a page in Markdown.
    #[arg(long, conflicts_with = "markdown")]
    verdicts: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Lists the rules, each with the level it has by the configuration.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    if args.markdown {
        page(out)?;
        return Ok(ExitStatus::Clean);
    }
    if args.verdicts {
        verdicts::page(out)?;
        return Ok(ExitStatus::Clean);
    }
    let config = args.config.load()?;
    let width = RULES.iter().map(|info| info.name.len()).max().unwrap_or(0);
    for info in &RULES {
        let level = config.level(info.rule, "").name();
        writeln!(out, "{:width$}  {level:7}  {}", info.name, info.summary)?;
    }
    Ok(ExitStatus::Clean)
}

fn page(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "# Rules\n")?;
    writeln!(
        out,
        "Every finding has a rule. The levels below hold unless the [configuration](configuration.md) \
         sets another;\na single finding can be waived by a [ruling](rulings.md). `ibid rules` lists \
         them, `ibid explain RULE` prints one."
    )?;
    for info in &RULES {
        writeln!(out, "\n## `{}` ({})\n", info.name, info.level.name())?;
        writeln!(out, "{}. {}\n", info.summary, info.meaning)?;
        writeln!(out, "Fails:\n\n{}\n", block(info.fails))?;
        writeln!(out, "Passes:\n\n{}\n", block(info.passes))?;
        writeln!(out, "To mend it: {}", info.mend)?;
    }
    Ok(())
}

/// `text` as an indented code block.
fn block(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}
