//! Whom a text means where it says "she added": the person that a sentence before names.
//!
//! It knows names and no meaning: where two persons could be meant, nobody is.

use super::name::{Name, NameKind};

/// Sentences before the pronoun in which its name is looked for.
pub const REACH: usize = 3;
/// Where a name begins at most, in bytes, that a sentence is about: an article or a title may stand before it.
const OPENING: usize = 5;

/// Whether a speaker is only a pronoun for a person.
#[must_use]
pub fn is_pronoun(speaker: &str) -> bool {
    const PRONOUNS: [&str; 6] = ["he", "she", "they", "il", "elle", "-t-elle"];
    PRONOUNS.contains(&speaker.to_lowercase().as_str())
}

/// Who is meant by a pronoun, by the names of the sentences before it, the nearest first: in the first that names
/// somebody, whom it is about, or the only one. With the number of that sentence.
pub fn meant<'n>(before: impl Iterator<Item = &'n [Name]>) -> Option<(usize, &'n Name)> {
    let may_speak = |name: &&Name| matches!(name.kind, NameKind::Person | NameKind::Other);
    let people = before.take(REACH).map(|names| -> Vec<&Name> {
        let people = names.iter().filter(may_speak);
        people.collect()
    });
    let mut numbered = people.enumerate();
    let (number, named) = numbered.find(|(_, people)| !people.is_empty())?;
    match named.as_slice() {
        [only] => Some((number, only)),
        [first, ..] if first.span.start <= OPENING => Some((number, first)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::name::names;
    use crate::language::token::Words;

    /// Who is meant behind these sentences, the last of which is the nearest.
    fn who(before: &[&str]) -> Option<String> {
        let read = |text: &&str| names(&Words::new(text, Language::English));
        let names: Vec<Vec<Name>> = before.iter().map(read).collect();
        meant(names.iter().rev().map(Vec::as_slice)).map(|(_, name)| name.canonical.clone())
    }

    #[test]
    fn the_person_named_last_is_meant_and_of_two_the_one_spoken_of() {
        assert_eq!(
            who(&["The head of the line is Ida Holm."]).as_deref(),
            Some("ida holm")
        );
        assert_eq!(
            who(&["Clara Osei met Tomas Berg.", "The sea was calm."]).as_deref(),
            Some("clara osei")
        );
        assert_eq!(who(&["In the yard Clara Osei met Tomas Berg."]), None);
        assert_eq!(who(&["The sea was calm."]), None);
    }
}
