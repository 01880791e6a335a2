//! Plain tantivy, by which ibid is measured: a tokenizer, lower case, an English stemmer; no map, no metadata.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query as EngineQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, TantivyDocument, Term};

use super::timed;

/// Threads of its writer.
const THREADS: usize = 2;

/// Its index.
pub(crate) struct Plain {
    index: Index,
    field: Field,
}

impl Plain {
    /// An index of `texts` in `directory`, each a document, and how long they took.
    pub(crate) fn of(
        directory: &Path,
        texts: impl Iterator<Item = impl AsRef<str>>,
    ) -> (Self, Duration) {
        fs::create_dir_all(directory).expect("a folder");
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("plain")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing) | STORED;
        let field = schema.add_text_field("text", options);
        let index = Index::create_in_dir(directory, schema.build()).expect("an index");
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(Stemmer::default())
            .build();
        index.tokenizers().register("plain", analyzer);
        let ((), time) = timed(|| {
            let mut writer = index
                .writer_with_num_threads(THREADS, 128 << 20)
                .expect("a writer");
            for text in texts {
                let mut document = TantivyDocument::new();
                document.add_text(field, text.as_ref());
                writer.add_document(document).expect("room");
            }
            writer.commit().expect("a commit");
            writer.wait_merging_threads().expect("merges");
        });
        (Self { index, field }, time)
    }

    /// How long it takes to find ten documents for each of `claims`, and to fetch them.
    pub(crate) fn queries(&self, claims: &[String]) -> Duration {
        let searcher = self.index.reader().expect("a reader").searcher();
        let mut analyzer = self.index.tokenizers().get("plain").expect("the analyzer");
        timed(|| {
            for claim in claims {
                let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
                analyzer.token_stream(claim).process(&mut |token| {
                    let term = Term::from_field_text(self.field, &token.text);
                    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                    clauses.push((Occur::Should, Box::new(query)));
                });
                let query = BooleanQuery::new(clauses);
                let top = TopDocs::with_limit(10).order_by_score();
                for (_, address) in searcher.search(&query, &top).expect("results") {
                    let _: TantivyDocument = searcher.doc(address).expect("a document");
                }
            }
        })
        .1
    }
}
