//! What can be done about what a check found: corrections, citations and rulings.

use std::collections::HashMap;

use ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Command, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use serde_json::json;

use super::buffer::Buffer;
use super::client::Client;
use super::shown::of_finding;
use super::worker::Known;
use crate::document::Format;
use crate::judge::Stance;
use crate::report::editor::place;
use crate::report::{CitationReport, Finding, Fix, Place};
use crate::rulings::evidence_fingerprint;
use crate::span::Span;
use crate::wording::Labels;

/// The command that records a ruling.
pub(super) const WAIVE: &str = "ibid.waive";

/// The command that records a sign-off.
pub(super) const SIGN_OFF: &str = "ibid.signOff";

/// The kind of the action that makes every certain correction.
pub(super) const FIX_ALL: &str = "source.fixAll.ibid";

/// What can be done about what stands in `range`.
pub(super) fn actions(
    buffer: &Buffer,
    known: &Known,
    client: &Client,
    by: &str,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> Vec<CodeActionOrCommand> {
    let asker = Asker {
        buffer,
        known,
        client,
        by,
        labels: known.config.language.labels(),
    };
    let asked = buffer.span(range);
    let wanted = |kind: &CodeActionKind| {
        only.is_none_or(|only| only.iter().any(|wanted| is_beneath(kind, wanted)))
    };
    let mut actions = Vec::new();
    for finding in &known.draft.findings {
        let span = buffer.now_at(known, &finding.place);
        let is_asked = span.is_some_and(|span| meets(span, asked));
        if let Some(span) = span.filter(|_| is_asked && finding.waived.is_none()) {
            actions.extend(asker.of_finding(finding, span));
        }
    }
    actions.extend(asker.citations(asked));
    actions.extend(asker.sign_offs(asked));
    actions.extend(asker.all_fixes());
    let actions = actions.into_iter();
    let actions = actions.filter(|action| action.kind.as_ref().is_none_or(wanted));
    actions.map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether `kind` is `wanted` or one of its sub-kinds.
fn is_beneath(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}

fn meets(span: Span, asked: Span) -> bool {
    span.start <= asked.end && asked.start <= span.end
}

struct Asker<'a> {
    buffer: &'a Buffer,
    known: &'a Known,
    client: &'a Client,
    by: &'a str,
    labels: &'static Labels,
}

impl Asker<'_> {
    fn of_finding(&self, finding: &Finding, span: Span) -> Vec<CodeAction> {
        let range = self.buffer.range(span);
        let related = self.client.shows_related;
        let diagnostic = of_finding(finding, range, self.known, related);
        let fix = finding.fix.as_ref().and_then(|fix| self.fix(fix, true));
        let waive = self.waive(finding);
        let comment = self.comment(finding, span);
        let mut actions: Vec<CodeAction> = [fix, waive, comment].into_iter().flatten().collect();
        for action in &mut actions {
            action.diagnostics = Some(vec![diagnostic.clone()]);
        }
        actions
    }

    /// A correction, as an edit.
    fn fix(&self, fix: &Fix, is_certain: bool) -> Option<CodeAction> {
        let edit = self.text_edit(fix)?;
        let what = fix.message.told(self.labels.locale);
        let head = self.labels.head(&what);
        Some(CodeAction {
            title: match is_certain && !fix.replacement.trim().is_empty() {
                true => format!("{head} {}", shortened(fix.replacement.trim())),
                false => what,
            },
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(self.workspace_edit(vec![edit])),
            is_preferred: is_certain.then_some(true),
            ..CodeAction::default()
        })
    }

    fn text_edit(&self, fix: &Fix) -> Option<TextEdit> {
        let place = Place {
            start: fix.start,
            end: fix.end,
            ..Place::WHOLE_FILE
        };
        let span = self.buffer.now_at(self.known, &place)?;
        Some(TextEdit::new(
            self.buffer.range(span),
            fix.replacement.clone(),
        ))
    }

    /// Edits of the draft, for the version of it that they were made for where the client takes that.
    fn workspace_edit(&self, edits: Vec<TextEdit>) -> WorkspaceEdit {
        let uri = self.buffer.uri.clone();
        if !self.client.takes_versions {
            return WorkspaceEdit::new(HashMap::from([(uri, edits)]));
        }
        let edit = TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri,
                version: Some(self.buffer.version),
            },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        };
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![edit])),
            ..WorkspaceEdit::default()
        }
    }

    /// The command that records a ruling in its file.
    fn waive(&self, finding: &Finding) -> Option<CodeAction> {
        if !self.client.asks_for_reasons && !self.client.applies_edits {
            return None;
        }
        let title = self.labels.let_stand.to_owned();
        let ruling = json!({
            "uri": self.buffer.uri,
            "rule": finding.rule.name(),
            "finding": finding.fingerprint,
        });
        Some(CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            command: Some(Command::new(title, WAIVE.to_owned(), Some(vec![ruling]))),
            ..CodeAction::default()
        })
    }

    /// A ruling as a comment on the line before, its reason left to be written. Only where the
    /// finding's line begins a paragraph: elsewhere the comment would break a sentence in two.
    fn comment(&self, finding: &Finding, span: Span) -> Option<CodeAction> {
        let text = self.buffer.text.as_str();
        let (opens, closes) = comment_marks(Format::of_extension(&self.known.draft.path)?)?;
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let before = text[..start].trim_end_matches(['\n', '\r']);
        let is_apart = text[before.len()..start].matches('\n').count() > 1 || before.is_empty();
        if !is_apart || finding.place == Place::WHOLE_FILE {
            return None;
        }
        let indent: String = text[start..].chars().take_while(|it| *it == ' ').collect();
        let (rule, evidence) = (finding.rule.name(), evidence_fingerprint(finding));
        let evidence = match finding.citations.is_empty() {
            true => String::new(),
            false => format!(" evidence={evidence}"),
        };
        let by = match self.by.contains(char::is_whitespace) || self.by.is_empty() {
            true => format!("\"{}\"", self.by.replace('"', "'")),
            false => self.by.to_owned(),
        };
        let comment = format!(
            "{indent}{opens}ibid-waive-next-line {rule} reason=\"\" by={by}{evidence}{closes}\n"
        );
        let at = self.buffer.range(Span::new(start, start));
        Some(CodeAction {
            title: self.labels.let_stand_by_comment.to_owned(),
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(self.workspace_edit(vec![TextEdit::new(at, comment)])),
            ..CodeAction::default()
        })
    }

    /// The citations that the claims in `asked` could be given, but for those that a finding has as
    /// its correction.
    fn citations(&self, asked: Span) -> Vec<CodeAction> {
        let known = self.known;
        let is_correction = |fix: &Fix| {
            let mut findings = known.draft.findings.iter();
            findings.any(|finding| finding.fix.as_ref() == Some(fix))
        };
        let offers = known.offers.citations.iter().filter(|offer| {
            let claim = &known.draft.claims[offer.claim];
            let span = self.buffer.now_at(known, &claim.place);
            span.is_some_and(|span| meets(span, asked)) && !is_correction(&offer.fix)
        });
        offers
            .filter_map(|offer| self.fix(&offer.fix, false))
            .collect()
    }

    /// The passages that the claims in `asked` may be signed off by: those that support them. A claim
    /// that is signed off needs no other.
    fn sign_offs(&self, asked: Span) -> Vec<CodeAction> {
        if self.by.is_empty() && !self.client.asks_for_reasons {
            return Vec::new();
        }
        let claims = self.known.draft.claims.iter().filter(|claim| {
            let span = self.buffer.now_at(self.known, &claim.place);
            claim.signed_off.is_empty() && span.is_some_and(|span| meets(span, asked))
        });
        let passages = claims.flat_map(|claim| {
            let citations = claim.citations.iter();
            let fitting = citations.filter(|it| it.stance == Stance::Supports);
            fitting.map(|citation| (claim.fingerprint.as_str(), citation))
        });
        let action = |(sentence, citation): (&str, &CitationReport)| {
            let place = place(citation, self.labels.locale);
            let title = format!("{} {}", self.labels.sign_off, shortened(&place));
            let wish = json!({
                "uri": self.buffer.uri,
                "sentence": sentence,
                "source": citation.source,
                "start": citation.start,
            });
            CodeAction {
                title: title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                command: Some(Command::new(title, SIGN_OFF.to_owned(), Some(vec![wish]))),
                ..CodeAction::default()
            }
        };
        passages.map(action).collect()
    }

    /// Every certain correction, of two that overlap the first.
    fn all_fixes(&self) -> Option<CodeAction> {
        let findings = self.known.draft.findings.iter();
        let counting = findings.filter(|finding| finding.waived.is_none());
        let mut fixes: Vec<&Fix> = counting.filter_map(|it| it.fix.as_ref()).collect();
        fixes.sort_by_key(|fix| (fix.start, fix.end));
        let mut end = 0;
        fixes.retain(|fix| {
            let is_free = fix.start >= end;
            end = end.max(fix.end);
            is_free
        });
        fixes.dedup_by_key(|fix| (fix.start, fix.end));
        let edits: Vec<TextEdit> = fixes
            .into_iter()
            .filter_map(|it| self.text_edit(it))
            .collect();
        (!edits.is_empty()).then(|| CodeAction {
            title: self.labels.correct_all.to_owned(),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            edit: Some(self.workspace_edit(edits)),
            ..CodeAction::default()
        })
    }
}

/// Words that fit a menu.
fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    let line = crate::report::sanitize::line(words);
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.into_owned(),
    }
}

/// What a comment stands between in a format; `None` where nobody writes one by hand.
fn comment_marks(format: Format) -> Option<(&'static str, &'static str)> {
    match format {
        Format::Markdown | Format::Html | Format::Plain => Some(("<!-- ", " -->")),
        // A comment of reStructuredText ends at a blank line.
        Format::Restructured => Some((".. ", "\n")),
        Format::AsciiDoc | Format::Typst => Some(("// ", "")),
        Format::Latex => Some(("% ", "")),
        Format::Org => Some(("# ", "")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_beneath_itself_and_those_above_it() {
        let kind = |name: &str| CodeActionKind::from(name.to_owned());
        for (wanted, expected) in [
            ("source.fixAll.ibid", true),
            ("source.fixAll", true),
            ("source", true),
            ("", true),
            ("source.fix", false),
            ("quickfix", false),
        ] {
            assert_eq!(
                is_beneath(&kind(FIX_ALL), &kind(wanted)),
                expected,
                "{wanted}"
            );
        }
    }

    #[test]
    fn a_title_fits_a_menu() {
        assert_eq!(shortened("a\nb"), "a b");
        let long = shortened(&"é".repeat(99));
        assert_eq!(long.chars().count(), 61);
    }
}
