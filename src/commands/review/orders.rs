//! What a page asks for: each order becomes a decision in a file, or a change of a draft.

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use super::desk::Desk;
use super::editing::edited;
use crate::commands::{deciding, gate, replacing};
use crate::report::{CitationReport, ClaimReport, ReviewItem};
use crate::rulings::{Decision, RULINGS_FILE, Ruling, SignOff, ToFix};
use crate::wording::Answer;

/// An order of a page.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Order {
    /// Note that a sentence is to be mended.
    ToFix {
        item: String,
        note: String,
        by: String,
    },
    /// Let what was found of a sentence stand.
    Waive {
        item: String,
        reason: String,
        by: String,
    },
    /// Record that a person has checked a sentence against a passage.
    SignOff {
        item: String,
        passage: Passage,
        by: String,
    },
    /// Make the corrections of a sentence that are certain.
    Fix { item: String },
    /// Write other words in the place of a sentence.
    Edit {
        item: String,
        was: String,
        words: String,
    },
    /// Take the last order back.
    Undo,
}

/// A passage that a page shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Passage {
    pub(super) source: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it was found by a search, so that its span is one of the source's text; else it is
    /// one of the bytes of its file, as citations have it.
    #[serde(default)]
    pub(super) found: bool,
}

impl Desk {
    /// Does what a page asks for, checks again, and tells what was done.
    ///
    /// # Errors
    /// Where it cannot be done; nothing is written then.
    pub(super) fn obey(&mut self, order: Order) -> anyhow::Result<String> {
        let done = match order {
            Order::ToFix { item, note, by } => self.note_to_fix(&item, &note, &by),
            Order::Waive { item, reason, by } => self.waive(&item, &reason, &by),
            Order::SignOff { item, passage, by } => self.sign_off(&item, &passage, &by),
            Order::Fix { item } => self.fix(&item),
            Order::Edit { item, was, words } => self.edit(&item, &was, &words),
            Order::Undo => self.undo(),
        };
        if done.is_ok() {
            self.check();
        }
        done
    }

    fn note_to_fix(&mut self, key: &str, note: &str, by: &str) -> anyhow::Result<String> {
        ensure_named(by)?;
        let item = self.item(key)?;
        let decision = Decision::ToFix(ToFix {
            draft: item.draft.path.clone(),
            words: item.words(),
            sentence: item.sentence().to_owned(),
            note: note.trim().to_owned(),
            by: by.trim().to_owned(),
            on: gate::today(self.config()),
        });
        self.decide(&Answer::NotedToFix, &[decision])
    }

    fn waive(&mut self, key: &str, reason: &str, by: &str) -> anyhow::Result<String> {
        ensure_named(by)?;
        ensure!(!reason.trim().is_empty(), Answer::NoReason);
        let item = self.item(key)?;
        let decisions = item.waivable().into_iter().map(|finding| {
            let ruling = Ruling::of(&item.draft.path, finding, reason, by, None);
            Decision::Ruling(ruling, item.words())
        });
        let decisions: Vec<Decision> = decisions.collect();
        ensure!(!decisions.is_empty(), Answer::NothingToWaive);
        self.decide(&Answer::Waived, &decisions)
    }

    fn sign_off(&mut self, key: &str, passage: &Passage, by: &str) -> anyhow::Result<String> {
        ensure_named(by)?;
        let item = self.item(key)?;
        ensure!(!item.claims.is_empty(), Answer::NothingToSignOff);
        let on = gate::today(self.config());
        let sign_off = |claim: &&ClaimReport| -> anyhow::Result<Decision> {
            let against = match passage.found {
                false => cited(&item, passage)?.into(),
                true => self.found(passage)?,
            };
            let signed = SignOff::of(&item.draft.path, claim, against, by, on);
            Ok(Decision::SignOff(signed))
        };
        let decisions = item.claims.iter().map(sign_off);
        let decisions = decisions.collect::<anyhow::Result<Vec<Decision>>>()?;
        self.decide(&Answer::SignedOff, &decisions)
    }

    fn decide(&mut self, done: &Answer, decisions: &[Decision]) -> anyhow::Result<String> {
        let path = self.config().root.join(RULINGS_FILE);
        let told = done.told(self.config().language);
        self.step(&told, &path, |desk| {
            deciding::record(desk.config(), decisions)
        })?;
        Ok(told)
    }

    fn fix(&mut self, key: &str) -> anyhow::Result<String> {
        let item = self.item(key)?;
        let draft = self.draft(&item.draft.path)?;
        let fixes = item.findings.iter().filter(|it| it.waived.is_none());
        let fix = fixes.filter_map(|finding| finding.fix.as_ref()).next();
        let fix = fix.context(Answer::NothingToCorrect)?;
        let was = draft.bytes().get(fix.start..fix.end).unwrap_or_default();
        let was = String::from_utf8_lossy(was).into_owned();
        let bytes = edited(draft, fix.start, &was, &fix.replacement)?;
        let draft = item.draft.path.clone();
        let done = Answer::Corrected {
            draft: draft.clone(),
        };
        self.rewrite(&done, &draft, &bytes)
    }

    fn edit(&mut self, key: &str, was: &str, words: &str) -> anyhow::Result<String> {
        ensure!(words.contains(char::is_alphanumeric), Answer::NoWords);
        let item = self.item(key)?;
        let place = item.place().context(Answer::NoSuchSentence)?;
        let draft = self.draft(&item.draft.path)?;
        let bytes = edited(draft, place.start, was, words)?;
        let draft = item.draft.path.clone();
        let done = Answer::Edited {
            draft: draft.clone(),
        };
        self.rewrite(&done, &draft, &bytes)
    }

    fn rewrite(&mut self, done: &Answer, draft: &str, bytes: &[u8]) -> anyhow::Result<String> {
        let path = self.draft(draft)?.path().to_owned();
        let told = done.told(self.config().language);
        self.step(&told, &path, |_| replacing::replace(&path, bytes))?;
        Ok(told)
    }
}

/// The citation that a page shows under an item.
pub(super) fn cited<'a>(
    item: &ReviewItem<'a>,
    passage: &Passage,
) -> anyhow::Result<&'a CitationReport> {
    let of_claims = item.claims.iter().flat_map(|claim| claim.citations.iter());
    let of_findings = item
        .findings
        .iter()
        .flat_map(|finding| finding.citations.iter());
    let is_it = |it: &&CitationReport| {
        it.source == passage.source && (it.start, it.end) == (passage.start, passage.end)
    };
    let found = of_claims.chain(of_findings).find(is_it);
    found.context(Answer::NoSuchPassage)
}

fn ensure_named(by: &str) -> anyhow::Result<()> {
    ensure!(!by.trim().is_empty(), Answer::NoName);
    Ok(())
}
