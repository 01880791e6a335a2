//! Which fact of a sentence a fact of a claim is held against: the one that stands in the same place among the same
//! words.
//!
//! "A loss of $167 million" is held against the loss of the source and not against its revenue, "8 hours on Tuesday"
//! against Tuesday's hours. Each fact of the sentence answers one of the claim's, so that of two figures that are both
//! there neither is held against the other.

use std::cell::OnceCell;

use super::words;
use crate::judge::claim::ClaimSentence;
use crate::judge::model::{Requirement, RequirementKind};
use crate::judge::sentence::Sentence;
use crate::language::Relation;
use crate::language::date::weekday;
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Words on either side of a fact of the claim that tell what it is of.
const BESIDE: isize = 6;
/// Words between a fact of the sentence and such a word from which they do not belong together.
const FAR: isize = 12;
/// How much better one fact must stand than another to be the one that is meant.
pub(super) const CLEARLY: f64 = 1.25;

/// Two facts that can be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The claim's, by number.
    pub(super) claimed: usize,
    /// The sentence's, by number.
    pub(super) found: usize,
    /// What the sentence's says of the claim's.
    pub(super) relation: Relation,
    /// Whether both are surely of one thing, wherever they stand.
    pub(super) same: bool,
    /// How alike their places are; 0 where they share none of the words beside them.
    pub(super) likeness: f64,
}

/// Where the words of a claim stand in a sentence; found out when it is first asked for, as most sentences have nothing
/// to compare.
pub(super) struct Places<'a> {
    claim: &'a ClaimSentence,
    sentence: &'a Sentence,
    shared: OnceCell<Vec<Shared>>,
}

/// A word or name that both have: where it stands in the claim, and everywhere it stands in the sentence.
type Shared = (Span, Vec<Span>);

impl<'a> Places<'a> {
    pub(super) fn of(claim: &'a ClaimSentence, sentence: &'a Sentence) -> Self {
        Self {
            claim,
            sentence,
            shared: OnceCell::new(),
        }
    }

    /// Whether the sentence has the claim's word at `claimed` near what stands at `found`, or in the heads of
    /// its row; also where the word is of no weight, so that nothing is known of it.
    pub(super) fn is_near(&self, claimed: Span, found: Span) -> bool {
        let is_known = self.claim.requirement_at(claimed).is_some();
        let shared = self.shared.get_or_init(|| self.shared()).iter();
        let mut places = shared
            .filter(|(word, _)| word.overlaps(claimed))
            .flat_map(|(_, places)| places);
        !is_known
            || !self.sentence.columns.is_empty()
            || places.any(|place| steps(self.sentence, found, *place).abs() <= BESIDE)
    }

    fn shared(&self) -> Vec<Shared> {
        let language = self.claim.sentence.language;
        let is_like = |requirement: &Requirement, token: &Token| match &requirement.kind {
            RequirementKind::Word(word) => {
                words::likeness(word, language, token, self.sentence.language) >= words::RELATED
            }
            RequirementKind::Name { words, .. } => {
                let mut words = words.iter();
                words.any(|word| word.folded == token.folded)
            }
            RequirementKind::Weekday(day) => weekday(&token.folded) == Some(*day),
            RequirementKind::Quantity(_) | RequirementKind::Date(_) => false,
        };
        let standing = |requirement: &Requirement| {
            let tokens = self.sentence.tokens.iter();
            let like = tokens.filter(|token| is_like(requirement, token));
            like.map(|token| token.span).collect::<Vec<_>>()
        };
        let requirements = self.claim.requirements.iter();
        let shared = requirements.map(|one| (one.span, standing(one)));
        shared.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// How alike the place of the claim's fact at `claimed` and that of the sentence's at `found` are: whether the words
    /// beside the one stand as near to the other, and on the same side.
    pub(super) fn likeness(&self, claimed: Span, found: Span) -> f64 {
        let of_word = |(word, places): &Shared| {
            let ours = steps(&self.claim.sentence, claimed, *word);
            if ours == 0 || ours.abs() > BESIDE {
                return 0.0;
            }
            let theirs = places
                .iter()
                .map(|place| steps(self.sentence, found, *place));
            let near = theirs.filter(|theirs| theirs.abs() <= FAR);
            let apart = near.map(|theirs| (theirs - ours).abs()).min();
            apart.map_or(0.0, |apart| 1.0 / (ours.abs() * (1 + apart)) as f64)
        };
        let shared = self.shared.get_or_init(|| self.shared());
        shared.iter().map(of_word).sum()
    }
}

/// Words from a fact to a word, below 0 where the word stands before it; 0 where it is part of it.
fn steps(sentence: &Sentence, fact: Span, word: Span) -> isize {
    let words = |from: usize, to: usize| {
        let start = sentence
            .tokens
            .partition_point(|token| token.span.start < from);
        let tokens = sentence.tokens[start..].iter();
        let between = tokens.take_while(|token| token.span.end <= to);
        let words = between.filter(|token| token.kind != TokenKind::Punctuation);
        words.count().cast_signed()
    };
    if word.end <= fact.start {
        -1 - words(word.end, fact.start)
    } else if word.start >= fact.end {
        1 + words(fact.end, word.start)
    } else {
        0
    }
}

/// For each of `count` facts of the claim the candidate it is held against: those that stand most alike first, each fact
/// of the sentence once. A fact that stands alike and agrees is preferred to one that does not.
pub(super) fn paired(mut candidates: Vec<Candidate>, count: usize) -> Vec<Option<Candidate>> {
    let worth = |one: &Candidate| match one.relation {
        Relation::Agrees => one.likeness * CLEARLY,
        _ => one.likeness,
    };
    candidates.sort_by(|a, b| {
        let agrees = |one: &Candidate| one.relation == Relation::Agrees;
        let order = worth(b).total_cmp(&worth(a));
        order
            .then(agrees(b).cmp(&agrees(a)))
            .then((a.claimed, a.found).cmp(&(b.claimed, b.found)))
    });
    let mut chosen: Vec<Option<Candidate>> = vec![None; count];
    let mut taken = Vec::new();
    for one in candidates {
        if chosen[one.claimed].is_none() && !taken.contains(&one.found) {
            chosen[one.claimed] = Some(one);
            taken.push(one.found);
        }
    }
    chosen
}
