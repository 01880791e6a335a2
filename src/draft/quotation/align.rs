//! The place of a text whose words are nearest to a quotation's, and the edits between them.
//!
//! Approximate matching of a pattern anywhere in a text by dynamic programming (Sellers, "The
//! theory and computation of evolutionary distances", Journal of Algorithms 1, 1980), on words
//! instead of letters; common words weigh less than telling ones.

use super::word::Word;

/// One step from a quotation to the text; numbers count words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Both have the word.
    Same {
        /// In the quotation.
        wanted: usize,
        /// In the text.
        text: usize,
    },
    /// The text has another word.
    Other {
        /// In the quotation.
        wanted: usize,
        /// In the text.
        text: usize,
    },
    /// The quotation has a word that the text lacks.
    Extra {
        /// In the quotation.
        wanted: usize,
    },
    /// The text has a word that the quotation leaves out without saying so.
    Missing {
        /// In the text.
        text: usize,
    },
    /// The text has a word where the quotation has a marked ellipsis.
    Skipped {
        /// In the text.
        text: usize,
    },
    /// The end of the quotation.
    End,
}

/// The nearest place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alignment {
    /// First word of the text that is met.
    pub(super) first: usize,
    /// Last word of the text that is met.
    pub(super) last: usize,
    /// 1 minus the share of the quotation's weight that must be edited.
    pub(super) likeness: f64,
    /// The edits, in order.
    pub(super) edits: Vec<Edit>,
}

/// Weights are whole numbers, so that sums do not depend on their order.
pub(super) fn weight(word: &Word) -> u32 {
    if word.is_common() { 4 } else { 10 }
}

/// Words of a text that are aligned at once; a longer text is cut into overlapping windows, so
/// that memory stays bounded.
const WINDOW: usize = 4096;

/// Longest quotation that is aligned, in words.
pub(super) const LONGEST: usize = 400;

/// A text to align with, and whether a sentence ends between each word and the next.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) words: &'t [Word],
    pub(super) sentence_ends: &'t [bool],
}

/// The nearest place of `text` for at most [`LONGEST`] words; `None` where it has none of them.
pub(super) fn nearest(wanted: &[Word], free_after: &[bool], text: Text<'_>) -> Option<Alignment> {
    let step = WINDOW - 3 * LONGEST;
    let mut best: Option<Alignment> = None;
    let mut start = 0;
    let length = text.words.len();
    while start < length {
        let end = (start + WINDOW).min(length);
        let window = Text {
            words: &text.words[start..end],
            sentence_ends: &text.sentence_ends[start..end],
        };
        if let Some(found) = nearest_within(wanted, free_after, window, start)
            && best
                .as_ref()
                .is_none_or(|best| found.likeness > best.likeness)
        {
            best = Some(found);
        }
        if end == length {
            break;
        }
        start += step;
    }
    best
}

/// The cheaper of four ways into a cell; earlier ones win ties.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Start,
    Diagonal,
    Extra,
    Missing,
}

fn nearest_within(
    wanted: &[Word],
    free_after: &[bool],
    window: Text<'_>,
    origin: usize,
) -> Option<Alignment> {
    let text = window.words;
    let columns = text.len() + 1;
    let mut ways = vec![Way::Start; (wanted.len() + 1) * columns];
    let mut above = vec![0_u32; columns];
    let weights: Vec<u32> = text.iter().map(weight).collect();
    for (row, word) in wanted.iter().enumerate() {
        let mut current = vec![0_u32; columns];
        let own = weight(word);
        current[0] = above[0] + own;
        ways[(row + 1) * columns] = Way::Extra;
        let is_free = free_after[row];
        for (column, here) in text.iter().enumerate() {
            let substitution = if word.is(here) {
                0
            } else {
                own.max(weights[column])
            };
            let diagonal = above[column] + substitution;
            let extra = above[column + 1] + own;
            let missing = current[column] + if is_free { 0 } else { weights[column] };
            let (cost, way) = [
                (diagonal, Way::Diagonal),
                (missing, Way::Missing),
                (extra, Way::Extra),
            ]
            .into_iter()
            .min_by_key(|&(cost, _)| cost)
            .unwrap_or((diagonal, Way::Diagonal));
            current[column + 1] = cost;
            ways[(row + 1) * columns + column + 1] = way;
        }
        above = current;
    }
    let (mut end, &cost) = above
        .iter()
        .enumerate()
        .skip(1)
        .min_by_key(|&(_, cost)| cost)?;
    // Of ends that cost the same the one where the last words stand against each other, as far as
    // the sentence goes: other last words are altered, not put in.
    while end + 1 < columns
        && above[end + 1] == cost
        && ways[wanted.len() * columns + end + 1] == Way::Diagonal
        && !window.sentence_ends[end - 1]
    {
        end += 1;
    }
    let total: u32 = wanted.iter().map(weight).sum();
    let mut edits = trace(wanted, free_after, text, &ways, end);
    meet_ends(&mut edits, window, end);
    let met = |edit: &Edit| match edit {
        Edit::Same { text, .. } | Edit::Other { text, .. } => Some(*text),
        _ => None,
    };
    let first = edits.iter().find_map(met)?;
    let last = edits.iter().rev().find_map(met)?;
    let shifted = edits.into_iter().map(|edit| shift(edit, origin)).collect();
    Some(Alignment {
        first: first + origin,
        last: last + origin,
        likeness: 1.0 - f64::from(cost) / f64::from(total.max(1)),
        edits: shifted,
    })
}

fn trace(
    wanted: &[Word],
    free_after: &[bool],
    text: &[Word],
    ways: &[Way],
    end: usize,
) -> Vec<Edit> {
    let columns = text.len() + 1;
    let (mut row, mut column) = (wanted.len(), end);
    let mut edits = Vec::new();
    while row > 0 {
        match ways[row * columns + column] {
            Way::Diagonal => {
                row -= 1;
                column -= 1;
                edits.push(if wanted[row].is(&text[column]) {
                    Edit::Same {
                        wanted: row,
                        text: column,
                    }
                } else {
                    Edit::Other {
                        wanted: row,
                        text: column,
                    }
                });
            }
            Way::Extra | Way::Start => {
                row -= 1;
                edits.push(Edit::Extra { wanted: row });
            }
            Way::Missing => {
                column -= 1;
                edits.push(if free_after[row - 1] {
                    Edit::Skipped { text: column }
                } else {
                    Edit::Missing { text: column }
                });
            }
        }
    }
    edits.reverse();
    edits
}

/// Lets the first and last words that the text lacks stand against those that it has in their place, as far
/// as its sentence goes: a common word for a telling one is altered, not put in.
fn meet_ends(edits: &mut [Edit], window: Text<'_>, end: usize) {
    let is_met = |edit: &Edit| !matches!(edit, Edit::Extra { .. });
    let Some(first_met) = edits.iter().position(is_met) else {
        return;
    };
    let last_met = edits.iter().rposition(is_met).unwrap_or(first_met);
    let start = end - edits.iter().filter(|edit| is_met(edit)).count();
    let mut before = start;
    for edit in edits[..first_met].iter_mut().rev() {
        if before == 0 || window.sentence_ends[before - 1] {
            break;
        }
        before -= 1;
        meet(edit, before);
    }
    for (after, edit) in (end..).zip(&mut edits[last_met + 1..]) {
        if after == window.words.len() || window.sentence_ends[after - 1] {
            break;
        }
        meet(edit, after);
    }
}

fn meet(edit: &mut Edit, text: usize) {
    if let Edit::Extra { wanted } = *edit {
        *edit = Edit::Other { wanted, text };
    }
}

fn shift(edit: Edit, by: usize) -> Edit {
    match edit {
        Edit::Same { wanted, text } => Edit::Same {
            wanted,
            text: text + by,
        },
        Edit::Other { wanted, text } => Edit::Other {
            wanted,
            text: text + by,
        },
        Edit::Missing { text } => Edit::Missing { text: text + by },
        Edit::Skipped { text } => Edit::Skipped { text: text + by },
        other => other,
    }
}
