//! Addresses as people copy them: with or without scheme, `www.`, tracking, archive in front.

use std::sync::LazyLock;

use regex::Regex;

/// An address in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    host: String,
    path: String,
    query: Vec<String>,
    /// The DOI it gives, in lower case.
    pub(super) doi: Option<String>,
}

static ARCHIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:https?://)?(?:web\.archive\.org/web/[0-9a-z_*]+/|archive\.(?:org|is|ph|today|li|md|fo|vn)/(?:web/)?(?:\d+|newest|timegate|o/\w+)/|webcache\.googleusercontent\.com/search\?q=cache:[^:]*:)(.+)$",
    )
    .expect("the pattern is sound")
});

static DOI: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(10\.\d{4,9}/[^\s?#]+)").expect("the pattern is sound"));

/// Parameters that say who sent the reader, not what is read.
const TRACKING: &[&str] = &[
    "utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref", "ref_src", "source", "cmp",
    "share", "amp", "_ga", "spm", "yclid", "msclkid", "twclid", "s_cid",
];

/// Last parts of a path that only repeat that it is the front page of a folder.
const INDEXES: &[&str] = &[
    "index.html",
    "index.htm",
    "index.php",
    "default.aspx",
    "amp",
];

impl Address {
    /// Reads an address; `None` for what is none, such as a path of the file system.
    pub(super) fn of(written: &str) -> Option<Self> {
        let mut written = written.trim().trim_matches(['<', '>']);
        if let Some(archived) = ARCHIVED.captures(written) {
            written = archived.get(1).map_or(written, |inner| inner.as_str());
        }
        let doi = DOI
            .captures(written)
            .map(|doi| doi[1].trim_end_matches(['.', ',', ';', ')']).to_lowercase());
        let rest = match written.split_once("://") {
            Some((scheme, rest)) if matches!(scheme.to_lowercase().as_str(), "http" | "https") => {
                rest
            }
            Some(_) => return None,
            None if doi.is_some() || written.to_lowercase().starts_with("www.") => written,
            None if is_host(written.split('/').next().unwrap_or_default()) => written,
            None => return None,
        };
        let rest = rest.split('#').next().unwrap_or(rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.to_lowercase();
        let host = host.split(':').next().unwrap_or_default();
        let host = ["www.", "m.", "mobile.", "amp."]
            .iter()
            .find_map(|prefix| host.strip_prefix(prefix))
            .unwrap_or(host);
        Some(Self {
            host: host.to_owned(),
            path: path_of(path),
            query: query_of(query),
            doi,
        })
    }

    /// Whether both lead to the same work.
    pub(super) fn is_same(&self, other: &Address) -> bool {
        if self.doi.is_some() && self.doi == other.doi {
            return true;
        }
        self.host == other.host && self.path == other.path && self.query == other.query
    }
}

/// `example.org`, which has a dot and a last part of letters; `notes.md` is taken for a file.
fn is_host(written: &str) -> bool {
    const FILES: &[&str] = &[
        "md", "txt", "html", "htm", "pdf", "json", "jsonl", "docx", "bib",
    ];
    written.rsplit_once('.').is_some_and(|(name, last)| {
        !name.is_empty()
            && !name.starts_with('.')
            && last.len() >= 2
            && last.chars().all(|c| c.is_ascii_alphabetic())
            && !FILES.contains(&last.to_lowercase().as_str())
    })
}

fn path_of(path: &str) -> String {
    let decoded = percent_decoded(path);
    let mut path = decoded.trim_matches('/');
    for index in INDEXES {
        if let Some(rest) = path.strip_suffix(index)
            && (rest.is_empty() || rest.ends_with('/'))
        {
            path = rest.trim_end_matches('/');
        }
    }
    path.to_lowercase()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn query_of(query: &str) -> Vec<String> {
    let mut kept: Vec<String> = query
        .split('&')
        .filter(|parameter| {
            let name = parameter
                .split('=')
                .next()
                .unwrap_or_default()
                .to_lowercase();
            !name.is_empty()
                && !TRACKING.iter().any(|tracking| {
                    name == *tracking || (tracking.ends_with('_') && name.starts_with(tracking))
                })
        })
        .map(str::to_owned)
        .collect();
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        match (Address::of(a), Address::of(b)) {
            (Some(a), Some(b)) => a.is_same(&b),
            _ => false,
        }
    }

    #[test]
    fn the_same_page_is_the_same_however_it_was_copied() {
        let page = "https://www.example.org/delta/floods/";
        for other in [
            "http://example.org/delta/floods",
            "https://example.org/delta/floods/?utm_source=mail&utm_medium=x",
            "https://www.example.org/delta/floods/#section-2",
            "https://web.archive.org/web/20230401120000/https://www.example.org/delta/floods/",
            "www.example.org/delta/floods/index.html",
            "https://m.example.org/Delta/Floods",
            "https://example.org/delta/floods/?fbclid=abc",
        ] {
            assert!(same(page, other), "{other}");
        }
        assert!(same("https://doi.org/10.1234/AB.5", "doi:10.1234/ab.5"));
        assert!(same("https://dx.doi.org/10.1234/ab.5", "10.1234/ab.5"));
    }

    #[test]
    fn other_pages_are_other_pages() {
        let page = "https://www.example.org/delta/floods/";
        for other in [
            "https://example.org/delta/",
            "https://example.org/delta/floods/2",
            "https://example.com/delta/floods/",
            "https://example.org/delta/floods?page=2",
        ] {
            assert!(!same(page, other), "{other}");
        }
        assert_eq!(Address::of("../corpus/notes.md"), None);
        assert_eq!(Address::of("notes.md"), None);
    }
}
