//! What a claim demands of a source: its words, names, figures, dates and quoted words, one by one.
//!
//! It may know `reading`, `sentence` and nothing of any source.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::model::{Requirement, RequirementKind, Translation, Word};
use super::outcome::Excess;
use super::reading::{Knowledge, Reading, blanked, sentence_spans, stems, table_row};
use super::sentence::Sentence;
use crate::language::attribution::{MOST_ATTRIBUTIONS, SpeechAct};
use crate::language::date::weekday;
use crate::language::figures::MOST_FIGURES;
use crate::language::name::MOST_NAMES;
use crate::language::polarity::MOST_CUES;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::token::{self, Token, TokenKind, spelling};
use crate::language::{Context, Language, fold, sentence, translation};
use crate::span::Span;

/// The longest claim that is read, in bytes: a block quotation of many sentences.
const LONGEST_CLAIM: usize = 16 * sentence::LONGEST;

/// A claim, read once: for each of its sentences, what a source must answer.
#[derive(Clone, Debug)]
pub struct ClaimReading {
    text: String,
    pub(super) sentences: Vec<ClaimSentence>,
    /// Why it is not read, or only in part, so that it has no sentences.
    excess: Option<Excess>,
}

/// One sentence of a claim.
#[derive(Clone, Debug)]
pub(super) struct ClaimSentence {
    pub(super) sentence: Sentence,
    pub(super) requirements: Vec<Requirement>,
    /// The sentence as a model reads it: with what its pronouns stand for, and the cells of a table
    /// row beneath their heads.
    pub(super) plain: String,
    /// To whom the claim gives its words, where it says so.
    pub(super) said: Option<Said>,
    /// What its table is about, where it is a row like those of other tables.
    pub(super) table: Option<Table>,
    /// Words of its names that no source has, in folded form.
    unheard: Arc<BTreeSet<String>>,
}

/// A word of a name of a claim, as an index may have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameWord {
    /// Without case and accents.
    pub folded: String,
    /// The stems that it is looked up by.
    pub stems: Vec<String>,
}

/// What tells the table of a row from others that have a row of the same label.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The words of the headings above it.
    own: BTreeSet<String>,
    /// Those above each of the others.
    others: Vec<BTreeSet<String>>,
}

impl Table {
    fn of(own: &BTreeSet<String>, context: &Context) -> Option<Self> {
        let words =
            |headings: &Vec<String>| stems(&headings.join(". "), context.language).collect();
        let others: Vec<BTreeSet<String>> = context.alike.iter().map(words).collect();
        (!others.is_empty()).then(|| Self {
            own: own.clone(),
            others,
        })
    }

    /// Whether a table that stands under these words is this one sooner than any of the others.
    pub(super) fn is_that_under(&self, words: &BTreeSet<String>) -> bool {
        let shared = |one: &BTreeSet<String>| one.intersection(words).count();
        let mut others = self.others.iter();
        others.all(|other| shared(other) < shared(&self.own))
    }
}

/// What a claim gives as another's words.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Who says it.
    pub(super) speaker: Span,
    /// All of the sentence but what is said.
    pub(super) outside: Vec<Span>,
    /// What is said, as a model reads it.
    pub(super) plain: String,
}

impl Said {
    fn of(sentence: &Sentence, antecedents: &[(Span, String)]) -> Option<Self> {
        let mut outer = sentence.outer_attributions();
        let (Some(one), None) = (outer.next(), outer.next()) else {
            return None;
        };
        if one.negated || one.act == SpeechAct::Denies {
            return None;
        }
        let end = sentence.text.len();
        Some(Self {
            speaker: one.speaker?,
            outside: vec![
                Span::new(0, one.content.start),
                Span::new(one.content.end, end),
            ],
            plain: plain(sentence, one.content, antecedents),
        })
    }
}

impl ClaimSentence {
    /// The words of a requirement.
    pub(super) fn words_of(&self, requirement: &Requirement) -> &str {
        requirement.span.of(&self.sentence.text)
    }

    /// The requirement that the words at `span` are a part of, by its number.
    pub(super) fn requirement_at(&self, span: Span) -> Option<usize> {
        let mut requirements = self.requirements.iter();
        requirements.position(|one| one.span.overlaps(span))
    }

    /// Whether the words at `name` are a name of which no source has each word.
    pub(super) fn is_unheard(&self, name: Span) -> bool {
        let mut words = self.name_tokens().filter(|token| name.overlaps(token.span));
        words.any(|token| self.unheard.contains(&token.folded))
    }

    /// The words of its names, but for those that say little ("of the").
    fn name_tokens(&self) -> impl Iterator<Item = &Token> {
        let is_of_name = |token: &&Token| {
            let mut names = self.sentence.names.iter();
            names.any(|name| name.span.contains(token.span))
        };
        let is_capital = |token: &&Token| {
            let written = token.span.of(&self.sentence.text);
            written.starts_with(char::is_uppercase) && !token.is_stop
        };
        let tokens = self.sentence.tokens.iter();
        tokens.filter(is_capital).filter(is_of_name)
    }
}

impl ClaimReading {
    /// Reads `text`, a claim that stands in `context`.
    ///
    /// `antecedents` are the words that may be read in place of a part of the text, `apparatus` the parts that are
    /// citations and no words of the claim; both in spans of `text`.
    #[must_use]
    pub fn of(
        text: &str,
        context: &Context,
        antecedents: &[(Span, String)],
        apparatus: &[Span],
        knowledge: &Knowledge,
    ) -> Self {
        let unread = |excess| Self {
            text: text.to_owned(),
            sentences: Vec::new(),
            excess: Some(excess),
        };
        if text.len() > LONGEST_CLAIM {
            return unread(Excess::Length);
        }
        let words = blanked(text, apparatus);
        if has_long_sentence(&words, context.language) {
            return unread(Excess::Length);
        }
        let reading = Reading::of(&words, context, knowledge);
        if let Some(excess) = reading.sentences.iter().find_map(excess) {
            return unread(excess);
        }
        let only = reading.sentences.len() == 1;
        let table = Table::of(&reading.under, context);
        let sentences = reading.sentences.into_iter().map(|sentence| ClaimSentence {
            requirements: requirements(&sentence, antecedents),
            plain: if only && !context.cells.is_empty() {
                table_row(&words, context)
            } else {
                let whole = Span::new(0, sentence.text.len());
                plain(&sentence, whole, antecedents)
            },
            said: Said::of(&sentence, antecedents),
            table: table.clone(),
            unheard: Arc::default(),
            sentence,
        });
        Self {
            text: text.to_owned(),
            sentences: sentences
                .filter(|one| !one.requirements.is_empty())
                .collect(),
            excess: None,
        }
    }

    /// Why the claim cannot be checked, if it cannot.
    #[must_use]
    pub fn excess(&self) -> Option<Excess> {
        self.excess
    }

    /// The words of its names, each once.
    #[must_use]
    pub fn name_words(&self) -> BTreeSet<NameWord> {
        let word = |sentence: &ClaimSentence, token: &Token| NameWord {
            folded: token.folded.clone(),
            stems: token::search_stems(token, sentence.sentence.language),
        };
        let of_sentence = |sentence| {
            let tokens = ClaimSentence::name_tokens(sentence);
            tokens.map(move |token| word(sentence, token))
        };
        self.sentences.iter().flat_map(of_sentence).collect()
    }

    /// Hears that no source has these words of its names, given in folded form.
    pub fn hear_of_none(&mut self, words: BTreeSet<String>) {
        let words = Arc::new(words);
        for sentence in &mut self.sentences {
            sentence.unheard = Arc::clone(&words);
        }
    }

    /// The words of the claim.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Whether a text has a sentence that is too long to be read.
fn has_long_sentence(text: &str, language: Language) -> bool {
    text.len() > sentence::LONGEST
        && sentence_spans(text, language)
            .iter()
            .any(|sentence| sentence.len() > sentence::LONGEST)
}

/// What a sentence has so much of that the rest of it was not read.
fn excess(sentence: &Sentence) -> Option<Excess> {
    if sentence.has_more_quantities {
        return Some(Excess::Figures);
    }
    [
        (sentence.dates.len(), MOST_FIGURES, Excess::Dates),
        (sentence.names.len(), MOST_NAMES, Excess::Names),
        (sentence.cues.len(), MOST_CUES, Excess::Cues),
        (
            sentence.attributions.len(),
            MOST_ATTRIBUTIONS,
            Excess::Speakers,
        ),
    ]
    .into_iter()
    .find_map(|(count, most, excess)| (count >= most).then_some(excess))
}

/// The words of the sentence at `within`, with those that its pronouns stand for in their place.
fn plain(sentence: &Sentence, within: Span, antecedents: &[(Span, String)]) -> String {
    let mut plain = String::with_capacity(sentence.text.len());
    let mut at = within.start;
    for (span, words) in antecedents {
        let Some(start) = span.start.checked_sub(sentence.start) else {
            continue;
        };
        let end = span.end - sentence.start;
        if start < at || end > within.end {
            continue;
        }
        plain.push_str(&sentence.text[at..start]);
        plain.push_str(words);
        at = end;
    }
    plain.push_str(&sentence.text[at..within.end]);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `sentence` demands, in its order. A date is no figure, a figure no word.
fn requirements(sentence: &Sentence, antecedents: &[(Span, String)]) -> Vec<Requirement> {
    let mut found: Vec<Requirement> = Vec::new();
    let mut demand = |span: Span, kind| {
        let taken = found
            .iter()
            .any(|one: &Requirement| one.span.overlaps(span));
        if !taken {
            found.push(Requirement { span, kind });
        }
    };
    for (at, date) in sentence.dates.iter().enumerate() {
        demand(date.span, RequirementKind::Date(at));
    }
    for (at, quantity) in sentence.quantities.iter().enumerate() {
        if !tells_little(quantity) {
            demand(figure_span(quantity), RequirementKind::Quantity(at));
        }
    }
    for (at, name) in sentence.names.iter().enumerate() {
        let within = |token: &&Token| name.span.contains(token.span) && !token.is_stop;
        let words = sentence.tokens.iter().filter(within);
        let words = words
            .map(|token| word(token, sentence, antecedents))
            .collect();
        demand(name.span, RequirementKind::Name { at, words });
    }
    for token in &sentence.tokens {
        if token.kind == TokenKind::Punctuation || token.folded.chars().count() == 1 {
            continue;
        }
        if let Some(day) = weekday(&token.folded) {
            demand(token.span, RequirementKind::Weekday(day));
            continue;
        }
        let word = word(token, sentence, antecedents);
        if !token.is_stop || !word.antecedents.is_empty() {
            demand(token.span, RequirementKind::Word(word));
        }
    }
    found.sort_by_key(|one| (one.span.start, one.span.end));
    found
}

/// Whether a figure is a bare "one" or "first", which articles and pronouns are written with too.
fn tells_little(quantity: &Quantity) -> bool {
    quantity.unit.is_none()
        && quantity.value() == Some(1.0)
        && matches!(
            quantity.kind,
            QuantityKind::Cardinal | QuantityKind::Ordinal
        )
}

/// The words of a figure itself: what it counts is demanded word by word.
fn figure_span(quantity: &Quantity) -> Span {
    match quantity.of {
        Some(of) if of.span.start > quantity.span.start && of.span.start < quantity.span.end => {
            Span::new(quantity.span.start, of.span.start)
        }
        _ => quantity.span,
    }
}

fn word(token: &Token, sentence: &Sentence, antecedents: &[(Span, String)]) -> Word {
    let place = sentence.outward(token.span);
    let meant = antecedents.iter().filter(|(span, _)| span.overlaps(place));
    let meant = meant.flat_map(|(_, words)| token::tokens(words, sentence.language));
    Word {
        folded: token.folded.clone(),
        stem: spelling(&token.stem).into_owned(),
        translations: translations(&token.folded, sentence.language),
        antecedents: meant
            .filter(|token| !token.is_stop)
            .map(|token| spelling(&token.stem).into_owned())
            .collect(),
    }
}

fn translations(folded: &str, language: Language) -> Vec<Translation> {
    let other = match language {
        Language::English => Language::French,
        Language::French => Language::English,
        Language::Other => return Vec::new(),
    };
    let words = translation::translations(folded, language);
    let translation = |word: &&str| {
        let folded = fold::fold(word);
        let stem = spelling(&token::stem(&folded, other)).into_owned();
        Translation { folded, stem }
    };
    words.iter().map(translation).collect()
}
