//! Which of the forms of a document is shown, and which are its copies.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Relation;
use crate::document::Format;
use crate::sources::catalogue::title_key;
use crate::sources::{Metadata, Source};

/// Two sources whose words were compared, by their places in the list of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The first one.
    pub first: usize,
    /// The second one.
    pub second: usize,
    /// What they have of each other.
    pub relation: Relation,
}

/// The sources that are copies, each with the one that is shown in its place.
///
/// Two that say the same are one document, unless they have different identifiers or keys. One that says
/// less than another is its copy where an identifier or an address says that they are one; the fuller
/// one is shown then. Else structured text is shown before plain text, and that before a PDF.
#[must_use]
pub fn copies(sources: &[Arc<Source>], compared: &[Compared]) -> BTreeMap<usize, usize> {
    let of = |at: usize| &sources[at].metadata;
    let mut groups = Groups::default();
    for one in compared {
        let same = one.relation == Relation::Same;
        if same && !are_told_apart(of(one.first), of(one.second)) {
            groups.join(one.first, one.second);
        }
    }
    let mut shown: BTreeMap<usize, usize> = BTreeMap::new();
    for member in groups.members() {
        let best = shown.entry(groups.root(member)).or_insert(member);
        if rank(&sources[member]) < rank(&sources[*best]) {
            *best = member;
        }
    }
    let shown_for = |at: usize| {
        let best = shown.get(&groups.root(at));
        best.copied().unwrap_or(at)
    };
    let mut fuller: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for one in compared {
        let (less, more) = match one.relation {
            Relation::FirstHolds => (one.second, one.first),
            Relation::SecondHolds => (one.first, one.second),
            Relation::Same | Relation::Apart => continue,
        };
        let (less, more) = (shown_for(less), shown_for(more));
        let is_one = are_one(of(less), of(more)) && !are_told_apart(of(less), of(more));
        if less != more && is_one {
            fuller.entry(less).or_default().insert(more);
        }
    }
    let fullest = |mut at: usize| {
        // Each step leads to a fuller one; of two that both are fuller neither is meant.
        for _ in 0..fuller.len() {
            match fuller.get(&at).map(|more| more.iter().collect::<Vec<_>>()) {
                Some(more) if more.len() == 1 => at = *more[0],
                _ => break,
            }
        }
        at
    };
    let ends = groups.members().chain(fuller.keys().copied());
    let ends: BTreeSet<usize> = ends.collect();
    let chosen = ends.into_iter().map(|at| (at, fullest(shown_for(at))));
    chosen.filter(|(at, shown)| at != shown).collect()
}

/// What makes one form the better reading; the least is shown.
fn rank(source: &Source) -> (u8, Reverse<bool>, &str) {
    let form = match Format::of_extension(&source.name) {
        Some(Format::Pdf) => 2,
        None | Some(Format::Plain | Format::Record | Format::Separated) => 1,
        Some(_) => 0,
    };
    let has_address = source.metadata.url.is_some() || source.metadata.doi.is_some();
    (form, Reverse(has_address), &source.name)
}

/// Whether two sources are two works by what is known of them: two identifiers, or two entries of a
/// bibliography.
fn are_told_apart(a: &Metadata, b: &Metadata) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => !a.eq_ignore_ascii_case(b),
        _ => false,
    };
    differ(&a.doi, &b.doi) || differ(&a.key, &b.key)
}

/// Whether an identifier or an address says that two sources are one, and their titles do not deny it.
fn are_one(a: &Metadata, b: &Metadata) -> bool {
    let agree = |a: Option<String>, b: Option<String>| a.zip(b).map(|(a, b)| a == b);
    let title = |it: &Metadata| it.title.as_deref().map(title_key);
    let same_doi = agree(a.folded_doi(), b.folded_doi());
    let same_url = agree(a.folded_url(), b.folded_url()) == Some(true);
    let is_one = same_doi.unwrap_or(same_url);
    is_one && agree(title(a), title(b)) != Some(false)
}

/// Sets of sources that say the same.
#[derive(Default)]
struct Groups {
    above: BTreeMap<usize, usize>,
}

impl Groups {
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.above.insert(first, first);
        self.above.insert(second, first);
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(&above) = self.above.get(&at).filter(|&&above| above != at) {
            at = above;
        }
        at
    }

    /// All that were joined, in order.
    fn members(&self) -> impl Iterator<Item = usize> {
        self.above.keys().copied()
    }
}
