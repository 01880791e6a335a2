//! What an editor can do in a draft besides reading its report: follow its citations to their
//! sources, and cite for a claim a passage that was found.

use crate::config::Config;
use crate::draft::{Claim, Resolution, fix};
use crate::judge::Stance;
use crate::report::{ClaimReport, DraftReport, Fix, Place};

use super::{Corpus, ReadDraft, fixing, place, resolved};

/// What can be done in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Its citations that lead to a source, in their order.
    pub cited: Vec<CitedSource>,
    /// Citations that its claims could be given, in the order of the claims and their evidence.
    pub citations: Vec<Offer>,
}

/// A citation of a draft that leads to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedSource {
    /// Where it stands.
    pub place: Place,
    /// The source's name.
    pub source: String,
}

/// A citation that a claim could be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The claim's place in the report.
    pub claim: usize,
    /// What is written, and where.
    pub fix: Fix,
}

/// What can be done in `read`, of which `report` is the report.
#[must_use]
pub fn offers(config: &Config, corpus: &Corpus, read: &ReadDraft, report: &DraftReport) -> Offers {
    let resolved = resolved(config, corpus, read);
    let resolutions = &resolved.resolutions;
    let citations = read.draft.citations.iter().zip(resolutions).enumerate();
    let cited = citations.filter_map(|(number, (citation, resolution))| match resolution {
        Resolution::Source(at) => Some(CitedSource {
            place: place::place_of_decoded(&read.document, citation.place),
            source: {
                let shown = &corpus.evidence.get(*at)?.name;
                let cited = resolved.cited_as(&[number], shown);
                cited.unwrap_or(shown).to_owned()
            },
        }),
        _ => None,
    });
    let claims = read.draft.claims.iter().zip(&report.claims);
    let citations = claims.enumerate().flat_map(|(claim, (written, checked))| {
        let fixes = citable(corpus, read, resolutions, written, checked);
        fixes.into_iter().map(move |fix| Offer { claim, fix })
    });
    Offers {
        cited: cited.collect(),
        citations: citations.collect(),
    }
}

/// The ways to cite, for a claim, the sources that support it and that it does not cite yet.
fn citable(
    corpus: &Corpus,
    read: &ReadDraft,
    resolutions: &[Resolution],
    claim: &Claim,
    checked: &ClaimReport,
) -> Vec<Fix> {
    let mut taken: Vec<usize> = claim
        .citations
        .iter()
        .filter_map(|&at| match resolutions[at] {
            Resolution::Source(source) => Some(source),
            _ => None,
        })
        .collect();
    let usual = fix::style_of(&read.draft, resolutions);
    let mut fixes = Vec::new();
    for citation in checked.citations.iter() {
        let Some(at) = corpus.evidence_called(&citation.source) else {
            continue;
        };
        if citation.stance != Stance::Supports || taken.contains(&at) {
            continue;
        }
        taken.push(at);
        let (document, source) = (&read.document, &corpus.evidence[at]);
        let style = usual.or_else(|| fix::first_style(document, source));
        let edit = style.and_then(|style| {
            fix::cite(style, document, &read.draft, resolutions, claim, at, source)
        });
        fixes.extend(edit.and_then(|edit| fixing::fix(document, edit)));
    }
    fixes
}
