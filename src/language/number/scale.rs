//! What multiplies a number: "million", "13k", "three dozen", "une centaine".

use super::super::number_words::NumberWord;
use super::super::piece::Piece;
use super::{Number, Numbers};

impl Numbers<'_, '_> {
    pub(super) fn is_scale(&self, at: usize) -> bool {
        matches!(self.word(at), Some(NumberWord::Scale(_)))
    }

    /// The scale that follows `number`, which starts at `first`.
    pub(super) fn scale(&self, number: Number, first: usize) -> Option<(f64, usize)> {
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
    pub(in super::super) fn detached_scale(&self, at: usize) -> Option<(f64, usize)> {
        match self.word(at)? {
            NumberWord::Scale(scale) => Some((scale, at + 1)),
            _ => None,
        }
    }

    /// "13k", "2.7m", "3 M€", "10G".
    pub(super) fn letter_scale(&self, at: usize) -> Option<(f64, usize)> {
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

    /// "Three dozen", "deux centaines".
    pub(super) fn with_group(&self, number: Number) -> Number {
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

    /// "A dozen", "une bonne centaine", "un millier", "une vingtaine de milliers".
    pub(in super::super) fn article_group(&self, at: usize) -> Option<Number> {
        if !matches!(self.key(at), "a" | "an" | "une" | "un") {
            return None;
        }
        let qualified = matches!(
            self.key(at + 1),
            "good" | "bon" | "bonne" | "petit" | "petite"
        );
        let first = at + 1 + usize::from(qualified);
        let group = match self.word(first)? {
            NumberWord::Half if self.french() => {
                return Some(self.scaled_fraction(self.fraction(at)?));
            }
            NumberWord::Group(size, about) => (size, about || qualified),
            NumberWord::Scale(size) if self.key(first) == "millier" => (size, true),
            _ => return None,
        };
        let number = Number {
            about: group.1,
            ..Number::cardinal(group.0, group.0, first + 1)
        };
        let scaled = first + 1 + usize::from(matches!(self.key(first + 1), "de" | "of"));
        match self.word(scaled) {
            Some(NumberWord::Scale(scale)) => Some(number.times(scale, scaled + 1)),
            _ => Some(number),
        }
    }
}
