//! What a web page leaves behind when its text is saved: the words around the article.
//!
//! Judges one line or paragraph by its shape, in English and French; knows nothing of where it
//! stands. Each shape addresses the reader or names a device of the page, which prose does not.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// The most words of a line that may be furniture by its shape.
const MOST_WORDS_OF_A_LINE: usize = 12;
/// The most words of a notice to the reader (cookies, newsletters).
const MOST_WORDS_OF_A_NOTICE: usize = 70;

/// Kind and size of a picture or file.
const FILE_SIZE: &str = r"\W?(?:jpe?g|png|gif|webp|svg|tiff?|pdf|docx?|xlsx?|pptx?|mp[34]|zip)\s*[-–—:,(]\s*[\d.,]+\s*(?:[kmg]i?[bo]|bytes|octets)\)?";

static FILE_SIZE_LINE: LazyLock<RegexSet> = LazyLock::new(|| set(&[FILE_SIZE]));

/// Whole lines: controls of a page, file sizes of pictures, credits.
static LINES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        // The way around the page.
        r"(?:back to |go to |to )?(?:the )?(?:top|bottom)(?: of (?:the |this )?page)?",
        r"(?:retour )?(?:en |au )?(?:haut|bas) de (?:la )?page|retour en haut|haut de page",
        r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|menu)|aller au (?:contenu|menu)(?: principal)?",
        r"(?:main )?menu|navigation|home|accueil|search|rechercher|close|fermer",
        r"page \d+(?: ?(?:of|/|sur|de) ?\d+)?|\d+ ?/ ?\d+",
        // Files and pictures.
        FILE_SIZE,
        r"(?:copyright )?(?:©|\(c\)).{0,80}|copyright:? (?:by |\d{4}).{0,80}|all rights reserved\.?|tous droits réservés\.?",
        r"(?:photos?|images?|pictures?|credits?|crédits?)(?: credits?| crédits?| by| par)?\s?(?::|/|©).{0,80}|crédits?[ -](?:photos?|images?).{0,60}",
        // Invitations to click.
        r"(?:access|download|read|view|see|get|open) the (?:full|complete|entire|original|whole) .{1,40}",
        r"(?:read|see|learn|show|load|view) (?:more|less|also|all)(?: .{0,20})?|lire (?:la suite|aussi|plus)(?: .{0,20})?|(?:en )?(?:savoir|voir) plus|continue reading",
        r"(?:click|cliquez) (?:here|ici)(?: .{0,30})?|télécharger(?: le .{1,30})?|download(?: pdf)?",
        r"(?:share|print|tweet|e-?mail|follow us|comments?)(?: (?:this(?: (?:page|article|post|story))?|on .{1,20}|by .{1,20}|page|article))?",
        r"(?:partager|imprimer|suivez-nous|commentaires?)(?: (?:cet? (?:page|article)|sur .{1,20}|par .{1,20}))?",
        r"(?:related|similar|recommended|suggested) (?:articles?|posts?|stories|content|links|reading)|you may also like|articles? (?:liés|similaires|connexes)|sur le même (?:sujet|thème)",
        r"cookie (?:settings|preferences|policy)|manage cookies|privacy policy|terms of use|mentions légales",
        r"advertisement|publicité|sponsored content|log ?in|sign ?in|register|se connecter|s'inscrire",
        // Languages of the page.
        r"\[(?:[a-z]{2})\]|(?:[a-z]{2}|english|français|español|deutsch|العربية)(?:\s*[|/·]\s*(?:[a-z]{2}|english|français|español|deutsch|العربية))+",
    ])
});

/// Notices that speak to the reader of the page.
static NOTICES: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new(
        [
            r"\b(?:this|our) (?:web ?)?(?:site|page)s? (?:also )?us(?:es?|ing) (?:\w+ )?cookies\b",
            r"\bwe use (?:\w+ ){0,3}cookies\b|\bour use of cookies\b|\byou (?:agree|consent) to .{0,40}\bcookies\b",
            r"\bcookies\b.{0,80}\b(?:your (?:consent|browser|preferences)|our privacy policy)\b|^accept (?:all )?cookies\b",
            r"\b(?:ce site|notre site|nous) utilis(?:e|ons) (?:des |les )?cookies\b|\bvous acceptez .{0,60}\bcookies\b|^accepter (?:tous )?les cookies\b",
            r"^(?:please )?(?:subscribe|sign up|register|receive|get|join)\b.{0,160}\b(?:newsletters?|inbox|mailing list|email updates|alerts)\b",
            r"^(?:abonnez-vous|inscrivez-vous|recevez)\b.{0,160}\b(?:newsletters?|infolettre|lettre d['’]information|boîte (?:mail|de réception)|alertes|courriel|e-?mail)\b",
            r"^(?:please )?enable javascript\b|\byour browser does not support\b|^veuillez activer javascript\b",
        ]
        .map(|pattern| format!("(?i){pattern}")),
    )
    .expect("constant patterns")
});

/// A link to the page in another language, at the end of its title.
static LANGUAGE_LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\s*\[(?:ar|de|en|es|fr|it|nl|pl|pt|ru|sv|uk|zh)\])+$")
        .expect("a constant pattern")
});

fn set(patterns: &[&str]) -> RegexSet {
    RegexSet::new(
        patterns
            .iter()
            .map(|pattern| format!("(?i)^(?:{pattern})\\s*[›»>→↑↓]?$")),
    )
    .expect("constant patterns")
}

/// The size of a picture or file, after which its caption follows.
pub(super) fn is_file_size(line: &str) -> bool {
    FILE_SIZE_LINE.is_match(line)
}

/// Whether a whole line belongs to the page, not to its text.
pub(super) fn is_line(line: &str) -> bool {
    word_count_is_at_most(line, MOST_WORDS_OF_A_LINE) && LINES.is_match(line)
}

/// Whether a paragraph is a notice to the reader: cookies, newsletters, scripts.
pub(super) fn is_notice(paragraph: &str) -> bool {
    word_count_is_at_most(paragraph, MOST_WORDS_OF_A_NOTICE) && NOTICES.is_match(paragraph)
}

/// `line` without the links to other languages at its end.
pub(super) fn without_language_links(line: &str) -> &str {
    LANGUAGE_LINK
        .find(line)
        .map_or(line, |found| &line[..found.start()])
}

fn word_count_is_at_most(text: &str, most: usize) -> bool {
    text.split_whitespace().nth(most).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_credits_and_sizes_are_furniture() {
        for line in [
            "top of page",
            "Back to top",
            "Haut de la page",
            "JPEG - 4.2 Mb",
            "PDF (1,2 Mo)",
            "© Photo Agency",
            "Photo: A. Traoré / Agency",
            "Read more »",
            "Lire la suite",
            "Download the full report",
            "Access the full study here",
            "Share this article",
            "EN | FR",
            "Page 3 of 12",
            "All rights reserved.",
        ] {
            assert!(is_line(line), "{line}");
        }
        assert!(is_file_size("JPEG - 4.2 Mb"));
        assert!(!is_file_size("Page 3 of 12"));
    }

    #[test]
    fn prose_that_names_the_same_things_is_kept() {
        for line in [
            "The top of the page lists the donors.",
            "Photo reporters were banned from the region.",
            "Access the north is what the army wants.",
            "Share prices fell by half.",
            "Home to two million people, Bamako grows fast.",
            "Search parties found eleven survivors.",
            "Security",
        ] {
            assert!(!is_line(line), "{line}");
        }
        assert!(!is_notice(
            "The directive bans cookies without the user's say."
        ));
        assert!(!is_notice("Join the army, the poster said."));
        assert!(!is_notice(
            "The regulator fined the firm for setting cookies without consent."
        ));
        assert!(!is_line("Copyright law was changed in 2019."));
    }

    #[test]
    fn notices_to_the_reader_are_furniture() {
        assert!(is_notice("We use cookies to improve this site. Accept?"));
        assert!(is_notice("Ce site utilise des cookies."));
        assert!(is_notice("Sign up for our weekly newsletter!"));
        assert!(is_notice("Recevez nos analyses par courriel."));
    }

    #[test]
    fn language_links_end_a_title() {
        assert_eq!(without_language_links("Niger [en] [fr]"), "Niger");
        assert_eq!(without_language_links("Niger [sic]"), "Niger [sic]");
    }
}
