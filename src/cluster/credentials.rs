//! With what an engine is entered: by the environment alone, and for one address alone.
//!
//! `ibid.toml` comes with a repository, and a stranger may change it. So the environment says itself
//! which address its secrets are for, and they are sent to no other.

use anyhow::{bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::settings::is_local;

/// The address that the secrets are for.
const URL: &str = "IBID_ENGINE_URL";
/// A key as Elasticsearch gives them out.
const API_KEY: &str = "IBID_ENGINE_API_KEY";
/// A token.
const TOKEN: &str = "IBID_ENGINE_TOKEN";
/// A name, and its password.
const USER: &str = "IBID_ENGINE_USER";
const PASSWORD: &str = "IBID_ENGINE_PASSWORD";

/// With what an engine is entered.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The address that they are for.
    url: Option<String>,
    /// What is said at the door, and by which variable it was given.
    header: Option<(String, &'static str)>,
}

impl Credentials {
    /// What `variable` gives, mostly the environment.
    ///
    /// # Errors
    /// When there are several, or half of one.
    pub fn given(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let mut headers = Vec::new();
        if let Some(key) = set(API_KEY) {
            headers.push((format!("ApiKey {key}"), API_KEY));
        }
        if let Some(token) = set(TOKEN) {
            headers.push((format!("Bearer {token}"), TOKEN));
        }
        match (set(USER), set(PASSWORD)) {
            (Some(user), Some(password)) => {
                ensure!(
                    !user.contains(':'),
                    "{USER} has a colon, which no name may have"
                );
                let both = STANDARD.encode(format!("{user}:{password}"));
                headers.push((format!("Basic {both}"), USER));
            }
            (None, None) => {}
            (Some(_), None) => bail!("{USER} is set, but not {PASSWORD}"),
            (None, Some(_)) => bail!("{PASSWORD} is set, but not {USER}"),
        }
        ensure!(
            headers.len() < 2,
            "the environment has more than one way into the engine: set one of {API_KEY}, {TOKEN}, \
             and {USER} with {PASSWORD}"
        );
        for (header, name) in &headers {
            let is_line = header.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            ensure!(is_line, "{name} has characters that none may have");
        }
        Ok(Self {
            url: set(URL),
            header: headers.pop(),
        })
    }

    /// What is said at the door of `url`.
    ///
    /// # Errors
    /// When they are for another address, or others on the way could read them.
    pub(super) fn header(self, url: &str) -> anyhow::Result<Option<String>> {
        let Some((header, name)) = self.header else {
            return Ok(None);
        };
        let plain = |url: &str| url.trim_end_matches('/').to_owned();
        match self.url {
            None => bail!(
                "{name} is set, but {URL} is not: set it to the address that they are for, so that \
                 they are sent to no other"
            ),
            Some(own) => ensure!(
                plain(&own) == plain(url),
                "the environment has {name} for {own}, which is not the engine that is configured \
                 ({url}): it is not sent there"
            ),
        }
        ensure!(
            url.starts_with("https://") || is_local(url),
            "{name} would go to {url} for everybody to read: use `https`"
        );
        Ok(Some(header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(set: &[(&str, &str)], url: &str) -> anyhow::Result<Option<String>> {
        let value = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        };
        Credentials::given(value)?.header(url)
    }

    #[test]
    fn each_way_in_has_its_header() {
        let url = ("IBID_ENGINE_URL", "https://a.example.org/");
        let said = |more: &[(&str, &str)]| {
            let set = [&[url], more].concat();
            header(&set, "https://a.example.org").unwrap()
        };
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[(API_KEY, "abc")]).unwrap(), "ApiKey abc");
        assert_eq!(said(&[(TOKEN, "abc")]).unwrap(), "Bearer abc");
        let basic = said(&[(USER, "desk"), (PASSWORD, "secret")]).unwrap();
        assert_eq!(basic, "Basic ZGVzazpzZWNyZXQ=");
    }

    #[test]
    fn secrets_are_for_one_address_and_never_in_a_message() {
        let key = (API_KEY, "s3cr3t");
        let for_a = ("IBID_ENGINE_URL", "https://a.example.org");
        type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
        let cases: [Case<'_>; 5] = [
            (&[key], "https://a.example.org", "IBID_ENGINE_URL is not"),
            (
                &[key, for_a],
                "https://b.example.org",
                "not the engine that is configured",
            ),
            (
                &[key, for_a],
                "https://a.example.org.evil.org",
                "not the engine",
            ),
            (
                &[key, ("IBID_ENGINE_URL", "http://a.example.org")],
                "http://a.example.org",
                "use `https`",
            ),
            (
                &[key, for_a, (TOKEN, "s3cr3t")],
                "https://a.example.org",
                "more than one way",
            ),
        ];
        for (set, url, expected) in cases {
            let complaint = format!("{:#}", header(set, url).unwrap_err());
            assert!(complaint.contains(expected), "{complaint}");
            assert!(!complaint.contains("s3cr3t"), "{complaint}");
        }
        assert!(header(&[(USER, "desk")], "https://a.example.org").is_err());
    }
}
