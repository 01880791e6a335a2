//! Which rulings may meet a finding, without a look at all the others.

use std::collections::HashMap;

use super::ruling::{Ruling, Target};
use crate::report::Finding;

/// Rulings by what they are about; each is given by its place in the list.
pub(super) struct Near<'r> {
    by_finding: HashMap<(&'r str, &'r str), Vec<usize>>,
    by_lines: HashMap<&'r str, Stretches>,
    by_words: HashMap<&'r str, Stretches>,
}

impl<'r> Near<'r> {
    pub(super) fn of(rulings: &'r [Ruling]) -> Self {
        let mut by_finding: HashMap<_, Vec<usize>> = HashMap::new();
        let mut by_lines: HashMap<&str, Vec<Stretch>> = HashMap::new();
        let mut by_words: HashMap<&str, Vec<Stretch>> = HashMap::new();
        for (ruling, at) in rulings.iter().zip(0..) {
            let file = ruling.written_in.as_str();
            match &ruling.target {
                Target::Finding { draft, finding, .. } => {
                    let known = by_finding.entry((draft.as_str(), finding.as_str()));
                    known.or_default().push(at);
                }
                Target::Lines { first, last, .. } => {
                    by_lines.entry(file).or_default().push((*first, *last, at));
                }
                Target::Words { span } => {
                    let stretch = (span.start, span.end, at);
                    by_words.entry(file).or_default().push(stretch);
                }
            }
        }
        let sorted = |stretches: HashMap<&'r str, Vec<Stretch>>| {
            let stretches = stretches.into_iter();
            stretches
                .map(|(file, of)| (file, Stretches::of(of)))
                .collect()
        };
        Self {
            by_finding,
            by_lines: sorted(by_lines),
            by_words: sorted(by_words),
        }
    }

    /// The rulings that may meet a finding of the file at `path`, in the order of the list.
    pub(super) fn to(&self, path: &str, finding: &Finding) -> Vec<usize> {
        let place = &finding.place;
        let by_finding = self.by_finding.get(&(path, finding.fingerprint.as_str()));
        let mut near = by_finding.cloned().unwrap_or_default();
        if let Some(of) = self.by_lines.get(path) {
            near.extend(of.touching(place.line, place.end_line));
        }
        if let Some(of) = self.by_words.get(path) {
            near.extend(of.touching(place.start, place.end));
        }
        near.sort_unstable();
        near
    }
}

/// First and last line or byte of a ruling, and its place in the list.
type Stretch = (usize, usize, usize);

/// Stretches of one file.
struct Stretches {
    /// In the order in which they begin.
    sorted: Vec<Stretch>,
    /// How far any of those up to each one reaches.
    furthest: Vec<usize>,
}

impl Stretches {
    fn of(mut sorted: Vec<Stretch>) -> Self {
        sorted.sort_unstable();
        let reach = |most: &mut usize, one: &Stretch| {
            *most = one.1.max(*most);
            Some(*most)
        };
        Self {
            furthest: sorted.iter().scan(0, reach).collect(),
            sorted,
        }
    }

    /// Those that share something with the stretch from `first` to `last`.
    fn touching(&self, first: usize, last: usize) -> impl Iterator<Item = usize> {
        let begun = self.sorted.partition_point(|one| one.0 <= last);
        let known = self.sorted[..begun]
            .iter()
            .zip(&self.furthest[..begun])
            .rev();
        known
            .take_while(move |(_, furthest)| **furthest >= first)
            .filter(move |(one, _)| one.1 >= first)
            .map(|(one, _)| one.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_found_wherever_it_begins() {
        let stretches = vec![
            (1, 9, 0),
            (2, 2, 1),
            (3, 4, 2),
            (12, usize::MAX, 3),
            (5, 5, 4),
        ];
        let known = Stretches::of(stretches.clone());
        for first in 0..15 {
            for last in first..15 {
                let mut found: Vec<usize> = known.touching(first, last).collect();
                found.sort_unstable();
                let touches = |one: &&Stretch| one.0 <= last && first <= one.1;
                let mut expected: Vec<usize> =
                    stretches.iter().filter(touches).map(|one| one.2).collect();
                expected.sort_unstable();
                assert_eq!(found, expected, "{first} to {last}");
            }
        }
    }
}
