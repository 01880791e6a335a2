//! One sentence of a claim against one sentence of a passage: every comparison, as signals.

use super::answer::{self, Answer, Place};
use super::definition::Defined;
use super::item::{self, Item, ItemKind, Word};
use super::outcome::{Reason, ReasonCode, Stance};
use super::polarity::{Denial, Opposed};
use super::quantity::Fit;
use super::quotation::{self, Quoted};
use super::reading::{Knowledge, Part};
use super::recurrence::HowOften;
use super::sentence::Sentence;
use super::speaker::Told;
use super::{
    date, listing, message, modality, name, order, polarity, predicate, quantifier, quantity,
    recurrence, roles, speaker, succession, words,
};
use crate::language::Relation;
use crate::language::date::{DateRelation, weekday};
use crate::language::polarity::CueKind;
use crate::span::Span;

/// All that comparing yields.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'a> {
    pub(super) place: Place<'a>,
    /// The answers to the items of the claim's sentence, in their order.
    pub(super) answers: Vec<Answer>,
    /// What excludes the claim.
    pub(super) contradictions: Vec<Signal>,
    /// What would exclude the claim, did the sentence not leave open whether it speaks of the same
    /// people or places.
    pub(super) doubts: Vec<Signal>,
    /// What keeps the sentence from giving the claim.
    pub(super) gaps: Vec<Signal>,
    /// What agrees beyond words.
    pub(super) agreements: Vec<Signal>,
    /// The items, by number, that are figures which the sentence has but may have of anything.
    strays: Vec<usize>,
}

/// What one comparison says.
#[derive(Clone, Debug)]
pub(super) struct Signal {
    pub(super) code: ReasonCode,
    /// The item of the claim it is about, where it is about one.
    pub(super) item: Option<usize>,
    /// Whether the two facts are surely of the same thing.
    pub(super) sure: bool,
    /// In the claim's sentence.
    pub(super) claimed: Option<Span>,
    /// In the passage's sentence.
    pub(super) found: Option<Span>,
}

impl Signal {
    fn new(code: ReasonCode, claimed: Option<Span>, found: Option<Span>) -> Self {
        Self {
            code,
            item: None,
            sure: true,
            claimed,
            found,
        }
    }

    fn opposed(code: ReasonCode, opposed: Opposed) -> Self {
        Self::new(code, Some(opposed.claimed), Some(opposed.found))
    }

    fn unsure(mut self) -> Self {
        self.sure = false;
        self
    }

    /// Whether the sentence does not leave something of the claim unsaid but puts it otherwise.
    pub(super) fn is_put_otherwise(&self) -> bool {
        matches!(
            self.code,
            ReasonCode::ModalityDiffers
                | ReasonCode::SpeakerDiffers
                | ReasonCode::PolarityDiffers
                | ReasonCode::QuantifierDiffers
                | ReasonCode::RolesSwapped
        )
    }

    fn of_item(mut self, item: usize) -> Self {
        self.item = Some(item);
        self
    }
}

/// The word of change that the figure numbered `at` says the size of: "grow" of "grow by 15 percent".
fn change_word(part: &Part, at: usize) -> Option<Span> {
    let ItemKind::Quantity(which) = part.items[at].kind else {
        return None;
    };
    let change = part.sentence.quantities[which].change.as_ref();
    change.map(|change| change.span)
}

fn is_weekday(word: &Word) -> bool {
    weekday(&word.folded).is_some()
}

/// Whether an item only says that something is still to come.
fn is_plan(sentence: &Sentence, item: &Item) -> bool {
    let mut plans = sentence.cues.iter();
    plans.any(|cue| cue.kind == CueKind::Planned && cue.span.overlaps(item.span))
}

/// Compares a sentence of a claim with the sentence at `place`.
pub(super) fn compare<'a>(part: &Part, place: Place<'a>, knowledge: &Knowledge) -> Comparison<'a> {
    let mut answers = answer::answers(part, place, knowledge);
    let often = recurrence::compared(part, place.sentence());
    if let Some(often) = &often {
        often.answer(part, &mut answers);
    }
    for at in succession::astray(part, &answers, place.sentence()) {
        answers[at] = Answer::NONE;
    }
    let mut comparison = Comparison {
        answers,
        place,
        contradictions: Vec::new(),
        doubts: Vec::new(),
        gaps: Vec::new(),
        agreements: Vec::new(),
        strays: Vec::new(),
    };
    comparison.quotations(part, knowledge);
    comparison.figures(part);
    comparison.order(part);
    comparison.recurrence(part, often);
    comparison.names(part, knowledge);
    comparison.polarity(part);
    comparison.deeds(part);
    comparison.certainty(part, knowledge);
    comparison.definition(part);
    comparison.strays = comparison.stray_figures(part);
    comparison
}

impl Comparison<'_> {
    /// Share of the claim's weight that the sentence answers, its surroundings included.
    pub(super) fn coverage(&self, part: &Part) -> f64 {
        self.share(part, 1.0, |_, _| false)
    }

    /// The same of all but the item numbered `without`, as grounds for a contradiction: what
    /// only the surroundings or a distant relation answer counts half. "Grow by" is a part of the
    /// figure behind it, and "is expected to" changes nothing of what is disputed.
    pub(super) fn rest(&self, part: &Part, without: Option<usize>) -> f64 {
        let change = without.and_then(|at| change_word(part, at));
        self.share(part, 0.5, |at, item| {
            Some(at) == without
                || change.is_some_and(|change| change.overlaps(item.span))
                || is_plan(&part.sentence, item)
        })
    }

    /// What this sentence and `other` answer together, as far as neither speaks against the claim.
    /// What only the other answers stands outside of this one.
    pub(super) fn together(&self, other: &Self) -> Option<Self> {
        if !self.contradictions.is_empty() || !other.contradictions.is_empty() {
            return None;
        }
        let is_stray = |item: &usize| other.strays.contains(item);
        let answers = self.answers.iter().zip(&other.answers).enumerate();
        let answers: Vec<Answer> = answers
            .map(|(item, (ours, theirs))| {
                if theirs.strength > ours.strength && !is_stray(&item) {
                    Answer::nearby(theirs.strength)
                } else {
                    ours.clone()
                }
            })
            .collect();
        let is_closed = |gap: &&Signal| {
            let item = gap.item.filter(|item| !is_stray(item));
            item.is_some_and(|item| other.answers[item].place.is_some())
        };
        // What the other leaves unanswered this one may answer, but not what it puts otherwise.
        let open = self.gaps.iter().filter(|gap| !is_closed(gap));
        let gaps = open.chain(other.gaps.iter().filter(|gap| gap.is_put_otherwise()));
        let told = other.agreements.iter();
        let told = told.filter(|signal| !signal.item.as_ref().is_some_and(is_stray));
        let agreements = self.agreements.iter().chain(told);
        Some(Self {
            answers,
            gaps: gaps.cloned().collect(),
            agreements: agreements.cloned().collect(),
            ..self.clone()
        })
    }

    /// Share of the claim's weight that the sentence itself answers.
    pub(super) fn own_share(&self, part: &Part) -> f64 {
        let (mut total, mut own) = (0.0, 0.0);
        for (item, answer) in part.items.iter().zip(&self.answers) {
            total += item.weight;
            own += answer.place.map_or(0.0, |_| item.weight * answer.strength);
        }
        if total == 0.0 { 0.0 } else { own / total }
    }

    fn share(&self, part: &Part, nearby: f64, left_out: impl Fn(usize, &Item) -> bool) -> f64 {
        let mut total = 0.0;
        let mut answered = 0.0;
        for (at, (item, answer)) in part.items.iter().zip(&self.answers).enumerate() {
            if !left_out(at, item) {
                let sure = answer.place.is_some() && answer.strength >= SURE;
                let trust = if sure { 1.0 } else { nearby };
                total += item.weight;
                answered += item.weight * answer.strength * trust;
            }
        }
        if total == 0.0 { 0.0 } else { answered / total }
    }

    fn figures(&mut self, part: &Part) {
        let sentence = self.place.sentence();
        for (at, item) in part.items.iter().enumerate() {
            let answer = &self.answers[at];
            let (codes, rival) = match item.kind {
                ItemKind::Quantity(which) => {
                    let claimed = &part.sentence.quantities[which];
                    (QUANTITY, quantity::contradicting(claimed, part, sentence))
                }
                ItemKind::Date(which) => {
                    let claimed = &part.sentence.dates[which];
                    let rival = date::contradicting(claimed, &part.sentence, sentence);
                    (DATE, rival.map(|span| (span, Fit::Open)))
                }
                ItemKind::Word(ref word) if word.is_number() && answer.strength == 0.0 => {
                    (QUANTITY, None)
                }
                ItemKind::Word(ref word) if answer.strength == 0.0 && is_weekday(word) => {
                    let other = date::other_weekday(&word.folded, sentence);
                    (DATE, other.map(|span| (span, Fit::Open)))
                }
                _ => continue,
            };
            let signal = |code, found| Signal::new(code, Some(item.span), found).of_item(at);
            if answer.strength > 0.0 {
                self.agreements.push(signal(codes.agrees, answer.place));
                continue;
            }
            if let Some((found, fit)) = rival {
                let mut differs = signal(codes.differs, Some(found));
                differs.sure = fit == Fit::Same;
                if self.may_contradict(at, item, found, part) {
                    self.contradictions.push(differs);
                    continue;
                }
                // A date may be of anything that a sentence tells; a figure of the like is rarer.
                if differs.code == ReasonCode::QuantityDiffers
                    && !Self::is_half_of_a_pair(item, part)
                {
                    self.doubts.push(differs);
                }
            }
            let open = match item.kind {
                ItemKind::Quantity(which) => {
                    let claimed = &part.sentence.quantities[which];
                    quantity::of_another_fate(claimed, part, sentence)
                        .or_else(|| quantity::leaving_open(claimed, part, sentence))
                }
                _ => None,
            };
            if open.is_some() || !Self::is_little(item, part) {
                self.gaps.push(signal(codes.missing, open));
            }
        }
    }

    /// The figures and dates of the claim that the sentence has, though it has so little else of the
    /// claim that a number alone may be of anything.
    fn stray_figures(&self, part: &Part) -> Vec<usize> {
        let is_stray = |&at: &usize| {
            let item = &part.items[at];
            let figure = matches!(item.kind, ItemKind::Quantity(_) | ItemKind::Date(_));
            let told = figure && self.answers[at].strength > 0.0;
            told && self.rest(part, Some(at)) < ABOUT_IT && !self.is_of_the_same(part, at)
        };
        (0..part.items.len()).filter(is_stray).collect()
    }

    /// Whether what a claimed figure counts is what the answering figure counts.
    fn is_of_the_same(&self, part: &Part, at: usize) -> bool {
        let ItemKind::Quantity(which) = part.items[at].kind else {
            return false;
        };
        let claimed = &part.sentence.quantities[which];
        quantity::surely_agrees(claimed, part, self.place.sentence())
    }

    fn order(&mut self, part: &Part) {
        let reversed = order::contradicting(part, &self.answers, self.place.sentence());
        self.contradictions
            .extend(reversed.map(|words| Signal::opposed(ReasonCode::DateDiffers, words)));
    }

    fn recurrence(&mut self, part: &Part, often: Option<HowOften>) {
        if let Some(often) = often.filter(|often| !often.is_same) {
            let (claimed, found) = (Some(often.claimed), Some(often.found));
            let mut differs = Signal::new(ReasonCode::QuantityDiffers, claimed, found);
            differs.item = part.item_at(often.claimed);
            self.contradictions.push(differs);
        }
    }

    fn is_little(item: &Item, part: &Part) -> bool {
        matches!(item.kind, ItemKind::Quantity(which)
            if item::tells_little(&part.sentence.quantities[which]))
    }

    /// Whether a figure tells little by itself, as the 1 of "25-1" does.
    fn is_half_of_a_pair(item: &Item, part: &Part) -> bool {
        let before = &part.sentence.text[..item.span.start];
        let tied = before.strip_suffix(['-', '–']);
        let pair = tied.is_some_and(|first| first.ends_with(|c: char| c.is_ascii_digit()));
        Self::is_little(item, part) && pair
    }

    /// Whether another figure or date at `found` speaks against the item numbered `at`: not if
    /// it answers another item, if the sentence speaks of other people or places, or if it dates
    /// something else: it lacks a figure of the claim, or the sentence before has the claimed date.
    fn may_contradict(&self, at: usize, item: &Item, found: Span, part: &Part) -> bool {
        let mut others = part.items.iter().zip(&self.answers).enumerate();
        let names_others = self.place.sentence().names.iter().any(|name| {
            let claimed = |answer: &Answer| answer.place.is_some_and(|at| at.overlaps(name.span));
            !self.answers.iter().any(claimed)
        });
        let taken = others.any(|(other, (item, answer))| {
            let absent = answer.strength == 0.0 || (answer.place.is_none() && names_others);
            let elsewhere = matches!(item.kind, ItemKind::Name { .. }) && absent;
            // "Period" is answered by the very "month" of "six-month" that "three-month" is held
            // against, and that only as its relative.
            let sure = answer.strength > words::DISTANT;
            let answers = sure && answer.place.is_some_and(|place| place.overlaps(found));
            other != at && (elsewhere || answers)
        });
        let dates_another = match item.kind {
            ItemKind::Date(which) => {
                let claimed = &part.sentence.dates[which];
                let told = |before| date::agreeing(claimed, &part.sentence, before).is_some();
                self.lacks_a_figure(part) || self.place.before().any(told)
            }
            _ => false,
        };
        let is_bound = matches!(item.kind, ItemKind::Date(which)
            if part.sentence.dates[which].relation != DateRelation::At);
        // "Not until May" denies nothing of May.
        let denied = !is_bound && self.is_on_one_side_denied(part, item.span, found);
        !taken && !dates_another && !denied
    }

    /// Whether one side denies what the other affirms: "not an album by Hart" goes well with an album
    /// by somebody else.
    fn is_on_one_side_denied(&self, part: &Part, claimed: Span, found: Span) -> bool {
        part.sentence.is_negated(claimed) != self.place.sentence().is_negated(found)
    }

    /// Whether the sentence has no figure for one that the claim gives.
    fn lacks_a_figure(&self, part: &Part) -> bool {
        let mut items = part.items.iter().zip(&self.answers);
        items.any(|(item, answer)| {
            matches!(item.kind, ItemKind::Quantity(_))
                && answer.strength == 0.0
                && !Self::is_little(item, part)
        })
    }

    fn names(&mut self, part: &Part, knowledge: &Knowledge) {
        let sentence = self.place.sentence();
        let displaced = name::displaced(part, &self.answers, sentence, knowledge);
        let lacking = listing::lacking(part, &self.answers, sentence, knowledge);
        for (at, item) in part.items.iter().enumerate() {
            if !matches!(item.kind, ItemKind::Name { .. }) {
                continue;
            }
            let rival = displaced
                .filter(|(claimed, _)| *claimed == item.span)
                .filter(|(_, found)| !self.is_on_one_side_denied(part, item.span, *found));
            let answer = &self.answers[at];
            let signal = |code, found| Signal::new(code, Some(item.span), found).of_item(at);
            let listed = lacking.filter(|lacking| lacking.item == at);
            if let Some(lacking) = listed {
                match lacking.found {
                    Some(found) => self
                        .contradictions
                        .push(signal(ReasonCode::NameDiffers, Some(found))),
                    None => self.gaps.push(signal(ReasonCode::NameMissing, None)),
                }
            } else if let Some((_, found)) = rival {
                self.contradictions
                    .push(signal(ReasonCode::NameDiffers, Some(found)).unsure());
            } else if answer.strength == 0.0 {
                self.gaps.push(signal(ReasonCode::NameMissing, None));
            } else if answer.place.is_some() {
                self.agreements
                    .push(signal(ReasonCode::NameAgrees, answer.place));
            }
        }
        if let Some((agent, other)) = roles::done_by_another(part, &self.answers, sentence) {
            let item = part.item_at(agent);
            let signal = Signal::new(ReasonCode::NameDiffers, Some(agent), Some(other));
            self.contradictions
                .extend(item.map(|item| signal.of_item(item)));
        }
        if let Some(swapped) = roles::swapped(part, &self.answers, sentence) {
            self.contradictions
                .push(Signal::opposed(ReasonCode::RolesSwapped, swapped));
        } else if let Some(untold) = roles::untold(part, &self.answers, sentence) {
            self.gaps
                .push(Signal::opposed(ReasonCode::RolesSwapped, untold));
        }
    }

    /// A claim that says what an abbreviation stands for is decided by a definition and nothing else.
    fn definition(&mut self, part: &Part) {
        let sentence = self.place.sentence();
        let claimed = part.definition.as_ref();
        let (place, signal) = match claimed.and_then(|claimed| claimed.held_against(sentence)) {
            None => return,
            Some(Defined::Same(found)) => (found, None),
            Some(Defined::Other(claimed, found)) => {
                let item = part.item_at(claimed);
                let signal = Signal::new(ReasonCode::NameDiffers, Some(claimed), Some(found));
                (found, item.map(|item| signal.of_item(item)))
            }
        };
        for answer in &mut self.answers {
            *answer = Answer::here(1.0, place);
        }
        self.gaps.clear();
        self.doubts.clear();
        self.contradictions = signal.into_iter().collect();
    }

    fn polarity(&mut self, part: &Part) {
        let sentence = self.place.sentence();
        let denial = polarity::denial(part, &self.answers, sentence);
        let opposite = polarity::opposite(part, &self.answers, sentence);
        match (denial, opposite) {
            // A denial of the opposite: the two cancel out, or speak of different things. "Denied"
            // against "gave" is one and the same, and so is "refused to" against "agreed to".
            (Some(Denial::Opposite(denied)), Some((_, opposed)))
                if !denied.found.overlaps(opposed.found)
                    && !denied.claimed.overlaps(opposed.claimed) => {}
            (None, None) => {
                let unsaid = |denied| Signal::new(ReasonCode::WordsMissing, Some(denied), None);
                self.gaps.extend(self.denied_otherwise(part).map(unsaid));
            }
            (_, Some((at, opposed))) => {
                let ours = part.sentence.is_negated(opposed.claimed);
                if ours == sentence.is_negated(opposed.found) {
                    let signal = Signal::opposed(ReasonCode::PolarityDiffers, opposed).of_item(at);
                    self.contradictions.push(signal);
                } else {
                    self.answers[at] = Answer::here(OPPOSITE_DENIED, opposed.found);
                }
            }
            (Some(Denial::Opposite(opposed)), None) => self
                .contradictions
                .push(Signal::opposed(ReasonCode::PolarityDiffers, opposed)),
            (Some(Denial::Unmatched(opposed)), None) => self
                .gaps
                .push(Signal::opposed(ReasonCode::PolarityDiffers, opposed)),
            (Some(Denial::Untold(cue)), None) => {
                self.gaps
                    .push(Signal::new(ReasonCode::WordsMissing, Some(cue), None));
            }
        }
    }

    /// What the claim denies where the sentence denies something else.
    pub(super) fn denied_otherwise(&self, part: &Part) -> Option<Span> {
        polarity::denied_otherwise(part, &self.answers, self.place.sentence())
    }

    fn deeds(&mut self, part: &Part) {
        if let Some(at) = predicate::untold(part, &self.answers, self.place.sentence()) {
            let item = &part.items[at];
            self.gaps
                .push(item_signal(ReasonCode::WordsMissing, at, item));
        }
    }

    fn certainty(&mut self, part: &Part, knowledge: &Knowledge) {
        let sentence = self.place.sentence();
        if let Some(weaker) = modality::weaker(part, &self.answers, sentence) {
            self.gaps
                .push(Signal::opposed(ReasonCode::ModalityDiffers, weaker));
        }
        if let Some((relation, opposed)) = quantifier::differing(part, &self.answers, sentence) {
            let signal = Signal::opposed(ReasonCode::QuantifierDiffers, opposed);
            if relation == Relation::Contradicts {
                self.contradictions.push(signal);
            } else {
                self.gaps.push(signal);
            }
        }
        if let Some(denial) = speaker::unsaid_denial(part, sentence) {
            self.gaps
                .push(Signal::new(ReasonCode::WordsMissing, Some(denial), None));
        }
        match speaker::differing(part, &self.answers, sentence, knowledge) {
            Some((item, speaker)) => self
                .contradictions
                .push(Signal::opposed(ReasonCode::SpeakerDiffers, speaker).of_item(item)),
            None => self.gaps.extend(
                speaker::unnamed(part, &self.answers, sentence)
                    .map(|speaker| Signal::opposed(ReasonCode::SpeakerDiffers, speaker)),
            ),
        }
    }

    fn quotations(&mut self, part: &Part, knowledge: &Knowledge) {
        for quoted in quotation::short_quotations(&part.sentence) {
            let found = quotation::find(&part.sentence, quoted, self.place.sentence());
            if !matches!(found, Quoted::Exact(_)) {
                // Too short to have been altered, but not what the sentence says either.
                let missing = Signal::new(ReasonCode::QuotationAltered, Some(quoted), None);
                self.gaps.push(missing);
            }
        }
        for quoted in quotation::quotations(&part.sentence) {
            let found = quotation::find(&part.sentence, quoted, self.place.sentence());
            let signal = |code, found| Signal::new(code, Some(quoted), found);
            match found {
                Quoted::Exact(span) => {
                    answer_within(quoted, span, part, &mut self.answers);
                    self.read_signature(part, knowledge);
                    self.quoted_speaker(quoted, span, part, knowledge);
                    self.agreements
                        .push(signal(ReasonCode::QuotationAgrees, Some(span)));
                }
                Quoted::Altered(_) if quotation::is_mention(&part.sentence, quoted) => {
                    self.gaps.push(signal(ReasonCode::QuotationAltered, None));
                }
                Quoted::Altered(span) => self
                    .contradictions
                    .push(signal(ReasonCode::QuotationAltered, Some(span))),
                Quoted::Missing => self.gaps.push(signal(ReasonCode::QuotationAltered, None)),
            }
        }
    }
}

impl Comparison<'_> {
    fn read_signature(&mut self, part: &Part, knowledge: &Knowledge) {
        let unanswered = part
            .items
            .iter()
            .zip(&mut self.answers)
            .filter(|(_, answer)| answer.strength == 0.0);
        for (item, answer) in unanswered {
            *answer = answer::signature(item, part, self.place, knowledge);
        }
    }

    /// Quoted words must be those of whom the claim gives them to.
    fn quoted_speaker(&mut self, quoted: Span, span: Span, part: &Part, knowledge: &Knowledge) {
        let Some(claimed) = speaker::of_quotation(&part.sentence, quoted) else {
            return;
        };
        let item = part.item_at(claimed.span);
        let signal = |found| Signal {
            item,
            ..Signal::new(ReasonCode::SpeakerDiffers, Some(claimed.span), found)
        };
        match speaker::told(claimed, span, self.place, knowledge) {
            Told::Same => {}
            Told::Other(other) => self.contradictions.push(signal(Some(other))),
            Told::Unsaid => self.gaps.push(signal(None)),
        }
    }

    /// Whether the sentence has the claim's quoted words as they are quoted.
    pub(super) fn has_quotation(&self) -> bool {
        self.agreements
            .iter()
            .any(|signal| signal.code == ReasonCode::QuotationAgrees)
    }
}

/// Answers weaker than this are no ground for a contradiction.
const SURE: f64 = 0.8;
/// Share of the rest of the claim that a sentence must have for its figures to be those of the claim.
const ABOUT_IT: f64 = 0.25;
/// A word answered by the denial of its opposite: "not permitted" for "prohibited".
const OPPOSITE_DENIED: f64 = 0.85;

/// Every item within an exact quotation is answered, whatever else it might have been.
fn answer_within(quoted: Span, found: Span, part: &Part, answers: &mut [Answer]) {
    let within = part
        .items
        .iter()
        .zip(answers)
        .filter(|(item, answer)| quoted.contains(item.span) && answer.strength == 0.0);
    for (_, answer) in within {
        *answer = Answer::here(1.0, found);
    }
}

struct Codes {
    agrees: ReasonCode,
    differs: ReasonCode,
    missing: ReasonCode,
}

const QUANTITY: Codes = Codes {
    agrees: ReasonCode::QuantityAgrees,
    differs: ReasonCode::QuantityDiffers,
    missing: ReasonCode::QuantityMissing,
};

const DATE: Codes = Codes {
    agrees: ReasonCode::DateAgrees,
    differs: ReasonCode::DateDiffers,
    missing: ReasonCode::DateMissing,
};

/// A signal as a reason that an editor can read.
pub(super) fn reason(signal: &Signal, stance: Stance, part: &Part, place: Place<'_>) -> Reason {
    let words = |span: Option<Span>, text: &str| span.map(|span| span.of(text).to_owned());
    let claimed = words(signal.claimed, &part.sentence.text);
    let found = words(signal.found, &place.sentence().text);
    Reason {
        code: signal.code,
        stance,
        message: message::of(signal.code, claimed.as_deref(), found.as_deref()),
        claim_span: signal.claimed.map(|span| part.sentence.outward(span)),
        passage_span: signal.found.map(|span| place.sentence().outward(span)),
    }
}

/// The item's words, for reasons.
pub(super) fn item_signal(code: ReasonCode, at: usize, item: &Item) -> Signal {
    Signal::new(code, Some(item.span), None).of_item(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    #[test]
    fn the_second_number_of_the_odds_tells_nothing_by_itself() {
        let is_half = |claim: &str| {
            let example = Example::of(claim, claim);
            let part = example.part();
            let mut items = part.items.iter();
            items.any(|item| Comparison::is_half_of_a_pair(item, part))
        };
        assert!(is_half("The 25-1 outsider won at Leeds."));
        assert!(!is_half("The outsider won 1 race at Leeds."));
    }
}
