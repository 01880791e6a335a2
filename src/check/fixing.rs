//! Certain corrections of a draft, as parts of findings and as new content of the file.

use crate::document::{Change, Document, Format};
use crate::draft::fix::{Edit, apply};
use crate::report::{DraftReport, Fix};
use crate::span::Span;

/// Whether a draft is text in UTF-8, so that a correction can be written into it as it is.
#[must_use]
pub fn is_mendable(document: &Document) -> bool {
    let whole = Span::new(0, document.decoded().len());
    let is_text = document.parts().next().is_none() && document.reading().is_none();
    is_text && document.file_span_of_decoded(whole).len() == whole.len()
}

/// An edit of a draft's decoded content as a replacement of bytes of its file, or of the part of a
/// Word file that holds its text.
///
/// Only a file in UTF-8 is mended: in another encoding the replacement would have to be encoded
/// first, and might not be possible. In a Word file nothing is replaced, but a change tracked.
pub(super) fn fix(document: &Document, edit: Edit) -> Option<Fix> {
    let file = document.file_span_of_decoded(edit.place);
    let part = match document.format() {
        // Notes stand in other parts.
        Format::Word => Some(
            document
                .parts()
                .next()
                .filter(|(_, it)| it.contains(file))?
                .0,
        ),
        _ if is_mendable(document) => None,
        _ => return None,
    };
    Some(Fix {
        start: file.start,
        end: file.end,
        part: part.map(ToOwned::to_owned),
        replacement: edit.replacement,
        message: edit.message,
    })
}

/// The fixes of the findings that nothing waives.
fn fixes(report: &DraftReport) -> impl Iterator<Item = &Fix> {
    let findings = report.findings.iter().filter(|it| it.waived.is_none());
    findings.filter_map(|finding| finding.fix.as_ref())
}

/// All fixes of a Word draft's findings, the waived ones left out, as changes to be tracked.
#[must_use]
pub fn changes(report: &DraftReport) -> Vec<Change> {
    let fixes = fixes(report).map(|fix| Change {
        span: Span::new(fix.start, fix.end),
        replacement: fix.replacement.clone(),
    });
    fixes.collect()
}

/// The content of a draft with all fixes of its findings made, the waived ones left out; `None`
/// where there is nothing to mend.
///
/// `content` is the file as it was checked; of two fixes that overlap the first is made.
#[must_use]
pub fn mended(report: &DraftReport, content: &str) -> Option<String> {
    let edits: Vec<Edit> = fixes(report)
        .map(|fix| Edit {
            place: Span::new(fix.start, fix.end),
            replacement: fix.replacement.clone(),
            message: fix.message.clone(),
        })
        .collect();
    let mended = apply(content, &edits);
    (mended != content).then_some(mended)
}
