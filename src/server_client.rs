//! What the clients of servers that a user named have in common: nothing but the configured address is
//! talked to. No redirect is followed, and no proxy that the environment names is used.
//!
//! Knows nothing of what is asked there.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

/// How long a connection is waited for.
const CONNECTING: Duration = Duration::from_secs(10);

/// What a redirect is answered with.
pub const SENT_ON: &str = "it sends on to another address, which is not followed: write the address \
                           that answers into `ibid.toml`";

/// The settings of a client that waits for an answer as long as `patience`.
pub fn settings(patience: Duration) -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_connect(Some(CONNECTING))
        .timeout_global(Some(patience))
}

/// Whether a server gave no answer in time.
#[must_use]
pub fn is_late(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Timeout(_) => true,
        ureq::Error::Io(error) => error.kind() == ErrorKind::TimedOut,
        _ => false,
    }
}

/// The first `most` characters of what a server says, for a message.
#[must_use]
pub fn beginning(said: &str, most: usize) -> String {
    let said = said.trim();
    let start: String = said.chars().take(most).collect();
    match start.len() < said.len() {
        true => start + "…",
        false => start,
    }
}
