//! The messages in French.
//!
//! As in English, what a source says otherwise begins with the kind of difference («Autre nombre»),
//! and what no source says with «Cette source» or «Aucune source».

use super::date::in_words;
use super::message::short;
use super::{Certainty, Change, Crowd, Locale, Message, Work};

pub(super) fn told(message: &Message) -> String {
    match message {
        Message::OtherNumber { draft, source } => both("Autre nombre", draft, source),
        Message::SaidByAnother { draft, source } => both("Autre locuteur", draft, source),
        Message::OtherDate { draft, source } => both("Autre date", draft, source),
        Message::OtherWeekday { draft, source } => both("Autre jour de la semaine", draft, source),
        Message::DraftDenies { draft } => format!(
            "Oui ou non\u{a0}: le texte le nie ({})\u{a0}; la source ne le nie pas.",
            quoted(draft)
        ),
        Message::SourceDenies { source } => format!(
            "Oui ou non\u{a0}: la source le nie ({})\u{a0}; le texte ne le nie pas.",
            quoted(source)
        ),
        Message::SaysOtherwise { certainty } => format!(
            "Sens\u{a0}: lue en entier, la source contredit le texte ({}).",
            certainty_words(*certainty)
        ),
        Message::QuotedOtherwise { draft, source } => format!(
            "Citation\u{a0}: le texte cite {}\u{a0}; la source dit {}.",
            quoted(draft),
            quoted(source)
        ),
        Message::LeftOpen { draft, source } => both("Laissé ouvert", draft, source),
        Message::NoNumber { draft } => {
            format!("Cette source ne donne pas le nombre {}.", quoted(draft))
        }
        Message::NoDate { draft } => {
            format!("Cette source ne donne pas la date {}.", quoted(draft))
        }
        Message::NameNowhere { draft } => {
            format!("Aucune source ne mentionne {}.", quoted(draft))
        }
        Message::NoName { draft } => {
            format!("Cette source ne mentionne pas {}.", quoted(draft))
        }
        Message::NameOfAnother { draft, source } => format!(
            "Cette source ne mentionne pas {}, mais {}.",
            quoted(draft),
            quoted(source)
        ),
        Message::NoQuantifier { draft } => {
            format!("Cette source ne va pas jusqu’à dire {}.", quoted(draft))
        }
        Message::OtherWord { draft, source } => both("Autre mot", draft, source),
        Message::DraftLeavesOut { source } => format!(
            "La source a la même phrase avec {}, que le texte omet.",
            quoted(source)
        ),
        Message::NoQuotation { draft } => {
            format!("Cette source n’a pas les mots cités {}.", quoted(draft))
        }
        Message::OnlyPlanned { source } => format!(
            "Prévu ou fait\u{a0}: la source le donne comme un projet ({})\u{a0}; le texte le donne comme fait.",
            quoted(source)
        ),
        Message::OnlyPossible { source } => format!(
            "Possible ou certain\u{a0}: la source dit que cela se peut ({})\u{a0}; le texte le donne comme un \
             fait.",
            quoted(source)
        ),
        Message::OnlyAlleged { source } => format!(
            "Allégué ou prouvé\u{a0}: dans la source, quelqu’un l’affirme ({})\u{a0}; le texte le donne comme \
             un fait.",
            quoted(source)
        ),
        Message::SameNumber { draft, source } => both("Même nombre", draft, source),
        Message::SameDate { draft, source } => both("La date correspond", draft, source),
        Message::SameName { draft, source } => both("Même nom", draft, source),
        Message::SaysAll { certainty } => format!(
            "Tout ceci est dans la source\u{a0}; elle le dit en d’autres mots ({}).",
            certainty_words(*certainty)
        ),
        Message::SaysSo { certainty } => format!(
            "La source le dit en d’autres mots ({}).",
            certainty_words(*certainty)
        ),
        Message::Contradicted => "Une source contredit ceci.".to_owned(),
        Message::SourcesDisagree { because } => {
            let disagree = "Les sources se contredisent\u{a0}: l’une confirme ceci, l’autre non.";
            match because {
                Some(because) => format!("{disagree} {}", told(because)),
                None => disagree.to_owned(),
            }
        }
        Message::Undecided => "Aucune source ne dit si c’est le cas.".to_owned(),
        Message::TooMuch { of, most } => format!(
            "Cette phrase n’a pas été vérifiée\u{a0}: ibid lit au plus {most} {} par phrase. \
             Partagez-la.",
            crowd(*of)
        ),
        Message::Misquoted { work, changes } => format!(
            "Pas mot pour mot\u{a0}: {}. La source est {}.",
            list(changes, change, Locale::French.semicolon()),
            named(work)
        ),
        Message::QuotationNotFound => {
            "Aucune source n’a ces mots, ni d’autres qui leur ressemblent.".to_owned()
        }
        Message::OtherSpeaker {
            work,
            draft,
            source,
        } => format!(
            "Qui l’a dit\u{a0}: le texte nomme {draft}\u{a0}; {} nomme {source}.",
            named(work)
        ),
        Message::CitesNothing { borne_by: None } => {
            "Cette phrase ne cite aucune source.".to_owned()
        }
        Message::CitesNothing {
            borne_by: Some(work),
        } => format!(
            "Cette phrase ne cite aucune source\u{a0}; {} la confirme.",
            named(work)
        ),
        Message::CitedDoesNotSay { cited, other } => format!(
            "Le texte cite {}, qui ne dit pas cela\u{a0}; {} le dit.",
            list(cited, named, " et "),
            named(other)
        ),
        Message::CitedLacksWords { cited, other } => format!(
            "Le texte cite {}, qui n’a pas ces mots\u{a0}; {} les a.",
            list(cited, named, " et "),
            named(other)
        ),
        Message::NoSuchNote { label } => {
            format!("Le texte n’a pas de note {}.", quoted(label))
        }
        Message::NoSuchNumber { number } => {
            format!("La liste des références n’a pas de numéro {number}.")
        }
        Message::NoSuchKey { key } => format!(
            "Aucune source et aucune bibliographie n’a la clé {}.",
            quoted(key)
        ),
        Message::NoSuchAuthor { authors, year } => format!(
            "Aucune source et aucune liste de références n’a d’œuvre de {authors} ({}).",
            year.as_deref().unwrap_or("s. d.")
        ),
        Message::NoEarlierNote { note } => format!(
            "Aucune note précédente ne nomme l’œuvre que désigne {}.",
            quoted(note)
        ),
        Message::NoSuchFile { path } => format!("Il n’y a pas de source {}.", quoted(path)),
        Message::DidYouMean { why, key } => {
            format!("{} Vouliez-vous dire {}\u{a0}?", told(why), quoted(key))
        }
        Message::Ambiguous { works } => format!(
            "Cette référence peut désigner {}.",
            list(works, named, " ou ")
        ),
        Message::NoBibliography { path } => format!(
            "Le texte nomme la bibliographie {}, qui est absente. Le reste a été vérifié sans elle.",
            quoted(path)
        ),
        Message::NotAtHand { work, claims } => {
            let missing = format!(
                "{} est cité mais n’est pas parmi les sources.",
                quoted(work)
            );
            match claims {
                0 => missing,
                1 => format!("{missing} La phrase qui le cite n’a pas pu être vérifiée avec lui."),
                _ => format!(
                    "{missing} Les {claims} phrases qui le citent n’ont pas pu être vérifiées avec \
                     lui."
                ),
            }
        }
        Message::Unreadable { why } => {
            let why = Locale::French.reason(why);
            format!("Cette source n’a pas pu être lue\u{a0}: {why}.")
        }
        Message::RulingExpired { by, rules, until } => format!(
            "La décision de {by} sur {rules} a pris fin le {until}\u{a0}: le constat compte de nouveau."
        ),
        Message::RulingOutdated {
            by,
            rules,
            evidence,
        } => format!(
            "Les preuves ont changé depuis la décision de {by} sur {rules}\u{a0}: le constat compte de \
             nouveau. C’est maintenant evidence={evidence}."
        ),
        Message::RulingUnused { by, rules } => {
            format!("La décision de {by} sur {rules} n’écarte aucun constat.")
        }
        Message::NotSignedOff => "Personne n’a validé cette phrase.".to_owned(),
        Message::SignOffLapsed { by, on, source } => format!(
            "{by} a validé cette phrase le {}, mais {source} a changé depuis. Vérifiez-la de nouveau.",
            in_words(on, Locale::French)
        ),
        Message::RulingOnWordsUnused { by } => {
            format!("Le commentaire de {by} porte sur des mots sans constat.")
        }
        Message::NotLocked => {
            "Le verrou n’a pas cette phrase. Vérifiez-la avec ses sources, puis lancez `ibid lock`."
                .to_owned()
        }
        Message::SourceChanged { path } => {
            format!("{path} a changé depuis que le verrou a été écrit.")
        }
        Message::LockedMisquotation => {
            "D’après le verrou, les sources ont d’autres mots que ceux cités, ou ne les ont pas."
                .to_owned()
        }
        Message::LockedContradicted => "D’après le verrou, une source contredit ceci.".to_owned(),
        Message::LockedDisagreement => {
            "D’après le verrou, les sources se contredisent sur ce point.".to_owned()
        }
        Message::LockedUndecided => {
            "D’après le verrou, aucune source ne dit si c’est le cas.".to_owned()
        }
        Message::QuoteTheSource => "Citer les mots mêmes de la source".to_owned(),
        Message::Cite { work } => format!("Citer {}", named(work)),
    }
}

/// How sure, in words.
pub(super) fn certainty_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Likely => "probable",
        Certainty::FairlySure => "assez sûr",
        Certainty::Sure => "sûr",
    }
}

fn both(kind: &str, draft: &str, source: &str) -> String {
    format!(
        "{kind}\u{a0}: le texte dit {}\u{a0}; la source dit {}.",
        quoted(draft),
        quoted(source)
    )
}

fn change(change: &Change) -> String {
    match change {
        Change::Other { draft, source } => {
            format!("le texte a {}, la source {}", quoted(draft), quoted(source))
        }
        Change::LeftOut { source } => format!("le texte omet {}", quoted(source)),
        Change::Swallowed { source } => {
            format!(
                "les points de suspension du texte omettent {}",
                quoted(source)
            )
        }
        Change::Bracketed { draft } => {
            format!("les crochets du texte ajoutent {}", quoted(draft))
        }
    }
}

fn crowd(of: Crowd) -> &'static str {
    match of {
        Crowd::Bytes => "octets",
        Crowd::Figures => "nombres",
        Crowd::Dates => "dates",
        Crowd::Names => "noms",
        Crowd::Cues => "mots tels que «\u{a0}ne … pas\u{a0}»",
        Crowd::Speakers => "personnes qui parlent",
    }
}

fn quoted(words: &str) -> String {
    Locale::French.quoted(&short(words))
}

fn named(work: &Work) -> String {
    work.named(Locale::French)
}

fn list<T>(all: &[T], one: impl Fn(&T) -> String, between: &str) -> String {
    all.iter().map(one).collect::<Vec<_>>().join(between)
}
