//! Rulings from an editor: written to their file where a reason is given, or else as an edit of that
//! file which leaves the reason to be written in the editor.

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
use crate::commands::replacing;
use crate::report::{Finding, Place, Rule};
use crate::rulings::{RULINGS_FILE, Ruling, Target, append, evidence_fingerprint};
use crate::span::Span;

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

/// What came of it.
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
    let ruling = Ruling {
        rules: vec![finding.rule],
        target: Target::Finding {
            draft: known.draft.path.clone(),
            finding: finding.fingerprint.clone(),
            evidence: evidence_fingerprint(finding),
        },
        reason: reason.to_owned(),
        by: by.to_owned(),
        until: wish.until.as_ref().map(day).transpose()?,
        written_in: RULINGS_FILE.to_owned(),
        written_at: Place::WHOLE_FILE,
    };
    let path = known.config.root.join(RULINGS_FILE);
    let before = known.config.setting(&path)?;
    let text = append(before.as_deref().unwrap_or_default(), &words(known, finding), &ruling);
    if !reason.is_empty() && !by.is_empty() {
        replacing::replace(&path, text.as_bytes())?;
        return Ok(Waived::Written);
    }
    ensure!(
        client.applies_edits && (before.is_some() || client.creates_files),
        "a ruling needs a reason and a name; type `ibid rule {} {}:{} --by NAME --reason TEXT`",
        finding.rule,
        known.draft.path,
        finding.place.line
    );
    let asked = edit(path, before.as_deref(), &text, client)?;
    Ok(Waived::Asked(Box::new(asked)))
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
