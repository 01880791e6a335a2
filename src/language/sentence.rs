//! Where sentences begin and end.
//!
//! The base is sentencex, Wikimedia's segmenter; what reports and drafts have and it does not
//! expect is mended here: times before weekdays, note marks and citations behind the full stop,
//! list markers, ranks and French abbreviations, remarks in parentheses of their own.

use std::sync::LazyLock;

use regex::Regex;

use super::Language;
use super::fold::fold;
use crate::span::{Span, tail};

/// The longest sentence, in bytes, whose facts are read. Nobody writes a longer one; a table pasted as
/// one line is, and text that is meant to take long.
pub const LONGEST: usize = 4096;

/// The sentences of `text`, in order: trimmed of space, never empty, never overlapping.
///
/// A citation or note mark behind a full stop belongs to the sentence before it, a list marker to
/// the sentence behind it.
#[must_use]
pub fn sentences(text: &str, language: Language) -> Vec<Span> {
    let code = match language {
        Language::French => "fr",
        Language::English | Language::Other => "en",
    };
    let mut sentences: Vec<Span> = Vec::new();
    let boundaries = stretches(text).into_iter().flat_map(|stretch| {
        let found = sentencex::get_sentence_boundaries(code, stretch.of(text));
        let found = found.into_iter();
        found.map(move |one| Span::new(one.start_byte, one.end_byte).shifted(stretch.start))
    });
    for found in boundaries {
        let Some(piece) = trimmed(text, found.start, found.end) else {
            continue;
        };
        let piece = match sentences.last_mut() {
            Some(last) => match give_back_citation(text, last, piece) {
                Some(rest) => rest,
                None => continue,
            },
            None => piece,
        };
        match sentences.last_mut() {
            Some(last) if belong_together(text, *last, piece) => *last = last.cover(piece),
            _ => sentences.push(piece),
        }
    }
    sentences
        .into_iter()
        .flat_map(|span| split_at(text, span, ends_inside(span.of(text))))
        .collect()
}

/// The longest text that the segmenter is given at once, in bytes: each mark in it may be held against
/// every other.
const LONGEST_STRETCH: usize = 16 * 1024;

/// A text in stretches that the segmenter is given: the whole, unless it is longer than a paragraph
/// can be; then cut behind full stops, else at white space.
fn stretches(text: &str) -> Vec<Span> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while text.len() - start > LONGEST_STRETCH {
        let end = text.floor_char_boundary(start + LONGEST_STRETCH);
        let within = &text[start..end];
        let stop = within.rmatch_indices(char::is_whitespace).find(|(at, _)| {
            within[..*at].ends_with(['.', '!', '?', '…']) && *at > LONGEST_STRETCH / 2
        });
        let space = || within.rfind(char::is_whitespace);
        let cut = stop.map(|(at, _)| at).or_else(space).filter(|at| *at > 0);
        let end = cut.map_or(end, |at| start + at);
        stretches.push(Span::new(start, end));
        start = end;
    }
    stretches.push(Span::new(start, text.len()));
    stretches
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let piece = &text[start..end];
    let start = start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    (start < end).then(|| Span::new(start, end))
}

/// Marks that point at a source or a note: `[^1]`, `[3]`, `[@key]`, `(Author, 2023)`, `¹`.
const CITATION: &str = r"(?x:
    \[\^[^\]\s]+\] | \[\d[\d\s,;–-]*\] | \[@[^\]]+\] | [¹²³⁰⁴-⁹]+
    | \( (?:see\s|cf\.?\s|voir\s)? \p{Lu}[^()]{1,80}?,?\s(?:\d{4}[a-z]?|n\.\s?d\.)(?:,\s?pp?\.\s?[\d–-]+)? \)
)";

/// Whether a citation may begin with a character.
fn opens_citation(c: char) -> bool {
    matches!(c, '[' | '(' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

static LEADING_CITATIONS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^(?:{CITATION}\s*)+")).expect("a fixed pattern"));

/// A full stop, citations and the beginning of a sentence. Group 1 is what ends the first
/// sentence, group 2 the space before the citations.
static CITED_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r#"([.!?…]["”»’)]*([ \u{{a0}}]?)(?:{CITATION})(?:\s?{CITATION})*)\s+["“«‘(\[]?\s?\p{{Lu}}"#
    ))
    .expect("a fixed pattern")
});

/// Moves citations at the start of `piece` to the sentence before it; answers with what is left.
fn give_back_citation(text: &str, last: &mut Span, piece: Span) -> Option<Span> {
    let ended = text[..last.end].ends_with(['.', '!', '?', '…', '"', '”', '»', ')', ']']);
    let gap = &text[last.end..piece.start];
    if !ended || gap.contains('\n') {
        return Some(piece);
    }
    if !piece.of(text).starts_with(opens_citation) {
        return Some(piece);
    }
    let Some(found) = LEADING_CITATIONS.find(piece.of(text)) else {
        return Some(piece);
    };
    let behind = &text[piece.start + found.end()..piece.end];
    // A link's text, `[3](…)`, or a definition, `[^1]: …`, is no mark behind a sentence; and what
    // goes on in lower case is a sentence that happens to open so.
    if behind.starts_with(['(', ':']) || behind.starts_with(char::is_lowercase) {
        return Some(piece);
    }
    let marks = trimmed(text, piece.start, piece.start + found.end())?;
    *last = last.cover(marks);
    trimmed(text, piece.start + found.end(), piece.end)
}

/// Abbreviations that are always followed by more, as titles are by a name.
const BEFORE_MORE: &[&str] = &[
    "adm", "amb", "approx", "brig", "capt", "cdt", "cf", "cmdr", "col", "cpl", "dr", "env", "esp",
    "gen", "gov", "hon", "incl", "lt", "maj", "me", "messrs", "mgr", "mr", "mrs", "ms", "prof",
    "rep", "resp", "rev", "sen", "sgt", "sr", "viz",
];

/// Abbreviations that go on where a figure follows, and may end a sentence otherwise.
const BEFORE_FIGURES: &[&str] = &[
    "al", "app", "apr", "art", "arts", "aug", "avr", "ca", "ch", "chap", "dec", "eq", "ex", "feb",
    "fevr", "fig", "figs", "jan", "janv", "juil", "jul", "jun", "mar", "no", "nos", "nov", "num",
    "oct", "p", "para", "paras", "pp", "pt", "sec", "sect", "sep", "sept", "tab", "vol", "vols",
];

/// Bytes of the longest of them.
const LONGEST_ABBREVIATION: usize = 6;

/// Whether `next` goes on with the sentence that `last` begins.
fn belong_together(text: &str, last: Span, next: Span) -> bool {
    let (before, after) = (last.of(text), next.of(text));
    if text[last.end..next.start].matches('\n').count() > 1 {
        return false;
    }
    let joined = last.end == next.start && is_inside_name(before, after);
    joined
        || is_list_marker(before)
        || (before.ends_with("et.") && after.starts_with("al"))
        || (before.ends_with(['?', '!']) && after.starts_with(char::is_lowercase))
        || time_goes_on(before, after)
        || abbreviation_goes_on(before, after)
}

/// Whether a full stop with nothing behind it stands within a name: at the head of one (`.NET`),
/// or in one of several parts (`javax.xml.parsers.Builder`).
fn is_inside_name(before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    if !after.starts_with(char::is_alphanumeric) {
        return false;
    }
    let part = stem.rsplit(char::is_whitespace).next().unwrap_or(stem);
    part.is_empty() || part.trim_matches(['.', '(', '"', '“']).contains('.')
}

/// `1.`, `(a)`, `iv.` standing alone.
fn is_list_marker(piece: &str) -> bool {
    let Some(inner) = piece.strip_suffix(['.', ')']) else {
        return false;
    };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let digits = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    let roman = !inner.is_empty() && inner.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
    digits || roman || letter
}

static TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\d\s?[ap]\.\s?m\.$").expect("a fixed pattern"));
static AFTER_TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
        | (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d
        | (?:GMT|UTC|CET|CEST|EST|EDT|WAT|EAT)\b)",
    )
    .expect("a fixed pattern")
});

/// "5 p.m. Tuesday", "at 10 a.m. GMT".
fn time_goes_on(before: &str, after: &str) -> bool {
    let is_time = before.ends_with("m.") || before.ends_with("M.");
    is_time && TIME.is_match(tail(before, 32)) && AFTER_TIME.is_match(after)
}

fn abbreviation_goes_on(before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    let written = last_word(stem);
    if written.is_ascii() && written.len() > LONGEST_ABBREVIATION {
        return false;
    }
    let word = fold(written);
    if word.is_empty() || word.len() > LONGEST_ABBREVIATION {
        return false;
    }
    if BEFORE_FIGURES.binary_search(&word.as_str()).is_ok() {
        return after.starts_with(|c: char| c.is_ascii_digit());
    }
    // "The award went to Sr." is rarer than a title; but "me." ends many a sentence unless it is
    // written as a title is.
    let is_title = written.starts_with(char::is_uppercase)
        || matches!(
            word.as_str(),
            "approx" | "cf" | "env" | "esp" | "gen" | "col" | "incl" | "lt" | "resp" | "viz"
        );
    is_title
        && BEFORE_MORE.binary_search(&word.as_str()).is_ok()
        && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// The pieces of `span` between `cuts`, which count from its start and rise.
fn split_at(text: &str, span: Span, cuts: Vec<usize>) -> Vec<Span> {
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    let mut start = span.start;
    for cut in cuts.into_iter().map(|cut| span.start + cut) {
        if cut > start {
            pieces.extend(trimmed(text, start, cut));
            start = cut;
        }
    }
    pieces.extend(trimmed(text, start, span.end));
    pieces
}

/// Where sentences end within what was taken for one: behind a remark in parentheses of its own,
/// behind citations after a full stop, behind a word that is also an abbreviation.
fn ends_inside(piece: &str) -> Vec<usize> {
    let mut cuts: Vec<usize> = remark_end(piece).into_iter().collect();
    if may_cite(piece) {
        cuts.extend(CITED_END.captures_iter(piece).filter_map(|found| {
            let end = found.get(1)?;
            let spaced = found.get(2).is_some_and(|gap| !gap.is_empty());
            (!spaced || !ends_in_abbreviation(&piece[..end.start()])).then_some(end.end())
        }));
    }
    if has_stop_inside(piece) {
        cuts.extend(WORD_END.find_iter(piece).map(|found| {
            let stop = found.as_str().find('.').unwrap_or_default();
            found.start() + stop + 1
        }));
    }
    cuts.sort_unstable();
    cuts
}

/// Whether there may be a citation within a piece: most have none.
fn may_cite(piece: &str) -> bool {
    memchr::memchr2(b'[', b'(', piece.as_bytes()).is_some()
        || (!piece.is_ascii() && piece.contains(['¹', '²', '³']))
}

/// Whether a full stop may have white space behind it: most sentences have theirs at the end alone.
fn has_stop_inside(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let may_be_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0B || !byte.is_ascii();
    memchr::memchr_iter(b'.', bytes).any(|at| bytes.get(at + 1).is_some_and(may_be_space))
}

/// Words that are abbreviations too, of a number ("no. 5") or, with a capital, of a place, a month
/// or a title ("Ill."), before the beginning of a sentence.
static WORD_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:arc|ark|art|fed|ill|is|man|mar|mass|may|me|miss|no|ore|sec|vol|wash)\.\s+\p{Lu}\p{Ll}",
    )
    .expect("a fixed pattern")
});

/// Whether the text ends in an abbreviation that lost its full stop.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = last_word(before);
    let folded = fold(word);
    word.chars().count() == 1
        || folded == "etc"
        || BEFORE_MORE.binary_search(&folded.as_str()).is_ok()
        || (word.starts_with(char::is_lowercase)
            && BEFORE_FIGURES.binary_search(&folded.as_str()).is_ok())
}

/// The letters at the end of a text.
fn last_word(text: &str) -> &str {
    let start = text.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    &text[start..]
}

/// Where "(See above.)" ends before the next sentence.
fn remark_end(piece: &str) -> Option<usize> {
    let close = piece
        .starts_with('(')
        .then(|| closing_parenthesis(piece))
        .flatten()?;
    let behind = &piece[close + 1..];
    let rest = behind.trim_start();
    let opens = rest.len() < behind.len() && rest.starts_with(char::is_uppercase);
    (opens && piece[..close].ends_with(['.', '!', '?'])).then_some(close + 1)
}

/// Where the parenthesis that opens `piece` closes.
fn closing_parenthesis(piece: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in piece.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(text: &str) -> Vec<&str> {
        sentences(text, Language::English)
            .into_iter()
            .map(|span| span.of(text))
            .collect()
    }

    fn french(text: &str) -> Vec<&str> {
        sentences(text, Language::French)
            .into_iter()
            .map(|span| span.of(text))
            .collect()
    }

    #[test]
    fn a_text_longer_than_a_paragraph_is_cut_behind_its_sentences() {
        let text = "The river rose in May. ".repeat(4000);
        let found = english(&text);
        assert_eq!(found.len(), 4000);
        assert!(found.iter().all(|it| *it == "The river rose in May."));
        let endless = "rose and ".repeat(9000);
        assert!(english(&endless).concat().len() > 70_000);
    }

    #[test]
    fn the_lists_of_abbreviations_are_sorted() {
        assert!(BEFORE_MORE.is_sorted());
        assert!(BEFORE_FIGURES.is_sorted());
    }

    #[test]
    fn a_time_goes_on_with_its_day_and_ends_before_anything_else() {
        assert_eq!(
            english("The convoy left at 5 p.m. Tuesday. It arrived late."),
            ["The convoy left at 5 p.m. Tuesday.", "It arrived late."]
        );
        assert_eq!(
            english("The convoy left at 5 p.m. Villagers saw it."),
            ["The convoy left at 5 p.m.", "Villagers saw it."]
        );
    }

    #[test]
    fn citations_behind_the_full_stop_belong_to_the_sentence_before() {
        for mark in [
            "[^1]",
            "[3]",
            "[@diallo2020]",
            " [@diallo2020]",
            " (Diallo, 2020)",
            "¹",
        ] {
            let text = format!("The truce ended in May.{mark} Fighting resumed.");
            assert_eq!(
                english(&text),
                [
                    format!("The truce ended in May.{mark}").as_str(),
                    "Fighting resumed."
                ],
                "{mark}"
            );
        }
        assert_eq!(
            english("The truce ended (Diallo, 2020). Fighting resumed."),
            ["The truce ended (Diallo, 2020).", "Fighting resumed."]
        );
    }

    #[test]
    fn a_link_that_opens_a_sentence_stays_with_it() {
        assert_eq!(
            english("The truce ended. [Diallo](https://example.org) says so."),
            ["The truce ended.", "[Diallo](https://example.org) says so."]
        );
    }

    #[test]
    fn a_list_marker_belongs_to_its_item() {
        assert_eq!(
            english("1. The army left. It came back."),
            ["1. The army left.", "It came back."]
        );
    }

    #[test]
    fn ranks_and_references_do_not_end_a_sentence() {
        assert_eq!(
            english("Maj.-Gen. Touré met Brig. Gen. Cissé on Jan. 3. Both left."),
            [
                "Maj.-Gen. Touré met Brig. Gen. Cissé on Jan. 3.",
                "Both left."
            ]
        );
        assert_eq!(
            french("Le gén. Traoré est arrivé le 5 janv. 2020. L'art. 3 s'applique."),
            [
                "Le gén. Traoré est arrivé le 5 janv. 2020.",
                "L'art. 3 s'applique."
            ]
        );
        assert_eq!(
            english("She said no. Nobody left."),
            ["She said no.", "Nobody left."]
        );
        assert_eq!(
            english("He told me. Then he left."),
            ["He told me.", "Then he left."]
        );
    }

    #[test]
    fn a_name_with_a_stop_in_it_is_one_word() {
        for text in [
            "The viewer needs .NET 4.0 to run.",
            "The reader org.jdom2.input.ChartBuilder opens 12 kinds.",
            "It uses javax.xml.parsers.SAXParser here.",
            "As Chao et. al. show, it melted.",
        ] {
            assert_eq!(english(text), [text]);
        }
        assert_eq!(
            english("Two men fell ill. Doctors came. They left the ore. Nobody saw it."),
            [
                "Two men fell ill.",
                "Doctors came.",
                "They left the ore.",
                "Nobody saw it."
            ]
        );
    }

    #[test]
    fn a_question_within_a_sentence_does_not_end_it() {
        assert_eq!(
            english("Who fired first? asked the envoy. Nobody knew."),
            ["Who fired first? asked the envoy.", "Nobody knew."]
        );
    }

    #[test]
    fn a_remark_in_parentheses_is_a_sentence_of_its_own() {
        assert_eq!(
            english("The base closed. (See the map.) The town emptied."),
            ["The base closed.", "(See the map.)", "The town emptied."]
        );
    }

    #[test]
    fn spans_are_trimmed_and_in_order_on_odd_input() {
        for text in [
            "",
            " \n ",
            "...",
            "(",
            "[^1]",
            "a.\n\n\nb",
            "“Oui. ",
            "1.",
            "🙂. É.",
        ] {
            let mut end = 0;
            for span in sentences(text, Language::French) {
                assert!(span.start >= end && !span.is_empty());
                assert_eq!(span.of(text).trim(), span.of(text));
                end = span.end;
            }
        }
    }
}
