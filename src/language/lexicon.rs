//! What English words have to do with each other: synonyms, opposites, derivations.
//!
//! They come from WordNet 3.0 (see `data/wordnet-licence.txt`) and prefixes. Words are given folded;
//! any inflected form will do. The data are sorted text that is searched where it lies; only the
//! places of its lines are noted, once, and what was found of the words last asked for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use super::kindred::are_kindred;

static WORDNET: &str = include_str!("data/wordnet.txt");

/// Where each line of the data begins.
static LINES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let ends = memchr::memchr_iter(b'\n', WORDNET.as_bytes()).map(|at| at + 1);
    std::iter::once(0)
        .chain(ends)
        .filter(|&start| start < WORDNET.len())
        .filter_map(|start| u32::try_from(start).ok())
        .collect()
});

/// What one English word has to do with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Forms of one word.
    Same,
    /// They can mean the same.
    Synonym,
    /// Of one family: `expel`–`expulsion`.
    Derived,
    /// One is a kind of the other: `helicopter`–`aircraft`.
    Kind,
    /// Opposites.
    Antonym,
    /// Nothing that is known.
    None,
}

/// Parts of speech a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartsOfSpeech {
    /// It can be a noun.
    pub noun: bool,
    /// It can be a verb.
    pub verb: bool,
    /// It can be an adjective.
    pub adjective: bool,
    /// It can be an adverb.
    pub adverb: bool,
}

/// How two English words are related: the closest relation, opposition before kinship.
#[must_use]
pub fn relation(a: &str, b: &str) -> Relation {
    let (known_a, known_b) = (known(a), known(b));
    let (of_a, of_b) = (&known_a.entries, &known_b.entries);
    if a == b || of_a.iter().any(|x| of_b.iter().any(|y| x.word == y.word)) {
        Relation::Same
    } else if are_antonyms(&known_a, &known_b) {
        Relation::Antonym
    } else if any_pair(of_a, of_b, Entry::shares_sense)
        || any_pair(of_a, of_b, |x, y| are_kindred(x.word, y.word))
    {
        Relation::Synonym
    } else if any_pair(of_a, of_b, |x, y| {
        x.derived().any(|word| word == y.word) || y.derived().any(|word| word == x.word)
    }) {
        Relation::Derived
    } else if any_pair(of_a, of_b, |x, y| x.is_kind_of(y) || y.is_kind_of(x)) {
        Relation::Kind
    } else {
        Relation::None
    }
}

/// Whether two English words can mean the same.
#[must_use]
pub fn synonyms(a: &str, b: &str) -> bool {
    matches!(relation(a, b), Relation::Same | Relation::Synonym)
}

/// Whether two English words are of one family or one is a kind of the other:
/// `expel`–`expulsion`, `helicopter`–`aircraft`.
#[must_use]
pub fn related(a: &str, b: &str) -> bool {
    !matches!(relation(a, b), Relation::None | Relation::Antonym)
}

/// Whether two English words are known and have nothing to do with each other, though a stemmer
/// may cut them to one stem: `author`, `authority`.
#[must_use]
pub fn strangers(a: &str, b: &str) -> bool {
    let is_known = |word| !known(word).entries.is_empty();
    relation(a, b) == Relation::None && is_known(a) && is_known(b)
}

/// The base forms of an English word that the lexicon knows, the most likely first.
#[must_use]
pub fn lemmas(word: &str) -> Vec<&'static str> {
    known(word).entries.iter().map(|entry| entry.word).collect()
}

/// What parts of speech an English word can be; none of them where it is not known.
#[must_use]
pub fn parts_of_speech(word: &str) -> PartsOfSpeech {
    let mut parts = PartsOfSpeech::default();
    for entry in &known(word).entries {
        for sense in entry.senses() {
            match sense.as_bytes()[0] {
                b'n' => parts.noun = true,
                b'v' => parts.verb = true,
                b'a' => parts.adjective = true,
                _ => parts.adverb = true,
            }
        }
    }
    parts
}

/// The base form of an English word as a verb, if it can be one.
#[must_use]
pub fn verb_lemma(word: &str) -> Option<&'static str> {
    known(word)
        .entries
        .iter()
        .find(|entry| entry.is(b'v'))
        .map(|entry| entry.word)
}

/// The verb that an English noun names the doing of: `expulsion` → `expel`, `attack` → `attack`.
#[must_use]
pub fn verb_of_noun(noun: &str) -> Option<&'static str> {
    const DEEDS: &[&str] = &[
        "ion", "ions", "al", "als", "ment", "ments", "ure", "ures", "ance", "ence", "sal",
    ];
    let known = known(noun);
    let entry = known.entries.iter().find(|entry| entry.is(b'n'))?;
    if entry.is(b'v') {
        return Some(entry.word);
    }
    let names_deed = DEEDS.iter().any(|ending| noun.ends_with(ending));
    let stem = entry.word.get(..3)?;
    entry
        .derived()
        .filter(|_| names_deed)
        .find(|word| word.starts_with(stem) && Entry::find(word).is_some_and(|verb| verb.is(b'v')))
}

/// Whether the lexicon knows an English word, in any form, as something else than a name.
#[must_use]
pub fn is_common_word(word: &str) -> bool {
    !known(word).entries.is_empty()
}

/// A word's line in the data.
#[derive(Clone, Copy)]
struct Entry {
    word: &'static str,
    /// Senses, parents, antonyms, derivations, bases.
    fields: [&'static str; 5],
    /// The part of speech that the form at hand can only be: "signed" is no noun, whatever "sign"
    /// may be.
    only: Option<u8>,
}

impl Entry {
    fn find(word: &str) -> Option<Entry> {
        let key = |start: u32| {
            let line = &WORDNET[start as usize..];
            &line[..line.find(['\t', '\n']).unwrap_or(line.len())]
        };
        let at = LINES.binary_search_by(|&start| key(start).cmp(word)).ok()?;
        let line = &WORDNET[LINES[at] as usize..];
        Some(Entry::parse(line.lines().next().unwrap_or_default()))
    }

    fn parse(line: &'static str) -> Entry {
        let mut parts = line.split('\t');
        let word = parts.next().unwrap_or_default();
        let mut fields = [""; 5];
        for (at, part) in parts.enumerate() {
            if let Some(bases) = part.strip_prefix('=') {
                fields[4] = bases;
            } else if let Some(field) = fields.get_mut(at) {
                *field = part;
            }
        }
        Entry {
            word,
            fields,
            only: None,
        }
    }

    fn senses(self) -> impl Iterator<Item = &'static str> + Clone {
        self.of_form(self.fields[0])
    }

    fn parents(self) -> impl Iterator<Item = &'static str> + Clone {
        self.of_form(self.fields[1])
    }

    /// The senses of a field that the form at hand can have.
    fn of_form(self, senses: &'static str) -> impl Iterator<Item = &'static str> + Clone {
        let fits = move |sense: &&str| self.only.is_none_or(|part| sense.as_bytes()[0] == part);
        senses.split_ascii_whitespace().filter(fits)
    }

    fn antonyms(self) -> impl Iterator<Item = &'static str> {
        self.fields[2].split_ascii_whitespace()
    }

    fn derived(self) -> impl Iterator<Item = &'static str> {
        self.fields[3].split_ascii_whitespace()
    }

    fn bases(self) -> impl Iterator<Item = &'static str> {
        self.fields[4].split(',').filter(|base| !base.is_empty())
    }

    fn shares_sense(self, other: Entry) -> bool {
        let others = other.senses();
        self.senses()
            .any(|sense| others.clone().any(|o| o == sense))
    }

    fn is_kind_of(self, other: Entry) -> bool {
        let others = other.senses();
        self.parents()
            .any(|parent| others.clone().any(|o| o == parent))
    }

    fn is(self, part: u8) -> bool {
        self.senses().any(|sense| sense.as_bytes()[0] == part)
    }
}

fn any_pair(of_a: &[Entry], of_b: &[Entry], holds: impl Fn(Entry, Entry) -> bool) -> bool {
    of_a.iter().any(|&x| of_b.iter().any(|&y| holds(x, y)))
}

/// Endings of inflected forms and what the base form has in their place.
const ENDINGS: &[(&str, &str)] = &[
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ves", "f"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ier", "y"),
    ("est", ""),
    ("est", "e"),
    ("iest", "y"),
    ("men", "man"),
];

/// British spellings and the American ones that WordNet files many words under.
const SPELLINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("yse", "yze"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("lled", "led"),
    ("lling", "ling"),
];

/// What is known of a word, in whatever form.
struct Known {
    entries: Vec<Entry>,
}

/// How many words are remembered; a text has some thousands.
const REMEMBERED: usize = 20_000;

/// What is known of a word. The words of a text are asked for again and again, and most of the time
/// of a check went into finding them.
fn known(word: &str) -> Rc<Known> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Rc<Known>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|remembered| {
        if let Some(known) = remembered.get(word) {
            return Rc::clone(known);
        }
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let known = Rc::new(Known::of(word));
        remembered.insert(word.into(), Rc::clone(&known));
        known
    })
}

impl Known {
    fn of(word: &str) -> Self {
        Self {
            entries: entries(word),
        }
    }
}

/// The entries of a word's base forms.
fn entries(word: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::with_capacity(2);
    if word.len() < 2 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return found;
    }
    add_forms(word, &mut found);
    for (british, american) in SPELLINGS {
        if let Some(head) = word.strip_suffix(british) {
            add_forms(&format!("{head}{american}"), &mut found);
        }
    }
    found
}

fn add_forms(word: &str, found: &mut Vec<Entry>) {
    let mut add = |entry: Entry| {
        if !entry.fields[0].is_empty() && !found.iter().any(|known| known.word == entry.word) {
            found.push(entry);
        }
    };
    let itself = Entry::find(word);
    if let Some(entry) = itself {
        entry.bases().filter_map(Entry::find).for_each(&mut add);
        add(entry);
    }
    if itself.is_some_and(|entry| entry.fields[0].is_empty()) {
        return;
    }
    for (ending, base) in ENDINGS {
        let Some(head) = word.strip_suffix(ending).filter(|head| head.len() >= 2) else {
            continue;
        };
        let of_verb = matches!(*ending, "ed" | "ied" | "ing");
        let of_adjective = matches!(*ending, "er" | "ier" | "est" | "iest");
        let fits = |entry: &Entry| {
            if of_verb {
                entry.is(b'v')
            } else if of_adjective {
                entry.is(b'a')
            } else {
                entry.is(b'n') || entry.is(b'v')
            }
        };
        let only = of_verb.then_some(b'v');
        let in_form = |entry: Entry| Entry { only, ..entry };
        Entry::find(&format!("{head}{base}"))
            .filter(fits)
            .into_iter()
            .map(in_form)
            .for_each(&mut add);
        // stopped, banning, bigger
        let mut letters = head.bytes().rev();
        if base.is_empty() && ending.len() > 1 && letters.next() == letters.next() {
            Entry::find(&head[..head.len() - 1])
                .filter(fits)
                .into_iter()
                .map(in_form)
                .for_each(&mut add);
        }
    }
}

fn are_antonyms(a: &Known, b: &Known) -> bool {
    any_pair(&a.entries, &b.entries, |x, y| {
        x.antonyms().any(|word| word == y.word) || y.antonyms().any(|word| word == x.word)
    }) || any_pair(&a.entries, &b.entries, |x, y| {
        negates(x, y) || negates(y, x)
    })
}

/// Whether `x` is `y` with a prefix that makes it its opposite: `unlikely`, `illegal`.
fn negates(x: Entry, y: Entry) -> bool {
    const PREFIXES: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non"];
    // These only look so.
    const EQUAL: &[&str] = &[
        "invaluable",
        "inflammable",
        "infamous",
        "different",
        "intense",
    ];
    x.is(b'a')
        && y.is(b'a')
        && !EQUAL.contains(&x.word)
        && PREFIXES
            .iter()
            .any(|prefix| x.word.strip_prefix(prefix) == Some(y.word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_sorted() {
        let mut last = "";
        for line in WORDNET.lines() {
            let word = line.split('\t').next().unwrap();
            assert!(last < word, "{last} {word}");
            last = word;
        }
    }

    #[test]
    fn inflected_forms_lead_to_their_base() {
        for (form, base) in [
            ("expelled", "expel"),
            ("went", "go"),
            ("countries", "country"),
            ("banned", "ban"),
            ("withdrew", "withdraw"),
            ("left", "leave"),
            ("organisations", "organisation"),
            ("larger", "large"),
        ] {
            assert!(lemmas(form).contains(&base), "{form}: {:?}", lemmas(form));
        }
        assert!(lemmas("zzyzx").is_empty());
    }

    #[test]
    fn one_stem_makes_no_relatives() {
        assert!(strangers("authors", "authorities"));
        assert!(!strangers("expelled", "expulsion"));
        assert!(!strangers("zzyzx", "authorities"), "nothing is known of it");
    }

    #[test]
    fn a_participle_is_no_noun() {
        assert!(related("sign", "region"), "of the zodiac");
        assert!(!related("signed", "region"));
        assert!(related("signed", "signature"));
    }

    #[test]
    fn synonyms_are_known_in_any_form() {
        for (a, b) in [
            ("purchased", "buy"),
            ("assist", "helping"),
            ("big", "large"),
            ("wrested", "captured"),
        ] {
            assert!(synonyms(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("buy", "sell"),
            ("soldier", "banana"),
            ("minister", "helicopter"),
        ] {
            assert!(!synonyms(a, b), "{a} {b}");
        }
    }

    #[test]
    fn families_and_kinds_are_related() {
        assert_eq!(relation("expelled", "expulsion"), Relation::Derived);
        assert_eq!(relation("withdrew", "withdrawal"), Relation::Derived);
        assert_eq!(relation("helicopters", "aircraft"), Relation::Kind);
        assert_eq!(relation("expulsion", "banana"), Relation::None);
    }

    #[test]
    fn deeds_lead_to_their_verbs() {
        assert_eq!(verb_of_noun("expulsion"), Some("expel"));
        assert_eq!(verb_of_noun("withdrawal"), Some("withdraw"));
        assert_eq!(verb_of_noun("attacks"), Some("attack"));
        assert_eq!(verb_of_noun("helicopter"), None);
        assert_eq!(verb_lemma("left"), Some("leave"));
        assert_eq!(verb_lemma("village"), None);
    }

    #[test]
    fn parts_of_speech_are_those_of_all_base_forms() {
        assert!(parts_of_speech("expelled").verb);
        assert!(!parts_of_speech("expelled").noun);
        assert!(parts_of_speech("government").noun);
        assert_eq!(parts_of_speech("qwx"), PartsOfSpeech::default());
    }
}
