//! What is looked for: the words of a claim, and the words around it that say what it is about.

use crate::draft::Claim;
use crate::language::Language;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words of the claim, citations left out.
    pub text: String,
    /// Words that the claim stands for or stands among: antecedents, headings, the sentence
    /// before. They count less.
    pub surroundings: Vec<String>,
    /// Language of the words.
    pub language: Language,
    /// Only these sources, by name; none means all.
    pub within: Vec<String>,
}

impl Query {
    /// Plain words.
    #[must_use]
    pub fn words(text: &str, language: Language) -> Self {
        Self {
            text: text.to_owned(),
            language,
            ..Self::default()
        }
    }

    /// A claim of a draft, with what its pronouns stand for and what it stands among.
    #[must_use]
    pub fn of_claim(claim: &Claim) -> Self {
        let mut text = String::with_capacity(claim.text.len());
        let mut at = 0;
        for span in &claim.apparatus {
            text.push_str(&claim.text[at..span.start.max(at)]);
            at = at.max(span.end);
        }
        text.push_str(&claim.text[at..]);
        let context = &claim.context;
        let antecedents = claim.antecedents.iter().map(|(_, words)| words.clone());
        let surroundings = antecedents
            .chain(context.lead_in.clone())
            .chain(context.before.last().cloned())
            .chain(context.headings.last().cloned())
            .chain(context.cells.iter().map(|cell| cell.head.clone()))
            .filter(|words| !words.is_empty())
            .collect();
        Self {
            text,
            surroundings,
            language: context.language,
            within: Vec::new(),
        }
    }

    /// The same, among these sources only.
    #[must_use]
    pub fn within(mut self, sources: impl IntoIterator<Item = String>) -> Self {
        self.within = sources.into_iter().collect();
        self
    }
}
