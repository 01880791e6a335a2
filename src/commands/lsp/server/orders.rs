//! What the client's user orders: rulings, sign-offs, another check.

use ls_types::{ApplyWorkspaceEditParams, ExecuteCommandParams, MessageType};
use lsp_server::Response;
use serde_json::Value;

use super::{CHECK, Server};
use crate::commands::lsp::actions::{SIGN_OFF, WAIVE};
use crate::commands::lsp::waiving::{self, SignOffWish, Waived, Wish};

impl Server {
    /// Takes in the client's answer to an edit that it was asked to make.
    pub(super) fn response(&mut self, response: Response) {
        if let Some(show) = self.to_show.remove(&response.id) {
            let is_made = response
                .response_result
                .is_ok_and(|result| result["applied"].as_bool() == Some(true));
            let shows = self.client.as_ref().is_some_and(|it| it.shows_documents);
            match (is_made, shows) {
                (true, true) => self
                    .outbox
                    .ask("show".to_owned(), "window/showDocument", show),
                (true, false) => {
                    let message = format!("write the reason in {}", show.uri.as_str());
                    self.outbox.show(MessageType::INFO, &message);
                }
                (false, _) => {
                    let message = "the editor did not make the edit, so nothing is recorded";
                    self.outbox.show(MessageType::WARNING, message);
                }
            }
        }
    }

    /// Does what the client's user orders.
    pub(super) fn execute(&mut self, params: ExecuteCommandParams) -> Result<Value, String> {
        match params.command.as_str() {
            CHECK => {
                self.told.clear();
                self.want_check();
                Ok(Value::Null)
            }
            WAIVE => {
                let wish = params.arguments.into_iter().next().unwrap_or(Value::Null);
                let wish: Wish = serde_json::from_value(wish).map_err(|error| {
                    format!("`{WAIVE}` takes an object with `uri`, `rule` and `finding`: {error}")
                })?;
                self.waive(&wish).map_err(|error| self.failed(&error))
            }
            SIGN_OFF => {
                let wish = params.arguments.into_iter().next().unwrap_or(Value::Null);
                let wish: SignOffWish = serde_json::from_value(wish).map_err(|error| {
                    format!(
                        "`{SIGN_OFF}` takes an object with `uri`, `sentence`, `source` and \
                         `start`: {error}"
                    )
                })?;
                self.sign_off(&wish).map_err(|error| self.failed(&error))
            }
            command => Err(format!("`{command}` is not known")),
        }
    }

    /// Shows the user why something was not done.
    fn failed(&self, error: &anyhow::Error) -> String {
        let message = format!("{error:#}");
        self.outbox.show(MessageType::ERROR, &message);
        message
    }

    fn sign_off(&mut self, wish: &SignOffWish) -> anyhow::Result<Value> {
        let Some((_, known)) = self.buffer(&wish.uri) else {
            anyhow::bail!(
                "{} is not an open draft that was checked",
                wish.uri.as_str()
            );
        };
        waiving::sign_off(wish, &known, &self.by)?;
        self.want_check();
        Ok(Value::Null)
    }

    fn waive(&mut self, wish: &Wish) -> anyhow::Result<Value> {
        let found = self.buffer(&wish.uri).zip(self.client.as_ref());
        let Some(((_, known), client)) = found else {
            anyhow::bail!(
                "{} is not an open draft that was checked",
                wish.uri.as_str()
            );
        };
        match waiving::waive(wish, &known, &self.by, client)? {
            Waived::Written => self.want_check(),
            Waived::Asked(asked) => {
                let (edit, show) = *asked;
                self.edits += 1;
                let id = format!("edit-{}", self.edits);
                self.to_show.insert(id.clone().into(), show);
                let label = Some("ibid: a ruling".to_owned());
                let params = ApplyWorkspaceEditParams { label, edit };
                self.outbox.ask(id, "workspace/applyEdit", params);
            }
        }
        Ok(Value::Null)
    }
}
