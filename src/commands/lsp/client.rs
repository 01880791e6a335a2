//! What a client said of itself when it came.

use std::path::PathBuf;

use ls_types::{InitializeParams, MarkupKind, Uri};
use serde_json::Value;

use super::units::Units;
use super::worker::Manner;
use crate::report::editor::Markup;

/// A client.
#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) manner: Manner,
    /// Its folders.
    pub(super) folders: Vec<PathBuf>,
    pub(super) shows_progress: bool,
    pub(super) shows_related: bool,
    pub(super) shows_documents: bool,
    pub(super) applies_edits: bool,
    /// Whether it takes edits with the version of the draft they are for.
    pub(super) takes_versions: bool,
    /// Whether it makes files as part of an edit.
    pub(super) creates_files: bool,
    /// Whether it asks for the reason of a ruling itself and gives it with the command.
    pub(super) asks_for_reasons: bool,
}

impl Client {
    pub(super) fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let general = capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let text = capabilities.text_document.as_ref();
        let hover = text.and_then(|text| text.hover.as_ref()?.content_format.as_ref());
        let markup = match hover.and_then(|formats| formats.first()) {
            Some(MarkupKind::PlainText) => Markup::Plain,
            _ => Markup::Markdown,
        };
        let published = text.and_then(|text| text.publish_diagnostics.as_ref());
        let window = capabilities.window.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        let is_set = |flag: Option<bool>| flag == Some(true);
        let own = params.initialization_options.as_ref();
        let asks = own.and_then(|own| own.get("asksForReasons"));
        Self {
            manner: Manner {
                units: Units::agreed(offered.unwrap_or_default()),
                markup,
            },
            folders: folders(params),
            shows_progress: is_set(window.and_then(|window| window.work_done_progress)),
            shows_related: is_set(published.and_then(|it| it.related_information)),
            shows_documents: window
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            applies_edits: is_set(workspace.and_then(|workspace| workspace.apply_edit)),
            takes_versions: is_set(edit.and_then(|edit| edit.document_changes)),
            creates_files: operations
                .is_some_and(|kinds| kinds.contains(&ls_types::ResourceOperationKind::Create)),
            asks_for_reasons: asks.and_then(Value::as_bool) == Some(true),
        }
    }
}

#[expect(deprecated, reason = "older clients name their folder by these alone")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.iter().flatten();
    let mut folders: Vec<PathBuf> = named.filter_map(|folder| path_of(&folder.uri)).collect();
    if folders.is_empty() {
        let by_uri = params.root_uri.as_ref().and_then(path_of);
        let by_path = || params.root_path.as_ref().map(PathBuf::from);
        folders.extend(by_uri.or_else(by_path));
    }
    folders
}

/// The file that an address names; `None` where it is no file.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    let path = is_file.then(|| uri.to_file_path()).flatten()?;
    path.is_absolute().then(|| path.into_owned())
}
