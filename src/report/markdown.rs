//! The report as Markdown, for a pull request, a job summary or an issue.

use std::io::{self, Write};

use super::view::{self, Entry};
use super::{CitationReport, Detail, Finding, RenderOptions, Report, sanitize};

/// Writes the findings of `report`, each with its evidence, under a line of counts.
pub(super) fn render(
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let findings = view::finding_counts(report).unwrap_or_else(|| "nothing to mend".to_owned());
    writeln!(out, "## ibid: {findings}\n")?;
    writeln!(out, "{}.", view::claim_counts(report))?;
    if let Some(quotations) = view::quotation_counts(report) {
        writeln!(out, "{quotations}. ")?;
    }
    writeln!(out, "{}.", view::source_counts(report))?;
    if let Some(not_checked) = view::not_checked(report) {
        writeln!(out, "Not checked: {not_checked}.")?;
    }
    let is_told = |finding: &Finding| {
        options.detail != Detail::Quiet || view::is_pressing(finding, options.fail_on)
    };
    for draft in &report.drafts {
        let entries: Vec<Entry<'_>> = view::entries(draft)
            .into_iter()
            .filter(|entry| entry.finding().is_some_and(is_told))
            .collect();
        if !entries.is_empty() {
            writeln!(out, "\n### {}\n", code(&draft.path))?;
        }
        for entry in entries {
            render_entry(entry, out)?;
        }
    }
    for file in &report.files {
        let findings: Vec<&Finding> = file.findings.iter().filter(|it| is_told(it)).collect();
        if !findings.is_empty() {
            writeln!(out, "\n### {}\n", code(&file.path))?;
        }
        for finding in findings {
            render_entry(Entry::Finding(finding), out)?;
        }
    }
    Ok(())
}

fn render_entry(entry: Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(finding) = entry.finding() else {
        return Ok(());
    };
    writeln!(
        out,
        "- **{}** {}, line {}: {}",
        state(finding),
        code(finding.rule.name()),
        finding.place.line,
        escaped(&finding.message)
    )?;
    let citations = match entry {
        Entry::Claim(claim, _) => {
            writeln!(out, "  > {}\n", escaped(&claim.text))?;
            &claim.citations
        }
        Entry::Finding(finding) => &finding.citations,
    };
    for citation in citations {
        render_citation(citation, finding, out)?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(
            out,
            "  - {}: {}",
            escaped(&fix.message),
            code(&fix.replacement)
        )?;
    }
    if let Some(waiver) = &finding.waived {
        let until = waiver.until.as_ref().map(|day| format!(" until {day}"));
        let by = format!("{}{}", waiver.by, until.unwrap_or_default());
        let (by, reason) = (escaped(&by), escaped(&waiver.reason));
        writeln!(out, "  - waived by {by}: {reason}")?;
    }
    Ok(())
}

fn render_citation(
    citation: &CitationReport,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "  - {} {} {}: “{}”",
        view::role(citation, Some(finding)),
        code(&view::locator(citation)),
        escaped(&view::description(citation)),
        escaped(&citation.quote)
    )
}

fn state(finding: &Finding) -> &'static str {
    match finding.waived {
        Some(_) => "waived",
        None => finding.level.name(),
    }
}

/// `text` as running text that no character of it can turn into mark-up or a mention.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = sanitize::line(text);
    for (at, character) in text.char_indices() {
        match character {
            // An escaped `@` still mentions, and an address without any mark-up is a link; with a
            // character in an element of its own neither is.
            '@' | '#' => out.push_str(&format!("<span>{character}</span>")),
            ':' if text[at..].starts_with("://") => out.push_str("<span>:</span>"),
            '.' if is_after(&text[..at], "www") => out.push_str("<span>.</span>"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

fn is_after(before: &str, word: &str) -> bool {
    let start = before.len().checked_sub(word.len());
    start
        .and_then(|start| before.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// `text` as a code span, fenced by more backticks than it has in a row.
fn code(text: &str) -> String {
    let text = sanitize::line(text);
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_up_of_a_source_stays_text() {
        assert_eq!(
            escaped("<img> [x](y) *z* @all"),
            "&lt;img&gt; \\[x\\](y) \\*z\\* <span>@</span>all"
        );
        assert_eq!(
            escaped("https://a.example WWW.b.example c#1"),
            "https<span>:</span>//a.example WWW<span>.</span>b.example c<span>#</span>1"
        );
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("plain"), "`plain`");
    }
}
