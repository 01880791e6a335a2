//! Whole numbers: words below a hundred, below a thousand, and on through the scales.

use super::super::number_words::NumberWord;
use super::super::piece::PieceKind;
use super::super::stop::is_stop_word;
use super::{Number, Numbers, Part};

/// Scales that multiply one number: "million billion" is as far as anyone goes.
const MOST_SCALES: usize = 4;

impl Numbers<'_, '_> {
    /// Zero to ninety-nine, in words.
    pub(super) fn below_hundred(&self, at: usize) -> Part {
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

    /// Whether a noun follows, so that French "douze cents" are hundreds of it rather than coins.
    fn counts_noun(&self, at: usize) -> bool {
        self.pieces
            .get(at)
            .is_some_and(|next| next.is_word() && !is_stop_word(&next.key, self.language))
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
    pub(super) fn below_thousand(&self, at: usize) -> Part {
        let (hundreds, end) = match self.word(at) {
            Some(NumberWord::Hundred) if self.key(at) != "hundreds" => (1.0, at + 1),
            Some(_) => {
                let (value, end) = self.below_hundred(at)?;
                let hundred = self.past_hyphen(end);
                let may = !self.french()
                    || (2.0..=9.0).contains(&value)
                    || (11.0..=19.0).contains(&value) && self.counts_noun(hundred + 1);
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

    pub(super) fn is_article(&self, at: usize) -> bool {
        !self.french() && matches!(self.key(at), "a" | "an")
    }

    /// Where the next part of a number may start: past a hyphen, or an "and" that is allowed.
    pub(super) fn after_conjunction(&self, at: usize) -> Option<usize> {
        let joined = self.past_hyphen(at);
        if matches!(self.key(joined), "and" | "et") {
            return self
                .conjunction
                .then_some(joined + 1 + usize::from(joined > at && self.key(joined + 1) == "-"));
        }
        Some(joined)
    }

    /// A whole number, or a numeral with decimals, with its scales.
    pub(in super::super) fn whole(&self, at: usize) -> Option<Number> {
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
    pub(super) fn group(&self, at: usize) -> Option<Number> {
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
        for _ in 0..MOST_SCALES {
            let Some((scale, end)) = self.scale(number, at) else {
                break;
            };
            number = number.times(scale, end);
        }
        Some(number)
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
