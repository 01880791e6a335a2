//! `ibid claim`: one claim from the command line.

use std::io::Write;

use super::arguments::{ConfigArgs, GateArgs, ModelArgs, OutputArgs, SourceArgs};
use super::opening::{open_corpus_to_judge, tell_after_judging};
use super::progress::Teller;
use super::{ExitStatus, gate};
use crate::check::{DraftFile, ReadDraft, check};

/// What a claim from the command line is called in output.
const NAME: &str = "<claim>";

/// Arguments of `ibid claim`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid claim \"MINUSMA had 13,000 troops in 2021\" --sources sources/"
)]
pub(super) struct Args {
    /// The claim, in one or more sentences.
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs `ibid claim`.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    anyhow::ensure!(
        args.text.contains(char::is_alphanumeric),
        "the claim has no words"
    );
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    args.gate.apply(&mut config);
    args.output.apply(&mut config);
    let teller = Teller::new();
    let corpus = open_corpus_to_judge(&teller, &config, &[])?;
    let claim = ReadDraft::of(&DraftFile {
        name: NAME.to_owned(),
        path: NAME.into(),
        bytes: args.text.clone().into_bytes(),
    })?;
    let mut report = check(&config, &corpus, &[claim])?;
    gate::soften(&mut report, &config);
    tell_after_judging(&teller, &corpus);
    let no_draft = |_| -> anyhow::Result<Vec<u8>> {
        anyhow::bail!("one claim is no Word file that could have comments")
    };
    args.output.write(&report, &config, &no_draft, out)?;
    Ok(if config.fail_on.fails_report(&report) {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}
