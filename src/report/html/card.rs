//! One card for each sentence of a draft: all that was found of it, and the evidence.

use super::evidence::{CitationView, evidence};
use super::run::{Run, short};
use super::sureness::Sureness;
use crate::judge::Verdict;
use crate::report::sentence::{Gravity, Group, certainty, place_of, rank};
use crate::report::view::{self, Entry};
use crate::report::{CitationReport, Finding, Place, sanitize};
use crate::wording::{Certainty, Labels, Message};

/// Characters of a sentence that a list shows.
const SHORT: usize = 110;

/// One thing that was found.
pub(super) struct Problem {
    /// The verdict or the rule, in words.
    pub(super) words: &'static str,
    /// How sure that is.
    pub(super) sureness: Option<Sureness>,
    /// Whether that is the verdict on a claim.
    is_verdict: bool,
    /// The level of its finding, in words.
    pub(super) level: Option<&'static str>,
    /// For colours.
    pub(super) class: &'static str,
    /// What is said of it.
    pub(super) message: Option<String>,
    /// Who waived it and why.
    pub(super) waiver: Option<String>,
    /// How to mend it.
    pub(super) fix: Option<String>,
}

/// One card.
pub(super) struct Card {
    /// The anchor it is reached by.
    pub(super) target: String,
    pub(super) gravity: Gravity,
    certainty: Option<Certainty>,
    is_contradicted: bool,
    /// Whether it is to be looked at first. All others are shown in a line until they are opened.
    pub(super) is_pressing: bool,
    /// Where it stands, for people.
    pub(super) place: String,
    /// The file, and where in it, for people.
    pub(super) file_place: String,
    /// Where it stands, for programs.
    pub(super) locator: String,
    /// Whether the page shows the words it is about.
    pub(super) in_draft: bool,
    /// The words it is about.
    pub(super) said: Vec<Run>,
    /// Who has checked it against which passage.
    pub(super) signed: Vec<String>,
    pub(super) problems: Vec<Problem>,
    pub(super) shown: Vec<CitationView>,
    pub(super) others: Vec<CitationView>,
    /// How many others there are, in words.
    pub(super) others_words: String,
}

impl Card {
    /// The card of `group` in the file at `path`. `said` are its words as the draft shows them.
    pub(super) fn new(
        path: &str,
        group: &Group<'_>,
        target: String,
        said: Vec<Run>,
        labels: &Labels,
    ) -> Self {
        let place = place_of(group.entries[0]);
        let in_draft = !said.is_empty();
        let said = match said.is_empty() {
            true => unmarked(group),
            false => said,
        };
        let findings = group.entries.iter().filter_map(|entry| entry.finding());
        let told: Vec<Message> = findings.map(|finding| finding.message.clone()).collect();
        let (shown, others) = evidence(&citations(group), &told, labels);
        let locator = format!("{path}:{}:{}", place.line, place.column);
        let in_file = format!("{} {}", labels.line, place.line);
        let file_place = match place == Place::WHOLE_FILE {
            true => path.to_owned(),
            false => format!("{path}, {in_file}"),
        };
        Self {
            target,
            gravity: group.gravity(),
            certainty: group.certainty(),
            is_contradicted: group.is_contradicted(),
            is_pressing: group.is_pressing(),
            place: in_file,
            file_place: sanitize::page(&file_place).into_owned(),
            locator: sanitize::page(&locator).into_owned(),
            in_draft,
            said,
            signed: signed(group, labels),
            problems: problems(group, labels),
            others_words: labels.locale.counted(others.len(), labels.other_passages),
            shown,
            others,
        }
    }

    /// The gravest of what was found.
    fn gravest(&self) -> Option<&Problem> {
        let class = self.gravity.class();
        let gravest = self.problems.iter().find(|it| it.class == class);
        gravest.or(self.problems.first())
    }

    /// The words of its verdict or gravest rule.
    pub(super) fn words(&self) -> &'static str {
        self.gravest().map_or("", |problem| problem.words)
    }

    /// How sure that is.
    pub(super) fn sureness(&self) -> Option<Sureness> {
        self.gravest().and_then(|problem| problem.sureness)
    }

    /// The class of that, for colours and lines.
    pub(super) fn sure_class(&self) -> &'static str {
        self.sureness().map_or("", |it| it.class)
    }

    /// Where it comes among others: the gravest first, of those what a source has otherwise, of those
    /// the surest; of what is right, the least sure.
    pub(super) fn order(&self) -> (Gravity, bool, usize) {
        let certainty = self.certainty.unwrap_or(Certainty::Sure);
        let doubt = match certainty {
            Certainty::Sure => 0,
            Certainty::FairlySure => 1,
            Certainty::Likely => 2,
        };
        let doubt = match self.gravity {
            Gravity::Right => 2 - doubt,
            _ => doubt,
        };
        (self.gravity, !self.is_contradicted, doubt)
    }

    /// What is said of that.
    pub(super) fn message(&self) -> &str {
        let message = self.gravest().and_then(|it| it.message.as_deref());
        message.unwrap_or("")
    }

    /// The name of the source that contradicts it, where that is what is gravest: what is said of a
    /// verdict names none.
    pub(super) fn contradicted_by(&self) -> Option<String> {
        let is_verdict = self.gravest().is_some_and(|it| it.is_verdict);
        self.named("refutes").filter(|_| is_verdict)
    }

    /// The name of the source that supports it, where nothing is wrong.
    pub(super) fn supported_by(&self) -> Option<String> {
        let is_right = self.gravity == Gravity::Right;
        self.named("supports").filter(|_| is_right)
    }

    /// The name of its first source, if that is of this class, and the place there.
    fn named(&self, class: &str) -> Option<String> {
        let citation = self.shown.first().filter(|it| it.class == class);
        citation.map(|it| format!("{}, {}", it.name, it.place))
    }

    /// The words it is about, cut where they are long, for a list.
    pub(super) fn short(&self) -> Vec<Run> {
        short(&self.said, SHORT)
    }
}

/// What was found of the words of a group, the gravest first. A verdict that a finding about its quotation says
/// already is not told twice.
fn problems(group: &Group<'_>, labels: &Labels) -> Vec<Problem> {
    let is_told = |entry: &&Entry<'_>| match entry {
        Entry::Claim(claim, None) => {
            claim.verdict == Verdict::Supported || group.entries.len() == 1
        }
        _ => true,
    };
    let mut told: Vec<Entry<'_>> = group.entries.iter().filter(is_told).copied().collect();
    told.sort_by_key(|entry| rank(*entry));
    let told = told.into_iter();
    told.map(|entry| Problem::new(entry, labels)).collect()
}

/// Who has signed off the claims of a group.
fn signed(group: &Group<'_>, labels: &Labels) -> Vec<String> {
    let claims = group.entries.iter().filter_map(|entry| match entry {
        Entry::Claim(claim, _) => Some(*claim),
        Entry::Finding(_) => None,
    });
    let signed = claims.flat_map(|claim| &claim.signed_off);
    signed
        .map(|it| sanitize::page(&view::sign_off_words(it, labels)).into_owned())
        .collect()
}

/// The claim as it was read, where the draft does not show it.
fn unmarked(group: &Group<'_>) -> Vec<Run> {
    let claims = group.entries.iter().filter_map(|entry| match entry {
        Entry::Claim(claim, _) => Some(Run {
            text: sanitize::page(&claim.text).into_owned(),
            marked: false,
        }),
        Entry::Finding(_) => None,
    });
    claims.take(1).collect()
}

/// The evidence of all entries, with the finding that each stands under.
fn citations<'a>(group: &Group<'a>) -> Vec<(&'a CitationReport, Option<&'a Finding>)> {
    let of_entry = |entry: &Entry<'a>| {
        let citations = match entry {
            Entry::Claim(claim, _) => &claim.citations,
            Entry::Finding(finding) => &finding.citations,
        };
        let finding = entry.finding();
        citations.iter().map(move |citation| (citation, finding))
    };
    group.entries.iter().flat_map(of_entry).collect()
}

impl Problem {
    fn new(entry: Entry<'_>, labels: &Labels) -> Self {
        let page = |text: &str| sanitize::page(text).into_owned();
        let finding = entry.finding();
        let words = match entry {
            Entry::Claim(claim, _) => view::verdict_noun(claim.verdict, labels).one,
            Entry::Finding(finding) => view::rule_words(finding.rule, labels),
        };
        let class = match finding {
            Some(finding) if finding.waived.is_some() => "note",
            Some(finding) => finding.level.name(),
            None if matches!(entry, Entry::Claim(claim, _) if claim.verdict != Verdict::Supported) => {
                "note"
            }
            None => "right",
        };
        let fix = finding.and_then(|finding| finding.fix.as_ref());
        let waiver = finding.and_then(|finding| finding.waived.as_ref());
        Self {
            words,
            is_verdict: matches!(entry, Entry::Claim(..)),
            sureness: certainty(entry).map(|it| Sureness::of(it, labels)),
            level: finding.map(|finding| view::level_noun(finding.level, labels).one),
            class,
            message: finding.map(|finding| page(&finding.message.told(labels.locale))),
            waiver: waiver.map(|waiver| page(&view::waiver_words(waiver, labels))),
            fix: fix.map(|fix| {
                let head = labels.head(&fix.message.told(labels.locale));
                page(&format!("{head} {}", fix.replacement))
            }),
        }
    }
}
