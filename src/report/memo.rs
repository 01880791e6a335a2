//! The memo of a fact-check: each claim, its verdict, what it rests on, who decided what and when.

use std::fmt::Write as _;
use std::io;
use std::str::FromStr;

use askama::Template;

use super::html::{ReviewItem, ReviewNote, review_items};
use super::{CitationReport, Report, sanitize, view};
use crate::judge::Stance;
use crate::wording::{Labels, Locale};

/// A form of the memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoFormat {
    /// A page.
    Html,
    /// Markdown.
    Markdown,
    /// A table, a claim a row.
    Csv,
}

impl FromStr for MemoFormat {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        match given {
            "html" => Ok(Self::Html),
            "md" => Ok(Self::Markdown),
            "csv" => Ok(Self::Csv),
            _ => Err(format!("there is no memo in `{given}`")),
        }
    }
}

/// A claim, or other words that something was found of.
struct Row {
    draft: String,
    line: usize,
    words: String,
    verdict: String,
    message: String,
    source: String,
    place: String,
    quote: String,
    decisions: Vec<String>,
}

#[derive(Template)]
#[template(path = "memo.html")]
struct Page<'a> {
    labels: &'static Labels,
    result: String,
    counts: String,
    rows: &'a [Row],
    version: String,
}

/// The memo of `report`, with the `notes` that sentences are to be mended.
///
/// # Errors
/// Where the template cannot be filled.
pub fn memo(
    report: &Report,
    notes: &[ReviewNote],
    format: MemoFormat,
    language: Locale,
) -> io::Result<String> {
    let labels = language.labels();
    let items = review_items(report);
    let rows: Vec<Row> = items.iter().map(|it| Row::of(it, notes, labels)).collect();
    match format {
        MemoFormat::Csv => Ok(csv(&rows)),
        MemoFormat::Markdown => Ok(markdown(&rows, report, labels)),
        MemoFormat::Html => {
            let page = Page {
                labels,
                result: view::sentence_counts(report, labels),
                counts: view::claim_counts(report, labels),
                rows: &rows,
                version: report.ibid.clone(),
            };
            page.render().map_err(io::Error::other)
        }
    }
}

impl Row {
    fn of(item: &ReviewItem<'_>, notes: &[ReviewNote], labels: &Labels) -> Self {
        let page = |text: &str| sanitize::page(text).into_owned();
        let claim = item.claims.first();
        let verdict = match claim {
            Some(claim) => view::verdict_words(claim, labels),
            None => {
                let rules = item.findings.iter();
                let rules = rules.map(|it| view::rule_words(it.rule, labels).to_owned());
                rules.collect::<Vec<_>>().join("; ")
            }
        };
        let messages = item
            .findings
            .iter()
            .map(|it| it.message.told(labels.locale));
        let (source, place, quote) = passage(item, labels);
        let signed = item.claims.iter().flat_map(|claim| &claim.signed_off);
        let signed = signed.map(|it| view::sign_off_words(it, labels));
        let waived = item.findings.iter().filter_map(|it| it.waived.as_ref());
        let waived = waived.map(|it| view::waiver_words(it, labels));
        let notes = notes.iter().filter(|note| item.is_of(note));
        let notes = notes.map(|note| note.words.clone());
        Self {
            draft: page(&item.draft.path),
            line: item.place().map_or(1, |place| place.line),
            words: page(&item.words()),
            verdict,
            message: page(&messages.collect::<Vec<_>>().join(" ")),
            source: page(&source),
            place: page(&place),
            quote: page(&quote),
            decisions: signed
                .chain(waived)
                .chain(notes)
                .map(|it| page(&it))
                .collect(),
        }
    }
}

/// Source, place and words of the passage that somebody has checked the item against, else of the
/// one that tells most.
fn passage(item: &ReviewItem<'_>, labels: &Labels) -> (String, String, String) {
    let mut signed = item.claims.iter().flat_map(|claim| &claim.signed_off);
    if let Some(signed) = signed.next() {
        return (
            signed.source.clone(),
            signed.place.clone(),
            signed.quote.clone(),
        );
    }
    telling(item).map_or_else(Default::default, |citation| {
        (
            citation.work().headed(labels.locale),
            view::place(citation, labels),
            citation.quote.clone(),
        )
    })
}

/// The passage that tells most: one that contradicts, else one that supports, else the nearest.
fn telling<'a>(item: &ReviewItem<'a>) -> Option<&'a CitationReport> {
    let of_claims = item.claims.iter().flat_map(|claim| claim.citations.iter());
    let of_findings = item
        .findings
        .iter()
        .flat_map(|finding| finding.citations.iter());
    let citations = of_claims.chain(of_findings);
    citations.min_by_key(|citation| match citation.stance {
        Stance::Refutes => 0,
        Stance::Supports => 1,
        Stance::Neutral => 2,
    })
}

fn markdown(rows: &[Row], report: &Report, labels: &Labels) -> String {
    use super::markdown::{code, escaped};
    let mut out = format!("# {}\n\n", labels.fact_check);
    let _ = writeln!(
        out,
        "{}. {}.",
        view::sentence_counts(report, labels),
        view::claim_counts(report, labels)
    );
    for row in rows {
        let _ = writeln!(out, "\n## {}\n", escaped(&row.words));
        let _ = writeln!(
            out,
            "{}: **{}**. {}",
            code(&format!("{}:{}", row.draft, row.line)),
            row.verdict,
            escaped(&row.message)
        );
        if !row.source.is_empty() {
            let quote = escaped(&labels.locale.quoted(&row.quote));
            let _ = writeln!(
                out,
                "\n- {}, {}: {quote}",
                escaped(&row.source),
                escaped(&row.place)
            );
        }
        for decision in &row.decisions {
            let _ = writeln!(out, "- {}", escaped(decision));
        }
    }
    out
}

/// The rows as RFC 4180 has them.
fn csv(rows: &[Row]) -> String {
    let mut out = "draft,line,claim,verdict,message,source,place,words,decisions\r\n".to_owned();
    for row in rows {
        let fields = [
            row.draft.clone(),
            row.line.to_string(),
            row.words.clone(),
            row.verdict.clone(),
            row.message.clone(),
            row.source.clone(),
            row.place.clone(),
            row.quote.clone(),
            row.decisions.join("; "),
        ];
        let fields: Vec<String> = fields.iter().map(|it| field(it)).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A field between quotation marks. What a spreadsheet would take for a formula is text.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_field_and_no_formula() {
        assert_eq!(field("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(field("=1+1"), "\"'=1+1\"");
    }
}
