//! Persistent identifiers, by which a work is known without a bibliography: `doi:10.…`,
//! `pmid:…`, `arxiv:…`, `isbn:…`, `url:https://…`.

use std::sync::LazyLock;

use regex::Regex;

use super::bibliography::doi_key;
use super::{Bibliography, Entry, Metadata};

/// Registries whose numbers name one work each, for good.
const REGISTRIES: &[&str] = &[
    "arxiv",
    "clinicaltrials",
    "doi",
    "hdl",
    "isbn",
    "issn",
    "pmc",
    "pmcid",
    "pmid",
    "pubmed",
    "url",
    "urn",
    "wikidata",
];

/// The work that `written` names by a persistent identifier; `None` where it is none. Of most
/// registries nothing is known but that there is such a work.
#[must_use]
pub fn identified(written: &str) -> Option<Metadata> {
    let address = written.starts_with("https://") || written.starts_with("http://");
    let (registry, number) = match written.split_once(':') {
        _ if address => ("url", written),
        Some((registry, number)) if !number.is_empty() => (registry, number),
        _ => return None,
    };
    let registry = registry.to_ascii_lowercase();
    REGISTRIES.contains(&registry.as_str()).then(|| {
        let doi = Some(doi_key(number)).filter(|doi| !doi.is_empty());
        Metadata {
            key: Some(written.to_owned()),
            doi: doi.filter(|_| matches!(registry.as_str(), "doi" | "url")),
            url: (registry == "url").then(|| number.to_owned()),
            ..Metadata::default()
        }
    })
}

/// A definition of a key by an identifier: `[@tag:wells]: doi:10.1234/x`.
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^ {0,3}\[@([^\]\s]+)\]:[ \t]*(\w+:\S+)").expect("the pattern is sound")
});

/// A work that reStructuredText lists under a label: `.. [Wells2001] Wells, Ada: …`.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*\.\. \[([\p{L}][\w.:+&'-]{0,78})\](?:[ \t]+(\S.*))?$")
        .expect("the pattern is sound")
});

impl Bibliography {
    /// The works that `restructured` text lists under labels.
    #[must_use]
    pub fn listed_in(restructured: &str) -> Self {
        let entries = LISTED.captures_iter(restructured).map(|found| Entry {
            metadata: Metadata {
                key: Some(found[1].to_owned()),
                title: found
                    .get(2)
                    .map(|title| title.as_str().replace(['*', '`'], "")),
                ..Metadata::default()
            },
            ..Entry::default()
        });
        Self::of(entries.collect())
    }

    /// The keys that `markdown` defines by an identifier.
    #[must_use]
    pub fn defined_in(markdown: &str) -> Self {
        let is_address = |target: &str| target.starts_with("http");
        let mut targets = DEFINITION
            .captures_iter(markdown)
            .map(|found| found[2].to_owned());
        // `[@awa]: https://…` is a person's page in ordinary Markdown. A tag is nobody's name, and a
        // text that defines other keys by their identifiers defines this one by an address.
        let defines_keys =
            targets.any(|target| !is_address(&target) && identified(&target).is_some());
        let entries = DEFINITION.captures_iter(markdown).filter_map(|found| {
            let target = &found[2];
            let is_link = is_address(target) && !defines_keys && !found[1].starts_with("tag:");
            let metadata = identified(target).filter(|_| !is_link)?;
            Some(Entry {
                metadata: Metadata {
                    key: Some(found[1].to_owned()),
                    ..metadata
                },
                ..Entry::default()
            })
        });
        Self::of(entries.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_names_a_work_and_a_key_does_not() {
        let doi = identified("doi:10.1234/AB").unwrap();
        assert_eq!(doi.doi.as_deref(), Some("10.1234/ab"));
        let page = identified("url:https://example.org/a").unwrap();
        assert_eq!(page.url.as_deref(), Some("https://example.org/a"));
        assert!(identified("https://example.org/a").is_some());
        assert!(identified("PMID:123").is_some());
        for key in ["smith2021", "tag:wells", "fig:gates", "doi:"] {
            assert_eq!(identified(key), None, "{key}");
        }
    }

    #[test]
    fn labels_list_works_and_numbers_list_notes() {
        let listed = Bibliography::listed_in(
            ".. [Wells2001] Wells, Ada: The weir.\n.. [1] A note.\n.. [#a] Another.\n\n  .. [B-2]\n",
        );
        assert_eq!(listed.keys().collect::<Vec<_>>(), ["Wells2001", "B-2"]);
    }

    #[test]
    fn tags_are_defined_by_identifiers_and_handles_are_not() {
        let keys = |markdown| -> Vec<String> {
            let defined = Bibliography::defined_in(markdown);
            defined.keys().map(str::to_owned).collect()
        };
        assert_eq!(
            keys(
                "[@tag:wells]: doi:10.1/w\n[@page]: url:https://example.org\n\
                 [@gates]: https://example.org/gates\n[plain]: doi:10.1/x\n"
            ),
            ["tag:wells", "page", "gates"]
        );
        assert_eq!(
            keys("[@awa]: https://example.org/awa\n[@tag:site]: https://example.org/site\n"),
            ["tag:site"]
        );
    }
}
