//! Comparing the sources that may be forms of one document, once for each state of their files.
//!
//! Every source is looked up by the bands of its sketch and by what it calls itself, and compared
//! with a few of those that it meets there, so that the work grows with the sources and not with
//! their pairs. What was compared is kept in the manifest, and only who meets what an update touched,
//! directly or through others, is compared anew.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use hashbrown::{HashMap, HashSet};

use super::listed;
use super::manifest::{ComparedRecord, FileRecord, SourceRecord};
use crate::document::Hash;
use crate::sources::copies::{Relation, Words, compared};
use crate::sources::{Metadata, Walk};

/// With so many of the sources that meet in one place each further one is compared.
const MOST_LEADERS: usize = 4;

/// What was compared before an update, and what the update touched since.
pub(super) struct Before<'b> {
    pub(super) compared: &'b [ComparedRecord],
    /// The sources that are new, called otherwise or gone.
    pub(super) touched: &'b [&'b SourceRecord],
}

/// Compares the sources of `files`, which stand in the order of their names; all of them where
/// nothing is known from `before`. What can no longer be read is no copy.
pub(super) fn compare(
    files: &[FileRecord],
    walk: &Walk,
    before: Option<Before<'_>>,
) -> Vec<ComparedRecord> {
    let found: Vec<Found<'_>> = files
        .iter()
        .flat_map(|file| {
            file.sources
                .iter()
                .map(move |source| Found { file, source })
        })
        .collect();
    let mut comparing = Comparing {
        found: &found,
        walk,
        paths: OnceCell::new(),
        known: BTreeMap::new(),
        done: BTreeMap::new(),
        is_copy: vec![false; found.len()],
    };
    let meeting = match before {
        None => meetings(&found, 0..found.len()),
        Some(before) => {
            let affected = affected(&found, before.touched);
            comparing.take_over(before.compared, &affected);
            meetings(&found, affected)
        }
    };
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

/// Where a source can be met.
fn places(source: &SourceRecord) -> impl Iterator<Item = Place> {
    let bands = source.sketch.bands().zip(0..);
    let bands = bands.map(|(band, kind)| (kind, band));
    let own = [
        source.own.folded_doi().map(|doi| number(&doi)),
        source.own.folded_url().map(|url| number(&url)),
        Some(source.hash.first_bytes()),
    ];
    let own = own.into_iter().zip([u8::MAX - 2, u8::MAX - 1, u8::MAX]);
    bands.chain(own.filter_map(|(number, kind)| Some((kind, number?))))
}

fn number(name: &str) -> u64 {
    Hash::of(name.as_bytes()).first_bytes()
}

/// How often all sources are gone through for those that meet one that was reached.
const MOST_ROUNDS: usize = 4;

/// The sources that meet one of the touched ones, or one that meets one, and so on; in order. All of them where that
/// goes on and on, so that a long chain of copies takes no longer than comparing everything.
fn affected(found: &[Found<'_>], touched: &[&SourceRecord]) -> Vec<usize> {
    let mut reached: HashSet<Place> = touched.iter().flat_map(|one| places(one)).collect();
    let mut is_affected = vec![false; found.len()];
    for _ in 0..MOST_ROUNDS {
        let mut reaches_further = false;
        for (one, is_affected) in found.iter().zip(&mut is_affected) {
            if !*is_affected && places(one.source).any(|place| reached.contains(&place)) {
                *is_affected = true;
                for place in places(one.source) {
                    reaches_further |= reached.insert(place);
                }
            }
        }
        if !reaches_further {
            return (0..found.len()).filter(|&at| is_affected[at]).collect();
        }
    }
    (0..found.len()).collect()
}

/// Where these sources can be met, place by place.
fn meetings(found: &[Found<'_>], of: impl IntoIterator<Item = usize>) -> Vec<(Place, usize)> {
    let of = of.into_iter();
    let mut meetings: Vec<(Place, usize)> = of
        .flat_map(|at| places(found[at].source).map(move |place| (place, at)))
        .collect();
    meetings.sort_unstable();
    meetings
}

struct Comparing<'a, 'm> {
    found: &'a [Found<'m>],
    walk: &'m Walk,
    /// Where the files are, once one is read.
    paths: OnceCell<BTreeMap<&'m str, &'m Path>>,
    /// What was compared in earlier runs, by numbers of sources.
    known: BTreeMap<(u64, u64), Relation>,
    done: BTreeMap<(usize, usize), Relation>,
    /// Which sources say the same as one before them.
    is_copy: Vec<bool>,
}

impl<'m> Comparing<'_, 'm> {
    /// Takes over what was compared of sources that are not affected; of the others it stays known.
    fn take_over(&mut self, compared: &[ComparedRecord], affected: &[usize]) {
        if compared.is_empty() {
            return;
        }
        let numbers = self.found.iter().zip(0..);
        let places: HashMap<u64, usize> = numbers.map(|(it, at)| (it.source.id, at)).collect();
        let is_affected = |at: &usize| affected.binary_search(at).is_ok();
        for one in compared {
            let both = places.get(&one.first).zip(places.get(&one.second));
            match both.map(|(first, second)| (*first, *second)) {
                Some(pair) if !is_affected(&pair.0) && !is_affected(&pair.1) => {
                    self.done.insert(pair, one.relation);
                }
                Some(_) => {
                    self.known.insert((one.first, one.second), one.relation);
                }
                None => {}
            }
        }
    }

    fn path(&self, file: &str) -> Option<&'m Path> {
        let paths = self.paths.get_or_init(|| {
            let files = self.walk.files.iter();
            files
                .map(|file| (file.name.as_str(), file.path.as_path()))
                .collect()
        });
        paths.get(file).copied()
    }

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
        let path = self.path(&file.name)?;
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
