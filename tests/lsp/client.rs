//! A small client: it starts the program, frames messages and waits for what the server says.

use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long one waits for the server: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const HARBOUR: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes.

\"We built it for our children and for theirs,\" said the mayor, Karin Lindqvist.
";

pub(crate) const FERRY: &str = "\
The ferry to Norra Island 🙂

🙂 The ferry to Norra Island carried 82,000 passengers in 1964.
";

const BIBLIOGRAPHY: &str = "\
@report{harbour, title = {The harbour of Lund Bay}, url = {https://example.org/harbour}, file = {harbour.txt}}
@report{ferry, title = {The ferry to Norra Island}, url = {https://example.org/ferry}, file = {ferry.txt}}
";

pub(crate) const DRAFT: &str = "\
# Lund Bay

The harbour of Lund Bay opened in June 1931 with 41 cranes [@harbour].

The mayor, Karin Lindqvist, said: “We built it for our parents and for theirs” [@harbour].

The ferry to Norra Island carried 82,000 passengers in 1964.
";

/// A repository with two sources and a draft.
pub(crate) fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in [
        ("ibid.toml", "[rules]\ncitation-missing = \"note\"\n"),
        ("corpus/harbour.txt", HARBOUR),
        ("corpus/ferry.txt", FERRY),
        ("corpus/references.bib", BIBLIOGRAPHY),
        ("claims/draft.md", DRAFT),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// A client with its server.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    heard: Receiver<Value>,
    /// What was heard and not waited for.
    aside: Vec<Value>,
    last: i64,
    pub(crate) root: PathBuf,
}

impl Client {
    /// Starts `ibid lsp` in another folder than the project, as some editors do.
    pub(crate) fn start(root: &Path, arguments: &[&str]) -> Self {
        let elsewhere = std::env::temp_dir();
        let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .arg("lsp")
            .args(arguments)
            .current_dir(elsewhere)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, heard) = mpsc::channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            heard,
            aside: Vec::new(),
            last: 0,
            root: root.canonicalize().unwrap(),
        }
    }

    /// Starts the program and introduces itself with `capabilities`.
    pub(crate) fn introduced(root: &Path, arguments: &[&str], capabilities: Value) -> Self {
        let mut client = Self::start(root, arguments);
        client.initialize(capabilities);
        client
    }

    /// Introduces itself; what the server can do.
    pub(crate) fn initialize(&mut self, capabilities: Value) -> Value {
        let folder = json!({"uri": self.uri(""), "name": "project"});
        let params = json!({
            "processId": null, "capabilities": capabilities, "workspaceFolders": [folder],
        });
        let result = self.request("initialize", params).unwrap();
        self.notify("initialized", json!({}));
        result
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}", self.root.join(path).display())
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its number.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last += 1;
        let id = self.last;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// The result of a request, or its error.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].clone()),
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// The first message for which `is_wanted` holds, heard already or to come.
    pub(crate) fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.aside.iter().position(&is_wanted) {
            return self.aside.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.heard.recv_timeout(left) {
                Ok(message) if is_wanted(&message) => return message,
                Ok(message) => self.aside.push(message),
                Err(_) => panic!("the server said only {:#?}", self.aside),
            }
        }
    }

    /// The next request of the server for `method`; its answer is up to the caller.
    pub(crate) fn asked(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)
    }

    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Puts `text` in the place of a range, `[line, character, line, character]`.
    pub(crate) fn edit(&mut self, path: &str, version: i32, range: [u32; 4], text: &str) {
        let [line, character, end_line, end_character] = range;
        let range = json!({
            "start": {"line": line, "character": character},
            "end": {"line": end_line, "character": end_character},
        });
        let params = json!({
            "textDocument": {"uri": self.uri(path), "version": version},
            "contentChanges": [{"range": range, "text": text}],
        });
        self.notify("textDocument/didChange", params);
    }

    /// The diagnostics of `path` in this version that are of these rules, whatever came before.
    pub(crate) fn diagnostics(&mut self, path: &str, version: i32, rules: &[&str]) -> Vec<Value> {
        let uri = self.uri(path);
        let published = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == *uri
                && params["version"] == version
                && rules_of(&params["diagnostics"]) == *rules
        });
        published["params"]["diagnostics"]
            .as_array()
            .unwrap()
            .clone()
    }

    pub(crate) fn at(&self, path: &str, line: u32, character: u32) -> Value {
        json!({
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": line, "character": character},
        })
    }

    /// The actions offered at a place, by their titles.
    pub(crate) fn actions(
        &mut self,
        path: &str,
        line: u32,
        character: u32,
        only: Value,
    ) -> Vec<Value> {
        let place = json!({"line": line, "character": character});
        let params = json!({
            "textDocument": {"uri": self.uri(path)},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": [], "only": only},
        });
        let actions = self.request("textDocument/codeAction", params).unwrap();
        actions.as_array().unwrap().clone()
    }

    /// Leaves as one should; the exit code of the server.
    pub(crate) fn leave(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null).unwrap();
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// The exit code of the server, which must end by itself.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not end");
    }

    /// Goes away without a word.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn rules_of(diagnostics: &Value) -> Vec<String> {
    let all = diagnostics.as_array().into_iter().flatten();
    all.map(|one| one["code"].as_str().unwrap_or("none").to_owned())
        .collect()
}

/// The range of a diagnostic or an edit, `[line, character, line, character]`.
pub(crate) fn range_of(value: &Value) -> Vec<u64> {
    ["start", "end"]
        .iter()
        .flat_map(|end| ["line", "character"].map(|part| (end, part)))
        .map(|(end, part)| value["range"][end][part].as_u64().unwrap())
        .collect()
}

fn read(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            _ if line == "\r\n" => break,
            // Nothing but messages may stand on standard output.
            _ => panic!("this is no header: {line:?}"),
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
