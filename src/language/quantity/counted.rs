//! What a figure counts: the noun after it, and what happened to those counted.
//!
//! No grammar of the whole sentence: the noun group that follows the number, up to the first word
//! that cannot belong to it, and the participle or verb beside it.

use super::super::Language;
use super::super::lexicon;
use super::super::number::Numbers;
use super::super::piece::Piece;
use super::super::tag::is_manner_adverb;
use super::super::unit;
use super::read::{Found, cover};
use super::{Counted, QuantityKind};

/// Most words that a noun group has.
const LONGEST_GROUP: usize = 5;

/// Words that end a noun group, function words and common verbs.
const STOPS: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "but",
    "of",
    "in",
    "on",
    "at",
    "to",
    "from",
    "by",
    "for",
    "with",
    "without",
    "into",
    "near",
    "since",
    "until",
    "during",
    "after",
    "before",
    "between",
    "across",
    "over",
    "under",
    "against",
    "within",
    "per",
    "as",
    "than",
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "while",
    "now",
    "then",
    "away",
    "off",
    "back",
    "because",
    "if",
    "it",
    "they",
    "he",
    "she",
    "we",
    "this",
    "these",
    "those",
    "their",
    "its",
    "his",
    "her",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "not",
    "also",
    "about",
    "around",
    "including",
    "among",
    "through",
    "there",
    "so",
    "more",
    "less",
    "up",
    "down",
    "out",
    "said",
    "says",
    "et",
    "ou",
    "mais",
    "de",
    "des",
    "du",
    "d'",
    "le",
    "la",
    "les",
    "l'",
    "un",
    "une",
    "dans",
    "en",
    "sur",
    "sous",
    "par",
    "pour",
    "avec",
    "sans",
    "entre",
    "vers",
    "chez",
    "depuis",
    "apres",
    "avant",
    "pendant",
    "qui",
    "que",
    "qu'",
    "dont",
    "ont",
    "est",
    "sont",
    "etait",
    "etaient",
    "furent",
    "fut",
    "ete",
    "ce",
    "ces",
    "cette",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "il",
    "elle",
    "ils",
    "elles",
    "au",
    "aux",
    "s'",
    "se",
    "y",
    "plus",
    "moins",
    "ne",
    "n'",
    "contre",
    "lors",
    "selon",
    "dont",
    "selon",
    "ainsi",
    "comme",
];

/// Stems of what happens to people and things that are counted.
const FATES: &[&str] = &[
    "kill",
    "wound",
    "injur",
    "displac",
    "arrest",
    "detain",
    "abduct",
    "kidnap",
    "missing",
    "discharg",
    "dead",
    "died",
    "execut",
    "captur",
    "evacuat",
    "deploy",
    "destroy",
    "recruit",
    "train",
    "affect",
    "hired",
    "registered",
    "rescued",
    "expelled",
    "released",
    "infected",
    "uprooted",
    "massacr",
    "slain",
    "murder",
    "tue",
    "blesse",
    "mort",
    "deplace",
    "arrete",
    "enleve",
    "disparu",
    "capture",
    "detruit",
    "deploye",
    "forme",
    "recrute",
    "assassine",
    "execute",
    "interpelle",
    "libere",
    "touche",
];

/// Plurals that do not end in -s.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "troops",
    "personnel",
    "cattle",
    "gunmen",
    "policemen",
    "servicemen",
    "militiamen",
    "staff",
    "livestock",
    "chevaux",
    "journaux",
    "animaux",
    "hopitaux",
    "generaux",
    "tribunaux",
];

/// French adjectives that stand before their noun.
const BEFORE_NOUN: &[&str] = &[
    "nouveaux",
    "nouvelles",
    "nouveau",
    "nouvelle",
    "autres",
    "autre",
    "premiers",
    "premieres",
    "derniers",
    "dernieres",
    "grands",
    "grandes",
    "grand",
    "grande",
    "petits",
    "petites",
    "jeunes",
    "jeune",
    "anciens",
    "anciennes",
    "ancien",
    "ancienne",
    "principaux",
    "principales",
    "propres",
    "memes",
    "vieux",
    "vieilles",
    "bons",
    "bonnes",
    "gros",
    "grosses",
    "differents",
    "differentes",
    "beaux",
    "belles",
    "breves",
    "brefs",
    "diverses",
    "divers",
    "enormes",
    "eventuelles",
    "eventuels",
    "faux",
    "fortes",
    "forts",
    "futures",
    "futurs",
    "graves",
    "hautes",
    "hauts",
    "importantes",
    "importants",
    "longs",
    "longues",
    "lourdes",
    "lourds",
    "mauvais",
    "mauvaises",
    "meilleures",
    "meilleurs",
    "nombreuses",
    "nombreux",
    "presumees",
    "presumes",
    "pretendues",
    "pretendus",
    "prochaines",
    "prochains",
    "puissantes",
    "puissants",
    "rares",
    "seules",
    "seuls",
    "simples",
    "supposees",
    "supposes",
    "terribles",
    "vastes",
    "violentes",
    "violents",
    "vraies",
    "vrais",
];

/// Marks what each figure counts.
pub(super) fn mark(numbers: &Numbers<'_, '_>, found: &mut [Found]) {
    for index in 0..found.len() {
        let limit = found
            .get(index + 1)
            .map_or(numbers.pieces.len(), |next| next.first);
        let of = counted(numbers, &found[index], limit);
        found[index].quantity.of = of;
    }
}

fn counted(numbers: &Numbers<'_, '_>, found: &Found, limit: usize) -> Option<Counted> {
    if found.quantity.kind == QuantityKind::Ratio
        && let Some(within) = counted_within(numbers, found, limit)
    {
        return Some(within);
    }
    let particle = takes_particle(found.quantity.kind);
    let governed = fate_before(numbers, found.first);
    let mut start = found.end;
    if numbers.key(start) == "-" {
        return None;
    }
    if matches!(numbers.key(start), "of" | "de" | "d'" | "des" | "du") {
        start += 1;
        while matches!(
            numbers.key(start),
            "the" | "les" | "la" | "le" | "l'" | "all" | "its" | "their"
        ) {
            start += 1;
        }
    } else if particle {
        return None;
    }
    let end = group_end(numbers, start, limit);
    if start == end || is_fate(&numbers.pieces[start]) {
        return fate_alone(numbers, start, limit, governed, found);
    }
    let (head, group_end) = if measures_a_thing(numbers, found) {
        // "A 500 bed hospital" has 500 beds.
        (start, start + 1)
    } else {
        head(numbers, start, end, found)
    };
    let after = fate_after(numbers, group_end, limit);
    let last = after
        .filter(|&at| at <= group_end)
        .map_or(group_end, |at| at + 1);
    Some(Counted {
        span: cover(numbers.pieces, start, last),
        head: numbers.pieces[head].span,
        participle: after.or(governed).map(|at| numbers.pieces[at].span),
    })
}

/// Whether a figure only tells how large one thing is: behind "a", though it is more than one.
fn measures_a_thing(numbers: &Numbers<'_, '_>, found: &Found) -> bool {
    let number = found.quantity.number_span.start;
    let at = numbers
        .pieces
        .partition_point(|piece| piece.span.start < number);
    let article = at.checked_sub(1).map(|at| numbers.key(at));
    let in_digits = numbers.key(at).starts_with(|c: char| c.is_ascii_digit());
    let several = found.quantity.value().is_some_and(|value| value > 1.0);
    matches!(article, Some("a" | "an"))
        && several
        && in_digits
        && found.quantity.kind == QuantityKind::Cardinal
        && numbers.language == Language::English
}

/// "Nine *households* out of ten": what a ratio counts stands between its numbers.
fn counted_within(numbers: &Numbers<'_, '_>, found: &Found, limit: usize) -> Option<Counted> {
    let is_noun = |at: &usize| {
        let piece = &numbers.pieces[*at];
        piece.is_word()
            && piece.number_word.is_none()
            && numbers.pieces[at - 1].span.start >= found.quantity.number_span.start
            && !STOPS.contains(&&*piece.key)
            && !matches!(&*piece.key, "every" | "each")
    };
    let start = (found.first + 1..found.end).find(is_noun)?;
    let end = (start..found.end).take_while(is_noun).count() + start;
    let (head, _) = head(numbers, start, end, found);
    Some(Counted {
        span: cover(numbers.pieces, start, end),
        head: numbers.pieces[head].span,
        participle: fate_after(numbers, found.end, limit).map(|at| numbers.pieces[at].span),
    })
}

/// Shares and measures say what they are of with "of"; counts stand right before their noun.
fn takes_particle(kind: QuantityKind) -> bool {
    matches!(
        kind,
        QuantityKind::Percent
            | QuantityKind::PercentPoint
            | QuantityKind::Currency
            | QuantityKind::Measure
            | QuantityKind::Fraction
            | QuantityKind::Multiple
    )
}

fn group_end(numbers: &Numbers<'_, '_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    let longest = limit.min(start + LONGEST_GROUP);
    while at < longest {
        let piece = &numbers.pieces[at];
        let hyphen = piece.is("-") && !piece.spaced && at > start;
        if !hyphen && (!piece.is_word() || STOPS.contains(&&*piece.key)) {
            break;
        }
        at += 1;
    }
    at
}

/// The head of the noun group `start..end`, and where the group really ends.
fn head(numbers: &Numbers<'_, '_>, start: usize, end: usize, found: &Found) -> (usize, usize) {
    let pieces = numbers.pieces;
    let fate = (start..end).find(|&at| is_fate(&pieces[at]));
    if numbers.language == Language::French {
        let head = (start..end)
            .find(|&at| !BEFORE_NOUN.contains(&&*pieces[at].key))
            .unwrap_or(start);
        let adjective = (head + 1 < end && looks_plural(&pieces[head + 1])) as usize;
        return (head, head + 1 + adjective);
    }
    let one = found.quantity.value() == Some(1.0) || found.quantity.kind == QuantityKind::Ordinal;
    let plural = (start..end).find(|&at| looks_plural(&pieces[at]) && !is_fate(&pieces[at]));
    match (plural, fate) {
        (Some(head), _) if !one => (head, head + 1),
        (_, Some(fate)) => (fate - 1, fate),
        _ => {
            let verb = (start + 1..end).find(|&at| is_verb(&pieces[at]));
            let end = verb.unwrap_or(end);
            // "65 tonnes of gold annually"
            let adverbs = (start + 1..end)
                .rev()
                .take_while(|&at| is_manner_adverb(&pieces[at].key));
            let end = end - adverbs.count();
            (end - 1, end)
        }
    }
}

/// Whether an English word can be nothing but the past of a verb: "died", "took".
fn is_verb(piece: &Piece<'_>) -> bool {
    let irregular = || {
        let ends = ["s", "ing"].iter().any(|end| piece.key.ends_with(end));
        !ends
            && !looks_plural(piece)
            && lexicon::verb_lemma(&piece.key).is_some()
            && !lexicon::lemmas(&piece.key).contains(&&*piece.key)
    };
    piece.key.ends_with("ed") || irregular()
}

fn looks_plural(piece: &Piece<'_>) -> bool {
    let key = &*piece.key;
    // "-us" and "-is" end singulars: "virus", "campus", "crisis".
    let singular = ["ss", "us", "is"].iter().any(|end| key.ends_with(end));
    let plural = key.len() > 3 && key.ends_with('s') && !singular;
    PLURALS.contains(&key) || plural
}

fn is_unit(piece: &Piece<'_>, language: Language) -> bool {
    let alone = std::slice::from_ref(piece);
    unit::measure(alone, language).is_some() || unit::currency(alone).is_some()
}

fn is_fate(piece: &Piece<'_>) -> bool {
    piece.is_word() && FATES.iter().any(|stem| piece.key.starts_with(stem))
}

/// A participle right after the group: "killed", "were killed", "ont été tuées".
fn fate_after(numbers: &Numbers<'_, '_>, at: usize, limit: usize) -> Option<usize> {
    let mut at = at;
    while at < limit
        && matches!(
            numbers.key(at),
            "were"
                | "was"
                | "have"
                | "had"
                | "has"
                | "been"
                | "are"
                | "is"
                | "being"
                | "who"
                | "that"
                | "ont"
                | "ete"
                | "sont"
                | "furent"
                | "etaient"
                | "qui"
                | "avaient"
                | "reportedly"
                | "allegedly"
                | "also"
        )
    {
        at += 1;
    }
    (at < limit && is_fate(&numbers.pieces[at])).then_some(at)
}

/// "Killing 16", "tuant 16": the verb right before the figure.
fn fate_before(numbers: &Numbers<'_, '_>, first: usize) -> Option<usize> {
    let mut at = first.checked_sub(1)?;
    if matches!(
        numbers.key(at),
        "the" | "of" | "another" | "further" | "de" | "les"
    ) {
        at = at.checked_sub(1)?;
    }
    let piece = &numbers.pieces[at];
    let french = matches!(
        &*piece.key,
        "tuant" | "blessant" | "tuer" | "fait" | "deplacant"
    );
    (is_fate(piece) || french).then_some(at)
}

/// "Killing 16 and wounding 20": those counted are named before in the clause.
fn fate_alone(
    numbers: &Numbers<'_, '_>,
    at: usize,
    limit: usize,
    governed: Option<usize>,
    found: &Found,
) -> Option<Counted> {
    let fate = fate_after(numbers, at, limit).or(governed)?;
    let until = governed.unwrap_or(found.first).min(found.first);
    let named = (until.saturating_sub(12)..until)
        .rev()
        .take_while(|&at| !matches!(numbers.key(at), "." | ";" | ":"))
        .find(|&at| {
            let piece = &numbers.pieces[at];
            piece.is_word()
                && looks_plural(piece)
                && !is_fate(piece)
                && !is_unit(piece, numbers.language)
                && !STOPS.contains(&&*piece.key)
        });
    let fate_span = numbers.pieces[fate].span;
    let head = named.map_or(fate_span, |at| numbers.pieces[at].span);
    Some(Counted {
        span: head,
        head,
        participle: Some(fate_span),
    })
}

#[cfg(test)]
mod tests {
    use crate::language::Language::{self, English, French};
    use crate::language::figures::quantities;

    fn heads(text: &str, language: Language) -> Vec<&str> {
        let found = quantities(text, language);
        found
            .iter()
            .filter_map(|found| Some(found.of?.head.of(text)))
            .collect()
    }

    #[test]
    fn the_head_of_what_is_counted() {
        for (language, text, head) in [
            (English, "Twelve grazing goats drowned.", "goats"),
            (English, "One goat died in the river.", "goat"),
            (English, "Twelve campus guards left.", "guards"),
            (English, "The third flood took the bridge.", "flood"),
            (English, "40 percent of the goats", "goats"),
            (English, "They sell 12 tonnes of wool yearly.", "wool"),
            (French, "Trois violentes tempêtes ont frappé.", "tempêtes"),
            (French, "Deux grands troupeaux blancs", "troupeaux"),
            (French, "Douze chèvres blanches", "chèvres"),
            (
                English,
                "About nine young goats out of ten fell ill.",
                "goats",
            ),
            (English, "It is a 300 bed mountain hospital.", "bed"),
            (English, "An estimated 300 campus guards left.", "guards"),
            (French, "Une chèvre sur dix est malade.", "chèvre"),
            (French, "Neuf petites chèvres sur dix", "chèvres"),
        ] {
            assert_eq!(heads(text, language), [head], "{text}");
        }
    }

    #[test]
    fn what_follows_without_being_counted() {
        for text in ["It cost 40 euros in spring.", "They were twelve in all."] {
            assert!(heads(text, English).is_empty(), "{text}");
        }
    }
}
