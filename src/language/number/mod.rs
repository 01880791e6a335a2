//! Numbers in words, in digits, and mixed: "two thirds", "2.7 million", "quatre-vingt-dix".
//!
//! A small grammar over pieces: numbers below a hundred, below a thousand, then scales; on top of
//! them fractions, ratios and decimals. What the number counts is no concern of it.

mod fraction;
mod ordinal;
mod ratio;
mod scale;
mod whole;

use super::Language;
use super::number_words::NumberWord;
use super::numeral::power_of_ten;
use super::piece::{Piece, key};

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

    /// What an article counts, which ends before piece `end`.
    pub(super) fn one(end: usize) -> Self {
        Self::cardinal(1.0, 1.0, end)
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

    /// Whether piece `at` is a number in digits.
    pub(super) fn is_numeral(&self, at: usize) -> bool {
        self.pieces
            .get(at)
            .is_some_and(|piece| piece.numeral().is_some())
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
        let mut number = self.with_decimals(whole);
        if number.end > whole.end
            && let Some((scale, end)) = self.scale(number, at)
        {
            number = number.times(scale, end);
        }
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

    /// "Two hundred point zero three", "cinq virgule deux".
    fn with_decimals(&self, number: Number) -> Number {
        let point = if self.french() { "virgule" } else { "point" };
        if self.key(number.end) != point {
            return number;
        }
        let mut at = number.end + 1;
        let mut digits = String::new();
        while digits.len() < 12
            && let Some((value, end)) = self.said_digits(at)
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

    /// One or two digits of decimals in words; a zero may be said "oh".
    fn said_digits(&self, at: usize) -> Part {
        match self.key(at) {
            "oh" | "o" if !self.french() => Some((0.0, at + 1)),
            _ => self.below_hundred(at),
        }
    }
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
            (English, "seven point oh nine", 7.09),
            (English, "six point four million", 6_400_000.0),
            (English, "seven hundred-thousandths", 7e-5),
            (English, "4-1/2", 4.5),
            (English, "three hundred seven fifths", 61.4),
            (English, "three hundred and seven eighths", 300.875),
            (English, "three one-hundredths", 0.03),
            (English, "one four-hundredth", 0.0025),
            (English, "five one-hundred-and-thirds", 5.0 / 103.0),
            (English, "2 ½ million", 2_500_000.0),
            (English, "five dozen and a half", 66.0),
            (English, "three-quarter million", 750_000.0),
            (French, "deux douzaines et demie", 30.0),
            (French, "six virgule quatre milliards", 6.4e9),
            (French, "trois dizaines de milliers", 30_000.0),
            (French, "quarante quarante-cinquième", 40.0 / 45.0),
            (French, "un cent-dixième", 1.0 / 110.0),
            (French, "deux cent soixante dixièmes", 26.0),
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
