//! Locators: "p. 4", "paras 12–14", "l. 118".

use std::sync::LazyLock;

use regex::Regex;

use super::{Locator, LocatorKind};

static LOCATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[\s,;(:])(pp?\.?|pages?|paras?\.?|paragraphs?|paragraphes?|§§?|",
        r"ll?\.|lines?|lignes?|chaps?\.|chs?\.|chapters?|chapitres?|sect?\.|sections?|",
        r"figs?\.?|figures?|tab\.|tables?|tableaux?|vols?\.|volumes?|nos?\.|eqs?\.)\s*",
        r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?",
    ))
    .expect("the pattern is sound")
});

/// A number alone, as it stands for a page behind a year or a key: "142", "118–24, 130".
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s,:]*(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?(?:,\s*\d[\d\s,–-]*)?\s*(?:n\.?\s*\d*|ff?\.?)?\s*$")
        .expect("the pattern is sound")
});

/// The locator that `text` is, behind the year or the key of a citation.
pub(super) fn behind(text: &str) -> Option<Locator> {
    find(text).or_else(|| {
        let page = PAGE.captures(text)?;
        let first: u32 = page[1].parse().ok()?;
        let last = page.get(2).and_then(|last| last.as_str().parse().ok());
        Some(Locator {
            kind: LocatorKind::Page,
            first,
            last: last.map_or(first, |last| closing(first, last)),
        })
    })
}

/// The words of a reference before its locator.
pub(in crate::draft) fn before(reference: &str) -> &str {
    let found = LOCATOR.captures(reference).and_then(|found| found.get(1));
    match found {
        Some(locator) if locator.start() > 0 => &reference[..locator.start()],
        _ => reference,
    }
}

/// The first locator of `text`.
pub(super) fn find(text: &str) -> Option<Locator> {
    let found = LOCATOR.captures(text)?;
    let kind = match found[1].to_lowercase().as_bytes() {
        [b'p', b'a', b'r', ..] => LocatorKind::Paragraph,
        [b'p', ..] => LocatorKind::Page,
        [b'l', ..] => LocatorKind::Line,
        [b'c', ..] | [b's', ..] => LocatorKind::Section,
        [b'f' | b't' | b'v' | b'n' | b'e', ..] => LocatorKind::Part,
        _ => LocatorKind::Paragraph,
    };
    let first: u32 = found[2].parse().ok()?;
    let last = found.get(3).and_then(|last| last.as_str().parse().ok());
    Some(Locator {
        kind,
        first,
        last: last.map_or(first, |last| closing(first, last)),
    })
}

/// The end of a range whose last number may be shortened: 118–24 ends at 124.
fn closing(first: u32, last: u32) -> u32 {
    if last >= first {
        return last;
    }
    let power = 10_u32.pow(last.max(1).ilog10() + 1);
    let full = first / power * power + last;
    full.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_read_with_their_kind_and_range() {
        let read = |text| find(text).map(|found| (found.kind, found.first, found.last));
        assert_eq!(read("p. 4"), Some((LocatorKind::Page, 4, 4)));
        assert_eq!(
            read("Ruaro, 2023, pp. 118–24"),
            Some((LocatorKind::Page, 118, 124))
        );
        assert_eq!(read("para. 12"), Some((LocatorKind::Paragraph, 12, 12)));
        assert_eq!(read("§ 7"), Some((LocatorKind::Paragraph, 7, 7)));
        assert_eq!(read("l. 118"), Some((LocatorKind::Line, 118, 118)));
        assert_eq!(read("Mali, 2013"), None);
        assert_eq!(read("on 4 May"), None);
        let read = |text| behind(text).map(|found| (found.kind, found.first, found.last));
        assert_eq!(read(" 142"), Some((LocatorKind::Page, 142, 142)));
        assert_eq!(read(", 118–24"), Some((LocatorKind::Page, 118, 124)));
        assert_eq!(read("fig. 4"), Some((LocatorKind::Part, 4, 4)));
        assert_eq!(read("ch. 4"), Some((LocatorKind::Section, 4, 4)));
        assert_eq!(read("4 May"), None);
    }
}
