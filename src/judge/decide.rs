//! From the stances of sentences to a verdict on a sentence of the claim, and from those to the
//! verdict on the claim.

use super::answer::Place;
use super::compare::{Comparison, Signal, item_signal, reason};
use super::confidence;
use super::item::ItemKind;
use super::join::{Odds, given_together, join};
use super::outcome::{Evidence, Outcome, Reason, ReasonCode, Stance, Verdict};
use super::reading::Part;
use super::signals::Field;
use super::trial::{Candidate, PartTrial, PartViews};
use super::{arithmetic, completion, elsewhere, opinion, order, support};
use crate::entailment::View;
use crate::span::Span;

/// Probability from which a side of a conflict counts although no fact decides it.
const SURE: f64 = 0.65;
/// How near in strength the two sides of a conflict are, where facts decide both.
const ALIKE: f64 = 0.15;
/// Evidence that is shown for a claim that nothing decides.
const NEAREST: usize = 3;

/// A sentence's stance towards one sentence of the claim.
pub(super) struct Judged<'t> {
    pub(super) passage: usize,
    pub(super) comparison: &'t Comparison<'t>,
    pub(super) stance: Stance,
    /// How strongly: the coverage it rests on.
    strength: f64,
    /// Whether the facts alone give the stance.
    pub(super) by_facts: bool,
    /// The signal that decides, for a refutation by the facts.
    pub(super) decisive: Option<&'t Signal>,
    /// How likely it gives and excludes the claim, where a model was asked.
    odds: Option<Odds>,
    /// What the model says of it.
    view: Option<&'t View>,
}

impl<'t> Judged<'t> {
    fn of(part: &Part, candidate: &'t Candidate<'_>, opinion: Option<(&'t View, Field)>) -> Self {
        let joined = join(part, &candidate.comparison, opinion);
        Self {
            passage: candidate.passage,
            comparison: &candidate.comparison,
            stance: joined.stance,
            strength: joined.strength,
            by_facts: joined.by_facts,
            decisive: joined.decisive,
            odds: joined.odds,
            view: opinion.map(|(view, _)| view),
        }
    }

    /// The item that a refutation rests on, by its number, and what stands against it: the one that
    /// decides, or the one that the model finds open.
    pub(super) fn disputed(&self, part: &Part) -> Option<(usize, Option<Span>)> {
        if self.stance != Stance::Refutes {
            return None;
        }
        if let Some(decisive) = self.decisive {
            return Some((decisive.item?, decisive.found));
        }
        Some((opinion::open_item(self.view?, part)?, None))
    }

    /// How likely the stance is right.
    pub(super) fn confidence(&self) -> f64 {
        confidence::of_stance(self.stance, self.strength, self.odds)
    }

    /// Whether nothing in it keeps it from telling that what the claim says was done.
    pub(super) fn may_support(&self) -> bool {
        let mut gaps = self.comparison.gaps.iter();
        self.comparison.contradictions.is_empty() && !gaps.any(Signal::is_put_otherwise)
    }

    /// Words that one sentence has as quoted are not altered by another that has them otherwise.
    fn forgive_alteration(&mut self) {
        let altered = |signal: &Signal| signal.code == ReasonCode::QuotationAltered;
        if self.decisive.is_some_and(altered) {
            self.stance = Stance::Neutral;
            self.decisive = None;
        }
    }
}

/// The verdict on one sentence of a claim.
pub(super) struct PartOutcome {
    pub(super) verdict: Verdict,
    pub(super) confidence: f64,
    pub(super) evidence: Vec<Evidence>,
}

/// The verdict on one sentence of a claim, with the model's views on its candidates if it was
/// asked.
pub(super) fn part(trial: &PartTrial<'_>, views: Option<&PartViews>) -> PartOutcome {
    let part = trial.part;
    let asked = views.map(|views| (views, trial.field()));
    let opinion = |at: usize| {
        asked.and_then(|(views, field)| Some((views.of_candidates[at].as_ref()?, field)))
    };
    let mut judged: Vec<Judged<'_>> = trial
        .candidates
        .iter()
        .enumerate()
        .map(|(at, candidate)| Judged::of(part, candidate, opinion(at)))
        .collect();
    if judged.iter().any(|one| one.comparison.has_quotation()) {
        judged.iter_mut().for_each(Judged::forgive_alteration);
    }
    let forgiven = elsewhere::put_aside(part, &judged);
    for one in forgiven {
        judged[one].stance = Stance::Neutral;
        judged[one].decisive = None;
    }
    judged.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    // Each sentence may give its half of the claim; only the dates tell which half came first.
    if let Some(ordered) = order::by_dates(part, &judged) {
        return ordered;
    }
    if let Some(reckoned) = arithmetic::reckoned(part, &judged) {
        return reckoned;
    }
    let best = |stance| {
        let by_facts = judged
            .iter()
            .find(|one| one.stance == stance && one.by_facts);
        by_facts.or_else(|| judged.iter().find(|one| one.stance == stance))
    };
    match (best(Stance::Supports), best(Stance::Refutes)) {
        (Some(support), Some(refutation)) => match weighed(support, refutation) {
            Verdict::Supported => supported(part, support, &judged),
            Verdict::Refuted => refuted(part, refutation, &judged),
            _ => PartOutcome {
                verdict: Verdict::ConflictingEvidence,
                confidence: confidence::CONFLICTING,
                evidence: vec![evidence(part, support), evidence(part, refutation)],
            },
        },
        (Some(support), None) => supported(part, support, &judged),
        (None, Some(refutation)) => refuted(part, refutation, &judged),
        (None, None) => support::by_statements(part, &judged)
            .or_else(|| completion::complete(part, &judged))
            .or_else(|| support::signed_quotation(part, &judged))
            .or_else(|| together(trial, views?, &judged))
            .unwrap_or_else(|| undecided(part, &judged)),
    }
}

/// The verdict where one sentence gives the claim and another excludes it: what the facts say
/// counts before what a model reads; of the same kind the stronger counts, and what is alike in
/// strength is a conflict.
fn weighed(support: &Judged<'_>, refutation: &Judged<'_>) -> Verdict {
    let lead = support.strength - refutation.strength;
    let apart = support.passage != refutation.passage;
    match (support.by_facts, refutation.by_facts) {
        (true, false) => Verdict::Supported,
        // What a model surely reads in one passage stands, where another says otherwise.
        (false, true) if apart && support.strength >= SURE => Verdict::ConflictingEvidence,
        (false, true) => Verdict::Refuted,
        (true, true) if lead.abs() < ALIKE => Verdict::ConflictingEvidence,
        (false, false) if support.strength.min(refutation.strength) >= SURE => {
            Verdict::ConflictingEvidence
        }
        _ if lead >= 0.0 => Verdict::Supported,
        _ => Verdict::Refuted,
    }
}

/// A claim of several sentences is supported only if all are, and refuted if one is.
pub(super) fn combine(mut parts: Vec<PartOutcome>) -> Outcome {
    let has = |verdict| parts.iter().any(|part| part.verdict == verdict);
    let verdict = if has(Verdict::Refuted) {
        Verdict::Refuted
    } else if has(Verdict::ConflictingEvidence) {
        Verdict::ConflictingEvidence
    } else if has(Verdict::NotEnoughEvidence) || parts.is_empty() {
        Verdict::NotEnoughEvidence
    } else {
        Verdict::Supported
    };
    parts.sort_by_key(|part| part.verdict != verdict);
    let confidence = parts
        .iter()
        .filter(|part| part.verdict == verdict)
        .map(|part| part.confidence)
        .fold(1.0, f64::min);
    Outcome {
        verdict,
        confidence: if parts.is_empty() {
            confidence::UNDECIDED
        } else {
            confidence
        },
        evidence: parts.into_iter().flat_map(|part| part.evidence).collect(),
    }
}

/// Support by two sentences that the model was shown together, where it finds the claim in them.
fn together(
    trial: &PartTrial<'_>,
    views: &PartViews,
    judged: &[Judged<'_>],
) -> Option<PartOutcome> {
    let (both, view) = trial.together.as_ref().zip(views.together.as_ref())?;
    let odds = given_together(trial.part, &both.comparison, view, trial.field())?;
    let of_candidate = |at: usize| {
        let comparison = &trial.candidates[at].comparison;
        let mut found = judged.iter();
        let one = found.find(|one| std::ptr::eq(one.comparison, comparison))?;
        let mut shown = evidence(trial.part, one);
        shown.stance = Stance::Supports;
        shown.confidence = odds.supports;
        shown
            .reasons
            .retain(|reason| reason.stance == Stance::Supports);
        shown.reasons.push(opinion::together(view));
        Some(shown)
    };
    Some(PartOutcome {
        verdict: Verdict::Supported,
        confidence: odds.supports,
        evidence: both.both.into_iter().filter_map(of_candidate).collect(),
    })
}

fn supported(part: &Part, support: &Judged<'_>, judged: &[Judged<'_>]) -> PartOutcome {
    let evidence = agreeing(part, support, judged, Stance::Supports);
    PartOutcome {
        verdict: Verdict::Supported,
        confidence: evidence[0].confidence,
        evidence,
    }
}

fn refuted(part: &Part, refutation: &Judged<'_>, judged: &[Judged<'_>]) -> PartOutcome {
    let evidence = agreeing(part, refutation, judged, Stance::Refutes);
    PartOutcome {
        verdict: Verdict::Refuted,
        confidence: evidence[0].confidence,
        evidence,
    }
}

/// The deciding evidence first, then what says the same. A model reads a sentence with what stands
/// around it, so of one passage only the first sentence that it decides is shown.
fn agreeing(
    part: &Part,
    first: &Judged<'_>,
    judged: &[Judged<'_>],
    stance: Stance,
) -> Vec<Evidence> {
    let mut shown = vec![first];
    for one in judged.iter().filter(|one| one.stance == stance) {
        let told = |other: &&Judged<'_>| {
            std::ptr::eq(*other, one) || (!one.by_facts && other.passage == one.passage)
        };
        if shown.len() < NEAREST && !shown.iter().any(told) {
            shown.push(one);
        }
    }
    shown.into_iter().map(|one| evidence(part, one)).collect()
}

fn undecided(part: &Part, judged: &[Judged<'_>]) -> PartOutcome {
    let evidence: Vec<Evidence> = judged
        .iter()
        .take(NEAREST)
        .map(|one| Evidence {
            stance: Stance::Neutral,
            ..evidence(part, one)
        })
        .collect();
    PartOutcome {
        verdict: Verdict::NotEnoughEvidence,
        confidence: confidence::UNDECIDED,
        evidence,
    }
}

pub(super) fn evidence(part: &Part, one: &Judged<'_>) -> Evidence {
    let comparison = &one.comparison;
    let place = comparison.place;
    Evidence {
        passage: one.passage,
        span: place.sentence().span(),
        stance: one.stance,
        confidence: one.confidence(),
        reasons: reasons(part, one, place),
    }
}

fn reasons(part: &Part, one: &Judged<'_>, place: Place<'_>) -> Vec<Reason> {
    let comparison = &one.comparison;
    let mut reasons = Vec::new();
    let mut push = |signal: &Signal, stance| reasons.push(reason(signal, stance, part, place));
    if let Some(decisive) = one.decisive {
        push(decisive, Stance::Refutes);
    }
    for signal in &comparison.agreements {
        push(signal, Stance::Supports);
    }
    if let Some(view) = one.view.filter(|_| !one.by_facts) {
        reasons.extend(opinion::reason(view, one.stance, part));
    }
    let mut push = |signal: &Signal, stance| reasons.push(reason(signal, stance, part, place));
    if one.stance == Stance::Neutral {
        for signal in comparison.contradictions.iter().chain(&comparison.gaps) {
            push(signal, Stance::Neutral);
        }
        let missing = part.items.iter().zip(&comparison.answers).enumerate();
        for (at, (item, answer)) in missing {
            let told = comparison.gaps.iter().any(|gap| gap.item == Some(at));
            if answer.strength == 0.0 && !told && matches!(item.kind, ItemKind::Word(_)) {
                let signal = item_signal(ReasonCode::WordsMissing, at, item);
                push(&signal, Stance::Neutral);
            }
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entailment::Question;
    use crate::judge::testing::judged_with;
    use crate::judge::{ClaimReading, Knowledge, Reading, judge};
    use crate::language::{Context, Language};

    fn verdict(claim: &str, passages: &[(&str, &[&str])]) -> Verdict {
        let knowledge = Knowledge::default();
        let context = |before: &[&str]| Context {
            language: Language::English,
            before: before.iter().map(|text| (*text).to_owned()).collect(),
            ..Context::default()
        };
        let claim = ClaimReading::of(claim, &context(&[]), &[], &[], &knowledge);
        let readings: Vec<Reading> = passages
            .iter()
            .map(|(text, before)| Reading::of(text, &context(before), &knowledge))
            .collect();
        judge(&claim, &readings.iter().collect::<Vec<_>>(), &knowledge).verdict
    }

    #[track_caller]
    fn none_is_refuted(claims_with_sources: &[(&str, &str)]) {
        for (claim, source) in claims_with_sources {
            let told = verdict(claim, &[(source, &[][..])]);
            assert_ne!(told, Verdict::Refuted, "{claim} / {source}");
        }
    }

    #[test]
    fn another_count_is_no_contradiction_where_the_claimed_one_is_told_too() {
        let claim = "129 cases of measles were confirmed in Leeds.";
        let older = "79 cases of measles were confirmed in Leeds.";
        let newer = "Leeds had 135 cases of measles, 129 confirmed.";
        assert_eq!(verdict(claim, &[(older, &[])]), Verdict::Refuted);
        assert_ne!(
            verdict(claim, &[(older, &[]), (newer, &[])]),
            Verdict::Refuted
        );
    }

    #[test]
    fn a_bound_is_of_the_figure_nearest_to_it_in_a_passage() {
        let source = "The fair drew 9,700 visitors. On its first evening it drew 610 visitors.";
        let passage = [(source, &[][..])];
        let below = "The fair drew fewer than 9,500 visitors.";
        assert_ne!(verdict(below, &passage), Verdict::Supported);
        let above = "The fair drew fewer than 9,900 visitors.";
        assert_eq!(verdict(above, &passage), Verdict::Supported);
    }

    #[test]
    fn a_day_of_the_week_that_nothing_tells_is_not_given() {
        let claim = "The old ferry to Leeds sank with all its cargo on Monday.";
        let untold = ("The old ferry to Leeds sank with all its cargo.", &[][..]);
        assert_eq!(verdict(claim, &[untold]), Verdict::NotEnoughEvidence);
        let told = (
            "On Monday the old ferry to Leeds sank with all its cargo.",
            &[][..],
        );
        assert_eq!(verdict(claim, &[told]), Verdict::Supported);
    }

    #[test]
    fn another_day_of_the_week_excludes_the_claim_unless_it_is_told_elsewhere() {
        let claim = "The ferry to Leeds sank on Monday.";
        let friday = ("The ferry to Leeds sank on Friday.", &[][..]);
        assert_eq!(verdict(claim, &[friday]), Verdict::Refuted);
        let monday = ("On Monday a ferry to Leeds sank with its crew.", &[][..]);
        assert_ne!(verdict(claim, &[friday, monday]), Verdict::Refuted);
    }

    #[test]
    fn what_is_denied_of_another_thing_or_only_asked_for_is_no_denial() {
        none_is_refuted(&[
            (
                "The mill in Leeds has a boiler problem.",
                "There is no problem with the gate of the mill in Leeds.",
            ),
            (
                "Hart did not leave the mill in Leeds.",
                "Hart was asked to leave the mill in Leeds.",
            ),
            (
                "The ban on mills in Leeds will be lifted.",
                "Leeds imposed the ban on mills.",
            ),
        ]);
        let done = [("Hart left the mill in Leeds.", &[][..])];
        assert_eq!(
            verdict("Hart did not leave the mill in Leeds.", &done),
            Verdict::Refuted
        );
    }

    #[test]
    fn a_total_is_not_excluded_by_its_parts_and_another_number_is() {
        let parts = [("12 guards and 8 drivers were hurt in Leeds.", &[][..])];
        let both = [(
            "On Monday 12 guards were hurt in Leeds, and on Friday 8 guards.",
            &[][..],
        )];
        let rest = [("Leeds had 31 guards, and 6 guards left.", &[][..])];
        for (claim, passages, refuted) in [
            ("20 guards were hurt in Leeds.", &both, false),
            ("21 guards were hurt in Leeds.", &both, true),
            ("20 guards were hurt in Leeds.", &parts, true),
            ("Leeds has 25 guards.", &rest, false),
        ] {
            let told = verdict(claim, passages);
            assert_eq!(told == Verdict::Refuted, refuted, "{claim}");
        }
    }

    #[test]
    fn what_is_denied_of_one_is_not_excluded_by_another() {
        let by_hart = [("The ballad is the second album by Clara Hart.", &[][..])];
        for (claim, refuted) in [
            ("The ballad is the first album by Clara Hart.", true),
            ("The ballad is not the first album by Clara Hart.", false),
        ] {
            let told = verdict(claim, &by_hart);
            assert_eq!(told == Verdict::Refuted, refuted, "{claim}");
        }
        let declined = [(
            "Sy sang for Clara Hart but declined to sing for Leeds.",
            &[][..],
        )];
        let claim = "Sy did not sing for Leeds.";
        assert_ne!(verdict(claim, &declined), Verdict::Refuted);
    }

    #[test]
    fn another_name_excludes_only_in_the_same_place() {
        none_is_refuted(&[
            (
                "The marchers went south from Selby to Bradford.",
                "The marchers went south from Selby on Ripon Road.",
            ),
            (
                "The ballad was first printed in Norway.",
                "The ballad was first printed in Bergen.",
            ),
            (
                "Clara Hart's first play opened in Bradford.",
                "Oumar Sy opened the first play in Bradford.",
            ),
        ]);
        let jamaica = [("The dance began in Jamaica.", &[][..])];
        assert_eq!(
            verdict("The dance began in Australia.", &jamaica),
            Verdict::Refuted
        );
    }

    #[test]
    fn two_who_do_the_same_are_not_exchanged() {
        let source = [(
            "Hart scored 64 percent, Sy scored 36 percent and Clay 44 percent.",
            &[][..],
        )];
        let claim = "Hart scored more than 44 percent, Sy scored 36 percent and Clay 44 percent.";
        assert_ne!(verdict(claim, &source), Verdict::Refuted);
    }

    #[test]
    fn what_lasts_until_a_day_is_not_over_by_an_earlier_one() {
        let over = [(
            "Hart will have left the mill in Leeds by May 2024.",
            &[][..],
        )];
        let stays = "Hart will stay at the mill in Leeds until 2026.";
        assert_ne!(verdict(stays, &over), Verdict::Supported);
    }

    #[test]
    fn what_happens_every_three_months_does_not_happen_every_month() {
        let source = "The council of Leeds meets every three months. The bridge at Leeds is old.";
        let monthly = "The council of Leeds meets every month.";
        assert_eq!(verdict(monthly, &[(source, &[])]), Verdict::Refuted);
        let quarterly = "The council of Leeds meets four times a year.";
        assert_eq!(verdict(quarterly, &[(source, &[])]), Verdict::Supported);
    }

    #[test]
    fn the_same_number_of_the_hurt_is_no_number_of_the_dead() {
        let hurt = [(
            "It lost 7 trucks near Leeds, and two of the drivers were wounded.",
            &[][..],
        )];
        let told = verdict("Two drivers were killed near Leeds.", &hurt);
        assert_ne!(told, Verdict::Supported);
        let told = verdict("Two of the drivers were wounded.", &hurt);
        assert_eq!(told, Verdict::Supported);
    }

    #[test]
    fn a_sentence_gives_nothing_that_only_those_around_it_say() {
        let claim = "Oumar Sy took the town of Selby on 3 May 2021.";
        let taken = "Clara Hart took the town of Selby on 3 May 2021.";
        let after = "This came after a quarrel with Oumar Sy.";
        let told = verdict(claim, &[(&format!("{taken} {after}"), &[])]);
        assert_ne!(told, Verdict::Supported);
    }

    #[test]
    fn a_refusal_is_no_agreement_though_it_denies_and_is_its_opposite() {
        let agreed = [("Hart has agreed to sell the mill in Leeds.", &[][..])];
        for (claim, expected) in [
            ("Hart refused to sell the mill in Leeds.", Verdict::Refuted),
            ("Hart declined to sell the mill in Leeds.", Verdict::Refuted),
            ("Hart agreed to sell the mill in Leeds.", Verdict::Supported),
            (
                "Hart did not refuse to sell the mill in Leeds.",
                Verdict::Supported,
            ),
        ] {
            let told = verdict(claim, &agreed);
            if expected == Verdict::Supported {
                assert_ne!(told, Verdict::Refuted, "{claim}");
            } else {
                assert_eq!(told, expected, "{claim}");
            }
        }
    }

    #[test]
    fn what_is_only_claimed_gives_no_date_to_another_sentence() {
        let claimed = "The Front claimed on 31 May that it took the mill in Leeds.";
        let other = "The Front took a mill and a barn in Leeds.";
        let claim = "The Front took the mill in Leeds on 31 May.";
        let told = verdict(claim, &[(other, &[]), (claimed, &[])]);
        assert_eq!(told, Verdict::NotEnoughEvidence);
        let dated = "On 31 May the Front had the mill in Leeds.";
        assert_eq!(
            verdict(claim, &[(&format!("{other} {dated}"), &[])]),
            Verdict::Supported
        );
    }

    #[test]
    fn no_sentence_gives_what_only_the_one_before_it_says_is_claimed() {
        let verdict = |source: &str| {
            let given = |_: &Question| View {
                supported: 0.9,
                neutral: 0.1,
                ..View::nothing()
            };
            judged_with("The Front took the mill in Leeds.", &[source], given).verdict
        };
        let after = "The mill was empty.";
        let claimed = format!("The Front claimed that it took the mill in Leeds. {after}");
        assert_eq!(verdict(&claimed), Verdict::NotEnoughEvidence);
        let told = format!("It rained on the mill. {after}");
        assert_eq!(verdict(&told), Verdict::Supported);
    }

    #[test]
    fn a_deed_does_not_give_its_denial() {
        let deed = [("Hart sold the mill in Leeds.", &[][..])];
        assert_ne!(
            verdict("Hart denied that he sold the mill in Leeds.", &deed),
            Verdict::Supported
        );
        let denial = [("Hart denied that he sold the mill in Leeds.", &[][..])];
        assert_eq!(
            verdict("Hart denied that he sold the mill in Leeds.", &denial),
            Verdict::Supported
        );
    }

    #[test]
    fn passages_disagree_where_a_model_surely_reads_one_and_a_fact_excludes_by_the_other() {
        let met = "The Northern League countries, Leeds among them, met in May.";
        let left = "Leeds withdrew from the Northern League.";
        let verdict = |passages: &[&str], gives: f32| {
            let view = |asked: &Question| {
                let supported = if asked.passage == met { gives } else { 0.0 };
                View {
                    supported,
                    neutral: 1.0 - supported,
                    ..View::nothing()
                }
            };
            judged_with("Leeds belongs to the Northern League.", passages, view).verdict
        };
        assert_eq!(verdict(&[met, left], 0.99), Verdict::ConflictingEvidence);
        assert_eq!(verdict(&[met, left], 0.2), Verdict::Refuted);
        assert_eq!(verdict(&[met], 0.99), Verdict::Supported);
    }

    #[test]
    fn a_quotation_is_signed_by_the_line_behind_it_and_by_no_other() {
        let claim = "“The river must keep its old meadows,” said Clara Whitcombe on 3 May 2020.";
        let words = "The river must keep its old meadows.";
        let line = "Clara Whitcombe, 3 May 2020";
        let signed = [(words, &[][..]), (line, &[words][..])];
        assert_eq!(verdict(claim, &signed), Verdict::Supported);
        let apart = [(words, &[][..]), (line, &[][..])];
        assert_eq!(verdict(claim, &apart), Verdict::NotEnoughEvidence);
    }
}
