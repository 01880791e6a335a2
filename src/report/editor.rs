//! What an editor shows of a draft: a sentence for a finding, a line for its evidence, and a card for
//! what stands at a place.

use super::view::{self, Entry};
use super::{CitationReport, ClaimReport, DraftReport, Finding, Place, sanitize};
use crate::judge::Verdict;
use crate::wording::{Labels, Locale};

/// Citations told on a card.
const CITATIONS: usize = 3;

/// How a card is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// In Markdown.
    Markdown,
    /// As it is read.
    Plain,
}

/// What is said of a claim or a finding when one asks what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The words that it is about.
    pub place: Place,
    /// What it says.
    pub text: String,
}

/// The sentence of a finding.
#[must_use]
pub fn sentence(finding: &Finding, language: Locale) -> String {
    let labels = language.labels();
    let rule = view::rule_words(finding.rule, labels);
    let told = finding.message.told(language);
    sanitize::line(&format!("{} {told}", labels.head(rule))).into_owned()
}

/// The line of a passage under a finding: what it is to the draft, whose it is, and its words.
#[must_use]
pub fn evidence(citation: &CitationReport, finding: &Finding, language: Locale) -> String {
    let labels = language.labels();
    let role = labels.head(view::role(citation, Some(finding), labels));
    let place = labels.head(&view::named_place(citation, labels));
    let quote = language.quoted(&citation.quote);
    sanitize::line(&format!("{role} {place} {quote}")).into_owned()
}

/// Where a passage stands, as people name it.
#[must_use]
pub fn place(citation: &CitationReport, language: Locale) -> String {
    let place = view::named_place(citation, language.labels());
    sanitize::line(&place).into_owned()
}

/// The cards of `draft`, in its order: one for each claim, with the finding that its verdict gives
/// rise to, and one for each other finding. `link` gives the address that opens a passage.
#[must_use]
pub fn cards(
    draft: &DraftReport,
    language: Locale,
    markup: Markup,
    link: &dyn Fn(&CitationReport) -> Option<String>,
) -> Vec<Card> {
    let writer = Writer {
        labels: language.labels(),
        markup,
        link,
    };
    let entries = view::entries(draft).into_iter();
    entries.map(|entry| writer.card(entry)).collect()
}

struct Writer<'a> {
    labels: &'a Labels,
    markup: Markup,
    link: &'a dyn Fn(&CitationReport) -> Option<String>,
}

impl Writer<'_> {
    fn card(&self, entry: Entry<'_>) -> Card {
        match entry {
            Entry::Claim(claim, finding) => self.of_claim(claim, finding),
            Entry::Finding(finding) => self.of_finding(finding),
        }
    }

    fn of_claim(&self, claim: &ClaimReport, finding: Option<&Finding>) -> Card {
        let mut paragraphs = vec![self.strong(&view::verdict_words(claim, self.labels))];
        let signed = claim.signed_off.iter();
        paragraphs.extend(signed.map(|one| self.words(&view::sign_off_words(one, self.labels))));
        paragraphs.extend(finding.map(|finding| self.told(finding)));
        if claim.citations.is_empty() && finding.is_none() {
            paragraphs.push(self.words(self.labels.nothing_near));
        }
        // What decides is shown in full; of what merely comes near, the nearest is enough here.
        let shown = match claim.verdict {
            Verdict::NotEnoughEvidence => 1,
            _ => CITATIONS,
        };
        let citations = &claim.citations[..shown.min(claim.citations.len())];
        self.finish(claim.place, paragraphs, citations, finding)
    }

    fn of_finding(&self, finding: &Finding) -> Card {
        let level = view::level_noun(finding.level, self.labels).one;
        let rule = view::rule_words(finding.rule, self.labels);
        let head = self.strong(&format!("{rule} ({level})"));
        let paragraphs = vec![head, self.told(finding)];
        let citations = &finding.citations[..CITATIONS.min(finding.citations.len())];
        self.finish(finding.place, paragraphs, citations, Some(finding))
    }

    /// The message of a finding, what mends it, and what waives it.
    fn told(&self, finding: &Finding) -> String {
        let locale = self.labels.locale;
        let mut sentences = vec![finding.message.told(locale)];
        if let Some(fix) = &finding.fix {
            let head = self.labels.head(&fix.message.told(locale));
            sentences.push(format!("{head} {}", fix.replacement.trim()));
        }
        let waiver = finding.waived.as_ref();
        sentences.extend(waiver.map(|waiver| view::waiver_words(waiver, self.labels)));
        let sentences: Vec<String> = sentences.iter().map(|one| self.words(one)).collect();
        sentences.join("\n\n")
    }

    fn finish(
        &self,
        place: Place,
        mut paragraphs: Vec<String>,
        citations: &[CitationReport],
        finding: Option<&Finding>,
    ) -> Card {
        let shown = citations.iter();
        paragraphs.extend(shown.map(|citation| self.passage(citation, finding)));
        Card {
            place,
            text: paragraphs.join("\n\n"),
        }
    }

    /// A passage with its source and what it says of the draft.
    fn passage(&self, citation: &CitationReport, finding: Option<&Finding>) -> String {
        let labels = self.labels;
        let role = labels.head(view::role(citation, finding, labels));
        let name = self.words(&view::named_place(citation, labels));
        let name = match ((self.link)(citation), self.markup) {
            (Some(address), Markup::Markdown) => format!("[{name}](<{address}>)"),
            _ => name,
        };
        let quote = self.words(&labels.locale.quoted(&citation.quote));
        let mut lines = vec![format!("{role} {name}"), self.quoted(&quote)];
        let reasons = view::telling_reasons(citation).into_iter();
        let said = finding.map(|finding| &finding.message);
        let reasons = reasons.filter(|reason| Some(&reason.message) != said);
        lines.extend(reasons.map(|reason| self.words(&reason.message.told(labels.locale))));
        lines.join("\n\n")
    }

    fn strong(&self, text: &str) -> String {
        match self.markup {
            Markup::Markdown => format!("**{}**", self.words(text)),
            Markup::Plain => self.words(text),
        }
    }

    fn quoted(&self, words: &str) -> String {
        match self.markup {
            Markup::Markdown => format!("> {words}"),
            Markup::Plain => words.to_owned(),
        }
    }

    /// `text` on one line, as nothing but words.
    fn words(&self, text: &str) -> String {
        let safe = sanitize::line(text);
        match self.markup {
            Markup::Markdown => escaped(&safe),
            Markup::Plain => safe.into_owned(),
        }
    }
}

/// `text`, a line, as Markdown that shows it as it is: no mark within it is one, nor is the first
/// character that of a heading or a list.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let is_mark = matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$'
        );
        let begins = at == 0 && matches!(character, '#' | '+' | '-' | '=');
        if is_mark || begins {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::judge::Stance;
    use crate::report::{Excerpt, Level, Rule};
    use crate::wording::Message;

    fn citation() -> CitationReport {
        CitationReport {
            source: "sources/a.txt".to_owned(),
            cited_as: None,
            hash: String::new(),
            title: Some("The *harbour*".to_owned()),
            author: None,
            publisher: None,
            issued: Some("1931-06".to_owned()),
            url: None,
            start: 0,
            end: 5,
            line: 3,
            column: 1,
            locator: crate::locator::Locator::default(),
            quote: "It has 14 [cranes](http://x)\n# and more".to_owned(),
            stance: Stance::Refutes,
            reasons: Vec::new(),
            selectors: Vec::new(),
            excerpt: Excerpt::default(),
            surroundings: Arc::default(),
        }
    }

    fn draft() -> DraftReport {
        let place = Place {
            end: 9,
            end_column: 10,
            ..Place::WHOLE_FILE
        };
        let finding = Finding {
            rule: Rule::Refuted,
            level: Level::Error,
            message: Message::Contradicted,
            place,
            fingerprint: String::new(),
            waived: None,
            citations: [citation()].into(),
            fix: None,
        };
        DraftReport {
            path: "d.md".to_owned(),
            content: String::new(),
            blocks: Vec::new(),
            claims: vec![ClaimReport {
                text: String::new(),
                place,
                fingerprint: String::new(),
                verdict: Verdict::Refuted,
                confidence: 0.97,
                signed_off: Vec::new(),
                citations: [citation()].into(),
                excerpt: Excerpt::default(),
            }],
            sentences_without_claim: 0,
            quotations: Vec::new(),
            findings: vec![finding],
        }
    }

    #[test]
    fn a_claim_and_its_finding_are_one_card_whose_sources_are_words_alone() {
        let link = |_: &CitationReport| Some("file:///a.txt#L3".to_owned());
        let cards = cards(&draft(), Locale::English, Markup::Markdown, &link);
        assert_eq!(cards.len(), 1);
        let text = &cards[0].text;
        assert!(text.starts_with("**refuted, sure**\n\n"), "{text}");
        assert!(
            text.contains(
                "refuted by: [The \\*harbour\\* (June 1931), line 3](<file:///a.txt#L3>)"
            ),
            "{text}"
        );
        assert!(
            text.contains("> “It has 14 \\[cranes\\](http://x) # and more”"),
            "{text}"
        );
    }

    #[test]
    fn plain_text_and_lines_have_no_mark_up() {
        let draft = draft();
        let plain = cards(&draft, Locale::English, Markup::Plain, &|_| None);
        assert!(plain[0].text.starts_with("refuted, sure\n\n"));
        let line = evidence(
            &draft.findings[0].citations[0],
            &draft.findings[0],
            Locale::English,
        );
        assert!(line.starts_with("refuted by: The *harbour* (June 1931), line 3: “It has 14"));
        assert!(!line.contains('\n'));
        assert!(sentence(&draft.findings[0], Locale::French).starts_with("contredite\u{a0}: "));
    }
}
