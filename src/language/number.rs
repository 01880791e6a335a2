//! Numbers in words, in digits, and mixed: "two thirds", "2.7 million", "quatre-vingt-dix".
//!
//! A small grammar over pieces: numbers below a hundred, below a thousand, then scales; on top of
//! them fractions, ratios and decimals. What the number counts is no concern of it.

use super::Language;
use super::number_words::NumberWord;
use super::numeral::power_of_ten;
use super::piece::{Piece, PieceKind, key};

/// What form a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A count, with or without decimals.
    Cardinal,
    /// "Third", "21st".
    Ordinal,
    /// "Two thirds", "½".
    Fraction,
    /// "Four out of five".
    Ratio,
}

/// A number found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The place of the last significant digit.
    pub(super) step: f64,
    /// One past its last piece.
    pub(super) end: usize,
    pub(super) form: Form,
    /// The last scale that multiplied it ("million"), else 1.
    pub(super) scale: f64,
    /// Whether the word itself says "about": "une centaine".
    pub(super) about: bool,
}

impl Number {
    fn cardinal(value: f64, step: f64, end: usize) -> Self {
        Self {
            value,
            step,
            end,
            form: Form::Cardinal,
            scale: 1.0,
            about: false,
        }
    }

    fn times(self, scale: f64, end: usize) -> Self {
        Self {
            value: self.value * scale,
            step: self.step * scale,
            scale: scale.max(self.scale),
            end,
            ..self
        }
    }
}

/// Where a number is looked for.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a, 't> {
    pub(super) pieces: &'a [Piece<'t>],
    pub(super) language: Language,
    /// Whether an amount of money is expected, where "m" is a million rather than a metre.
    pub(super) money: bool,
    /// Whether "and" may stand within a number; between two bounds it may not.
    pub(super) conjunction: bool,
}

/// A number that is being put together below a thousand.
type Part = Option<(f64, usize)>;

impl<'a, 't> Numbers<'a, 't> {
    pub(super) fn new(pieces: &'a [Piece<'t>], language: Language) -> Self {
        Self {
            pieces,
            language,
            money: false,
            conjunction: true,
        }
    }

    fn french(&self) -> bool {
        self.language == Language::French
    }

    pub(super) fn key(&self, at: usize) -> &'a str {
        key(self.pieces, at)
    }

    fn word(&self, at: usize) -> Option<NumberWord> {
        self.pieces.get(at)?.number_word
    }

    /// Past a hyphen that joins two words, if there is one at `at`.
    fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.key(at) == "-")
    }

    /// The number that starts at piece `at`.
    pub(super) fn read(&self, at: usize) -> Option<Number> {
        let (negative, first) = self.sign(at);
        let mut number = self.ratio(first).or_else(|| self.unsigned(first))?;
        if negative {
            number.value = -number.value;
        }
        Some(number)
    }

    fn sign(&self, at: usize) -> (bool, usize) {
        match self.key(at) {
            "-" => {
                let starts = self.pieces[at].spaced || key(self.pieces, at.wrapping_sub(1)) == "(";
                let signs = starts && self.signs(at);
                (signs, at + usize::from(signs))
            }
            "minus" | "negative" | "negatif" => (true, at + 1),
            "moins" => {
                let prior = key(self.pieces, at.wrapping_sub(1));
                let bound = matches!(
                    prior,
                    "au" | "du" | "a" | "ou" | "et" | "en" | "de" | "plus"
                );
                (!bound, at + usize::from(!bound))
            }
            _ => (false, at),
        }
    }

    /// Whether the hyphen or minus sign at `at` is the sign of a numeral. With a space after it a
    /// hyphen is a dash or opens an item of a list, unless it and a number are all there is, as in
    /// a cell of a table.
    fn signs(&self, at: usize) -> bool {
        let Some(next) = self.pieces.get(at + 1).filter(|p| p.numeral().is_some()) else {
            return false;
        };
        let is_minus = self.pieces[at].written == "\u{2212}";
        let is_cell = at == 0
            && self.pieces[1..].iter().enumerate().all(|(after, piece)| {
                piece.numeral().is_some()
                    || matches!(&*piece.key, "/" | "%")
                    || self.is_scale(after + 1)
                    || self.letter_scale(after + 1).is_some()
            });
        !next.spaced || is_minus || is_cell
    }

    fn unsigned(&self, at: usize) -> Option<Number> {
        if let Some(fraction) = self.fraction(at) {
            return Some(self.scaled_fraction(fraction));
        }
        if let Some(ordinal) = self.ordinal(at) {
            return Some(ordinal);
        }
        let whole = self.whole(at)?;
        if let Some(power) = self.power(at, whole) {
            return Some(power);
        }
        let number = self.with_decimals(whole);
        Some(self.with_group(self.with_mixed_fraction(number)))
    }

    /// "10^6", "1.5^+2": a numeral to a whole power.
    fn power(&self, at: usize, base: Number) -> Option<Number> {
        let tied = |at: usize| self.pieces.get(at).is_some_and(|piece| !piece.spaced);
        if self.key(at + 1) != "^" || base.end != at + 1 || !tied(at + 1) || !tied(at + 2) {
            return None;
        }
        let signed = usize::from(matches!(self.key(at + 2), "+" | "-") && tied(at + 3));
        let last = at + 2 + signed;
        let exponent = self.pieces.get(last)?.numeral()?.integer()?;
        let negative = signed == 1 && self.key(at + 2) == "-";
        let value = base.value.powi(if negative { -exponent } else { exponent });
        // "12^3^" is a mark of a footnote.
        (value.is_finite() && value > 0.0 && self.key(last + 1) != "^")
            .then(|| Number::cardinal(value, value, last + 1))
    }

    // Whole numbers.

    /// Zero to ninety-nine, in words.
    fn below_hundred(&self, at: usize) -> Part {
        match self.word(at)? {
            NumberWord::Small(4.0) if self.french() && self.is_twenty(self.past_hyphen(at + 1)) => {
                let end = self.past_hyphen(at + 1) + 1;
                Some(self.plus_small(80.0, end, 19.0).unwrap_or((80.0, end)))
            }
            NumberWord::Small(10.0) if self.french() => {
                let next = self.past_hyphen(at + 1);
                match self.word(next) {
                    Some(NumberWord::Small(units @ 7.0..=9.0)) => Some((10.0 + units, next + 1)),
                    _ => Some((10.0, at + 1)),
                }
            }
            NumberWord::Small(value) => Some((value, at + 1)),
            NumberWord::Tens(tens) => {
                let most = if self.french() && tens == 60.0 {
                    19.0
                } else {
                    9.0
                };
                Some(
                    self.plus_small(tens, at + 1, most)
                        .unwrap_or((tens, at + 1)),
                )
            }
            _ => None,
        }
    }

    fn is_twenty(&self, at: usize) -> bool {
        matches!(self.key(at), "vingt" | "vingts")
    }

    /// `tens` and the one to `most` that follow at `at`.
    fn plus_small(&self, tens: f64, at: usize, most: f64) -> Part {
        let mut next = self.past_hyphen(at);
        if self.french() && self.key(next) == "et" {
            next = self.past_hyphen(next + 1);
            return matches!(self.key(next), "un" | "une" | "onze")
                .then(|| self.word(next))
                .flatten()
                .and_then(|word| match word {
                    NumberWord::Small(units) => Some((tens + units, next + 1)),
                    _ => None,
                });
        }
        if self.french() && matches!(self.key(next), "un" | "une") && next == at {
            return None;
        }
        let (units, end) = match self.word(next)? {
            NumberWord::Small(10.0) if most > 10.0 => self.below_hundred(next)?,
            NumberWord::Small(units) => (units, next + 1),
            _ => return None,
        };
        (units >= 1.0 && units <= most).then_some((tens + units, end))
    }

    /// Zero to nine hundred and ninety-nine, in words.
    fn below_thousand(&self, at: usize) -> Part {
        let (hundreds, end) = match self.word(at) {
            Some(NumberWord::Hundred) if self.key(at) != "hundreds" => (1.0, at + 1),
            Some(_) => {
                let (value, end) = self.below_hundred(at)?;
                let hundred = self.past_hyphen(end);
                let may = !self.french() || (2.0..=9.0).contains(&value);
                if !may || self.word(hundred) != Some(NumberWord::Hundred) {
                    return Some((value, end));
                }
                (value, hundred + 1)
            }
            None if self.is_article(at) => match self.word(at + 1)? {
                NumberWord::Hundred => (1.0, at + 2),
                _ => return None,
            },
            None => return None,
        };
        let value = hundreds * 100.0;
        let rest = self
            .after_conjunction(end)
            .and_then(|next| self.below_hundred(next));
        match rest {
            Some((units, past)) if units >= 1.0 && !self.multiplies(end, past, units) => {
                Some((value + units, past))
            }
            _ => Some((value, end)),
        }
    }

    /// Whether a hundred or the denominator of a fraction at `end` takes the number before it,
    /// of `units` and from `start` on, for itself: "one hundred thirty-fifths", "two hundred and
    /// forty-one hundredths".
    fn multiplies(&self, start: usize, end: usize, units: f64) -> bool {
        match self.word(self.past_hyphen(end)) {
            Some(NumberWord::Hundred) => true,
            Some(NumberWord::Ordinal(of, true)) if of < 10.0 => {
                let tied = !self.french() || self.key(end) == "-";
                units < 20.0 || units % 10.0 == 0.0 && tied
            }
            Some(NumberWord::Ordinal(100.0.., true)) if self.key(start) == "and" => true,
            Some(NumberWord::Ordinal(_, plural) | NumberWord::Denominator(_, plural)) => {
                plural && units < 20.0
            }
            _ => false,
        }
    }

    fn is_article(&self, at: usize) -> bool {
        !self.french() && matches!(self.key(at), "a" | "an")
    }

    /// Where the next part of a number may start: past a hyphen, or an "and" that is allowed.
    fn after_conjunction(&self, at: usize) -> Option<usize> {
        if matches!(self.key(at), "and" | "et") {
            return self.conjunction.then_some(at + 1);
        }
        Some(self.past_hyphen(at))
    }

    /// A whole number, or a numeral with decimals, with its scales.
    pub(super) fn whole(&self, at: usize) -> Option<Number> {
        let mut total = self.group(at)?;
        let mut bound = total.scale;
        while bound >= 100.0 {
            let Some(next) = self.after_conjunction(total.end) else {
                break;
            };
            if !self.may_continue(at, total.end, next) {
                break;
            }
            if self.is_article(next) || self.fraction(next).is_some() {
                break;
            }
            let Some(group) = self.group(next) else { break };
            if group.value >= bound || group.value < 1.0 || group.value.fract() != 0.0 {
                break;
            }
            total = Number {
                value: total.value + group.value,
                step: total.step.min(group.step),
                end: group.end,
                scale: 1.0,
                ..total
            };
            bound = group.scale;
        }
        Some(total)
    }

    /// Whether the number that started at `first` may go on at `next`: words go on in words,
    /// digits in digits that a scale or a conjunction ties to it.
    fn may_continue(&self, first: usize, end: usize, next: usize) -> bool {
        let in_digits = |at: usize| self.pieces.get(at).is_some_and(|p| p.numeral().is_some());
        let conjoined = next > end;
        match (in_digits(first), in_digits(next)) {
            (false, next_in_digits) => !next_in_digits,
            (true, true) => {
                let scaled = self.word(next + 1) == Some(NumberWord::Hundred);
                conjoined || scaled || self.is_scale(next + 1)
            }
            (true, false) => conjoined,
        }
    }

    /// One number below a thousand, or a numeral, and the scales that multiply it.
    fn group(&self, at: usize) -> Option<Number> {
        let piece = self.pieces.get(at)?;
        let mut number = match (piece.kind, self.word(at)) {
            (PieceKind::Numeral(numeral), _) => {
                Number::cardinal(numeral.value, numeral.step, at + 1)
            }
            (_, Some(NumberWord::Scale(scale))) if self.french() && self.key(at) == "mille" => {
                Number::cardinal(1.0, 1.0, at).times(scale, at + 1)
            }
            (_, None) if self.is_article(at) && self.is_scale(at + 1) => {
                Number::cardinal(1.0, 1.0, at + 1)
            }
            _ => {
                let (value, end) = self.below_thousand(at)?;
                let hundreds = value >= 100.0 && value % 100.0 == 0.0;
                let number = Number::cardinal(value, word_step(value), end);
                Number {
                    scale: if hundreds { 100.0 } else { 1.0 },
                    ..number
                }
            }
        };
        while let Some((scale, end)) = self.scale(number, at) {
            number = number.times(scale, end);
        }
        Some(number)
    }

    fn is_scale(&self, at: usize) -> bool {
        matches!(self.word(at), Some(NumberWord::Scale(_)))
    }

    /// The scale that follows `number`, which starts at `first`.
    fn scale(&self, number: Number, first: usize) -> Option<(f64, usize)> {
        let in_digits = self.pieces[first].numeral().is_some();
        let unscaled = number.scale < 100.0;
        if in_digits
            && unscaled
            && let Some(found) = self.letter_scale(number.end)
        {
            return Some(found);
        }
        let at = self.past_hyphen(number.end);
        match self.word(at)? {
            NumberWord::Scale(scale) => Some((scale, at + 1)),
            NumberWord::Hundred
                if in_digits
                    && unscaled
                    && (!self.french() || number.value < 10.0)
                    && (!self.are_coins(at) || self.is_scale(first.wrapping_sub(1))) =>
            {
                Some((100.0, at + 1))
            }
            _ => None,
        }
    }

    /// Whether "cents" after a numeral are money rather than hundreds: not in "4 mille 3 cents".
    fn are_coins(&self, at: usize) -> bool {
        self.french() && self.key(at) == "cents"
    }

    /// A scale that stands apart from its number: "75 USD million".
    pub(super) fn detached_scale(&self, at: usize) -> Option<(f64, usize)> {
        match self.word(at)? {
            NumberWord::Scale(scale) => Some((scale, at + 1)),
            _ => None,
        }
    }

    /// "13k", "2.7m", "3 M€", "10G".
    fn letter_scale(&self, at: usize) -> Option<(f64, usize)> {
        let piece = self.pieces.get(at).filter(|piece| piece.is_word())?;
        let upper = self.is_upper(piece);
        let scale = match &*piece.key {
            "k" => 1e3,
            "m" if upper || (self.money && !piece.spaced) => 1e6,
            "m" if !piece.spaced && self.counts_people(at + 1) => 1e6,
            "mm" if upper => 1e6,
            // "3G" and "5G" are networks.
            "g" if upper && self.pieces[at - 1].written.len() > 1 => 1e9,
            "b" if !piece.spaced => 1e9,
            _ => return None,
        };
        Some((scale, at + 1))
    }

    fn is_upper(&self, piece: &Piece<'_>) -> bool {
        piece.written.starts_with(char::is_uppercase)
    }

    /// Whether a plural noun follows, of which there can be millions.
    fn counts_people(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| {
            piece.is_word()
                && (piece.key.ends_with('s') && piece.key.len() > 3 || piece.is("people"))
        })
    }

    // Decimals, fractions, groups.

    /// "Two hundred point zero three", "cinq virgule deux".
    fn with_decimals(&self, number: Number) -> Number {
        let point = if self.french() { "virgule" } else { "point" };
        if self.key(number.end) != point {
            return number;
        }
        let mut at = number.end + 1;
        let mut digits = String::new();
        while digits.len() < 12
            && let Some((value, end)) = self.below_hundred(at)
        {
            digits.push_str(&format!("{value}"));
            at = end;
        }
        let places = i32::try_from(digits.len()).unwrap_or(0);
        match digits.parse::<f64>() {
            Ok(decimals) => Number {
                value: number.value + decimals * power_of_ten(-places),
                step: power_of_ten(-places),
                end: at,
                ..number
            },
            Err(_) => number,
        }
    }

    /// "Three and a half", "3 million and a half", "10 1/2", "cinq milliards et trois quarts".
    fn with_mixed_fraction(&self, number: Number) -> Number {
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
        let next = self.pieces.get(at)?.numeral()?;
        let vulgar = !next.whole && next.value < 1.0 && !self.pieces[at].spaced;
        let slashed = self.key(at + 1) == "/";
        (before.whole && (vulgar || slashed)).then_some(at)
    }

    /// A fraction of one: "half", "two thirds", "3/4", "un cinquième".
    fn fraction(&self, at: usize) -> Option<Number> {
        let part = |value: f64, end| Number {
            form: Form::Fraction,
            ..Number::cardinal(value, value, end)
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
        let (over, next) = self.numerator(at)?;
        let next = self.past_hyphen(next);
        let (under, plural, end) = self.denominator(next)?;
        (plural == (over > 1.0) || under == 3.0 && self.french())
            .then(|| part(over / under, end))
            .filter(|_| over > 1.0 || !self.could_be_ordinal(at, next, end))
    }

    /// "Half", "a half", "un demi", "la moitié"; not the half of a year or a match.
    fn half(&self, at: usize) -> Option<usize> {
        let first = match self.key(at) {
            "a" | "an" | "one" | "un" | "une" => self.past_hyphen(at + 1),
            _ => at,
        };
        let nth = at.checked_sub(1).and_then(|before| self.word(before));
        let of_period = matches!(nth, Some(NumberWord::Ordinal(..)));
        let is_half = self.word(first) == Some(NumberWord::Half) && self.key(first) != "halves";
        (is_half && !of_period).then_some(first + 1)
    }

    fn numerator(&self, at: usize) -> Part {
        if self.is_article(at) && self.denominator(self.past_hyphen(at + 1)).is_some() {
            return Some((1.0, at + 1));
        }
        if let Some(numeral) = self.pieces.get(at)?.numeral() {
            return numeral
                .integer()
                .filter(|n| *n < 100)
                .map(|n| (f64::from(n), at + 1));
        }
        let (over, end) = self.below_thousand(at)?;
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
            NumberWord::Tens(tens) => {
                let next = self.past_hyphen(at + 1);
                let next = if self.key(next) == "et" {
                    self.past_hyphen(next + 1)
                } else {
                    next
                };
                match self.word(next)? {
                    NumberWord::Ordinal(units, plural) if units < 10.0 => {
                        Some((tens + units, plural, next + 1))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether "a fifth" or "un cinquième" may be the fifth of a row: a noun follows it.
    fn could_be_ordinal(&self, at: usize, denominator: usize, end: usize) -> bool {
        if matches!(self.word(denominator), Some(NumberWord::Denominator(..))) {
            return false;
        }
        let certain = self.key(at) == "one" || self.pieces[at].numeral().is_some();
        !certain
            && self.pieces.get(end).is_some_and(|next| {
                next.is_word() && !matches!(&*next.key, "of" | "de" | "des" | "du" | "d'")
            })
    }

    /// "3/4" and "1 / 4": one numeral over a greater one that is no year.
    fn slashed(&self, at: usize) -> Part {
        let over = self.pieces.get(at)?.numeral()?.integer()?;
        let under = self.pieces.get(at + 2)?.numeral()?.integer()?;
        let slash = self.key(at + 1) == "/" && self.key(at + 3) != "/";
        let chained = at > 0 && self.key(at - 1) == "/";
        // "16/17" are two years or ages.
        let beside = over >= 10 && under == over + 1;
        let proper = over > 0 && over < under && under <= 100;
        (slash && !chained && proper && !beside && (over, under) != (9, 11))
            .then(|| (f64::from(over) / f64::from(under), at + 3))
    }

    /// "Half a million", "half a dozen", "deux tiers de million".
    fn scaled_fraction(&self, fraction: Number) -> Number {
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

    /// "Three dozen", "deux centaines".
    fn with_group(&self, number: Number) -> Number {
        let at = self.past_hyphen(number.end);
        match self.word(at) {
            Some(NumberWord::Group(size, about)) => {
                let mut grouped = number.times(size, at + 1);
                grouped.about |= about;
                grouped.scale = 1.0;
                grouped
            }
            _ => number,
        }
    }

    /// "A dozen", "une centaine", "une vingtaine de milliers".
    pub(super) fn article_group(&self, at: usize) -> Option<Number> {
        let article = matches!(self.key(at), "a" | "an" | "une" | "un");
        let first = if article { at + 1 } else { return None };
        let first = if self.french() && self.word(first) == Some(NumberWord::Half) {
            return Some(self.scaled_fraction(self.fraction(at)?));
        } else {
            first
        };
        let NumberWord::Group(size, about) = self.word(first)? else {
            return None;
        };
        let mut number = Number::cardinal(size, size, first + 1);
        number.about = about;
        let scaled = first + 1 + usize::from(matches!(self.key(first + 1), "de" | "of"));
        match self.word(scaled) {
            Some(NumberWord::Scale(scale)) => Some(number.times(scale, scaled + 1)),
            _ => Some(number),
        }
    }

    // Ordinals and ratios.

    /// "Third", "twenty-first", "21st", "2e".
    fn ordinal(&self, at: usize) -> Option<Number> {
        let (value, end) = if let Some(numeral) = self.pieces.get(at)?.numeral() {
            let suffix = self.pieces.get(at + 1).filter(|piece| !piece.spaced)?;
            let known: &[&str] = if self.french() {
                &["er", "ere", "e", "eme", "ieme", "nd", "nde", "es", "emes"]
            } else {
                &["st", "nd", "rd", "th"]
            };
            (known.contains(&&*suffix.key)).then(|| (numeral.value, at + 2))?
        } else {
            match self.word(at)? {
                NumberWord::Ordinal(value, false) => (value, at + 1),
                _ => self.compound_ordinal(at)?,
            }
        };
        Some(Number {
            form: Form::Ordinal,
            ..Number::cardinal(value, 1.0, end)
        })
    }

    /// "Twenty-first", "one hundred and fifth", "deux centième", "two hundredth".
    fn compound_ordinal(&self, at: usize) -> Part {
        let (prefix, end) = self.below_thousand(at)?;
        let next = self.after_conjunction(end)?;
        let NumberWord::Ordinal(last, false) = self.word(next)? else {
            return None;
        };
        let joined = next > end || self.french();
        let value = match last {
            100.0.. if prefix >= 2.0 => prefix * last,
            _ if prefix >= 20.0
                && prefix % 100.0 >= 20.0
                && prefix % 10.0 == 0.0
                && last < 10.0 =>
            {
                prefix + last
            }
            // "Two hundred third-party claims" tell no order.
            _ if prefix >= 100.0 && prefix % 100.0 == 0.0 && last < 100.0 && joined => {
                prefix + last
            }
            _ => return None,
        };
        Some((value, next + 1))
    }

    /// "Four out of five", "one in five", "un sur cinq", "one over three".
    fn ratio(&self, at: usize) -> Option<Number> {
        let over = self
            .whole(at)
            .filter(|over| over.value >= 1.0 && over.value.fract() == 0.0)?;
        let link = over.end;
        let (under_at, certain) = match (self.key(link), self.key(link + 1), self.french()) {
            ("out", "of", false) => (link + 2, true),
            ("over", _, false) => (link + 1, over.value == 1.0 && over.end == at + 1),
            ("sur", _, true) => (link + 1, true),
            ("in", _, false) => (link + 1, false),
            _ => return None,
        };
        let every = usize::from(matches!(self.key(under_at), "every" | "each"));
        let under = self.whole(under_at + every)?;
        let year = self.pieces[under_at]
            .numeral()
            .is_some_and(|n| n.bare_digits == 4);
        let proper = over.value < under.value && under.value.fract() == 0.0 && !year;
        let plausible = if certain {
            !is_span_of_time(self.key(under.end))
        } else {
            self.reads_as_share(over, under)
        };
        let divides = self.key(link) != "over" || certain;
        (proper && plausible && divides).then(|| Number {
            form: Form::Ratio,
            ..Number::cardinal(over.value / under.value, 1.0 / under.value, under.end)
        })
    }

    /// "One in five", "six in ten": small over round, and not so many in so many places or days.
    fn reads_as_share(&self, over: Number, under: Number) -> bool {
        let round = under.value <= 10.0 || under.value % 5.0 == 0.0 || under.value == 12.0;
        let next = self.key(under.end);
        over.value <= 99.0 && round && !is_span_of_time(next) && !is_occasion(next)
    }
}

/// The step of a number in words: that of its digits.
fn word_step(value: f64) -> f64 {
    let mut step = 1.0;
    while value >= 1.0 && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    step
}

fn is_span_of_time(word: &str) -> bool {
    const TIMES: &[&str] = &[
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
        "month", "months", "year", "years", "decade", "decades", "jour", "jours", "semaine",
        "semaines", "mois", "an", "ans", "annee", "annees", "heure", "heures",
    ];
    TIMES.contains(&word)
}

/// What people are hurt in, or what happens in so many places.
fn is_occasion(word: &str) -> bool {
    const OCCASIONS: &[&str] = &[
        "attack",
        "attacks",
        "incident",
        "incidents",
        "ambush",
        "ambushes",
        "raid",
        "raids",
        "operation",
        "operations",
        "clash",
        "clashes",
        "separate",
        "different",
        "other",
        "village",
        "villages",
        "town",
        "towns",
        "city",
        "cities",
        "region",
        "regions",
        "place",
        "places",
        "country",
        "countries",
        "match",
        "matches",
        "box",
        "boxes",
        "explosion",
        "explosions",
        "strike",
        "strikes",
        "accident",
        "accidents",
    ];
    OCCASIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language::{English, French};
    use crate::language::piece::pieces;

    fn value(text: &str, language: Language) -> Option<f64> {
        let pieces = pieces(text, language);
        let number = Numbers::new(&pieces, language).read(0)?;
        (number.end == pieces.len()).then_some(number.value)
    }

    #[test]
    fn numbers_in_words_and_in_digits() {
        for (language, text, expected) in [
            (English, "two hundred and twelve", 212.0),
            (English, "forty-one thousand six hundred", 41_600.0),
            (English, "three and a half million", 3_500_000.0),
            (English, "one hundred and ninth", 109.0),
            (English, "three hundredth", 300.0),
            (English, "one hundred twenty-thirds", 100.0 / 23.0),
            (English, "six hundred and forty-one hundredths", 600.41),
            (English, "a hundred millionths", 1e-4),
            (English, "10^6", 1e6),
            (English, "5^-2", 0.04),
            (English, "\u{2212} 3.5", -3.5),
            (English, "- 7 1/2", -7.5),
            (French, "quatre-vingt-onze", 91.0),
            (French, "deux cent septième", 207.0),
            (French, "7 mille 6 cents et 12", 7612.0),
            (French, "mille neuf cent soixante-douze", 1972.0),
        ] {
            let read = value(text, language).unwrap_or(f64::NAN);
            assert!((read - expected).abs() < 1e-9, "{text}: {read}");
        }
    }

    #[test]
    fn what_is_no_one_number() {
        for (language, text) in [
            (English, "two hundred third-party claims"),
            (English, "- 7 goats"),
            (English, "12^3^"),
            (English, "16/17"),
            (English, "5G"),
            (French, "démis"),
            (French, "5 euros 3 cents"),
        ] {
            assert_eq!(value(text, language), None, "{text}");
        }
    }
}
