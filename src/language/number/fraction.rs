//! Fractions, alone and after a whole number: "two thirds", "3/4", "half a million", "10 1/2".

use super::super::number_words::NumberWord;
use super::super::stop::is_stop_word;
use super::{Form, Number, Numbers, Part};

impl Numbers<'_, '_> {
    /// A fraction of one: "half", "two thirds", "3/4", "un cinquième".
    pub(super) fn fraction(&self, at: usize) -> Option<Number> {
        let part = |value: f64, end| Number {
            form: Form::Fraction,
            ..Number::cardinal(value, fraction_step(value), end)
        };
        if let Some(numeral) = self.pieces.get(at)?.numeral() {
            if !numeral.whole && numeral.bare_digits == 0 && numeral.step == numeral.value {
                return Some(part(numeral.value, at + 1));
            }
            if let Some((value, end)) = self.slashed(at) {
                return Some(part(value, end));
            }
        }
        if let Some(end) = self.half(at) {
            return Some(part(0.5, end));
        }
        if self.key(at) == "quarter" && self.is_scale(at + 1) {
            return Some(part(0.25, at + 1));
        }
        if let Some((value, end)) = self.definite_part(at) {
            return Some(part(value, end));
        }
        if let Some((value, end)) = self.long_fraction(at) {
            return Some(part(value, end));
        }
        let (over, next) = self.numerator(at)?;
        let next = self.past_hyphen(next);
        let (under, plural, end) = self.denominator(next)?;
        (plural == (over > 1.0) || self.is_singular_part(at, next, end))
            .then(|| part(over / under, end))
            .filter(|_| over > 1.0 || !self.could_be_ordinal(at, next, end))
    }

    /// "Two hundred three fifths": with no "and" between them, all that stands before the
    /// denominator is of it.
    fn long_fraction(&self, at: usize) -> Part {
        let (mut whole, mut bound, mut end) = (0.0, f64::INFINITY, at);
        while !self.is_numeral(end)
            && let Some(group) = self.group(end)
            && group.value % 100.0 == 0.0
            && (1.0..bound).contains(&group.value)
        {
            whole += group.value;
            bound = group.scale;
            end = group.end;
        }
        let NumberWord::Small(units @ 1.0..) = self.word(end)? else {
            return None;
        };
        let (under, plural, past) = self.denominator(end + 1)?;
        (plural && end > at).then_some(((whole + units) / under, past))
    }

    /// Whether several parts may stand in the singular: "deux tiers", "a three-quarter mile", and
    /// "vingt vingt-cinquième", which can be no place in an order.
    fn is_singular_part(&self, at: usize, denominator: usize, end: usize) -> bool {
        let is_tens = |at| matches!(self.word(at), Some(NumberWord::Tens(_)));
        match self.key(denominator) {
            "tiers" => true,
            "quarter" => self.key(at) == "three" && (self.is_scale(end) || self.key(end) == "-"),
            _ => self.french() && is_tens(at) && denominator == at + 1 && is_tens(denominator),
        }
    }

    /// "Half", "a half", "un demi", "la moitié"; not the half of a year or a match.
    fn half(&self, at: usize) -> Option<usize> {
        let first = match self.key(at) {
            "a" | "an" | "one" | "un" | "une" => self.past_hyphen(at + 1),
            "la" if self.key(at + 1) == "moitie" => at + 1,
            _ => at,
        };
        let nth = at.checked_sub(1).and_then(|before| self.word(before));
        let of_period = matches!(nth, Some(NumberWord::Ordinal(..)));
        let is_half = self.word(first) == Some(NumberWord::Half) && self.key(first) != "halves";
        (is_half && !of_period).then_some(first + 1)
    }

    /// Past the "and a half" of "two years and a half", "une heure et demie".
    pub(in super::super) fn half_after(&self, at: usize) -> Option<usize> {
        match (self.key(at), self.key(at + 1), self.key(at + 2)) {
            ("and", "a", "half") => Some(at + 3),
            ("et", "demi" | "demie", _) => Some(at + 2),
            _ => None,
        }
    }

    /// "Le tiers des", "plus du quart de": a part that the article alone counts.
    fn definite_part(&self, at: usize) -> Part {
        let NumberWord::Denominator(under, _) = self.word(at).filter(|_| self.french())? else {
            return None;
        };
        let definite = matches!(self.key(at.wrapping_sub(1)), "le" | "du" | "au");
        let of = matches!(
            self.key(at + 1),
            "de" | "des" | "du" | "d'" | "" | "." | ","
        );
        // "Le quart d'heure", "le quart de finale"
        let other = matches!(self.key(at + 2), "heure" | "finale") || self.key(at) == "quarts";
        (definite && of && !other).then_some((1.0 / under, at + 1))
    }

    fn numerator(&self, at: usize) -> Part {
        let one_of = self
            .is_article(at)
            .then(|| self.denominator(self.past_hyphen(at + 1)));
        if one_of.flatten().is_some_and(|(_, plural, _)| !plural) {
            return Some((1.0, at + 1));
        }
        if let Some(numeral) = self.pieces.get(at)?.numeral() {
            return numeral
                .integer()
                .filter(|n| *n < 100)
                .map(|n| (f64::from(n), at + 1));
        }
        let (over, end) = self.below_thousand(at)?;
        // "Seven hundred-thousandths": the hyphen gives the hundred to the denominator.
        let tied = self.key(end) == "-" && end == at + 2;
        if tied && self.word(at + 1) == Some(NumberWord::Hundred) {
            return self
                .below_hundred(at)
                .filter(|_| self.denominator(at + 1).is_some());
        }
        match self.denominator(self.past_hyphen(end)) {
            Some(_) => Some((over, end)),
            None if self.is_scale(end) => {
                let group = self.group(at)?;
                Some((group.value, group.end))
            }
            // "Un vingt cinquième": the tens belong to the denominator.
            None => self.below_hundred_first(at),
        }
    }

    fn below_hundred_first(&self, at: usize) -> Part {
        // "One hundred and fifth" is a place in an order; "un cent-cinquième" cannot be one.
        if !self.french() && self.word(at + 1) == Some(NumberWord::Hundred) {
            return None;
        }
        match self.word(at)? {
            NumberWord::Small(value) | NumberWord::Tens(value) => Some((value, at + 1)),
            _ => None,
        }
    }

    /// A denominator: its value, whether it is plural, and its end.
    fn denominator(&self, at: usize) -> Option<(f64, bool, usize)> {
        match self.word(at)? {
            NumberWord::Denominator(under, plural) => Some((under, plural, at + 1)),
            NumberWord::Ordinal(under, plural) if under >= 3.0 => Some((under, plural, at + 1)),
            NumberWord::Half if matches!(self.key(at), "halves" | "demis" | "demies") => {
                Some((2.0, true, at + 1))
            }
            NumberWord::Small(_) | NumberWord::Tens(_) | NumberWord::Hundred => {
                self.compound_place(at)
            }
            _ => None,
        }
    }

    /// Whether "a fifth" or "un cinquième" may be the fifth of a row: a noun follows it.
    fn could_be_ordinal(&self, at: usize, denominator: usize, end: usize) -> bool {
        if matches!(self.word(denominator), Some(NumberWord::Denominator(..))) {
            return false;
        }
        let told = self.key(at.wrapping_sub(1)) == "the";
        let certain = self.key(at) == "one" && !told || self.pieces[at].numeral().is_some();
        !certain
            && self.pieces.get(end).is_some_and(|next| {
                let of = matches!(&*next.key, "of" | "de" | "des" | "du" | "d'");
                let alone = self.is_measured_off(at) && is_stop_word(&next.key, self.language);
                next.is_word() && !of && !alone
            })
    }

    /// Whether the word before says how much there is of something: "by a third", "près d'un
    /// dixième".
    fn is_measured_off(&self, at: usize) -> bool {
        matches!(
            self.key(at.wrapping_sub(1)),
            "by" | "than"
                | "nearly"
                | "about"
                | "almost"
                | "around"
                | "roughly"
                | "only"
                | "least"
                | "most"
                | "under"
                | "over"
                | "between"
                | "to"
                | "d'"
                | "environ"
                | "moins"
                | "entre"
        )
    }

    /// "3/4" and "1 / 4": one numeral over a greater one that is no year.
    fn slashed(&self, at: usize) -> Part {
        let over = self.pieces.get(at)?.numeral()?.integer()?;
        let under = self.pieces.get(at + 2)?.numeral()?.integer()?;
        let slash = matches!(self.key(at + 1), "/" | "\u{2044}") && self.key(at + 3) != "/";
        let chained = at > 0 && self.key(at - 1) == "/";
        // "16/17" are two years or ages.
        let beside = over >= 10 && under == over + 1;
        let proper = over > 0 && over < under && under <= 100;
        (slash && !chained && proper && !beside && (over, under) != (9, 11))
            .then(|| (f64::from(over) / f64::from(under), at + 3))
    }

    /// "Half a million", "half a dozen", "deux tiers de million".
    pub(super) fn scaled_fraction(&self, fraction: Number) -> Number {
        let mut at = self.past_hyphen(fraction.end);
        if matches!(self.key(at), "a" | "of" | "de") && self.key(at + 1) != "a" {
            at += 1;
        } else if self.key(at) == "of" {
            at += 2;
        }
        match self.word(at) {
            Some(NumberWord::Scale(scale)) if self.key(at) != "mil" => Number {
                form: Form::Cardinal,
                ..fraction.times(scale, at + 1)
            },
            Some(NumberWord::Group(size, _)) => Number {
                form: Form::Cardinal,
                ..fraction.times(size, at + 1)
            },
            _ => fraction,
        }
    }

    /// "Three and a half", "3 million and a half", "10 1/2", "cinq milliards et trois quarts".
    pub(super) fn with_mixed_fraction(&self, number: Number) -> Number {
        let Some(at) = self.mixed_fraction_start(number) else {
            return number;
        };
        let Some(fraction) = self.fraction(at).filter(|fraction| fraction.value < 1.0) else {
            return number;
        };
        let of_scale = if number.scale >= 1e6 {
            number.scale
        } else {
            1.0
        };
        let scale = match self.word(fraction.end) {
            Some(NumberWord::Scale(scale)) => Some((scale, fraction.end + 1)),
            _ => None,
        };
        let (part, end) = match scale {
            Some((scale, end)) if number.scale > scale => (fraction.value * scale, end),
            _ => (fraction.value * of_scale, fraction.end),
        };
        let mixed = Number {
            value: number.value + part,
            step: fraction.step * of_scale,
            end,
            ..number
        };
        match scale {
            Some((scale, end)) if number.scale < 100.0 => mixed.times(scale, end),
            _ => mixed,
        }
    }

    fn mixed_fraction_start(&self, number: Number) -> Option<usize> {
        let at = number.end;
        let joined = self.past_hyphen(at);
        if matches!(self.key(joined), "and" | "et") {
            return self.conjunction.then(|| self.past_hyphen(joined + 1));
        }
        let before = self.pieces.get(at.wrapping_sub(1))?.numeral()?;
        // "8-1/2 inches"
        let glued = |at: usize| self.pieces.get(at).is_some_and(|piece| !piece.spaced);
        if joined > at && glued(at) && glued(joined) && self.slashed(joined).is_some() {
            return (before.whole && before.value < 1000.0).then_some(joined);
        }
        let next = self.pieces.get(at)?.numeral()?;
        let is_sign = self.pieces[at].written.chars().all(|c| !c.is_ascii());
        let vulgar = !next.whole && next.value < 1.0 && (is_sign || !self.pieces[at].spaced);
        let slashed = self.key(at + 1) == "/";
        (before.whole && (vulgar || slashed)).then_some(at)
    }
}

/// How finely a fraction tells a share: people say "about a third" of what is nearer to it than to a quarter, so an
/// eighth of the smaller side may be missing or too much.
fn fraction_step(value: f64) -> f64 {
    match value {
        0.0..1.0 => value.min(1.0 - value) / 4.0,
        _ => value / 4.0,
    }
}
