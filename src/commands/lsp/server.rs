//! The conversation with the client: what it asks is answered from what the last check told, and what
//! it edits is checked again once it pauses.

mod checking;
mod orders;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, select};
use ls_types::{
    CancelParams, CodeActionParams, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentLinkParams,
    GotoDefinitionParams, HoverParams, InitializeParams, MessageType, NumberOrString,
    ShowDocumentParams, Uri, WorkDoneProgressCancelParams,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions;
use super::buffer::Buffer;
use super::capabilities;
use super::client::{Client, path_of};
use super::hearing::Hearing;
use super::shown;
use super::transport::{Incoming, Outbox};
use super::worker::{Event, Job, Known};
use crate::document::Format;
use crate::report::Level;

/// How long nothing need be done.
const IDLE: Duration = Duration::from_secs(3600);

/// The command that checks again.
pub(super) const CHECK: &str = "ibid.check";

/// Where the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The client has not introduced itself.
    Before,
    Open,
    /// The client has said that it will leave.
    Closing,
    /// It has left.
    Over {
        /// Whether it said so before.
        announced: bool,
    },
}

/// The server.
pub(super) struct Server {
    outbox: Outbox,
    hearing: Hearing,
    jobs: Sender<Job>,
    /// Whose rulings are written.
    by: String,
    /// The level from which findings are shown.
    least: Level,
    phase: Phase,
    client: Option<Client>,
    /// The open drafts by their addresses.
    buffers: BTreeMap<String, Buffer>,
    /// When the next check is due, and since when one is wanted.
    due: Option<(Instant, Instant)>,
    changed: BTreeSet<PathBuf>,
    last_job: u64,
    /// Drafts that were never checked and wait for it.
    unchecked: BTreeSet<String>,
    /// Questions about those, asked too early.
    waiting: Vec<Request>,
    /// Edits that the client was asked to make.
    edits: u64,
    /// Places to show once an edit is made, by the request for the edit.
    to_show: BTreeMap<RequestId, ShowDocumentParams>,
    /// What was told already.
    told: BTreeSet<String>,
    /// Files with diagnostics that are no drafts.
    marked: BTreeSet<PathBuf>,
}

impl Server {
    pub(super) fn new(
        outbox: Outbox,
        hearing: Hearing,
        jobs: Sender<Job>,
        by: String,
        least: Level,
    ) -> Self {
        Self {
            outbox,
            hearing,
            jobs,
            by,
            least,
            phase: Phase::Before,
            client: None,
            buffers: BTreeMap::new(),
            due: None,
            changed: BTreeSet::new(),
            last_job: 0,
            unchecked: BTreeSet::new(),
            waiting: Vec::new(),
            edits: 0,
            to_show: BTreeMap::new(),
            told: BTreeSet::new(),
            marked: BTreeSet::new(),
        }
    }

    /// Talks until the client leaves; whether it said so before.
    pub(super) fn run(mut self, inbox: &Receiver<Incoming>, events: &Receiver<Event>) -> bool {
        loop {
            if let Phase::Over { announced } = self.phase {
                self.hearing.give_up(u64::MAX);
                return announced;
            }
            let now = Instant::now();
            if self.due.is_some_and(|(due, _)| due <= now) {
                self.check();
            }
            let pause = self.due.map_or(IDLE, |(due, _)| due - now.min(due));
            select! {
                recv(inbox) -> incoming => match incoming {
                    Ok(Incoming::Message(message)) => self.guarded(|it| it.take(message)),
                    Ok(Incoming::Malformed(why)) => {
                        let message = format!("a message of the editor cannot be read: {why}");
                        self.outbox.log(MessageType::ERROR, &message);
                    }
                    Err(_) => self.phase = Phase::Over { announced: self.phase == Phase::Closing },
                },
                recv(events) -> event => if let Ok(event) = event {
                    self.guarded(|it| it.hear(event));
                },
                default(pause) => {}
            }
        }
    }

    /// Does `work`, and lives on where it breaks off.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            let message = "something broke off, which is a defect of ibid; it goes on";
            self.outbox.show(MessageType::ERROR, message);
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answered = catch_unwind(AssertUnwindSafe(|| self.request(request)));
                if answered.is_err() {
                    let message = "the answer broke off, which is a defect of ibid";
                    self.refuse(id, ErrorCode::InternalError, message);
                }
            }
            Message::Notification(notification) => self.notification(notification),
            Message::Response(response) => self.response(response),
        }
    }

    fn request(&mut self, request: Request) {
        let method = request.method.as_str();
        match (self.phase, method) {
            (Phase::Before, "initialize") => self.initialize(request),
            (Phase::Before, _) => {
                let message = "`initialize` comes first";
                self.refuse(request.id, ErrorCode::ServerNotInitialized, message);
            }
            (Phase::Open, "initialize") | (Phase::Closing | Phase::Over { .. }, _) => {
                let message = format!("`{method}` is too late");
                self.refuse(request.id, ErrorCode::InvalidRequest, &message);
            }
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Closing;
                self.answer(request.id, Value::Null);
            }
            (Phase::Open, "workspace/executeCommand") => {
                self.with_params(request, Self::execute);
            }
            (Phase::Open, _) => self.question(request),
        }
    }

    /// A question about a draft; it waits where the draft is being checked for the first time.
    fn question(&mut self, request: Request) {
        let uri = &request.params["textDocument"]["uri"];
        if uri.as_str().is_some_and(|uri| self.unchecked.contains(uri)) {
            self.waiting.push(request);
            return;
        }
        match request.method.as_str() {
            "textDocument/hover" => self.with_params(request, Self::hover),
            "textDocument/definition" => self.with_params(request, Self::definition),
            "textDocument/documentLink" => self.with_params(request, Self::links),
            "textDocument/codeAction" => self.with_params(request, Self::actions),
            method => {
                let message = format!("`{method}` is not known");
                self.refuse(request.id, ErrorCode::MethodNotFound, &message);
            }
        }
    }

    /// Answers a request by what its parameters mean.
    fn with_params<P: DeserializeOwned, A: Serialize>(
        &mut self,
        request: Request,
        answer: fn(&mut Self, P) -> Result<A, String>,
    ) {
        match serde_json::from_value(request.params) {
            Ok(params) => match answer(self, params) {
                Ok(answer) => self.answer(request.id, answer),
                Err(message) => self.refuse(request.id, ErrorCode::RequestFailed, &message),
            },
            Err(error) => {
                let message = format!("`{}` cannot be understood: {error}", request.method);
                self.refuse(request.id, ErrorCode::InvalidParams, &message);
            }
        }
    }

    fn answer(&self, id: RequestId, result: impl Serialize) {
        self.outbox.answer(match serde_json::to_value(result) {
            Ok(result) => Response::new_ok(id, result),
            Err(error) => Response::new_err(id, ErrorCode::InternalError as i32, error.to_string()),
        });
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, message: &str) {
        let message = message.to_owned();
        self.outbox
            .answer(Response::new_err(id, code as i32, message));
    }

    fn initialize(&mut self, request: Request) {
        let params: InitializeParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => {
                let message = format!("`initialize` cannot be understood: {error}");
                return self.refuse(request.id, ErrorCode::InvalidParams, &message);
            }
        };
        let client = Client::of(&params);
        if client.shows_progress {
            self.hearing.show_progress();
        }
        self.answer(request.id, capabilities::of(client.manner.units));
        self.client = Some(client);
        self.phase = Phase::Open;
    }

    fn notification(&mut self, notification: Notification) {
        let method = notification.method.as_str();
        if method == "exit" {
            let announced = self.phase == Phase::Closing;
            self.phase = Phase::Over { announced };
            return;
        }
        if self.phase != Phase::Open {
            return;
        }
        let params = notification.params;
        match method {
            "textDocument/didOpen" => self.understand(method, params, Self::opened),
            "textDocument/didChange" => self.understand(method, params, Self::edited),
            "textDocument/didClose" => self.understand(method, params, Self::closed),
            // Nothing is watched that the server does not watch itself; where it cannot, it hears.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.want_check(),
            "workspace/didChangeWorkspaceFolders" => {
                self.understand(method, params, Self::moved);
            }
            "window/workDoneProgress/cancel" => {
                self.understand(method, params, Self::given_up);
            }
            "$/cancelRequest" => self.understand(method, params, Self::canceled),
            _ => {}
        }
    }

    fn understand<P: DeserializeOwned>(
        &mut self,
        method: &str,
        params: Value,
        take: fn(&mut Self, P),
    ) {
        match serde_json::from_value(params) {
            Ok(params) => take(self, params),
            Err(error) => {
                let message = format!("`{method}` cannot be understood: {error}");
                self.outbox.log(MessageType::ERROR, &message);
            }
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let (Some(client), Some(path)) = (&self.client, path_of(&document.uri)) else {
            return;
        };
        if !Format::of_extension(&path.to_string_lossy()).is_some_and(Format::is_text) {
            return;
        }
        let key = document.uri.as_str().to_owned();
        let units = client.manner.units;
        let buffer = Buffer::new(document.uri, path, document.version, document.text, units);
        self.buffers.insert(key.clone(), buffer);
        self.unchecked.insert(key);
        self.due = Some((Instant::now(), Instant::now()));
    }

    fn edited(&mut self, params: DidChangeTextDocumentParams) {
        let identifier = params.text_document;
        if let Some(buffer) = self.buffers.get_mut(identifier.uri.as_str()) {
            buffer.change(identifier.version, params.content_changes);
            // What is being judged is of a text that is no more.
            self.hearing.give_up(self.last_job);
            self.want_check();
        }
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        if self.buffers.remove(uri.as_str()).is_some() {
            self.publish(uri.clone(), Vec::new(), None);
        }
        self.now_checked(uri.as_str());
    }

    fn moved(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let Some(client) = &mut self.client else {
            return;
        };
        let gone: Vec<PathBuf> = params
            .event
            .removed
            .iter()
            .filter_map(|it| path_of(&it.uri))
            .collect();
        client.folders.retain(|folder| !gone.contains(folder));
        let added = params.event.added.iter().filter_map(|it| path_of(&it.uri));
        client.folders.extend(added);
        self.want_check();
    }

    fn given_up(&mut self, params: WorkDoneProgressCancelParams) {
        self.hearing.give_up_by_token(&params.token);
    }

    fn canceled(&mut self, params: CancelParams) {
        let id: RequestId = match params.id {
            NumberOrString::Number(number) => number.into(),
            NumberOrString::String(text) => text.into(),
        };
        let (gone, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|request: &Request| request.id == id);
        self.waiting = waiting;
        for request in gone {
            self.refuse(request.id, ErrorCode::RequestCanceled, "cancelled");
        }
    }

    fn buffer(&self, uri: &Uri) -> Option<(&Buffer, Arc<Known>)> {
        let buffer = self.buffers.get(uri.as_str())?;
        Some((buffer, buffer.known.clone()?))
    }

    fn hover(&mut self, params: HoverParams) -> Result<Value, String> {
        let at = params.text_document_position_params;
        let found = self.buffer(&at.text_document.uri).zip(self.client.as_ref());
        let hover = found.and_then(|((buffer, known), client)| {
            shown::hover(buffer, &known, at.position, client.manner.markup)
        });
        Ok(json!(hover))
    }

    fn definition(&mut self, params: GotoDefinitionParams) -> Result<Value, String> {
        let at = params.text_document_position_params;
        let found = self.buffer(&at.text_document.uri);
        let places = found.map(|(buffer, known)| shown::definitions(buffer, &known, at.position));
        Ok(json!(places.unwrap_or_default()))
    }

    fn links(&mut self, params: DocumentLinkParams) -> Result<Value, String> {
        let found = self.buffer(&params.text_document.uri);
        let links = found.map(|(buffer, known)| shown::links(buffer, &known));
        Ok(json!(links.unwrap_or_default()))
    }

    fn actions(&mut self, params: CodeActionParams) -> Result<Value, String> {
        let found = self
            .buffer(&params.text_document.uri)
            .zip(self.client.as_ref());
        let only = params.context.only.as_deref();
        let actions = found.map(|((buffer, known), client)| {
            actions::actions(buffer, &known, client, &self.by, params.range, only)
        });
        Ok(json!(actions.unwrap_or_default()))
    }
}
