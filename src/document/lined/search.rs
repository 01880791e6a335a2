//! Looking for the end of what opens within a paragraph, in time that the paragraph's length bounds.

use std::collections::BTreeMap;

use crate::span::Span;

/// Searches in one stretch of text. What was not found between a place and an end is not between a
/// later place and that end, and is not looked for again.
#[derive(Debug)]
pub(in crate::document) struct Search<'a> {
    source: &'a str,
    within: Span,
    /// Each sign that is missing, with the end up to which it is.
    missing: BTreeMap<&'static str, usize>,
    /// The square brackets that open, each with the one that closes it, in order.
    brackets: Option<Vec<(usize, usize)>>,
}

impl<'a> Search<'a> {
    pub(in crate::document) fn new(source: &'a str, within: Span) -> Self {
        Self {
            source,
            within,
            missing: BTreeMap::new(),
            brackets: None,
        }
    }

    /// Where `sign` stands first between `from` and `to` as `fits` has it, which is told the place;
    /// that must not depend on where the search began.
    pub(in crate::document) fn first(
        &mut self,
        from: usize,
        to: usize,
        sign: &'static str,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        if from > to || self.missing.get(sign).is_some_and(|&end| to <= end) {
            return None;
        }
        let rest = &self.source.as_bytes()[from..to];
        let found = memchr::memmem::find_iter(rest, sign.as_bytes())
            .map(|at| from + at)
            .find(|&at| fits(at));
        if found.is_none() {
            self.missing.insert(sign, to);
        }
        found
    }

    /// Where the square bracket is closed that opens at `at`, if it is.
    pub(in crate::document) fn closing(&mut self, at: usize) -> Option<usize> {
        let (source, within) = (self.source, self.within);
        let brackets = self.brackets.get_or_insert_with(|| pairs(source, within));
        let found = brackets.binary_search_by_key(&at, |&(open, _)| open).ok()?;
        Some(brackets[found].1)
    }
}

fn pairs(source: &str, within: Span) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    let bytes = source.as_bytes();
    for at in memchr::memchr2_iter(b'[', b']', &bytes[within.start..within.end]) {
        let at = within.start + at;
        if bytes[at] == b'[' {
            open.push(at);
        } else if let Some(opened) = open.pop() {
            pairs.push((opened, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_looked_for_once() {
        let source = "a ]] b";
        let mut search = Search::new(source, Span::new(0, source.len()));
        assert_eq!(search.first(0, 6, "]]", |_| true), Some(2));
        assert_eq!(search.first(0, 3, "b", |_| true), None);
        assert_eq!(search.first(1, 3, "b", |_| panic!("looked for")), None);
        assert_eq!(search.first(1, 6, "b", |_| true), Some(5));
    }

    #[test]
    fn brackets_within_brackets_are_counted() {
        let source = "[a [b] c] [d [e]";
        let mut search = Search::new(source, Span::new(0, source.len()));
        let found: Vec<Option<usize>> = [0, 3, 10, 13].map(|at| search.closing(at)).to_vec();
        assert_eq!(found, [Some(8), Some(5), None, Some(15)]);
    }
}
