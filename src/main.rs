//! Parses the arguments, runs the command, and turns its result into an exit code.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use ibid::commands::{self, Cli, ExitStatus, Outlet};
use ibid::report::sanitize;

fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        ibid::document::isolate(program.clone());
        ibid::entailment::isolate(program);
    }
    let cli = Cli::parse();
    let mut out = Outlet::new(anstream::AutoStream::auto(std::io::stdout()));
    let result = commands::run(cli, &mut out).and_then(|status| match out.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(status),
    });
    let status = result.unwrap_or_else(|error| {
        let message = format!("{error:#}");
        let _ = writeln!(anstream::stderr(), "ibid: {}", sanitize::line(&message));
        ExitStatus::Failed
    });
    ExitCode::from(u8::from(status))
}
