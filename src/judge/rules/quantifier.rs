//! All, only, none or most in the claim, and no such word in the source.

use super::{Pair, Rule};
use crate::judge::model::{Effect, Finding, RuleId};
use crate::judge::sentence::Sentence;
use crate::language::polarity::{Cue, CueKind, Quantifier};

pub(super) const RULE: Rule = Rule {
    id: RuleId::QuantifierDiffers,
    summary: "the claim says all, most, only or none, and the source does not",
    check,
};

fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let strong = |cue: &&Cue| {
        matches!(
            cue.kind,
            CueKind::Quantifier(
                Quantifier::All | Quantifier::Only | Quantifier::Most | Quantifier::None
            )
        )
    };
    let has = |sentence: &Sentence, kind| sentence.cues.iter().any(|cue| cue.kind == kind);
    let unsaid = |cue: &&Cue| !pair.sentences().any(|sentence| has(sentence, cue.kind));
    let cues = pair.claim.sentence.cues.iter().filter(strong);
    cues.filter(unsaid)
        .map(|cue| Finding {
            rule: RuleId::QuantifierDiffers,
            effect: Effect::Block,
            claimed: Some(cue.span),
            found: None,
        })
        .collect()
}
