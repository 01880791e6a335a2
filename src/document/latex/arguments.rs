//! The arguments of commands of LaTeX: which pieces they are, and which of them are read.

use super::pieces::Kind;
use super::{Action, Group, Reader};
use crate::document::printing::Printing;
use crate::span::Span;

impl<'s> Reader<'s> {
    /// Passes over arguments, from the piece `at`, up to the first that is read; the piece that comes
    /// next. `action` is done when that one ends.
    pub(super) fn arguments(
        &mut self,
        at: usize,
        kinds: &'static str,
        source: usize,
        action: Action,
    ) -> usize {
        let mut at = at;
        for (place, kind) in kinds.char_indices() {
            let is_read = matches!(kind, 't' | 'T');
            let found = match kind {
                'o' | 'T' => self.bracketed(at),
                'p' => self.parenthesised(at),
                _ => self.braced(at),
            };
            let Some((first, last)) = found else { continue };
            if is_read && self.pieces[first].partner.is_some() {
                let (end, rest) = (last, &kinds[place + 1..]);
                self.groups.push(Group {
                    source,
                    end,
                    action,
                    rest,
                });
                return first + 1;
            }
            at = last + 1;
        }
        self.undo(action);
        at
    }

    /// What an action has begun is ended where no group follows.
    fn undo(&mut self, action: Action) {
        match action {
            Action::EndBlock | Action::Title => {
                self.end_block();
            }
            Action::Unstrike => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
    }

    /// The first and the last piece of an argument in brackets that begins at the piece `at`.
    pub(super) fn bracketed(&self, at: usize) -> Option<(usize, usize)> {
        let piece = self.pieces.get(at)?;
        (piece.kind == Kind::Bracket).then_some((at, piece.partner?))
    }

    pub(super) fn parenthesised(&self, at: usize) -> Option<(usize, usize)> {
        let piece = self
            .pieces
            .get(at)
            .filter(|piece| piece.kind == Kind::Text)?;
        let words = piece.span.of(self.source);
        (words.starts_with('(') && words.ends_with(')')).then_some((at, at))
    }

    /// The first and the last piece of an argument in braces, which white space may stand before.
    pub(super) fn braced(&self, at: usize) -> Option<(usize, usize)> {
        let mut at = at;
        if self.pieces.get(at)?.kind == Kind::Space {
            at += 1;
        }
        let piece = self.pieces.get(at)?;
        match piece.kind {
            Kind::Open => Some((at, piece.partner?)),
            Kind::Command | Kind::Verbatim => Some((at, at)),
            _ => None,
        }
    }

    /// The source within an argument.
    pub(super) fn inner(&self, (first, last): (usize, usize)) -> &'s str {
        let (first, last) = (self.pieces[first].span, self.pieces[last].span);
        match first == last {
            true => first.of(self.source),
            false => Span::new(first.end, last.start).of(self.source),
        }
    }
}
