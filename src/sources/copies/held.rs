//! Whether a document says all that another one says.
//!
//! The words of the part are copied out of the whole, run by run. Between two runs nothing may
//! stand but furniture, and a run may be taken from elsewhere (a note that one form has at the foot
//! of the page and another at the end) only where sentences begin on both sides.

use std::collections::HashMap;
use std::ops::Range;

use super::Words;

/// Words by which a run is found.
const GRAM: usize = 4;
/// Places that are kept of the same words.
const MOST_PLACES: usize = 8;
/// So many words on, the whole may go on behind something that stands between.
const NEAR: usize = 48;
/// So many words of the part may stand between two runs.
const BETWEEN: usize = 48;
/// So many words may a run have run on by chance before its sentence ended.
const BACK: usize = 8;
/// More runs than this are no document that was written down in another form.
const MOST_RUNS: usize = 1000;
/// Furniture may be one word in so many of the part, or so many words of a short one.
const FURNITURE_ONE_IN: usize = 20;
const LEAST_FURNITURE: usize = 24;

/// Whether all that `part` says stands in `whole`.
pub(super) fn holds(whole: &Words, part: &Words) -> bool {
    let places = places(whole);
    let copying = Copying {
        whole,
        part,
        places,
    };
    copying.reaches_the_end()
}

struct Copying<'a> {
    whole: &'a Words,
    part: &'a Words,
    places: HashMap<[&'a str; GRAM], Vec<usize>>,
}

/// Words of the part that stand in the whole.
#[derive(Clone, Copy)]
struct Run {
    /// First word in the part.
    part: usize,
    /// First word in the whole.
    whole: usize,
    length: usize,
}

impl<'a> Copying<'a> {
    fn reaches_the_end(&self) -> bool {
        let most = LEAST_FURNITURE.max(self.part.len() / FURNITURE_ONE_IN);
        let (mut at, mut place, mut furniture) = (0, 0, 0);
        for _ in 0..MOST_RUNS {
            if at == self.part.len() {
                return self.whole.is_start(place);
            }
            let Some((from, run)) = self.next(at, place) else {
                let rest = at..self.part.len();
                let fits = furniture + rest.len() <= most && self.part.is_furniture(rest);
                return fits && self.whole.is_start(place);
            };
            furniture += run.part - from;
            if furniture > most {
                return false;
            }
            (at, place) = (run.part + run.length, run.whole + run.length);
        }
        false
    }

    /// The run that goes on where the part is copied up to `at` and the whole read up to `place`,
    /// and from where on in the part; a few words back where the run before ran on by chance.
    fn next(&self, at: usize, place: usize) -> Option<(usize, Run)> {
        let backs = (0..=BACK.min(at).min(place)).filter(|&back| {
            let is_break = self.part.is_start(at - back) && self.whole.is_start(place - back);
            back == 0 || is_break
        });
        backs.into_iter().find_map(|back| {
            let run = self.next_from(at - back, place - back, back > 0)?;
            (run.part + run.length > at).then_some((at - back, run))
        })
    }

    fn next_from(&self, at: usize, place: usize, is_back: bool) -> Option<Run> {
        let end = (at + BETWEEN).min(self.part.len().saturating_sub(GRAM));
        (at..=end).find_map(|from| {
            let gram = gram(self.part, from)?;
            let near = place..(place + NEAR).min(self.whole.len());
            let near = near.filter(|&it| gram_is(self.whole, it, &gram));
            let far = self.places.get(&gram).into_iter().flatten().copied();
            let candidates = near.chain(far);
            let fitting = candidates.filter(|&it| {
                let is_before = is_back && from == at && it == place;
                !is_before && self.fits(at..from, place, it)
            });
            let runs = fitting.map(|whole| Run {
                part: from,
                whole,
                length: self.length(from, whole),
            });
            // Of equally long ones the first, which is the nearest.
            runs.reduce(|best, run| if run.length > best.length { run } else { best })
        })
    }

    /// Whether nothing of what the part says is lost between two runs: `between` stands between them
    /// in the part, and the whole is read up to `place` and again from `next`.
    fn fits(&self, between: Range<usize>, place: usize, next: usize) -> bool {
        let is_near = place <= next && next - place <= NEAR;
        if is_near {
            let skipped = place..next;
            if self.is_written_otherwise(between.clone(), skipped.clone()) {
                return true;
            }
            if self.part.is_furniture(between.clone()) && self.whole.is_furniture(skipped.clone()) {
                let figures =
                    self.part.has_figure(between.clone()) && self.whole.has_figure(skipped);
                // The heads of two editions.
                return !figures;
            }
        }
        let is_break = self.part.is_start(between.start)
            && self.part.is_start(between.end)
            && self.whole.is_start(place)
            && self.whole.is_start(next);
        is_break && self.part.is_furniture(between)
    }

    /// Whether the same letters stand in both, parted into words otherwise.
    fn is_written_otherwise(&self, part: Range<usize>, whole: Range<usize>) -> bool {
        let words = part.clone().map(|at| self.part.get(at));
        let differs = !words.eq(whole.clone().map(|at| self.whole.get(at)));
        let letters = self.part.letters(part).zip(self.whole.letters(whole));
        differs && letters.is_some_and(|(part, whole)| part == whole)
    }

    fn length(&self, part: usize, whole: usize) -> usize {
        let longest = (self.part.len() - part).min(self.whole.len() - whole);
        let differs = |&by: &usize| self.part.get(part + by) != self.whole.get(whole + by);
        (0..longest).find(differs).unwrap_or(longest)
    }
}

/// Where in the whole the words that a run begins with stand.
fn places(whole: &Words) -> HashMap<[&str; GRAM], Vec<usize>> {
    let mut places: HashMap<[&str; GRAM], Vec<usize>> = HashMap::new();
    for at in 0..whole.len() {
        if let Some(gram) = gram(whole, at) {
            let known = places.entry(gram).or_default();
            if known.len() < MOST_PLACES {
                known.push(at);
            }
        }
    }
    places
}

fn gram(words: &Words, at: usize) -> Option<[&str; GRAM]> {
    (at + GRAM <= words.len()).then(|| std::array::from_fn(|by| words.get(at + by)))
}

fn gram_is(words: &Words, at: usize, gram: &[&str; GRAM]) -> bool {
    self::gram(words, at).as_ref() == Some(gram)
}
