//! Who may speak to a server, and how much they may send.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};

/// Bytes of chance in a token.
const TOKEN: usize = 16;

/// How much one request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of its body.
    pub body: usize,
    /// How long its answer may take to begin.
    pub time: Duration,
}

/// A word that nobody can guess, of letters and digits.
///
/// # Errors
/// Where the system gives no chance.
pub fn random_token() -> anyhow::Result<String> {
    let mut bytes = [0; TOKEN];
    getrandom::fill(&mut bytes).context("the system gives no random numbers")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two secrets are the same; how long it takes does not tell how much of them is.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    blake3::hash(one.as_bytes()) == blake3::hash(other.as_bytes())
}

/// `routes` for requests that are made to `address` by that name, and from no other page. Another
/// site's page could else reach a server on its reader's own machine, by a name of its own that
/// leads there.
pub fn addressed_to(address: SocketAddr, routes: Router) -> Router {
    let hosts: Arc<Vec<String>> = Arc::new(names_of(address));
    routes.layer(middleware::from_fn(move |request: Request, next: Next| {
        let hosts = Arc::clone(&hosts);
        async move {
            match may_speak(&hosts, request.headers()) {
                true => next.run(request).await,
                false => refused(),
            }
        }
    }))
}

/// `routes` within `limits`.
pub fn limited(limits: Limits, routes: Router) -> Router {
    let timed = routes.layer(middleware::from_fn(
        move |request: Request, next: Next| async move {
            let answer = tokio::time::timeout(limits.time, next.run(request)).await;
            answer.unwrap_or_else(|_| {
                let seconds = limits.time.as_secs();
                let why = format!("this took longer than {seconds} seconds");
                (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
            })
        },
    ));
    timed.layer(DefaultBodyLimit::max(limits.body))
}

/// How a browser on this machine may call the server.
fn names_of(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let own = address.to_string();
    match address.ip().is_loopback() {
        true => vec![own, format!("localhost:{port}")],
        false => vec![own],
    }
}

fn may_speak(hosts: &[String], headers: &HeaderMap) -> bool {
    let text = |name| {
        let value = headers.get(name)?;
        Some(value.to_str().unwrap_or_default().to_ascii_lowercase())
    };
    let is_ours = text(header::HOST).is_some_and(|host| hosts.contains(&host));
    let from = text(header::ORIGIN);
    let from_ours = |from: String| {
        let host = from.strip_prefix("http://").unwrap_or_default();
        hosts.iter().any(|known| known == host)
    };
    is_ours && from.is_none_or(from_ours)
}

fn refused() -> Response {
    let why = "this server answers only pages of its own, at the address that it told";
    (StatusCode::FORBIDDEN, why).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_pages_may_speak_to_it() {
        let hosts = names_of("127.0.0.1:8080".parse().unwrap());
        for (host, origin, may) in [
            ("127.0.0.1:8080", None, true),
            ("localhost:8080", Some("http://localhost:8080"), true),
            ("127.0.0.1:8080", Some("http://127.0.0.1:8080"), true),
            ("127.0.0.1:8081", None, false),
            ("evil.example:8080", None, false),
            ("127.0.0.1:8080", Some("http://evil.example"), false),
            ("127.0.0.1:8080", Some("https://127.0.0.1:8080"), false),
            ("127.0.0.1:8080", Some("null"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(may_speak(&hosts, &headers), may, "{host} {origin:?}");
        }
        assert!(!may_speak(&hosts, &HeaderMap::new()));
    }

    #[test]
    fn no_two_tokens_are_the_same() {
        let (one, other) = (random_token().unwrap(), random_token().unwrap());
        assert_eq!(one.len(), TOKEN * 2);
        assert!(!is_same(&one, &other));
        assert!(is_same(&one, &one.clone()));
    }
}
