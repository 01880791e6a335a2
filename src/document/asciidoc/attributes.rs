//! The lines in brackets above a block: `[quote, Awa Diallo, The delta]`, `[cols="1,2", %header]`.

use crate::span::Span;

/// What such lines say.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes<'a> {
    /// The parts without a name, in their order; the first is the style.
    parts: Vec<Span>,
    /// The parts with names.
    named: Vec<(&'a str, &'a str)>,
}

impl<'a> Attributes<'a> {
    /// Takes in the line at `line`, brackets included.
    pub(super) fn add(&mut self, source: &'a str, line: Span) {
        let inner = Span::new(line.start + 1, line.end - 1);
        let mut from = inner.start;
        let mut quoted = false;
        let text = inner.of(source);
        for (at, byte) in text.bytes().chain([b',']).enumerate() {
            let at = inner.start + at;
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted || at == inner.end => {
                    self.take(source, Span::new(from, at));
                    from = at + 1;
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, source: &'a str, part: Span) {
        let text = part.of(source);
        let start = part.start + text.len() - text.trim_start().len();
        let text = text.trim();
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        match text.split_once('=') {
            Some((name, value)) if is_name(name) => {
                self.named.push((name, value.trim_matches(['"', '\''])));
            }
            _ => {
                let quotes =
                    usize::from(text.len() > 1 && text.starts_with('"') && text.ends_with('"'));
                let end = start + text.len() - quotes;
                self.parts.push(Span::new(start + quotes, end));
            }
        }
    }

    /// The style of the block, without its roles, options and anchor; empty where it has none.
    pub(super) fn style(&self, source: &'a str) -> &'a str {
        let first = self.parts.first().map_or("", |part| part.of(source));
        let end = first.find(['.', '#', '%']).unwrap_or(first.len());
        &first[..end]
    }

    /// What stands behind the style: whose words a quotation is, and where they stand.
    pub(super) fn behind_style(&self) -> Vec<Span> {
        let parts = self.parts.iter().skip(1);
        parts.filter(|part| !part.is_empty()).copied().collect()
    }

    /// The value of a name.
    pub(super) fn named(&self, name: &str) -> Option<&'a str> {
        let found = self.named.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| *value)
    }

    /// Whether an option is set: `%header`, `options="header"`.
    pub(super) fn has_option(&self, source: &str, option: &str) -> bool {
        let is_listed = |name: &str| {
            let listed = self.named(name).unwrap_or_default();
            listed.split(',').any(|one| one.trim() == option)
        };
        let is_short = |part: &Span| {
            let mut options = part.of(source).split('%').skip(1);
            options.any(|one| one == option)
        };
        is_listed("options") || is_listed("opts") || self.parts.iter().any(is_short)
    }
}
