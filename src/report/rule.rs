//! The rules: their names, default levels and what each means.
//!
//! The names are stable; scripts, rulings and configuration files hold them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Level;

/// A rule that a place of a draft can break.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The sources exclude the claim.
    Refuted,
    /// The sources disagree about the claim.
    ConflictingEvidence,
    /// The sources do not decide the claim.
    NotEnoughEvidence,
    /// The claim is too long, or has too much in it, to be checked.
    NotChecked,
    /// Quoted words stand otherwise in the source.
    Misquote,
    /// Quoted words stand in no source.
    QuoteNotFound,
    /// Quoted words were said by another.
    QuoteMisattributed,
    /// A citation leads to no source.
    CitationUnresolved,
    /// A cited work is known, but its text is not among the sources.
    SourceNotAtHand,
    /// The cited source does not support the claim, another does.
    CitationDoesNotSupport,
    /// A claim has no citation.
    CitationMissing,
    /// A source could not be read.
    SourceUnreadable,
    /// A source is not what the lock or a ruling was made from.
    SourceChanged,
    /// The lock has no entry for a claim.
    NotLocked,
    /// A ruling's last day has passed.
    RulingExpired,
    /// A ruling waives nothing.
    RulingUnused,
    /// Nobody has signed off a claim.
    NotSignedOff,
}

/// What is to be known of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// The rule.
    pub rule: Rule,
    /// Its name, kebab-case.
    pub name: &'static str,
    /// Its level where the configuration says nothing.
    pub level: Level,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why it matters and how it is decided.
    pub meaning: &'static str,
    /// An example that breaks it.
    pub fails: &'static str,
    /// An example that does not.
    pub passes: &'static str,
    /// How to mend or waive it.
    pub mend: &'static str,
}

/// Every rule, in the order it is listed.
pub const RULES: [RuleInfo; 17] = [
    RuleInfo {
        rule: Rule::Refuted,
        name: "refuted",
        level: Level::Error,
        summary: "A source says something that excludes the claim",
        meaning: "A passage speaks of the same thing as the claim and says otherwise: another \
            figure, another date, another name in the same role, the opposite outcome. The \
            finding names the words of both sides. Where another source agrees with the claim, \
            the finding is `conflicting-evidence` instead. Where no fact differs and only the \
            entailment model reads an exclusion, the finding is a warning at most, and a note where that is \
            only likely.",
        fails: "draft:   The mission lost 174 soldiers in ten years.\n\
            source:  In its ten years the mission lost 309 soldiers.",
        passes: "draft:   The mission lost more than 300 soldiers in ten years.\n\
            source:  In its ten years the mission lost 309 soldiers.",
        mend: "Correct the sentence, or add the source that supports it. If the source is the one \
            that is wrong, waive the finding and say so in the reason.",
    },
    RuleInfo {
        rule: Rule::ConflictingEvidence,
        name: "conflicting-evidence",
        level: Level::Warning,
        summary: "One source supports the claim and another refutes it",
        meaning: "The sources disagree. Both sides are shown with their dates, so that an editor \
            can see whether the later one corrects the earlier one or whether they count \
            different things.",
        fails: "draft:   The march drew 4,000 people.\n\
            source:  Police counted 4,000 marchers.\n\
            source:  Organisers counted 9,000 marchers.",
        passes: "draft:   The march drew 4,000 people by the police's count.\n\
            source:  Police counted 4,000 marchers.\n\
            source:  Organisers counted 9,000 marchers.",
        mend: "Say whose figure it is, or give the claim its date. If one side is known to be \
            wrong, waive the finding and name the side you trust in the reason.",
    },
    RuleInfo {
        rule: Rule::NotEnoughEvidence,
        name: "not-enough-evidence",
        level: Level::Note,
        summary: "No source that could be read decides the claim",
        meaning: "The sources neither give the claim nor exclude it. This is not a defect of \
            the sentence: the folder of sources may lack the one that supports it. The nearest \
            passages are shown with what they leave open.",
        fails: "draft:   The bridge carried 12,000 cars a day in 2021.\n\
            source:  The bridge opened in 2019.",
        passes: "draft:   The bridge opened in 2019.\n\
            source:  The bridge opened in 2019.",
        mend: "Add the source, or say less than the sentence says now. Raise the level of this \
            rule where every sentence must be sourced.",
    },
    RuleInfo {
        rule: Rule::NotChecked,
        name: "not-checked",
        level: Level::Warning,
        summary: "A sentence has too much in it to be checked, so nothing was",
        meaning: "A sentence of more than 4,096 bytes, or with 100 figures, 100 dates, 200 names or \
            more, is no sentence that anyone wrote: a table that was pasted as one line, or text \
            that is meant to take long. To judge it by the part that was read would be a verdict \
            on something else, so it has none: it counts as not enough evidence, and this finding \
            says why.",
        fails: "draft:   3 4 8 12 9 6 17 2 5 … (three hundred figures in one line)",
        passes: "draft:   | 3 | 4 | 8 |      (a row of a table)",
        mend: "Break the sentence up, or write the table as a table.",
    },
    RuleInfo {
        rule: Rule::Misquote,
        name: "misquote",
        level: Level::Error,
        summary: "The quoted words stand otherwise in the source",
        meaning: "The words between quotation marks must stand in a source. Kinds of quotation \
            mark, dash and space, ligatures, line-end hyphens, an opening capital, bracketed \
            insertions and a marked ellipsis make no difference; any other word does, and an \
            ellipsis may not swallow a `not`, `only`, `unless` or `except`.",
        fails: "draft:   She called it “a serious failure”.\n\
            source:  It was, she said, a serious and costly failure.",
        passes: "draft:   She called it “a serious … failure”.\n\
            source:  It was, she said, a serious and costly failure.",
        mend: "Restore the source's words, mark what you leave out, or take the quotation marks \
            away. The report gives the words as they stand in the source.",
    },
    RuleInfo {
        rule: Rule::QuoteNotFound,
        name: "quote-not-found",
        level: Level::Warning,
        summary: "The quoted words stand in no source",
        meaning: "Nothing in the sources is close to the quotation. It may still be genuine: \
            its source may be missing from the folder.",
        fails: "draft:   “We never promised a date,” he said.\n\
            source:  He declined to comment.",
        passes: "draft:   “We never promised a date,” he said.\n\
            source:  Asked about the delay he said: ‘We never promised a date.’",
        mend: "Add the source that holds the words, or take the quotation marks away.",
    },
    RuleInfo {
        rule: Rule::QuoteMisattributed,
        name: "quote-misattributed",
        level: Level::Warning,
        summary: "The quoted words are another speaker's",
        meaning: "The words stand in a source, but the source gives them to somebody else than \
            the draft does.",
        fails: "draft:   “The road is open,” the governor said.\n\
            source:  “The road is open,” said the mayor.",
        passes: "draft:   “The road is open,” the mayor said.\n\
            source:  “The road is open,” said the mayor.",
        mend: "Name the speaker whom the source names.",
    },
    RuleInfo {
        rule: Rule::CitationUnresolved,
        name: "citation-unresolved",
        level: Level::Error,
        summary: "A citation leads nowhere",
        meaning: "The key, note, number or name that the draft cites is defined nowhere: by no \
            source, bibliography, list of references or note; or it could mean more than one \
            source. A work that is known but whose text is not among the sources is \
            `source-not-at-hand` instead. A link is a citation only where its target is a source, \
            unless `links = \"citations\"` is set.",
        fails: "draft:           The fund closed in 2020 [@okafor2021].\n\
            references.bib:  (no entry okafor2021)",
        passes: "draft:           The fund closed in 2020 [@okafor2020].\n\
            references.bib:  @report{okafor2020, ...}",
        mend: "Correct the key, or add the entry to the bibliography.",
    },
    RuleInfo {
        rule: Rule::SourceNotAtHand,
        name: "source-not-at-hand",
        level: Level::Note,
        summary: "A cited work is known, but its text is not among the sources",
        meaning: "A bibliography, a list of references, a note or a persistent identifier says \
            what is cited, but nobody can look into it here. What cites it could not be checked \
            against it, which says nothing of whether it is right. Each work is listed once in a \
            draft, where it is cited first.",
        fails: "draft:           The fund closed in 2020 [@okafor2020].\n\
            references.bib:  @report{okafor2020, ...}\n\
            sources:         (nothing by Okafor)",
        passes: "draft:           The fund closed in 2020 [@okafor2020].\n\
            references.bib:  @report{okafor2020, file = {okafor2020.txt}, ...}\n\
            sources:         okafor2020.txt",
        mend: "Add the text of the work to the sources, or switch the rule off where works are \
            not kept.",
    },
    RuleInfo {
        rule: Rule::CitationDoesNotSupport,
        name: "citation-does-not-support",
        level: Level::Warning,
        summary: "The cited source does not support the claim, another source does",
        meaning: "The claim is borne by the sources, but not by the one it cites; or it quotes words \
            that the cited source does not have and another has. The finding names the source \
            that does.",
        fails: "draft:   The fund closed in 2020 [@audit].\n\
            audit:   The audit covers the years to 2018.\n\
            report:  The fund closed in 2020.",
        passes: "draft:   The fund closed in 2020 [@report].\n\
            report:  The fund closed in 2020.",
        mend: "Cite the source that the finding names.",
    },
    RuleInfo {
        rule: Rule::CitationMissing,
        name: "citation-missing",
        level: Level::Off,
        summary: "A claim has no citation of its own",
        meaning: "A sentence that can be checked cites nothing. Headings, questions, opinion \
            and transitions need no citation and are never reported. The rule is off until it is \
            asked for: few drafts cite at every sentence.",
        fails: "draft:   The fund closed in 2020.",
        passes: "draft:   The fund closed in 2020 [@report].",
        mend: "Cite the source, or switch the rule off again for drafts that do not cite.",
    },
    RuleInfo {
        rule: Rule::SourceUnreadable,
        name: "source-unreadable",
        level: Level::Warning,
        summary: "A source could not be read, so nothing was checked against it",
        meaning: "The file is damaged, empty, binary, or of a format that cannot be read. What \
            it says is unknown, which is not the same as not being there.",
        fails: "sources: annual-report.txt   (binary)",
        passes: "sources: annual-report.txt   (text)",
        mend: "Repair or convert the file, or exclude it under `sources.exclude`.",
    },
    RuleInfo {
        rule: Rule::SourceChanged,
        name: "source-changed",
        level: Level::Error,
        summary: "A source is not the one that the lock or a ruling was made from",
        meaning: "The verdict that is recorded rests on bytes that have changed since, so it \
            proves nothing now.",
        fails: "ibid.lock: report.txt has the hash 4f0c…\n\
            sources:   report.txt has the hash 91ae…",
        passes: "ibid.lock: report.txt has the hash 4f0c…\n\
            sources:   report.txt has the hash 4f0c…",
        mend: "Check the drafts again and write the lock anew with `ibid lock`, or look at the \
            finding again and renew the ruling.",
    },
    RuleInfo {
        rule: Rule::NotLocked,
        name: "not-locked",
        level: Level::Error,
        summary: "The lock has no entry for a claim, so nothing vouches for it",
        meaning: "With `--locked` the drafts are verified without their sources. A claim that is \
            new, or whose words or headings differ from those that were checked, has no verdict \
            in the lock.",
        fails: "draft:     The fund closed in 2021.\n\
            ibid.lock: The fund closed in 2020.   supported",
        passes: "draft:     The fund closed in 2020.\n\
            ibid.lock: The fund closed in 2020.   supported",
        mend: "Check the draft where the sources are and write the lock anew with `ibid lock`.",
    },
    RuleInfo {
        rule: Rule::RulingExpired,
        name: "ruling-expired",
        level: Level::Warning,
        summary: "A ruling's last day has passed, so it waives nothing any more",
        meaning: "The finding it used to waive is reported again.",
        fails: "ruling:  until=2024-01-31, checked as of 2024-02-01",
        passes: "ruling:  until=2024-01-31, checked as of 2024-01-31",
        mend: "Mend the draft, or look at the finding again and give the ruling a later day.",
    },
    RuleInfo {
        rule: Rule::RulingUnused,
        name: "ruling-unused",
        level: Level::Warning,
        summary: "A ruling waives nothing",
        meaning: "The finding it was made for is gone, or the claim or its evidence is no longer \
            what it was when the ruling was made.",
        fails: "draft:   <!-- ibid-waive-next-line refuted reason=\"old count\" by=ak -->\n\
            draft:   (a sentence that nothing refutes)",
        passes: "draft:   <!-- ibid-waive-next-line refuted reason=\"old count\" by=ak -->\n\
            draft:   (a sentence that a source refutes)",
        mend: "Take the ruling away.",
    },
    RuleInfo {
        rule: Rule::NotSignedOff,
        name: "not-signed-off",
        level: Level::Off,
        summary: "Nobody has signed off a claim, or its source has changed since",
        meaning: "A sign-off records that a person has checked the sentence against a passage: who, \
            when, and which words of which source. It lapses when the sentence, its headings or \
            the source change. A claim that no source decides needs none if somebody lets it stand, \
            with a reason. The rule is off until it is asked for; `--require-sign-off` makes it an \
            error.",
        fails: "draft:   The fund closed in 2020.\n\
            source:  The fund closed in 2020.   (nobody has looked)",
        passes: "draft:   The fund closed in 2020.\n\
            source:  The fund closed in 2020.   (signed off by A. K. on 28 November 2026)",
        mend: "Look at the passage, then sign the sentence off in `ibid review` or with \
            `ibid sign-off`.",
    },
];

impl Rule {
    /// What is to be known of the rule.
    #[must_use]
    pub fn info(self) -> &'static RuleInfo {
        &RULES[self as usize]
    }

    /// The rule's name, kebab-case.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.info().name
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A name that is no rule's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{name}`{}", nearest.map(|rule| format!("; did you mean `{rule}`?")).unwrap_or_default())]
pub struct UnknownRule {
    /// The name as given.
    pub name: String,
    /// The rule that was likely meant.
    pub nearest: Option<Rule>,
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        RULES
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.rule)
            .ok_or_else(|| UnknownRule {
                name: name.to_owned(),
                nearest: super::nearest(name, RULES.iter().map(|info| info.name))
                    .and_then(|name| name.parse().ok()),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_at_its_own_place_in_the_table() {
        for info in &RULES {
            assert_eq!(info.rule.info(), info);
            assert_eq!(info.name.parse(), Ok(info.rule));
            assert_eq!(
                serde_json::to_value(info.rule).unwrap(),
                serde_json::json!(info.name)
            );
        }
    }

    #[test]
    fn an_unknown_rule_names_the_nearest() {
        let error = "misqoute".parse::<Rule>().unwrap_err();
        assert_eq!(error.nearest, Some(Rule::Misquote));
        assert_eq!(
            error.to_string(),
            "there is no rule `misqoute`; did you mean `misquote`?"
        );
        let error = "spelling".parse::<Rule>().unwrap_err();
        assert_eq!(error.nearest, None);
    }
}
