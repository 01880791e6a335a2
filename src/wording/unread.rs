//! Why a file could not be read, in French.
//!
//! The reasons are kept from run to run as they were first written, in English. What is in brackets comes
//! from the system or from a parser and stays as it is.

/// Reasons, and pieces of them. `{}` stands for what differs from file to file.
const REASONS: &[(&str, &str)] = &[
    (
        "the file is empty; put text in it or leave it out",
        "le fichier est vide ; mettez-y du texte ou laissez-le de côté",
    ),
    (
        "not text but {}; convert it to text, Markdown or HTML first",
        "ce n’est pas du texte mais {} ; convertissez-le d’abord en texte, en Markdown ou en HTML",
    ),
    ("a PDF file", "un fichier PDF"),
    (
        "a ZIP, Office or EPUB file",
        "un fichier ZIP, Office ou EPUB",
    ),
    ("an empty ZIP file", "un fichier ZIP vide"),
    ("an old Office file", "un ancien fichier Office"),
    ("an RTF file", "un fichier RTF"),
    ("a PNG image", "une image PNG"),
    ("a JPEG image", "une image JPEG"),
    ("a GIF image", "une image GIF"),
    (
        "an image, sound or video file",
        "une image, un son ou une vidéo",
    ),
    ("a gzip file", "un fichier gzip"),
    ("a bzip2 file", "un fichier bzip2"),
    ("a 7z file", "un fichier 7z"),
    ("a RAR file", "un fichier RAR"),
    ("a Zstandard file", "un fichier Zstandard"),
    ("a program", "un programme"),
    ("an SQLite database", "une base SQLite"),
    ("binary data", "des données binaires"),
    (
        "{} bytes are too many for one document (the limit is {}); split the file, or make it JSON Lines, one record a line",
        "{} octets sont trop pour un document (la limite est {}) ; partagez le fichier, ou faites-en du JSON Lines, un enregistrement par ligne",
    ),
    (
        "{} signs of mark-up are too many for one document (the limit is {}); split the file, or name it .txt",
        "{} signes de balisage sont trop pour un document (la limite est {}) ; partagez le fichier, ou nommez-le .txt",
    ),
    (
        "line {}: blocks stand {} deep in one another, which is too deep (the limit is {}); write it flatter, or name the file .txt",
        "ligne {} : {} blocs sont emboîtés, ce qui est trop (la limite est {}) ; écrivez-le plus à plat, ou nommez le fichier .txt",
    ),
    (
        "no text found in it, so there is nothing to check; open it to see what it holds",
        "aucun texte n’y a été trouvé, il n’y a donc rien à vérifier ; ouvrez-le pour voir ce qu’il contient",
    ),
    (
        "a bulk file of records, not one document; read it as JSON Lines",
        "un fichier d’enregistrements, pas un document ; lisez-le comme JSON Lines",
    ),
    (
        "it is locked with a password; save it without one, or leave it out",
        "il est protégé par un mot de passe ; enregistrez-le sans mot de passe, ou laissez-le de côté",
    ),
    (
        "it is locked by its seller; use a copy without a lock",
        "il est verrouillé par son vendeur ; prenez une copie sans verrou",
    ),
    ("page {} of {} {}", "page {} sur {} {}"),
    ("pages {} of {} {}", "pages {} sur {} {}"),
    (
        "scanned, not read: a picture without text; have the text recognised (OCR) and try again",
        "numérisée, non lue : une image sans texte ; faites reconnaître le texte (OCR) et réessayez",
    ),
    (
        "not read: the file does not say which letters its signs are; have the text recognised (OCR) and try again",
        "non lue : le fichier ne dit pas quelles lettres sont ses signes ; faites reconnaître le texte (OCR) et réessayez",
    ),
    (
        "not read: too many characters on one page",
        "non lue : trop de caractères sur une page",
    ),
    (
        "not read: damaged; open the file and save it anew",
        "non lue : endommagée ; ouvrez le fichier et enregistrez-le de nouveau",
    ),
    ("line {}: {}", "ligne {} : {}"),
    ("line {} is too long", "la ligne {} est trop longue"),
    (
        "not UTF-8; JSON Lines must be UTF-8, convert the file",
        "ce n’est pas de l’UTF-8 ; JSON Lines doit être en UTF-8, convertissez le fichier",
    ),
    (
        "not a JSON object ({}); correct the line or delete it",
        "ce n’est pas un objet JSON ({}) ; corrigez la ligne ou supprimez-la",
    ),
    (
        "no \"{}\"; a record needs \"_id\" and \"text\"",
        "« {} » manque ; il faut « _id » et « text » à un enregistrement",
    ),
    (
        "its title and its text are blank, so there is nothing to check; delete the line",
        "son titre et son texte sont vides, il n’y a donc rien à vérifier ; supprimez la ligne",
    ),
    (
        "it has more than {} cells; save the sheets that matter as CSV",
        "il a plus de {} cellules ; enregistrez en CSV les feuilles qui importent",
    ),
    (
        "its cells show more than {} MiB; save the sheets that matter as CSV",
        "ses cellules montrent plus de {} Mio ; enregistrez en CSV les feuilles qui importent",
    ),
    (
        "its \"_id\" is longer than {} bytes; shorten it",
        "son « _id » a plus de {} octets ; raccourcissez-le",
    ),
    (
        "it has more than {} parts; split it",
        "il a plus de {} parties ; partagez-le",
    ),
    (
        "it has {} pages and at most {} are read; split it",
        "il a {} pages et {} au plus sont lues ; partagez-le",
    ),
    (
        "it has {} parts and at most {} are read; convert it to text",
        "il a {} parties et {} au plus sont lues ; convertissez-le en texte",
    ),
    (
        "its part {} unfolds to more than {} MiB; convert it to text",
        "sa partie {} dépasse {} Mio une fois dépliée ; convertissez-la en texte",
    ),
    (
        "a ZIP, Office or EPUB file that is damaged ({}); open it and save it anew",
        "un fichier ZIP, Office ou EPUB endommagé ({}) ; ouvrez-le et enregistrez-le de nouveau",
    ),
    (
        "it is damaged or no PDF ({}); open it and save it anew",
        "il est endommagé ou n’est pas un PDF ({}) ; ouvrez-le et enregistrez-le de nouveau",
    ),
    ("it is damaged ({})", "il est endommagé ({})"),
    (
        "its part {} is damaged ({})",
        "sa partie {} est endommagée ({})",
    ),
    ("its part {} is damaged", "sa partie {} est endommagée"),
    (
        "its part {} cannot be read ({})",
        "sa partie {} ne peut pas être lue ({})",
    ),
    (
        "its part {} is not UTF-8",
        "sa partie {} n’est pas en UTF-8",
    ),
    (
        "its part {} is missing; open it and save it anew",
        "sa partie {} manque ; ouvrez-le et enregistrez-le de nouveau",
    ),
    (
        "it calls a {} that is missing; open it and save it anew",
        "il appelle une note ({}) qui manque ; ouvrez-le et enregistrez-le de nouveau",
    ),
    (
        "an Office file without a main part; open it and save it anew",
        "un fichier Office sans partie principale ; ouvrez-le et enregistrez-le de nouveau",
    ),
    (
        "an EPUB without a list of its parts; save it anew",
        "un EPUB sans liste de ses parties ; enregistrez-le de nouveau",
    ),
    (
        "no e-mail, or a damaged one; save it as text",
        "ce n’est pas un courriel, ou il est endommagé ; enregistrez-le comme texte",
    ),
    (
        "its part {} is nested too deep to be read",
        "sa partie {} est trop emboîtée pour être lue",
    ),
    (
        "it is nested too deep to be read; {}",
        "il est trop emboîté pour être lu ; {}",
    ),
    (
        "it is nested too deep to be read",
        "il est trop emboîté pour être lu",
    ),
    (
        "reading it took longer than {} seconds; split it, or convert it to text",
        "le lire a pris plus de {} secondes ; partagez-le, ou convertissez-le en texte",
    ),
    (
        "reading it takes more than {} MiB of memory; {}",
        "le lire prend plus de {} Mio de mémoire ; {}",
    ),
    (
        "reading it takes more than {} seconds of computing; {}",
        "le lire prend plus de {} secondes de calcul ; {}",
    ),
    (
        "the reader failed on it ({}); {}",
        "le lecteur a échoué ({}) ; {}",
    ),
    (
        "convert it to text, or leave it out",
        "convertissez-le en texte, ou laissez-le de côté",
    ),
    (
        "no process could be started to read it: {}",
        "aucun processus n’a pu être lancé pour le lire : {}",
    ),
    (
        "no process could be asked to read it",
        "aucun processus n’a pu être chargé de le lire",
    ),
    (
        "it changed while it was being read; run again when nothing writes to it",
        "il a changé pendant la lecture ; relancez quand plus rien n’y écrit",
    ),
    (
        "another file has a name that is shown the same; rename one",
        "un autre fichier a un nom qui s’affiche de même ; renommez l’un des deux",
    ),
    (
        "a link to what is not there; mend or remove it",
        "un lien vers ce qui n’existe pas ; corrigez-le ou supprimez-le",
    ),
    ("no permission to read it", "il n’est pas permis de le lire"),
    ("no such file or directory", "il n’existe pas"),
    (
        "a link out of the project, which is not followed",
        "un lien hors du projet, qui n’est pas suivi",
    ),
    (
        "it lies outside the project, where only the command line may name files",
        "il est hors du projet, où seule la ligne de commande peut nommer des fichiers",
    ),
    (
        "it belongs to git and is never read",
        "il appartient à git et n’est jamais lu",
    ),
    (
        "a pipe, socket or device, not a file",
        "un tube, une prise ou un périphérique, pas un fichier",
    ),
];

/// Reasons that stand within one another at most; what stands deeper is a file's own words.
const DEEPEST: usize = 3;

/// `why` in French, as far as it is known: a reason can be part of another.
pub(super) fn in_french(why: &str) -> String {
    translated(why, DEEPEST)
}

fn translated(why: &str, deepest: usize) -> String {
    let Some(deeper) = deepest.checked_sub(1) else {
        return why.to_owned();
    };
    let known = REASONS.iter().find_map(|(english, french)| {
        let differing = filled(english, why)?;
        Some(fill(french, &differing, deeper))
    });
    known.unwrap_or_else(|| why.to_owned())
}

/// What stands in the holes of `form` where `text` is of that form.
fn filled<'a>(form: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = form.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut pieces = pieces.peekable();
    let mut holes = Vec::new();
    while let Some(piece) = pieces.next() {
        let at = match pieces.peek() {
            Some(_) => rest.find(piece)?,
            None => rest.strip_suffix(piece)?.len(),
        };
        holes.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(holes)
}

/// The French `form` with its holes filled, and its signs apart from their words as they should be.
fn fill(form: &str, holes: &[&str], deepest: usize) -> String {
    let mut form = form.to_owned();
    for sign in [";", ":", "»"] {
        form = form.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
    }
    let form = form.replace("« ", "«\u{a0}");
    let mut pieces = form.split("{}");
    let first = pieces.next().unwrap_or_default().to_owned();
    let holes = holes.iter().map(|hole| translated(hole, deepest));
    let rest = holes.zip(pieces).map(|(hole, piece)| hole + piece);
    first + &rest.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_within_another_is_put_into_french_too() {
        assert_eq!(
            in_french("line 3: no \"_id\"; a record needs \"_id\" and \"text\""),
            "ligne 3\u{a0}: «\u{a0}_id\u{a0}» manque\u{a0}; il faut «\u{a0}_id\u{a0}» et «\u{a0}text\u{a0}» à un enregistrement"
        );
        assert_eq!(
            in_french("not text but a GIF image; convert it to text, Markdown or HTML first"),
            "ce n’est pas du texte mais une image GIF\u{a0}; convertissez-le d’abord en texte, en Markdown ou en HTML"
        );
        assert_eq!(in_french("something else"), "something else");
        let name = "its part ".repeat(20_000) + &" is damaged".repeat(20_000);
        assert!(in_french(&name).starts_with("sa partie sa partie sa partie its part"));
    }

    /// One that is never met because an earlier one takes its place would be left in English in part.
    #[test]
    fn every_reason_is_met_by_its_own_form() {
        for (english, french) in REASONS {
            let holes = english.matches("{}").count();
            assert_eq!(holes, french.matches("{}").count(), "{english}");
            let (why, filled) = (english.replace("{}", "7"), vec!["7"; holes]);
            assert_eq!(in_french(&why), fill(french, &filled, 0), "{english}");
        }
    }
}
