//! What happened to those that a figure counts: 63 who were discharged are not 63 who died.

use super::sentence::Sentence;
use crate::language::fold::fold;
use crate::language::quantity::Counted;

/// Beginnings of the words for each fate, in English and French, folded. What one of them befell it
/// did not, as far as a figure tells, befall as one of another.
const FATES: [&[&str]; 7] = [
    &[
        "kill", "dead", "die", "massacr", "slain", "murder", "execut", "tue", "mort", "assassin",
    ],
    &["wound", "injur", "hurt", "bless"],
    &["arrest", "detain", "jail", "arret", "interpel"],
    &["abduct", "kidnap", "enlev"],
    &["displac", "uproot", "evacuat", "deplac"],
    &["releas", "rescue", "discharg", "freed", "liber"],
    &["missing", "disparu"],
];

/// Whether two figures count people to whom surely not the same happened.
pub(super) fn differ(
    ours: Counted,
    claim: &Sentence,
    theirs: Counted,
    sentence: &Sentence,
) -> bool {
    let (ours, theirs) = (fate(ours, claim), fate(theirs, sentence));
    ours.zip(theirs)
        .is_some_and(|(ours, theirs)| ours != theirs)
}

/// Which of the fates befell those that are counted, if a word beside the figure tells.
fn fate(counted: Counted, sentence: &Sentence) -> Option<usize> {
    let word = fold(counted.participle?.of(&sentence.text));
    let is_of = |fate: &&[&str]| fate.iter().any(|beginning| word.starts_with(beginning));
    FATES.iter().position(is_of)
}

#[cfg(test)]
mod tests {
    use super::differ;
    use crate::judge::testing::Example;

    fn are_apart(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let (part, source) = (example.part(), example.sentence());
        let ours = part.sentence.quantities[0].of.expect("what is counted");
        let theirs = source.quantities[0].of.expect("what is counted");
        differ(ours, &part.sentence, theirs, source)
    }

    #[test]
    fn those_who_died_are_not_those_who_were_hurt() {
        let hurt = "The storm left 63 farmers wounded.";
        assert!(are_apart("63 farmers died in the storm.", hurt));
        assert!(!are_apart("63 farmers were injured in the storm.", hurt));
        assert!(are_apart(
            "63 farmers were killed.",
            "63 farmers have been discharged."
        ));
        assert!(!are_apart(
            "63 farmers were killed.",
            "The storm killed 63 farmers."
        ));
        assert!(!are_apart("63 farmers were hired.", hurt));
    }
}
