//! A Chromium that is driven as a reader's hands would drive it, by `fantoccini`, one call after the other.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use axum::http::Method;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

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

/// A command that Chromium knows beyond the protocol: where it is sent to, and with what.
#[derive(Debug)]
struct OfChromium(&'static str, Value);

impl WebDriverCompatibleCommand for OfChromium {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}

/// A headless browser.
pub(crate) struct Browser {
    driver: Child,
    /// Kept open, so that the driver can go on writing.
    _said: BufReader<ChildStdout>,
    runtime: Runtime,
    client: Client,
}

impl Browser {
    /// Starts one; `None` where none is installed.
    pub(crate) fn start() -> Option<Self> {
        Self::with(&[])
    }

    /// Starts one that keeps what pages leave with it in the folder `profile`.
    pub(crate) fn start_as(profile: &Path) -> Option<Self> {
        Self::with(&[&format!("--user-data-dir={}", profile.display())])
    }

    fn with(more: &[&str]) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let mut lines = said.by_ref().lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let address = format!("http://127.0.0.1:{}", port.expect("it tells its port"));
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let mut wanted = ClientBuilder::new(HttpConnector::new());
        wanted.capabilities(capabilities(more));
        let client = runtime.block_on(wanted.connect(&address)).unwrap();
        Some(Self {
            driver,
            _said: said,
            runtime,
            client,
        })
    }

    pub(crate) fn open(&self, address: &str) {
        self.wait(self.client.goto(address));
    }

    /// What a JavaScript expression is in the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        let script = format!("return {expression}");
        self.wait(self.client.execute(&script, Vec::new()))
    }

    /// Presses the keys, as a hand does: the page cannot tell them from a reader's.
    pub(crate) fn press(&self, keys: Keys) {
        let keys = keys.iter().flat_map(|key| key.chars());
        let down = keys.clone().map(|value| KeyAction::Down { value });
        let up = keys.rev().map(|value| KeyAction::Up { value });
        self.act(down.chain(up));
    }

    /// Presses the keys of a text one after the other.
    pub(crate) fn write(&self, text: &str) {
        let stroke = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        self.act(text.chars().flat_map(stroke));
    }

    fn act(&self, actions: impl Iterator<Item = KeyAction>) {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let actions = actions.fold(keyboard, InputSource::then);
        self.wait(self.client.perform_actions(actions));
    }

    pub(crate) fn click(&self, selector: &str) {
        let element = self.wait(self.client.find(Locator::Css(selector)));
        self.wait(element.click());
    }

    /// Shows pages as large as that. A window would be larger by its frame, which differs from machine to machine.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.feign("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Shows pages as on a device of this colour scheme (`light`, `dark`).
    pub(crate) fn prefer(&self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.feign(
            "Emulation.setEmulatedMedia",
            &json!({"media": "", "features": [feature]}),
        );
    }

    /// Shows pages as they are printed.
    pub(crate) fn as_printed(&self) {
        self.feign("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    }

    /// Has the browser feign another device.
    fn feign(&self, what: &str, how: &Value) {
        self.ask("goog/cdp/execute", json!({"cmd": what, "params": how}));
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
        let log = self.ask("se/log", json!({"type": "browser"}));
        log.as_array().unwrap().clone()
    }

    fn ask(&self, path: &'static str, body: Value) -> Value {
        self.wait(self.client.issue_cmd(OfChromium(path, body)))
    }

    #[track_caller]
    fn wait<T>(&self, answer: impl Future<Output = Result<T, CmdError>>) -> T {
        let answer = async { tokio::time::timeout(Duration::from_secs(60), answer).await };
        self.runtime.block_on(answer).unwrap().unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends the browser; the driver alone would leave it running.
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn capabilities(more: &[&str]) -> Capabilities {
    let usual = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--window-size=1280,900",
        // Else where a jump ends could be seen only after a while.
        "--force-prefers-reduced-motion",
    ];
    let arguments = [&usual[..], more].concat();
    let options = json!({"args": arguments});
    let logs = json!({"browser": "ALL"});
    [("goog:chromeOptions", options), ("goog:loggingPrefs", logs)]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}
