//! The text of the file of decisions: lists with an entry a line, in which a line is added or taken
//! away and everything else stays as somebody wrote it.

use std::fmt::Write as _;

use crate::report::sanitize;

/// A list of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Ruling,
    SignOff,
    ToFix,
}

impl List {
    const ALL: [List; 3] = [List::Ruling, List::SignOff, List::ToFix];

    fn name(self) -> &'static str {
        match self {
            List::Ruling => "ruling",
            List::SignOff => "sign-off",
            List::ToFix => "to-fix",
        }
    }

    fn opening(self) -> String {
        format!("{} = [", self.name())
    }
}

/// A new file without entries.
pub(super) fn empty(head: &str, version: u32) -> String {
    let mut text = format!("{head}version = {version}\n");
    for list in List::ALL {
        let _ = write!(text, "\n{}\n]\n", list.opening());
    }
    text
}

/// An entry as its line.
pub(super) fn line(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{key} = {}", quoted(value)))
        .collect();
    format!("  {{{}}},", fields.join(", "))
}

/// A value between quotation marks, on one line; nothing of it reaches a terminal raw.
pub(super) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if character.is_control() || sanitize::is_hostile(character) => {
                let _ = write!(out, "\\U{:08X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// `text` with `line` in its place among those of `list`, which is made where there is none.
pub(super) fn with(text: &str, list: List, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let opening = list.opening();
    let found = lines.iter().position(|it| it.trim_end() == opening);
    let first = match found {
        Some(at) => at + 1,
        None => {
            // Lists stand before tables, which have all that follows them.
            let table = lines.iter().position(|it| it.starts_with('['));
            let at = table.unwrap_or(lines.len());
            lines.splice(at..at, ["", opening.as_str(), "]", ""]);
            at + 2
        }
    };
    let entries = lines[first..].iter().take_while(|it| it.trim() != "]");
    let place = first + entries.take_while(|it| **it < line).count();
    if lines.get(place) != Some(&line) {
        lines.insert(place, line);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// `text` with this version at least.
pub(super) fn of_version(text: &str, version: u32) -> String {
    let is_older = |line: &str| {
        let given = line.strip_prefix("version = ");
        given.is_some_and(|given| given.trim().parse().is_ok_and(|given: u32| given < version))
    };
    let lines = text.split_inclusive('\n').map(|line| match is_older(line) {
        true => format!("version = {version}\n"),
        false => line.to_owned(),
    });
    lines.collect()
}

/// The number of the first line that git left for a person to decide on.
pub(super) fn conflict(text: &str) -> Option<usize> {
    let marks = ["<<<<<<< ", ">>>>>>> "];
    let is_mark = |line: &str| marks.iter().any(|mark| line.starts_with(mark));
    text.lines().position(is_mark).map(|at| at + 1)
}
