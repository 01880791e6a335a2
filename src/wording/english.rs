//! The messages in English.
//!
//! What a source says otherwise begins with the kind of difference ("Another number: …"). What no
//! source says begins with "This source does not" or "No source": a gap never reads like a
//! contradiction.

use super::date::in_words;
use super::message::short;
use super::{Certainty, Change, Crowd, Locale, Message, Work};

pub(super) fn told(message: &Message) -> String {
    match message {
        Message::OtherNumber { draft, source } => both("Another number", draft, source),
        Message::SaidByAnother { draft, source } => both("Another speaker", draft, source),
        Message::OtherDate { draft, source } => both("Another date", draft, source),
        Message::OtherWeekday { draft, source } => both("Another day of the week", draft, source),
        Message::DraftDenies { draft } => format!(
            "Yes or no: the draft denies this ({}); the source does not.",
            quoted(draft)
        ),
        Message::SourceDenies { source } => format!(
            "Yes or no: the source denies this ({}); the draft does not.",
            quoted(source)
        ),
        Message::SaysOtherwise { certainty } => format!(
            "Meaning: read as a whole, the source contradicts the draft ({}).",
            certainty_words(*certainty)
        ),
        Message::QuotedOtherwise { draft, source } => format!(
            "Wording: the draft quotes {}; the source says {}.",
            quoted(draft),
            quoted(source)
        ),
        Message::LeftOpen { draft, source } => both("Left open", draft, source),
        Message::NoNumber { draft } => {
            format!("This source does not give the number {}.", quoted(draft))
        }
        Message::NoDate { draft } => {
            format!("This source does not give the date {}.", quoted(draft))
        }
        Message::NameNowhere { draft } => format!("No source mentions {}.", quoted(draft)),
        Message::NoName { draft } => format!("This source does not mention {}.", quoted(draft)),
        Message::NameOfAnother { draft, source } => format!(
            "This source does not mention {}, only {}.",
            quoted(draft),
            quoted(source)
        ),
        Message::NoQuantifier { draft } => {
            format!("This source does not go as far as {}.", quoted(draft))
        }
        Message::OtherWord { draft, source } => both("Another word", draft, source),
        Message::DraftLeavesOut { source } => format!(
            "The source has the same sentence with {}, which the draft leaves out.",
            quoted(source)
        ),
        Message::NoQuotation { draft } => format!(
            "This source does not have the quoted words {}.",
            quoted(draft)
        ),
        Message::OnlyPlanned { source } => format!(
            "Planned or done: the source gives this as a plan ({}); the draft gives it as done.",
            quoted(source)
        ),
        Message::OnlyPossible { source } => format!(
            "Possible or certain: the source says that it may be so ({}); the draft gives it as a \
             fact.",
            quoted(source)
        ),
        Message::OnlyAlleged { source } => format!(
            "Alleged or proven: in the source somebody says so ({}); the draft gives it as a fact.",
            quoted(source)
        ),
        Message::SameNumber { draft, source } => both("The same number", draft, source),
        Message::SameDate { draft, source } => both("The date fits", draft, source),
        Message::SameName { draft, source } => both("The same name", draft, source),
        Message::SaysAll { certainty } => format!(
            "Everything here is in the source; it says so in other words ({}).",
            certainty_words(*certainty)
        ),
        Message::SaysSo { certainty } => format!(
            "The source says this in other words ({}).",
            certainty_words(*certainty)
        ),
        Message::Contradicted => "A source contradicts this.".to_owned(),
        Message::SourcesDisagree { because } => {
            let disagree = "The sources disagree: one supports this, another contradicts it.";
            match because {
                Some(because) => format!("{disagree} {}", told(because)),
                None => disagree.to_owned(),
            }
        }
        Message::Undecided => "No source says whether this is so.".to_owned(),
        Message::TooMuch { of, most } => format!(
            "This sentence was not checked: ibid reads at most {most} {} in one sentence. Split it.",
            crowd(*of)
        ),
        Message::Misquoted { work, changes } => format!(
            "Not word for word: {}. The source is {}.",
            list(changes, change, Locale::English.semicolon()),
            named(work)
        ),
        Message::QuotationNotFound => "No source has these words, or any like them.".to_owned(),
        Message::OtherSpeaker {
            work,
            draft,
            source,
        } => format!(
            "Who said it: the draft names {draft}; {} names {source}.",
            named(work)
        ),
        Message::CitesNothing { borne_by: None } => "This sentence cites no source.".to_owned(),
        Message::CitesNothing {
            borne_by: Some(work),
        } => format!(
            "This sentence cites no source; {} supports it.",
            named(work)
        ),
        Message::CitedDoesNotSay { cited, other } => format!(
            "The draft cites {}, which does not say this; {} does.",
            list(cited, named, " and "),
            named(other)
        ),
        Message::CitedLacksWords { cited, other } => format!(
            "The draft cites {}, which does not have these words; {} has them.",
            list(cited, named, " and "),
            named(other)
        ),
        Message::NoSuchNote { label } => {
            format!("The draft has no note {}.", quoted(label))
        }
        Message::NoSuchNumber { number } => {
            format!("The list of references has no number {number}.")
        }
        Message::NoSuchKey { key } => {
            format!("No source and no bibliography has the key {}.", quoted(key))
        }
        Message::NoSuchAuthor { authors, year } => format!(
            "No source and no list of references has a work by {authors} ({}).",
            year.as_deref().unwrap_or("n.d.")
        ),
        Message::NoEarlierNote { note } => format!(
            "No earlier note names the work that {} stands for.",
            quoted(note)
        ),
        Message::NoSuchFile { path } => format!("There is no source {}.", quoted(path)),
        Message::DidYouMean { why, key } => {
            format!("{} Did you mean {}?", told(why), quoted(key))
        }
        Message::Ambiguous { works } => {
            format!("This citation could mean {}.", list(works, named, " or "))
        }
        Message::NoBibliography { path } => format!(
            "The draft names the bibliography {}, which is not there. The rest was checked without \
             it.",
            quoted(path)
        ),
        Message::NotAtHand { work, claims } => {
            let missing = format!("{} is cited but is not among the sources.", quoted(work));
            match claims {
                0 => missing,
                1 => {
                    format!("{missing} The sentence that cites it could not be checked against it.")
                }
                _ => format!(
                    "{missing} The {claims} sentences that cite it could not be checked against it."
                ),
            }
        }
        Message::Unreadable { why } => format!("This source could not be read: {why}."),
        Message::RulingExpired { by, rules, until } => {
            format!("The ruling by {by} on {rules} ended on {until}, so its finding counts again.")
        }
        Message::RulingOutdated {
            by,
            rules,
            evidence,
        } => format!(
            "The evidence has changed since {by} ruled on {rules}, so the finding counts again. It \
             is evidence={evidence} now."
        ),
        Message::RulingUnused { by, rules } => {
            format!("The ruling by {by} on {rules} waives nothing.")
        }
        Message::NotSignedOff => "Nobody has signed this sentence off.".to_owned(),
        Message::SignOffLapsed { by, on, source } => format!(
            "{by} signed this sentence off on {}, but {source} has changed since. Check it again.",
            in_words(on, Locale::English)
        ),
        Message::RulingOnWordsUnused { by } => {
            format!("The comment by {by} rules on words without a finding.")
        }
        Message::NotLocked => {
            "The lock does not have this sentence. Check it with its sources, then run `ibid lock`."
                .to_owned()
        }
        Message::SourceChanged { path } => {
            format!("{path} has changed since the lock was written.")
        }
        Message::LockedMisquotation => {
            "By the lock, the sources have the quoted words otherwise or not at all.".to_owned()
        }
        Message::LockedContradicted => "By the lock, a source contradicts this.".to_owned(),
        Message::LockedDisagreement => "By the lock, the sources disagree about this.".to_owned(),
        Message::LockedUndecided => "By the lock, no source says whether this is so.".to_owned(),
        Message::QuoteTheSource => "Quote the source's own words".to_owned(),
        Message::Cite { work } => format!("Cite {}", named(work)),
    }
}

/// How sure, in words.
pub(super) fn certainty_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Likely => "likely",
        Certainty::FairlySure => "fairly sure",
        Certainty::Sure => "sure",
    }
}

fn both(kind: &str, draft: &str, source: &str) -> String {
    format!(
        "{kind}: the draft says {}; the source says {}.",
        quoted(draft),
        quoted(source)
    )
}

fn change(change: &Change) -> String {
    match change {
        Change::Other { draft, source } => format!(
            "the draft has {}, the source {}",
            quoted(draft),
            quoted(source)
        ),
        Change::LeftOut { source } => format!("the draft leaves out {}", quoted(source)),
        Change::Swallowed { source } => {
            format!("the draft's ellipsis leaves out {}", quoted(source))
        }
        Change::Bracketed { draft } => format!("the draft's brackets put in {}", quoted(draft)),
    }
}

fn crowd(of: Crowd) -> &'static str {
    match of {
        Crowd::Bytes => "bytes",
        Crowd::Figures => "figures",
        Crowd::Dates => "dates",
        Crowd::Names => "names",
        Crowd::Cues => "words such as “not” and “may”",
        Crowd::Speakers => "speakers",
    }
}

fn quoted(words: &str) -> String {
    Locale::English.quoted(&short(words))
}

fn named(work: &Work) -> String {
    work.named(Locale::English)
}

fn list<T>(all: &[T], one: impl Fn(&T) -> String, between: &str) -> String {
    all.iter().map(one).collect::<Vec<_>>().join(between)
}
