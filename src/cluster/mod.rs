//! A search engine on servers of its own: OpenSearch, Elasticsearch or Quickwit, by what their HTTP
//! interfaces have in common.
//!
//! Knows nothing of sources, passages or retrieval: it keeps entries of words under names, and finds
//! those that have some of the words. Nothing but the configured address is talked to: no redirect is
//! followed, and no proxy that the environment names is used. Whatever is not a whole and sound answer
//! is an error; a part of the data that did not answer is never taken for one that has nothing.

mod answer;
mod credentials;
mod entry;
mod http;
mod kind;
mod query;
mod settings;

use std::sync::OnceLock;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

use answer::Item;
pub use credentials::Credentials;
pub use entry::{Entry, Kept};
use http::{Http, Step};
use kind::Kind;
pub use query::{Query, Word};
pub use settings::Settings;

use crate::server_client::beginning;

/// The most searches of one request.
const MOST_SEARCHES: usize = 64;
/// The most passages that the searches of one request may bring.
const MOST_HITS: usize = 2048;
/// The most bytes of one request of searches: Quickwit takes no more than a mebibyte.
const MOST_SEARCH_BYTES: usize = 512 << 10;

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many entries there are, where [`Query::only_counts`].
    pub total: u64,
    /// The best entries, best first, with scores that are good for ranking only.
    pub hits: Vec<(f32, Kept)>,
}

/// What requests have cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests, those that were sent again included.
    pub requests: u64,
    /// Bytes of bodies that were sent.
    pub sent: u64,
    /// Bytes of bodies that came back.
    pub received: u64,
}

/// An engine on servers of its own.
pub struct Cluster {
    http: Http,
    settings: Settings,
    kind: OnceLock<Kind>,
}

impl Cluster {
    /// The engine of `settings`, entered with `credentials`; it is not talked to yet.
    ///
    /// # Errors
    /// When the settings are not those of an engine, or the credentials are not for it; the message
    /// says what to write.
    pub fn new(settings: Settings, credentials: Credentials) -> anyhow::Result<Self> {
        settings.check()?;
        Ok(Self {
            http: Http::new(&settings, credentials)?,
            settings,
            kind: OnceLock::new(),
        })
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("the engine at {}", self.settings.url)
    }

    /// What every index of these settings is called at its beginning.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.settings.index
    }

    /// The most bytes of one request that adds entries.
    #[must_use]
    pub fn batch_bytes(&self) -> usize {
        self.settings.batch_bytes
    }

    /// What requests have cost so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.http.traffic()
    }

    /// Whether an entry that is added twice is there once.
    ///
    /// # Errors
    /// When it does not tell what it is.
    pub fn keeps_entries_apart(&self) -> anyhow::Result<bool> {
        Ok(self.kind()?.has_ids())
    }

    fn kind(&self) -> anyhow::Result<Kind> {
        if let Some(kind) = self.kind.get() {
            return Ok(*kind);
        }
        let kind = self.named(|| {
            let answer = self.http.get("")?;
            Kind::of(&answer.whole()?)
        })?;
        Ok(*self.kind.get_or_init(|| kind))
    }

    /// How many entries the index has; `None` where there is no such index.
    ///
    /// # Errors
    /// When it does not answer for every part of the index.
    pub fn count(&self, index: &str) -> anyhow::Result<Option<u64>> {
        self.kind()?;
        self.named(|| {
            let answer = self.http.get(&format!("{index}/_count"))?;
            if answer.is_missing() {
                return Ok(None);
            }
            answer::count(&answer.whole()?).map(Some)
        })
    }

    /// Makes an empty index.
    ///
    /// # Errors
    /// When it cannot be made, or is there already.
    pub fn create(&self, index: &str) -> anyhow::Result<()> {
        let kind = self.kind()?;
        self.named(|| {
            let body = kind.creation(index, &self.settings);
            let answer = match kind.creation_address(&self.settings.url) {
                Some(address) => self.http.post_to(&address, &body)?,
                None => self.http.put(index, &body)?,
            };
            answer.whole()?;
            Ok(())
        })
        .with_context(|| format!("the index {index} cannot be made"))
    }

    /// Adds entries, all in one request. One that is there already stays as it is, where the engine
    /// can tell.
    ///
    /// # Errors
    /// When one of them was not taken.
    pub fn add(&self, index: &str, entries: &[Entry]) -> anyhow::Result<()> {
        let kind = self.kind()?;
        self.named(|| {
            let mut open: Vec<&Entry> = entries.iter().collect();
            self.http.patiently(|| {
                let body = entry::bulk(&open, kind)?;
                let answer = match self.http.post_lines(&format!("{index}/_bulk"), &body)? {
                    Step::Done(answer) => answer.whole()?,
                    Step::Busy(why) => return Ok(Step::Busy(why)),
                };
                let items = answer::added(&answer, open.len())?;
                let mut busy = Vec::new();
                let mut step = Step::Done(());
                for (entry, item) in open.iter().zip(items) {
                    match item {
                        Item::Done => {}
                        Item::Busy(why) => {
                            busy.push(*entry);
                            step = Step::Busy(why);
                        }
                        Item::Refused(why) => bail!("it does not take a passage: {why}"),
                    }
                }
                open = busy;
                Ok(step)
            })
        })
    }

    /// Lets everything that was added be found.
    ///
    /// # Errors
    /// When a part of the index does not follow.
    pub fn settle(&self, index: &str) -> anyhow::Result<()> {
        if !self.kind()?.has_refresh() {
            return Ok(());
        }
        self.named(|| {
            let answer = self.http.post(&format!("{index}/_refresh"), "")?;
            answer::none_failed(&answer.whole()?)
        })
    }

    /// Removes an index, if it is there.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, index: &str) -> anyhow::Result<()> {
        // The name may come from a file that somebody else wrote: one index is meant, never a pattern.
        let is_plain = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let rest = index.strip_prefix(self.prefix());
        let rest = rest.and_then(|rest| rest.strip_prefix('-'));
        let is_ours = rest.is_some_and(|rest| !rest.is_empty() && is_plain(rest));
        ensure!(is_ours, "{index} is no index of these settings");
        self.kind()?;
        self.named(|| {
            let answer = self.http.delete(index)?;
            if !answer.is_missing() {
                answer.whole()?;
            }
            Ok(())
        })
    }

    /// What each query finds, in their order.
    ///
    /// # Errors
    /// When one of them is not answered by every part of the index.
    pub fn find(&self, index: &str, queries: &[Query]) -> anyhow::Result<Vec<Found>> {
        let kind = self.kind()?;
        let mut found = Vec::with_capacity(queries.len());
        let mut batch = Vec::new();
        let (mut bytes, mut hits) = (0, 0);
        for query in queries {
            let lines = query.lines(index, kind);
            let is_full = batch.len() == MOST_SEARCHES
                || bytes + lines.len() > MOST_SEARCH_BYTES
                || hits + query.limit > MOST_HITS;
            if is_full && !batch.is_empty() {
                found.extend(self.find_batch(index, &std::mem::take(&mut batch))?);
                (bytes, hits) = (0, 0);
            }
            bytes += lines.len();
            hits += query.limit;
            batch.push(lines);
        }
        if !batch.is_empty() {
            found.extend(self.find_batch(index, &batch)?);
        }
        Ok(found)
    }

    fn find_batch(&self, index: &str, batch: &[String]) -> anyhow::Result<Vec<Found>> {
        self.named(|| {
            let mut found: Vec<Option<Found>> = vec![None; batch.len()];
            self.http.patiently(|| {
                let open: Vec<usize> = (0..batch.len()).filter(|&at| found[at].is_none()).collect();
                let body: String = open.iter().map(|&at| batch[at].as_str()).collect();
                let answer = match self.http.post_lines("_msearch", &body)? {
                    Step::Done(answer) => answer.whole()?,
                    Step::Busy(why) => return Ok(Step::Busy(why)),
                };
                let answers = answer::each(answer, open.len())?;
                let mut step = Step::Done(());
                for (at, answer) in open.into_iter().zip(answers) {
                    match answer::found(&answer, index)? {
                        Step::Done(answer) => found[at] = Some(answer),
                        Step::Busy(why) => step = Step::Busy(why),
                    }
                }
                Ok(step)
            })?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    /// What `work` gives, its failure under the engine's name.
    fn named<T>(&self, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        work().with_context(|| format!("{} failed", self.name()))
    }
}

/// A text of an answer, short enough for a message.
fn told(answer: &Value) -> String {
    let reason = [
        "/error/root_cause/0/reason",
        "/error/reason",
        "/message",
        "/error",
        "/reason",
    ]
    .iter()
    .find_map(|place| answer.pointer(place)?.as_str().map(str::to_owned));
    shortened(&reason.unwrap_or_else(|| answer.to_string()))
}

/// The most characters of an answer that a message shows.
const SHOWN: usize = 200;

fn shortened(text: &str) -> String {
    beginning(text, SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_index_is_removed_but_one_of_these_settings() {
        let settings = Settings {
            url: "http://127.0.0.1:1".to_owned(),
            index: "archive".to_owned(),
            ca: None,
            patience: std::time::Duration::from_secs(1),
            batch_bytes: 1,
            shards: None,
            replicas: None,
        };
        let cluster = Cluster::new(settings, Credentials::default()).unwrap();
        for name in [
            "archive",
            "archive-",
            "archive-*",
            "archive-1/../x",
            "archive-a,other",
            "other-1",
        ] {
            let complaint = format!("{:#}", cluster.remove(name).unwrap_err());
            assert!(
                complaint.contains("no index of these settings"),
                "{complaint}"
            );
        }
        let complaint = format!("{:#}", cluster.remove("archive-3f2a").unwrap_err());
        assert!(complaint.contains("cannot be talked to"), "{complaint}");
    }
}
