//! A claim or a finding with its evidence, as the page shows it.

use crate::judge::Stance;
use crate::report::view::{self, Entry};
use crate::report::{CitationReport, Finding, sanitize};

/// Characters shown on each side of a citation's words.
const AROUND: usize = 200;

/// One card beside the draft.
pub(super) struct Card {
    /// The anchor it is reached by.
    pub(super) target: String,
    /// Its kinds, for colours and filters.
    pub(super) class: String,
    /// Its verdict or rule.
    pub(super) words: String,
    /// The level of its finding.
    pub(super) level: Option<&'static str>,
    /// Where it stands.
    pub(super) locator: String,
    /// Whether the page shows the text it stands in.
    pub(super) in_draft: bool,
    /// The claim.
    pub(super) claim: Option<String>,
    /// What its finding says.
    pub(super) message: Option<String>,
    /// Who waived it and why.
    pub(super) waiver: Option<String>,
    /// The evidence.
    pub(super) citations: Vec<CitationView>,
    /// How to mend it.
    pub(super) fix: Option<String>,
}

/// A citation with its surroundings.
pub(super) struct CitationView {
    /// Its stance, for colours.
    pub(super) class: &'static str,
    /// What it is to the claim.
    pub(super) role: &'static str,
    /// Title, author and date.
    pub(super) description: String,
    /// Its address, where it is one that may be followed.
    pub(super) url: Option<String>,
    /// Source, line and column.
    pub(super) locator: String,
    /// The headings above it.
    pub(super) headings: String,
    /// The text before the words.
    pub(super) before: String,
    /// The words, in runs.
    pub(super) runs: Vec<Run>,
    /// The text after them.
    pub(super) after: String,
    /// Why.
    pub(super) reasons: Vec<String>,
}

/// Words that are marked as deciding, or are not.
pub(super) struct Run {
    pub(super) text: String,
    pub(super) marked: bool,
}

impl Card {
    /// The card of `entry` of the file at `path`.
    pub(super) fn new(path: &str, entry: Entry<'_>, target: String, in_draft: bool) -> Self {
        let finding = entry.finding();
        let (place, mut class, words, claim, citations) = match entry {
            Entry::Claim(claim, _) => (
                claim.place,
                claim.verdict.as_str().to_owned(),
                view::verdict_words(claim.verdict),
                Some(sanitize::page(&claim.text).into_owned()),
                &claim.citations,
            ),
            Entry::Finding(finding) => (
                finding.place,
                format!("other {}", finding.level.name()),
                finding.rule.name(),
                None,
                &finding.citations,
            ),
        };
        if finding.is_some_and(|finding| finding.waived.is_none()) {
            class.push_str(" has-finding");
        }
        Self {
            target,
            class,
            words: words.to_owned(),
            level: finding.map(|finding| finding.level.name()),
            locator: sanitize::page(&format!("{path}:{}:{}", place.line, place.column)).into(),
            in_draft,
            claim,
            message: finding.map(|finding| sanitize::page(&finding.message).into()),
            waiver: finding.and_then(waiver),
            citations: citations
                .iter()
                .map(|citation| CitationView::new(citation, finding))
                .collect(),
            fix: finding
                .and_then(|finding| finding.fix.as_ref())
                .map(|fix| sanitize::page(&format!("{}: {}", fix.message, fix.replacement)).into()),
        }
    }
}

fn waiver(finding: &Finding) -> Option<String> {
    let waiver = finding.waived.as_ref()?;
    let until = waiver.until.as_ref().map(|day| format!(" until {day}"));
    let text = format!(
        "Waived by {}{}: {}",
        waiver.by,
        until.unwrap_or_default(),
        waiver.reason
    );
    Some(sanitize::page(&text).into())
}

impl CitationView {
    fn new(citation: &CitationReport, finding: Option<&Finding>) -> Self {
        let page = |text: &str| sanitize::page(text).into_owned();
        Self {
            class: match citation.stance {
                Stance::Supports => "supports",
                Stance::Refutes => "refutes",
                Stance::Neutral => "neutral",
            },
            role: view::role(citation, finding),
            description: page(&view::named(citation)),
            url: may_be_followed(citation).map(str::to_owned),
            locator: page(&view::locator(citation)),
            headings: page(&citation.surroundings.headings.join(" › ")),
            before: page(&end_of(&citation.surroundings.before)),
            runs: runs(citation),
            after: page(&beginning_of(&citation.surroundings.after)),
            reasons: view::telling_reasons(citation)
                .iter()
                .map(|reason| page(&reason.message))
                .collect(),
        }
    }
}

/// The last [`AROUND`] characters of `text`, from a word on.
fn end_of(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(AROUND) else {
        return text.to_owned();
    };
    let from = text[cut..].find(' ').map_or(cut, |space| cut + space);
    format!("…{}", &text[from..])
}

/// The first [`AROUND`] characters of `text`, up to a word.
fn beginning_of(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(AROUND) else {
        return text.to_owned();
    };
    let to = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..to])
}

/// The address that a source gives for itself, where it can do nothing but open a page.
pub(super) fn may_be_followed(citation: &CitationReport) -> Option<&str> {
    citation.url.as_deref().filter(|url| is_web_address(url))
}

fn is_web_address(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

/// The quoted words, cut where the marks of the excerpt begin and end.
fn runs(citation: &CitationReport) -> Vec<Run> {
    let quote = &citation.quote;
    let excerpt = &citation.excerpt;
    let run = |text: &str, marked| Run {
        text: sanitize::page(text).into_owned(),
        marked,
    };
    let Some(origin) = excerpt.text.find(quote.as_str()) else {
        return vec![run(quote, false)];
    };
    let mut marks: Vec<(usize, usize)> = excerpt
        .marked
        .iter()
        .filter(|mark| mark.start >= origin && mark.end <= origin + quote.len())
        .map(|mark| (mark.start - origin, mark.end - origin))
        .collect();
    marks.sort_unstable();
    let mut runs = Vec::new();
    let mut done = 0;
    for (start, end) in marks {
        let start = start.max(done);
        if start >= end {
            continue;
        }
        runs.push(run(&quote[done..start], false));
        runs.push(run(&quote[start..end], true));
        done = end;
    }
    runs.push(run(&quote[done..], false));
    runs.retain(|run| !run.text.is_empty());
    runs
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
        assert_eq!(beginning_of("short"), "short");
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
