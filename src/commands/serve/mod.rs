//! `ibid serve`: checks as an HTTP interface, for a content system.
//!
//! `answers` has what is asked and given as types, `openapi` describes them, `engine` holds the open
//! sources and checks, `api` has the routes, `metrics` counts. The ground they stand on is
//! `local_server`.

mod answers;
mod api;
mod engine;
mod metrics;
pub(super) mod openapi;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::ExitStatus;
use super::arguments::{ConfigArgs, ModelArgs, SourceArgs};
use super::opening::warn;
use crate::files::{self, MOST_OF_SETTINGS};
use crate::local_server::{Door, Limits, addressed_to, limited, serve};

use api::{App, Load, routes};
use engine::Engine;
use metrics::Metrics;

/// The environment variable of the token.
const TOKEN: &str = "IBID_TOKEN";

/// Arguments of `ibid serve`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ibid serve --sources archive/ --port 8414\n  \
                  curl -s localhost:8414/v1/check -H 'Content-Type: application/json' \\\n    \
                  -d '{\"text\": \"MINUSMA had 13,000 troops in 2021.\"}'"
)]
pub(super) struct Args {
    /// Listen at this address. Any but this machine's own needs a token.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Listen at this port; 0 takes any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 8414)]
    port: u16,
    /// Ask for the token in this file, or else in the environment variable `IBID_TOKEN`, where it is
    /// set.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// How many requests are worked on at once [default: one for each core].
    #[arg(long, value_name = "NUMBER")]
    running: Option<NonZero<u16>>,
    /// How many requests may wait besides; more are refused (429).
    #[arg(long, value_name = "NUMBER", default_value_t = 16)]
    waiting: u16,
    /// How many seconds an answer may take.
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    timeout: NonZero<u16>,
    /// How many kibibytes a request may send.
    #[arg(long, value_name = "KIB", default_value = "1024")]
    largest: NonZero<u32>,
    #[command(flatten)]
    sources: SourceArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Serves until it is told to end.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let token = args.token()?;
    ensure!(
        args.host.is_loopback() || token.is_some(),
        "whoever reaches {} could use the server: set a token (`--token-file FILE`), or listen at \
         127.0.0.1",
        args.host
    );
    let mut config = args.config.load()?;
    args.sources.apply(&mut config);
    args.model.apply(&mut config);
    let door = Door::open(SocketAddr::new(args.host, args.port))?;
    let engine = Arc::new(Engine::open(config)?);
    let metrics = Arc::new(Metrics::new());
    let counting = Arc::clone(&metrics);
    let watched = engine::keep_in_step(&engine, move |done| counting.refreshed(done));
    if let Err(error) = &watched {
        warn(&format!(
            "{error:#}; changed sources are noticed when the server starts again"
        ));
    }
    let patience = Duration::from_secs(args.timeout.get().into());
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let load = Load {
        running: args
            .running
            .map_or(cores, |running| usize::from(running.get())),
        waiting: args.waiting.into(),
        patience,
    };
    let address = door.address();
    let has_token = token.is_some();
    let app = routes(App::new(Arc::clone(&engine), metrics, token, load));
    let limits = Limits {
        body: args.largest.get() as usize * 1024,
        // The routes keep to the time themselves; this is for a body that is sent too slowly.
        time: patience + Duration::from_secs(10),
    };
    let app = limited(limits, app);
    // A token keeps out pages of other sites, who do not know it.
    let app = match has_token {
        true => app,
        false => addressed_to(address, app),
    };
    warn(&format!("listening at http://{address}; Ctrl-C ends"));
    serve(door, app)?;
    Ok(ExitStatus::Clean)
}

impl Args {
    /// The token that is asked for, if any is.
    fn token(&self) -> anyhow::Result<Option<String>> {
        let token = match &self.token_file {
            Some(path) => {
                let read = files::read_text(path, MOST_OF_SETTINGS);
                let path = path.display();
                Some(read.with_context(|| format!("the token in {path} cannot be read"))?)
            }
            None => std::env::var(TOKEN).ok(),
        };
        let token = token.map(|token| token.trim().to_owned());
        ensure!(
            token.as_ref().is_none_or(|token| token.len() >= 16),
            "the token is too short to keep anybody out: it has 16 characters at least"
        );
        Ok(token)
    }
}
