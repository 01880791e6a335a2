//! What is decided without a model, in both directions: shared words decide nothing, a sentence that stands in a source
//! is supported by it, and one that has everything but another figure, date or day is against the claim.

use ibid::judge::{ClaimReading, Knowledge, Outcome, Reading, Stance, Verdict, judge};
use ibid::language::{Context, Language, detect};
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
