//! Another speaker: the source gives to one person by name what the claim gives to another.

use super::{Pair, Rule};
use crate::judge::model::{Alignment, Effect, Finding, Found, RuleId};
use crate::judge::policy::SAME_MATTER;
use crate::judge::sentence::Sentence;
use crate::language::attribution::Attribution;
use crate::language::name::{Match, Name, NameKind, same_name};
use crate::language::speaker::{is_pronoun, meant};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    id: RuleId::SpeakerDiffers,
    summary: "the source gives the words to another by name",
    check,
};

fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let Some(said) = &pair.claim.said else {
        return Vec::new();
    };
    let claimed: Vec<&Name> = names_at(&pair.claim.sentence, said.speaker).collect();
    if claimed.is_empty()
        || pair.is_its_own_word
        || pair.rest_met(&said.outside) < SAME_MATTER.value
    {
        return Vec::new();
    }
    let finding = |found: Found| Finding {
        rule: RuleId::SpeakerDiffers,
        effect: Effect::Contradict,
        claimed: Some(said.speaker),
        found: Some(found),
    };
    attribution(pair)
        .and_then(|given| another(pair, &claimed, given))
        .map(finding)
        .into_iter()
        .collect()
}

fn names_at(sentence: &Sentence, span: Span) -> impl Iterator<Item = &Name> {
    let speaks = |name: &&Name| !matches!(name.kind, NameKind::Identifier | NameKind::Demonym);
    sentence
        .names
        .iter()
        .filter(speaks)
        .filter(move |name| span.contains(name.span))
}

/// How the main sentence gives what it has of the claim to somebody.
fn attribution<'p>(pair: &'p Pair<'_>) -> Option<&'p Attribution> {
    let says_it = |one: &&Attribution| {
        let mut places = pair.met.iter().filter(|met| met.at == Some(pair.main));
        places.any(|met| {
            let Alignment::Met { span, .. } = met.alignment else {
                return false;
            };
            one.content.contains(span)
        })
    };
    let mut outer = pair.main().outer_attributions().filter(says_it);
    outer.next().filter(|one| !one.negated)
}

/// Where the sentence, or for a pronoun one before it, names somebody else for it and none of the claimed names.
fn another(pair: &Pair<'_>, claimed: &[&Name], given: &Attribution) -> Option<Found> {
    let (main, speaker) = (pair.main(), given.speaker?);
    let is_other = |name: &Name| {
        let mut claimed = claimed.iter();
        claimed.all(|ours| same_name(ours, name, &pair.knowledge.abbreviations) == Match::Different)
    };
    let mut around = main
        .names
        .iter()
        .filter(|name| !given.content.contains(name.span));
    if !around.all(is_other) {
        return None;
    }
    if !is_pronoun(speaker.of(&main.text)) {
        return names_at(main, speaker).next().map(|_| (pair.main, speaker));
    }
    let (passage, at) = pair.main;
    let names = |at: usize| pair.sentence((passage, at)).names.as_slice();
    let (back, name) = meant((0..at).rev().map(names))?;
    let place = at - 1 - back;
    let mut near = (place..at).flat_map(names);
    near.all(is_other).then_some(((passage, place), name.span))
}
