//! Requests and answers, one by one: with limits of time and size, tried again only where the engine
//! says that it is too busy.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail, ensure};
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Request, Response, StatusCode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::{Credentials, Settings, Traffic, shortened, told};
use crate::server_client::{self, SENT_ON, is_late};

/// The most bytes of an answer.
const MOST_BYTES: u64 = 128 << 20;
/// How long is waited before a busy engine is asked again for the first time; then twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// How often a busy engine is asked, at most.
const MOST_TRIES: u32 = 6;

const JSON: &str = "application/json";
/// Lines that are JSON each.
const LINES: &str = "application/x-ndjson";

/// The way to an engine.
pub(super) struct Http {
    agent: Agent,
    url: String,
    /// What is said at the door.
    authorization: Option<String>,
    patience: Duration,
    requests: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

/// What became of a request.
pub(super) enum Step<T> {
    Done(T),
    /// The engine is too busy for it; in its own words.
    Busy(String),
}

impl Http {
    /// The way to the engine of `settings`; nothing is sent yet.
    ///
    /// # Errors
    /// When the certificates cannot be read, or the credentials are not for it.
    pub(super) fn new(settings: &Settings, credentials: Credentials) -> anyhow::Result<Self> {
        let mut tls = TlsConfig::builder();
        if let Some(pem) = &settings.ca {
            tls = tls.root_certs(certificates(pem)?);
        }
        let config = server_client::settings(settings.patience).tls_config(tls.build());
        let url = settings.url.trim_end_matches('/').to_owned();
        Ok(Self {
            agent: config.build().new_agent(),
            authorization: credentials.header(&url)?,
            url,
            patience: settings.patience,
            requests: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            received: AtomicU64::new(0),
        })
    }

    pub(super) fn traffic(&self) -> Traffic {
        Traffic {
            requests: self.requests.load(Ordering::Relaxed),
            sent: self.sent.load(Ordering::Relaxed),
            received: self.received.load(Ordering::Relaxed),
        }
    }

    pub(super) fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.insistently(|| self.send("GET", &self.address(path), JSON, ""))
    }

    pub(super) fn put(&self, path: &str, body: &str) -> anyhow::Result<Answer> {
        self.insistently(|| self.send("PUT", &self.address(path), JSON, body))
    }

    pub(super) fn post(&self, path: &str, body: &str) -> anyhow::Result<Answer> {
        self.post_to(&self.address(path), body)
    }

    /// Posts to an address of the same engine beside the common interface.
    pub(super) fn post_to(&self, address: &str, body: &str) -> anyhow::Result<Answer> {
        self.insistently(|| self.send("POST", address, JSON, body))
    }

    pub(super) fn delete(&self, path: &str) -> anyhow::Result<Answer> {
        self.insistently(|| self.send("DELETE", &self.address(path), JSON, ""))
    }

    /// Posts lines, once: who asks decides what of them is to be sent again.
    pub(super) fn post_lines(&self, path: &str, lines: &str) -> anyhow::Result<Step<Answer>> {
        let answer = self.send("POST", &self.address(path), LINES, lines)?;
        Ok(answer.unless_busy())
    }

    fn insistently(&self, send: impl Fn() -> anyhow::Result<Answer>) -> anyhow::Result<Answer> {
        self.patiently(|| Ok(send()?.unless_busy()))
    }

    /// What `work` gives once the engine is not too busy for it any more.
    pub(super) fn patiently<T>(
        &self,
        mut work: impl FnMut() -> anyhow::Result<Step<T>>,
    ) -> anyhow::Result<T> {
        let begun = Instant::now();
        let mut wait = FIRST_WAIT;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let why = match work()? {
                Step::Done(done) => return Ok(done),
                Step::Busy(why) => why,
            };
            // An engine may take its time to say that it is not ready.
            if attempt == MOST_TRIES || begun.elapsed() + wait > self.patience {
                bail!(
                    "it is too busy or not ready, {attempt} times within {:.1} s ({why}): run again \
                     when it is at rest",
                    begun.elapsed().as_secs_f64()
                );
            }
            thread::sleep(wait);
            wait *= 2;
        }
    }

    fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }

    fn send(&self, method: &str, url: &str, kind: &str, body: &str) -> anyhow::Result<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(url)
            .header("Accept", JSON);
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.sent.fetch_add(body.len() as u64, Ordering::Relaxed);
        let response = if body.is_empty() && method != "POST" {
            self.agent.run(request.body(())?)
        } else {
            let request = request.header("Content-Type", kind);
            self.agent.run(request.body(body)?)
        };
        let response = response.map_err(|error| self.failure(error))?;
        self.answer(response)
    }

    fn answer(&self, mut response: Response<ureq::Body>) -> anyhow::Result<Answer> {
        let status = response.status();
        ensure!(!status.is_redirection(), SENT_ON);
        let told = response.body().content_length();
        ensure!(told.is_none_or(|bytes| bytes <= MOST_BYTES), too_long());
        let body = response.body_mut().with_config().limit(MOST_BYTES);
        let body = body.read_to_vec().map_err(|error| self.failure(error))?;
        self.received
            .fetch_add(body.len() as u64, Ordering::Relaxed);
        Ok(Answer { status, body })
    }

    /// Why nothing came back, and what to do about it.
    fn failure(&self, error: ureq::Error) -> anyhow::Error {
        if is_late(&error) {
            return anyhow!(
                "it gave no answer within {} s: run again, or give it more with `timeout`",
                self.patience.as_secs()
            );
        }
        if matches!(error, ureq::Error::BodyExceedsLimit(_)) {
            return anyhow!(too_long());
        }
        // What fails in the handshake comes as an error of input and output, told by its words alone.
        let said = error.to_string();
        match said.contains("peer certificate") {
            true => anyhow!(
                "it is not known to be what it says ({said}): name the certificate of who vouches for \
                 it with `ca`"
            ),
            false => anyhow!("it cannot be talked to ({said})"),
        }
    }
}

fn too_long() -> String {
    format!("its answer has more than {} MiB", MOST_BYTES >> 20)
}

/// The certificates in a file.
fn certificates(pem: &[u8]) -> anyhow::Result<RootCerts> {
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.context("`ca` is no PEM file")? {
            found.push(certificate);
        }
    }
    ensure!(!found.is_empty(), "`ca` has no certificate (PEM)");
    Ok(RootCerts::new_with_certs(&found))
}

/// An answer with its status.
pub(super) struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

impl Answer {
    /// The answer, unless it says that the engine is too busy.
    fn unless_busy(self) -> Step<Self> {
        match is_busy(self.status.as_u16().into()) {
            true => Step::Busy(self.told()),
            false => Step::Done(self),
        }
    }

    /// Whether it says that there is no such index.
    pub(super) fn is_missing(&self) -> bool {
        let says_so = |answer: Value| answer.get("error").is_some();
        self.status == StatusCode::NOT_FOUND
            && serde_json::from_slice(&self.body).is_ok_and(says_so)
    }

    /// The answer as it reads.
    ///
    /// # Errors
    /// When it tells of a failure, or is no JSON from beginning to end.
    pub(super) fn whole(self) -> anyhow::Result<Value> {
        match self.status {
            StatusCode::UNAUTHORIZED => bail!(
                "it wants other credentials ({}): set IBID_ENGINE_URL, and IBID_ENGINE_API_KEY, \
                 IBID_ENGINE_TOKEN, or IBID_ENGINE_USER with IBID_ENGINE_PASSWORD",
                self.told()
            ),
            StatusCode::FORBIDDEN => bail!(
                "the credentials of the environment do not allow this ({})",
                self.told()
            ),
            StatusCode::PAYLOAD_TOO_LARGE => bail!(
                "a request is too long for it ({}): lower `batch`",
                self.told()
            ),
            _ => {}
        }
        ensure!(
            self.status.is_success(),
            "it answers with the status {}: {}",
            self.status.as_u16(),
            self.told()
        );
        serde_json::from_slice(&self.body)
            .context("its answer is cut off, or it is no engine that is known")
    }

    /// What it says of a failure.
    fn told(&self) -> String {
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(answer) => told(&answer),
            Err(_) if self.body.is_empty() => self.status.to_string(),
            Err(_) => shortened(&String::from_utf8_lossy(&self.body)),
        }
    }
}

/// Whether a status says that the engine is too busy, and nothing was done.
pub(super) fn is_busy(status: u64) -> bool {
    matches!(status, 429 | 503)
}
