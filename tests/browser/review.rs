//! `ibid review` in a browser, by keyboard alone: from the first finding to a draft that is signed
//! off.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;

use ibid::wording::Locale;
use serde_json::Value;

use crate::desk::{DRAFT, Page, Review, SOURCE, open};
use crate::webdriver::{CONTROL_A, ENTER, Keys};

const J: Keys = &["j"];
const U: Keys = &["u"];

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

    let refuted = "document.querySelector('#count .quiet').textContent.split('; ')[1]";
    assert_eq!(page.text(refuted), "1 refuted (1 error)");

    // Edit: what changes is shown, the file is changed, and it is checked again.
    browser.press(&["e"]);
    page.wait_asks(true);
    browser.press(CONTROL_A);
    browser.write("“We built it for our children,” said the mayor, Karin Lindqvist.");
    page.wait(
        "document.querySelector('#ask-diff ins')?.textContent ?? ''",
        "children,”",
    );
    page.answer("“We built it for our children,” said the mayor, Karin Lindqvist.");
    let edited = DRAFT.replace("grandchildren", "children");
    assert_eq!(review.read("claims/draft.md"), edited);
    page.wait_errors("0");

    // Undo, and do it again.
    browser.press(U);
    page.wait_errors("1");
    assert_eq!(review.read("claims/draft.md"), DRAFT);
    page.go_to("grandchildren");
    browser.press(&["e"]);
    page.answer("“We built it for our children,” said the mayor, Karin Lindqvist.");
    page.wait_errors("0");

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
        page.wait_says("#hits mark", "autumn");
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

/// What changes on disk is shown at once, and a sign-off lapses with its source.
#[test]
fn what_changes_on_disk_is_shown() {
    let Some((review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    review.write(
        "claims/draft.md",
        &DRAFT.replace("14 cranes", "14 large cranes"),
    );
    page.wait_says("#sheet", "14 large cranes");
    page.go_to("1931");
    browser.press(&["s"]);
    page.wait_decided("1");
    review.write("corpus/harbour.txt", &format!("{SOURCE}\nMore of it.\n"));
    page.wait_decided("0");
    page.wait_says(".case:not([hidden]) .noted", "A. K. signed");
    assert!(browser.console().is_empty(), "{:#?}", browser.console());
}

#[test]
fn it_fits_every_width_and_axe_finds_nothing() {
    let Some((_review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    match browser.axe() {
        Some(found) => assert_eq!(found, ""),
        None => println!("skipped: there is no axe-core"),
    }
    for width in [1400, 400] {
        browser.resize(width, 900);
        let wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
        page.wait(wide, "false");
    }
}

/// On a phone the panes are behind buttons: the draft is shown where the sentence at hand stands.
#[test]
fn the_draft_is_shown_at_the_sentence_at_hand() {
    let Some((_review, browser)) = open(&["--by", "A. K."]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait_decided("0");
    browser.resize(400, 420);
    page.go_to("Fishermen");
    browser.click(".panes [data-pane=draft]");
    let seen = "(() => { const box = document.querySelector('.said.chosen').getBoundingClientRect();\
                return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; })()";
    page.wait(seen, "true");
}

/// The texts within `value`, in small letters.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.to_lowercase());
        }
        Value::Object(fields) => fields.values().for_each(|it| texts(it, found)),
        _ => {}
    }
}

/// No word of the page is left in another language than its reader's.
#[test]
fn the_page_speaks_its_readers_language() {
    let Some((_review, browser)) = open(&["--by", "A. K.", "--language", "fr"]) else {
        return;
    };
    let page = Page { browser: &browser };
    page.wait("document.documentElement.lang", "fr");
    // What the script puts there.
    browser.press(&["/"]);
    browser.write("harbour");
    browser.press(ENTER);
    page.wait("document.activeElement.closest('#hits') != null", "true");
    browser.press(&["w"]);
    page.wait_asks(true);
    let shown = "[...document.querySelectorAll('button, label, h2, dt, dd, option, legend, .quiet, .tag, .role, .how')]\
                 .map(it => [...it.childNodes].filter(it => it.nodeType == 3).map(it => it.data).join(''))\
                 .concat([...document.querySelectorAll('[aria-label]')].map(it => it.ariaLabel))\
                 .concat([...document.querySelectorAll('[placeholder]')].map(it => it.placeholder))\
                 .map(it => it.trim()).filter(it => it != '')";
    let shown = browser.value(shown);
    let shown: Vec<&str> = shown
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.as_str())
        .collect();
    let words = |locale: Locale| {
        let mut words = BTreeSet::new();
        let sets = [
            serde_json::to_value(locale.labels()),
            serde_json::to_value(locale.desk()),
        ];
        for set in sets {
            texts(&set.unwrap(), &mut words);
        }
        words
    };
    let (english, french) = (words(Locale::English), words(Locale::French));
    for expected in [
        "Valider",
        "À corriger",
        "File",
        "Écarter",
        "Chercher dans les sources",
    ] {
        assert!(shown.contains(&expected), "{expected} is not in {shown:?}");
    }
    let is_left = |shown: &&&str| {
        let shown = shown.to_lowercase();
        english.contains(&shown) && !french.contains(&shown)
    };
    let left: Vec<_> = shown.iter().filter(is_left).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(browser.console().is_empty(), "{:#?}", browser.console());
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
}
