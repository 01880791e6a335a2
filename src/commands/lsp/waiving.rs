//! Decisions from an editor. A ruling is written to its file where a reason is given; else it is an
//! edit of that file which leaves the reason to be written in the editor. A sign-off needs a name alone.

use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, ShowDocumentParams,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde::Deserialize;

use super::client::Client;
use super::units::{Lined, Units};
use super::worker::Known;
use crate::commands::{deciding, gate};
use crate::report::{CitationReport, Finding, Rule};
use crate::rulings::{Decision, RULINGS_FILE, Ruling, SignOff, append};
use crate::span::Span;

/// What stands for words that the user is to write, until the text is given to the editor.
const TO_BE_WRITTEN: &str = "(to be written)";

/// What the command that records a ruling is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    /// The draft.
    pub(super) uri: Uri,
    /// The rule whose finding may stand.
    rule: Rule,
    /// The finding's fingerprint.
    finding: String,
    /// Why it may stand.
    #[serde(default)]
    reason: String,
    /// Whose decision it is.
    #[serde(default)]
    by: String,
    /// The last day the ruling holds.
    until: Option<String>,
}

/// What the command that records a sign-off is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignOffWish {
    /// The draft.
    pub(super) uri: Uri,
    /// The fingerprint of the sentence.
    sentence: String,
    /// The source of the passage that it was checked against.
    source: String,
    /// The first byte of the passage.
    start: usize,
    /// Who has checked it.
    #[serde(default)]
    by: String,
}

/// What came of the wish for a ruling.
pub(super) enum Waived {
    /// The ruling is in its file.
    Written,
    /// An edit to be made by the client, and the place of the reason to show then.
    Asked(Box<(WorkspaceEdit, ShowDocumentParams)>),
}

/// Records the ruling that is wished, for `by` where it names nobody.
///
/// # Errors
/// Where there is no such finding, the file of rulings cannot be read or written, or the reason is
/// missing and the client makes no edits; the message says what to do.
pub(super) fn waive(
    wish: &Wish,
    known: &Known,
    by: &str,
    client: &Client,
) -> anyhow::Result<Waived> {
    let mut findings = known.draft.findings.iter();
    let is_it = |it: &&Finding| it.rule == wish.rule && it.fingerprint == wish.finding;
    let finding = findings
        .find(is_it)
        .with_context(|| format!("the finding of `{}` is no longer there", wish.rule))?;
    let reason = wish.reason.trim();
    let by = match wish.by.trim() {
        "" => by,
        given => given,
    };
    let day = |text: &String| {
        let day: Result<jiff::civil::Date, _> = text.parse();
        day.map_err(|_| anyhow::anyhow!("`{text}` is no day such as 2027-01-31"))
    };
    let until = wish.until.as_ref().map(day).transpose()?;
    let decided = |reason: &str, by: &str| {
        let ruling = Ruling::of(&known.draft.path, finding, reason, by, until);
        Decision::Ruling(ruling, words(known, finding))
    };
    if !reason.is_empty() && !by.is_empty() {
        deciding::record(&known.config, &[decided(reason, by)])?;
        return Ok(Waived::Written);
    }
    let path = known.config.root.join(RULINGS_FILE);
    let before = known.config.setting(&path)?;
    ensure!(
        client.applies_edits && (before.is_some() || client.creates_files),
        "a ruling needs a reason and a name; type `ibid rule {} {}:{} --by NAME --reason TEXT`",
        finding.rule,
        known.draft.path,
        finding.place.line
    );
    let given = |words: &str| match words.is_empty() {
        true => TO_BE_WRITTEN.to_owned(),
        false => words.to_owned(),
    };
    let decision = decided(&given(reason), &given(by));
    let text = append(before.as_deref().unwrap_or_default(), &decision)?;
    let text = text.replace(TO_BE_WRITTEN, "");
    let asked = edit(path, before.as_deref(), &text, client)?;
    Ok(Waived::Asked(Box::new(asked)))
}

/// Records that `by` has checked the sentence that is wished against the passage that is wished.
///
/// # Errors
/// Where there is no such sentence or passage, nobody is named, or the file cannot be written.
pub(super) fn sign_off(wish: &SignOffWish, known: &Known, by: &str) -> anyhow::Result<()> {
    let by = match wish.by.trim() {
        "" => by,
        given => given,
    };
    ensure!(
        !by.is_empty(),
        "a sign-off needs a name: start the server with `--by NAME`"
    );
    let mut claims = known.draft.claims.iter();
    let claim = claims.find(|claim| claim.fingerprint == wish.sentence);
    let claim = claim.context("the sentence is no longer there")?;
    let mut citations = claim.citations.iter();
    let is_it = |it: &&CitationReport| it.source == wish.source && it.start == wish.start;
    let citation = citations.find(is_it);
    let citation = citation.context("the passage is no longer shown for this sentence")?;
    let on = gate::today(&known.config);
    let sign_off = SignOff::of(&known.draft.path, claim, citation.into(), by, on);
    deciding::record(&known.config, &[Decision::SignOff(sign_off)])
}

/// The claim that a finding is about, or else what it says.
fn words(known: &Known, finding: &Finding) -> String {
    let mut claims = known.draft.claims.iter();
    let claim = claims.find(|claim| claim.place == finding.place);
    claim.map_or_else(|| finding.message.to_string(), |claim| claim.text.clone())
}

/// The edit that makes the file at `path`, with the content `before`, one with the content `after`,
/// and the place of the first of its last ruling's words that are to be written.
fn edit(
    path: PathBuf,
    before: Option<&str>,
    after: &str,
    client: &Client,
) -> anyhow::Result<(WorkspaceEdit, ShowDocumentParams)> {
    let uri = Uri::from_file_path(path).context("the folder of the rulings has no address")?;
    let units = client.manner.units;
    let old = before.unwrap_or_default();
    let kept = old.bytes().zip(after.bytes()).take_while(|(a, b)| a == b);
    let kept = after.floor_char_boundary(old.floor_char_boundary(kept.count()));
    let range = Lined::of(old, units).range(old, Span::new(kept, old.len()));
    let text_edit = OneOf::Left(TextEdit::new(range, after[kept..].to_owned()));
    let identifier = OptionalVersionedTextDocumentIdentifier {
        uri: uri.clone(),
        version: None,
    };
    let edit = TextDocumentEdit {
        text_document: identifier,
        edits: vec![text_edit],
    };
    let changes = match before {
        Some(_) => DocumentChanges::Edits(vec![edit]),
        None => DocumentChanges::Operations(vec![
            DocumentChangeOperation::Op(ResourceOp::Create(CreateFile {
                uri: uri.clone(),
                options: Some(CreateFileOptions {
                    overwrite: Some(false),
                    ignore_if_exists: Some(true),
                }),
                annotation_id: None,
            })),
            DocumentChangeOperation::Edit(edit),
        ]),
    };
    let show = ShowDocumentParams {
        uri,
        external: None,
        take_focus: Some(true),
        selection: Some(gap(after, units)),
    };
    let edit = WorkspaceEdit {
        document_changes: Some(changes),
        ..WorkspaceEdit::default()
    };
    Ok((edit, show))
}

/// Where a reason, or else a name, is to be written: of the ruling that was added, for a file in
/// which another lacks one is refused.
fn gap(text: &str, units: Units) -> Range {
    let lined = Lined::of(text, units);
    let mut keys = ["reason = \"", "by = \""].into_iter();
    let at = keys.find_map(|key| Some(text.find(&format!("{key}\""))? + key.len()));
    let at = at.map_or_else(Position::default, |at| lined.position(text, at));
    Range::new(at, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_that_are_missing_are_shown() {
        let text = "version = 1\nreason = \"why\"\n";
        let without = format!("{text}reason = \"\"\nby = \"\"\n");
        assert_eq!(gap(&without, Units::Utf16).start, Position::new(2, 10));
        let nameless = format!("{text}by = \"\"\n");
        assert_eq!(gap(&nameless, Units::Utf16).start, Position::new(2, 6));
    }
}
