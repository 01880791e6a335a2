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
            NumberWord::Scale(_) if self.are_miles(at) => None,
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

    /// Whether "milles" are miles: "20 milles marins", "60 milles à l'heure".
    fn are_miles(&self, at: usize) -> bool {
        let unit = matches!(
            self.key(at + 1),
            "marin" | "marins" | "nautique" | "nautiques" | "carre" | "carres" | "par" | "/"
        );
        let of_hour = self.key(at + 1) == "a" && matches!(self.key(at + 2), "l'" | "la");
        matches!(self.key(at), "mille" | "milles") && (unit || of_hour)
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
            "m" if upper || self.money => 1e6,
            "m" if !piece.spaced && self.counts_people(at + 1) => 1e6,
            "mm" if upper || self.money => 1e6,
            // The sign of the tonne is a small one.
            "t" if upper && (self.money || !piece.spaced && !self.french()) => 1e12,
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

    /// "Three dozen", "deux centaines", "trois douzaines et demie".
    pub(super) fn with_group(&self, number: Number) -> Number {
        let at = self.past_hyphen(number.end);
        let Some(NumberWord::Group(size, about)) = self.word(at) else {
            return number;
        };
        let mut grouped = number.times(size, at + 1);
        grouped.about |= about;
        grouped.scale = 1.0;
        self.with_half_group(self.with_scale_of(grouped), size)
    }

    /// "Two dozen and a half", "trois douzaines et demie": half a group more.
    fn with_half_group(&self, grouped: Number, size: f64) -> Number {
        match self.half_after(grouped.end) {
            Some(end) => Number {
                value: grouped.value + size / 2.0,
                end,
                ..grouped
            },
            None => grouped,
        }
    }

    /// "Une dizaine de milliers": groups of thousands.
    fn with_scale_of(&self, grouped: Number) -> Number {
        let at = grouped.end + usize::from(matches!(self.key(grouped.end), "de" | "of"));
        match self.word(at) {
            Some(NumberWord::Scale(scale)) => grouped.times(scale, at + 1),
            _ => grouped,
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
        Some(self.with_half_group(self.with_scale_of(number), group.0))
    }
}
