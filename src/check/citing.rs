//! Citations to findings: those that lead nowhere, and the works that are known but not at hand.

use std::collections::BTreeMap;

use crate::draft::{Resolution, Target};
use crate::report::{Finding, Rule, nearest};
use crate::sources::Bibliography;
use crate::span::Span;

use super::findings::Finder;
use super::place;

impl Finder<'_> {
    /// Whether some of these citations lead to what nobody can look into here: a work that is not
    /// at hand, or a page of another site.
    pub(super) fn cites_elsewhere(&self, citations: &[usize]) -> bool {
        citations.iter().any(|&at| match &self.resolutions[at] {
            Resolution::NotAtHand(_) => true,
            Resolution::NotACitation => match &self.draft.citations[at].target {
                Target::Url(address) => address.contains("://"),
                _ => false,
            },
            _ => false,
        })
    }

    /// Bibliographies that the draft names and that are not there.
    pub(super) fn of_bibliographies(&self, missing: &[(String, Span)]) -> Vec<Finding> {
        missing
            .iter()
            .filter_map(|(named, at)| {
                let place = place::place_of_decoded(self.document, *at);
                let message = format!(
                    "the bibliography {named}, which the draft names, is not there; the rest is \
                     checked without it"
                );
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
        for (citation, resolution) in self.draft.citations.iter().zip(self.resolutions) {
            let is_key = matches!(citation.target, Target::Key(_));
            let message = match resolution {
                Resolution::Unresolved(_) if is_key && lacks_keys => continue,
                Resolution::Unresolved(why) => match self.meant(&citation.target, bibliographies) {
                    Some(meant) => format!("{why}; did you mean `{meant}`?"),
                    None => why.clone(),
                },
                Resolution::Ambiguous(sources) => format!(
                    "could mean {}",
                    sources
                        .iter()
                        .map(|&source| self.sources[source].name.as_str())
                        .collect::<Vec<_>>()
                        .join(" or ")
                ),
                _ => continue,
            };
            let place = place::place_of_decoded(self.document, citation.place);
            let words = citation.place.of(self.document.decoded());
            let identity = self.identity(self.document.text_span(citation.place).start, words);
            let rule = Rule::CitationUnresolved;
            findings.extend(self.finding(rule, place, &identity, message, Vec::new()));
        }
        findings
    }

    /// The key that is most like one which is known to nobody.
    fn meant<'k>(
        &'k self,
        target: &Target,
        bibliographies: &[&'k Bibliography],
    ) -> Option<&'k str> {
        let Target::Key(key) = target else {
            return None;
        };
        let own = self
            .sources
            .iter()
            .filter_map(|source| source.metadata.key.as_deref());
        let keys = bibliographies.iter().flat_map(|one| one.keys());
        nearest(key, own.chain(keys))
    }

    /// The works that are cited and known, but whose text is not among the sources: each once, at
    /// its first citation.
    pub(super) fn of_works(&self) -> Vec<Finding> {
        let mut works: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, resolution) in self.resolutions.iter().enumerate() {
            if let Resolution::NotAtHand(work) = resolution {
                works.entry(work).or_default().push(at);
            }
        }
        let findings = works.into_iter().filter_map(|(work, cited)| {
            let cites =
                |claim: &&crate::draft::Claim| claim.citations.iter().any(|at| cited.contains(at));
            let unchecked = match self.draft.claims.iter().filter(cites).count() {
                0 => String::new(),
                1 => "; the claim that cites it could not be checked against it".to_owned(),
                count => format!("; {count} claims that cite it could not be checked against it"),
            };
            let first = &self.draft.citations[*cited.first()?];
            let place = place::place_of_decoded(self.document, first.place);
            let message = format!("{work} is not among the sources{unchecked}");
            self.finding(Rule::SourceNotAtHand, place, work, message, Vec::new())
        });
        findings.collect()
    }
}
