//! Pandoc's citations: `[see @key, p. 4; -@other]` and `@key [p. 4]`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Style, Target, locator};
use crate::sources::identified;
use crate::span::{Span, SpanSet};

static GROUP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[[^\[\]]*@[^\[\]]+\]").expect("the pattern is sound"));

/// A key: it may hold inner punctuation, but neither end with it nor hold a dash (`--`). Right behind
/// a bracket that closes stands no key, but the host of a mistyped address.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[^\w@./+)\]}-])-?@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:(?:-?[\w:.#$%&+?<>~/])*-?[\w/])?))")
        .expect("the pattern is sound")
});

static SUFFIX: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\[([^\[\]@]*)\]").expect("the pattern is sound"));

/// The citations of `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut groups = Vec::new();
    for group in GROUP.find_iter(text) {
        let group = Span::new(group.start(), group.end());
        // A link that stands in HTML is not read as one (`[@name](https://example.org/name)`), nor is
        // one whose label is defined elsewhere (`[words][@name]`).
        let is_link = text[group.end..].starts_with('(');
        let is_cited = groups
            .last()
            .is_some_and(|last: &Span| last.end == group.start);
        let is_label = text[..group.start].ends_with(']') && !is_cited;
        let items = grouped(text, group);
        if is_link || is_label {
            groups.push(group);
        } else if !items.is_empty() {
            groups.push(group);
            found.extend(items);
        }
    }
    let groups: SpanSet = groups.into_iter().collect();
    for key in KEY.captures_iter(text) {
        let (span, name) = key_of(&key);
        if groups.overlaps(span) || is_cross_reference(name) {
            continue;
        }
        found.push(narrative(text, span, name));
    }
    found.sort_by_key(|item| item.span.start);
    found
}

/// The kinds of thing that Quarto, pandoc-crossref and bookdown number, and whose labels begin so.
const NUMBERED_KINDS: &[&str] = &[
    "alg", "cau", "cnj", "cor", "def", "eq", "exm", "exr", "fig", "imp", "lem", "lst", "nte",
    "prp", "rem", "sec", "sol", "tab", "tbl", "thm", "tip", "wrn",
];

/// Whether a key is the label of a figure, a table, a section of the draft itself: `fig:gates`.
fn is_cross_reference(key: &str) -> bool {
    key.split_once([':', '-'])
        .is_some_and(|(kind, _)| NUMBERED_KINDS.contains(&kind.to_lowercase().as_str()))
}

/// The keys that `text` cites, in order.
pub(in crate::draft) fn keys(text: &str) -> Vec<String> {
    find(text)
        .into_iter()
        .filter_map(|found| match found.target {
            Target::Key(key) => Some(key),
            _ => None,
        })
        .collect()
}

/// The key's span, from its `@` or `-`, and its name.
fn key_of<'t>(captures: &regex::Captures<'t>) -> (Span, &'t str) {
    let whole = captures.get(0).expect("a match has a whole");
    let before = captures.get(1).map_or(0, |before| before.len());
    let name = captures
        .get(2)
        .or_else(|| captures.get(3))
        .map_or("", |name| name.as_str());
    (Span::new(whole.start() + before, whole.end()), name)
}

fn grouped(text: &str, group: Span) -> Vec<Found> {
    let inner = Span::new(group.start + 1, group.end - 1);
    let mut items = Vec::new();
    let mut start = inner.start;
    for part in inner.of(text).split(';') {
        let key = KEY.captures(part);
        let key = key.as_ref().map(key_of);
        if let Some((span, name)) = key.filter(|(_, name)| !is_cross_reference(name)) {
            let (span, name) = whole_identifier(part, span, name);
            items.push(Found {
                style: Style::Pandoc,
                target: Target::Key(name.to_owned()),
                locator: locator::behind(&part[span.end..]),
                span: span.shifted(start),
                apparatus: group,
                certain: true,
            });
        }
        start += part.len() + 1;
    }
    items
}

/// The key at `span` of an item, up to the next space where it is an identifier: addresses and
/// DOIs hold signs that no other key does.
fn whole_identifier<'t>(part: &'t str, span: Span, name: &'t str) -> (Span, &'t str) {
    let start = span.end - name.len();
    let whole = part[start..].split_whitespace().next().unwrap_or(name);
    let whole = whole.trim_end_matches(',');
    if whole.len() > name.len() && name.contains(':') && identified(whole).is_some() {
        (Span::new(span.start, start + whole.len()), whole)
    } else {
        (span, name)
    }
}

/// `@key says …`: the key stands for the author, so it is a word of the sentence; a bracket
/// after it is not. It may be a mention of somebody (`@name`) instead.
fn narrative(text: &str, span: Span, name: &str) -> Found {
    let suffix = SUFFIX.captures(&text[span.end..]);
    let end = suffix
        .as_ref()
        .and_then(|suffix| suffix.get(0))
        .map_or(span.end, |whole| span.end + whole.end());
    Found {
        style: Style::Pandoc,
        target: Target::Key(name.to_owned()),
        locator: suffix.and_then(|suffix| locator::behind(&suffix[1])),
        span,
        apparatus: Span::new(span.start, end),
        certain: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<(String, &str)> {
        find(text)
            .into_iter()
            .map(|item| match item.target {
                Target::Key(key) => (key, item.span.of(text)),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn groups_hold_several_keys_each_with_its_locator() {
        let text = "Rain fell [see @diallo2020, p. 4; -@wells:2019, para. 3].";
        assert_eq!(
            cited(text),
            [
                ("diallo2020".to_owned(), "@diallo2020"),
                ("wells:2019".to_owned(), "-@wells:2019")
            ]
        );
        let found = find(text);
        assert_eq!(found[0].locator.map(|at| at.first), Some(4));
        assert_eq!(found[1].locator.map(|at| at.first), Some(3));
        assert!(found[0].apparatus.of(text).starts_with("[see"));
    }

    #[test]
    fn a_narrative_key_stops_before_the_punctuation_of_the_sentence() {
        let text = "As @diallo2020 [p. 9] shows, and @{wells 2}. So says @wells2019.";
        let found = cited(text);
        assert_eq!(found[0].0, "diallo2020");
        assert_eq!(found.last().unwrap().0, "wells2019");
    }

    #[test]
    fn a_key_ends_before_a_dash() {
        for (text, key) in [
            (
                "The study was @Allopenna1998---which showed much.",
                "Allopenna1998",
            ),
            ("It was @law2017--2.", "law2017"),
            ("It was @smith-jones2004.", "smith-jones2004"),
            (
                "It was @url:https://example.org/a-b.",
                "url:https://example.org/a-b",
            ),
        ] {
            let keys: Vec<String> = cited(text).into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys, [key], "{text}");
        }
    }

    #[test]
    fn a_label_behind_the_words_of_a_link_is_no_key() {
        assert_eq!(cited("Join [the space][@harbour] on Monday."), []);
        let keys: Vec<String> = cited("It rained [@wells][@diallo2020].")
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        assert_eq!(keys, ["wells", "diallo2020"]);
    }

    #[test]
    fn labels_of_figures_are_no_keys() {
        assert_eq!(
            cited("As @fig:gates and @tbl-loads show [@eq:flow; @sec-two]."),
            []
        );
        assert_eq!(cited("It rained [@figaro2020].")[0].0, "figaro2020");
    }

    #[test]
    fn the_words_of_a_link_are_no_key() {
        assert_eq!(cited("So says [@awa](https://example.org/awa)."), []);
    }

    #[test]
    fn an_identifier_is_a_key_whatever_its_signs() {
        let text = "It rained [@url:http://x.example/a?b=1, p. 4; @doi:10.1016/0022(81)90087-5].";
        let keys: Vec<String> = cited(text).into_iter().map(|(key, _)| key).collect();
        assert_eq!(
            keys,
            ["url:http://x.example/a?b=1", "doi:10.1016/0022(81)90087-5"]
        );
    }

    #[test]
    fn mail_addresses_and_handles_in_paths_are_no_keys() {
        assert_eq!(cited("Write to desk@example.org or see x/@home."), []);
        assert_eq!(
            cited("Write to desk]@example.org or (desk)@example.org."),
            []
        );
    }
}
