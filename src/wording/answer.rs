//! What ibid answers an editor who decides something: that it is done, or why it cannot be.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::Locale;

/// An answer to an order of the editor's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "says", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are the names that it tells")]
pub enum Answer {
    // It is done.
    /// A note that a sentence is to be mended was written.
    NotedToFix,
    /// A waiver was written.
    Waived,
    /// A sign-off was written.
    SignedOff,
    /// A correction was made in a draft.
    Corrected { draft: String },
    /// A sentence of a draft was written anew.
    Edited { draft: String },
    /// A step was taken back.
    Undone { step: String },

    // It cannot be done, and nothing was written.
    /// Nobody said who decides.
    NoName,
    /// A waiver has no reason.
    NoReason,
    /// A sentence was left without words.
    NoWords,
    /// Nothing of a sentence can be waived.
    NothingToWaive,
    /// A sentence states nothing that could be signed off.
    NothingToSignOff,
    /// There is no correction that is certain.
    NothingToCorrect,
    /// There is no step to take back.
    NothingToUndo,
    /// What a step has written has changed since.
    ChangedSinceStep { path: String, step: String },
    /// The draft no longer has the sentence.
    NoSuchSentence,
    /// A draft is no longer checked.
    NoSuchDraft { draft: String },
    /// A draft has changed on disk.
    DraftChanged { draft: String },
    /// A draft is nothing that can be written into.
    NotMendable { draft: String },
    /// A passage is no longer shown.
    NoSuchPassage,
    /// A source is gone.
    NoSuchSource { source: String },
    /// A source has changed, and is read again.
    SourceChanged { source: String },
    /// The sources cannot be read at the moment.
    SourcesUnreadable,
    /// ibid itself failed.
    Failed,
}

impl Answer {
    /// The answer as one or two sentences, or a few words where something is done.
    #[must_use]
    pub fn told(&self, locale: Locale) -> String {
        match locale {
            Locale::English => english(self),
            Locale::French => french(self),
        }
    }
}

/// The answer in English, for errors that are told on a terminal.
impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Locale::English))
    }
}

impl std::error::Error for Answer {}

fn english(answer: &Answer) -> String {
    let words = match answer {
        Answer::NotedToFix => "noted to be fixed",
        Answer::Waived => "waived",
        Answer::SignedOff => "signed off",
        Answer::Corrected { draft } => return format!("corrected: {draft}"),
        Answer::Edited { draft } => return format!("edited: {draft}"),
        Answer::Undone { step } => return format!("undone: {step}"),
        Answer::NoName => "Nothing was written: a decision has a name. Say who you are.",
        Answer::NoReason => "Nothing was written: a waiver needs a reason.",
        Answer::NoWords => "Nothing was written: there are no words.",
        Answer::NothingToWaive => "There is nothing here to waive.",
        Answer::NothingToSignOff => "There is no claim here to sign off.",
        Answer::NothingToCorrect => "There is no certain correction here.",
        Answer::NothingToUndo => "There is nothing to undo.",
        Answer::ChangedSinceStep { path, step } => {
            return format!(
                "{path} has changed since, so “{step}” cannot be undone here. Change it by hand."
            );
        }
        Answer::NoSuchSentence => {
            "Nothing was written: the draft has changed, and this sentence is not there any more. \
             Your words are still here; copy them to where they belong now."
        }
        Answer::NoSuchDraft { draft } => {
            return format!(
                "Nothing was written: {draft} is not there any more. Your words are still here."
            );
        }
        Answer::DraftChanged { draft } => {
            return format!(
                "Nothing was written: {draft} has changed on disk meanwhile. Look at it as it is \
                 now; your words are still here."
            );
        }
        Answer::NotMendable { draft } => {
            return format!("{draft} is no text in UTF-8. Edit it where it was written.");
        }
        Answer::NoSuchPassage => "This passage is not shown any more. Look again.",
        Answer::NoSuchSource { source } => return format!("There is no source {source} any more."),
        Answer::SourceChanged { source } => {
            return format!(
                "{source} has changed and is being read again. Look again in a moment."
            );
        }
        Answer::SourcesUnreadable => "The sources cannot be read now.",
        Answer::Failed => "Something went wrong in ibid. What is on disk is as it was.",
    };
    words.to_owned()
}

fn french(answer: &Answer) -> String {
    let words = match answer {
        Answer::NotedToFix => "noté à corriger",
        Answer::Waived => "écarté",
        Answer::SignedOff => "validé",
        Answer::Corrected { draft } => return format!("corrigé\u{a0}: {draft}"),
        Answer::Edited { draft } => return format!("modifié\u{a0}: {draft}"),
        Answer::Undone { step } => return format!("annulé\u{a0}: {step}"),
        Answer::NoName => {
            "Rien n’a été écrit\u{a0}: une décision porte un nom. Dites qui vous êtes."
        }
        Answer::NoReason => "Rien n’a été écrit\u{a0}: pour écarter un constat, il faut un motif.",
        Answer::NoWords => "Rien n’a été écrit\u{a0}: il n’y a pas de mots.",
        Answer::NothingToWaive => "Il n’y a rien à écarter ici.",
        Answer::NothingToSignOff => "Il n’y a aucune affirmation à valider ici.",
        Answer::NothingToCorrect => "Il n’y a pas de correction certaine ici.",
        Answer::NothingToUndo => "Il n’y a rien à annuler.",
        Answer::ChangedSinceStep { path, step } => {
            return format!(
                "{path} a changé depuis\u{a0}: «\u{a0}{step}\u{a0}» ne peut pas être annulé ici. \
                 Faites-le à la main."
            );
        }
        Answer::NoSuchSentence => {
            "Rien n’a été écrit\u{a0}: le texte a changé, et cette phrase n’y est plus. Vos mots \
             sont encore ici\u{a0}; copiez-les à leur nouvelle place."
        }
        Answer::NoSuchDraft { draft } => {
            return format!(
                "Rien n’a été écrit\u{a0}: {draft} n’est plus là. Vos mots sont encore ici."
            );
        }
        Answer::DraftChanged { draft } => {
            return format!(
                "Rien n’a été écrit\u{a0}: {draft} a changé sur le disque entre-temps. Regardez-le \
                 tel qu’il est\u{a0}; vos mots sont encore ici."
            );
        }
        Answer::NotMendable { draft } => {
            return format!(
                "{draft} n’est pas un texte en UTF-8. Modifiez-le là où il a été écrit."
            );
        }
        Answer::NoSuchPassage => "Ce passage n’est plus montré. Regardez de nouveau.",
        Answer::NoSuchSource { source } => return format!("La source {source} n’est plus là."),
        Answer::SourceChanged { source } => {
            return format!("{source} a changé et est relue. Regardez de nouveau dans un instant.");
        }
        Answer::SourcesUnreadable => "Les sources ne peuvent pas être lues en ce moment.",
        Answer::Failed => "ibid a échoué. Ce qui est sur le disque est comme avant.",
    };
    words.to_owned()
}
