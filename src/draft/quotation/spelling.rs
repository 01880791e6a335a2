//! Spellings of one word that fair editing may exchange: British and American, old and new.

use std::sync::LazyLock;

use regex::Regex;

/// Endings that are spelled in two ways, and the one that stands for both.
static ENDINGS: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"^(.{2,})is(e|es|ed|ing|er|ers|ation|ations|ational|able)$", "${1}iz${2}"),
        (r"^(.{2,})lys(e|es|ed|ing|er|ers)$", "${1}lyz${2}"),
        (
            r"^(.{2,})our(s|ed|ing|able|ably|ful|less|ite|ites|hood|hoods|er|ers|ist|ists)?$",
            "${1}or${2}",
        ),
        (r"^(cent|theat|fib|meag|lust|spect|calib|somb|lit|met|kilomet|centimet|millimet|maneuv|manoeuv)re(s|d)?$", "${1}er${2}"),
        (r"^(def|off|lic|pret)enc(e|es|ed)$", "${1}ens${2}"),
        (r"^practis(e|es|ed|ing)$", "practic${1}"),
        (
            r"^(trave|cance|labe|mode|fue|signa|leve|counse|que|riva|marve|channe|tota|equa|jewe|dia|tunne|shrive|cruci|enro|ful|insta|ski|wi)ll?(ed|ing|er|ers|or|ors|ment|ful|fully|s)?$",
            "${1}l${2}",
        ),
        (r"^(program)me(s|d)?$", "${1}${2}"),
        (r"^(judg|acknowledg|abridg|ag)e(ment|ments|ing)$", "${1}${2}"),
        (r"^(.{2,})ogue(s)?$", "${1}og${2}"),
        (r"^(toward|afterward|forward|backward|upward|downward|among|amid|while)s?t?$", "${1}"),
        (r"^gr[ea]y(s|er|ing|ed)?$", "gray${1}"),
        (r"^man(?:o?eu)v(?:re|er)(s|d|ed|ing)?$", "maneuver${1}"),
        (r"^alumini?um$", "aluminum"),
        (r"^(learn|burn|dream|spell|spoil|lean|leap)t$", "${1}ed"),
        (r"^connexion(s)?$", "connection${1}"),
        (r"^(?:checque|cheque)(s)?$", "check${1}"),
        (r"^(?:jail|gaol)(s|ed|er|ers)?$", "jail${1}"),
        (r"^(?:kerb|curb)(s)?$", "curb${1}"),
        (r"^ty(?:re)(s)?$", "tire${1}"),
        (r"^plough(s|ed|ing)?$", "plow${1}"),
        (r"^scepti(.*)$", "skepti${1}"),
        (r"^(?:aeroplane|airplane)(s)?$", "airplane${1}"),
        (r"^(.*)(?:ae|æ)(diatr|nem|on|sthe|olog|mat|morr)(.*)$", "${1}e${2}${3}"),
        (r"^(?:oe|œ)(soph|str|dem)(.*)$", "e${1}${2}"),
    ]
    .into_iter()
    .map(|(pattern, with)| (Regex::new(pattern).expect("the pattern is sound"), with))
    .collect()
});

/// One form for all spellings of a word that is folded to lower case already.
pub(super) fn key(word: &str) -> String {
    if word.len() < 4 || !word.is_ascii() {
        return word.to_owned();
    }
    let (base, clitic) = word.find('\'').map_or((word, ""), |at| word.split_at(at));
    for (ending, with) in ENDINGS.iter() {
        if ending.is_match(base) {
            return format!("{}{clitic}", ending.replace(base, *with));
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (a, b) in [
            ("organise", "organize"),
            ("stabilisation", "stabilization"),
            ("analysed", "analyzed"),
            ("colour", "color"),
            ("neighbouring", "neighboring"),
            ("centre", "center"),
            ("defence", "defense"),
            ("travelled", "traveled"),
            ("programme", "program"),
            ("judgement", "judgment"),
            ("dialogue", "dialog"),
            ("towards", "toward"),
            ("grey", "gray"),
            ("labour's", "labor's"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn words_that_differ_keep_their_keys() {
        for (a, b) in [
            ("four", "for"),
            ("prise", "price"),
            ("rising", "rinsing"),
            ("hours", "hers"),
            ("metre", "meter's"),
            ("filled", "filed"),
            ("killed", "kiled"),
            ("polling", "poling"),
            ("police", "policy"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
