//! Which findings count for a gate that looks at what changed since a revision alone. Whatever is
//! not known to be as it was has changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::{Finding, Report};

/// What changed since a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// By the names of drafts.
    pub drafts: BTreeMap<String, DraftChange>,
    /// Whether the file of a source changed, by its name.
    pub sources: BTreeMap<String, bool>,
    /// Whether a source that is not among them changed.
    pub others: bool,
    /// Why every finding counts, one lower-case fragment for each reason.
    pub everything: Vec<String>,
}

/// What changed in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftChange {
    /// All of it, or nobody can tell.
    Whole,
    /// Some of it.
    Parts {
        /// Half-open ranges of line numbers.
        lines: Vec<(usize, usize)>,
        /// Fingerprints of claims that were not there: beneath another heading, an old line states
        /// something new.
        claims: BTreeSet<String>,
    },
}

impl DraftChange {
    fn touches(&self, first: usize, last: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::Parts { lines, .. } => lines
                .iter()
                .any(|&(start, end)| start <= last && first < end),
        }
    }

    fn has_new(&self, claim: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Parts { claims, .. } => claims.contains(claim),
        }
    }
}

impl Changes {
    /// Whether the file of the source `name` changed; a record of a bulk file is named `PATH#_id`.
    fn touches_source(&self, name: &str) -> bool {
        if let Some(changed) = self.sources.get(name) {
            return *changed;
        }
        let ends = name.match_indices('#').map(|(at, _)| at);
        let files: Vec<bool> = ends
            .filter_map(|end| self.sources.get(&name[..end]).copied())
            .collect();
        match files.is_empty() {
            true => self.others,
            false => files.contains(&true),
        }
    }

    fn touches_evidence(&self, finding: &Finding) -> bool {
        let mut citations = finding.citations.iter();
        citations.any(|citation| self.touches_source(&citation.source))
    }
}

/// Drops the findings of `report` that stand on no changed line, state nothing new and rest on no
/// changed source.
pub fn keep_changed(report: &mut Report, changes: &Changes) {
    if !changes.everything.is_empty() {
        return;
    }
    for draft in &mut report.drafts {
        let change = changes.drafts.get(&draft.path);
        let change = change.unwrap_or(&DraftChange::Whole);
        let affected: BTreeSet<usize> = draft
            .claims
            .iter()
            .filter(|claim| {
                let mut citations = claim.citations.iter();
                change.has_new(&claim.fingerprint)
                    || citations.any(|citation| changes.touches_source(&citation.source))
            })
            .map(|claim| claim.place.start)
            .collect();
        draft.findings.retain(|finding| {
            let place = &finding.place;
            change.touches(place.line, place.end_line)
                || affected.contains(&place.start)
                || changes.touches_evidence(finding)
        });
    }
    for file in &mut report.files {
        let changed = changes.touches_source(&file.path);
        file.findings.retain(|_| changed);
    }
    report.files.retain(|file| !file.findings.is_empty());
    report.summarise();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_has_changed() {
        let mut changes = Changes {
            others: true,
            ..Changes::default()
        };
        for (name, changed) in [
            ("a.jsonl", false),
            ("a.jsonl#b.txt", true),
            ("c#d.jsonl", false),
        ] {
            changes.sources.insert(name.to_owned(), changed);
        }
        assert!(!changes.touches_source("a.jsonl#7"));
        assert!(changes.touches_source("a.jsonl#b.txt"));
        assert!(!changes.touches_source("c#d.jsonl#7#8"));
        assert!(changes.touches_source("gone.txt"));
        assert!(DraftChange::Whole.touches(1, 1));
        let lines = vec![(3, 5)];
        let claims = BTreeSet::new();
        let parts = DraftChange::Parts { lines, claims };
        assert!(parts.touches(4, 9) && parts.touches(1, 3));
        assert!(!parts.touches(5, 9) && !parts.touches(1, 2));
    }
}
