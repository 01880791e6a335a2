use super::*;
use crate::document::Document;

/// Enough sentences of a report to be told from others.
const REPORT: [&str; 6] = [
    "The harbour of Lund Bay opened in May 2014 with 41 cranes and two moles.",
    "The work cost 41 million crowns, a fifth more than the council had planned.",
    "The auditors asked for the books twice and were told to wait until the spring.",
    "Of the 1,200 ships that call in a year, 340 are ferries to the outer islands.",
    "A second mole was planned for 2019, but the province withdrew its share.",
    "The council did not explain how the difference came about.",
];

fn words(name: &str, text: &str) -> Words {
    Words::of(&Document::read(name, text.as_bytes()).unwrap())
}

fn plain(sentences: &[&str]) -> String {
    sentences.join("\n\n")
}

fn page(sentences: &[&str]) -> String {
    let paragraphs: Vec<String> = sentences.iter().map(|it| format!("<p>{it}</p>")).collect();
    format!(
        "<html><body><article>{}</article></body></html>",
        paragraphs.join("\n")
    )
}

/// The report with one sentence in the place of another.
fn with(number: usize, sentence: &'static str) -> Vec<&'static str> {
    let mut report = REPORT.to_vec();
    report[number] = sentence;
    report
}

fn relation(first: &str, second: &str) -> Relation {
    let (first, second) = (words("a.txt", first), words("b.txt", second));
    let relation = compared(&first, &second);
    let turned = match relation {
        Relation::FirstHolds => Relation::SecondHolds,
        Relation::SecondHolds => Relation::FirstHolds,
        other => other,
    };
    assert_eq!(compared(&second, &first), turned, "turned about");
    relation
}

#[test]
fn forms_of_one_text_say_the_same() {
    let report = plain(&REPORT);
    let broken = report
        .replace("province withdrew", "prov\u{ad}ince with-\ndrew")
        .replace("difference", "diﬀerence");
    let furnished = report.replacen(
        "A second mole",
        "Lund Bay Audit Office | 2\n\nA second mole",
        1,
    );
    let noted = report
        .replacen("moles.", "moles.12", 1)
        .replacen("crowns,", "crowns[3],", 1);
    let titled = format!("The harbour of Lund Bay\n\n14 May 2021\n\n{report}");
    let numbered = report.replacen("The work cost", "2. The work cost", 1);
    let spaced = report.replacen("harbour", "har bour", 1);
    let moved = plain(&[
        REPORT[0], REPORT[2], REPORT[3], REPORT[4], REPORT[5], REPORT[1],
    ]);
    for other in [
        report.clone(),
        broken,
        furnished,
        noted,
        titled,
        numbered,
        spaced,
        moved,
    ] {
        assert_eq!(relation(&report, &other), Relation::Same, "{other}");
    }
    let (text, html) = (words("a.txt", &report), words("b.html", &page(&REPORT)));
    assert_eq!(compared(&text, &html), Relation::Same);
    let (text, html) = (Sketch::of(&text), Sketch::of(&html));
    assert!(text.bands().zip(html.bands()).any(|(a, b)| a == b));
}

/// Editions, corrections and stories of agencies: whatever alters what is said keeps two texts apart.
#[test]
fn texts_that_say_something_else_are_apart() {
    let report = plain(&REPORT);
    for (number, sentence) in [
        (
            0,
            "The harbour of Lund Bay opened in May 2015 with 41 cranes and two moles.",
        ),
        (
            0,
            "The harbour of Lund Bay opened in May 2014 with 4.1 cranes and two moles.",
        ),
        (
            1,
            "The work cost 41 million crowns, a fifth less than the council had planned.",
        ),
        (
            2,
            "The auditors asked for the books and were told to wait until the spring.",
        ),
        (
            3,
            "Of the 1,200 ships that call in a year, 430 are ferries to the outer islands.",
        ),
        (5, "The council did explain how the difference came about."),
        (
            5,
            "The council did not explain how the difference came about in 2019.",
        ),
    ] {
        let other = plain(&with(number, sentence));
        assert_eq!(relation(&report, &other), Relation::Apart, "{sentence}");
    }
    let heads = [2020, 2021].map(|year| format!("Annual report {year}\n\n{report}"));
    assert_eq!(relation(&heads[0], &heads[1]), Relation::Apart);
    let denied = report.replacen(
        "The council did not explain",
        "Nobody believes that the council did not explain",
        1,
    );
    assert_eq!(relation(&report, &denied), Relation::Apart);
}

#[test]
fn a_text_with_more_in_it_holds_the_other() {
    let report = plain(&REPORT);
    for more in [
        "Correction: an earlier version of this page gave another number of ships.",
        "Nobody was hurt.",
    ] {
        let longer = format!("{report}\n\n{more}");
        assert_eq!(relation(&report, &longer), Relation::SecondHolds, "{more}");
    }
    let rows = "| year | ships |\n|---|---|\n| 2020 | 1,200 |\n";
    let (short, long) = (
        words("a.md", &report),
        words("b.md", &format!("{report}\n\n{rows}")),
    );
    assert_eq!(compared(&short, &long), Relation::SecondHolds);
}

#[test]
fn short_texts_are_alike_by_chance() {
    let note = "The ferry to the outer islands does not sail on Sunday.";
    assert_eq!(relation(note, note), Relation::Apart);
    assert_eq!(Sketch::of(&words("a.txt", note)).bands().count(), 0);
}

#[test]
fn repeated_words_end() {
    let text = "salt and rain and ".repeat(4000);
    let other = format!("{text}\n\nsalt");
    assert_eq!(relation(&text, &text), Relation::Same);
    let other = other + " and pepper.";
    assert_eq!(relation(&text, &other), Relation::SecondHolds);
}
