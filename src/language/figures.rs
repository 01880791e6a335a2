//! Quantities and dates of a text, read in one pass: what belongs to a date is no quantity.

use super::Language;
use super::date::{self, DateContext, DateFact};
use super::piece::pieces;
use super::quantity::{self, Quantity};

/// Quantities, and as many dates, that are read in one sentence: the first so many. No sentence
/// that anyone writes has more; a table pasted as one has, and no statement of it can be told.
pub const MOST_FIGURES: usize = 100;

/// The figures of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Quantities, durations included, in the order of the text.
    pub quantities: Vec<Quantity>,
    /// Dates and periods, in the order of the text.
    pub dates: Vec<DateFact>,
    /// Whether the text has, or may have, more quantities than were read.
    pub has_more: bool,
}

/// Reads the quantities and the dates of `text`, a sentence: [`MOST_FIGURES`] of each at most.
#[must_use]
pub fn figures(text: &str, language: Language, context: &DateContext) -> Figures {
    let pieces = pieces(text, language);
    let dates = date::read(&pieces, language, context);
    let (quantities, has_more) = quantity::read(&pieces, language, &dates);
    Figures {
        quantities,
        dates,
        has_more,
    }
}

/// The quantities of `text`.
#[must_use]
pub fn quantities(text: &str, language: Language) -> Vec<Quantity> {
    figures(text, language, &DateContext::default()).quantities
}

/// The dates of `text`.
#[must_use]
pub fn dates(text: &str, language: Language, context: &DateContext) -> Vec<DateFact> {
    date::read(&pieces(text, language), language, context)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, proptest};

    use super::*;
    use crate::language::PartialDate;
    use crate::language::quantity::{ChangeRole, Direction, QuantityKind};

    /// Text that is made of what figures are made of.
    fn figure_like() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "two",
            "hundred",
            "and",
            "half",
            "a",
            "million",
            "thirds",
            "of",
            "in",
            "between",
            "to",
            "from",
            "12",
            "2014",
            "3,5",
            "1.234",
            "/",
            "-",
            ".",
            ",",
            "%",
            "$",
            "€",
            "may",
            "last",
            "week",
            "ago",
            "mille",
            "et",
            "demi",
            "quatre",
            "vingt",
            "dix",
            "sept",
            "cent",
            "de",
            "d'",
            "janvier",
            "first",
            "year",
            "later",
            "(",
            ")",
            "more",
            "than",
            "99999999999",
            "ans",
            "il",
            "y",
            "dans",
            "é",
            "\u{A0}",
            "1er",
            "2020s",
            "century",
            "mid",
            "jusqu'",
            "à",
            "9999",
            "31",
            "days",
            "decades",
            "point",
            "minus",
            "moins",
            "m",
            "k",
            "x 10^999",
            "^",
            "friday",
            "samedi",
            "after",
            "before",
            "within",
            "rest",
            "starting",
            "next",
            "nineteen",
            "hundredth",
            "semaine",
            "dollars",
        ]);
        let gap = prop::sample::select(vec!["", " "]);
        prop::collection::vec((word, gap), 0..14).prop_map(|parts| {
            parts
                .into_iter()
                .flat_map(|(word, gap)| [word, gap])
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_gives_ordered_intervals_on_its_own_bytes(
            text in prop::strategy::Union::new([figure_like().boxed(), any::<String>().boxed()]),
            french in any::<bool>(),
            year in 1_i16..9999,
        ) {
            let language = if french { Language::French } else { Language::English };
            let written = Some(PartialDate { year, month: Some(12), day: Some(31) });
            let read = figures(&text, language, &DateContext { written, ..DateContext::default() });
            for quantity in &read.quantities {
                prop_assert!(text.get(quantity.span.start..quantity.span.end).is_some());
                prop_assert!(quantity.span.contains(quantity.number_span), "{quantity:?}");
                if let (Some(min), Some(max)) = (quantity.min, quantity.max) {
                    prop_assert!(min <= max, "{quantity:?}");
                }
                if let Some(of) = quantity.of {
                    prop_assert!(text.get(of.head.start..of.head.end).is_some());
                }
            }
            for date in &read.dates {
                prop_assert!(text.get(date.span.start..date.span.end).is_some());
                if let (Some(from), Some(to)) = (date.from, date.to) {
                    prop_assert!(from <= to, "{date:?}");
                }
            }
        }
    }

    /// The quantities of `text` as "min..max unit" and their span's words.
    fn shown(text: &str, language: Language) -> Vec<(String, String)> {
        let end = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        quantities(text, language)
            .into_iter()
            .map(|found| {
                let unit = found
                    .unit
                    .map_or_else(String::new, |unit| format!(" {}", unit.name));
                let percent = if found.kind == QuantityKind::Percent {
                    " %"
                } else {
                    ""
                };
                let value = if found.min == found.max {
                    end(found.min)
                } else {
                    format!("{}..{}", end(found.min), end(found.max))
                };
                (
                    format!("{value}{unit}{percent}"),
                    found.span.of(text).to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn one_quantity_in_many_forms() {
        use Language::{English, French};
        for (language, text, value) in [
            (English, "They counted 13 000 goats.", "13000"),
            (English, "They counted thirteen thousand goats.", "13000"),
            (English, "They counted 13k goats.", "13000"),
            (English, "It cost €357m.", "357000000 EUR"),
            (English, r"It cost \$75 million.", "75000000 USD"),
            (English, "It cost 0.357 billion euros.", "357000000 EUR"),
            (English, "At least 450 goats drowned.", "450.."),
            (English, "No more than 12 goats drowned.", "..12"),
            (English, "Between 10 and 15 percent drowned.", "10..15 %"),
            (
                English,
                "Some 2–3 million goats drowned.",
                "2000000..3000000",
            ),
            (English, "A two-and-a-half-year truce", "2.5 year"),
            (English, "Four out of five goats drowned.", "0.8"),
            (English, "One in five goats drowned.", "0.2"),
            (English, "It took eighteen months.", "18 month"),
            (
                English,
                "It weighs less than the 16 tonnes of spring",
                "16 tonne",
            ),
            (English, "It weighs less than 16 tonnes.", "..16 tonne"),
            (English, "It rained for over five weeks.", "5.. week"),
            (English, "Over five weeks, it rained.", "5 week"),
            (English, "It took an hour and a half.", "1.5 hour"),
            (English, "It took two years and a half.", "2.5 year"),
            (English, "with a pass percentage of 54.3 in all", "54.3 %"),
            (English, "the percentage of 12 goats", "12"),
            (English, "It cost -$5.", "-5 USD"),
            (English, "It cost minus £5.", "-5 GBP"),
            (English, "It cost $.75.", "0.75 USD"),
            (English, "It cost $3 and 50 cents.", "3.5 USD"),
            (English, "It cost 9 U.S. dollars.", "9 USD"),
            (English, "It cost Rs 900.", "900 INR"),
            (English, "It cost $2T.", "2000000000000 USD"),
            (English, "It took half an hour.", "0.5 hour"),
            (English, "two thirds of a mile", "0.6666666666666666 mile"),
            (English, "It fell by a quarter of one percent.", "0.25 %"),
            (English, "It fell by 4‰.", "0.4 %"),
            (English, "It fell by a quarter of a million.", "250000"),
            (English, "It cost £6-9m.", "6000000..9000000 GBP"),
            (English, "It costs $3-4,000 a year.", "3000..4000 USD"),
            (English, "They have from 3 to 4,000 goats.", "3..4000"),
            (English, "It holds 2×10−3 grams.", "0.002 gram"),
            (English, "It lasted more than a week.", "1.. week"),
            (English, "It was shut for a month.", "1 month"),
            (English, "a man of 5 ft 6 in", "5.5 foot"),
            (English, "a five-foot-six-inch fence", "5.5 foot"),
            (English, "a fence of five feet, six inches", "5.5 foot"),
            (English, "It holds 5~6 goats.", "5..6"),
            (English, "a dozen and a half goats", "18"),
            (English, "boards of 8-1/2 inches", "8.5 inch"),
            (English, "That third one drowned.", "3"),
            (English, "not over 12 goats", "..12"),
            (English, "12 goats and under", "..12"),
            (French, "Il a coûté 9 dollars 50 en mai.", "9.5 USD"),
            (French, "Il est haut de 1 m 75.", "1.75 metre"),
            (French, "20 milles marins", "20 nautical mile"),
            (French, "60 milles à l'heure", "60 mile per hour"),
            (French, "un quart d'heure", "0.25 hour"),
            (French, "12 p. cent des chèvres", "12 %"),
            (French, "12 chèvres maximum", "..12"),
            (French, "plus élevé que 12", "12.."),
            (French, "quatorze cents chèvres", "1400"),
            (French, "entre un quart et la moitié", "0.25..0.5"),
            (English, "It cost 15 dollars 50.", "15.5 USD"),
            (English, "It cost twelve euros twenty-five.", "12.25 EUR"),
            (French, "Il y avait quatre-vingt-dix-sept chèvres.", "97"),
            (French, "Il y avait soixante et onze chèvres.", "71"),
            (French, "Au moins 20 chèvres sont mortes.", "20.."),
            (French, "Il a coûté 2,5 millions d'euros.", "2500000 EUR"),
            (French, "Près de 13.000 chèvres", "13000"),
            (French, "Quelques 13.000 chèvres", "13000"),
            (French, "Les taux gagnent 50 points de base.", "0.5"),
            (French, "500 chèvres environ", "500"),
            (French, "500 chèvres au moins", "500.."),
            (French, "Plus du quart des chèvres", "0.25.."),
            (French, "Moins des trois quarts des chèvres", "..0.75"),
            (French, "le tiers du troupeau", "0.3333333333333333"),
            (French, "Il est à 3 heures de route.", "3 hour"),
            (French, "Il a baissé d'un dixième en mai.", "0.1"),
            (French, "Une bonne centaine de chèvres", "100"),
            (French, "Un millier de chèvres", "1000"),
            (French, "Il tombe sous la barre des 40 euros.", "..40 EUR"),
            (French, "Il a duré une heure et demie.", "1.5 hour"),
            (French, "un pourcentage de 54,3 en tout", "54.3 %"),
            (French, "le pourcentage de 12 chèvres", "12"),
            (French, "80 % des chèvres", "80 %"),
            (French, "Deux tiers des chèvres", "0.6666666666666666"),
            (French, "Jusqu'à 50 chèvres", "..50"),
        ] {
            let found = shown(text, language);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, value, "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity() {
        for text in [
            "It was founded in 2012.",
            "Resolution 2391 (2017) was adopted.",
            "See section 4 and page 12.",
            "Call +223 20 22 11 11.",
            "COVID-19 and the Mi-17 arrived.",
            "See https://a.example/2014/05/12.html and doi:10.5555/41.",
            "As noted.[3]",
            "1. The herd",
            "The test scores rose.",
            "A woman in her 40s",
            "The herd of 2012 has grown.",
            "The percent of them",
            "Goats drown, some per second.",
            "It broke in 2012 in an attack.",
            "The number 978-3-16-148410-0",
        ] {
            let found = shown(text, Language::English);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_quantity_in_french() {
        for text in ["Téléphonez au 20 22 33 44.", "La loi n° 2012-016 le dit."] {
            let found = shown(text, Language::French);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_a_figure_counts_and_changes() {
        let text = "More than 60 people wounded, 55 ongoing projects, killing 16 soldiers.";
        let found = quantities(text, Language::English);
        let heads: Vec<&str> = found
            .iter()
            .filter_map(|found| Some(found.of?.head.of(text)))
            .collect();
        assert_eq!(heads, ["people", "projects", "soldiers"]);
        let fates: Vec<Option<&str>> = found
            .iter()
            .map(|found| Some(found.of?.participle?.of(text)))
            .collect();
        assert_eq!(fates, [Some("wounded"), None, Some("killing")]);

        let text = "Prices rose from 300 to 500 francs, then fell by 40 percent and were halved.";
        let changes: Vec<_> = quantities(text, Language::English)
            .iter()
            .filter_map(|found| found.change.map(|change| (change.role, change.direction)))
            .collect();
        assert_eq!(
            changes,
            [
                (ChangeRole::From, Direction::Rise),
                (ChangeRole::To, Direction::Rise),
                (ChangeRole::By, Direction::Fall),
                (ChangeRole::Factor, Direction::Fall),
            ]
        );
    }

    #[test]
    fn dates_in_both_languages() {
        use Language::{English, French};
        let written = Some(PartialDate {
            year: 2022,
            month: Some(6),
            day: Some(15),
        });
        let context = DateContext {
            written,
            ..DateContext::default()
        };
        for (language, text, days) in [
            (English, "on 13 January 2020", "2020-01-13..2020-01-13"),
            (English, "on January 13, 2020", "2020-01-13..2020-01-13"),
            (English, "2020-01-13", "2020-01-13..2020-01-13"),
            (English, "in 2012", "2012-01-01..2012-12-31"),
            (English, "from 2014 to 2020", "2014-01-01..2020-12-31"),
            (English, "since 2015", "2015-01-01.."),
            (English, "by May 2024", "..2024-05-31"),
            (English, "last year", "2021-01-01..2021-12-31"),
            (English, "on 25 Dec", "2021-12-25..2021-12-25"),
            (English, "in the 1990s", "1990-01-01..1999-12-31"),
            (
                English,
                "the second quarter of 2021",
                "2021-04-01..2021-06-30",
            ),
            (English, "the summer of 2021", "2021-06-01..2021-08-31"),
            (French, "le 1er avril 2005", "2005-04-01..2005-04-01"),
            (French, "depuis août 2019", "2019-08-01.."),
            (French, "d'ici mai 2024", "..2024-05-31"),
            (French, "du 4 au 22 janvier 2021", "2021-01-04..2021-01-22"),
            (French, "il y a deux ans", "2020-06-15..2020-06-15"),
        ] {
            let found = dates(text, language, &context);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let end = |day: Option<jiff::civil::Date>| {
                day.map_or_else(String::new, |day| day.to_string())
            };
            assert_eq!(
                format!("{}..{}", end(found[0].from), end(found[0].to)),
                days,
                "{text}"
            );
        }
    }

    #[test]
    fn the_following_year_counts_from_the_year_before_it() {
        let text = "The truce of March 2015 failed; the following year talks began.";
        let found = dates(text, Language::English, &DateContext::default());
        assert_eq!(found[1].partial().map(|date| date.year), Some(2016));
    }
}
