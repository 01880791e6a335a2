//! The labels of reports: names of verdicts, rules and levels, heads and counts, in every language.

use serde::Serialize;

use super::{Certainty, Locale, english, french};

/// A thing that is counted, in the singular and the plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Noun {
    /// One of them.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
}

/// A noun whose plural is regular in both languages.
const fn noun(one: &'static str, many: &'static str) -> Noun {
    Noun { one, many }
}

/// Every label of a report in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the values say what each label is")]
pub struct Labels {
    pub locale: Locale,

    // Verdicts, as a word and as what is counted.
    pub supported: Noun,
    pub refuted: Noun,
    pub conflicting: Noun,
    pub undecided: Noun,

    // Rules other than those of verdicts.
    pub not_checked_rule: &'static str,
    pub misquote: &'static str,
    pub quote_not_found: &'static str,
    pub quote_misattributed: &'static str,
    pub citation_unresolved: &'static str,
    pub citation_does_not_support: &'static str,
    pub citation_missing: &'static str,
    pub source_not_at_hand: &'static str,
    pub source_unreadable: &'static str,
    pub source_changed: &'static str,
    pub not_locked: &'static str,
    pub ruling_expired: &'static str,
    pub ruling_unused: &'static str,
    pub not_signed_off: &'static str,

    // Levels.
    pub error: Noun,
    pub warning: Noun,
    pub note: Noun,

    // What a source is to a sentence.
    pub supported_by: &'static str,
    pub refuted_by: &'static str,
    pub nearest: &'static str,
    pub compare: &'static str,

    // Where words stand.
    pub page: &'static str,
    pub of_the_file: &'static str,
    pub sheet: &'static str,
    pub cell: &'static str,
    pub slide: &'static str,
    pub paragraph: &'static str,
    pub line: &'static str,
    pub under: &'static str,

    // What is counted.
    pub claims: Noun,
    pub quotations: Noun,
    pub exact: Noun,
    pub altered: Noun,
    pub not_found: Noun,
    pub too_short: Noun,
    pub sources: Noun,
    pub passages: Noun,
    pub unreadable: Noun,
    pub waived: Noun,
    pub signed_off: Noun,
    pub drafts: Noun,

    // What was not checked, and why.
    pub no_fact: Noun,
    pub no_sources: Noun,
    pub works_not_at_hand: Noun,
    pub sources_unreadable: Noun,

    // Heads and remarks.
    pub why: &'static str,
    pub fix: &'static str,
    pub findings: &'static str,
    pub notes: &'static str,
    pub verbose_shows: &'static str,
    pub not_checked: &'static str,
    pub could_not_be_read: &'static str,
    pub nothing_near: &'static str,
    pub nothing_to_mend: &'static str,
    pub waived_by: &'static str,
    pub until: &'static str,
    pub signed_off_by: &'static str,
    pub on: &'static str,
    pub to_be_fixed: &'static str,

    // Editors.
    pub sign_off: &'static str,
    pub let_stand: &'static str,
    pub let_stand_by_comment: &'static str,
    pub correct_all: &'static str,
    pub asking_the_model: &'static str,
    pub reading_sources: &'static str,

    // The page.
    pub fact_check: &'static str,
    pub skip: &'static str,
    pub result: &'static str,
    pub look_first: &'static str,
    pub how_sure: &'static str,
    pub show: &'static str,
    pub show_all: &'static str,
    pub show_errors: &'static str,
    pub show_warnings: &'static str,
    pub show_notes: &'static str,
    pub show_right: &'static str,
    pub the_findings: &'static str,
    pub the_draft: &'static str,
    pub other_files: &'static str,
    pub in_the_draft: &'static str,
    pub to_the_source: &'static str,
    pub other_passages: Noun,
    pub read_from: &'static str,
    pub checked_with: &'static str,
    pub checked_by: &'static str,
}

impl Labels {
    /// How sure, in words.
    #[must_use]
    pub fn certainty(&self, certainty: Certainty) -> &'static str {
        match self.locale {
            Locale::English => english::certainty_words(certainty),
            Locale::French => french::certainty_words(certainty),
        }
    }

    /// A head with its colon, as the language sets it.
    #[must_use]
    pub fn head(&self, words: &str) -> String {
        match self.locale {
            Locale::English => format!("{words}:"),
            Locale::French => format!("{words}\u{a0}:"),
        }
    }
}

pub(super) const ENGLISH: Labels = Labels {
    locale: Locale::English,
    supported: noun("supported", "supported"),
    refuted: noun("refuted", "refuted"),
    conflicting: noun("conflicting evidence", "conflicting evidence"),
    undecided: noun("not enough evidence", "not enough evidence"),
    not_checked_rule: "not checked",
    misquote: "misquotation",
    quote_not_found: "quotation not found",
    quote_misattributed: "quotation of another speaker",
    citation_unresolved: "citation that leads nowhere",
    citation_does_not_support: "wrong source cited",
    citation_missing: "no source cited",
    source_not_at_hand: "source not at hand",
    source_unreadable: "unreadable source",
    source_changed: "changed source",
    not_locked: "not in the lock",
    ruling_expired: "expired ruling",
    ruling_unused: "unused ruling",
    not_signed_off: "not signed off",
    error: noun("error", "errors"),
    warning: noun("warning", "warnings"),
    note: noun("note", "notes"),
    supported_by: "supported by",
    refuted_by: "refuted by",
    nearest: "nearest",
    compare: "compare",
    page: "page",
    of_the_file: "of the file",
    sheet: "sheet",
    cell: "cell",
    slide: "slide",
    paragraph: "paragraph",
    line: "line",
    under: "under",
    claims: noun("claim", "claims"),
    quotations: noun("quotation", "quotations"),
    exact: noun("exact", "exact"),
    altered: noun("altered", "altered"),
    not_found: noun("not found", "not found"),
    too_short: noun("too short to prove anything", "too short to prove anything"),
    sources: noun("source", "sources"),
    passages: noun("passage", "passages"),
    unreadable: noun("unreadable", "unreadable"),
    waived: noun("waived", "waived"),
    signed_off: noun("signed off", "signed off"),
    drafts: noun("draft", "drafts"),
    no_fact: noun(
        "sentence that states no fact",
        "sentences that state no fact",
    ),
    no_sources: noun(
        "claim for which there are no sources",
        "claims for which there are no sources",
    ),
    works_not_at_hand: noun(
        "cited work that is not among the sources",
        "cited works that are not among the sources",
    ),
    sources_unreadable: noun("source that cannot be read", "sources that cannot be read"),
    why: "why",
    fix: "fix",
    findings: "findings",
    notes: "notes",
    verbose_shows: "`--verbose` shows them",
    not_checked: "not checked",
    could_not_be_read: "could not be read",
    nothing_near: "No passage of the sources comes near.",
    nothing_to_mend: "nothing to mend",
    waived_by: "waived by",
    until: "until",
    signed_off_by: "signed off by",
    on: "on",
    to_be_fixed: "to be fixed",
    sign_off: "Sign off, checked against",
    let_stand: "Let this stand: write the reason",
    let_stand_by_comment: "Let this stand: write the reason in a comment here",
    correct_all: "Make every correction that is certain",
    asking_the_model: "ibid: asking the model",
    reading_sources: "ibid: reading sources",
    fact_check: "Fact check",
    skip: "Skip to the findings",
    result: "Result",
    look_first: "Look at these first",
    how_sure: "How sure",
    show: "Show",
    show_all: "All",
    show_errors: "Errors",
    show_warnings: "Warnings",
    show_notes: "Notes",
    show_right: "Nothing wrong",
    the_findings: "Findings, the gravest first",
    the_draft: "The draft",
    other_files: "Other files",
    in_the_draft: "see it in the draft",
    to_the_source: "open the source",
    other_passages: noun("more passage", "more passages"),
    read_from: "Checked against",
    checked_with: "Checked with ibid",
    checked_by: "Checked by, date",
};

pub(super) const FRENCH: Labels = Labels {
    locale: Locale::French,
    supported: noun("confirmée", "confirmées"),
    refuted: noun("contredite", "contredites"),
    conflicting: noun("en litige", "en litige"),
    undecided: noun("sans preuve suffisante", "sans preuve suffisante"),
    not_checked_rule: "non vérifiée",
    misquote: "citation inexacte",
    quote_not_found: "citation introuvable",
    quote_misattributed: "citation d’une autre personne",
    citation_unresolved: "référence qui ne mène nulle part",
    citation_does_not_support: "mauvaise source citée",
    citation_missing: "aucune source citée",
    source_not_at_hand: "source non disponible",
    source_unreadable: "source illisible",
    source_changed: "source modifiée",
    not_locked: "absente du verrou",
    ruling_expired: "décision échue",
    ruling_unused: "décision sans effet",
    not_signed_off: "phrase non validée",
    error: noun("erreur", "erreurs"),
    warning: noun("avertissement", "avertissements"),
    note: noun("remarque", "remarques"),
    supported_by: "confirmée par",
    refuted_by: "contredite par",
    nearest: "au plus près",
    compare: "à comparer",
    page: "page",
    of_the_file: "du fichier",
    sheet: "feuille",
    cell: "cellule",
    slide: "diapositive",
    paragraph: "paragraphe",
    line: "ligne",
    under: "sous",
    claims: noun("affirmation", "affirmations"),
    quotations: noun("citation", "citations"),
    exact: noun("exacte", "exactes"),
    altered: noun("modifiée", "modifiées"),
    not_found: noun("introuvable", "introuvables"),
    too_short: noun(
        "trop courte pour prouver quoi que ce soit",
        "trop courtes pour prouver quoi que ce soit",
    ),
    sources: noun("source", "sources"),
    passages: noun("passage", "passages"),
    unreadable: noun("illisible", "illisibles"),
    waived: noun("écartée", "écartées"),
    signed_off: noun("validée", "validées"),
    drafts: noun("texte", "textes"),
    no_fact: noun(
        "phrase qui n’énonce aucun fait",
        "phrases qui n’énoncent aucun fait",
    ),
    no_sources: noun(
        "affirmation pour laquelle il n’y a pas de source",
        "affirmations pour lesquelles il n’y a pas de source",
    ),
    works_not_at_hand: noun(
        "œuvre citée qui n’est pas parmi les sources",
        "œuvres citées qui ne sont pas parmi les sources",
    ),
    sources_unreadable: noun(
        "source qui ne peut pas être lue",
        "sources qui ne peuvent pas être lues",
    ),
    why: "pourquoi",
    fix: "correction",
    findings: "constats",
    notes: "remarques",
    verbose_shows: "`--verbose` les montre",
    not_checked: "non vérifié",
    could_not_be_read: "n’a pas pu être lu",
    nothing_near: "Aucun passage des sources n’en est proche.",
    nothing_to_mend: "rien à corriger",
    waived_by: "écarté par",
    until: "jusqu’au",
    signed_off_by: "validé par",
    on: "le",
    to_be_fixed: "à corriger",
    sign_off: "Valider, vérifiée dans",
    let_stand: "Laisser tel quel\u{a0}: écrire le motif",
    let_stand_by_comment: "Laisser tel quel\u{a0}: écrire le motif ici, en commentaire",
    correct_all: "Faire toutes les corrections certaines",
    asking_the_model: "ibid\u{a0}: le modèle est interrogé",
    reading_sources: "ibid\u{a0}: lecture des sources",
    fact_check: "Vérification des faits",
    skip: "Aller aux constats",
    result: "Résultat",
    look_first: "À voir d’abord",
    how_sure: "Degré de certitude",
    show: "Montrer",
    show_all: "Tout",
    show_errors: "Erreurs",
    show_warnings: "Avertissements",
    show_notes: "Remarques",
    show_right: "Rien à redire",
    the_findings: "Constats, les plus graves d’abord",
    the_draft: "Le texte",
    other_files: "Autres fichiers",
    in_the_draft: "voir dans le texte",
    to_the_source: "ouvrir la source",
    other_passages: noun("autre passage", "autres passages"),
    read_from: "Vérifié avec",
    checked_with: "Vérifié avec ibid",
    checked_by: "Vérifié par, le",
};
