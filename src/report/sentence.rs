//! What belongs to the same words of a draft, and how much it matters: of a sentence all that was found is
//! told together, and it counts once, by the gravest.

use super::view::{self, Entry};
use super::{DraftReport, Level, Place, Report, Rule};
use crate::judge::Verdict;
use crate::wording::Certainty;

/// How much a sentence matters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gravity {
    Error,
    Warning,
    Note,
    /// Nothing decides it, and no rule makes that a finding.
    Undecided,
    /// All that was found of it is waived.
    Waived,
    Right,
}

impl Gravity {
    pub(super) const ALL: [Gravity; 6] = [
        Gravity::Error,
        Gravity::Warning,
        Gravity::Note,
        Gravity::Undecided,
        Gravity::Waived,
        Gravity::Right,
    ];

    /// The class by which colours and filters know it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
            Gravity::Note => "note",
            Gravity::Undecided => "undecided",
            Gravity::Waived => "waived",
            Gravity::Right => "right",
        }
    }
}

/// What belongs to the same words of a draft: a claim, its quotations, its citations.
pub(super) struct Group<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    end: usize,
}

/// The claims and findings of `draft`, those of the same words together.
pub(super) fn groups(draft: &DraftReport) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for entry in view::entries(draft) {
        let place = place_of(entry);
        // A citation mark follows its sentence at once and belongs to it.
        let is_of = |last: &&mut Group<'_>| match entry {
            Entry::Claim(..) => place.start < last.end,
            Entry::Finding(_) => place.start <= last.end,
        };
        match groups.last_mut().filter(is_of) {
            Some(last) => {
                last.end = last.end.max(place.end);
                last.entries.push(entry);
            }
            None => groups.push(Group::of(entry)),
        }
    }
    groups
}

pub(super) fn place_of(entry: Entry<'_>) -> Place {
    match entry {
        Entry::Claim(claim, _) => claim.place,
        Entry::Finding(finding) => finding.place,
    }
}

impl<'a> Group<'a> {
    /// One entry alone.
    pub(super) fn of(entry: Entry<'a>) -> Self {
        Self {
            entries: vec![entry],
            end: place_of(entry).end,
        }
    }

    /// The gravest of its findings that nothing waives.
    pub(super) fn gravity(&self) -> Gravity {
        let gravities = self.entries.iter().copied().map(gravity);
        self.or_as_found(gravities.min().unwrap_or(Gravity::Right))
    }

    /// How much an entry of it matters.
    pub(super) fn gravity_of(&self, entry: Entry<'_>) -> Gravity {
        self.or_as_found(gravity(entry))
    }

    /// A claim without a finding of its own matters by what else was found of the same words.
    fn or_as_found(&self, own: Gravity) -> Gravity {
        if own != Gravity::Undecided {
            return own;
        }
        let found = self.entries.iter().filter(|it| it.finding().is_some());
        let found = found.map(|entry| gravity(*entry)).min();
        found.unwrap_or(own)
    }

    /// The gravest of what was found.
    fn gravest(&self) -> Option<Entry<'a>> {
        self.entries.iter().copied().min_by_key(|it| rank(*it))
    }

    /// How sure what is gravest of it is; `None` where nothing was decided.
    pub(super) fn certainty(&self) -> Option<Certainty> {
        self.gravest().and_then(certainty)
    }

    /// Whether what is gravest of it is that a source has it otherwise.
    pub(super) fn is_contradicted(&self) -> bool {
        self.gravest().is_some_and(is_contradicted)
    }

    /// Whether it is to be looked at first: it is an error or a warning, or a source has it otherwise,
    /// whatever the level of that.
    pub(super) fn is_pressing(&self) -> bool {
        match self.gravity() {
            Gravity::Error | Gravity::Warning => true,
            Gravity::Note => self.is_contradicted(),
            Gravity::Undecided | Gravity::Waived | Gravity::Right => false,
        }
    }

    /// How many findings on it nothing waives.
    fn open_findings(&self) -> usize {
        let findings = self.entries.iter().filter_map(|entry| entry.finding());
        findings.filter(|it| it.waived.is_none()).count()
    }
}

/// How much an entry alone matters.
pub(super) fn gravity(entry: Entry<'_>) -> Gravity {
    match (entry, entry.finding()) {
        (_, Some(finding)) if finding.waived.is_some() => Gravity::Waived,
        (_, Some(finding)) => match finding.level {
            Level::Error => Gravity::Error,
            Level::Warning => Gravity::Warning,
            Level::Note | Level::Off => Gravity::Note,
        },
        (Entry::Claim(claim, _), _) if claim.verdict == Verdict::Supported => Gravity::Right,
        _ => Gravity::Undecided,
    }
}

/// Whether a source has otherwise what the draft says or quotes. All else that is found is a gap.
fn is_contradicted(entry: Entry<'_>) -> bool {
    match entry {
        Entry::Claim(claim, _) => matches!(
            claim.verdict,
            Verdict::Refuted | Verdict::ConflictingEvidence
        ),
        Entry::Finding(finding) => {
            matches!(finding.rule, Rule::Misquote | Rule::QuoteMisattributed)
        }
    }
}

/// What comes before what: the gravest, and of that what a source has otherwise before what is a gap.
pub(super) fn rank(entry: Entry<'_>) -> (Gravity, bool) {
    (gravity(entry), !is_contradicted(entry))
}

/// How sure an entry is: a verdict by its confidence; what is compared letter by letter is sure; `None` where nothing was
/// decided or there is nothing to be sure of.
pub(super) fn certainty(entry: Entry<'_>) -> Option<Certainty> {
    match entry {
        Entry::Claim(claim, _) if claim.verdict == Verdict::NotEnoughEvidence => None,
        Entry::Claim(claim, _) => Some(Certainty::of(claim.confidence)),
        Entry::Finding(finding) => match finding.rule {
            Rule::Misquote
            | Rule::QuoteNotFound
            | Rule::CitationUnresolved
            | Rule::CitationMissing => Some(Certainty::Sure),
            _ => None,
        },
    }
}

/// How many sentences of all drafts there are of each gravity, and what stands beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// By [`Gravity::ALL`]; together they are all sentences.
    pub(super) sentences: [usize; Gravity::ALL.len()],
    /// Sentences with a finding that nothing waives.
    pub(super) found: usize,
    /// Such findings: a sentence may have several.
    pub(super) findings: usize,
}

impl Tally {
    pub(super) fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        for group in report.drafts.iter().flat_map(groups) {
            let findings = group.open_findings();
            tally.sentences[group.gravity() as usize] += 1;
            tally.found += usize::from(findings > 0);
            tally.findings += findings;
        }
        tally
    }
}
