//! Names of a claim against names of a sentence, in whatever form they are written.

use super::words;
use crate::judge::model::{Alignment, Word};
use crate::judge::reading::Knowledge;
use crate::judge::sentence::Sentence;
use crate::language::Language;
use crate::language::name::{Match, Name, NameKind, same_name};

/// A surname for a full name, a country for its people.
const COMPATIBLE: f64 = 0.9;

/// Where `sentence` has the name: as a name of its own, or spread over its words.
pub(super) fn align(
    claimed: &Name,
    words: &[Word],
    language: Language,
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Alignment {
    let mut best = Alignment::Unmet;
    for name in &sentence.names {
        let strength = match same_name(claimed, name, &knowledge.abbreviations) {
            Match::Same => 1.0,
            Match::Compatible if !is_place_of(name, claimed, words) => COMPATIBLE,
            Match::Compatible | Match::Different => 0.0,
        };
        if strength > best.strength() {
            best = Alignment::Met {
                span: name.span,
                strength,
            };
        }
    }
    if best.is_met() {
        best
    } else {
        by_words(claimed, words, language, sentence, knowledge)
    }
}

/// Whether `found` is only the place in a longer name: "Kent" for "Kent Rivers Trust".
fn is_place_of(found: &Name, claimed: &Name, words: &[Word]) -> bool {
    let place = |kind| matches!(kind, NameKind::Place | NameKind::Demonym);
    place(found.kind) && !place(claimed.kind) && words.len() > 1
}

/// The name written as plain words: in lower case, or spread over a longer name. A word of a name that names something
/// else is no mention: Guinea is not in Guinea-Bissau, which leaves open what is said of Guinea.
fn by_words(
    claimed: &Name,
    words: &[Word],
    language: Language,
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Alignment {
    let mut whole = Alignment::Unmet;
    for word in words {
        let Alignment::Met { span, strength } = words::align(word, language, sentence) else {
            return Alignment::Unmet;
        };
        let mut others = sentence.names.iter();
        let another = others.find(|name| {
            name.span.overlaps(span)
                && same_name(claimed, name, &knowledge.abbreviations) == Match::Different
        });
        match another {
            Some(name) if is_part(claimed, name) => return Alignment::Open { span: name.span },
            Some(_) => return Alignment::Unmet,
            None if strength < COMPATIBLE => return Alignment::Unmet,
            None => {}
        }
        whole = match whole {
            Alignment::Met {
                span: before,
                strength: least,
            } => Alignment::Met {
                span: before.cover(span),
                strength: least.min(strength),
            },
            _ => Alignment::Met { span, strength },
        };
    }
    whole
}

/// Whether all of a name stands in another one, word by word.
fn is_part(name: &Name, of: &Name) -> bool {
    let words = |name: &Name| format!(" {} ", name.canonical.replace('-', " "));
    words(of).contains(&words(name))
}
