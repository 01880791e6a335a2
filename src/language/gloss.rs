//! A French text word by word in English, for a reader that knows no French: a model that was taught on English.
//!
//! The words keep their order and their inflection ("a été signé" is "has been signed"); what the list does not know stands
//! as it is written. It is read by a machine and never shown to anybody.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::Language;
use super::fold::fold;
use super::lexicon::is_common_word;
use super::token::{Token, TokenKind, Words, stem};

/// A line is a French form or expression, " = ", and what it is in English, the most usual first. "-" stands for
/// nothing. Forms that mean something else behind "ne" stand there with "ne … " in front.
static LIST: &str = include_str!("data/french-english.txt");

const DENIED: &str = "ne … ";
/// How many words may stand between "ne" and the word that completes it.
const REACH: usize = 8;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The list's lines: a form or expression, and its English meanings, the most usual first.
pub(super) fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .filter(|(french, _)| !french.starts_with(DENIED))
}

/// `text` word by word in English.
#[must_use]
pub fn gloss(text: &str) -> String {
    let mut glosser = Glosser {
        words: Words::new(text, Language::French),
        denied: 0,
        english: String::with_capacity(text.len()),
        end: 0,
        parted: true,
    };
    let mut at = 0;
    while at < glosser.words.tokens.len() {
        at += glosser.next(at);
    }
    glosser.english
}

/// Expressions by their first word, longest first: each with the words that follow and its meaning.
type Expressions = HashMap<String, Vec<(Vec<String>, &'static str)>>;

/// The list, by what its entries are looked up with.
#[derive(Default)]
struct Lexicon {
    /// Forms as they are written, in lower case.
    forms: HashMap<&'static str, &'static str>,
    /// For forms that are written without their accents, as capitals are.
    folded: HashMap<String, &'static str>,
    /// For forms that the list lacks: any other of their stem.
    stems: HashMap<String, &'static str>,
    /// What is more than a word.
    expressions: Expressions,
    /// Words and expressions that mean something else behind "ne".
    denied: Expressions,
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Self::default();
        for (french, english) in entries() {
            let usual = match english.split(", ").next().unwrap_or(english) {
                "-" => "",
                usual => usual,
            };
            lexicon.add(french, usual);
        }
        let denied = LIST.lines().filter_map(|line| line.strip_prefix(DENIED));
        for (french, english) in denied.filter_map(|line| line.split_once(" = ")) {
            add_expression(&mut lexicon.denied, french, english);
        }
        for expressions in [&mut lexicon.expressions, &mut lexicon.denied] {
            for found in expressions.values_mut() {
                found.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
        lexicon
    }

    fn add(&mut self, french: &'static str, english: &'static str) {
        if keys(french).len() == 1 {
            let folded = fold(french);
            let stem = stem(&folded, Language::French);
            self.forms.insert(french, english);
            self.folded.entry(folded).or_insert(english);
            self.stems.entry(stem).or_insert(english);
        } else {
            add_expression(&mut self.expressions, french, english);
        }
    }

    /// What a word is in English, as it is written and looked up by `key`. A form that the list lacks is what another one
    /// of its stem is, unless it is a name or a word that English has, too.
    fn word(&self, written: &str, key: &str, token: &Token) -> Option<&'static str> {
        let known = self.forms.get(key);
        let known = known.or_else(|| self.folded.get(key).filter(|_| key.is_ascii()));
        let is_other =
            |_: &&&str| !written.starts_with(char::is_uppercase) && !is_common_word(&token.folded);
        known
            .or_else(|| self.stems.get(&token.stem).filter(is_other))
            .copied()
    }
}

fn add_expression(expressions: &mut Expressions, french: &str, english: &'static str) {
    let mut words = keys(french).into_iter();
    if let Some(first) = words.next() {
        let found = expressions.entry(first).or_default();
        found.push((words.collect(), english));
    }
}

/// What the words of an entry are looked up by.
fn keys(french: &str) -> Vec<String> {
    // An elided word is told by the word that follows it.
    let is_elided = french.ends_with('\'');
    let text = match is_elided {
        true => format!("{french}a"),
        false => french.to_owned(),
    };
    let words = Words::new(&text, Language::French);
    let count = words.tokens.len() - usize::from(is_elided);
    (0..count).map(|at| key(&words, at)).collect()
}

/// What a word is looked up by: as written, in lower case, with a plain apostrophe.
fn key(words: &Words<'_>, at: usize) -> String {
    words.written(at).to_lowercase().replace('\u{2019}', "'")
}

/// A text on its way into English.
struct Glosser<'t> {
    words: Words<'t>,
    /// How many words further a "ne" is still to be completed.
    denied: usize,
    english: String,
    /// Where the last token ended that was put in.
    end: usize,
    /// Whether what comes next is to stand apart from what is there, whatever the French has.
    parted: bool,
}

impl Glosser<'_> {
    /// Puts in the token at `at`, and those that make an expression with it; tells how many.
    fn next(&mut self, at: usize) -> usize {
        let token = &self.words.tokens[at];
        let written = key(&self.words, at);
        match token.kind {
            TokenKind::Punctuation => self.put_mark(at),
            TokenKind::Number => {
                let number = in_english_figures(&written);
                self.put(at, 1, &number);
            }
            TokenKind::Word => return self.next_word(at, &written),
        }
        1
    }

    fn next_word(&mut self, at: usize, written: &str) -> usize {
        let completes = match self.denied {
            0 => None,
            _ => self.expression(&LEXICON.denied, at, written),
        };
        if completes.is_some() {
            self.denied = 0;
        }
        let expression = || self.expression(&LEXICON.expressions, at, written);
        if let Some((count, english)) = completes.or_else(expression) {
            self.put_meaning(at, count, english);
            return count;
        }
        self.denied = self.denied.saturating_sub(1);
        if matches!(written, "ne" | "n'") {
            self.denied = REACH;
            self.put_meaning(at, 1, "");
            return 1;
        }
        let token = &self.words.tokens[at];
        let meaning = match self.is_of_name(at) {
            true => None,
            false => LEXICON.word(self.words.written(at), written, token),
        };
        match meaning {
            Some(english) => self.put_meaning(at, 1, english),
            None => self.put(at, 1, self.words.written(at)),
        }
        1
    }

    /// The longest of the expressions that starts at `at`: how many tokens it has, and its meaning.
    fn expression(
        &self,
        expressions: &Expressions,
        at: usize,
        written: &str,
    ) -> Option<(usize, &'static str)> {
        let found = expressions.get(written)?;
        let rest = &self.words.tokens[at + 1..];
        let stands = |words: &Vec<String>| {
            words.len() <= rest.len()
                && words
                    .iter()
                    .zip(at + 1..)
                    .all(|(word, at)| *word == key(&self.words, at))
        };
        let (words, english) = found.iter().find(|(words, _)| stands(words))?;
        Some((words.len() + 1, english))
    }

    /// Whether the word stands, with a capital, beside another one with a capital that is no word of the list: "Pierre" in
    /// "Pierre Dupont" is no stone, nor "Haut" in "Haut-Vernoy" high.
    fn is_of_name(&self, at: usize) -> bool {
        let is_capital = |at: usize| self.words.written(at).starts_with(char::is_uppercase);
        let is_other = |beside: usize| {
            let token = &self.words.tokens[beside];
            let meaning =
                || LEXICON.word(self.words.written(beside), &key(&self.words, beside), token);
            token.kind == TokenKind::Word && is_capital(beside) && meaning().is_none()
        };
        let past_hyphen = |beside: usize, further: usize| match self.is_hyphen(beside) {
            true => further,
            false => beside,
        };
        let before = at
            .checked_sub(1)
            .map(|beside| past_hyphen(beside, at.saturating_sub(2)));
        let after = Some(past_hyphen(at + 1, at + 2)).filter(|at| *at < self.words.tokens.len());
        is_capital(at)
            && !self.words.tokens[at].is_stop
            && (before.is_some_and(is_other) || after.is_some_and(is_other))
    }

    fn is_hyphen(&self, at: usize) -> bool {
        let token = self.words.tokens.get(at);
        token.is_some_and(|token| token.folded == "-")
    }

    fn put_mark(&mut self, at: usize) {
        let mark = self.words.written(at);
        if matches!(mark, "." | ";" | ":" | "!" | "?") {
            self.denied = 0;
        }
        let span = self.words.tokens[at].span;
        let closes = matches!(mark, "." | "," | ";" | ":" | "!" | "?" | "%" | "»" | ")");
        if closes || (self.is_hyphen(at) && span.start == self.end) {
            self.parted = false;
            self.end = span.start;
        }
        self.put(at, 1, mark);
        self.parted |= matches!(mark, "," | ";" | ":" | "!" | "?");
    }

    /// Puts in a meaning, with a capital where the French has one.
    fn put_meaning(&mut self, at: usize, count: usize, english: &str) {
        let written = self.words.written(at);
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        let meaning = match written.starts_with(char::is_uppercase) {
            true if capitals > 1 && !written.contains(char::is_lowercase) => english.to_uppercase(),
            true => capitalised(english),
            false => english.to_owned(),
        };
        self.put(at, count, &meaning);
        self.parted = true;
    }

    fn put(&mut self, at: usize, count: usize, text: &str) {
        let span = self.words.span(at, at + count - 1);
        let parted = self.parted || span.start > self.end;
        self.end = span.end;
        if text.is_empty() {
            return;
        }
        let opens = self.english.is_empty() || self.english.ends_with(['(', '«', '[']);
        if parted && !opens {
            self.english.push(' ');
        }
        self.parted = false;
        self.english.push_str(text);
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A number with a point before its decimals and commas between its thousands.
fn in_english_figures(written: &str) -> String {
    let (whole, decimals) = match written.rsplit_once(',') {
        Some((whole, decimals)) if !whole.contains(',') => (whole, Some(decimals)),
        _ => (written, None),
    };
    let is_gap = |c: char| c.is_whitespace();
    let whole = match whole.contains(is_gap) {
        true => whole.replace(is_gap, ","),
        false => whole.to_owned(),
    };
    match decimals {
        Some(decimals) => format!("{whole}.{decimals}"),
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_glossed_in_their_order() {
        let table = [
            (
                "Le gouvernement n’a pas signé l’accord.",
                "The government has not signed the agreement.",
            ),
            (
                "La société n'emploie plus que 1 240 salariés, soit 27,5 % de moins.",
                "The company employs now only 1,240 employees, is 27.5% of less.",
            ),
            (
                "Pierre Dupont, du Haut-Vernoy, vit à Londres ou au Mali.",
                "Pierre Dupont, of the Haut-Vernoy, lives to London or to the Mali.",
            ),
            (
                "L’ONU a retiré ses troupes",
                "The UN has withdrawn his troops",
            ),
            (
                "Afin d’éviter une crise, elle ne dit rien.",
                "To avoid a crisis, she said nothing.",
            ),
        ];
        for (french, english) in table {
            assert_eq!(gloss(french), english);
        }
    }

    #[test]
    fn every_line_of_the_list_has_two_sides_and_none_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let (french, english) = line.split_once(" = ").expect(line);
            assert!(!french.is_empty() && !english.is_empty(), "{line}");
            assert!(english.is_ascii(), "{line}");
            assert_eq!(french.to_lowercase(), french);
            assert!(seen.insert(french), "{french} stands there twice");
        }
    }
}
