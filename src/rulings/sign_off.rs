//! Sign-offs: a person has checked this sentence against this passage.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::report::{
    CitationReport, Citations, ClaimReport, DraftReport, Finding, Level, Place, Report, Rule,
    SignOffReport, Waiver, fingerprint,
};
use crate::wording::Message;

/// A record that a person has checked a sentence against a passage.
///
/// It holds for that sentence beneath its headings, wherever they stand in the draft, and for that
/// source as it was: it lapses when either changes. It never changes a verdict or a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The draft's name.
    pub draft: String,
    /// The sentence, for whoever reads the file.
    pub words: String,
    /// The fingerprint of the sentence and its headings.
    pub sentence: String,
    /// The name of the source.
    pub source: String,
    /// The hash of the source's bytes, in hexadecimal.
    pub hash: String,
    /// Where in the source the passage stands: a line, a page, a cell.
    pub place: String,
    /// The words of the passage.
    pub quote: String,
    /// Who has checked it; never empty.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A passage that a sentence is checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The name of the source.
    pub source: String,
    /// The hash of the source's bytes, in hexadecimal.
    pub hash: String,
    /// Where in the source the passage stands.
    pub place: String,
    /// The words of the passage.
    pub quote: String,
}

impl From<&CitationReport> for Against {
    fn from(citation: &CitationReport) -> Self {
        Self {
            source: citation.source.clone(),
            hash: citation.hash.clone(),
            place: citation.locator.told(citation.line),
            quote: citation.quote.clone(),
        }
    }
}

impl SignOff {
    /// That `by` has checked `claim` of `draft` against a passage.
    #[must_use]
    pub fn of(draft: &str, claim: &ClaimReport, against: Against, by: &str, on: Date) -> Self {
        Self {
            draft: draft.to_owned(),
            words: claim.text.clone(),
            sentence: claim.fingerprint.clone(),
            source: against.source,
            hash: against.hash,
            place: against.place,
            quote: against.quote,
            by: by.trim().to_owned(),
            on,
        }
    }

    fn report(&self) -> SignOffReport {
        SignOffReport {
            by: self.by.clone(),
            on: self.on.to_string(),
            source: self.source.clone(),
            hash: self.hash.clone(),
            place: self.place.clone(),
            quote: self.quote.clone(),
        }
    }
}

/// Marks the claims of `report` that somebody has signed off, and finds those that nobody has.
/// `hash_of` tells the hash of a source as it is now; `level` that of a rule in a draft.
pub fn sign(
    report: &mut Report,
    sign_offs: &[SignOff],
    hash_of: &dyn Fn(&str) -> Option<String>,
    level: &dyn Fn(Rule, &str) -> Level,
) {
    let mut known: HashMap<(&str, &str), Vec<&SignOff>> = HashMap::new();
    for it in sign_offs {
        let of_sentence = known
            .entry((it.draft.as_str(), it.sentence.as_str()))
            .or_default();
        of_sentence.push(it);
    }
    for draft in &mut report.drafts {
        let level = level(Rule::NotSignedOff, &draft.path);
        let mut found = Vec::new();
        for claim in &mut draft.claims {
            let of_claim = known.get(&(draft.path.as_str(), claim.fingerprint.as_str()));
            let of_claim = of_claim.into_iter().flatten().copied();
            let (held, lapsed): (Vec<&SignOff>, Vec<&SignOff>) =
                of_claim.partition(|it| hash_of(&it.source).is_some_and(|hash| hash == it.hash));
            claim.signed_off = held.iter().map(|it| it.report()).collect();
            if held.is_empty() && level != Level::Off {
                found.push(missing(claim, lapsed.last().copied(), level));
            }
        }
        add(draft, found);
    }
    report.summarise();
}

/// Waives that nobody has signed off a claim that no source decides, where somebody lets it stand with a
/// reason: there is no passage to check it against.
pub(super) fn spare_undecidable(report: &mut Report) {
    for draft in &mut report.drafts {
        let waived = |finding: &Finding| {
            let is_undecided = finding.rule == Rule::NotEnoughEvidence;
            let waiver = finding.waived.clone().filter(|_| is_undecided);
            waiver.map(|waiver| (finding.place, waiver))
        };
        let waived: BTreeMap<Place, Waiver> = draft.findings.iter().filter_map(waived).collect();
        for finding in &mut draft.findings {
            if finding.rule == Rule::NotSignedOff && finding.waived.is_none() {
                finding.waived = waived.get(&finding.place).cloned();
            }
        }
    }
}

fn add(draft: &mut DraftReport, found: Vec<Finding>) {
    draft.findings.extend(found);
    draft
        .findings
        .sort_by_key(|finding| (finding.place, finding.rule));
}

/// The finding that nobody vouches for `claim`, or that who did has not seen its source as it is.
fn missing(claim: &ClaimReport, lapsed: Option<&SignOff>, level: Level) -> Finding {
    let message = match lapsed {
        None => Message::NotSignedOff,
        Some(lapsed) => Message::SignOffLapsed {
            by: lapsed.by.clone(),
            on: lapsed.on.to_string(),
            source: lapsed.source.clone(),
        },
    };
    Finding {
        rule: Rule::NotSignedOff,
        level,
        message,
        place: claim.place,
        fingerprint: fingerprint([Rule::NotSignedOff.name(), &claim.fingerprint]),
        waived: None,
        citations: Citations::default(),
        fix: None,
    }
}
