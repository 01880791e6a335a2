//! Citations to findings: those that lead nowhere, and the works that are known but not at hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{InTextCitation, Resolution, Target};
use crate::report::{Finding, Rule, nearest};
use crate::sources::Bibliography;
use crate::span::Span;
use crate::wording::Message;

use super::findings::Finder;
use super::place;

/// Keys that are known to nobody for which the key that was meant is looked for: a draft with more
/// lacks its bibliography.
const MOST_SUGGESTIONS: usize = 200;

impl Finder<'_> {
    /// Whether some of these citations lead to what nobody can look into here: a work that is not
    /// at hand, or a page of another site.
    pub(super) fn cites_elsewhere(&self, citations: &[usize]) -> bool {
        citations
            .iter()
            .any(|&at| match &self.resolved.resolutions[at] {
                Resolution::NotAtHand(_) => true,
                Resolution::NotACitation => match &self.draft.citations[at].target {
                    Target::Url(address) => address.contains("://"),
                    _ => false,
                },
                _ => false,
            })
    }

    /// Whether one of these citations leads to a work, at hand or not.
    pub(super) fn is_cited(&self, citations: &[usize]) -> bool {
        let leads = |&at: &usize| {
            !matches!(
                self.resolved.resolutions[at],
                Resolution::NotACitation | Resolution::Unresolved(_)
            )
        };
        citations.iter().any(leads)
    }

    /// Bibliographies that the draft names and that are not there.
    pub(super) fn of_bibliographies(&self, missing: &[(String, Span)]) -> Vec<Finding> {
        missing
            .iter()
            .filter_map(|(named, at)| {
                let place = place::place_of_decoded(self.document, *at);
                let message = Message::NoBibliography {
                    path: named.clone(),
                };
                let rule = Rule::CitationUnresolved;
                let identity = self.identity(0, named);
                self.finding(rule, place, &identity, message, Vec::new())
            })
            .collect()
    }

    /// Citations that lead nowhere, or to more than one source. Whether a key is known cannot be
    /// told where a bibliography is missing (`lacks_keys`).
    pub(super) fn of_citations(
        &self,
        bibliographies: &[&Bibliography],
        lacks_keys: bool,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut meant: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (citation, resolution) in self.draft.citations.iter().zip(&self.resolved.resolutions) {
            let message = match resolution {
                Resolution::Unresolved(Message::NoSuchKey { .. }) if lacks_keys => continue,
                Resolution::Unresolved(why) => match why {
                    Message::NoSuchKey { key } if meant.len() < MOST_SUGGESTIONS => *meant
                        .entry(key)
                        .or_insert_with(|| self.meant(key, bibliographies)),
                    Message::NoSuchKey { key } => meant.get(key.as_str()).copied().flatten(),
                    _ => None,
                }
                .map_or_else(
                    || why.clone(),
                    |meant| Message::DidYouMean {
                        why: Box::new(why.clone()),
                        key: meant.to_owned(),
                    },
                ),
                Resolution::Ambiguous(sources) => Message::Ambiguous {
                    works: sources
                        .iter()
                        .map(|&source| self.sources[source].work())
                        .collect(),
                },
                _ => continue,
            };
            let at = self
                .lost_key(citation, resolution)
                .unwrap_or(citation.place);
            let place = place::place_of_decoded(self.document, at);
            let words = at.of(self.document.decoded());
            let identity = self.identity(self.document.text_span(citation.place).start, words);
            let rule = Rule::CitationUnresolved;
            findings.extend(self.finding(rule, place, &identity, message, Vec::new()));
        }
        findings
    }

    /// Where a key that is known to nobody stands in the note that gives it.
    fn lost_key(&self, citation: &InTextCitation, resolution: &Resolution) -> Option<Span> {
        let (Target::Note(_), Resolution::Unresolved(Message::NoSuchKey { key })) =
            (&citation.target, resolution)
        else {
            return None;
        };
        let note = citation.place.of(self.document.decoded());
        let start = citation.place.start + note.find(&format!("@{key}"))?;
        Some(Span::new(start, start + key.len() + 1))
    }

    /// The key that is most like one which is known to nobody.
    fn meant<'k>(&'k self, key: &str, bibliographies: &[&'k Bibliography]) -> Option<&'k str> {
        let own = self
            .sources
            .iter()
            .filter_map(|source| source.metadata.key.as_deref());
        let keys = bibliographies.iter().flat_map(|one| one.keys());
        nearest(key, own.chain(keys))
    }

    /// The works that are cited and known, but whose text is not among the sources: each once, at
    /// its first citation. Where there are no sources nobody looks for one among them.
    pub(super) fn of_works(&self) -> Vec<Finding> {
        if self.sources.is_empty() {
            return Vec::new();
        }
        let work = |at: usize| match &self.resolved.resolutions[at] {
            Resolution::NotAtHand(work) => Some(work.as_str()),
            _ => None,
        };
        // Each work with its first citation, and how many claims cite it.
        let mut works: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for at in 0..self.resolved.resolutions.len() {
            if let Some(work) = work(at) {
                works.entry(work).or_insert((at, 0));
            }
        }
        for claim in &self.draft.claims {
            let cited: BTreeSet<&str> = claim.citations.iter().filter_map(|&at| work(at)).collect();
            for work in cited {
                works.entry(work).and_modify(|(_, claims)| *claims += 1);
            }
        }
        let findings = works.into_iter().filter_map(|(work, (first, claims))| {
            let first = &self.draft.citations[first];
            let place = place::place_of_decoded(self.document, first.place);
            let message = Message::NotAtHand {
                work: work.to_owned(),
                claims,
            };
            self.finding(Rule::SourceNotAtHand, place, work, message, Vec::new())
        });
        findings.collect()
    }
}
