//! Places in an order: "third", "twenty-first", "21st", "2e".

use super::super::number_words::NumberWord;
use super::{Form, Number, Numbers, Part};

impl Numbers<'_, '_> {
    /// "Third", "twenty-first", "21st", "2e".
    pub(super) fn ordinal(&self, at: usize) -> Option<Number> {
        let (value, end) = if let Some(numeral) = self.pieces.get(at)?.numeral() {
            let suffix = self.pieces.get(at + 1).filter(|piece| !piece.spaced)?;
            let known: &[&str] = if self.french() {
                &[
                    "er", "ere", "re", "e", "eme", "ieme", "nd", "nde", "es", "emes",
                ]
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
}
