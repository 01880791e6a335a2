//! Whether a reference, as a person wrote it, names the work that metadata describe.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::citation::urls_in;
use super::references::Reference;
use super::web_address::Address;
use crate::language::fold::fold;
use crate::sources::Metadata;

/// How alike a written reference and a work are, among those that are alike at all; the fields in
/// the order of their weight. A reference that shortens the title of two works is as like the one
/// as the other, however long their titles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// How many words of the title it has, and a bonus for the author.
    found: usize,
    has_whole_title: bool,
    has_year: bool,
}

/// How many words of a title the author's name is worth.
const WORTH_OF_AUTHOR: usize = 2;

/// Share of a title's words that a reference needs when nothing else speaks for it.
const TITLE_ALONE: f64 = 0.8;

/// Share of a title's words that it needs when author and year agree.
const TITLE_WITH_AUTHOR: f64 = 0.3;

/// Words of a title that must be found for the title alone to decide.
const WORDS_OF_A_TITLE: usize = 3;

/// How alike `reference` and the work are; `None` where it names another work.
///
/// A title of several words identifies a work by itself, unless the year contradicts; a short
/// one ("Mali") only together with its author. Author and year agree with much that has a
/// wholly different title, so some of the title must be there too, where the work's is known.
pub(super) fn likeness(reference: &str, metadata: &Metadata) -> Option<Likeness> {
    let words = content_words(reference);
    let title = content_words(metadata.title.as_deref().unwrap_or_default());
    let found = title.iter().filter(|word| words.contains(word)).count();
    let share = if title.is_empty() {
        0.0
    } else {
        found as f64 / title.len() as f64
    };
    let mut creators: Vec<&str> = metadata.authors.iter().map(String::as_str).collect();
    creators.extend(metadata.publisher.as_deref());
    let has_author = creators.iter().any(|creator| names(reference, creator));
    let years = years_of(reference);
    let issued = metadata.issued.map(|date| i32::from(date.year));
    let has_year = issued.is_some_and(|year| years.contains(&year));
    let other_year = issued.is_some_and(|year| {
        !years.is_empty() && years.iter().all(|other| (other - year).abs() > 1)
    });
    let quoted = quoted_title(reference);
    let other_title = quoted.is_some_and(|quoted| {
        let quoted = content_words(&quoted);
        let shared = quoted.iter().filter(|word| title.contains(word)).count();
        !quoted.is_empty() && !title.is_empty() && shared * 2 < quoted.len().min(title.len())
    });
    let is_alike = !other_title
        && if has_author {
            let is_fitting = title.is_empty() || share >= TITLE_WITH_AUTHOR;
            share >= TITLE_ALONE || (has_year && is_fitting)
        } else {
            share >= TITLE_ALONE && found >= WORDS_OF_A_TITLE && !other_year
        };
    is_alike.then_some(Likeness {
        found: found + if has_author { WORTH_OF_AUTHOR } else { 0 },
        has_whole_title: found == title.len(),
        has_year,
    })
}

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[“"«„]\s*([^“”"«»„]{3,300}?)\s*[,.]?[”"»“]"#).expect("the pattern is sound")
});

/// The title that a reference puts between quotation marks.
fn quoted_title(reference: &str) -> Option<String> {
    QUOTED
        .captures(reference)
        .map(|captures| captures[1].to_owned())
}

fn years_of(text: &str) -> Vec<i32> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\d/])(1[5-9]\d\d|20\d\d)(?:[a-z]\b|[^\d/]|$)")
            .expect("the pattern is sound")
    });
    YEAR.captures_iter(text)
        .filter_map(|found| found[1].parse().ok())
        .collect()
}

const LITTLE_WORDS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "and", "or", "by", "with",
    "while", "as", "its", "is", "are", "le", "la", "les", "l", "un", "une", "des", "du", "de", "d",
    "et", "en", "au", "aux", "dans", "sur", "pour", "par",
];

fn all_words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn content_words(text: &str) -> Vec<String> {
    let mut words = all_words(text);
    words.retain(|word| !LITTLE_WORDS.contains(&word.as_str()));
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether `text` names the creator: a person's family name as a word, or all the words of an
/// organisation, or its initials.
fn names(text: &str, creator: &str) -> bool {
    names_in(text, &all_words(text), creator)
}

/// As [`names`], of a text whose words are known.
fn names_in(text: &str, words: &[String], creator: &str) -> bool {
    match creator.split_once(',') {
        Some((family, _)) => holds_in_order(words, &all_words(family)),
        None => {
            let parts = all_words(creator);
            let content: Vec<String> = parts
                .iter()
                .filter(|part| !LITTLE_WORDS.contains(&part.as_str()))
                .cloned()
                .collect();
            let has_initials = initials(&parts).is_some_and(|initials| text.contains(&initials));
            !content.is_empty()
                && (holds_in_order(words, &content_of(&parts, words))
                    || has_initials
                    || names_person(words, &parts))
        }
    }
}

/// The references of a draft by their words, among which the one is looked for that a short form
/// stands for.
pub(super) struct Worded<'r> {
    references: &'r [Reference],
    words: Vec<Vec<String>>,
    by_word: HashMap<String, Vec<usize>>,
}

/// References with a word of a name that are looked at for it.
const MOST_LOOKED_AT: usize = 200;

impl<'r> Worded<'r> {
    pub(super) fn of(references: &'r [Reference]) -> Self {
        let words: Vec<Vec<String>> = references.iter().map(|one| all_words(&one.text)).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, word) in words
            .iter()
            .enumerate()
            .flat_map(|(at, words)| words.iter().map(move |word| (at, word)))
        {
            let found = by_word.entry(word.clone()).or_default();
            if found.last() != Some(&at) {
                found.push(at);
            }
        }
        Self {
            references,
            words,
            by_word,
        }
    }

    /// The first reference before `end` that names this creator, who is written without a comma.
    pub(super) fn first_naming(&self, creator: &str, end: usize) -> Option<&'r Reference> {
        let parts = all_words(creator);
        let with = |word: &String| self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let content = parts.iter();
        let content = content.filter(|part| !LITTLE_WORDS.contains(&part.as_str()));
        // It has all words of an organisation, or the family name of a person, or else the initials.
        let rarest = content.map(with).min_by_key(|found| found.len())?;
        let of_family = parts.last().map(with).unwrap_or_default();
        let mut found: Vec<usize> = match initials(&parts) {
            Some(initials) => (0..end)
                .filter(|&at| self.references[at].text.contains(&initials))
                .collect(),
            None => Vec::new(),
        };
        let with_words = rarest.iter().chain(of_family).copied();
        found.extend(with_words.filter(|&at| at < end));
        found.sort_unstable();
        found.dedup();
        let names = |at: &usize| names_in(&self.references[*at].text, &self.words[*at], creator);
        let mut looked_at = found.into_iter().take(MOST_LOOKED_AT);
        looked_at.find(names).map(|at| &self.references[at])
    }
}

/// Whether the words name a person, family name last in `parts`, with the given name behind or
/// before it, in full or as an initial: "Root, A." or "A. Root" for Al Root.
fn names_person(words: &[String], parts: &[String]) -> bool {
    let [given, .., family] = parts else {
        return false;
    };
    let is_given = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| {
            word == given || (word.chars().count() == 1 && given.starts_with(word.as_str()))
        })
    };
    (0..words.len())
        .filter(|&at| words[at] == *family)
        .any(|at| is_given(Some(at + 1)) || is_given(at.checked_sub(1)))
}

/// The words of an organisation; its little words are left out where the text leaves them out.
fn content_of(parts: &[String], words: &[String]) -> Vec<String> {
    if holds_in_order(words, parts) {
        return parts.to_vec();
    }
    parts
        .iter()
        .filter(|part| !LITTLE_WORDS.contains(&part.as_str()))
        .cloned()
        .collect()
}

/// `ICG` for three words or more.
fn initials(parts: &[String]) -> Option<String> {
    let letters: String = parts
        .iter()
        .filter(|part| !LITTLE_WORDS.contains(&part.as_str()))
        .filter_map(|part| part.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}

fn holds_in_order(words: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether a work is by these authors and of this year, as an author–year citation says.
pub(super) fn is_by(metadata: &Metadata, authors: &[String], year: Option<&str>) -> bool {
    let issued = metadata.issued.map(|date| date.year.to_string());
    let of_year = match (year, &issued) {
        (Some(year), Some(issued)) => year.get(..4) == Some(issued.as_str()),
        (None, _) => true,
        (Some(_), None) => false,
    };
    let creators = metadata.authors.iter().chain(metadata.publisher.as_ref());
    let titles = metadata
        .title
        .iter()
        .filter(|_| metadata.authors.is_empty());
    let known: Vec<&String> = creators.chain(titles).collect();
    of_year
        && authors
            .iter()
            .all(|author| known.iter().any(|creator| is_same_creator(author, creator)))
}

/// Whether a name in a citation is a name of the metadata: the family name of a person, the
/// name of an organisation or its telling part ("Crisis Group"), or its initials.
fn is_same_creator(cited: &str, creator: &str) -> bool {
    let cited_words = all_words(cited);
    if let Some((family, given)) = creator.split_once(',') {
        let family = all_words(family);
        return cited_words.ends_with(&family)
            && cited_words[..cited_words.len() - family.len()]
                .iter()
                .all(|word| all_words(given).iter().any(|part| part.starts_with(word)));
    }
    let parts = all_words(creator);
    let content: Vec<String> = cited_words
        .iter()
        .filter(|word| !LITTLE_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    initials(&parts).as_deref() == Some(cited)
        || (!content.is_empty()
            && holds_in_order(
                &parts
                    .iter()
                    .filter(|part| !LITTLE_WORDS.contains(&part.as_str()))
                    .cloned()
                    .collect::<Vec<_>>(),
                &content,
            ))
}

/// How the references of a draft begin, by what the first author that is cited can be found by: a
/// word at their head, or initials.
pub(super) struct Openings {
    openings: Vec<Opening>,
    by_word: HashMap<String, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
}

/// The words of a reference before its year, and their initials.
struct Opening {
    words: Vec<String>,
    initials: Option<String>,
}

/// Words that may stand before the first author.
const BEFORE_AUTHOR: usize = 3;

/// Letters of an organisation that is cited by them: nobody writes more.
const MOST_INITIALS: usize = 16;

impl Openings {
    pub(super) fn of(references: &[Reference]) -> Self {
        let mut all = Self {
            openings: Vec::with_capacity(references.len()),
            by_word: HashMap::new(),
            by_initials: HashMap::new(),
        };
        let add = |map: &mut HashMap<String, Vec<usize>>, key: &str, at: usize| {
            let found = map.entry(key.to_owned()).or_default();
            if found.last() != Some(&at) {
                found.push(at);
            }
        };
        for (at, reference) in references.iter().enumerate() {
            let opening = Opening::of(&reference.text);
            for word in opening.words.iter().take(BEFORE_AUTHOR + 1) {
                add(&mut all.by_word, word, at);
            }
            let initials = opening.initials.as_deref().unwrap_or_default();
            for (before, letter) in initials.char_indices().take(MOST_INITIALS) {
                let prefix = &initials[..before + letter.len_utf8()];
                add(&mut all.by_initials, prefix, at);
            }
            all.openings.push(opening);
        }
        all
    }

    /// The references that begin with these authors, in order.
    pub(super) fn with(&self, authors: &[String]) -> Vec<usize> {
        let Some(first) = authors.first() else {
            return Vec::new();
        };
        let word = all_words(first).into_iter().next().unwrap_or_default();
        let by_word = self.by_word.get(&word).into_iter().flatten();
        let by_initials = self.by_initials.get(first).into_iter().flatten();
        let mut found: Vec<usize> = by_word.chain(by_initials).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| self.openings[at].is_with(authors));
        found
    }
}

impl Opening {
    fn of(reference: &str) -> Self {
        let head: String = reference.chars().take(200).collect();
        let before_year = YEAR_IN_REFERENCE
            .find(&head)
            .map_or(head.as_str(), |year| &head[..year.start()]);
        let words = all_words(before_year);
        let initials = initials(&words);
        Self { words, initials }
    }

    fn is_with(&self, authors: &[String]) -> bool {
        authors.iter().enumerate().all(|(at, author)| {
            let name = all_words(author);
            let found = self
                .words
                .windows(name.len().max(1))
                .position(|window| window == name);
            match found {
                Some(place) => at > 0 || place <= BEFORE_AUTHOR,
                None => {
                    let initials = self.initials.as_deref();
                    initials.is_some_and(|initials| initials.starts_with(author.as_str()))
                }
            }
        })
    }
}

static YEAR_IN_REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:1[5-9]\d\d|20\d\d)[a-z]?\b|\bn\.\s?d\.|[“«]").expect("the pattern is sound")
});

static IBID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:see\s+|voir\s+)?(?:ibid(?:em)?|idem|id)\b\.?(?:[\s,.:;]*(?:pp?\.|paras?\.?|§)?\s*[\d–-]*)*\W*$")
        .expect("the pattern is sound")
});

/// Whether a note says only that it cites what the note before it cites.
pub(super) fn is_ibid(text: &str) -> bool {
    IBID.is_match(text)
}

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:see\s+|voir\s+|cf\.?\s+)?(.{2,80}?)[,.\s]+(?:op\.?\s*cit|loc\.?\s*cit|art\.?\s*cit|\(?(?:note|n\.)\s*\d+|supra|above|cited above|précité)")
        .expect("the pattern is sound")
});

/// A name alone, perhaps with a page: "Ruaro, p. 9."
static NAME_AND_PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:See |Voir )?(\p{Lu}[\p{L}'’ -]{1,50}?)(?:,\s*[“«\p{L}' ’-]{0,60}[”»]?)?(?:,\s*(?:pp?\.|para\.?|§)\s*[\d–-]+)?\.?$")
        .expect("the pattern is sound")
});

/// The author's name of a reference in short form.
pub(super) fn short_form(text: &str) -> Option<String> {
    let captures = SHORT
        .captures(text)
        .or_else(|| NAME_AND_PAGE.captures(text))?;
    let name = captures[1].split(',').next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a note is a short form that refers to a full reference before it ("Okoro, op. cit.").
pub(super) fn refers_back(text: &str) -> bool {
    static BACK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:See\s+|Voir\s+|Cf\.?\s+)?\p{Lu}[^.;]{1,60}?[,.\s]+(?i:op|loc|art)\.?\s*(?i:cit)\b")
            .expect("the pattern is sound")
    });
    BACK.is_match(text)
}

/// A name at the head of a reference, and the sign that ends it.
static NAME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?:See|Voir|Cf\.?)(?: also| aussi)?,? )?(?:\p{Lu}[\p{L}.'’&-]*\s+(?:(?:and|et|&|of|de|du|for|the|van|von)\s+)*){0,6}\p{Lu}[\p{L}.'’-]*\s*(?:et al\.?\s*)?[,.:(]")
        .expect("the pattern is sound")
});

/// Whether a line begins an entry of a list of references: with a name, and with a year or a title
/// in quotation marks behind it.
pub(super) fn opens_entry(line: &str) -> bool {
    let dated = !years_of(line).is_empty() || quoted_title(line).is_some();
    dated && NAME_FIRST.is_match(line)
}

/// Whether a note names a work, rather than making a remark: it is little more than an address, or
/// gives a key, or a year or a title in quotation marks together with a name at its head.
pub(super) fn reads_as_reference(note: &Reference) -> bool {
    const MOST_WORDS: usize = 5;
    let is_address =
        |word: &&str| Address::of(word.trim_matches(['<', '>', '(', ')', '.'])).is_some();
    let gives_address = note.urls.iter().any(|url| Address::of(url).is_some());
    let others = note
        .text
        .split_whitespace()
        .filter(|word| !is_address(word));
    let is_address = gives_address && others.count() <= MOST_WORDS;
    is_address || !note.keys.is_empty() || opens_entry(&note.text)
}

/// Whether a note has any of what a reference has: an address, a title in quotation marks, a page, a word that refers to
/// an earlier note, or a name and a year at its head.
pub(super) fn may_name_work(note: &str) -> bool {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:pp?|vol|nos?|ch|eds?|trans)\. ?\d|\b(?:ibid|idem|op\. ?cit|loc\. ?cit|see also|supra|cf)\b|^\W*(?:see|voir)\b")
            .expect("the pattern is sound")
    });
    PAGE.is_match(note)
        || opens_entry(note)
        || quoted_title(note).is_some()
        || !urls_in(note).is_empty()
        || refers_back(note)
}

/// Whether a text has more words besides those by which it names the work than a reference has ("see also …, chapter 3").
pub(super) fn stands_among_others(text: &str, work: &Metadata) -> bool {
    const MOST_BESIDES: usize = 4;
    let mut names: Vec<&str> = work.authors.iter().map(String::as_str).collect();
    names.extend(work.title.as_deref());
    names.extend(work.publisher.as_deref());
    let of_work = content_words(&names.join(" "));
    let besides = content_words(text).into_iter();
    let besides = besides.filter(|word| !of_work.contains(word));
    besides
        .filter(|word| !word.contains(|it: char| it.is_ascii_digit()))
        .count()
        > MOST_BESIDES
}

/// What a work is called in a message: its title, authors and year, as far as they are known.
pub(super) fn called(work: &Metadata) -> String {
    let first = work.authors.first().or(work.publisher.as_ref());
    let family = first.map(|name| name.split(',').next().unwrap_or(name));
    let others = if work.authors.len() > 1 {
        " et al."
    } else {
        ""
    };
    let year = work.issued.map(|date| date.year.to_string());
    let by = match (family, year) {
        (Some(family), Some(year)) => format!(" ({family}{others}, {year})"),
        (Some(family), None) => format!(" ({family}{others})"),
        (None, Some(year)) => format!(" ({year})"),
        (None, None) => String::new(),
    };
    match (&work.title, &work.key) {
        (Some(title), _) => format!("{title}{by}"),
        (None, Some(key)) => format!("{key}{by}"),
        (None, None) => work.url.clone().unwrap_or(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::PartialDate;

    fn work(author: &str, title: &str, year: i16) -> Metadata {
        Metadata {
            title: Some(title.to_owned()),
            authors: vec![author.to_owned()],
            issued: Some(PartialDate {
                year,
                month: None,
                day: None,
            }),
            ..Metadata::default()
        }
    }

    #[test]
    fn a_reference_is_like_the_work_it_names() {
        let delta = work(
            "Diallo, Awa",
            "Floods of the Inner Delta: A Long View",
            2020,
        );
        for reference in [
            "Diallo, A. (2020). Floods of the inner delta: a long view. River Press.",
            "Awa Diallo, “Floods of the Inner Delta”, River Press, 2020, p. 3.",
            "Awa Diallo, Floods in the Delta: the long view, 2020.",
            "Floods of the Inner Delta: A Long View, 2021.",
        ] {
            assert!(likeness(reference, &delta).is_some(), "{reference}");
        }
        let page = work("River Institute", "Delta", 2021);
        assert!(likeness("River Institute, “Delta”, country page, 2021.", &page).is_some());
    }

    #[test]
    fn a_reference_is_not_like_another_work() {
        let delta = work(
            "Diallo, Awa",
            "Floods of the Inner Delta: A Long View",
            2020,
        );
        for reference in [
            "Diallo, A. (2020). Wells and their keepers. River Press.",
            "Awa Diallo, “A Year of Drought”, 2020.",
            "Paul Okoro, Delta Papers, no. 12, 2020, p. 44.",
            "Floods of the Inner Delta: A Long View, 1987.",
        ] {
            assert!(likeness(reference, &delta).is_none(), "{reference}");
        }
        let page = work("River Institute", "Delta", 2021);
        assert!(likeness("Paul Okoro, The Delta, 2021.", &page).is_none());
    }

    #[test]
    fn short_forms_give_the_name() {
        assert_eq!(
            short_form("Diallo, op. cit., p. 9.").as_deref(),
            Some("Diallo")
        );
        assert_eq!(
            short_form("See Diallo (note 3), p. 9.").as_deref(),
            Some("Diallo")
        );
        assert_eq!(short_form("Diallo, p. 9.").as_deref(), Some("Diallo"));
        assert_eq!(
            short_form("The mayor said so at noon, and left the hall with 12 others."),
            None
        );
        assert!(is_ibid("Ibid., p. 4."));
        assert!(is_ibid("Ibidem."));
        assert!(!is_ibid("Ibid Press, Floods, 2020."));
    }

    #[test]
    fn organisations_are_cited_by_part_or_initials() {
        let work = work("International River Group", "Delta", 2021);
        let by = |name: &str, year| is_by(&work, &[name.to_owned()], year);
        assert!(by("River Group", Some("2021")));
        assert!(by("IRG", Some("2021")));
        assert!(by("International River Group", None));
        assert!(!by("River Group", Some("2019")));
        assert!(!by("River Institute", Some("2021")));
        assert!(!by("Diallo", Some("2021")));
    }
}
