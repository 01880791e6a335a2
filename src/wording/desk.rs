//! The words of the page on which an editor works through a draft: its panes, buttons, keys and questions, in every
//! language. Those that its script shows are a part of their own.

use serde::Serialize;

use super::Locale;

/// The words that the page is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the values say what each word is")]
pub struct DeskLabels {
    // Panes.
    pub go_to_evidence: &'static str,
    pub panes: &'static str,
    pub queue: &'static str,
    pub queue_head: &'static str,
    pub draft: &'static str,
    pub evidence: &'static str,

    // The head.
    pub decided: &'static str,
    pub undo: &'static str,
    pub memo: &'static str,
    pub memo_page: &'static str,
    pub memo_table: &'static str,
    pub keys: &'static str,
    pub not_on_disk: &'static str,

    // The queue.
    pub show_open: &'static str,
    pub show_all: &'static str,
    pub with: &'static str,
    pub these_words: &'static str,
    pub nothing_left: &'static str,

    // The evidence.
    pub no_passage: &'static str,
    pub search_sources: &'static str,
    pub words_of_passage: &'static str,
    pub search: &'static str,
    pub decide: &'static str,
    pub sign_off: &'static str,
    pub to_fix: &'static str,
    pub waive: &'static str,
    pub edit: &'static str,
    pub correct: &'static str,
    pub next: &'static str,

    // Dialogs.
    pub what_changes: &'static str,
    pub your_name: &'static str,
    pub write: &'static str,
    pub leave: &'static str,
    pub the_source: &'static str,
    pub close: &'static str,

    // What the keys do.
    pub key_move: &'static str,
    pub key_next: &'static str,
    pub key_passage: &'static str,
    pub key_source: &'static str,
    pub key_sign_off: &'static str,
    pub key_to_fix: &'static str,
    pub key_waive: &'static str,
    pub key_edit: &'static str,
    pub key_correct: &'static str,
    pub key_undo: &'static str,
    pub key_search: &'static str,
    pub sign_off_means: &'static str,

    /// Those that its script shows.
    pub script: ScriptLabels,
}

/// The words that the page's script shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the values say what each word is")]
pub struct ScriptLabels {
    // Buttons of passages.
    pub sign_off_against: &'static str,
    pub in_source: &'static str,

    // What happens.
    pub all_decided: &'static str,
    pub searching: &'static str,
    pub nothing_found: &'static str,
    pub checking: &'static str,
    pub no_answer: &'static str,
    pub is_it_running: &'static str,
    pub no_passage_to_sign: &'static str,
    pub say_who: &'static str,
    pub words_kept: &'static str,

    // What is asked.
    pub sign_off: &'static str,
    pub sign_off_hint: &'static str,
    pub sign_off_all_the_same: &'static str,
    pub to_fix: &'static str,
    pub what_to_do: &'static str,
    pub waive: &'static str,
    pub waive_hint: &'static str,
    pub why_may_stand: &'static str,
    pub edit: &'static str,
    pub edit_hint: &'static str,
    pub as_in_file: &'static str,
}

impl Locale {
    /// The words of the page in this language.
    #[must_use]
    pub fn desk(self) -> &'static DeskLabels {
        match self {
            Locale::English => &ENGLISH,
            Locale::French => &FRENCH,
        }
    }
}

const ENGLISH: DeskLabels = DeskLabels {
    go_to_evidence: "Go to the evidence",
    panes: "Panes",
    queue: "Queue",
    queue_head: "Queue, the worst first",
    draft: "Draft",
    evidence: "Evidence",
    decided: "sentences decided",
    undo: "Undo",
    memo: "Memo",
    memo_page: "page",
    memo_table: "table",
    keys: "Keys",
    not_on_disk: "This is not what is on disk.",
    show_open: "not decided",
    show_all: "everything",
    with: "with",
    these_words: "these words",
    nothing_left: "Nothing is left here.",
    no_passage: "No passage of the sources comes near. Search them below.",
    search_sources: "Search the sources",
    words_of_passage: "words of a passage",
    search: "Search",
    decide: "Decide",
    sign_off: "Sign off",
    to_fix: "To be fixed",
    waive: "Waive",
    edit: "Edit",
    correct: "Correct",
    next: "Next",
    what_changes: "What changes",
    your_name: "Your name",
    write: "Write it",
    leave: "Leave it",
    the_source: "The source",
    close: "Close",
    key_move: "next, previous sentence of the queue",
    key_next: "next sentence that is not decided",
    key_passage: "next passage of the evidence",
    key_source: "the passage in its source",
    key_sign_off: "sign off against the passage that is chosen",
    key_to_fix: "note that it is to be fixed",
    key_waive: "waive, with a reason",
    key_edit: "edit the sentence in its file",
    key_correct: "make the correction that is suggested",
    key_undo: "undo",
    key_search: "search the sources",
    sign_off_means: "A sign-off says that a person has checked this sentence against this passage. It lapses when either changes, and changes no verdict.",
    script: ScriptLabels {
        sign_off_against: "Sign off against this",
        in_source: "In the source",
        all_decided: "Everything is decided.",
        searching: "Searching …",
        nothing_found: "No passage has any of these words.",
        checking: "Checking …",
        no_answer: "ibid does not answer any more. This page tries again; what you type is kept.",
        is_it_running: "ibid does not answer any more. Is it still running?",
        no_passage_to_sign: "There is no passage to sign off against. Search the sources for one (/).",
        say_who: "Say who you are: a decision has a name.",
        words_kept: "You had begun this; your words were kept.",
        sign_off: "Sign off",
        sign_off_hint: "You have checked this sentence against this passage.",
        sign_off_all_the_same: "ibid finds something wrong here, and a sign-off does not change that: waive it too if it may stand. Sign off all the same?",
        to_fix: "To be fixed",
        what_to_do: "What is to be done",
        waive: "Waive",
        waive_hint: "The finding stays in every report, with your reason.",
        why_may_stand: "Why it may stand",
        edit: "Edit the sentence",
        edit_hint: "It is written into its file. Ctrl and Enter write it.",
        as_in_file: "As it is in the file",
    },
};

const FRENCH: DeskLabels = DeskLabels {
    go_to_evidence: "Aller aux preuves",
    panes: "Volets",
    queue: "File",
    queue_head: "File, les plus graves d’abord",
    draft: "Texte",
    evidence: "Preuves",
    decided: "phrases traitées",
    undo: "Annuler",
    memo: "Mémo",
    memo_page: "page",
    memo_table: "tableau",
    keys: "Touches",
    not_on_disk: "Ceci n’est pas ce qui est sur le disque.",
    show_open: "non traitées",
    show_all: "tout",
    with: "avec",
    these_words: "ces mots",
    nothing_left: "Il ne reste rien ici.",
    no_passage: "Aucun passage des sources n’en est proche. Cherchez-y ci-dessous.",
    search_sources: "Chercher dans les sources",
    words_of_passage: "mots d’un passage",
    search: "Chercher",
    decide: "Décider",
    sign_off: "Valider",
    to_fix: "À corriger",
    waive: "Écarter",
    edit: "Modifier",
    correct: "Corriger",
    next: "Suivante",
    what_changes: "Ce qui change",
    your_name: "Votre nom",
    write: "Écrire",
    leave: "Laisser",
    the_source: "La source",
    close: "Fermer",
    key_move: "phrase suivante, précédente de la file",
    key_next: "phrase suivante qui n’est pas traitée",
    key_passage: "passage suivant des preuves",
    key_source: "le passage dans sa source",
    key_sign_off: "valider d’après le passage choisi",
    key_to_fix: "noter que c’est à corriger",
    key_waive: "écarter, avec un motif",
    key_edit: "modifier la phrase dans son fichier",
    key_correct: "faire la correction proposée",
    key_undo: "annuler",
    key_search: "chercher dans les sources",
    sign_off_means: "Une validation dit qu’une personne a vérifié cette phrase dans ce passage. Elle tombe quand l’une ou l’autre change, et ne change aucun verdict.",
    script: ScriptLabels {
        sign_off_against: "Valider d’après ce passage",
        in_source: "Dans la source",
        all_decided: "Tout est traité.",
        searching: "Recherche …",
        nothing_found: "Aucun passage n’a l’un de ces mots.",
        checking: "Vérification …",
        no_answer: "ibid ne répond plus. Cette page réessaie\u{a0}; ce que vous écrivez est gardé.",
        is_it_running: "ibid ne répond plus. Est-il encore en marche\u{a0}?",
        no_passage_to_sign: "Il n’y a pas de passage d’après lequel valider. Cherchez-en un dans les sources (/).",
        say_who: "Dites qui vous êtes\u{a0}: une décision porte un nom.",
        words_kept: "Vous aviez commencé\u{a0}; vos mots ont été gardés.",
        sign_off: "Valider",
        sign_off_hint: "Vous avez vérifié cette phrase dans ce passage.",
        sign_off_all_the_same: "ibid trouve ici une erreur, et une validation n’y change rien\u{a0}: écartez-la aussi si la phrase peut rester. Valider quand même\u{a0}?",
        to_fix: "À corriger",
        what_to_do: "Ce qu’il faut faire",
        waive: "Écarter",
        waive_hint: "Le constat reste dans chaque rapport, avec votre motif.",
        why_may_stand: "Pourquoi cela peut rester",
        edit: "Modifier la phrase",
        edit_hint: "Elle est écrite dans son fichier. Ctrl et Entrée l’écrivent.",
        as_in_file: "Telle qu’elle est dans le fichier",
    },
};
