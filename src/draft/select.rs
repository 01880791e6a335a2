//! Which sentences, items and rows of a draft are claims, and what each stands in.

use std::collections::HashMap;
use std::mem;

use super::antecedent::Discourse;
use super::checkable::{Support, is_claim, is_fragment};
use super::citation::by_block;
use super::structure::{Role, Structure, block_sentences};
use super::{Claim, ClaimKind, InTextCitation, Quotation, Style, Target};
use crate::document::{Block, BlockKind, Document, Mark, MarkKind};
use crate::language::date::writes_day_first;
use crate::language::fold::fold;
use crate::language::label;
use crate::language::sentence::LONGEST;
use crate::language::{Cell, Context, PartialDate, around};
use crate::span::{Span, SpanSet};

/// Sentences before a claim that are kept as its context.
const SENTENCES_BEFORE: usize = 4;

/// Authors of a draft that may be the ones who speak in it.
const MOST_SPEAKERS: usize = 50;

/// The claims of a draft, in the order of its text.
pub(super) fn claims(
    document: &Document,
    structure: &Structure,
    citations: &[InTextCitation],
    quotations: &[Quotation],
) -> Vec<Claim> {
    let is_link =
        |mark: &&Mark| matches!(mark.kind, MarkKind::Link { .. }) && !mark.span.is_empty();
    let links = document.marks().iter().rev().filter(is_link);
    let title = document.embedded().get("title");
    let mut selection = Selection {
        document,
        citations,
        citations_by_block: in_order(citations, document.blocks().len()),
        quotations,
        calls: calls(citations),
        links: links.map(|mark| (mark.span.start, mark.span)).collect(),
        title: title.map(|title| around(title).to_owned()),
        date: stated_date(document),
        day_first: writes_day_first(document.text()),
        speakers: document
            .embedded()
            .all("author")
            .take(MOST_SPEAKERS)
            .map(|author| around(author).to_owned())
            .collect(),
        apparatus: citations
            .iter()
            .map(|citation| citation.apparatus)
            .collect(),
        formulas: formulas(document),
        labelled: labelled(document, structure),
        before: Vec::new(),
        discourse: Discourse::default(),
        claims: Vec::new(),
    };
    for (block, &role) in structure.roles.iter().enumerate() {
        match role {
            Role::Prose | Role::Item | Role::Caption => selection.sentences(block, role),
            Role::Row => selection.row(block),
            Role::Quotation => selection.block_quotation(block),
            Role::Heading => selection.open_section(block),
            Role::Remark => selection.remark(block),
            Role::Note | Role::Reference | Role::Signature | Role::Code => {}
        }
    }
    selection.claims
}

struct Selection<'d> {
    document: &'d Document,
    citations: &'d [InTextCitation],
    /// The citations of each block in the order of its words, by their places in the list.
    citations_by_block: Vec<Vec<usize>>,
    /// The first citation that calls each note, by the note's label.
    calls: HashMap<&'d str, usize>,
    /// The first link that starts at a place of the text.
    links: HashMap<usize, Span>,
    /// What the draft is called.
    title: Option<String>,
    quotations: &'d [Quotation],
    date: Option<PartialDate>,
    day_first: Option<bool>,
    speakers: Vec<String>,
    /// All citations' apparatus, as spans of the document's text.
    apparatus: SpanSet,
    /// The formulas, as spans of the document's text.
    formulas: SpanSet,
    /// Rows by their labels, one of each table.
    labelled: HashMap<String, Vec<usize>>,
    /// The sentences of the section so far, without apparatus.
    before: Vec<String>,
    /// What the section has spoken of so far.
    discourse: Discourse,
    claims: Vec<Claim>,
}

impl Selection<'_> {
    fn open_section(&mut self, block: usize) {
        let heading = &self.document.blocks()[block];
        let text = around(heading.span.of(self.document.text())).to_owned();
        self.discourse = Discourse::open(&[text], heading.language);
        self.before.clear();
    }

    fn sentences(&mut self, block: usize, role: Role) {
        let spans = block_sentences(self.document, block, &self.apparatus);
        for (at, &span) in spans.iter().enumerate() {
            let next = spans.get(at + 1).map_or_else(
                || self.document.blocks()[block].span.end + 1,
                |next| next.start,
            );
            let label = label::length(span.of(self.document.text()));
            let span = Span::new(span.start + label, span.end);
            if span.is_empty() {
                continue;
            }
            let mut claim = self.bare(block, span, next);
            let plain = without(&claim.text, &claim.apparatus);
            let support = Support {
                is_cited: claim.citations.iter().any(|&at| self.vouches(at)),
                quotes: claim.quotations.iter().any(|&quotation| {
                    let words = self.quotations[quotation].text.split_whitespace();
                    words.count() >= 4 || self.quotations[quotation].speaker.is_some()
                }),
            };
            let language = self.document.blocks()[block].language;
            claim.antecedents = self.discourse.read(&claim.text, language);
            let said = without_formulas(&claim);
            let has_digit = said.chars().any(|c| c.is_ascii_digit());
            let is_checkable = match role {
                Role::Item if self.is_entry(block) => false,
                // Nobody can say whether it states anything; what is certain is that it was not
                // checked.
                _ if plain.len() > LONGEST => true,
                Role::Item if is_fragment(&said, language, support) => {
                    has_digit && claim.context.lead_in.is_some()
                }
                Role::Item => {
                    is_claim(&said, language, support)
                        || (has_digit && !said.trim_end().ends_with('?'))
                }
                Role::Caption => has_digit && is_claim(&said, language, support),
                _ => is_claim(&said, language, support),
            };
            if is_checkable {
                claim.kind = match role {
                    Role::Item => ClaimKind::Item,
                    Role::Remark => ClaimKind::Remark,
                    _ => ClaimKind::Sentence,
                };
                self.claims.push(claim);
            }
            self.before.push(plain);
        }
    }

    /// The sentences of a note that tells something. What it stands in is the sentence that calls it, wherever the note
    /// stands.
    fn remark(&mut self, block: usize) {
        let section = (mem::take(&mut self.before), mem::take(&mut self.discourse));
        let language = self.document.blocks()[block].language;
        if let Some(calling) = self.calling(block) {
            self.discourse.read(&calling, language);
            self.before.push(calling);
        }
        self.sentences(block, Role::Remark);
        (self.before, self.discourse) = section;
    }

    /// The claim that calls the note of a block, without apparatus, if one before it does.
    fn calling(&self, block: usize) -> Option<String> {
        let BlockKind::Footnote { label } = &self.document.blocks()[block].kind else {
            return None;
        };
        let call = &self.citations[*self.calls.get(label.as_str())?];
        let after = self
            .claims
            .partition_point(|claim| claim.span.start <= call.span.start);
        let claim = &self.claims[after.checked_sub(1)?];
        (claim.block == call.block).then(|| without(&claim.text, &claim.apparatus))
    }

    /// Whether a citation shows that its sentence states something; a link may lead anywhere.
    fn vouches(&self, citation: usize) -> bool {
        let citation = &self.citations[citation];
        citation.certain && !matches!(citation.style, Style::Link | Style::BareUrl)
    }

    /// Whether an item is a link and no sentence: an entry of a table of contents.
    fn is_entry(&self, block: usize) -> bool {
        let whole = self.document.blocks()[block].span;
        let text = whole.of(self.document.text());
        let link = self.links.get(&whole.start);
        link.filter(|link| link.overlaps(whole))
            .is_some_and(|link| {
                let behind = &self.document.text()[link.end.min(whole.end)..whole.end];
                !behind.contains(char::is_alphanumeric) && !text.ends_with('.')
            })
    }

    /// A row states something where a cell has a figure, where it cites, or where a cell is
    /// more than a name.
    fn row(&mut self, block: usize) {
        let whole = self.document.blocks()[block].span;
        let mut claim = self.bare(block, whole, whole.end + 1);
        claim.kind = ClaimKind::TableRow;
        let plain = without(&claim.text, &claim.apparatus);
        let says = plain.chars().any(|c| c.is_ascii_digit())
            || plain
                .split(" | ")
                .any(|cell| cell.split_whitespace().count() >= 4);
        let filled = claim.context.cells.len() < 2
            || plain
                .split(" | ")
                .filter(|cell| !cell.trim().is_empty())
                .count()
                >= 2;
        if (says || claim.has_own_citation) && filled {
            self.claims.push(claim);
        }
    }

    fn block_quotation(&mut self, block: usize) {
        let quotations = self.quotations;
        let first = quotations.partition_point(|quotation| quotation.block < block);
        let own = quotations.get(first);
        if own.is_some_and(|quotation| quotation.is_block && quotation.block == block) {
            let whole = self.document.blocks()[block].span;
            let mut claim = self.bare(block, whole, whole.end + 1);
            claim.kind = ClaimKind::BlockQuotation;
            for &quotation in &claim.quotations {
                for &citation in &self.quotations[quotation].citations {
                    if !claim.citations.contains(&citation) {
                        claim.citations.push(citation);
                    }
                }
            }
            claim.has_own_citation = !claim.citations.is_empty();
            self.claims.push(claim);
        }
    }

    /// The statement at `span` with its context; `next` is where the next one starts.
    fn bare(&self, block: usize, span: Span, next: usize) -> Claim {
        let text = span.of(self.document.text()).to_owned();
        let apparatus = self.apparatus.within(span).collect();
        let own = self.own_citations(block, span, next);
        // Those of a block stand in order and apart.
        let quotations = self.quotations.partition_point(|quotation| {
            (quotation.block, quotation.marked.end) <= (block, span.start)
        });
        let quotations = (quotations..self.quotations.len())
            .take_while(|&at| {
                self.quotations[at].block == block && self.quotations[at].marked.start < span.end
            })
            .filter(|&at| span.overlaps(self.quotations[at].marked))
            .collect();
        Claim {
            kind: ClaimKind::Sentence,
            span,
            text,
            block,
            context: self.context(block, span),
            apparatus,
            formulas: self.formulas.within(span).collect(),
            antecedents: Vec::new(),
            has_own_citation: !own.is_empty(),
            citations: own,
            quotations,
        }
    }

    /// The citations that belong to the statement at `span` of a block, by their places in the list.
    fn own_citations(&self, block: usize, span: Span, next: usize) -> Vec<usize> {
        let of_block = &self.citations_by_block[block];
        let start = |at: usize| self.citations[at].span.start;
        let first = of_block.partition_point(|&at| start(at) < span.start);
        let begun = of_block[first..].iter().copied();
        let mut own: Vec<usize> = begun
            .take_while(|&at| start(at) < next || start(at) <= span.end)
            .filter(|&at| belongs(&self.citations[at], block, span, next))
            .collect();
        own.sort_unstable();
        own
    }

    /// The headings above a block, beneath the title.
    fn headings_of(&self, block: usize) -> Vec<String> {
        let blocks = self.document.blocks();
        let headings = blocks[block].headings.iter();
        let mut headings: Vec<String> = headings
            .map(|&heading| around(blocks[heading].span.of(self.document.text())).to_owned())
            .collect();
        if let Some(title) = &self.title
            && !headings.contains(title)
        {
            headings.insert(0, title.clone());
        }
        headings
    }

    /// The headings above the other tables with the same columns that have a row of the same label as the row `block`.
    fn alike(&self, block: usize) -> Vec<Vec<String>> {
        let blocks = self.document.blocks();
        let own = &blocks[block];
        let columns = |row: &Block| {
            let heads = row.introduced_by.map(|heads| blocks[heads].span);
            heads.map(|heads| heads.of(self.document.text()))
        };
        let rows = label_of(self.document, block).and_then(|label| self.labelled.get(&label));
        let others = rows.into_iter().flatten().filter(|row| {
            let row = &blocks[**row];
            row.headings != own.headings && columns(row) == columns(own)
        });
        others.map(|row| self.headings_of(*row)).collect()
    }

    fn context(&self, block: usize, span: Span) -> Context {
        let blocks = self.document.blocks();
        let text = self.document.text();
        let own = &blocks[block];
        let introduction = own.introduced_by.map(|introduction| &blocks[introduction]);
        let heads = introduction.map_or(&[][..], |head| &head.cells);
        let cells = own
            .cells
            .iter()
            .enumerate()
            .map(|(column, &cell)| Cell {
                head: heads
                    .get(column)
                    .map_or("", |span| around(span.of(text)))
                    .to_owned(),
                span: cell.relative_to(span.start.min(cell.start)),
            })
            .collect();
        let first = self.before.len().saturating_sub(SENTENCES_BEFORE);
        Context {
            language: own.language,
            headings: self.headings_of(block),
            before: self.before[first..].to_vec(),
            lead_in: introduction
                .filter(|_| own.cells.is_empty())
                .map(|lead_in| around(lead_in.span.of(text)).to_owned()),
            cells,
            alike: self.alike(block),
            date: self.date,
            day_first: self.day_first,
            speakers: self.speakers.clone(),
        }
    }
}

/// The first citation that calls each note, by the note's label.
fn calls(citations: &[InTextCitation]) -> HashMap<&str, usize> {
    let calls = citations.iter().enumerate().rev();
    let labelled = calls.filter_map(|(at, citation)| match &citation.target {
        Target::Note(label) => Some((label.as_str(), at)),
        _ => None,
    });
    labelled.collect()
}

/// Tables with a row of the same label that a row is told apart from.
const MOST_ALIKE: usize = 8;

/// The rows of a document by their labels, one of each table that has headings of its own.
fn labelled(document: &Document, structure: &Structure) -> HashMap<String, Vec<usize>> {
    let blocks = document.blocks();
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, role) in structure.roles.iter().enumerate() {
        let label = label_of(document, at).filter(|_| *role == Role::Row);
        let Some(label) = label else { continue };
        let known = rows.entry(label).or_default();
        let is_new = |row: &usize| blocks[*row].headings != blocks[at].headings;
        if known.len() < MOST_ALIKE && known.iter().all(is_new) {
            known.push(at);
        }
    }
    rows
}

/// The words of the first cell of a row, if it has some.
fn label_of(document: &Document, row: usize) -> Option<String> {
    let label = document.blocks()[row].cells.first()?;
    let label = fold(label.of(document.text()).trim());
    (!label.is_empty()).then_some(label)
}

/// The citations of each block in the order of its words.
fn in_order(citations: &[InTextCitation], blocks: usize) -> Vec<Vec<usize>> {
    let mut by_block = by_block(citations, blocks);
    for of_block in &mut by_block {
        of_block.sort_by_key(|&at| citations[at].span.start);
    }
    by_block
}

/// Whether a citation stands in the statement at `span`, or behind its full stop and before
/// `next`, where the next statement starts.
fn belongs(citation: &InTextCitation, block: usize, span: Span, next: usize) -> bool {
    if citation.block != block {
        return false;
    }
    let at = citation.span.start;
    if citation.span.is_empty() {
        return span.start < at && at < next || at == span.end;
    }
    span.start <= at && at < next
}

/// The formulas of a document: code within a line with a sign that joins terms, TeX or not. A bare
/// figure is one of the sentence, whatever it is set in.
fn formulas(document: &Document) -> SpanSet {
    let is_formula = |mark: &&Mark| {
        mark.kind == MarkKind::Code
            && mark
                .span
                .of(document.text())
                .contains(['=', '<', '>', '^', '_', '+', '*', '/'])
    };
    let marks = document.marks().iter().filter(is_formula);
    marks.map(|mark| mark.span).collect()
}

/// What a sentence says besides its formulas and citations.
fn without_formulas(claim: &Claim) -> String {
    let spans = claim.formulas.iter().chain(&claim.apparatus);
    let apart: SpanSet = spans.copied().collect();
    let whole = Span::new(0, claim.text.len());
    let mut left_out: Vec<Span> = apart.within(whole).collect();
    left_out.dedup_by(|next, one| one.overlaps(*next));
    without(&claim.text, &left_out)
}

/// `text` without the parts at `left_out`.
pub(super) fn without(text: &str, left_out: &[Span]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for span in left_out {
        kept.push_str(text[from..span.start].trim_end());
        from = span.end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// The date that the draft states of itself.
fn stated_date(document: &Document) -> Option<PartialDate> {
    [
        "date",
        "published",
        "issued",
        "article:published_time",
        "modified",
    ]
    .iter()
    .find_map(|key| document.embedded().get(key))
    .and_then(iso_date)
}

/// The date at the head of an ISO 8601 string.
fn iso_date(written: &str) -> Option<PartialDate> {
    let mut parts = written
        .trim()
        .get(..written.trim().len().min(10))?
        .splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().and_then(|part| part.parse().ok());
    let day = parts.next().and_then(|part| part.get(..2)?.parse().ok());
    (1000..=9999).contains(&year).then_some(PartialDate {
        year,
        month: month.filter(|month| (1..=12).contains(month)),
        day: month.and(day),
    })
}
