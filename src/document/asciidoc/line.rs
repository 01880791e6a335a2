//! What a line of AsciiDoc begins.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::language::word_list::words;

/// How a list marks its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker<'a> {
    /// By these signs, of which there are more the deeper it lies.
    Signs(&'a str),
    /// By numbers, letters or the places of code.
    Number(char),
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Text,
    Comment,
    /// A line that chooses among others.
    Condition,
    Include,
    Entry {
        name: &'a str,
        value: &'a str,
    },
    Attributes,
    Anchor,
    Title,
    Heading {
        level: u8,
    },
    Delimiter,
    Table,
    Rule,
    Macro {
        name: &'a str,
    },
    Continuation,
    /// An item; the length of its mark.
    Item {
        marker: Marker<'a>,
        length: usize,
    },
    /// A term that is explained; its own length.
    Term {
        marker: Marker<'a>,
        length: usize,
    },
}

static ENTRY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^:!?(\w[\w-]*)!?:(?:\s+(.*))?$").expect("a constant pattern"));

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(={1,6}|#{1,6})\s+\S").expect("a constant pattern"));

static MACRO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([a-z][\w-]*)::(?:\S[^\[]*)?\[.*\]$").expect("a constant pattern")
});

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(\*{1,6}|-|\.{1,6}|•)|(\d{1,9}\.|[A-Za-z]\.|[ivxIVX]{1,6}\)|<(?:\d+|\.)>))\s+\S",
    )
    .expect("a constant pattern")
});

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^\s:/][^:;]*?|[^\s:/].*?[^\s:;])(:{2,4}|;;)(?:\s|$)")
        .expect("a constant pattern")
});

/// Blocks that hold nothing that anybody says.
const UNSAID: &str = include_str!("unsaid.txt");

static UNSAID_MACROS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(UNSAID, "macro"));

static UNSAID_STYLES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(UNSAID, "style"));

/// Whether a macro that is a block holds nothing that anybody says.
pub(super) fn is_unsaid(name: &str) -> bool {
    UNSAID_MACROS.contains(name)
}

/// Whether a block of this style holds nothing that anybody says.
pub(super) fn is_code(style: &str) -> bool {
    UNSAID_STYLES.contains(style)
}

/// What the line with the words `text` is, from its own words alone.
pub(super) fn kind(text: &str) -> Kind<'_> {
    match text.as_bytes().first() {
        None => Kind::Text,
        Some(b'/') if text.starts_with("//") && !text.starts_with("///") => Kind::Comment,
        Some(b'+') if text == "+" => Kind::Continuation,
        Some(b'[')
            if text.starts_with("[[") && text.ends_with("]]") && !text.starts_with("[[[") =>
        {
            Kind::Anchor
        }
        Some(b'[') if text.ends_with(']') && !text.starts_with("[[") => Kind::Attributes,
        Some(b':') => entry(text).unwrap_or(Kind::Text),
        Some(_) if is_delimiter(text) => Kind::Delimiter,
        Some(_) if is_table(text) => Kind::Table,
        Some(b'=' | b'#') => match HEADING.captures(text) {
            Some(found) => Kind::Heading {
                level: u8::try_from(found[1].len() - 1).unwrap_or(5),
            },
            None => Kind::Text,
        },
        Some(_) if matches!(text, "'''" | "---" | "***" | "<<<" | "- - -" | "* * *") => Kind::Rule,
        Some(b'.') if is_title(text) => Kind::Title,
        Some(_) => named(text).unwrap_or(Kind::Text),
    }
}

fn entry(text: &str) -> Option<Kind<'_>> {
    let found = ENTRY.captures(text)?;
    let name = found.get(1)?.as_str();
    let value = found.get(2).map_or("", |value| value.as_str());
    Some(Kind::Entry { name, value })
}

fn named(text: &str) -> Option<Kind<'_>> {
    if let Some(item) = ITEM.captures(text) {
        let marker = match (item.get(1), item.get(2)) {
            (Some(signs), _) => Marker::Signs(signs.as_str()),
            (_, Some(number)) => Marker::Number(match number.as_str().chars().next() {
                Some('<') => '<',
                Some(c) if c.is_ascii_digit() => '1',
                _ => 'a',
            }),
            _ => return None,
        };
        let length = item.get(1).or(item.get(2))?.len();
        return Some(Kind::Item { marker, length });
    }
    if !text.contains("::") && !text.contains(";;") {
        return None;
    }
    if let Some(found) = MACRO.captures(text) {
        let name = found.get(1)?.as_str();
        return Some(match name {
            "ifdef" | "ifndef" | "ifeval" | "endif" => Kind::Condition,
            "include" => Kind::Include,
            name => Kind::Macro { name },
        });
    }
    let term = TERM.captures(text)?;
    Some(Kind::Term {
        marker: Marker::Signs(term.get(2)?.as_str()),
        length: term[1].len(),
    })
}

fn is_title(text: &str) -> bool {
    let behind = text[1..].chars().next();
    behind.is_some_and(|c| !c.is_whitespace() && c != '.')
}

/// Whether a line of signs begins or ends a block.
fn is_delimiter(text: &str) -> bool {
    let bytes = text.as_bytes();
    if text == "--" || text.starts_with("```") && !text[3..].contains('`') {
        return true;
    }
    bytes.len() >= 4 && b"=-.*_+/".contains(&bytes[0]) && bytes.iter().all(|it| *it == bytes[0])
}

fn is_table(text: &str) -> bool {
    let rest = text.strip_prefix(['|', ',', ':', '!']);
    rest.is_some_and(|rest| rest.len() >= 3 && rest.bytes().all(|byte| byte == b'='))
}

/// Whether a line of signs may stand below a title.
pub(super) fn is_underline(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3 && b"=-~^+".contains(&bytes[0]) && bytes.iter().all(|it| *it == bytes[0])
}

/// The level of the title above such a line.
pub(super) fn level_below(text: &str) -> u8 {
    let levels = "=-~^+";
    let level = text.chars().next().and_then(|sign| levels.find(sign));
    level
        .and_then(|level| u8::try_from(level).ok())
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::word_list::assert_sound;

    #[test]
    fn every_block_is_said_once() {
        assert_sound(UNSAID, " ", |meaning| meaning);
        assert!(is_unsaid("toc") && is_code("listing"));
        assert!(!is_unsaid("listing") && !is_code("quote"));
    }
}
