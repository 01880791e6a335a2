//! A denial on one side only: the claim denies and the sentence that comes nearest does not, or the reverse.

use super::Rule;
use crate::judge::model::{Effect, Finding, RuleId};
use crate::judge::sentence::Sentence;
use crate::language::polarity::{Cue, CueKind, Quantifier};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    id: RuleId::Negated,
    summary: "one side denies and the other does not",
    check: |pair| {
        let (ours, theirs) = (denial(&pair.claim.sentence), denial(pair.main()));
        if ours.is_some() == theirs.is_some() {
            return Vec::new();
        }
        vec![Finding {
            rule: RuleId::Negated,
            effect: Effect::Block,
            claimed: ours,
            found: theirs.map(|span| (pair.main, span)),
        }]
    },
};

/// The word with which a sentence denies something.
fn denial(sentence: &Sentence) -> Option<Span> {
    let denies = |cue: &&Cue| {
        matches!(
            cue.kind,
            CueKind::Negation | CueKind::Quantifier(Quantifier::None)
        )
    };
    sentence.cues.iter().find(denies).map(|cue| cue.span)
}
