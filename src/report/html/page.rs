//! The page: counts, filters, and each draft beside its cards.

use std::io::{self, Write};

use askama::Template;

use super::card::Card;
use super::claim_review;
use crate::report::view::{self, Entry};
use crate::report::{DraftReport, Place, Report, Unreadable, sanitize};
use crate::span::{LineIndex, Position};

const STYLE: &str = include_str!("../../../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    title: String,
    json_ld: String,
    style: &'static str,
    version: String,
    claim_counts: String,
    quotation_counts: Option<String>,
    finding_counts: Option<String>,
    source_counts: String,
    not_checked: Option<String>,
    unreadable: Vec<Unreadable>,
    filters: Vec<Filter>,
    drafts: Vec<DraftView>,
    others: Vec<Card>,
}

/// A choice of what is shown, with how many cards it shows.
struct Filter {
    class: &'static str,
    words: &'static str,
    count: usize,
}

/// A draft and its cards.
struct DraftView {
    path: String,
    pieces: Vec<Piece>,
    cards: Vec<Card>,
}

/// A stretch of the draft.
enum Piece {
    /// Text of no claim.
    Text(String),
    /// A claim that leads to its card, or other words that a finding is about.
    Claim {
        text: String,
        class: String,
        target: String,
        label: String,
    },
    /// A finding within a claim, told behind it.
    Flag {
        words: String,
        class: String,
        target: String,
    },
}

/// Writes `report` as one page.
pub(in crate::report) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let drafts: Vec<DraftView> = report.drafts.iter().enumerate().map(draft_view).collect();
    let others: Vec<Card> = report
        .files
        .iter()
        .flat_map(|file| {
            file.findings
                .iter()
                .map(move |finding| (&file.path, finding))
        })
        .enumerate()
        .map(|(index, (path, finding))| {
            let entry = Entry::Finding(finding);
            Card::new(path, entry, format!("other-{}", index + 1), false)
        })
        .collect();
    let page = Page {
        title: title(report),
        json_ld: claim_review::json_ld(report),
        style: STYLE,
        version: report.ibid.clone(),
        claim_counts: view::claim_counts(report),
        quotation_counts: view::quotation_counts(report),
        finding_counts: view::finding_counts(report),
        source_counts: view::source_counts(report),
        not_checked: view::not_checked(report),
        unreadable: report
            .sources
            .unreadable
            .iter()
            .map(|source| Unreadable {
                path: sanitize::page(&source.path).into(),
                why: sanitize::page(&source.why).into(),
            })
            .collect(),
        filters: filters(drafts.iter().flat_map(|draft| &draft.cards).chain(&others)),
        drafts,
        others,
    };
    let html = page.render().map_err(io::Error::other)?;
    out.write_all(html.as_bytes())
}

fn title(report: &Report) -> String {
    match report.drafts.as_slice() {
        [draft] => sanitize::page(&draft.path).into_owned(),
        drafts => view::counted(drafts.len(), "draft"),
    }
}

fn filters<'a>(cards: impl Iterator<Item = &'a Card>) -> Vec<Filter> {
    let mut filters = [
        ("all", "All"),
        ("findings", "Findings"),
        ("supported", "Supported"),
        ("refuted", "Refuted"),
        ("conflicting-evidence", "Conflicting"),
        ("not-enough-evidence", "Not enough evidence"),
        ("other", "Quotations and citations"),
    ]
    .map(|(class, words)| Filter {
        class,
        words,
        count: 0,
    });
    for card in cards {
        for filter in &mut filters {
            let wanted = match filter.class {
                "findings" => "has-finding",
                class => class,
            };
            let shows = wanted == "all" || card.class.split(' ').any(|class| class == wanted);
            filter.count += usize::from(shows);
        }
    }
    filters
        .into_iter()
        .filter(|filter| filter.count > 0)
        .collect()
}

fn draft_view((number, draft): (usize, &DraftReport)) -> DraftView {
    let entries: Vec<(String, Entry<'_>)> = view::entries(draft)
        .into_iter()
        .enumerate()
        .map(|(index, entry)| (format!("d{}-{}", number + 1, index + 1), entry))
        .collect();
    DraftView {
        path: sanitize::page(&draft.path).into(),
        pieces: pieces(&draft.content, &entries),
        cards: entries
            .into_iter()
            .map(|(target, entry)| Card::new(&draft.path, entry, target, true))
            .collect(),
    }
}

/// The draft's text, cut at its claims; what overlaps words already marked is told behind them.
fn pieces(content: &str, entries: &[(String, Entry<'_>)]) -> Vec<Piece> {
    let lines = LineIndex::new(content);
    let offset = |line: usize, column: usize| {
        let position = Position { line, column };
        lines.offset(content, position).unwrap_or(content.len())
    };
    let range = |place: &Place| {
        let start = offset(place.line, place.column);
        (start, offset(place.end_line, place.end_column).max(start))
    };
    let text = |text: &str| Piece::Text(sanitize::page(text).into_owned());
    let mut pieces = Vec::new();
    let mut done = 0;
    for (target, entry) in entries {
        let (place, class, words) = match entry {
            Entry::Claim(claim, _) => (
                &claim.place,
                claim.verdict.as_str(),
                view::verdict_words(claim.verdict),
            ),
            Entry::Finding(finding) => (&finding.place, finding.level.name(), finding.rule.name()),
        };
        let (start, end) = range(place);
        let (class, target) = (class.to_owned(), target.clone());
        if start < done || start == end {
            pieces.push(Piece::Flag {
                words: words.to_owned(),
                class,
                target,
            });
            continue;
        }
        pieces.push(text(&content[done..start]));
        pieces.push(Piece::Claim {
            text: sanitize::page(&content[start..end]).into_owned(),
            class,
            target,
            label: words.to_owned(),
        });
        done = end;
    }
    pieces.push(text(&content[done..]));
    pieces
}
