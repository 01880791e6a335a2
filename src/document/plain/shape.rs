//! What a line of plain text is by its looks: an item, a heading, a byline, a date.
//!
//! Judges words alone; where they stand is the reader's to judge.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::ends_sentence;

/// The most words and characters of a heading.
const MOST_WORDS_OF_A_HEADING: usize = 16;
const MOST_CHARS_OF_A_HEADING: usize = 120;

static BULLET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[-*+•‣▪●◦·–—]|\(?[a-z]\)|[ivx]{1,5}\))[\s\u{a0}]+"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?(\d{1,3})(?:[.)]|\.\))[\s\u{a0}]+"));
static NOTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\[\^([^\]\s]{1,64})\]:|\[(\d{1,3})\])\s+"));
static BYLINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[Bb]y|BY|[Pp]ar|PAR)\s+(?:the\s+|la\s+|le\s+)?(\p{Lu}.*)$"));
static MODIFIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:last (?:modified|updated?|reviewed)|updated|modified|dernière (?:modification|mise à jour)|mis à jour|modifié|mise à jour)(?: (?:on|le|:))?\s*:?\s*(.*\d{4}.*)$",
    )
});
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:first )?published|posted|date(?: de publication)?|publié|paru|mis en ligne)(?: (?:on|le|:))?\s*:?\s*(.*\d{4}.*)$",
    )
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|fév|mars|avr|mai|juin|juil|août|sept|déc)[a-zéû]*\\.?";
    pattern(&format!(
        r"(?ix)^(?:[a-z]+day,?\s+|(?:lun|mar|mercre|jeu|vendre|same)di,?\s+|dimanche,?\s+)?
          (?:\d{{4}}-\d{{2}}-\d{{2}}
            |\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}
            |\d{{1,2}}(?:st|nd|rd|th|er)?\s+{month},?\s+\d{{4}}
            |{month}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}
            |{month}\s+\d{{4}})$"
    ))
});
static ABOUT_THE_AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:about the authors?|à propos d(?:e l['’]auteure?|es auteurs))$")
});
static BIOGRAPHY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^((?:\p{Lu}[\p{L}.'’-]+ ){1,4}?\p{Lu}[\p{L}'’-]+) (?:is|was|est) "));

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a constant pattern")
}

/// Length of the bullet or number that begins an item, its white space included.
///
/// A line that goes on counting (`1. … 2. …`) is running text, not an item.
pub(super) fn item_marker(line: &str) -> Option<usize> {
    if let Some(found) = BULLET.find(line) {
        return Some(found.end());
    }
    let found = NUMBER.captures(line)?;
    let number: u32 = found[1].parse().ok()?;
    let rest = &line[found[0].len()..];
    let next = [format!(" {}.", number + 1), format!(" {})", number + 1)];
    (!next.iter().any(|next| rest.contains(next.as_str()))).then(|| found[0].len())
}

/// Whether the item that begins `line` is numbered other than first; such a line may just as well
/// be a broken sentence.
pub(super) fn is_later_number(line: &str) -> bool {
    NUMBER.captures(line).is_some_and(|found| &found[1] != "1")
}

/// Label and length of what begins the text of a note (`[3] `, `[^a]: `).
pub(super) fn note_marker(line: &str) -> Option<(&str, usize)> {
    let found = NOTE.captures(line)?;
    let label = found.get(1).or(found.get(2))?;
    Some((label.as_str(), found[0].len()))
}

/// Length of what sets a line off as quoted (`> `).
pub(super) fn quotation_marker(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(['>', ' ']);
    line.starts_with('>').then(|| line.len() - rest.len())
}

/// Level of the heading that this line underlines.
pub(super) fn underline(line: &str) -> Option<u8> {
    let drawn = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if drawn('=') {
        Some(1)
    } else if drawn('-') {
        Some(2)
    } else {
        None
    }
}

/// Whether a line is only drawn, not written.
pub(super) fn is_drawn(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
}

/// An address, or the year of an entry in a list of references.
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"://|\((?:1[5-9]|20)\d\d[a-z]?\)[.,:]\s"));

/// Whether words could be a heading: few, begun like one, not ended like a sentence, and no
/// reference.
pub(in crate::document) fn may_be_heading(words: &str) -> bool {
    let first = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    first.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && words.contains(char::is_alphabetic)
        && !REFERENCE.is_match(words)
        && !words.ends_with(['.', ',', ';', ':', '!', '…', '»', '”', '"'])
        && words.chars().count() <= MOST_CHARS_OF_A_HEADING
        && words.split_whitespace().count() <= MOST_WORDS_OF_A_HEADING
}

/// The levels of headings, in their order.
#[derive(Debug, Default)]
pub(in crate::document) struct Levels {
    below_capitals: bool,
}

impl Levels {
    /// The level of the next heading: the first line of a text is its title; headings in capitals
    /// stand above those that are not.
    pub(in crate::document) fn of(&mut self, words: &str, is_first_line: bool) -> u8 {
        let in_capitals = is_in_capitals(words);
        let level = match is_first_line && !is_part_of_any_paper(words) {
            true => 1,
            false if self.below_capitals && !in_capitals => 3,
            false => 2,
        };
        self.below_capitals |= in_capitals && !is_first_line;
        level
    }
}

/// Whether words are set in capitals, as a style (one capital word may be an abbreviation).
fn is_in_capitals(words: &str) -> bool {
    words.split_whitespace().count() > 1 && !words.contains(char::is_lowercase)
}

/// Whether a heading names a part that every paper has, so that it is no title.
fn is_part_of_any_paper(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "abstract"
            | "summary"
            | "introduction"
            | "contents"
            | "background"
            | "key points"
            | "résumé"
            | "sommaire"
            | "contexte"
            | "executive summary"
            | "key findings"
    )
}

/// Whether words are running text, under which a heading may stand.
pub(in crate::document) fn is_running_text(words: &str) -> bool {
    (ends_sentence(words) || words.ends_with(':')) && words.split_whitespace().nth(3).is_some()
}

/// What a line states of the document, as key and value: who wrote it, when, and when changed.
pub(in crate::document) fn stated(line: &str) -> Option<(&'static str, &str)> {
    let within = |pattern: &Regex| {
        pattern
            .captures(line)
            .and_then(|found| found.get(1))
            .map(|found| found.as_str())
    };
    if line.split_whitespace().count() > 12 || ends_sentence(line) {
        return None;
    }
    within(&MODIFIED)
        .map(|value| ("modified", value))
        .or_else(|| within(&PUBLISHED).map(|value| ("date", value)))
        .or_else(|| DATE.is_match(line).then_some(("date", line)))
        .or_else(|| within(&BYLINE).map(|value| ("author", value)))
}

/// Whether a heading stands over what is told of the author.
pub(super) fn is_about_the_author(heading: &str) -> bool {
    ABOUT_THE_AUTHOR.is_match(heading)
}

/// The person whose life the paragraph tells.
pub(super) fn subject_of_biography(paragraph: &str) -> Option<&str> {
    let found = BIOGRAPHY.captures(paragraph)?;
    found.get(1).map(|name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_begin_with_a_bullet_or_a_number() {
        assert_eq!(item_marker("- Expelling envoys"), Some(2));
        assert_eq!(item_marker("• Des soldats"), Some("• ".len()));
        assert_eq!(item_marker("12. The last"), Some(4));
        assert_eq!(item_marker("1. One thing 2. another"), None);
        assert_eq!(item_marker("2012. It was dry"), None);
        assert_eq!(item_marker("-- he said"), None);
        assert_eq!(item_marker("A. Touré said"), None);
    }

    #[test]
    fn bylines_and_dates_are_statements_about_the_document() {
        assert_eq!(stated("By the Sahel Desk"), Some(("author", "Sahel Desk")));
        assert_eq!(stated("Par Awa Diallo"), Some(("author", "Awa Diallo")));
        for date in [
            "March 3, 2022",
            "Lundi 1er août 2022",
            "2022-03-03",
            "03/03/2022",
        ] {
            assert_eq!(stated(date), Some(("date", date)));
        }
        assert_eq!(
            stated("Last updated: 3 May 2021"),
            Some(("modified", "3 May 2021"))
        );
        assert_eq!(
            stated("Dernière modification : 03/05/2021"),
            Some(("modified", "03/05/2021"))
        );
        for prose in [
            "By May the rains had come.",
            "The vote of March 3, 2022",
            "by the river",
        ] {
            assert_eq!(stated(prose), None, "{prose}");
        }
    }

    #[test]
    fn headings_are_short_and_unfinished() {
        assert!(may_be_heading("A long way to the polls"));
        assert!(!may_be_heading("The vote was held."));
        assert!(!may_be_heading("and then it rained"));
        assert!(may_be_heading("The flood (2019)"));
        assert!(!may_be_heading("Holm, A. (2019). The flood of the Anker"));
        assert!(!may_be_heading("More at https://example.org/flood"));
        assert!(is_in_capitals("NEW PARTNERS"));
        assert!(!is_in_capitals("MINUSMA"));
    }
}
