//! One fixed report that has everything a format must show: every verdict, quotations, a waived
//! finding, a fix, an unreadable source, and files that try to break out of the page.

use ibid::judge::{ReasonCode, Stance, Verdict};
use ibid::locator::Locator;
use ibid::report::{
    CitationReport, ClaimReport, DraftReport, Excerpt, FileReport, Finding, Fix, Place,
    QuotationReport, QuoteMatch, ReasonReport, Report, Rule, SCHEMA_VERSION, SourcesReport,
    Surroundings, Unreadable, Waiver, fingerprint,
};
use ibid::span::{LineIndex, Span};

const DRAFT: &str = "\
# The harbour

The harbour opened in 1931 with 14 cranes. It moved 400,000 tonnes in its first year.
Some 2,000 people worked there. The last ship left on <b>a Sunday</b>.

The harbour master called it “the heart of our town” [@lindqvist1990].
She “never wanted to close it”, she said.
";

/// The report.
pub(crate) fn report() -> Report {
    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        ibid: "0.1.0".to_owned(),
        sources: SourcesReport {
            read: 3,
            passages: 41,
            unreadable: vec![Unreadable {
                path: "sources/scan.txt".to_owned(),
                why: "it is binary, not text".to_owned(),
            }],
        },
        drafts: vec![draft()],
        files: vec![FileReport {
            path: "sources/scan.txt".to_owned(),
            findings: vec![Finding {
                rule: Rule::SourceUnreadable,
                level: Rule::SourceUnreadable.info().level,
                message: "it is binary, not text".to_owned(),
                place: Place::WHOLE_FILE,
                fingerprint: "5c1d0000000000e0".to_owned(),
                waived: None,
                citations: Vec::new(),
                fix: None,
            }],
        }],
        summary: ibid::report::Summary::default(),
    };
    report.summarise();
    report
}

fn draft() -> DraftReport {
    let supported = claim(
        "The harbour opened in 1931 with 14 cranes.",
        Verdict::Supported,
        vec![citation(
            "In 1931 the harbour was opened; it had fourteen cranes.",
            Stance::Supports,
            &[(ReasonCode::QuantityAgrees, "both give 14 cranes")],
        )],
    );
    let refuted = claim(
        "It moved 400,000 tonnes in its first year.",
        Verdict::Refuted,
        vec![citation(
            "In the first year 140,000 tonnes were moved.",
            Stance::Refutes,
            &[
                (
                    ReasonCode::WordsAgree,
                    "both speak of tonnes moved in the first year",
                ),
                (
                    ReasonCode::QuantityDiffers,
                    "the same cargo; 400,000 is not 140,000",
                ),
            ],
        )],
    );
    let conflicting = claim(
        "Some 2,000 people worked there.",
        Verdict::ConflictingEvidence,
        vec![
            citation(
                "About 2,000 people had work at the harbour.",
                Stance::Supports,
                &[(ReasonCode::QuantityAgrees, "both give about 2,000 people")],
            ),
            citation(
                "Never more than 900 people worked at the harbour.",
                Stance::Refutes,
                &[(ReasonCode::QuantityDiffers, "2,000 is more than 900")],
            ),
        ],
    );
    let undecided = claim(
        "The last ship left on <b>a Sunday</b>.",
        Verdict::NotEnoughEvidence,
        vec![citation(
            "The last ship left in 1988. <script>alert(1)</script>\u{1b}[31m\u{202e}",
            Stance::Neutral,
            &[(
                ReasonCode::DateMissing,
                "the source gives no day of the week",
            )],
        )],
    );
    let exact = "“the heart of our town”";
    let altered = "“never wanted to close it”";
    let original = citation("I never wished to close it.", Stance::Neutral, &[]);
    let findings = vec![
        Finding {
            citations: refuted.citations.clone(),
            ..finding(
                Rule::Refuted,
                &refuted.text,
                "a source gives 140,000 tonnes, not 400,000",
            )
        },
        Finding {
            waived: Some(Waiver {
                reason: "the two count different years".to_owned(),
                by: "ak".to_owned(),
                until: Some("2027-03-01".to_owned()),
            }),
            ..finding(
                Rule::ConflictingEvidence,
                &conflicting.text,
                "the sources disagree",
            )
        },
        finding(
            Rule::NotEnoughEvidence,
            &undecided.text,
            "no source gives the day",
        ),
        finding(
            Rule::CitationUnresolved,
            "[@lindqvist1990]",
            "no source has the key `lindqvist1990`",
        ),
        Finding {
            citations: vec![original.clone()],
            fix: Some(Fix {
                start: place(altered).start,
                end: place(altered).end,
                replacement: "“never wished to close it”".to_owned(),
                message: "restore the source's words".to_owned(),
            }),
            ..finding(
                Rule::Misquote,
                altered,
                "the source has “wished”, not “wanted”",
            )
        },
    ];
    DraftReport {
        path: "drafts/harbour.md".to_owned(),
        content: DRAFT.to_owned(),
        claims: vec![supported, refuted, conflicting, undecided],
        sentences_without_claim: 2,
        quotations: vec![
            QuotationReport {
                text: exact.to_owned(),
                place: place(exact),
                matched: QuoteMatch::Exact,
                citations: vec![citation("the heart of our town", Stance::Supports, &[])],
            },
            QuotationReport {
                text: altered.to_owned(),
                place: place(altered),
                matched: QuoteMatch::Altered,
                citations: vec![original],
            },
        ],
        findings,
    }
}

fn place(words: &str) -> Place {
    let start = DRAFT.find(words).expect("the words stand in the draft");
    let end = start + words.len();
    let lines = LineIndex::new(DRAFT);
    let (first, last) = (lines.position(DRAFT, start), lines.position(DRAFT, end));
    Place::new(Span::new(start, end), first, last)
}

fn claim(text: &str, verdict: Verdict, citations: Vec<CitationReport>) -> ClaimReport {
    ClaimReport {
        text: text.to_owned(),
        place: place(text),
        fingerprint: fingerprint([text]),
        verdict,
        confidence: 0.9,
        citations,
        excerpt: Excerpt::default(),
    }
}

fn finding(rule: Rule, words: &str, message: &str) -> Finding {
    Finding {
        rule,
        level: rule.info().level,
        message: message.to_owned(),
        place: place(words),
        fingerprint: fingerprint([rule.name(), words]),
        waived: None,
        citations: Vec::new(),
        fix: None,
    }
}

fn citation(quote: &str, stance: Stance, reasons: &[(ReasonCode, &str)]) -> CitationReport {
    let figure = quote.find(|character: char| character.is_ascii_digit());
    CitationReport {
        source: "sources/history.txt".to_owned(),
        hash: "0f".repeat(32),
        title: Some("A history of <the harbour>".to_owned()),
        author: Some("Town archive".to_owned()),
        issued: Some("1990-05".to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        start: 120,
        end: 120 + quote.len(),
        line: 4,
        column: 9,
        locator: Locator {
            page: Some(12),
            ..Locator::default()
        },
        quote: quote.to_owned(),
        stance,
        reasons: reasons
            .iter()
            .map(|&(code, message)| ReasonReport {
                code,
                message: message.to_owned(),
                claim_span: Some([100, 110]),
                source_span: Some([120, 130]),
            })
            .collect(),
        excerpt: Excerpt {
            line: 4,
            text: quote.to_owned(),
            marked: figure.map(|at| Span::new(at, at + 3)).into_iter().collect(),
        },
        selectors: Vec::new(),
        surroundings: Surroundings {
            headings: vec!["Trade & shipping".to_owned()],
            before: "The town had waited for it.".to_owned(),
            after: "Nobody had expected so much.".to_owned(),
        },
    }
}
