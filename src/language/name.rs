//! Proper names of people, places and organisations, and identifiers such as "resolution 2100".
//!
//! Told by capitals, titles and the words around them; no list of names but that of the countries.

use std::collections::HashSet;

use super::Language;
use super::country::{self, CountryWord};
use super::lexicon::{is_common_word, parts_of_speech};
use super::name_words::{
    BODIES, CALENDAR, FUNCTION_WORDS, LINKS, NUMBERED, PARTICLES, PLACE_NOUNS, TITLES,
};
use super::token::{Token, TokenKind, Words};
use crate::span::Span;

pub use super::same_name::{Match, same_name};

/// The best guess at what a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A country, town, region, river.
    Place,
    /// An adjective or noun of nationality: `Malian`, `the French`.
    Demonym,
    /// A body of people: a government, an army, a company, a group.
    Organisation,
    /// A number or code that names: `resolution 2100`, `Article 5`, `RC-135`.
    Identifier,
    /// Not known.
    Other,
}

/// A proper name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without article, title or possessive.
    pub span: Span,
    /// Its folded words with single spaces, without hyphens, dots and possessive.
    pub canonical: String,
    /// What it is the name of, as far as the words tell.
    pub kind: NameKind,
    /// Where the title before it stands: `Imam`, `Col.`, `President`.
    pub title: Option<Span>,
}

/// Names that are read in one sentence: the first so many. No sentence that anyone writes has more.
pub const MOST_NAMES: usize = 200;

/// Words and signs of one name: what goes on behind them is another.
const LONGEST_NAME: usize = 40;

/// The proper names of a text, in order, never overlapping, [`MOST_NAMES`] at most.
#[must_use]
pub fn names(words: &Words<'_>) -> Vec<Name> {
    let reader = Reader::new(words);
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() && names.len() < MOST_NAMES {
        if let Some(last) = reader.numbered(at) {
            names.push(reader.identifier(at, last));
            at = last + 1;
        } else if reader.opens(at) {
            let last = reader.extend(at);
            reader.name(at, last, &mut names);
            at = last + 1;
        } else {
            names.extend(reader.lower_case_demonym(at));
            at += 1;
        }
    }
    names
}

struct Reader<'w, 't> {
    words: &'w Words<'t>,
    /// Whether a capital says nothing: most words of the text have one.
    is_heading: bool,
    /// Whether the text is in capitals throughout.
    is_shouted: bool,
    /// Whether the text has no capitals at all, so that only the words themselves tell a name.
    is_uncased: bool,
    /// Words that have a capital in the middle of a sentence.
    capitalised_inside: HashSet<&'w str>,
}

/// Words that a text has at least before the lack of capitals tells how it is written.
const UNCASED: usize = 5;

/// Whether an English text is written without capitals, as transcripts and cut-up text are.
fn is_uncased(words: &Words<'_>) -> bool {
    let letters = words.tokens.iter();
    let letters = letters
        .filter(|token| token.kind == TokenKind::Word)
        .count();
    words.language == Language::English
        && letters >= UNCASED
        && !words.text.chars().any(char::is_uppercase)
}

/// Whether a word without a capital can only be a name: no dictionary has it, or it is a country's. Of
/// capitals too many are words: "male", "nice".
fn is_no_word(token: &Token) -> bool {
    let folded = token.folded.as_str();
    let spelt = folded.chars().count() > 2 && folded.chars().all(char::is_alphabetic);
    let of_country = country::find(folded).is_some_and(|found| found.word != CountryWord::Capital);
    let unknown = !is_common_word(folded) && !FUNCTION_WORDS.contains(folded);
    of_country || (spelt && !token.is_stop && unknown)
}

impl<'w, 't> Reader<'w, 't> {
    fn new(words: &'w Words<'t>) -> Self {
        let mut reader = Self {
            words,
            is_heading: false,
            is_shouted: false,
            is_uncased: is_uncased(words),
            capitalised_inside: HashSet::new(),
        };
        let content: Vec<usize> = (0..words.tokens.len())
            .filter(|&at| words.tokens[at].kind == TokenKind::Word && !words.tokens[at].is_stop)
            .collect();
        let capitals = content.iter().filter(|&&at| reader.is_capital(at)).count();
        let ends = words.text.trim_end().ends_with(['.', '!', '?', ';', '…']);
        reader.is_heading =
            !reader.is_uncased && content.len() >= 4 && !ends && capitals * 10 >= content.len() * 8;
        reader.is_shouted =
            content.len() >= 2 && content.iter().all(|&at| is_all_capitals(words.written(at)));
        if !reader.is_heading {
            reader.capitalised_inside = content
                .iter()
                .filter(|&&at| reader.is_capital(at) && !reader.is_initial(at))
                .map(|&at| words.tokens[at].folded.as_str())
                .collect();
        }
        reader
    }

    fn folded(&self, at: usize) -> &'w str {
        self.words
            .tokens
            .get(at)
            .map_or("", |token| token.folded.as_str())
    }

    /// Whether token `at` begins with a capital and can be part of a name.
    fn is_capital(&self, at: usize) -> bool {
        self.words.tokens.get(at).is_some_and(|token| {
            let capital = self.words.written(at).starts_with(char::is_uppercase);
            token.kind == TokenKind::Word
                && (capital || (self.is_uncased && (is_no_word(token) || self.is_of_country(at))))
                && !CALENDAR.contains(token.folded.as_str())
        })
    }

    /// Whether token `at` is one of two words that are a country together: "north korea".
    fn is_of_country(&self, at: usize) -> bool {
        let pair = |first: usize| {
            let both = format!("{} {}", self.folded(first), self.folded(first + 1));
            country::find(&both).is_some()
        };
        pair(at) || at.checked_sub(1).is_some_and(pair)
    }

    /// Whether only space, without a line's end, parts token `at` from the one before it.
    fn is_spaced(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.is_empty() && !gap.contains('\n') && gap.chars().all(char::is_whitespace)
    }

    fn gap(&self, at: usize) -> &'t str {
        let tokens = &self.words.tokens;
        &self.words.text[tokens[at - 1].span.end..tokens[at].span.start]
    }

    /// Whether token `at` begins a sentence, where every word has a capital.
    fn is_initial(&self, at: usize) -> bool {
        let mut before = at;
        while before > 0 {
            before -= 1;
            match self.folded(before) {
                "\"" | "'" | "(" | "[" | "*" | "-" | "#" | "_" => {}
                "." | "!" | "?" | ":" | "…" | "•" | ";" => return true,
                _ => return false,
            }
        }
        true
    }

    fn opens(&self, at: usize) -> bool {
        if !self.is_capital(at) || self.words.tokens[at].is_stop {
            return false;
        }
        if self.is_shouted || self.is_heading {
            return self.is_known(at) || !is_common_word(self.folded(at));
        }
        if self.folded(at).chars().count() < 2 && self.folded(at + 1) != "." {
            return false;
        }
        !self.is_initial(at) || self.is_name_at_start(at)
    }

    /// Whether the word is a name whatever its place.
    fn is_known(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let written = self.words.written(at);
        country::find(folded).is_some()
            || (!self.is_shouted && is_all_capitals(written))
            || written.chars().skip(1).any(char::is_uppercase) && !self.is_shouted
            || written.contains(|c: char| c.is_ascii_digit())
    }

    fn is_name_at_start(&self, at: usize) -> bool {
        let folded = self.folded(at);
        if self.is_known(at) || self.capitalised_inside.contains(folded) {
            return true;
        }
        let titled = TITLES.contains(folded);
        let next = if titled && self.folded(at + 1) == "." {
            at + 2
        } else {
            at + 1
        };
        let goes_on = next < self.words.tokens.len()
            && self.is_capital(next)
            && (self.is_spaced(next) || titled)
            || self.hyphenated(at).is_some();
        if goes_on {
            let parts = parts_of_speech(folded);
            let participle = parts.verb && (folded.ends_with("ing") || folded.ends_with("ed"));
            let only_adverb = parts.adverb && !parts.noun && !parts.adjective;
            let before_country =
                is_common_word(folded) && country::find(self.folded(next)).is_some();
            return !participle && !only_adverb && (titled || !before_country);
        }
        match self.words.language {
            Language::French => matches!(
                self.folded(at + 1),
                "a" | "ont" | "est" | "sont" | "avait" | "avaient" | "etait" | "etaient" | "reste"
            ),
            _ => !is_common_word(folded) && folded.len() > 2,
        }
    }

    /// The token behind a hyphen, if `at` and it are parts of one capitalised compound.
    fn hyphenated(&self, at: usize) -> Option<usize> {
        let tokens = &self.words.tokens;
        let joined = at + 2 < tokens.len()
            && matches!(self.words.written(at + 1), "-" | "\u{2010}" | "\u{2011}")
            && self.gap(at + 1).is_empty()
            && self.gap(at + 2).is_empty()
            && self.is_capital(at + 2);
        joined.then_some(at + 2)
    }

    /// The last token of the name that opens at `first`.
    fn extend(&self, first: usize) -> usize {
        let mut last = first;
        while last < first + LONGEST_NAME
            && let Some(next) = self.next_part(first, last)
        {
            last = next;
        }
        last
    }

    fn next_part(&self, first: usize, last: usize) -> Option<usize> {
        let next = last + 1;
        if next >= self.words.tokens.len() {
            return None;
        }
        if let Some(part) = self.hyphenated(last) {
            return Some(part);
        }
        let abbreviated = self.folded(last).chars().count() == 1
            || (TITLES.contains(self.folded(last)) && self.folded(last).len() <= 4);
        if abbreviated && self.folded(next) == "." {
            let behind = next + 1;
            return (behind < self.words.tokens.len()
                && self.is_capital(behind)
                && self.gap(next).is_empty())
            .then_some(behind);
        }
        if !self.is_spaced(next) {
            return None;
        }
        if self.is_capital(next) {
            if self.numbered(next).is_some() {
                return None;
            }
            let breaks =
                self.is_heading && !self.is_known(next) && is_common_word(self.folded(next));
            return (!breaks).then_some(next);
        }
        if self.folded(next) == "&" && self.is_capital(next + 1) {
            return Some(next + 1);
        }
        self.linked(first, last).or_else(|| self.french_tail(last))
    }

    /// The capitalised word behind link words or particles, if they join it to the name.
    fn linked(&self, first: usize, last: usize) -> Option<usize> {
        let mut end = last + 1;
        while end < self.words.tokens.len()
            && end <= last + 3
            && !self.is_capital(end)
            && (LINKS.contains(self.folded(end)) || PARTICLES.contains(self.folded(end)))
            && (self.is_spaced(end) || self.folded(end - 1).len() <= 2)
        {
            end += 1;
        }
        let target = end;
        if target == last + 1 || !self.is_capital(target) || self.words.tokens[target].is_stop {
            return None;
        }
        let links: Vec<&str> = (last + 1..target).map(|at| self.folded(at)).collect();
        let english_link = |link: &str| {
            matches!(
                link,
                "of" | "for" | "and" | "in" | "to" | "on" | "the" | "a"
            )
        };
        let french = self.words.language == Language::French;
        let personal = links.iter().all(|link| {
            PARTICLES.contains(link) && !english_link(link) && (!french || !LINKS.contains(link))
        });
        let is_country = country::find(self.folded(last)).is_some();
        if personal {
            return (!is_country).then_some(target);
        }
        let has_body = (first..=last).any(|at| BODIES.contains(self.folded(at)));
        let common = is_common_word(self.folded(last)) && !TITLES.contains(self.folded(last));
        let joins = match links[0] {
            "and" | "et" => {
                let linked_before = (first..last).any(|at| LINKS.contains(self.folded(at)));
                has_body
                    && linked_before
                    && !is_country
                    && country::find(self.folded(target)).is_none()
                    && !BODIES.contains(self.folded(target + 1))
            }
            "in" | "en" | "au" | "aux" | "on" | "sur" | "a" | "to" => {
                BODIES.contains(self.folded(last))
            }
            _ => {
                let target_is_country = country::find(self.folded(target)).is_some();
                has_body || (common && !is_country && !target_is_country && !french)
            }
        };
        joins.then_some(target)
    }

    /// French bodies go on in lower case: "Conseil de sécurité", "Union africaine".
    fn french_tail(&self, last: usize) -> Option<usize> {
        if self.words.language != Language::French || !BODIES.contains(self.folded(last)) {
            return None;
        }
        let next = last + 1;
        let is_adjective = |at: usize| {
            const ENDINGS: &[&str] = &[
                "al",
                "ale",
                "ales",
                "ique",
                "iques",
                "aire",
                "aires",
                "unies",
                "europeenne",
                "aine",
                "ain",
                "ains",
                "aines",
                "elle",
                "ive",
                "ienne",
                "populaire",
                "mixte",
            ];
            let folded = self.folded(at);
            folded.len() > 3
                && (ENDINGS.iter().any(|ending| folded.ends_with(ending))
                    || country::find(folded).is_some())
        };
        if is_adjective(next) {
            return Some(next);
        }
        let behind = next + 1;
        let noun = matches!(self.folded(next), "de" | "des" | "aux")
            && self.words.tokens.get(behind).is_some_and(|token| {
                token.kind == TokenKind::Word && !token.is_stop && token.folded.len() > 4
            });
        noun.then_some(behind)
    }

    /// The last token of "resolution 2100", "Article 5", "Chapter VII", if it opens at `at`.
    fn numbered(&self, at: usize) -> Option<usize> {
        if !NUMBERED.contains(self.folded(at)) {
            return None;
        }
        let mut number = at + 1;
        while matches!(
            self.folded(number),
            "." | "no" | "number" | "n" | "°" | "º" | "nº" | "#"
        ) {
            number += 1;
        }
        let token = self.words.tokens.get(number)?;
        let written = token.span.of(self.words.text);
        let roman = written
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
        let digits =
            token.kind == TokenKind::Number && written.starts_with(|c: char| c.is_ascii_digit());
        (digits || roman).then_some(number)
    }

    fn identifier(&self, first: usize, last: usize) -> Name {
        Name {
            span: self.words.span(first, last),
            canonical: format!("{} {}", self.folded(first), self.folded(last)),
            kind: NameKind::Identifier,
            title: None,
        }
    }

    /// "l'armée malienne": in French an adjective of nationality has no capital.
    fn lower_case_demonym(&self, at: usize) -> Option<Name> {
        let token = &self.words.tokens[at];
        let is_demonym = self.words.language == Language::French
            && token.kind == TokenKind::Word
            && country::find(&token.folded).is_some_and(|c| c.word == CountryWord::Demonym);
        is_demonym.then(|| Name {
            span: token.span,
            canonical: token.folded.clone(),
            kind: NameKind::Demonym,
            title: None,
        })
    }

    /// Adds what the run of tokens names: perhaps a nationality, a title and a person.
    fn name(&self, mut first: usize, last: usize, names: &mut Vec<Name>) {
        if first == last && self.is_generic(first) {
            return;
        }
        let person = self.person_behind_titles(first, last);
        let only_titles =
            (first..=last).all(|at| self.is_title_part(at) || self.is_leading_body(at, first));
        if (person.is_some() || only_titles) && last > first && self.is_leading_body(first, first) {
            names.push(self.plain(first, first, None));
            first += 1;
        }
        if let Some(start) = person {
            let title = (start > first).then(|| self.words.span(first, start - 1));
            let mut found = self.plain(start, last, title);
            found.kind = NameKind::Person;
            names.push(found);
        } else if !only_titles || (first == last && !self.is_title_part(first)) {
            names.push(self.plain(first, last, None));
        }
    }

    /// "the Mission", "the Government": a word that only points at a name.
    fn is_generic(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let adjective = matches!(
            folded,
            "western"
                | "eastern"
                | "northern"
                | "southern"
                | "central"
                | "constitution"
                | "islamist"
                | "jihadist"
                | "islamic"
                | "muslim"
                | "christian"
        );
        (adjective || BODIES.contains(folded) || PLACE_NOUNS.contains(folded))
            && !is_all_capitals(self.words.written(at))
    }

    fn is_title_part(&self, at: usize) -> bool {
        let folded = self.folded(at);
        TITLES.contains(folded)
            || matches!(
                folded,
                "-" | "."
                    | "prime"
                    | "foreign"
                    | "defence"
                    | "defense"
                    | "vice"
                    | "deputy"
                    | "special"
                    | "permanent"
                    | "interim"
                    | "former"
                    | "affairs"
                    | "interior"
                    | "finance"
                    | "justice"
                    | "security"
                    | "army"
                    | "junta"
                    | "transitional"
            )
    }

    /// A nationality, country or abbreviation before a title: "Malian President", "UN envoy".
    fn is_leading_body(&self, at: usize, first: usize) -> bool {
        at == first
            && (country::find(self.folded(at)).is_some()
                || is_all_capitals(self.words.written(at)) && self.folded(at).len() > 1)
    }

    /// Where the person's own name begins behind titles, if the run has both.
    fn person_behind_titles(&self, first: usize, last: usize) -> Option<usize> {
        let from = first + usize::from(self.is_leading_body(first, first));
        let mut start = from;
        let mut titled = false;
        while start <= last && self.is_title_part(start) {
            titled |= TITLES.contains(self.folded(start));
            start += 1;
        }
        let is_body = (start..=last).any(|at| BODIES.contains(self.folded(at)));
        let links = (start..=last).any(|at| matches!(self.folded(at), "of" | "for" | "and"));
        (titled && start <= last && !is_body && !links && self.is_capital(start)).then_some(start)
    }

    fn plain(&self, first: usize, last: usize, title: Option<Span>) -> Name {
        let first = self.with_article(first);
        let canonical = self.canonical(first, last);
        let title = title.or_else(|| self.lower_case_title(first, &canonical));
        Name {
            span: self.words.span(first, last),
            kind: self.kind(first, last, &canonical, title.is_some()),
            canonical,
            title,
        }
    }

    /// The start of "al-Qaeda", where the article has no capital.
    fn with_article(&self, first: usize) -> usize {
        let has_article = first >= 2
            && self.folded(first - 1) == "-"
            && matches!(
                self.folded(first - 2),
                "al" | "el" | "an" | "ar" | "as" | "ash" | "at"
            )
            && self.gap(first).is_empty()
            && self.gap(first - 1).is_empty();
        if has_article { first - 2 } else { first }
    }

    fn canonical(&self, first: usize, last: usize) -> String {
        let parts: Vec<&str> = (first..=last)
            .map(|at| self.folded(at))
            .filter(|part| !matches!(*part, "-" | "." | "&" | "'"))
            .collect();
        let article = usize::from(parts.len() > 1 && matches!(parts[0], "al" | "el"));
        parts[article..].join(" ")
    }

    /// "president Keïta", "junta leader Goïta": a title in lower case right before the name.
    fn lower_case_title(&self, first: usize, canonical: &str) -> Option<Span> {
        let titled = first > 0
            && self.is_spaced(first)
            && !self.is_capital(first - 1)
            && TITLES.contains(self.folded(first - 1))
            && self.folded(first - 1).len() > 2
            && country::find(canonical).is_none()
            && !is_all_capitals(self.words.written(first));
        titled.then(|| self.words.tokens[first - 1].span)
    }

    fn kind(&self, first: usize, last: usize, canonical: &str, titled: bool) -> NameKind {
        if let Some(found) = country::find(canonical) {
            return match found.word {
                CountryWord::Demonym => NameKind::Demonym,
                CountryWord::Name | CountryWord::Capital => NameKind::Place,
            };
        }
        let written = self.words.span(first, last).of(self.words.text);
        let single = first == last;
        let is_body = (first..=last).any(|at| BODIES.contains(self.folded(at)));
        let before = first.checked_sub(1).map_or("", |at| self.folded(at));
        let beside_place = PLACE_NOUNS.contains(self.folded(last + 1))
            || PLACE_NOUNS.contains(self.folded(last))
            || (before == "of" && first >= 2 && PLACE_NOUNS.contains(self.folded(first - 2)));
        if is_body {
            NameKind::Organisation
        } else if single && written.contains(|c: char| c.is_ascii_digit()) {
            NameKind::Identifier
        } else if titled {
            NameKind::Person
        } else if beside_place {
            NameKind::Place
        } else if single && is_all_capitals(written) && !self.is_shouted {
            NameKind::Organisation
        } else if matches!(
            before,
            "in" | "at" | "near" | "towards" | "dans" | "vers" | "pres"
        ) || (before == "a" && self.words.language == Language::French)
        {
            NameKind::Place
        } else if !single && self.is_personal(first, last) {
            NameKind::Person
        } else {
            NameKind::Other
        }
    }

    /// Two to four words, none of which is an everyday word.
    fn is_personal(&self, first: usize, last: usize) -> bool {
        let own: Vec<usize> = (first..=last).filter(|&at| self.is_capital(at)).collect();
        (2..=4).contains(&own.len())
            && own.iter().all(|&at| {
                let folded = self.folded(at);
                !is_common_word(folded)
                    && !folded.contains(|c: char| c.is_ascii_digit())
                    && country::find(folded).is_none()
                    && !is_all_capitals(self.words.written(at))
            })
    }
}

/// At least two letters, all of them capitals.
fn is_all_capitals(written: &str) -> bool {
    let mut letters = 0;
    for c in written.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(String, NameKind)> {
        names(&Words::new(text, language))
            .into_iter()
            .map(|name| (name.span.of(text).to_owned(), name.kind))
            .collect()
    }

    fn spans(text: &str) -> Vec<String> {
        found(text, Language::English)
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn titles_stand_beside_the_name() {
        let text = "Interim President Awa Traoré met Col. Issa Ba and imam Oumar Sy.";
        let words = Words::new(text, Language::English);
        let people: Vec<(&str, Option<&str>, NameKind)> = names(&words)
            .iter()
            .map(|name| {
                (
                    name.span.of(text),
                    name.title.map(|title| title.of(text)),
                    name.kind,
                )
            })
            .collect();
        assert_eq!(
            people,
            [
                ("Awa Traoré", Some("Interim President"), NameKind::Person),
                ("Issa Ba", Some("Col."), NameKind::Person),
                ("Oumar Sy", Some("imam"), NameKind::Person),
            ]
        );
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_makes_no_name() {
        assert_eq!(
            spans("Fighting went on. Villagers fled."),
            Vec::<String>::new()
        );
        assert_eq!(spans("Meanwhile Chad waited."), ["Chad"]);
        assert_eq!(
            spans("They asked the Mission and the Government."),
            Vec::<String>::new()
        );
        assert_eq!(spans("Goumbou fell on Monday in May."), ["Goumbou"]);
    }

    #[test]
    fn bodies_keep_their_links_and_lists_come_apart() {
        assert_eq!(
            spans("It joined the Front for the Defence of Farmers and Herders in Ouallam."),
            ["Front for the Defence of Farmers and Herders", "Ouallam"]
        );
        assert_eq!(
            spans("Troops left Niger and Chad for Ghana."),
            ["Niger", "Chad", "Ghana"]
        );
    }

    #[test]
    fn nationalities_offices_and_identifiers() {
        assert_eq!(
            found(
                "The Danish minister cited resolution 1234 and Chapter VII.",
                Language::English
            ),
            [
                ("Danish".to_owned(), NameKind::Demonym),
                ("resolution 1234".to_owned(), NameKind::Identifier),
                ("Chapter VII".to_owned(), NameKind::Identifier),
            ]
        );
        assert_eq!(spans("The Malian President spoke."), ["Malian"]);
        assert_eq!(
            spans("She flew an RC-135 over al-Bara."),
            ["RC-135", "al-Bara"]
        );
    }

    #[test]
    fn french_names() {
        assert_eq!(
            found(
                "Le Conseil de sécurité et l’armée tchadienne sont à Ouallam.",
                Language::French
            ),
            [
                ("Conseil de sécurité".to_owned(), NameKind::Organisation),
                ("tchadienne".to_owned(), NameKind::Demonym),
                ("Ouallam".to_owned(), NameKind::Place),
            ]
        );
    }

    #[test]
    fn headings_name_only_what_is_known() {
        assert_eq!(spans("Rising Violence Surges Across Mali"), ["Mali"]);
        assert_eq!(spans("TROOPS LEAVE MALI"), ["MALI"]);
    }

    #[test]
    fn text_without_capitals_names_what_is_no_word() {
        let text = "the governor of tessalit met oumar keita in north korea on friday .";
        assert_eq!(spans(text), ["tessalit", "oumar keita", "north korea"]);
        let cased = "The governor met oumar keita there on Friday.";
        assert!(spans(cased).is_empty());
    }
}
