//! A model server: one that takes chat completions as OpenAI defined them, asked one pair at a
//! time.
//!
//! Nothing but the configured address is talked to: no redirect is followed, and no proxy that the
//! environment names is used. What goes wrong is an error, never a score.

use anyhow::{Context as _, anyhow, bail, ensure};
use serde_json::json;
use ureq::Agent;
use ureq::http::Uri;

use super::reply::{self, shown};
use super::{About, Meaning, Question, Scores, ServedModel};
use crate::progress::Progress;
use crate::server_client::{self, SENT_ON, is_late};

/// What stands before every pair.
const PROMPT: &str = "Does the document substantiate everything that the claim says? Answer with \
                      one word: Yes or No.";

/// How a pair is put to a server and its answer read; a change of either is a new number, so that
/// answers kept before it are not taken for new ones.
const MANNER: &[u8] = b"server 1";

/// The most tokens of an answer: “Yes” or “No”, and what a model puts around it.
const MOST_TOKENS: u32 = 5;

/// Of how many likely words the server is asked how likely they are.
const CANDIDATES: u32 = 10;

/// The most bytes of an answer.
const MOST_BYTES: u64 = 1 << 20;

/// A model server.
pub(super) struct Server {
    model: ServedModel,
    agent: Agent,
}

impl Server {
    /// The server of `model`; it is not talked to yet.
    ///
    /// # Errors
    /// When its address is none of a server; the message says how one is written.
    pub(super) fn new(model: ServedModel) -> anyhow::Result<Self> {
        check_address(&model.url)?;
        let config = server_client::settings(model.patience).max_idle_connections(0);
        Ok(Self {
            agent: config.build().new_agent(),
            model,
        })
    }

    /// What messages call it.
    pub(super) fn name(&self) -> String {
        format!("the model server at {}", self.model.url)
    }

    /// What there is to know of the model.
    pub(super) fn about(&self) -> About {
        About {
            name: format!("the model {} at {}", self.model.name, self.model.url),
            labels: vec![
                ("yes".to_owned(), Meaning::Supported),
                ("no".to_owned(), Meaning::Neutral),
            ],
            languages: self.model.languages.clone(),
            most_tokens: None,
        }
    }

    /// The codes of the languages that it reads.
    pub(super) fn languages(&self) -> &[String] {
        &self.model.languages
    }

    /// A hash of all that answers hang on, as far as it can be known here.
    pub(super) fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for part in [
            MANNER,
            self.model.url.as_bytes(),
            self.model.name.as_bytes(),
        ] {
            hasher.update(blake3::hash(part).as_bytes());
        }
        hasher.finalize()
    }

    /// What the model makes of each of the questions, in their order.
    ///
    /// # Errors
    /// When the server is away, slow or gives no answer; the message says what to do.
    pub(super) fn ask(
        &self,
        questions: &[&Question],
        progress: &dyn Progress,
    ) -> anyhow::Result<Vec<Scores>> {
        let answer = |question: &&Question| -> anyhow::Result<Scores> {
            let scores = reply::scores(&self.body(question)?)?;
            progress.advance(1);
            Ok(scores)
        };
        questions.iter().map(answer).collect()
    }

    /// What the server answers to a question, as bytes.
    fn body(&self, question: &Question) -> anyhow::Result<Vec<u8>> {
        let url = format!("{}/chat/completions", self.model.url.trim_end_matches('/'));
        let asked = self.request(question).to_string();
        let request = self.agent.post(&url).content_type("application/json");
        let mut response = request.send(asked).map_err(|error| self.failure(error))?;
        let body = response.body_mut().with_config().limit(MOST_BYTES);
        let body = body.read_to_vec().map_err(|error| self.failure(error))?;
        let status = response.status();
        ensure!(!status.is_redirection(), SENT_ON);
        ensure!(
            status.is_success(),
            "it answers with the status {}: {}",
            status.as_u16(),
            shown(&String::from_utf8_lossy(&body))
        );
        Ok(body)
    }

    fn request(&self, question: &Question) -> serde_json::Value {
        let pair = format!("Document: {}\nClaim: {}", question.passage, question.claim);
        json!({
            "model": self.model.name,
            "messages": [
                {"role": "system", "content": PROMPT},
                {"role": "user", "content": pair},
            ],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "logprobs": true,
            "top_logprobs": CANDIDATES,
            "stream": false,
        })
    }

    /// Why nothing came back, and what to do about it.
    fn failure(&self, error: ureq::Error) -> anyhow::Error {
        if is_late(&error) {
            return anyhow!(
                "it gave no answer within {} s: give it more with `timeout`, or check \
                 without it (`--no-model`)",
                self.model.patience.as_secs()
            );
        }
        anyhow!("it cannot be talked to ({error}): start it, or check without it (`--no-model`)")
    }
}

/// Sees that `url` is the address of a server and nothing more.
fn check_address(url: &str) -> anyhow::Result<()> {
    let form = || {
        format!("`{url}` is no address of a model server: write it as `http://127.0.0.1:11434/v1`")
    };
    let uri: Uri = url.parse().with_context(form)?;
    match uri.scheme_str() {
        Some("http") => {}
        Some("https") => bail!(
            "`{url}` cannot be talked to: ibid speaks plain `http` to a model server, so that it \
             should run on this machine or behind a tunnel to it"
        ),
        _ => bail!(form()),
    }
    let is_plain = uri.query().is_none()
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'));
    ensure!(is_plain, form());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_address_is_one_of_plain_http_and_nothing_more() {
        for url in [
            "http://127.0.0.1:11434/v1",
            "http://[::1]:8080",
            "http://models.local/v1/",
        ] {
            check_address(url).unwrap();
        }
        let complaint = |url| format!("{:#}", check_address(url).unwrap_err());
        for url in [
            "",
            "127.0.0.1:11434",
            "/v1",
            "ftp://host/v1",
            "http://a:b@host/v1",
            "http://host/?key=1",
        ] {
            assert!(
                complaint(url).contains("write it as"),
                "{url}: {}",
                complaint(url)
            );
        }
        assert!(complaint("https://host/v1").contains("plain `http`"));
    }

    #[test]
    fn answers_hang_on_the_address_and_the_name() {
        let hash = |url: &str, name: &str| {
            let model = ServedModel {
                url: url.to_owned(),
                name: name.to_owned(),
                languages: vec!["en".to_owned()],
                patience: Duration::from_secs(1),
            };
            Server::new(model).unwrap().hash()
        };
        assert_eq!(hash("http://a/v1", "b"), hash("http://a/v1", "b"));
        assert_ne!(hash("http://a/v1", "b"), hash("http://a/v1", "c"));
        assert_ne!(hash("http://a/v1", "b"), hash("http://c/v1", "b"));
    }
}
