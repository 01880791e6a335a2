use super::super::{MarkKind, testing};
use super::read;

/// The blocks of a text, a line each, as `ibid text` shows them.
fn shown(source: &str) -> String {
    let read = read(source, "");
    testing::shown(&read.blocks, &read.text).join("\n")
}

#[test]
fn words_are_read_as_they_are_printed() {
    for (source, expected) in [
        (
            "Gr\\\"on\\aa{} and na\\\"{\\i}ve, Stra\\ss e, \\'Elys\\'ee, \\c{c}a",
            "Grönå and naïve, Straße, Élysée, ça",
        ),
        ("pages 3--4 --- or so", "pages 3–4 — or so"),
        (
            "40\\,\\% of A\\&B costs \\$5, 10\\,000~m",
            "40 % of A&B costs $5, 10\u{202F}000 m",
        ),
        (
            "\\emph{Some} \\textbf{bold \\textsc{words}} {\\it here}.",
            "Some bold words here.",
        ),
        ("One % a comment\n two.\n\nThree.", "One two.\nThree."),
        ("One\n% a line\ntwo.", "One two."),
        ("One.%\n\nTwo.", "One.\nTwo."),
        (
            "\\SI{3}{\\kilo\\metre} and \\qty{4.5}{km/h}, \\num{1e6}, \\SIrange{1}{2}{\\percent}",
            "3 km and 4.5 km/h, 1×10⁶, 1–2%",
        ),
        (
            "an area of 40~m\\textsuperscript{2} on the 2\\textsuperscript{nd}",
            "an area of 40 m² on the 2nd",
        ),
        (
            "see \\href{https://example.org/a_b%20c}{the page} and \\url{https://example.org/x%y}.",
            "see the page and https://example.org/x%y.",
        ),
        (
            "``He said `no' '', \\enquote{she said}",
            "“He said ‘no' ”, “she said”",
        ),
        (
            "It is \\textcolor{red}{hot} at \\hspace{2cm} noon\\label{x}.",
            "It is hot at noon.",
        ),
        (
            "Before \\iffalse \\ifx a \\fi never \\fi after.",
            "Before after.",
        ),
        ("The set \\verb|%x{| holds.", "The set %x{ holds."),
        ("It was \\sout{not} so.", "It was so."),
        ("A \\texorpdfstring{$x$}{plain} B", "A x B"),
        ("1{,}000 and \\{braces\\}", "1,000 and {braces}"),
        (
            "unclosed \\emph{brace and $dollar",
            "unclosed brace and $dollar",
        ),
    ] {
        assert_eq!(shown(source), expected, "{source}");
    }
}

#[test]
fn blocks_are_what_environments_say() {
    for (source, expected) in [
        (
            "\\section[short]{Long \\emph{title}}\\label{a}\nText.",
            "## Long title\nText.",
        ),
        (
            "\\documentclass{a}\\title{The\\\\ harbour}\\author{A \\and B}\nstray\\begin{document}\nText.\\end{document} gone",
            "# The harbour\nText.",
        ),
        (
            "Lead:\n\\begin{itemize}\n\\item one\n\\item[Two] is\n\nmore\n\\end{itemize}\nEnd.",
            "Lead:\n- one\n- Two: is\nmore\nEnd.",
        ),
        (
            "\\begin{quote}Words.\\\\--- Awa\\end{quote}",
            "> Words.\n> — Awa",
        ),
        (
            "Text\n\\begin{figure}[h]\\includegraphics[a]{b}\\caption[s]{The cap.}\\end{figure}\ngoes on.",
            "Text goes on.\ncaption The cap.",
        ),
        (
            "\\begin{tabular}{l|l}\\hline A & B \\\\ \\hline 1 & \\\\[2pt] \\multicolumn{2}{c}{x} \\\\ \\end{tabular}",
            "= A | B\n| 1 | \n| x",
        ),
        (
            "One\\footnote{A \\emph{note}.} two.",
            "One two.\n[^1] A note.",
        ),
        (
            "So \\begin{align*} x &= 99 \\end{align*} it is.",
            "So it is.",
        ),
        ("\\begin{thm}[Name]{x} It holds.\\end{thm}", "It holds."),
        (
            "\\begin{thebibliography}{9}\\bibitem[A(2020)]{a} Awa. \\emph{Rain}.\\end{thebibliography}",
            "[a] Awa. Rain.",
        ),
        (
            "\\begin{verbatim}\n\\section{no}\n\\end{verbatim}\n\\input{x}Yes.",
            "Yes.",
        ),
    ] {
        assert_eq!(shown(source), expected, "{source}");
    }
}

#[test]
fn commands_of_the_draft_are_expanded_where_they_are_words() {
    for (source, expected) in [
        (
            "\\newcommand{\\bay}{Lund Bay\\xspace}The \\bay{} and \\bay.",
            "The Lund Bay and Lund Bay.",
        ),
        (
            "\\newcommand\\term[1]{\\textbf{#1}}A \\term{quay} here.",
            "A quay here.",
        ),
        (
            "\\newcommand{\\secref}[1]{Section~\\ref{#1}}See \\secref{x}.",
            "See Section.",
        ),
        ("\\def\\bay{Lund Bay}In \\bay.", "In Lund Bay."),
        (
            "\\newcommand{\\two}[2]{#1 of #2}A \\two{a}{b} c.",
            "A two c.",
        ),
        (
            "A \\strange{word} and \\stranger{a}{b} here.",
            "A word and stranger here.",
        ),
        ("It is \\weird so.", "It is weird so."),
        ("\\weird\n\nText {\\odd here}.", "Text here."),
    ] {
        assert_eq!(shown(source), expected, "{source}");
    }
    let gaps = read("A \\strange{word} and \\stranger{a}{b} here.", "").gaps;
    assert!(gaps[0].ends_with("\\strange, \\stranger"), "{gaps:?}");
    assert!(read("A \\emph{word} here.", "").gaps.is_empty());
}

#[test]
fn citations_give_their_keys_and_pages() {
    for (source, expected) in [
        ("x \\cite{a}", "[a] a"),
        ("x \\citep[see][p.~4]{a, b}", "[a, b] a;b p. 4"),
        ("x \\citet*{a}", "a a"),
        (
            "x \\autocites[3--4]{a}[see][9]{b}{c}",
            "[a, b, c] a 3–4;b 9;c",
        ),
        ("x \\footcite[12]{a}", "[a] a 12"),
        ("x \\nocite{a}", ""),
        ("\\newcommand{\\mycite}[1]{\\cite{#1}} x", ""),
    ] {
        let read = read(source, "");
        let cited = read.marks.iter().find_map(|mark| match &mark.kind {
            MarkKind::Citation { works } => Some((mark, works)),
            _ => None,
        });
        let told = cited.map_or(String::new(), |(mark, works)| {
            let works = works.iter().map(|work| match &work.page {
                Some(page) => format!("{} {page}", work.key),
                None => work.key.clone(),
            });
            let works: Vec<String> = works.collect();
            assert!(mark.source.of(source).starts_with("\\"));
            format!("{} {}", mark.span.of(&read.text), works.join(";"))
        });
        assert_eq!(told, expected, "{source}");
    }
}

#[test]
fn bibliographies_are_named_and_those_of_tex_are_none() {
    let source = "\\addbibresource[a=b]{one.bib}\\begin{document}x\\bibliography{IEEEabrv, two}";
    let read = read(source, "");
    let named: Vec<&str> = read.embedded.all("bibliography").collect();
    assert_eq!(named, ["one.bib", "two"]);
}

#[test]
fn formulas_are_no_words() {
    let read = read("The load $P = 14$ is $5$ of $10^6$.", "");
    let code: Vec<&str> = read
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Code)
        .map(|mark| mark.span.of(&read.text))
        .collect();
    assert_eq!(read.text, "The load P = 14 is 5 of 10⁶.");
    assert_eq!(code, ["P = 14"]);
}

#[test]
fn a_command_that_prints_code_prints_code() {
    let source = "\\newcommand{\\tool}[1]{\\texttt{#1}}\\newcommand{\\us}{\\tool{ibid}}\n\
                  It is \\tool{make} of \\us, #1 not this.";
    let read = read(source, "");
    let code = read.marks.iter().filter(|it| it.kind == MarkKind::Code);
    let code: Vec<&str> = code.map(|mark| mark.span.of(&read.text)).collect();
    assert_eq!(read.text, "It is make of ibid, not this.");
    assert_eq!(code, ["make", "ibid"]);
}

#[test]
fn commands_of_other_files_are_known() {
    let definitions =
        "\\newcommand{\\bay}{Lund Bay} words \\ifx{\\newcommand{\\quay}[1]{quay of #1}}";
    let read = read("At \\bay{}, the \\quay{stone}.", definitions);
    assert_eq!(read.text, "At Lund Bay, the quay of stone.");
    assert!(read.gaps.is_empty());
}
