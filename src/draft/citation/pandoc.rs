//! Pandoc's citations: `[see @key, p. 4; -@other]` and `@key [p. 4]`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Style, Target, locator};
use crate::span::Span;

static GROUP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[[^\[\]]*@[^\[\]]+\]").expect("the pattern is sound"));

/// A key: it may hold inner punctuation, but not end with it.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[^\w@./+-])-?@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\w:.#$%&+?<>~/-]*[\w/])?))")
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
        let items = grouped(text, group);
        if !items.is_empty() {
            groups.push(group);
            found.extend(items);
        }
    }
    for key in KEY.captures_iter(text) {
        let (span, name) = key_of(&key);
        if groups.iter().any(|group| group.contains(span)) {
            continue;
        }
        found.push(narrative(text, span, name));
    }
    found.sort_by_key(|item| item.span.start);
    found
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
        if let Some(captures) = KEY.captures(part) {
            let (span, name) = key_of(&captures);
            items.push(Found {
                style: Style::Pandoc,
                target: Target::Key(name.to_owned()),
                locator: locator::find(&part[span.end..]),
                span: span.shifted(start),
                apparatus: group,
                certain: true,
            });
        }
        start += part.len() + 1;
    }
    items
}

/// `@key says …`: the key stands for the author, so it is a word of the sentence; a bracket
/// after it is not.
fn narrative(text: &str, span: Span, name: &str) -> Found {
    let suffix = SUFFIX.captures(&text[span.end..]);
    let end = suffix
        .as_ref()
        .and_then(|suffix| suffix.get(0))
        .map_or(span.end, |whole| span.end + whole.end());
    Found {
        style: Style::Pandoc,
        target: Target::Key(name.to_owned()),
        locator: suffix.and_then(|suffix| locator::find(&suffix[1])),
        span,
        apparatus: Span::new(span.start, end),
        certain: true,
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
    fn mail_addresses_and_handles_in_paths_are_no_keys() {
        assert_eq!(cited("Write to desk@example.org or see x/@home."), []);
    }
}
