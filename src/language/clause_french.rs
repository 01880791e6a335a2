//! Clauses of a French sentence, as far as its compound tenses show them: a form of avoir or être
//! and a participle, with the noun groups on both sides.

use super::clause::{Clause, Phrase, Tense, Voice};
use super::token::{TokenKind, Words};

const AVOIR: [&str; 10] = [
    "a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "eut", "eurent",
];
const ETRE: [&str; 14] = [
    "est", "sont", "etait", "etaient", "fut", "furent", "sera", "seront", "serait", "seraient",
    "ete", "soit", "soient", "etre",
];
/// Verbs of movement and change, which have être in the active voice.
const OF_MOTION: [&str; 10] = [
    "parti", "arrive", "venu", "alle", "entre", "reste", "tombe", "devenu", "mort", "sorti",
];
/// Words that may stand between the auxiliary and its participle.
const BETWEEN: [&str; 11] = [
    "pas",
    "plus",
    "jamais",
    "ete",
    "deja",
    "aussi",
    "egalement",
    "bien",
    "ensuite",
    "recemment",
    "encore",
];

/// The clauses of a French sentence, in order of their predicates.
pub(super) fn clauses(words: &Words<'_>) -> Vec<Clause> {
    (0..words.tokens.len())
        .filter_map(|at| clause(words, at))
        .collect()
}

/// The clause whose participle is token `verb`.
fn clause(words: &Words<'_>, verb: usize) -> Option<Clause> {
    let folded = |at: usize| words.tokens[at].folded.as_str();
    if !is_participle(folded(verb)) {
        return None;
    }
    let mut start = verb;
    while start > 0 && (BETWEEN.contains(&folded(start - 1)) || folded(start - 1).ends_with("ment"))
    {
        start -= 1;
    }
    start = start.checked_sub(1)?;
    let reflexive = start > 0 && matches!(folded(start - 1), "se" | "s");
    let group: Vec<&str> = (start..verb).map(folded).collect();
    let with_avoir = AVOIR.contains(&group[0]);
    if !with_avoir && !ETRE.contains(&group[0]) {
        return None;
    }
    let be = !with_avoir || group.contains(&"ete");
    let passive = be && !reflexive && !is_of_motion(folded(verb));
    if reflexive {
        start -= 1;
    }
    let negated = start > 0 && folded(start - 1) == "ne";
    if negated {
        start -= 1;
    }
    let subject = subject(words, start);
    let behind = object(words, verb + 1);
    let (agent, patient) = if passive {
        (by_agent(words, verb), subject)
    } else {
        (subject, behind.filter(|_| with_avoir))
    };
    Some(Clause {
        predicate: words.span(start, verb),
        lemma: folded(verb).to_owned(),
        voice: if passive {
            Voice::Passive
        } else {
            Voice::Active
        },
        tense: Tense::Past,
        negated,
        agent,
        patient,
    })
}

/// Whether a word ends like a past participle.
fn is_participle(folded: &str) -> bool {
    let base = folded
        .strip_suffix("es")
        .filter(|base| base.ends_with(['e', 'i', 'u', 's', 't']))
        .or_else(|| folded.strip_suffix('s'))
        .unwrap_or(folded);
    base.len() > 2
        && [
            "e", "ee", "i", "ie", "u", "ue", "is", "ise", "it", "ite", "mort", "ert", "aint",
        ]
        .iter()
        .any(|ending| base.ends_with(ending) || folded.ends_with(ending))
        && !BETWEEN.contains(&folded)
}

fn is_of_motion(folded: &str) -> bool {
    OF_MOTION.iter().any(|verb| {
        folded
            .strip_prefix(verb)
            .is_some_and(|ending| matches!(ending, "" | "e" | "s" | "es"))
    })
}

/// The noun group that ends right before token `end`: back to its article, and over what hangs
/// on it by "de".
fn subject(words: &Words<'_>, end: usize) -> Option<Phrase> {
    let mut start = end;
    while start > 0 && is_of_group(words, start - 1) {
        start -= 1;
    }
    let content = |at: &usize| !words.tokens[*at].is_stop;
    let head = (start..end).find(content)?;
    Some(Phrase {
        span: words.span(start, end - 1),
        head: words.tokens[head].span,
    })
}

/// The noun group right behind the verb.
fn object(words: &Words<'_>, from: usize) -> Option<Phrase> {
    const ARTICLES: [&str; 14] = [
        "le", "la", "les", "un", "une", "des", "du", "ce", "cette", "ces", "son", "sa", "leur",
        "leurs",
    ];
    let first = words.tokens.get(from)?;
    let named = words.written(from).starts_with(char::is_uppercase);
    if !ARTICLES.contains(&first.folded.as_str()) && !named && first.kind != TokenKind::Number {
        return None;
    }
    let mut end = from;
    while end < words.tokens.len() && is_of_group(words, end) {
        end += 1;
    }
    let head = (from..end).find(|&at| !words.tokens[at].is_stop)?;
    Some(Phrase {
        span: words.span(from, end - 1),
        head: words.tokens[head].span,
    })
}

fn by_agent(words: &Words<'_>, verb: usize) -> Option<Phrase> {
    const REACH: usize = 6;
    let last = words.tokens.len().min(verb + REACH);
    let by = (verb + 1..last).find(|&at| words.tokens[at].folded == "par")?;
    object(words, by + 1)
}

/// Whether a token can be part of a noun group: anything but punctuation, joining words and the
/// prepositions that open another group.
fn is_of_group(words: &Words<'_>, at: usize) -> bool {
    let token = &words.tokens[at];
    token.kind != TokenKind::Punctuation
        && !matches!(
            token.folded.as_str(),
            "et" | "ou"
                | "mais"
                | "qui"
                | "que"
                | "dont"
                | "a"
                | "au"
                | "aux"
                | "en"
                | "dans"
                | "par"
                | "pour"
                | "sur"
                | "avec"
                | "sans"
                | "contre"
                | "depuis"
                | "apres"
                | "avant"
                | "ne"
                | "se"
                | "sont"
                | "est"
                | "ont"
        )
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::super::clause::heads;
    use super::*;

    fn found(text: &str) -> Vec<(String, Voice, Option<&str>, Option<&str>)> {
        heads(clauses(&Words::new(text, Language::French)), text)
    }

    #[test]
    fn one_deed_in_both_voices() {
        assert_eq!(
            found("La police du port a fermé le marché."),
            [(
                "ferme".to_owned(),
                Voice::Active,
                Some("police"),
                Some("marché")
            )]
        );
        assert_eq!(
            found("Le marché a été fermé par la police."),
            [(
                "ferme".to_owned(),
                Voice::Passive,
                Some("police"),
                Some("marché")
            )]
        );
    }

    #[test]
    fn verbs_of_motion_act_with_etre() {
        let clause = &found("Les soldats sont partis du village.")[0];
        assert_eq!((clause.1, clause.2), (Voice::Active, Some("soldats")));
        let clause = &found("Les soldats sont attendus au village.")[0];
        assert_eq!((clause.1, clause.3), (Voice::Passive, Some("soldats")));
    }

    #[test]
    fn nothing_is_read_where_no_auxiliary_stands() {
        assert_eq!(found("Un marché fermé près du port."), []);
    }
}
