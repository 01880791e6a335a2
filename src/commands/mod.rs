//! The command line: one file per subcommand, and what they share.
//!
//! The edge of the program: it may know everything, nothing may know it. Results go to the
//! writer that `run` is given (standard output), messages and progress to standard error.

mod arguments;
mod baseline;
mod check;
mod claim;
mod completions;
mod config;
mod deciding;
mod eval;
mod explain;
mod facts;
mod fixing;
mod gate;
mod index;
mod init;
mod lock;
mod lsp;
mod model;
mod opening;
mod outlet;
mod printed;
mod progress;
mod replacing;
mod review;
mod rule;
mod rules;
mod schema;
mod search;
mod serve;
mod sign_off;
mod text;
mod watch;

use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use outlet::Outlet;

/// How a command ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// Nothing at or above the fail level.
    Clean,
    /// Findings at or above the fail level.
    Findings,
    /// The job could not be done.
    Failed,
}

impl From<ExitStatus> for u8 {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Failed => 2,
        }
    }
}

/// Check every claim of a draft against a folder of sources.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts: claims, quotations and citations.
    Check(check::Args),
    /// Work through drafts on a page in the browser.
    Review(review::Args),
    /// Check one claim from the command line.
    Claim(claim::Args),
    /// Find passages in the sources.
    Search(search::Args),
    /// Record that you have checked a sentence against its source.
    SignOff(sign_off::Args),
    /// Record that a finding may stand.
    Rule(rule::Args),
    /// List the rules.
    Rules(rules::Args),
    /// Explain a rule.
    Explain(explain::Args),
    /// Look at a repository and write a configuration for it.
    Init(init::Args),
    /// Print the configuration that holds, and where it comes from.
    Config(config::Args),
    /// Build or update the index of the sources.
    Index(index::Args),
    /// Print what is read in a file.
    Text(text::Args),
    /// Print the quantities, dates, names and negations seen in a text.
    Facts(facts::Args),
    /// Write down what every claim rests on, so that it can be checked without the sources.
    Lock(lock::Args),
    /// Record the findings there are, so that only new ones count.
    Baseline(baseline::Args),
    /// Check drafts in an editor, while they are written (a language server).
    Lsp(lsp::Args),
    /// Check drafts for other programs, over HTTP.
    Serve(serve::Args),
    /// Try a model: what it reads, how fast it is, and whether it answers simple pairs rightly.
    Model(model::Args),
    /// Measure the verdicts on a file of labelled claims.
    Eval(eval::Args),
    /// Print the JSON Schema of an output or of the configuration.
    Schema(schema::Args),
    /// Print the completions for a shell.
    Completions(completions::Args),
    /// Print the man page.
    Man,
    /// Read one file for another process of this program.
    #[command(name = crate::document::COMMAND, hide = true)]
    ReadOneFile {
        /// The format of the file, which is on standard input.
        format: String,
    },
    /// Answer for a model, for another process of this program.
    #[command(name = crate::entailment::COMMAND, hide = true)]
    AnswerPairs {
        /// The folder of the model.
        folder: PathBuf,
    },
}

/// Runs the command that `cli` names, writing its results to `out`.
///
/// # Errors
/// When the job could not be done; the message says what happened, where, and what to do.
pub fn run(cli: Cli, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    match cli.command {
        Command::Check(args) => check::run(&args, out),
        Command::Claim(args) => claim::run(&args, out),
        Command::Search(args) => search::run(&args, out),
        Command::Serve(args) => serve::run(&args),
        Command::Text(args) => text::run(&args, out),
        Command::Facts(args) => facts::run(&args, out),
        Command::Eval(args) => eval::run(&args, out),
        Command::Model(args) => model::run(&args, out),
        Command::Index(args) => index::run(&args, out),
        Command::Init(args) => init::run(&args, out),
        Command::Lsp(args) => lsp::run(&args),
        Command::Lock(args) => lock::run(&args, out),
        Command::Baseline(args) => baseline::run(&args, out),
        Command::Review(args) => review::run(&args, out),
        Command::Rule(args) => rule::run(&args, out),
        Command::SignOff(args) => sign_off::run(&args, out),
        Command::Rules(args) => rules::run(&args, out),
        Command::Explain(args) => explain::run(&args, out),
        Command::Config(args) => config::run(&args, out),
        Command::Schema(args) => schema::run(&args, out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man => completions::man(out),
        Command::ReadOneFile { format } => {
            crate::document::serve(&format, out)?;
            Ok(ExitStatus::Clean)
        }
        Command::AnswerPairs { folder } => {
            crate::entailment::serve(&folder, out)?;
            Ok(ExitStatus::Clean)
        }
    }
}
