//! Messages in and out, over standard input and output. A message that cannot be read is told of and
//! the next one is read; nothing else may write to standard output meanwhile.

use std::io::{self, BufReader, ErrorKind};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};
use ls_types::{LogMessageParams, MessageType, ShowMessageParams};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::Value;

use crate::report::sanitize;

/// What comes from the client.
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is no message, and why.
    Malformed(String),
}

/// Reads messages until the client's end is closed.
pub(super) fn inbox() -> Receiver<Incoming> {
    let (sender, inbox) = unbounded();
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            let incoming = match Message::read(&mut input) {
                Ok(Some(message)) => Incoming::Message(message),
                Ok(None) => break,
                // What is no message ends where the next line begins.
                Err(error) if error.kind() == ErrorKind::InvalidData => {
                    Incoming::Malformed(error.to_string())
                }
                Err(_) => break,
            };
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    inbox
}

/// Where messages to the client are put.
#[derive(Clone)]
pub(super) struct Outbox {
    /// `None` is the end.
    sender: Sender<Option<Message>>,
}

impl Outbox {
    /// Writes what is put there to standard output, until it is closed.
    pub(super) fn open() -> (Self, JoinHandle<()>) {
        let (sender, receiver) = unbounded::<Option<Message>>();
        let writer = thread::spawn(move || {
            let mut output = io::stdout();
            while let Ok(Some(message)) = receiver.recv() {
                if message.write(&mut output).is_err() {
                    break;
                }
            }
        });
        (Self { sender }, writer)
    }

    /// Ends the writing once all that was put there before is written.
    pub(super) fn close(&self) {
        // Where the writer is gone, it has ended.
        let _ = self.sender.send(None);
    }

    fn put(&self, message: impl Into<Message>) {
        // Where the client is gone, nobody misses the message.
        let _ = self.sender.send(Some(message.into()));
    }

    /// Answers a request.
    pub(super) fn answer(&self, response: Response) {
        self.put(response);
    }

    /// Asks the client; its answer comes in like every message.
    pub(super) fn ask(&self, id: String, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or(Value::Null);
        let id: RequestId = serde_json::from_value(Value::String(id)).unwrap_or_else(|_| 0.into());
        self.put(Request {
            id,
            method: method.to_owned(),
            params,
        });
    }

    /// Tells the client.
    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or(Value::Null);
        self.put(Notification {
            method: method.to_owned(),
            params,
        });
    }

    /// Shows the user a sentence.
    pub(super) fn show(&self, typ: MessageType, message: &str) {
        let message = format!("ibid: {}", sanitize::line(message));
        self.notify("window/showMessage", ShowMessageParams { typ, message });
    }

    /// Puts a sentence into the client's log.
    pub(super) fn log(&self, typ: MessageType, message: &str) {
        let message = format!("ibid: {}", sanitize::line(message));
        self.notify("window/logMessage", LogMessageParams { typ, message });
    }
}
