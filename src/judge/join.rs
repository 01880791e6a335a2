//! The one place where what is known of a claim and a sentence becomes a stance: the facts that
//! were compared, and an entailment model's view where one was asked.

use super::answer::{self, Answer};
use super::compare::{Comparison, Signal};
use super::item::{Item, ItemKind};
use super::outcome::{ReasonCode, Stance};
use super::reading::Part;
use super::signals::{Field, Signals, answered, denies, is_foreign, signals};
use super::weights::WEIGHTS;
use super::{opinion, polarity, quotation, unsaid, untold};
use crate::entailment::{Answered, View};

/// Share of a claim's weight that must be answered for a sentence to give it.
pub(super) const SUPPORT: f64 = 0.77;
/// Share of what is answered that the sentence itself must answer, and not those around it, to give
/// the claim by the facts, and by a model's word.
const OWN: f64 = 0.4;
const OWN_READ: f64 = 0.2;
/// Share of the rest of the claim that must be answered before a contradiction counts, where
/// the two facts are surely of the same thing.
const REFUTE_SURE: f64 = 0.55;
/// The same where nothing says so but the words around.
const REFUTE_OPEN: f64 = 0.72;

/// Probability from which a sentence gives the claim although the facts alone do not tell.
const BELIEVED: f64 = 0.36;
/// The same where a figure or day of the claim was not found in it, though it may stand in other words.
const BELIEVED_WITHOUT_FIGURE: f64 = 0.48;
/// The same where a fact of it differs, though perhaps of another thing.
const BELIEVED_AGAINST_A_FACT: f64 = 0.5;
/// The same where no model could read it.
const BELIEVED_UNREAD: f64 = 0.42;
/// The same for excluding it, where some fact differs; what is less likely is no refutation even
/// where that fact alone would make it one, if a model may know better.
const DOUBTED: f64 = 0.36;
/// The same for excluding it where no fact differs: a model alone must be surer.
const DOUBTED_ALONE: f64 = 0.44;
/// What is asked for on top where the sentence is the likeliest of those of many passages: one of
/// them looks good by chance. The sentences of one passage bear each other out instead, so that
/// only a refutation, which costs the reader more if it is wrong, asks for more among those too.
const BELIEVED_OF_MANY: f64 = 0.06;
const DOUBTED_OF_MANY: f64 = 0.1;
/// Passages, or candidates, that are no choice yet.
const FEW: usize = 3;
/// Probability of exclusion from which words that are all answered give nothing: they may be those of
/// something else.
const EXCLUDED: f64 = 0.4;
/// Share of the rest of the claim that leaves nothing of it open, and the probability of support
/// from which a model gainsays a fact that differs even there.
const ALL_ELSE: f64 = 0.9;
const GAINSAID: f64 = 0.6;
/// Share of the claim that a passage must answer, by the facts or in the model's view, before the
/// model alone may find it excluded: a passage on the same matter excludes nothing.
const SPOKEN_OF: f64 = 0.25;
/// Probability from which two sentences together give a claim that neither gives alone.
const BELIEVED_TOGETHER: f64 = 0.55;

/// How surely the facts must answer a word to gainsay a model that finds it open.
const ANSWERED: f64 = 0.7;

/// How a sentence stands to a sentence of the claim.
pub(super) struct Joined<'c> {
    pub(super) stance: Stance,
    /// How strongly: the coverage it rests on, or the probability where the model decides.
    pub(super) strength: f64,
    /// Whether the facts alone give this stance.
    pub(super) by_facts: bool,
    /// The signal that decides, for a refutation by the facts.
    pub(super) decisive: Option<&'c Signal>,
    /// How likely the stance is right, where a model was asked.
    pub(super) odds: Option<Odds>,
}

/// How likely a sentence gives the claim and how likely it excludes it, all that is known
/// weighed together; the rest is the likelihood that it does neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Odds {
    pub(super) supports: f64,
    pub(super) refutes: f64,
}

impl Odds {
    fn of(signals: &Signals) -> Self {
        let sum = |side: usize| -> f64 {
            let weighed = signals.iter().zip(&WEIGHTS);
            weighed.map(|(signal, weight)| signal * weight[side]).sum()
        };
        let (supports, refutes) = (sum(0).exp(), sum(1).exp());
        let all = supports + refutes + 1.0;
        Self {
            supports: supports / all,
            refutes: refutes / all,
        }
    }
}

/// The stance of a compared sentence, by the facts and, where a model was asked, by its view.
pub(super) fn join<'c>(
    part: &Part,
    comparison: &'c Comparison<'_>,
    opinion: Option<(&View, Field)>,
) -> Joined<'c> {
    let facts = by_facts(part, comparison);
    match opinion {
        None => facts,
        Some((view, field)) => {
            let signals = signals(part, comparison, facts.stance, view, field);
            let known = Known {
                part,
                comparison,
                view,
                field,
            };
            with_odds(facts, Odds::of(&signals), &known)
        }
    }
}

/// How likely two sentences together give the claim, if that is likely enough: `comparison` is
/// what they answer together, `view` what the model says of both.
pub(super) fn given_together(
    part: &Part,
    comparison: &Comparison<'_>,
    view: &View,
    field: Field,
) -> Option<Odds> {
    let known = Known {
        part,
        comparison,
        view,
        field,
    };
    let odds = Odds::of(&weighed(part, comparison, view, field));
    let likely = odds.supports >= known.believed().max(BELIEVED_TOGETHER);
    (likely && odds.supports > odds.refutes).then_some(odds)
}

/// What the odds of a candidate are weighed from.
pub(super) fn weighed(
    part: &Part,
    comparison: &Comparison<'_>,
    view: &View,
    field: Field,
) -> Signals {
    let facts = by_facts(part, comparison);
    signals(part, comparison, facts.stance, view, field)
}

/// What the facts decide stands unless the model's side is likelier; what they leave open is
/// decided where the odds are clear.
fn with_odds<'c>(facts: Joined<'c>, odds: Odds, known: &Known<'_, '_>) -> Joined<'c> {
    let (stance, strength) = match facts.stance {
        // Words that stand in the source as quoted stand there whatever a model reads.
        Stance::Supports if known.comparison.has_quotation() => (facts.stance, facts.strength),
        Stance::Supports if odds.refutes > odds.supports.min(EXCLUDED) => {
            (Stance::Neutral, facts.strength)
        }
        Stance::Refutes if is_contestable(facts.decisive) && known.gainsays(&facts, odds) => {
            (Stance::Neutral, facts.strength)
        }
        Stance::Neutral if odds.refutes >= known.doubted() => {
            let stance = if known.is_left_unsaid() {
                Stance::Neutral
            } else {
                Stance::Refutes
            };
            (stance, odds.refutes)
        }
        Stance::Neutral if odds.supports >= known.believed() && known.tells_enough() => {
            (Stance::Supports, odds.supports)
        }
        stance => (stance, facts.strength),
    };
    Joined {
        stance,
        strength,
        by_facts: stance == facts.stance,
        decisive: facts.decisive.filter(|_| stance == Stance::Refutes),
        odds: Some(odds),
    }
}

/// Whether the fact that differs is surely of the same thing, and all else is as the claim has it.
fn is_beyond_doubt(refutation: &Joined<'_>) -> bool {
    let sure = refutation.decisive.is_some_and(|signal| signal.sure);
    sure && refutation.strength >= ALL_ELSE
}

/// Whether a model may know better than the facts: it reads what a date or name is of, and a figure
/// where that is open, but is blind to how much it is, to who did it to whom, who said it and how
/// it was put.
fn is_contestable(decisive: Option<&Signal>) -> bool {
    decisive.is_none_or(|signal| match signal.code {
        ReasonCode::QuantityDiffers | ReasonCode::NameDiffers => !signal.sure,
        ReasonCode::RolesSwapped
        | ReasonCode::SpeakerDiffers
        | ReasonCode::QuotationAltered
        | ReasonCode::QuantifierDiffers => false,
        _ => true,
    })
}

/// What the model's word is held against.
struct Known<'c, 'p> {
    part: &'c Part,
    comparison: &'c Comparison<'p>,
    view: &'c View,
    field: Field,
}

impl Known<'_, '_> {
    /// Whether the model takes too little of a refutation by the facts for it to stand.
    fn gainsays(&self, refutation: &Joined<'_>, odds: Odds) -> bool {
        if is_beyond_doubt(refutation) && odds.supports < GAINSAID {
            return false;
        }
        let unlikely = odds.refutes < DOUBTED && !self.is_unread();
        odds.supports > odds.refutes || unlikely
    }

    /// How likely a refutation must be where the facts do not decide.
    fn doubted(&self) -> f64 {
        if self.is_unread() || self.is_answered_by_facts() || self.quotes() {
            return f64::INFINITY;
        }
        // A model counts no denials.
        let sentence = self.comparison.place.sentence();
        if polarity::denies_twice(&self.part.sentence) || polarity::denies_twice(sentence) {
            return f64::INFINITY;
        }
        if !self.comparison.contradictions.is_empty() || !self.comparison.doubts.is_empty() {
            return DOUBTED + self.doubted_of_many();
        }
        let answered = answered(self.part, self.view);
        let spoken_of = answered.max(self.comparison.coverage(self.part)) >= SPOKEN_OF;
        if spoken_of && !self.is_left_to_facts() {
            DOUBTED_ALONE + self.doubted_of_many()
        } else {
            f64::INFINITY
        }
    }

    /// Whether the model alone speaks against the claim, of which the sentence only leaves a part unsaid.
    fn is_left_unsaid(&self) -> bool {
        let comparison = self.comparison;
        let alone = comparison.contradictions.is_empty() && comparison.doubts.is_empty();
        alone
            && (unsaid::is_all_that_is_open(self.view, self.part, comparison)
                || unsaid::denies_only_another(self.view, self.part, comparison))
    }

    /// Whether the model was not asked, for it does not know the language: then the likelihood rests
    /// on the facts alone.
    fn is_unread(&self) -> bool {
        is_foreign(self.part, self.comparison)
    }

    /// What is asked of a refutation on top, if the sentence was chosen from many.
    fn doubted_of_many(&self) -> f64 {
        of_many(self.field.candidates, DOUBTED_OF_MANY)
    }

    /// What is asked of support on top, if the sentence was chosen from many passages.
    fn believed_of_many(&self) -> f64 {
        of_many(self.field.passages, BELIEVED_OF_MANY)
    }

    /// The item of the claim that the model finds least answered, and what the facts say to it.
    fn open_item(&self) -> Option<(&Item, &Answer)> {
        let at = opinion::open_item(self.view, self.part)?;
        Some((&self.part.items[at], &self.comparison.answers[at]))
    }

    /// Whether the facts answer the very word that the model finds open, or it stands around the
    /// sentence: a year of the dateline, say, or a name in its long form.
    fn is_answered_by_facts(&self) -> bool {
        let answered = |(_, answer): (&Item, &Answer)| answer.strength >= ANSWERED;
        let around = |open: &Answered| {
            let word = open.span.of(&self.part.sentence.text);
            answer::stands_around(word, self.comparison.place)
        };
        self.open_item().is_some_and(answered)
            || opinion::least_answered(self.view).is_some_and(around)
    }

    /// Whether what the model finds open is a figure: the facts compare those, bounds and all.
    fn is_left_to_facts(&self) -> bool {
        let figure = |(item, _): (&Item, &Answer)| matches!(item.kind, ItemKind::Quantity(_));
        self.open_item().is_some_and(figure)
    }

    /// Whether the sentence itself says enough of what is answered for the model's word to be on it
    /// and not on those around, which are asked about themselves.
    fn tells_enough(&self) -> bool {
        let (comparison, part) = (self.comparison, self.part);
        comparison.own_share(part) >= OWN_READ * comparison.coverage(part)
    }

    /// Whether the sentence tells how many the claim's figure counts and yet leaves its number open.
    fn has_figure_open(&self) -> bool {
        let mut gaps = self.comparison.gaps.iter();
        gaps.any(|gap| gap.code == ReasonCode::QuantityMissing && gap.found.is_some())
    }

    /// Whether a fact of the claim is missing, or one of the two denies something, where no model
    /// reads what else the sentence says: the words in common do not make up for that.
    fn lacks_what_words_cannot_tell(&self) -> bool {
        let is_fact = |gap: &Signal| {
            matches!(
                gap.code,
                ReasonCode::NameMissing | ReasonCode::QuantityMissing | ReasonCode::DateMissing
            )
        };
        let sentence = self.comparison.place.sentence();
        self.comparison.gaps.iter().any(is_fact) || denies(&self.part.sentence) != denies(sentence)
    }

    /// Whether a day, week or month of the claim was not found: its year may be told by whatever the
    /// passage stands in, and "the same day" only ties two deeds together.
    fn lacks_a_day(&self) -> bool {
        let is_day = |gap: &Signal| {
            let date = gap.item.map(|at| &self.part.items[at].kind);
            let Some(ItemKind::Date(at)) = date else {
                return true;
            };
            let date = &self.part.sentence.dates[*at];
            let words = self.part.sentence.words_of(date.span);
            !date.year_written && !words.contains(&"same")
        };
        let gaps = self.comparison.gaps.iter();
        let mut missing = gaps.filter(|gap| gap.code == ReasonCode::DateMissing);
        missing.any(is_day)
    }

    fn quotes(&self) -> bool {
        !quotation::quotations(&self.part.sentence).is_empty()
    }

    /// How likely support must be where the facts do not decide. Nothing makes up for words that
    /// the claim quotes, for a name besides them, for the certainty with which it states a fact, for
    /// what it denies, or for a figure that the passage has not, the sentence bounds otherwise, or that is
    /// farther off than the user allows.
    fn believed(&self) -> f64 {
        let gaps = &self.comparison.gaps;
        let lacks = |code| gaps.iter().any(|signal| signal.code == code);
        let figures = &self.part.sentence.quantities;
        let strict = figures.iter().any(|figure| figure.tolerance.is_some());
        let lacks_figure = lacks(ReasonCode::QuantityMissing);
        let quotes_another = lacks(ReasonCode::QuotationAltered)
            || self.quotes()
                && (!self.comparison.has_quotation() || lacks(ReasonCode::NameMissing));
        if lacks(ReasonCode::ModalityDiffers)
            || quotes_another
            || (strict && lacks_figure)
            || self.has_figure_open()
            || untold::has_figure(self.part, self.comparison)
            || self.comparison.denied_otherwise(self.part).is_some()
            || (self.is_unread() && self.lacks_what_words_cannot_tell())
        {
            f64::INFINITY
        } else if self.is_unread() {
            BELIEVED_UNREAD + self.believed_of_many()
        } else if !self.comparison.contradictions.is_empty() {
            BELIEVED_AGAINST_A_FACT + self.believed_of_many()
        } else if lacks_figure || self.lacks_a_day() {
            BELIEVED_WITHOUT_FIGURE + self.believed_of_many()
        } else {
            BELIEVED + self.believed_of_many()
        }
    }
}

/// What is asked for on top of a choice among so many.
fn of_many(choice: usize, more: f64) -> f64 {
    if choice > FEW { more } else { 0.0 }
}

fn by_facts<'c>(part: &Part, comparison: &'c Comparison<'_>) -> Joined<'c> {
    let refutation = comparison
        .contradictions
        .iter()
        .map(|signal| (comparison.rest(part, signal.item), signal))
        .filter(|(rest, signal)| *rest >= threshold(signal))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let coverage = comparison.coverage(part);
    let (stance, strength, decisive) = match refutation {
        Some((rest, signal)) => (Stance::Refutes, rest, Some(signal)),
        None if gives(part, comparison, coverage) => (Stance::Supports, coverage, None),
        None => (Stance::Neutral, coverage, None),
    };
    Joined {
        stance,
        strength,
        by_facts: true,
        decisive,
        odds: None,
    }
}

fn gives(part: &Part, comparison: &Comparison<'_>, coverage: f64) -> bool {
    coverage >= SUPPORT
        && comparison.own_share(part) >= OWN * coverage
        && comparison.contradictions.is_empty()
        && comparison.gaps.is_empty()
}

fn threshold(signal: &Signal) -> f64 {
    match signal.code {
        ReasonCode::QuotationAltered => 0.0,
        _ if signal.sure => REFUTE_SURE,
        _ => REFUTE_OPEN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::compare::compare;
    use crate::judge::testing::Example;
    use crate::language::Language;

    /// The stance of a French sentence, which no model reads.
    fn unread(claim: &str, source: &str) -> Stance {
        let example = Example::read(Language::French, claim, source);
        let part = example.part();
        let comparison = compare(part, example.place(), &example.knowledge);
        let field = Field {
            candidates: 1,
            passages: 1,
            nearest: comparison.coverage(part),
        };
        join(part, &comparison, Some((&View::nothing(), field))).stance
    }

    /// The stance that odds give an English sentence, all words of which are answered or not.
    fn with(odds: Odds, claim: &str, source: &str) -> Stance {
        let example = Example::of(claim, source);
        let part = example.part();
        let comparison = compare(part, example.place(), &example.knowledge);
        let known = Known {
            part,
            comparison: &comparison,
            view: &View::nothing(),
            field: Field {
                candidates: 1,
                passages: 1,
                nearest: 1.0,
            },
        };
        with_odds(by_facts(part, &comparison), odds, &known).stance
    }

    #[test]
    fn words_that_are_all_answered_give_nothing_that_is_likely_to_be_excluded() {
        let claim = "The miller sold the barn.";
        let source = "The miller sold the barn and kept the mill.";
        let odds = |refutes| Odds {
            supports: 0.5,
            refutes,
        };
        assert_eq!(with(odds(0.2), claim, source), Stance::Supports);
        assert_eq!(with(odds(0.45), claim, source), Stance::Neutral);
        let quoted = "The miller spoke of “a barn beyond all repair”.";
        let source = "The miller spoke of a barn beyond all repair.";
        assert_eq!(with(odds(0.45), quoted, source), Stance::Supports);
    }

    #[test]
    fn a_day_that_was_not_found_asks_for_more_than_a_year_that_was_not() {
        let source = "The council of the village closed its mill for good.";
        let odds = |supports| Odds {
            supports,
            refutes: 0.1,
        };
        let day = "The council shut down the mill on 19 August.";
        assert_eq!(with(odds(0.42), day, source), Stance::Neutral);
        assert_eq!(with(odds(0.6), day, source), Stance::Supports);
        let year = "The council shut down the mill in 2019.";
        assert_eq!(with(odds(0.42), year, source), Stance::Supports);
    }

    #[test]
    fn no_odds_make_up_for_a_figure_that_is_told_nowhere_or_bounded_otherwise() {
        let odds = Odds {
            supports: 0.9,
            refutes: 0.05,
        };
        let source = "The council let at least 450 goats graze by the mill.";
        let open = "The council let 500 goats eat the grass.";
        assert_eq!(with(odds, open, source), Stance::Neutral);
        let nowhere = "The council let the goats eat 30 percent of the grass.";
        assert_eq!(with(odds, nowhere, source), Stance::Neutral);
        let told = "The council let more than 400 goats eat the grass.";
        assert_eq!(with(odds, told, source), Stance::Supports);
    }

    #[test]
    fn words_in_common_do_not_make_up_for_a_name_where_no_model_reads() {
        let claim = "Le moulin de la vallée appartient depuis longtemps aux héritiers Garnier.";
        let named = "Les héritiers Garnier possèdent depuis longtemps le moulin de la vallée.";
        assert_eq!(unread(claim, named), Stance::Supports);
        let unnamed = "Les héritiers possèdent depuis longtemps le moulin de la vallée.";
        assert_eq!(unread(claim, unnamed), Stance::Neutral);
    }

    #[test]
    fn words_in_common_do_not_tell_what_is_denied_where_no_model_reads() {
        let claim = "Le meunier habite près de la rivière et du pont.";
        let affirmed = "Le meunier vit près de la rivière et du pont.";
        assert_eq!(unread(claim, affirmed), Stance::Supports);
        let denied = "Le meunier ne dort pas, car près de la rivière et du pont passe un train.";
        assert_eq!(unread(claim, denied), Stance::Neutral);
    }
}
