//! The order and the words in which every rendering tells of a draft.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::sentence::{Gravity, Tally, groups};
use super::{
    CitationReport, ClaimReport, DraftReport, FailOn, Finding, Level, QuoteMatch, ReasonReport,
    Report, Rule, SignOffReport, Waiver,
};
use crate::judge::{ReasonCode, Stance, Verdict};
use crate::wording::{Certainty, Labels, Noun, in_words};

/// Something a rendering tells of, in the order of the draft.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry<'a> {
    /// A claim, with the finding that its verdict gives rise to.
    Claim(&'a ClaimReport, Option<&'a Finding>),
    /// A finding of any other kind.
    Finding(&'a Finding),
}

impl<'a> Entry<'a> {
    /// The finding, where there is one.
    pub(super) fn finding(self) -> Option<&'a Finding> {
        match self {
            Entry::Claim(_, finding) => finding,
            Entry::Finding(finding) => Some(finding),
        }
    }

    fn start(self) -> usize {
        match self {
            Entry::Claim(claim, _) => claim.place.start,
            Entry::Finding(finding) => finding.place.start,
        }
    }
}

/// The claims and findings of `draft` in its order, each verdict's finding joined to its claim.
pub(super) fn entries(draft: &DraftReport) -> Vec<Entry<'_>> {
    let claims = draft.claims_by_place();
    let mut of_claims: Vec<Option<&Finding>> = vec![None; draft.claims.len()];
    let mut others = Vec::new();
    for finding in &draft.findings {
        match claims.get(&finding.place) {
            Some(&at) if finding.is_of_verdict(&draft.claims[at]) => {
                of_claims[at].get_or_insert(finding);
            }
            _ => others.push(Entry::Finding(finding)),
        }
    }
    let claims = draft.claims.iter().zip(of_claims);
    let claims = claims.map(|(claim, finding)| Entry::Claim(claim, finding));
    let mut entries: Vec<_> = claims.chain(others).collect();
    entries.sort_by_key(|entry| entry.start());
    entries
}

/// Whether `finding` asks to be looked at now: no ruling waives it, and it is a warning at least or
/// fails the check.
pub(super) fn is_pressing(finding: &Finding, fail_on: FailOn) -> bool {
    finding.waived.is_none() && (finding.level >= Level::Warning || fail_on.fails(finding.level))
}

/// The reasons of `citation` that tell most: those that speak for its stance, where any do.
pub(super) fn telling_reasons(citation: &CitationReport) -> Vec<&ReasonReport> {
    let telling: Vec<_> = citation
        .reasons
        .iter()
        .filter(|reason| bearing(reason.code) == citation.stance)
        .collect();
    match telling.is_empty() {
        true => citation.reasons.iter().take(1).collect(),
        false => telling,
    }
}

/// Which stance a reason of this kind speaks for.
fn bearing(code: ReasonCode) -> Stance {
    match code {
        ReasonCode::QuantityAgrees | ReasonCode::DateAgrees | ReasonCode::NameAgrees => {
            Stance::Supports
        }
        ReasonCode::QuantityDiffers
        | ReasonCode::DateDiffers
        | ReasonCode::PolarityDiffers
        | ReasonCode::QuantifierDiffers
        | ReasonCode::WordDiffers
        | ReasonCode::SpeakerDiffers
        | ReasonCode::QuotationAltered => Stance::Refutes,
        ReasonCode::QuantityMissing
        | ReasonCode::DateMissing
        | ReasonCode::NameMissing
        | ReasonCode::ModalityDiffers
        | ReasonCode::Model => Stance::Neutral,
    }
}

/// What `citation` is to the claim or finding it stands under.
pub(super) fn role(
    citation: &CitationReport,
    finding: Option<&Finding>,
    labels: &Labels,
) -> &'static str {
    let of_quotation = finding.is_some_and(|finding| {
        matches!(
            finding.rule,
            Rule::Misquote | Rule::QuoteNotFound | Rule::QuoteMisattributed
        )
    });
    match citation.stance {
        _ if of_quotation => labels.compare,
        Stance::Supports => labels.supported_by,
        Stance::Refutes => labels.refuted_by,
        Stance::Neutral => labels.nearest,
    }
}

/// A verdict in words, singular and plural.
pub(super) fn verdict_noun(verdict: Verdict, labels: &Labels) -> Noun {
    match verdict {
        Verdict::Supported => labels.supported,
        Verdict::Refuted => labels.refuted,
        Verdict::ConflictingEvidence => labels.conflicting,
        Verdict::NotEnoughEvidence => labels.undecided,
    }
}

/// The verdict on `claim` and how sure it is; that nothing decides a claim has no certainty.
pub(super) fn verdict_words(claim: &ClaimReport, labels: &Labels) -> String {
    let verdict = verdict_noun(claim.verdict, labels).one;
    match claim.verdict {
        Verdict::NotEnoughEvidence => verdict.to_owned(),
        _ => format!("{verdict}, {}", certainty(claim, labels)),
    }
}

fn certainty(claim: &ClaimReport, labels: &Labels) -> &'static str {
    labels.certainty(Certainty::of(claim.confidence))
}

/// What a rule finds, in a few words.
pub(super) fn rule_words(rule: Rule, labels: &Labels) -> &'static str {
    match rule {
        Rule::Refuted => labels.refuted.one,
        Rule::ConflictingEvidence => labels.conflicting.one,
        Rule::NotEnoughEvidence => labels.undecided.one,
        Rule::NotChecked => labels.not_checked_rule,
        Rule::Misquote => labels.misquote,
        Rule::QuoteNotFound => labels.quote_not_found,
        Rule::QuoteMisattributed => labels.quote_misattributed,
        Rule::CitationUnresolved => labels.citation_unresolved,
        Rule::CitationDoesNotSupport => labels.citation_does_not_support,
        Rule::CitationMissing => labels.citation_missing,
        Rule::SourceNotAtHand => labels.source_not_at_hand,
        Rule::SourceUnreadable => labels.source_unreadable,
        Rule::SourceChanged => labels.source_changed,
        Rule::NotLocked => labels.not_locked,
        Rule::RulingExpired => labels.ruling_expired,
        Rule::RulingUnused => labels.ruling_unused,
        Rule::NotSignedOff => labels.not_signed_off,
    }
}

/// A level in words; what is switched off is never told.
pub(super) fn level_noun(level: Level, labels: &Labels) -> Noun {
    match level {
        Level::Error => labels.error,
        Level::Warning => labels.warning,
        Level::Note | Level::Off => labels.note,
    }
}

/// Where `citation` stands: `source:line:column`, or the place by which people know it in a source
/// that has no lines (a page, a cell, a slide). For programs and terminals, which open it.
pub(super) fn locator(citation: &CitationReport) -> String {
    let source = &citation.source;
    match citation.locator.words(citation.line) {
        Some(place) => format!("{source}, {place}"),
        None => format!("{source}:{}:{}", citation.line, citation.column),
    }
}

/// Where `citation` stands, as a person finds it: page, cell, slide or paragraph, else the heading
/// above it, else the line.
pub(super) fn place(citation: &CitationReport, labels: &Labels) -> String {
    let at = &citation.locator;
    let page = match (at.page, &at.page_label) {
        (Some(page), Some(label)) => Some(format!(
            "{} {label} ({} {page} {})",
            labels.page, labels.page, labels.of_the_file
        )),
        (Some(page), None) => Some(format!("{} {page}", labels.page)),
        (None, Some(label)) => Some(format!("{} {label}", labels.page)),
        (None, None) => None,
    };
    let sheet = at.sheet.as_ref();
    let sheet = sheet.map(|sheet| format!("{} {sheet}", labels.sheet));
    let cell = at.cell.as_ref();
    let cell = cell.map(|cell| format!("{} {cell}", labels.cell));
    let slide = at.slide.map(|slide| format!("{} {slide}", labels.slide));
    let chapter = at.chapter.as_ref();
    let chapter = chapter.map(|title| labels.locale.quoted(title));
    let known: Vec<String> = [chapter, page, slide, sheet, cell]
        .into_iter()
        .flatten()
        .collect();
    if !known.is_empty() {
        return known.join(", ");
    }
    if at.part.is_some() || at.reading.is_some() {
        return format!("{} {}", labels.paragraph, citation.line);
    }
    // A heading that repeats the title says nothing of the place.
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|character| character.is_alphanumeric());
        letters.collect::<String>().to_lowercase()
    };
    let title = citation.title.as_deref().map(letters).unwrap_or_default();
    let mut headings = citation.surroundings.headings.iter().rev();
    match headings.find(|heading| !title.contains(&letters(heading))) {
        Some(heading) => format!("{} {}", labels.under, labels.locale.quoted(heading)),
        None => format!("{} {}", labels.line, citation.line),
    }
}

/// The source of `citation` by its name, then where in it the words stand.
pub(super) fn named_place(citation: &CitationReport, labels: &Labels) -> String {
    let name = match citation.title {
        Some(_) => citation.work().headed(labels.locale),
        None => citation.source.clone(),
    };
    let (place, copy) = (place(citation, labels), cited_copy(citation, labels));
    format!("{name}, {place}{copy}")
}

/// By which copy of its source the draft cites the words, in brackets; nothing where by none.
pub(super) fn cited_copy(citation: &CitationReport, labels: &Labels) -> String {
    let copy = citation.cited_as.iter();
    copy.map(|copy| format!(" ({} {copy})", labels.cites_copy))
        .collect()
}

/// Whether the source of `citation` has lines that a program can open it at.
pub(super) fn has_lines(citation: &CitationReport) -> bool {
    citation.locator.words(citation.line).is_none()
}

/// What a waiver says: by whom, until when and why.
pub(super) fn waiver_words(waiver: &Waiver, labels: &Labels) -> String {
    let until = waiver.until.as_ref();
    let until = until.map(|day| format!(" {} {day}", labels.until));
    let by = format!(
        "{} {}{}",
        labels.waived_by,
        waiver.by,
        until.unwrap_or_default()
    );
    format!("{} {}", labels.head(&by), waiver.reason)
}

/// Who has checked a claim against which passage, and when.
pub(super) fn sign_off_words(signed: &SignOffReport, labels: &Labels) -> String {
    format!(
        "{} {} {} {} ({}, {})",
        labels.signed_off_by,
        signed.by,
        labels.on,
        in_words(&signed.on, labels.locale),
        signed.source,
        signed.place
    )
}

/// Every verdict, in the order in which they are counted.
const VERDICTS: [Verdict; 4] = [
    Verdict::Supported,
    Verdict::Refuted,
    Verdict::ConflictingEvidence,
    Verdict::NotEnoughEvidence,
];

/// The claims by verdict, in one line, and how many of them somebody has signed off.
pub(super) fn claim_counts(report: &Report, labels: &Labels) -> String {
    let parts = VERDICTS.map(|verdict| {
        let levels = reported_as(report, verdict, labels);
        verdict_count(report, verdict, [levels], labels)
    });
    let (claims, signed) = (all_claims(report, labels), signed_off(report, labels));
    format!("{} {}{signed}", labels.head(&claims), parts.join(", "))
}

/// How many claims there are; then, in one line, the verdicts on them by how sure they are.
pub(super) fn verdicts_by_certainty(report: &Report, labels: &Labels) -> (String, String) {
    let given = VERDICTS.into_iter();
    let given = given.filter(|verdict| claims_of(report, *verdict) > 0);
    let parts = given.map(|verdict| {
        let levels = reported_as(report, verdict, labels);
        let sure = certainties(report, verdict, labels);
        verdict_count(report, verdict, [levels, sure], labels)
    });
    let verdicts = parts.collect::<Vec<_>>().join(", ");
    let signed = signed_off(report, labels);
    (all_claims(report, labels), format!("{verdicts}{signed}"))
}

/// How many claims are refuted and at which levels; `None` where none is.
pub(super) fn refuted_count(report: &Report, labels: &Labels) -> Option<String> {
    let levels = reported_as(report, Verdict::Refuted, labels);
    let is_any = claims_of(report, Verdict::Refuted) > 0;
    is_any.then(|| verdict_count(report, Verdict::Refuted, [levels], labels))
}

/// How many claims have this verdict, with what tells more of them in brackets.
fn verdict_count<const N: usize>(
    report: &Report,
    verdict: Verdict,
    more: [String; N],
    labels: &Labels,
) -> String {
    let count = claims_of(report, verdict);
    let words = labels.locale.counted(count, verdict_noun(verdict, labels));
    let more: Vec<String> = more.into_iter().filter(|it| !it.is_empty()).collect();
    match more.is_empty() {
        true => words,
        false => format!("{words} ({})", more.join(labels.locale.semicolon())),
    }
}

/// How many of the claims that a source contradicts are errors and how many are less: else their number would seem
/// to be that of the errors. Nothing of other verdicts.
fn reported_as(report: &Report, verdict: Verdict, labels: &Labels) -> String {
    if !matches!(verdict, Verdict::Refuted | Verdict::ConflictingEvidence) {
        return String::new();
    }
    let counts = by_gravity(report, verdict).into_iter();
    let counts = counts.map(|(gravity, count)| {
        let noun = gravity_noun(gravity, labels);
        labels.locale.counted(count, noun)
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// How many claims of this verdict matter how much, the gravest first.
fn by_gravity(report: &Report, verdict: Verdict) -> BTreeMap<Gravity, usize> {
    let mut counts = BTreeMap::new();
    for group in report.drafts.iter().flat_map(groups) {
        for entry in &group.entries {
            if matches!(entry, Entry::Claim(claim, _) if claim.verdict == verdict) {
                *counts.entry(group.gravity_of(*entry)).or_default() += 1;
            }
        }
    }
    counts
}

/// What a claim that a source contradicts is reported as.
fn gravity_noun(gravity: Gravity, labels: &Labels) -> Noun {
    match gravity {
        Gravity::Error => labels.error,
        Gravity::Warning => labels.warning,
        Gravity::Note => labels.note,
        Gravity::Waived => labels.waived,
        Gravity::Undecided | Gravity::Right => labels.not_reported,
    }
}

fn claims_of(report: &Report, verdict: Verdict) -> usize {
    let known = report.summary.claims.get(verdict.as_str());
    known.copied().unwrap_or(0)
}

fn all_claims(report: &Report, labels: &Labels) -> String {
    let total = report.summary.claims.values().sum();
    labels.locale.counted(total, labels.claims)
}

/// How many claims are signed off, to stand behind their count; nothing where none is.
fn signed_off(report: &Report, labels: &Labels) -> String {
    match report.summary.signed_off {
        0 => String::new(),
        signed => {
            let signed = labels.locale.counted(signed, labels.signed_off);
            format!("{}{signed}", labels.locale.semicolon())
        }
    }
}

/// How many verdicts of this kind are how sure, the surest first. Nothing where nothing is decided.
fn certainties(report: &Report, verdict: Verdict, labels: &Labels) -> String {
    if verdict == Verdict::NotEnoughEvidence {
        return String::new();
    }
    let mut counts: BTreeMap<Reverse<Certainty>, usize> = BTreeMap::new();
    let claims = report.drafts.iter().flat_map(|draft| &draft.claims);
    for claim in claims.filter(|claim| claim.verdict == verdict) {
        let certainty = Certainty::of(claim.confidence);
        *counts.entry(Reverse(certainty)).or_default() += 1;
    }
    let counts = counts.into_iter();
    let counts =
        counts.map(|(certainty, count)| format!("{count} {}", labels.certainty(certainty.0)));
    counts.collect::<Vec<_>>().join(", ")
}

/// All sentences that were checked, or only read where there is nothing to check them against; then how many of each
/// gravity there are: each counts once, by the gravest of what was found of it.
pub(super) fn sentences(report: &Report, labels: &Labels) -> (String, String) {
    let locale = labels.locale;
    let counts = Tally::of(report).sentences;
    let nouns = [
        labels.with_errors,
        labels.with_warnings,
        labels.with_notes,
        labels.left_open,
        labels.waived,
        labels.with_nothing_wrong,
    ];
    let parts = counts.into_iter().zip(nouns);
    let parts = parts.filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, noun)| locale.counted(count, noun))
        .collect();
    let noun = match claims_without_sources(report) {
        0 => labels.sentences,
        _ => labels.sentences_read,
    };
    let total = locale.counted(counts.iter().sum(), noun);
    (total, parts.join(", "))
}

/// The sentences in one line.
pub(super) fn sentence_counts(report: &Report, labels: &Labels) -> String {
    match sentences(report, labels) {
        (total, parts) if parts.is_empty() => total,
        (total, parts) => format!("{} {parts}", labels.head(&total)),
    }
}

/// What the count of sentences does not show: findings beside others of the same sentence, and of other files.
pub(super) fn beside_sentences(report: &Report, labels: &Labels) -> Option<String> {
    let tally = Tally::of(report);
    let waived = tally.sentences[Gravity::Waived as usize];
    let in_files = report.files.iter().flat_map(|file| &file.findings);
    let in_files = in_files.filter(|it| it.waived.is_none()).count();
    let parts = [
        (tally.findings, tally.found, labels.findings_in_all),
        (report.summary.waived, waived, labels.waived_in_all),
        (in_files, 0, labels.findings_of_files),
    ];
    let parts = parts.into_iter().filter(|(count, told, _)| count > told);
    let parts: Vec<String> = parts
        .map(|(count, _, noun)| labels.locale.counted(count, noun))
        .collect();
    (!parts.is_empty()).then(|| parts.join(labels.locale.semicolon()))
}

/// The quotations by match, in one line; `None` where the drafts quote nothing, or no source has words
/// that could be theirs.
pub(super) fn quotation_counts(report: &Report, labels: &Labels) -> Option<String> {
    let total: usize = report.summary.quotations.values().sum();
    let nouns = [
        (QuoteMatch::Exact, labels.exact),
        (QuoteMatch::Altered, labels.altered),
        (QuoteMatch::NotFound, labels.not_found),
        (QuoteMatch::TooShort, labels.too_short),
    ];
    let locale = labels.locale;
    let parts: Vec<_> = nouns
        .iter()
        .filter_map(|(matched, noun)| {
            let count = *report.summary.quotations.get(matched.name())?;
            Some(locale.counted(count, *noun))
        })
        .collect();
    let quotations = labels.head(&locale.counted(total, labels.quotations));
    let are_checked = total > 0 && report.sources.passages > 0;
    are_checked.then(|| format!("{quotations} {}", parts.join(", ")))
}

/// The findings by level, in one line; `None` where there are none.
pub(super) fn finding_counts(report: &Report, labels: &Labels) -> Option<String> {
    let levels = [Level::Error, Level::Warning, Level::Note];
    let locale = labels.locale;
    let mut parts: Vec<_> = levels
        .iter()
        .filter_map(|level| {
            let count = *report.summary.levels.get(level.name())?;
            Some(locale.counted(count, level_noun(*level, labels)))
        })
        .collect();
    if report.summary.waived > 0 {
        parts.push(locale.counted(report.summary.waived, labels.waived));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The notes by rule, in one line; `None` where there are none.
pub(super) fn note_counts(report: &Report, labels: &Labels) -> Option<String> {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    let is_note = |finding: &&Finding| finding.waived.is_none() && finding.level == Level::Note;
    for finding in report.findings().map(|(_, it)| it).filter(is_note) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(rule, count)| format!("{} {count}", labels.head(rule_words(*rule, labels))))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What was not checked and why, each in a few words.
///
/// A rule that finds what could not be checked adds its count here, so that it is told even where
/// its findings are notes.
pub(super) fn not_checked(report: &Report, labels: &Labels) -> Vec<String> {
    let found = |rule: &str| report.summary.findings.get(rule).copied().unwrap_or(0);
    [
        (report.summary.sentences_without_claim, labels.no_fact),
        (claims_without_sources(report), labels.no_sources),
        (found("source-not-at-hand"), labels.works_not_at_hand),
        (report.sources.unreadable.len(), labels.sources_unreadable),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, noun)| labels.locale.counted(count, noun))
    .collect()
}

/// How many claims there was nothing to check against.
fn claims_without_sources(report: &Report) -> usize {
    let claims = report.drafts.iter().flat_map(|draft| &draft.claims);
    let is_undecided = |claim: &ClaimReport| {
        claim.verdict == Verdict::NotEnoughEvidence && claim.citations.is_empty()
    };
    match report.sources.read == 0 && claims.clone().all(is_undecided) {
        true => claims.count(),
        false => 0,
    }
}

/// What was read, in one line.
pub(super) fn source_counts(report: &Report, labels: &Labels) -> String {
    let locale = labels.locale;
    let copies = report.sources.copies.len();
    let counts = [
        (report.sources.read, labels.sources),
        (report.sources.passages, labels.passages),
        (report.sources.unreadable.len(), labels.unreadable),
    ];
    let counts = counts.into_iter();
    let counts = counts.chain((copies > 0).then_some((copies, labels.copies)));
    let counts: Vec<String> = counts
        .map(|(count, noun)| locale.counted(count, noun))
        .collect();
    counts.join(", ")
}
