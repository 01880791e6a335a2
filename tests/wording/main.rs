//! Every message of the catalogue, in both languages, with the words that it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ibid::check::{Corpus, DraftFile, ReadDraft, check};
use ibid::config::{Config, ConfigChoice};
use ibid::report::{CitationReport, Report};
use ibid::wording::{Answer, Certainty, Change, Crowd, Locale, Message, Work};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
struct Table {
    pair: Vec<Pair>,
}

/// A draft and what it is checked against.
#[derive(Deserialize)]
struct Pair {
    draft: String,
    source: String,
    other: Option<String>,
}

impl Pair {
    /// The report on the draft.
    fn report(&self) -> Report {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        fs::write(corpus.join("one.md"), &self.source).unwrap();
        if let Some(other) = &self.other {
            fs::write(corpus.join("other.md"), other).unwrap();
        }
        let settings = "model = false\n[rules]\ncitation-missing = \"note\"\n";
        fs::write(folder.path().join("ibid.toml"), settings).unwrap();
        let config = Config::load(folder.path(), &ConfigChoice::Nearest).unwrap();
        let corpus = Corpus::open(&config, &[], &()).unwrap();
        let file = DraftFile {
            name: "draft.md".to_owned(),
            path: Path::join(folder.path(), "draft.md"),
            bytes: self.draft.clone().into_bytes(),
        };
        check(&config, &corpus, &[ReadDraft::of(&file).unwrap()]).unwrap()
    }

    /// The messages of the report: of findings, of reasons, of corrections.
    fn messages(&self) -> Vec<Message> {
        let report = self.report();
        let mut messages = Vec::new();
        let reasons = |citations: &[CitationReport], messages: &mut Vec<Message>| {
            let reasons = citations.iter().flat_map(|citation| &citation.reasons);
            messages.extend(reasons.map(|reason| reason.message.clone()));
        };
        for (_, finding) in report.findings() {
            messages.push(finding.message.clone());
            reasons(&finding.citations, &mut messages);
            messages.extend(finding.fix.as_ref().map(|fix| fix.message.clone()));
        }
        for claim in report.drafts.iter().flat_map(|draft| &draft.claims) {
            reasons(&claim.citations, &mut messages);
        }
        messages
    }
}

fn kind(message: &impl Serialize) -> String {
    let json = serde_json::to_value(message).unwrap();
    json["says"].as_str().unwrap().to_owned()
}

/// The kinds that the catalogue has.
fn all_kinds<M: JsonSchema>() -> BTreeSet<String> {
    let schema = schemars::schema_for!(M);
    let variants = schema.as_value()["oneOf"].as_array().unwrap();
    let kind = |variant: &Value| variant["properties"]["says"]["const"].clone();
    variants
        .iter()
        .map(|variant| kind(variant).as_str().unwrap().to_owned())
        .collect()
}

/// What a model, a ruling, the lock or a monstrous sentence gives rise to, with the words it would
/// come from.
fn others() -> Vec<(&'static str, &'static str, Message)> {
    let (by, rules) = ("ak".to_owned(), "refuted".to_owned());
    let closed = "The mill shut in the spring.";
    let draft = "The mill closed in the spring.";
    let certainty = Certainty::Sure;
    vec![
        (draft, closed, Message::SaysAll { certainty }),
        (
            draft,
            "By May nobody worked at the mill.",
            Message::SaysSo {
                certainty: Certainty::FairlySure,
            },
        ),
        (
            draft,
            "The mill has worked without a pause to this day.",
            Message::SaysOtherwise {
                certainty: Certainty::Likely,
            },
        ),
        (
            draft,
            "The mill never closed.",
            Message::SourcesDisagree {
                because: Some(Box::new(Message::SourceDenies {
                    source: "never".to_owned(),
                })),
            },
        ),
        (draft, "", Message::Contradicted),
        (
            "The mill closed (Hart, 2001).",
            "(two works of Hart's of that year)",
            Message::Ambiguous {
                works: ["The mill", "The wheel"]
                    .map(|title| Work {
                        title: Some(title.to_owned()),
                        authors: Some("Hart, Clara".to_owned()),
                        issued: Some("2001".to_owned()),
                        ..Work::default()
                    })
                    .into(),
            },
        ),
        (
            "A table of 130 figures, pasted as one line.",
            "",
            Message::TooMuch {
                of: Crowd::Figures,
                most: 100,
            },
        ),
        (
            "(a ruling until 31 January 2026, checked on 1 February)",
            "",
            Message::RulingExpired {
                by: by.clone(),
                rules: rules.clone(),
                until: "2026-01-31".to_owned(),
            },
        ),
        (
            "(a ruling on evidence that has changed)",
            "",
            Message::RulingOutdated {
                by: by.clone(),
                rules: rules.clone(),
                evidence: "5c1d0000000000e0".to_owned(),
            },
        ),
        (
            "(a ruling on a sentence that nothing refutes)",
            "",
            Message::RulingUnused {
                by: by.clone(),
                rules,
            },
        ),
        (
            "(a comment on a sentence that nothing refutes)",
            "",
            Message::RulingOnWordsUnused { by },
        ),
        (
            "(a sentence that nobody checked)",
            "",
            Message::NotSignedOff,
        ),
        (
            "(a sentence that somebody checked)",
            "(another file than then)",
            Message::SignOffLapsed {
                by: "A. K.".to_owned(),
                on: "2026-11-01".to_owned(),
                source: "sources/harbour.md".to_owned(),
            },
        ),
        ("(a sentence that is new)", "", Message::NotLocked),
        (
            draft,
            "(a source with other bytes)",
            Message::SourceChanged {
                path: "corpus/mill.md".to_owned(),
            },
        ),
        (draft, "", Message::LockedMisquotation),
        (draft, "", Message::LockedContradicted),
        (draft, "", Message::LockedDisagreement),
        (draft, "", Message::LockedUndecided),
    ]
}

#[test]
fn every_message_in_both_languages_with_its_words() {
    let table: Table = toml::from_str(include_str!("pairs.toml")).unwrap();
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    let mut tell = |draft: &str, source: &str, message: &Message| {
        told.entry(kind(message)).or_insert_with(|| {
            let mut text = String::new();
            writeln!(text, "draft:  {}", draft.trim().replace('\n', "\n        ")).unwrap();
            if !source.is_empty() {
                let source = source.trim().replace('\n', "\n        ");
                writeln!(text, "source: {source}").unwrap();
            }
            for (code, locale) in Locale::NAMES {
                writeln!(text, "{code}:     {}", message.told(locale)).unwrap();
            }
            text
        });
    };
    let mut of_pairs: BTreeSet<String> = BTreeSet::new();
    for pair in &table.pair {
        let other = pair.other.as_deref().unwrap_or_default();
        let sources = format!("{}\n{other}", pair.source);
        for message in pair.messages() {
            of_pairs.insert(kind(&message));
            tell(&pair.draft, &sources, &message);
        }
    }
    let others = others();
    let of_others: BTreeSet<String> = others.iter().map(|(_, _, message)| kind(message)).collect();
    for (draft, source, message) in &others {
        tell(draft, source, message);
    }
    let known: BTreeSet<String> = told.keys().cloned().collect();
    let twice: Vec<_> = of_pairs.intersection(&of_others).collect();
    assert!(twice.is_empty(), "a pair gives rise to {twice:?} by itself");
    let missing: Vec<_> = all_kinds::<Message>().difference(&known).cloned().collect();
    let texts: Vec<String> = told
        .iter()
        .map(|(kind, text)| format!("{kind}\n{text}"))
        .collect();
    insta::assert_snapshot!(texts.join("\n"));
    assert!(missing.is_empty(), "no pair gives rise to {missing:?}");
}

/// What the editor's page answers, in both languages.
#[test]
fn every_answer_in_both_languages() {
    let (draft, step) = (|| "drafts/harbour.md".to_owned(), || "waived".to_owned());
    let source = || "sources/harbour.txt".to_owned();
    let answers = [
        Answer::NotedToFix,
        Answer::Waived,
        Answer::SignedOff,
        Answer::Corrected { draft: draft() },
        Answer::Edited { draft: draft() },
        Answer::Undone { step: step() },
        Answer::NoName,
        Answer::NoReason,
        Answer::NoWords,
        Answer::NothingToWaive,
        Answer::NothingToSignOff,
        Answer::NothingToCorrect,
        Answer::NothingToUndo,
        Answer::ChangedSinceStep {
            path: "ibid.rulings.toml".to_owned(),
            step: step(),
        },
        Answer::NoSuchSentence,
        Answer::NoSuchDraft { draft: draft() },
        Answer::DraftChanged { draft: draft() },
        Answer::NotMendable { draft: draft() },
        Answer::NoSuchPassage,
        Answer::NoSuchSource { source: source() },
        Answer::SourceChanged { source: source() },
        Answer::SourcesUnreadable,
        Answer::Failed,
    ];
    let known: BTreeSet<String> = answers.iter().map(kind).collect();
    assert_eq!(known, all_kinds::<Answer>());
    let told = answers.iter().map(|answer| {
        let texts = Locale::NAMES.map(|(code, locale)| format!("{code}: {}", answer.told(locale)));
        format!("{}\n{}", kind(answer), texts.join("\n"))
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));
}

/// Every label of reports and of the editor's page, in both languages.
#[test]
fn every_label_in_both_languages() {
    let of = |locale: Locale| {
        let mut labels = BTreeMap::new();
        let json = [
            serde_json::to_value(locale.labels()),
            serde_json::to_value(locale.desk()),
        ];
        for (set, json) in ["report", "desk"].into_iter().zip(json) {
            flatten(set, &json.unwrap(), &mut labels);
        }
        labels
    };
    let french = of(Locale::French);
    let lines = of(Locale::English).into_iter().map(|(name, english)| {
        let french = &french[&name];
        assert!(
            !english.trim().is_empty() && !french.trim().is_empty(),
            "{name}"
        );
        format!("{name}\n  en: {english}\n  fr: {french}")
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

/// The texts of `value` by the names that lead to them.
fn flatten(name: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            texts.insert(name.to_owned(), text.clone());
        }
        Value::Object(fields) => {
            for (field, value) in fields {
                flatten(&format!("{name}.{field}"), value, texts);
            }
        }
        other => panic!("{name} is {other}"),
    }
}

/// A gap begins by saying that a source does not give something, a contradiction never does.
#[test]
fn a_gap_is_never_worded_like_a_contradiction() {
    let (draft, source) = (|| "640".to_owned(), || "520".to_owned());
    for gap in [
        Message::NoNumber { draft: draft() },
        Message::NoDate { draft: draft() },
        Message::NameNowhere { draft: draft() },
        Message::NoName { draft: draft() },
        Message::NameOfAnother {
            draft: draft(),
            source: source(),
        },
        Message::NoQuantifier { draft: draft() },
        Message::NoQuotation { draft: draft() },
        Message::Undecided,
        Message::QuotationNotFound,
    ] {
        let (english, french) = (gap.told(Locale::English), gap.told(Locale::French));
        let starts = ["This source does not ", "No source "];
        assert!(starts.iter().any(|it| english.starts_with(it)), "{english}");
        let starts = ["Cette source n", "Aucune source n"];
        assert!(starts.iter().any(|it| french.starts_with(it)), "{french}");
    }
    let contradictions = [
        Message::OtherNumber {
            draft: draft(),
            source: source(),
        },
        Message::OtherDate {
            draft: draft(),
            source: source(),
        },
        Message::OtherWeekday {
            draft: draft(),
            source: source(),
        },
        Message::QuotedOtherwise {
            draft: draft(),
            source: source(),
        },
    ];
    for contradiction in contradictions {
        for (_, locale) in Locale::NAMES {
            let told = contradiction.told(locale);
            assert!(told.contains("640") && told.contains("520"), "{told}");
            assert!(!told.starts_with("This source") && !told.starts_with("Cette source"));
        }
    }
}

#[test]
fn long_words_are_cut_and_every_change_is_told() {
    let change = |words: &str| words.to_owned();
    let work = Work {
        path: "corpus/mill.md".to_owned(),
        ..Work::default()
    };
    let message = Message::Misquoted {
        work,
        changes: vec![
            Change::Other {
                draft: change("wanted"),
                source: change("wished"),
            },
            Change::LeftOut {
                source: change(&"never ".repeat(60)),
            },
            Change::Swallowed {
                source: change("not"),
            },
            Change::Bracketed {
                draft: change("only"),
            },
        ],
    };
    for (_, locale) in Locale::NAMES {
        let told = message.told(locale);
        for words in ["wanted", "wished", "never …", "not", "only"] {
            assert!(told.contains(words), "{told}");
        }
        assert!(told.len() < 450, "{told}");
    }
}
