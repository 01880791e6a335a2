//! Light clause structure: who does what to whom, as far as the words tell.
//!
//! Rules over guessed word classes, not a parser; for French, only what compound tenses show. Where
//! they are not sure, a part is `None` or the clause is left out.

use super::Language;
use super::clause_french;
use super::lexicon::{verb_lemma, verb_of_noun};
use super::tag::{Tag, is_modal, tags};
use super::token::Words;
use crate::span::Span;

/// Whether an English text has a verb that says something of a subject.
#[must_use]
pub fn has_finite_verb(text: &str) -> bool {
    let tags = tags(&Words::new(text, Language::English));
    tags.iter()
        .any(|tag| matches!(tag, Tag::Verb | Tag::Auxiliary))
}

/// How a predicate is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The subject acts: "the junta expelled the contingent".
    Active,
    /// The subject is acted upon: "the contingent was expelled by the junta".
    Passive,
    /// A noun stands for the deed: "the junta's expulsion of the contingent".
    Nominal,
}

/// When it happens, as the verb group tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// Done: `expelled`, `has expelled`, `was expelled`.
    Past,
    /// Holds now: `expels`, `is expelling`.
    Present,
    /// Still to come: `will expel`.
    Future,
    /// The words do not tell.
    Unknown,
}

/// A noun group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The whole group, without what hangs on it by a preposition.
    pub span: Span,
    /// Its last word, which in English is its head.
    pub head: Span,
}

/// A predicate with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The predicate with its auxiliaries.
    pub predicate: Span,
    /// The verb in its base form; for a noun, the verb it comes from.
    pub lemma: String,
    /// How it is expressed.
    pub voice: Voice,
    /// When it happens.
    pub tense: Tense,
    /// Whether it is negated.
    pub negated: bool,
    /// Who does it, whatever the voice.
    pub agent: Option<Phrase>,
    /// To whom or what it is done, whatever the voice.
    pub patient: Option<Phrase>,
}

/// The clauses of a sentence, in order of their predicates.
#[must_use]
pub fn clauses(words: &Words<'_>) -> Vec<Clause> {
    match words.language {
        Language::English => {}
        Language::French => return clause_french::clauses(words),
        Language::Other => return Vec::new(),
    }
    let reader = Reader {
        words,
        tags: tags(words),
    };
    (0..words.tokens.len())
        .filter_map(|at| match reader.tags[at] {
            Tag::Verb => reader.verbal(at),
            Tag::NonFinite if reader.is_claimed_deed(at) => reader.verbal(at),
            Tag::Noun => reader.nominal(at),
            _ => None,
        })
        .collect()
}

struct Reader<'w, 't> {
    words: &'w Words<'t>,
    tags: Vec<Tag>,
}

impl Reader<'_, '_> {
    fn folded(&self, at: usize) -> &str {
        self.words
            .tokens
            .get(at)
            .map_or("", |token| token.folded.as_str())
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        self.tags.get(at).copied()
    }

    /// Whether a form in -ing is what its subject did or did not do: "claimed seizing the base".
    fn is_claimed_deed(&self, at: usize) -> bool {
        const GOVERNING: [&str; 8] = [
            "claimed", "claims", "denied", "denies", "admitted", "admits", "began", "stopped",
        ];
        let before = at.checked_sub(1).map(|before| self.folded(before));
        self.folded(at).ends_with("ing") && before.is_some_and(|verb| GOVERNING.contains(&verb))
    }

    /// Who does it in a compound before what it is done to: "the French-led patrol".
    fn compound_agent(&self, verb: usize) -> Option<Phrase> {
        let (agent, hyphen) = (verb.checked_sub(2)?, verb - 1);
        let joined =
            |at: usize| self.words.tokens[at].span.end == self.words.tokens[at + 1].span.start;
        let hyphenated = self.words.written(hyphen) == "-" && joined(agent) && joined(hyphen);
        (hyphenated && self.tags[agent] == Tag::Noun).then(|| self.phrase(agent, agent))
    }

    fn verbal(&self, verb: usize) -> Option<Clause> {
        let mut start = verb;
        while start > 0 && matches!(self.tags[start - 1], Tag::Auxiliary | Tag::Adverb) {
            start -= 1;
        }
        let group: Vec<&str> = (start..verb).map(|at| self.folded(at)).collect();
        let has = |forms: &[&str]| group.iter().any(|word| forms.contains(word));
        let be = has(&["is", "are", "was", "were", "be", "been", "being"]);
        let bare = (start..verb).all(|at| self.tags[at] == Tag::Adverb);
        let reduced = bare && self.is_reduced_relative(verb);
        let passive = reduced
            || (be && !self.folded(verb).ends_with("ing"))
            || (bare && self.goes_on_passive(start, verb));
        let compound = self.compound_agent(verb);
        let passive = passive || compound.is_some();
        let subject = self.subject(start);
        let (agent, patient) = if compound.is_some() {
            (compound, self.object(verb))
        } else if passive {
            (self.by_agent(verb), subject)
        } else {
            (subject, self.object(verb))
        };
        Some(Clause {
            predicate: self.words.span(start, verb),
            lemma: verb_lemma(self.folded(verb))?.to_owned(),
            voice: if passive {
                Voice::Passive
            } else {
                Voice::Active
            },
            tense: if reduced || compound.is_some() {
                Tense::Past
            } else {
                tense(&group, self.folded(verb), be)
            },
            negated: has(&["not", "never"]),
            agent,
            patient,
        })
    }

    /// "X's expulsion of Y", "the expulsion of Y by X": only with both sides told apart.
    fn nominal(&self, at: usize) -> Option<Clause> {
        let in_group = self.tag(at + 1) == Some(Tag::Noun);
        if in_group || at == 0 {
            return None;
        }
        let of = (self.folded(at + 1) == "of")
            .then(|| self.group_from(at + 2))
            .flatten();
        let by_at = of.map_or(at + 1, |(_, last)| last + 1);
        let by = (self.folded(by_at) == "by")
            .then(|| self.group_from(by_at + 1))
            .flatten();
        let owner = self.owner(at);
        let (agent, patient) = match (owner, of, by) {
            (Some(owner), Some((patient, _)), None) => (Some(owner), Some(patient)),
            (_, Some((patient, _)), Some((agent, _))) => (Some(agent), Some(patient)),
            _ => return None,
        };
        let lemma = verb_of_noun(self.folded(at))?;
        Some(Clause {
            predicate: self.words.span(at, at),
            lemma: lemma.to_owned(),
            voice: Voice::Nominal,
            tense: Tense::Unknown,
            negated: false,
            agent,
            patient,
        })
    }

    /// The possessor right before the noun group that ends at `at`.
    fn owner(&self, at: usize) -> Option<Phrase> {
        let mut start = at;
        while start > 0 && self.tags[start - 1] == Tag::Noun {
            start -= 1;
        }
        let possessive = start.checked_sub(1)?;
        (self.tags[possessive] == Tag::Possessive)
            .then(|| self.group_to(possessive.checked_sub(1)?))
            .flatten()
            .map(|(phrase, _)| phrase)
    }

    /// The noun group that begins at `at` or behind its determiners, and its last token.
    fn group_from(&self, at: usize) -> Option<(Phrase, usize)> {
        let mut start = at;
        while self.tag(start) == Some(Tag::Determiner) {
            start += 1;
        }
        if self.tag(at) == Some(Tag::Pronoun) {
            let span = self.words.span(at, at);
            return Some((Phrase { span, head: span }, at));
        }
        let mut end = start;
        while matches!(self.tag(end), Some(Tag::Noun))
            || (self.tag(end) == Some(Tag::Possessive) && self.tag(end + 1) == Some(Tag::Noun))
        {
            end += 1;
        }
        let last = end.checked_sub(1).filter(|&last| last >= start)?;
        Some((self.phrase(at, last), last))
    }

    /// The noun group that ends at `at`, and its first token.
    fn group_to(&self, at: usize) -> Option<(Phrase, usize)> {
        if self.tag(at) == Some(Tag::Pronoun) {
            return Some((self.phrase(at, at), at));
        }
        if self.tag(at) != Some(Tag::Noun) {
            return None;
        }
        let mut start = at;
        while start > 0 && matches!(self.tags[start - 1], Tag::Noun | Tag::Possessive) {
            start -= 1;
        }
        while start > 0 && self.tags[start - 1] == Tag::Determiner {
            start -= 1;
        }
        if self.tags[start] == Tag::Possessive {
            return None;
        }
        Some((self.phrase(start, at), start))
    }

    fn phrase(&self, first: usize, last: usize) -> Phrase {
        Phrase {
            span: self.words.span(first, last),
            head: self.words.tokens[last].span,
        }
    }

    /// The noun group that the verb group beginning at `start` is about.
    fn subject(&self, start: usize) -> Option<Phrase> {
        let mut end = start.checked_sub(1)?;
        if self.folded(end) == "to" {
            // "claims to have captured": the subject of the verb before.
            let verb = end.checked_sub(1)?;
            let claims = self.folded(verb) == "claims" && self.folded(start) == "have";
            if self.tags[verb] != Tag::Verb && !claims {
                return None;
            }
            return self.subject(self.group_start(verb));
        } else if self.tags[start] == Tag::NonFinite {
            // "claimed seizing": likewise.
            return self.subject(self.group_start(end));
        } else if self.is_dash(end) {
            // An apposition between dashes.
            let opening = (0..end).rev().find(|&at| self.is_dash(at))?;
            end = opening.checked_sub(1)?;
        } else if self.tags[end] == Tag::Relative {
            end = end.checked_sub(1)?;
            if self.folded(end) == "," {
                end = end.checked_sub(1)?;
            }
        } else if self.folded(end) == "," {
            // An apposition between commas: "Sy, who led them, left".
            let opening = (0..end).rev().find(|&at| self.tags[at] == Tag::Break)?;
            if self.folded(opening) != "," {
                return None;
            }
            end = opening.checked_sub(1)?;
        } else if self.tags[end] == Tag::Coordinator {
            // "arrived and left": the subject of the verb before.
            let verb = (0..end).rev().find(|&at| self.tags[at] == Tag::Verb)?;
            let broken = (verb..end).any(|at| self.tags[at] == Tag::Break);
            return if broken {
                None
            } else {
                self.subject(self.group_start(verb))
            };
        }
        let (mut phrase, mut first) = self.group_to(end)?;
        if self.opens_clause_as_pronoun(first) {
            return Some(phrase);
        }
        // "the head of the army", "aid between May and June": the first group of the chain is meant.
        while let Some(outer) = self.hung_on(first) {
            (phrase, first) = self.group_to(outer)?;
        }
        if let Some(outer) = self.told_of(first) {
            return self.group_to(outer).map(|(phrase, _)| phrase);
        }
        first = self.across_remaining(first);
        let before = first.checked_sub(1).map(|at| self.tags[at]);
        if matches!(before, Some(Tag::Preposition | Tag::NonFinite)) {
            return None;
        }
        if before == Some(Tag::Coordinator) && first >= 2 {
            let other = self.group_to(first - 2);
            if let Some((other, _)) = other.filter(|(_, start)| self.opens_clause(*start)) {
                phrase.span = other.span.cover(phrase.span);
            }
        }
        Some(phrase)
    }

    /// Whether the pronoun at `at` is a subject although a preposition may stand there: "as it grew",
    /// "before they left".
    fn opens_clause_as_pronoun(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.folded(before));
        match self.folded(at) {
            "he" | "she" | "they" | "we" | "i" => self.tags[at] == Tag::Pronoun,
            "it" | "you" => matches!(before, "as" | "after" | "before" | "since" | "until"),
            _ => false,
        }
    }

    /// The token before a relative clause, where the group beginning at `first` is the object in it:
    /// "the firm that had five ships sold them".
    fn told_of(&self, first: usize) -> Option<usize> {
        let verb = first
            .checked_sub(1)
            .filter(|&at| matches!(self.tags[at], Tag::Verb | Tag::Auxiliary))?;
        let relative = self.group_start(verb).checked_sub(1)?;
        let outer = relative.checked_sub(1)?;
        (self.tags[relative] == Tag::Relative).then_some(outer)
    }

    /// The first token of the group that begins at `first` or, where a form in -ing is a part of
    /// it, before that: "the four remaining states".
    fn across_remaining(&self, first: usize) -> usize {
        const SO_CALLED: [&str; 5] = ["remaining", "following", "existing", "ruling", "leading"];
        let Some(at) = first.checked_sub(1) else {
            return first;
        };
        if !SO_CALLED.contains(&self.folded(at)) {
            return first;
        }
        let mut start = at;
        while start > 0 && matches!(self.tags[start - 1], Tag::Determiner | Tag::Noun) {
            start -= 1;
        }
        start
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.words.written(at), "—" | "–")
    }

    /// The last token of the group that the group beginning at `first` hangs on.
    fn hung_on(&self, first: usize) -> Option<usize> {
        let before = first.checked_sub(1)?;
        let preposition = match self.tags[before] {
            Tag::Preposition => before,
            Tag::Coordinator => {
                let (_, start) = self.group_to(before.checked_sub(1)?)?;
                let preposition = start
                    .checked_sub(1)
                    .filter(|&at| self.tags[at] == Tag::Preposition)?;
                // "Sy sat in the hall and Hart left": another clause, for the first has its verb.
                if self.has_verb_before(preposition) {
                    return None;
                }
                preposition
            }
            _ => return None,
        };
        let outer = preposition.checked_sub(1)?;
        matches!(self.tags[outer], Tag::Noun | Tag::Pronoun).then_some(outer)
    }

    /// Whether the clause that goes on at `end` has its finite verb before that.
    fn has_verb_before(&self, end: usize) -> bool {
        let before = self.tags[..end].iter().rev();
        let mut clause = before.take_while(|tag| !matches!(tag, Tag::Break | Tag::Relative));
        clause.any(|tag| matches!(tag, Tag::Verb | Tag::Auxiliary))
    }

    /// Whether nothing, or the end of another clause, stands before token `first`.
    fn opens_clause(&self, first: usize) -> bool {
        first == 0 || matches!(self.tags[first - 1], Tag::Break | Tag::Relative)
    }

    /// "the people killed in May were farmers": a participle, for a finite verb follows.
    /// So is "seven civilians killed by the guards", for an agent follows.
    fn is_reduced_relative(&self, verb: usize) -> bool {
        if self.folded(verb + 1) == "by" && self.by_agent(verb).is_some() {
            return true;
        }
        self.tag(verb + 1) == Some(Tag::Preposition)
            && self.folded(verb + 1) != "to"
            && self.tags[verb + 1..]
                .iter()
                .take_while(|tag| !matches!(tag, Tag::Break | Tag::Relative | Tag::Coordinator))
                .any(|tag| matches!(tag, Tag::Auxiliary | Tag::Verb))
    }

    /// "was beaten and robbed by": the second of two participles, for the agent follows.
    fn goes_on_passive(&self, start: usize, verb: usize) -> bool {
        let Some(coordinator) = start.checked_sub(1) else {
            return false;
        };
        let first = (0..coordinator)
            .rev()
            .find(|&at| self.tags[at] == Tag::Verb);
        let is_passive = |first: usize| {
            let mut group = self.group_start(first)..first;
            let be = group.any(|at| {
                matches!(
                    self.folded(at),
                    "is" | "are" | "was" | "were" | "be" | "been" | "being"
                )
            });
            be && !self.folded(first).ends_with("ing")
        };
        self.tags[coordinator] == Tag::Coordinator
            && first.is_some_and(is_passive)
            && self.by_agent(verb).is_some()
    }

    fn group_start(&self, verb: usize) -> usize {
        let mut start = verb;
        while start > 0 && matches!(self.tags[start - 1], Tag::Auxiliary | Tag::Adverb) {
            start -= 1;
        }
        start
    }

    /// The noun group right behind the verb.
    fn object(&self, verb: usize) -> Option<Phrase> {
        let mut at = verb + 1;
        while self.tag(at) == Some(Tag::Adverb)
            || matches!(self.folded(at), "up" | "out" | "off" | "down")
        {
            at += 1;
        }
        // "took over from the crew"
        if (self.folded(at), self.folded(at + 1)) == ("over", "from") {
            at += 2;
        }
        self.group_from(at).map(|(phrase, _)| phrase)
    }

    /// The noun group behind "by" in the same clause.
    fn by_agent(&self, verb: usize) -> Option<Phrase> {
        const REACH: usize = 8;
        let by = (verb + 1..self.tags.len().min(verb + REACH))
            .take_while(|&at| !matches!(self.tags[at], Tag::Break | Tag::Verb))
            .find(|&at| self.folded(at) == "by")?;
        let (phrase, last) = self.group_from(by + 1)?;
        // "by May 2024", "by 2023": a time; "by 15 percent": a measure.
        let head = self.folded(last);
        let is_time = (by + 1..=last)
            .any(|at| self.folded(at).starts_with(|c: char| c.is_ascii_digit()))
            || super::name_words::CALENDAR.contains(head);
        (!is_time).then_some(phrase)
    }
}

fn tense(group: &[&str], verb: &str, be: bool) -> Tense {
    let has = |forms: &[&str]| group.iter().any(|word| forms.contains(word));
    if has(&["will", "shall"]) {
        Tense::Future
    } else if has(&["would"]) || group.iter().any(|word| is_modal(word)) {
        Tense::Unknown
    } else if has(&["was", "were", "had", "has", "have", "did", "been"]) {
        Tense::Past
    } else if be || has(&["do", "does"]) || verb.ends_with('s') {
        Tense::Present
    } else if verb_lemma(verb).is_some_and(|lemma| lemma != verb) {
        Tense::Past
    } else {
        Tense::Present
    }
}

/// Lemma, voice, agent's head and patient's head of each clause of `text`.
#[cfg(test)]
pub(super) fn heads(
    clauses: Vec<Clause>,
    text: &str,
) -> Vec<(String, Voice, Option<&str>, Option<&str>)> {
    let head = |phrase: Option<Phrase>| phrase.map(|phrase| phrase.head.of(text));
    clauses
        .into_iter()
        .map(|clause| {
            let (agent, patient) = (head(clause.agent), head(clause.patient));
            (clause.lemma, clause.voice, agent, patient)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Voice, Option<&str>, Option<&str>)> {
        heads(clauses(&Words::new(text, Language::English)), text)
    }

    #[test]
    fn the_object_of_a_relative_clause_is_no_subject() {
        let clauses = found("The firm that once had 40 ferries sold its ships.");
        let sold = clauses.iter().find(|clause| clause.0 == "sell");
        let sold = sold.map(|clause| (clause.2, clause.3));
        assert_eq!(sold, Some((Some("firm"), Some("ships"))));
    }

    #[test]
    fn one_deed_in_three_forms() {
        let active = found("The regime expelled the Danish contingent.");
        assert_eq!(
            active,
            [(
                "expel".to_owned(),
                Voice::Active,
                Some("regime"),
                Some("contingent")
            )]
        );
        let passive = found("The Danish contingent was expelled by the regime.");
        assert_eq!(
            passive,
            [(
                "expel".to_owned(),
                Voice::Passive,
                Some("regime"),
                Some("contingent")
            )]
        );
        for text in [
            "It saw the regime’s expulsion of the contingent.",
            "It saw the expulsion of the contingent by the regime.",
        ] {
            let nominal = found(text).pop().unwrap();
            assert_eq!(
                nominal,
                (
                    "expel".to_owned(),
                    Voice::Nominal,
                    Some("regime"),
                    Some("contingent")
                )
            );
        }
    }

    #[test]
    fn a_compound_tells_who_does_it() {
        let text = "Plans to turn the French-led patrol into the EU-led Takuba mission failed.";
        let words = Words::new(text, Language::English);
        let led = clauses(&words).into_iter();
        let led = led.filter(|clause| clause.lemma == "lead");
        let of = |phrase: Option<Phrase>| phrase.map(|phrase| phrase.head.of(text));
        assert_eq!(
            led.map(|clause| (of(clause.agent), of(clause.patient)))
                .collect::<Vec<_>>(),
            [
                (Some("French"), Some("patrol")),
                (Some("EU"), Some("mission"))
            ]
        );
    }

    #[test]
    fn what_one_claims_to_have_done_one_does() {
        let seizes = |text: &str| {
            let words = Words::new(text, Language::English);
            let found = clauses(&words).into_iter();
            let mut deeds = found.filter(|clause| clause.lemma == "seize");
            deeds.find_map(|clause| clause.agent.map(|agent| agent.head.of(text).to_owned()))
        };
        for text in [
            "In May, the guild claims to have seized the mills from the town.",
            "The guild claimed seizing the mills from the town.",
            "In the valley, the guild admits seizing two mills.",
        ] {
            assert_eq!(seizes(text).as_deref(), Some("guild"), "{text}");
        }
    }

    #[test]
    fn agents_stand_where_they_stand() {
        assert_eq!(
            found("The rebels attacked the soldiers.")[0].2,
            Some("rebels")
        );
        assert_eq!(
            found("The soldiers attacked the rebels.")[0].2,
            Some("soldiers")
        );
        assert_eq!(
            found("The head of the northern police criticised Oumar Sy.")[0].2,
            Some("head")
        );
        assert_eq!(
            found("In May the army captured Ouallam.")[0].2,
            Some("army")
        );
    }

    #[test]
    fn agents_are_found_across_what_stands_between() {
        let clause = &found("Seven farmers killed by the guards were unarmed.")[0];
        assert_eq!((clause.2, clause.3), (Some("guards"), Some("farmers")));
        let clause = &found("Seven farmers allegedly killed by the guards.")[0];
        assert_eq!((clause.2, clause.3), (Some("guards"), Some("farmers")));
        let robbed = found("Oumar Sy, 40, was stopped and robbed by three soldiers.").pop();
        assert_eq!(robbed.and_then(|clause| clause.2), Some("soldiers"));
        let claimed = &found("The navy claimed to have captured the island.")[0];
        assert_eq!((claimed.1, claimed.2), (Voice::Active, Some("navy")));
        let captured = found("The navy claimed to have captured the island.").pop();
        assert_eq!(captured.and_then(|clause| clause.2), Some("navy"));
        let clause =
            &found("The three remaining states—Peru, Chile and Bolivia—have invited Cuba.")[0];
        assert_eq!((clause.2, clause.3), (Some("states"), Some("Cuba")));
    }

    #[test]
    fn what_is_not_said_is_none() {
        let clause = &found("The contingent was expelled in May.")[0];
        assert_eq!((clause.2, clause.3), (None, Some("contingent")));
        assert_eq!(found("The base was closed by May 2024.")[0].2, None);
        assert_eq!(found("A quiet town near the river."), []);
        assert_eq!(
            found("Losing the mules will make little difference.")[0].2,
            None
        );
    }

    #[test]
    fn tense_and_negation() {
        let clause = |text: &str| clauses(&Words::new(text, Language::English)).remove(0);
        assert_eq!(clause("The army will leave the town.").tense, Tense::Future);
        assert_eq!(clause("The army has left the town.").tense, Tense::Past);
        assert!(clause("The army did not leave the town.").negated);
        assert!(!clause("The army left the town.").negated);
    }
}
