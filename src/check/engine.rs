//! The search engine that a configuration names: where it is, and with what it is entered.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::corpus::project;
use crate::cluster::{Cluster, Credentials, Settings};
use crate::config::{Config, EngineChoice, EngineTable, Origin};
use crate::files::{self, MOST_OF_SETTINGS};

/// How many seconds an answer is waited for.
const USUAL_PATIENCE: u32 = 60;
/// How many kibibytes one request that fills an engine has, at most.
const USUAL_BATCH: u32 = 4096;

/// The engine that `config` names; `None` where passages are indexed here. It is not talked to yet.
///
/// # Errors
/// When the settings are wrong, or the environment's credentials are not for it.
pub(super) fn cluster(config: &Config) -> anyhow::Result<Option<Arc<Cluster>>> {
    let EngineChoice::Servers(table) = &config.engine else {
        return Ok(None);
    };
    let credentials = Credentials::given(|name| std::env::var(name).ok())?;
    let settings = Settings {
        url: table.url.clone(),
        index: table.index.clone(),
        ca: certificates(config, table)?,
        patience: Duration::from_secs(
            table
                .timeout
                .map_or(USUAL_PATIENCE, |seconds| seconds.get())
                .into(),
        ),
        batch_bytes: table.batch.map_or(USUAL_BATCH, |kibibytes| kibibytes.get()) as usize * 1024,
        shards: table.shards.map(|shards| shards.get()),
        replicas: table.replicas,
    };
    Ok(Some(Arc::new(Cluster::new(settings, credentials)?)))
}

/// The certificates of who vouches for the engine, where a file is named. One of the project must be
/// in it, and where the settings are those of a revision, as it was there.
fn certificates(config: &Config, table: &EngineTable) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(name) = &table.ca else {
        return Ok(None);
    };
    let path = config.root.join(name);
    let unread = || format!("the certificates {} are not read", path.display());
    if config.origin("engine") != Origin::Argument && !Path::new(name).is_absolute() {
        let admitted = project(config).admit(&path).map_err(anyhow::Error::msg);
        admitted.with_context(unread)?;
        if let Some(revision) = &config.pinned {
            ensure!(
                revision.has_unchanged(std::slice::from_ref(&path))?,
                "{} is not as it is at {}",
                path.display(),
                revision.name()
            );
        }
    }
    files::read(&path, MOST_OF_SETTINGS)
        .map(Some)
        .with_context(unread)
}
