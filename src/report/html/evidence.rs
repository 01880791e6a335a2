//! The evidence of a card: each passage once, in its surroundings.

use std::collections::BTreeSet;

use super::run::{Run, runs};
use crate::judge::Stance;
use crate::report::view;
use crate::report::{CitationReport, Finding, Rule, sanitize};
use crate::span::Span;
use crate::wording::{Labels, Message};

/// Characters shown on each side of a citation's words.
const AROUND: usize = 200;

/// Share of their words from which two passages say the same.
const ALIKE: f64 = 0.8;

/// A citation with its surroundings.
pub(super) struct CitationView {
    /// Its stance, for colours.
    pub(super) class: &'static str,
    /// What it is to the claim.
    pub(super) role: &'static str,
    /// Title, publisher and date.
    pub(super) name: String,
    /// Page, paragraph, heading or line.
    pub(super) place: String,
    /// Its address, where it is one that may be followed.
    pub(super) url: Option<String>,
    /// The address as it is printed: without the words that a browser looks for there.
    pub(super) address: String,
    /// Its file and line, for who wants to open it.
    pub(super) locator: String,
    /// The text before the words.
    pub(super) before: String,
    /// The words.
    pub(super) runs: Vec<Run>,
    /// The text after them.
    pub(super) after: String,
    /// Why.
    pub(super) reasons: Vec<String>,
    /// Names of other passages that say the same.
    pub(super) alike: Vec<String>,
    /// The source and its bytes, by which a decision names the passage.
    pub(super) passage: (String, usize, usize),
}

/// The passages that are shown at once, one of each stance, and the others.
pub(super) fn evidence(
    citations: &[(&CitationReport, Option<&Finding>)],
    told: &[Message],
    labels: &Labels,
) -> (Vec<CitationView>, Vec<CitationView>) {
    let mut sorted = citations.to_vec();
    sorted.sort_by_key(|(citation, finding)| {
        let stance = match citation.stance {
            Stance::Refutes => 0,
            Stance::Supports => 1,
            Stance::Neutral => 2,
        };
        // Of the same words, those that stand under a misquotation have the words marked that differ.
        let is_compared = finding.is_some_and(|it| it.rule == Rule::Misquote);
        (stance, !is_compared)
    });
    let mut kept: Vec<(&CitationReport, CitationView)> = Vec::new();
    for (citation, finding) in sorted {
        let known = kept.iter_mut().find(|(other, _)| alike(other, citation));
        let Some((other, known)) = known else {
            let view = CitationView::new(citation, finding, told, labels);
            kept.push((citation, view));
            continue;
        };
        if !are_same_words(other, citation) {
            let named = view::named_place(citation, labels);
            known.alike.push(sanitize::page(&named).into_owned());
        }
    }
    let decided = kept.iter().any(|(one, _)| one.stance != Stance::Neutral);
    let mut stances = BTreeSet::new();
    let (mut shown, mut folded) = (Vec::new(), Vec::new());
    for (citation, view) in kept {
        let is_aside = decided && citation.stance == Stance::Neutral;
        match stances.insert(citation.stance) && !is_aside {
            true => shown.push(view),
            false => folded.push(view),
        }
    }
    (shown, folded)
}

/// Whether what is said of the card says this already.
fn is_told(message: &Message, told: &[Message]) -> bool {
    let says = |one: &Message| match (one, message) {
        (Message::SourcesDisagree { because }, _) => because.as_deref() == Some(message),
        (Message::Misquoted { .. }, Message::QuotedOtherwise { .. }) => true,
        (one, message) => one == message,
    };
    told.iter().any(says)
}

/// Whether two citations are of the same words, or of nearly the same words for the same side.
fn alike(one: &CitationReport, other: &CitationReport) -> bool {
    let (one_side, other_side) = (one.stance, other.stance);
    let opposed =
        one_side != other_side && one_side != Stance::Neutral && other_side != Stance::Neutral;
    if opposed {
        return false;
    }
    if are_same_words(one, other) {
        return true;
    }
    let words = |citation: &CitationReport| -> BTreeSet<String> {
        let words = citation
            .quote
            .split(|character: char| !character.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (ours, theirs) = (words(one), words(other));
    let shared = ours.intersection(&theirs).count() as f64;
    let all = ours.union(&theirs).count().max(1) as f64;
    one_side == other_side && shared / all >= ALIKE
}

fn are_same_words(one: &CitationReport, other: &CitationReport) -> bool {
    one.source == other.source && one.start < other.end && other.start < one.end
}

impl CitationView {
    fn new(
        citation: &CitationReport,
        finding: Option<&Finding>,
        told: &[Message],
        labels: &Labels,
    ) -> Self {
        let page = |text: &str| sanitize::page(text).into_owned();
        let reasons = view::telling_reasons(citation);
        let reasons = reasons.iter().filter(|it| !is_told(&it.message, told));
        Self {
            class: match citation.stance {
                Stance::Supports => "supports",
                Stance::Refutes => "refutes",
                Stance::Neutral => "neutral",
            },
            role: view::role(citation, finding, labels),
            name: page(&citation.work().headed(labels.locale)),
            place: page(&view::place(citation, labels)),
            url: may_be_followed(citation).map(str::to_owned),
            address: page(may_be_followed(citation).map_or("", without_words)),
            locator: page(&view::locator(citation)),
            before: page(&end_of(&citation.surroundings.before)),
            runs: quoted(citation),
            after: page(&beginning_of(&citation.surroundings.after)),
            reasons: reasons
                .map(|reason| page(&reason.message.told(labels.locale)))
                .collect(),
            alike: Vec::new(),
            passage: (citation.source.clone(), citation.start, citation.end),
        }
    }
}

/// `text` without empty lines.
fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 && !lines.ends_with('\n') {
            lines.push('\n');
        }
        if !line.trim().is_empty() {
            lines.push_str(line);
        }
    }
    lines
}

/// The last [`AROUND`] characters of `text`, from a word on.
fn end_of(text: &str) -> String {
    let text = &lines(text);
    let Some((cut, _)) = text.char_indices().rev().nth(AROUND) else {
        return text.to_owned();
    };
    let from = text[cut..].find(' ').map_or(cut, |space| cut + space);
    format!("…{}", &text[from..])
}

/// The first [`AROUND`] characters of `text`, up to a word.
fn beginning_of(text: &str) -> String {
    let text = &lines(text);
    let Some((cut, _)) = text.char_indices().nth(AROUND) else {
        return text.to_owned();
    };
    let to = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..to])
}

/// The address that a source gives for itself, where it can do nothing but open a page.
fn may_be_followed(citation: &CitationReport) -> Option<&str> {
    citation.url.as_deref().filter(|url| is_web_address(url))
}

/// `url` without the words that it asks a browser to find on the page.
fn without_words(url: &str) -> &str {
    url.split("#:~:").next().unwrap_or(url)
}

fn is_web_address(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

/// The quoted words with the marks of the excerpt.
fn quoted(citation: &CitationReport) -> Vec<Run> {
    let (quote, excerpt) = (&citation.quote, &citation.excerpt);
    let whole = Span::new(0, quote.len());
    let Some(origin) = excerpt.text.find(quote.as_str()) else {
        return runs(quote, whole, &[]);
    };
    let of_quote = Span::new(origin, origin + quote.len());
    let marked = excerpt.marked.iter();
    let marked: Vec<Span> = marked
        .filter(|mark| of_quote.contains(**mark))
        .map(|mark| mark.relative_to(origin))
        .collect();
    runs(quote, whole, &marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_are_cut_between_words() {
        let text = "word ".repeat(100);
        assert!(end_of(&text).starts_with("… word "));
        assert!(beginning_of(&text).ends_with(" word …"));
        assert!(end_of(&text).chars().count() <= AROUND + 2);
        assert_eq!(end_of("short"), "short");
        assert_eq!(end_of("one\n\n \ntwo “"), "one\ntwo “");
        assert_eq!(beginning_of(" three\n\n"), " three\n");
        assert_eq!(beginning_of("short"), "short");
    }

    #[test]
    fn a_printed_address_asks_for_no_words() {
        let printed = without_words("https://example.org/a#:~:text=the%20harbour");
        assert_eq!(printed, "https://example.org/a");
        assert_eq!(
            without_words("https://example.org/a#b"),
            "https://example.org/a#b"
        );
    }

    #[test]
    fn only_web_addresses_are_followed() {
        assert!(is_web_address("https://example.org/a"));
        assert!(is_web_address("HTTP://example.org"));
        for url in [
            "javascript:alert(1)",
            " https://a",
            "data:text/html,x",
            "//a",
            "",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
