//! `ibid lsp`: a language server, so that an editor shows what a check finds while one writes.
//!
//! `transport` moves messages, `server` talks with the client and knows its open drafts (`buffer`),
//! `worker` checks them on a thread of its own, and `shown`, `actions` and `waiving` turn what it
//! found into what the protocol has for it. Standard output carries messages and nothing else.

mod actions;
mod buffer;
mod capabilities;
mod client;
mod hearing;
mod server;
mod settings;
mod shown;
mod source_place;
mod transport;
mod units;
mod waiving;
mod worker;

use std::thread;

use crossbeam_channel::unbounded;

use super::ExitStatus;
use super::arguments::{ConfigArgs, ModelArgs, SourceArgs, named};
use crate::config::ConfigChoice;
use crate::report::Level;
use crate::wording::Locale;

use hearing::Hearing;
use server::Server;
use settings::Settings;
use transport::Outbox;
use worker::Worker;

/// Arguments of `ibid lsp`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An editor starts it and talks to it over standard input and output. \
                  docs/editors.md has the settings of several editors."
)]
pub(super) struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    /// Language of what the editor shows.
    #[arg(long, help_heading = "Editor", value_name = "LANGUAGE", value_parser = named(&Locale::NAMES))]
    language: Option<Locale>,
    /// Your name, for the decisions that you record in the editor: rulings and sign-offs.
    #[arg(long, help_heading = "Editor", value_name = "NAME")]
    by: Option<String>,
    /// Show errors and warnings only.
    #[arg(long, short, help_heading = "Editor")]
    quiet: bool,
    /// Talk over standard input and output. Nothing else is known; the option is there for clients
    /// that give it to every server.
    #[arg(long, hide = true)]
    stdio: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Talks with an editor until it leaves.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let settings = Settings {
        choice: match (&args.config.config, args.config.no_config) {
            (Some(file), _) => ConfigChoice::File(file.clone()),
            (None, true) => ConfigChoice::None,
            (None, false) => ConfigChoice::Nearest,
        },
        sources: args.sources.clone(),
        model: args.model.clone(),
        language: args.language,
    };
    let (outbox, writer) = Outbox::open();
    let (jobs, asked) = unbounded();
    let (events, heard) = unbounded();
    let hearing = Hearing::new(outbox.clone());
    let worker = Worker::new(settings, hearing.clone(), events);
    thread::spawn(move || worker.run(&asked));
    let least = if args.quiet {
        Level::Warning
    } else {
        Level::Note
    };
    let by = args.by.as_deref().unwrap_or_default().trim().to_owned();
    let server = Server::new(outbox.clone(), hearing, jobs, by, least);
    let announced = server.run(&transport::inbox(), &heard);
    outbox.close();
    // A writer that broke off has told all that it could.
    let _ = writer.join();
    anyhow::ensure!(announced, "the editor left without `shutdown`");
    Ok(ExitStatus::Clean)
}
