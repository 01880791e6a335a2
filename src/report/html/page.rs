//! The page: the result, what to look at first, the findings by gravity, the draft.

use std::io::{self, Write};

use askama::Template;

use super::card::Card;
use super::claim_review::claim_reviews;
use super::draft::{BlockView, Piece, shown};
use super::run::Run;
use super::sureness::Sureness;
use crate::report::sentence::{Gravity, Group, groups};
use crate::report::view::{self, Entry};
use crate::report::{DraftBlockKind, DraftReport, Report, Unreadable, sanitize};
use crate::wording::{Labels, Locale};

const STYLE: &str = include_str!("../../../templates/report.css");

/// Cards that are named at the top.
const FIRST: usize = 5;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    labels: &'static Labels,
    title: String,
    style: &'static str,
    claim_reviews: Option<String>,
    version: String,
    result: String,
    /// The claims by verdict and by how sure it is.
    claims: String,
    verdicts: String,
    /// What else was counted.
    beside: Vec<String>,
    first: Vec<First>,
    /// Cards of which those are the first.
    pressing: usize,
    not_checked: Vec<String>,
    unreadable: Vec<Unreadable>,
    source_counts: String,
    filters: Vec<Filter>,
    drafts: Vec<DraftView>,
    others: Vec<Card>,
}

/// A card that is named at the top.
struct First {
    target: String,
    class: &'static str,
    words: &'static str,
    sureness: Option<Sureness>,
    said: Vec<Run>,
    message: String,
    /// The source that says otherwise, where the message does not name it.
    source: Option<String>,
    place: String,
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
    blocks: Vec<BlockView>,
    cards: Vec<Card>,
}

/// Writes `report` as one page.
pub(in crate::report) fn render(
    report: &Report,
    language: Locale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let labels = language.labels();
    let drafts: Vec<DraftView> = report
        .drafts
        .iter()
        .enumerate()
        .map(|(number, draft)| draft_view(number, draft, labels))
        .collect();
    let others = other_files(report, labels);
    let cards = || drafts.iter().flat_map(|draft| &draft.cards).chain(&others);
    let pressing = pressing(cards());
    let (claims, verdicts) = view::verdicts_by_certainty(report, labels);
    let page = Page {
        labels,
        title: title(report, labels),
        style: STYLE,
        claim_reviews: claim_reviews(report, labels),
        version: report.ibid.clone(),
        result: view::sentence_counts(report, labels),
        claims,
        verdicts,
        beside: [
            view::beside_sentences(report, labels),
            view::quotation_counts(report, labels),
        ]
        .into_iter()
        .flatten()
        .collect(),
        first: first(&pressing, drafts.len() == 1),
        pressing: pressing.len(),
        not_checked: view::not_checked(report, labels),
        unreadable: report
            .sources
            .unreadable
            .iter()
            .map(|source| Unreadable {
                path: sanitize::page(&source.path).into(),
                why: sanitize::page(&labels.locale.reason(&source.why)).into(),
            })
            .collect(),
        source_counts: view::source_counts(report, labels),
        filters: filters(cards(), labels),
        drafts,
        others,
    };
    let html = page.render().map_err(io::Error::other)?;
    out.write_all(html.as_bytes())
}

/// The title of the only draft, or how many drafts there are.
pub(super) fn title(report: &Report, labels: &Labels) -> String {
    match report.drafts.as_slice() {
        [draft] => draft_title(draft),
        drafts => labels.locale.counted(drafts.len(), labels.drafts),
    }
}

/// The heading of a draft, or else its path.
pub(super) fn draft_title(draft: &DraftReport) -> String {
    let mut blocks = draft.blocks.iter();
    let heading = blocks.find(|block| block.kind == DraftBlockKind::Heading(1));
    let title = heading.map_or(draft.path.as_str(), |heading| heading.text.as_str());
    sanitize::page(title).into_owned()
}

/// The cards that are to be looked at, the worst first.
fn pressing<'a>(cards: impl Iterator<Item = &'a Card>) -> Vec<&'a Card> {
    let mut cards: Vec<&Card> = cards.filter(|card| card.is_pressing).collect();
    cards.sort_by_key(|card| card.order());
    cards
}

/// The first of them, to be named at the top. Of the only draft the line alone says where.
fn first(pressing: &[&Card], is_only: bool) -> Vec<First> {
    let cards = pressing.iter().take(FIRST);
    cards
        .map(|card| First {
            target: card.target.clone(),
            class: card.gravity.class(),
            words: card.words(),
            sureness: card.sureness(),
            said: card.short(),
            message: card.message().to_owned(),
            source: card.contradicted_by(),
            place: match is_only && card.in_draft {
                true => card.place.clone(),
                false => card.file_place.clone(),
            },
        })
        .collect()
}

fn filters<'a>(cards: impl Iterator<Item = &'a Card>, labels: &Labels) -> Vec<Filter> {
    let mut counts = [0; Gravity::ALL.len()];
    for card in cards {
        counts[card.gravity as usize] += 1;
    }
    let words = [
        labels.show_errors,
        labels.show_warnings,
        labels.show_notes,
        labels.show_undecided,
        labels.show_waived,
        labels.show_right,
    ];
    let all = Filter {
        class: "all",
        words: labels.show_all,
        count: counts.iter().sum(),
    };
    let by_gravity = Gravity::ALL.iter().zip(words).zip(counts);
    let by_gravity = by_gravity.map(|((gravity, words), count)| Filter {
        class: gravity.class(),
        words,
        count,
    });
    std::iter::once(all)
        .chain(by_gravity.filter(|filter| filter.count > 0))
        .collect()
}

/// What belongs together of a draft, with the anchor of its card.
pub(super) fn targeted(number: usize, draft: &DraftReport) -> Vec<(String, Group<'_>)> {
    let groups = groups(draft).into_iter().enumerate();
    groups
        .map(|(index, group)| (format!("d{}-{}", number + 1, index + 1), group))
        .collect()
}

fn draft_view(number: usize, draft: &DraftReport, labels: &Labels) -> DraftView {
    let groups = targeted(number, draft);
    let (blocks, said) = shown(draft, &groups);
    let mut cards: Vec<Card> = groups
        .iter()
        .zip(said)
        .map(|((target, group), said)| Card::new(&draft.path, group, target.clone(), said, labels))
        .collect();
    cards.sort_by_key(Card::order);
    DraftView {
        path: sanitize::page(&draft.path).into(),
        blocks,
        cards,
    }
}

/// The findings of files that are no drafts.
pub(super) fn other_files(report: &Report, labels: &Labels) -> Vec<Card> {
    let findings = report.files.iter().flat_map(|file| {
        let findings = file.findings.iter();
        findings.map(move |finding| (&file.path, finding))
    });
    let mut cards: Vec<Card> = findings
        .enumerate()
        .map(|(index, (path, finding))| {
            let group = Group::of(Entry::Finding(finding));
            let target = format!("other-{}", index + 1);
            Card::new(path, &group, target, Vec::new(), labels)
        })
        .collect();
    cards.sort_by_key(Card::order);
    cards
}
