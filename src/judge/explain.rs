//! Decisions to evidence and reasons: all that is told to people of why a verdict is what it is. Called once, last.

use std::collections::BTreeSet;

use super::combine::{Assessment, Decision};
use super::fusion::{sure_of_refutation, sure_of_support};
use super::model::{Alignment, Effect, Finding, RequirementKind, RuleId, Stance};
use super::outcome::{Evidence, Reason, ReasonCode};
use super::rules::Pair;
use super::sentence::Sentence;
use crate::language::polarity::CueKind;
use crate::span::Span;
use crate::wording::{Certainty, Message};

/// Sentences of a window that are cited at most.
const CITED: usize = 3;

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
        Stance::Supports => sure_of_support(one.probabilities.supports),
        Stance::Refutes => sure_of_refutation(one.probabilities.refutes),
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
        let news = |finding: &&Finding| !is_told_already(finding, &one.findings);
        let findings = one.findings.iter().filter(wanted).filter(news);
        reasons.extend(findings.filter_map(|finding| told(one, finding, stance)));
    }
    if stance != Stance::Neutral {
        if stance == Stance::Supports {
            reasons.extend(agreements(&one.pair));
        }
        if !by_comparison && (stance == Stance::Supports || reasons.is_empty()) {
            reasons.push((None, read(&one.pair, stance, confidence)));
        }
    }
    reasons
}

/// Whether a word that differs is what another rule tells of more plainly: a denial, "all", a figure that is missing.
fn is_told_already(finding: &Finding, all: &[Finding]) -> bool {
    let same = |other: &Finding| {
        let overlap = |one: Option<Span>, other: Option<Span>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.overlaps(other))
        };
        let places = |finding: &Finding| finding.found.map(|(_, span)| span);
        other.rule != RuleId::WordDiffers
            && (overlap(finding.claimed, other.claimed) || overlap(places(finding), places(other)))
    };
    finding.rule == RuleId::WordDiffers && all.iter().any(same)
}

/// What the model reads.
fn read(pair: &Pair<'_>, stance: Stance, confidence: f64) -> Reason {
    let certainty = Certainty::of(confidence);
    let all_met = pair.met.iter().all(|met| met.alignment.is_met());
    let message = match stance {
        Stance::Supports if all_met => Message::SaysAll { certainty },
        Stance::Supports => Message::SaysSo { certainty },
        _ => Message::SaysOtherwise { certainty },
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
        let draft = whole_figure(&pair.claim.sentence, requirement.span);
        let source = whole_figure(sentence, span);
        found.push((
            Some(at),
            Reason {
                code,
                stance: Stance::Supports,
                message: match code {
                    ReasonCode::QuantityAgrees => Message::SameNumber { draft, source },
                    ReasonCode::DateAgrees => Message::SameDate { draft, source },
                    _ => Message::SameName { draft, source },
                },
                claim_span: Some(pair.claim.sentence.outward(requirement.span)),
                passage_span: Some(sentence.outward(span)),
            },
        ));
    }
    found
}

/// Bytes that may stand between a figure and the noun it counts to be told with it.
const NEAR: usize = 24;

/// The words at `span`; of a figure with what it counts, so that "5,000" is told as "5,000 fighters".
fn whole_figure(sentence: &Sentence, span: Span) -> String {
    let mut figures = sentence.quantities.iter();
    let whole = figures.find_map(|figure| {
        let told = figure.span.cover(span);
        let is_it = figure.span.overlaps(span) && told.len() <= figure.span.len() + NEAR;
        let head = figure.of.map(|of| of.head);
        let follows = |head: &Span| head.start >= told.end && head.start - told.end <= NEAR;
        is_it.then(|| head.filter(follows).map_or(told, |head| told.cover(head)))
    });
    whole.unwrap_or(span).of(&sentence.text).to_owned()
}

/// A finding in words: who says what. A gap is never worded like a contradiction.
fn told(one: &Assessment<'_>, finding: &Finding, stance: Stance) -> Option<Placed> {
    let claim = &one.pair.claim.sentence;
    let draft = || Some(whole_figure(claim, finding.claimed?));
    let source = || {
        let (at, span) = finding.found?;
        Some(whole_figure(one.pair.sentence(at), span))
    };
    let message = match finding.rule {
        RuleId::QuantityDiffers => Message::OtherNumber {
            draft: draft()?,
            source: source()?,
        },
        RuleId::DateDiffers => Message::OtherDate {
            draft: draft()?,
            source: source()?,
        },
        RuleId::WeekdayDiffers => Message::OtherWeekday {
            draft: draft()?,
            source: source()?,
        },
        RuleId::SpeakerDiffers => Message::SaidByAnother {
            draft: draft()?,
            source: source()?,
        },
        RuleId::QuantityOpen => Message::LeftOpen {
            draft: draft()?,
            source: source()?,
        },
        RuleId::QuantityMissing => Message::NoNumber { draft: draft()? },
        RuleId::DateMissing => Message::NoDate { draft: draft()? },
        RuleId::NameUnknown => Message::NameNowhere { draft: draft()? },
        RuleId::NameMissing => Message::NoName { draft: draft()? },
        RuleId::NameOfAnother => Message::NameOfAnother {
            draft: draft()?,
            source: source()?,
        },
        RuleId::QuantifierDiffers => Message::NoQuantifier { draft: draft()? },
        RuleId::QuotationAltered => Message::NoQuotation {
            draft: unquoted(&draft()?),
        },
        RuleId::Negated => match draft() {
            Some(draft) => Message::DraftDenies { draft },
            None => Message::SourceDenies { source: source()? },
        },
        RuleId::Hedged => hedged(one, finding, source()?),
        RuleId::WordDiffers => match draft() {
            Some(draft) => Message::OtherWord {
                draft,
                source: source()?,
            },
            None => Message::DraftLeavesOut { source: source()? },
        },
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

/// How the source leaves open what the draft gives as a fact.
fn hedged(one: &Assessment<'_>, finding: &Finding, source: String) -> Message {
    let kind = finding.found.and_then(|(at, span)| {
        let mut cues = one.pair.sentence(at).cues.iter();
        cues.find(|cue| cue.span == span).map(|cue| cue.kind)
    });
    match kind {
        Some(CueKind::Planned) => Message::OnlyPlanned { source },
        Some(CueKind::Alleged) => Message::OnlyAlleged { source },
        _ => Message::OnlyPossible { source },
    }
}

/// A quotation without its own marks: the message sets others around it.
fn unquoted(quotation: &str) -> String {
    quotation
        .trim_matches(|character: char| {
            character.is_whitespace() || "“”„‟\"«»‘’‚‹›".contains(character)
        })
        .to_owned()
}

fn code(rule: RuleId) -> ReasonCode {
    match rule {
        RuleId::QuantityDiffers => ReasonCode::QuantityDiffers,
        RuleId::QuantityOpen | RuleId::QuantityMissing => ReasonCode::QuantityMissing,
        RuleId::DateDiffers | RuleId::WeekdayDiffers => ReasonCode::DateDiffers,
        RuleId::DateMissing => ReasonCode::DateMissing,
        RuleId::NameUnknown | RuleId::NameMissing | RuleId::NameOfAnother => {
            ReasonCode::NameMissing
        }
        RuleId::SpeakerDiffers => ReasonCode::SpeakerDiffers,
        RuleId::Negated => ReasonCode::PolarityDiffers,
        RuleId::Hedged => ReasonCode::ModalityDiffers,
        RuleId::QuantifierDiffers => ReasonCode::QuantifierDiffers,
        RuleId::WordDiffers => ReasonCode::WordDiffers,
        RuleId::QuotationAltered => ReasonCode::QuotationAltered,
    }
}
