//! A stretch of running text that is read from its first sign to its last: marks may stand in one another,
//! and what opens within one ends within it.
//!
//! Knows no mark-up: a reader says at which bytes something may begin, and what does.

use super::{Search, Writer};
use crate::span::Span;

/// A mark that is open and ends at a known place.
#[derive(Debug)]
pub(in crate::document) struct Closing {
    /// Where the sign stands that ends it.
    pub(in crate::document) at: usize,
    /// How long that sign is.
    pub(in crate::document) length: usize,
    /// What is written for that sign, where the mark is one of punctuation.
    pub(in crate::document) sign: Option<&'static str>,
}

/// A stretch of text that is being read.
#[derive(Debug)]
pub(in crate::document) struct Stretch<'a> {
    /// What is read.
    pub(in crate::document) span: Span,
    /// Where the ends of marks are looked for.
    pub(in crate::document) search: Search<'a>,
    /// The marks that are open, the innermost last.
    pub(in crate::document) closings: Vec<Closing>,
    /// From where on words are still to be written.
    pub(in crate::document) from: usize,
}

impl Stretch<'_> {
    /// Up to where what opens now may reach.
    pub(in crate::document) fn end(&self) -> usize {
        let innermost = self.closings.last();
        innermost.map_or(self.span.end, |closing| closing.at)
    }
}

/// A reader of mark-up whose marks are read in stretches.
pub(in crate::document) trait Inline<'a> {
    /// The signs, none of them a letter, at which something may begin.
    const SIGNS: &'static [u8];

    /// The text, and what writes its blocks.
    fn parts(&mut self) -> (&'a str, &mut Writer<'a>);

    /// What begins at `at`, where something does; answers with where to go on, which is within the
    /// stretch.
    fn opened(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'a>) -> Option<usize>;

    /// Whether this is a letter that something may begin with, where no word goes on.
    fn begins_with(byte: u8) -> bool;

    /// Writes the words at `span`, with what its mark-up says of them.
    fn inline(&mut self, span: Span) {
        let (source, _) = self.parts();
        let mut stretch = Stretch {
            span,
            search: Search::new(source, span),
            closings: Vec::new(),
            from: span.start,
        };
        let bytes = source.as_bytes();
        let mut at = span.start;
        while at < span.end {
            if let Some(closing) = stretch.closings.pop_if(|closing| closing.at <= at) {
                at = self.close(&closing, &mut stretch);
                continue;
            }
            let byte = bytes[at];
            let may_begin = match Self::begins_with(byte) {
                true => at == span.start || !bytes[at - 1].is_ascii_alphanumeric(),
                false => Self::SIGNS.contains(&byte),
            };
            let next = match may_begin {
                true => self.opened(at, byte, &mut stretch),
                false => None,
            };
            at = next.unwrap_or(at + 1);
        }
        self.flush(&mut stretch, span.end, span.end);
    }

    /// Ends a mark; answers with the place behind it.
    fn close(&mut self, closing: &Closing, stretch: &mut Stretch<'_>) -> usize {
        let place = Span::new(closing.at, closing.at + closing.length);
        self.flush(stretch, place.start, place.end);
        let (_, writer) = self.parts();
        match closing.sign {
            Some(sign) => writer.replace(sign, place),
            None => writer.close(),
        }
        place.end
    }

    /// Writes the words up to `to`, and goes on behind `next`.
    fn flush(&mut self, stretch: &mut Stretch<'_>, to: usize, next: usize) {
        if stretch.from < to {
            let (_, writer) = self.parts();
            writer.words(Span::new(stretch.from, to));
        }
        stretch.from = stretch.from.max(next);
    }
}
