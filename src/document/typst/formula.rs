//! Formulas of Typst: only one that is a figure says something to a reader of the text.

use typst_syntax::ast;

use super::Reader;
use super::node::Node;
use crate::document::MarkKind;
use crate::document::printing::Printing;

impl<'t> Reader<'_, 't> {
    /// A formula within a line: a figure where it is digits and signs alone, else words that nobody
    /// says.
    pub(super) fn equation(&mut self, node: Node<'t>) {
        let is_block = node.tree.cast::<ast::Equation<'_>>();
        let span = node.span();
        if is_block.is_some_and(ast::Equation::block) {
            self.builder.space(span);
            return;
        }
        let inner = node.of(self.source).trim_matches('$');
        match figure(inner) {
            Some(figure) => self.write(&figure, span),
            None => self.write_marked(inner, span, MarkKind::Code),
        }
    }
}

/// The figure that a formula is, if it is digits and signs alone: `10^6`, `approx 40%`.
fn figure(inner: &str) -> Option<String> {
    const SIGNS: &[(&str, &str)] = &[
        ("plus.minus", "±"),
        ("times", "×"),
        ("approx", "≈"),
        ("tilde", "∼"),
        ("degree", "°"),
        ("percent", "%"),
        ("<=", "≤"),
        (">=", "≥"),
        ("thin", "\u{202F}"),
    ];
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut named = inner.trim().to_owned();
    for (name, sign) in SIGNS {
        named = named.replace(name, sign);
    }
    let mut shown = String::new();
    let mut is_raised = false;
    for c in named.chars() {
        match (c, c.to_digit(10)) {
            ('^', _) => is_raised = true,
            ('(' | ')' | '\\', _) => {}
            ('-', _) if is_raised => shown.push('⁻'),
            (_, Some(digit)) if is_raised => shown.push(RAISED[digit as usize]),
            (c, None) if c.is_alphabetic() || matches!(c, '_' | '/' | '=' | '"' | '#') => {
                return None;
            }
            (c, _) => {
                is_raised &= !c.is_whitespace();
                shown.push(c);
            }
        }
    }
    let is_figure = shown.chars().any(|c| !c.is_whitespace());
    is_figure.then_some(shown)
}
