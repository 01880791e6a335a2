//! A claim before its passages: windows are chosen and aligned first, and the verdict is reached afterwards, so that a
//! model can be asked in between, of all the claims of a draft at once.

use super::assess::pair;
use super::claim::{ClaimReading, ClaimSentence};
use super::combine::{self, Assessment, Bench, Decision};
use super::explain;
use super::fusion::{self, Features};
use super::model::{Effect, RuleId, Verdict};
use super::outcome::{Evidence, Excess, Outcome};
use super::reading::{Knowledge, Reading};
use super::voice::speaks;
use super::window::{Stretch, Window, windows};
use crate::entailment::{Question, Scores};
use crate::language::Language;
use crate::language::gloss::gloss;

/// A claim with the windows that may decide it, before the verdict.
#[derive(Debug)]
pub struct Trial<'a> {
    /// Why the claim cannot be checked, if it cannot.
    excess: Option<Excess>,
    sentences: Vec<SentenceTrial<'a>>,
    passages: Vec<&'a Reading>,
    knowledge: &'a Knowledge,
}

#[derive(Debug)]
struct SentenceTrial<'a> {
    claim: &'a ClaimSentence,
    windows: Vec<Window>,
}

impl<'a> SentenceTrial<'a> {
    fn decide(&self, assessments: &[Assessment<'a>]) -> Decision {
        combine::decide(&Bench {
            claim: self.claim,
            assessments,
        })
    }
}

impl<'a> Trial<'a> {
    /// Chooses what of `passages`, best retrieved first, is held against `claim`.
    #[must_use]
    pub fn of(claim: &'a ClaimReading, passages: &[&'a Reading], knowledge: &'a Knowledge) -> Self {
        let of_sentence = |claim: &'a ClaimSentence| SentenceTrial {
            claim,
            windows: windows(claim, passages),
        };
        Self {
            excess: claim.excess(),
            sentences: claim.sentences.iter().map(of_sentence).collect(),
            passages: passages.to_vec(),
            knowledge,
        }
    }

    /// What a model is asked: each sentence of the claim with each of its windows, but for those on which no reading could
    /// change the verdict.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let is_open = |trial: &&SentenceTrial<'a>| {
            let assessments = self.compared(trial);
            !trial.decide(&assessments).by_comparison
        };
        let windows = self.sentences.iter().filter(is_open).flat_map(|trial| {
            let windows = trial.windows.iter();
            windows.map(|window| self.question(trial.claim, window))
        });
        windows.collect()
    }

    fn question(&self, claim: &ClaimSentence, window: &Window) -> Question {
        let languages = [claim.sentence.language, window.language(&self.passages)];
        let texts = [self.asked(claim, window), window.text(&self.passages)];
        let is_french = languages.contains(&Language::French);
        let is_known = !languages.contains(&Language::Other);
        let in_english = |at: usize| match languages[at] {
            Language::French => gloss(&texts[at]),
            _ => texts[at].clone(),
        };
        let in_english = (is_french && is_known).then(|| [0, 1].map(in_english));
        let [claim, passage] = texts;
        Question {
            claim,
            passage,
            languages: languages.map(Language::code),
            in_english,
        }
    }

    /// The words of a claim as a model reads them before a window: what it gives as the document's own words is asked
    /// for as such.
    fn asked(&self, claim: &ClaimSentence, window: &Window) -> String {
        let mut stretches = window.stretches.iter();
        let speaks = |one: &Stretch| speaks(claim, self.passages[one.passage], self.knowledge);
        match &claim.said {
            Some(said) if stretches.all(speaks) => said.plain.clone(),
            _ => claim.plain.clone(),
        }
    }

    /// What is known of every sentence of the claim, for fitting the numbers of the fusion. `scores` answer the
    /// [`questions`](Self::questions), in their order; there are none where no model was asked.
    #[must_use]
    pub fn features(&self, scores: &[Option<Scores>]) -> Vec<SentenceFeatures> {
        let mut scores = scores.iter();
        let of_sentence = |trial: &SentenceTrial<'a>| {
            let assessments = self.compared(trial);
            let decision = trial.decide(&assessments);
            let windows = assessments.iter().zip(&trial.windows);
            SentenceFeatures {
                compared: decision.by_comparison.then_some(decision.verdict),
                windows: windows
                    .map(|(one, window)| {
                        let asked = self.question(trial.claim, window);
                        let answer = (!decision.by_comparison).then(|| scores.next()).flatten();
                        WindowFeatures::of(one, window, asked, answer.copied().flatten())
                    })
                    .collect(),
            }
        };
        self.sentences.iter().map(of_sentence).collect()
    }

    /// The windows of a sentence, aligned, and not yet read by a model.
    fn compared(&'a self, trial: &'a SentenceTrial<'a>) -> Vec<Assessment<'a>> {
        let windows = trial.windows.iter();
        windows
            .map(|window| Assessment::of(pair(trial.claim, window, &self.passages, self.knowledge)))
            .collect()
    }

    /// The verdict, by the facts and, where a model was asked, by its `scores`: one for each of the
    /// [`questions`](Self::questions), in their order.
    ///
    /// [`Evidence::passage`](super::Evidence::passage) counts in the passages of the trial; spans of the evidence are
    /// spans of that passage's text.
    #[must_use]
    pub fn outcome(&self, scores: Option<&[Option<Scores>]>) -> Outcome {
        if let Some(excess) = self.excess {
            return Outcome::unchecked(excess);
        }
        let mut scores = scores.map(|scores| scores.iter());
        let mut decided: Vec<(Decision, Vec<Evidence>)> = Vec::new();
        for trial in &self.sentences {
            let mut assessments = self.compared(trial);
            let mut decision = trial.decide(&assessments);
            if let Some(scores) = &mut scores
                && !decision.by_comparison
            {
                for (one, answer) in assessments.iter_mut().zip(scores) {
                    one.weigh(answer.as_ref());
                }
                decision = trial.decide(&assessments);
            }
            let evidence = explain::evidence(&decision, &assessments);
            decided.push((decision, evidence));
        }
        let (decisions, mut evidence): (Vec<Decision>, Vec<Vec<Evidence>>) =
            decided.into_iter().unzip();
        let parts = decisions.iter().map(|one| (one.verdict, one.confidence));
        let whole = combine::whole(parts);
        Outcome {
            verdict: whole.verdict,
            confidence: whole.confidence,
            evidence: whole
                .order
                .into_iter()
                .flat_map(|at| std::mem::take(&mut evidence[at]))
                .collect(),
            excess: None,
        }
    }
}

/// What is known of a sentence of a claim, for fitting.
#[derive(Clone, Debug)]
pub struct SentenceFeatures {
    /// The verdict that comparing words and facts reaches, whatever a model reads.
    pub compared: Option<Verdict>,
    /// Its windows, as they were asked about.
    pub windows: Vec<WindowFeatures>,
}

/// What is known of one window, for fitting.
#[derive(Clone, Debug)]
pub struct WindowFeatures {
    /// What a model is asked of it.
    pub asked: Question,
    /// What they are fitted by.
    pub features: Features,
    /// What a model made of it, if it was asked.
    pub scores: Option<Scores>,
    /// Share of the claim's weight that it has, 0 to 1.
    pub coverage: f64,
    /// Whether something keeps it from giving the claim, whatever the model reads.
    pub vetoed: bool,
    /// The rules that found something.
    pub found: Vec<RuleId>,
    /// Whether it cannot exclude the claim, whatever the model reads: its figure leaves the claim's open, or it has all of the claim.
    pub left_open: bool,
    /// Whether it joins two stretches.
    pub joined: bool,
    /// The passage of its main sentence.
    pub passage: usize,
    /// The main sentence, as a span of that passage's text.
    pub span: crate::span::Span,
}

impl WindowFeatures {
    fn of(one: &Assessment<'_>, window: &Window, asked: Question, scores: Option<Scores>) -> Self {
        let answer = scores.unwrap_or_else(Scores::nothing);
        Self {
            asked,
            features: Features::of(&one.findings, &answer),
            scores,
            coverage: one.pair.coverage,
            vetoed: fusion::is_vetoed(&one.findings),
            found: one.findings.iter().map(|finding| finding.rule).collect(),
            left_open: fusion::leaves_open(one.pair.coverage, &one.findings),
            joined: window.stretches.len() > 1,
            passage: one.pair.main.0,
            span: one.pair.main().span(),
        }
    }
}

/// What every rule finds in `passage` of `claim`: its name and whether it speaks against the claim or only keeps the
/// passage from giving it.
#[must_use]
pub fn findings(
    claim: &ClaimReading,
    passage: &Reading,
    knowledge: &Knowledge,
) -> Vec<(RuleId, Effect)> {
    let passages = [passage];
    let mut found = Vec::new();
    for sentence in &claim.sentences {
        for window in windows(sentence, &passages) {
            let findings = pair(sentence, &window, &passages, knowledge).findings();
            found.extend(
                findings
                    .iter()
                    .map(|finding| (finding.rule, finding.effect)),
            );
        }
    }
    found
}

/// The verdict on `claim` by `passages`, best retrieved first, by the facts alone.
#[must_use]
pub fn judge(claim: &ClaimReading, passages: &[&Reading], knowledge: &Knowledge) -> Outcome {
    Trial::of(claim, passages, knowledge).outcome(None)
}
