//! What is decided without a model, in both directions: shared words decide nothing, a sentence that stands in a source
//! is supported by it, and one that has everything but another figure, date or day is against the claim.

use ibid::judge::{ClaimReading, Knowledge, Outcome, Reading, Stance, Verdict, judge};
use ibid::language::{Cell, Context, Language, detect};
use ibid::span::Span;
use ibid::wording::Message;

const S: Verdict = Verdict::Supported;
const R: Verdict = Verdict::Refuted;
const N: Verdict = Verdict::NotEnoughEvidence;

fn context(text: &str) -> Context {
    Context {
        language: detect(text, Language::English),
        ..Context::default()
    }
}

fn outcome(claim: &str, sources: &[&str]) -> Outcome {
    let knowledge = Knowledge::default();
    let claim = ClaimReading::of(claim, &context(claim), &[], &[], &knowledge);
    let readings: Vec<Reading> = sources
        .iter()
        .map(|source| Reading::of(source, &context(source), &knowledge))
        .collect();
    judge(&claim, &readings.iter().collect::<Vec<_>>(), &knowledge)
}

#[track_caller]
fn check(sources: &[&str], table: &[(Verdict, &str)]) {
    for (expected, claim) in table {
        assert_eq!(outcome(claim, sources).verdict, *expected, "{claim}");
    }
}

#[test]
fn a_sentence_that_stands_there_is_found_beside_one_that_has_all_its_words() {
    let source = "There is one exception: boats of the Lomba yard go on to work with the old radio. \
        This exception only works for boats.";
    check(&[source], &[(S, "This exception only works for boats.")]);
}

#[test]
fn without_a_model_only_what_stands_there_is_supported() {
    check(
        &["The mill closed in May. The port of Lomba shipped 90 tonnes of rice in 2021."],
        &[
            (S, "The port of Lomba shipped 90 tonnes of rice in 2021."),
            (S, "“The port of Lomba shipped 90 tonnes of rice in 2021”"),
            (
                N,
                "Lomba's port shipped rice, ninety tonnes of it, in 2021.",
            ),
            (N, "Rice was grown at the port of Lomba in 2021."),
        ],
    );
}

#[test]
fn one_other_figure_or_date_refutes_where_all_else_is_there() {
    check(
        &["The port of Lomba shipped 90 tonnes of rice in 2021."],
        &[
            (R, "The port of Lomba shipped 60 tonnes of rice in 2021."),
            (R, "The port of Lomba shipped 90 tonnes of rice in 2019."),
            (N, "The port of Lomba shipped 60 tonnes of rice in 2019."),
            (N, "The port of Kiri shipped 60 tonnes of rice in 2021."),
            (N, "The port of Lomba bought 60 tonnes of coal from abroad."),
        ],
    );
}

#[test]
fn one_other_figure_refutes_nothing_that_another_sentence_has_whole() {
    let claim = "For the pilots of the harbour the second reason counts.";
    let first = "The first reason counts for the pilots of the harbour.";
    let second = "The second reason counts for the pilots of the harbour.";
    check(&[first], &[(R, claim)]);
    check(&[first, second], &[(N, claim)]);
}

#[test]
fn few_words_accuse_only_where_they_stand_together() {
    check(
        &[
            "We construct two couplings.",
            "The table splits each of the watching, reading, testing and writing scores into four equal groups of \
             pupils.",
        ],
        &[
            (R, "We construct three couplings."),
            (N, "Split into groups of three."),
        ],
    );
}

#[test]
fn a_sentence_that_stands_in_a_source_as_it_is_but_for_its_spaces_is_supported() {
    check(
        &[
            "In most cases the keepers fall back to an older way of opening the non-automatic gates of the dam.",
        ],
        &[
            (
                S,
                "In most cases the keepers fallback to an older way of opening the nonautomatic gates of the dam.",
            ),
            (
                N,
                "In most cases the wardens fallback to an older way of opening the nonautomatic gates of the dam.",
            ),
        ],
    );
    check(
        &["The old ferry of Lomba is nowhere to be seen."],
        &[
            (S, "The old ferry of Lomba is nowhere to be seen."),
            (N, "The old ferry of Lomba is now here to be seen."),
        ],
    );
}

#[test]
fn a_word_that_stands_twice_is_looked_for_twice() {
    check(
        &[
            "For each gate we computed the complete count matrix and the weight matrix (see the notebook).",
        ],
        &[(
            S,
            "For each gate we computed the count matrix and the weight matrix.",
        )],
    );
}

#[test]
fn a_sentence_that_stands_in_a_source_is_supported_whatever_another_says() {
    let sources = [
        "The port of Lomba shipped 60 tonnes of rice in 2021.",
        "The port of Lomba shipped 90 tonnes of rice in 2021.",
    ];
    check(
        &sources,
        &[(S, "The port of Lomba shipped 90 tonnes of rice in 2021.")],
    );
}

#[test]
fn a_claim_is_supported_only_if_each_sentence_is_and_refuted_if_one_is() {
    let sources = ["The mill closed in May 2021. The port shipped 90 tonnes of rice."];
    check(
        &sources,
        &[
            (
                S,
                "The mill closed in May 2021. The port shipped 90 tonnes of rice.",
            ),
            (
                R,
                "The mill closed in May 2021. The port shipped 60 tonnes of rice.",
            ),
            (N, "The mill closed in May 2021. The port is to be sold."),
        ],
    );
}

#[test]
fn evidence_is_the_sentence_that_decides_with_both_figures() {
    let source = "The mill closed. The port of Lomba shipped 90 tonnes of rice in 2021.";
    let claim = "The port of Lomba shipped 60 tonnes of rice in 2021.";
    let outcome = outcome(claim, &[source]);
    let evidence = &outcome.evidence[0];
    assert_eq!(evidence.stance, Stance::Refutes);
    assert!(evidence.span.of(source).starts_with("The port"));
    let reason = &evidence.reasons[0];
    let claimed = reason.claim_span.expect("the figure of the claim");
    let found = reason.passage_span.expect("the figure of the source");
    assert!(claimed.of(claim).contains("60"));
    assert!(found.of(source).contains("90"));
    assert!(matches!(reason.message, Message::OtherNumber { .. }));
}

/// The verdict on a claim by a row of a table whose heads are `heads`, beneath `title`.
fn by_row(claim: &str, title: &str, heads: [&str; 3], row: &str) -> Verdict {
    let mut cells = Vec::new();
    let mut start = 0;
    for (cell, head) in row.split(" | ").zip(heads) {
        let span = Span::new(start, start + cell.len());
        start = span.end + " | ".len();
        let head = head.to_owned();
        cells.push(Cell { head, span });
    }
    let context = Context {
        language: Language::English,
        headings: vec![title.to_owned()],
        cells,
        ..Context::default()
    };
    let knowledge = Knowledge::default();
    let claim = ClaimReading::of(claim, &Context::default(), &[], &[], &knowledge);
    let reading = Reading::of(row, &context, &knowledge);
    judge(&claim, &[&reading], &knowledge).verdict
}

/// The verdict on a row by a row, both with their headings; `alike` are the headings of other tables of the draft that
/// have a row of this label.
fn row_by_row(claim: (&str, &[&str]), alike: &[&[&str]], source: (&str, &[&str])) -> Verdict {
    let owned = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let context = |(row, headings): (&str, &[&str]), alike: &[&[&str]]| {
        let label = row.find(" | ").unwrap();
        let cell = |start, end, head: &str| Cell {
            head: head.to_owned(),
            span: Span::new(start, end),
        };
        Context {
            language: Language::English,
            headings: owned(headings),
            cells: vec![
                cell(0, label, "Aspect"),
                cell(label + 3, row.len(), "Description"),
            ],
            alike: alike.iter().map(|it| owned(it)).collect(),
            ..Context::default()
        }
    };
    let knowledge = Knowledge::default();
    let of_claim = context(claim, alike);
    let read = ClaimReading::of(claim.0, &of_claim, &[], &[], &knowledge);
    let reading = Reading::of(source.0, &context(source, &[]), &knowledge);
    judge(&read, &[&reading], &knowledge).verdict
}

#[test]
fn a_row_is_held_against_the_like_row_of_a_table_about_the_same() {
    let (open, text) = (
        &["Open format", "Basics"][..],
        &["Text format", "Basics"][..],
    );
    let claim = ("Inception | November 2020", open);
    assert_eq!(
        row_by_row(claim, &[text], ("Inception | April 2014", open)),
        R
    );
    assert_ne!(
        row_by_row(claim, &[text], ("Inception | April 2014", text)),
        R
    );
    // Where the draft has one such row, its label tells.
    assert_eq!(row_by_row(claim, &[], ("Inception | April 2014", text)), R);
    // Nothing tells a table that has none of the words.
    let other = &["The oldest formats"][..];
    assert_ne!(
        row_by_row(claim, &[text], ("Inception | April 2014", other)),
        R
    );
}

#[test]
fn a_figure_of_a_row_is_held_against_the_one_in_the_claimed_column() {
    let of_year = |claim| {
        let heads = ["Island", "2018", "2020"];
        by_row(
            claim,
            "Ferry passengers by island",
            heads,
            "Skarn | 410 | 260",
        )
    };
    assert_eq!(of_year("Skarn had 410 ferry passengers in 2020."), R);
    assert_ne!(of_year("Skarn had 410 ferry passengers in 2018."), R);
    let of_pupils = |claim| {
        let heads = ["School", "Boys", "Girls"];
        by_row(
            claim,
            "Pupils of the schools",
            heads,
            "North School | 12 | 31",
        )
    };
    assert_eq!(of_pupils("The North School has 31 boys as pupils."), R);
    assert_ne!(of_pupils("The North School has 31 girls as pupils."), R);
    // A claim that names both columns may mean either.
    assert_ne!(
        of_pupils("Of the boys and girls of the North School 31 are pupils."),
        R
    );
}

#[test]
fn what_a_document_says_itself_it_need_not_give_to_itself() {
    let context = |speaker: &str| Context {
        language: Language::English,
        speakers: vec![speaker.to_owned()],
        ..Context::default()
    };
    let verdict = |claim: &str, speaker| {
        let knowledge = Knowledge::default();
        let claim = ClaimReading::of(claim, &Context::default(), &[], &[], &knowledge);
        let text = "The school of Lomba was closed in June.";
        let reading = Reading::of(text, &context(speaker), &knowledge);
        judge(&claim, &[&reading], &knowledge).verdict
    };
    for claim in [
        "The school of Lomba was closed in June, wrote the Kiri Courier.",
        "According to the Kiri Courier, the school of Lomba was closed in June.",
    ] {
        assert_eq!(verdict(claim, "The Kiri Courier"), S, "{claim}");
        assert_eq!(verdict(claim, "The Lomba Gazette"), N, "{claim}");
    }
    let denied = "The Kiri Courier denied that the school of Lomba was closed in June.";
    assert_eq!(verdict(denied, "The Kiri Courier"), N);
}
