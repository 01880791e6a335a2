//! Rulings, the baseline and the lock, applied to one fixed report.

#[path = "formats/sample.rs"]
mod sample;

use ibid::judge::Verdict;
use ibid::report::{FailOn, Finding, Level, Place, Report, Rule};
use ibid::rulings::{
    Baseline, Lock, LockedDraft, Ruling, Settings, SignOff, Target, apply, evidence_fingerprint,
    sign, soften,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 6, 1);

fn default_level(rule: Rule, _path: &str) -> Level {
    rule.info().level
}

fn apply_to(report: &mut Report, rulings: &[Ruling]) {
    let settings = Settings {
        as_of: TODAY,
        level: &default_level,
    };
    apply(report, rulings, &settings);
}

fn of_rule(report: &Report, rule: Rule) -> Vec<&Finding> {
    report
        .findings()
        .map(|(_, finding)| finding)
        .filter(|finding| finding.rule == rule)
        .collect()
}

fn ruling(rule: Rule, target: Target) -> Ruling {
    Ruling {
        rules: vec![rule],
        target,
        reason: "another year".to_owned(),
        by: "ak".to_owned(),
        until: None,
        written_in: "drafts/harbour.md".to_owned(),
        written_at: Place::WHOLE_FILE,
    }
}

fn on_line(rule: Rule, line: usize) -> Ruling {
    let target = Target::Lines {
        first: line,
        last: line,
        evidence: None,
    };
    ruling(rule, target)
}

fn on_refuted(report: &Report) -> Ruling {
    let finding = of_rule(report, Rule::Refuted)[0];
    let target = Target::Finding {
        draft: "drafts/harbour.md".to_owned(),
        finding: finding.fingerprint.clone(),
        evidence: evidence_fingerprint(finding),
    };
    Ruling {
        written_in: "ibid.rulings.toml".to_owned(),
        ..ruling(Rule::Refuted, target)
    }
}

#[test]
fn a_ruling_waives_its_rule_on_its_line_and_nothing_else() {
    let mut report = sample::report();
    apply_to(&mut report, &[on_line(Rule::Refuted, 3)]);
    let waived = of_rule(&report, Rule::Refuted)[0].waived.as_ref();
    assert_eq!(waived.map(|waiver| waiver.by.as_str()), Some("ak"));
    assert!(of_rule(&report, Rule::Misquote)[0].waived.is_none());
    assert!(of_rule(&report, Rule::RulingUnused).is_empty());
    assert_eq!(report.drafts[0].claims[1].verdict, Verdict::Refuted);
    assert_eq!(report.summary.waived, 2);

    let mut report = sample::report();
    apply_to(&mut report, &[on_line(Rule::Refuted, 4)]);
    assert!(of_rule(&report, Rule::Refuted)[0].waived.is_none());
    assert_eq!(of_rule(&report, Rule::RulingUnused).len(), 1);
}

#[test]
fn a_ruling_holds_through_its_last_day() {
    for (until, holds) in [(TODAY, true), (date(2026, 5, 31), false)] {
        let mut report = sample::report();
        let ruling = Ruling {
            until: Some(until),
            ..on_line(Rule::Refuted, 3)
        };
        apply_to(&mut report, &[ruling]);
        assert_eq!(of_rule(&report, Rule::Refuted)[0].waived.is_some(), holds);
        assert_eq!(of_rule(&report, Rule::RulingExpired).is_empty(), holds);
    }
}

#[test]
fn a_committed_ruling_ends_when_the_evidence_changes() {
    let mut report = sample::report();
    let ruling = on_refuted(&report);
    apply_to(&mut report, std::slice::from_ref(&ruling));
    assert!(of_rule(&report, Rule::Refuted)[0].waived.is_some());

    let mut report = sample::report();
    let refuted = report.drafts[0]
        .findings
        .iter_mut()
        .find(|finding| finding.rule == Rule::Refuted)
        .unwrap();
    std::sync::Arc::make_mut(&mut refuted.citations)[0].hash = "another".to_owned();
    apply_to(&mut report, &[ruling]);
    assert!(of_rule(&report, Rule::Refuted)[0].waived.is_none());
    let unused = of_rule(&report, Rule::RulingUnused);
    assert!(
        unused[0]
            .message
            .to_string()
            .contains("evidence has changed")
    );
    let written = report.files.iter().map(|file| file.path.as_str());
    assert_eq!(
        written.collect::<Vec<_>>(),
        ["ibid.rulings.toml", "sources/scan.txt"]
    );
}

#[test]
fn a_baseline_accepts_what_was_there_as_often_as_it_was() {
    let baseline = Baseline::of(&sample::report());
    let mut report = sample::report();
    let again = report.drafts[0].findings[0].clone();
    report.drafts[0].findings.push(again);
    baseline.apply(&mut report);
    let refuted = of_rule(&report, Rule::Refuted);
    assert!(refuted[0].waived.is_some());
    assert!(refuted[1].waived.is_none(), "the second one is new");
    assert!(of_rule(&report, Rule::Misquote)[0].waived.is_some());
}

#[test]
fn a_baseline_that_is_missing_malformed_or_newer_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baseline.json");
    assert!(Baseline::load(&path).is_err());
    let complaint = |text: &str| {
        std::fs::write(&path, text).unwrap();
        format!("{:#}", Baseline::load(&path).unwrap_err())
    };
    assert!(complaint("{").contains("malformed"));
    assert!(complaint("{\"version\": 3, \"findings\": []}").contains("newer ibid"));
    let older = complaint("{\"version\": 1, \"findings\": {}}");
    assert!(older.contains("older ibid") && older.contains("`ibid baseline write`"));
    let baseline = Baseline::of(&sample::report());
    std::fs::write(&path, baseline.to_json().unwrap()).unwrap();
    assert_eq!(Baseline::load(&path).unwrap(), baseline);
}

fn locked_draft(report: &Report) -> LockedDraft {
    let draft = &report.drafts[0];
    LockedDraft {
        path: draft.path.clone(),
        content: draft.content.clone(),
        claims: draft
            .claims
            .iter()
            .map(|claim| (claim.text.clone(), claim.place, claim.fingerprint.clone()))
            .collect(),
        sentences_without_claim: draft.sentences_without_claim,
    }
}

fn written_and_read(lock: &Lock) -> Lock {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ibid.lock");
    std::fs::write(&path, lock.to_json().unwrap()).unwrap();
    Lock::load(&path).unwrap()
}

#[test]
fn a_lock_gives_the_verdicts_back_without_the_sources() {
    let report = sample::report();
    let lock = written_and_read(&Lock::of(&report));
    let verified = lock.verify(&[locked_draft(&report)], &[], &default_level);
    let verdicts = |report: &Report| -> Vec<Verdict> {
        let claims = report.drafts[0].claims.iter();
        claims.map(|claim| claim.verdict).collect()
    };
    assert_eq!(verdicts(&verified), verdicts(&report));
    assert_eq!(
        verified.drafts[0].claims[1].citations[0].quote,
        report.drafts[0].claims[1].citations[0].quote
    );
    assert_eq!(of_rule(&verified, Rule::Refuted).len(), 1);
    assert!(of_rule(&verified, Rule::NotLocked).is_empty());
}

#[test]
fn a_lock_vouches_for_no_other_words_and_no_other_source() {
    let report = sample::report();
    let lock = Lock::of(&report);
    let mut draft = locked_draft(&report);
    draft.claims[0].2 = "edited".to_owned();
    let verified = lock.verify(&[draft], &[], &default_level);
    assert_eq!(of_rule(&verified, Rule::NotLocked).len(), 1);
    assert!(FailOn::Error.fails_report(&verified));

    let changed = ["sources/history.txt".to_owned()];
    let verified = lock.verify(&[locked_draft(&report)], &changed, &default_level);
    assert_eq!(of_rule(&verified, Rule::SourceChanged).len(), 4);
}

#[test]
fn the_lock_and_the_baseline_are_readable_in_review() {
    let report = sample::report();
    insta::assert_snapshot!("lock", Lock::of(&report).to_json().unwrap());
    insta::assert_snapshot!("baseline", Baseline::of(&report).to_json().unwrap());
}

#[test]
fn the_lock_has_a_line_a_claim_and_says_so_of_an_older_one() {
    let report = sample::report();
    let written = Lock::of(&report).to_json().unwrap();
    let claims = written.lines().filter(|it| it.starts_with("{\"draft\":"));
    assert_eq!(claims.count(), report.drafts[0].claims.len());
    let complaint = |text: &str| format!("{:#}", Lock::parse(text).unwrap_err());
    let older = complaint("# Written by `ibid lock`.\nversion = 1\n\n[sources]\n");
    assert!(older.contains("older ibid") && older.contains("`ibid lock`"));
    let conflict = written.replacen("{\"draft\":", "<<<<<<< ours\n{\"draft\":", 1);
    assert!(complaint(&conflict).contains("expected value at line 7"));
}

#[test]
fn a_verdict_that_is_not_sure_enough_counts_less() {
    let mut report = sample::report();
    report.drafts[0].claims[1].confidence = 0.7;
    soften(&mut report, &|rule, _, confidence| match rule {
        Rule::Refuted if confidence < 0.8 => Level::Note,
        Rule::ConflictingEvidence if confidence > 0.8 => Level::Error,
        Rule::NotEnoughEvidence => Level::Off,
        _ => rule.info().level,
    });
    assert_eq!(of_rule(&report, Rule::Refuted)[0].level, Level::Note);
    let conflicting = of_rule(&report, Rule::ConflictingEvidence)[0].level;
    assert_eq!(conflicting, Level::Warning, "no level is raised");
    assert!(of_rule(&report, Rule::NotEnoughEvidence).is_empty());
    assert_eq!(of_rule(&report, Rule::Misquote)[0].level, Level::Error);
}

/// The sign-off of the first claim against its first passage.
fn sign_off(report: &Report) -> SignOff {
    let draft = &report.drafts[0];
    let claim = &draft.claims[0];
    SignOff::of(
        &draft.path,
        claim,
        (&claim.citations[0]).into(),
        "A. K.",
        TODAY,
    )
}

#[test]
fn a_sign_off_holds_for_a_sentence_and_a_source_as_they_were() {
    let required = |rule: Rule, _: &str| match rule {
        Rule::NotSignedOff => Level::Error,
        _ => rule.info().level,
    };
    let mut report = sample::report();
    let signed = sign_off(&report);
    let (source, hash) = (signed.source.clone(), signed.hash.clone());
    let as_it_was = |name: &str| (name == source).then(|| hash.clone());
    let missing = |report: &Report| of_rule(report, Rule::NotSignedOff).len();
    let claims = report.drafts[0].claims.len();

    sign(&mut report, &[], &as_it_was, &required);
    assert_eq!(missing(&report), claims);

    let mut report = sample::report();
    let before = report.drafts[0].findings.clone();
    sign(
        &mut report,
        std::slice::from_ref(&signed),
        &as_it_was,
        &required,
    );
    assert_eq!(missing(&report), claims - 1);
    assert_eq!(report.summary.signed_off, 1);
    assert_eq!(report.drafts[0].claims[0].signed_off[0].on, "2026-06-01");
    // It changes no other finding.
    for finding in before {
        assert!(report.drafts[0].findings.contains(&finding));
    }

    // The source changed, or is gone.
    for other in [Some("00".to_owned()), None] {
        let mut report = sample::report();
        let now = |_: &str| other.clone();
        sign(&mut report, std::slice::from_ref(&signed), &now, &required);
        assert!(report.drafts[0].claims[0].signed_off.is_empty());
        let told = of_rule(&report, Rule::NotSignedOff)[0].message.to_string();
        assert!(told.contains("A. K.") && told.contains(&source), "{told}");
    }

    // The sentence changed, or it is another draft's.
    let other_sentence = SignOff {
        sentence: "0".to_owned(),
        ..signed.clone()
    };
    let other_draft = SignOff {
        draft: "drafts/other.md".to_owned(),
        ..signed.clone()
    };
    for other in [other_sentence, other_draft] {
        let mut report = sample::report();
        sign(&mut report, &[other], &as_it_was, &default_level);
        assert!(report.drafts[0].claims[0].signed_off.is_empty());
        assert_eq!(
            missing(&report),
            0,
            "the rule is off unless it is asked for"
        );
    }
}

#[test]
fn the_lock_keeps_who_signed_off() {
    let mut report = sample::report();
    let signed = sign_off(&report);
    let hash = signed.hash.clone();
    sign(
        &mut report,
        &[signed],
        &|_| Some(hash.clone()),
        &default_level,
    );
    let lock = Lock::of(&report).to_json().unwrap();
    let line = lock.lines().find(|line| line.contains("signed_off"));
    assert!(line.is_some_and(|line| line.contains("A. K.")), "{lock}");
    Lock::parse(&lock).unwrap();
}
