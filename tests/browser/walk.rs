//! A whole repository worked through by keys alone, from the first finding to drafts that are signed off.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{Page, Review};
use crate::webdriver::{Browser, CONTROL_A, ENTER, ESCAPE};

/// Names another folder to walk through than the sample: drafts, sources and their `ibid.toml`.
const FOLDER: &str = "IBID_WALK";

/// The sentence at hand, on the page.
const AT_HAND: &str = ".case:not([hidden])";

#[test]
fn the_sample_is_signed_off_by_keyboard_alone() {
    let Some(browser) = Browser::start() else {
        println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
        return;
    };
    let review = Review::of(&["--by", "A. K."], lay);
    assert_eq!(review.code(&["check", "--require-sign-off"]), Some(1));
    browser.open(&review.address);
    let page = Page { browser: &browser };
    page.wait(
        "document.querySelectorAll('.case:not([hidden])').length",
        "1",
    );
    let sentences = page.count("#list li");
    assert!(sentences > 20, "{sentences}");

    // Each needs one step or several: a correction, a waiver, a search, a signature.
    for _ in 0..6 * sentences {
        if !page.step() && !page.goes_on() {
            break;
        }
    }
    assert_eq!(page.count("#list li:not([data-decided])"), 0);
    let check = review.run(&["check", "--require-sign-off"]);
    let told = String::from_utf8_lossy(&check.stdout);
    assert_eq!(check.status.code(), Some(0), "{told}");
    assert!(browser.console().is_empty(), "{:#?}", browser.console());
}

/// Puts into `folder` what is walked through.
fn lay(folder: &Path) {
    if let Some(other) = std::env::var_os(FOLDER).map(PathBuf::from) {
        return copy(&other, folder);
    }
    for part in ["corpus", "claims"] {
        copy(Path::new(part), &folder.join(part));
    }
    fs::write(folder.join("ibid.toml"), "model = false\n").unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(fs::copy(&path, &to).unwrap()),
        }
    }
}

impl Page<'_> {
    fn count(&self, selector: &str) -> usize {
        let count = format!("document.querySelectorAll('{selector}').length");
        self.text(&count).parse().unwrap()
    }

    /// Whether the sentence at hand has this mark.
    fn is(&self, mark: &str) -> bool {
        self.count(&format!("{AT_HAND}{mark}")) > 0
    }

    /// Does what the sentence at hand needs next; `false` where it needs nothing.
    fn step(&self) -> bool {
        let (is_claim, is_waived) = (self.is("[data-claim=true]"), self.is(" .ruling"));
        let is_unsigned = is_claim && !self.is(" .signed") && (self.is(" .passage") || !is_waived);
        if self.is("[data-mendable=true]") {
            self.correct();
        } else if self.is("[data-pressing=true]") || !(is_claim || is_waived) {
            self.waive("as the author has it from the archive");
        } else if is_unsigned && (self.is(" .passage") || self.search()) {
            self.browser.press(&["s"]);
            self.wait(
                &format!("document.querySelector('{AT_HAND} .signed') != null"),
                "true",
            );
        } else if is_unsigned {
            self.waive("the author's own words, which no source can prove");
        } else {
            return false;
        }
        true
    }

    fn correct(&self) {
        let name = self.text(&format!("document.querySelector('{AT_HAND}').id"));
        self.browser.press(&["c"]);
        let is_wrong = format!("document.getElementById('{name}')?.dataset.mendable == 'true'");
        self.wait(&is_wrong, "false");
    }

    fn waive(&self, reason: &str) {
        let waived = self.count(&format!("{AT_HAND} .ruling"));
        self.browser.press(&["w"]);
        self.answer(reason);
        let now = format!("document.querySelectorAll('{AT_HAND} .ruling').length");
        self.wait(&format!("{now} > {waived}"), "true");
    }

    /// Searches the sources for the words of the sentence at hand, and chooses the first passage that has any;
    /// `false` where none has.
    fn search(&self) -> bool {
        let sentence = self.sentence();
        let words: Vec<&str> = sentence.split_whitespace().collect();
        self.browser.press(&["/"]);
        self.browser.press(CONTROL_A);
        self.browser.write(&words.join(" "));
        self.browser.press(ENTER);
        self.wait(
            "document.querySelector('#hits').children.length > 0",
            "true",
        );
        self.browser.press(ESCAPE);
        self.count("#hits .passage") > 0
    }

    /// Goes to the next sentence that is not decided; `false` where all are.
    fn goes_on(&self) -> bool {
        let is_any = self.count("#list li:not([data-decided])") > 0;
        if is_any {
            self.browser.press(&["n"]);
        }
        is_any
    }
}
