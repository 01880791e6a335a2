//! As much of the WebDriver protocol as pressing keys in a page takes: JSON over HTTP to a
//! `chromedriver` of one's own.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// Keys by the code points that the protocol gives them, pressed together.
pub(crate) type Keys = &'static [&'static str];

pub(crate) const TAB: Keys = &["\u{e004}"];
pub(crate) const SHIFT_TAB: Keys = &["\u{e008}", "\u{e004}"];
pub(crate) const ENTER: Keys = &["\u{e007}"];
pub(crate) const SPACE: Keys = &[" "];
pub(crate) const RIGHT: Keys = &["\u{e014}"];
pub(crate) const CONTROL_A: Keys = &["\u{e009}", "a"];
pub(crate) const CONTROL_ENTER: Keys = &["\u{e009}", "\u{e007}"];
pub(crate) const ESCAPE: Keys = &["\u{e00c}"];

/// Where axe-core lies, if somebody put it there: `npm install --prefix target/axe axe-core`.
const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/target/axe/node_modules/axe-core/axe.min.js"
);

/// The name under which the protocol hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A headless browser.
pub(crate) struct Browser {
    driver: Child,
    /// Kept open, so that the driver can go on writing.
    _said: BufReader<ChildStdout>,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one; `None` where none is installed.
    pub(crate) fn start() -> Option<Self> {
        Self::with(Vec::new())
    }

    /// Starts one that keeps what pages leave with it in the folder `profile`.
    pub(crate) fn start_as(profile: &Path) -> Option<Self> {
        Self::with(vec![format!("--user-data-dir={}", profile.display())])
    }

    fn with(arguments: Vec<String>) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let port = said
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver tells its port");
        let mut browser = Self {
            driver,
            _said: said,
            port,
            session: String::new(),
        };
        let usual = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1280,900",
            // Else where a jump ends could be seen only after a while.
            "--force-prefers-reduced-motion",
        ];
        let usual = usual.iter().map(ToString::to_string);
        let all: Vec<String> = usual.chain(arguments).collect();
        let options = json!({ "args": all });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let session = browser.ask("POST", "/session", &wanted).unwrap();
        browser.session = session["sessionId"].as_str().unwrap().to_owned();
        Some(browser)
    }

    pub(crate) fn open(&self, address: &str) {
        self.tell("url", &json!({"url": address}));
    }

    /// What a JavaScript expression is in the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        let script = format!("return {expression}");
        self.tell("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Presses the keys, as a hand does: the page cannot tell them from a reader's.
    pub(crate) fn press(&self, keys: Keys) {
        let down = keys
            .iter()
            .map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys.iter().rev();
        let up = up.map(|key| json!({"type": "keyUp", "value": key}));
        let actions: Vec<Value> = down.chain(up).collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.tell("actions", &json!({"actions": [keyboard]}));
    }

    /// Presses the keys of a text one after the other.
    pub(crate) fn write(&self, text: &str) {
        let strokes = text.chars().flat_map(|character| {
            let value = character.to_string();
            [
                json!({"type": "keyDown", "value": value}),
                json!({"type": "keyUp", "value": value}),
            ]
        });
        let strokes: Vec<Value> = strokes.collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.tell("actions", &json!({"actions": [keyboard]}));
    }

    pub(crate) fn click(&self, selector: &str) {
        let wanted = json!({"using": "css selector", "value": selector});
        let element = self.tell("element", &wanted);
        let id = element[ELEMENT].as_str().expect("there is such an element");
        self.tell(&format!("element/{id}/click"), &json!({}));
    }

    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.tell("window/rect", &json!({"width": width, "height": height}));
    }

    /// Shows pages as on a device of this colour scheme (`light`, `dark`).
    pub(crate) fn prefer(&self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        let params = json!({"media": "", "features": [feature]});
        let command = json!({"cmd": "Emulation.setEmulatedMedia", "params": params});
        self.tell("goog/cdp/execute", &command);
    }

    /// Shows pages as they are printed.
    pub(crate) fn as_printed(&self) {
        let command = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"media": "print"}});
        self.tell("goog/cdp/execute", &command);
    }

    /// What axe-core finds wrong with the page in each colour scheme; `None` where it is not at hand.
    pub(crate) fn axe(&self) -> Option<String> {
        let axe = std::fs::read_to_string(AXE).ok()?;
        let run = "axe.run().then(found => found.violations.map(one => \
                   one.id + ': ' + one.nodes.map(node => node.html).join(' | ')).join('; '))";
        let run = format!("(() => {{ {axe}; return {run}; }})()");
        let found = ["light", "dark"].map(|scheme| {
            self.prefer(scheme);
            self.value(&run).as_str().unwrap_or_default().to_owned()
        });
        Some(found.concat())
    }

    /// What the browser complained of.
    pub(crate) fn console(&self) -> Vec<Value> {
        let log = self.tell("se/log", &json!({"type": "browser"}));
        log.as_array().unwrap().clone()
    }

    fn tell(&self, command: &str, body: &Value) -> Value {
        let path = format!("/session/{}/{command}", self.session);
        self.ask("POST", &path, body).unwrap()
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> io::Result<Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        // The driver keeps the connection open whatever it is asked.
        let mut answer = BufReader::new(stream);
        let (mut head, mut length) = (String::new(), 0);
        while answer.read_line(&mut head)? > 2 {
            let last = head.lines().last().unwrap_or_default().to_lowercase();
            if let Some(value) = last.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        let answer: Value = serde_json::from_slice(&body)?;
        if head.contains(" 200 ") {
            Ok(answer["value"].clone())
        } else {
            Err(io::Error::other(format!("{path}: {answer:#}")))
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends the browser; the driver alone would leave it running.
        if !self.session.is_empty() {
            let _ = self.ask("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
