//! One sentence with all its facts. Its spans count from the sentence's own start.

use std::borrow::Cow;

use super::item::spelling;
use crate::language::attribution::{Attribution, attributions};
use crate::language::clause::{Clause, clauses};
use crate::language::date::{DateContext, DateFact, DateRelation, Granularity};
use crate::language::figures::{Figures, figures};
use crate::language::name::{Name, names};
use crate::language::phrasal;
use crate::language::polarity::{Cue, CueKind, cues};
use crate::language::quantity::Quantity;
use crate::language::token::{Token, TokenKind, Words, stem};
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
    pub(super) dates: Vec<DateFact>,
    pub(super) cues: Vec<Cue>,
    pub(super) attributions: Vec<Attribution>,
    pub(super) clauses: Vec<Clause>,
}

/// Gives verbs that mean something else with their particle the forms of what they mean.
fn read_phrasals(tokens: &mut [Token], language: Language) {
    if language != Language::English {
        return;
    }
    for at in 0..tokens.len() {
        if let Some(plain) = phrasal::meaning(tokens, at) {
            plain.clone_into(&mut tokens[at].folded);
            tokens[at].stem = stem(plain, language);
        }
    }
}

impl Sentence {
    pub(super) fn read(text: &str, start: usize, language: Language, dates: &DateContext) -> Self {
        let mut words = Words::new(text, language);
        let Figures { quantities, dates } = figures(text, language, dates);
        let (names, cues) = (names(&words), cues(&words));
        let (attributions, clauses) = (attributions(&words), clauses(&words));
        read_phrasals(&mut words.tokens, language);
        for token in &mut words.tokens {
            if let Cow::Owned(shared) = spelling(&token.stem) {
                token.stem = shared;
            }
        }
        Self {
            names,
            cues,
            attributions,
            clauses,
            tokens: words.tokens,
            text: text.to_owned(),
            start,
            language,
            quantities,
            dates,
        }
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

    /// Whether a possessive follows `span`: "Hart's".
    pub(super) fn is_owner(&self, span: Span) -> bool {
        let behind = self.text[span.end..].trim_start();
        behind.starts_with("'s") || behind.starts_with("’s")
    }

    /// The name that stands in `span`, as it is compared.
    pub(super) fn name_in(&self, span: Span) -> Option<&str> {
        let mut names = self.names.iter();
        let name = names.find(|name| name.span.overlaps(span))?;
        Some(&name.canonical)
    }

    /// Whether an odd number of negations governs `span`: two make an assertion.
    pub(super) fn is_negated(&self, span: Span) -> bool {
        self.cues
            .iter()
            .filter(|cue| cue.kind == CueKind::Negation && cue.scope.overlaps(span))
            .count()
            % 2
            == 1
    }
}
