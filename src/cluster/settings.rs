//! Where an engine is and how it is used.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use ureq::http::Uri;

/// Where an engine is and how it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address beneath which it answers, such as `https://search.example.org`. Nothing else is
    /// ever talked to.
    pub url: String,
    /// What every index there is called at its beginning.
    pub index: String,
    /// The certificates (PEM) of those who may vouch for it; those that browsers trust where it is
    /// `None`.
    pub ca: Option<Vec<u8>>,
    /// How long an answer is waited for.
    pub patience: Duration,
    /// The most bytes of one request that adds entries.
    pub batch_bytes: usize,
    /// Among how many parts a new index is shared out; by the engine's own rule where it is `None`.
    pub shards: Option<u32>,
    /// How many further copies of each part a new index has; by the engine's own rule where it is
    /// `None`.
    pub replicas: Option<u32>,
}

/// The longest name of an index; the engines take longer ones, but add to them.
const LONGEST_NAME: usize = 100;

impl Settings {
    /// Sees that these can be the settings of an engine.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        check_address(&self.url)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let is_name = self.index.starts_with(|c: char| c.is_ascii_lowercase())
            && self.index.len() <= LONGEST_NAME
            && self.index.chars().all(plain);
        ensure!(
            is_name,
            "`{}` is no name of an index: write small letters, digits, `-` and `_`, a letter first",
            self.index
        );
        Ok(())
    }
}

/// Sees that `url` is the address of an engine and nothing more.
fn check_address(url: &str) -> anyhow::Result<()> {
    let form = || {
        format!("`{url}` is no address of an engine: write it as `https://search.example.org:9200`")
    };
    let uri: Uri = url.parse().with_context(form)?;
    let is_plain = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.query().is_none()
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'));
    ensure!(is_plain, form());
    Ok(())
}

/// Whether `url` leads to this machine, so that nobody listens on the way.
pub(super) fn is_local(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address: Option<std::net::IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_a_server_and_nothing_more() {
        for url in ["http://127.0.0.1:9200", "https://search.example.org/path/"] {
            check_address(url).unwrap();
        }
        for url in [
            "",
            "host:9200",
            "ftp://host",
            "http://a:b@host",
            "http://host/?key=1",
        ] {
            let complaint = format!("{:#}", check_address(url).unwrap_err());
            assert!(complaint.contains("write it as"), "{url}: {complaint}");
        }
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for url in [
            "http://127.0.0.1:9200",
            "http://localhost",
            "http://[::1]:9200/x",
        ] {
            assert!(is_local(url), "{url}");
        }
        for url in [
            "http://10.0.0.1",
            "http://localhost.example.org",
            "https://127.example.org",
        ] {
            assert!(!is_local(url), "{url}");
        }
    }
}
