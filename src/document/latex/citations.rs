//! The citations of LaTeX, natbib and biblatex: `\citep[see][p.~4]{one,two}`, `\autocites[4]{one}[9]{two}`.

use super::Reader;
use super::pieces::Kind;
use crate::document::printing::Printing;
use crate::document::{CitedWork, MarkKind};
use crate::span::Span;

impl Reader<'_> {
    /// Reads the citation at the piece `at`. One that is a word of the sentence shows its key as a
    /// word, any other in brackets.
    pub(super) fn cite(&mut self, at: usize, is_word: bool) -> usize {
        let mut works: Vec<CitedWork> = Vec::new();
        let mut next = at + 1;
        // What `\autocites` has before all of its citations.
        while self.parenthesised(next).is_some() {
            next += 1;
        }
        loop {
            let mut behind = next;
            let mut page = None;
            while let Some(argument) = self.bracketed(behind) {
                page = Some(shown(self.inner(argument)));
                behind = argument.1 + 1;
            }
            let Some(argument) = self.braced(behind) else {
                break;
            };
            if self.pieces[argument.0].kind != Kind::Open {
                break;
            }
            works.extend(cited(self.inner(argument), page));
            next = argument.1 + 1;
            let goes_on = self.pieces.get(next).is_some_and(|piece| {
                matches!(piece.kind, Kind::Bracket | Kind::Open) && piece.partner.is_some()
            });
            if !goes_on || !self.is_plural(at) {
                break;
            }
        }
        if works.is_empty() {
            return next;
        }
        let keys: Vec<&str> = works.iter().map(|work| work.key.as_str()).collect();
        let keys = keys.join(", ");
        let words = if is_word { keys } else { format!("[{keys}]") };
        let end = self.pieces[next - 1].span.end;
        let span = Span::new(self.pieces[at].span.start, end);
        self.write_marked(&words, span, MarkKind::Citation { works });
        next
    }

    /// Whether a command takes any number of citations: `\cites`, `\textcites`.
    fn is_plural(&self, at: usize) -> bool {
        self.pieces[at].inner.of(self.source).ends_with("cites")
    }
}

/// The works of a list of keys. The page behind it is in the last of them.
fn cited(keys: &str, page: Option<String>) -> Vec<CitedWork> {
    let keys = keys.split(',').map(str::trim);
    let is_key = |key: &&str| !key.is_empty() && !key.contains(['\\', '#', '{', '%', '*']);
    let mut works: Vec<CitedWork> = keys
        .filter(is_key)
        .map(|key| CitedWork {
            key: key.to_owned(),
            page: None,
            csl: String::new(),
        })
        .collect();
    if let Some(last) = works.last_mut() {
        last.page = page.filter(|page| !page.is_empty());
    }
    works
}

/// A short note as it is printed.
fn shown(written: &str) -> String {
    let plain = written.replace("---", "–").replace("--", "–");
    let plain = plain.replace(['~', '{', '}'], " ").replace("\\S", "§");
    let plain = plain.replace("\\,", " ").replace('\\', "");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}
