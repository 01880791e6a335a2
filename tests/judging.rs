//! What each rule of the judge sees and what it does not: the tables of `tests/judging/`, one for each rule.
//!
//! A table has examples, each a claim with a source, whether the rule finds something (`finds`), and why. Every table
//! needs both: what the rule is for, and its near misses.

use std::path::Path;

use ibid::judge::{ClaimReading, Knowledge, RULES, Reading, findings};
use ibid::language::abbreviation::Abbreviations;
use ibid::language::{Context, Language, detect};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    claim: String,
    source: String,
    /// Words of the claim's names that no source has.
    #[serde(default)]
    unheard: Vec<String>,
    finds: bool,
}

fn context(text: &str) -> Context {
    Context {
        language: detect(text, Language::English),
        ..Context::default()
    }
}

/// The names of the rules that find something.
fn found(example: &Example) -> Vec<&'static str> {
    let mut abbreviations = Abbreviations::default();
    abbreviations.learn(&example.source);
    let knowledge = Knowledge::of(&abbreviations);
    let claim = &example.claim;
    let mut claim = ClaimReading::of(claim, &context(claim), &[], &[], &knowledge);
    claim.hear_of_none(example.unheard.iter().cloned().collect());
    let source = Reading::of(&example.source, &context(&example.source), &knowledge);
    let found = findings(&claim, &source, &knowledge);
    found.iter().map(|(rule, _)| rule.name()).collect()
}

#[test]
fn every_rule_sees_its_examples_and_not_their_near_misses() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let name = rule.id.name();
        let path = Path::new("tests/judging").join(format!("{name}.toml"));
        let text = std::fs::read_to_string(&path).expect("every rule has a table of examples");
        let table: Table = toml::from_str(&text).expect("a table of examples");
        let seen = table.example.iter().filter(|example| example.finds).count();
        assert!(
            seen > 0 && seen < table.example.len(),
            "{name} needs examples and near misses"
        );
        for example in &table.example {
            let found = found(example);
            if found.contains(&name) != example.finds {
                wrong.push(format!(
                    "{name}: {} / {}\n  found {found:?}",
                    example.claim, example.source
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
