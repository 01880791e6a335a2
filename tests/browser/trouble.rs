//! What goes wrong while somebody works at the page: nothing is lost, and a clear word is said.

use std::process::Child;

use crate::desk::{DRAFT, Page, Review, open, serve};
use crate::webdriver::{Browser, ESCAPE, Keys};

const EDIT: Keys = &["e"];
const NOTE: Keys = &["f"];
const SIGN: Keys = &["s"];
const UNDO: Keys = &["u"];

const CHILDREN: &str = "“We built it for our children,” said the mayor, Karin Lindqvist.";

#[test]
fn a_port_in_use_is_told_with_what_to_do() {
    let review = Review::start(&[]);
    let port = review.address.rsplit(':').next().unwrap();
    let port = port.split('/').next().unwrap();
    let again = review.run(&["review", "--port", port]);
    assert_eq!(again.status.code(), Some(2));
    let told = String::from_utf8_lossy(&again.stderr);
    assert!(told.contains("is in use"), "{told}");
    assert!(told.contains("--port"), "{told}");
}

/// What was seen stays, an edit is refused with its words kept, and all is well when the draft is
/// back.
#[test]
fn a_draft_that_is_deleted_while_open_costs_nothing() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    browser.press(EDIT);
    page.write(CHILDREN);
    std::fs::remove_file(review.folder.path().join("claims/draft.md")).unwrap();
    page.wait_says("#problem", "This is not what is on disk");
    page.wait_says("#sheet", "grandchildren");
    browser.click("#ask-write");
    page.wait_says("#ask-problem", "is not there any more");
    assert_eq!(
        page.text("document.querySelector('#ask textarea').value"),
        CHILDREN
    );
    assert_eq!(review.read("claims/draft.md"), "");

    review.write("claims/draft.md", DRAFT);
    page.wait("document.querySelector('#problem').textContent", "");
    browser.click("#ask-write");
    page.wait_asks(false);
    page.wait_errors("0");
    assert_eq!(
        review.read("claims/draft.md"),
        DRAFT.replace("grandchildren", "children")
    );
}

/// Two pages of one program: what one does the other shows, and neither writes over the other.
#[test]
fn two_pages_on_one_draft_do_not_write_over_each_other() {
    let Some((review, one)) = open(&["--by", "A. K."]) else {
        return;
    };
    let Some(other) = Browser::start() else {
        return;
    };
    other.open(&review.address);
    let (first, second) = (Page { browser: &one }, Page { browser: &other });
    first.wait_decided("0");
    second.wait_decided("0");

    // Both edit the same sentence; the second comes too late.
    second.browser.press(EDIT);
    second.write("“We built it for our children and theirs,” said the mayor, Karin Lindqvist.");
    first.browser.press(EDIT);
    first.answer(CHILDREN);
    let edited = DRAFT.replace("grandchildren", "children");
    assert_eq!(review.read("claims/draft.md"), edited);
    second.wait_errors("0");
    second.browser.click("#ask-write");
    second.wait_says("#ask-problem", "Nothing was written");
    assert_eq!(review.read("claims/draft.md"), edited);
    let kept = second.text("document.querySelector('#ask textarea').value");
    assert!(kept.contains("and theirs"), "{kept}");
    second.browser.press(ESCAPE);

    // A decision of one is seen by the other, and can be undone there.
    first.go_to("1931");
    first.browser.press(SIGN);
    first.wait_decided("1");
    second.wait_decided("1");
    second.browser.press(UNDO);
    first.wait_decided("0");
    assert!(!review.read("ibid.rulings.toml").contains("1931"));
}

/// Ends a program with its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn two_programs_on_one_draft_keep_both_sides_decisions() {
    let Some((review, one)) = open(&["--by", "A. K."]) else {
        return;
    };
    let Some(other) = Browser::start() else {
        return;
    };
    let (program, address) = serve(review.folder.path(), &["--by", "B. L."]);
    let _ended = Ended(program);
    other.open(&address);
    let (first, second) = (Page { browser: &one }, Page { browser: &other });
    first.wait_decided("0");
    second.wait_decided("0");
    first.go_to("1931");
    first.browser.press(SIGN);
    second.go_to("Fishermen");
    second.browser.press(NOTE);
    second.answer("ask the archive");
    first.wait_decided("2");
    second.wait_decided("2");
    let decisions = review.read("ibid.rulings.toml");
    for words in ["A. K.", "B. L.", "1931", "ask the archive"] {
        assert!(decisions.contains(words), "{words}: {decisions}");
    }

    // What one program has written the other has seen, so undoing there takes back nothing of it.
    first.browser.press(UNDO);
    first.wait_says("#said.wrong", "has changed since");
    assert_eq!(review.read("ibid.rulings.toml"), decisions);
}

#[test]
fn nothing_is_written_into_decisions_in_conflict() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    let conflict = "version = 2\n<<<<<<< HEAD\n=======\n>>>>>>> other\n";
    review.write("ibid.rulings.toml", conflict);
    page.wait_says("#problem", "git left a conflict");
    browser.press(NOTE);
    page.write("call her");
    browser.click("#ask-write");
    page.wait_says("#ask-problem", "git left a conflict");
    assert_eq!(review.read("ibid.rulings.toml"), conflict);

    // Once the conflict is solved, the same words are written.
    review.write("ibid.rulings.toml", "version = 2\n");
    page.wait("document.querySelector('#problem').textContent", "");
    browser.click("#ask-write");
    page.wait_asks(false);
    page.wait_decided("1");
    assert!(review.read("ibid.rulings.toml").contains("call her"));
}

/// A browser that is killed forgets what it was told last; the program does not, and offers the words in any other.
#[test]
fn a_browser_that_is_killed_loses_no_words() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    browser.press(EDIT);
    page.write(CHILDREN);
    let kept =
        "fetch('unwritten').then(it => it.text()).then(it => it.includes('for our children,'))";
    page.wait(kept, "true");
    drop(browser);

    let Some(browser) = Browser::start() else {
        return;
    };
    browser.open(&review.address);
    let page = Page { browser: &browser };
    page.wait_decided("0");
    page.wait("Object.keys(recalled).length", "1");
    browser.press(EDIT);
    page.wait_asks(true);
    page.wait_says("#ask-hint", "your words were kept");
    browser.click("#ask-write");
    page.wait_asks(false);
    page.wait_errors("0");
    page.wait("fetch('unwritten').then(it => it.text())", "{}");
    assert_eq!(
        review.read("claims/draft.md"),
        DRAFT.replace("grandchildren", "children")
    );
}

/// The browser keeps what was typed and not written, and offers it when the page is opened again.
#[test]
fn a_browser_closed_in_mid_edit_loses_no_words() {
    let profile = tempfile::tempdir().unwrap();
    let Some(browser) = Browser::start_as(profile.path()) else {
        println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
        return;
    };
    let review = Review::start(&["--by", "A. K."]);
    browser.open(&review.address);
    let page = Page { browser: &browser };
    page.wait_decided("0");
    browser.press(EDIT);
    page.write(CHILDREN);
    drop(browser);
    assert_eq!(review.read("claims/draft.md"), DRAFT);

    let Some(browser) = Browser::start_as(profile.path()) else {
        return;
    };
    browser.open(&review.address);
    let page = Page { browser: &browser };
    page.wait_decided("0");
    browser.press(EDIT);
    page.wait_asks(true);
    page.wait_says("#ask-hint", "your words were kept");
    assert_eq!(
        page.text("document.querySelector('#ask textarea').value"),
        CHILDREN
    );
    browser.click("#ask-write");
    page.wait_asks(false);
    page.wait_errors("0");
    assert_eq!(
        review.read("claims/draft.md"),
        DRAFT.replace("grandchildren", "children")
    );
}
