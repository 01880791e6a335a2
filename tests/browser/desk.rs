//! A small repository with the page of `ibid review` on its draft, and what a test asks of the page.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::webdriver::{Browser, CONTROL_A, CONTROL_ENTER, Keys};

pub(crate) const SOURCE: &str = "\
The harbour of Lund Bay

\"We built it for our children,\" said the mayor, Karin Lindqvist.

The harbour opened in 1931 with 14 cranes.

Herring was landed at the northern quay until the autumn of 1958.
";

pub(crate) const DRAFT: &str = "\
# Lund Bay

“We built it for our grandchildren,” said the mayor, Karin Lindqvist.

“The ferries will never come back to this town,” said the mayor, Karin Lindqvist.

The harbour opened in 1931 with 14 cranes.

Fishermen left Lund Bay in 1962.
";

const N: Keys = &["n"];

/// A repository, and the page on its draft.
pub(crate) struct Review {
    pub(crate) folder: tempfile::TempDir,
    program: Child,
    pub(crate) address: String,
}

impl Review {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::of(arguments, |folder| {
            for inner in ["corpus", "claims"] {
                std::fs::create_dir(folder.join(inner)).unwrap();
            }
            for (name, text) in [
                ("corpus/harbour.txt", SOURCE),
                ("claims/draft.md", DRAFT),
                ("ibid.toml", "model = false\n"),
            ] {
                std::fs::write(folder.join(name), text).unwrap();
            }
        })
    }

    /// Starts it on what `lay` puts into an empty repository.
    pub(crate) fn of(arguments: &[&str], lay: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        lay(folder.path());
        let (program, address) = serve(folder.path(), arguments);
        Self {
            folder,
            program,
            address,
        }
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ibid"));
        let run = program.args(arguments).current_dir(self.folder.path());
        run.output().unwrap()
    }

    pub(crate) fn code(&self, arguments: &[&str]) -> Option<i32> {
        self.run(arguments).status.code()
    }
}

impl Drop for Review {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Starts the program, and waits for the address that it tells.
pub(crate) fn serve(folder: &Path, arguments: &[&str]) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .arg("review")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let out = program.stdout.take().unwrap();
    BufReader::new(out).read_line(&mut address).unwrap();
    (program, address.trim().to_owned())
}

/// The tests share nothing but the kind of page; each has a repository of its own.
pub(crate) fn open(arguments: &[&str]) -> Option<(Review, Browser)> {
    let Some(browser) = Browser::start() else {
        println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
        return None;
    };
    let review = Review::start(arguments);
    browser.open(&review.address);
    Some((review, browser))
}

/// The page in a browser.
pub(crate) struct Page<'a> {
    pub(crate) browser: &'a Browser,
}

impl Page<'_> {
    pub(crate) fn text(&self, expression: &str) -> String {
        let value = self.browser.value(expression);
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    }

    pub(crate) fn sentence(&self) -> String {
        self.text("document.querySelector('.case:not([hidden]) .sentence')?.textContent ?? ''")
    }

    /// Waits until the expression is this.
    #[track_caller]
    pub(crate) fn wait(&self, expression: &str, expected: &str) {
        let began = Instant::now();
        loop {
            let is = self.text(expression);
            if is == expected {
                return;
            }
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{expression} is {is:?}, not {expected:?}; the page says {:?}",
                self.text("document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the element says this among other words.
    #[track_caller]
    pub(crate) fn wait_says(&self, selector: &str, words: &str) {
        let said = format!(
            "[...document.querySelectorAll('{selector}')].some(it => it.textContent.includes('{words}'))"
        );
        self.wait(&said, "true");
    }

    #[track_caller]
    pub(crate) fn wait_decided(&self, count: &str) {
        let count = format!("{count} of 4 sentences decided");
        self.wait(
            "document.querySelector('#count .total')?.textContent ?? ''",
            &count,
        );
    }

    /// Waits until the dialog that asks for words is open, or is not.
    #[track_caller]
    pub(crate) fn wait_asks(&self, asks: bool) {
        self.wait("document.querySelector('#ask').open", &asks.to_string());
    }

    /// Waits until there are so many errors in the queue.
    #[track_caller]
    pub(crate) fn wait_errors(&self, count: &str) {
        self.wait(
            "[...document.querySelectorAll('#list li.error')].length",
            count,
        );
    }

    /// Presses `n` until the words are those of the sentence that is shown.
    pub(crate) fn go_to(&self, words: &str) {
        for _ in 0..8 {
            if self.sentence().contains(words) {
                return;
            }
            self.browser.press(N);
        }
        panic!("never came to {words}, last {}", self.sentence());
    }

    /// Writes into the field that has the focus, in the place of what is there.
    pub(crate) fn write(&self, words: &str) {
        self.wait_asks(true);
        self.browser.press(CONTROL_A);
        self.browser.write(words);
    }

    /// Writes into the field that has the focus, and sends it.
    pub(crate) fn answer(&self, words: &str) {
        self.write(words);
        self.browser.press(CONTROL_ENTER);
        self.wait_asks(false);
    }
}
