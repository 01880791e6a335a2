//! Abbreviations that a text defines, used both ways.
//!
//! Long and short form are aligned letter by letter as Schwartz and Hearst do ("A simple algorithm
//! for identifying abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing
//! 2003), with one addition: reports also define an abbreviation by a translation whose letters do
//! not align ("Group for the Support of Islam and Muslims (JNIM)"); that is taken only from a
//! capitalised name that ends right before the parenthesis.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::fold::{fold, fold_char};
use crate::span::Span;

/// A definition: `European Union (EU)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The abbreviation.
    pub short: Span,
    /// What it stands for.
    pub long: Span,
    /// Whether the letters of the short form are found in the long form in order.
    pub aligned: bool,
}

/// `…, or LF,` and `…, known as LF`, `…, dit LF`: group 1 is the short form.
static APPOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x),?\s(?:or|ou|(?:also\s|better\s)?known\s(?:as|by\sits\sacronym)|abbreviated(?:\sas)?
        |hereafter|dite?|(?:plus\s)?connue?\ssous\sle\ssigle)\s(?:the\s)?(\p{Lu}[\p{Lu}\d-]{1,9})\b",
    )
    .expect("a fixed pattern")
});

/// The definitions of `text`, in order.
#[must_use]
pub fn definitions(text: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    for inner in parentheses(text) {
        found.extend(in_parenthesis(text, inner.start - 1, inner));
    }
    let apposed = match has_apposed_form(text) {
        true => Some(APPOSED.captures_iter(text)),
        false => None,
    };
    for apposed in apposed.into_iter().flatten() {
        let (Some(whole), Some(short)) = (apposed.get(0), apposed.get(1)) else {
            continue;
        };
        let short = Span::new(short.start(), short.end());
        found.extend(aligned(text, whole.start(), short));
    }
    found.sort_by_key(|definition| (definition.short, definition.long));
    found.dedup();
    found
}

/// Characters that a parenthesis may hold which defines something.
const IN_PARENTHESIS: RangeInclusive<usize> = 2..=120;

/// What stands in parentheses that have no others in them.
fn parentheses(text: &str) -> impl Iterator<Item = Span> {
    let mut open = None;
    let marks = memchr::memchr2_iter(b'(', b')', text.as_bytes());
    let inner = marks.filter_map(move |at| {
        if text.as_bytes()[at] == b'(' {
            open = Some(at + 1);
            return None;
        }
        Some(Span::new(open.take()?, at))
    });
    inner.filter(move |inner| IN_PARENTHESIS.contains(&inner.of(text).chars().count()))
}

/// The last words of what introduces a short form that stands without parentheses.
const INTRODUCING: [&str; 9] = [
    "or",
    "ou",
    "as",
    "acronym",
    "abbreviated",
    "hereafter",
    "dit",
    "dite",
    "sigle",
];

/// Whether a word of `text` may be a short form that [`APPOSED`] finds: it is told much faster than
/// that, and most texts have none.
fn has_apposed_form(text: &str) -> bool {
    let mut before = ["", ""];
    text.split(char::is_whitespace).any(|word| {
        let introduction = match before[1] {
            "the" => before[0],
            last => last,
        };
        before = [before[1], word];
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '-')
            && INTRODUCING.contains(&introduction)
    })
}

/// "Long Form (LF)" or "LF (Long Form)", where the parenthesis opens at `open`.
fn in_parenthesis(text: &str, open: usize, inner: Span) -> Option<Definition> {
    // "(EU; see below)", "(HRW, 2021)", "(the EU)": what counts is the first part.
    let (first, rest) = inner
        .of(text)
        .split_once([',', ';'])
        .unwrap_or((inner.of(text), ""));
    let first = first.trim_end();
    // "(HRW, 2021)" and "(HRW, n.d.)" cite; they define nothing.
    if rest.contains(|c: char| c.is_ascii_digit()) || rest.contains("n.d") {
        return None;
    }
    let lead = quotation_or_article(first);
    let short = Span::new(inner.start + lead, inner.start + first.len());
    if is_short_form(short.of(text).trim_end_matches(['"', '”', '»', '’'])) {
        let end = short
            .of(text)
            .trim_end_matches(['"', '”', '»', '’', ' '])
            .len();
        let short = Span::new(short.start, short.start + end);
        return aligned(text, open, short).or_else(|| translated(text, open, short));
    }
    let before = text[..open].trim_end();
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let outside = Span::new(start, before.len());
    let long = first.trim();
    let words = long.split_whitespace().count();
    let fits = is_short_form(outside.of(text)) && (2..=12).contains(&words);
    let aligned = best_start(outside.of(text), long) == Some(0);
    (fits && aligned).then(|| Definition {
        short: outside,
        long: Span::new(inner.start, inner.start + long.len()),
        aligned: true,
    })
}

/// Length of an opening quotation mark or article.
fn quotation_or_article(text: &str) -> usize {
    let rest = text.trim_start_matches(['"', '“', '«', '‘', ' ', '\u{A0}']);
    let rest = ["the ", "la ", "le ", "les ", "l'", "l’", "or ", "ou "]
        .iter()
        .find_map(|article| rest.strip_prefix(article))
        .unwrap_or(rest);
    text.len() - rest.len()
}

/// Two to ten characters, one word or two, at least two capitals or a capital and a digit.
fn is_short_form(text: &str) -> bool {
    let length = text.chars().count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (2..=12).contains(&length)
        && text.starts_with(char::is_alphanumeric)
        && text.split_whitespace().count() <= 2
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '&' | ' ' | '’' | '\''))
        && (capitals >= 2 || (capitals == 1 && digits >= 1))
        && capitals * 2 >= text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The shortest run of words that ends at `end` and holds the letters of `short` in order, the
/// first of them at its start.
fn aligned(text: &str, end: usize, short: Span) -> Option<Definition> {
    let letters = short
        .of(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .count();
    let window = clause_before(text, end, (letters + 5).min(letters * 2));
    let start = best_start(short.of(text), window.of(text))?;
    let long = Span::new(window.start + start, window.end);
    let words = long.of(text).split_whitespace().count();
    let contains_itself = long
        .of(text)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == short.of(text));
    (words >= 2 || letters <= 4 && long.len() > 2 * short.len())
        .then_some(())
        .filter(|()| !contains_itself)?;
    // Letters in the middle of words are found by chance, unless the long form is a name.
    let letters: Vec<char> = fold(short.of(text)).chars().collect();
    let is_name = long.of(text).contains(char::is_uppercase);
    (is_name || by_initials(&letters, long.of(text)).is_some()).then_some(Definition {
        short,
        long,
        aligned: true,
    })
}

/// Bytes of the longest form that an abbreviation is looked for in.
const LONGEST_FORM: usize = 400;

/// Up to `words` words before `end`, not across the end of a clause.
fn clause_before(text: &str, end: usize, words: usize) -> Span {
    let before = text[..end].trim_end();
    let reach = before.floor_char_boundary(before.len().saturating_sub(LONGEST_FORM));
    let clause = before[reach..]
        .rfind([
            '.', ';', ':', '(', ')', '\n', '"', '“', '”', '«', '»', '!', '?',
        ])
        .map_or(reach, |at| {
            let mark = before[reach + at..].chars().next();
            reach + at + mark.map_or(1, char::len_utf8)
        });
    let start = before[clause..]
        .rmatch_indices(char::is_whitespace)
        .map(|(at, space)| clause + at + space.len())
        .nth(words.saturating_sub(1))
        .unwrap_or(clause);
    let lead = before[start..].len() - before[start..].trim_start().len();
    Span::new((start + lead).min(before.len()), before.len())
}

/// Where in `long` the letters of `short` begin: by the initials of its last words, else letter by
/// letter. `None` where they are not all there.
fn best_start(short: &str, long: &str) -> Option<usize> {
    let letters: Vec<char> = fold(short)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    if letters.is_empty() {
        return None;
    }
    by_initials(&letters, long).or_else(|| letter_by_letter(&letters, long))
}

/// Whether `short`, one word of two to six letters, is made of the initials of all of `long`.
///
/// Both folded. That proves nothing, but it makes an abbreviation nobody defined plausible.
#[must_use]
pub fn could_stand_for(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().collect();
    (2..=6).contains(&letters.len())
        && letters.iter().all(|c| c.is_alphabetic())
        && long.contains(' ')
        && by_initials(&letters, long) == Some(0)
}

/// Each letter is the initial of a word; only small words are passed over.
fn by_initials(letters: &[char], long: &str) -> Option<usize> {
    let mut left = letters.len();
    for (start, word) in words_from_the_right(long) {
        let folded = fold(word);
        if folded.starts_with(letters[left - 1]) {
            left -= 1;
        } else if LINKS.binary_search(&folded.as_str()).is_err() {
            return None;
        }
        if left == 0 {
            return Some(start);
        }
    }
    None
}

/// The runs of letters and digits of `text` with their starts, the last first.
fn words_from_the_right(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = text.len();
    text.rsplit(|c: char| !c.is_alphanumeric())
        .map(move |word| {
            let start = end - word.len();
            let separator = text[..start].chars().next_back().map_or(0, char::len_utf8);
            end = start - separator;
            (start, word)
        })
        .filter(|(_, word)| !word.is_empty())
}

/// The alignment of Schwartz and Hearst: from the right, the first letter must begin a word.
fn letter_by_letter(letters: &[char], long: &str) -> Option<usize> {
    let long: Vec<(usize, char)> = long
        .char_indices()
        .flat_map(|(at, c)| {
            let mut folded = Vec::with_capacity(1);
            fold_char(c, |part| folded.push((at, part)));
            folded
        })
        .collect();
    let mut at = long.len();
    for (index, &letter) in letters.iter().enumerate().rev() {
        loop {
            at = at.checked_sub(1)?;
            let begins_word = at == 0 || !long[at - 1].1.is_alphanumeric();
            if long[at].1 == letter && (index > 0 || begins_word) {
                break;
            }
        }
    }
    Some(long[at].0)
}

/// Words that a name may hold in lower case.
const LINKS: &[&str] = &[
    "al", "and", "au", "aux", "d", "da", "de", "del", "des", "di", "du", "el", "en", "et", "for",
    "in", "l", "la", "le", "les", "of", "on", "pour", "sur", "the", "to", "ul", "wa", "wal",
];

/// "Group for the Support of Islam and Muslims (JNIM)": the capitalised name right before.
fn translated(text: &str, end: usize, short: Span) -> Option<Definition> {
    let window = clause_before(text, end, 12);
    let mut start = None;
    let mut capitals = 0;
    let mut links = 0;
    let mut position = window.end;
    for word in window.of(text).rsplit(char::is_whitespace) {
        let begin = position - word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.ends_with(',') && begin + word.len() != window.end {
            break;
        }
        if is_affix(bare) {
            break;
        } else if bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            capitals += 1;
            links = 0;
            start = Some(begin + word.find(bare).unwrap_or(0));
        } else if LINKS.binary_search(&fold(bare).as_str()).is_ok() && links < 3 {
            links += 1;
        } else {
            break;
        }
        position = begin.saturating_sub(1);
    }
    let long = Span::new(start?, window.end);
    let opens_sentence = start == Some(window.start);
    (capitals >= if opens_sentence { 3 } else { 2 }).then_some(Definition {
        short,
        long,
        aligned: false,
    })
}

/// `CSP-affiliated`, `French-led`: says something of the name behind it.
fn is_affix(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, tail)| {
        tail.starts_with(char::is_lowercase) && (tail.ends_with("ed") || tail == "led")
    })
}

/// What every reader knows.
const UNIVERSAL: &[(&str, &[&str])] = &[
    ("un", &["united nations", "nations unies"]),
    (
        "onu",
        &[
            "united nations",
            "nations unies",
            "organisation des nations unies",
        ],
    ),
    ("eu", &["european union", "union europeenne"]),
    ("ue", &["european union", "union europeenne"]),
    (
        "us",
        &["united states", "united states of america", "etats-unis"],
    ),
    (
        "usa",
        &["united states", "united states of america", "etats-unis"],
    ),
    ("uk", &["united kingdom", "great britain", "royaume-uni"]),
    ("uae", &["united arab emirates"]),
    (
        "ngo",
        &[
            "non-governmental organisation",
            "non-governmental organization",
            "organisation non gouvernementale",
        ],
    ),
    (
        "ong",
        &[
            "non-governmental organisation",
            "non-governmental organization",
            "organisation non gouvernementale",
        ],
    ),
    (
        "nato",
        &[
            "north atlantic treaty organization",
            "north atlantic treaty organisation",
        ],
    ),
    (
        "otan",
        &[
            "north atlantic treaty organization",
            "north atlantic treaty organisation",
            "organisation du traite de l'atlantique nord",
        ],
    ),
];

/// Abbreviations and what they stand for, learnt from any number of texts; the order in which
/// they were learnt makes no difference.
///
/// A few that every reader knows (UN, EU, US, UK, NGO, NATO and their French forms) are always
/// there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviations {
    /// Short form → long forms → how often it was defined so; all in matching form.
    long_forms: BTreeMap<String, BTreeMap<String, u32>>,
    /// Long form → short forms.
    short_forms: BTreeMap<String, Vec<String>>,
}

impl Abbreviations {
    /// Learns what `text` defines.
    pub fn learn(&mut self, text: &str) {
        for definition in definitions(text) {
            let short = short_key(definition.short.of(text));
            let long = long_key(definition.long.of(text));
            self.insert(&short, &long, 1);
        }
    }

    /// Takes in all that `other` has learnt.
    pub fn merge(&mut self, other: &Abbreviations) {
        for (short, longs) in &other.long_forms {
            for (long, &count) in longs {
                self.insert(short, long, count);
            }
        }
    }

    /// Whether nothing was learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.long_forms.is_empty()
    }

    fn insert(&mut self, short: &str, long: &str, count: u32) {
        if short.is_empty() || long.is_empty() || short == long {
            return;
        }
        *self
            .long_forms
            .entry(short.to_owned())
            .or_default()
            .entry(long.to_owned())
            .or_default() += count;
        let shorts = self.short_forms.entry(long.to_owned()).or_default();
        if let Err(at) = shorts.binary_search_by(|known| known.as_str().cmp(short)) {
            shorts.insert(at, short.to_owned());
        }
    }

    /// What a short form stands for, the most frequent first, then those that every reader knows.
    ///
    /// The short form may be written in any case, with or without dots.
    #[must_use]
    pub fn long_forms(&self, short: &str) -> Vec<&str> {
        let key = short_key(short);
        let mut ranked: Vec<(&String, &u32)> =
            self.long_forms.get(&key).into_iter().flatten().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let universal = UNIVERSAL
            .iter()
            .filter(|(known, _)| *known == key)
            .flat_map(|(_, longs)| longs.iter().copied());
        let mut forms: Vec<&str> = ranked.into_iter().map(|(long, _)| long.as_str()).collect();
        for long in universal {
            if !forms.contains(&long) {
                forms.push(long);
            }
        }
        forms
    }

    /// The short forms of a long form, in alphabetical order, then those that every reader knows.
    #[must_use]
    pub fn short_forms(&self, long: &str) -> Vec<&str> {
        let key = long_key(long);
        let mut forms: Vec<&str> = self
            .short_forms
            .get(&key)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        for (short, longs) in UNIVERSAL {
            if longs.contains(&key.as_str()) && !forms.contains(short) {
                forms.push(short);
            }
        }
        forms
    }

    /// Whether a short form was defined in ways that are not variants of each other.
    #[must_use]
    pub fn is_ambiguous(&self, short: &str) -> bool {
        let Some(longs) = self.long_forms.get(&short_key(short)) else {
            return false;
        };
        let mut longs = longs.keys();
        let Some(first) = longs.next() else {
            return false;
        };
        longs.any(|other| !are_variants(first, other))
    }

    /// Whether one of two names stands for the other, or both for the same.
    #[must_use]
    pub fn are_same(&self, a: &str, b: &str) -> bool {
        let (long_a, long_b) = (long_key(a), long_key(b));
        if long_a == long_b {
            return true;
        }
        let stands_for = |short: &str, long: &str| {
            self.long_forms(short)
                .iter()
                .any(|known| *known == long || are_variants(known, long))
        };
        if stands_for(a, &long_b) || stands_for(b, &long_a) {
            return true;
        }
        let (of_a, of_b) = (self.long_forms(a), self.long_forms(b));
        of_a.iter().any(|long| of_b.contains(long))
            || self
                .short_forms(a)
                .iter()
                .any(|short| self.short_forms(b).contains(short))
    }
}

/// A short form as it is compared: folded, without dots and article.
fn short_key(short: &str) -> String {
    long_key(short).chars().filter(|&c| c != '.').collect()
}

/// A long form as it is compared: folded, without the article before it, single spaces.
fn long_key(long: &str) -> String {
    let folded = fold(long);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let start = usize::from(
        words.len() > 1
            && matches!(
                words[0],
                "the" | "a" | "an" | "le" | "la" | "les" | "un" | "une"
            ),
    );
    let key = words[start..].join(" ");
    key.strip_prefix("l'").unwrap_or(&key).to_owned()
}

/// Spelling variants of one long form: British and American endings, plurals, small words.
fn are_variants(a: &str, b: &str) -> bool {
    let normal = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && LINKS.binary_search(word).is_err())
            .map(|word| word.replace('z', "s").trim_end_matches('s').to_owned())
            .collect()
    };
    normal(a) == normal(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defined(text: &str) -> Vec<(&str, &str)> {
        definitions(text)
            .into_iter()
            .map(|found| (found.short.of(text), found.long.of(text)))
            .collect()
    }

    #[test]
    fn links_are_sorted() {
        assert!(LINKS.is_sorted());
    }

    #[test]
    fn both_orders_define() {
        assert_eq!(
            defined("Staff of the World Health Organization (WHO) came."),
            [("WHO", "World Health Organization")]
        );
        assert_eq!(
            defined("Staff of the WHO (World Health Organization) came."),
            [("WHO", "World Health Organization")]
        );
        assert_eq!(
            defined("The Desert Locust Control Organization, or DLCO, came."),
            [("DLCO", "Desert Locust Control Organization")]
        );
    }

    #[test]
    fn what_introduces_a_short_form_is_known_by_its_last_word() {
        for (introduction, last) in [
            ("or", "or"),
            ("ou", "ou"),
            ("known as", "as"),
            ("also known as the", "as"),
            ("known by its acronym", "acronym"),
            ("abbreviated", "abbreviated"),
            ("abbreviated as the", "as"),
            ("hereafter", "hereafter"),
            ("dit", "dit"),
            ("dite", "dite"),
            ("plus connue sous le sigle", "sigle"),
        ] {
            let text = format!("Old Land Party, {introduction} OLP, left.");
            assert!(APPOSED.is_match(&text) && has_apposed_form(&text), "{text}");
            assert!(INTRODUCING.contains(&last));
            let text = format!("Old Land Party, {introduction} Olp, left by OLP.");
            assert!(
                !APPOSED.is_match(&text) && !has_apposed_form(&text),
                "{text}"
            );
        }
    }

    #[test]
    fn initials_go_before_letters_within_words() {
        assert_eq!(
            defined("It covers repair, drainage and restoration (RDR)."),
            [("RDR", "repair, drainage and restoration")]
        );
        assert_eq!(
            defined("A state-run Northern Water Board (NWB) exists."),
            [("NWB", "Northern Water Board")]
        );
        assert_eq!(
            defined("The OPN-backed Front of Coastal Towns (QRS) left."),
            [("QRS", "Front of Coastal Towns")]
        );
    }

    #[test]
    fn french_definitions_align_across_articles_and_accents() {
        assert_eq!(
            defined("L’Agence française de développement (AFD) a payé."),
            [("AFD", "Agence française de développement")]
        );
        assert_eq!(
            defined(
                "Le programme « désarmement, démobilisation et réintégration » (DDR) commence."
            )
            .len(),
            0
        );
        assert_eq!(
            defined("Le désarmement, la démobilisation et la réintégration (DDR) commence."),
            [("DDR", "désarmement, la démobilisation et la réintégration")]
        );
    }

    #[test]
    fn a_translated_name_defines_although_its_letters_do_not_align() {
        let text =
            "He joined the Union of Patriots for Renewal (UPRT) and the Front of the Plains (XWQ).";
        assert_eq!(
            defined(text),
            [
                ("UPRT", "Union of Patriots for Renewal"),
                ("XWQ", "Front of the Plains")
            ]
        );
        assert!(!definitions(text)[1].aligned);
    }

    #[test]
    fn other_parentheses_define_nothing() {
        for text in [
            "The army left (see above).",
            "The army left (Diallo, 2020).",
            "The army left Iron City in Greenland (ICG, 2020).",
            "They made improper charges (ICG).",
            "He spoke to reporters (BBC, 2022).",
            "It grew by 5 % (2019).",
            "The minister (a former general) resigned.",
            "They left Gao (Mali).",
        ] {
            assert_eq!(defined(text), [], "{text}");
        }
    }

    #[test]
    fn learning_works_both_ways_and_in_any_order() {
        let texts = [
            "The World Health Organization (WHO) came.",
            "The World Health Organisation (WHO) left.",
        ];
        let mut forth = Abbreviations::default();
        let mut back = Abbreviations::default();
        texts.iter().for_each(|text| forth.learn(text));
        texts.iter().rev().for_each(|text| back.learn(text));
        assert_eq!(forth, back);
        assert!(forth.are_same("W.H.O.", "the World Health Organisation"));
        assert!(forth.are_same("world health organization", "who"));
        assert!(!forth.are_same("who", "world food programme"));
        assert!(!forth.is_ambiguous("who"));
        assert_eq!(forth.short_forms("World Health Organization"), ["who"]);
    }

    #[test]
    fn two_meanings_are_ambiguous() {
        let mut known = Abbreviations::default();
        known.learn(
            "The Central Milk Authority (CMA) and the Coastal Mining Association (CMA) met.",
        );
        assert!(known.is_ambiguous("CMA"));
    }

    #[test]
    fn the_universal_ones_are_known_to_all() {
        let none = Abbreviations::default();
        assert!(none.are_same("UN", "United Nations"));
        assert!(none.are_same("ONU", "the UN"));
        assert!(none.are_same("U.S.", "United States"));
        assert!(!none.are_same("UN", "EU"));
    }
}
