//! What a passage states of figures: how many there were, came or went, and how many each of
//! another thing has.
//!
//! The kinds of verbs are those of Hosseini, Hajishirzi, Etzioni and Kushman, "Learning to Solve
//! Arithmetic Word Problems with Verb Categorization" (EMNLP 2014).

use std::ops::Range;

use super::super::sentence::Sentence;
use crate::language::Language;
use crate::language::clause::Voice;
use crate::language::lexicon;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Deeds by which there are more, whoever does them. French verbs stand as participles.
const GAINS: &str = "\
    find earn add plant make bake produce build grow pick collect gather arrive come join \
    land hatch acquire hire recruit register enter gain win recover reopen put place insert \
    pour receive get recu trouve ajoute gagne rejoint produit";

/// Deeds by which there are fewer, whoever does them.
const LOSSES: &str = "\
    eat use spend lose throw discard remove leave die kill burn destroy serve wilt depart \
    withdraw unload export evacuate abandon scrap cancel drink consume cut sink crash close \
    shut flee escape resign retire dismiss delete fire perdu utilise depense detruit quitte \
    tue";

/// Deeds by which who does them has fewer and another has more.
const HANDED_OVER: &str = "\
    give sell lend donate send hand pay return move ship transfer deliver cede donne vendu \
    prete envoye livre";

/// Deeds by which who does them has more and another has fewer.
const TAKEN_OVER: &str = "take buy purchase borrow steal seize capture pris achete vole saisi";

/// Deeds by which things are had for money, and money for things.
const FOR_MONEY: &str = "sell buy purchase pay cost";

/// Verbs by which there are just so many.
const STATES: [&str; 10] = [
    "has", "have", "had", "is", "are", "was", "were", "holds", "contains", "hold",
];
const FRENCH_STATES: [&str; 8] = [
    "a", "ont", "avait", "avaient", "est", "sont", "etait", "etaient",
];

/// Words that add to what there was.
const MORE: [&str; 5] = ["more", "another", "additional", "further", "plus"];

/// Words behind which the thing stands that there are so many for.
const EACH: [&str; 6] = ["each", "every", "per", "apiece", "chaque", "par"];

/// Pronouns for whoever or whatever the sentence is about.
const PRONOUNS: [&str; 15] = [
    "he", "she", "it", "they", "i", "we", "you", "him", "them", "us", "me", "il", "elle", "ils",
    "elles",
];

/// Tokens between a figure and its "more", or its "each", at most.
const NEAR: usize = 2;
const EACH_NEAR: usize = 5;

/// A figure that a passage states.
#[derive(Debug)]
pub(super) struct Term<'s> {
    pub(super) sentence: &'s Sentence,
    pub(super) figure: &'s Quantity,
    pub(super) value: f64,
    /// What it counts, in the singular, if that is named, be it for an earlier figure.
    pub(super) noun: Option<Noun<'s>>,
    pub(super) effect: Effect,
    /// The thing that each has or is so many.
    pub(super) each: Option<Noun<'s>>,
    /// Whether it only goes on with the figure before it: "12 geese and 5 ducks".
    pub(super) goes_on: bool,
}

/// What a figure does to how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// There are so many.
    Held,
    /// There are so many more.
    Gained,
    /// There are so many fewer.
    Lost,
}

/// The figures of `sentences`, in their order, as they change what `owner` has.
pub(super) fn stated<'s>(sentences: &[&'s Sentence], owner: Option<&str>) -> Vec<Term<'s>> {
    let mut terms: Vec<Term<'s>> = Vec::new();
    for sentence in sentences {
        for figure in sentence.quantities.iter().filter(|one| is_count(one)) {
            let Some(value) = figure.value() else {
                continue;
            };
            let before = || terms.last().and_then(|before| before.noun);
            let bare = figure.unit.is_none();
            let noun = noun(figure, sentence).or_else(|| before().filter(|_| bare));
            let deed = deed(figure, sentence);
            terms.push(Term {
                sentence,
                figure,
                value,
                noun,
                goes_on: deed.is_none(),
                effect: effect(figure, deed, sentence, owner, terms.last()),
                each: each(figure, sentence).filter(|each| !is_of(figure, noun, *each)),
            });
        }
    }
    terms
}

/// Whether all that `sentences` tell in figures is told to the digit, and nothing of it is denied.
pub(super) fn are_exact(sentences: &[&Sentence]) -> bool {
    sentences.iter().all(|sentence| {
        let mut figures = sentence.quantities.iter().filter(|one| is_count(one));
        figures.all(|figure| {
            let exact = figure.value().is_some() && !figure.is_approximate();
            exact && !sentence.is_negated(figure.span)
        })
    })
}

/// Whether figures of this kind can be reckoned with: counts, amounts, measures and shares of one
/// whole can, places in an order cannot.
pub(super) fn is_count(quantity: &Quantity) -> bool {
    matches!(
        quantity.kind,
        QuantityKind::Cardinal
            | QuantityKind::Currency
            | QuantityKind::Measure
            | QuantityKind::Percent
    )
}

/// The name of a figure's unit, and of what that is per: "kilometre" and "hour".
pub(super) fn unit_of(quantity: &Quantity) -> (Option<&'static str>, Option<&'static str>) {
    match quantity
        .unit
        .map(|unit| unit.name.split_once(" per ").ok_or(unit.name))
    {
        Some(Ok((of, per))) => (Some(of), Some(per)),
        Some(Err(name)) => (Some(name), None),
        None => (None, None),
    }
}

pub(super) fn unit_alike(a: &Quantity, b: &Quantity) -> bool {
    unit_of(a).0 == unit_of(b).0 && a.kind == b.kind
}

/// Whether a word stands for what was counted before.
fn is_them(token: &Token) -> bool {
    ["them", "those", "these", "it", "one", "ones"].contains(&token.folded.as_str())
}

/// A noun that is counted, or that there are so many for each of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun<'s> {
    folded: &'s str,
    stem: &'s str,
}

impl<'s> Noun<'s> {
    pub(super) fn of(token: &'s Token) -> Self {
        Self {
            folded: &token.folded,
            stem: &token.stem,
        }
    }

    pub(super) fn of_unit(name: &'s str) -> Self {
        Self {
            folded: name,
            stem: name,
        }
    }

    /// Whether both are one word, in the singular or the plural.
    pub(super) fn is(self, other: Noun<'_>) -> bool {
        let theirs = lexicon::lemmas(other.folded);
        let mut ours = lexicon::lemmas(self.folded).into_iter();
        self.stem == other.stem || ours.any(|lemma| theirs.contains(&lemma))
    }
}

/// Whether both figures count the same, or neither says what it counts.
pub(super) fn same(one: Option<Noun<'_>>, other: Option<Noun<'_>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The noun that a figure counts.
pub(super) fn noun<'s>(figure: &Quantity, sentence: &'s Sentence) -> Option<Noun<'s>> {
    let of = figure.of?;
    let owned = sentence.is_owner(of.head);
    let start = if owned { of.head.end } else { of.head.start };
    let behind = sentence
        .tokens
        .iter()
        .filter(|token| token.span.start >= start);
    let mut words = behind.skip(usize::from(owned));
    let noun = if owned {
        // "13 of Hart's old cards"
        words
            .take_while(|token| token.kind == TokenKind::Word && !token.is_stop)
            .take(NEAR)
            .last()
    } else {
        words.next()
    };
    noun.filter(|token| !is_them(token)).map(Noun::of)
}

/// Whether a figure counts what `each` is one of: "12 days" in "8 cars each day for 12 days".
pub(super) fn is_of(figure: &Quantity, noun: Option<Noun<'_>>, each: Noun<'_>) -> bool {
    same(noun, Some(each)) || same(unit_of(figure).0.map(Noun::of_unit), Some(each))
}

/// What there are so many for each of: the noun behind an "each" or "per" close to the figure ("35
/// caps in every box", "each box holds 35 caps").
fn each<'s>(figure: &Quantity, sentence: &'s Sentence) -> Option<Noun<'s>> {
    if let Some(time) = unit_of(figure).1 {
        return Some(Noun::of_unit(time));
    }
    let tokens = &sentence.tokens;
    let Range { start: first, end } = tokens_of(figure, sentence);
    let behind = end..tokens.len().min(end + EACH_NEAR);
    let around = behind.chain((first.saturating_sub(EACH_NEAR)..first).rev());
    let is_cut = |at: usize| {
        let between = if at < first { at..first } else { end..at };
        tokens[between].iter().any(is_joint)
    };
    let mut marks = around.filter(|&at| EACH.contains(&tokens[at].folded.as_str()));
    match marks.find(|&at| !is_cut(at)) {
        Some(mark) => noun_behind(tokens, mark + 1),
        None => a_time(tokens, end),
    }
}

/// The time in which there are so many: "a month" of "13 games a month".
fn a_time(tokens: &[Token], at: usize) -> Option<Noun<'_>> {
    const TIMES: [&str; 6] = ["minute", "hour", "day", "week", "month", "year"];
    let article = tokens
        .get(at)
        .filter(|token| token.folded == "a" || token.folded == "an");
    let time = tokens.get(at + 1).filter(|_| article.is_some())?;
    TIMES
        .contains(&time.folded.as_str())
        .then(|| Noun::of(time))
}

/// The next noun from the token numbered `from` on.
pub(super) fn noun_behind(tokens: &[Token], from: usize) -> Option<Noun<'_>> {
    let mut behind = tokens.get(from..)?.iter().take(EACH_NEAR);
    behind
        .find(|token| token.kind == TokenKind::Word && !token.is_stop)
        .map(Noun::of)
}

/// What a figure does to how many there are, or to how many `owner` has. A figure without a verb
/// of its own goes with the one `before` it.
fn effect(
    figure: &Quantity,
    deed: Option<Deed<'_>>,
    sentence: &Sentence,
    owner: Option<&str>,
    before: Option<&Term<'_>>,
) -> Effect {
    let more = is_more(figure, sentence);
    let unsaid = if more { Effect::Gained } else { Effect::Held };
    let verb = match deed {
        Some(Deed::Verb(verb)) => verb,
        Some(Deed::State) => return unsaid,
        None => {
            let before = before.filter(|term| std::ptr::eq(term.sentence, sentence));
            return before.map_or(unsaid, |term| term.effect);
        }
    };
    let is = |verbs: &str| verbs.split_whitespace().any(|known| known == verb.lemma);
    if figure.kind == QuantityKind::Currency && is(FOR_MONEY) {
        return if verb.lemma == "sell" {
            Effect::Gained
        } else {
            Effect::Lost
        };
    }
    let is_owner = |span: Span| is_owner(span, sentence, owner);
    let by_owner = owner.is_some() && verb.agent.is_none_or(is_owner);
    let for_owner = verb.patient.is_some_and(is_owner);
    let handed_on = is(HANDED_OVER) || is(TAKEN_OVER);
    match () {
        () if is(LOSSES) || goes_away(&verb, sentence) => Effect::Lost,
        () if is(GAINS) => Effect::Gained,
        // "10 pupils were moved": from one to another of those that the claim may be about.
        () if handed_on && verb.is_passive => unsaid,
        // "She gave him 12", "they bought Hart 12".
        () if handed_on && for_owner => Effect::Gained,
        () if is(HANDED_OVER) && by_owner => Effect::Lost,
        () if is(HANDED_OVER) && owner.is_some() => Effect::Gained,
        () if is(TAKEN_OVER) && (by_owner || more) => Effect::Gained,
        () if is(TAKEN_OVER) && (owner.is_some() || verb.lemma != "buy") => Effect::Lost,
        () => unsaid,
    }
}

/// What is told of a figure.
enum Deed<'s> {
    /// That there are so many.
    State,
    /// That so many did something, or had it done to them.
    Verb(Verb<'s>),
}

struct Verb<'s> {
    lemma: &'s str,
    span: Span,
    /// Who does it; whoever did the deed before, if nobody is named.
    agent: Option<Span>,
    patient: Option<Span>,
    is_passive: bool,
}

/// Whether a figure is told as one more: "58 more cards", "another 12".
fn is_more(figure: &Quantity, sentence: &Sentence) -> bool {
    let tokens = &sentence.tokens;
    let first = tokens.partition_point(|token| token.span.start < figure.number_span.start);
    let behind = tokens.partition_point(|token| token.span.start < figure.number_span.end);
    let near = first.saturating_sub(1)..tokens.len().min(behind + NEAR);
    tokens[near]
        .iter()
        .any(|token| MORE.contains(&token.folded.as_str()))
}

/// What is done to a figure: by the last verb before it, or, where it opens its clause, by the next
/// one behind it; `None` where a figure stands beside another without a verb of its own.
fn deed<'s>(figure: &Quantity, sentence: &'s Sentence) -> Option<Deed<'s>> {
    let tokens = &sentence.tokens;
    let Range { start: first, end } = tokens_of(figure, sentence);
    let before = tokens[..first].iter().rev();
    let mut before = before.take_while(|token| !is_joint(token));
    let beside = tokens[..first].last();
    if beside.is_some_and(|token| matches!(token.folded.as_str(), "with" | "avec")) {
        // "It left with 18 trucks": what goes along is not what the verb is about.
        return Some(Deed::State);
    }
    let mut behind = tokens[end..].iter().take_while(|token| !is_joint(token));
    before
        .find_map(|token| deed_at(token, sentence))
        .or_else(|| behind.find_map(|token| deed_at(token, sentence)))
}

/// The tokens, by number, of a figure and what it counts.
fn tokens_of(figure: &Quantity, sentence: &Sentence) -> Range<usize> {
    let counted = figure
        .of
        .map_or(figure.span, |of| figure.span.cover(of.span));
    let before = |end: usize| {
        sentence
            .tokens
            .partition_point(|token| token.span.start < end)
    };
    before(figure.span.start)..before(counted.end)
}

/// Whether one statement ends at a token and another begins.
fn is_joint(token: &Token) -> bool {
    let words = [
        "and", "but", "while", "then", "et", "mais", "puis", ",", ";", ":",
    ];
    words.contains(&token.folded.as_str()) || token.kind == TokenKind::Number
}

fn deed_at<'s>(token: &Token, sentence: &'s Sentence) -> Option<Deed<'s>> {
    let mut clauses = sentence.clauses.iter();
    let clause = clauses
        .find(|clause| clause.voice != Voice::Nominal && clause.predicate.overlaps(token.span));
    if let Some(clause) = clause {
        return Some(Deed::Verb(Verb {
            lemma: &clause.lemma,
            span: clause.predicate,
            agent: clause.agent.map(|agent| agent.span),
            patient: clause.patient.map(|patient| patient.span),
            is_passive: clause.voice == Voice::Passive,
        }));
    }
    let states = match sentence.language {
        Language::French => &FRENCH_STATES[..],
        _ => &STATES[..],
    };
    if states.contains(&token.folded.as_str()) {
        return Some(Deed::State);
    }
    // "But then bought": a verb that no clause was read from, for it has no subject of its own.
    let parts = lexicon::parts_of_speech(&token.folded);
    let lemma = lexicon::verb_lemma(&token.folded).filter(|_| !parts.noun);
    lemma.map(|lemma| {
        Deed::Verb(Verb {
            lemma,
            span: token.span,
            agent: None,
            patient: None,
            is_passive: false,
        })
    })
}

/// Whether a verb's particle tells that something goes: "got off", "took 3 out".
fn goes_away(verb: &Verb<'_>, sentence: &Sentence) -> bool {
    let mut behind = sentence.tokens.iter();
    let particle = behind.find(|token| token.span.start >= verb.span.end);
    particle.is_some_and(|token| matches!(token.folded.as_str(), "off" | "out" | "away"))
}

/// Whether the words at `span` are whoever the claim is about.
fn is_owner(span: Span, sentence: &Sentence, owner: Option<&str>) -> bool {
    let mut tokens = sentence
        .tokens
        .iter()
        .filter(|token| span.overlaps(token.span));
    let owns = sentence.is_owner(span);
    !owns
        && tokens.any(|token| {
            PRONOUNS.contains(&token.folded.as_str()) || owner == Some(token.folded.as_str())
        })
}
