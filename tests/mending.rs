//! What `--fix` writes into the drafts of every case of the tables: what it mended is found no
//! more, and a second time there is nothing to mend.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ibid::check::{Corpus, DraftFile, ReadDraft, check, mended};
use ibid::config::{Config, ConfigChoice};
use ibid::report::{DraftReport, Rule};

mod tables;

use tables::rows;

/// Sources in a folder, opened.
struct Sources {
    config: Config,
    corpus: Corpus,
    folder: tempfile::TempDir,
}

impl Sources {
    fn new(files: &[(String, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        for (name, text) in files {
            fs::write(corpus.join(name), text).unwrap();
        }
        let every_rule = "[rules]\ncitation-missing = \"note\"\n";
        fs::write(folder.path().join("ibid.toml"), every_rule).unwrap();
        let mut config = Config::load(folder.path(), &ConfigChoice::Nearest).unwrap();
        config.set_sources(&[corpus]);
        let corpus = Corpus::open(&config, &[], &()).unwrap();
        Self {
            config,
            corpus,
            folder,
        }
    }

    fn check(&self, content: &str) -> DraftReport {
        let file = DraftFile {
            name: "draft.md".to_owned(),
            path: Path::join(self.folder.path(), "draft.md"),
            bytes: content.as_bytes().to_vec(),
        };
        let draft = ReadDraft::of(&file).unwrap();
        let mut report = check(&self.config, &self.corpus, &[draft]).unwrap();
        report.drafts.remove(0)
    }

    /// Mends a draft and says what is wrong with how; counts what was mended by rule.
    fn complaint(&self, content: &str, counts: &mut BTreeMap<Rule, usize>) -> Option<String> {
        let first = self.check(content);
        let fixed = by_rule(&first, true);
        let Some(written) = mended(&first, content) else {
            return (!fixed.is_empty()).then(|| format!("{fixed:?} fixed, nothing written"));
        };
        for (rule, count) in &fixed {
            *counts.entry(*rule).or_default() += count;
        }
        let second = self.check(&written);
        if let Some(again) = mended(&second, &written) {
            return Some(format!("mended again, from {written:?} to {again:?}"));
        }
        let (before, after) = (by_rule(&first, false), by_rule(&second, false));
        let left = fixed.iter().find(|(rule, count)| {
            after.get(rule).copied().unwrap_or_default() > before[rule] - **count
        });
        left.map(|(rule, _)| format!("{rule} is found in what was written, {written:?}"))
    }
}

/// How many findings of each rule a report has, or how many of them that can be mended.
fn by_rule(report: &DraftReport, only_mendable: bool) -> BTreeMap<Rule, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        if finding.fix.is_some() || !only_mendable {
            *counts.entry(finding.rule).or_default() += 1;
        }
    }
    counts
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_quotations_of_the_table_are_mended_once_and_for_all() {
    let cases: Vec<Vec<String>> = rows(include_str!("drafts/quotations.tsv")).collect();
    let mut keys: BTreeMap<&str, String> = BTreeMap::new();
    let mut files = Vec::new();
    let mut bibliography = String::new();
    for case in &cases {
        let source = case[2].as_str();
        if !keys.contains_key(source) {
            let key = format!("source{}", keys.len());
            files.push((format!("{key}.txt"), source.to_owned()));
            writeln!(
                bibliography,
                "@misc{{{key}, title = {{The {key}}}, file = {{{key}.txt}}}}"
            )
            .unwrap();
            keys.insert(source, key);
        }
    }
    files.push(("references.bib".to_owned(), bibliography));
    let sources = Sources::new(&files);
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let (key, quotation) = (&keys[case[2].as_str()], &case[3]);
        let draft = format!("The report of the council has it: “{quotation}” [@{key}].\n");
        let complaint = sources.complaint(&draft, &mut counts);
        wrong.extend(complaint.map(|complaint| format!("{draft:?}: {complaint}")));
    }
    assert_none(&wrong);
    let mended = counts.get(&Rule::Misquote).copied().unwrap_or_default();
    assert!(mended >= 20, "only {mended} quotations are mended");
}

#[test]
fn the_citations_of_the_table_are_mended_once_and_for_all() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let sources = Sources::new(&[
        file(
            "dam.txt",
            "The Breaking of the Great Dam\n\nThe dam burst in May.\n",
        ),
        file("port.txt", "Harbours\n\nThe port was dredged in 2018.\n"),
        file("river.txt", "Slow Water\n\nThe river is slow and brown.\n"),
        file(
            "references.bib",
            "@book{dam2020, title = {The Breaking of the Great Dam}, author = {Diallo, Awa}, \
             year = 2020, url = {https://example.org/dam}, file = {dam.txt}}\n\
             @book{port2021, title = {Harbours}, author = {{International Port Council}}, \
             year = 2021, url = {https://example.org/port}, doi = {10.5555/port.7}, file = {port.txt}}\n\
             @book{river2019, title = {Slow Water: A History of the Long River}, \
             author = {van Berg, Jan and Traoré, Salif}, year = 2019, \
             url = {https://example.org/river}, file = {river.txt}}\n",
        ),
    ]);
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in rows(include_str!("drafts/citations.tsv")) {
        // A claim without a citation, in the style of the draft, is mended too.
        for draft in [
            case[1].clone(),
            format!("The port was dredged in 2018.\n\n{}", case[1]),
        ] {
            let complaint = sources.complaint(&draft, &mut counts);
            wrong.extend(complaint.map(|complaint| format!("{draft:?}: {complaint}")));
        }
    }
    assert_none(&wrong);
    for rule in [Rule::CitationDoesNotSupport, Rule::CitationMissing] {
        let mended = counts.get(&rule).copied().unwrap_or_default();
        assert!(mended >= 10, "only {mended} of {rule} are mended");
    }
}
