//! A part counts what its whole counts: "12 of the 40 sites" are 12 sites, and so are those of
//! "40 sites, 12 of them flooded".

use super::super::number::Numbers;
use super::Counted;
use super::read::Found;

/// Words between a part and its whole: "of all the 40 sites".
const MOST_BETWEEN: usize = 3;

/// Lets each figure that is told as a part and counts no noun of its own count that of its whole.
pub(super) fn mark(numbers: &Numbers<'_, '_>, found: &mut [Found]) {
    for at in 0..found.len() {
        let counts_itself = found[at]
            .quantity
            .of
            .is_some_and(|of| !is_pronoun(numbers, of));
        if counts_itself {
            continue;
        }
        let before = at.checked_sub(1);
        let whole = if is_of_next(numbers, found, at) {
            Some(at + 1)
        } else {
            before.filter(|_| is_of_those_before(numbers, &found[at]))
        };
        let of = whole.and_then(|whole| found[whole].quantity.of);
        if let Some(of) = of {
            found[at].quantity.of = Some(Counted {
                participle: None,
                ..of
            });
        }
    }
}

/// "12 of the 40 sites", "12 des 40 sites".
fn is_of_next(numbers: &Numbers<'_, '_>, found: &[Found], at: usize) -> bool {
    let end = found[at].end;
    let Some(next) = found.get(at + 1) else {
        return false;
    };
    let leads = matches!(numbers.key(end), "of" | "des" | "de" | "d'");
    let between = next.first.saturating_sub(end);
    let are_words = (end..next.first).all(|at| numbers.pieces[at].is_word());
    leads && (1..=MOST_BETWEEN).contains(&between) && are_words
}

/// "12 of them", "including 12", "of which 12", "dont 12".
fn is_of_those_before(numbers: &Numbers<'_, '_>, part: &Found) -> bool {
    let behind = (numbers.key(part.end), numbers.key(part.end + 1));
    let before = |steps: usize| {
        part.first
            .checked_sub(steps)
            .map_or("", |at| numbers.key(at))
    };
    let is_behind = matches!(
        behind,
        ("of", "them" | "these" | "those" | "which" | "whom") | ("d'", "entre")
    );
    let is_before = matches!(
        (before(2), before(1)),
        (_, "including" | "dont") | ("of", "which" | "whom") | ("among", "them") | ("y", "compris")
    );
    is_behind || is_before
}

/// Whether what a figure counts is only pointed at: "12 of them".
fn is_pronoun(numbers: &Numbers<'_, '_>, of: Counted) -> bool {
    let pieces = numbers.pieces;
    let at = pieces.partition_point(|piece| piece.span.start < of.head.start);
    matches!(
        numbers.key(at),
        "them" | "these" | "those" | "which" | "whom" | "eux" | "elles"
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::Language;
    use super::super::super::figures::quantities;

    /// The noun that the figure of this value counts.
    fn counted(text: &str, value: f64, language: Language) -> Option<&str> {
        let found = quantities(text, language);
        let figure = found.iter().find(|one| one.value() == Some(value));
        let figure = figure.unwrap_or_else(|| panic!("no {value} in {text}: {found:?}"));
        figure.of.map(|of| of.head.of(text))
    }

    #[test]
    fn a_part_counts_what_its_whole_counts() {
        for text in [
            "The pumps failed at 12 of the 40 sites.",
            "The pumps failed at 12 of its 40 sites.",
            "The pumps failed at 40 sites, 12 of them on the coast.",
            "The pumps failed at 40 sites, including 12 on the coast.",
            "The pumps failed at 40 sites, of which 12 are on the coast.",
        ] {
            assert_eq!(
                counted(text, 12.0, Language::English),
                Some("sites"),
                "{text}"
            );
        }
        let french = "Les pompes sont en panne dans 12 des 40 villages.";
        assert_eq!(counted(french, 12.0, Language::French), Some("villages"));
    }

    #[test]
    fn a_figure_of_its_own_counts_its_own() {
        for (text, noun) in [
            ("The team visited 40 sites and 12 wells.", Some("wells")),
            (
                "The team visited 40 sites, including 12 wells.",
                Some("wells"),
            ),
            ("The team visited 40 sites in 2019 and scored 12.", None),
        ] {
            assert_eq!(counted(text, 12.0, Language::English), noun, "{text}");
        }
    }
}
