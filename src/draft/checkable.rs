//! Whether a sentence states something that can be checked, or only comments.
//!
//! A sentence is taken for a claim unless it shows by its grammar that it is none: a question, an announcement
//! of what the text will do, advice, what the writer thinks or says to the reader, the line
//! that leads into a list. A citation, a quotation or a figure outweighs the softer of these signs,
//! because a comment may hang on a fact; for the same reason the main clause is asked where the
//! whole sentence comments. What only judges is a claim, too: no list of words tells a judgement from a fact, and
//! that no source says so can be said of either.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::comment::{self, Signs};
use crate::language::clause::has_finite_verb;
use crate::language::{Language, lexicon};

/// What is known of a sentence besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Support {
    /// Whether it has a citation of its own.
    pub(super) is_cited: bool,
    /// Whether it quotes.
    pub(super) quotes: bool,
}

/// Whether `sentence`, without its citations, is a claim.
pub(super) fn is_claim(sentence: &str, language: Language, support: Support) -> bool {
    let text = sentence.trim();
    let plain = text.replace('’', "'");
    if words(&plain) < 2 || is_question(&plain) || leads_in(&plain, support) {
        return false;
    }
    let signs = match language {
        Language::French => &*comment::FRENCH,
        Language::English | Language::Other => &*comment::ENGLISH,
    };
    let stated = REMARKING.find(&plain).map_or(0, |opening| opening.end());
    states(&plain[stated..], signs, support)
        || main_clauses(&plain[stated..])
            .any(|clause| states(&format!("{clause}."), signs, Support::default()))
}

/// Whether an item of a list names something and says nothing of it: no sentence, no verb. Then only
/// the line that leads into the list can tell what a figure in it is of.
pub(super) fn is_fragment(item: &str, language: Language, support: Support) -> bool {
    language == Language::English
        && !support.is_cited
        && !support.quotes
        && !ends_as_sentence(item)
        && !has_finite_verb(item)
}

/// Whether a text says what can be checked.
fn states(plain: &str, signs: &Signs, support: Support) -> bool {
    if support.is_cited || support.quotes {
        return true;
    }
    if words(plain) < 3 && !has_figure(plain) {
        return false;
    }
    if signs.announces.is_match(plain) || signs.advises.is_match(plain) {
        return false;
    }
    if signs.speaks.is_match(plain) || is_instruction(plain) {
        return has_figure(plain);
    }
    has_verb_or_figure(plain)
}

/// A writer's word about the statement that follows: "We should note that prices rose".
static REMARKING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:(?:it|we|one|I|you) (?:should|must|may|can|ought to|is to|has to) (?:also |be |not )*(?:noted?|remember(?:ed)?|add(?:ed)?|stress(?:ed)?|emphasi[sz]ed?|recall(?:ed)?|said|say|mention(?:ed)?|forget|forgotten) that|(?:please )?note that|il (?:faut|convient de) (?:noter|rappeler|souligner|ajouter) que|notons que|rappelons que) ",
    )
    .expect("the pattern is sound")
});

/// What stands before a clause that hangs on the main one.
static HANGING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:;| [–—]|,? (?:so|and|but|yet|although|though|et|mais|donc|alors|bien que)|, (?:which|who|a|an|something|ce qui|ce que|qui|as)) ",
    )
    .expect("the pattern is sound")
});

/// What a sentence says before the clauses that hang on it, one more of them each time.
fn main_clauses(plain: &str) -> impl Iterator<Item = &str> {
    const FEWEST_WORDS: usize = 4;
    // Nobody hangs more clauses on one, and each is read with all that stands before it.
    const MOST_CLAUSES: usize = 24;
    HANGING
        .find_iter(plain)
        .filter(|hanging| {
            let joint = hanging.as_str();
            joint.starts_with([',', ';']) || joint.contains(['–', '—'])
        })
        .map(|hanging| &plain[..hanging.start()])
        .filter(|clause| words(clause) >= FEWEST_WORDS)
        .take(MOST_CLAUSES)
}

/// Whether a line only leads into what stands beneath it: "It covers the following:".
fn leads_in(plain: &str, support: Support) -> bool {
    plain.trim_end().ends_with(':') && !has_number(plain) && !support.is_cited && !support.quotes
}

/// Whether a sentence tells the reader what to do: it begins with the base form of a verb before
/// what the deed is done to.
fn is_instruction(plain: &str) -> bool {
    const OBJECTS: &[&str] = &[
        "a", "all", "an", "any", "each", "every", "it", "its", "no", "our", "that", "the", "them",
        "these", "this", "those", "you", "your",
    ];
    let mut words = plain.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let verb = first.to_lowercase();
    OBJECTS.contains(&second.to_lowercase().as_str())
        && !lexicon::parts_of_speech(&verb).adverb
        && !JOINING.contains(&verb.as_str())
        && lexicon::verb_lemma(&verb) == Some(verb.as_str())
}

/// Verbs that are prepositions or conjunctions too, and then begin a statement.
const JOINING: &[&str] = &["bar", "like", "save", "till", "while"];

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

fn is_question(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '»', '\'', ')', ' ', '\u{A0}', '\u{202F}'])
        .ends_with('?')
}

/// A figure, a date, or a number in words that counts something.
fn has_figure(text: &str) -> bool {
    static NUMBERS: LazyLock<RegexSet> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|doubled|tripled|halved|quarter|percent|per cent)\b",
            r"(?i)\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|millions?|milliards?|dizaines?|centaines?|milliers?|doublé|triplé|moitié|pour cent)\b",
        ])
        .expect("the patterns are sound")
    });
    has_number(text) || NUMBERS.is_match(text)
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// A headline, a byline, a caption or an exclamation has no verb and no figure.
fn has_verb_or_figure(text: &str) -> bool {
    ends_as_sentence(text) || has_number(text) || words(text) >= 8
}

fn ends_as_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '»', '\'', '’', ')', ' '])
        .ends_with(['.', '…', ';', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(sentence: &str) -> bool {
        is_claim(sentence, Language::English, Support::default())
    }

    fn french(sentence: &str) -> bool {
        is_claim(sentence, Language::French, Support::default())
    }

    #[test]
    fn statements_of_fact_are_claims() {
        for sentence in [
            "The dam burst in March.",
            "The harbour authority employs forty pilots.",
            "Norway is the largest donor.",
            "It threatens the water supply of the valley.",
            "The strike was called off by the union.",
            "Unfortunately, 14 houses were lost.",
            "The truth is that prices rose by 9 per cent.",
            "The mayor will open the bridge on 3 May.",
            "Rents in the old town are higher than in the suburbs.",
            "Most of the drivers never received their pay.",
            "The council has failed to publish the accounts.",
        ] {
            assert!(english(sentence), "{sentence}");
        }
        for sentence in [
            "Le barrage a cédé en mars.",
            "La Norvège est le premier donateur.",
            "Le syndicat a levé la grève.",
            "Malheureusement, 14 maisons ont été détruites.",
        ] {
            assert!(french(sentence), "{sentence}");
        }
    }

    #[test]
    fn comment_is_no_claim() {
        for sentence in [
            "What went wrong in the valley?",
            "The council should publish its accounts.",
            "Do not forget the drivers.",
            "Let us begin with the dam.",
            "One can only hope that the lesson is learned.",
            "I doubt it very much.",
            "You will want to see it in spring.",
            "This report looks at the causes of the flood.",
            "In the next section we turn to the harbour.",
        ] {
            assert!(!english(sentence), "{sentence}");
        }
        for sentence in [
            "Qu'est-ce qui a mal tourné ?",
            "Il faut agir.",
            "Le conseil devrait publier ses comptes.",
            "Nous espérons que la leçon est apprise.",
            "Conservez les reçus pendant toute la durée.",
            "Si possible, utilisez le même quai.",
            "Ce rapport examine les causes de la crue.",
        ] {
            assert!(!french(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_rule_and_a_view_of_others_are_facts() {
        for sentence in [
            "Schools must pay a fee to reproduce pictures.",
            "Growers did not have to save water.",
            "The permit needs to be renewed every year.",
            "The minister says that the ban lasts too long.",
            "The ferry is the best way to the island, according to the council.",
            "Let's Play Harbour has 40 members.",
        ] {
            assert!(english(sentence), "{sentence}");
        }
        assert!(french(
            "Les doses doivent être réduites chez les patients âgés."
        ));
        assert!(french("Assez tard, les quais furent libres."));
        assert!(french("Sanchez a fermé le port."));
    }

    #[test]
    fn what_is_cited_or_quoted_is_a_claim_even_where_it_judges() {
        let cited = Support {
            is_cited: true,
            quotes: false,
        };
        let quotes = Support {
            is_cited: false,
            quotes: true,
        };
        let sentence = "The agreement should be carried out.";
        assert!(!english(sentence));
        assert!(is_claim(sentence, Language::English, cited));
        assert!(is_claim(
            "She called it “a disgrace for the whole valley”.",
            Language::English,
            quotes
        ));
        assert!(!is_claim("Is that so?", Language::English, cited));
    }

    #[test]
    fn a_comment_that_hangs_on_a_fact_leaves_the_fact() {
        for sentence in [
            "The swing bridge closed in 2017, so drivers should take the ferry.",
            "The swing bridge closed, and nobody should be surprised.",
            "The swing bridge closed in 2019; somebody should have said so.",
            "Prices rose in the valley, which should worry everyone.",
            "We should note that prices rose in the valley.",
        ] {
            assert!(english(sentence), "{sentence}");
        }
        assert!(!english(
            "You should visit the bridge, and you should do so in spring."
        ));
        assert!(french(
            "Les prix ont augmenté dans la vallée, ce qui devrait inquiéter."
        ));
    }

    #[test]
    fn instructions_and_lines_that_lead_in_are_no_claims() {
        for sentence in [
            "Add the following line to your configuration.",
            "Run the tests before you commit.",
            "Check that the server is running.",
            "It covers the following:",
        ] {
            assert!(!english(sentence), "{sentence}");
        }
        for sentence in ["Then the dam burst.", "Near the harbour stands a church."] {
            assert!(english(sentence), "{sentence}");
        }
    }

    #[test]
    fn items_without_a_verb_are_fragments() {
        let is_fragment = |item| is_fragment(item, Language::English, Support::default());
        for item in [
            "the gate on the north side of the old stone dam",
            "Chapter 4: Harbours and their keepers",
            "12 plates",
            "version 2.1 or later",
        ] {
            assert!(is_fragment(item), "{item}");
        }
        for item in [
            "the dam is 40 metres high",
            "The gate on the north side.",
            "the keeper opened the gate before noon",
        ] {
            assert!(!is_fragment(item), "{item}");
        }
    }

    #[test]
    fn bylines_and_headlines_are_no_claims() {
        assert!(!english("By our correspondent in the valley"));
        assert!(!english("Rotterdam"));
        assert!(!english("The long road back"));
    }
}
