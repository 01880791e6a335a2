//! Ratios of two counts: "four out of five", "one in five", "un sur cinq", "neuf ménages sur dix".

use super::super::stop::is_stop_word;
use super::{Form, Number, Numbers};

impl Numbers<'_, '_> {
    /// "Four out of five", "one in five", "un sur cinq", "one over three".
    pub(super) fn ratio(&self, at: usize) -> Option<Number> {
        let over = self
            .whole(at)
            .filter(|over| over.value >= 1.0 && over.value.fract() == 0.0)?;
        let counted = self.counted_between(over.end);
        let tied = self.key(over.end) == "-" && matches!(self.key(over.end + 1), "in" | "out");
        let link = over.end + counted + usize::from(tied);
        let (under_at, certain) = match (self.key(link), self.key(link + 1), self.french()) {
            ("out", "of", false) => (link + 2, true),
            ("over", _, false) => (link + 1, over.value == 1.0 && over.end == at + 1),
            ("sur", _, true) => (link + 1, true),
            ("in", _, false) => (link + 1, false),
            ("of", "every" | "each", false) => (link + 1, true),
            _ => return None,
        };
        let under_at = self.past_hyphen(under_at);
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
        let plausible = plausible && (counted == 0 || self.ends_share(over, under, certain));
        let divides = self.key(link) != "over" || certain;
        (proper && plausible && divides).then(|| Number {
            form: Form::Ratio,
            ..Number::cardinal(over.value / under.value, 1.0 / under.value, under.end)
        })
    }

    /// Number of words that say what is counted between the two numbers of a ratio.
    fn counted_between(&self, at: usize) -> usize {
        const MOST: usize = 2;
        let noun = |at: usize| {
            self.pieces.get(at).is_some_and(|piece| {
                piece.is_word()
                    && piece.spaced
                    && piece.number_word.is_none()
                    && piece.key.len() > 2
                    && !matches!(&*piece.key, "out" | "sur" | "over" | "and" | "per")
            })
        };
        let words = (0..=MOST).take_while(|&words| noun(at + words)).count();
        let linked = match self.key(at + words) {
            "out" => self.key(at + words + 1) == "of",
            "sur" => self.french(),
            "in" => !self.french(),
            "of" => matches!(self.key(at + words + 1), "every" | "each"),
            _ => false,
        };
        if linked && words <= MOST { words } else { 0 }
    }

    /// Whether a share of what is named before its second number ends there, "nine goats in ten",
    /// rather than that a number of other things opens, "nine goats in ten sheds".
    fn ends_share(&self, over: Number, under: Number, certain: bool) -> bool {
        let usual = over.value < 100.0 && matches!(under.value, 2.0..=10.0 | 20.0 | 100.0 | 1000.0);
        let closes = self.pieces.get(under.end).is_none_or(|next| {
            let more = next.is_word()
                || next.numeral().is_some()
                || matches!(&*next.key, "%" | "$" | "€" | "£" | "-");
            let plural = next.key.ends_with(['s', 'x']);
            !more || is_stop_word(&next.key, self.language) || certain && next.is_word() && !plural
        });
        usual && closes
    }

    /// "One in five", "six in ten": small over round, and not so many in so many places or days.
    fn reads_as_share(&self, over: Number, under: Number) -> bool {
        let round = under.value <= 10.0 || under.value % 5.0 == 0.0 || under.value == 12.0;
        let next = self.key(under.end);
        over.value <= 99.0 && round && !is_span_of_time(next) && !is_occasion(next)
    }
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
    use crate::language::Language::{self, English, French};
    use crate::language::piece::pieces;

    fn ratio(text: &str, language: Language) -> Option<f64> {
        let pieces = pieces(text, language);
        let number = Numbers::new(&pieces, language).read(0)?;
        (number.form == Form::Ratio).then_some(number.value)
    }

    #[test]
    fn what_is_counted_may_stand_within() {
        for (language, text, value) in [
            (English, "nine herders out of ten own a goat", 0.9),
            (English, "three young goats in ten, and a cow", 0.3),
            (English, "three of every four own a goat", 0.75),
            (English, "one-in-four odds", 0.25),
            (French, "trois bergers sur dix possèdent une chèvre", 0.3),
            (French, "deux jeunes chèvres sur cinq", 0.4),
            (French, "un sur quatre a tout perdu", 0.25),
        ] {
            assert_eq!(ratio(text, language), Some(value), "{text}");
        }
    }

    #[test]
    fn two_counts_are_no_ratio() {
        for (language, text) in [
            (English, "nine goats in ten sheds"),
            (English, "three herders out of ten villages"),
            (English, "two goats in ten days"),
            (English, "three of four goats"),
            (French, "trois bergers sur dix collines"),
            (French, "quatre puits sur dix hectares"),
            (French, "cinq chèvres et dix vaches"),
        ] {
            assert_eq!(ratio(text, language), None, "{text}");
        }
    }
}
