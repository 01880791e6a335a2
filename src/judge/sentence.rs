//! One sentence with all its facts. Its spans count from the sentence's own start.

use std::borrow::Cow;

use crate::language::attribution::{Attribution, attributions};
use crate::language::date::{DateContext, DateFact, DateRelation, Granularity};
use crate::language::figures::{Figures, figures};
use crate::language::name::{Name, names};
use crate::language::polarity::{Cue, cues};
use crate::language::quantity::Quantity;
use crate::language::token::{Token, TokenKind, Words, spelling};
use crate::language::{Language, PartialDate};
use crate::span::Span;

/// A sentence and the facts it states.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// The sentence as written.
    pub(super) text: String,
    /// Where it starts in the text that was read.
    pub(super) start: usize,
    pub(super) language: Language,
    pub(super) tokens: Vec<Token>,
    pub(super) names: Vec<Name>,
    pub(super) quantities: Vec<Quantity>,
    /// Whether there are more quantities than were read.
    pub(super) has_more_quantities: bool,
    pub(super) dates: Vec<DateFact>,
    pub(super) cues: Vec<Cue>,
    pub(super) attributions: Vec<Attribution>,
    /// The cells, where it is a row of a table.
    pub(super) columns: Vec<Column>,
}

/// A cell of a table's row, under its head.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Where the cell stands in the sentence.
    pub(super) span: Span,
    /// The stems of the head's content words.
    pub(super) head: Vec<String>,
}

impl Sentence {
    /// Its words and figures in folded form.
    pub(super) fn folded_words(&self) -> impl Iterator<Item = &str> {
        let tokens = self.tokens.iter();
        let words = tokens.filter(|token| token.kind != TokenKind::Punctuation);
        words.map(|token| token.folded.as_str())
    }

    pub(super) fn read(text: &str, start: usize, language: Language, dates: &DateContext) -> Self {
        let mut words = Words::new(text, language);
        let Figures {
            quantities,
            dates,
            has_more,
        } = figures(text, language, dates);
        let (names, cues) = (names(&words), cues(&words));
        let attributions = attributions(&words);
        for token in &mut words.tokens {
            if let Cow::Owned(shared) = spelling(&token.stem) {
                token.stem = shared;
            }
        }
        Self {
            names,
            cues,
            attributions,
            columns: Vec::new(),
            tokens: words.tokens,
            text: text.to_owned(),
            start,
            language,
            quantities,
            has_more_quantities: has_more,
            dates,
        }
    }

    /// The attributions that are no part of what another one says.
    pub(super) fn outer_attributions(&self) -> impl Iterator<Item = &Attribution> {
        let is_outer = |one: &&Attribution| {
            let mut others = self.attributions.iter();
            !others.any(|other| other.content.contains(one.cue))
        };
        self.attributions.iter().filter(is_outer)
    }

    pub(super) fn as_written(&self) -> &str {
        &self.text
    }

    /// Where it stands in the text that was read.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// A span of this sentence as a span of the text that was read.
    pub(super) fn outward(&self, span: Span) -> Span {
        span.shifted(self.start)
    }

    /// The date that a later sentence counts from.
    pub(super) fn narrated(&self) -> Option<PartialDate> {
        self.dates
            .iter()
            .rfind(|date| {
                date.complete
                    && date.relation != DateRelation::Between
                    && !self.is_part_of_a_name(date)
            })
            .and_then(DateFact::partial)
    }

    /// Whether a year only tells which thing is meant: "the 2015 treaty".
    pub(super) fn is_part_of_a_name(&self, date: &DateFact) -> bool {
        if date.granularity != Granularity::Year || date.relation != DateRelation::At {
            return false;
        }
        let at = self
            .tokens
            .partition_point(|token| token.span.start < date.span.start);
        let determined = at.checked_sub(1).is_some_and(|before| {
            matches!(
                self.tokens[before].folded.as_str(),
                "the" | "its" | "their" | "his" | "'s"
            )
        });
        determined
            && self
                .tokens
                .iter()
                .find(|token| token.span.start >= date.span.end)
                .is_some_and(|after| after.kind == TokenKind::Word && !after.is_stop)
    }

    /// The folded words of `span`, a date's or a figure's, without full stops that cut them.
    pub(super) fn words_of(&self, span: Span) -> Vec<&str> {
        self.tokens
            .iter()
            .filter(|token| span.overlaps(token.span) && token.kind != TokenKind::Punctuation)
            .map(|token| token.folded.trim_end_matches('.'))
            .collect()
    }
}
