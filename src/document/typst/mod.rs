//! Typst: the words that a document prints, without running its code.
//!
//! `typst-syntax`, the parser of Typst itself, takes the text apart; it loses no byte and nests no deeper
//! than 256. `functions.txt` says what each function means to a reader. What code computes is not known
//! and not guessed: a function with one content block shows its words, any other is left out, with its
//! name in the place of what it prints, which states nothing; both are told.

mod calls;
mod citations;
mod formula;
mod functions;
mod node;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, VecDeque};

use typst_syntax::{SyntaxKind, SyntaxNode, ast};

use super::extract::{Builder, Extracted, first_named};
use super::printing::Printing;
use super::{BlockKind, MarkKind, Surroundings};
use crate::span::Span;
use node::Node;

/// The longest words that a name stands for.
const LONGEST_WORDS: usize = 200;

/// Reads Typst, in a text whose other files say what is `around`; what could not be read is told beside
/// it.
pub(super) fn read(decoded: &str, around: &Surroundings) -> Extracted {
    let tree = typst_syntax::parse(decoded);
    let mut reader = Reader::new(decoded);
    reader.labels.clone_from(&around.labels);
    reader.terms.clone_from(&around.names);
    reader.look_through(&tree);
    reader.markup(Node::root(&tree));
    reader.end_block();
    while let Some((label, note)) = reader.notes.pop_front() {
        reader.note = Some(label);
        reader.content(note);
        reader.end_block();
    }
    let gaps = reader.told();
    Extracted {
        gaps,
        ..reader.builder.finish()
    }
}

/// What the text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Quotation,
    Item {
        /// Its first block, once it is written.
        first: Option<usize>,
    },
    /// A table, whose cells hold no blocks.
    Cell,
}

struct Reader<'s, 't> {
    source: &'s str,
    builder: Builder<'s>,
    containers: Vec<Container>,
    notes: VecDeque<(String, Node<'t>)>,
    count: usize,
    /// The note that is being read.
    note: Option<String>,
    /// The block that ended last, if it may introduce a list.
    last: Option<usize>,
    struck: usize,
    /// The labels that the draft defines: a reference to one is no citation.
    labels: BTreeSet<String>,
    /// What a reference may lead to besides: it prints a word, but it is not known which.
    terms: BTreeSet<String>,
    /// The words that names stand for.
    names: HashMap<&'s str, String>,
    unknown: BTreeSet<&'s str>,
    /// How many places are no Typst, and where the first of them is.
    broken: (usize, usize),
}

impl<'s> Printing<'s> for Reader<'s, '_> {
    fn builder(&mut self) -> &mut Builder<'s> {
        &mut self.builder
    }

    fn is_struck(&self) -> bool {
        self.struck > 0
    }

    fn last(&mut self) -> &mut Option<usize> {
        &mut self.last
    }

    fn first_of_item(&mut self) -> Option<&mut Option<usize>> {
        match self.containers.last_mut() {
            Some(Container::Item { first }) => Some(first),
            _ => None,
        }
    }

    fn ensure_open(&mut self) {
        if self.builder.is_open() {
            return;
        }
        let kind = match (&self.note, self.containers.last()) {
            (Some(label), _) => BlockKind::Footnote {
                label: label.clone(),
            },
            (None, Some(Container::Quotation)) => BlockKind::Quotation,
            _ => BlockKind::Paragraph,
        };
        self.builder.begin(kind);
    }
}

impl<'s, 't> Reader<'s, 't> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            builder: Builder::new(source),
            containers: Vec::new(),
            notes: VecDeque::new(),
            count: 0,
            note: None,
            last: None,
            struck: 0,
            labels: BTreeSet::new(),
            terms: BTreeSet::new(),
            names: HashMap::new(),
            unknown: BTreeSet::new(),
            broken: (0, 0),
        }
    }

    /// Notes labels and bibliographies, wherever they stand.
    fn look_through(&mut self, tree: &'t SyntaxNode) {
        let mut open = vec![Node::root(tree)];
        while let Some(node) = open.pop() {
            match node.kind() {
                SyntaxKind::Markup => {
                    let labels = node.children().filter(|it| it.kind() == SyntaxKind::Label);
                    let named = labels.map(|label| label.of(self.source));
                    let named = named.map(|label| label.trim_matches(['<', '>']).to_owned());
                    self.labels.extend(named);
                }
                SyntaxKind::Error => {
                    if self.broken.0 == 0 {
                        self.broken.1 = node.span().start;
                    }
                    self.broken.0 += 1;
                }
                SyntaxKind::FuncCall if self.callee(node) == "bibliography" => {
                    for named in node.arguments(self.source).strings() {
                        self.builder.embedded().add("bibliography", &named);
                    }
                }
                _ => {}
            }
            let first = open.len();
            open.extend(node.children());
            open[first..].reverse();
        }
    }

    /// The name of the function that a node calls.
    fn callee(&self, call: Node<'_>) -> &'s str {
        let called = call.children().next();
        called.map_or("", |called| called.span().of(self.source))
    }

    fn markup(&mut self, markup: Node<'t>) {
        for child in markup.children() {
            self.piece(child);
        }
    }

    fn piece(&mut self, node: Node<'t>) {
        let span = node.span();
        match node.kind() {
            SyntaxKind::Text | SyntaxKind::SmartQuote => self.words(span),
            SyntaxKind::Space | SyntaxKind::Linebreak => self.builder.space(span),
            SyntaxKind::Parbreak => self.parbreak(span),
            SyntaxKind::Escape => {
                let escaped = node.tree.cast::<ast::Escape<'_>>();
                let escaped = escaped.map(|it| it.get().to_string()).unwrap_or_default();
                self.write(&escaped, span);
            }
            SyntaxKind::Shorthand => self.shorthand(node),
            SyntaxKind::Strong | SyntaxKind::Emph => self.marked(MarkKind::Emphasis, node),
            SyntaxKind::Raw => self.raw(node),
            SyntaxKind::Link => self.address(node.of(self.source).to_owned(), span),
            SyntaxKind::Ref => self.reference(node),
            SyntaxKind::Heading => {
                let marks = node.child(SyntaxKind::HeadingMarker);
                let depth = marks.map_or(1, |marks| marks.span().len());
                self.heading(depth, node);
            }
            SyntaxKind::ListItem | SyntaxKind::EnumItem => self.item(node),
            SyntaxKind::TermItem => self.term(node),
            SyntaxKind::Equation => self.equation(node),
            SyntaxKind::LineComment | SyntaxKind::BlockComment => self.comment(node),
            SyntaxKind::Markup => self.markup(node),
            _ => self.expression(node),
        }
    }

    /// Signs that stand for another one.
    fn shorthand(&mut self, node: Node<'t>) {
        let span = node.span();
        let sign = node.tree.cast::<ast::Shorthand<'_>>();
        match sign.map(ast::Shorthand::get) {
            Some('\u{A0}') => self.builder.space(span),
            Some('\u{AD}') | None => {}
            Some(sign) => self.write(&sign.to_string(), span),
        }
    }

    /// The content of `node`, with a mark over it.
    fn marked(&mut self, kind: MarkKind, node: Node<'t>) {
        let begun = self.begin_mark();
        self.content(node);
        self.end_mark(kind, begun, node.span());
    }

    /// What `node` holds: content, a string, or pieces of markup.
    fn content(&mut self, node: Node<'t>) {
        match node.kind() {
            SyntaxKind::Str => {
                let words = node.string().unwrap_or_default();
                self.write(&words, node.span());
            }
            SyntaxKind::Markup => self.markup(node),
            SyntaxKind::ContentBlock
            | SyntaxKind::Strong
            | SyntaxKind::Emph
            | SyntaxKind::Heading
            | SyntaxKind::ListItem
            | SyntaxKind::EnumItem => {
                if let Some(markup) = node.child(SyntaxKind::Markup) {
                    self.markup(markup);
                }
            }
            _ => self.piece(node),
        }
    }

    /// Code within a line is words that nobody says; a block of it is no text.
    fn raw(&mut self, node: Node<'t>) {
        let Some(raw) = node.tree.cast::<ast::Raw<'_>>() else {
            return;
        };
        if raw.block() {
            self.end_block();
            return;
        }
        let lines: Vec<&str> = raw.lines().map(|line| line.get().as_str()).collect();
        self.write_marked(&lines.join(" "), node.span(), MarkKind::Code);
    }

    fn address(&mut self, address: String, span: Span) {
        if self.struck == 0 {
            self.ensure_open();
            let start = self.builder.next_word();
            self.builder.replace(&address, span);
            let kind = MarkKind::Link { target: address };
            self.builder.mark(kind, start, span);
        }
    }

    fn heading(&mut self, depth: usize, content: Node<'t>) {
        self.end_block();
        self.last = None;
        let level = u8::try_from(depth.clamp(1, 6)).unwrap_or(6);
        self.builder.begin(BlockKind::Heading { level });
        self.content(content);
        self.end_block();
        self.last = None;
    }

    fn item(&mut self, node: Node<'t>) {
        let introduced_by = self.lead_in();
        self.containers.push(Container::Item { first: None });
        self.builder
            .begin_introduced(BlockKind::Item, introduced_by);
        self.content(node);
        self.leave_item(introduced_by);
    }

    /// `/ Term: what it means`.
    fn term(&mut self, node: Node<'t>) {
        let introduced_by = self.lead_in();
        self.containers.push(Container::Item { first: None });
        self.builder
            .begin_introduced(BlockKind::Item, introduced_by);
        let mut is_term = true;
        for part in node.children() {
            match part.kind() {
                SyntaxKind::Markup if is_term => {
                    self.marked(MarkKind::Emphasis, part);
                }
                SyntaxKind::Markup => self.markup(part),
                SyntaxKind::Colon => {
                    is_term = false;
                    self.words(part.span());
                }
                SyntaxKind::Space => self.builder.space(part.span()),
                _ => {}
            }
        }
        self.leave_item(introduced_by);
    }

    /// What introduces one item of a list introduces the next one, too.
    fn leave_item(&mut self, introduced_by: Option<usize>) {
        self.end_block();
        self.containers.pop();
        self.last = introduced_by;
    }

    fn comment(&mut self, node: Node<'t>) {
        let written = node.of(self.source);
        let content = written.trim_start_matches("//").trim_start_matches("/*");
        let content = content.trim_end_matches("*/").trim();
        if content.starts_with("ibid-") {
            let at = self.builder.words_end();
            let content = content.to_owned();
            self.builder
                .mark(MarkKind::Comment { content }, at, node.span());
        }
    }

    fn parbreak(&mut self, span: Span) {
        if self.containers.last() == Some(&Container::Cell) {
            self.builder.space(span);
        } else {
            self.end_block();
        }
    }

    /// What could not be read, a sentence each.
    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if !self.unknown.is_empty() {
            let named = first_named(self.unknown.iter().copied());
            told.push(format!(
                "what this code prints is not known, so it was read by the words in its brackets or \
                 left out: {named}"
            ));
        }
        let (count, first) = self.broken;
        if count > 0 {
            let line = self.source[..first].matches('\n').count() + 1;
            told.push(format!(
                "what is no Typst was left out, in {count} places, the first of them on line {line}"
            ));
        }
        told
    }
}
