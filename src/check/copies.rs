//! Citations that lead to a copy of a source lead to the source that is shown in its place, and the
//! report says so.

use std::collections::BTreeMap;

use crate::draft::Resolution;
use crate::sources::Source;

use super::Corpus;

/// What the citations of a draft lead to, in their order.
pub(super) struct Resolved {
    /// Where each leads; never to a copy.
    pub(super) resolutions: Vec<Resolution>,
    /// The copies that citations name, by the citation and the source that is shown.
    copies: BTreeMap<(usize, String), String>,
}

impl Resolved {
    /// What `resolutions` lead to, over the copies among the sources.
    pub(super) fn of(resolutions: Vec<Resolution>, corpus: &Corpus) -> Self {
        let mut copies = BTreeMap::new();
        let shown = shown(corpus);
        if shown.is_empty() {
            return Self {
                resolutions,
                copies,
            };
        }
        let name = |at: usize| corpus.evidence[at].name.clone();
        for (citation, resolution) in resolutions.iter().enumerate() {
            let named = resolution.sources();
            for (copy, shown) in named.iter().filter_map(|at| Some((*at, *shown.get(at)?))) {
                if !named.contains(&shown) {
                    copies.insert((citation, name(shown)), name(copy));
                }
            }
        }
        let resolutions = resolutions.into_iter().map(|it| led(it, &shown));
        Self {
            resolutions: resolutions.collect(),
            copies,
        }
    }

    /// The copy of `source` that one of these citations names.
    pub(super) fn cited_as(&self, citations: &[usize], source: &str) -> Option<&str> {
        let copy = |&at: &usize| self.copies.get(&(at, source.to_owned()));
        citations.iter().find_map(copy).map(String::as_str)
    }
}

/// The copies among the sources that may be cited, each with the one that is shown in its place.
fn shown(corpus: &Corpus) -> BTreeMap<usize, usize> {
    let place = |source: &Source| corpus.evidence_called(&source.name);
    let copies = corpus.library.copies();
    copies
        .filter_map(|(copy, shown)| Some((place(copy)?, place(shown)?)))
        .collect()
}

/// Where a citation leads that leads to `resolution` if copies count as sources.
fn led(resolution: Resolution, shown: &BTreeMap<usize, usize>) -> Resolution {
    let all = |places: Vec<usize>| {
        let places = places.into_iter();
        let mut places: Vec<usize> = places.map(|at| *shown.get(&at).unwrap_or(&at)).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let several = |places: Vec<usize>, made: fn(Vec<usize>) -> Resolution| match all(places) {
        only if only.len() == 1 => Resolution::Source(only[0]),
        places => made(places),
    };
    match resolution {
        Resolution::Source(at) => Resolution::Source(*shown.get(&at).unwrap_or(&at)),
        Resolution::Sources(places) => several(places, Resolution::Sources),
        Resolution::Ambiguous(places) => several(places, Resolution::Ambiguous),
        other => other,
    }
}
