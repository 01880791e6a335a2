//! Comparing the sources that may be forms of one document, once for each state of their files.
//!
//! Every source is looked up by the bands of its sketch and by what it calls itself, and compared
//! with a few of those that it meets there, so that the work grows with the sources and not with
//! their pairs. What was compared is kept in the manifest.

use std::collections::BTreeMap;
use std::path::Path;

use super::listed;
use super::manifest::{ComparedRecord, FileRecord, SourceRecord};
use crate::sources::copies::{Relation, Words, compared};
use crate::sources::{Metadata, Walk};

/// With so many of the sources that meet in one place each further one is compared.
const MOST_LEADERS: usize = 4;

/// Compares the sources of `files`, which stand in the order of their names; `known` was compared
/// before. What can no longer be read is no copy.
pub(super) fn compare(
    files: &[FileRecord],
    walk: &Walk,
    known: &[ComparedRecord],
) -> Vec<ComparedRecord> {
    let paths: BTreeMap<&str, &Path> = walk
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.path.as_path()))
        .collect();
    let found: Vec<Found<'_>> = files
        .iter()
        .flat_map(|file| {
            file.sources
                .iter()
                .map(move |source| Found { file, source })
        })
        .collect();
    let known = known
        .iter()
        .map(|one| ((one.first, one.second), one.relation));
    let mut comparing = Comparing {
        found: &found,
        paths,
        known: known.collect(),
        done: BTreeMap::new(),
        is_copy: vec![false; found.len()],
    };
    let meeting = meetings(&found);
    for met in meeting.chunk_by(|a, b| a.0 == b.0) {
        if met.len() > 1 {
            comparing.meet(met.iter().map(|(_, at)| *at));
        }
    }
    let done = comparing.done.into_iter();
    done.map(|((first, second), relation)| ComparedRecord {
        first: found[first].source.id,
        second: found[second].source.id,
        relation,
    })
    .collect()
}

/// A source in its file.
#[derive(Clone, Copy)]
struct Found<'m> {
    file: &'m FileRecord,
    source: &'m SourceRecord,
}

/// Where sources meet: a kind of place, and a number there.
type Place = (u8, u64);

/// Where every source can be met, place by place.
fn meetings(found: &[Found<'_>]) -> Vec<(Place, usize)> {
    let mut meetings = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let bands = one.source.sketch.bands().zip(0..);
        meetings.extend(bands.map(|(band, kind)| ((kind, band), at)));
        let own = [
            one.source.own.folded_doi(),
            one.source.own.folded_url(),
            Some(one.source.hash.to_hex()),
        ];
        let own = own.into_iter().zip([u8::MAX - 2, u8::MAX - 1, u8::MAX]);
        meetings.extend(own.filter_map(|(name, kind)| Some(((kind, number(&name?)), at))));
    }
    meetings.sort_unstable();
    meetings
}

fn number(name: &str) -> u64 {
    let hash = blake3::hash(name.as_bytes());
    let (first, _) = hash.as_bytes().split_at(size_of::<u64>());
    first
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

struct Comparing<'a, 'm> {
    found: &'a [Found<'m>],
    paths: BTreeMap<&'m str, &'m Path>,
    /// What was compared in earlier runs, by numbers of sources.
    known: BTreeMap<(u64, u64), Relation>,
    done: BTreeMap<(usize, usize), Relation>,
    /// Which sources say the same as one before them.
    is_copy: Vec<bool>,
}

impl Comparing<'_, '_> {
    /// Compares sources that meet in one place, each with the first few that are no copies.
    fn meet(&mut self, met: impl Iterator<Item = usize>) {
        let mut leaders: Vec<usize> = Vec::new();
        // The words of those that are compared again and again.
        let mut read: BTreeMap<usize, Option<Words>> = BTreeMap::new();
        for at in met {
            if self.is_copy[at] {
                continue;
            }
            let is_same = leaders.iter().any(|&leader| {
                let relation = self.relation(leader, at, &mut read);
                relation == Some(Relation::Same)
            });
            self.is_copy[at] = is_same;
            match leaders.len() < MOST_LEADERS && !is_same {
                true => leaders.push(at),
                false => {
                    read.remove(&at);
                }
            }
        }
    }

    fn relation(
        &mut self,
        first: usize,
        second: usize,
        read: &mut BTreeMap<usize, Option<Words>>,
    ) -> Option<Relation> {
        let (one, other) = (self.found[first], self.found[second]);
        if let Some(relation) = self.done.get(&(first, second)) {
            return Some(*relation);
        }
        let numbers = (one.source.id, other.source.id);
        let relation = match self.known.get(&numbers) {
            Some(relation) => *relation,
            None if one.source.hash == other.source.hash => Relation::Same,
            None if !may_be_one(one.source, other.source) => return None,
            None => {
                for at in [first, second] {
                    read.entry(at).or_insert_with(|| self.words(at));
                }
                let words = |at| read.get(&at)?.as_ref();
                compared(words(first)?, words(second)?)
            }
        };
        self.done.insert((first, second), relation);
        Some(relation)
    }

    fn words(&self, at: usize) -> Option<Words> {
        let Found { file, source } = self.found[at];
        let path = self.paths.get(file.name.as_str())?;
        let document = listed::document_of(file, source, path).ok()?;
        Some(Words::of(&document))
    }
}

/// Whether two sources that met are worth being read: about as long as each other, or called the same.
fn may_be_one(one: &SourceRecord, other: &SourceRecord) -> bool {
    let same = |name: fn(&Metadata) -> Option<String>| {
        name(&one.own).is_some_and(|own| Some(own) == name(&other.own))
    };
    one.sketch.is_as_long_as(&other.sketch)
        || same(Metadata::folded_doi)
        || same(Metadata::folded_url)
}
