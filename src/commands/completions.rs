//! `ibid completions` and `ibid man`: what packagers install beside the program.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, ExitStatus};

/// Arguments of `ibid completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completions for a shell.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "ibid", &mut script);
    out.write_all(&script)?;
    Ok(ExitStatus::Clean)
}

/// Prints the man page of the program, followed by those of its commands.
pub(super) fn man(out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let command = Cli::command().disable_help_subcommand(true);
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let name = format!("ibid-{}", subcommand.get_name());
        clap_mangen::Man::new(subcommand.clone().name(name)).render(&mut page)?;
    }
    out.write_all(&page)?;
    Ok(ExitStatus::Clean)
}
