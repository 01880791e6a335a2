//! `ibid review` in a browser, by keyboard alone: from the first finding to a draft that is signed
//! off.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::webdriver::{Browser, CONTROL_A, CONTROL_ENTER, ENTER, ESCAPE, Keys};

const SOURCE: &str = "\
The harbour of Lund Bay

\"We built it for our children,\" said the mayor, Karin Lindqvist.

The harbour opened in 1931 with 14 cranes.

Herring was landed at the northern quay until the autumn of 1958.
";

const DRAFT: &str = "\
# Lund Bay

“We built it for our grandchildren,” said the mayor, Karin Lindqvist.

“The ferries will never come back to this town,” said the mayor, Karin Lindqvist.

The harbour opened in 1931 with 14 cranes.

Fishermen left Lund Bay in 1962.
";

const J: Keys = &["j"];
const N: Keys = &["n"];
const U: Keys = &["u"];

/// A repository, and the page on its draft.
struct Review {
    folder: tempfile::TempDir,
    program: Child,
    address: String,
}

impl Review {
    fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for inner in ["corpus", "claims", ".git"] {
            std::fs::create_dir(folder.path().join(inner)).unwrap();
        }
        for (name, text) in [
            ("corpus/harbour.txt", SOURCE),
            ("claims/draft.md", DRAFT),
            ("ibid.toml", "model = false\n"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (program, address) = serve(folder.path(), arguments);
        Self {
            folder,
            program,
            address,
        }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn code(&self, arguments: &[&str]) -> Option<i32> {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ibid"));
        let run = program.args(arguments).current_dir(self.folder.path());
        run.output().unwrap().status.code()
    }
}

impl Drop for Review {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Starts the program, and waits for the address that it tells.
fn serve(folder: &Path, arguments: &[&str]) -> (Child, String) {
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

struct Page<'a> {
    browser: &'a Browser,
}

impl Page<'_> {
    fn text(&self, expression: &str) -> String {
        let value = self.browser.value(expression);
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    }

    fn sentence(&self) -> String {
        self.text("document.querySelector('.case:not([hidden]) .sentence')?.textContent ?? ''")
    }

    /// Waits until the expression is this.
    #[track_caller]
    fn wait(&self, expression: &str, expected: &str) {
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

    #[track_caller]
    fn wait_decided(&self, count: &str) {
        let count = format!("{count} of 4 decided");
        self.wait(
            "document.querySelector('#count .total')?.textContent ?? ''",
            &count,
        );
    }

    /// Presses `n` until the words are those of the sentence that is shown.
    fn go_to(&self, words: &str) {
        for _ in 0..8 {
            if self.sentence().contains(words) {
                return;
            }
            self.browser.press(N);
        }
        panic!("never came to {words}, last {}", self.sentence());
    }

    /// Writes into the field that has the focus, in the place of what is there.
    fn answer(&self, words: &str) {
        self.wait("document.querySelector('#ask').open", "true");
        self.browser.press(CONTROL_A);
        self.browser.write(words);
        self.browser.press(CONTROL_ENTER);
        self.wait("document.querySelector('#ask').open", "false");
    }
}

/// The tests share nothing but the kind of page; each has a repository of its own.
fn open(arguments: &[&str]) -> Option<(Review, Browser)> {
    let Some(browser) = Browser::start() else {
        println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
        return None;
    };
    let review = Review::start(arguments);
    browser.open(&review.address);
    Some((review, browser))
}

#[test]
fn a_draft_is_worked_through_by_keyboard_alone() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    assert!(
        page.sentence().contains("grandchildren"),
        "{}",
        page.sentence()
    );

    // Edit: what changes is shown, the file is changed, and it is checked again.
    browser.press(&["e"]);
    page.wait("document.querySelector('#ask').open", "true");
    browser.press(CONTROL_A);
    browser.write("“We built it for our children,” said the mayor, Karin Lindqvist.");
    page.wait(
        "document.querySelector('#ask-diff ins')?.textContent ?? ''",
        "children,”",
    );
    page.answer("“We built it for our children,” said the mayor, Karin Lindqvist.");
    let edited = DRAFT.replace("grandchildren", "children");
    assert_eq!(review.read("claims/draft.md"), edited);
    page.wait(
        "[...document.querySelectorAll('#list li.error')].length",
        "0",
    );

    // Undo, and do it again.
    browser.press(U);
    page.wait(
        "[...document.querySelectorAll('#list li.error')].length",
        "1",
    );
    assert_eq!(review.read("claims/draft.md"), DRAFT);
    page.go_to("grandchildren");
    browser.press(&["e"]);
    page.answer("“We built it for our children,” said the mayor, Karin Lindqvist.");
    page.wait(
        "[...document.querySelectorAll('#list li.error')].length",
        "0",
    );

    // Waive with a reason.
    page.go_to("ferries");
    browser.press(&["w"]);
    page.answer("as heard on the quay");
    page.wait_decided("1");
    let decisions = review.read("ibid.rulings.toml");
    assert!(decisions.contains("as heard on the quay"), "{decisions}");

    // Note what is to be fixed.
    page.go_to("Fishermen");
    browser.press(&["f"]);
    page.answer("ask the archive");
    page.wait_decided("2");
    page.go_to("children");

    // Sign the rest off, then everything: by the evidence there is, or by a passage searched for.
    browser.press(&["s"]);
    page.wait_decided("3");
    page.go_to("1931");
    browser.press(&["s"]);
    page.wait_decided("4");
    browser.open(&review.address);
    page.wait_decided("4");
    assert_eq!(review.code(&["check", "--require-sign-off"]), Some(1));
    for words in ["ferries", "Fishermen"] {
        page.wait(
            "(() => { const show = document.querySelector('#show'); show.value = 'all'; \
             show.dispatchEvent(new Event('change')); return show.value; })()",
            "all",
        );
        for _ in 0..8 {
            if page.sentence().contains(words) {
                break;
            }
            browser.press(J);
        }
        for _ in 0..8 {
            if page.sentence().contains(words) {
                break;
            }
            browser.press(&["k"]);
        }
        browser.press(&["/"]);
        browser.press(CONTROL_A);
        browser.write("herring quay autumn");
        browser.press(ENTER);
        page.wait("document.activeElement.closest('#hits') != null", "true");
        browser.press(&["s"]);
        page.wait(
            "document.querySelector('.case:not([hidden]) .signed') != null",
            "true",
        );
    }
    assert_eq!(review.code(&["check", "--require-sign-off"]), Some(0));
    let decisions = review.read("ibid.rulings.toml");
    assert!(
        decisions.contains("until the autumn of 1958"),
        "{decisions}"
    );
    assert!(browser.console().is_empty(), "{:#?}", browser.console());
}

#[test]
fn what_changes_on_disk_is_shown_and_what_is_wrong_there_is_told() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");

    // A dialog is closed by Escape, or the browser is, and what was typed is there again.
    browser.press(&["f"]);
    page.wait("document.querySelector('#ask').open", "true");
    browser.write("call her");
    browser.press(ESCAPE);
    browser.open(&review.address);
    page.wait_decided("0");
    browser.press(&["f"]);
    page.wait("document.querySelector('#ask textarea').value", "call her");
    browser.press(ESCAPE);

    // Another page, or an editor, changes the draft.
    review.write(
        "claims/draft.md",
        &DRAFT.replace("14 cranes", "14 large cranes"),
    );
    page.wait(
        "document.querySelector('#sheet').textContent.includes('14 large cranes')",
        "true",
    );

    // A sign-off lapses with its source.
    page.go_to("1931");
    browser.press(&["s"]);
    page.wait_decided("1");
    review.write("corpus/harbour.txt", &format!("{SOURCE}\nMore of it.\n"));
    page.wait_decided("0");
    page.wait(
        "document.querySelector('.case:not([hidden]) .noted')?.textContent.includes('A. K. signed') ?? false",
        "true",
    );
    page.go_to("grandchildren");

    // A draft that is deleted is told of; what was seen stays, and it comes back.
    std::fs::remove_file(review.folder.path().join("claims/draft.md")).unwrap();
    page.wait(
        "document.querySelector('#problem').textContent != ''",
        "true",
    );
    review.write("claims/draft.md", DRAFT);
    page.wait("document.querySelector('#problem').textContent", "");

    // A file of decisions in conflict is told of, and nothing is written into it.
    let conflict = "version = 2\n<<<<<<< HEAD\n=======\n>>>>>>> other\n";
    review.write("ibid.rulings.toml", conflict);
    page.wait(
        "document.querySelector('#problem').textContent.includes('git left a conflict')",
        "true",
    );
    browser.press(&["s"]);
    page.wait("document.querySelector('#ask').open", "true");
    browser.press(ENTER);
    page.wait(
        "document.querySelector('#ask-problem').textContent.includes('git left a conflict')",
        "true",
    );
    browser.press(ESCAPE);
    assert_eq!(review.read("ibid.rulings.toml"), conflict);
    review.write("ibid.rulings.toml", "version = 2\n");
    page.wait("document.querySelector('#problem').textContent", "");

    if let Ok(axe) = std::fs::read_to_string(crate::AXE) {
        let run = "axe.run().then(found => found.violations.map(one => \
                   one.id + ': ' + one.nodes.map(node => node.html).join(' | ')).join('; '))";
        assert_eq!(
            page.text(&format!("(() => {{ {axe}; return {run}; }})()")),
            ""
        );
    }
    for width in [1400, 400] {
        browser.resize(width, 900);
        let wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
        page.wait(wide, "false");
    }
}

#[test]
fn the_page_answers_nobody_else() {
    let review = Review::start(&[]);
    let address = review.address.strip_prefix("http://").unwrap();
    let (host, path) = address.split_once('/').unwrap();
    let asked = |head: &str| {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "{head}\r\nConnection: close\r\n\r\n").unwrap();
        let mut first = String::new();
        BufReader::new(stream).read_line(&mut first).unwrap();
        first.trim().to_owned()
    };
    let get = |path: &str, host: &str| format!("GET /{path} HTTP/1.1\r\nHost: {host}");
    assert!(asked(&get(path, host)).ends_with("200 OK"));
    assert!(asked(&get("0123/", host)).ends_with("404 Not Found"));
    assert!(asked(&get(path, "evil.example")).ends_with("403 Forbidden"));
    let foreign = format!("{}\r\nOrigin: http://evil.example", get(path, host));
    assert!(asked(&foreign).ends_with("403 Forbidden"));

    // A port that is in use is told, with what to do.
    let port = host.split_once(':').unwrap().1;
    let again = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["review", "--port", port])
        .current_dir(review.folder.path())
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(2));
    let told = String::from_utf8_lossy(&again.stderr);
    assert!(told.contains("is in use"), "{told}");
}
