//! The search engine: schema, words in, passages out.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use tantivy::collector::{FilterCollector, TopDocs};
use tantivy::directory::error::LockError;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur,
    PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{
    Document, FAST, Field as SchemaField, INDEXED, IndexRecordOption, STORED, Schema,
    TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{
    DocAddress, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher,
    TantivyDocument, TantivyError, Term as EngineTerm,
};

use super::files::Files;
use super::manifest::Size;
use super::passages::StoredPassage;
use super::room::{Place, Room};
use super::search::{Field, Hit, PassageId, Term};
use super::terms::{IndexedWords, SEPARATOR};
use crate::document::Hash;

/// Name of the tokenizer; the engine stores the name alone, so it carries the version.
const TOKENIZER: &str = "ibid-words-1";
/// Name of the field with the number of a passage's source.
const SOURCE: &str = "source";
/// Memory for the engine's writer, all threads together, in bytes.
const WRITER_MEMORY: usize = 128 << 20;
/// Memory for passages that wait for the engine's threads, in bytes.
const WAITING_MEMORY: usize = 16 << 20;
/// The least memory the engine accepts for a thread, in bytes.
const LEAST_THREAD_MEMORY: usize = 15_000_000;
/// Of more segments than this the smallest are merged into one when an update ends.
const MOST_SEGMENTS: usize = 16;
/// What the engine adds to a passage for its fields, in bytes.
const OF_FIELDS: usize = 64;
/// How many blocks of passages a segment keeps unpacked, of 16 KiB each.
const BLOCKS_AT_HAND: usize = 256;
/// The engine tells of a thread that was killed, where a disk is full.
const UNWRITABLE: &str = "its files cannot be written";
/// How long the lock of a process that was just killed may linger.
const LINGERING_LOCK: Duration = Duration::from_secs(2);

/// What an index has of its sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Their passages.
    Passages,
    /// Nothing: a cluster has their passages, and only the list of the sources is kept here.
    Nothing,
}

/// An index of the engine, on disk or in memory.
pub(super) struct Engine {
    index: Index,
    fields: Fields,
    holds: Holds,
}

#[derive(Clone, Copy)]
struct Fields {
    source: SchemaField,
    stem: SchemaField,
    exact: SchemaField,
    stored: SchemaField,
}

impl Fields {
    fn of(self, field: Field) -> SchemaField {
        match field {
            Field::Stem => self.stem,
            Field::Exact => self.exact,
        }
    }
}

fn schema() -> (Schema, Fields) {
    let text = |option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        source: builder.add_u64_field(SOURCE, INDEXED | STORED | FAST),
        stem: builder.add_text_field("stem", text(IndexRecordOption::WithFreqs)),
        exact: builder.add_text_field("exact", text(IndexRecordOption::WithFreqsAndPositions)),
        stored: builder.add_bytes_field("passage", STORED),
    };
    (builder.build(), fields)
}

impl Engine {
    /// An empty index in `directory`, which must exist.
    pub(super) fn create(directory: &Path, holds: Holds) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let files = Files::open(directory)?;
        let index = Index::create(files, schema, IndexSettings::default())?;
        Ok(Self::new(index, fields, holds))
    }

    /// An empty index in memory.
    pub(super) fn in_memory(holds: Holds) -> Self {
        let (schema, fields) = schema();
        Self::new(Index::create_in_ram(schema), fields, holds)
    }

    /// The index in `directory`.
    pub(super) fn open(directory: &Path, holds: Holds) -> tantivy::Result<Self> {
        let index = Index::open(Files::open(directory)?)?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(TantivyError::SchemaError("another schema".to_owned()));
        }
        Ok(Self::new(index, fields, holds))
    }

    fn new(index: Index, fields: Fields, holds: Holds) -> Self {
        let analyzer = TextAnalyzer::builder(SeparatedWords::default()).build();
        index.tokenizers().register(TOKENIZER, analyzer);
        Self {
            index,
            fields,
            holds,
        }
    }

    /// What the last commit said of itself.
    pub(super) fn payload(&self) -> tantivy::Result<Option<String>> {
        Ok(self.index.load_metas()?.payload)
    }

    /// Whether passages of files that are gone still count in its statistics.
    pub(super) fn has_remains(&self) -> tantivy::Result<bool> {
        let segments = self.index.searchable_segment_metas()?;
        Ok(segments.iter().any(|segment| segment.has_deletes()))
    }

    /// A writer with `threads` threads.
    pub(super) fn writer(&self, threads: usize) -> anyhow::Result<Writer<'_>> {
        let threads = threads.clamp(1, WRITER_MEMORY / LEAST_THREAD_MEMORY);
        let deadline = Instant::now() + LINGERING_LOCK;
        let writer = loop {
            match self.index.writer_with_num_threads(threads, WRITER_MEMORY) {
                Err(TantivyError::LockFailure(LockError::LockBusy, _))
                    if Instant::now() < deadline =>
                {
                    thread::sleep(Duration::from_millis(20));
                }
                other => break other?,
            }
        };
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Writer {
            engine: self,
            writer,
            room: Room::of(WAITING_MEMORY),
        })
    }

    /// A reader of the last commit, with the statistics that `size` gives.
    pub(super) fn reader(&self, size: Size) -> tantivy::Result<Reader> {
        let reader = self
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(BLOCKS_AT_HAND)
            .try_into()?;
        let reader: IndexReader = reader;
        Ok(Reader {
            searcher: reader.searcher(),
            fields: self.fields,
            size,
            without: Arc::default(),
        })
    }
}

/// Adds and removes passages; nothing shows before [`Writer::commit`].
pub(super) struct Writer<'e> {
    engine: &'e Engine,
    writer: IndexWriter<Waiting>,
    room: Arc<Room>,
}

/// A passage that waits for a thread of the engine, with the room that it takes until then.
struct Waiting {
    passage: TantivyDocument,
    _place: Place,
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.passage.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.passage
    }
}

impl Writer<'_> {
    /// Adds a passage of the source number `source`; waits while the engine's threads have more
    /// than enough to do.
    pub(super) fn add(
        &self,
        source: u64,
        passage: &StoredPassage,
        words: &IndexedWords,
    ) -> anyhow::Result<()> {
        if self.engine.holds == Holds::Nothing {
            return Ok(());
        }
        let fields = self.engine.fields;
        let stored = passage.bytes()?;
        let bytes = stored.len() + words.stems.words.len() + words.exact.words.len() + OF_FIELDS;
        let place = self.room.take(bytes);
        let mut passage = TantivyDocument::with_capacity(bytes);
        passage.add_u64(fields.source, source);
        passage.add_text(fields.stem, &words.stems.words);
        passage.add_text(fields.exact, &words.exact.words);
        passage.add_bytes(fields.stored, &stored);
        let waiting = Waiting {
            passage,
            _place: place,
        };
        let added = self.writer.add_document(waiting);
        added.map_err(|_| anyhow!(UNWRITABLE))?;
        Ok(())
    }

    /// Removes all passages of the source number `source`.
    pub(super) fn remove(&self, source: u64) {
        let field = self.engine.fields.source;
        self.writer
            .delete_term(EngineTerm::from_field_u64(field, source));
    }

    /// Commits everything so far with its payload, and goes on.
    pub(super) fn commit_so_far(&mut self, payload: &str) -> anyhow::Result<()> {
        self.commit_added(payload).map_err(|_| anyhow!(UNWRITABLE))
    }

    fn commit_added(&mut self, payload: &str) -> tantivy::Result<()> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(payload);
        commit.commit()?;
        Ok(())
    }

    /// Commits everything with its payload, then merges what removed passages are still in, so
    /// that the statistics are those of an index built anew.
    pub(super) fn commit(self, payload: &str) -> anyhow::Result<()> {
        self.commit_and_merge(payload)
            .map_err(|_| anyhow!(UNWRITABLE))
    }

    fn commit_and_merge(mut self, payload: &str) -> tantivy::Result<()> {
        self.commit_added(payload)?;
        let segments = self.engine.index.searchable_segment_metas()?;
        let merged = to_merge(segments);
        if !merged.is_empty() {
            self.writer.merge(&merged).wait()?;
        }
        self.writer.garbage_collect_files().wait()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

/// The segments to make one of: those with passages that were removed, and of more than there should
/// be the smallest, for that is least work.
fn to_merge(segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    let (remains, mut whole): (Vec<_>, Vec<_>) =
        segments.into_iter().partition(SegmentMeta::has_deletes);
    let mut merged: Vec<SegmentId> = remains.iter().map(SegmentMeta::id).collect();
    whole.sort_by_key(|segment| (segment.max_doc(), segment.id()));
    let mut smallest = whole.iter();
    while smallest.len() + usize::from(!merged.is_empty()) > MOST_SEGMENTS {
        merged.extend(smallest.next().map(SegmentMeta::id));
    }
    merged
}

/// A view of one commit.
pub(super) struct Reader {
    searcher: Searcher,
    fields: Fields,
    size: Size,
    /// Numbers of the sources that are never found: copies of others.
    without: Arc<BTreeSet<u64>>,
}

impl Reader {
    /// The same, which finds nothing in the sources of these numbers.
    pub(super) fn without(self, sources: BTreeSet<u64>) -> Self {
        let without = Arc::new(sources);
        Self { without, ..self }
    }

    /// Number of passages.
    pub(super) fn passage_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Number of passages that have the word.
    pub(super) fn frequency(&self, field: Field, text: &str) -> anyhow::Result<u64> {
        Ok(self.searcher.doc_freq(&self.term(field, text))?)
    }

    fn term(&self, field: Field, text: &str) -> EngineTerm {
        EngineTerm::from_field_text(self.fields.of(field), text)
    }

    /// The passages that have any of the terms.
    pub(super) fn any_of(
        &self,
        terms: &[Term],
        within: &[u64],
        limit: usize,
    ) -> anyhow::Result<Vec<Hit>> {
        let clauses = terms
            .iter()
            .map(|term| {
                let query = TermQuery::new(
                    self.term(term.field, &term.text),
                    IndexRecordOption::WithFreqs,
                );
                let query = BoostQuery::new(Box::new(query), term.weight);
                (Occur::Should, Box::new(query) as Box<dyn Query>)
            })
            .collect();
        self.best(Box::new(BooleanQuery::new(clauses)), within, limit)
    }

    /// The passages in which the words stand one after the other.
    pub(super) fn phrase(
        &self,
        words: &[String],
        within: &[u64],
        limit: usize,
    ) -> anyhow::Result<Vec<Hit>> {
        let terms: Vec<EngineTerm> = words
            .iter()
            .map(|word| self.term(Field::Exact, word))
            .collect();
        let query: Box<dyn Query> = match terms.as_slice() {
            [] => Box::new(EmptyQuery),
            [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        self.best(query, within, limit)
    }

    /// The best passages of a query. Which of equally good ones come before the limit would hang
    /// on how threads shared out the work, so the last score is left out unless it is all there is.
    fn best(
        &self,
        query: Box<dyn Query>,
        within: &[u64],
        limit: usize,
    ) -> anyhow::Result<Vec<Hit>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let query = self.restricted(query, within);
        let mut wanted = limit + 1;
        loop {
            let found = self.top(&query, wanted)?;
            let is_all = found.len() < wanted;
            let last = found.last().map_or(0.0, |(score, _)| *score);
            let mut hits: Vec<Hit> = found
                .iter()
                .filter(|(score, _)| is_all || !is_tied(*score, last))
                .map(|&(score, address)| Hit {
                    id: PassageId {
                        segment: address.segment_ord,
                        document: address.doc_id,
                    },
                    score,
                })
                .collect();
            if is_all || !hits.is_empty() || wanted > MOST_TIED {
                if hits.is_empty() {
                    hits = self.tied_by_name(&found)?;
                }
                return Ok(hits);
            }
            wanted *= 8;
        }
    }

    fn top(&self, query: &dyn Query, wanted: usize) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        let top = TopDocs::with_limit(wanted).order_by_score();
        if self.without.is_empty() {
            return self
                .searcher
                .search_with_statistics_provider(query, &top, self);
        }
        let without = Arc::clone(&self.without);
        let is_found = move |source: u64| !without.contains(&source);
        let top = FilterCollector::new(SOURCE.to_owned(), is_found, top);
        self.searcher
            .search_with_statistics_provider(query, &top, self)
    }

    /// So many equally good passages that even the number looked at does not hold them all.
    fn tied_by_name(&self, found: &[(f32, DocAddress)]) -> anyhow::Result<Vec<Hit>> {
        let mut named = Vec::with_capacity(found.len());
        for &(score, address) in found {
            let id = PassageId {
                segment: address.segment_ord,
                document: address.doc_id,
            };
            let (source, passage, _) = self.stored(id)?;
            named.push((source, passage.ordinal, Hit { id, score }));
        }
        named.sort_by_key(|(source, ordinal, _)| (*source, *ordinal));
        Ok(named.into_iter().map(|(_, _, hit)| hit).collect())
    }

    fn restricted(&self, query: Box<dyn Query>, within: &[u64]) -> Box<dyn Query> {
        if within.is_empty() {
            return query;
        }
        let sources = within
            .iter()
            .map(|&source| {
                let term = EngineTerm::from_field_u64(self.fields.source, source);
                let query = TermQuery::new(term, IndexRecordOption::Basic);
                (Occur::Should, Box::new(query) as Box<dyn Query>)
            })
            .collect();
        let sources = ConstScoreQuery::new(Box::new(BooleanQuery::new(sources)), 0.0);
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, query),
            (Occur::Must, Box::new(sources)),
        ]))
    }

    /// The passage, the number of its source and its checksum.
    pub(super) fn stored(&self, id: PassageId) -> anyhow::Result<(u64, StoredPassage, Hash)> {
        let address = DocAddress::new(id.segment, id.document);
        let document: TantivyDocument = self.searcher.doc(address)?;
        let source = document
            .get_first(self.fields.source)
            .and_then(|value| value.as_u64());
        let bytes = document
            .get_first(self.fields.stored)
            .and_then(|value| value.as_bytes());
        let (source, bytes) = source.zip(bytes).context(DAMAGED)?;
        let passage = StoredPassage::read(bytes).context(DAMAGED)?;
        Ok((source, passage, Hash::of(bytes)))
    }
}

/// What nothing but damage after the index was opened, or an index that this program did not make,
/// leads to.
pub(super) const DAMAGED: &str = "the index is damaged; remove `.ibid` and run again";

/// How many equally good passages are looked at for their names.
pub(super) const MOST_TIED: usize = 4096;

/// Whether two scores are the same but for the order in which their parts were added up.
pub(super) fn is_tied(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-4 * a.abs().max(b.abs())
}

/// The numbers of words come from the manifest: after a merge the engine only estimates them.
impl Bm25StatisticsProvider for Reader {
    fn total_num_tokens(&self, field: SchemaField) -> tantivy::Result<u64> {
        let [stems, exact] = self.size.words;
        Ok(if field == self.fields.stem {
            stems
        } else {
            exact
        })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &EngineTerm) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}

/// Words that were found before: the text is cut at [`SEPARATOR`] and nowhere else.
#[derive(Clone, Default)]
struct SeparatedWords {
    token: Token,
}

struct SeparatedWordsStream<'a> {
    rest: Option<&'a str>,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for SeparatedWords {
    type TokenStream<'a> = SeparatedWordsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SeparatedWordsStream<'a> {
        self.token.reset();
        SeparatedWordsStream {
            rest: Some(text),
            at: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for SeparatedWordsStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.rest else {
            return false;
        };
        let end = memchr::memchr(SEPARATOR as u8, rest.as_bytes());
        let word = &rest[..end.unwrap_or(rest.len())];
        self.rest = end.map(|end| &rest[end + 1..]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = self.at;
        self.token.offset_to = self.at + word.len();
        self.at += word.len() + 1;
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
