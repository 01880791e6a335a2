//! Author and year: `(Ruaro, 2023)`, `(Tull, 2022; Shankar, 2023a)`, `Ruaro (2023, p. 4)`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Style, Target, locator};
use crate::span::{Span, tail};

const YEAR: &str = r"(?:1[6-9]\d\d|20\d\d)[a-z]?|n\.\s?d\.|s\.\s?d\.|forthcoming|in press";

/// A name: words with a capital, joined by particles; "and", "&", "et" join two of them.
const NAME: &str = concat!(
    r"(?:(?:de|van|von|der|den|al-|el-|ben|bin|la|le|du|d['’])\s?)*\p{Lu}[\p{L}'’.\-]*",
    r"(?:\s+(?:(?:of|for|the|de|des|du|la|le|les|pour|van|von|der|den|on|in|to|et\.? al\.?|&|and|et|y|und)\s+)*(?:[dl]['’])?\p{Lu}[\p{L}'’.\-]*)*",
    r"(?:,?\s+(?:(?:et\.?|&|and)\s+al\.?|and\s+others|and\s+colleagues|et\s+autres))?",
);

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\(([^()]*?\b(?:{YEAR})[^()]*)\)")).expect("the pattern is sound")
});

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\s*(?:(?:see|see also|cf\.?|e\.g\.,?|cited (?:in|by)|quoted (?:in|by)|as cited in|voir|voir aussi|cité (?:par|dans)|and|also|notably)\s+)*({NAME}(?:,\s+{NAME})*?)(?:,|:)?\s+({YEAR})((?:\s*,\s*(?:{YEAR}|[a-z]))*)(?:\s*[,:]\s*(.*))?$",
    ))
    .expect("the pattern is sound")
});

static NARRATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"({NAME})(?:['’]s?)?\s+\(({YEAR})((?:\s*[,;]\s*(?:{YEAR}|[a-z]))*)(?:\s*[,:]\s*([^()]*))?\)",
    ))
    .expect("the pattern is sound")
});

static NEXT_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"({YEAR}|\b[a-z]\b)")).expect("the pattern is sound"));

static REPORTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:,\s+\w+\s+)?(?:also |has |have |a |ont )?(?:sa(?:id|ys?)|writes?|wrote|written|notes?|noted|argue[sd]?|reports?|reported|finds?|found|shows?|showed|shown|estimate[sd]?|claims?|claimed|describe[sd]?|speaks?|spoke|calls?|called|observe[sd]?|point(?:s|ed)? out|put(?:s)? it|conclude[sd]?|state[sd]?|suggest(?:s|ed)?|warn(?:s|ed)?|count(?:s|ed)?|écri(?:t|vent)|note(?:nt)?|affirme(?:nt)?|montre(?:nt)?|estime(?:nt)?|constate(?:nt)?|souligne(?:nt)?)\b")
        .expect("the pattern is sound")
});

/// What leads to an author. *In* and *from* lead to a place or a title as well.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:according to|by|see|selon|d['’]après|par|voir)\s+$")
        .expect("the pattern is sound")
});

/// Words that open a sentence before the name of an author.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:According to|As|In|By|See|For|But|And|While|Like|Both|Yet|Here|Again|Later|Selon|D['’]après|Pour|Mais|Comme)\s+)+")
        .expect("the pattern is sound")
});

/// Words with a capital that are followed by a year without being an author.
const NO_AUTHORS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Spring",
    "Summer",
    "Autumn",
    "Fall",
    "Winter",
    "Since",
    "From",
    "In",
    "Until",
    "By",
    "After",
    "Before",
    "Late",
    "Early",
    "Mid",
    "Resolution",
    "Law",
    "Act",
    "Decree",
    "Article",
    "Vol.",
    "No.",
    "Figure",
    "Table",
    "Janvier",
    "Février",
    "Mars",
    "Avril",
    "Mai",
    "Juin",
    "Juillet",
    "Août",
    "Septembre",
    "Octobre",
    "Novembre",
    "Décembre",
    "Depuis",
    "Dès",
    "En",
    "Loi",
    "Décret",
];

/// The citations of `text`, in order. Whether a doubtful one is a citation is for the caller to
/// decide, who sees the whole draft.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for group in BRACKETED.captures_iter(text) {
        let whole = group.get(0).expect("a match has a whole");
        let apparatus = Span::new(whole.start(), whole.end());
        let mut start = apparatus.start + 1;
        let mut items = Vec::new();
        for part in group[1].split(';') {
            items.extend(bracketed_item(part, start, apparatus));
            start += part.len() + 1;
        }
        found.extend(items);
    }
    for captures in NARRATIVE.captures_iter(text) {
        found.extend(narrative(text, &captures));
    }
    found.sort_by_key(|item| item.span.start);
    found
}

fn bracketed_item(part: &str, start: usize, apparatus: Span) -> Vec<Found> {
    let Some(captures) = ITEM.captures(part) else {
        return Vec::new();
    };
    let authors = authors_of(&captures[1]);
    if authors.is_empty() {
        return Vec::new();
    }
    let lead = part.len() - part.trim_start().len();
    let span = Span::new(start + lead, start + part.trim_end().len());
    let tail = captures.get(4).map_or("", |tail| tail.as_str());
    // "(Getty Images, Okoro, 2012)" says whose picture it is: authors are joined by more than commas.
    let is_joined = authors.len() < 2 || JOINING.is_match(&captures[1]);
    let found = Found {
        style: Style::AuthorYear,
        target: Target::AuthorYear {
            authors,
            year: None,
        },
        locator: locator::behind(tail),
        span,
        apparatus,
        certain: is_joined && (tail.is_empty() || locator::behind(tail).is_some()),
    };
    one_a_year(found, &captures)
}

fn narrative(text: &str, captures: &regex::Captures<'_>) -> Vec<Found> {
    let (whole, name) = (
        captures.get(0).expect("a match has a whole"),
        captures
            .get(1)
            .expect("a narrative citation names its author"),
    );
    let opening = OPENING
        .find(name.as_str())
        .map_or(0, |opening| opening.end());
    let start = name.start() + opening;
    let authors = authors_of(&text[start..name.end()]);
    if authors.is_empty() {
        return Vec::new();
    }
    let bracket = name.end() + text[name.end()..whole.end()].find('(').unwrap_or(0);
    let span = Span::new(start, whole.end());
    let certain =
        REPORTING.is_match(&text[whole.end()..]) || LEADING.is_match(tail(&text[..start], 64));
    let tail = captures.get(4).map_or("", |tail| tail.as_str());
    let found = Found {
        style: Style::AuthorYear,
        target: Target::AuthorYear {
            authors,
            year: None,
        },
        locator: locator::behind(tail),
        span,
        apparatus: Span::new(bracket, whole.end()),
        certain,
    };
    one_a_year(found, captures)
}

/// The citation once for each year that it gives; its own year is a placeholder.
fn one_a_year(found: Found, captures: &regex::Captures<'_>) -> Vec<Found> {
    let more = captures.get(3).map_or("", |more| more.as_str());
    let of_year = |year: Option<String>| {
        let mut found = found.clone();
        if let Target::AuthorYear { year: own, .. } = &mut found.target {
            *own = year;
        }
        found
    };
    years(&captures[2], more).into_iter().map(of_year).collect()
}

/// The year, and the further ones of "2021, 2023" or "2022a, b"; `None` stands for "n.d.".
fn years(first: &str, more: &str) -> Vec<Option<String>> {
    let dated = |year: &str| {
        year.starts_with(|c: char| c.is_ascii_digit())
            .then(|| year.to_owned())
    };
    let mut base = &first[..first.len().min(4)];
    let mut years = vec![dated(first)];
    for next in NEXT_YEAR.find_iter(more) {
        let next = next.as_str();
        if next.len() == 1 {
            years.push(Some(format!("{base}{next}")));
        } else {
            base = &next[..next.len().min(4)];
            years.push(dated(next));
        }
    }
    years
}

static BETWEEN_AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r",\s+|\s*&\s*|\s+and\s+|\s+et\s+|\s+y\s+|\s+und\s+").expect("the pattern is sound")
});

/// What joins the last of several authors to those before.
static JOINING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&|\b(?:and|et|y|und)\b").expect("the pattern is sound"));

static AND_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i),?\s+(?:(?:et\.?|&|and)\s+al\.?|and\s+others|and\s+colleagues|et\s+autres)\s*$",
    )
    .expect("the pattern is sound")
});

/// The family names or the organisation; none where a word shows that it is no author.
fn authors_of(written: &str) -> Vec<String> {
    let written = AND_OTHERS.replace(written.trim(), "");
    let written = written.trim_end_matches("'s").trim_end_matches("’s");
    let first = written.split_whitespace().next().unwrap_or_default();
    let last = written.split_whitespace().last().unwrap_or_default();
    if NO_AUTHORS.contains(&first) || NO_AUTHORS.contains(&last) {
        return Vec::new();
    }
    BETWEEN_AUTHORS
        .split(written)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|item| match item.target {
                Target::AuthorYear { authors, year } => {
                    format!("{} {}", authors.join("+"), year.as_deref().unwrap_or("-"))
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn brackets_hold_authors_and_years() {
        assert_eq!(read("It rained (Diallo, 2020)."), ["Diallo 2020"]);
        assert_eq!(
            read("It rained (Diallo, 2020; van Berg & Okoro, 2023a, p. 4)."),
            ["Diallo 2020", "van Berg+Okoro 2023a"]
        );
        assert_eq!(
            read("It rained (see River Institute n.d.)."),
            ["River Institute -"]
        );
        for others in ["et al.", "et. al.", "& al.", "and others"] {
            let text = format!("It rained (Diallo {others}, 2020).");
            assert_eq!(read(&text), ["Diallo 2020"], "{others}");
        }
        for locator in [", 142", ": 142", ", fig. 4", ", ch. 4", ", p. 4"] {
            let text = format!("It rained (Diallo 2020{locator}).");
            assert_eq!(read(&text), ["Diallo 2020"], "{locator}");
            assert!(find(&text)[0].certain, "{locator}");
        }
        assert_eq!(
            read("(Diallo, 2019, 2020a, b)"),
            ["Diallo 2019", "Diallo 2020a", "Diallo 2020b"]
        );
        assert_eq!(
            read("(Observatoire du Fleuve, 2021)"),
            ["Observatoire du Fleuve 2021"]
        );
    }

    #[test]
    fn an_author_in_the_sentence_has_the_year_behind_the_name() {
        assert_eq!(
            read("Diallo (2020) writes that it rained."),
            ["Diallo 2020"]
        );
        assert_eq!(
            read("According to Diallo and Okoro (2020, p. 3), it rained."),
            ["Diallo+Okoro 2020"]
        );
        assert!(find("Diallo (2020) writes that it rained.")[0].certain);
        assert!(!find("Operation Delta (2020) ended.")[0].certain);
    }

    #[test]
    fn names_that_only_commas_part_need_not_be_authors() {
        for (text, certain) in [
            ("The picture (Getty Images, Okoro, 2012) is old.", false),
            ("It rained (Okoro, Diallo and Berg, 2012).", true),
            ("It rained (Okoro, Diallo et al., 2012).", true),
            ("It rained (Okoro, 2012).", true),
        ] {
            assert_eq!(find(text)[0].certain, certain, "{text}");
        }
    }

    #[test]
    fn dates_and_laws_in_brackets_are_no_citations() {
        assert_eq!(read("The law (June 2020) was passed."), [""; 0]);
        assert_eq!(
            read("A vote (resolution 2531, June 2020) was held."),
            [""; 0]
        );
        assert_eq!(read("The drought (2012–2013) ended."), [""; 0]);
        assert_eq!(read("The plan (since 2020) works."), [""; 0]);
    }
}
