//! Ratios of two counts: "four out of five", "one in five", "un sur cinq".

use super::{Form, Number, Numbers};

impl Numbers<'_, '_> {
    /// "Four out of five", "one in five", "un sur cinq", "one over three".
    pub(super) fn ratio(&self, at: usize) -> Option<Number> {
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
