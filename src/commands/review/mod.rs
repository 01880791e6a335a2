//! `ibid review`: a page on this machine for working through drafts.
//!
//! The page is made here and shows what [`desk::Desk`] holds: the report, and what was decided. An
//! order from it changes files, the files are checked again, and every open page is told.

mod desk;
mod editing;
mod hearing;
mod orders;
mod routes;
mod sources;
mod unwritten;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use super::ExitStatus;
use super::arguments::{ConfigArgs, ModelArgs, SourceArgs, named};
use super::opening::warn;
use super::watch::Watch;
use crate::config::Config;
use crate::local_server::{Door, random_token, serve};
use crate::wording::Locale;

use desk::Desk;
use routes::{News, Shared};
use unwritten::Unwritten;

/// Arguments of `ibid review`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example:\n  ibid review report.md --sources sources/ --by \"A. K.\"")]
pub(super) struct Args {
    /// Drafts to work through: files, folders or globs. Without any, the drafts that the
    /// configuration names.
    #[arg(value_name = "DRAFT")]
    drafts: Vec<PathBuf>,
    /// Your name, for what you sign off and waive. The page asks where it is missing.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    by: String,
    /// The port that the page is served at, on this machine alone; 0 takes any that is free.
    #[arg(long, value_name = "PORT", default_value = "0")]
    port: u16,
    /// Language of the page.
    #[arg(long, value_name = "LANGUAGE", value_parser = named(&Locale::NAMES))]
    language: Option<Locale>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

impl Args {
    /// The configuration that holds.
    ///
    /// # Errors
    /// As [`ConfigArgs::load`].
    fn config(&self) -> anyhow::Result<Config> {
        let mut config = self.config.load()?;
        if !self.drafts.is_empty() {
            config.set_drafts(&self.drafts);
        }
        self.sources.apply(&mut config);
        self.model.apply(&mut config);
        if let Some(language) = self.language {
            config.set_language(language);
        }
        Ok(config)
    }
}

/// Serves the page until it is interrupted.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitStatus> {
    let door = Door::open(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port))?;
    let news = Arc::new(News::new());
    let desk = Desk::open(args, Arc::clone(&news))?;
    let watch = Watch::of(desk.config())?;
    let token = random_token()?;
    let shared = Arc::new(Shared {
        desk: Mutex::new(desk),
        news,
        token: token.clone(),
        unwritten: Unwritten::default(),
    });
    let listening = Arc::clone(&shared);
    thread::spawn(move || {
        if let Err(error) = listen(watch, &listening) {
            warn(&format!("{error:#}; changes on disk are not seen any more"));
        }
    });
    let address = door.address();
    writeln!(out, "http://{address}/{token}/")?;
    out.flush()?;
    warn("open this address in a browser; Ctrl-C ends");
    serve(door, routes::routes(address, shared))?;
    Ok(ExitStatus::Clean)
}

/// Checks again whenever something changes on disk.
fn listen(mut watch: Watch, shared: &Shared) -> anyhow::Result<()> {
    loop {
        let changed = watch.changed()?;
        if changed.is_empty() {
            continue;
        }
        shared.news.working();
        let mut desk = shared.desk();
        let is_cut = watch.is_cut_by(&changed);
        let of_sources = changed.iter().any(|path| watch.is_of_sources(path));
        if desk.take_in(is_cut || of_sources) || is_cut {
            watch = Watch::of(desk.config())?;
        }
        desk.check();
        shared.news.changed(desk.version());
    }
}
