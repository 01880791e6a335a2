//! What a claim asks of a source: each of its content words, names, figures, dates and quoted
//! words, and how much each counts.

use std::borrow::Cow;

use super::quotation;
use super::sentence::Sentence;
use crate::language::attribution::SpeechAct;
use crate::language::polarity::CueKind;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::token::{self, Token, TokenKind};
use crate::language::{Language, fold, lexicon};
use crate::span::Span;

/// Something a claim says that a source must answer.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Where it stands in the sentence.
    pub(super) span: Span,
    /// How much it counts: an ordinary word counts 1.
    pub(super) weight: f64,
    pub(super) kind: ItemKind,
}

/// What sort of thing it is.
#[derive(Clone, Debug)]
pub(super) enum ItemKind {
    /// A content word.
    Word(Word),
    /// A proper name, by its place among the sentence's names, with its words.
    Name { at: usize, words: Vec<Word> },
    /// A figure, by its place among the sentence's quantities.
    Quantity(usize),
    /// A date, by its place among the sentence's dates.
    Date(usize),
}

/// A word in the forms it can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) folded: String,
    pub(super) stem: String,
    /// Its translations into the other language.
    pub(super) translations: Vec<Translation>,
    /// Stems of the words it stands for (a pronoun, "the mission").
    pub(super) antecedents: Vec<String>,
}

/// A word of the other language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Translation {
    pub(super) folded: String,
    pub(super) stem: String,
}

impl Translation {
    /// Whether `token`, of the other language, is this word in whatever form.
    pub(super) fn is(&self, token: &Token) -> bool {
        self.stem == token.stem && !lexicon::strangers(&self.folded, &token.folded)
    }
}

impl Word {
    /// Whether `token`, of the other language, is one of its translations.
    pub(super) fn is_translated_by(&self, token: &Token) -> bool {
        self.translations.iter().any(|word| word.is(token))
    }

    /// Whether it is a number that no figure or date was read from.
    pub(super) fn is_number(&self) -> bool {
        self.folded.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Weight of a verb or noun that carries little by itself.
const LIGHT: f64 = 0.3;
/// Weight of an ordinary content word.
const PLAIN: f64 = 1.0;
/// Weight of a proper name.
const NAME: f64 = 1.5;
/// Weight of a figure or date.
const FIGURE: f64 = 1.5;
/// Weight of a pronoun whose antecedent is known.
const PRONOUN: f64 = 0.5;

/// Verbs, nouns and adverbs so common that their presence or absence says little of a statement.
const LIGHT_WORDS: &str = "say said says saying tell told make made makes making take took taken \
    takes taking get got gets give gave given gives go goes went gone going come came comes coming \
    become became becomes use used uses using see seen saw know known knows find found put set keep \
    kept let begin began begun start started show shown shows include includes included including \
    total number numbers people person persons thing things way ways part parts kind sort case cases \
    time times place places fact well still yet already ever today currently now recently later ago \
    one two first another new old many much several various certain own same due among like \
    according around about nearly almost least last next back together always often never once \
    also however indeed thus therefore moreover meanwhile would could may might must shall will can \
    happen happened happens occur occurred call called calls name named known based located situated \
    help helps helped helping placed \
    remain remains remained stay continue continued continues seem seems seemed appear appears appeared \
    dire dit disent prendre pris mettre mis donner donne aller venir devenir devenu voir vu savoir \
    nombre personnes chose partie cas fois lieu fait bien encore deja aujourd'hui premier premiere \
    nouveau nouvelle grand grande plusieurs meme ainsi aussi notamment";

/// Words around a quotation that only say that it is one.
const FRAME_WORDS: &str = "voice voices source author authors writer sees see saw page article report reports \
    write writes wrote written note notes noted speak speaks spoke quote quotes quoted describe \
    describes described warn warns warned add adds added put puts conclude concludes concluded \
    explain explains explained observe observes observed remark remarked state states stated \
    contrast word words analyst analysts expert experts observer observers argue argues argued \
    auteur article rapport ecrit ecrivent note parle decrit explique ajoute conclut selon";

static FRAME_SET: std::sync::LazyLock<std::collections::HashSet<&str>> =
    std::sync::LazyLock::new(|| FRAME_WORDS.split_whitespace().collect());

static LIGHT_SET: std::sync::LazyLock<std::collections::HashSet<&str>> =
    std::sync::LazyLock::new(|| LIGHT_WORDS.split_whitespace().collect());

/// What `sentence`, of a claim, asks of a source. `antecedents` are in spans of the claim's text.
pub(super) fn items(sentence: &Sentence, antecedents: &[(Span, String)]) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, date) in sentence.dates.iter().enumerate() {
        items.push(item(date.span, FIGURE, ItemKind::Date(at)));
    }
    for (at, quantity) in sentence.quantities.iter().enumerate() {
        if !overlaps(&items, quantity.span) && !is_pronoun(sentence, quantity) {
            let weight = if tells_little(quantity) {
                LIGHT
            } else {
                FIGURE
            };
            items.push(item(figure_span(quantity), weight, ItemKind::Quantity(at)));
        }
    }
    for (at, name) in sentence.names.iter().enumerate() {
        if !overlaps(&items, name.span) {
            let words = content_words(sentence, name.span, antecedents);
            items.push(item(name.span, NAME, ItemKind::Name { at, words }));
        }
    }
    let taken = items.len();
    let quoted = quotation::quotations(sentence);
    let frames = |token: &Token| {
        !quoted.is_empty()
            && !quoted.iter().any(|span| span.contains(token.span))
            && FRAME_SET.contains(token.folded.as_str())
    };
    for token in &sentence.tokens {
        let covered = items[..taken]
            .iter()
            .any(|item| item.span.overlaps(token.span));
        if covered || token.kind == TokenKind::Punctuation || is_letter(token) {
            continue;
        }
        let word = word(token, sentence, antecedents);
        let weight = match (token.is_stop, word.antecedents.is_empty()) {
            (true, true) => continue,
            (true, false) => PRONOUN,
            (false, _)
                if frames(token)
                    || tells_only_that(token, sentence)
                    || tells_only_how_likely(token, sentence) =>
            {
                LIGHT
            }
            (false, _) => word_weight(token),
        };
        items.push(item(token.span, weight, ItemKind::Word(word)));
    }
    items.sort_by_key(|item| (item.span, item.span.end));
    items
}

/// Whether a word only says that somebody says so: "reported", "by the mayor's account".
fn tells_only_that(token: &Token, sentence: &Sentence) -> bool {
    sentence
        .attributions
        .iter()
        .any(|said| said.act == SpeechAct::Says && said.cue.overlaps(token.span))
}

/// Whether a word only says how likely something is: "was possible"; a source may say "could".
fn tells_only_how_likely(token: &Token, sentence: &Sentence) -> bool {
    let mut cues = sentence.cues.iter();
    cues.any(|cue| cue.kind == CueKind::Possible && cue.span.overlaps(token.span))
}

/// Whether a figure is a bare "one" or "first": what it counts is told without it, though another
/// number of the same would be against it.
pub(super) fn tells_little(quantity: &Quantity) -> bool {
    quantity.unit.is_none()
        && quantity.value() == Some(1.0)
        && matches!(
            quantity.kind,
            QuantityKind::Cardinal | QuantityKind::Ordinal
        )
}

/// Whether a number in words stands where a noun does, with a verb behind it: "the two met", for who
/// they are was said before.
fn stands_for_noun(sentence: &Sentence, quantity: &Quantity) -> bool {
    let written = quantity.number_span.of(&sentence.text);
    let mut behind = sentence.tokens.iter();
    let next = behind.find(|token| token.span.start >= quantity.span.end);
    let closes = behind.next().is_none_or(|token| token.is_stop);
    let is_past = |word: &str| {
        let lemma = lexicon::verb_lemma(word);
        lemma.is_some_and(|lemma| lemma != word) && !word.ends_with(['s', 'g'])
    };
    let goes_on = next.is_some_and(|token| token.is_stop || (closes && is_past(&token.folded)));
    written.chars().all(char::is_alphabetic) && goes_on
}

/// Whether a number counts nothing: "the other one", "this one", "one and the same", "the two met".
fn is_pronoun(sentence: &Sentence, quantity: &Quantity) -> bool {
    let is_one = |token: &Token| matches!(token.folded.as_str(), "one" | "un" | "une");
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < quantity.span.start);
    let before = at.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    let pointed = before.is_some_and(|token| {
        matches!(
            token.folded.as_str(),
            "other" | "this" | "that" | "another" | "which" | "no"
        )
    });
    let the = before.is_some_and(|token| token.folded == "the");
    if the && quantity.unit.is_none() && stands_for_noun(sentence, quantity) {
        return true;
    }
    let again = |after: &[Token]| after[0].folded == "and" && after[1].folded == "the";
    sentence.tokens.get(at).is_some_and(is_one)
        && (pointed || sentence.tokens.get(at + 1..at + 3).is_some_and(again))
}

/// Whether a token is a letter that was cut off a word.
fn is_letter(token: &Token) -> bool {
    token.kind == TokenKind::Word && token.folded.chars().count() == 1
}

/// How much a word or a bare number counts.
fn word_weight(token: &Token) -> f64 {
    if token.kind == TokenKind::Number {
        FIGURE
    } else if LIGHT_SET.contains(token.folded.as_str()) {
        LIGHT
    } else {
        PLAIN
    }
}

/// The words of a figure itself: what it counts is asked for word by word.
fn figure_span(quantity: &Quantity) -> Span {
    match quantity.of {
        Some(of) if of.span.start > quantity.span.start && of.span.start < quantity.span.end => {
            Span::new(quantity.span.start, of.span.start)
        }
        _ => quantity.span,
    }
}

fn item(span: Span, weight: f64, kind: ItemKind) -> Item {
    Item { span, weight, kind }
}

fn overlaps(items: &[Item], span: Span) -> bool {
    items.iter().any(|item| item.span.overlaps(span))
}

fn content_words(sentence: &Sentence, span: Span, antecedents: &[(Span, String)]) -> Vec<Word> {
    sentence
        .tokens
        .iter()
        .filter(|token| span.contains(token.span) && !token.is_stop)
        .map(|token| word(token, sentence, antecedents))
        .collect()
}

fn word(token: &Token, sentence: &Sentence, antecedents: &[(Span, String)]) -> Word {
    let place = sentence.outward(token.span);
    Word {
        folded: token.folded.clone(),
        stem: spelling(&token.stem).into_owned(),
        translations: translations(&token.folded, sentence.language),
        antecedents: antecedents
            .iter()
            .filter(|(span, _)| span.overlaps(place))
            .flat_map(|(_, words)| token::tokens(words, sentence.language))
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
    lexicon::translations(folded, language)
        .iter()
        .map(|word| {
            let folded = fold::fold(word);
            let stem = spelling(&token::stem(&folded, other)).into_owned();
            Translation { folded, stem }
        })
        .collect()
}

/// A stem in the one spelling that British and American forms share: `organize` as `organise`,
/// `center` as `centre`, `labor` as `labour`, `defense` as `defence`.
pub(super) fn spelling(stem: &str) -> Cow<'_, str> {
    if stem.len() > 4 {
        if let Some(head) = stem.strip_suffix("iz").or_else(|| stem.strip_suffix("yz")) {
            let vowel = &stem[head.len()..=head.len()];
            return Cow::Owned(format!("{head}{vowel}s"));
        }
        if let Some(head) = stem.strip_suffix("enc") {
            return Cow::Owned(format!("{head}ens"));
        }
        if let Some(head) = stem.strip_suffix("our") {
            return Cow::Owned(format!("{head}or"));
        }
        if let Some(head) = stem.strip_suffix("ter") {
            return Cow::Owned(format!("{head}tr"));
        }
    }
    Cow::Borrowed(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::date::DateContext;

    fn read(text: &str) -> Sentence {
        Sentence::read(text, 0, Language::English, &DateContext::default())
    }

    #[test]
    fn content_words_are_asked_for_and_function_words_are_not() {
        let text = "the farmers planted their fields";
        let spans: Vec<&str> = items(&read(text), &[])
            .iter()
            .map(|item| item.span.of(text))
            .collect();
        assert_eq!(spans, ["farmers", "planted", "fields"]);
    }

    #[test]
    fn words_that_only_frame_a_quotation_count_little() {
        let weight = |text: &str, word: &str| {
            let found = items(&read(text), &[]);
            let at = found.iter().find(|item| item.span.of(text) == word);
            at.map(|item| item.weight)
        };
        let quoting = "One author writes that it is “a town that has lost its river”.";
        assert_eq!(weight(quoting, "author"), Some(LIGHT));
        assert_eq!(weight(quoting, "town"), Some(PLAIN));
        let telling = "One author writes that the town has lost its river.";
        assert_eq!(weight(telling, "author"), Some(PLAIN));
    }

    #[test]
    fn the_pronoun_one_is_no_figure_and_another_number_of_something_is() {
        let figures = |text: &str| {
            let found = items(&read(text), &[]);
            let figure = |item: &&Item| matches!(item.kind, ItemKind::Quantity(_));
            found.iter().filter(figure).count()
        };
        assert_eq!(
            figures("They closed one mill and let the other one go on."),
            1
        );
        assert_eq!(figures("They closed two mills."), 1);
    }

    #[test]
    fn a_pronoun_is_asked_for_when_its_antecedent_is_known() {
        let text = "it ended";
        let known = [(Span::new(0, 2), "the drought".to_owned())];
        let found = items(&read(text), &known);
        assert_eq!(found.len(), 2);
        let ItemKind::Word(word) = &found[0].kind else {
            panic!("a pronoun is a word");
        };
        assert_eq!(word.antecedents, ["drought"]);
        assert_eq!(items(&read(text), &[]).len(), 1);
    }

    #[test]
    fn british_and_american_spellings_share_a_form() {
        for (a, b) in [
            ("organis", "organiz"),
            ("labour", "labor"),
            ("centr", "center"),
            ("defenc", "defens"),
        ] {
            assert_eq!(spelling(a), spelling(b));
        }
        assert_ne!(spelling("rais"), spelling("rain"));
    }

    #[test]
    fn the_two_who_met_are_no_figure() {
        let counts = |text: &str| {
            let found = items(&read(text), &[]);
            let figure = |item: &Item| matches!(item.kind, ItemKind::Quantity(_));
            found.iter().any(figure)
        };
        assert!(!counts("The two knew each other."));
        assert!(counts("The two farmers knew each other."));
        assert!(counts("The two injured farmers knew each other."));
    }
}
