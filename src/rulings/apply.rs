//! Rulings meet findings.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::near::Near;
use super::ruling::{Ruling, Target, evidence_fingerprint};
use super::sign_off::spare_undecidable;
use crate::report::{Citations, FileReport, Finding, Level, Report, Rule, Waiver, fingerprint};
use crate::wording::Message;

/// What applying rulings needs to know besides them.
pub struct Settings<'a> {
    /// The day that rulings expire by.
    pub as_of: Date,
    /// The level of a rule in a file.
    pub level: &'a dyn Fn(Rule, &str) -> Level,
}

/// How far a ruling got.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// It met no finding.
    None,
    /// It met its finding, with other evidence.
    EvidenceChanged {
        /// Fingerprint of the evidence that the finding has now.
        is: String,
    },
    /// It met its finding after its last day.
    Expired,
    /// It waived a finding.
    Waived,
}

/// Marks the findings of `report` that `rulings` waive, and adds findings about rulings that
/// have expired or waive nothing.
pub fn apply(report: &mut Report, rulings: &[Ruling], settings: &Settings<'_>) {
    let mut uses = vec![Use::None; rulings.len()];
    let near = Near::of(rulings);
    for (path, findings) in report.findings_by_file() {
        for finding in findings.iter_mut().filter(|it| it.waived.is_none()) {
            for at in near.to(path, finding) {
                let (ruling, used) = (&rulings[at], &mut uses[at]);
                let met = meets(ruling, path, finding, settings.as_of);
                if met == Use::Waived && finding.waived.is_none() {
                    finding.waived = Some(waiver(ruling));
                }
                if met > *used {
                    *used = met;
                }
            }
        }
    }
    let mut complaints: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for (ruling, used) in rulings.iter().zip(uses) {
        let of_file = complaints.entry(ruling.written_in.as_str()).or_default();
        of_file.extend(complaint(ruling, used, settings));
    }
    for (path, found) in complaints
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
    {
        add(report, path, found);
    }
    spare_undecidable(report);
    report.summarise();
}

fn meets(ruling: &Ruling, path: &str, finding: &Finding, as_of: Date) -> Use {
    if !ruling.rules.is_empty() && !ruling.rules.contains(&finding.rule) {
        return Use::None;
    }
    match &ruling.target {
        Target::Lines {
            first,
            last,
            evidence,
        } => {
            let touches = finding.place.line <= *last && *first <= finding.place.end_line;
            if path != ruling.written_in || !touches {
                return Use::None;
            }
            let is = evidence_fingerprint(finding);
            if evidence.as_ref().is_some_and(|was| *was != is) {
                return Use::EvidenceChanged { is };
            }
        }
        Target::Words { span } => {
            let place = &finding.place;
            let touches = place.start <= span.end && span.start <= place.end;
            if path != ruling.written_in || !touches {
                return Use::None;
            }
        }
        Target::Finding {
            draft,
            finding: identity,
            evidence,
        } => {
            if path != draft || finding.fingerprint != *identity {
                return Use::None;
            }
            let is = evidence_fingerprint(finding);
            if is != *evidence {
                return Use::EvidenceChanged { is };
            }
        }
    }
    match ruling.until {
        Some(until) if until < as_of => Use::Expired,
        _ => Use::Waived,
    }
}

fn waiver(ruling: &Ruling) -> Waiver {
    Waiver {
        reason: ruling.reason.clone(),
        by: ruling.by.clone(),
        until: ruling.until.map(|day| day.to_string()),
    }
}

/// What is to be said about a ruling that waived nothing.
fn complaint(ruling: &Ruling, used: Use, settings: &Settings<'_>) -> Option<Finding> {
    let names: Vec<&str> = ruling.rules.iter().map(|rule| rule.name()).collect();
    let names = names.join(", ");
    let (rule, message) = match used {
        Use::Waived => return None,
        Use::Expired => (
            Rule::RulingExpired,
            Message::RulingExpired {
                by: ruling.by.clone(),
                rules: names.clone(),
                until: ruling.until.unwrap_or(settings.as_of).to_string(),
            },
        ),
        Use::EvidenceChanged { is } => (
            Rule::RulingUnused,
            Message::RulingOutdated {
                by: ruling.by.clone(),
                rules: names.clone(),
                evidence: is,
            },
        ),
        Use::None if matches!(ruling.target, Target::Words { .. }) => (
            Rule::RulingUnused,
            Message::RulingOnWordsUnused {
                by: ruling.by.clone(),
            },
        ),
        Use::None => (
            Rule::RulingUnused,
            Message::RulingUnused {
                by: ruling.by.clone(),
                rules: names.clone(),
            },
        ),
    };
    let level = (settings.level)(rule, &ruling.written_in);
    (level != Level::Off).then(|| Finding {
        rule,
        level,
        fingerprint: fingerprint([rule.name(), &names, &ruling.reason, &ruling.by]),
        message,
        place: ruling.written_at,
        waived: None,
        citations: Citations::default(),
        fix: None,
    })
}

/// Puts these among the findings of the file at `path`, in the order of the file.
fn add(report: &mut Report, path: &str, found: Vec<Finding>) {
    let existing = report.findings_by_file().find(|(name, _)| *name == path);
    if let Some((_, findings)) = existing {
        findings.extend(found);
        findings.sort_by_key(|finding| (finding.place, finding.rule));
        return;
    }
    report.files.push(FileReport {
        path: path.to_owned(),
        findings: found,
    });
    report.files.sort_by(|one, other| one.path.cmp(&other.path));
}
