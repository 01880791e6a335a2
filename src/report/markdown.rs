//! The report as Markdown, for a pull request, a job summary or an issue.

use std::io::{self, Write};

use super::view::{self, Entry};
use super::{CitationReport, Detail, Finding, RenderOptions, Report, sanitize};
use crate::wording::Labels;

/// Writes the findings of `report`, each with its evidence, under a line of counts.
pub(super) fn render(
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let labels = options.language.labels();
    let findings = view::finding_counts(report, labels);
    let findings = findings.unwrap_or_else(|| labels.nothing_to_mend.to_owned());
    writeln!(out, "## {} {findings}\n", labels.head("ibid"))?;
    writeln!(out, "{}.", view::claim_counts(report, labels))?;
    if let Some(quotations) = view::quotation_counts(report, labels) {
        writeln!(out, "{quotations}.")?;
    }
    writeln!(out, "{}.", view::source_counts(report, labels))?;
    let not_checked = view::not_checked(report, labels);
    if !not_checked.is_empty() {
        let head = labels.head(&capitalised(labels.not_checked));
        writeln!(out, "{head} {}.", not_checked.join(", "))?;
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
            render_entry(entry, labels, out)?;
        }
    }
    for file in &report.files {
        let findings: Vec<&Finding> = file.findings.iter().filter(|it| is_told(it)).collect();
        if !findings.is_empty() {
            writeln!(out, "\n### {}\n", code(&file.path))?;
        }
        for finding in findings {
            render_entry(Entry::Finding(finding), labels, out)?;
        }
    }
    Ok(())
}

fn render_entry(entry: Entry<'_>, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    let Some(finding) = entry.finding() else {
        return Ok(());
    };
    let place = format!("{} {}", labels.line, finding.place.line);
    writeln!(
        out,
        "- **{}** {}, {} {}",
        state(finding, labels),
        code(finding.rule.name()),
        labels.head(&place),
        escaped(&finding.message.told(labels.locale))
    )?;
    let citations = match entry {
        Entry::Claim(claim, _) => {
            writeln!(out, "  > {}\n", escaped(&claim.text))?;
            for signed in &claim.signed_off {
                writeln!(
                    out,
                    "  - {}",
                    escaped(&view::sign_off_words(signed, labels))
                )?;
            }
            &claim.citations
        }
        Entry::Finding(finding) => &finding.citations,
    };
    for citation in citations.iter() {
        render_citation(citation, finding, labels, out)?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(
            out,
            "  - {} {}",
            escaped(&labels.head(&fix.message.told(labels.locale))),
            code(&fix.replacement)
        )?;
    }
    if let Some(waiver) = &finding.waived {
        let waiver = view::waiver_words(waiver, labels);
        writeln!(out, "  - {}", escaped(&waiver))?;
    }
    Ok(())
}

fn render_citation(
    citation: &CitationReport,
    finding: &Finding,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    let named = escaped(&view::named_place(citation, labels));
    writeln!(
        out,
        "  - {} {} {} {}",
        view::role(citation, Some(finding), labels),
        labels.head(&named),
        escaped(&labels.locale.quoted(&citation.quote)),
        code(&view::locator(citation))
    )
}

/// `words` with a capital letter first.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn state(finding: &Finding, labels: &Labels) -> &'static str {
    match finding.waived {
        Some(_) => labels.waived.one,
        None => view::level_noun(finding.level, labels).one,
    }
}

/// `text` as running text that no character of it can turn into mark-up or a mention.
pub(super) fn escaped(text: &str) -> String {
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
pub(super) fn code(text: &str) -> String {
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
