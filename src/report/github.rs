//! GitHub workflow commands: findings become annotations of a pull request.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Finding, Level, Report, sanitize, view};
use crate::wording::Locale;

/// Annotations of each level that GitHub shows of one step; what comes after them would be lost.
const SHOWN: usize = 10;

/// Writes an annotation for each of the first findings of each level and a plain line for the
/// others.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<Level, usize> = BTreeMap::new();
    for (path, finding) in report.findings() {
        if finding.waived.is_some() {
            continue;
        }
        let count = counts.entry(finding.level).or_default();
        *count += 1;
        match *count <= SHOWN {
            true => annotate(path, finding, out)?,
            false => mention(path, finding, out)?,
        }
    }
    let labels = Locale::English.labels();
    writeln!(
        out,
        "{}; {}",
        view::claim_counts(report, labels),
        view::finding_counts(report, labels).unwrap_or_else(|| "no findings".to_owned())
    )
}

fn annotate(path: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Off => "notice",
    };
    let place = &finding.place;
    write!(
        out,
        "::{command} file={},line={},endLine={}",
        property(path),
        place.line,
        place.end_line
    )?;
    // Columns are shown for places within one line only, and GitHub refuses them elsewhere.
    if place.line == place.end_line {
        write!(out, ",col={},endColumn={}", place.column, place.end_column)?;
    }
    let mut message = finding.message.to_string();
    for citation in finding.citations.iter() {
        let role = view::role(citation, Some(finding), Locale::English.labels());
        message.push_str(&format!(
            "\n{role} {}: “{}”",
            view::locator(citation),
            citation.quote
        ));
    }
    writeln!(out, ",title=ibid {}::{}", finding.rule, content(&message))
}

/// A line that starts with a word of ours, so that no path can make a command of it.
fn mention(path: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "more: {}:{}:{}: {}[{}] {}",
        sanitize::line(path),
        finding.place.line,
        finding.place.column,
        finding.level.name(),
        finding.rule,
        sanitize::line(&finding.message.to_string())
    )
}

/// Escapes the content of a command; its own line ends are kept.
fn content(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| sanitize::line(line).replace('%', "%25"))
        .collect();
    lines.join("%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    content(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_command_or_starts_another() {
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
        assert_eq!(content("one\n::error::two\r"), "one%0A\\u{3a}:error::two ");
    }
}
