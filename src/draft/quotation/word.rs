//! The words by which a quotation and a source are compared: one function for both sides.
//!
//! What fair editing may change is no part of a word: case, quotation marks, dashes, spaces,
//! ligatures, soft hyphens, grouping of digits. What it may not change stays.

use unicode_normalization::UnicodeNormalization as _;

use super::spelling;
use crate::span::Span;

/// A word with the form it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The form it is compared by.
    pub(super) key: String,
    /// The same without accents.
    pub(super) bare: String,
    /// Whether it is written with a capital.
    is_capital: bool,
    /// Where it stands in the text.
    pub(super) span: Span,
    /// Whether a hyphen stands directly behind it.
    pub(super) hyphen_after: bool,
}

impl Word {
    /// The same word at another place.
    pub(super) fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// Whether both are the same word.
    ///
    /// Accents may be missing in names, and where one side is written without any.
    pub(super) fn is(&self, other: &Word) -> bool {
        self.key == other.key
            || (self.bare == other.bare
                && (self.is_capital && other.is_capital
                    || (self.bare.len() > 5 && is_unaccented_but_last(&self.key, &other.key))))
    }

    /// A word that says little about what a text is about.
    pub(super) fn is_common(&self) -> bool {
        self.key.chars().count() <= 3 && !self.key.starts_with(|c: char| c.is_ascii_digit())
            || COMMON.binary_search(&self.key.as_str()).is_ok()
    }
}

/// Whether the last letters agree, accents included: a lost accent inside a word is a variant,
/// one at its end is another tense.
fn is_unaccented_but_last(a: &str, b: &str) -> bool {
    let tail = |key: &str| key.chars().rev().take(2).collect::<Vec<_>>();
    tail(a) == tail(b) && (a.is_ascii() || b.is_ascii())
}

/// Common words of more than three letters, in order.
const COMMON: &[&str] = &[
    "about", "after", "against", "also", "among", "avec", "been", "before", "being", "between",
    "both", "cette", "comme", "could", "dans", "does", "during", "each", "elle", "elles", "even",
    "every", "from", "have", "having", "here", "into", "itself", "just", "leur", "leurs", "like",
    "mais", "many", "more", "most", "much", "must", "nous", "only", "other", "over", "pour",
    "same", "should", "some", "sont", "such", "than", "that", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "under", "until", "very", "vous", "were", "what",
    "when", "where", "which", "while", "will", "with", "within", "would", "your",
];

const TENS: &[&str] = &[
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
];

const UNITS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "un", "une", "deux",
    "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "vingt", "vingts",
];

/// The words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut scanner = Scanner {
        text,
        chars: text.char_indices().collect(),
        at: 0,
    };
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    while scanner.at < scanner.chars.len() {
        if let Some(word) = scanner.next_word() {
            match words.last_mut() {
                Some(tens)
                    if tens.hyphen_after
                        && TENS.contains(&tens.key.as_str())
                        && UNITS.contains(&word.key.as_str()) =>
                {
                    tens.key = format!("{}-{}", tens.key, word.key);
                    tens.bare.clone_from(&tens.key);
                    tens.span = tens.span.cover(word.span);
                    tens.hyphen_after = word.hyphen_after;
                }
                _ => words.push(word),
            }
        }
    }
    words
}

struct Scanner<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
}

impl Scanner<'_> {
    fn char(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, c)| c)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars
            .get(at)
            .map_or(self.text.len(), |&(offset, _)| offset)
    }

    /// The word at the current place; moves on one character where there is none.
    fn next_word(&mut self) -> Option<Word> {
        let first = self.char(0)?;
        let start = self.at;
        if matches!(first, '%' | '€' | '$' | '£' | '¥' | '&') || is_cjk(first) {
            self.at += 1;
        } else if first.is_ascii_digit() {
            self.number();
        } else if first.is_alphanumeric() {
            self.letters();
        } else {
            self.at += 1;
            return None;
        }
        Some(self.word(start))
    }

    fn number(&mut self) {
        while let Some(c) = self.char(0) {
            let digits_after = (1..)
                .take_while(|&ahead| self.char(ahead).is_some_and(|c| c.is_ascii_digit()))
                .count();
            let joins = match c {
                _ if c.is_alphanumeric() => true,
                ',' | '\u{A0}' | '\u{202F}' | '\u{2009}' | ' ' | '\'' | '’' => digits_after == 3,
                '.' | ':' => digits_after > 0,
                _ => false,
            };
            if !joins {
                break;
            }
            self.at += 1;
        }
    }

    fn letters(&mut self) {
        let start = self.at;
        while let Some(c) = self.char(0) {
            let next = self.char(1);
            let goes_on = match c {
                _ if is_cjk(c) => false,
                _ if c.is_alphanumeric() || is_joiner(c) => true,
                '\'' | '’' | '\u{02BC}' => next.is_some_and(char::is_alphanumeric),
                '.' => self.is_dotted(start),
                _ => false,
            };
            if !goes_on {
                break;
            }
            self.at += 1;
            if matches!(c, '\'' | '’' | '\u{02BC}')
                && self.at - start <= 3
                && self.is_elision(start)
            {
                break;
            }
        }
    }

    /// Whether a full stop belongs to `U.S.`: single letters before it and behind it.
    fn is_dotted(&self, start: usize) -> bool {
        let single = (self.at - start) % 2 == 1
            && (start..self.at).all(|at| ((at - start) % 2 == 1) == (self.chars[at].1 == '.'));
        let next = self.char(1);
        let after = self.char(2);
        single
            && (next.is_some_and(char::is_alphabetic) && after.is_none_or(|c| !c.is_alphanumeric())
                || self.at - start >= 3)
    }

    /// French `l'`, `d'`, `qu'`: a word of its own.
    fn is_elision(&self, start: usize) -> bool {
        let written: String = self.chars[start..self.at - 1]
            .iter()
            .flat_map(|(_, c)| c.to_lowercase())
            .collect();
        matches!(
            written.as_str(),
            "l" | "d" | "n" | "s" | "c" | "j" | "m" | "t" | "qu"
        )
    }

    fn word(&self, start: usize) -> Word {
        let span = Span::new(self.offset(start), self.offset(self.at));
        let written = span.of(self.text);
        let folded = folded(written);
        let key = spelling::key(&folded);
        let bare = key.nfd().filter(|c| !is_mark(*c)).collect();
        let hyphen_after = matches!(self.char(0), Some('-' | '\u{2010}' | '\u{2011}' | '\u{AD}'))
            || written.ends_with('\u{AD}');
        Word {
            key,
            bare,
            is_capital: written.starts_with(char::is_uppercase),
            span,
            hyphen_after,
        }
    }
}

/// Lower case, compatibility forms resolved, marks of typography left out.
fn folded(written: &str) -> String {
    let is_number = written.starts_with(|c: char| c.is_ascii_digit());
    let folded: String = written
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|&c| {
            let groups_digits = is_number && matches!(c, ',' | '\'' | '’' | ' ' | '\u{A0}');
            !is_joiner(c) && !groups_digits
        })
        .map(|c| {
            if matches!(c, '’' | '\u{02BC}') {
                '\''
            } else {
                c
            }
        })
        .filter(|&c| is_number || c != '.')
        .collect();
    if folded == "&" {
        "and".to_owned()
    } else {
        folded
    }
}

/// Soft hyphens, zero-width characters: part of a word, but nothing of it.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}'
    ) || is_mark(c)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.key).collect()
    }

    #[test]
    fn typography_is_no_part_of_a_word() {
        assert_eq!(
            keys("The ﬂood’s “end” — at last"),
            keys("the flood's 'end' - at last")
        );
        assert_eq!(keys("so\u{AD}ciety"), ["society"]);
        assert_eq!(
            keys("13,000 and 13\u{A0}000 and 13 000"),
            ["13000", "and", "13000", "and", "13000"]
        );
        assert_eq!(
            keys("U.S. troops & US troops."),
            ["us", "troops", "and", "us", "troops"]
        );
        assert_eq!(keys("l’armée"), ["l'", "armée"]);
        assert_eq!(keys("twenty-four months"), ["twenty-four", "months"]);
        assert_eq!(keys("ill-equipped"), ["ill", "equipped"]);
        assert_eq!(keys("2.7 million. 80 %"), ["2.7", "million", "80", "%"]);
        assert_eq!(
            keys("cafe\u{301}"),
            ["cafe\u{301}".nfkc().collect::<String>()]
        );
    }

    #[test]
    fn a_lost_accent_is_a_variant_unless_it_makes_another_word() {
        let is = |a: &str, b: &str| words(a)[0].is(&words(b)[0]);
        assert!(is("Maïga", "Maiga"));
        assert!(is("général", "general"));
        assert!(!is("publié", "publie"));
        assert!(!is("à", "a"));
    }

    #[test]
    fn spans_lead_back_to_the_text() {
        let text = "Ça – l’été, 1,200";
        let written: Vec<&str> = words(text).iter().map(|word| word.span.of(text)).collect();
        assert_eq!(written, ["Ça", "l’", "été", "1,200"]);
    }

    #[test]
    fn the_table_of_common_words_is_in_order() {
        assert!(COMMON.is_sorted());
    }
}
