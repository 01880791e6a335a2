//! PDF: the words of its pages in the order in which a person reads them.
//!
//! `extract` takes the glyphs out of the file (it alone names the library), `accents` puts accents on
//! their letters, `furniture` leaves out what stands on every page, `columns` sorts columns that are
//! drawn by turns, `rows` finds tables and columns, `paragraphs` puts lines together, `hyphens` joins
//! words that a line end parts, and `write` makes the reading. Nothing here knows that it runs in a
//! process of its own.

mod accents;
mod columns;
mod extract;
mod furniture;
mod hyphens;
mod levels;
mod page;
mod paragraphs;
mod rows;
mod write;

use super::ReadError;
use super::reading::Reading;
use page::{Pages, State};

/// What makes a reading: the library, and our own layout. A reading by another version may have
/// other words at the same place.
pub(super) fn version() -> String {
    format!("{}, layout 4", extract::LIBRARY)
}

/// Reads the PDF that `bytes` are.
///
/// # Errors
/// When it cannot be opened, or no page of it has words.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut pages = extract::pages(bytes)?;
    let gaps = gaps(&pages);
    if pages.pages.iter().all(|page| page.lines.is_empty()) {
        return Err(match gaps.into_iter().next() {
            Some(why) => ReadError::refused(why),
            None => ReadError::NothingToRead,
        });
    }
    furniture::leave_out(&mut pages.pages);
    let blocks = paragraphs::blocks(&pages.pages);
    let mut reading = write::write(&blocks, &pages);
    reading.gaps = gaps;
    Ok(reading)
}

/// The pages that could not be read, a sentence for each reason.
fn gaps(pages: &Pages) -> Vec<String> {
    let reasons = [
        (
            State::Scanned,
            "scanned, not read: a picture without text; have the text recognised (OCR) and try again",
        ),
        (
            State::Nameless,
            "not read: the file does not say which letters its signs are; have the text recognised (OCR) and try again",
        ),
        (State::Overfull, "not read: too many characters on one page"),
        (
            State::Damaged,
            "not read: damaged; open the file and save it anew",
        ),
    ];
    let total = pages.pages.len();
    let said = |(state, why): (State, &str)| {
        let numbers = pages.pages.iter().filter(|page| page.state == state);
        let numbers: Vec<u32> = numbers.map(|page| page.number).collect();
        let page = if numbers.len() == 1 { "page" } else { "pages" };
        (!numbers.is_empty()).then(|| format!("{page} {} of {total} {why}", ranges(&numbers)))
    };
    reasons.into_iter().filter_map(said).collect()
}

/// Numbers in order, runs of them as ranges: `1, 3–5`.
fn ranges(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut().filter(|run| run.1 + 1 == number) {
            Some(run) => run.1 = number,
            None => runs.push((number, number)),
        }
    }
    let written = runs.iter().map(|&(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_pages_are_named_as_ranges() {
        assert_eq!(ranges(&[1, 3, 4, 5, 9, 10]), "1, 3–5, 9–10");
    }
}
