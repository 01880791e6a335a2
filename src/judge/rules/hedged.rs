//! A plan, a possibility or an allegation in the source, and a fact in the claim.

use super::Rule;
use crate::judge::model::{Effect, Finding, RuleId};
use crate::judge::sentence::Sentence;
use crate::language::attribution::{Attribution, SpeechAct};
use crate::language::polarity::{Cue, CueKind};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    id: RuleId::Hedged,
    summary: "the source gives as planned, possible or alleged what the claim gives as a fact",
    check: |pair| {
        if hedge(&pair.claim.sentence).is_some() {
            return Vec::new();
        }
        let found = hedge(pair.main()).map(|span| Finding {
            rule: RuleId::Hedged,
            effect: Effect::Block,
            claimed: None,
            found: Some((pair.main, span)),
        });
        found.into_iter().collect()
    },
};

/// The word with which a sentence leaves open whether something is so.
fn hedge(sentence: &Sentence) -> Option<Span> {
    let leaves_open = |cue: &&Cue| {
        matches!(
            cue.kind,
            CueKind::Possible | CueKind::Planned | CueKind::Alleged | CueKind::Conditional
        )
    };
    let doubts = |said: &&Attribution| matches!(said.act, SpeechAct::Claims | SpeechAct::Denies);
    let cue = sentence.cues.iter().find(leaves_open).map(|cue| cue.span);
    cue.or_else(|| {
        sentence
            .attributions
            .iter()
            .find(doubts)
            .map(|said| said.cue)
    })
}
