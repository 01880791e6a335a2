//! The HTML report in a browser, with the keys that a reader presses. Skips itself where there is
//! no browser to drive.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

#[path = "../formats/sample.rs"]
mod sample;
mod webdriver;

use ibid::report::{Format, RenderOptions, render};
use webdriver::{Browser, ENTER, RIGHT, SHIFT_TAB, SPACE, TAB};

/// Claims and findings of the sample's draft.
const CARDS: usize = 6;

/// The page of the fixed report, open in a browser.
struct Page {
    browser: Browser,
    _folder: tempfile::TempDir,
}

impl Page {
    fn open() -> Option<Self> {
        let Some(browser) = Browser::start() else {
            println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        let mut html = Vec::new();
        let options = RenderOptions::default();
        render(Format::Html, &sample::report(), &options, &mut html).unwrap();
        std::fs::write(&path, html).unwrap();
        browser.open(&format!("file://{}", path.display()));
        Some(Self {
            browser,
            _folder: folder,
        })
    }

    fn text(&self, expression: &str) -> String {
        let value = self.browser.value(expression);
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    }

    fn focused(&self) -> String {
        self.text("document.activeElement.id || document.activeElement.className")
    }

    /// Goes on with the tabulator until the element of that id has the focus.
    fn tab_to(&self, id: &str) {
        for _ in 0..40 {
            if self.focused() == id {
                return;
            }
            self.browser.press(TAB);
        }
        panic!("the tabulator never reaches {id}");
    }

    /// The ids of the cards that can be seen.
    fn shown(&self) -> String {
        self.text(
            "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility())\
             .map(card => card.id).join(' ')",
        )
    }

    fn is_in_view(&self, id: &str) -> bool {
        let expression = format!(
            "(() => {{ const box = document.getElementById('{id}').getBoundingClientRect();\
             return box.height > 0 && box.top >= 0 && box.top < innerHeight; }})()"
        );
        self.browser.value(&expression) == true
    }

    #[track_caller]
    fn assert_console_is_silent(&self) {
        let complaints = self.browser.console();
        assert!(complaints.is_empty(), "{complaints:#?}");
    }
}

#[test]
fn the_tabulator_reaches_every_claim_in_the_order_of_the_draft() {
    let Some(page) = Page::open() else { return };
    page.browser.press(TAB);
    assert_eq!(page.focused(), "skip");
    page.browser.press(TAB);
    assert_eq!(page.focused(), "show-all");
    for number in 1..=CARDS {
        page.browser.press(TAB);
        assert_eq!(page.focused(), format!("at-d1-{number}"));
    }
    page.browser.press(SHIFT_TAB);
    assert_eq!(page.focused(), format!("at-d1-{}", CARDS - 1));
    page.assert_console_is_silent();
}

#[test]
fn enter_opens_the_evidence_and_leads_back() {
    let Some(page) = Page::open() else { return };
    for number in [1, 3, CARDS] {
        let (claim, card) = (format!("at-d1-{number}"), format!("d1-{number}"));
        page.tab_to(&claim);
        page.browser.press(ENTER);
        assert_eq!(page.text("location.hash"), format!("#{card}"));
        assert_eq!(page.focused(), card);
        assert!(page.is_in_view(&card), "{card}");
        // The first thing behind the head of a card leads back to the draft.
        page.browser.press(TAB);
        assert_eq!(page.focused(), "back");
        page.browser.press(ENTER);
        assert_eq!(page.text("location.hash"), format!("#{claim}"));
        assert!(page.is_in_view(&claim), "{claim}");
        assert_eq!(page.focused(), claim);
    }
    page.assert_console_is_silent();
}

#[test]
fn the_filters_are_set_by_key_and_hide_no_card_that_is_asked_for() {
    let Some(page) = Page::open() else { return };
    let all = page.shown();
    assert_eq!(all.split(' ').count(), CARDS + 1, "{all}");
    page.tab_to("show-all");
    page.browser.press(RIGHT);
    assert_eq!(page.focused(), "show-findings");
    let findings = page.shown();
    assert!(findings.len() < all.len(), "{findings}");
    page.browser.press(RIGHT);
    assert_eq!(page.focused(), "show-supported");
    assert_eq!(page.shown(), "d1-1");
    page.browser.press(SPACE);
    assert_eq!(page.shown(), "d1-1");
    page.browser.press(RIGHT);
    assert_eq!(page.shown(), "d1-2");
    page.tab_to("at-d1-1");
    page.browser.press(ENTER);
    assert_eq!(page.shown(), "d1-1 d1-2");
    page.assert_console_is_silent();
}

#[test]
fn a_click_opens_the_evidence_and_nothing_of_a_source_runs() {
    let Some(page) = Page::open() else { return };
    for number in 1..=CARDS {
        page.browser.click(&format!("#at-d1-{number}"));
        assert_eq!(page.text("location.hash"), format!("#d1-{number}"));
        assert!(page.is_in_view(&format!("d1-{number}")));
    }
    page.browser.click("label[for=show-refuted]");
    assert_eq!(page.shown(), format!("d1-2 d1-{CARDS}"));
    let scripts = "[...document.scripts].map(script => script.type).join(' ')";
    assert_eq!(page.text(scripts), "application/ld+json");
    let wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    assert_eq!(page.text(wide), "false");
    page.browser.resize(360, 800);
    assert_eq!(page.text(wide), "false", "a narrow window scrolls sideways");
    page.browser
        .value("document.getElementById('at-d1-3').focus()");
    page.browser.press(ENTER);
    let beneath = "document.querySelector('.filters').getBoundingClientRect().bottom \
                   <= document.querySelector('#d1-3').getBoundingClientRect().top";
    assert_eq!(page.text(beneath), "true", "the filters hide the evidence");
    page.assert_console_is_silent();
}
