//! Where a passage stands in the file of its source, as a client opens it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ls_types::{Location, Position, Range, Uri};

use super::units::{Lined, Units};
use crate::files::{self, MOST_OF_TEXT};
use crate::report::CitationReport;
use crate::span::Span;

/// The sources that passages were looked for in, by name and hash.
#[derive(Default)]
pub(super) struct SourcePlaces {
    texts: BTreeMap<(String, String), Option<(String, Lined)>>,
}

impl SourcePlaces {
    /// Where a passage stands: in a source that has lines at its words, else at the beginning of
    /// the file.
    pub(super) fn location(
        &mut self,
        base: &Path,
        citation: &CitationReport,
        units: Units,
    ) -> Option<Location> {
        let path = file_of(base, &citation.source)?;
        let uri = Uri::from_file_path(&path)?;
        if citation.locator.words(citation.line).is_some() {
            return Some(Location::new(uri, Range::default()));
        }
        let key = (citation.source.clone(), citation.hash.clone());
        let text = self.texts.entry(key).or_insert_with(|| {
            let text = files::read_text(&path, MOST_OF_TEXT).ok()?;
            let lined = Lined::of(&text, units);
            Some((text, lined))
        });
        let range = match text {
            Some((text, lined)) => lined.range(
                text,
                Span::new(citation.start, citation.end.max(citation.start)),
            ),
            // In another encoding, bytes are not what the client has before it.
            None => {
                let line = u32::try_from(citation.line.saturating_sub(1)).unwrap_or(u32::MAX);
                let column = u32::try_from(citation.column.saturating_sub(1)).unwrap_or(u32::MAX);
                let start = Position::new(line, column);
                Range::new(start, start)
            }
        };
        Some(Location::new(uri, range))
    }
}

/// The file of the source `name`, whose name counts from `base`; a record of a bulk file is named
/// `PATH#_id`.
pub(super) fn file_of(base: &Path, name: &str) -> Option<PathBuf> {
    let whole = std::iter::once(name);
    let records = name.rmatch_indices('#').map(|(at, _)| &name[..at]);
    let mut paths = whole.chain(records).map(|name| base.join(name));
    paths.find(|path| path.is_file())
}
