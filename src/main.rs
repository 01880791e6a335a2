//! Parses the arguments, runs the command, and turns its result into an exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use ibid::commands::{self, Cli, ExitStatus};
use ibid::report::sanitize;

fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        ibid::document::isolate(program.clone());
        ibid::entailment::isolate(program);
    }
    let cli = Cli::parse();
    let mut out = anstream::AutoStream::auto(std::io::stdout());
    let result = commands::run(cli, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    let status = match result {
        Ok(status) => status,
        Err(error) if is_broken_pipe(&error) => ExitStatus::Clean,
        Err(error) => {
            let message = format!("{error:#}");
            let _ = writeln!(anstream::stderr(), "ibid: {}", sanitize::line(&message));
            ExitStatus::Failed
        }
    };
    ExitCode::from(u8::from(status))
}

/// Whether the reader of our output went away, which is no failure of ours.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
