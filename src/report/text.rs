//! The report for a person at a terminal: what is to be looked at, errors first, each with the
//! words that decide it, laid out like a compiler's message; or every claim in the order of the
//! drafts.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::view::{self, Entry};
use super::{
    CitationReport, ClaimReport, Detail, DraftReport, Excerpt, Finding, Level, Lines,
    RenderOptions, Report, excerpt, sanitize,
};
use crate::judge::{Stance, Verdict};
use crate::wording::Labels;

/// Reasons given for one citation.
const REASONS: usize = 2;

const PATH: Style = Style::new().bold();
const GUTTER: Style = AnsiColor::Blue.on_default();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();

/// Writes `report` with ANSI styles.
pub(super) fn render(
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let labels = options.language.labels();
    match options.detail {
        Detail::Verbose => render_everything(report, labels, out)?,
        Detail::Usual | Detail::Quiet => {
            for level in [Level::Error, Level::Warning, Level::Note] {
                render_pressing(report, level, options, out)?;
            }
        }
    }
    render_counts(report, labels, out)?;
    match options.detail {
        Detail::Quiet => Ok(()),
        Detail::Usual => render_rest(report, options, out),
        Detail::Verbose => render_not_checked(report, labels, out),
    }
}

/// Every claim and finding, in the order of the drafts.
fn render_everything(report: &Report, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    for draft in &report.drafts {
        let lines = draft.lines();
        for entry in view::entries(draft) {
            render_entry(draft, &lines, entry, labels, out)?;
        }
    }
    for file in &report.files {
        for finding in &file.findings {
            render_file_finding(&file.path, finding, labels, out)?;
        }
    }
    Ok(())
}

/// The findings of one level that are to be looked at, draft by draft.
fn render_pressing(
    report: &Report,
    level: Level,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let labels = options.language.labels();
    let is_told =
        |finding: &Finding| finding.level == level && view::is_pressing(finding, options.fail_on);
    for draft in &report.drafts {
        let lines = draft.lines();
        for entry in view::entries(draft) {
            if entry.finding().is_some_and(is_told) {
                render_entry(draft, &lines, entry, labels, out)?;
            }
        }
    }
    for file in &report.files {
        for finding in file.findings.iter().filter(|it| is_told(it)) {
            render_file_finding(&file.path, finding, labels, out)?;
        }
    }
    Ok(())
}

fn render_entry(
    draft: &DraftReport,
    lines: &Lines<'_>,
    entry: Entry<'_>,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    match entry {
        Entry::Claim(claim, None) if claim.verdict == Verdict::Supported => {
            render_supported(draft, claim, labels, out)
        }
        Entry::Claim(claim, finding) => render_claim(draft, lines, claim, finding, labels, out),
        Entry::Finding(finding) => render_finding(draft, lines, finding, labels, out),
    }
}

fn render_supported(
    draft: &DraftReport,
    claim: &ClaimReport,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = located(&draft.path, claim.place.line, claim.place.column);
    let words = view::verdict_words(claim, labels);
    writeln!(out, "{place}  {GREEN}{words}{GREEN:#}")?;
    render_sign_offs(claim, labels, out)?;
    let mut citations = claim.citations.iter();
    while let Some(citation) = citations.find(|it| it.stance == Stance::Supports) {
        writeln!(
            out,
            "      {}  {}{}",
            labels.locale.quoted(&excerpt::one_row(&citation.quote)),
            sanitize::line(&view::locator(citation)),
            sanitize::line(&view::cited_copy(citation, labels))
        )?;
    }
    writeln!(out)
}

fn render_claim(
    draft: &DraftReport,
    lines: &Lines<'_>,
    claim: &ClaimReport,
    finding: Option<&Finding>,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = located(&draft.path, claim.place.line, claim.place.column);
    let style = match claim.verdict {
        Verdict::Supported => GREEN,
        Verdict::Refuted => RED,
        Verdict::ConflictingEvidence => YELLOW,
        Verdict::NotEnoughEvidence => CYAN,
    };
    let words = view::verdict_words(claim, labels);
    let aside = aside(finding, labels);
    writeln!(out, "{place}  {style}{words}{style:#}{aside}")?;
    render_sign_offs(claim, labels, out)?;
    match claim.excerpt.text.is_empty() {
        true => render_excerpt(&lines.at(&claim.place), '^', style, out)?,
        false => render_excerpt(&claim.excerpt, '^', style, out)?,
    }
    // What decides is shown in full; of what merely comes near, the nearest is enough here.
    let shown = match claim.verdict {
        Verdict::NotEnoughEvidence => 1,
        _ => claim.citations.len(),
    };
    for citation in claim.citations.iter().take(shown) {
        render_citation(citation, finding, labels, out)?;
    }
    if claim.citations.is_empty() {
        let message = finding.map_or_else(
            || labels.nothing_near.to_owned(),
            |finding| finding.message.told(labels.locale),
        );
        render_remark(labels.why, &message, labels, out)?;
    }
    writeln!(out)
}

/// Who has checked the claim against which passage.
fn render_sign_offs(claim: &ClaimReport, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    claim.signed_off.iter().try_for_each(|signed| {
        let words = view::sign_off_words(signed, labels);
        writeln!(out, "      {GUTTER}={GUTTER:#} {}", sanitize::line(&words))
    })
}

fn render_finding(
    draft: &DraftReport,
    lines: &Lines<'_>,
    finding: &Finding,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    render_finding_head(&draft.path, finding, labels, out)?;
    let excerpt = lines.at(&finding.place);
    render_excerpt(&excerpt, '^', level_style(finding.level), out)?;
    let message = finding.message.told(labels.locale);
    render_remark(labels.why, &message, labels, out)?;
    for citation in finding.citations.iter() {
        render_citation(citation, Some(finding), labels, out)?;
    }
    if let Some(fix) = &finding.fix {
        let head = labels.head(&fix.message.told(labels.locale));
        let fix = format!("{head} {}", fix.replacement);
        render_remark(labels.fix, &fix, labels, out)?;
    }
    writeln!(out)
}

/// A finding of a file that is no draft, whose words are not shown.
fn render_file_finding(
    path: &str,
    finding: &Finding,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    render_finding_head(path, finding, labels, out)?;
    let message = finding.message.told(labels.locale);
    render_remark(labels.why, &message, labels, out)?;
    writeln!(out)
}

fn render_finding_head(
    path: &str,
    finding: &Finding,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = located(path, finding.place.line, finding.place.column);
    let style = level_style(finding.level);
    let words = view::rule_words(finding.rule, labels);
    let aside = aside(Some(finding), labels);
    writeln!(out, "{place}  {style}{words}{style:#}{aside}")
}

fn render_citation(
    citation: &CitationReport,
    finding: Option<&Finding>,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "      {GUTTER}={GUTTER:#} {} {PATH}{}{PATH:#}  {}",
        view::role(citation, finding, labels),
        sanitize::line(&view::named_place(citation, labels)),
        sanitize::line(&view::locator(citation))
    )?;
    let style = match citation.stance {
        Stance::Supports => GREEN,
        Stance::Refutes => RED,
        Stance::Neutral => CYAN,
    };
    let quoted = Excerpt {
        line: citation.line,
        text: citation.quote.clone(),
        marked: Vec::new(),
    };
    let shown = match citation.excerpt.text.is_empty() {
        true => &quoted,
        false => &citation.excerpt,
    };
    render_excerpt(shown, '-', style, out)?;
    let reasons: Vec<String> = view::telling_reasons(citation)
        .iter()
        .take(REASONS)
        .map(|reason| reason.message.told(labels.locale))
        .collect();
    match reasons.is_empty() {
        true => Ok(()),
        false => render_remark(labels.why, &reasons.join(" "), labels, out),
    }
}

fn render_excerpt(
    excerpt: &Excerpt,
    mark: char,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for row in excerpt::rows(excerpt, mark) {
        let number = row
            .number
            .map(|number| number.to_string())
            .unwrap_or_default();
        writeln!(out, "{GUTTER}{number:>5} |{GUTTER:#} {}", row.text)?;
        if !row.underline.is_empty() {
            writeln!(
                out,
                "      {GUTTER}|{GUTTER:#} {style}{}{style:#}",
                row.underline
            )?;
        }
    }
    Ok(())
}

fn render_remark(kind: &str, text: &str, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "      {GUTTER}={GUTTER:#} {PATH}{}{PATH:#} {}",
        labels.head(kind),
        sanitize::line(text)
    )
}

/// What was counted, and the sources that could not be read where no finding tells of them.
fn render_counts(report: &Report, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    let told = |path: &str| report.files.iter().any(|file| file.path == path);
    let unreadable = report.sources.unreadable.iter();
    let untold: Vec<_> = unreadable.filter(|source| !told(&source.path)).collect();
    for unreadable in &untold {
        writeln!(
            out,
            "{YELLOW}{}{YELLOW:#} {} {}",
            labels.head(labels.could_not_be_read),
            labels.head(&sanitize::line(&unreadable.path)),
            sanitize::line(&labels.locale.reason(&unreadable.why))
        )?;
    }
    if !untold.is_empty() {
        writeln!(out)?;
    }
    let beside = view::beside_sentences(report, labels);
    let beside = beside.map_or_else(String::new, |beside| {
        format!("{}{beside}", labels.locale.semicolon())
    });
    writeln!(out, "{}{beside}", view::sentence_counts(report, labels))?;
    let claims = view::claim_counts(report, labels);
    writeln!(out, "{claims}   {}", view::source_counts(report, labels))?;
    match view::quotation_counts(report, labels) {
        Some(quotations) => writeln!(out, "{quotations}"),
        None => Ok(()),
    }
}

/// The notes, which were not shown, as counts; then what was not checked.
fn render_rest(report: &Report, options: &RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let labels = options.language.labels();
    if !options.fail_on.fails(Level::Note)
        && let Some(notes) = view::note_counts(report, labels)
    {
        let head = labels.head(labels.notes);
        writeln!(out, "{head} {notes} ({})", labels.verbose_shows)?;
    }
    render_not_checked(report, labels, out)
}

fn render_not_checked(report: &Report, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    let not_checked = view::not_checked(report, labels);
    match not_checked.is_empty() {
        true => Ok(()),
        false => {
            let head = labels.head(labels.not_checked);
            writeln!(out, "{head} {}", not_checked.join(", "))
        }
    }
}

fn located(path: &str, line: usize, column: usize) -> String {
    format!("{PATH}{}:{line}:{column}{PATH:#}", sanitize::line(path))
}

/// The level and the rule of a finding, or who waived it and why.
fn aside(finding: Option<&Finding>, labels: &Labels) -> String {
    let Some(finding) = finding else {
        return String::new();
    };
    match &finding.waived {
        None => {
            let level = labels.head(view::level_noun(finding.level, labels).one);
            format!("  ({level} {})", finding.rule)
        }
        Some(waiver) => {
            let waiver = view::waiver_words(waiver, labels);
            format!("  ({})", sanitize::line(&waiver))
        }
    }
}

fn level_style(level: Level) -> Style {
    match level {
        Level::Error => RED,
        Level::Warning => YELLOW,
        Level::Note | Level::Off => CYAN,
    }
}
