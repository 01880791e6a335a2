//! Negations, hedges and quantifiers, each with the words it governs.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;
use super::lexicon::parts_of_speech;
use super::polarity_table::{ENGLISH, Entry, FRENCH};
use super::token::{TokenKind, Words};
use crate::span::Span;

/// How many of a kind a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// none, nobody, aucun
    None,
    /// only, solely, seul
    Only,
    /// few, a minority, peu de
    Few,
    /// some, a few, certains
    Some,
    /// several, plusieurs
    Several,
    /// half, la moitié
    Half,
    /// many, numerous, beaucoup, nombreux
    Many,
    /// most, the majority, la plupart
    Most,
    /// both, les deux
    Both,
    /// all, every, each, tous
    All,
}

/// What a cue does to the words it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// not, never, failed to, denied, ne … pas: it did not happen. "No soldier left" is one too.
    Negation,
    /// may, could, possibly, il semble: it is not certain.
    Possible,
    /// will, plans to, hoped to, is to, devrait: it had not happened yet.
    Planned,
    /// allegedly, reportedly, suspected, French conditional: somebody says so.
    Alleged,
    /// almost, nearly, partly: not wholly so.
    Partial,
    /// if, unless, would: it depends.
    Conditional,
    /// all, most, some …
    Quantifier(Quantifier),
}

/// A word that changes what a sentence asserts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it does.
    pub kind: CueKind,
    /// The cue itself.
    pub span: Span,
    /// The words it governs: for a quantifier its noun group; for `allegedly` and its like, and for
    /// a condition, the clause; for other cues what follows in the clause.
    pub scope: Span,
}

/// Cues that are read in one sentence: the first so many. No sentence that anyone writes has more.
pub const MOST_CUES: usize = 100;

/// The cues of a text, in order of their place, [`MOST_CUES`] at most.
#[must_use]
pub fn cues(words: &Words<'_>) -> Vec<Cue> {
    let clauses = ClauseEnds {
        starts: words.past_last_each(ends_clause),
        ends: words.next_each(ends_clause),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() && found.len() < MOST_CUES {
        let Some((kind, last)) = french_negation(words, at).or_else(|| phrase(words, at)) else {
            at += 1;
            continue;
        };
        if let Some(kind) = kind.filter(|&kind| is_meant(words, at, last, kind)) {
            found.push(Cue {
                kind,
                span: words.span(at, last),
                scope: scope(words, &clauses, at, last, kind),
            });
        }
        at = last + 1;
    }
    found
}

/// A phrase of the tables: the forms of each of its words.
struct Phrase {
    words: Vec<Vec<&'static str>>,
    kind: Option<CueKind>,
}

type Phrases = HashMap<&'static str, Vec<Phrase>>;

static ENGLISH_PHRASES: LazyLock<Phrases> = LazyLock::new(|| phrases(ENGLISH));
static FRENCH_PHRASES: LazyLock<Phrases> = LazyLock::new(|| phrases(FRENCH));

/// The phrases of a table by the forms of their first word, the longest first.
fn phrases(table: &'static [Entry]) -> Phrases {
    let mut phrases = Phrases::new();
    for (text, kind) in table {
        let words: Vec<Vec<&str>> = text
            .split(' ')
            .map(|word| word.split('|').collect())
            .collect();
        for form in &words[0] {
            let known: &mut Vec<Phrase> = phrases.entry(form).or_default();
            let at = known.partition_point(|phrase| phrase.words.len() > words.len());
            known.insert(
                at,
                Phrase {
                    words: words.clone(),
                    kind: *kind,
                },
            );
        }
    }
    phrases
}

/// The longest phrase that begins at token `at`, and its last token.
fn phrase(words: &Words<'_>, at: usize) -> Option<(Option<CueKind>, usize)> {
    let table = match words.language {
        Language::French => &FRENCH_PHRASES,
        Language::English | Language::Other => &ENGLISH_PHRASES,
    };
    let rest = &words.tokens[at..];
    table
        .get(rest[0].folded.as_str())?
        .iter()
        .find(|phrase| {
            phrase.words.len() <= rest.len()
                && phrase
                    .words
                    .iter()
                    .zip(rest)
                    .all(|(forms, token)| forms.contains(&token.folded.as_str()))
        })
        .map(|phrase| (phrase.kind, at + phrase.words.len() - 1))
}

/// "ne … pas" and its kin; "ne … que" restricts.
fn french_negation(words: &Words<'_>, at: usize) -> Option<(Option<CueKind>, usize)> {
    const REACH: usize = 6;
    if words.language != Language::French || words.tokens[at].folded != "ne" {
        return None;
    }
    let reach = words.tokens.len().min(at + 1 + REACH);
    for second in at + 1..reach {
        let kind = match words.tokens[second].folded.as_str() {
            "pas" | "plus" | "jamais" | "rien" | "aucun" | "aucune" | "guere" | "point" | "ni"
            | "personne" | "nullement" => CueKind::Negation,
            "que" => CueKind::Quantifier(Quantifier::Only),
            "." | ";" | ":" => break,
            _ => continue,
        };
        return Some((Some(kind), second));
    }
    // "personne ne", "aucun … ne" were met before; a bare "ne" adds nothing.
    Some((None, at))
}

/// Sorts out words that have another sense in this place.
fn is_meant(words: &Words<'_>, first: usize, last: usize, kind: CueKind) -> bool {
    let folded = |at: usize| words.tokens.get(at).map_or("", |t| t.folded.as_str());
    let before = first.checked_sub(1).map_or("", folded);
    let next_is_number = words
        .tokens
        .get(last + 1)
        .is_some_and(|token| token.kind == TokenKind::Number);
    match (folded(first), kind) {
        // The month.
        ("may", _) => {
            let capital_inside = words.written(first).starts_with(char::is_uppercase) && first > 0;
            !next_is_number && !capital_inside && before != "in"
        }
        ("will", _) => !matches!(
            before,
            "the" | "a" | "political" | "good" | "free" | "their" | "its"
        ),
        ("might", _) => !matches!(before, "the" | "military" | "its" | "their"),
        // "some 300", "nearly 300": about.
        ("some", _) | (_, CueKind::Partial) => !next_is_number,
        // "Zero goals", not "ground zero", "zero degrees", "below zero".
        ("zero", _) => {
            let plural = folded(last + 1).ends_with('s');
            plural && folded(last + 1) != "degrees" || folded(last + 2).ends_with('s')
        }
        ("no", _) => !next_is_number && folded(last + 1) != "." && folded(last + 1) != ",",
        ("most", _) => {
            is_plural_group(words, last) && !matches!(before, "the" | "'s" | "its" | "their")
        }
        ("future" | "possible" | "potential" | "probable", _) => {
            before != "as"
                && before != "the"
                && !words.tokens.get(last + 1).is_none_or(|t| t.is_stop)
        }
        ("certain", _) => !matches!(before, "is" | "are" | "was" | "be" | "a"),
        ("few", _) => before != "the" && before != "past",
        ("half", _) => before != "-" && folded(last + 1) != "-",
        ("supposed", _) if folded(last + 1) != "to" => kind == CueKind::Alleged,
        // "is to blame", "was to the north": only a verb can be planned.
        ("is" | "are" | "was" | "were", CueKind::Planned) if last == first + 1 => {
            let parts = parts_of_speech(folded(last + 1));
            parts.verb && folded(last + 1) != "blame" || folded(last + 1) == "be"
        }
        // "compte", "entend" are nouns and other verbs too.
        ("compte" | "comptent" | "entend" | "entendent" | "veut" | "veulent" | "voulait", _) => {
            let next = folded(last + 1);
            ["er", "ir", "re"]
                .iter()
                .any(|ending| next.ends_with(ending))
        }
        ("tout" | "toute", _) => matches!(folded(last + 1), "le" | "la" | "les"),
        // "y compris", "si bien que", "si important": a condition opens its clause.
        ("si", _) => first == 0 || matches!(before, "," | "et" | "ou" | "que" | "meme"),
        ("suppose" | "presume" | "accuse" | "menace" | "promis", _) => {
            before != "le" && before != "la"
        }
        _ => true,
    }
}

/// Whether the words behind token `at` are of several things: "soldiers", "of the soldiers".
fn is_plural_group(words: &Words<'_>, at: usize) -> bool {
    words.tokens[at + 1..]
        .iter()
        .take(4)
        .take_while(|token| token.kind == TokenKind::Word)
        .any(|token| {
            token.folded == "of"
                || (token.folded.ends_with('s')
                    && !token.is_stop
                    && token.folded.len() > 3
                    && !token.folded.ends_with("ss")
                    && !token.folded.ends_with("ous"))
                || token.folded == "people"
        })
}

/// Where the clause of each token starts and ends.
struct ClauseEnds {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl ClauseEnds {
    /// The last token of the clause that goes on behind token `from`.
    fn last(&self, from: usize) -> usize {
        self.ends[from + 1] - 1
    }
}

fn scope(
    words: &Words<'_>,
    clauses: &ClauseEnds,
    first: usize,
    last: usize,
    kind: CueKind,
) -> Span {
    match kind {
        CueKind::Quantifier(_) => noun_group(words, last),
        CueKind::Alleged | CueKind::Conditional => {
            words.span(clauses.starts[first], clauses.last(last))
        }
        CueKind::Negation | CueKind::Possible | CueKind::Planned | CueKind::Partial => {
            // "ne … pas": the verb stands between.
            let from = if last > first && words.tokens[first].folded == "ne" {
                first + 1
            } else {
                (last + 1).min(words.tokens.len() - 1)
            };
            words.span(from, clauses.last(last).max(from))
        }
    }
}

fn ends_clause(folded: &str) -> bool {
    matches!(
        folded,
        "." | ";"
            | ":"
            | "!"
            | "?"
            | ","
            | "("
            | ")"
            | "but"
            | "although"
            | "though"
            | "while"
            | "whereas"
            | "however"
            | "mais"
            | "tandis"
            | "cependant"
            | "because"
            | "since"
            | "which"
            | "car"
    )
}

/// The noun group behind token `last`: articles and "of", then words up to the next function word.
fn noun_group(words: &Words<'_>, last: usize) -> Span {
    let tokens = &words.tokens;
    let mut start = last + 1;
    while tokens.get(start).is_some_and(|token| {
        matches!(
            token.folded.as_str(),
            "of" | "the"
                | "these"
                | "those"
                | "its"
                | "their"
                | "de"
                | "des"
                | "du"
                | "le"
                | "la"
                | "les"
                | "ces"
                | "d"
        )
    }) {
        start += 1;
    }
    let mut end = start;
    while tokens.get(end).is_some_and(|token| {
        token.kind != TokenKind::Punctuation && (!token.is_stop || token.folded == "'s")
    }) && end < start + 5
    {
        end += 1;
    }
    if end > start {
        words.span(start, end - 1)
    } else {
        words.span(last, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, language: Language) -> Vec<(CueKind, String)> {
        cues(&Words::new(text, language))
            .into_iter()
            .map(|cue| (cue.kind, cue.span.of(text).to_owned()))
            .collect()
    }

    fn english(text: &str) -> Vec<CueKind> {
        kinds(text, Language::English)
            .into_iter()
            .map(|(kind, _)| kind)
            .collect()
    }

    fn french(text: &str) -> Vec<CueKind> {
        kinds(text, Language::French)
            .into_iter()
            .map(|(kind, _)| kind)
            .collect()
    }

    #[test]
    fn negations_in_their_many_forms() {
        for text in [
            "The army did not leave.",
            "The army didn’t leave.",
            "The army never left.",
            "The army failed to leave.",
            "No soldier left.",
            "The army has yet to leave.",
            "The army left without a fight.",
        ] {
            assert_eq!(english(text), [CueKind::Negation], "{text}");
        }
        for text in [
            "L’armée n’a pas quitté la ville.",
            "L’armée ne partira jamais.",
            "L’armée est partie sans combat.",
        ] {
            assert_eq!(french(text), [CueKind::Negation], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_negation_is_none() {
        for text in [
            "Not only the army left.",
            "No more than 300 men left.",
            "The figure is in table no. 5.",
            "The army left in May.",
        ] {
            assert_eq!(english(text), [], "{text}");
        }
        assert_eq!(french("L’armée ne cesse de partir."), []);
    }

    #[test]
    fn hedges_and_plans() {
        assert_eq!(english("The army may leave."), [CueKind::Possible]);
        assert_eq!(
            english("The army will leave in May 2024."),
            [CueKind::Planned]
        );
        assert_eq!(english("The army planned to leave."), [CueKind::Planned]);
        assert_eq!(english("The army allegedly left."), [CueKind::Alleged]);
        assert_eq!(
            english("The army is believed to have left."),
            [CueKind::Alleged]
        );
        assert_eq!(english("The will of the army is strong."), []);
        assert_eq!(
            french("L’armée aurait quitté la ville."),
            [CueKind::Alleged]
        );
        assert_eq!(french("L’armée devrait partir."), [CueKind::Planned]);
        assert_eq!(french("L’armée est peut-être partie."), [CueKind::Possible]);
    }

    #[test]
    fn quantifiers_and_what_they_quantify() {
        let text = "Most of the displaced families left, but some soldiers and all dogs stayed.";
        let found: Vec<(CueKind, &str)> = cues(&Words::new(text, Language::English))
            .iter()
            .map(|cue| (cue.kind, cue.scope.of(text)))
            .collect();
        assert_eq!(
            found,
            [
                (
                    CueKind::Quantifier(Quantifier::Most),
                    "displaced families left"
                ),
                (CueKind::Quantifier(Quantifier::Some), "soldiers"),
                (CueKind::Quantifier(Quantifier::All), "dogs stayed"),
            ]
        );
        assert_eq!(english("Some 300 men left, at most 400."), []);
        assert_eq!(english("It is the most important town."), []);
        assert_eq!(
            french("La plupart des soldats et plusieurs officiers ne mangent que du riz."),
            [
                CueKind::Quantifier(Quantifier::Most),
                CueKind::Quantifier(Quantifier::Several),
                CueKind::Quantifier(Quantifier::Only),
            ]
        );
    }

    #[test]
    fn a_negation_governs_the_rest_of_its_clause() {
        let text = "The army left, but the police did not leave the town, officials said.";
        let cue = cues(&Words::new(text, Language::English))[0];
        assert_eq!(cue.scope.of(text), "leave the town");
    }
}
