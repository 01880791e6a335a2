//! What was found to the rules it breaks.

use crate::config::Config;
use crate::document::Document;
use crate::draft::fix::{self, Edit};
use crate::draft::{Claim, ClaimKind, Draft, Resolution, Style};
use crate::judge::{Excess, Outcome, ReasonCode, Stance, Verdict};
use crate::report::{
    CitationReport, Citations, ClaimReport, FileReport, Finding, Level, Place, QuotationReport,
    QuoteMatch, ReasonReport, Rule, fingerprint,
};
use crate::sources::{Source, Unreadable};
use crate::wording::{Certainty, Message, Work};

use super::accusing::TELLING;
use super::copies::Resolved;
use super::evidence::Answer;
use super::fixing;

/// A finding that rests on what the entailment model reads, and on no fact, fails no build: models
/// are wrong about right sentences too often for that. What the model holds for no more than likely is
/// hardly ever a fault in a text that people have read before, so there it is only noted.
fn weakened(finding: Finding, report: &ClaimReport) -> Finding {
    let refuting = report
        .citations
        .iter()
        .filter(|one| one.stance == Stance::Refutes);
    let reads = |reason: &ReasonReport| reason.code == ReasonCode::Model;
    let mut by_model = refuting
        .map(|citation| citation.reasons.iter().any(reads))
        .peekable();
    let is_read = by_model.peek().is_some() && by_model.all(|reads| reads);
    match (is_read, Certainty::of(report.confidence)) {
        (false, _) => finding,
        (true, Certainty::Likely) => finding.at_most(Level::Note),
        (true, _) => finding.at_most(Level::Warning),
    }
}

/// Makes the findings of one draft, at the levels that hold there.
pub(super) struct Finder<'a> {
    pub(super) config: &'a Config,
    pub(super) document: &'a Document,
    pub(super) draft: &'a Draft,
    pub(super) resolved: &'a Resolved,
    pub(super) sources: &'a [std::sync::Arc<Source>],
    /// Whether the draft cites at all.
    draft_cites: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(
        config: &'a Config,
        document: &'a Document,
        draft: &'a Draft,
        resolved: &'a Resolved,
        sources: &'a [std::sync::Arc<Source>],
    ) -> Self {
        let is_one = |resolution: &Resolution| *resolution != Resolution::NotACitation;
        Self {
            config,
            document,
            draft,
            resolved,
            sources,
            draft_cites: resolved.resolutions.iter().any(is_one),
        }
    }
}

impl Finder<'_> {
    /// A finding, unless its rule is switched off for this draft. `identity` is the fingerprint of
    /// what it is about.
    pub(super) fn finding(
        &self,
        rule: Rule,
        place: Place,
        identity: &str,
        message: Message,
        citations: impl Into<Citations>,
    ) -> Option<Finding> {
        let level = self.config.level(rule, self.document.path());
        (level != Level::Off).then(|| Finding {
            rule,
            level,
            message,
            place,
            fingerprint: fingerprint([rule.name(), identity]),
            waived: None,
            citations: citations.into(),
            fix: None,
        })
    }

    /// The fingerprint of words at a place of the text and of the headings above them: the same
    /// words under two headings are two findings.
    pub(super) fn identity(&self, at: usize, words: &str) -> String {
        let blocks = self.document.blocks();
        let after = blocks.partition_point(|block| block.span.start <= at);
        let above = after.checked_sub(1).map(|block| &blocks[block].headings);
        let headings = above.into_iter().flatten();
        let headings = headings.map(|&heading| blocks[heading].span.of(self.document.text()));
        fingerprint(headings.chain([words]))
    }

    /// What the verdict on a claim, and its citations, break.
    pub(super) fn of_claim(
        &self,
        claim: &Claim,
        report: &ClaimReport,
        answer: &Answer,
        quoted: &[&QuotationReport],
    ) -> Vec<Finding> {
        let said_already = |rule: &Rule| quoted.iter().any(|one| says(one.matched, *rule));
        let rule = verdict_rule(report.verdict).filter(|rule| !said_already(rule));
        let by_verdict = match answer.outcome.excess {
            Some(excess) => self.not_checked(report, excess),
            None => rule.and_then(|rule| {
                let citations = report.citations.clone();
                self.finding(
                    rule,
                    report.place,
                    &report.fingerprint,
                    why(report),
                    citations,
                )
            }),
        };
        [
            by_verdict.map(|finding| weakened(finding, report)),
            self.citation_missing(claim, report),
            self.citation_does_not_support(claim, report, answer, quoted),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A claim that has too much in it to be checked.
    fn not_checked(&self, report: &ClaimReport, excess: Excess) -> Option<Finding> {
        let message = excess.told();
        let rule = Rule::NotChecked;
        self.finding(rule, report.place, &report.fingerprint, message, Vec::new())
    }

    /// A claim without a citation, in a draft that cites at all.
    fn citation_missing(&self, claim: &Claim, report: &ClaimReport) -> Option<Finding> {
        let cites = claim.citations.iter().any(|&citation| {
            let is_link = matches!(
                self.draft.citations[citation].style,
                Style::Link | Style::BareUrl
            );
            is_link || self.resolved.resolutions[citation] != Resolution::NotACitation
        });
        // A note stands beside the citations of the sentence that calls it.
        if !self.draft_cites || cites || claim.kind == ClaimKind::Remark {
            return None;
        }
        let (borne_by, citations) = match report.citations.first() {
            Some(first) if report.verdict == Verdict::Supported => {
                (Some(first.work()), Citations::from([first.clone()]))
            }
            _ => (None, Citations::default()),
        };
        let message = Message::CitesNothing { borne_by };
        let edit = self.only_bearing(report).and_then(|at| {
            fix::cite(
                fix::style_of(self.draft, &self.resolved.resolutions)?,
                self.document,
                self.draft,
                &self.resolved.resolutions,
                claim,
                at,
                &self.sources[at],
            )
        });
        let rule = Rule::CitationMissing;
        let finding = self.finding(rule, report.place, &report.fingerprint, message, citations)?;
        Some(self.with_fix(finding, edit))
    }

    /// The finding with the correction that mends it.
    pub(super) fn with_fix(&self, finding: Finding, edit: Option<Edit>) -> Finding {
        let fix = edit.and_then(|edit| fixing::fix(self.document, edit));
        Finding { fix, ..finding }
    }

    /// The place in the list of sources of the one source that bears a supported claim; `None`
    /// where several do.
    fn only_bearing(&self, report: &ClaimReport) -> Option<usize> {
        if report.verdict != Verdict::Supported {
            return None;
        }
        let name = &report.citations.first()?.source;
        let is_only = report.citations.iter().all(|one| one.source == *name);
        let at = self
            .sources
            .iter()
            .position(|source| source.name == *name)?;
        is_only.then_some(at)
    }

    /// A supported claim that the sources it cites do not bear, though another does; or one whose
    /// quoted words none of them has, though another does.
    fn citation_does_not_support(
        &self,
        claim: &Claim,
        report: &ClaimReport,
        answer: &Answer,
        quoted: &[&QuotationReport],
    ) -> Option<Finding> {
        let by_cited = answer.by_cited.as_ref()?;
        let cited = self.cited_names(claim);
        // A cited source may be silent by itself and bear the claim beside others.
        let bears_too = |one: &CitationReport| cited.contains(&one.source);
        let is_borne_elsewhere = report.verdict == Verdict::Supported
            && !bears(by_cited)
            && !report.citations.iter().any(bears_too);
        // What is cited and is not there may bear the claim, or have the words.
        let is_absent = |&at: &usize| {
            let resolution = &self.resolved.resolutions[at];
            matches!(
                resolution,
                Resolution::Unresolved(_) | Resolution::NotAtHand(_)
            )
        };
        if claim.citations.iter().any(is_absent) {
            return None;
        }
        let elsewhere = quoted_elsewhere(quoted, &cited);
        let bearing = match elsewhere {
            Some(words) => words,
            None if is_borne_elsewhere => report.citations.first()?,
            None => return None,
        };
        let (cited, other) = (self.works(&cited), bearing.work());
        let message = match elsewhere {
            Some(_) => Message::CitedLacksWords { cited, other },
            None => Message::CitedDoesNotSay { cited, other },
        };
        let rule = Rule::CitationDoesNotSupport;
        let citations = [bearing.clone()];
        let finding = self.finding(rule, report.place, &report.fingerprint, message, citations)?;
        let edit = self
            .right_citation(claim, report)
            .filter(|_| is_borne_elsewhere);
        Some(self.with_fix(finding, edit))
    }

    /// The citation of the one source that bears a claim, in the place of its only one.
    fn right_citation(&self, claim: &Claim, report: &ClaimReport) -> Option<Edit> {
        let [only] = claim.citations.as_slice() else {
            return None;
        };
        let at = self.only_bearing(report)?;
        let citation = &self.draft.citations[*only];
        fix::cite_instead(
            self.document,
            self.draft,
            &self.resolved.resolutions,
            citation,
            at,
            &self.sources[at],
        )
    }

    /// The sources of these names.
    fn works(&self, names: &[String]) -> Vec<Work> {
        let named = |name: &String| {
            let mut sources = self.sources.iter();
            sources.find(|source| source.name == *name)
        };
        names.iter().filter_map(named).map(|it| it.work()).collect()
    }

    /// Says of each of `cited` by which copy of its source the draft cites it here, if by one.
    pub(super) fn name_copies(&self, citations: &[usize], cited: &mut [CitationReport]) {
        for citation in cited {
            let copy = self.resolved.cited_as(citations, &citation.source);
            citation.cited_as = copy.map(str::to_owned);
        }
    }

    /// Names of the sources that a claim cites.
    pub(super) fn cited_names(&self, claim: &Claim) -> Vec<String> {
        self.names_of(&claim.citations)
    }

    /// Names of the sources that these citations of the draft lead to.
    pub(super) fn names_of(&self, citations: &[usize]) -> Vec<String> {
        let mut names: Vec<String> = citations
            .iter()
            .flat_map(|&citation| self.resolved.resolutions[citation].sources())
            .map(|&source| self.sources[source].name.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The findings of the sources that could not be read, each at its own file.
pub(super) fn unreadable(config: &Config, unreadable: &[Unreadable]) -> Vec<FileReport> {
    let rule = Rule::SourceUnreadable;
    let mut files: Vec<FileReport> = Vec::new();
    for file in unreadable {
        let level = config.level(rule, &file.path);
        if level == Level::Off {
            continue;
        }
        let finding = Finding {
            rule,
            level,
            message: Message::Unreadable {
                why: file.why.clone(),
            },
            place: Place::WHOLE_FILE,
            fingerprint: fingerprint([rule.name(), &file.path, &file.why]),
            waived: None,
            citations: Citations::default(),
            fix: None,
        };
        match files.last_mut().filter(|last| last.path == file.path) {
            Some(last) => last.findings.push(finding),
            None => files.push(FileReport {
                path: file.path.clone(),
                findings: vec![finding],
            }),
        }
    }
    files
}

/// Whether an outcome bears its claim, be it against others' contradiction.
fn bears(outcome: &Outcome) -> bool {
    matches!(
        outcome.verdict,
        Verdict::Supported | Verdict::ConflictingEvidence
    )
}

/// Where the words of a quotation of some length stand, if that is in no source that is cited:
/// the cited ones are looked through first, so none of them has the words.
fn quoted_elsewhere<'q>(
    quoted: &[&'q QuotationReport],
    cited: &[String],
) -> Option<&'q CitationReport> {
    quoted
        .iter()
        .filter(|one| one.matched == QuoteMatch::Exact)
        .filter(|one| one.text.split_whitespace().count() >= TELLING)
        .filter_map(|one| one.citations.first())
        .find(|place| !cited.contains(&place.source))
}

/// Whether the finding about a quotation says already what the verdict on its claim would.
fn says(matched: QuoteMatch, rule: Rule) -> bool {
    matches!(
        (matched, rule),
        (QuoteMatch::Altered, Rule::Refuted) | (QuoteMatch::NotFound, Rule::NotEnoughEvidence)
    )
}

fn verdict_rule(verdict: Verdict) -> Option<Rule> {
    match verdict {
        Verdict::Supported => None,
        Verdict::Refuted => Some(Rule::Refuted),
        Verdict::ConflictingEvidence => Some(Rule::ConflictingEvidence),
        Verdict::NotEnoughEvidence => Some(Rule::NotEnoughEvidence),
    }
}

/// The reason for a verdict.
fn why(report: &ClaimReport) -> Message {
    let against = report
        .citations
        .iter()
        .filter(|citation| citation.stance == Stance::Refutes)
        .flat_map(|citation| &citation.reasons)
        .next()
        .map(|reason| reason.message.clone());
    match report.verdict {
        Verdict::Refuted => against.unwrap_or(Message::Contradicted),
        Verdict::ConflictingEvidence => Message::SourcesDisagree {
            because: against.map(Box::new),
        },
        Verdict::Supported | Verdict::NotEnoughEvidence => Message::Undecided,
    }
}
