//! What stands in a source as it is in the draft is supported by it, whatever other sentences say: a whole sentence, or
//! all of a claim's words in their order within one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Assessment, Bench, Decision};
use crate::judge::model::{Alignment, RequirementKind, Stance, Verdict};
use crate::judge::policy::SKIPPED;
use crate::judge::sentence::Sentence;
use crate::language::token::TokenKind;
use crate::span::Span;

/// Confidence where words are compared and nothing is read.
const LETTER_BY_LETTER: f64 = 0.99;
/// The same where a sentence has more words than the claim.
const IN_ORDER: f64 = 0.9;
/// How nearly a word must be the claim's own: another inflection, a pronoun whose name is known, a surname.
const OWN_WORD: f64 = 0.9;
/// Fewer demands than this stand in one sentence, and in order, by chance.
pub(super) const FEWEST: usize = 3;

pub(super) fn decide(bench: &Bench<'_, '_>) -> Option<Decision> {
    let claimed = Letters::of(&bench.claim.sentence);
    let whole = |one: &Assessment<'_>| Letters::of(one.pair.main()).is_as(&claimed);
    let find = |holds: &dyn Fn(&Assessment<'_>) -> bool| {
        let mut found = bench.assessments.iter();
        found.position(|one| one.is_single() && holds(one))
    };
    let found = find(&whole).map(|at| (at, LETTER_BY_LETTER));
    let (at, confidence) = found.or_else(|| Some((find(&stands_in_order)?, IN_ORDER)))?;
    Some(Decision {
        verdict: Verdict::Supported,
        confidence,
        by_comparison: true,
        rests_on: vec![(at, Stance::Supports)],
    })
}

/// The letters and figures of a sentence, one after the other, and its words among them. Whether words are written together,
/// apart or with a hyphen is nothing that differs, unless they so make a word that turns the sentence: "now here" is not
/// "nowhere".
struct Letters<'s> {
    sentence: &'s Sentence,
    all: String,
    /// Where the words are among the letters, and where in the text.
    words: Vec<(Range<usize>, Span)>,
    /// Where those begin that stand behind a space.
    apart: BTreeSet<usize>,
}

impl<'s> Letters<'s> {
    fn of(sentence: &'s Sentence) -> Self {
        let mut letters = Self {
            sentence,
            all: String::new(),
            words: Vec::new(),
            apart: BTreeSet::new(),
        };
        let mut end = 0;
        for token in &sentence.tokens {
            let start = letters.all.len();
            if token.span.start > end {
                letters.apart.insert(start);
            }
            end = token.span.end;
            if token.kind != TokenKind::Punctuation {
                letters.all.push_str(&token.folded);
                let word = start..letters.all.len();
                letters.words.push((word, token.span));
            }
        }
        letters
    }

    fn is_as(&self, other: &Self) -> bool {
        self.all == other.all && !self.turns(other) && !other.turns(self)
    }

    /// Whether a word that `other` writes apart turns this sentence: denies, hedges or bounds it.
    fn turns(&self, other: &Self) -> bool {
        let is_cue = |word: Span| self.sentence.cues.iter().any(|cue| cue.span.overlaps(word));
        let mut words = self.words.iter().filter(|(word, _)| word.len() > 1);
        words.any(|(word, span)| {
            let mut parted = other.apart.range(word.start + 1..word.end);
            parted.next().is_some() && is_cue(*span)
        })
    }
}

/// Whether the main sentence has all that the claim demands, in the claim's order (its dates may stand anywhere), with
/// little between, and no rule found anything: so nobody's part is exchanged and nothing is denied or hedged.
fn stands_in_order(one: &Assessment<'_>) -> bool {
    let pair = &one.pair;
    if !one.findings.is_empty() || pair.claim.requirements.len() < FEWEST {
        return false;
    }
    let claimed: Vec<&str> = pair.claim.sentence.folded_words().collect();
    if skipped_by_words(&claimed, pair.main())
        .is_some_and(|skipped| skipped <= SKIPPED.value as usize)
    {
        return true;
    }
    let mut places: Vec<Span> = Vec::new();
    for (requirement, met) in pair.claim.requirements.iter().zip(&pair.met) {
        if pair.is_told_outside(requirement.span) {
            continue;
        }
        let (Alignment::Met { span, strength }, Some(at)) = (met.alignment, met.at) else {
            return false;
        };
        if at != pair.main || strength < OWN_WORD {
            return false;
        }
        if !matches!(requirement.kind, RequirementKind::Date(_)) {
            places.push(span);
        }
    }
    let ordered = places.windows(2).all(|pair| pair[0].end <= pair[1].start);
    ordered && skipped(pair.main(), &places) <= SKIPPED.value as usize
}

/// Content words of the sentence between the first and the last of the claim's own words, where it has all
/// of them in their order; a word that the claim has twice is looked for twice.
fn skipped_by_words(claimed: &[&str], sentence: &Sentence) -> Option<usize> {
    let tokens = sentence.tokens.iter();
    let mut tokens = tokens.filter(|token| token.kind != TokenKind::Punctuation);
    let mut skipped = 0;
    for (at, word) in claimed.iter().enumerate() {
        loop {
            let token = tokens.next()?;
            if token.folded == *word {
                break;
            }
            skipped += usize::from(at > 0 && !token.is_stop);
        }
    }
    Some(skipped)
}

/// Content words of the sentence that stand between the places and are none of them.
pub(super) fn skipped(sentence: &Sentence, places: &[Span]) -> usize {
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return usize::MAX;
    };
    let within = first.cover(*last);
    let tokens = sentence.tokens.iter().filter(|token| {
        within.contains(token.span) && !token.is_stop && token.kind != TokenKind::Punctuation
    });
    tokens
        .filter(|token| !places.iter().any(|place| place.overlaps(token.span)))
        .count()
}
