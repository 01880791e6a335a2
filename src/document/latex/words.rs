//! Words of LaTeX that are written by commands: accents, addresses, formulas, figures with units.

use unicode_normalization::UnicodeNormalization;

use super::commands::Meaning;
use super::pieces::{Kind, Piece};
use super::{Action, Reader, formula};
use crate::document::MarkKind;
use crate::document::printing::Printing;
use crate::span::Span;

impl Reader<'_> {
    /// Raised words: the digits of a power, the letters of an ordinal number.
    pub(super) fn raised(&mut self, next: usize, source: usize) -> usize {
        if let Some((first, last)) = self.braced(next)
            && last == first + 2
        {
            let span = self.pieces[first + 1].span;
            let words = span.of(self.source);
            if words.bytes().all(|byte| byte.is_ascii_digit()) {
                let raised: String = words.chars().filter_map(formula::raised).collect();
                self.write(&raised, span);
                return last + 1;
            }
        }
        self.arguments(next, "t", source, Action::Nothing)
    }

    pub(super) fn link(&mut self, at: usize) -> usize {
        let target = self.pieces.get(at + 1).copied();
        let Some(target) = target.filter(|piece| piece.kind == Kind::Verbatim) else {
            return self.arguments(at + 1, "mt", self.pieces[at].span.start, Action::Nothing);
        };
        let target = target.inner.of(self.source).replace('\\', "");
        let action = self.mark(MarkKind::Link { target });
        self.arguments(at + 2, "t", self.pieces[at].span.start, action)
    }

    pub(super) fn address(&mut self, at: usize) -> usize {
        let next = self.pieces.get(at + 1).copied();
        let Some(address) = next.filter(|piece| piece.kind == Kind::Verbatim) else {
            return at + 1;
        };
        if self.struck == 0 {
            self.ensure_open();
            let start = self.builder.next_word();
            self.builder.copy(address.inner);
            let target = address.inner.of(self.source).trim().to_owned();
            self.builder
                .mark(MarkKind::Link { target }, start, address.span);
        }
        at + 2
    }

    pub(super) fn verbatim(&mut self, piece: Piece) {
        let code = piece.inner.of(self.source);
        self.write_marked(code, piece.span, MarkKind::Code);
    }

    pub(super) fn formula(&mut self, piece: Piece) {
        let formula = formula::formula(piece.inner.of(self.source));
        match formula.is_figure {
            true => self.write(&formula.shown, piece.span),
            false => self.write_marked(&formula.shown, piece.span, MarkKind::Code),
        }
    }

    /// A figure of siunitx.
    pub(super) fn figure(&mut self, at: usize, meaning: Meaning) -> usize {
        let mut next = self.bracketed(at + 1).map_or(at + 1, |(_, last)| last + 1);
        let count = match meaning {
            Meaning::QuantityRange => 3,
            Meaning::Quantity | Meaning::NumberRange => 2,
            _ => 1,
        };
        let mut given = Vec::new();
        while given.len() < count {
            // The text before a unit, which is not read.
            next = self.bracketed(next).map_or(next, |(_, last)| last + 1);
            let Some(argument) = self.braced(next) else {
                break;
            };
            given.push(self.inner(argument));
            next = argument.1 + 1;
        }
        let shown = match (meaning, given.as_slice()) {
            (Meaning::Number, [number]) => formula::number(number),
            (Meaning::Unit, [unit]) => formula::units(unit),
            (Meaning::Angle, [degrees]) => format!("{}°", formula::number(degrees)),
            (Meaning::NumberRange, [first, last]) => {
                format!("{}–{}", formula::number(first), formula::number(last))
            }
            (Meaning::Quantity, [number, unit]) => formula::quantity(number, unit),
            (Meaning::QuantityRange, [first, last, unit]) => {
                format!(
                    "{}–{}",
                    formula::number(first),
                    formula::quantity(last, unit)
                )
            }
            _ => return next,
        };
        let span = Span::new(self.pieces[at].span.start, self.pieces[next - 1].span.end);
        self.write(&shown, span);
        next
    }

    /// A letter with an accent: that of the argument, or the next one.
    pub(super) fn accent(&mut self, at: usize, accent: char) -> usize {
        let next = self.behind_name(at);
        let start = self.pieces[at].span.start;
        let Some(piece) = self.pieces.get(next).copied() else {
            return next;
        };
        let (letter, end, behind) = match piece.kind {
            Kind::Open if piece.partner == Some(next + 1) => return next + 2,
            Kind::Open if piece.partner == Some(next + 2) => (
                self.pieces[next + 1],
                self.pieces[next + 2].span.end,
                next + 3,
            ),
            _ => (piece, piece.span.end, next + 1),
        };
        let is_dotless = letter.kind == Kind::Command;
        let words = match (letter.kind, letter.inner.of(self.source)) {
            (Kind::Command, "i") => "i",
            (Kind::Command, "j") => "j",
            (Kind::Text, words) => words,
            _ => return next,
        };
        let first = words.chars().next().map_or(0, char::len_utf8);
        let composed: String = words[..first].chars().chain([accent]).nfc().collect();
        let is_argument = behind == next + 3 || is_dotless;
        match is_argument {
            true => {
                let written = format!("{composed}{}", &words[first..]);
                self.write(&written, Span::new(start, end));
            }
            false => {
                let place = Span::new(start, letter.span.start + first);
                self.write(&composed, place);
                self.words(Span::new(place.end, letter.span.end));
            }
        }
        behind
    }

    pub(super) fn spacing(&mut self, at: usize, name: &str) -> usize {
        let span = self.pieces[at].span;
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before = self.source[..span.start].chars().next_back();
        let after = self.source[span.end..].chars().next();
        match name == "," && digit(before) && digit(after) {
            true => self.write("\u{202F}", span),
            false => self.builder.space(span),
        }
        self.behind_name(at)
    }
}
