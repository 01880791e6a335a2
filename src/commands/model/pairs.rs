//! Six simple pairs whose answers are known, and what a model's answers to them tell of it.
//!
//! They are no measure of how good a model is: any that was trained answers them. They show whether
//! it was put together rightly.

use crate::entailment::{About, Meaning, Question, Scores};

/// A pair whose answer is known.
pub(super) struct Pair {
    /// What the passage says of the claim.
    meaning: Meaning,
    /// The claim.
    pub(super) claim: &'static str,
    passage: &'static str,
}

/// Two pairs of each kind.
pub(super) const PAIRS: [Pair; 6] = [
    Pair {
        meaning: Meaning::Supported,
        claim: "Engineers found cracks in the bridge, and it was closed.",
        passage: "The old bridge at Lenham was closed to traffic on Monday after engineers found \
                  cracks in two of its pillars. Buses are being sent round by the ring road.",
    },
    Pair {
        meaning: Meaning::Supported,
        claim: "Paul Brandt succeeded Maria Ortega as head of the museum.",
        passage: "Maria Ortega, who had been head of the museum since 2011, handed over to her \
                  successor Paul Brandt in June. She will go on teaching at the university.",
    },
    Pair {
        meaning: Meaning::Refuted,
        claim: "The council approved the plan for a new harbour.",
        passage: "The council rejected the plan for a new harbour by a large majority. Its members \
                  said that the town could not pay for it.",
    },
    Pair {
        meaning: Meaning::Refuted,
        claim: "Several miners died.",
        passage: "All of the miners were brought to the surface alive on Thursday night, the \
                  company said. None of them was hurt.",
    },
    Pair {
        meaning: Meaning::Neutral,
        claim: "The singer of the band was born in Norway.",
        passage: "The festival opened on Friday with a concert in the market square. Some three \
                  hundred people came in spite of the rain.",
    },
    Pair {
        meaning: Meaning::Neutral,
        claim: "The workers of the factory are demanding higher wages.",
        passage: "The factory makes windows and doors, most of them for customers in Asia. It was \
                  founded by two brothers after the war.",
    },
];

impl Pair {
    /// What a model with these labels should answer: one that refutes nothing says “neither” of
    /// what is refuted.
    pub(super) fn expected(&self, model: &About) -> Meaning {
        match model.tells(self.meaning) {
            true => self.meaning,
            false => Meaning::Neutral,
        }
    }
}

/// The six pairs as questions.
pub(super) fn questions() -> Vec<Question> {
    let asked = |pair: &Pair| question(pair.claim, pair.passage.to_owned());
    PAIRS.iter().map(asked).collect()
}

/// Other pairs, to take the time of: each claim with passages that are not about it, three of them
/// at once, so that a passage is about as long as in a check.
pub(super) fn questions_to_time() -> Vec<Question> {
    let passage = |start: usize| {
        let of = |at: usize| PAIRS[(start + at) % PAIRS.len()].passage;
        [of(0), of(1), of(2)].join(" ")
    };
    let of_claim = |(at, pair): (usize, &Pair)| {
        let claim = pair.claim;
        (1..PAIRS.len()).map(move |further| question(claim, passage(at + further)))
    };
    PAIRS.iter().enumerate().flat_map(of_claim).collect()
}

fn question(claim: &str, passage: String) -> Question {
    Question {
        claim: claim.to_owned(),
        passage,
        languages: ["en"; 2],
        in_english: None,
    }
}

/// What is wrong with a model that gave these answers, each with the one that is right; `None`
/// where pairs of every kind come out as they should, taken together.
pub(super) fn warning(answers: &[(Meaning, Scores)]) -> Option<String> {
    let (_, first) = answers.first()?;
    let same = first.likeliest();
    if answers.iter().all(|(_, scores)| scores.likeliest() == same) {
        return Some(format!(
            "The model answers “{same}” to every pair, so it cannot tell them apart. See that its \
             weights are those of a trained model."
        ));
    }
    let taken = [Meaning::Supported, Meaning::Refuted, Meaning::Neutral]
        .into_iter()
        .filter_map(|meaning| {
            let given = together(answers, meaning)?.likeliest();
            (given != meaning).then(|| format!("what is “{meaning}” for “{given}”"))
        });
    let taken: Vec<String> = taken.collect();
    (!taken.is_empty()).then(|| {
        format!(
            "The model takes {}. Its labels may be the wrong way round: in a folder, compare \
             `id2label` in `config.json` with the model's card.",
            taken.join(", and ")
        )
    })
}

/// The answers to all pairs of one kind, added up; `None` where there is no such pair.
fn together(answers: &[(Meaning, Scores)], meaning: Meaning) -> Option<Scores> {
    let of_kind = answers.iter().filter(|(expected, _)| *expected == meaning);
    of_kind
        .map(|(_, scores)| *scores)
        .reduce(|sum, scores| Scores {
            supported: sum.supported + scores.supported,
            refuted: sum.refuted + scores.refuted,
            neutral: sum.neutral + scores.neutral,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(labels: &[Meaning]) -> About {
        About {
            name: "a model".to_owned(),
            labels: labels
                .iter()
                .map(|meaning| (meaning.to_string(), *meaning))
                .collect(),
            languages: vec!["en".to_owned()],
            most_tokens: Some(256),
        }
    }

    fn sure(meaning: Meaning) -> Scores {
        let share = |one: Meaning| if one == meaning { 0.8 } else { 0.1 };
        Scores {
            supported: share(Meaning::Supported),
            refuted: share(Meaning::Refuted),
            neutral: share(Meaning::Neutral),
        }
    }

    /// The warning about a model that gives what `answer` makes of the right answer.
    fn warned(model: &About, answer: impl Fn(Meaning) -> Meaning) -> Option<String> {
        let answers = PAIRS.iter().map(|pair| {
            let expected = pair.expected(model);
            (expected, sure(answer(expected)))
        });
        warning(&answers.collect::<Vec<_>>())
    }

    const THREE: [Meaning; 3] = [Meaning::Refuted, Meaning::Neutral, Meaning::Supported];

    #[test]
    fn right_answers_warn_of_nothing() {
        assert_eq!(warned(&model(&THREE), |expected| expected), None);
        let two = model(&[Meaning::Supported, Meaning::Neutral]);
        assert_eq!(warned(&two, |expected| expected), None);
    }

    #[test]
    fn labels_that_are_exchanged_are_told() {
        let exchanged = warned(&model(&THREE), |expected| match expected {
            Meaning::Supported => Meaning::Refuted,
            Meaning::Refuted => Meaning::Supported,
            Meaning::Neutral => Meaning::Neutral,
        });
        let exchanged = exchanged.expect("a warning");
        assert!(
            exchanged.contains(
                "what is “supported” for “refuted”, and what is “refuted” for “supported”"
            ),
            "{exchanged}"
        );
    }

    #[test]
    fn one_answer_to_everything_is_told() {
        let same = warned(&model(&THREE), |_| Meaning::Neutral).expect("a warning");
        assert!(same.contains("answers “neither” to every pair"), "{same}");
    }

    #[test]
    fn no_pair_is_asked_for_its_answer_and_for_its_time() {
        let mut all = questions();
        all.extend(questions_to_time());
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), count), (36, 36));
    }
}
