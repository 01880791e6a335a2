//! The report: what a check found, as data. Every format is a rendering of this.
//!
//! Its JSON form is public and versioned (`check --format json`). Offsets are byte offsets into
//! the file as it is on disk, half-open; lines and columns start at 1 and columns count code
//! points.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::deep_link::Selector;
use super::excerpt::Lines;
use crate::locator::Locator;
use crate::span::{Position, Span};
use crate::wording::{Message, Work, english};

/// Version of the JSON form.
pub const SCHEMA_VERSION: u32 = 1;

/// How grave a finding is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    serde::Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Never reported.
    Off,
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    /// The level as it is written in output and configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A place in a file. A finding about a whole file stands at its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column just past the last character.
    pub end_column: usize,
}

impl Place {
    /// The place of a finding about a whole file.
    pub const WHOLE_FILE: Place = Place {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };

    /// The place of these bytes of a file, which begin and end there.
    #[must_use]
    pub fn new(bytes: Span, start: Position, end: Position) -> Self {
        Self {
            start: bytes.start,
            end: bytes.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// Everything a check found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// Version of this form: [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Version of the program.
    pub ibid: String,
    /// What was read.
    pub sources: SourcesReport,
    /// The drafts, by path.
    pub drafts: Vec<DraftReport>,
    /// Files that are no drafts but have findings: sources, rulings, the lock; by path.
    pub files: Vec<FileReport>,
    /// Counts.
    pub summary: Summary,
}

impl Report {
    /// Every finding with the path of its file: those of drafts first, waived ones included.
    pub fn findings(&self) -> impl Iterator<Item = (&str, &Finding)> {
        let drafts = self
            .drafts
            .iter()
            .map(|draft| (&draft.path, &draft.findings));
        let files = self.files.iter().map(|file| (&file.path, &file.findings));
        drafts
            .chain(files)
            .flat_map(|(path, findings)| findings.iter().map(|finding| (path.as_str(), finding)))
    }

    /// The findings of every file with its path, to be changed in place: drafts first.
    pub fn findings_by_file(&mut self) -> impl Iterator<Item = (&str, &mut Vec<Finding>)> {
        let drafts = self
            .drafts
            .iter_mut()
            .map(|draft| (draft.path.as_str(), &mut draft.findings));
        let files = self
            .files
            .iter_mut()
            .map(|file| (file.path.as_str(), &mut file.findings));
        drafts.chain(files)
    }

    /// Counts everything anew; to be called once the report is complete.
    pub fn summarise(&mut self) {
        let mut summary = Summary::default();
        for draft in &self.drafts {
            for claim in &draft.claims {
                let verdict = claim.verdict.as_str().to_owned();
                *summary.claims.entry(verdict).or_default() += 1;
                summary.signed_off += usize::from(!claim.signed_off.is_empty());
            }
            summary.sentences_without_claim += draft.sentences_without_claim;
            for quotation in &draft.quotations {
                let matched = quotation.matched.name().to_owned();
                *summary.quotations.entry(matched).or_default() += 1;
            }
        }
        for (_, finding) in self.findings() {
            if finding.waived.is_some() {
                summary.waived += 1;
                continue;
            }
            let rule = finding.rule.name().to_owned();
            *summary.findings.entry(rule).or_default() += 1;
            let level = finding.level.name().to_owned();
            *summary.levels.entry(level).or_default() += 1;
        }
        self.summary = summary;
    }
}

/// What was read of the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourcesReport {
    /// Sources read.
    pub read: usize,
    /// Passages indexed.
    pub passages: usize,
    /// Sources that are another form of one that is cited in their place, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<CopyReport>,
    /// Sources that could not be read, and so could not be checked against.
    pub unreadable: Vec<Unreadable>,
}

/// A source that is another form of one that is shown: counted once with it, and never cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CopyReport {
    /// Its path.
    pub path: String,
    /// The path of the source that is cited in its place.
    pub of: String,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Unreadable {
    /// Its path.
    pub path: String,
    /// Why, and what to do.
    pub why: String,
}

/// What was found in a draft.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DraftReport {
    /// Its path.
    pub path: String,
    /// Its content as UTF-8, for renderings that show it.
    #[serde(skip)]
    pub content: String,
    /// Its text as a reader has it, block by block, for renderings that show it; none where only
    /// its bytes are known.
    #[serde(skip)]
    pub blocks: Vec<DraftBlock>,
    /// Its claims, in order.
    pub claims: Vec<ClaimReport>,
    /// How many of its sentences state nothing that could be checked.
    pub sentences_without_claim: usize,
    /// Its quotations, in order.
    pub quotations: Vec<QuotationReport>,
    /// Its findings, in order.
    pub findings: Vec<Finding>,
}

impl DraftReport {
    /// The claims, as their places in the list, by where they stand.
    #[must_use]
    pub fn claims_by_place(&self) -> BTreeMap<Place, usize> {
        let places = self.claims.iter().map(|claim| claim.place);
        places.zip(0..).collect()
    }

    /// Its content by lines, to show many places of it.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::of(&self.content)
    }
}

/// A block of a draft as a reader has it, without mark-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftBlock {
    /// What it is.
    pub kind: DraftBlockKind,
    /// Its words.
    pub text: String,
    /// Where the claims and findings of the draft stand in it, as spans of `text`.
    pub places: Vec<(Span, Place)>,
}

/// What a block of a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftBlockKind {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    TableRow {
        /// Whether it names the columns.
        header: bool,
        /// Its cells, as spans of the block's text.
        cells: Vec<Span>,
    },
    /// A block quotation.
    Quotation,
    /// A note with its label.
    Footnote(String),
    /// The caption of a figure or a table.
    Caption,
    /// Code.
    Code,
}

/// What was found in a file that is no draft.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FileReport {
    /// Its path.
    pub path: String,
    /// Its findings, in order.
    pub findings: Vec<Finding>,
}

/// Words of sources in their order, shared by a claim or quotation and what is found of it.
pub type Citations = Arc<[CitationReport]>;

/// A claim and the verdict on it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ClaimReport {
    /// The claim as written.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Fingerprint of the claim and its heading, unchanged when it moves within the draft.
    pub fingerprint: String,
    /// The verdict: `supported`, `refuted`, `conflicting-evidence` or `not-enough-evidence`.
    #[schemars(with = "String")]
    pub verdict: crate::judge::Verdict,
    /// Probability that the verdict is right.
    pub confidence: f64,
    /// The evidence.
    pub citations: Citations,
    /// Who has checked it against which passage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed_off: Vec<SignOffReport>,
    /// The claim's line in the draft, for renderings that show it.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

/// How a quotation fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteMatch {
    /// The words stand in a source.
    Exact,
    /// A source has them with other words.
    Altered,
    /// No source has anything like them.
    NotFound,
    /// Too short to prove anything.
    TooShort,
}

impl QuoteMatch {
    /// The match as it is written in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            QuoteMatch::Exact => "exact",
            QuoteMatch::Altered => "altered",
            QuoteMatch::NotFound => "not-found",
            QuoteMatch::TooShort => "too-short",
        }
    }
}

/// A quotation of the draft and what the sources have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuotationReport {
    /// The quoted words as written.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub place: Place,
    /// How they fared.
    #[serde(rename = "match")]
    pub matched: QuoteMatch,
    /// Where they, or the true words, stand.
    pub citations: Citations,
    /// The quoted words with what differs marked, for renderings that show it.
    #[serde(skip)]
    pub excerpt: Excerpt,
}

/// Words of a source, as evidence.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CitationReport {
    /// Name of the source.
    pub source: String,
    /// Name of the copy of it that the draft cites here, if it cites one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_as: Option<String>,
    /// BLAKE3 hash of the source's bytes, in hexadecimal.
    pub hash: String,
    /// Its title.
    pub title: Option<String>,
    /// Its authors, or else its publisher.
    pub author: Option<String>,
    /// Its publisher, institution or site.
    pub publisher: Option<String>,
    /// Its date, ISO 8601 as fine as known.
    pub issued: Option<String>,
    /// Its address, with a text fragment that opens it at the words.
    pub url: Option<String>,
    /// First byte of the words in the source's file.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Where the words stand in the terms of the source's format.
    #[serde(flatten)]
    pub locator: Locator,
    /// The words.
    pub quote: String,
    /// How they stand to the claim: `supports`, `refutes` or `neutral`.
    #[schemars(with = "String")]
    pub stance: crate::judge::Stance,
    /// Why.
    pub reasons: Vec<ReasonReport>,
    /// The words as the selectors of the W3C Web Annotation Data Model.
    pub selectors: Vec<Selector>,
    /// The words with what stands around them, for renderings that show it.
    #[serde(skip)]
    pub excerpt: Excerpt,
    /// What stands further around them, for renderings that have the room.
    #[serde(skip)]
    pub surroundings: Arc<Surroundings>,
}

impl CitationReport {
    /// The source as people know it.
    #[must_use]
    pub fn work(&self) -> Work {
        Work {
            path: self.source.clone(),
            title: self.title.clone(),
            authors: self.author.clone(),
            publisher: self.publisher.clone(),
            issued: self.issued.clone(),
        }
    }
}

/// What a source says around the words of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The headings above the words, outermost first.
    pub headings: Vec<String>,
    /// The text just before the words.
    pub before: String,
    /// The text just after them.
    pub after: String,
}

/// Which fact of the claim met which fact of the source.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReasonReport {
    /// The comparison.
    #[schemars(with = "String")]
    pub code: crate::judge::ReasonCode,
    /// What it says.
    #[serde(serialize_with = "english")]
    #[schemars(with = "String")]
    pub message: Message,
    /// Bytes of the draft's file it is about, `[start, end]`.
    pub claim_span: Option<[usize; 2]>,
    /// Bytes of the source's file it is about, `[start, end]`.
    pub source_span: Option<[usize; 2]>,
}

/// Text to show, with the parts to underline. Spans are byte spans of `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Line number of its first line in its file.
    pub line: usize,
    /// The text, of one or more lines.
    pub text: String,
    /// What to underline.
    pub marked: Vec<crate::span::Span>,
}

/// A rule that a place of a draft breaks.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule, kebab-case.
    pub rule: super::Rule,
    /// How grave it is here.
    pub level: Level,
    /// What is wrong and what to do.
    #[serde(serialize_with = "english")]
    #[schemars(with = "String")]
    pub message: Message,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Fingerprint that does not depend on the line number.
    pub fingerprint: String,
    /// The ruling that waives it.
    pub waived: Option<Waiver>,
    /// The evidence.
    pub citations: Citations,
    /// A replacement that mends it, where one is certain.
    pub fix: Option<Fix>,
}

impl Finding {
    /// The same, at this level if its own is higher.
    #[must_use]
    pub fn at_most(self, level: Level) -> Self {
        let level = self.level.min(level);
        Self { level, ..self }
    }

    /// Whether it is what the verdict on `claim` gives rise to.
    #[must_use]
    pub fn is_of_verdict(&self, claim: &ClaimReport) -> bool {
        let is_of_it =
            self.rule.name() == claim.verdict.as_str() || self.rule == super::Rule::NotChecked;
        is_of_it && self.place == claim.place
    }
}

/// A certain correction of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fix {
    /// First byte to replace.
    pub start: usize,
    /// One past the last byte to replace.
    pub end: usize,
    /// The part of a Word file that they count in: there the change is tracked, not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What to write there.
    pub replacement: String,
    /// What the fix does.
    #[serde(serialize_with = "english")]
    #[schemars(with = "String")]
    pub message: Message,
}

/// An editor's decision that a finding may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// Why.
    pub reason: String,
    /// Whose decision.
    pub by: String,
    /// Last day it holds, ISO 8601.
    pub until: Option<String>,
}

/// That a person has checked a claim against a passage, which is as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize, JsonSchema)]
pub struct SignOffReport {
    /// Who.
    pub by: String,
    /// When, ISO 8601.
    pub on: String,
    /// Name of the source.
    pub source: String,
    /// BLAKE3 hash of the source's bytes, in hexadecimal.
    pub hash: String,
    /// Where in the source the passage stands.
    pub place: String,
    /// The words of the passage.
    pub quote: String,
}

/// Counts over all drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Claims by verdict.
    pub claims: BTreeMap<String, usize>,
    /// Sentences that state nothing that could be checked.
    pub sentences_without_claim: usize,
    /// Quotations by match.
    pub quotations: BTreeMap<String, usize>,
    /// Findings by rule, without the waived.
    pub findings: BTreeMap<String, usize>,
    /// Findings by level, without the waived.
    pub levels: BTreeMap<String, usize>,
    /// Waived findings.
    pub waived: usize,
    /// Claims that somebody has signed off.
    #[serde(default, skip_serializing_if = "is_none")]
    pub signed_off: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}
