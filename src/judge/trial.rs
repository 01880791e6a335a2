//! A claim before its passages, in two steps: every candidate sentence is compared first, and the
//! verdict is reached afterwards, so that an entailment model can be asked in between, of all the
//! claims of a draft at once.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::answer::Place;
use super::compare::{Comparison, compare};
use super::date;
use super::decide;
use super::item::{ItemKind, Word};
use super::join;
use super::outcome::Outcome;
use super::quantity;
use super::reading::{ClaimReading, Knowledge, Part, Reading};
use super::signals::{Field, Signals, is_foreign, number};
use crate::entailment::{Question, View};

/// Sentences of a claim's passages that are compared in full.
const CANDIDATES: usize = 12;
/// What a figure or date counts that has the claimed value, beside one of another.
const CLAIMED: f64 = 1.5;
/// Words that a model is shown of a passage at most, unless the sentence itself has more.
const WINDOW: usize = 80;

/// Words of a passage that a model is shown whole.
const SHORT: usize = 60;

/// Words that a model is shown at most of a passage for two of its sentences together.
const STRETCH: usize = 130;

/// Share of the claim that a second sentence must add to the best one for a model to be asked about
/// both together.
const ADDED: f64 = 0.05;

/// A claim with all its comparisons, before the verdict.
#[derive(Debug)]
pub struct Trial<'a> {
    parts: Vec<PartTrial<'a>>,
}

/// One sentence of the claim with the sentences that may decide it.
#[derive(Debug)]
pub(super) struct PartTrial<'a> {
    pub(super) part: &'a Part,
    pub(super) candidates: Vec<Candidate<'a>>,
    /// Two of the candidates that together answer more of the claim than any alone.
    pub(super) together: Option<Together<'a>>,
}

/// A sentence of a passage, compared with a sentence of the claim.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    /// Which of the passages it stands in.
    pub(super) passage: usize,
    pub(super) comparison: Comparison<'a>,
}

/// Two candidates, by number, as the two halves of one proof.
#[derive(Debug)]
pub(super) struct Together<'a> {
    pub(super) both: [usize; 2],
    /// What they answer of the claim together.
    pub(super) comparison: Comparison<'a>,
}

/// What a model says of a sentence of the claim.
pub(super) struct PartViews {
    /// Of each of its candidates; nothing of one that it was not asked about, and `None` where that
    /// one is in two languages: words tell too little of it.
    pub(super) of_candidates: Vec<Option<View>>,
    /// Of the two candidates that are shown together.
    pub(super) together: Option<View>,
}

impl<'a> PartTrial<'a> {
    fn of(part: &'a Part, passages: &[&'a Reading], knowledge: &Knowledge) -> Self {
        let compared = |(passage, place)| Candidate {
            passage,
            comparison: compare(part, place, knowledge),
        };
        let candidates: Vec<Candidate<'a>> = candidates(part, passages)
            .into_iter()
            .map(compared)
            .collect();
        Self {
            part,
            together: together(part, &candidates),
            candidates,
        }
    }

    /// Whether a model is asked about a comparison: it knows no other language.
    fn is_asked(&self, comparison: &Comparison<'_>) -> bool {
        !is_foreign(self.part, comparison)
    }

    /// What a model would be asked of this sentence.
    fn questions(&self) -> Vec<Question> {
        let ask = |passage| Question {
            claim: self.part.sentence.text.clone(),
            passage,
        };
        let mut asked: Vec<Question> = self
            .candidates
            .iter()
            .filter(|one| self.is_asked(&one.comparison))
            .map(|one| ask(window(one.comparison.place)))
            .collect();
        asked.extend(self.asked_together().map(|both| {
            let [first, second] = both.both.map(|at| self.candidates[at].comparison.place);
            ask(stretch(first, second))
        }));
        asked
    }

    fn asked_together(&self) -> Option<&Together<'a>> {
        let known = |at: &usize| self.is_asked(&self.candidates[*at].comparison);
        self.together
            .as_ref()
            .filter(|together| together.both.iter().all(known))
    }

    /// The views that answer the questions of this sentence, out of those of all, in their order.
    fn views<'v>(&self, views: &mut impl Iterator<Item = &'v View>) -> PartViews {
        let view = |one: &Candidate<'a>| {
            if self.is_asked(&one.comparison) {
                views.next().cloned()
            } else {
                let language = one.comparison.place.sentence().language;
                (language == self.part.sentence.language).then(View::nothing)
            }
        };
        let of_candidates = self.candidates.iter().map(view).collect();
        let together = self.asked_together().and_then(|_| views.next());
        PartViews {
            of_candidates,
            together: together.cloned(),
        }
    }

    /// The passages that the candidates stand in.
    fn passages(&self) -> BTreeSet<usize> {
        self.candidates.iter().map(|one| one.passage).collect()
    }

    /// What stands beside each of the candidates.
    pub(super) fn field(&self) -> Field {
        let coverages = self.candidates.iter();
        Field {
            candidates: self.candidates.len(),
            passages: self.passages().len(),
            nearest: coverages
                .map(|one| one.comparison.coverage(self.part))
                .fold(0.0, f64::max),
        }
    }
}

impl<'a> Trial<'a> {
    /// Compares `claim` with what comes nearest to it in `passages`, best retrieved first.
    #[must_use]
    pub fn of(claim: &'a ClaimReading, passages: &[&'a Reading], knowledge: &Knowledge) -> Self {
        let parts = claim.parts.iter();
        Self {
            parts: parts
                .map(|part| PartTrial::of(part, passages, knowledge))
                .collect(),
        }
    }

    /// What a model would be asked: each sentence of the claim with each of its candidates, and
    /// with two of them together where they may prove it only so.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.parts.iter().flat_map(PartTrial::questions).collect()
    }

    /// What is known of each candidate, by sentence of the claim: for fitting how much each
    /// signal counts. `views` answer the [`questions`](Self::questions), in their order.
    #[must_use]
    pub fn signals(&self, views: &[View]) -> Vec<Vec<Signals>> {
        let mut views = views.iter();
        let of_part = |trial: &PartTrial<'a>| {
            let field = trial.field();
            let views = trial.views(&mut views);
            let with_views = trial.candidates.iter().zip(&views.of_candidates);
            with_views
                .filter_map(|(one, view)| Some((one, view.as_ref()?)))
                .map(|(one, view)| join::weighed(trial.part, &one.comparison, view, field))
                .collect()
        };
        self.parts.iter().map(of_part).collect()
    }

    /// The verdict, by the facts and, where a model was asked, by its `views`: one for each of
    /// the [`questions`](Self::questions), in their order.
    ///
    /// [`Evidence::passage`](super::Evidence::passage) counts in the passages of the trial; spans
    /// of the evidence are spans of that passage's text. A claim may rest on several sentences,
    /// of one passage or of several.
    #[must_use]
    pub fn outcome(&self, views: Option<&[View]>) -> Outcome {
        let mut views = views.map(|views| views.iter());
        let parts = self.parts.iter().map(|trial| {
            let views = views.as_mut().map(|views| trial.views(views));
            decide::part(trial, views.as_ref())
        });
        decide::combine(parts.collect())
    }
}

/// The verdict on `claim` by `passages`, best retrieved first, by the facts alone.
#[must_use]
pub fn judge(claim: &ClaimReading, passages: &[&Reading], knowledge: &Knowledge) -> Outcome {
    Trial::of(claim, passages, knowledge).outcome(None)
}

/// The sentences with most of the claim's words, in the order of the passages.
fn candidates<'a>(part: &Part, passages: &[&'a Reading]) -> Vec<(usize, Place<'a>)> {
    let mut found = Vec::new();
    for (passage, reading) in passages.iter().enumerate() {
        for at in 0..reading.sentences.len() {
            let place = Place { reading, at };
            let overlap = overlap(part, place);
            if overlap > 0.0 {
                found.push((overlap, passage, place));
            }
        }
    }
    if found.len() > CANDIDATES {
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2.at).cmp(&(b.1, b.2.at))));
        found.truncate(CANDIDATES);
    }
    found
        .into_iter()
        .map(|(_, passage, place)| (passage, place))
        .collect()
}

/// The candidate that answers most of the claim with the one that adds most to it, if that is
/// enough to be asked about.
fn together<'a>(part: &Part, candidates: &[Candidate<'a>]) -> Option<Together<'a>> {
    let coverages = candidates.iter().map(|one| one.comparison.coverage(part));
    let (first, alone) = coverages
        .enumerate()
        .reduce(|best, one| if one.1 > best.1 { one } else { best })?;
    let best = &candidates[first];
    // Only sentences of one passage go on with one matter.
    let others = candidates.iter().enumerate();
    let near = others.filter(|(second, one)| *second != first && one.passage == best.passage);
    let mut chosen: Option<(f64, Together<'a>)> = None;
    for (second, other) in near {
        let Some(comparison) = best.comparison.together(&other.comparison) else {
            continue;
        };
        let gain = comparison.coverage(part) - alone;
        if gain > chosen.as_ref().map_or(ADDED, |chosen| chosen.0) {
            let both = [first.min(second), first.max(second)];
            chosen = Some((gain, Together { both, comparison }));
        }
    }
    chosen.map(|(_, together)| together)
}

/// A cheap measure of how much of the claim a sentence has.
fn overlap(part: &Part, place: Place<'_>) -> f64 {
    let sentence = place.sentence();
    let translated = sentence.language != part.sentence.language;
    let has = |word: &Word| {
        sentence.tokens.iter().any(|token| {
            token.stem == word.stem
                || word.antecedents.contains(&token.stem)
                || (translated && word.is_translated_by(token))
        })
    };
    part.items
        .iter()
        .map(|item| {
            let found = match &item.kind {
                ItemKind::Word(word) => number(has(word)),
                ItemKind::Name { words, .. } => number(words.iter().any(has)),
                ItemKind::Quantity(which) => {
                    let claimed = &part.sentence.quantities[*which];
                    let same = quantity::has_value(claimed, part, sentence, None);
                    number(!sentence.quantities.is_empty()).max(CLAIMED * number(same))
                }
                ItemKind::Date(which) => {
                    let claimed = &part.sentence.dates[*which];
                    let same = date::agreeing(claimed, &part.sentence, sentence).is_some();
                    number(!sentence.dates.is_empty()).max(CLAIMED * number(same))
                }
            };
            found * item.weight
        })
        .sum()
}

/// What the model reads for the sentence at `place`: the whole passage where that is short, else
/// the sentence behind its heading and the sentence before it, as far as they are short enough.
fn window(place: Place<'_>) -> String {
    let words = |text: &str| text.split_whitespace().count();
    let sentences = &place.reading.sentences;
    if sentences.iter().map(|one| words(&one.text)).sum::<usize>() <= SHORT {
        let texts: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
        return texts.join(" ");
    }
    let mut window = place.sentence().text.clone();
    let nearest = place.before().next().map(|before| before.text.as_str());
    let orientation = [nearest, place.reading.heading.as_deref()];
    for text in orientation.into_iter().flatten() {
        if words(text) + words(&window) <= WINDOW {
            window = format!("{text}\n{window}");
        }
    }
    window
}

/// What the model reads for two sentences of one passage: as much of it around them as is short
/// enough, or no more than the two.
fn stretch(first: Place<'_>, second: Place<'_>) -> String {
    let words = |text: &str| text.split_whitespace().count();
    let sentences = &first.reading.sentences;
    let length = |range: &RangeInclusive<usize>| -> usize {
        let within = &sentences[range.clone()];
        within.iter().map(|one| words(&one.text)).sum()
    };
    let mut range = first.at.min(second.at)..=first.at.max(second.at);
    if length(&range) > STRETCH {
        return format!("{}\n{}", first.sentence().text, second.sentence().text);
    }
    loop {
        let before = range.start().saturating_sub(1)..=*range.end();
        let after = *range.start()..=(range.end() + 1).min(sentences.len() - 1);
        let wider = [before, after]
            .into_iter()
            .find(|wider| *wider != range && length(wider) <= STRETCH);
        match wider {
            Some(wider) => range = wider,
            None => break,
        }
    }
    let texts: Vec<&str> = sentences[range]
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Context, Language};

    fn context(heading: &str) -> Context {
        Context {
            language: Language::English,
            headings: vec![heading.to_owned()],
            ..Context::default()
        }
    }

    #[test]
    fn a_model_is_asked_about_each_sentence_with_what_stands_before_it() {
        let knowledge = Knowledge::default();
        let text = "The ferry sank off Brest. Its crew was saved.";
        let claim = ClaimReading::of(text, &context("A draft"), &[], &[], &knowledge);
        let rest = "Elsewhere rain fell ".repeat(60);
        let source = format!("A ferry sank at noon. The crew swam ashore near Brest. {rest}.");
        let reading = Reading::of(&source, &context("Shipwrecks"), &knowledge);
        let trial = Trial::of(&claim, &[&reading], &knowledge);
        let asked: Vec<(String, String)> = trial
            .questions()
            .into_iter()
            .map(|question| (question.claim, question.passage))
            .collect();
        let first = "Shipwrecks\nA ferry sank at noon.".to_owned();
        let both = "Shipwrecks\nA ferry sank at noon.\nThe crew swam ashore near Brest.".to_owned();
        let together = "A ferry sank at noon. The crew swam ashore near Brest.".to_owned();
        assert_eq!(
            asked,
            [
                ("The ferry sank off Brest.".to_owned(), first),
                ("The ferry sank off Brest.".to_owned(), both.clone()),
                ("The ferry sank off Brest.".to_owned(), together),
                ("Its crew was saved.".to_owned(), both),
            ]
        );
    }

    #[test]
    fn the_sentence_with_the_claimed_figure_is_a_candidate_before_those_with_others() {
        let knowledge = Knowledge::default();
        let text = "The crews at Leeds are to grow by 15 percent in 2024.";
        let claim = ClaimReading::of(text, &context(""), &[], &[], &knowledge);
        let others = (1..=CANDIDATES).map(|at| format!("The crews lost {at} percent in 2004. "));
        let source = format!(
            "{}Their number fell by 15 percent in 2024.",
            others
                .filter(|other| !other.contains("15"))
                .collect::<String>()
        );
        let reading = Reading::of(&source, &context(""), &knowledge);
        let found = candidates(&claim.parts[0], &[&reading]);
        assert_eq!(found.len(), CANDIDATES);
        let claimed = |(_, place): &(usize, Place<'_>)| place.sentence().text.contains("15");
        assert!(found.iter().any(claimed));
    }

    #[test]
    fn a_short_passage_is_shown_whole() {
        let knowledge = Knowledge::default();
        let source = "A ferry sank at noon. The crew swam ashore near Brest.";
        let reading = Reading::of(source, &context("Shipwrecks"), &knowledge);
        let place = Place {
            reading: &reading,
            at: 0,
        };
        assert_eq!(window(place), source);
    }

    #[test]
    fn a_window_stays_short_and_holds_its_whole_sentence() {
        let knowledge = Knowledge::default();
        let long = format!("The ferry {}sank off Brest.", "slowly ".repeat(90));
        let reading = Reading::of(
            &format!("It was noon. {long}"),
            &context("Shipwrecks"),
            &knowledge,
        );
        let place = Place {
            reading: &reading,
            at: 1,
        };
        assert_eq!(window(place), long);
    }
}
