//! The citations of Typst: `@key[p. 4]`, `cite(<key>)`, the work that a quotation is from.

use typst_syntax::{SyntaxKind, ast};

use super::Reader;
use super::node::{Arguments, Node};
use crate::document::printing::Printing;
use crate::document::{CitedWork, MarkKind};
use crate::span::Span;

impl<'t> Reader<'_, 't> {
    /// `@key[p. 4]`: a citation, unless the draft has a label of that name, whose number nobody knows.
    pub(super) fn reference(&mut self, node: Node<'t>) {
        let Some(reference) = node.tree.cast::<ast::Ref<'_>>() else {
            return;
        };
        let key = reference.target();
        if self.labels.contains(key) {
            let rest = &self.source[node.span().end..];
            if rest.starts_with(['.', ',', ';', ':', ')', '?', '!']) {
                self.builder.forget_space();
            }
            return;
        }
        if self.terms.contains(key) {
            self.write_marked(key, node.span(), MarkKind::Code);
            return;
        }
        let supplement = node.child(SyntaxKind::ContentBlock);
        let page = supplement.map(|supplement| self.plain(supplement));
        self.cited(key, page, false, node.span());
    }

    /// Writes a citation; one that is a word of the sentence shows its key as a word.
    fn cited(&mut self, key: &str, page: Option<String>, is_word: bool, span: Span) {
        let work = CitedWork {
            key: key.to_owned(),
            page: page.filter(|page| !page.is_empty()),
            csl: String::new(),
        };
        let words = match is_word {
            true => key.to_owned(),
            false => format!("[{key}]"),
        };
        let works = vec![work];
        self.write_marked(&words, span, MarkKind::Citation { works });
    }

    /// The words of content in brackets, as they are written.
    fn plain(&self, content: Node<'_>) -> String {
        let inner = content.of(self.source);
        let inner = inner.trim_start_matches('[').trim_end_matches(']');
        let plain = inner.replace("---", "–").replace("--", "–");
        let plain = plain.replace('~', " ").replace('\\', "");
        let words: Vec<&str> = plain.split_whitespace().collect();
        words.join(" ")
    }

    /// `cite(<key>, supplement: [p. 4], form: "prose")`.
    pub(super) fn citation(&mut self, node: Node<'t>, arguments: &Arguments<'_, 't>) {
        let Some(first) = arguments.given.first().copied() else {
            return;
        };
        let key = match first.kind() {
            SyntaxKind::Label => first.of(self.source).trim_matches(['<', '>']).to_owned(),
            SyntaxKind::FuncCall if self.callee(first) == "label" => {
                let strings = first.arguments(self.source).strings();
                strings.into_iter().next().unwrap_or_default()
            }
            _ => String::new(),
        };
        let form = arguments
            .get("form")
            .map_or("", |form| form.of(self.source));
        if key.is_empty() || form == "none" {
            return;
        }
        let page = arguments.get("supplement").map(|page| self.plain(page));
        let is_word = matches!(form, "\"prose\"" | "\"author\"" | "\"year\"");
        self.cited(&key, page, is_word, node.span());
    }

    /// Whose a quotation is: words, or the key of a work.
    pub(super) fn attributed(&mut self, by: Node<'t>) {
        match by.kind() {
            SyntaxKind::Label => {
                let key = by.of(self.source).trim_matches(['<', '>']).to_owned();
                self.cited(&key, None, false, by.span());
            }
            _ => self.content(by),
        }
    }
}
