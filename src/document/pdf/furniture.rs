//! What stands on every page and belongs to none: running heads and feet, page numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Line, Page};

/// How many baselines from the head or the foot of a page may be furniture.
const OUTERMOST: usize = 3;
/// On how many pages a line must recur.
const RECURS: usize = 3;
/// How far apart two heights may be that are the same, in points.
const SAME_HEIGHT: f32 = 4.0;

/// Leaves out the lines among the outermost of each page that recur at the same height with the
/// same words, numbers aside, and those that are the number of their page.
pub(super) fn leave_out(pages: &mut [Page]) {
    let mut pages_of: BTreeMap<String, Vec<(f32, u32)>> = BTreeMap::new();
    let outer: Vec<Vec<usize>> = pages.iter().map(outermost).collect();
    for (page, outer) in pages.iter().zip(&outer) {
        for &at in outer {
            let line = &page.lines[at];
            let seen = pages_of.entry(masked(line)).or_default();
            seen.push((line.base(), page.number));
        }
    }
    let is_furniture = |line: &Line| {
        let base = line.base();
        let alike = pages_of.get(&masked(line)).into_iter().flatten();
        let recurring: BTreeSet<u32> = alike
            .filter(|(height, _)| (height - base).abs() < SAME_HEIGHT)
            .map(|(_, number)| *number)
            .collect();
        recurring.len() >= RECURS
    };
    let stays: Vec<Vec<bool>> = pages
        .iter()
        .zip(&outer)
        .map(|(page, outer)| {
            let lines = page.lines.iter().enumerate();
            lines
                .map(|(at, line)| {
                    !outer.contains(&at) || !(is_furniture(line) || is_number(page, at))
                })
                .collect()
        })
        .collect();
    // A document of nothing else consists of it.
    if !stays.iter().flatten().any(|stays| *stays) {
        return;
    }
    for (page, stays) in pages.iter_mut().zip(stays) {
        let mut stays = stays.into_iter();
        page.lines.retain(|_| stays.next().unwrap_or(true));
    }
}

/// The lines on the outermost baselines of a page, as places among its lines.
fn outermost(page: &Page) -> Vec<usize> {
    let mut bases: Vec<i32> = page.lines.iter().map(|line| line.base() as i32).collect();
    bases.sort_unstable();
    bases.dedup_by(|a, b| (*a - *b).abs() < 3);
    let lowest = bases.get(OUTERMOST - 1).copied().unwrap_or(i32::MAX);
    let highest = match bases.len().checked_sub(OUTERMOST) {
        Some(at) => bases[at],
        None => i32::MIN,
    };
    let is_outer = |line: &Line| {
        let base = line.base() as i32;
        base <= lowest.saturating_add(2) || base >= highest.saturating_sub(2)
    };
    (0..page.lines.len())
        .filter(|&at| is_outer(&page.lines[at]))
        .collect()
}

/// Whether the line at `at` is the number of its page, with nothing beside it: a short document has
/// not enough pages for it to recur.
fn is_number(page: &Page, at: usize) -> bool {
    let line = &page.lines[at];
    let written = line.text();
    let words = written.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    let number = match words.next() {
        Some(word) if word.eq_ignore_ascii_case("page") => words.next(),
        word => word,
    };
    let is_own = number.is_some_and(|number| {
        number == page.number.to_string() || page.label.as_deref() == Some(number)
    });
    // Behind it may stand how many there are: `2 / 7`, `2 of 7`, `2 sur 7`.
    let rest: Vec<&str> = words.collect();
    let is_count = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let ends_there = match rest.as_slice() {
        [] => true,
        [count] => is_count(count),
        [of, count] => matches!(*of, "of" | "sur" | "de") && is_count(count),
        _ => false,
    };
    let has_company =
        page.lines.iter().enumerate().any(|(other, beside)| {
            other != at && (beside.base() - line.base()).abs() < SAME_HEIGHT
        });
    is_own && ends_there && !has_company
}

/// A line with every number, arabic or roman, put as one sign.
fn masked(line: &Line) -> String {
    let words = line.text().to_lowercase();
    let is_roman = |word: &str| !word.is_empty() && word.chars().all(|c| "ivxlc".contains(c));
    let masked = words.split_whitespace().map(|word| {
        if is_roman(word) {
            return "#".to_owned();
        }
        let mut masked = String::new();
        for character in word.chars() {
            match character.is_ascii_digit() {
                true if masked.ends_with('#') => {}
                true => masked.push('#'),
                false => masked.push(character),
            }
        }
        masked
    });
    masked.collect::<Vec<_>>().join(" ")
}
