//! The messages, as data: what was found, and the words of both sides.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{Certainty, Locale, Work, english as in_english, french as in_french};

/// What ibid says of a draft. `draft` and `source` hold the words of each side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "says", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are the words of each side")]
pub enum Message {
    // What a passage says against the draft.
    /// Another number of the same thing.
    OtherNumber { draft: String, source: String },
    /// Another date of the same event.
    OtherDate { draft: String, source: String },
    /// Another day of the week.
    OtherWeekday { draft: String, source: String },
    /// Another speaker.
    SaidByAnother { draft: String, source: String },
    /// The draft denies what the source says.
    DraftDenies { draft: String },
    /// The source denies what the draft says.
    SourceDenies { source: String },
    /// The passage as a whole speaks against the draft.
    SaysOtherwise { certainty: Certainty },
    /// The quoted words stand in the passage, with other words among them.
    QuotedOtherwise { draft: String, source: String },

    // What a passage leaves open.
    /// A number of the same thing that leaves the draft's open.
    LeftOpen { draft: String, source: String },
    /// No such number.
    NoNumber { draft: String },
    /// No such date.
    NoDate { draft: String },
    /// A name that no source has.
    NameNowhere { draft: String },
    /// No such name.
    NoName { draft: String },
    /// The name only in that of something else.
    NameOfAnother { draft: String, source: String },
    /// No "all", "most", "only" or "none".
    NoQuantifier { draft: String },
    /// The same sentence, with another word in one place.
    OtherWord { draft: String, source: String },
    /// The same sentence with a word that the draft leaves out.
    DraftLeavesOut { source: String },
    /// The quoted words do not stand there one by one.
    NoQuotation { draft: String },
    /// A plan there, done in the draft.
    OnlyPlanned { source: String },
    /// A possibility or condition there, a fact in the draft.
    OnlyPossible { source: String },
    /// An allegation there, a fact in the draft.
    OnlyAlleged { source: String },

    // What a passage says for the draft.
    /// The same number, written otherwise.
    SameNumber { draft: String, source: String },
    /// The same date, written otherwise or more finely.
    SameDate { draft: String, source: String },
    /// The same name, written otherwise.
    SameName { draft: String, source: String },
    /// All parts of the sentence are there, and together they say it.
    SaysAll { certainty: Certainty },
    /// It says so, with other words for some of it.
    SaysSo { certainty: Certainty },

    // Verdicts on a sentence.
    /// A source is against it, and no reason tells more.
    Contradicted,
    /// One source is for it and one against it; and how.
    SourcesDisagree { because: Option<Box<Message>> },
    /// No source is for or against it.
    Undecided,
    /// It has more of something than is read of one sentence.
    TooMuch { of: Crowd, most: usize },

    // Quotations.
    /// A source has the words, but not all of them.
    Misquoted { work: Work, changes: Vec<Change> },
    /// No source has the words.
    QuotationNotFound,
    /// The source gives the words to another.
    OtherSpeaker {
        work: Work,
        draft: String,
        source: String,
    },

    // Citations.
    /// A sentence cites nothing, and one source bears it or none does.
    CitesNothing { borne_by: Option<Work> },
    /// The works that are cited do not say this, and another does.
    CitedDoesNotSay { cited: Vec<Work>, other: Work },
    /// The works that are cited do not have the quoted words, and another does.
    CitedLacksWords { cited: Vec<Work>, other: Work },
    /// The draft has no note of this label.
    NoSuchNote { label: String },
    /// The list of references has no such number.
    NoSuchNumber { number: u32 },
    /// Nothing has this key.
    NoSuchKey { key: String },
    /// No work is by these authors.
    NoSuchAuthor {
        authors: String,
        year: Option<String>,
    },
    /// A note that stands for an earlier one, and no earlier one fits.
    NoEarlierNote { note: String },
    /// No source lies at this path.
    NoSuchFile { path: String },
    /// What was likely meant by a citation that leads nowhere.
    DidYouMean { why: Box<Message>, key: String },
    /// A citation that may mean several sources.
    Ambiguous { works: Vec<Work> },
    /// A bibliography that the draft names and that is not there.
    NoBibliography { path: String },
    /// A work that is cited and is not among the sources, and how many claims cite it.
    NotAtHand { work: String, claims: usize },

    // Sources, rulings and the lock.
    /// A source could not be read, and why.
    Unreadable { why: String },
    /// A ruling whose last day has passed.
    RulingExpired {
        by: String,
        rules: String,
        until: String,
    },
    /// A ruling on evidence that has changed, and what it is now.
    RulingOutdated {
        by: String,
        rules: String,
        evidence: String,
    },
    /// A ruling on nothing.
    RulingUnused { by: String, rules: String },
    /// Nobody has checked a sentence.
    NotSignedOff,
    /// A person has checked a sentence against a source that has changed since.
    SignOffLapsed {
        by: String,
        on: String,
        source: String,
    },
    /// A comment of a Word file that rules on words without a finding.
    RulingOnWordsUnused { by: String },
    /// A sentence that the lock does not know.
    NotLocked,
    /// A source is not what the lock was written from.
    SourceChanged { path: String },
    /// By the lock, the quoted words stand otherwise or nowhere.
    LockedMisquotation,
    /// By the lock, a source is against it.
    LockedContradicted,
    /// By the lock, the sources disagree.
    LockedDisagreement,
    /// By the lock, no source decides it.
    LockedUndecided,

    // Corrections.
    /// Put the source's words between the marks.
    QuoteTheSource,
    /// Cite this work.
    Cite { work: Work },
}

/// How a quotation differs from the words of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "change", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are the words of each side")]
pub enum Change {
    /// Other words; where words are put in without a mark, with those around them.
    Other { draft: String, source: String },
    /// Words that the draft leaves out without a mark.
    LeftOut { source: String },
    /// A word that changes the sense, left out by a marked ellipsis.
    Swallowed { source: String },
    /// A word that changes the sense, put in between brackets.
    Bracketed { draft: String },
}

/// What a sentence can have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Crowd {
    /// Bytes.
    Bytes,
    /// Figures.
    Figures,
    /// Dates.
    Dates,
    /// Names.
    Names,
    /// Words such as "not" and "may".
    Cues,
    /// Speakers.
    Speakers,
}

impl Message {
    /// The message as one or two sentences.
    #[must_use]
    pub fn told(&self, locale: Locale) -> String {
        match locale {
            Locale::English => in_english::told(self),
            Locale::French => in_french::told(self),
        }
    }
}

/// The message in English, the language of formats that programs read.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Locale::English))
    }
}

/// Writes a message in English, as formats that programs read have it.
///
/// # Errors
/// Where the serializer fails.
pub fn english<S: Serializer>(message: &Message, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(message)
}

/// Characters of a long quotation that a message repeats.
const SHOWN: usize = 120;

/// `words` on one line, cut where they are long.
pub(super) fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        None => words,
        Some((cut, _)) => {
            let end = words[..cut].rfind(' ').unwrap_or(cut);
            format!("{} …", &words[..end])
        }
    }
}
