//! Finds the quantities of a text: number by number, with what stands around each.

use super::super::Language;
use super::super::date::DateFact;
use super::super::figures::MOST_FIGURES;
use super::super::number::{Form, Number, Numbers};
use super::super::piece::{Piece, key};
use super::super::stop::is_stop_word;
use super::super::unit::{self, Dimension, Unit};
use super::modifier::{self, Modifier};
use super::{
    Approximation, Quantity, QuantityKind, change, clock, counted, measure, multiple, part, scope,
    vague,
};
use crate::span::Span;

/// A quantity and the pieces it takes.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) quantity: Quantity,
    /// First piece, modifiers included.
    pub(super) first: usize,
    /// One past its last piece.
    pub(super) end: usize,
}

/// What a number is measured in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    Percent,
    PercentPoint,
    /// "Times": so many times as much.
    Times,
    Unit(Unit),
}

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
struct Operand {
    first: usize,
    end: usize,
    number: Number,
    measure: Option<Measure>,
}

/// The quantities of a text, given as its pieces, and whether it has more than were read; `dates`
/// are its dates, which are none.
pub(in super::super) fn read(
    pieces: &[Piece<'_>],
    language: Language,
    dates: &[DateFact],
) -> (Vec<Quantity>, bool) {
    let reader = Reader {
        numbers: Numbers::new(pieces, language),
    };
    let mut found: Vec<Found> = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut at = 0;
    while at < pieces.len() && found.len() < MOST_FIGURES {
        let start = pieces[at].span.start;
        while dates.next_if(|date| date.span.end <= start).is_some() {}
        if dates
            .peek()
            .is_some_and(|date| date.span.contains_offset(start))
        {
            at += 1;
            continue;
        }
        if let Some(time) = clock::read(&reader.numbers, at) {
            let earliest = found.last().map_or(0, |last| last.end);
            found.push(reader.time_of_day(at, time, earliest));
            at = time.end;
            continue;
        }
        if let Some(end) = scope::passed_over(&reader.numbers, at) {
            at = end.max(at + 1);
            continue;
        }
        let earliest = found.last().map_or(0, |last| last.end);
        match reader.quantity(at, earliest) {
            Some(next) => {
                at = next.end.max(at + 1);
                push_or_merge(pieces, &mut found, next);
            }
            None => at += 1,
        }
    }
    let has_more = found.len() >= MOST_FIGURES;
    change::mark(&reader.numbers, &mut found);
    multiple::add(&reader.numbers, &mut found);
    found.truncate(MOST_FIGURES);
    counted::mark(&reader.numbers, &mut found);
    part::mark(&reader.numbers, &mut found);
    let quantities = found.into_iter().map(|found| found.quantity);
    (quantities.collect(), has_more)
}

/// Adds `next`, or joins it to the one before where the two bound one figure from both sides:
/// "more than 20 and less than 35".
fn push_or_merge(pieces: &[Piece<'_>], found: &mut Vec<Found>, next: Found) {
    if let Some(last) = found.last_mut()
        && between_is_conjunction(&pieces[last.end..next.first])
        && let Some(joined) = join_bounds(&last.quantity, &next.quantity)
    {
        last.quantity = joined;
        last.end = next.end;
        return;
    }
    found.push(next);
}

fn between_is_conjunction(pieces: &[Piece<'_>]) -> bool {
    !pieces.is_empty()
        && pieces.len() <= 2
        && pieces
            .iter()
            .all(|piece| matches!(&*piece.key, "," | "and" | "but" | "et" | "mais"))
}

fn join_bounds(one: &Quantity, other: &Quantity) -> Option<Quantity> {
    if other.unit != one.unit && one.unit.is_some() {
        return None;
    }
    let (low, high) = match (one.min, one.max, other.min, other.max) {
        (Some(_), None, None, Some(_)) => (one, other),
        (None, Some(_), Some(_), None) => (other, one),
        _ => return None,
    };
    (low.min < high.max).then(|| Quantity {
        span: one.span.cover(other.span),
        number_span: one.number_span.cover(other.number_span),
        min: low.min,
        min_inclusive: low.min_inclusive,
        max: high.max,
        max_inclusive: high.max_inclusive,
        unit: other.unit,
        kind: other.kind,
        ..one.clone()
    })
}

struct Reader<'a, 't> {
    numbers: Numbers<'a, 't>,
}

impl Reader<'_, '_> {
    fn pieces(&self) -> &[Piece<'_>] {
        self.numbers.pieces
    }

    fn french(&self) -> bool {
        self.numbers.language == Language::French
    }

    /// The quantity whose number starts at piece `at`; its modifiers may reach back to `earliest`.
    fn quantity(&self, at: usize, earliest: usize) -> Option<Found> {
        if let Some((low, high, end)) = vague::read(&self.numbers, at) {
            return Some(self.vague(at, end, low, high, earliest));
        }
        let (low, high) = self.interval(at)?;
        let operand = high.unwrap_or(low);
        if high.is_none() && scope::is_no_count(&self.numbers, at, low.number, low.measure) {
            return None;
        }
        let mut found = self.build(low, high);
        self.modify(&mut found, earliest, operand.number.about);
        Some(found)
    }

    /// One number, or two that are the ends of a range.
    fn interval(&self, at: usize) -> Option<(Operand, Option<Operand>)> {
        let prior = key(self.pieces(), at.wrapping_sub(1));
        let after_article = matches!(prior, "the" | "les" | "le");
        let opener = key(
            self.pieces(),
            at.wrapping_sub(1 + usize::from(after_article)),
        );
        let between = matches!(opener, "between" | "entre");
        if between {
            let apart = Numbers {
                conjunction: false,
                ..self.numbers
            };
            if let Some(low) = self.operand(at, apart)
                && let Some((low, high)) = self.range(low, apart, true)
            {
                return Some((low, Some(high)));
            }
        }
        let low = self.operand(at, self.numbers)?;
        match self.range(low, self.numbers, between) {
            Some((low, high)) if !change::goes_from_to(&self.numbers, at) => {
                Some((low, Some(high)))
            }
            _ => Some((low, None)),
        }
    }

    /// Currency, number, unit.
    fn operand(&self, at: usize, numbers: Numbers<'_, '_>) -> Option<Operand> {
        if let Some(first) = measure::percent_before(&numbers, at) {
            let number = numbers.whole(first)?;
            return measure::closes_percent(&numbers, number).then_some(Operand {
                first: at,
                end: number.end,
                number,
                measure: Some(Measure::Percent),
            });
        }
        if let Some(negative) = self.negative_money(at, numbers) {
            return Some(negative);
        }
        let before = measure::currency_before(&numbers, at);
        let start = before.map_or(at, |found| at + found.len);
        let numbers = Numbers {
            money: before.is_some() || numbers.money,
            ..numbers
        };
        let number = numbers
            .article_group(start)
            .or_else(|| numbers.read(start))
            .or_else(|| self.one_by_article(start))?;
        let mut operand = Operand {
            first: at,
            end: number.end,
            number,
            measure: before.map(|found| Measure::Unit(found.unit)),
        };
        if number.form == Form::Ordinal {
            return before.is_none().then_some(operand);
        }
        if let Some(before) = before {
            operand.number.value *= before.scale;
            operand.number.step *= before.scale;
            operand.end = measure::same_currency_after(&numbers, operand.end, before.unit);
            self.add_smaller(&mut operand, before.unit);
        } else if let Some(after) = measure::after(&numbers, number) {
            operand.measure = Some(after.measure);
            operand.number.value *= after.scale;
            operand.number.step *= after.scale;
            operand.end = after.end;
            self.add_subunits(&mut operand);
        }
        Some(operand)
    }

    /// "-$5", "minus £3": the sign of an amount stands before that of the currency.
    fn negative_money(&self, at: usize, numbers: Numbers<'_, '_>) -> Option<Operand> {
        let sign = self.pieces().get(at)?;
        let next = self.pieces().get(at + 1).filter(|next| !next.is_word())?;
        let negative = match &*sign.key {
            "-" => sign.spaced && !next.spaced,
            "minus" | "negative" | "moins" => true,
            _ => false,
        };
        if !negative {
            return None;
        }
        measure::currency_before(&numbers, at + 1)?;
        let mut operand = self.operand(at + 1, numbers)?;
        operand.number.value = -operand.number.value;
        operand.first = at;
        Some(operand)
    }

    /// "5 feet 2 inches", "3 dollars and 50 cents", "15 euros 50".
    fn add_subunits(&self, operand: &mut Operand) {
        let Some(Measure::Unit(unit)) = operand.measure else {
            return;
        };
        if let Some(end) = self.numbers.half_after(operand.end) {
            operand.number.value += 0.5;
            operand.number.step = 0.5;
            operand.end = end;
            return;
        }
        if let Some((hundredths, end)) = self.bare_hundredths(operand, unit) {
            operand.number.value += hundredths / 100.0;
            operand.number.step = 0.01;
            operand.end = end;
            return;
        }
        self.add_smaller(operand, unit);
    }

    /// The inches after feet and the cents after dollars, which are less than one of `unit`.
    fn add_smaller(&self, operand: &mut Operand, unit: Unit) {
        let joined = match self.numbers.key(operand.end) {
            "and" | "et" => true,
            // "A six-foot-two-inch fence", "5 feet, 2 inches"; "3 km, 200 m behind" are two.
            "-" | "," => matches!(unit.name, "foot" | "hour" | "pound"),
            _ => false,
        };
        let Some(minor) = self.numbers.whole(operand.end + usize::from(joined)) else {
            return;
        };
        let Some((smaller, end)) = measure::smaller_unit(&self.numbers, minor, unit) else {
            return;
        };
        let amount = minor.value * smaller.factor / unit.factor;
        if unit.comparable(smaller) && smaller.factor < unit.factor && amount < 1.0 {
            operand.number.value += amount;
            operand.number.step = operand.number.step.min(smaller.factor / unit.factor);
            operand.end = end;
        }
    }

    /// "An hour and a half", "it lasted a week": the article counts one where a half follows, and
    /// where the words tell how long something lasts.
    fn one_by_article(&self, at: usize) -> Option<Number> {
        if self.french() || !matches!(self.numbers.key(at), "a" | "an") {
            return None;
        }
        let found = unit::measure(self.pieces().get(at + 1..)?, self.numbers.language)?;
        let end = at + 1 + found.len;
        let lasts = matches!(
            found.unit.dimension,
            Dimension::Time | Dimension::CalendarTime
        ) && measure::tells_length(
            self.numbers.key(self.past_bound(at).wrapping_sub(1)),
        ) && measure::closes(&self.numbers, end);
        (lasts || self.numbers.half_after(end).is_some()).then(|| Number::one(at + 1))
    }

    /// Steps back over a bound before the number at piece `at`: "lasted more than a week".
    fn past_bound(&self, at: usize) -> usize {
        modifier::before(self.pieces(), at, self.numbers.language).map_or(at, |(_, start)| start)
    }

    /// The "50" of "15 euros 50": two digits that no noun follows which they could count.
    fn bare_hundredths(&self, operand: &Operand, unit: Unit) -> Option<(f64, usize)> {
        let number = operand.number;
        let plain = number.form == Form::Cardinal && number.step >= 1.0 && number.scale < 1000.0;
        // "Un mètre quatre-vingts"
        let metres = unit.name == "metre" && self.french();
        let money = unit.dimension == Dimension::Currency && unit.factor >= 1.0;
        if !(money || metres) || !plain {
            return None;
        }
        let minor = self.numbers.whole(operand.end)?;
        let alike = |at: usize| self.pieces().get(at).is_some_and(Piece::is_word);
        let two_digits = self.pieces()[operand.end]
            .numeral()
            .is_none_or(|numeral| numeral.bare_digits == 2);
        let closed = measure::closes(&self.numbers, minor.end)
            && !matches!(
                self.numbers.key(minor.end),
                "of" | "de" | "d'" | "des" | "-" | "/"
            );
        let same_form = alike(operand.first) == alike(operand.end);
        (two_digits && closed && same_form && (10.0..100.0).contains(&minor.value))
            .then_some((minor.value, minor.end))
    }

    /// The range that starts with `low`, if another number of the same unit follows.
    fn range(
        &self,
        low: Operand,
        numbers: Numbers<'_, '_>,
        between: bool,
    ) -> Option<(Operand, Operand)> {
        let (next, alternative) = self.range_link(low.end, between)?;
        // "£6-9m": what stands before the first is meant of the second too.
        let money = matches!(low.measure, Some(Measure::Unit(unit)) if unit.dimension == Dimension::Currency);
        let high = self.operand(next, Numbers { money, ..numbers })?;
        // "7-Eleven" is a name.
        let in_digits = |at: usize| numbers.pieces[at].numeral().is_some();
        let dashed = numbers.key(low.end) == "-" && !numbers.pieces[low.end].spaced;
        let low = share_scale(low, high);
        let low = if dashed {
            self.share_thousands(low, high)
        } else {
            low
        };
        if dashed
            && in_digits(low.number.end - 1) != in_digits(high.number.end - 1)
            && high.number.scale <= 1.0
        {
            return None;
        }
        let (from, to) = (low.number, high.number);
        let same_form = from.form == to.form && to.form != Form::Ordinal;
        // "$1.2–1.5 billion" names the currency once.
        let named_once = high.measure.is_none() && low.number.end == low.end;
        let same_measure = low.measure.is_none() || low.measure == high.measure || named_once;
        let near = !alternative || to.value <= from.value * 2.0 + 1.0;
        let no_ratio = to.form != Form::Ratio;
        (same_form && same_measure && no_ratio && near && from.value < to.value)
            .then_some((low, high))
    }

    /// "$3-4,000" is three thousand to four thousand: a dash ties the first end to the thousands
    /// of the second, where it is one of the same length or shorter.
    fn share_thousands(&self, low: Operand, high: Operand) -> Operand {
        let bare = |operand: Operand| {
            let numeral = self.pieces()[operand.number.end - 1].numeral();
            numeral.is_some_and(|numeral| numeral.whole && numeral.bare_digits > 0)
        };
        let (from, to) = (low.number, high.number);
        let thousands = to.value / 1000.0;
        let grouped = !bare(high) && to.scale <= 1.0 && thousands.fract() == 0.0;
        if !grouped || !bare(low) || !(thousands / 10.0..thousands).contains(&from.value) {
            return low;
        }
        let mut shared = low;
        shared.number.value *= 1000.0;
        shared.number.step *= 1000.0;
        shared
    }

    /// What links two ends of a range at `at`: where the second starts, and whether the two are
    /// alternatives ("two or three").
    fn range_link(&self, at: usize, between: bool) -> Option<(usize, bool)> {
        let piece = self.pieces().get(at)?;
        let next = self.pieces().get(at + 1)?;
        match &*piece.key {
            "to" | "through" if !self.french() => Some((at + 1, false)),
            "a" if self.french() => Some((at + 1, false)),
            "and" if between => Some((at + 1, false)),
            "et" if between => Some((at + 1, false)),
            "or" | "ou" => Some((at + 1, true)),
            // "Two- to three-year terms"
            "-" if next.is("to") && !self.french() && !piece.spaced => Some((at + 2, false)),
            "~" if next.numeral().is_some() => Some((at + 1, false)),
            "-" if piece.spaced == next.spaced => {
                let goes_on = key(self.pieces(), at + 2) == "-"
                    && self
                        .pieces()
                        .get(at + 3)
                        .is_some_and(|piece| piece.numeral().is_some());
                (!goes_on).then_some((at + 1, false))
            }
            _ => None,
        }
    }

    fn build(&self, low: Operand, high: Option<Operand>) -> Found {
        let last = high.unwrap_or(low);
        let end = self.past_bracket(low.first, last.end);
        let measure = last.measure.or(low.measure);
        let kind = kind(last.number.form, measure);
        let (first, pieces) = (low.first, self.pieces());
        let number_first = (low.first..low.number.end)
            .find(|&at| low.number.form != Form::Cardinal || !is_money_sign(&pieces[at]))
            .unwrap_or(low.first);
        let quantity = Quantity {
            span: cover(pieces, first, end),
            number_span: cover(pieces, number_first, last.number.end),
            min: Some(low.number.value),
            max: Some(last.number.value),
            reaches: false,
            min_inclusive: true,
            max_inclusive: true,
            approximation: Approximation::Plain,
            step: low.number.step.min(last.number.step),
            unit: match measure {
                Some(Measure::Unit(unit)) => Some(unit),
                _ => None,
            },
            kind,
            change: None,
            of: None,
            tolerance: None,
        };
        Found {
            quantity,
            first,
            end,
        }
    }

    /// A unit in brackets, "20 (kg)", takes its closing bracket along.
    fn past_bracket(&self, first: usize, end: usize) -> usize {
        let opened = (first..end).any(|at| matches!(self.numbers.key(at), "(" | "["));
        end + usize::from(opened && matches!(self.numbers.key(end), ")" | "]"))
    }

    /// A time of day, as a number of minutes.
    fn time_of_day(&self, first: usize, time: clock::Time, earliest: usize) -> Found {
        let span = cover(self.pieces(), first, time.end);
        let quantity = Quantity {
            unit: Some(time.unit()),
            step: time.step,
            ..Quantity::plain(span, time.minutes, time.minutes, QuantityKind::Measure)
        };
        self.with_modifiers(quantity, first, time.end, earliest)
    }

    fn vague(&self, first: usize, end: usize, low: f64, high: f64, earliest: usize) -> Found {
        let span = cover(self.pieces(), first, end);
        let quantity = Quantity {
            step: low,
            ..Quantity::plain(span, low, high, QuantityKind::Vague)
        };
        self.with_modifiers(quantity, first, end, earliest)
    }

    fn with_modifiers(
        &self,
        quantity: Quantity,
        first: usize,
        end: usize,
        earliest: usize,
    ) -> Found {
        let mut found = Found {
            quantity,
            first,
            end,
        };
        self.modify(&mut found, earliest, false);
        found
    }

    /// Takes in the words before and after that bound the figure or say how exact it is.
    fn modify(&self, found: &mut Found, earliest: usize, about: bool) {
        let quantity = &mut found.quantity;
        // "Up to the first" is no bound.
        if quantity.kind == QuantityKind::Ordinal {
            return;
        }
        if about {
            quantity.approximation = Approximation::About;
        }
        let mut at = self.past_article(found.first, earliest);
        while let Some((modifier, start)) =
            modifier::before(self.pieces(), at, self.numbers.language)
                .filter(|&(_, start)| start >= earliest)
        {
            // "Smaller than the 16 tonnes of last year" tells what there was, and bounds nothing.
            let compared = at < found.first && matches!(self.numbers.key(at - 1), "than" | "que");
            if compared || self.is_period(quantity, found.end, start, earliest) {
                break;
            }
            apply(quantity, modifier);
            found.first = start;
            at = self.past_article(start, earliest);
        }
        if let Some((modifier, end)) = modifier::after(&self.numbers, found.end) {
            apply(quantity, modifier);
            found.end = end;
        } else if let Some(modifier) = self.after_noun(found.end) {
            apply(quantity, modifier);
        }
        quantity.span = cover(self.pieces(), found.first, found.end);
    }

    /// "500 goats or more", "500 chèvres environ": a modifier behind the noun that is counted.
    fn after_noun(&self, at: usize) -> Option<Modifier> {
        let noun = self.pieces().get(at).filter(|piece| {
            piece.is_word() && piece.spaced && !is_stop_word(&piece.key, self.numbers.language)
        });
        let (modifier, end) = modifier::after(&self.numbers, at + 1).filter(|_| noun.is_some())?;
        let next = self.pieces().get(end);
        next.is_none_or(|next| !next.is_word()).then_some(modifier)
    }

    /// Whether the "over" at piece `start` tells during what time something happened, "650 goats
    /// over two years", rather than that it lasted longer, "for over two years".
    fn is_period(&self, quantity: &Quantity, end: usize, start: usize, earliest: usize) -> bool {
        let measure = quantity.kind == QuantityKind::Measure;
        if !measure || self.numbers.key(start) != "over" {
            return false;
        }
        let time = quantity.unit.is_some_and(|unit| {
            matches!(unit.dimension, Dimension::Time | Dimension::CalendarTime)
        });
        let before = self.numbers.key(start.wrapping_sub(1));
        let lasts = measure::tells_length(before)
            || matches!(
                before,
                "after" | "aged" | "of" | "than" | "is" | "was" | "are" | "were" | "be" | "been"
            )
            || matches!(
                self.numbers.key(end),
                "ago" | "old" | "later" | "earlier" | "-"
            );
        start == earliest && start > 0 || time && !lasts
    }

    /// Steps back over an article or possessive between a modifier and its number.
    fn past_article(&self, at: usize, earliest: usize) -> usize {
        let before = key(self.pieces(), at.wrapping_sub(1));
        let article = matches!(
            before,
            "the" | "la" | "les" | "l'" | "le" | "their" | "leurs" | "un"
        );
        at - usize::from(article && at > earliest)
    }
}

fn is_money_sign(piece: &Piece<'_>) -> bool {
    piece.numeral().is_none() && super::super::unit::currency(std::slice::from_ref(piece)).is_some()
}

/// "2–3 million" is two million to three million.
fn share_scale(low: Operand, high: Operand) -> Operand {
    let (mut shared, scale) = (low, high.number.scale);
    let unscaled = low.number.scale <= 1.0 && low.number.value < 1000.0;
    if scale >= 1000.0 && unscaled && low.number.value * scale < high.number.value {
        shared.number.value *= scale;
        shared.number.step *= scale;
    }
    shared
}

fn kind(form: Form, measure: Option<Measure>) -> QuantityKind {
    match (measure, form) {
        (Some(Measure::Percent), _) => QuantityKind::Percent,
        (Some(Measure::PercentPoint), _) => QuantityKind::PercentPoint,
        (Some(Measure::Times), _) => QuantityKind::Multiple,
        (Some(Measure::Unit(unit)), _) if unit.dimension == Dimension::Currency => {
            QuantityKind::Currency
        }
        (Some(Measure::Unit(_)), _) => QuantityKind::Measure,
        (None, Form::Cardinal) => QuantityKind::Cardinal,
        (None, Form::Ordinal) => QuantityKind::Ordinal,
        (None, Form::Fraction) => QuantityKind::Fraction,
        (None, Form::Ratio) => QuantityKind::Ratio,
    }
}

/// What a modifier makes of the interval. Of two bounds the one nearer to the number counts.
pub(super) fn apply(quantity: &mut Quantity, modifier: Modifier) {
    let bounded = quantity.min.is_none() || quantity.max.is_none();
    match modifier {
        Modifier::Says(approximation) => {
            if quantity.approximation == Approximation::Plain {
                quantity.approximation = approximation;
            }
        }
        _ if bounded => {}
        Modifier::AtLeast => quantity.max = None,
        Modifier::MoreThan => {
            quantity.max = None;
            quantity.min_inclusive = false;
        }
        Modifier::AtMost => quantity.min = None,
        Modifier::UpTo => {
            quantity.min = None;
            quantity.reaches = true;
        }
        Modifier::LessThan => {
            quantity.min = None;
            quantity.max_inclusive = false;
        }
    }
}

/// The span from piece `first` up to piece `end`.
pub(super) fn cover(pieces: &[Piece<'_>], first: usize, end: usize) -> Span {
    let last = end.saturating_sub(1).max(first);
    pieces[first].span.cover(pieces[last].span)
}
