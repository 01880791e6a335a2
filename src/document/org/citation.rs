//! Citations of Org: those of org-cite and of org-ref.

use serde::Deserialize;

use super::Reader;
use crate::document::CitedWork;
use crate::document::lined::{Inline, Stretch, works};
use crate::language::word_list::{self, Meanings};
use crate::span::Span;

/// What a link of org-ref means.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Meaning {
    Cite,
    /// Its number is in the published text only.
    Refer,
}

const LIST: &str = include_str!("links.txt");

static KNOWN: Meanings<Meaning> = Meanings::new(|| word_list::meanings(LIST));

/// Whether a link of this name is a citation of org-ref.
pub(super) fn is_cited(name: &str) -> bool {
    KNOWN.get(name) == Some(&Meaning::Cite)
}

impl Reader<'_> {
    /// `cite:key,other` of org-ref.
    pub(super) fn cited(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        let colon = rest.bytes().take(12).position(|byte| byte == b':')?;
        let meaning = *KNOWN.get(&rest[..colon])?;
        let keys = &rest[colon + 1..];
        let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:,;&+./".contains(byte);
        let length = keys.bytes().take_while(is_key).count();
        let keys = keys[..length].trim_end_matches(['.', ',', ';', ':']);
        if keys.is_empty() {
            return None;
        }
        let shown = Span::new(at + colon + 1, at + colon + 1 + keys.len());
        let whole = Span::new(at, shown.end);
        self.flush(stretch, at, whole.end);
        if meaning == Meaning::Cite {
            self.writer.cite(ref_works(keys), shown, whole);
        }
        Some(whole.end)
    }
}

/// The works of org-cite: `prefix @key suffix; @other`.
pub(super) fn grouped(items: &str) -> Vec<CitedWork> {
    let keys = items.split(';').filter_map(|item| {
        let behind = &item[item.find('@')? + 1..];
        let end = behind.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']'));
        let key = &behind[..end.unwrap_or(behind.len())];
        let page = behind[key.len()..].trim_start_matches([',', ' ']);
        let page = page.trim_start_matches("pp.").trim_start_matches("p.");
        let page = page.trim().chars();
        let page: String = page
            .take_while(|c| c.is_ascii_digit() || *c == '-')
            .collect();
        Some(format!("{key}({page})"))
    });
    works(&keys.collect::<Vec<_>>().join(","))
}

/// The works of org-ref: `a,b`, `&a;&b`, perhaps with words around them.
pub(super) fn ref_works(keys: &str) -> Vec<CitedWork> {
    let marked = keys.split(';').filter_map(|item| {
        let behind = &item[item.find('&')? + 1..];
        behind.split_whitespace().next()
    });
    let marked: Vec<&str> = marked.collect();
    match marked.is_empty() {
        true => works(keys),
        false => works(&marked.join(",")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_said_once() {
        word_list::assert_sound(LIST, " ", |_| "link");
        assert!(is_cited("citep") && !is_cited("ref") && !is_cited("file"));
    }
}
