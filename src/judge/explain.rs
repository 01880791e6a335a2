//! Decisions to evidence and reasons: all that is told to people of why a verdict is what it is. Called once, last.

use std::collections::BTreeSet;

use super::combine::{Assessment, Decision};
use super::model::{Alignment, Effect, Finding, RequirementKind, RuleId, Stance};
use super::outcome::{Evidence, Reason, ReasonCode};
use super::rules::Pair;
use crate::span::Span;

/// Sentences of a window that are cited at most.
const CITED: usize = 3;
/// Confidence from which a reading is called sure, and fairly sure.
const SURE: f64 = 0.95;
const FAIRLY_SURE: f64 = 0.8;

/// The evidence that a decision rests on.
pub(super) fn evidence(decision: &Decision, assessments: &[Assessment<'_>]) -> Vec<Evidence> {
    let shown = decision.rests_on.iter();
    let of = |(at, stance): &(usize, Stance)| of_window(&assessments[*at], *stance, decision);
    shown.flat_map(of).collect()
}

/// The sentences of a window that bear on the claim, the one that bears most first, with the reasons.
fn of_window(one: &Assessment<'_>, stance: Stance, decision: &Decision) -> Vec<Evidence> {
    let confidence = match stance {
        Stance::Supports | Stance::Refutes if decision.by_comparison => decision.confidence,
        Stance::Supports => one.probabilities.supports,
        Stance::Refutes => one.probabilities.refutes,
        Stance::Neutral => decision.confidence,
    };
    let cited = cited(&one.pair, stance);
    let reasons = reasons(one, stance, confidence, decision.by_comparison);
    let evidence = |(number, at): (usize, &(usize, usize))| {
        let sentence = one.pair.sentence(*at);
        let here = |reason: &&(Option<(usize, usize)>, Reason)| match reason.0 {
            Some(place) => place == *at,
            None => number == 0,
        };
        Evidence {
            passage: at.0,
            span: sentence.span(),
            stance,
            confidence,
            reasons: reasons
                .iter()
                .filter(here)
                .map(|(_, reason)| reason.clone())
                .collect(),
        }
    };
    cited.iter().enumerate().map(evidence).collect()
}

/// The main sentence, and those that meet what it does not: in support all that the claim needs is shown.
fn cited(pair: &Pair<'_>, stance: Stance) -> Vec<(usize, usize)> {
    let mut cited = vec![pair.main];
    if stance != Stance::Supports {
        return cited;
    }
    let mut known = BTreeSet::from([pair.main]);
    for met in &pair.met {
        if let (Alignment::Met { strength, .. }, Some(at)) = (met.alignment, met.at)
            && strength > CLEARLY
            && cited.len() < CITED
            && known.insert(at)
        {
            cited.push(at);
        }
    }
    cited
}

/// How nearly another sentence must have a word to be cited for it.
const CLEARLY: f64 = 0.9;

/// Reasons with the sentence that each is about, none where it is about the whole window.
type Placed = (Option<(usize, usize)>, Reason);

fn reasons(
    one: &Assessment<'_>,
    stance: Stance,
    confidence: f64,
    by_comparison: bool,
) -> Vec<Placed> {
    let mut reasons = Vec::new();
    if stance != Stance::Supports {
        let wanted =
            |finding: &&Finding| stance == Stance::Neutral || finding.effect == Effect::Contradict;
        let findings = one.findings.iter().filter(wanted);
        reasons.extend(findings.filter_map(|finding| told(one, finding, stance)));
    }
    if stance != Stance::Neutral {
        if stance == Stance::Supports {
            reasons.extend(agreements(&one.pair));
        }
        if !by_comparison && (stance == Stance::Supports || reasons.is_empty()) {
            reasons.push((None, read(stance, confidence)));
        }
    }
    reasons
}

/// What the model reads, in words.
fn read(stance: Stance, confidence: f64) -> Reason {
    let sure = match confidence {
        sure if sure >= SURE => "sure",
        sure if sure >= FAIRLY_SURE => "fairly sure",
        _ => "likely",
    };
    let message = match stance {
        Stance::Supports => format!("the source says so, in its own words ({sure})"),
        _ => format!("the source says otherwise ({sure})"),
    };
    Reason {
        code: ReasonCode::Model,
        stance,
        message,
        claim_span: None,
        passage_span: None,
    }
}

/// Facts that are met in another form than the claim has them: that "NASA" is "NASA" helps nobody.
fn agreements(pair: &Pair<'_>) -> Vec<Placed> {
    let mut found = Vec::new();
    for (requirement, met) in pair.claim.requirements.iter().zip(&pair.met) {
        let code = match requirement.kind {
            RequirementKind::Quantity(_) => ReasonCode::QuantityAgrees,
            RequirementKind::Date(_) | RequirementKind::Weekday(_) => ReasonCode::DateAgrees,
            RequirementKind::Name { .. } => ReasonCode::NameAgrees,
            RequirementKind::Word(_) => continue,
        };
        let (Alignment::Met { span, .. }, Some(at)) = (met.alignment, met.at) else {
            continue;
        };
        let sentence = pair.sentence(at);
        let (ours, theirs) = (pair.claim.words_of(requirement), span.of(&sentence.text));
        if ours.to_lowercase() == theirs.to_lowercase() {
            continue;
        }
        found.push((
            Some(at),
            Reason {
                code,
                stance: Stance::Supports,
                message: format!("“{theirs}” in the source is the draft's “{ours}”"),
                claim_span: Some(pair.claim.sentence.outward(requirement.span)),
                passage_span: Some(sentence.outward(span)),
            },
        ));
    }
    found
}

/// A finding in words: who says what. A gap is never worded like a contradiction.
fn told(one: &Assessment<'_>, finding: &Finding, stance: Stance) -> Option<Placed> {
    let claim = &one.pair.claim.sentence;
    let ours = finding.claimed.map(|span| span.of(&claim.text));
    let theirs = finding
        .found
        .map(|(at, span)| span.of(&one.pair.sentence(at).text));
    let differ = |what: &str| {
        Some(format!(
            "{what}: the draft says “{}”; the source says “{}”",
            ours?, theirs?
        ))
    };
    let message = match finding.rule {
        RuleId::QuantityDiffers => differ("another number")?,
        RuleId::DateDiffers => differ("another date")?,
        RuleId::WeekdayDiffers => differ("another day of the week")?,
        RuleId::QuantityMissing => format!("this source does not give “{}”", ours?),
        RuleId::DateMissing => format!("this source does not give the date “{}”", ours?),
        RuleId::NameMissing => format!("this source does not mention “{}”", ours?),
        RuleId::QuantifierDiffers => format!("this source does not say “{}”", ours?),
        RuleId::QuotationAltered => "the quoted words do not stand in this source".to_owned(),
        RuleId::Negated => match (ours, theirs) {
            (Some(ours), _) => format!("only the draft says “{ours}”"),
            (None, theirs) => format!("only the source says “{}”", theirs?),
        },
        RuleId::Hedged => format!(
            "this source says “{}”; the draft gives it as a fact",
            theirs?
        ),
    };
    let outward = |span: Span| claim.outward(span);
    let reason = Reason {
        code: code(finding.rule),
        stance,
        message,
        claim_span: finding.claimed.map(outward),
        passage_span: finding
            .found
            .map(|(at, span)| one.pair.sentence(at).outward(span)),
    };
    Some((finding.found.map(|(at, _)| at), reason))
}

fn code(rule: RuleId) -> ReasonCode {
    match rule {
        RuleId::QuantityDiffers => ReasonCode::QuantityDiffers,
        RuleId::QuantityMissing => ReasonCode::QuantityMissing,
        RuleId::DateDiffers | RuleId::WeekdayDiffers => ReasonCode::DateDiffers,
        RuleId::DateMissing => ReasonCode::DateMissing,
        RuleId::NameMissing => ReasonCode::NameMissing,
        RuleId::Negated => ReasonCode::PolarityDiffers,
        RuleId::Hedged => ReasonCode::ModalityDiffers,
        RuleId::QuantifierDiffers => ReasonCode::QuantifierDiffers,
        RuleId::QuotationAltered => ReasonCode::QuotationAltered,
    }
}
