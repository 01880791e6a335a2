//! Code within the text of Typst: what calls of functions print, and what names stand for.

use typst_syntax::SyntaxKind;

use super::functions::{Meaning, function};
use super::node::{Arguments, Node};
use super::{Container, LONGEST_WORDS, Reader};
use crate::document::printing::Printing;
use crate::document::{BlockKind, MarkKind};
use crate::span::Span;

impl<'t> Reader<'_, 't> {
    /// Reads code that stands in the text.
    pub(super) fn expression(&mut self, node: Node<'t>) {
        match node.kind() {
            SyntaxKind::FuncCall => self.call(node),
            SyntaxKind::ContentBlock | SyntaxKind::Str => self.content(node),
            SyntaxKind::Ident => self.named(node),
            SyntaxKind::LetBinding => self.bind(node),
            SyntaxKind::ShowRule | SyntaxKind::SetRule => self.set_up(node),
            SyntaxKind::FieldAccess => {
                self.unknown.insert(node.span().of(self.source));
                self.stand_in(node);
            }
            SyntaxKind::Conditional
            | SyntaxKind::ForLoop
            | SyntaxKind::WhileLoop
            | SyntaxKind::CodeBlock
            | SyntaxKind::Contextual => {
                let code = node.span().of(self.source);
                let word = code.split(|c: char| !c.is_alphabetic()).next();
                let word = word.filter(|word| !word.is_empty());
                self.unknown.insert(word.unwrap_or("{…}"));
            }
            _ => {}
        }
    }

    fn call(&mut self, node: Node<'t>) {
        let name = self.callee(node);
        let arguments = node.arguments(self.source);
        match function(name) {
            Some(Meaning::Words) => self.printed(&arguments),
            Some(Meaning::Emphasis) => self.call_marked(MarkKind::Emphasis, node, &arguments),
            Some(Meaning::Code) => {
                if let Some(code) = arguments.strings().first() {
                    self.write_marked(code, node.span(), MarkKind::Code);
                }
            }
            Some(Meaning::Struck) => {
                self.struck += 1;
                self.printed(&arguments);
                self.struck -= 1;
            }
            Some(Meaning::Raised) => self.raised(&arguments),
            Some(Meaning::Link) => self.link(node, &arguments),
            Some(Meaning::Blocks) => self.blocks(&arguments),
            Some(Meaning::Quotation) => self.quotation(node, &arguments),
            Some(Meaning::Note) => self.put_off_note(node, &arguments),
            Some(Meaning::Citation) => self.citation(node, &arguments),
            Some(Meaning::Figure) => self.figure(&arguments),
            Some(Meaning::Table) => self.table(&arguments),
            Some(Meaning::Heading) => {
                let level = arguments.get("level").or(arguments.get("depth"));
                let level = level.and_then(|level| level.of(self.source).parse().ok());
                if let Some(content) = arguments.given.last() {
                    self.heading(level.unwrap_or(1), *content);
                }
            }
            Some(Meaning::List) => {
                for item in arguments.given.iter().copied() {
                    self.item(item);
                }
            }
            Some(Meaning::Terms) => self.terms(&arguments),
            Some(Meaning::Space) => self.builder.space(node.span()),
            Some(Meaning::Bibliography | Meaning::Nothing) => {}
            None => self.unknown_call(node, name, &arguments),
        }
    }

    /// A function of the draft's own, or of a package.
    fn unknown_call(&mut self, node: Node<'t>, name: &str, arguments: &Arguments<'_, 't>) {
        let contents: Vec<Node<'t>> = arguments.contents().collect();
        let span = Span::new(node.span().start, node.span().start + name.len());
        self.unknown.insert(span.of(self.source));
        match contents.as_slice() {
            [content] => self.content(*content),
            _ => self.stand_in(node),
        }
    }

    /// Within a sentence the name of some code stands in the place of what it prints: as code, which
    /// nobody says.
    fn stand_in(&mut self, node: Node<'t>) {
        let code = node.of(self.source);
        let name = code.split(['(', '[']).next().unwrap_or(code);
        if self.builder.has_words() && !name.contains(char::is_whitespace) {
            self.write_marked(name, node.span(), MarkKind::Code);
        }
    }

    /// The arguments that are printed as they are.
    pub(super) fn printed(&mut self, arguments: &Arguments<'_, 't>) {
        for content in arguments.given.iter().copied() {
            if is_content(content) {
                self.content(content);
            }
        }
    }

    fn call_marked(&mut self, kind: MarkKind, node: Node<'t>, arguments: &Arguments<'_, 't>) {
        let begun = self.begin_mark();
        self.printed(arguments);
        self.end_mark(kind, begun, node.span());
    }

    fn raised(&mut self, arguments: &Arguments<'_, 't>) {
        if let [content] = arguments.given.as_slice()
            && let Some(markup) = content.child(SyntaxKind::Markup)
            && self.struck == 0
            && self.builder.raise(markup.span())
        {
            return;
        }
        self.printed(arguments);
    }

    /// `link("address")[words]`, or the address alone.
    fn link(&mut self, node: Node<'t>, arguments: &Arguments<'_, 't>) {
        let target = arguments.given.first().and_then(|first| first.string());
        match (target, arguments.given.get(1)) {
            (Some(target), None) => self.address(target, node.span()),
            (Some(target), Some(words)) => {
                let begun = self.begin_mark();
                self.content(*words);
                self.end_mark(MarkKind::Link { target }, begun, node.span());
            }
            (None, words) => {
                if let Some(words) = words {
                    self.content(*words);
                }
            }
        }
    }

    fn blocks(&mut self, arguments: &Arguments<'_, 't>) {
        if self.containers.last() == Some(&Container::Cell) {
            self.printed(arguments);
            return;
        }
        for content in arguments.given.iter().copied().filter(|it| is_content(*it)) {
            self.end_block();
            self.content(content);
            self.end_block();
        }
    }

    /// A quotation: a block of its own, or words between quotation marks.
    fn quotation(&mut self, node: Node<'t>, arguments: &Arguments<'_, 't>) {
        let span = node.span();
        let is_block = arguments
            .get("block")
            .is_some_and(|it| it.of(self.source) == "true");
        let by = arguments.get("attribution");
        if is_block {
            self.end_block();
            self.containers.push(Container::Quotation);
            self.printed(arguments);
            if let Some(by) = by {
                self.end_block();
                self.write("—", Span::new(by.span().start, by.span().start));
                self.builder.gap();
                self.attributed(by);
            }
            self.end_block();
            self.containers.pop();
            return;
        }
        self.write("“", Span::new(span.start, span.start));
        self.printed(arguments);
        self.write("”", Span::new(span.end, span.end));
        if let Some(by) = by {
            self.builder.gap();
            self.attributed(by);
        }
    }

    /// A note is read behind the text; here only its number stands.
    fn put_off_note(&mut self, node: Node<'t>, arguments: &Arguments<'_, 't>) {
        let Some(content) = arguments.given.first().filter(|_| self.struck == 0) else {
            return;
        };
        if content.kind() == SyntaxKind::Label {
            return;
        }
        self.count += 1;
        // The label of a note within a line, which nobody writes.
        let label = format!("^{}", self.count);
        if self.builder.has_words() {
            let kind = MarkKind::NoteReference {
                label: label.clone(),
            };
            self.builder
                .mark(kind, self.builder.words_end(), node.span());
        }
        self.notes.push_back((label, *content));
    }

    /// A figure: what it shows, if that is text, and its caption.
    fn figure(&mut self, arguments: &Arguments<'_, 't>) {
        self.blocks(arguments);
        if let Some(caption) = arguments.get("caption") {
            self.end_block();
            self.builder.begin(BlockKind::Caption);
            match caption.kind() {
                SyntaxKind::FuncCall => self.printed(&caption.arguments(self.source)),
                _ => self.content(caption),
            }
            self.end_block();
            self.last = None;
        }
    }

    fn terms(&mut self, arguments: &Arguments<'_, 't>) {
        for item in arguments.given.iter().copied() {
            let introduced_by = self.lead_in();
            self.builder
                .begin_introduced(BlockKind::Item, introduced_by);
            self.containers.push(Container::Item { first: None });
            let given = match item.kind() {
                SyntaxKind::Array => item.children().filter(|it| is_content(*it)).collect(),
                _ => item.arguments(self.source).given,
            };
            for (at, part) in given.into_iter().enumerate() {
                if at == 1 {
                    self.write(":", Span::new(part.span().start, part.span().start));
                    self.builder.gap();
                }
                self.content(part);
            }
            self.leave_item(introduced_by);
        }
    }

    /// A name that stands for words, or code in the place of what it prints.
    fn named(&mut self, node: Node<'t>) {
        match self.names.get(node.of(self.source)).cloned() {
            Some(words) => self.write(&words, node.span()),
            None => {
                let name = node.span().of(self.source);
                self.unknown.insert(name);
                self.stand_in(node);
            }
        }
    }

    /// `let name = "words"`, `let name = [words]`.
    fn bind(&mut self, node: Node<'t>) {
        let Some(name) = node.child(SyntaxKind::Ident) else {
            return;
        };
        let value = node.children().last();
        let words = value.and_then(|value| match value.kind() {
            SyntaxKind::Str => value.string(),
            SyntaxKind::ContentBlock => self.simple(value),
            _ => None,
        });
        let name = name.span().of(self.source);
        match words.filter(|words| words.len() <= LONGEST_WORDS) {
            Some(words) => self.names.insert(name, words),
            None => self.names.remove(name),
        };
    }

    /// The words of content that is nothing else.
    fn simple(&self, content: Node<'_>) -> Option<String> {
        let markup = content.child(SyntaxKind::Markup)?;
        let is_plain = |node: Node<'_>| {
            matches!(
                node.kind(),
                SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::SmartQuote
            )
        };
        let is_simple = markup.children().all(is_plain);
        is_simple.then(|| markup.of(self.source).trim().to_owned())
    }

    /// What a rule says of the whole document: its title, its abstract, its language, its authors.
    fn set_up(&mut self, node: Node<'t>) {
        let call = match node.kind() {
            // `show: page => article(title: […], page)`
            SyntaxKind::ShowRule => node.children().last().and_then(|it| match it.kind() {
                SyntaxKind::Closure => it.children().last(),
                _ => Some(it),
            }),
            _ => Some(node),
        };
        let Some(call) = call.filter(|call| call.child(SyntaxKind::Args).is_some()) else {
            return;
        };
        let arguments = call.arguments(self.source);
        if let Some(language) = arguments.get("lang").and_then(Node::string) {
            self.builder.embedded().add("language", &language);
        }
        if let Some(title) = arguments.get("title").filter(|title| is_content(*title)) {
            self.heading(1, title);
            if let Some(last) = self.builder.blocks().last() {
                let title = self.builder.text_of(last.span).to_owned();
                self.builder.embedded().add("title", &title);
            }
        }
        if let Some(summary) = arguments.get("abstract").filter(|it| is_content(*it)) {
            self.content(summary);
            self.end_block();
        }
    }
}

/// Whether an argument is printed: content, a string, or what a call makes.
fn is_content(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        SyntaxKind::ContentBlock
            | SyntaxKind::Str
            | SyntaxKind::FuncCall
            | SyntaxKind::Equation
            | SyntaxKind::Raw
    )
}
