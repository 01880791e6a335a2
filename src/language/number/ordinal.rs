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
            match self.word(at) {
                Some(NumberWord::Ordinal(value, false)) => (value, at + 1),
                _ => self.compound_ordinal(at)?,
            }
        };
        Some(Number {
            form: Form::Ordinal,
            ..Number::cardinal(value, 1.0, end)
        })
    }

    /// "Twenty-first", "one hundred and fifth", "deux centième", "two thousand and twelfth".
    fn compound_ordinal(&self, at: usize) -> Part {
        let (thousands, next) = self.thousands(at);
        let (rest, plural, end) = match self.word(next)? {
            // "Two thousand third-party claims" tell no order.
            NumberWord::Ordinal(last @ ..100.0, plural) if next > at => {
                let joined = self.french() || self.key(next - 1) == "and";
                joined.then_some((last, plural, next + 1))?
            }
            _ => self.compound_place(next)?,
        };
        (!plural).then_some((thousands + rest, end))
    }

    /// The thousands, millions and so on in words that a place in an order starts with, and where
    /// the rest of it starts.
    fn thousands(&self, at: usize) -> (f64, usize) {
        let (mut total, mut bound, mut next) = (0.0, f64::INFINITY, at);
        while let Some(group) = self
            .group(next)
            .filter(|group| (1e3..bound).contains(&group.scale))
            && !self.is_numeral(next)
            && let Some(after) = self.after_conjunction(group.end)
        {
            total += group.value;
            bound = group.scale;
            next = after;
        }
        (total, next)
    }

    /// A place in an order or a denominator of several words below a hundred thousand: its value,
    /// whether it is plural, and its end.
    pub(super) fn compound_place(&self, at: usize) -> Option<(f64, bool, usize)> {
        let (prefix, end) = self.below_thousand(at)?;
        let next = self.after_conjunction(end)?;
        let NumberWord::Ordinal(last, plural) = self.word(next)? else {
            return None;
        };
        let joined = next > end || self.french();
        let (hundreds, rest) = (prefix - prefix % 100.0, prefix % 100.0);
        let value = match last {
            100.0.. => prefix * last,
            ..10.0 if rest >= 20.0 && prefix % 10.0 == 0.0 => prefix + last,
            // "Dix-septième", "soixante-quinzième", "quatre-vingtième"
            7.0..10.0 if self.french() && rest == 10.0 => prefix + last,
            10.0..20.0 if self.french() && matches!(rest, 60.0 | 80.0) => prefix + last,
            20.0 if self.french() && rest == 4.0 => hundreds + 80.0,
            // "Two hundred third-party claims" tell no order.
            ..100.0 if prefix >= 100.0 && rest == 0.0 && joined => prefix + last,
            _ => return None,
        };
        Some((value, plural, next + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language::{self, English, French};
    use crate::language::piece::pieces;

    fn place(text: &str, language: Language) -> Option<f64> {
        let pieces = pieces(text, language);
        let number = Numbers::new(&pieces, language).read(0)?;
        (number.form == Form::Ordinal && number.end == pieces.len()).then_some(number.value)
    }

    #[test]
    fn places_in_an_order() {
        for (language, text, value) in [
            (English, "thirty-fourth", 34.0),
            (English, "three hundred and eleventh", 311.0),
            (English, "five thousand and second", 5002.0),
            (English, "six thousand one hundred and twentieth", 6120.0),
            (English, "four hundredth", 400.0),
            (English, "one hundred and fortieth", 140.0),
            (English, "a thousand and third", 1003.0),
            (French, "dix-neuvième", 19.0),
            (French, "trente-et-unième", 31.0),
            (French, "soixante-quatorzième", 74.0),
            (French, "soixante et onzième", 71.0),
            (French, "quatre-vingtième", 80.0),
            (French, "quatre-vingt-douzième", 92.0),
            (French, "trois cent quatre-vingtième", 380.0),
            (French, "quatre cent deuxième", 402.0),
            (French, "deux mille trois cent sixième", 2306.0),
        ] {
            assert_eq!(place(text, language), Some(value), "{text}");
        }
    }

    #[test]
    fn what_tells_no_order() {
        for (language, text) in [
            (English, "four thousand third-party claims"),
            (English, "three sevenths"),
            (French, "quatre sixièmes"),
        ] {
            assert_eq!(place(text, language), None, "{text}");
        }
    }
}
