//! Quotations of a draft against the sources: the cited ones first, then all.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::accusing::{Given, Nearest, Quoted, accused};
use super::findings::Finder;
use super::{Corpus, cite, place};
use crate::document::Document;
use crate::draft::fix;
use crate::draft::{
    Alteration, Matched, Pattern, Quotation, QuotedText, Speech, match_quotation, speech_of,
};
use crate::judge::Stance;
use crate::language::{detect, token};
use crate::report::{
    CitationReport, Citations, Excerpt, Finding, Level, QuotationReport, QuoteMatch, Rule,
};
use crate::sources::Source;
use crate::span::Span;
use crate::wording::{Change, Message};

/// Passages that are looked at for a quotation.
const CANDIDATES: usize = 24;

/// A source of so many bytes or fewer is looked through whole wherever the index points in it.
const SHORT: usize = 64 * 1024;

/// Matches quotations, preparing every source that is looked through whole once.
pub(super) struct Quotations<'a> {
    corpus: &'a Corpus,
    finder: &'a Finder<'a>,
    /// Names of the sources that may be asked; none where all may be.
    within: Vec<String>,
    prepared: BTreeMap<String, Arc<QuotedText>>,
}

/// A source that may have the words of a quotation.
struct Candidate {
    name: String,
    /// Where the index found them, as spans of its text; nowhere where it is cited and so looked
    /// through whole.
    parts: Vec<Span>,
}

/// Where a quotation stands, or nearly stands.
struct Found {
    source: Arc<Source>,
    document: Arc<Document>,
    matched: Matched,
    is_cited: bool,
}

impl<'a> Quotations<'a> {
    pub(super) fn new(corpus: &'a Corpus, finder: &'a Finder<'a>) -> Self {
        Self {
            corpus,
            finder,
            within: corpus.within(),
            prepared: BTreeMap::new(),
        }
    }

    /// What became of a quotation, and the rule it breaks.
    ///
    /// # Errors
    /// When the index or a source cannot be read.
    pub(super) fn check(
        &mut self,
        quotation: &Quotation,
    ) -> anyhow::Result<(QuotationReport, Option<Finding>)> {
        let pattern = Pattern::new(&quotation.text);
        let found = self.find(quotation, &pattern)?;
        let (matched, most) = self.fate(quotation, &pattern, found.as_ref());
        let found = found.filter(|_| matches!(matched, QuoteMatch::Exact | QuoteMatch::Altered));
        let mut citations: Citations = found.iter().map(citation).collect();
        self.finder
            .name_copies(&quotation.citations, Arc::make_mut(&mut citations));
        let document = self.finder.document;
        let finding = self
            .finding(quotation, matched, found.as_ref(), &citations)
            .map(|finding| finding.at_most(most));
        let report = QuotationReport {
            text: quotation.text.clone(),
            place: place::place(document, quotation.span),
            matched,
            excerpt: excerpt(document, quotation, found.as_ref()),
            citations,
        };
        Ok((report, finding))
    }

    /// How a quotation fared, and the highest level of a finding about it.
    fn fate(
        &self,
        quotation: &Quotation,
        pattern: &Pattern,
        found: Option<&Found>,
    ) -> (QuoteMatch, Level) {
        let given = match &quotation.speaker {
            Some(speaker) if !is_writer(speaker) => Given::Said,
            _ if self.finder.is_cited(&quotation.citations) => Given::Cited,
            _ => Given::Unmarked,
        };
        let quoted = Quoted {
            given,
            words: pattern.keys().count(),
            is_too_short: pattern.is_too_short()
                || quotation.text.chars().count() < self.finder.config.minimum_quotation,
        };
        let is_cited = self.finder.is_cited(&quotation.citations);
        let nearest = found.map(|found| Nearest {
            matched: &found.matched,
            is_of_another: is_cited && !found.is_cited,
        });
        accused(quoted, nearest)
    }

    /// The best place for a quotation: exact before near, cited sources before others, then the
    /// nearest. The cited sources come first, so nothing is better than the first exact place.
    fn find(&mut self, quotation: &Quotation, pattern: &Pattern) -> anyhow::Result<Option<Found>> {
        let cited = self.finder.names_of(&quotation.citations);
        let mut best: Option<Found> = None;
        for candidate in self.candidates(quotation, &cited)? {
            let Some(source) = self.corpus.library.source(&candidate.name).cloned() else {
                continue;
            };
            let document = self.corpus.library.document(&source)?;
            for text in self.texts(&candidate, &document) {
                let Some(matched) = match_quotation(pattern, &text) else {
                    continue;
                };
                let found = Found {
                    source: Arc::clone(&source),
                    document: Arc::clone(&document),
                    matched,
                    is_cited: candidate.parts.is_empty(),
                };
                if best.as_ref().is_none_or(|best| found.beats(best)) {
                    best = Some(found);
                }
                if best.as_ref().is_some_and(|best| best.matched.is_exact()) {
                    return Ok(best);
                }
            }
        }
        Ok(best)
    }

    /// The sources that may have the words: the cited ones, then those that the index finds, best
    /// first.
    fn candidates(
        &self,
        quotation: &Quotation,
        cited: &[String],
    ) -> anyhow::Result<Vec<Candidate>> {
        let whole = |name: &String| Candidate {
            name: name.clone(),
            parts: Vec::new(),
        };
        let mut found: Vec<Candidate> = cited.iter().map(whole).collect();
        let language = detect(&quotation.text, crate::language::Language::default());
        let words: Vec<String> = token::tokens(&quotation.text, language)
            .into_iter()
            .filter(|token| token.kind != token::TokenKind::Punctuation)
            .map(|token| token.folded)
            .collect();
        let library = &self.corpus.library;
        for passage in library.find_phrase(&words, &self.within, CANDIDATES)? {
            let name = &passage.source.name;
            match found.iter_mut().find(|candidate| candidate.name == *name) {
                // A cited one is looked through whole.
                Some(known) if known.parts.is_empty() => {}
                Some(known) => known.parts.push(passage.span),
                None => found.push(Candidate {
                    name: name.clone(),
                    parts: vec![passage.span],
                }),
            }
        }
        Ok(found)
    }

    /// What of a candidate is looked through: all of it, or of a long source that nobody cites
    /// the surroundings of what the index found.
    fn texts(&mut self, candidate: &Candidate, document: &Document) -> Vec<Arc<QuotedText>> {
        if !candidate.parts.is_empty() && document.text().len() > SHORT {
            let around = |blocks: Range<usize>| Arc::new(QuotedText::of_blocks(document, blocks));
            let parts = surroundings(document, &candidate.parts);
            return parts.into_iter().map(around).collect();
        }
        let whole = self
            .prepared
            .entry(candidate.name.clone())
            .or_insert_with(|| Arc::new(QuotedText::of(document)));
        vec![Arc::clone(whole)]
    }

    fn finding(
        &self,
        quotation: &Quotation,
        matched: QuoteMatch,
        found: Option<&Found>,
        citations: &Citations,
    ) -> Option<Finding> {
        let (rule, message) = match (matched, found) {
            (QuoteMatch::Altered, Some(found)) => (Rule::Misquote, found.difference(quotation)),
            (QuoteMatch::NotFound, _) if self.finder.cites_elsewhere(&quotation.citations) => {
                return None;
            }
            (QuoteMatch::NotFound, _) => (Rule::QuoteNotFound, Message::QuotationNotFound),
            (QuoteMatch::Exact, Some(found)) => {
                (Rule::QuoteMisattributed, found.misattribution(quotation)?)
            }
            _ => return None,
        };
        let document = self.finder.document;
        let place = place::place(document, quotation.span);
        let edit = found.filter(|_| rule == Rule::Misquote).and_then(|found| {
            let source = found.document.text();
            fix::true_words(document, quotation, &found.matched, source)
        });
        let identity = self.finder.identity(quotation.span.start, &quotation.text);
        let finding = self
            .finder
            .finding(rule, place, &identity, message, citations.clone())?;
        Some(self.finder.with_fix(finding, edit))
    }
}

impl Found {
    /// Whether this place is the better one.
    fn beats(&self, other: &Found) -> bool {
        let rank = |found: &Found| (found.matched.is_exact(), found.is_cited);
        match rank(self).cmp(&rank(other)) {
            std::cmp::Ordering::Equal => self.matched.likeness > other.matched.likeness,
            order => order.is_gt(),
        }
    }

    /// What differs, word by word.
    fn difference(&self, quotation: &Quotation) -> Message {
        let text = self.document.text();
        let alterations = self.matched.alterations.iter();
        Message::Misquoted {
            work: self.source.work(),
            changes: alterations
                .map(|alteration| change(alteration, &quotation.text, text, self.matched.span))
                .collect(),
        }
    }

    /// That the source gives the words to another than the draft does.
    fn misattribution(&self, quotation: &Quotation) -> Option<Message> {
        let claimed = quotation.speaker.as_deref()?;
        let Found {
            source, document, ..
        } = self;
        match speech_of(claimed, document, self.matched.span, &source.metadata) {
            Speech::Fits => None,
            Speech::Of(speaker) => Some(Message::OtherSpeaker {
                work: source.work(),
                draft: claimed.to_owned(),
                source: speaker,
            }),
        }
    }
}

/// Whether a speaker is the writer of the draft: words of one's own are nobody else's.
fn is_writer(speaker: &str) -> bool {
    const WRITER: [&str; 6] = ["i", "we", "one", "je", "nous", "on"];
    WRITER.contains(&speaker.to_lowercase().as_str())
}

/// The blocks at these places and the ones next to them, as runs that do not touch.
fn surroundings(document: &Document, places: &[Span]) -> Vec<Range<usize>> {
    let blocks = document.blocks();
    let mut runs: Vec<Range<usize>> = places
        .iter()
        .map(|place| {
            let first = blocks.partition_point(|block| block.span.end <= place.start);
            let end = blocks.partition_point(|block| block.span.start < place.end);
            first.saturating_sub(1)..(end + 1).min(blocks.len())
        })
        .collect();
    runs.sort_by_key(|run| run.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match apart.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => apart.push(run),
        }
    }
    apart
}

/// One difference between a quotation and its source, whose words stand at `met`.
fn change(alteration: &Alteration, quotation: &str, source: &str, met: Span) -> Change {
    match alteration {
        Alteration::Words {
            quoted,
            source: true_words,
        } => {
            let is_put_in = true_words.is_empty();
            match quoted.is_empty() {
                true => Change::LeftOut {
                    source: true_words.of(source).to_owned(),
                },
                false if is_put_in => Change::Other {
                    draft: among(quotation, *quoted, Span::new(0, quotation.len())),
                    source: among(source, *true_words, met),
                },
                false => Change::Other {
                    draft: quoted.of(quotation).to_owned(),
                    source: true_words.of(source).to_owned(),
                },
            }
        }
        Alteration::Swallowed { source: word } => Change::Swallowed {
            source: word.of(source).to_owned(),
        },
        Alteration::Inserted { quoted } => Change::Bracketed {
            draft: quoted.of(quotation).to_owned(),
        },
    }
}

/// The words at `span` with the word before and the word after them, of those at `all`: what stands where words
/// were put in.
fn among(text: &str, span: Span, all: Span) -> String {
    let before = text[all.start..span.start].trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let after = &text[span.end..all.end];
    let gap = after.len() - after.trim_start().len();
    let end = after[gap..].find(char::is_whitespace);
    let end = end.map_or(all.end, |at| span.end + gap + at);
    let words = &text[all.start + start..end];
    words
        .trim_matches(|it: char| !it.is_alphanumeric())
        .to_owned()
}

/// The quoted words with what differs from the source marked.
fn excerpt(document: &Document, quotation: &Quotation, found: Option<&Found>) -> Excerpt {
    let alterations = found.iter().flat_map(|found| &found.matched.alterations);
    let marked: Vec<Span> = alterations
        .filter_map(|alteration| match alteration {
            Alteration::Words { quoted, .. } | Alteration::Inserted { quoted } => {
                Some(quoted.shifted(quotation.span.start))
            }
            Alteration::Swallowed { .. } => None,
        })
        .collect();
    place::excerpt(document, quotation.span, &marked)
}

fn citation(found: &Found) -> CitationReport {
    let Found {
        source, document, ..
    } = found;
    let stance = match found.matched.is_exact() {
        true => Stance::Supports,
        false => Stance::Refutes,
    };
    let marked: Vec<Span> = found
        .matched
        .alterations
        .iter()
        .filter_map(|alteration| match alteration {
            Alteration::Words { source, .. } | Alteration::Swallowed { source } => Some(*source),
            Alteration::Inserted { .. } => None,
        })
        .collect();
    CitationReport {
        excerpt: place::excerpt(document, found.matched.span, &marked),
        ..cite::citation(source, document, found.matched.span, stance)
    }
}
