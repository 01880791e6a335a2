//! The page on which an editor works through a report: the queue, the draft, the evidence.
//!
//! It is made anew after every change; a script keeps the reader's place on it.

use std::collections::BTreeMap;
use std::io;

use askama::Template;

use super::card::Card;
use super::draft::{BlockView, Piece, shown};
use super::page::title;
use crate::report::sentence::{Group, groups};
use crate::report::view::{self, Entry};
use crate::report::{ClaimReport, DraftReport, Finding, Place, Report, sanitize};
use crate::wording::{DeskLabels, Labels, Locale};

/// What the page shows besides the report.
#[derive(Clone, Debug, Default)]
pub struct ReviewDesk {
    /// Notes on sentences.
    pub notes: Vec<ReviewNote>,
    /// Why the report is not of what is on disk.
    pub problem: Option<String>,
    /// Who works at the page, if that is known.
    pub by: String,
    /// What the next undoing takes back.
    pub undo: Option<String>,
    /// The number of the state that is shown.
    pub version: u64,
}

/// A note on a sentence: that it is to be mended, or that a sign-off has lapsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewNote {
    /// The draft.
    pub draft: String,
    /// The fingerprint of the claim, or of a finding on other words.
    pub sentence: String,
    /// What it says, and whose it is.
    pub words: String,
    /// Whether it settles what is to be done: that a sign-off has lapsed does not.
    pub decides: bool,
}

/// What is decided on at once: the claims and findings of the same words of a draft.
#[derive(Clone, Debug)]
pub struct ReviewItem<'a> {
    /// Its name, as long as its words are what they are.
    pub key: String,
    /// The draft.
    pub draft: &'a DraftReport,
    /// The claims, in order.
    pub claims: Vec<&'a ClaimReport>,
    /// The findings, in order.
    pub findings: Vec<&'a Finding>,
}

impl ReviewItem<'_> {
    /// The fingerprint by which notes are of it.
    #[must_use]
    pub fn sentence(&self) -> &str {
        let claim = self.claims.first().map(|claim| &claim.fingerprint);
        let finding = || self.findings.first().map(|finding| &finding.fingerprint);
        claim.or_else(finding).map_or("", String::as_str)
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> String {
        let claim = self.claims.first().map(|claim| claim.text.clone());
        let finding = || self.findings.first().map(|it| it.message.to_string());
        claim.or_else(finding).unwrap_or_default()
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let claim = self.claims.first().map(|claim| claim.place);
        claim.or_else(|| self.findings.first().map(|finding| finding.place))
    }

    /// The findings that a waiver of it is on: those that press, or else all; none that is waived.
    #[must_use]
    pub fn waivable(&self) -> Vec<&Finding> {
        let open = self.findings.iter().copied();
        let open: Vec<&Finding> = open.filter(|finding| finding.waived.is_none()).collect();
        let pressing = |finding: &&Finding| finding.level >= crate::report::Level::Warning;
        let press: Vec<&Finding> = open.iter().copied().filter(pressing).collect();
        match press.is_empty() {
            true => open,
            false => press,
        }
    }

    /// How it was decided: by a signature, by waivers of all that was found, or by a note.
    fn decided(&self, notes: &[ReviewNote], labels: &Labels) -> Option<&'static str> {
        let signed = self.claims.iter().all(|claim| !claim.signed_off.is_empty());
        let waived = self.findings.iter().all(|finding| finding.waived.is_some());
        if !self.claims.is_empty() && signed {
            return Some(labels.signed_off.one);
        }
        if !self.findings.is_empty() && waived {
            return Some(labels.waived.one);
        }
        let is_noted = notes.iter().any(|note| note.decides && self.is_of(note));
        is_noted.then_some(labels.to_be_fixed)
    }

    pub(in crate::report) fn is_of(&self, note: &ReviewNote) -> bool {
        note.draft == self.draft.path && note.sentence == self.sentence()
    }
}

/// The items of `report`, in the order of the drafts.
#[must_use]
pub fn review_items(report: &Report) -> Vec<ReviewItem<'_>> {
    let mut items = Vec::new();
    for (number, draft) in report.drafts.iter().enumerate() {
        items.extend(items_of(number, draft).into_iter().map(|(item, _)| item));
    }
    items
}

fn items_of(number: usize, draft: &DraftReport) -> Vec<(ReviewItem<'_>, Group<'_>)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let groups = groups(draft).into_iter().map(|group| {
        let claims = group.entries.iter().filter_map(|entry| match entry {
            Entry::Claim(claim, _) => Some(*claim),
            Entry::Finding(_) => None,
        });
        let findings = group.entries.iter().filter_map(|entry| entry.finding());
        let mut item = ReviewItem {
            key: String::new(),
            draft,
            claims: claims.collect(),
            findings: findings.collect(),
        };
        let times = seen.entry(item.sentence().to_owned()).or_default();
        *times += 1;
        item.key = match times {
            1 => format!("d{}-{}", number + 1, item.sentence()),
            times => format!("d{}-{}-{times}", number + 1, item.sentence()),
        };
        (item, group)
    });
    groups.collect()
}

#[derive(Template)]
#[template(path = "review.html")]
struct Page<'a> {
    labels: &'static Labels,
    words: &'static DeskLabels,
    /// The words of the script, as it reads them.
    script_words: String,
    title: String,
    desk: &'a ReviewDesk,
    /// How many sentences are of each gravity.
    by_gravity: String,
    /// How many claims are refuted, if any is.
    refuted: Option<String>,
    decided: usize,
    items: Vec<ItemView>,
    drafts: Vec<SheetView>,
    others: Vec<Card>,
}

/// An item with its card.
struct ItemView {
    key: String,
    card: Card,
    decided: Option<&'static str>,
    notes: Vec<String>,
    /// The sentence as it is written in the file, where it can be edited.
    written: Option<String>,
    is_claim: bool,
    is_waivable: bool,
    is_mendable: bool,
    /// Its number in the order of the drafts.
    order: usize,
}

/// A draft as its reader has it.
struct SheetView {
    path: String,
    blocks: Vec<BlockView>,
}

/// The page. `written` tells how the words at a place of the draft of this number are written in
/// its file, where they can be edited.
///
/// # Errors
/// Where the template cannot be filled.
pub fn review_page(
    report: &Report,
    desk: &ReviewDesk,
    written: &dyn Fn(usize, Place) -> Option<String>,
    language: Locale,
) -> io::Result<String> {
    let labels = language.labels();
    let mut items = Vec::new();
    let mut drafts = Vec::new();
    for (number, draft) in report.drafts.iter().enumerate() {
        let (found, groups): (Vec<ReviewItem<'_>>, Vec<_>) = items_of(number, draft)
            .into_iter()
            .map(|(item, group)| (item.clone(), (item.key, group)))
            .unzip();
        let (blocks, said) = shown(draft, &groups);
        drafts.push(SheetView {
            path: sanitize::page(&draft.path).into_owned(),
            blocks,
        });
        for ((item, (key, group)), said) in found.iter().zip(&groups).zip(said) {
            let card = Card::new(&draft.path, group, key.clone(), said, labels);
            let notes = desk.notes.iter().filter(|note| item.is_of(note));
            items.push(ItemView {
                decided: item.decided(&desk.notes, labels),
                notes: notes
                    .map(|note| sanitize::page(&note.words).into_owned())
                    .collect(),
                written: item.place().and_then(|place| written(number, place)),
                is_claim: !item.claims.is_empty(),
                is_waivable: !item.waivable().is_empty(),
                is_mendable: item.findings.iter().any(|finding| is_mendable(finding)),
                order: items.len(),
                key: key.clone(),
                card,
            });
        }
    }
    items.sort_by_key(|item| item.card.order());
    let words = language.desk();
    let page = Page {
        labels,
        words,
        script_words: serde_json::to_string(&words.script)?,
        title: title(report, labels),
        desk,
        by_gravity: view::sentences(report, labels).1,
        refuted: view::refuted_count(report, labels),
        decided: items.iter().filter(|item| item.decided.is_some()).count(),
        items,
        drafts,
        others: super::page::other_files(report, labels),
    };
    page.render().map_err(io::Error::other)
}

fn is_mendable(finding: &Finding) -> bool {
    finding.fix.is_some() && finding.waived.is_none()
}

impl ReviewDesk {
    /// The style of the page: that of the report, and what the desk adds.
    pub const STYLE: &'static str = concat!(
        include_str!("../../../templates/report.css"),
        include_str!("../../../templates/review.css")
    );
    /// The script of the page.
    pub const SCRIPT: &'static str = include_str!("../../../templates/review.js");
}
