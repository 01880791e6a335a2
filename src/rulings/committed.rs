//! `ibid.rulings.toml`: the decisions of editors in a file of their own, to be committed and
//! reviewed. A decision is a line, the lines of each list are sorted: two branches that decide
//! different things merge in git.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use toml::Spanned;

use super::lines::{self, List};
use super::ruling::{Ruling, Target, day};
use super::sign_off::SignOff;
use super::to_fix::ToFix;
use crate::report::{Place, Rule};
use crate::span::{LineIndex, Span};

/// Name of the file.
pub const RULINGS_FILE: &str = "ibid.rulings.toml";

/// What stands before the lists of a new file.
const HEAD: &str = "\
# What editors decided, one decision a line. With `ibid.rulings.toml merge=union` in
# `.gitattributes`, git keeps the lines of both branches.
";

/// Version of its form. The first had rulings alone.
const VERSION: u32 = 2;

/// What the file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Findings that may stand.
    pub rulings: Vec<Ruling>,
    /// Sentences that somebody has checked against a passage.
    pub sign_offs: Vec<SignOff>,
    /// Sentences that are to be mended.
    pub to_fix: Vec<ToFix>,
}

/// A decision that is written into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A finding may stand; with the words that it is about.
    Ruling(Ruling, String),
    /// A sentence was checked against a passage.
    SignOff(SignOff),
    /// A sentence is to be mended.
    ToFix(ToFix),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    version: u32,
    #[serde(default)]
    ruling: Vec<Spanned<RulingEntry>>,
    #[serde(default)]
    sign_off: Vec<Spanned<SignOffEntry>>,
    #[serde(default)]
    to_fix: Vec<Spanned<ToFixEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulingEntry {
    rule: Rule,
    draft: String,
    /// The words the ruling is about, for whoever reads the file.
    #[serde(rename = "words")]
    _words: Option<String>,
    finding: String,
    evidence: String,
    reason: String,
    by: String,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignOffEntry {
    draft: String,
    words: String,
    by: String,
    on: String,
    source: String,
    place: String,
    quote: String,
    sentence: String,
    hash: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToFixEntry {
    draft: String,
    words: String,
    by: String,
    on: String,
    #[serde(default)]
    note: String,
    sentence: String,
}

/// The decisions in the file at `path`, whose content is `text`.
///
/// # Errors
/// Where the file is malformed, in conflict, or of a newer version; the message names the line.
pub fn read(path: &Path, text: &str) -> anyhow::Result<Committed> {
    let name = path.to_string_lossy().replace('\\', "/");
    if let Some(line) = lines::conflict(text) {
        bail!(
            "{name}:{line}: git left a conflict here; keep the lines of both sides, without the \
             marks"
        );
    }
    let index = LineIndex::new(text);
    let written: Written = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = index.position(text, at).line;
        anyhow::anyhow!("{name}:{line}: {}", error.message())
    })?;
    if written.version > VERSION {
        bail!(
            "{name}:1: this file has version {}, which needs a newer ibid",
            written.version
        );
    }
    let place = |span: Span| {
        let (start, end) = (
            index.position(text, span.start),
            index.position(text, span.end),
        );
        Place::new(span, start, end)
    };
    Ok(Committed {
        rulings: each(written.ruling, &name, &place, |entry, at| {
            ruling(entry, &name, at)
        })?,
        sign_offs: each(written.sign_off, &name, &place, |entry, _| sign_off(entry))?,
        to_fix: each(written.to_fix, &name, &place, |entry, _| to_fix(entry))?,
    })
}

/// What `read` makes of each entry; what is wrong is told with its line.
fn each<E, T>(
    entries: Vec<Spanned<E>>,
    name: &str,
    place: &dyn Fn(Span) -> Place,
    read: impl Fn(E, Place) -> anyhow::Result<T>,
) -> anyhow::Result<Vec<T>> {
    let entries = entries.into_iter().map(|entry| {
        let at = place(entry.span().into());
        read(entry.into_inner(), at).with_context(|| format!("{name}:{}", at.line))
    });
    entries.collect()
}

fn ruling(entry: RulingEntry, name: &str, written_at: Place) -> anyhow::Result<Ruling> {
    ensure!(!entry.reason.trim().is_empty(), "the ruling has no reason");
    ensure!(
        !entry.by.trim().is_empty(),
        "the ruling says not whose it is"
    );
    Ok(Ruling {
        rules: vec![entry.rule],
        target: Target::Finding {
            draft: entry.draft,
            finding: entry.finding,
            evidence: entry.evidence,
        },
        reason: entry.reason,
        by: entry.by,
        until: entry.until.as_deref().map(day).transpose()?,
        written_in: name.to_owned(),
        written_at,
    })
}

fn sign_off(entry: SignOffEntry) -> anyhow::Result<SignOff> {
    ensure!(
        !entry.by.trim().is_empty(),
        "the sign-off says not whose it is"
    );
    Ok(SignOff {
        on: day(&entry.on)?,
        draft: entry.draft,
        words: entry.words,
        sentence: entry.sentence,
        source: entry.source,
        hash: entry.hash,
        place: entry.place,
        quote: entry.quote,
        by: entry.by,
    })
}

fn to_fix(entry: ToFixEntry) -> anyhow::Result<ToFix> {
    ensure!(!entry.by.trim().is_empty(), "the note says not whose it is");
    Ok(ToFix {
        on: day(&entry.on)?,
        draft: entry.draft,
        words: entry.words,
        sentence: entry.sentence,
        note: entry.note,
        by: entry.by,
    })
}

/// `text`, the content of the file or nothing, with `decision` added.
///
/// # Errors
/// Where the file cannot be read, or is laid out so that no line can be added: an entry a line,
/// each list between lines of its own.
pub fn append(text: &str, decision: &Decision) -> anyhow::Result<String> {
    let path = Path::new(RULINGS_FILE);
    let text = match text.trim().is_empty() {
        true => lines::empty(HEAD, VERSION),
        false => text.to_owned(),
    };
    let before = read(path, &text)?;
    let after = match decision {
        Decision::Ruling(ruling, words) => with_ruling(&text, ruling, words),
        Decision::SignOff(sign_off) => {
            let text = lines::of_version(&text, VERSION);
            lines::with(&text, List::SignOff, &sign_off_line(sign_off))
        }
        Decision::ToFix(to_fix) => {
            let text = lines::of_version(&text, VERSION);
            lines::with(&text, List::ToFix, &to_fix_line(to_fix))
        }
    };
    let layout = || {
        format!(
            "no decision can be added to {RULINGS_FILE}: write it with an entry a line, as ibid \
             does"
        )
    };
    let read = read(path, &after).with_context(layout)?;
    ensure!(read.holds(decision) && read.len() >= before.len(), layout());
    Ok(after)
}

impl Committed {
    fn len(&self) -> usize {
        self.rulings.len() + self.sign_offs.len() + self.to_fix.len()
    }

    fn holds(&self, decision: &Decision) -> bool {
        match decision {
            Decision::Ruling(ruling, _) => {
                let mut known = self.rulings.iter();
                ruling.rules.iter().all(|rule| {
                    known.any(|it| it.rules.contains(rule) && it.target == ruling.target)
                })
            }
            Decision::SignOff(sign_off) => self.sign_offs.contains(sign_off),
            Decision::ToFix(to_fix) => self.to_fix.contains(to_fix),
        }
    }
}

/// A file of version 1 has a table for each ruling, and gets another.
fn with_ruling(text: &str, ruling: &Ruling, words: &str) -> String {
    let mut text = text.to_owned();
    for rule in &ruling.rules {
        let fields = ruling_fields(*rule, ruling, words);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(key, it)| (*key, &**it)).collect();
        text = match text.contains("[[ruling]]") {
            true => {
                let fields = fields.iter();
                let fields = fields.map(|(key, it)| format!("{key} = {}\n", lines::quoted(it)));
                let fields: String = fields.collect();
                format!("{}\n\n[[ruling]]\n{fields}", text.trim_end())
            }
            false => lines::with(&text, List::Ruling, &lines::line(&fields)),
        };
    }
    text
}

/// The fields of an entry: first what a reviewer reads. A ruling on lines belongs in its draft and
/// has none.
fn ruling_fields(rule: Rule, ruling: &Ruling, words: &str) -> Vec<(&'static str, String)> {
    let Target::Finding {
        draft,
        finding,
        evidence,
    } = &ruling.target
    else {
        return Vec::new();
    };
    let mut fields = vec![
        ("draft", draft.clone()),
        ("rule", rule.name().to_owned()),
        ("words", words.to_owned()),
        ("reason", ruling.reason.clone()),
        ("by", ruling.by.clone()),
    ];
    fields.extend(ruling.until.map(|day| ("until", day.to_string())));
    fields.push(("finding", finding.clone()));
    fields.push(("evidence", evidence.clone()));
    fields
}

fn sign_off_line(it: &SignOff) -> String {
    let on = it.on.to_string();
    lines::line(&[
        ("draft", &it.draft),
        ("words", &it.words),
        ("by", &it.by),
        ("on", &on),
        ("source", &it.source),
        ("place", &it.place),
        ("quote", &it.quote),
        ("sentence", &it.sentence),
        ("hash", &it.hash),
    ])
}

fn to_fix_line(it: &ToFix) -> String {
    let on = it.on.to_string();
    lines::line(&[
        ("draft", &it.draft),
        ("words", &it.words),
        ("by", &it.by),
        ("on", &on),
        ("note", &it.note),
        ("sentence", &it.sentence),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        format!("{:#}", read(Path::new(RULINGS_FILE), text).unwrap_err())
    }

    fn ruling() -> Ruling {
        Ruling {
            rules: vec![Rule::Refuted],
            target: Target::Finding {
                draft: "drafts/a.md".to_owned(),
                finding: "f0".to_owned(),
                evidence: "e0".to_owned(),
            },
            reason: "the \"old\" count\nstands".to_owned(),
            by: "ak".to_owned(),
            until: Some(jiff::civil::date(2027, 3, 1)),
            written_in: RULINGS_FILE.to_owned(),
            written_at: Place::WHOLE_FILE,
        }
    }

    fn sign_off(words: &str) -> SignOff {
        SignOff {
            draft: "drafts/a.md".to_owned(),
            words: words.to_owned(),
            sentence: "5e".to_owned(),
            source: "b \u{7f}\u{202e}.txt".to_owned(),
            hash: "00ff".to_owned(),
            place: "line 3".to_owned(),
            quote: "a \"b\" \\ {c}, ]\n'''".to_owned(),
            by: "A. K.".to_owned(),
            on: jiff::civil::date(2026, 11, 28),
        }
    }

    fn to_fix() -> ToFix {
        ToFix {
            draft: "drafts/a.md".to_owned(),
            words: "the words".to_owned(),
            sentence: "5e".to_owned(),
            note: String::new(),
            by: "ak".to_owned(),
            on: jiff::civil::date(2026, 11, 28),
        }
    }

    fn append(text: &str, decision: Decision) -> String {
        super::append(text, &decision).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let ruled = Decision::Ruling(ruling(), "the words".to_owned());
        let text = append("", ruled.clone());
        let text = append(&text, Decision::SignOff(sign_off("z")));
        let text = append(&text, Decision::SignOff(sign_off("a")));
        let text = append(&text, Decision::ToFix(to_fix()));
        // What is there already is not written twice.
        let text = append(&text, ruled);
        let again = read(Path::new(RULINGS_FILE), &text).unwrap();
        assert_eq!(again.rulings.len(), 1);
        assert_eq!(again.rulings[0].target, ruling().target);
        assert_eq!(again.rulings[0].reason, ruling().reason);
        assert_eq!(again.rulings[0].until, ruling().until);
        assert_eq!(again.sign_offs, [sign_off("a"), sign_off("z")]);
        assert_eq!(again.to_fix, [to_fix()]);
        let entries = text.lines().filter(|line| line.starts_with("  {"));
        assert_eq!(entries.count(), 4, "{text}");
    }

    /// The file of version 1, with whatever somebody wrote into it.
    #[test]
    fn tables_and_remarks_stay_as_they_are() {
        let old = "version = 1\n\n# the harbour\n[[ruling]]\nrule = \"refuted\"\ndraft = \"a\"\n\
                   finding = \"f\"\nevidence = \"e\"\nby = \"ak\"\nreason = \"r\"\n";
        let text = append(old, Decision::Ruling(ruling(), "w".to_owned()));
        assert!(text.starts_with(old), "{text}");
        let text = append(&text, Decision::SignOff(sign_off("a")));
        let again = read(Path::new(RULINGS_FILE), &text).unwrap();
        assert_eq!((again.rulings.len(), again.sign_offs.len()), (2, 1));
        assert!(text.starts_with("version = 2\n"), "{text}");
        assert!(text.contains("# the harbour\n[[ruling]]"), "{text}");
    }

    #[test]
    fn a_list_that_is_laid_out_otherwise_is_refused_and_not_spoilt() {
        let odd = "version = 2\nsign-off = []\n";
        let decision = Decision::SignOff(sign_off("a"));
        let why = format!("{:#}", super::append(odd, &decision).unwrap_err());
        assert!(why.contains("an entry a line"), "{why}");
    }

    #[test]
    fn a_wrong_file_is_told_with_its_line() {
        let entry =
            "rule = \"refuted\"\ndraft = \"a\"\nfinding = \"f\"\nevidence = \"e\"\nby = \"ak\"\n";
        let file =
            |reason: &str| format!("version = 1\n[[ruling]]\n{entry}reason = \"{reason}\"\n");
        assert!(read(Path::new(RULINGS_FILE), &file("why")).is_ok());
        assert!(complaint(&file(" ")).contains("ibid.rulings.toml:2: the ruling has no reason"));
        assert!(complaint("version = 3\n").contains("newer ibid"));
        assert!(complaint("version = 1\nrulings = []\n").starts_with("ibid.rulings.toml:2: "));
        assert!(complaint(&format!("version = 1\n[[ruling]]\n{entry}")).contains("reason"));
        let conflict = "version = 2\n<<<<<<< HEAD\n=======\n>>>>>>> other\n";
        assert!(complaint(conflict).contains("ibid.rulings.toml:2: git left a conflict"));
    }
}
