//! One fixed report that has everything a format must show: every verdict, quotations, a waived
//! finding, a fix, an unreadable source, and files that try to break out of the page.

use ibid::judge::{ReasonCode, Stance, Verdict};
use ibid::locator::Locator;
use ibid::report::{
    CitationReport, ClaimReport, DraftBlock, DraftBlockKind, DraftReport, Excerpt, FileReport,
    Finding, Fix, Place, QuotationReport, QuoteMatch, ReasonReport, Report, Rule, SCHEMA_VERSION,
    SourcesReport, Surroundings, Unreadable, Waiver, fingerprint,
};
use ibid::span::{LineIndex, Span};
use ibid::wording::{Change, Message, Work};

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
            copies: Vec::new(),
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
                message: Message::Unreadable {
                    why: "it is binary, not text".to_owned(),
                },
                place: Place::WHOLE_FILE,
                fingerprint: "5c1d0000000000e0".to_owned(),
                waived: None,
                citations: [].into(),
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
            &[(
                ReasonCode::QuantityAgrees,
                Message::SameNumber {
                    draft: "14 cranes".to_owned(),
                    source: "fourteen cranes".to_owned(),
                },
            )],
        )],
    );
    let tonnes = Message::OtherNumber {
        draft: "400,000 tonnes".to_owned(),
        source: "140,000 tonnes".to_owned(),
    };
    let people = Message::OtherNumber {
        draft: "Some 2,000 people".to_owned(),
        source: "Never more than 900 people".to_owned(),
    };
    let refuted = claim(
        "It moved 400,000 tonnes in its first year.",
        Verdict::Refuted,
        vec![citation(
            "In the first year 140,000 tonnes were moved.",
            Stance::Refutes,
            &[(ReasonCode::QuantityDiffers, tonnes.clone())],
        )],
    );
    let conflicting = claim(
        "Some 2,000 people worked there.",
        Verdict::ConflictingEvidence,
        vec![
            citation(
                "About 2,000 people had work at the harbour.",
                Stance::Supports,
                &[(
                    ReasonCode::QuantityAgrees,
                    Message::SameNumber {
                        draft: "Some 2,000 people".to_owned(),
                        source: "About 2,000 people".to_owned(),
                    },
                )],
            ),
            citation(
                "Never more than 900 people worked at the harbour.",
                Stance::Refutes,
                &[(ReasonCode::QuantityDiffers, people.clone())],
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
                Message::NoDate {
                    draft: "a Sunday".to_owned(),
                },
            )],
        )],
    );
    let exact = "“the heart of our town”";
    let altered = "“never wanted to close it”";
    let original = citation("I never wished to close it.", Stance::Neutral, &[]);
    let findings = vec![
        Finding {
            citations: refuted.citations.clone(),
            ..finding(Rule::Refuted, &refuted.text, tonnes)
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
                Message::SourcesDisagree {
                    because: Some(Box::new(people)),
                },
            )
        },
        finding(Rule::NotEnoughEvidence, &undecided.text, Message::Undecided),
        finding(
            Rule::CitationUnresolved,
            "[@lindqvist1990]",
            Message::NoSuchKey {
                key: "lindqvist1990".to_owned(),
            },
        ),
        Finding {
            citations: [original.clone()].into(),
            fix: Some(Fix {
                start: place(altered).start,
                end: place(altered).end,
                part: None,
                replacement: "“never wished to close it”".to_owned(),
                message: Message::QuoteTheSource,
            }),
            ..finding(
                Rule::Misquote,
                altered,
                Message::Misquoted {
                    work: Work {
                        path: original.source.clone(),
                        title: original.title.clone(),
                        authors: original.author.clone(),
                        publisher: original.publisher.clone(),
                        issued: original.issued.clone(),
                    },
                    changes: vec![Change::Other {
                        draft: "wanted".to_owned(),
                        source: "wished".to_owned(),
                    }],
                },
            )
        },
    ];
    let claims = vec![supported, refuted, conflicting, undecided];
    DraftReport {
        path: "drafts/harbour.md".to_owned(),
        content: DRAFT.to_owned(),
        blocks: blocks(&claims, &findings),
        claims,
        sentences_without_claim: 2,
        quotations: vec![
            QuotationReport {
                text: exact.to_owned(),
                place: place(exact),
                matched: QuoteMatch::Exact,
                citations: [citation("the heart of our town", Stance::Supports, &[])].into(),
                excerpt: Excerpt::default(),
            },
            QuotationReport {
                text: altered.to_owned(),
                place: place(altered),
                matched: QuoteMatch::Altered,
                citations: [original].into(),
                excerpt: excerpt(altered, "wanted"),
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

/// The draft as a reader has it.
fn blocks(claims: &[ClaimReport], findings: &[Finding]) -> Vec<DraftBlock> {
    let claims = claims.iter().map(|claim| claim.place);
    let mut places: Vec<Place> = claims.chain(findings.iter().map(|it| it.place)).collect();
    places.sort();
    places.dedup();
    let paragraphs = DRAFT
        .split("\n\n")
        .map(|text| text.trim_end().trim_start_matches("# "));
    paragraphs
        .enumerate()
        .map(|(number, text)| {
            let origin = DRAFT.find(text).unwrap();
            let here = places
                .iter()
                .filter(|place| place.start >= origin && place.end <= origin + text.len());
            DraftBlock {
                kind: match number {
                    0 => DraftBlockKind::Heading(1),
                    _ => DraftBlockKind::Paragraph,
                },
                text: text.to_owned(),
                places: here
                    .map(|place| {
                        (
                            Span::new(place.start, place.end).relative_to(origin),
                            *place,
                        )
                    })
                    .collect(),
            }
        })
        .collect()
}

/// `text` with its words `marked` underlined.
fn excerpt(text: &str, marked: &str) -> Excerpt {
    let at = text.find(marked).expect("the words stand in the text");
    Excerpt {
        line: place(text).line,
        text: text.to_owned(),
        marked: vec![Span::new(at, at + marked.len())],
    }
}

fn claim(text: &str, verdict: Verdict, citations: Vec<CitationReport>) -> ClaimReport {
    ClaimReport {
        text: text.to_owned(),
        place: place(text),
        fingerprint: fingerprint([text]),
        verdict,
        confidence: 0.9,
        citations: citations.into(),
        signed_off: Vec::new(),
        excerpt: match verdict {
            Verdict::Refuted => excerpt(text, "400,000"),
            _ => Excerpt::default(),
        },
    }
}

fn finding(rule: Rule, words: &str, message: Message) -> Finding {
    Finding {
        rule,
        level: rule.info().level,
        message,
        place: place(words),
        fingerprint: fingerprint([rule.name(), words]),
        waived: None,
        citations: [].into(),
        fix: None,
    }
}

fn citation(quote: &str, stance: Stance, reasons: &[(ReasonCode, Message)]) -> CitationReport {
    let figure = quote.find(|character: char| character.is_ascii_digit());
    CitationReport {
        source: "sources/history.txt".to_owned(),
        cited_as: None,
        hash: "0f".repeat(32),
        title: Some("A history of <the harbour>".to_owned()),
        author: Some("Town archive".to_owned()),
        publisher: Some("Town archive".to_owned()),
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
            .map(|(code, message)| ReasonReport {
                code: *code,
                message: message.clone(),
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
        surroundings: std::sync::Arc::new(Surroundings {
            headings: vec!["Trade & shipping".to_owned()],
            before: "The town had waited for it.".to_owned(),
            after: "Nobody had expected so much.".to_owned(),
        }),
    }
}
