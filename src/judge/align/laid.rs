//! Two sentences laid side by side word by word: what stands in one place of the one and not of the other.
//!
//! A claim that is copied from a source with a word changed shares nearly all its words with it, in their order; the
//! change is then the whole difference between them. The best such laying is that of Needleman and Wunsch (A general
//! method applicable to the search for similarities, 1970), with both ends of the source left free.

use crate::judge::sentence::Sentence;
use crate::language::lexicon;
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Words of a sentence beyond which it is not laid: nobody copies so long a one by hand.
const LONGEST: usize = 120;

/// What a content word that both have is worth.
const SAME_WORD: f64 = 2.0;
/// What a function word that both have is worth.
const SAME_SMALL_WORD: f64 = 1.0;
/// What one word in the place of another costs, and a word of the claim that has no place.
const OTHER_WORD: f64 = -1.0;
/// What a word that the claim leaves out costs: asides are left out whole.
const LEFT_OUT: f64 = -0.1;

/// A place where the two differ: the words that each has there, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::judge) struct Place {
    pub(in crate::judge) claimed: Option<Span>,
    pub(in crate::judge) found: Option<Span>,
}

/// A claim laid beside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::judge) struct Laid {
    /// Words of the sentence that the claim has in the same order.
    pub(in crate::judge) shared: Vec<Span>,
    /// Where they differ, in order. What stands before the first shared word of the sentence and after the last is no
    /// part of it, but for as many words as the claim has there, and the one before: "nearly all".
    pub(in crate::judge) places: Vec<Place>,
}

/// `claim` beside `sentence`; `None` where either is too long or they share nothing.
pub(in crate::judge) fn laid(claim: &Sentence, sentence: &Sentence) -> Option<Laid> {
    let (ours, theirs) = (words(claim), words(sentence));
    if ours.len() > LONGEST || theirs.len() > LONGEST {
        return None;
    }
    let steps = best(&ours, &theirs);
    let (first, last) = (*steps.first()?, *steps.last()?);
    let mut places = Vec::new();
    let mut place = |our: std::ops::Range<usize>, their: std::ops::Range<usize>| {
        let (claimed, found) = (cover(&ours[our]), cover(&theirs[their]));
        if claimed.is_some() || found.is_some() {
            places.push(Place { claimed, found });
        }
    };
    place(0..first.0, first.1.saturating_sub(first.0 + 1)..first.1);
    for pair in steps.windows(2) {
        place(pair[0].0 + 1..pair[1].0, pair[0].1 + 1..pair[1].1);
    }
    let after = ours.len() - last.0 - 1;
    let end = (last.1 + 1 + after).min(theirs.len());
    place(last.0 + 1..ours.len(), last.1 + 1..end);
    Some(Laid {
        shared: steps.iter().map(|step| theirs[step.1].span).collect(),
        places,
    })
}

fn words(sentence: &Sentence) -> Vec<&Token> {
    let tokens = sentence.tokens.iter();
    tokens
        .filter(|token| token.kind != TokenKind::Punctuation)
        .collect()
}

fn cover(tokens: &[&Token]) -> Option<Span> {
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

/// Whether two words are forms of one.
fn is_same(ours: &Token, theirs: &Token) -> bool {
    ours.folded == theirs.folded
        || (ours.stem == theirs.stem && !lexicon::strangers(&ours.folded, &theirs.folded))
}

/// The pairs of words, by number, that the best laying puts together.
fn best(ours: &[&Token], theirs: &[&Token]) -> Vec<(usize, usize)> {
    let width = theirs.len() + 1;
    let worth = |i: usize, j: usize| match is_same(ours[i], theirs[j]) {
        true if ours[i].is_stop => SAME_SMALL_WORD,
        true => SAME_WORD,
        false => OTHER_WORD,
    };
    let mut total = vec![0.0; (ours.len() + 1) * width];
    for i in 1..=ours.len() {
        total[i * width] = i as f64 * OTHER_WORD;
        for j in 1..width {
            let beside = total[(i - 1) * width + j - 1] + worth(i - 1, j - 1);
            let left_out = total[i * width + j - 1] + left_out(i, ours.len());
            total[i * width + j] = beside
                .max(left_out)
                .max(total[(i - 1) * width + j] + OTHER_WORD);
        }
    }
    let (mut i, mut j) = (ours.len(), theirs.len());
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        let here = total[i * width + j];
        if here == total[(i - 1) * width + j - 1] + worth(i - 1, j - 1) {
            (i, j) = (i - 1, j - 1);
            if is_same(ours[i], theirs[j]) {
                pairs.push((i, j));
            }
        } else if here == total[i * width + j - 1] + left_out(i, ours.len()) {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// What it costs to leave out a word behind the claim's first `i` of `count` words.
fn left_out(i: usize, count: usize) -> f64 {
    if i == count { 0.0 } else { LEFT_OUT }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::date::DateContext;

    /// The places as words: the claim's, then the sentence's.
    fn differ(claim: &str, source: &str) -> Vec<(String, String)> {
        let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
        let (ours, theirs) = (read(claim), read(source));
        let laid = laid(&ours, &theirs).expect("two sentences with words in common");
        let written =
            |span: Option<Span>, text: &str| span.map_or("", |span| span.of(text)).to_owned();
        let places = laid.places.iter();
        let places =
            places.map(|place| (written(place.claimed, claim), written(place.found, source)));
        places.collect()
    }

    #[test]
    fn a_word_in_the_place_of_another_is_found_with_it() {
        for (claim, source, ours, theirs) in [
            (
                "The pilots always sleep ashore.",
                "The pilots usually sleep ashore.",
                "always",
                "usually",
            ),
            (
                "The mayor said it was unsafe.",
                "The harbour master said it was unsafe.",
                "mayor",
                "harbour master",
            ),
            (
                "The bridge fell in the storm.",
                "The bridge almost fell in the storm.",
                "",
                "almost",
            ),
            (
                "The bridge fell in the great storm.",
                "The bridge fell in the storm.",
                "great",
                "",
            ),
            (
                "The mill closed on Monday.",
                "The mill closed on Friday, Holm said.",
                "Monday",
                "Friday",
            ),
        ] {
            assert_eq!(
                differ(claim, source),
                [(ours.to_owned(), theirs.to_owned())],
                "{claim}"
            );
        }
    }

    #[test]
    fn the_same_words_differ_nowhere() {
        assert_eq!(differ("The mills closed.", "The mill closed in May."), []);
    }
}
