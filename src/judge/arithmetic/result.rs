//! What the figures of a passage come to, as the claim asks for it.

use super::super::reading::Part;
use super::asked::{Asked, sharer};
use super::stated::{Effect, Noun, Term, is_of, noun, same, unit_alike, unit_of};
use crate::language::quantity::Quantity;

/// Figures that are reckoned together at most.
const TERMS: usize = 4;

/// What a figure is reckoned from.
pub(super) struct Known<'k, 's> {
    /// The claimed figure, of the claim `part`.
    pub(super) claimed: &'k Quantity,
    pub(super) part: &'k Part,
    /// The figures of the passage.
    pub(super) terms: &'k [Term<'s>],
    /// The other figures of the claim: so many things that the passage tells the share of each of.
    pub(super) ours: &'k [Term<'s>],
}

/// A number that follows from figures.
#[derive(Debug)]
pub(super) struct Outcome<'k, 's> {
    pub(super) value: f64,
    /// The figures it follows from, in the order of the reckoning.
    pub(super) terms: Vec<&'k Term<'s>>,
    /// The reckoning, as one writes it.
    pub(super) written: String,
    /// Whether the figures are surely those that the claim speaks of, and all of them.
    pub(super) sure: bool,
}

/// What the known figures come to for a figure that is said to be what is `asked`.
pub(super) fn result<'k, 's>(asked: Asked, known: &Known<'k, 's>) -> Option<Outcome<'k, 's>> {
    match asked {
        Asked::Difference { more } => known.difference(more),
        Asked::Share => known.share(),
        Asked::Total => known.product().or_else(|| known.total()),
        Asked::Rest => known.after(),
        Asked::After { .. } => known
            .product()
            .or_else(|| known.number_of_parts())
            .or_else(|| known.after()),
    }
}

impl<'k, 's> Known<'k, 's> {
    /// What the claimed figure counts.
    fn noun(&self) -> Option<Noun<'k>> {
        noun(self.claimed, &self.part.sentence)
    }

    /// The figures of the claimed thing; of whatever thing, where the claim leaves that out.
    fn like(&self) -> Vec<&'k Term<'s>> {
        let noun = self.noun();
        let terms = self.terms.iter().filter(|term| term.each.is_none());
        if noun.is_none() && self.claimed.unit.is_none() {
            // "The total number of miles is 1,677."
            let terms: Vec<_> = terms.collect();
            let alike = |pair: &[&Term<'_>]| {
                same(pair[0].noun, pair[1].noun) && unit_alike(pair[0].figure, pair[1].figure)
            };
            return if terms.windows(2).all(alike) {
                terms
            } else {
                Vec::new()
            };
        }
        let alike = terms.filter(|term| unit_alike(term.figure, self.claimed));
        alike
            .filter(|term| noun.is_none() || same(term.noun, noun))
            .collect()
    }

    /// All of it: of the claimed thing, or of things that the claim has one name for ("28 girls and
    /// 35 boys", "63 children").
    fn total(&self) -> Option<Outcome<'k, 's>> {
        let mut of_it = self.like();
        let told = self.noun().is_some() || self.claimed.unit.is_some();
        let sure = told && of_it.len() > 1;
        if of_it.is_empty() {
            let terms = self.terms.iter().filter(|term| term.each.is_none());
            of_it = terms
                .filter(|term| unit_alike(term.figure, self.claimed))
                .collect();
        }
        let fits = (2..=TERMS).contains(&of_it.len());
        // "They spent 12 and 30": what went in all is their sum.
        let all_lost = of_it.iter().all(|term| is_lost(term));
        let is_told = of_it.iter().any(|one| is_sum_of_others(one, &of_it));
        (fits && !is_told)
            .then(|| sum(of_it, |term| !all_lost && is_lost(term), sure))
            .filter(|outcome| outcome.value >= 0.0)
    }

    /// What there is once all that came and went is counted.
    fn after(&self) -> Option<Outcome<'k, 's>> {
        let of_it = self.like();
        let (first, rest) = of_it.split_first()?;
        let starts = first.effect != Effect::Lost;
        let start = rest
            .iter()
            .take_while(|term| term.goes_on && term.effect == Effect::Held);
        let changes = &rest[start.count()..];
        let goes_on = changes.iter().all(|term| term.effect != Effect::Held);
        let fits = !changes.is_empty() && of_it.len() <= TERMS;
        (starts && goes_on && fits)
            .then(|| sum(of_it, is_lost, true))
            .filter(|outcome| outcome.value >= 0.0)
    }

    /// By how much there are more of the first than of the second.
    fn difference(&self, more: bool) -> Option<Outcome<'k, 's>> {
        let [one, other] = self.terms else {
            return None;
        };
        let alike = |term: &Term<'_>| unit_alike(term.figure, self.claimed) && term.each.is_none();
        if !alike(one) || !alike(other) {
            return None;
        }
        let tokens = self.part.sentence.tokens.iter();
        let place = |term: &Term<'_>| {
            tokens
                .clone()
                .position(|token| same(term.noun, Some(Noun::of(token))))
        };
        let (first, second, sure) = match (place(one), place(other)) {
            (Some(a), Some(b)) if a < b => (one, other, true),
            (Some(a), Some(b)) if b < a => (other, one, true),
            (None, None) => return None,
            // One noun for both, or one left out: which is the greater is not told by the words.
            _ if (one.value > other.value) == more => (one, other, false),
            _ => (other, one, false),
        };
        let (greater, lesser) = if more {
            (first, second)
        } else {
            (second, first)
        };
        let is_lesser = |term: &Term<'_>| std::ptr::eq(term, lesser);
        Some(sum(vec![greater, lesser], is_lesser, sure))
    }

    /// What each of several has of so many.
    fn share(&self) -> Option<Outcome<'k, 's>> {
        let sharer = sharer(self.part)?;
        let among = self.number_of(sharer)?;
        let mut of_it = self.like();
        of_it.retain(|term| !std::ptr::eq(*term, among));
        if of_it.is_empty() || among.value == 0.0 {
            return None;
        }
        let whole = sum(of_it, |_| false, true);
        let several = whole.terms.len() > 1;
        let written = if several {
            format!("({})", whole.written)
        } else {
            whole.written
        };
        let mut terms = whole.terms;
        terms.push(among);
        Some(Outcome {
            value: whole.value / among.value,
            written: format!("{written} ÷ {}", number(among)),
            terms,
            sure: !several,
        })
    }

    /// What so many have that each have so many, of all sorts together.
    fn product(&self) -> Option<Outcome<'k, 's>> {
        let noun = self.noun();
        let mut value = 0.0;
        let mut terms = Vec::new();
        let mut written = Vec::new();
        for rate in self.terms.iter().filter(|term| term.each.is_some()) {
            if !same(rate.noun, noun) || !unit_alike(rate.figure, self.claimed) {
                return None;
            }
            let count = self.number_of(rate.each?)?;
            value += rate.value * count.value;
            written.push(format!("{} × {}", number(rate), number(count)));
            terms.extend([rate, count]);
        }
        (!terms.is_empty()).then(|| Outcome {
            value,
            written: written.join(" + "),
            terms,
            sure: true,
        })
    }

    /// How many there are that have so many together, if each has so many.
    fn number_of_parts(&self) -> Option<Outcome<'k, 's>> {
        let mut rates = self.terms.iter().filter(|term| term.each.is_some());
        let rate = rates.next().filter(|_| rates.next().is_none())?;
        let parts = rate.each?;
        let counted = match unit_of(self.claimed).0 {
            Some(unit) => Noun::of_unit(unit).is(parts),
            None => same(self.noun(), Some(parts)),
        };
        let mut others = self.terms.iter().filter(|term| term.each.is_none());
        let whole = others
            .find(|term| same(term.noun, rate.noun) && unit_alike(term.figure, rate.figure))?;
        (counted && rate.value > 0.0).then(|| Outcome {
            value: whole.value / rate.value,
            written: format!("{} ÷ {}", number(whole), number(rate)),
            terms: vec![whole, rate],
            sure: true,
        })
    }

    /// The figure that tells how many there are of what `each` is one of.
    fn number_of(&self, each: Noun<'_>) -> Option<&'k Term<'s>> {
        let mut terms = self.terms.iter().chain(self.ours);
        terms.find(|term| term.each.is_none() && is_of(term.figure, term.noun, each))
    }
}

/// Whether one of several figures is what the others come to, but for their rounding: the passage
/// tells the total itself.
fn is_sum_of_others(one: &Term<'_>, all: &[&Term<'_>]) -> bool {
    let others = all.iter().filter(|term| !std::ptr::eq(**term, one));
    let sum: f64 = others.map(|term| term.value).sum();
    all.len() > 2 && (sum - one.value).abs() <= one.figure.step
}

fn is_lost(term: &Term<'_>) -> bool {
    term.effect == Effect::Lost
}

/// The sum of `terms`, less those that are `taken` away.
fn sum<'k, 's>(
    terms: Vec<&'k Term<'s>>,
    taken: impl Fn(&Term<'s>) -> bool,
    sure: bool,
) -> Outcome<'k, 's> {
    let mut value = 0.0;
    let mut written = String::new();
    for term in &terms {
        let taken = taken(term);
        value += if taken { -term.value } else { term.value };
        if !written.is_empty() {
            written.push_str(if taken { " − " } else { " + " });
        }
        written.push_str(number(term));
    }
    Outcome {
        value,
        terms,
        written,
        sure,
    }
}

fn number<'s>(term: &Term<'s>) -> &'s str {
    let quantity: &'s Quantity = term.figure;
    quantity.number_span.of(&term.sentence.text)
}
