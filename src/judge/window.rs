//! Which stretches of the passages are held against a claim: the sentences that share most with it, with what stands
//! around them, and two such stretches together.
//!
//! Sharing words only chooses what is read; it decides nothing.

use super::claim::ClaimSentence;
use super::model::RequirementKind;
use super::policy::{LONGEST_WINDOW, WINDOWS, WORTH_JOINING};
use super::reading::Reading;
use super::sentence::Sentence;
use crate::language::{Language, Relation};

/// A stretch of one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Which of the passages.
    pub(super) passage: usize,
    /// Its first and last sentence.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The sentence that shares most with the claim.
    pub(super) main: usize,
}

impl Stretch {
    fn has(&self, passage: usize, sentence: usize) -> bool {
        self.passage == passage && (self.first..=self.last).contains(&sentence)
    }

    /// Its sentences, by number, the main one first.
    pub(super) fn sentences(&self) -> impl Iterator<Item = usize> {
        let main = self.main;
        let others = (self.first..=self.last).filter(move |at| *at != main);
        std::iter::once(main).chain(others)
    }
}

/// What is held against a claim at once: one stretch, or two that complete each other.
#[derive(Clone, Debug)]
pub(super) struct Window {
    pub(super) stretches: Vec<Stretch>,
}

impl Window {
    /// What a model reads of it.
    pub(super) fn text(&self, passages: &[&Reading]) -> String {
        let texts = self
            .stretches
            .iter()
            .map(|stretch| text(stretch, passages[stretch.passage]));
        texts.collect::<Vec<_>>().join("\n")
    }
}

impl Window {
    /// The language of its first sentence.
    pub(super) fn language(&self, passages: &[&Reading]) -> Language {
        let stretch = self.stretches.first();
        let sentence = stretch.map(|one| &passages[one.passage].sentences[one.main]);
        sentence.map_or(Language::Other, |sentence| sentence.language)
    }
}

/// How much of the claim each requirement of a sentence answers, to choose by.
type Shares = Vec<f64>;

/// The windows that may decide `claim`, most shared first.
pub(super) fn windows(claim: &ClaimSentence, passages: &[&Reading]) -> Vec<Window> {
    let mut sentences: Vec<(f64, usize, usize, Shares)> = Vec::new();
    for (passage, reading) in passages.iter().enumerate() {
        for (at, sentence) in reading.sentences.iter().enumerate() {
            let shares = shares(claim, sentence);
            let total: f64 = shares.iter().sum();
            if total > 0.0 {
                sentences.push((total, passage, at, shares));
            }
        }
    }
    // Of sentences that share as much the one comes first that is the claim itself.
    let order = |(_, passage, at, _): &(f64, usize, usize, Shares)| {
        let sentence = &passages[*passage].sentences[*at];
        let is_claim = sentence.folded_words().eq(claim.sentence.folded_words());
        (!is_claim, *passage, *at)
    };
    sentences.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| order(a).cmp(&order(b))));
    let mut chosen: Vec<(Stretch, Shares)> = Vec::new();
    for (total, passage, at, _) in &sentences {
        if chosen.len() == WINDOWS.value as usize {
            break;
        }
        if chosen.iter().any(|(stretch, _)| stretch.has(*passage, *at)) {
            continue;
        }
        // What the sentence before says is for its own passage to show.
        if *at == 0 && shares_more_before(claim, passages[*passage], *total) {
            continue;
        }
        let stretch = around(*passage, *at, passages[*passage]);
        let within = sentences.iter().filter(|one| stretch.has(one.1, one.2));
        let together = within.map(|one| one.3.clone()).reduce(|a, b| most(&a, &b));
        chosen.push((stretch, together.unwrap_or_default()));
    }
    let mut windows: Vec<Window> = chosen
        .iter()
        .map(|(stretch, _)| Window {
            stretches: vec![stretch.clone()],
        })
        .collect();
    windows.extend(joined(claim, &chosen));
    windows
}

/// Whether the sentence before the passage shares more with the claim than `total`.
fn shares_more_before(claim: &ClaimSentence, reading: &Reading, total: f64) -> bool {
    let before = reading.before.as_ref();
    before.is_some_and(|sentence| shares(claim, sentence).iter().sum::<f64>() > total)
}

/// The two stretches that share most with the claim together, where that is clearly more than one alone does.
fn joined(claim: &ClaimSentence, chosen: &[(Stretch, Shares)]) -> Option<Window> {
    let total = |shares: &Shares| shares.iter().sum::<f64>();
    let alone = chosen
        .iter()
        .map(|(_, shares)| total(shares))
        .fold(0.0, f64::max);
    let whole: f64 = claim.requirements.iter().map(|one| one.weight()).sum();
    let mut best: Option<(f64, [usize; 2])> = None;
    for (first, (_, ours)) in chosen.iter().enumerate() {
        for (second, (_, theirs)) in chosen.iter().enumerate().skip(first + 1) {
            let both = total(&most(ours, theirs));
            if best.is_none_or(|(most, _)| both > most) {
                best = Some((both, [first, second]));
            }
        }
    }
    let (both, pair) = best?;
    (both - alone >= WORTH_JOINING.value * whole).then(|| Window {
        stretches: pair.map(|at| shortened(&chosen[at].0)).into(),
    })
}

/// A stretch of no more than its main sentence and the one before it, to stand beside another.
fn shortened(stretch: &Stretch) -> Stretch {
    Stretch {
        first: stretch.first.max(stretch.main.saturating_sub(1)),
        last: stretch.main,
        ..stretch.clone()
    }
}

fn most(a: &Shares, b: &Shares) -> Shares {
    a.iter().zip(b).map(|(a, b)| a.max(*b)).collect()
}

/// The stretch around a sentence: what stands before it, then what follows, while it stays short.
fn around(passage: usize, main: usize, reading: &Reading) -> Stretch {
    let length = |at: usize| reading.sentences[at].tokens.len();
    let (mut first, mut last, mut words) = (main, main, length(main));
    let longest = LONGEST_WINDOW.value as usize;
    loop {
        let before = first
            .checked_sub(1)
            .filter(|at| words + length(*at) <= longest);
        if let Some(at) = before {
            first = at;
            words += length(at);
        }
        let after = Some(last + 1).filter(|at| *at < reading.sentences.len());
        let after = after.filter(|at| words + length(*at) <= longest);
        if let Some(at) = after {
            last = at;
            words += length(at);
        }
        if before.is_none() && after.is_none() {
            return Stretch {
                passage,
                first,
                last,
                main,
            };
        }
    }
}

/// What a model reads of a stretch: its head, the sentence before where it opens its passage, its sentences.
fn text(stretch: &Stretch, reading: &Reading) -> String {
    let mut parts: Vec<&str> = reading.head.iter().map(Sentence::as_written).collect();
    if let Some(row) = &reading.row {
        parts.push(row);
    } else {
        let opens = stretch.first == 0 && stretch.main == 0;
        let before = reading.before.iter().filter(|_| opens);
        parts.extend(before.map(Sentence::as_written));
        let sentences = &reading.sentences[stretch.first..=stretch.last];
        parts.extend(sentences.iter().map(Sentence::as_written));
    }
    let words = parts.iter().flat_map(|part| part.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// How much of each requirement a sentence has, cheaply: words by their stems, figures and dates by their values.
fn shares(claim: &ClaimSentence, sentence: &Sentence) -> Shares {
    let has = |word: &super::model::Word| {
        sentence.tokens.iter().any(|token| {
            token.stem == word.stem
                || word.antecedents.contains(&token.stem)
                || word
                    .translations
                    .iter()
                    .any(|other| other.stem == token.stem)
        })
    };
    let share = |requirement: &super::model::Requirement| {
        let found = match &requirement.kind {
            RequirementKind::Word(word) => f64::from(u8::from(has(word))),
            RequirementKind::Name { words, .. } => {
                let known = words.iter().filter(|word| has(word)).count();
                known as f64 / words.len().max(1) as f64
            }
            RequirementKind::Quantity(at) => {
                let claimed = &claim.sentence.quantities[*at];
                told(&sentence.quantities, |found| {
                    claimed.relation(found) == Relation::Agrees
                })
            }
            RequirementKind::Date(at) => {
                let claimed = &claim.sentence.dates[*at];
                told(&sentence.dates, |found| {
                    claimed.relation(found) == Relation::Agrees
                })
            }
            RequirementKind::Weekday(_) => 0.0,
        };
        found * requirement.weight()
    };
    claim.requirements.iter().map(share).collect()
}

/// A figure or date of the claimed value is a share of one, any other of the sort a half: it may be the true one.
fn told<T>(found: &[T], agrees: impl Fn(&T) -> bool) -> f64 {
    match found {
        [] => 0.0,
        _ if found.iter().any(agrees) => 1.0,
        _ => 0.5,
    }
}
