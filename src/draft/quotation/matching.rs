//! Whether a text has the words of a quotation: exactly, with fair editing, or altered.

use std::ops::Range;

use super::align::{self, Edit};
use super::pattern::{Item, Pattern};
use super::word::{Word, words};
use crate::document::Document;
use crate::language::citation;
use crate::span::Span;

/// A text in which quotations are looked for; cut into words once.
#[derive(Clone, Debug)]
pub struct QuotedText {
    words: Vec<Word>,
    /// The words by number, in the order of their bare letters.
    by_letters: Vec<u32>,
    /// The passage (a block of a document) that each word stands in.
    passages: Vec<u32>,
    /// Whether a sentence ends between a word and the next.
    sentence_ends: Vec<bool>,
}

impl QuotedText {
    /// Prepares a whole document; its blocks are its passages.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self::of_blocks(document, 0..document.blocks().len())
    }

    /// Prepares neighbouring blocks of a document.
    ///
    /// # Panics
    /// If there are no such blocks.
    #[must_use]
    pub fn of_blocks(document: &Document, blocks: Range<usize>) -> Self {
        let blocks = &document.blocks()[blocks];
        let spans: Vec<Span> = blocks.iter().map(|block| block.span).collect();
        Self::new(document.text(), &spans)
    }

    /// Prepares `text`, of which `passages` are read.
    #[must_use]
    pub fn new(text: &str, passages: &[Span]) -> Self {
        let mut prepared = Self {
            words: Vec::new(),
            by_letters: Vec::new(),
            passages: Vec::new(),
            sentence_ends: Vec::new(),
        };
        for (number, passage) in passages.iter().enumerate() {
            let said = citation::blanked(passage.of(text));
            let mut own = words(&said);
            own.retain(|word| !is_editing(&said, word));
            for (at, word) in own.iter().enumerate() {
                let span = word.span.shifted(passage.start);
                let next = own.get(at + 1).map_or(said.len(), |next| next.span.start);
                let between = &said[word.span.end..next];
                prepared.words.push(word.clone().at(span));
                prepared
                    .passages
                    .push(u32::try_from(number).unwrap_or(u32::MAX));
                prepared
                    .sentence_ends
                    .push(between.contains(['.', '!', '?', '…']) || at + 1 == own.len());
            }
        }
        prepared.by_letters = (0..prepared.words.len() as u32).collect();
        let words = &prepared.words;
        prepared
            .by_letters
            .sort_by(|&a, &b| words[a as usize].bare.cmp(&words[b as usize].bare));
        prepared
    }

    /// Whether some word could be this one.
    fn may_have(&self, word: &Word) -> bool {
        let letters = |&at: &u32| self.words[at as usize].bare.as_str().cmp(&word.bare);
        self.by_letters.binary_search_by(letters).is_ok()
    }
}

/// Whether a word of a source is an editor's and stands in brackets of its own, so that who quotes
/// may leave it out: `[sic]`, the number of a note.
fn is_editing(text: &str, word: &Word) -> bool {
    let is_mark = word.key == "sic"
        || (word.key.len() <= 3 && word.key.bytes().all(|byte| byte.is_ascii_digit()));
    is_mark && text[..word.span.start].ends_with('[') && text[word.span.end..].starts_with(']')
}

/// How a source's words differ from a quotation's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// Words of the quotation (a span of its text, empty where it leaves words out) for which
    /// the source has others (a span of the source's text, empty where it has none).
    Words {
        /// In the quotation.
        quoted: Span,
        /// In the source.
        source: Span,
    },
    /// The ellipsis leaves out a word that turns the sense: `not`, `only`, `unless`.
    Swallowed {
        /// The word, in the source.
        source: Span,
    },
    /// The editor's brackets put in a word that turns the sense.
    Inserted {
        /// The word, in the quotation.
        quoted: Span,
    },
}

/// Where a text has the words of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// From the first to the last word, as a span of the text.
    pub span: Span,
    /// What differs; nothing where the quotation is exact or fairly edited.
    pub alterations: Vec<Alteration>,
    /// How near the quotation is to the text, 0 to 1; 1 where the words are the same.
    pub likeness: f64,
    /// How many words differ: of the quotation, or left out of it.
    pub differing: usize,
    /// How many words in a row are the same.
    pub longest_run: usize,
}

impl Matched {
    /// Whether the text has the quotation's words, fair editing allowed.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.alterations.is_empty()
    }
}

/// Words that turn the sense of what they stand in.
const TURNING: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "nor",
    "neither",
    "only",
    "unless",
    "except",
    "without",
    "hardly",
    "barely",
    "scarcely",
    "rarely",
    "seldom",
    "cannot",
    "pas",
    "jamais",
    "aucun",
    "aucune",
    "sauf",
    "sans",
    "seulement",
    "hormis",
    "excepté",
    "guère",
    "ni",
    "ne",
    "n'",
    "sinon",
];

fn turns(word: &Word) -> bool {
    TURNING.contains(&word.key.as_str()) || word.key.ends_with("n't")
}

/// Words that an editor's brackets may stand for.
const REPLACED_BY_BRACKETS: usize = 8;

/// Where `text` has the words of `quotation`: exactly if it has them so anywhere, else where
/// they stand most nearly; `None` where nothing is near.
#[must_use]
pub fn match_quotation(quotation: &Pattern, text: &QuotedText) -> Option<Matched> {
    let exact = exact_matches(quotation, text);
    if let Some(clean) = exact.iter().find(|matched| matched.is_exact()) {
        return Some(clean.clone());
    }
    exact
        .into_iter()
        .next()
        .or_else(|| near_match(quotation, text))
}

/// The first places where the words stand, up to and with the first without alteration.
fn exact_matches(quotation: &Pattern, text: &QuotedText) -> Vec<Matched> {
    let mut found = Vec::new();
    let words = quotation.words().count();
    if words == 0 || quotation.items.len() - words > MOST_EDITED {
        return found;
    }
    for start in 0..text.words.len() {
        let mut walk = Walk {
            text,
            items: &quotation.items,
            places: Vec::new(),
            steps: MOST_STEPS,
        };
        let Some(end) = walk.from(0, start) else {
            continue;
        };
        let Some(&(_, first)) = walk.places.first() else {
            continue;
        };
        let alterations = alterations(quotation, text, &walk.places);
        let is_clean = alterations.is_empty();
        found.push(Matched {
            span: text.words[first].span.cover(text.words[end - 1].span),
            differing: alterations.len(),
            alterations,
            likeness: 1.0,
            longest_run: words,
        });
        if is_clean || found.len() >= MOST_PLACES {
            break;
        }
    }
    found
}

/// Ellipses and brackets of a quotation: each is matched by recursion, and nobody writes so many.
const MOST_EDITED: usize = 1_000;

/// Bound on the work at one place: hostile quotations are full of gaps.
const MOST_STEPS: usize = 20_000;

/// Places with an alteration that are looked at before one is taken.
const MOST_PLACES: usize = 8;

struct Walk<'a> {
    text: &'a QuotedText,
    items: &'a [Item],
    /// The items that stand for words, each with the word of the text it met, in order.
    places: Vec<(usize, usize)>,
    steps: usize,
}

impl Walk<'_> {
    /// Matches the items from number `item` on with the words from number `word` on; the end of
    /// the match. The places that were met are left in `places`.
    fn from(&mut self, item: usize, word: usize) -> Option<usize> {
        let kept = self.places.len();
        let (mut item, mut word) = (item, word);
        // Word upon word, without recursion: a quotation may be long.
        while let Some(Item::Word(wanted)) = self.items.get(item)
            && let Some(here) = self.text.words.get(word)
            && wanted.is(here)
        {
            self.steps = self.steps.checked_sub(1)?;
            self.places.push((item, word));
            (item, word) = (item + 1, word + 1);
        }
        self.steps = self.steps.checked_sub(1)?;
        let end = match self.items.get(item) {
            None => Some(word),
            Some(Item::Word(wanted)) => self.one_word(item, wanted, word),
            Some(Item::Partial { prefix, suffix, .. }) => {
                let key = &self.text.words.get(word)?.key;
                let fits = key.starts_with(prefix.as_str())
                    && key.ends_with(suffix.as_str())
                    && key.len() >= prefix.len() + suffix.len()
                    && key.len() <= prefix.len() + suffix.len() + 4;
                self.places.push((item, word));
                if fits {
                    self.from(item + 1, word + 1)
                } else {
                    None
                }
            }
            Some(Item::Gap) => {
                let passage = self.passage_before(word)?;
                (word..self.text.words.len())
                    .take_while(|&next| self.text.passages[next] == passage)
                    .find_map(|next| self.from(item + 1, next))
            }
            Some(Item::Insertion(inserted)) => {
                let passage = *self
                    .text
                    .passages
                    .get(word.min(self.text.words.len() - 1))?;
                let most = REPLACED_BY_BRACKETS.max(inserted.len() + 2);
                (word..=(word + most).min(self.text.words.len()))
                    .take_while(|&next| {
                        next == word
                            || (self.text.passages[next - 1] == passage
                                && !turns(&self.text.words[next - 1]))
                    })
                    .find_map(|next| self.from(item + 1, next))
            }
        };
        if end.is_none() {
            self.places.truncate(kept);
        }
        end
    }

    fn passage_before(&self, word: usize) -> Option<u32> {
        self.text.passages.get(word.checked_sub(1)?).copied()
    }

    /// A word of the quotation meets the two halves of one that is hyphenated on either side, or in which
    /// a figure stands beside letters without a space ("0is", "4 th").
    fn one_word(&mut self, item: usize, wanted: &Word, word: usize) -> Option<usize> {
        let here = self.text.words.get(word)?;
        let has_digit = |word: &Word| word.key.contains(|c: char| c.is_ascii_digit());
        if (here.hyphen_after || has_digit(wanted))
            && let Some(next) = self.text.words.get(word + 1)
            && wanted.key == format!("{}{}", here.key, next.key)
        {
            self.places.push((item, word));
            return self.from(item + 1, word + 2);
        }
        if (wanted.hyphen_after || has_digit(here))
            && let Some(Item::Word(second)) = self.items.get(item + 1)
            && here.key == format!("{}{}", wanted.key, second.key)
        {
            self.places.push((item, word));
            return self.from(item + 2, word + 1);
        }
        None
    }
}

/// What turns the sense although the words stand there: see [`Alteration`].
fn alterations(
    quotation: &Pattern,
    text: &QuotedText,
    places: &[(usize, usize)],
) -> Vec<Alteration> {
    let mut found = Vec::new();
    for pair in places.windows(2) {
        let ((item, before), (next_item, after)) = (pair[0], pair[1]);
        let has_gap = quotation.items[item..next_item].contains(&Item::Gap);
        if has_gap && let Some(word) = swallowed(text, before, after) {
            found.push(Alteration::Swallowed {
                source: text.words[word].span,
            });
        }
    }
    for item in &quotation.items {
        if let Item::Insertion(inserted) = item
            && let Some(word) = inserted.iter().find(|word| turns(word))
        {
            found.push(Alteration::Inserted { quoted: word.span });
        }
    }
    found
}

/// The first word between two places that turns the sense of a sentence that is still quoted in
/// part; what stands in a sentence that is left out whole turns nothing.
fn swallowed(text: &QuotedText, before: usize, after: usize) -> Option<usize> {
    let ends = |from: usize, to: usize| text.sentence_ends[from..to].contains(&true);
    (before + 1..after)
        .find(|&word| turns(&text.words[word]) && (!ends(before, word) || !ends(word, after)))
}

/// Likeness from which words count as the same quotation, altered.
const NEAR: f64 = 0.55;

/// Whether a text has so many of the words that they could stand near one another: most texts are
/// passed over by this, without an alignment.
fn may_be_near(wanted: &[Word], text: &QuotedText) -> bool {
    let weight =
        |words: &mut dyn Iterator<Item = &Word>| f64::from(words.map(align::weight).sum::<u32>());
    let known = weight(&mut wanted.iter().filter(|word| text.may_have(word)));
    known >= NEAR * weight(&mut wanted.iter())
}

/// The place whose words are nearest, where they are near enough.
fn near_match(quotation: &Pattern, text: &QuotedText) -> Option<Matched> {
    let mut wanted: Vec<Word> = Vec::new();
    let mut free_after: Vec<bool> = Vec::new();
    for item in &quotation.items {
        match item {
            Item::Word(word) | Item::Partial { word, .. } => {
                wanted.push(word.clone());
                free_after.push(false);
            }
            Item::Gap | Item::Insertion(_) => {
                if let Some(last) = free_after.last_mut() {
                    *last = true;
                }
            }
        }
    }
    wanted.truncate(align::LONGEST);
    if wanted.len() < 2 || !may_be_near(&wanted, text) {
        return None;
    }
    let words = align::Text {
        words: &text.words,
        sentence_ends: &text.sentence_ends,
    };
    let alignment = align::nearest(&wanted, &free_after, words)?;
    let met: Vec<&Word> = alignment
        .edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Same { wanted: at, .. } => Some(&wanted[*at]),
            _ => None,
        })
        .collect();
    let has_substance = met.len() >= 2 && met.iter().any(|word| !word.is_common());
    if alignment.likeness < NEAR || !has_substance {
        return None;
    }
    let span = text.words[alignment.first]
        .span
        .cover(text.words[alignment.last].span);
    let alterations = changed_words(&alignment.edits, &wanted, &text.words, span.start);
    (!alterations.is_empty()).then_some(Matched {
        span,
        alterations,
        likeness: alignment.likeness,
        differing: differing(&alignment.edits),
        longest_run: longest_run(&alignment.edits),
    })
}

/// How many words differ between a quotation and a text. Where a word stands in the place of another
/// that is one.
fn differing(edits: &[Edit]) -> usize {
    let differs = |edit: &&Edit| {
        matches!(
            edit,
            Edit::Other { .. } | Edit::Extra { .. } | Edit::Missing { .. }
        )
    };
    edits.iter().filter(differs).count()
}

/// The most words in a row that a quotation and a text have alike.
fn longest_run(edits: &[Edit]) -> usize {
    let is_same = |edit: &Edit| matches!(edit, Edit::Same { .. });
    let runs = edits.split(|edit| !is_same(edit));
    runs.map(<[Edit]>::len).max().unwrap_or(0)
}

/// Neighbouring edits as one alteration each; the words met in the text begin at `start`.
fn changed_words(edits: &[Edit], wanted: &[Word], text: &[Word], start: usize) -> Vec<Alteration> {
    let mut found: Vec<Alteration> = Vec::new();
    let mut open: Option<(Option<Span>, Option<Span>)> = None;
    let (mut quoted_end, mut source_end) = (0, start);
    let cover = |a: Option<Span>, b: Span| Some(a.map_or(b, |a| a.cover(b)));
    for edit in edits.iter().chain([&Edit::End]) {
        let (quoted, source) = match *edit {
            Edit::Other { wanted: w, text: t } => (Some(wanted[w].span), Some(text[t].span)),
            Edit::Extra { wanted: w } => (Some(wanted[w].span), None),
            Edit::Missing { text: t } => (None, Some(text[t].span)),
            Edit::Same { .. } | Edit::Skipped { .. } | Edit::End => {
                if let Some((quoted, source)) = open.take() {
                    found.push(Alteration::Words {
                        quoted: quoted.unwrap_or(Span::new(quoted_end, quoted_end)),
                        source: source.unwrap_or(Span::new(source_end, source_end)),
                    });
                }
                match *edit {
                    Edit::Same { wanted: w, text: t } => {
                        quoted_end = wanted[w].span.end;
                        source_end = text[t].span.end;
                    }
                    Edit::Skipped { text: t } => source_end = text[t].span.end,
                    _ => {}
                }
                continue;
            }
        };
        let (mut all_quoted, mut all_source) = open.unwrap_or((None, None));
        if let Some(quoted) = quoted {
            all_quoted = cover(all_quoted, quoted);
        }
        if let Some(source) = source {
            all_source = cover(all_source, source);
        }
        open = Some((all_quoted, all_source));
    }
    found
}
