//! The HTML report in a browser, with the keys that a reader presses. Skips itself where there is
//! no browser to drive.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

mod desk;
mod review;
#[path = "../formats/sample.rs"]
mod sample;
mod trouble;
mod walk;
mod webdriver;

use ibid::report::{Format, Level, RenderOptions, Report, SignOffReport, render};
use std::sync::Arc;
use webdriver::{Browser, ENTER, RIGHT, SHIFT_TAB, SPACE, TAB};

/// Sentences of the sample's draft that have a card.
const CARDS: usize = 6;

/// The page of the fixed report, open in a browser.
struct Page {
    browser: Browser,
    _folder: tempfile::TempDir,
}

impl Page {
    fn open() -> Option<Self> {
        Self::of(&sample::report())
    }

    fn of(report: &Report) -> Option<Self> {
        let Some(browser) = Browser::start() else {
            println!("skipped: there is no `chromedriver` (Debian: chromium-driver)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        let mut html = Vec::new();
        let options = RenderOptions::default();
        render(Format::Html, report, &options, &mut html).unwrap();
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
        for _ in 0..80 {
            if self.focused() == id {
                return;
            }
            self.browser.press(TAB);
        }
        panic!("the tabulator never reaches {id}");
    }

    /// The ids of the cards that can be seen, in their order on the page.
    fn shown(&self) -> String {
        self.text(
            "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility())\
             .map(card => card.querySelector('.body').id).join(' ')",
        )
    }

    /// The ids of the sentences of the draft that are marked.
    fn marked(&self) -> String {
        self.text(
            "[...document.querySelectorAll('.said')]\
             .filter(said => getComputedStyle(said).textDecorationLine != 'none')\
             .map(said => said.id).join(' ')",
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
fn the_gravest_findings_come_first_and_the_draft_keeps_its_order() {
    let Some(page) = Page::open() else { return };
    assert_eq!(page.shown(), "d1-6 d1-2 d1-5 d1-4 d1-3 d1-1 other-1");
    page.browser.press(TAB);
    assert_eq!(page.focused(), "skip");
    for number in [6, 2, 5] {
        page.browser.press(TAB);
        let leads = format!("document.activeElement.getAttribute('href') == '#d1-{number}'");
        assert_eq!(page.text(&leads), "true");
    }
    page.tab_to("show-all");
    page.tab_to("at-d1-1");
    for number in 2..=CARDS {
        page.browser.press(TAB);
        assert_eq!(page.focused(), format!("at-d1-{number}"));
    }
    page.browser.press(SHIFT_TAB);
    assert_eq!(page.focused(), format!("at-d1-{}", CARDS - 1));
    page.assert_console_is_silent();
}

/// A card that is folded opens for who asks for it, without a script.
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
        page.tab_to("back");
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
    page.tab_to("show-all");
    for (filter, cards, marked) in [
        ("error", "d1-6 d1-2 d1-5", "at-d1-2 at-d1-5 at-d1-6"),
        ("warning", "other-1", ""),
        ("note", "d1-4", "at-d1-4"),
        ("waived", "d1-3", "at-d1-3"),
        ("right", "d1-1", "at-d1-1"),
    ] {
        page.browser.press(RIGHT);
        assert_eq!(page.focused(), format!("show-{filter}"));
        assert_eq!(page.shown(), cards);
        assert_eq!(page.marked(), marked);
    }
    page.browser.press(SPACE);
    assert_eq!(page.shown(), "d1-1");
    page.tab_to("at-d1-2");
    page.browser.press(ENTER);
    assert_eq!(page.shown(), "d1-2 d1-1");
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
    assert_eq!(page.text("document.scripts.length"), "0");
    let wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    assert_eq!(page.text(wide), "false");
    page.browser.resize(360, 800);
    assert_eq!(page.text(wide), "false", "a narrow window scrolls sideways");
    page.browser
        .value("document.getElementById('at-d1-2').focus()");
    page.browser.press(ENTER);
    let beneath = "document.querySelector('.filters').getBoundingClientRect().bottom \
                   <= document.querySelector('#d1-2').getBoundingClientRect().top";
    assert_eq!(page.text(beneath), "true", "the filters hide the evidence");
    page.assert_console_is_silent();
}

/// It is data for search engines: the page's policy lets it stand and nothing runs.
#[test]
fn the_browser_takes_a_claim_review_for_data() {
    let mut report = sample::report();
    report.drafts[0].claims[0].signed_off = vec![SignOffReport {
        by: "</script><b>A. K.".to_owned(),
        on: "2026-11-28".to_owned(),
        source: "sources/history.txt".to_owned(),
        hash: "0f".repeat(32),
        place: "page 12".to_owned(),
        quote: "In 1931 the harbour was opened.".to_owned(),
    }];
    let Some(page) = Page::of(&report) else {
        return;
    };
    let review = "JSON.parse(document.scripts[0].textContent)['@graph'][0]";
    assert_eq!(
        page.text(&format!("{review}.author.name")),
        "</script><b>A. K."
    );
    // An address without a host is of this page.
    let leads = format!("document.querySelector({review}.url).id");
    assert_eq!(page.text(&leads), "d1-1");
    assert_eq!(page.text("document.scripts.length"), "1");
    page.assert_console_is_silent();
}

/// Both sides' words are marked, in the draft and in the card.
#[test]
fn what_differs_is_marked_on_both_sides() {
    let Some(page) = Page::open() else { return };
    let marked = |selector: &str| {
        page.text(&format!(
            "[...document.querySelectorAll('{selector} mark')].map(it => it.textContent).join(' ')"
        ))
    };
    assert_eq!(marked("#at-d1-2"), "400,000");
    assert_eq!(marked("#d1-2 .sentence"), "400,000");
    assert_eq!(marked("#d1-2 .refutes blockquote"), "140");
    assert_eq!(marked("#at-d1-6"), "wanted");
}

#[test]
fn axe_finds_nothing() {
    let Some(page) = Page::open() else { return };
    match page.browser.axe() {
        Some(found) => assert_eq!(found, ""),
        None => println!("skipped: there is no axe-core"),
    }
}

/// On paper the page is a memo: no buttons, a line to sign, the address of a source in words, and
/// of every sentence what it rests on.
#[test]
fn printed_it_is_a_memo() {
    let mut report = sample::report();
    let citations = Arc::make_mut(&mut report.drafts[0].claims[0].citations);
    citations[0].url = Some("https://archive.example/".to_owned());
    let Some(page) = Page::of(&report) else {
        return;
    };
    let is_shown = |selector: &str| {
        page.text(&format!(
            "document.querySelector('{selector}').checkVisibility()"
        ))
    };
    assert_eq!(is_shown(".filters"), "true");
    assert_eq!(is_shown(".sign"), "false");
    let address = "getComputedStyle(document.querySelector('.source a'), '::after').content";
    assert_eq!(page.text(address), "none");
    page.browser.as_printed();
    assert_eq!(is_shown(".filters"), "false");
    assert_eq!(is_shown(".sign"), "true");
    assert_eq!(is_shown(".card.right .cited"), "true");
    assert_ne!(page.text(address), "none");
}

/// Who sees no more than the first screen knows what is wrong, where, and how sure that is.
#[test]
fn the_first_screen_says_what_is_wrong_where_and_how_sure() {
    let Some(page) = Page::open() else { return };
    let head = page.text("document.querySelector('.summary h2').textContent");
    assert_eq!(head, "Look at these first (4 of 4)");
    for (width, height, seen) in [(1400, 900, 4), (400, 800, 3)] {
        page.browser.resize(width, height);
        let all = "[...document.querySelectorAll('.first li')]\
                   .filter(it => it.getBoundingClientRect().bottom <= innerHeight)\
                   .map(it => it.textContent)";
        let told = page.browser.value(all);
        let told = told.as_array().unwrap();
        assert!(told.len() >= seen, "{width}: {told:?}");
        let refuted = told.iter().filter_map(|it| it.as_str());
        let refuted: Vec<&str> = refuted.filter(|it| it.contains("refuted")).collect();
        for words in ["400,000", "140", "sure", "line 3", "Town archive"] {
            assert!(refuted[0].contains(words), "{words}: {refuted:?}");
        }
    }
}

/// What a source has otherwise comes before what is a gap, whatever the levels of both are.
#[test]
fn a_contradiction_that_is_a_note_is_looked_at_before_any_gap() {
    let mut report = sample::report();
    for finding in &mut report.drafts[0].findings {
        finding.level = Level::Note;
    }
    report.summarise();
    let Some(page) = Page::of(&report) else {
        return;
    };
    assert_eq!(page.shown(), "d1-6 d1-2 d1-4 d1-5 d1-3 d1-1 other-1");
    let first = "[...document.querySelectorAll('.first a')].map(it => it.hash).join(' ')";
    assert_eq!(page.text(first), "#other-1 #d1-6 #d1-2");
    let open = "[...document.querySelectorAll('article.card .body')].map(it => it.id).join(' ')";
    assert_eq!(page.text(open), "d1-6 d1-2 other-1");
}

/// A support of .55 does not look like one of .97: other words, another weight and colour, other lines.
#[test]
fn what_is_likely_looks_unlike_what_is_sure() {
    let look = |confidence: f64| {
        let mut report = sample::report();
        report.drafts[0].claims[0].confidence = confidence;
        let page = Page::of(&report)?;
        let style = |selector: &str, name: &str| {
            let style = format!("getComputedStyle(document.querySelector('{selector}')).{name}");
            page.text(&style)
        };
        let card = ".card:has(#d1-1)";
        Some([
            page.text(&format!(
                "document.querySelector('{card} .how').textContent"
            )),
            style(card, "borderLeftStyle"),
            style(&format!("{card} .tag"), "color"),
            style(&format!("{card} .tag"), "fontWeight"),
            style("#at-d1-1", "textDecorationStyle"),
        ])
    };
    let (Some(likely), Some(sure)) = (look(0.55), look(0.97)) else {
        return;
    };
    assert_eq!((&*likely[0], &*sure[0]), ("likely", "sure"));
    for (likely, sure) in likely.iter().zip(&sure) {
        assert_ne!(likely, sure);
    }
}
