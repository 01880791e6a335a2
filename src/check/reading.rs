//! Drafts as they are read before any source is opened: their claims, and the bibliographies they
//! name.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{DraftFile, place};
use crate::document::{BlockKind, Document};
use crate::draft::{Claim, Draft};
use crate::language::sentence::sentences;
use crate::report::fingerprint;
use crate::rulings::LockedDraft;
use crate::span::Span;

/// A draft that was read.
pub struct ReadDraft {
    path: PathBuf,
    bytes: Vec<u8>,
    pub(super) document: Document,
    pub(super) draft: Draft,
    /// The bibliographies it names that are there.
    bibliographies: Vec<PathBuf>,
    /// Those that are not: as written, and where, in the decoded content.
    pub(super) missing: Vec<(String, Span)>,
}

impl ReadDraft {
    /// Reads a draft.
    ///
    /// # Errors
    /// When it cannot be read; the message names it.
    pub fn of(file: &DraftFile) -> anyhow::Result<Self> {
        let document = Document::read(&file.name, &file.bytes)
            .with_context(|| format!("cannot read the draft {}", file.name))?;
        let draft = Draft::read(&document);
        let folder = file.path.parent().unwrap_or(Path::new(""));
        let mut bibliographies = Vec::new();
        let mut missing = Vec::new();
        for named in document.embedded().all("bibliography") {
            let path = folder.join(named);
            if path.is_file() {
                bibliographies.push(path);
            } else {
                let start = document.decoded().find(named).unwrap_or(0);
                let end = (start + named.len()).min(document.decoded().len());
                missing.push((named.to_owned(), Span::new(start, end)));
            }
        }
        Ok(Self {
            path: file.path.clone(),
            bytes: file.bytes.clone(),
            document,
            draft,
            bibliographies,
            missing,
        })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its bytes as they were read.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What was read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// How many of its sentences state nothing that could be checked.
    #[must_use]
    pub fn sentences_without_claim(&self) -> usize {
        let text = self.document.text();
        let blocks = self.document.blocks().iter();
        blocks
            .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
            .flat_map(|block| {
                let found = sentences(block.span.of(text), block.language);
                found
                    .into_iter()
                    .map(|sentence| sentence.shifted(block.span.start))
            })
            .filter(|sentence| {
                !self
                    .draft
                    .claims
                    .iter()
                    .any(|it| it.span.overlaps(*sentence))
            })
            .count()
    }

    /// Its claims without verdicts, to be looked up in the lock.
    #[must_use]
    pub fn unjudged(&self) -> LockedDraft {
        let claims = self.draft.claims.iter().map(|claim| {
            let place = place::place(&self.document, claim.span);
            (claim.text.clone(), place, claim_fingerprint(claim))
        });
        LockedDraft {
            path: self.document.path().to_owned(),
            content: self.document.decoded().to_owned(),
            claims: claims.collect(),
            sentences_without_claim: self.sentences_without_claim(),
        }
    }

    /// The bibliographies that the draft names and that are there.
    #[must_use]
    pub fn bibliographies(&self) -> &[PathBuf] {
        &self.bibliographies
    }
}

/// The fingerprint of a claim beneath its headings.
pub(super) fn claim_fingerprint(claim: &Claim) -> String {
    let headings = claim.context.headings.iter().map(String::as_str);
    fingerprint(headings.chain([claim.text.as_str()]))
}
