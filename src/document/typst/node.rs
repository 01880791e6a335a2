//! A node of a Typst document with its place in the source.

use typst_syntax::{SyntaxKind, SyntaxNode};

use crate::span::Span;

/// A node and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'t> {
    pub(super) tree: &'t SyntaxNode,
    start: usize,
}

impl<'t> Node<'t> {
    /// The root of a document.
    pub(super) fn root(tree: &'t SyntaxNode) -> Self {
        Self { tree, start: 0 }
    }

    pub(super) fn kind(self) -> SyntaxKind {
        self.tree.kind()
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.start + self.tree.len())
    }

    /// Its words in the source.
    pub(super) fn of(self, source: &str) -> &str {
        self.span().of(source)
    }

    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let mut start = self.start;
        self.tree.children().map(move |tree| {
            let child = Node { tree, start };
            start += tree.len();
            child
        })
    }

    pub(super) fn child(self, kind: SyntaxKind) -> Option<Node<'t>> {
        self.children().find(|child| child.kind() == kind)
    }

    /// The value of a string.
    pub(super) fn string(self) -> Option<String> {
        let string = self.tree.cast::<typst_syntax::ast::Str<'_>>()?;
        Some(string.get().to_string())
    }

    /// The arguments of a call: those without a name, and the others with theirs.
    pub(super) fn arguments(self, source: &str) -> Arguments<'_, 't> {
        let mut arguments = Arguments::default();
        let Some(list) = self.child(SyntaxKind::Args) else {
            return arguments;
        };
        for argument in list.children() {
            match argument.kind() {
                SyntaxKind::LeftParen
                | SyntaxKind::RightParen
                | SyntaxKind::Comma
                | SyntaxKind::Space
                | SyntaxKind::Spread
                | SyntaxKind::LineComment
                | SyntaxKind::BlockComment => {}
                SyntaxKind::Named => {
                    let is_value = |node: &Node<'_>| {
                        !matches!(node.kind(), SyntaxKind::Colon | SyntaxKind::Space)
                    };
                    let mut parts = argument.children().filter(is_value);
                    if let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                        arguments.named.push((name.of(source), value));
                    }
                }
                _ => arguments.given.push(argument),
            }
        }
        arguments
    }
}

/// The arguments of a call.
#[derive(Default)]
pub(super) struct Arguments<'s, 't> {
    pub(super) given: Vec<Node<'t>>,
    pub(super) named: Vec<(&'s str, Node<'t>)>,
}

impl<'t> Arguments<'_, 't> {
    /// The argument of this name.
    pub(super) fn get(&self, name: &str) -> Option<Node<'t>> {
        let found = self.named.iter().find(|(named, _)| *named == name);
        found.map(|(_, value)| *value)
    }

    /// The strings among the arguments without a name, those in lists included.
    pub(super) fn strings(&self) -> Vec<String> {
        let parts = self
            .given
            .iter()
            .flat_map(|argument| match argument.kind() {
                SyntaxKind::Array => argument.children().collect(),
                _ => vec![*argument],
            });
        parts.filter_map(Node::string).collect()
    }

    /// The content blocks among the arguments without a name.
    pub(super) fn contents(&self) -> impl Iterator<Item = Node<'t>> {
        let given = self.given.iter().copied();
        given.filter(|argument| argument.kind() == SyntaxKind::ContentBlock)
    }
}
